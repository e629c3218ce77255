"""Notes that we exported ourselves, read back: whose cards they are, and what those say."""

from collections.abc import Iterator, Mapping

from quizapp.anki.clozes import for_card, marked
from quizapp.anki.collection import CardRead, NoteRead
from quizapp.anki.html_to_markdown import Media, marked_to_markdown, to_markdown
from quizapp.anki.marks import cleaned
from quizapp.anki.note_types import NoteType
from quizapp.anki.notes import uid_of
from quizapp.anki.sides import NO_TEXT, Sides, with_clozes
from quizapp.model.cards import CardKind

OUR_TAGS = "quizapp::"
"""How the tags begin that the export adds."""


def our_uid(note: NoteRead, card: CardRead) -> str | None:
    """The uid of the card of ours that this one is; None if it never was one."""
    uid = uid_of(note.guid)
    if uid is None or card.ord == 0:
        return uid
    return note.fields.get("Reverse", "").strip() or None


def our_sides(note: NoteRead, card: CardRead, media: Media) -> Sides | None:
    """What a card of ours says; None for a note that is not laid out like one of ours."""
    fields = note.fields
    if uid_of(note.guid) is None or not {"Front", "Back"} <= fields.keys():
        return None
    if note.note_type.cloze:
        front, _hidden = for_card(cleaned(fields["Front"]), 1, marked)
        cloze = with_clozes(marked_to_markdown(front, media))
        extra = to_markdown(fields.get("Extra", ""), media)
        return Sides(CardKind.CLOZE, *cloze, extra) if cloze else None
    front, back = (to_markdown(fields[name], media) for name in ("Front", "Back"))
    if card.ord == 1:
        front, back = back, front
    if "Options" in fields:
        options = "\n".join(_options(fields, media))
        extra = to_markdown(fields.get("Extra", ""), media)
        return Sides(CardKind.CHOICE, front, options, extra) if "- [x]" in options else None
    if note.note_type.name == NoteType.TYPED:
        back = "\n".join(filter(None, (back, to_markdown(fields.get("Extra", ""), media))))
        return Sides(CardKind.TYPED, front, back or NO_TEXT)
    more = (to_markdown(fields.get(name, ""), media) for name in ("Solution", "Mistakes", "Extra"))
    program = to_markdown(fields.get("Program", ""), media)
    return Sides(
        CardKind.BASIC,
        "\n\n".join(filter(None, (front, program))) or NO_TEXT,
        "\n\n".join(filter(None, (back, *more))) or NO_TEXT,
    )


def _options(fields: Mapping[str, str], media: Media) -> Iterator[str]:
    """The options of a choice as lines; those of the answer are the right ones."""
    right = set(to_markdown(fields["Back"], media).splitlines())
    for line in to_markdown(fields["Options"], media).splitlines():
        if line.startswith("- "):
            yield f"- [{'x' if line in right else ' '}] {line[2:]}"
