"""What Anki is told of schedules and logs, with Anki itself as the judge."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from real_anki import DAY_MS, Anki, many_cards, now_ms, study, uids

from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.export import export
from quizapp.actions.exporting.states import anki_log
from quizapp.actions.studying.log import take_back
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Phase, Preset, Schedule
from quizapp.scheduling.replay import replay
from quizapp.scheduling.trace import traced
from quizapp.settings.values import Settings
from quizapp.storage.queries import cards, presets, reviews, schedules


def years_of_study(collection, chance: Random, rows: int) -> None:
    """About so many reviews of each card, at a person's pace."""
    moments = []
    for place, uid in enumerate(uids(collection)):
        at = now_ms() - (150 + place % 50) * DAY_MS + place * 7_001
        for _review in range(chance.randrange(1, 2 * rows)):
            moments.append((uid, at))
            at += chance.choice((90_000, DAY_MS, 3 * DAY_MS, 9 * DAY_MS, 20 * DAY_MS))
    study(collection, [moment for moment in moments if moment[1] < now_ms()], chance)


def ours(collection) -> dict[str, Schedule]:
    with collection.database.reading() as connection:
        return schedules.all_schedules(connection, collection.learner)


def test_a_thousand_studied_cards_keep_state_due_day_and_log(
    collection, notes, anki_collection: Anki, tmp_path: Path
) -> None:
    notes(many_cards(1000))
    years_of_study(collection, Random(4), 4)
    export(collection, tmp_path / "out.apkg")
    anki_collection.collection.set_config("fsrs", True)

    assert anki_collection.take(tmp_path / "out.apkg", scheduling=True)["new"] == 1000

    program = anki_collection.collection
    today, here = program.sched.today, collection.day_of(collection.now())
    known = ours(collection)
    assert len(known) == 1000
    phases = {Phase.LEARNING: 1, Phase.REVIEW: 2, Phase.RELEARNING: 3}
    for uid, card in anki_collection.cards().items():
        mine = known[uid]
        assert card.memory_state.stability == pytest.approx(mine.memory.stability, rel=1e-3)
        assert card.memory_state.difficulty == pytest.approx(mine.memory.difficulty, rel=1e-3)
        computed = program.compute_memory_state(card.id)
        assert computed.stability == pytest.approx(mine.memory.stability, rel=1e-3)
        assert computed.difficulty == pytest.approx(mine.memory.difficulty, rel=1e-3)
        assert (card.type, card.reps, card.lapses) == (phases[mine.phase], mine.reps, mine.lapses)
        assert card.last_review_time == mine.last_at // 1000
        if mine.due_day is not None:
            assert card.due - today == mine.due_day - here
            assert mine.phase is not Phase.REVIEW or card.ivl == mine.interval
    with collection.database.reading() as connection:
        log = list(reviews.whole_log(connection, collection.learner))
    uid_of = {card.id: uid for uid, card in anki_collection.cards().items()}
    theirs = [(uid_of[row[0]], row[1], row[2], row[6]) for row in anki_collection.log()]
    assert sorted(theirs) == sorted((r.card, r.at, r.rating.value, r.duration_ms) for r in log)


def test_without_scheduling_all_cards_are_new(
    collection, notes, anki_collection: Anki, tmp_path: Path
) -> None:
    notes(many_cards(5))
    years_of_study(collection, Random(1), 3)
    export(collection, tmp_path / "out.apkg", choices=Choices(scheduling=False))

    anki_collection.take(tmp_path / "out.apkg", scheduling=True, options=True)

    found = anki_collection.cards().values()
    assert {(card.type, card.queue, card.reps) for card in found} == {(0, 0, 0)}
    assert all(card.memory_state is None for card in found)
    assert anki_collection.log() == []


def test_a_second_import_adds_nothing_and_keeps_ankis_progress(
    collection, notes, anki_collection: Anki, tmp_path: Path
) -> None:
    notes(many_cards(4))
    years_of_study(collection, Random(1), 3)
    export(collection, tmp_path / "out.apkg")
    anki_collection.take(tmp_path / "out.apkg", scheduling=True)
    card = next(iter(anki_collection.cards().values()))
    anki_collection.answer(card, Rating.EASY, now_ms())
    later = (card.due, card.ivl, card.reps, len(anki_collection.log()))

    again = anki_collection.take(tmp_path / "out.apkg", scheduling=True)

    assert again == {"new": 0, "updated": 0, "duplicate": 4, "conflicting": 0}
    card.load()
    assert (card.due, card.ivl, card.reps, len(anki_collection.log())) == later


