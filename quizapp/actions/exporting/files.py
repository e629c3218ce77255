"""Cards as files of text: tables for Anki's and Quizlet's import, and everything as JSON."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quizapp.actions.collection import Collection
from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.fields import question_units
from quizapp.actions.exporting.notes import tags_of
from quizapp.actions.exporting.variants import variants_of
from quizapp.actions.studying.choices import options_of
from quizapp.anki.notes import anki_tag, guid
from quizapp.files import replacing
from quizapp.language import _
from quizapp.model.cards import QUESTIONS, Card, CardKind
from quizapp.model.errors import InputError
from quizapp.render.html import to_html
from quizapp.render.spoken import spoken
from quizapp.storage.queries import reviews, schedules
from quizapp.storage.queries.export import Leaving

_CLOZE = re.compile(r"\{\{c\d+::.*?(?:::(?P<hint>[^:]*?))? ?\}\}", re.DOTALL)
_ANKI_HEAD = "#separator:Comma\n#html:true\n#deck column:3\n#tags column:4\n#guid column:5\n"


def write_text(file: Path, text: str) -> None:
    """Write a file in place of what was there, or leave that untouched.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        with replacing(file) as made:
            made.write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        message = _("Cannot write the file: {reason}.").format(reason=error.strerror or error)
        raise InputError(message, file=str(file)) from None


def table(
    collection: Collection, leaving: Sequence[Leaving], choices: Choices
) -> tuple[list[tuple[str, ...]], list[str]]:
    """Front, back, deck, tags and guid of each card in HTML, and what had to be left out."""
    rows: list[tuple[str, ...]] = []
    skipped: list[str] = []
    for card, front, back in _each(collection, leaving, choices, skipped):
        tags = " ".join(map(anki_tag, tags_of(card)))
        sides = (_hidden(to_html(front)), to_html(back, cloze=False))
        rows.append((*sides, card.deck, tags, guid(card.uid)))
    return rows, skipped


def as_csv(rows: Sequence[tuple[str, ...]]) -> str:
    """As Anki imports it, with what its columns are in the first lines."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return _ANKI_HEAD + text.getvalue()


def pairs(
    collection: Collection, leaving: Sequence[Leaving], choices: Choices
) -> tuple[list[str], list[str]]:
    """As Quizlet imports it: a line a card, question and answer as plain text with a tab between.

    Answers with the lines, and what had to be left out.
    """
    lines: list[str] = []
    skipped: list[str] = []
    for _card, front, back in _each(collection, leaving, choices, skipped):
        sides = (spoken(front), spoken(back, reveal=True))
        lines.append("\t".join(" ".join(side.split()) for side in sides))
    return lines, skipped


def as_json(collection: Collection, leaving: Sequence[Leaving], choices: Choices) -> str:
    """Cards as the notes have them; schedules and the log too, where scheduling leaves."""
    document: dict[str, Any] = {"format": "quizapp", "version": 1}
    document["cards"] = [_record(one) for one in leaving]
    if choices.scheduling:
        uids = {one.card.uid for one in leaving}
        with collection.database.reading() as connection:
            states = schedules.all_schedules(connection, collection.learner)
            log = reviews.whole_log(connection, collection.learner)
            document["reviews"] = [_without_nothing(asdict(r)) for r in log if r.card in uids]
        document["schedules"] = {u: asdict(states[u]) for u in sorted(uids & states.keys())}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _each(
    collection: Collection, leaving: Sequence[Leaving], choices: Choices, skipped: list[str]
) -> Iterator[tuple[Card, str, str]]:
    """Each card with its sides; one that cannot be written is told in ``skipped``."""
    for one in leaving:
        try:
            sides = _sides(collection, one.card, choices)
        except InputError as error:
            skipped.append(f"{one.card.question or one.card.uid}: {error}")
        else:
            yield one.card, *sides


def _sides(collection: Collection, card: Card, choices: Choices) -> tuple[str, str]:
    """Question and answer as Markdown: of a live card those of the first variant."""
    extra = [card.extra] if card.extra else []
    if card.kind in QUESTIONS:
        (variant,) = variants_of(collection, card, choices.seed, 1)
        units = question_units(variant)
        program = [f"``````python\n{variant.program}\n``````"] if variant.program else []
        front = [*(unit.text for unit in units["Front"]), *program]
        return "\n\n".join(front), "\n\n".join([*(u.text for u in units["Back"]), *extra])
    if card.kind is CardKind.CHOICE:
        options = options_of(card)
        shown = "\n".join(f"- {option.text}" for option in options)
        right = "\n".join(f"- {option.text}" for option in options if option.right)
        return f"{card.front}\n\n{shown}", "\n\n".join([right, *extra])
    back = card.front if card.kind is CardKind.CLOZE else card.back
    return card.front, "\n\n".join([back, *extra])


def _hidden(html: str) -> str:
    """A cloze with a hole in place of what it hides."""
    return _CLOZE.sub(lambda found: f"[{found['hint'] or '…'}]", html)


def _record(one: Leaving) -> dict[str, Any]:
    card = asdict(one.card)
    return {**_without_nothing(card), "changed_at": one.changed_at}


def _without_nothing(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None}
