"""What quizapp and a collection of Anki tell each other of cards that both have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from quizapp.actions.collection import Collection
from quizapp.actions.exporting.states import Progress, anki_log
from quizapp.actions.safety.backups import backup_before
from quizapp.anki.reviews import AnkiReview, difference, review_of
from quizapp.model.cards import Card, Standing
from quizapp.model.reviews import Review, ReviewKind
from quizapp.scheduling.replay import replay, undone
from quizapp.storage.queries import cards, presets, reviews, schedules

if TYPE_CHECKING:
    from quizapp.storage.queries.presets import Connection


class HeldThere(Protocol):
    """A card of ours in Anki: whether it is suspended, and its flag (0 to 7)."""

    @property
    def suspended(self) -> bool:
        """Whether it is suspended there."""

    @property
    def flag(self) -> int:
        """Its flag there."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What each side's log lacks: rows by the uid of our card, and those we have undone."""

    received: list[Review] = field(default_factory=list)
    sent: dict[str, list[AnkiReview]] = field(default_factory=dict)
    taken_back: list[int] = field(default_factory=list)

    @property
    def reviews_sent(self) -> int:
        """How many rows go to Anki."""
        return sum(map(len, self.sent.values()))

    @property
    def reviews_received(self) -> int:
        """How many reviews come from there."""
        return sum(row.kind is ReviewKind.REVIEW for row in self.received)


def exchange(
    collection: Collection,
    mine: Mapping[str, Card],
    theirs: Mapping[str, Sequence[AnkiReview]],
    progress: Progress,
) -> Exchange:
    """Compare the logs of these cards with those of Anki, both by the uid of our card."""
    with collection.database.reading() as connection:
        log = reviews.whole_log(connection, collection.learner)
        ours = {
            uid: list(rows) for uid, rows in groupby(log, key=lambda row: row.card) if uid in mine
        }
    done = Exchange()
    for uid, card in mine.items():
        log_here = ours.get(uid, [])
        found = difference(log_here, undone(log_here), theirs.get(uid, ()))
        done.received.extend(review_of(row, uid, collection.day_of) for row in found.received)
        done.taken_back.extend(found.taken_back)
        if found.sent:
            missing = {review.at for review in found.sent}
            rows = anki_log(log_here, progress.preset(card.deck))
            done.sent[uid] = [row for row in rows if row.id in missing]
    return done


def receive(
    collection: Collection,
    received: Sequence[Review],
    mine: Mapping[str, Card],
    there: Mapping[str, HeldThere],
    progress: Progress,
    setting: str,
) -> list[Card]:
    """Take the reviews and holds of Anki in, after a backup; answers with the cards held so.

    What was suspended or flagged on one side since the last time is so on both; ``setting``
    names where that is remembered.
    """
    if received:
        backup_before(collection, "anki")
    learner = collection.learner
    with collection.database.writing() as connection:
        for review in received:
            reviews.append(connection, learner, review)
        for uid in {review.card for review in received}:
            log = reviews.of_card(connection, learner, uid)
            after = replay(log, uid, progress.preset(mine[uid].deck))
            schedules.save(connection, learner, uid, after)
        return _hold(connection, learner, mine, there, setting)


def _hold(
    connection: "Connection",
    learner: str,
    mine: Mapping[str, Card],
    there: Mapping[str, HeldThere],
    setting: str,
) -> list[Card]:
    before = presets.setting(connection, learner, setting) or {}
    now = list(held_on_both(mine, there, before))
    for card in now:
        if card != mine[card.uid]:
            cards.replace(connection, learner, card, None)
    # What is remembered of cards that were not looked at stays.
    suspended = {uid for uid in before.get("suspended", ()) if uid not in mine}
    flags = {uid: flag for uid, flag in before.get("flags", {}).items() if uid not in mine}
    asleep = {card.uid for card in now if card.suspended or card.standing is Standing.RETIRED}
    kept = {
        "suspended": sorted(suspended | asleep),
        "flags": flags | {card.uid: card.flag for card in now if card.flag},
    }
    if kept != before:
        presets.set_setting(connection, learner, setting, kept)
    return now


def held_on_both(
    mine: Mapping[str, Card], there: Mapping[str, HeldThere], before: Mapping[str, object]
) -> Iterable[Card]:
    """The cards as the side that changed their holds has them; ``before`` is how they were."""
    remembered = before.get("suspended", ())
    flags = before.get("flags", {})
    assert isinstance(remembered, list | tuple)
    assert isinstance(flags, dict)
    suspended = frozenset(remembered)
    for uid, card in mine.items():
        yield _held(card, there[uid], uid in suspended, flags.get(uid, 0))


def _held(card: Card, there: HeldThere, suspended: bool, flag: int) -> Card:
    """A card with the holds of the side that changed them; ``suspended`` and ``flag`` were so."""
    if card.standing is Standing.RETIRED:
        return card
    return replace(
        card,
        suspended=card.suspended if card.suspended != suspended else there.suspended,
        flag=card.flag if card.flag != flag else there.flag,
    )
