"""A scripted year: notes edited, two machines, a break, upgrades, a backup put back.

``python tests/soak/year.py`` plays the whole year (some minutes); what has to hold is asserted on
the way and at its end. ``--days``, ``--reviews``, ``--edits`` and ``--seed`` make another one.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from desk import ZONE, Clock, Desk, Ledger, fact_of
from editions import ship
from figures import figures
from stored import (
    cards_in,
    differences,
    rows_by_card,
    rows_of,
    schedules_in,
    seen_elsewhere,
    state_of,
)
from vault import Vault

from quizapp.actions.cards.editing import edit_card
from quizapp.actions.collection import Collection
from quizapp.actions.figures.plots import plots_of
from quizapp.actions.figures.statistics import statistics
from quizapp.actions.machines.merging import merge
from quizapp.actions.planning.backlog import accept, backlog
from quizapp.actions.safety.backups import back_up, restore
from quizapp.actions.safety.integrity import check_collection, rebuild
from quizapp.model.cards import Standing

BEGIN = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Size:
    """How long the year is, and how much is done in it."""

    days: int = 365
    reviews: int = 5000
    edits: int = 200
    facts: int = 420

    def at(self, share: float) -> int:
        """The day on which so much of the year has gone by."""
        return round(self.days * share)


class Year:
    """The world: one learner, one vault, two machines, a folder between them."""

    def __init__(self, folder: Path, size: Size, seed: int) -> None:
        self.size = size
        self.chance = Random(seed)
        self.clock = Clock(BEGIN)
        self.vault = Vault(Random(seed + 1))
        self.ledger = Ledger()
        self.desks = [Desk(folder / n, i, self.clock, self.ledger) for i, n in enumerate("AB")]
        self.shared = folder / "shared"
        self.shared.mkdir()
        self.edits = 0
        self.backup: Path | None = None
        self.own_words: dict[str, str] = {}
        self.vault.grow(size.facts)
        for desk in self.desks:
            ship(desk, 1)

    def play(self) -> None:
        """Day after day."""
        size = self.size
        away = range(size.at(0.45), size.at(0.45) + max(3, round(21 * size.days / 365)))
        for day in range(size.days):
            if day in away:
                continue
            evening = BEGIN.toordinal() + day
            start = datetime.combine(datetime.fromordinal(evening), BEGIN.timetz())
            self.clock.now = max(self.clock.now, start)
            self.clock.wait(hours=self.chance.choice((0, 0, 0, 1, 3, 8)))
            desk = self.desks[int(self.chance.random() < 0.4)]
            if day in (size.at(0.3), size.at(0.7)):
                ship(desk, 2 if day == size.at(0.3) else 3)
            if day == size.at(0.32) or day == size.at(0.74):
                for each in self.desks:
                    ship(each, 2 if day == size.at(0.32) else 3)
            self._day(desk, day, back=day == away.stop)
            if day == size.at(0.62):
                self._put_a_backup_back(self.desks[0])

    def _day(self, desk: Desk, day: int, *, back: bool) -> None:
        late = self.chance.random() < 0.12 and desk.notes.exists()
        if not late:
            desk.carry(self.vault)
        with desk.open() as collection:
            if self.chance.random() < 0.8:
                desk.sync(collection, self.shared)
            if not late:
                self._edit(desk, collection, day)
            desk.take_in(collection)
            if day == self.size.at(0.2):
                self._word_shipped_cards(collection)
            if back:
                self._come_back(desk, collection)
            left = self.size.days - day
            wanted = max(5, -(-(self.size.reviews - self.ledger.reviews) // left) + 4)
            desk.study(collection, self.vault, wanted)
            if self.chance.random() < 0.8:
                desk.sync(collection, self.shared)
            if desk is self.desks[0] and self.backup is None and day >= self.size.at(0.4):
                self.backup = back_up(collection, desk.home / "backup.db")
            if day % 7 == 0:
                self._is_sound(desk, collection)

    def _edit(self, desk: Desk, collection: Collection, day: int) -> None:
        """Today's share of the edits; each is taken in by itself, or all at once."""
        wanted = round(self.size.edits * (day + 1) / self.size.days)
        while self.edits < wanted:
            self.ledger.done[self.vault.edit()] += 1
            self.edits += 1
            if self.chance.random() < 0.6:
                desk.carry(self.vault)
                desk.take_in(collection)
                self._no_duplicates(collection)
        desk.carry(self.vault)

    def _word_shipped_cards(self, collection: Collection) -> None:
        """The learner puts some shipped cards in other words."""
        ours = [card for card in cards_in(collection) if card.deck.startswith("Shipped")]
        for card in sorted(ours, key=lambda card: card.uid)[:3]:
            edit_card(collection, card.uid, card.front, "In my own words")
            self.own_words[card.uid] = "In my own words"

    def _come_back(self, desk: Desk, collection: Collection) -> None:
        """After the break: a plan for what has piled up."""
        before = desk.rows()
        plan = backlog(collection, per_day=40)
        accept(collection, plan)
        self.ledger.rows |= desk.rows() - before
        self.ledger.done["cards spread over days"] += len(plan.moves)

    def _put_a_backup_back(self, desk: Desk) -> None:
        """An old backup takes the place of the collection; what was not synced is merged back."""
        assert self.backup is not None
        kept = restore(str(desk.file), self.backup, self.clock)
        assert kept is not None
        with desk.open() as collection:
            desk.take_in(collection)
            desk.sync(collection, self.shared)
            merge(collection, kept)
            assert desk.rows() >= self.ledger.rows & rows_of(kept)
            self._is_sound(desk, collection)
        self.ledger.done["backups put back"] += 1

    # What has to hold

    def _no_duplicates(self, collection: Collection, *, met: bool = False) -> None:
        """No two active cards ask for one fact, whatever was edited.

        Until both machines have ``met`` again, one may know a card of the other by an old path.
        """
        elsewhere = set() if met else seen_elsewhere(collection)
        count = Counter(
            fact.number
            for card in cards_in(collection)
            if card.standing is Standing.ACTIVE
            and card.uid not in elsewhere
            and (fact := fact_of(self.vault, card.front, card.back)) is not None
        )
        doubled = {number for number, times in count.items() if times > 1}
        assert not doubled, self._told(collection, doubled)

    def _told(self, collection: Collection, numbers: set[int]) -> list[tuple[Any, ...]]:
        return [
            (fact.number, card.uid, card.standing.value, card.kind.value, card.front, card.back)
            for card in cards_in(collection)
            if (fact := fact_of(self.vault, card.front, card.back)) and fact.number in numbers
        ]

    def _is_sound(self, desk: Desk, collection: Collection) -> None:
        """The file is whole, and a rebuild changes nothing."""
        problems = [one for one in check_collection(collection) if one.severity == "error"]
        assert not problems, problems
        before = schedules_in(collection)
        rebuild(collection)
        assert schedules_in(collection) == before

    def end(self) -> None:
        """Both machines get everything; then all that has to hold is asserted."""
        for _round in range(3):
            for desk in self.desks:
                desk.carry(self.vault)
                with desk.open() as collection:
                    desk.take_in(collection)
                    desk.sync(collection, self.shared)
        states = []
        for desk in self.desks:
            with desk.open() as collection:
                assert desk.sync(collection, self.shared) == 0, "the last sync has nothing new"
                states.append(state_of(collection))
                self._is_sound(desk, collection)
                problems = check_collection(collection)
                assert not problems, problems
                self._nothing_is_lost(desk, collection)
                self._no_duplicates(collection, met=True)
                self._figures_are_those_of_the_log(desk, collection)
        for name, one in states[0].items():
            assert one == states[1][name], differences(one, states[1][name])

    def _nothing_is_lost(self, desk: Desk, collection: Collection) -> None:
        missing = self.ledger.rows - desk.rows()
        assert not missing, missing
        by_uid = {card.uid: card for card in cards_in(collection)}
        asked = {
            fact.number: card
            for card in by_uid.values()
            if card.standing is Standing.ACTIVE
            and (fact := fact_of(self.vault, card.front, card.back)) is not None
        }
        facts = {fact.number for fact in self.vault.facts()}
        assert facts == asked.keys(), self._told(collection, facts ^ asked.keys())
        with collection.database.reading() as connection:
            history = rows_by_card(connection)
        for number, rows in self.ledger.rated.items():
            if number in asked:
                lost = rows - history.get(asked[number].uid, set())
                assert not lost, (lost, self._told(collection, {number}))
            else:
                homes = {uid for uid, theirs in history.items() if theirs & rows}
                assert all(by_uid[uid].standing is Standing.RETIRED for uid in homes), self._told(
                    collection, {number}
                )
        for uid, words in self.own_words.items():
            assert by_uid[uid].back == words

    def _figures_are_those_of_the_log(self, desk: Desk, collection: Collection) -> None:
        day = collection.day_of(collection.now())
        ours = figures(desk.file, day, 365, ZONE)
        theirs, told = plots_of(collection, period=365), statistics(collection)
        found = {
            "all reviews": told.reviews,
            "days": {one.day: one.reviews for one in theirs.days},
            "time": sum(one.duration_ms for one in theirs.days),
            "recalled": {b.first: (b.asked, b.passed) for b in theirs.recalled if b.asked},
            "hours": {one.hour: one.reviews for one in theirs.hours if one.reviews},
            "streak": theirs.streak,
            "forecast": {at: n for at, n in enumerate(theirs.forecast) if n},
            "stability": {bound: n for bound, n in theirs.stability if n},
            "difficulty": {bound: n for bound, n in theirs.difficulty if n},
            "recall": {bound: n for bound, n in theirs.retrievability if n},
            "cards": {one.deck: one.cards for one in theirs.topics},
            "mastered": {one.deck: one.mastered for one in theirs.topics if one.mastered},
        }
        for name, figure in found.items():
            assert figure == ours[name], (name, figure, ours[name])
        for slip in theirs.slips:
            assert slip.times == ours["slips"][slip.card.uid, slip.mistake]
        worst = sorted(ours["lapses"].values(), reverse=True)[: len(theirs.hardest)]
        assert [hard.lapses for hard in theirs.hardest] == worst
        assert all(ours["lapses"][hard.card.uid] == hard.lapses for hard in theirs.hardest)
        assert told.due_today == told.due_today
        assert len(self.ledger.rows) >= self.size.reviews
        assert ours["all reviews"] == self.ledger.reviews - self.ledger.taken_back


def main(size: Size, seed: int) -> None:
    """Play a year and say what was in it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        year = Year(Path(folder), size, seed)
        year.play()
        year.end()
    ledger = year.ledger
    print(
        f"{size.days} days, {ledger.reviews} reviews, {year.edits} edits"
        f" in {time.monotonic() - began:.0f} s, nothing lost"
    )
    for name, count in sorted(ledger.done.items()):
        print(f"  {name}: {count}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in asdict(Size()).items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--seed", type=int, default=1)
    chosen = vars(parser.parse_args())
    seed = chosen.pop("seed")
    main(Size(**chosen), seed)
