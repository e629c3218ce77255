"""A card that is not typed: question, answer, cloze, steps, options, in one panel."""

import re
from collections.abc import Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from quizapp.language import _
from quizapp.model.cards import Card, CardKind, Option
from quizapp.model.questions import AnswerKind
from quizapp.tui.pieces import (
    BLANK,
    Piece,
    Row,
    gap,
    indented,
    muted,
    panel,
    pushed,
    row_width,
    spread,
    wrapped,
)
from quizapp.tui.roles import STATE_ROLES
from quizapp.tui.widgets.scrolled import Scrolled
from quizapp.tui.widgets.text import rendered
from quizapp.wording import KIND_NAMES, days_text, rule_name
from quizapp.wording.layouts import SAME_KEY

if TYPE_CHECKING:
    from quizapp.actions.studying.asking import Asked

WIDEST = 83
LETTERS = ascii_lowercase


def tag_row(asked: "Asked", width: int, *, right: str) -> Row:
    """``● kind · rule`` and a fact at the right."""
    card = asked.card
    rule = _task_name(asked) if card.kind is CardKind.CODE else rule_name(card.rule)
    kind = " · ".join(filter(None, (_(KIND_NAMES[card.kind]), rule)))
    dot = Piece("● ", STATE_ROLES.get(asked.state, "muted"))
    flag: Row = ()
    if card.flag:
        flag = (gap(2), Piece(f"⚑{card.flag}", "learning"))
    return spread((dot, muted(kind), *flag), (muted(right),), width)


def _task_name(asked: "Asked") -> str:
    """What a code question asks for; nothing while its code may not run."""
    if asked.variant is None:
        return ""
    names = {
        AnswerKind.LINE: _("find the wrong line"),
        AnswerKind.BLANK: _("fill in the blank"),
        AnswerKind.ORDER: _("put in order"),
        AnswerKind.PROGRAM: _("write it"),
    }
    return names.get(asked.variant.parts[0].kind, _("predict the output"))


def stability_text(asked: "Asked") -> str:
    """The stability of the card's memory in words, nothing for a new one."""
    memory = asked.schedule.memory
    if memory is None:
        return ""
    return _("stability {days}").format(days=days_text(max(1, round(memory.stability))))


def steps_of(card: Card) -> list[str]:
    """The steps of a steps card, each with its number."""
    steps: list[str] = []
    for line in card.back.splitlines():
        if re.match(r"\d+[.)] ", line) or not steps:
            steps.append(line)
        else:
            steps[-1] += f"\n{line}"
    return steps


def options_of(asked: "Asked") -> Sequence[Option]:
    """The options of a choice card in the order shown; none for another one."""
    return asked.choice.options if asked.choice is not None else ()


