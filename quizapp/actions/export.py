"""Write the collection, or a deck of it, for other programs."""

import random as _random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizapp.actions.asking import known_deck
from quizapp.actions.collection import Collection
from quizapp.actions.variants import stored_variant
from quizapp.anki.note_types import NoteType
from quizapp.anki.write import AnkiNote, write_package
from quizapp.language import _
from quizapp.model.cards import QUESTIONS, Card, CardKind
from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind, Mistake, Part, Variant
from quizapp.render.code import listing
from quizapp.render.html import to_html
from quizapp.storage import cards

_TYPES = {
    CardKind.BASIC: NoteType.BASIC,
    CardKind.CLOZE: NoteType.CLOZE,
    CardKind.STEPS: NoteType.STEPS,
    CardKind.CHOICE: NoteType.CHOICE,
    CardKind.LIVE: NoteType.LIVE,
    CardKind.CODE: NoteType.CODE,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; ``seed`` is the one that drew the numbers of live cards."""

    cards: int
    notes: int
    media: int
    file: str
    seed: int
    skipped: tuple[str, ...] = ()


def export(
    collection: Collection, file: Path, deck: str | None = None, seed: int | None = None
) -> Exported:
    """Write the active cards of a deck, or all, as an Anki package.

    The same collection and seed give the same bytes. A question that cannot be drawn is left out
    and named in ``skipped``.

    Raises:
        InputError: the deck or the kind of file is unknown, or the file cannot be written.
    """
    if file.suffix.lower() != ".apkg":
        raise InputError(
            _("Cannot export to “{name}”: the file must end in .apkg.").format(name=file.name)
        )
    deck = known_deck(collection, deck)
    with collection.database.reading() as connection:
        chosen = cards.active_cards(connection, collection.learner, deck)
    seed = 0 if seed is None else seed
    notes, skipped = _notes(collection, chosen, seed)
    write_package(file, notes)
    return Exported(len(notes), len(notes), 0, str(file), seed, tuple(skipped))


def _notes(
    collection: Collection, chosen: Iterable[tuple[Card, int]], seed: int
) -> tuple[list[AnkiNote], list[str]]:
    notes, skipped = [], []
    for card, changed in chosen:
        try:
            fields = _fields(collection, card, seed)
        except InputError as error:
            skipped.append(f"{card.question or card.uid}: {error}")
            continue
        notes.append(
            AnkiNote(
                uid=card.uid,
                note_type=_TYPES[card.kind],
                deck=card.deck,
                fields=fields,
                changed=changed // 1000,
                tags=_tags(card),
            )
        )
    return notes, skipped


def _fields(collection: Collection, card: Card, seed: int) -> dict[str, str]:
    place = f"{card.passage.path}:{card.passage.first_line}"
    common = {
        "Context": to_html(" › ".join(card.passage.headings)),
        "Source": to_html(place),
        "Extra": to_html(card.extra),
    }
    if card.kind in QUESTIONS:
        drawn = _random.Random(f"{seed}:{card.uid}").getrandbits(31)
        return common | _live_fields(stored_variant(collection, card, drawn))
    if card.kind is CardKind.CHOICE:
        return common | _choice_fields(card)
    return common | {"Front": to_html(card.front), "Back": to_html(card.back)}


def _choice_fields(card: Card) -> dict[str, str]:
    options = card.back.splitlines()
    right = [line.removeprefix("- [x] ") for line in options if line.startswith("- [x]")]
    bare = "\n".join(f"- {line[6:]}" for line in options)
    return {
        "Front": to_html(card.front),
        "Back": to_html("\n".join(f"- {text}" for text in right)),
        "Options": to_html(bare),
    }


def _live_fields(variant: Variant) -> dict[str, str]:
    answers = "\n\n".join(_answer(part, alone=len(variant.parts) == 1) for part in variant.parts)
    steps = "\n".join(
        f"{number}. {step.caption}: {step.substituted} = **{step.printed}**"
        for number, step in enumerate(variant.steps, start=1)
    )
    mistakes = "\n".join(
        f"- {_slip(part, mistake)} — {mistake.message}"
        for part in variant.parts
        for mistake in part.mistakes
        if part.kind is not AnswerKind.OUTPUT
    )
    whys = "\n\n".join(part.why for part in variant.parts if part.why)
    return {
        "Front": to_html(variant.prompt),
        "Back": to_html(answers),
        "Solution": to_html(steps or whys),
        "Mistakes": to_html(mistakes),
        "Hints": to_html("\n\n".join(variant.hints)),
        "Program": _code(_listing(variant)),
    }


def _listing(variant: Variant) -> str:
    """The program as it is asked for, its lines numbered where they are answered by number."""
    numbers = any(part.by_line_number for part in variant.parts)
    return listing(variant.program, numbers=numbers) if variant.program else ""


def _slip(part: Part, mistake: Mistake) -> str:
    """What a mistake looks like: a number, a piece of code, the line that does not belong."""
    if part.task is None or part.kind is AnswerKind.LINE:
        return f"**{mistake.printed}**"
    if part.kind is AnswerKind.ORDER and isinstance(mistake.value, tuple):
        assert isinstance(part.answer, tuple)
        strange = [n for n in mistake.value if isinstance(n, int) and n not in part.answer]
        return ", ".join(f"`{part.options[n - 1].strip()}`" for n in strange)
    return f"`{mistake.printed}`"


def _answer(part: Part, *, alone: bool) -> str:
    if part.kind is AnswerKind.OUTPUT:
        return f"```text\n{part.printed}\n```"
    if part.solution or part.kind is AnswerKind.BLANK:
        return f"``````python\n{part.solution or part.printed}\n``````"
    name = "" if alone else f"{part.name} = "
    unit = f" {part.unit}" if part.unit else ""
    return f"{name}**{part.printed}**{unit}"


def _code(program: str) -> str:
    return to_html(f"``````python\n{program}\n``````") if program else ""


def _tags(card: Card) -> tuple[str, ...]:
    headings = ["quizapp::" + heading for heading in card.passage.headings[-1:]]
    return (*card.tags, f"quizapp::{card.rule}", *headings)
