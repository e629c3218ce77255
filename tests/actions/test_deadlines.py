"""A deck with a deadline: who is brought forward, in which order, and that schedules stay."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from quizapp.actions.collection import deck_presets
from quizapp.actions.figures.today import today
from quizapp.actions.planning.agenda import agenda
from quizapp.actions.safety.integrity import check_collection
from quizapp.actions.studying.reasons import Cause, reasons
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState, Phase, Preset, Schedule
from quizapp.settings.values import Settings
from quizapp.storage.queries import cards, schedules

STABILITIES = (2.0, 6.0, 30.0, 90.0, 4000.0)


@pytest.fixture
def studied(collection, notes):
    """Five cards by stability, reviewed three days ago, none due for three weeks."""
    questions = "\n\n".join(f"Q: What is number {n}?\nA: It is {n}." for n in range(5))
    notes(f"---\ndeck: Exam::Part\n---\n{questions}")
    day = collection.day_of(collection.now())
    with collection.database.writing() as connection:
        uids = sorted(cards.deck_of_cards(connection, "me"))
        for uid, stability in zip(uids, STABILITIES, strict=True):
            schedules.save(
                connection,
                "me",
                uid,
                Schedule(
                    Phase.REVIEW, MemoryState(stability, 5.0), day + 21, None, 24, 0, 3, 0,
                    (collection.now() - 3 * 86_400_000), day - 3,
                ),
            )  # fmt: skip
    return uids


def asked(collection, days, deck=None):
    """The cards of today's queue with a deadline in so many days."""
    day = collection.day_of(collection.now())
    presets = MappingProxyType({"": Preset(), "Exam": Preset(deadline=day + days)})
    aiming = replace(collection, settings=Settings(presets=presets))
    with aiming.database.reading() as connection:
        chosen = deck_presets(aiming, connection)
    return [card.uid for card in agenda(aiming, chosen, deck).main], aiming


def test_far_from_the_deadline_nothing_comes_early(collection, studied) -> None:
    assert asked(collection, 300)[0] == []


def test_the_day_before_what_would_be_forgotten_comes_first(collection, studied) -> None:
    found, _ = asked(collection, 1)

    assert found == studied[: len(found)]
    assert len(found) >= 2
    assert studied[-1] not in found


def test_strong_cards_come_weeks_before_and_weak_ones_wait_for_the_last_days(
    collection, studied
) -> None:
    queues = {days: asked(collection, days)[0] for days in range(1, 25)}

    begins = [max(days for days, uids in queues.items() if uid in uids) for uid in studied[1:4]]
    assert begins == sorted(begins)
    assert begins[0] <= 3
    assert begins[-1] >= 8


@pytest.mark.parametrize("days", [0, -5])
def test_a_deadline_that_is_over_changes_nothing(collection, studied, days) -> None:
    assert asked(collection, days)[0] == []


def test_other_decks_are_left_alone(collection, studied, notes) -> None:
    notes("---\ndeck: Other\n---\nQ: What else is there?\nA: This.", "other.md")

    assert asked(collection, 1, "Other")[0] != []
    assert not set(asked(collection, 1, "Other")[0]) & set(studied)


def test_a_card_that_was_reviewed_today_is_not_asked_again(collection, studied) -> None:
    _, aiming = asked(collection, 1)
    session = start(aiming)
    first = session.asked.card.uid
    assert {reason.cause for reason in reasons(aiming, session.asked)} == {
        Cause.EARLY, Cause.DEADLINE,
    }  # fmt: skip
    session.reveal()
    session.rate(Rating.GOOD)

    assert first not in asked(collection, 1)[0]


def test_a_deadline_moves_no_schedule(collection, studied) -> None:
    with collection.database.reading() as connection:
        before = schedules.all_schedules(connection, "me")
    asked(collection, 1)
    with collection.database.reading() as connection:
        assert schedules.all_schedules(connection, "me") == before
    assert {problem.rule for problem in check_collection(collection)} <= {"cache"}


def test_the_minutes_of_a_day_go_to_what_gains_most_and_today_counts_the_same(
    collection, studied, monkeypatch
) -> None:
    monkeypatch.setattr("quizapp.storage.queries.reviews.seconds_a_card", lambda *_of: 40.0)
    day = collection.day_of(collection.now())
    preset = Preset(deadline=day + 1, minutes_per_day=1)
    presets = MappingProxyType({"": Preset(), "Exam": preset})
    aiming = replace(collection, settings=Settings(presets=presets))
    without_bound = asked(collection, 1, "Exam")[0]
    with aiming.database.reading() as connection:
        chosen = deck_presets(aiming, connection)

    queue = agenda(aiming, chosen, "Exam")

    assert len(without_bound) > 1
    assert [card.uid for card in queue.main] == without_bound[:1]
    assert today(aiming).due == 1
