"""What is done to many cards at once: each one transaction, each with its way back.

Every action answers with a :class:`Deed`, which :func:`undo` takes back in one transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.planning.rescheduling import forget, set_due
from quizapp.actions.studying.log import undo_in
from quizapp.actions.studying.study import FLAGS
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.reviews import Review
from quizapp.settings.values import nearest
from quizapp.storage.queries import browsing, cards
from quizapp.storage.queries.browsing import Held


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done: ``before`` is how the cards were held, ``reviews`` what the log says of it."""

    before: tuple[Held, ...] = ()
    reviews: tuple[Review, ...] = ()

    @property
    def count(self) -> int:
        """How many cards were changed."""
        return len(self.before) or len(self.reviews)


def suspend(collection: Collection, uids: Sequence[str], *, aside: bool) -> Deed:
    """Put cards aside until they are taken back, or take them back; only those that are asked."""
    return _hold(collection, _asked(collection, uids), lambda held: held._replace(suspended=aside))


def bury(collection: Collection, uids: Sequence[str], *, until_tomorrow: bool) -> Deed:
    """Put cards aside until tomorrow, or dig them up; only those that are asked."""
    until = collection.day_of(collection.now()) if until_tomorrow else None
    return _hold(collection, _asked(collection, uids), lambda held: held._replace(buried_on=until))


def flag(collection: Collection, uids: Sequence[str], flag: int) -> Deed:
    """Mark cards with a flag from 1 to 7; 0 takes it away.

    Raises:
        InputError: there is no such flag.
    """
    if flag not in FLAGS:
        raise InputError(_("Flags are 1 to 7; 0 takes one away."))
    return _hold(collection, uids, lambda held: held._replace(flag=flag))


def move_due(collection: Collection, uids: Sequence[str], soonest: int, latest: int) -> Deed:
    """Make cards due in ``soonest`` to ``latest`` days from today, spread between.

    Raises:
        InputError: the days are no range from 0 on.
    """
    asked = _asked(collection, uids)
    return Deed(reviews=tuple(set_due(collection, asked, soonest, latest)))


def make_new(collection: Collection, uids: Sequence[str]) -> Deed:
    """Make cards new again; their past stays in the log."""
    return Deed(reviews=tuple(forget(collection, _asked(collection, uids))))


def undo(collection: Collection, deed: Deed) -> None:
    """Take back what was done: holds as they were, and an undo in the log for each of its rows."""
    learner = collection.learner
    with collection.database.writing() as connection:
        browsing.hold_all(connection, learner, deed.before)
        if not deed.reviews:
            return
        chosen = deck_presets(collection, connection)
        decks = cards.deck_of_cards(connection, learner)
        for review in deed.reviews:
            preset = nearest(chosen, decks[review.card])
            undo_in(connection, collection, review, preset)


def _hold(collection: Collection, uids: Sequence[str], change: Callable[[Held], Held]) -> Deed:
    with collection.database.writing() as connection:
        before = browsing.held(connection, collection.learner, uids)
        changed = [held for held in before if change(held) != held]
        browsing.hold_all(connection, collection.learner, map(change, changed))
    return Deed(before=tuple(changed))


def _asked(collection: Collection, uids: Sequence[str]) -> list[str]:
    """Those that the notes keep: drafts and retired cards are never asked."""
    with collection.database.reading() as connection:
        active = browsing.active(connection, collection.learner, uids)
    return [uid for uid in uids if uid in active]
