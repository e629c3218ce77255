"""Study line by line.

One prompt, then one line per read: empty shows the answer, 1-4 rate, anything else is the typed
answer where one is asked. What else there is begins with a colon: ``:?`` lists it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from quizapp.actions.studying.asking import Asked
from quizapp.actions.studying.reasons import reasons
from quizapp.actions.studying.study import Session
from quizapp.actions.studying.summary import LookAgain
from quizapp.language import _, ngettext
from quizapp.model.questions import AnswerKind
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome
from quizapp.plain.answers import LEAVE, as_typed, lines_typed, rest_of_program, wants_program
from quizapp.plain.asking import card_lines, part_lines
from quizapp.plain.telling import (
    answer_lines,
    rating_lines,
    solution_lines,
    step_lines,
    verdict_line,
    why_line,
)
from quizapp.render.spoken import spoken
from quizapp.wording import card_title, in_a_row_text, outcome_name, rating_name, wait_text
from quizapp.wording.layouts import as_latin
from quizapp.wording.why import why_now

_COMMAND = re.compile(r":[a-zа-яё]")


def study(session: Session, lines: TextIO, write: Callable[[str], None]) -> None:
    """Study until nothing is left, ``:q`` or the end of input; ctrl+c ends it with the summary.

    Raises:
        KeyboardInterrupt: the learner pressed ctrl+c; the summary is told already.
    """
    conversation = Conversation(session, lines, write)
    try:
        conversation.run()
    except KeyboardInterrupt:
        conversation.end()
        raise
    conversation.end()


class Conversation:
    """Where the conversation stands.

    Attributes:
        typed: The answers typed so far for a question of several parts.
        left: The learner left in the middle of a program.
    """

    def __init__(self, session: Session, lines: TextIO, write: Callable[[str], None]) -> None:
        self.session = session
        self.lines = lines
        self.write = write
        self.typed: list[str] = []
        self.left = False

    def run(self) -> None:
        """Ask, read a line, act on it, until it is over."""
        if self.session.asked is not None:
            first = _("An empty line shows the answer."), _("Rate with 1, 2, 3 or 4.")
            self.write(" ".join((*first, ":? " + _("help"))))
        self._ask()
        if self.session.asked is not None:
            for line in lines_typed(self.lines):
                self._take(line)
                if self.session.asked is None or self.left:
                    break

    def end(self) -> None:
        """Tell what the sitting came to, on a line of its own also after ``^C``."""
        summary = self.session.summary()
        self.write("")
        if self.session.asked is None and not self.session.done:
            self.write(_("Nothing is due."))
            return
        self.write(ngettext("{n} card studied.", "{n} cards studied.", summary.cards))
        if summary.again:
            self.write(_("Look again:"))
        for each in summary.again:
            self.write(f"{spoken(card_title(each.card))}: {_found(each)}")

    def _take(self, typed: str) -> None:
        line = typed.strip()
        command = self._commands().get(as_latin(line))
        if command is not None:
            command[0]()
        elif _COMMAND.fullmatch(line):
            self.write(_("“{typed}” does nothing here; :? lists what does.").format(typed=line))
        elif self.session.revealed:
            self._rate(line)
        elif not line:
            self._show_answer()
        elif self._asked.variant is not None:
            self._answer(typed)
        elif self._asked.choice is not None:
            self._judge([as_latin(line)])
        else:
            self.write(_("An empty line shows the answer."))

    def _commands(self) -> dict[str, tuple[Callable[[], None], str]]:
        """What each command does, and how that is called."""
        return {
            ":u": (self._undo, _("undo")),
            ":h": (self._hint, _("hint")),
            ":f": (self._fresh, _("new numbers")),
            ":w": (self._worked, _("worked solution")),
            ":i": (self._why, _("why now")),
            ":b": (self._bury, _("until tomorrow")),
            ":s": (self._suspend, _("suspend")),
            ":?": (self._help, _("help")),
        }

    @property
    def _asked(self) -> Asked:
        asked = self.session.asked
        assert asked is not None
        return asked

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    # Asking and answering

    def _ask(self) -> None:
        self.typed = []
        if self.session.asked is None:
            return
        self.write("")
        place, *rest = card_lines(self.session.asked)
        self.write(f"[{self.session.done + 1}/{self.session.total}] {place}")
        self._write(rest)

    def _answer(self, typed: str) -> None:
        variant = self._asked.variant
        assert variant is not None
        text: str | None = typed.strip()
        if wants_program(variant, len(self.typed)):
            text = rest_of_program(typed, self.lines)
        elif variant.parts[len(self.typed)].kind is AnswerKind.CHOICE and len(text or "") == 1:
            text = as_latin(text or "")
        if text is None:
            self.left = True
            return
        self.typed.append(as_typed(text, variant.parts[len(self.typed)]))
        if len(self.typed) < len(variant.parts):
            self._write(part_lines(variant, len(self.typed)))
        else:
            self._judge(self.typed)

    def _judge(self, texts: Sequence[str]) -> None:
        asked = self._asked
        verdict = self.session.answer(texts)
        self.typed = []
        self.write(verdict_line(verdict))
        if verdict.outcome is Outcome.UNREADABLE:
            if asked.variant is not None:
                self._write(part_lines(asked.variant, 0))
            return
        self._mistake()
        self._write(solution_lines(asked, verdict))
        self._offer()

    def _mistake(self) -> None:
        """What is said of a mistake beyond the mistake: that it came back, what comes next."""
        attempt, card = self.session.attempt, self.session.comes_next
        again = in_a_row_text(attempt.in_a_row) if attempt else ""
        if again:
            self.write(_("This mistake: {again}.").format(again=again))
        if card is not None:
            self.write(_("Next comes the card “{title}”.").format(title=spoken(card_title(card))))

    def _show_answer(self) -> None:
        self.session.reveal()
        self._write(answer_lines(self._asked))
        self._offer()

    def _offer(self) -> None:
        self._write(rating_lines(self._asked, self.session.proposed, self.session.ratings))

    def _rate(self, line: str) -> None:
        rating = self.session.proposed if not line else None
        if line in {"1", "2", "3", "4"}:
            rating = Rating(int(line))
        if rating is None:
            self.write(_("Rate with 1, 2, 3 or 4."))
            return
        rating = self.session.as_offered(rating)
        wait = self._asked.waits[rating]
        self.session.rate(rating)
        self.write(f"{rating_name(rating)}: {wait_text(wait)}")
        self._ask()

    # Commands

    def _undo(self) -> None:
        if self.session.undo():
            self.write(_("Taken back."))
            if self.session.revealed:  # out of a practice
                self._offer()
            else:
                self._ask()
        else:
            self.write(_("There is nothing to undo in this sitting."))

    def _hint(self) -> None:
        hint = self.session.hint()
        self.write(spoken(hint) if hint is not None else _("There is no further hint."))

    def _fresh(self) -> None:
        seen = self.session.revealed
        if not (self.session.again() if seen else self.session.fresh()):
            self.write(_("There are no new numbers to draw here."))
            return
        if seen:
            self.write(_("Practice: the schedule stays as it is."))
        self._ask()

    def _worked(self) -> None:
        if not self.session.revealed:
            self._show_answer()
        elif steps := list(step_lines(self._asked.variant)):
            self._write(steps)
        else:
            self.write(_("There is no worked solution here."))

    def _why(self) -> None:
        self._write(why_now(reasons(self.session.collection, self._asked)))
        self.write(why_line(self._asked))

    def _bury(self) -> None:
        self.session.bury()
        self.write(_("Put off until tomorrow. {key} undoes it.").format(key=":u"))
        self._ask()

    def _suspend(self) -> None:
        self.session.suspend()
        self.write(_("Suspended. {key} undoes it.").format(key=":u"))
        self._ask()

    def _help(self) -> None:
        self.write(_("An empty line shows the answer or takes the proposed rating."))
        for name, (_do, words) in self._commands().items():
            self.write(f"{name} {words}")
        self.write(f"{LEAVE} " + _("end"))


def _found(each: LookAgain) -> str:
    """What was found of a card, and when it returns."""
    found = spoken(each.diagnosis) or (outcome_name(each.outcome) if each.outcome else "")
    return "; ".join(filter(None, (found, wait_text(each.returns))))
