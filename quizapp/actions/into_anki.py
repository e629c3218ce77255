"""Unite with a closed collection of Anki, so that one can go on studying on either side.

Texts go from here to there, as with a package. The logs become the same on both sides, and the
schedule that the united log gives is written to both. What was suspended or flagged on one side
since they were united last is so on both; the settings of Anki are left alone.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.actions.backups import backup_before
from quizapp.actions.collection import Collection
from quizapp.actions.export import package_of
from quizapp.actions.export_choices import Choices
from quizapp.actions.export_states import Progress, anki_log
from quizapp.anki.closed import Anki, Taken, There, agree, opened
from quizapp.anki.deck_options import is_chosen
from quizapp.anki.reviews import AnkiReview, difference, review_of
from quizapp.anki.states import CardState
from quizapp.anki.write import write_package
from quizapp.language import _
from quizapp.model.cards import Card, Standing
from quizapp.model.reviews import Review, ReviewKind
from quizapp.scheduling.replay import replay, undone
from quizapp.storage import cards, presets, reviews, schedules
from quizapp.storage.export import Leaving, leaving_cards

if TYPE_CHECKING:
    from quizapp.storage.presets import Connection


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
        reviews_sent=len(union.sent),
        reviews_received=sum(row.kind is ReviewKind.REVIEW for row in union.received),
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
        self.received: list[Review] = []
        self.sent: list[tuple[int, AnkiReview]] = []
        self._taken_back: list[int] = []

    def make(self, choices: Choices) -> None:
        """Texts, then logs, then what follows from them."""
        self._send_texts(self._leaving(), choices)
        there = self._anki.cards()
        mine = {one.card.uid: one.card for one in self._leaving() if one.card.uid in there}
        progress = Progress(self._collection, self._anki.first_day)
        self._compare(mine, there, progress)
        if self.received:
            backup_before(self._collection, "anki")
        with self._collection.database.writing() as connection:
            self._receive(connection, mine, progress)
            held = self._holds(connection, mine, there)
        self._anki.remove_reviews(self._taken_back)
        self._anki.add_reviews(self.sent)
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

    def _compare(
        self, mine: Mapping[str, Card], there: Mapping[str, There], progress: Progress
    ) -> None:
        """What each side's log lacks, card by card."""
        theirs = self._anki.logs()
        with self._collection.database.reading() as connection:
            log = reviews.whole_log(connection, self._collection.learner)
            ours = {
                uid: list(rows)
                for uid, rows in groupby(log, key=lambda row: row.card)
                if uid in mine
            }
        for uid, card in mine.items():
            number = there[uid].id
            self._compare_card(card, number, ours.get(uid, []), theirs.get(number, []), progress)

    def _compare_card(
        self,
        card: Card,
        number: int,
        ours: list[Review],
        theirs: list[AnkiReview],
        progress: Progress,
    ) -> None:
        found = difference(ours, undone(ours), theirs)
        day_of = self._collection.day_of
        self.received += [review_of(row, card.uid, day_of) for row in found.received]
        self._taken_back += found.taken_back
        if found.sent:
            missing = {review.at for review in found.sent}
            log = anki_log(ours, progress.preset(card.deck))
            self.sent += [(number, row) for row in log if row.id in missing]

    def _receive(
        self, connection: "Connection", mine: Mapping[str, Card], progress: Progress
    ) -> None:
        learner = self._collection.learner
        for review in self.received:
            reviews.append(connection, learner, review)
        for uid in {review.card for review in self.received}:
            log = reviews.of_card(connection, learner, uid)
            after = replay(log, uid, progress.preset(mine[uid].deck))
            schedules.save(connection, learner, uid, after)

    def _holds(
        self, connection: "Connection", mine: Mapping[str, Card], there: Mapping[str, There]
    ) -> list[Card]:
        """Our cards as they are held now: what changed on either side since the last union."""
        learner = self._collection.learner
        before = presets.setting(connection, learner, self._setting) or {}
        suspended, flags = frozenset(before.get("suspended", ())), before.get("flags", {})
        now = []
        for uid, card in mine.items():
            united = _held(card, there[uid], uid in suspended, flags.get(uid, 0))
            if united != card:
                cards.replace(connection, learner, united, None)
            now.append(united)
        kept = {
            "suspended": [card.uid for card in now if card.suspended],
            "flags": {card.uid: card.flag for card in now if card.flag},
        }
        if kept != before:
            presets.set_setting(connection, learner, self._setting, kept)
        return now

    def _states(self, held: Sequence[Card], there: Mapping[str, There]) -> dict[int, CardState]:
        """The state of each card there that is another one now."""
        progress = Progress(self._collection, self._anki.first_day)
        states = ((there[card.uid], progress.state(card, 0)) for card in held)
        return {found.id: state for found, state in states if not agree(state, found.state)}


def _held(card: Card, there: There, suspended: bool, flag: int) -> Card:
    """A card with the holds of the side that changed them; ``suspended`` and ``flag`` were so."""
    if card.standing is Standing.RETIRED:
        return card
    return replace(
        card,
        suspended=card.suspended if card.suspended != suspended else there.suspended,
        flag=card.flag if card.flag != flag else there.flag,
    )
