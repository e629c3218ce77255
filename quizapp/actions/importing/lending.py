"""Cards lent to an import: of notes that are not read now, but whose text may have come there."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from quizapp.actions.importing.reading import Reading
from quizapp.model.cards import QUESTIONS, Card
from quizapp.model.passages import Source
from quizapp.storage.merging import sightings
from quizapp.storage.queries.presets import Connection


def of_other_machines(
    connection: Connection, learner: str, reading: Reading, known: Mapping[str, Source]
) -> list[Card]:
    """The cards that came with a merge from notes not known here, as if of the notes read now.

    When the notes are read for the first time, those of other files too: they may have been
    renamed on their way.
    """
    source = reading.target.source.uid
    paths = {path for _source, path in reading.touched()}
    asked = paths if source in known else None
    found = sightings.of_unknown_notes(connection, learner, {*known, source}, asked)
    return [
        replace(card, passage=replace(card.passage, source=source))
        if card.passage.path in paths
        else card
        for card in found
    ]


def is_lost(card: Card, known: Mapping[str, Source]) -> bool:
    """Whether the file of a card is no longer where it was read."""
    source = known.get(card.passage.source)
    if source is None or source.shipped or card.kind in QUESTIONS:
        return False
    return not Path(source.root, card.passage.path).exists()
