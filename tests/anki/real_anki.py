"""The real Anki backend as the oracle, and cards of ours that were studied."""

import time
from pathlib import Path
from random import Random

import anki.collection
import anki.lang
from anki.cards import Card as AnkiCard
from anki.collection import Collection as AnkiCollection
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.scheduler.v3 import CardAnswer

from quizapp.actions.collection import Collection
from quizapp.actions.studying.log import SCHEDULER
from quizapp.anki.note_types import NoteType
from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.model.schedules import Preset
from quizapp.scheduling.answer import next_schedules
from quizapp.storage.queries import reviews, schedules
from quizapp.storage.queries.export import leaving_cards

DAY_MS = 86_400_000
_LIKELY = (Rating.AGAIN, Rating.HARD, *[Rating.GOOD] * 5, Rating.EASY)


class Anki:
    """A collection of the real program."""

    def __init__(self, path: Path) -> None:
        anki.lang.set_lang("en")
        self.path = path
        self.collection = AnkiCollection(str(path))

    def close(self) -> None:
        """Give the file back, as when the program ends."""
        if self.collection.db is not None:
            self.collection.close()

    def open(self) -> None:
        """Start the program again."""
        self.collection = AnkiCollection(str(self.path))

    def take(
        self, package: Path, *, scheduling: bool = False, options: bool = False
    ) -> dict[str, int]:
        """Import a package and count what it did."""
        request = ImportAnkiPackageRequest(
            package_path=str(package),
            options=ImportAnkiPackageOptions(with_scheduling=scheduling, with_deck_configs=options),
        )
        log = self.collection.import_anki_package(request).log
        self.collection.models._clear_cache()
        return {
            "new": len(log.new),
            "updated": len(log.updated),
            "duplicate": len(log.duplicate),
            "conflicting": len(log.conflicting),
        }

    def cards(self) -> dict[str, AnkiCard]:
        """The cards by the uid of ours."""
        found = {}
        for number in self.collection.find_cards(""):
            card = self.collection.get_card(number)
            note = card.note()
            uid = note.guid.removeprefix("quizapp:")
            both = note.note_type()["name"] == NoteType.BOTH_WAYS
            found[note["Reverse"] if both and card.ord else uid] = card
        return found

    def answer(self, card: AnkiCard, rating: Rating, at: int) -> None:
        """Answer a card at a moment of the past."""
        states = self.collection._backend.get_scheduling_states(card.id)
        card.start_timer()
        answer = self.collection.sched.build_answer(
            card=card, states=states, rating=CardAnswer.Rating.ValueType(rating.value - 1)
        )
        answer.answered_at_millis = at
        self.collection.sched.answer_card(answer)
        card.load()

    def log(self) -> list[list[int]]:
        """All rows of the log: card, id, ease, ivl, lastIvl, factor, time, type."""
        return self.collection.db.all(
            "select cid, id, ease, ivl, lastIvl, factor, time, type from revlog order by id"
        )


def many_cards(count: int) -> str:
    """Notes with so many cards that ask and answer."""
    return "\n\n".join(f"Q: What is number {i}?\nA: The answer {i}" for i in range(count))


def uids(collection: Collection) -> list[str]:
    """All cards that leave."""
    with collection.database.reading() as connection:
        leaving = leaving_cards(connection, collection.learner, None, retired=True)
    return [one.card.uid for one in leaving]


def study(collection: Collection, moments: list[tuple[str, int]], chance: Random) -> list[Review]:
    """Review these cards at these moments, as a sitting does, in one transaction."""
    done = []
    with collection.database.writing() as connection:
        known = schedules.all_schedules(connection, collection.learner)
        for card, at in sorted(moments, key=lambda pair: pair[1]):
            before = known.get(card) or schedules.Schedule()
            day = collection.day_of(at)
            rating = chance.choice(_LIKELY)
            after = next_schedules(before, at=at, day=day, uid=card, preset=Preset())[rating]
            known[card] = after
            review = Review(
                uid=collection.new_uid(at),
                device=collection.device,
                card=card,
                kind=ReviewKind.REVIEW,
                at=at,
                day=day,
                rating=rating,
                duration_ms=chance.randrange(1000, 60_000),
                scheduler=SCHEDULER,
                due_day=after.due_day,
                due_at=after.due_at,
                phase=after.phase.value,
                interval=after.interval,
            )
            reviews.append(connection, collection.learner, review)
            schedules.save(connection, collection.learner, card, after)
            done.append(review)
    return done


def now_ms() -> int:
    """The present."""
    return time.time_ns() // 1_000_000
