"""Unite with a closed collection of Anki, so that one can go on studying on either side.

Texts go from here to there, as with a package. The logs become the same on both sides, and the
schedule that the united log gives is written to both. What was suspended or flagged on one side
since they were united last is so on both; the settings of Anki are left alone.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizapp.actions.anki.exchange import Exchange, exchange, receive
from quizapp.actions.collection import Collection
from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.export import package_of
from quizapp.actions.exporting.states import Progress
from quizapp.anki.closed import Anki, Taken, There, agree, opened
from quizapp.anki.deck_options import is_chosen
from quizapp.anki.states import CardState
from quizapp.anki.write import write_package
from quizapp.language import _
from quizapp.model.cards import Card
from quizapp.storage.queries.export import Leaving, leaving_cards


@dataclass(frozen=True, slots=True)
class United:
    """What went from one side to the other; ``backup`` is that of Anki's collection."""

    added: int
    updated: int
    reviews_sent: int
    reviews_received: int
    backup: str
    skipped: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def unite(collection: Collection, file: Path, choices: Choices) -> United:
    """Unite with the collection of Anki in ``file``, after a backup of it; all or nothing there.

    Raises:
        InputError: Anki's package is missing, its collection is not there, or open in Anki.
    """
    with opened(file) as anki:
        backup = anki.back_up()
        union = _Union(collection, anki, f"anki:{file.resolve()}")
        anki.all_or_nothing(lambda: union.make(choices))
        fsrs = anki.knows_fsrs
    off = _("FSRS is off in this collection of Anki: switch it on in the options of any deck.")
    return United(
        added=union.taken.added,
        updated=union.taken.updated,
        reviews_sent=union.exchange.reviews_sent,
        reviews_received=union.exchange.reviews_received,
        backup=str(backup),
        skipped=union.skipped,
        remarks=() if fsrs else (off,),
    )


class _Union:
    """One union while it is made: what was found to go here, and what there."""

    def __init__(self, collection: Collection, anki: Anki, setting: str) -> None:
        self._collection = collection
        self._anki = anki
        self._setting = setting
        self.taken = Taken(0, 0)
        self.skipped: tuple[str, ...] = ()
        self.exchange = Exchange()

    def make(self, choices: Choices) -> None:
        """Texts, then logs, then what follows from them."""
        self._send_texts(self._leaving(), choices)
        there = self._anki.cards()
        mine = {one.card.uid: one.card for one in self._leaving() if one.card.uid in there}
        progress = Progress(self._collection, self._anki.first_day)
        logs = self._anki.logs()
        theirs = {uid: logs.get(there[uid].id, []) for uid in mine}
        self.exchange = exchange(self._collection, mine, theirs, progress)
        received = self.exchange.received
        held = receive(self._collection, received, mine, there, progress, self._setting)
        self._anki.remove_reviews(self.exchange.taken_back)
        sent = self.exchange.sent.items()
        self._anki.add_reviews([(there[uid].id, row) for uid, rows in sent for row in rows])
        self._anki.put(self._states(held, there))

    def _leaving(self) -> list[Leaving]:
        with self._collection.database.reading() as connection:
            return leaving_cards(connection, self._collection.learner, None, retired=True)

    def _send_texts(self, leaving: list[Leaving], choices: Choices) -> None:
        """As a package without scheduling; decks that are new there get our options."""
        known = self._anki.decks()
        package, self.skipped = package_of(
            self._collection, leaving, replace(choices, scheduling=False)
        )
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "texts.apkg"
            write_package(file, package)
            self.taken = self._anki.take(file)
        progress = Progress(self._collection)
        for deck in sorted({note.deck for note in package.notes} - known):
            preset = progress.preset(deck)
            if is_chosen(preset):
                self._anki.choose_options(deck, preset)

    def _states(self, held: Sequence[Card], there: Mapping[str, There]) -> dict[int, CardState]:
        """The state of each card there that is another one now."""
        progress = Progress(self._collection, self._anki.first_day)
        states = ((there[card.uid], progress.state(card, 0)) for card in held)
        return {found.id: state for found, state in states if not agree(state, found.state)}