def test_steps_holds_and_flags_arrive(
    collection, notes, anki_collection: Anki, tmp_path: Path
) -> None:
    notes(many_cards(5))
    stepping, suspended, buried, flagged, new = uids(collection)
    today = collection.day_of(collection.now())
    study(collection, [(stepping, now_ms() - 5_000)], Random(0))
    with collection.database.writing() as connection:
        learner = collection.learner
        cards.hold(connection, learner, suspended, suspended=True, buried_on=None)
        cards.hold(connection, learner, buried, suspended=False, buried_on=today)
        card = cards.card(connection, learner, flagged)
        cards.replace(connection, learner, replace(card, flag=4), None)
        step = Schedule(phase=Phase.LEARNING, due_at=now_ms() + 60_000, step=1, reps=1)
        state = replace(ours(collection)[stepping], **_only(step))
        schedules.save(connection, learner, stepping, state)
    export(collection, tmp_path / "out.apkg")

    anki_collection.take(tmp_path / "out.apkg", scheduling=True)

    there = anki_collection.cards()
    assert [there[uid].queue for uid in (suspended, buried, flagged, new)] == [-1, -2, 0, 0]
    assert there[flagged].user_flag() == 4
    card = there[stepping]
    assert (card.type, card.queue, card.left % 1000) == (1, 1, 1)
    assert abs(card.due - (now_ms() + 60_000) // 1000) <= 5


def _only(step: Schedule) -> dict[str, object]:
    return {
        "phase": step.phase,
        "due_at": step.due_at,
        "due_day": None,
        "step": step.step,
        "interval": 0,
    }


def test_a_step_that_reaches_another_day_is_due_on_that_day(
    collection, notes, anki_collection: Anki, tmp_path: Path
) -> None:
    notes(many_cards(1))
    (uid,) = uids(collection)
    study(collection, [(uid, now_ms() - 1000)], Random(0))
    tomorrow = collection.start_of(collection.day_of(now_ms()) + 1) + 3_600_000
    with collection.database.writing() as connection:
        state = replace(
            ours(collection)[uid], phase=Phase.RELEARNING, due_at=tomorrow, due_day=None
        )
        schedules.save(connection, collection.learner, uid, state)
    export(collection, tmp_path / "out.apkg")

    anki_collection.take(tmp_path / "out.apkg", scheduling=True)

    (card,) = anki_collection.cards().values()
    assert (card.type, card.queue) == (3, 3)
    assert card.due == anki_collection.collection.sched.today + 1


def test_what_was_undone_does_not_leave(collection, notes) -> None:
    notes(many_cards(1))
    (uid,) = uids(collection)
    first, second = study(
        collection, [(uid, now_ms() - 2 * DAY_MS), (uid, now_ms() - DAY_MS)], Random(3)
    )
    take_back(collection, second, Preset())
    with collection.database.reading() as connection:
        log = reviews.of_card(connection, collection.learner, uid)

    assert [row.id for row in anki_log(log, Preset())] == [first.at]


def test_options_travel_only_where_they_are_asked_for_and_hurt_nothing(
    collection, notes, anki_collection: Anki, tmp_path: Path
) -> None:
    fitted = (0.2, 1.3, 2.3, 8.3, 6.4, 0.9, 3.0, 0.1, 1.8, 0.2, 0.8, 1.5, 0.1, 0.3, 1.6, 0.6)
    fitted += (1.9, 0.5, 0.1, 0.1, 0.2)
    chosen = Preset(
        name="default", retention=0.83, learning_steps=(timedelta(minutes=3),), new_per_day=7
    )
    mine = replace(collection, settings=Settings(presets={"": chosen}))
    with mine.database.writing() as connection:
        presets.save_fitted(connection, mine.learner, "", fitted, at=1)
    notes("---\ndeck: Two\n---\nQ: One?\nA: 1")
    export(mine, tmp_path / "out.apkg")
    decks = anki_collection.collection.decks
    before = decks.all_config()

    anki_collection.take(tmp_path / "out.apkg", scheduling=True)
    assert decks.all_config() == before

    anki_collection.take(tmp_path / "out.apkg", scheduling=True, options=True)
    config = decks.config_dict_for_deck_id(decks.by_name("Two")["id"])
    assert config["name"] == "quizapp: default"
    assert config["desiredRetention"] == pytest.approx(0.83)
    assert config["new"]["delays"] == [3.0]
    assert config["new"]["perDay"] == 7
    assert config["fsrsParams6"] == pytest.approx(list(fitted))
    assert decks.all_config()[0] == before[0]


def test_options_as_shipped_leave_ankis_own_in_place(
    collection, notes, anki_collection: Anki, tmp_path: Path
) -> None:
    notes(many_cards(1))
    export(collection, tmp_path / "out.apkg")

    anki_collection.take(tmp_path / "out.apkg", scheduling=True, options=True)

    assert len(anki_collection.collection.decks.all_config()) == 1


def test_the_trace_agrees_with_a_replay_review_by_review(collection, notes) -> None:
    """The shortcut over what the rows say, beside the reducer that works everything out."""
    notes(many_cards(40))
    years_of_study(collection, Random(9), 6)
    with collection.database.reading() as connection:
        for uid in uids(collection):
            log = reviews.of_card(connection, collection.learner, uid)
            for number, found in enumerate(traced(log, Preset())):
                before = replay(log[:number], uid, Preset())
                after = replay(log[: number + 1], uid, Preset())
                assert found.phase is before.phase
                assert found.difficulty == pytest.approx(after.memory.difficulty, abs=1e-9)


def test_rows_from_elsewhere_are_worked_out(collection, notes) -> None:
    notes(many_cards(1))
    (uid,) = uids(collection)
    done = study(collection, [(uid, now_ms() - day * DAY_MS) for day in (30, 29, 20, 3)], Random(2))
    silent = [replace(row, phase=None, interval=None, due_day=None, due_at=None) for row in done]

    told, worked_out = traced(done, Preset()), traced(silent, Preset())

    assert [trace.difficulty for trace in told] == pytest.approx(
        [trace.difficulty for trace in worked_out]
    )
