"""Uniting with the real Anki, round after round."""

import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import replace
from random import Random

import pytest
from real_anki import DAY_MS, Anki, many_cards, now_ms, study, uids

from quizapp.actions.anki.closed import United, unite
from quizapp.actions.exporting.export import Choices
from quizapp.actions.studying.log import take_back
from quizapp.anki.closed import opened
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating, ReviewKind
from quizapp.model.schedules import Preset
from quizapp.scheduling.replay import replay, undone
from quizapp.settings.values import Settings
from quizapp.storage.queries import cards, reviews, schedules
from quizapp.storage.safety.backup import backups_of

FEW = Choices(variants=2)


def united(collection, program: Anki) -> United:
    """Close Anki, unite, start Anki again."""
    program.close()
    try:
        return unite(collection, program.path, FEW)
    finally:
        program.open()


def our_log(collection) -> set[tuple[str, int, int]]:
    """Card, time and rating of every review that stands."""
    with collection.database.reading() as connection:
        log = list(reviews.whole_log(connection, collection.learner))
    gone = undone(log)
    return {
        (row.card, row.at, row.rating.value)
        for row in log
        if row.kind is ReviewKind.REVIEW and row.rating and row.uid not in gone
    }


def their_log(program: Anki) -> list[tuple[str, int, int]]:
    uid_of = {card.id: uid for uid, card in program.cards().items()}
    return [(uid_of[card], number, ease) for card, number, ease, *_rest in program.log()]


def require_agreement(collection, program: Anki) -> None:
    """Both logs and all states are the same, and follow from the log on either side."""
    theirs = their_log(program)
    assert len(theirs) == len(set(theirs))
    assert set(theirs) == our_log(collection)
    with collection.database.reading() as connection:
        ours = schedules.all_schedules(connection, collection.learner)
    today = collection.day_of(collection.now())
    for uid, card in program.cards().items():
        if uid not in ours:
            assert (card.type, card.reps) == (0, 0)
            continue
        mine = ours[uid]
        assert card.memory_state.stability == pytest.approx(mine.memory.stability, rel=1e-3)
        assert card.memory_state.difficulty == pytest.approx(mine.memory.difficulty, rel=1e-3)
        assert (card.reps, card.lapses, card.ivl) == (
            mine.reps,
            mine.lapses,
            0 if mine.phase == "learning" else mine.interval,
        )
        assert card.last_review_time == mine.last_at // 1000
        if mine.due_day is not None:
            assert card.due - program.collection.sched.today == mine.due_day - today
        computed = program.collection.compute_memory_state(card.id)
        assert computed.stability == pytest.approx(mine.memory.stability, rel=1e-3)


def test_studying_alternately_loses_and_doubles_nothing(
    collection, notes, anki_collection: Anki
) -> None:
    notes(many_cards(14))
    anki_collection.collection.set_config("fsrs", True)
    first = united(collection, anki_collection)
    assert (first.added, first.updated, first.reviews_sent, first.reviews_received) == (14, 0, 0, 0)
    chance = Random(7)

    for round_ in range(6):
        start = now_ms() - (24 - 4 * round_) * DAY_MS
        here = chance.sample(uids(collection), 8)
        study(
            collection,
            [(uid, start + place * 61_003) for place, uid in enumerate(here)],
            chance,
        )
        there = chance.sample(sorted(anki_collection.cards()), 8)
        for place, uid in enumerate(there):
            at = start + 2 * DAY_MS + place * 61_007
            rating = chance.choice(list(Rating))
            anki_collection.answer(anki_collection.cards()[uid], rating, at)

        done = united(collection, anki_collection)

        assert (done.added, done.updated) == (0, 0)
        assert (done.reviews_sent, done.reviews_received) == (8, 8)
        require_agreement(collection, anki_collection)

    again = united(collection, anki_collection)
    assert (again.added, again.updated, again.reviews_sent, again.reviews_received) == (0, 0, 0, 0)


