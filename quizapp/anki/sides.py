"""A card of Anki → the two sides of a card of ours, in Markdown.

Every note type is read the same way: its templates say what stands on which side. What they never
show follows the answer of the note's first card, so that no field is lost.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.anki.clozes import asked, for_card, marked
from quizapp.anki.collection import CardRead, NoteRead
from quizapp.anki.html_to_markdown import Media
from quizapp.anki.html_to_markdown import marked_to_markdown as to_markdown
from quizapp.anki.marks import CLOSE, MIDDLE, OPEN, cleaned
from quizapp.anki.templates import Cloze, Scene, Side, rendered
from quizapp.language import _
from quizapp.model.cards import CardKind

NO_TEXT = "—"
"""What stands on a side that says nothing."""

_LATER = re.compile(r"<hr[^>]{0,200}id\s*=\s*[\"']?answer[\"']?[^>]{0,200}>", re.IGNORECASE)
_CLOZE = re.compile(f"{OPEN}([^{OPEN}{MIDDLE}{CLOSE}]*){MIDDLE}([^{OPEN}{MIDDLE}{CLOSE}]*){CLOSE}")
_IN_ADDRESS = re.compile(f"\\]\\(<[^>\n]*[{OPEN}{MIDDLE}{CLOSE}]")
_FENCED = re.compile(r"^[ >]*(`{3,}).*?^[ >]*\1[ ]*$", re.MULTILINE | re.DOTALL)
_REGION = re.compile(r"image-occlusion:(?P<shape>\w+)(?P<at>(?::\w+=[^:}]*)*)")
_NUMBER = re.compile(r":(left|top)=([\d.]{1,12})")
_FORMULA = re.compile(r"\$\$[^$]*\$\$|\$[^$\n]*\$")


@dataclass(frozen=True, slots=True)
class Sides:
    """What a card says. ``extra`` is shown after the answer of a cloze, else it is empty."""

    kind: CardKind
    front: str
    back: str
    extra: str = ""


def sides_of(
    note: NoteRead, cards: tuple[CardRead, ...], media: Media, longest: int
) -> dict[int, Sides]:
    """The sides of all cards of one note, by the number of the card.

    Raises:
        TooLong: a template makes far more of the note than it says.
    """
    note = replace(note, fields={name: cleaned(text) for name, text in note.fields.items()})
    found: dict[int, Sides] = {}
    shown: set[str] = set()
    for card in cards:
        found[card.ord], fields = _sides(note, card, media, longest)
        shown |= fields
    left = [name for name, text in note.fields.items() if name not in shown and text.strip()]
    if left and cards:
        first = min(found)
        found[first] = _with_fields(found[first], {name: note.fields[name] for name in left}, media)
    return found


def _sides(
    note: NoteRead, card: CardRead, media: Media, longest: int
) -> tuple[Sides, frozenset[str]]:
    hidden: list[str] = []

    def to_be(text: str) -> str:
        shown, found = for_card(text, card.ord + 1, marked)
        hidden.extend(found)
        return shown

    front = _rendered(note, card, longest, to_be)
    after, shown = _after(note, card, media, longest)
    if not hidden:
        question = to_markdown(front.html, media) or NO_TEXT
        typed = _typed(note, front, after, media)
        if typed is not None:
            return Sides(CardKind.TYPED, question, typed), front.shown | shown
        return Sides(CardKind.BASIC, question, after or NO_TEXT), front.shown | shown
    if _REGION.search(hidden[0]):
        return _occlusion(note, hidden, media), frozenset(note.fields)
    cloze = with_clozes(to_markdown(front.html, media))
    if cloze is not None:
        return Sides(CardKind.CLOZE, *cloze, after), front.shown | shown
    asks = _rendered(note, card, longest, lambda text: for_card(text, card.ord + 1, asked)[0])
    answers = [to_markdown(text, media) for text in hidden]
    back = "\n\n".join(filter(None, (*answers, after)))
    question = to_markdown(asks.html, media)
    return Sides(CardKind.BASIC, question or NO_TEXT, back or NO_TEXT), front.shown | shown


def _typed(note: NoteRead, front: Side, after: str, media: Media) -> str | None:
    """The back of a card that asks to type one line: that line first; None for another card."""
    if len(front.typed) != 1:
        return None
    answer = to_markdown(note.fields[front.typed[0]], media)
    if "\n" in answer or not answer:
        return None
    first, _end, _rest = after.partition("\n")
    return after if first.rstrip("\\") == answer else "\n".join(filter(None, (answer, after)))


def _rendered(
    note: NoteRead, card: CardRead, longest: int, cloze: Cloze, *, front: bool = True
) -> Side:
    scene = Scene(note.fields, cloze, _special(note, card), front, longest)
    return rendered(_template(note, card)[0 if front else 1], scene)


def _after(
    note: NoteRead, card: CardRead, media: Media, longest: int
) -> tuple[str, frozenset[str]]:
    """The back of a card without the front it may begin with, and the fields it shows."""

    def revealed(text: str) -> str:
        return for_card(text, card.ord + 1, lambda hidden, _hint: hidden)[0]

    front, back = (_rendered(note, card, longest, revealed, front=front) for front in (True, False))
    asked_first = to_markdown(front.html, media)
    text = to_markdown(_LATER.sub("<br><br>", back.html), media)
    rest = text.removeprefix(asked_first)
    begins = asked_first and rest != text and (not rest or rest[0] in "\\\n ")
    return (rest.lstrip("\\\n ") if begins else text), back.shown


def _template(note: NoteRead, card: CardRead) -> tuple[str, str]:
    templates = note.note_type.templates
    place = 0 if note.note_type.cloze else card.ord
    if place >= len(templates):
        return "", ""
    return cleaned(templates[place].front), cleaned(templates[place].back)


def _special(note: NoteRead, card: CardRead) -> Mapping[str, str]:
    """What a template may name beside the fields."""
    place = 0 if note.note_type.cloze else card.ord
    templates = note.note_type.templates
    return {
        "FrontSide": "",
        "Tags": " ".join(note.tags),
        "Deck": card.deck,
        "Subdeck": card.deck.rpartition("::")[2],
        "Type": note.note_type.name,
        "Card": templates[place].name if place < len(templates) else "",
        "CardFlag": "",
        "CardID": "",
        f"c{card.ord + 1}": "1" if note.note_type.cloze else "",
    }


def with_clozes(markdown: str) -> tuple[str, str] | None:
    """The text with its marks as ``{{c1::…::…}}``, and what they hide; None if one does not hold.

    A cloze of ours stands within a line, outside code, and hides something.
    """
    if OPEN not in markdown or _IN_ADDRESS.search(markdown):
        return None
    if any(OPEN in fence[0] for fence in _FENCED.finditer(markdown)):
        return None
    found = list(_CLOZE.finditer(markdown))
    if not found or len(found) != markdown.count(OPEN) or len(found) != markdown.count(CLOSE):
        return None
    if any("\n" in cloze[0] or not cloze[1].strip() or "`" in cloze[0] for cloze in found):
        return None
    hidden = ", ".join(_without_colons(cloze[1]).strip() for cloze in found)
    return _CLOZE.sub(_cloze, markdown), hidden


def _cloze(found: re.Match[str]) -> str:
    hint = f"::{_without_colons(found[2].strip())}" if found[2].strip() else ""
    return f"{{{{c1::{_without_colons(found[1])}{hint}}}}}"


def _without_colons(text: str) -> str:
    """A hidden text in which no doubled colon begins a hint."""
    if "::" not in text:
        return text
    parts: list[str] = []
    end = 0
    for found in _FORMULA.finditer(text):
        parts += [text[end : found.start()].replace("::", r"\:\:"), found[0].replace("::", ": :")]
        end = found.end()
    return "".join([*parts, text[end:].replace("::", r"\:\:")])


def _occlusion(note: NoteRead, hidden: Sequence[str], media: Media) -> Sides:
    """A card of a picture with a hidden region: the picture is named first and shown after."""
    texts = {name: to_markdown(text, media) for name, text in note.fields.items()}
    pictures = [text for text in texts.values() if text.startswith("![")]
    regions = [_region(text) for text in hidden]
    others = [
        text
        for name, text in texts.items()
        if text
        and not text.startswith("![")
        and "image-occlusion:" not in text
        and name != "Header"
    ]
    named = [re.sub(r"^!\[", "[", picture) for picture in pictures]
    question = _("What does the region hide: {regions}?").format(regions="; ".join(regions))
    front = [texts.get("Header", ""), *named, question]
    return Sides(
        CardKind.BASIC,
        "\n\n".join(filter(None, front)),
        "\n\n".join([*pictures, *others]) or NO_TEXT,
    )


def _region(text: str) -> str:
    found = _REGION.search(text)
    at = dict(_NUMBER.findall(found["at"])) if found else {}
    left, top = (_percent(at.get(name, "0")) for name in ("left", "top"))
    return _("{left} % to the right, {top} % to the bottom").format(left=left, top=top)


def _percent(number: str) -> int:
    try:
        return round(100 * float(number))
    except ValueError:
        return 0


def _with_fields(sides: Sides, fields: Mapping[str, str], media: Media) -> Sides:
    """The card with further fields after its answer, each under its name."""
    lines = []
    for name, html in fields.items():
        text = to_markdown(html, media)
        if text:
            label = to_markdown(name.replace("<", "&lt;"), media)
            gap = "\n\n" if "\n" in text or text.startswith(("-", "|", "`", ">")) else " "
            lines.append(f"__{label}:__{gap}{text}")
    after = "\n\n".join(lines)
    if sides.kind is CardKind.CLOZE:
        extra = "\n\n".join(filter(None, (sides.extra, after)))
        return Sides(sides.kind, sides.front, sides.back, extra)
    back = [sides.back] if sides.back != NO_TEXT else []
    return Sides(sides.kind, sides.front, "\n\n".join(filter(None, (*back, after))) or NO_TEXT)
