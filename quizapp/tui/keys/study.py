"""The keys of Study, of its overlays and of the summary."""

from quizapp.language import marked
from quizapp.tui.keys.common import (
    ANSWER,
    CARD,
    EVERYWHERE,
    LOOK,
    MOVE,
    RATING,
    common,
    outward,
    overlay,
)
from quizapp.tui.keys.key import Key

STUDY = (
    Key(
        "study.go",
        "space",
        marked("show"),
        RATING,
        help=marked("show the answer; then rate as proposed"),
        also=("enter",),
    ),
    Key("study.rate1", "1", marked("Again"), RATING, argument="1"),
    Key("study.rate2", "2", marked("Hard"), RATING, argument="2"),
    Key("study.rate3", "3", marked("Good"), RATING, argument="3"),
    Key("study.rate4", "4", marked("Easy"), RATING, argument="4"),
    Key("study.check", "ctrl+r", marked("check"), ANSWER, help=marked("check the answer")),
    Key("study.next", "tab", marked("next"), ANSWER, help=marked("the next cell, or the answer")),
    Key("study.hint", "h", marked("hint"), ANSWER, typing="f2"),
    Key(
        "study.dont-know",
        "d",
        marked("don't know"),
        ANSWER,
        typing="f3",
        help=marked("don't know: show the solution"),
    ),
    Key("study.fresh", "r", marked("new numbers"), ANSWER, typing="f4"),
    Key(
        "study.disagree",
        "x",
        marked("I disagree"),
        ANSWER,
        help=marked("note that the verdict is wrong"),
    ),
    Key("study.worked", "w", marked("worked solution"), LOOK),
    Key(
        "study.code",
        "c",
        marked("code"),
        LOOK,
        help=marked("the code that computed the answer"),
    ),
    Key("study.prompt", "p", marked("prompt"), LOOK, help=marked("the prompt again")),
    Key("study.edit", "e", marked("edit"), CARD, help=marked("edit where it is written")),
    *outward("study"),
    Key(
        "study.why",
        "i",
        marked("why now"),
        LOOK,
        typing="f6",
        help=marked("why this card, and why now"),
    ),
    Key(
        "study.trust",
        "T",
        marked("let it run"),
        CARD,
        help=marked("let this code run from now on"),
        also=("Е",),
    ),
    Key("study.suspend", "s", marked("suspend"), CARD, also=("@",)),
    Key("study.suspend-siblings", "!", marked("suspend with siblings"), CARD),
    Key("study.bury", "b", marked("until tomorrow"), CARD, also=("-",)),
    Key("study.bury-siblings", "=", marked("until tomorrow with siblings"), CARD),
    Key("study.flag", "f", marked("flag"), CARD, also=("*",)),
    *(
        Key(f"study.set-flag{n}", f"ctrl+{n}", marked("flag"), CARD, argument=str(n))
        for n in range(1, 5)
    ),
    Key("study.move", "m", marked("move"), CARD, help=marked("set when it is due")),
    Key(
        "study.forget", "F", marked("make new"), CARD, help=marked("make it new again"), also=("А",)
    ),
    Key("study.undo", "u", marked("undo"), CARD, typing="ctrl+z", help=marked("undo, many steps")),
    Key("study.scroll-up", "up", marked("up"), LOOK, also=("k",), typing="pageup"),
    Key("study.scroll-down", "down", marked("down"), LOOK, also=("j",), typing="pagedown"),
    Key(
        "study.leave",
        "escape",
        marked("keys"),
        ANSWER,
        help=marked("leave the answer, so that letters are keys"),
    ),
    Key("study.end", "q", marked("end"), EVERYWHERE, help=marked("end the session"), typing="f10"),
    *common("study"),
)

SUMMARY = (
    Key("summary.home", "enter", marked("home"), MOVE, also=("q", "escape", "space")),
    Key("summary.undo", "u", marked("undo the last one"), CARD, also=("ctrl+z",)),
    *common("summary"),
)

CODE = overlay("code", "c")
WHY = overlay("why", "i", typing="f6")
LEECH = (
    Key("leech.close", "escape", marked("go on"), EVERYWHERE, also=("enter", "space", "q")),
    Key("leech.edit", "e", marked("edit"), CARD),
    Key("leech.undo", "u", marked("undo"), CARD, also=("ctrl+z",)),
)