def test_the_cache_still_follows_from_the_log(collection, notes, anki_collection: Anki) -> None:
    notes(many_cards(3))
    united(collection, anki_collection)
    for card in anki_collection.cards().values():
        anki_collection.answer(card, Rating.GOOD, now_ms() - 3 * DAY_MS)

    united(collection, anki_collection)

    assert len(backups_of(collection.database.path)) == 1
    with collection.database.reading() as connection:
        for uid, cached in schedules.all_schedules(connection, collection.learner).items():
            log = reviews.of_card(connection, collection.learner, uid)
            assert replay(log, uid, Preset()) == cached


def test_what_is_taken_back_here_goes_there_too(collection, notes, anki_collection: Anki) -> None:
    notes(many_cards(2))
    moments = [(uid, now_ms() - DAY_MS + 5000 * i) for i, uid in enumerate(uids(collection))]
    study(collection, moments, Random(1))
    (last, *_others) = study(collection, [(uids(collection)[0], now_ms() - 1000)], Random(2))
    assert united(collection, anki_collection).reviews_sent == 3

    take_back(collection, last, Preset())
    done = united(collection, anki_collection)

    assert (done.reviews_sent, done.reviews_received) == (0, 0)
    require_agreement(collection, anki_collection)


def test_reviews_of_one_millisecond_are_all_sent_and_known_again(
    collection, notes, anki_collection: Anki
) -> None:
    notes(many_cards(3))
    at = now_ms() - DAY_MS
    study(collection, [(uid, at) for uid in uids(collection)], Random(1))

    sent = united(collection, anki_collection).reviews_sent
    again = united(collection, anki_collection)

    assert (sent, again.reviews_sent, again.reviews_received) == (3, 0, 0)
    assert [number for _card, number, *_rest in anki_collection.log()] == [at, at + 1, at + 2]


def test_suspending_and_flags_follow_the_side_that_changed_them(
    collection, notes, anki_collection: Anki
) -> None:
    notes(many_cards(3))
    united(collection, anki_collection)
    one, two, three = uids(collection)
    with collection.database.writing() as connection:
        cards.hold(connection, collection.learner, one, suspended=True, buried_on=None)
    there = anki_collection.cards()
    anki_collection.collection.sched.suspend_cards([there[two].id])
    anki_collection.collection.set_user_flag_for_cards(3, [there[three].id])

    united(collection, anki_collection)

    assert [anki_collection.cards()[uid].queue for uid in (one, two, three)] == [-1, -1, 0]
    with collection.database.reading() as connection:
        held = [cards.card(connection, collection.learner, uid) for uid in (one, two, three)]
    assert [card.suspended for card in held] == [True, True, False]
    assert [card.flag for card in held] == [0, 0, 3]

    with collection.database.writing() as connection:
        cards.hold(connection, collection.learner, two, suspended=False, buried_on=None)
    united(collection, anki_collection)
    assert anki_collection.cards()[two].queue == 0


def test_an_edit_updates_its_note_and_keeps_the_progress(
    collection, notes, anki_collection: Anki
) -> None:
    notes("Q: Old words here?\nA: yes ^mine\n\nQ: Other?\nA: no")
    united(collection, anki_collection)
    uid = next(u for u, c in anki_collection.cards().items() if "Old" in c.note()["Front"])
    anki_collection.answer(anki_collection.cards()[uid], Rating.GOOD, now_ms() - DAY_MS)
    time.sleep(1.1)  # Anki knows the time of a change in whole seconds
    notes("Q: New words here?\nA: yes ^mine\n\nQ: Other?\nA: no")

    done = united(collection, anki_collection)

    assert (done.added, done.updated, done.reviews_received) == (0, 1, 1)
    card = anki_collection.cards()[uid]
    assert "New words" in card.note()["Front"]
    assert card.reps == 1


def test_a_retired_card_is_tagged_and_suspended(collection, notes, anki_collection: Anki) -> None:
    notes("Q: Stays?\nA: yes\n\nQ: Goes?\nA: no")
    united(collection, anki_collection)
    time.sleep(1.1)
    notes("Q: Stays?\nA: yes")

    united(collection, anki_collection)

    (gone,) = anki_collection.collection.find_cards("tag:quizapp::retired")
    card = anki_collection.collection.get_card(gone)
    assert "Goes" in card.note()["Front"]
    assert card.queue == -1
    assert anki_collection.collection.card_count() == 2


