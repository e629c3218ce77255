"""The keys of Exam: before it, while it is written, and in its report."""

from quizapp.language import marked
from quizapp.tui.keys.common import ANSWER, EVERYWHERE, LOOK, MOVE, common, overlay, places
from quizapp.tui.keys.key import Key

EXAM = (
    Key("exam.begin", "enter", marked("begin"), ANSWER, help=marked("begin an exam")),
    Key("exam.resume", "r", marked("go on"), ANSWER, help=marked("go on with the exam put off")),
    Key("exam.deck", "g", marked("deck"), ANSWER, help=marked("choose the deck to be asked")),
    Key("exam.fewer", "-", marked("fewer questions"), ANSWER),
    Key("exam.more", "+", marked("questions"), ANSWER, help=marked("more questions"), also=("=",)),
    Key("exam.shorter", "[", marked("less time"), ANSWER),
    Key("exam.longer", "]", marked("time"), ANSWER, help=marked("more time")),
    Key("exam.solution", "s", marked("full solution"), LOOK, also=("space",)),
    Key(
        "exam.practise",
        "p",
        marked("practise"),
        ANSWER,
        help=marked("practise what was not right, outside the schedule"),
    ),
    Key(
        "exam.forward",
        "a",
        marked("due today"),
        ANSWER,
        help=marked("make the cards of what was not right due today"),
    ),
    Key("exam.undo", "u", marked("undo"), ANSWER, also=("ctrl+z",)),
    Key("exam.up", "up", marked("topic"), MOVE, help=marked("the topic above"), also=("k",)),
    Key("exam.down", "down", marked("down"), MOVE, help=marked("the topic below"), also=("j",)),
    Key("exam.before", "left", marked("question"), MOVE, help=marked("the question before")),
    Key("exam.after", "right", marked("next"), MOVE, help=marked("the next question")),
    Key("exam.quit", "q", marked("quit"), EVERYWHERE),
    *places("exam"),
    *common("exam"),
)

WRITING = (
    Key(
        "writing.take",
        "enter",
        marked("next"),
        ANSWER,
        help=marked("take the answer and go on"),
        also=("space",),
    ),
    Key("writing.check", "ctrl+r", marked("take"), ANSWER, help=marked("take the answer")),
    Key("writing.cell", "tab", marked("cell"), ANSWER, help=marked("the next cell")),
    Key("writing.clear", "delete", marked("leave it open"), ANSWER),
    Key("writing.before", "left", marked("before"), MOVE, typing="pageup"),
    Key("writing.after", "right", marked("after"), MOVE, typing="pagedown"),
    Key("writing.leave", "escape", marked("leave the answer"), ANSWER),
    Key(
        "writing.end",
        "q",
        marked("end"),
        EVERYWHERE,
        typing="f10",
        help=marked("end the exam, or put it off"),
    ),
    *common("writing"),
)

ANSWERED = overlay("answered", "s")