class CardBody(Scrolled):
    """The panel stands at a quarter of the height and grows downward when it is revealed."""

    SHOWS_PICTURES = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(f"{letter},{SAME_KEY[letter]}", f"pick({place})", show=False)
        for place, letter in enumerate(LETTERS)
    ]

    def __init__(self) -> None:
        super().__init__()
        self.asked: Asked | None = None
        self.revealed = False
        self.steps_shown = 0
        self.picked: set[int] = set()

    def show(self, asked: "Asked", *, revealed: bool, steps_shown: int) -> None:
        """Show a card as far as it is revealed."""
        if self._is_another(asked, revealed):
            self.picked = set()
            self.to_top()
        self.asked, self.revealed, self.steps_shown = asked, revealed, steps_shown
        self.can_focus = asked.choice is not None and not revealed
        self.redraw()

    def _is_another(self, asked: "Asked", revealed: bool) -> bool:
        """Whether it is asked anew; a card that only got a flag is not."""
        before = self.asked
        if before is None or asked.card.uid != before.card.uid:
            return True
        return asked.choice is not before.choice or (self.revealed and not revealed)

    @property
    def letters(self) -> str:
        """The letters of the options picked."""
        return "".join(LETTERS[place] for place in sorted(self.picked))

    def pick_all(self, letters: str) -> None:
        """Pick the options with these letters, as they were picked before."""
        self.picked = {LETTERS.index(letter) for letter in letters if letter in LETTERS}
        self.redraw()

    def content(self, width: int, height: int) -> list[Row]:
        """Blank rows above, then the panel."""
        if self.asked is None:
            return []
        wide = width >= 80
        size = min(WIDEST, width - 3) if wide else width
        pad = 3 if wide else 2
        bar = STATE_ROLES.get(self.asked.state, "muted")
        question, answer = self._sides(size - 1 - 2 * pad)
        air = int(wide and height >= 18)
        rows = panel([*question, *answer], size, bar, pad=pad, air=air)
        alone = len(question) + 2 * air
        above = max(0, min(height - alone, height * 3 // 10)) if wide else 0
        above = max(0, min(above, height - len(rows)))
        return [BLANK] * above + indented(rows, (width - size) // 2 if wide else 0)

    def _sides(self, inner: int) -> tuple[list[Row], list[Row]]:
        """What is seen from the start, and what the answer adds."""
        asked = self.asked
        assert asked is not None
        card = asked.card
        cloze = card.kind is CardKind.CLOZE
        question = [tag_row(asked, inner, right=stability_text(asked) if inner > 60 else ""), BLANK]
        if asked.untrusted:
            question += [*wrapped(asked.refusal or "", inner, "close"), BLANK]
        question += self._text(
            card.front, inner, reveal=cloze and self.revealed, role="bright", bold=not cloze
        )
        if asked.refusal is not None:
            told = [] if asked.untrusted else [BLANK, *wrapped(asked.refusal, inner, "close")]
            return question, [*told, *self._source(inner)]
        if asked.choice is not None:
            question += [BLANK, *self._options(asked.choice.options, inner)]
        answer = self._answer(card, inner)
        if self.revealed:
            answer = _with_source(answer, asked.file, inner)
        return question, answer

    def _answer(self, card: Card, inner: int) -> list[Row]:
        line: list[Row] = [BLANK, (Piece("─" * inner, "rule"),)]
        line += [BLANK] if inner > 60 else []
        if card.kind is CardKind.STEPS:
            steps = steps_of(card)
            shown = steps if self.revealed else steps[: self.steps_shown]
            return [*line, *self._text("\n".join(shown), inner)] if shown else []
        if not self.revealed:
            if self.gallery(card, "panel") is not None:
                self._text(f"{card.back}\n\n{card.extra}", inner)  # pictures are made meanwhile
            return []
        listed = self.asked is not None and self.asked.choice is not None
        if card.kind in {CardKind.BASIC, CardKind.TYPED, CardKind.CHOICE} and not listed:
            rows = [*line, *self._text(card.back, inner)]
            return rows + ([BLANK, *self._text(card.extra, inner)] if card.extra else [])
        return [BLANK, *self._text(card.extra, inner)] if card.extra else []

    def _text(
        self,
        text: str,
        inner: int,
        *,
        reveal: bool = False,
        role: str = "text",
        bold: bool = False,
    ) -> list[Row]:
        """A text of the card, with pictures where there are some."""
        assert self.asked is not None
        gallery = self.gallery(self.asked.card, "panel")
        return rendered(text, inner, reveal=reveal, role=role, bold=bold, gallery=gallery)

    def _options(self, options: Sequence[Option], inner: int) -> list[Row]:
        rows: list[Row] = []
        for place, option in enumerate(options):
            picked = place in self.picked
            letter = Piece(LETTERS[place], "accent", bold=picked, filled=picked)
            sign: Row = (gap(2),)
            if self.revealed and (option.right or picked):
                sign = (Piece("✓ ", "right") if option.right else Piece("✗ ", "wrong"),)
            first, *more = rendered(option.text, inner - 6, role="bright" if picked else "text")
            rows += [(*sign, letter, gap(2), *first), *indented(more, 5)]
        return rows

    def _source(self, inner: int) -> list[Row]:
        assert self.asked is not None
        return [BLANK, pushed((muted(self.asked.file),), inner)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter picks while there is an option of that letter; else it is free."""
        if action != "pick" or self.asked is None:
            return True
        (place,) = parameters
        return not self.revealed and int(str(place)) < len(options_of(self.asked))

    async def action_pick(self, place: int) -> None:
        """Pick an option; the only right one is the answer, several are confirmed by enter."""
        assert self.asked is not None
        several = self.asked.choice is not None and self.asked.choice.several
        self.picked = self.picked ^ {place} if several else {place}
        self.redraw()
        if not several:
            await self.run_action("screen.go")


def _with_source(rows: list[Row], file: str, inner: int) -> list[Row]:
    """The place in the notes at the end, in the last row if there is room."""
    source = (muted(file),)
    if rows and row_width(rows[-1]) + row_width(source) + 2 <= inner:
        return [*rows[:-1], spread(rows[-1], source, inner)]
    return [*rows, BLANK, pushed(source, inner)]
