"""Line mode: study without a screen, for screen readers, dumb terminals and pipes.

One prompt, then one line per read: empty shows the answer, 1-4 rate, anything else is the typed
answer where one is asked; ``:u :h :f :w :i :q`` as :func:`_commands` says. The end of input
leaves. Formulas are spoken as text, nothing is drawn twice.
"""

from collections.abc import Callable, Iterator
from typing import TextIO

from quizapp.actions.study import Session
from quizapp.actions.waits import Wait
from quizapp.language import _, ngettext
from quizapp.model.cards import CardKind
from quizapp.model.questions import AnswerKind, Part, Variant
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome, Verdict
from quizapp.render.spoken import spoken


def study(session: Session, lines: TextIO, write: Callable[[str], None]) -> None:
    """Study until nothing is left, ``:q`` or the end of input."""
    Conversation(session, lines, write).run()


def rating_name(rating: Rating) -> str:
    """The rating as a button says it."""
    names = {
        Rating.AGAIN: _("Again"),
        Rating.HARD: _("Hard"),
        Rating.GOOD: _("Good"),
        Rating.EASY: _("Easy"),
    }
    return names[rating]


def wait_words(wait: Wait) -> str:
    """An interval in words."""
    if wait.days is not None:
        return ngettext("{n} day", "{n} days", wait.days)
    return ngettext("{n} minute", "{n} minutes", wait.minutes or 0)


