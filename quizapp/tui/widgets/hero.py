"""The panel of Today that says how much, how long, and what one key begins."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.language import _, ngettext
from quizapp.tui.pieces import BLANK, Piece, Row, bright, cap, gap, muted, panel, spread, wrapped
from quizapp.wording.dates import on_day, percent

if TYPE_CHECKING:
    from quizapp.actions.figures.today import Today

TRACK = 24


@dataclass(frozen=True, slots=True)
class Begin:
    """What the main key begins: the name of the chosen deck ("" for all); and the other key."""

    deck: str = ""
    custom_key: str = "c"

    @property
    def words(self) -> str:
        """``Study``, or ``Study Attention``."""
        return _("Study {deck}").format(deck=self.deck) if self.deck else _("Study")


def hero(today: "Today | None", begin: Begin, width: int, *, tall: bool) -> list[Row]:
    """Six rows, or three where the screen is small."""
    inner = width - 5
    first, second, last = _lines(today, begin, inner, tall)
    rows = [first, second, BLANK, last] if tall else [first, second, last]
    return panel(rows, width, "accent", air=int(tall))


def _lines(today: "Today | None", begin: Begin, inner: int, tall: bool) -> tuple[Row, Row, Row]:
    if today is None:
        dot = Piece("·", "faint")
        words = (muted(_("cards")), muted(_("new")), muted(_("learning")), muted(_("due")))
        counted = (gap(1), words[0])
        return (dot, *counted), _counts((dot, dot, dot), words[1:]), (muted(_("opening …")),)
    left = today.new + today.learning + today.due
    if not left:
        return _all_done(today, begin.custom_key, inner)
    cards = bright(ngettext("{n} card", "{n} cards", left))
    minutes = ngettext("about {n} minute", "about {n} minutes", today.minutes)
    numbers = (
        Piece(str(today.new), "new"),
        Piece(str(today.learning), "learning"),
        Piece(str(today.due), "due"),
    )
    labels = (
        Piece(ngettext("new", "new", today.new)),
        Piece(ngettext("learning", "learning", today.learning)),
        Piece(ngettext("due", "due", today.due)),
    )
    facts = (_done(today, left), _streak(today)) if tall else (_streak(today), ())
    main = (
        cap(_("enter")),
        gap(2),
        bright(begin.words),
        *_suggestion(today, begin.custom_key, inner),
    )
    return (
        spread((cards, gap(3), muted(minutes)), facts[0], inner),
        spread(_counts(numbers, labels), facts[1], inner),
        main,
    )


def _counts(numbers: Row, labels: Row) -> Row:
    return tuple(
        piece
        for number, label in zip(numbers, labels, strict=True)
        for piece in (number, gap(1), label, gap(3))
    )


def _done(today: "Today", left: int) -> Row:
    if not today.done:
        return ()
    total = today.done + left
    heavy = round(TRACK * today.done / total)
    words = _("{done} of {total} done today").format(done=today.done, total=total)
    track = (Piece("━" * heavy, "accent"), Piece("─" * (TRACK - heavy), "rule"))
    return (muted(words), gap(2), *track)


def _streak(today: "Today") -> Row:
    if not today.streak:
        return ()
    words = ngettext("day in a row", "days in a row", today.streak)
    return (bright(str(today.streak)), muted(f" {words}"))


def _suggestion(today: "Today", key: str, inner: int) -> Row:
    deck = today.weakest
    if deck is None or deck.recall is None:
        return ()
    name = deck.name.rpartition("::")[2]
    if inner < 70:
        words = _("only {deck}, {recall}").format(deck=name, recall=percent(deck.recall))
        return (gap(3), Piece(key, "accent"), gap(1), muted(words))
    words = ngettext(
        "only {deck}: {n} card, recall {recall}",
        "only {deck}: {n} cards, recall {recall}",
        deck.due,
    ).format(deck=name, recall=percent(deck.recall))
    return (gap(6), Piece(key, "accent"), gap(2), muted(words))


def _all_done(today: "Today", key: str, inner: int) -> tuple[Row, Row, Row]:
    first = spread((bright(_("All done for today.")),), _streak(today), inner)
    custom = (Piece(key, "accent"), gap(2), muted(_("custom study"))) if today.cards else BLANK
    if today.next_due is None:
        return first, (muted(_("Nothing is due: new notes bring new cards.")),), custom
    ahead, cards = today.next_due
    day = on_day(ahead, today.at.toordinal() + ahead) if ahead < 7 else ""
    when = day or ngettext("in {n} day", "in {n} days", ahead)
    words = ngettext("Next: {when}, {n} card", "Next: {when}, {n} cards", cards).format(when=when)
    return first, (muted(words),), custom


def refusal(sentence: str, width: int) -> list[Row]:
    """The panel of a collection that cannot be opened: the cause and what is safe."""
    rows = [
        (Piece(_("The collection cannot be opened"), "wrong", bold=True),),
        *wrapped(sentence, width - 5),
        BLANK,
        *wrapped(_("Nothing was changed. Every review in the file is as it was."), width - 5),
    ]
    return panel(rows, width, "wrong")
