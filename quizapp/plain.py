"""Line mode: study without a screen, for screen readers, dumb terminals and pipes.

One prompt, then one line per read: empty shows the answer, 1-4 rate, anything else is the typed
answer where one is asked; ``:u :h :f :w :i :q`` as :func:`_commands` says. A program is typed line
by line until a line with a single dot. The end of input leaves. Formulas are spoken as text,
nothing is drawn twice.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from quizapp.actions.choices import LETTERS, Choice
from quizapp.actions.study import Session
from quizapp.language import _, ngettext
from quizapp.model.questions import AnswerKind, Part, Variant
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome
from quizapp.render.cells import harmless
from quizapp.render.code import listing
from quizapp.render.spoken import spoken
from quizapp.wording import (
    card_title,
    in_a_row_text,
    message_text,
    outcome_name,
    rating_name,
    rule_name,
    wait_text,
)


def study(session: Session, lines: TextIO, write: Callable[[str], None]) -> None:
    """Study until nothing is left, ``:q`` or the end of input."""
    Conversation(session, lines, write).run()


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
            if line.strip() == ":q":
                break
            self._take(line)
            if self.session.asked is None:
                break
        self._end()

    def _read(self) -> Iterator[str]:
        while self.session.asked is not None and (line := self.lines.readline()):
            yield line

    def _take(self, typed: str) -> None:
        line = typed.strip()
        command = self._commands().get(line)
        if command is not None:
            command()
        elif self.session.revealed:
            self._rate(line)
        elif not line:
            self._show_answer()
        elif self._wants_program():
            self._answer_program(typed)
        elif self._wants_text():
            self._answer(line)
        elif self._wants_letters():
            self._judge([line])
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
                numbers = asked.variant.parts[0].by_line_number
                self.write(listing(asked.variant.program, numbers=numbers))
            self._ask_part(asked.variant)
        elif asked.choice is not None:
            self._ask_choice(asked.choice)

    def _ask_choice(self, choice: Choice) -> None:
        for letter, option in zip(LETTERS, choice.options, strict=False):
            self.write(f"{letter}) {spoken(option.text)}")
        if choice.several:
            self.write(_("Type the letters of all that are right."))

    def _ask_part(self, variant: Variant) -> None:
        part = variant.parts[len(self.typed)]
        if variant.program:
            self._ask_code(part)
            return
        if len(variant.parts) > 1:
            self.write(f"{spoken(part.name)}{_unit(part)} =")
        elif part.unit:
            self.write(_("Answer in {unit}.").format(unit=part.unit))
        marks = map(str, range(1, 100)) if part.kind is AnswerKind.ORDER else iter("abcdef")
        for mark, option in zip(marks, part.options, strict=False):
            self.write(f"{mark}) {spoken(option)}")

    def _ask_code(self, part: Part) -> None:
        for check in part.checks:
            self.write(_("Test: {title}").format(title=spoken(check.title)))
        prompts = {
            AnswerKind.OUTPUT: _("Type the output on one line, \\n between its lines."),
            AnswerKind.LINE: _("Type the number of the wrong line."),
            AnswerKind.BLANK: _("Type what stands in the blank ____."),
            AnswerKind.ORDER: _("Type the numbers of the lines in order; some may not belong."),
            AnswerKind.PROGRAM: _("Type the program line by line, then a line with a single dot."),
        }
        self.write(prompts[part.kind])

    def _wants_text(self) -> bool:
        return self.session.asked is not None and self.session.asked.variant is not None

    def _wants_letters(self) -> bool:
        return self.session.asked is not None and self.session.asked.choice is not None

    def _wants_program(self) -> bool:
        asked = self.session.asked
        if asked is None or asked.variant is None:
            return False
        return asked.variant.parts[len(self.typed)].kind is AnswerKind.PROGRAM

    # Answering

    def _answer_program(self, first: str) -> None:
        """Read on until the line with a dot; a program that is cut off is no answer."""
        program = [first]
        while line := self.lines.readline():
            if line.strip() == ".":
                self._answer("".join(program))
                return
            program.append(line)

    def _answer(self, line: str) -> None:
        asked = self.session.asked
        assert asked is not None and asked.variant is not None
        part = asked.variant.parts[len(self.typed)]
        self.typed.append(line.replace("\\n", "\n") if part.kind is AnswerKind.OUTPUT else line)
        if len(self.typed) < len(asked.variant.parts):
            self._ask_part(asked.variant)
            return
        self._judge(self.typed)

    def _judge(self, texts: Sequence[str]) -> None:
        asked = self.session.asked
        assert asked is not None
        verdict = self.session.answer(texts)
        self.typed = []
        self.write(f"{outcome_name(verdict.outcome)}: {message_text(verdict)}")
        if verdict.outcome is Outcome.UNREADABLE:
            if asked.variant is not None:
                self._ask_part(asked.variant)
            return
        self._mistake()
        if verdict.outcome is not Outcome.RIGHT:
            if asked.variant is not None and asked.variant.program:
                self._right_answers(asked.variant)
            else:
                answer = spoken(verdict.expected)
                self.write(_("Right answer: {answer}").format(answer=answer))
            self._steps()
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
        asked = self.session.asked
        assert asked is not None
        self.session.reveal()
        if asked.variant is not None:
            self._right_answers(asked.variant)
            for part in asked.variant.parts:
                if part.why:
                    self.write(spoken(part.why))
            self._steps()
        elif asked.choice is not None:
            for letter, option in zip(LETTERS, asked.choice.options, strict=False):
                if option.right:
                    answer = f"{letter}) {spoken(option.text)}"
                    self.write(_("Right answer: {answer}").format(answer=answer))
        else:
            self.write(spoken(asked.card.back))
            if asked.card.extra:
                self.write(spoken(asked.card.extra))
        self._offer()

    def _right_answers(self, variant: Variant) -> None:
        for part in variant.parts:
            if part.solution:
                self.write(_("Right answer:"))
                self.write(listing(part.solution, numbers=False))
            else:
                answer = part.printed if variant.program else spoken(part.printed)
                self.write(_("Right answer: {answer}").format(answer=harmless(answer)))

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
            f"{rating.value} {rating_name(rating)} ({wait_text(asked.waits[rating])})"
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
        self.write(f"{rating_name(rating)}: {wait_text(wait)}")
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
        words = [_("rule: {rule}").format(rule=rule_name(asked.card.rule)), asked.file]
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


def _unit(part: Part) -> str:
    return f" ({part.unit})" if part.unit else ""
