"""Fitting a collection: which reviews count, what is kept, what a fit leaves alone."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from quizapp.actions.collection import Collection, deck_presets, preset_of
from quizapp.actions.planning.fitting import adopt, fit_deck
from quizapp.actions.safety.integrity import check_collection
from quizapp.model.reviews import Rating, Review, ReviewKind
from quizapp.scheduling.answer import apply
from quizapp.scheduling.memory import next_memory, retrievability
from quizapp.storage.queries import presets, reviews, schedules

NOTES = "\n\n".join(f"Q: What is number {n}?\nA: It is {n}." for n in range(80))
WEAK = (
    *(0.12, 0.5, 1.3, 4.0, 6.4133, 0.8334, 3.0194, 0.001, 1.1, 0.1666, 0.5),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.2),
)
DAY_MS = 86_400_000
START = 1_700_000_000_000


@pytest.fixture
def decks(notes: Callable[..., object]) -> None:
    """Two decks of eighty cards."""
    for name in ("Alpha", "Beta"):
        notes(f"---\ndeck: {name}\n---\n" + NOTES.replace("number", f"{name} number"), f"{name}.md")


def study(collection: Collection, deck: str, parameters: tuple[float, ...], each: int = 8) -> int:
    """Write the log of a learner with this memory, as answers write it; how many rows."""
    chance, rows = np.random.default_rng(len(deck)), 0
    with collection.database.writing() as connection:
        preset = preset_of(collection, connection, deck)
        uids = [uid for uid, name in sorted(_decks(connection, collection).items()) if name == deck]
        for number, uid in enumerate(uids):
            day, memory = number % 30, None
            schedule = schedules.schedule(connection, collection.learner, uid)
            gap = 0
            for _review in range(each):
                recall = 0.7 if memory is None else retrievability(memory, gap, parameters)
                rating = Rating.GOOD if chance.random() < recall else Rating.AGAIN
                memory = next_memory(memory, rating, gap, parameters)
                at = START + day * DAY_MS + number
                row = Review(
                    f"{at:012x}{uid}", "d", uid, ReviewKind.REVIEW, at,
                    collection.day_of(at), rating, 4000,
                )  # fmt: skip
                schedule = apply(schedule, row, preset)
                given = replace(
                    row,
                    due_day=schedule.due_day,
                    due_at=schedule.due_at,
                    phase=schedule.phase.value,
                    interval=schedule.interval,
                )
                reviews.append(connection, collection.learner, given)
                rows += 1
                gap = max(1, round(memory.stability * chance.uniform(0.5, 1.7)))
                day += gap
            schedules.save(connection, collection.learner, uid, schedule)
    return rows


def _decks(connection: presets.Connection, collection: Collection) -> dict[str, str]:
    from quizapp.storage.queries import cards

    return cards.deck_of_cards(connection, collection.learner)


def states(collection: Collection) -> dict[str, object]:
    with collection.database.reading() as connection:
        return dict(schedules.all_schedules(connection, collection.learner))


def parameters_of(collection: Collection, deck: str) -> tuple[float, ...]:
    with collection.database.reading() as connection:
        return preset_of(collection, connection, deck).parameters


@pytest.mark.usefixtures("decks")
def test_better_parameters_are_kept_and_memory_follows_while_due_dates_stay(collection) -> None:
    study(collection, "Alpha", WEAK)
    before = states(collection)

    found = fit_deck(collection)

    after = states(collection)
    assert found.adopted
    assert found.log_loss_after < found.log_loss_before
    assert found.parameters == parameters_of(collection, "Alpha") == parameters_of(collection, "")
    assert before.keys() == after.keys()
    moved = [uid for uid, state in after.items() if state.memory != before[uid].memory]
    assert len(moved) == len(after)
    assert all(
        (state.due_day, state.due_at, state.interval)
        == (before[uid].due_day, before[uid].due_at, before[uid].interval)
        for uid, state in after.items()
    )
    assert check_collection(collection) == []


@pytest.mark.usefixtures("decks")
def test_what_a_fit_found_is_used_only_once_it_is_adopted(collection) -> None:
    study(collection, "Alpha", WEAK)
    before, present = states(collection), parameters_of(collection, "")

    found = fit_deck(collection, keep=False)

    assert found.better
    assert not found.adopted
    assert (states(collection), parameters_of(collection, "")) == (before, present)

    assert adopt(collection, None, found).adopted
    assert parameters_of(collection, "") == found.parameters != present
    assert check_collection(collection) == []


@pytest.mark.usefixtures("decks")
def test_a_deck_is_fitted_to_its_own_reviews_and_keeps_its_parameters(collection) -> None:
    study(collection, "Alpha", WEAK)
    study(collection, "Beta", ())

    alpha = fit_deck(collection, "Alpha", force=True)
    everything = fit_deck(collection, force=True)

    assert alpha.reviews + everything.reviews == 2 * 80 * 7
    assert parameters_of(collection, "Alpha") == alpha.parameters
    assert parameters_of(collection, "Beta") == everything.parameters != alpha.parameters
    assert check_collection(collection) == []


@pytest.mark.usefixtures("decks")
def test_too_few_reviews_are_counted_and_nothing_is_written(collection) -> None:
    study(collection, "Alpha", WEAK, each=3)
    before = states(collection)

    found = fit_deck(collection, force=True)

    assert (found.reviews, found.needed, found.tested) == (160, 400, 0)
    assert found.log_loss_before is None
    assert not found.adopted
    assert states(collection) == before
    with collection.database.reading() as connection:
        assert presets.all_fitted(connection, "me") == {}


@pytest.mark.usefixtures("decks")
def test_parameters_that_are_no_better_are_not_kept(collection, monkeypatch) -> None:
    study(collection, "Alpha", WEAK)
    from quizapp.scheduling import fitting

    monkeypatch.setattr(fitting, "_trained", lambda *_: fitting._library().DEFAULT_PARAMETERS)

    found = fit_deck(collection)

    assert not found.adopted
    assert found.parameters == () == parameters_of(collection, "")


@pytest.mark.usefixtures("decks")
def test_a_fit_that_is_broken_off_changes_nothing(collection) -> None:
    study(collection, "Alpha", WEAK)
    before = states(collection)

    def interrupt(done: int, of: int) -> None:
        if done == of:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit_deck(collection, tell=interrupt)

    assert states(collection) == before
    with collection.database.reading() as connection:
        assert deck_presets(collection, connection)[""].parameters == ()


@pytest.mark.usefixtures("decks")
def test_undone_reviews_exams_and_forgotten_pasts_are_no_examples(collection) -> None:
    study(collection, "Alpha", WEAK)
    known = fit_deck(collection).reviews
    with collection.database.writing() as connection:
        uid = min(_decks(connection, collection))
        past = reviews.of_card(connection, "me", uid)
        last = past[-1]
        at = last.at + 10

        def append(kind: ReviewKind, **fields: object) -> None:
            row = Review(f"{at:012x}{kind.value}{len(fields)}", "d", uid, kind, at, last.day + 9)
            reviews.append(connection, "me", replace(row, **fields))

        append(ReviewKind.UNDO, undoes=last.uid)
        append(ReviewKind.EXAM)
        append(ReviewKind.CRAM, rating=Rating.GOOD)

    assert fit_deck(collection).reviews == known - 1


@pytest.mark.usefixtures("decks")
def test_rescheduling_moves_due_dates_to_where_the_parameters_put_them(collection) -> None:
    study(collection, "Alpha", WEAK)
    before = states(collection)

    found = fit_deck(collection, reschedule=True)

    after = states(collection)
    changed = [uid for uid, state in after.items() if state.due_day != before[uid].due_day]
    assert found.rescheduled == len(changed) > 20
    assert check_collection(collection) == []


def test_an_unknown_memory_from_elsewhere_is_no_first_review() -> None:
    from quizapp.scheduling.fitting import BROUGHT, MADE_NEW, examples

    log = [
        ("a", 1, BROUGHT),
        ("a", 5, 3),
        ("a", 9, 3),
        ("a", 9, MADE_NEW),
        ("a", 9, 1),
        ("a", 12, 3),
    ]

    found = examples(log)

    assert found.days == [12]
    assert "delta_t: 4" not in repr(found.items[0])
