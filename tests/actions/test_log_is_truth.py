"""The log is the truth: a rebuild gives what live answers left, whatever was set since."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import deck_presets
from quizapp.actions.safety.integrity import check_collection, rebuild
from quizapp.actions.studying.log import Answered, log_review, take_back
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset, Schedule
from quizapp.scheduling.replay import replay
from quizapp.settings.read import settings_of
from quizapp.storage.queries import presets, reviews, schedules

PRESETS = (
    Preset(),
    Preset(retention=0.8, fuzz=False),
    Preset(learning_steps=(), relearning_steps=()),
    Preset(learning_steps=(timedelta(minutes=5), timedelta(days=1), timedelta(days=3))),
    Preset(relearning_steps=(timedelta(days=1),), retention=0.97, maximum_interval=20),
)
ANSWERS = st.tuples(
    st.sampled_from([0, 0, 1, 3, 10, 60]),
    st.integers(1, 1439),
    st.sampled_from(Rating),
    st.sampled_from(PRESETS),
    st.booleans(),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    from datetime import UTC, datetime
    from random import Random

    from quizapp.actions.collection import open_collection

    now = [datetime(2026, 3, 12, 9, 0, tzinfo=UTC)]
    collection = open_collection(
        tmp_path_factory.mktemp("log") / "c.db", lambda: now[0], Random(3), zone=UTC
    )
    yield collection, now
    collection.close()


@given(history=st.lists(ANSWERS, min_size=1, max_size=8))
@settings(max_examples=200)
def test_the_schedule_in_the_file_is_what_its_log_replays_to(shared, history) -> None:
    collection, now = shared
    card = f"card{collection.random.getrandbits(40):x}"
    for days, minutes, rating, preset, undo in history:
        now[0] += timedelta(days=days, minutes=minutes)
        done, _after = log_review(collection, card, rating, collection.now(), preset, Answered())
        if undo:
            take_back(collection, done, PRESETS[1])

    with collection.database.reading() as connection:
        stored = schedules.schedule(connection, collection.learner, card)
        log = reviews.of_card(connection, collection.learner, card)

    assert replay(log, card, PRESETS[0]) == stored
    assert (stored == Schedule()) == all(undo for *_rest, undo in history)


CARDS = "".join(f"Q: Question number {i}?\nA: Answer number {i}.\n\n" for i in range(1, 13))


def studied(collection, clock) -> None:
    for card in list_cards(collection):
        for day, rating in enumerate((Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.GOOD)):
            clock.wait(days=day)
            log_review(collection, card.id, rating, collection.now(), Preset(), Answered())


def test_other_settings_do_not_make_the_cache_disagree(collection, notes, clock, open_at) -> None:
    notes(CARDS)
    studied(collection, clock)
    text = 'retention = 0.75\nfuzz = false\nlearning_steps = ["1d"]\nmaximum_interval = 3\n'
    other = replace(collection, settings=settings_of(text))

    before = list_cards(other)
    assert check_collection(other) == []
    rebuild(other)

    assert list_cards(other) == before


FITTED = (
    *(0.4, 1.1, 3.2, 15.7, 7.1, 0.53, 1.5, 0.02, 1.6, 0.12, 1.05),
    *(1.9, 0.11, 0.3, 2.2, 0.25, 2.9, 0.7, 0.4, 0.12, 0.2),
)


def test_fitted_parameters_change_memories_but_no_due_date(collection, notes, clock) -> None:
    notes(CARDS)
    studied(collection, clock)
    before = list_cards(collection)

    with collection.database.writing() as connection:
        presets.save_fitted(connection, "me", "", FITTED, at=collection.now(), reviews=48)
    assert [problem.rule for problem in check_collection(collection)] == ["cache"]
    rebuild(collection)

    after = list_cards(collection)
    assert [card.due for card in after] == [card.due for card in before]
    assert all(one.stability != two.stability for one, two in zip(before, after, strict=True))


def test_parameters_are_those_of_the_nearest_deck_that_was_fitted(collection) -> None:
    settings = settings_of('[decks."A::B"]\nretention = 0.8\n[decks.C]\nretention = 0.7\n')
    chosen = replace(collection, settings=settings)
    others = tuple(value * 1.01 for value in FITTED)
    with collection.database.writing() as connection:
        presets.save_fitted(connection, "me", "", FITTED, at=1)
        presets.save_fitted(connection, "me", "A", others, at=2, report={"log_loss": 0.3})
        presets.save_fitted(connection, "me", "C", FITTED, at=3)
        presets.save_fitted(connection, "me", "C", (), at=4)

    with collection.database.reading() as connection:
        found = deck_presets(chosen, connection)
        fitted = presets.all_fitted(connection, "me")

    assert {deck: (preset.parameters, preset.retention) for deck, preset in found.items()} == {
        "": (FITTED, 0.9), "A": (others, 0.9), "A::B": (others, 0.8), "C": (FITTED, 0.7),
    }  # fmt: skip
    assert fitted["A"] == presets.Fitted("A", others, 2, 0, {"log_loss": 0.3})


def test_the_defaults_are_mapped_read_only(collection) -> None:
    assert isinstance(collection.settings.presets, MappingProxyType)