def test_options_that_the_learner_chose_go_to_new_decks_only(
    collection, notes, anki_collection: Anki
) -> None:
    decks = anki_collection.collection.decks
    decks.id("Known")
    notes("---\ndeck: Known\n---\nQ: One?\nA: 1")
    notes("---\ndeck: Fresh\n---\nQ: Two?\nA: 2", "two.md")
    mine = replace(
        collection, settings=Settings(presets={"": Preset(name="default", retention=0.85)})
    )

    united(mine, anki_collection)

    decks = anki_collection.collection.decks
    assert decks.config_dict_for_deck_id(decks.by_name("Known")["id"])["desiredRetention"] == 0.9
    fresh = decks.config_dict_for_deck_id(decks.by_name("Fresh")["id"])
    assert (fresh["name"], fresh["desiredRetention"]) == ("quizapp: default", 0.85)


def test_a_backup_of_anki_is_made_first(collection, notes, anki_collection: Anki) -> None:
    notes(many_cards(1))

    done = united(collection, anki_collection)

    assert done.backup.endswith(".colpkg")
    assert (anki_collection.path.parent / "backups").is_dir()


def test_a_failure_leaves_the_collection_as_it_was(
    collection, notes, anki_collection: Anki, monkeypatch
) -> None:
    notes(many_cards(2))
    monkeypatch.setattr("quizapp.anki.closed.Anki.put", _fail)

    with pytest.raises(RuntimeError, match="cut"):
        united(collection, anki_collection)

    assert anki_collection.collection.note_count() == 0


def _fail(*_anything: object) -> None:
    raise RuntimeError("cut")


def test_an_open_anki_is_a_sentence(collection, anki_collection: Anki) -> None:
    with pytest.raises(InputError, match="close Anki"):
        unite(collection, anki_collection.path, FEW)


def test_another_file_is_a_sentence_and_stays_as_it_is(collection, tmp_path) -> None:
    text, database = tmp_path / "text", tmp_path / "other.db"
    text.write_text("no database")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE cards (id)")
    connection.close()
    before = database.read_bytes()

    for path in (text, database):
        with pytest.raises(InputError, match="not a collection of Anki"), opened(path):
            pass

    assert database.read_bytes() == before
    assert not list(tmp_path.glob("*.media"))


def test_without_ankis_package_there_is_a_sentence(
    collection, anki_collection, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "anki.collection", None)
    anki_collection.close()

    with pytest.raises(InputError, match=r"pip install 'quizapp\[anki\]'"):
        unite(collection, anki_collection.path, FEW)


def test_a_card_that_comes_back_is_asked_again_on_both_sides(
    collection, notes, anki_collection: Anki
) -> None:
    notes("Q: Stays?\nA: yes\n\nQ: Goes?\nA: no")
    united(collection, anki_collection)
    notes("Q: Stays?\nA: yes")
    united(collection, anki_collection)
    assert len(anki_collection.collection.find_cards("is:suspended")) == 1

    notes("Q: Stays?\nA: yes\n\nQ: Goes?\nA: no")
    united(collection, anki_collection)

    assert not anki_collection.collection.find_cards("is:suspended")
    with collection.database.reading() as connection:
        there = cards.all_cards(connection, collection.learner)
    assert not any(card.suspended for card in there)


def test_a_cloze_that_was_added_in_anki_is_not_taken_for_our_card(
    collection, notes, anki_collection: Anki
) -> None:
    notes("#flashcards\n\nThe width is {{c1::sixty-four}} bits.")
    united(collection, anki_collection)
    (number,) = anki_collection.collection.find_cards("")
    study(collection, [(uid, now_ms() - DAY_MS) for uid in uids(collection)], Random(1))
    note = anki_collection.collection.get_card(number).note()
    note["Front"] = note["Front"].replace("bits", "{{c2::bits}}")
    anki_collection.collection.update_note(note)
    assert len(note.card_ids()) == 2

    sent = united(collection, anki_collection).reviews_sent
    again = united(collection, anki_collection).reviews_sent

    assert (sent, again) == (1, 0)
    assert [row[0] for row in anki_collection.log()] == [number]