class Conversation:
    """Where the conversation stands: the answers typed so far for a question of several parts."""

    def __init__(self, session: Session, lines: TextIO, write: Callable[[str], None]) -> None:
        self.session = session
        self.lines = lines
        self.write = write
        self.typed: list[str] = []

    def run(self) -> None:
        """Ask, read a line, act on it, until it is over."""
        self._ask()
        for line in self._read():
            if line == ":q":
                break
            self._take(line)
            if self.session.asked is None:
                break
        self._end()

    def _read(self) -> Iterator[str]:
        while self.session.asked is not None and (line := self.lines.readline()):
            yield line.strip()

    def _take(self, line: str) -> None:
        command = self._commands().get(line)
        if command is not None:
            command()
        elif self.session.revealed:
            self._rate(line)
        elif not line:
            self._show_answer()
        elif self._wants_text():
            self._answer(line)
        else:
            self.write(_("An empty line shows the answer."))

    def _commands(self) -> dict[str, Callable[[], None]]:
        return {
            ":u": self._undo,
            ":h": self._hint,
            ":f": self._fresh,
            ":w": self._worked,
            ":i": self._why,
        }

    # Asking

    def _ask(self) -> None:
        asked = self.session.asked
        self.typed = []
        if asked is None:
            return
        headings = " › ".join([*asked.card.deck.split("::"), *asked.card.passage.headings[-1:]])
        self.write("")
        self.write(f"[{self.session.done + 1}/{self.session.total}] {spoken(headings)}")
        if asked.refusal is not None:
            self.write(asked.refusal)
        self.write(spoken(asked.variant.prompt if asked.variant else asked.card.front))
        if asked.variant is not None:
            if asked.variant.program:
                self.write(asked.variant.program)
            self._ask_part(asked.variant)
        elif asked.card.kind is CardKind.CHOICE:
            self.write(spoken(_without_ticks(asked.card.back)))

    def _ask_part(self, variant: Variant) -> None:
        part = variant.parts[len(self.typed)]
        if part.kind is AnswerKind.OUTPUT:
            self.write(_("Type the output on one line, \\n between its lines."))
        elif len(variant.parts) > 1:
            self.write(f"{spoken(part.name)}{_unit(part)} =")
        elif part.unit:
            self.write(_("Answer in {unit}.").format(unit=part.unit))
        for letter, option in zip("abcdef", part.options, strict=False):
            self.write(f"{letter}) {spoken(option)}")

    def _wants_text(self) -> bool:
        return self.session.asked is not None and self.session.asked.variant is not None

    # Answering

    def _answer(self, line: str) -> None:
        asked = self.session.asked
        assert asked is not None and asked.variant is not None
        part = asked.variant.parts[len(self.typed)]
        self.typed.append(line.replace("\\n", "\n") if part.kind is AnswerKind.OUTPUT else line)
        if len(self.typed) < len(asked.variant.parts):
            self._ask_part(asked.variant)
            return
        verdict = self.session.answer(self.typed)
        self.typed = []
        self.write(f"{_outcome(verdict)}: {spoken(verdict.message)}")
        if verdict.outcome is Outcome.UNREADABLE:
            self._ask_part(asked.variant)
            return
        if verdict.outcome is not Outcome.RIGHT:
            self.write(_("Right answer: {answer}").format(answer=spoken(verdict.expected)))
            self._steps()
        self._offer()

    def _show_answer(self) -> None:
        asked = self.session.asked
        assert asked is not None
        self.session.reveal()
        if asked.variant is not None:
            for part in asked.variant.parts:
                self.write(_("Right answer: {answer}").format(answer=spoken(part.printed)))
            self._steps()
        else:
            self.write(spoken(asked.card.back))
            if asked.card.extra:
                self.write(spoken(asked.card.extra))
        self._offer()

    def _steps(self) -> None:
        asked = self.session.asked
        steps = asked.variant.steps if asked is not None and asked.variant is not None else ()
        for number, step in enumerate(steps, start=1):
            worked = f"{step.substituted} = {step.printed}"
            self.write(f"{number}. {spoken(step.caption)}: {spoken(worked)}")

    # Rating

    def _offer(self) -> None:
        asked, proposed = self.session.asked, self.session.proposed
        assert asked is not None
        choices = [
            f"{rating.value} {rating_name(rating)} ({wait_words(asked.waits[rating])})"
            for rating in Rating
        ]
        self.write(", ".join(choices))
        if proposed is not None:
            self.write(_("An empty line takes {rating}.").format(rating=rating_name(proposed)))

    def _rate(self, line: str) -> None:
        rating = self.session.proposed if not line else None
        if line in {"1", "2", "3", "4"}:
            rating = Rating(int(line))
        if rating is None:
            self.write(_("Rate with 1, 2, 3 or 4."))
            return
        assert self.session.asked is not None
        wait = self.session.asked.waits[rating]
        self.session.rate(rating)
        self.write(f"{rating_name(rating)}: {wait_words(wait)}")
        self._ask()

    # Commands

    def _undo(self) -> None:
        if self.session.undo():
            self.write(_("Taken back."))
            self._ask()
        else:
            self.write(_("There is nothing to undo in this sitting."))

    def _hint(self) -> None:
        hint = self.session.hint()
        self.write(spoken(hint) if hint is not None else _("There is no further hint."))

    def _fresh(self) -> None:
        if self.session.fresh():
            self._ask()
        else:
            self.write(_("There are no new numbers to draw here."))

    def _worked(self) -> None:
        if not self.session.revealed:
            self._show_answer()
        else:
            self._steps()

    def _why(self) -> None:
        asked = self.session.asked
        assert asked is not None
        words = [_("rule: {rule}").format(rule=asked.card.rule), asked.file]
        if asked.recall is not None and asked.schedule.memory is not None:
            words.append(_("recall now: {percent} %").format(percent=round(asked.recall * 100)))
            stability = round(asked.schedule.memory.stability, 1)
            words.append(_("stability: {days} days").format(days=stability))
        else:
            words.append(_("never reviewed"))
        self.write("; ".join(words))

    def _end(self) -> None:
        summary = self.session.summary()
        self.write("")
        if self.session.asked is None and not self.session.done:
            self.write(_("Nothing is due."))
            return
        self.write(ngettext("{n} card studied.", "{n} cards studied.", summary.cards))


def _outcome(verdict: Verdict) -> str:
    names = {
        Outcome.RIGHT: _("Right"),
        Outcome.CLOSE: _("Close"),
        Outcome.MISTAKE: _("Known mistake"),
        Outcome.WRONG: _("Not this time"),
        Outcome.UNREADABLE: _("Cannot read this"),
    }
    return names[verdict.outcome]


def _unit(part: Part) -> str:
    return f" ({part.unit})" if part.unit else ""


def _without_ticks(options: str) -> str:
    return options.replace("- [x]", "-").replace("- [ ]", "-")
