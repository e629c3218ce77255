"""Sending to an Anki that is open: the protocol as documented, a real collection behind it."""

import json
import socket
import time
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from ankiconnect_stand_in import ACTIONS, StandIn
from real_anki import DAY_MS, Anki, many_cards, now_ms, study, uids

from quizapp.actions.anki.preview import difference_to
from quizapp.actions.anki.sending import send
from quizapp.actions.exporting import notes as export_notes
from quizapp.actions.exporting.export import Choices, export
from quizapp.actions.exporting.variants import variants_of
from quizapp.anki import connect
from quizapp.anki.connect import Connect
from quizapp.model.cards import Card
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating, ReviewKind
from quizapp.model.schedules import Preset
from quizapp.scheduling.replay import undone
from quizapp.settings.values import Settings
from quizapp.storage.queries import cards, reviews, schedules

FEW = Choices(variants=2)
LIVE = """\
```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(2, 90)
b = integers(2, 90)
s = a + b   # Add: $a + b$
answer(s)
```
"""
NOTHING = (0, 0, 0, 0, 0, 0)


@pytest.fixture
def stand_in(anki_collection: Anki):
    found = StandIn(anki_collection.collection)
    yield found
    found.close()


def preview(collection, stand_in, deck=None, choices=FEW, key=""):
    return difference_to(collection, Connect(stand_in.address, key), deck, choices)


def sent(collection, stand_in, deck=None, choices=FEW):
    return send(preview(collection, stand_in, deck, choices))


def told(found) -> tuple[int, ...]:
    return (
        found.added,
        found.changed,
        found.moved,
        found.gone,
        found.reviews_sent,
        found.reviews_received,
    )


def our_log(collection) -> set[tuple[str, int, int]]:
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
    """Both logs are the same; where we had the last word, so are the states.

    Anki counts the days of an answer that it is told of later from today, so its own are its own.
    """
    theirs = their_log(program)
    assert len(theirs) == len(set(theirs))
    assert set(theirs) == our_log(collection)
    with collection.database.reading() as connection:
        ours = schedules.all_schedules(connection, collection.learner)
        last = {r.card: r.device for r in reviews.whole_log(connection, collection.learner)}
    today = collection.day_of(collection.now())
    for uid, card in program.cards().items():
        if uid not in ours:
            assert (card.type, card.reps) == (0, 0)
            continue
        if last[uid] == "anki":
            continue
        mine = ours[uid]
        assert card.memory_state.stability == pytest.approx(mine.memory.stability, rel=1e-3)
        assert card.memory_state.difficulty == pytest.approx(mine.memory.difficulty, rel=1e-3)
        assert (card.reps, card.lapses) == (mine.reps, mine.lapses)
        assert card.last_review_time == mine.last_at // 1000
        if mine.due_day is not None:
            assert card.due - program.collection.sched.today == mine.due_day - today


def test_the_first_send_brings_everything_the_second_changes_nothing(
    collection, notes, anki_collection, stand_in, tmp_path
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n dot")
    notes(
        "---\ndeck: Nets::Deep\ntags: [exam]\n---\nQ: Seen ![a dot](dot.png)?\nA: $x < 2$", "a.md"
    )
    notes("#flashcards\n\nSoftmax ::: a distribution\n\nThe width is {{c1::sixty-four}}.", "b.md")
    begun = now_ms() - 40 * DAY_MS
    moments = [(uid, begun + n * 61_000) for n, uid in enumerate(uids(collection))]
    study(collection, [*moments, *((uid, at + 15 * DAY_MS) for uid, at in moments)], Random(3))

    first = preview(collection, stand_in)
    done = send(first)
    stand_in.done.clear()
    again = preview(collection, stand_in)
    nothing = send(again)

    assert told(first.preview) == (3, 0, 0, 0, 8, 0)
    assert (done.added, done.updated, done.reviews_sent, done.reviews_received) == (3, 0, 8, 0)
    assert told(again.preview) == NOTHING
    assert again.preview.is_nothing
    assert again.preview.unchanged == 3
    assert (nothing.added, nothing.updated, nothing.reviews_sent) == (0, 0, 0)
    assert stand_in.changes == []
    require_agreement(collection, anki_collection)
    (seen,) = [c.note() for c in anki_collection.cards().values() if "Seen" in c.note()["Front"]]
    assert "exam" in seen.tags
    assert anki_collection.collection.decks.by_name("Nets::Deep") is not None
    (picture,) = anki_collection.collection.media.files_in_str(seen.mid, seen["Front"])
    assert anki_collection.collection.media.have(picture)


def test_sent_notes_and_packages_are_the_same_notes(
    collection, notes, anki_collection, stand_in, tmp_path
) -> None:
    notes(many_cards(3))
    export(collection, tmp_path / "before.apkg", choices=FEW)
    anki_collection.take(tmp_path / "before.apkg", scheduling=True)
    assert told(preview(collection, stand_in).preview) == NOTHING

    notes(many_cards(3) + "\n\nQ: One more?\nA: yes")
    assert sent(collection, stand_in).added == 1
    export(collection, tmp_path / "after.apkg", choices=FEW)
    assert anki_collection.take(tmp_path / "after.apkg", scheduling=True)["new"] == 0
    assert len(anki_collection.cards()) == 4


def test_questions_are_drawn_again_only_where_a_side_has_changed(
    collection, notes, anki_collection, stand_in, monkeypatch
) -> None:
    notes(LIVE)
    drawn: list[str] = []

    def counting(of: object, card: Card, seed: int, count: int) -> object:
        drawn.append(card.uid)
        return variants_of(of, card, seed, count)

    monkeypatch.setattr(export_notes, "variants_of", counting)
    sent(collection, stand_in)
    assert len(drawn) == 1

    assert preview(collection, stand_in).preview.unchanged == 1
    assert len(drawn) == 1
    assert preview(collection, stand_in, choices=replace(FEW, variants=3)).preview.changed == 1
    assert len(drawn) == 2
    (card,) = anki_collection.cards().values()
    note = card.note()
    note["Solution"] = "mine"
    time.sleep(1.1)
    anki_collection.collection.update_note(note)
    assert preview(collection, stand_in).preview.kept == 1
    assert len(drawn) == 3


def test_what_only_we_edited_in_anki_is_ours_to_edit_again(
    collection, notes, anki_collection, stand_in
) -> None:
    """Another number of variants stands for another version of the program: no text is newer."""
    notes(LIVE)
    sent(collection, stand_in)
    for count in (3, 4, 5):
        more = replace(FEW, variants=count)
        assert sent(collection, stand_in, choices=more).updated == 1
        assert told(preview(collection, stand_in, choices=more).preview) == NOTHING

    note = next(iter(anki_collection.cards().values())).note()
    time.sleep(1.1)
    note["Solution"] = "mine"
    anki_collection.collection.update_note(note)
    found = preview(collection, stand_in).preview
    assert (found.changed, found.kept) == (0, 1)


@pytest.mark.parametrize("tells_mod", [True, False])
def test_an_edit_goes_there_and_the_learners_tags_and_progress_stay(
    collection, notes, anki_collection, stand_in, tells_mod
) -> None:
    stand_in.tells_mod = tells_mod
    anki_collection.collection.set_config("fsrs", True)
    notes("Q: Old words here?\nA: yes ^mine\n\nQ: Other?\nA: no")
    sent(collection, stand_in)
    uid = next(u for u, c in anki_collection.cards().items() if "Old" in c.note()["Front"])
    card = anki_collection.cards()[uid]
    anki_collection.answer(card, Rating.GOOD, now_ms() - DAY_MS)
    anki_collection.collection.tags.bulk_add([card.nid], "my::own")
    time.sleep(1.1)  # Anki knows the time of a change in whole seconds
    notes("---\ntags: [new]\n---\nQ: New words here?\nA: yes ^mine\n\nQ: Other?\nA: no")

    found = preview(collection, stand_in)
    done = send(found)

    assert told(found.preview) == (0, 2, 0, 0, 0, 1)
    assert (done.added, done.updated, done.reviews_received, done.remarks) == (0, 2, 1, ())
    card = anki_collection.cards()[uid]
    assert "New words" in card.note()["Front"]
    assert {"my::own", "new"} <= set(card.note().tags)
    assert card.reps == 1
    assert told(preview(collection, stand_in).preview) == NOTHING
    require_agreement(collection, anki_collection)


def test_what_was_edited_in_anki_later_stays_there(
    collection, notes, anki_collection, stand_in
) -> None:
    notes(many_cards(2))
    sent(collection, stand_in)
    note = next(iter(anki_collection.cards().values())).note()
    time.sleep(1.1)
    note["Back"] = "my own answer"
    anki_collection.collection.update_note(note)

    found = preview(collection, stand_in)

    assert told(found.preview) == NOTHING
    assert (found.preview.kept, found.preview.unchanged) == (1, 1)
    send(found)
    assert anki_collection.collection.get_note(note.id)["Back"] == "my own answer"


def test_a_deck_changed_here_moves_its_cards_one_changed_there_stays(
    collection, notes, anki_collection, stand_in
) -> None:
    notes("---\ndeck: One\n---\nQ: First?\nA: 1", "a.md")
    notes("---\ndeck: Two\n---\nQ: Second?\nA: 2", "b.md")
    sent(collection, stand_in)
    there = {card.note()["Front"]: card for card in anki_collection.cards().values()}
    second = next(card for front, card in there.items() if "Second" in front)
    decks = anki_collection.collection.decks
    anki_collection.collection.set_deck([second.id], decks.id("Mine"))
    notes("---\ndeck: One::Below\n---\nQ: First?\nA: 1", "a.md")

    found = preview(collection, stand_in)
    send(found)

    assert (found.preview.moved, found.preview.changed) == (1, 0)
    names = {c.note()["Front"]: decks.name(c.did) for c in anki_collection.cards().values()}
    assert sorted(names.values()) == ["Mine", "One::Below"]
    assert told(preview(collection, stand_in).preview) == NOTHING


def test_a_card_gone_here_is_tagged_and_suspended_and_comes_back(
    collection, notes, anki_collection, stand_in
) -> None:
    notes("Q: Stays?\nA: yes\n\nQ: Goes?\nA: no")
    sent(collection, stand_in)
    notes("Q: Stays?\nA: yes")

    found = preview(collection, stand_in)
    done = send(found)

    assert told(found.preview) == (0, 0, 0, 1, 0, 0)
    assert done.gone == 1
    (gone,) = anki_collection.collection.find_cards("tag:quizapp::retired")
    assert anki_collection.collection.get_card(gone).queue == -1
    assert told(preview(collection, stand_in).preview) == NOTHING

    notes("Q: Stays?\nA: yes\n\nQ: Goes?\nA: no")
    sent(collection, stand_in)
    assert not anki_collection.collection.find_cards("tag:quizapp::retired")
    assert anki_collection.collection.get_card(gone).queue == 0
    assert told(preview(collection, stand_in).preview) == NOTHING


def test_studying_alternately_loses_and_doubles_nothing(
    collection, notes, anki_collection, stand_in
) -> None:
    notes(many_cards(10))
    anki_collection.collection.set_config("fsrs", True)
    sent(collection, stand_in)
    chance = Random(7)
    for round_ in range(4):
        start = now_ms() - (20 - 4 * round_) * DAY_MS
        here = chance.sample(uids(collection), 5)
        moments = [(uid, start + place * 61_003) for place, uid in enumerate(here)]
        study(collection, moments, chance)
        for place, uid in enumerate(chance.sample(sorted(anki_collection.cards()), 5)):
            at = start + 2 * DAY_MS + place * 61_007
            anki_collection.answer(anki_collection.cards()[uid], chance.choice(list(Rating)), at)

        done = sent(collection, stand_in)

        assert (done.added, done.updated) == (0, 0)
        assert (done.reviews_sent, done.reviews_received) == (5, 5)
        require_agreement(collection, anki_collection)
        stand_in.done.clear()
        assert told(preview(collection, stand_in).preview) == NOTHING
    assert anki_collection.collection.fix_integrity() == ("Database rebuilt and optimized.", True)


def test_reviews_of_one_millisecond_are_all_sent(
    collection, notes, anki_collection, stand_in
) -> None:
    notes(many_cards(3))
    sent(collection, stand_in)
    at = now_ms() - DAY_MS
    study(collection, [(uid, at) for uid in uids(collection)], Random(1))

    assert sent(collection, stand_in).reviews_sent == 3
    assert [row[1] for row in anki_collection.log()] == [at, at + 1, at + 2]
    assert told(preview(collection, stand_in).preview) == NOTHING


def test_reviews_of_buried_cards_wait_for_one_that_is_not(
    collection, notes, anki_collection, stand_in
) -> None:
    notes(many_cards(2))
    sent(collection, stand_in)
    numbers = anki_collection.collection.find_cards("")
    anki_collection.collection.sched.bury_cards(numbers)
    study(
        collection,
        [(uid, now_ms() - DAY_MS + n) for n, uid in enumerate(uids(collection))],
        Random(1),
    )

    assert sent(collection, stand_in).reviews_sent == 0
    anki_collection.collection.sched.unbury_cards(numbers[:1])
    assert sent(collection, stand_in).reviews_sent == 2

    require_agreement(collection, anki_collection)
    kept = anki_collection.collection.get_card(numbers[1])
    assert kept.queue in {-2, -3}


def test_suspending_and_flags_follow_the_side_that_changed_them(
    collection, notes, anki_collection, stand_in
) -> None:
    notes(many_cards(3))
    sent(collection, stand_in)
    one, two, three = uids(collection)
    with collection.database.writing() as connection:
        cards.hold(connection, collection.learner, one, suspended=True, buried_on=None)
        card = cards.card(connection, collection.learner, one)
        cards.replace(connection, collection.learner, replace(card, flag=2), None)
    there = anki_collection.cards()
    anki_collection.collection.sched.suspend_cards([there[two].id])
    anki_collection.collection.set_user_flag_for_cards(3, [there[three].id])

    sent(collection, stand_in)

    now = anki_collection.cards()
    assert [now[uid].queue for uid in (one, two, three)] == [-1, -1, 0]
    assert [now[uid].user_flag() for uid in (one, two, three)] == [2, 0, 3]
    with collection.database.reading() as connection:
        held = [cards.card(connection, collection.learner, uid) for uid in (one, two, three)]
    assert [(card.suspended, card.flag) for card in held] == [(True, 2), (True, 0), (False, 3)]


def test_a_deck_is_sent_alone(collection, notes, anki_collection, stand_in) -> None:
    notes("---\ndeck: One\n---\nQ: First?\nA: 1", "a.md")
    notes("---\ndeck: Two\n---\nQ: Second?\nA: 2", "b.md")

    assert sent(collection, stand_in, "One").added == 1
    with pytest.raises(InputError, match="Three"):
        preview(collection, stand_in, "Three")
    assert sent(collection, stand_in).added == 1


def test_options_go_to_decks_that_are_new_there_alone(
    collection, notes, anki_collection, stand_in
) -> None:
    mine = replace(collection, settings=Settings(presets={"": Preset(retention=0.83)}))
    decks = anki_collection.collection.decks
    decks.id("One")
    before = decks.get_config(1)
    notes("---\ndeck: One\n---\nQ: First?\nA: 1", "a.md")
    notes("---\ndeck: Two\n---\nQ: Second?\nA: 2", "b.md")

    sent(mine, stand_in)

    names = {
        n: decks.config_dict_for_deck_id(decks.by_name(n)["id"])["name"] for n in ("One", "Two")
    }
    assert names == {"One": "Default", "Two": "quizapp: default"}
    assert decks.get_config(1) == before


def test_without_scheduling_only_texts_go(collection, notes, anki_collection, stand_in) -> None:
    notes(many_cards(2))
    study(collection, [(uid, now_ms() - DAY_MS) for uid in uids(collection)], Random(1))

    done = sent(collection, stand_in, choices=replace(FEW, scheduling=False))

    assert (done.added, done.reviews_sent) == (2, 0)
    assert anki_collection.log() == []
    assert {card.type for card in anki_collection.cards().values()} == {0}


def test_an_anki_that_cannot_read_our_files_is_sent_the_package(
    collection, notes, anki_collection, stand_in, tmp_path
) -> None:
    stand_in.reads_our_files = False
    notes(many_cards(2))

    assert sent(collection, stand_in).added == 2

    assert list(tmp_path.rglob("*.media/_quizapp*.apkg")) == []
    assert len(anki_collection.cards()) == 2


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"permission": "denied"}, "does not let quizapp in"),
        ({"version": 5}, "too old"),
        ({"key": "secret"}, "wants a key"),
    ],
)
def test_refusals_are_sentences(collection, notes, anki_collection, how, message) -> None:
    notes(many_cards(1))
    stand_in = StandIn(anki_collection.collection, **how)
    try:
        with pytest.raises(InputError, match=message):
            preview(collection, stand_in)
    finally:
        stand_in.close()
    assert anki_collection.cards() == {}


def test_a_key_is_needed_and_the_right_one(collection, notes, anki_collection) -> None:
    notes(many_cards(1))
    stand_in = StandIn(anki_collection.collection, key="secret")
    try:
        with pytest.raises(InputError, match="another key"):
            preview(collection, stand_in, key="wrong")
        assert send(preview(collection, stand_in, key="secret")).added == 1
    finally:
        stand_in.close()


def test_an_addon_without_permissions_is_asked_for_its_version(collection, notes, stand_in) -> None:
    stand_in.unknown = {"requestPermission"}
    notes(many_cards(1))
    assert sent(collection, stand_in).added == 1


def test_an_action_it_does_not_know_is_named(collection, notes, stand_in) -> None:
    stand_in.unknown = {"getReviewsOfCards"}
    notes(many_cards(1))
    sent(collection, stand_in)
    with pytest.raises(InputError, match="getReviewsOfCards"):
        preview(collection, stand_in)


def test_nobody_there_is_a_sentence(collection) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(
        InputError, match="Anki is not running, or the AnkiConnect add-on is missing"
    ):
        difference_to(collection, Connect(address), None, FEW)


def test_an_anki_that_waits_for_its_owner_is_not_waited_for(collection, monkeypatch) -> None:
    monkeypatch.setattr(connect, "_GREETING_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(InputError, match="does not answer"):
            difference_to(collection, Connect(address), None, FEW)


@pytest.mark.parametrize("address", ["", "ftp://127.0.0.1", "http://", "http://127.0.0.1:port"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="no address of AnkiConnect"):
        Connect(address)


@pytest.mark.parametrize(
    "answer", ["[]", "{}", "no JSON", json.dumps({"result": 6, "error": None})]
)
def test_another_server_is_not_taken_for_anki(collection, monkeypatch, answer: str) -> None:
    monkeypatch.setattr(Connect, "_exchange", lambda *_: (200, answer.encode()))
    with pytest.raises(InputError, match="not AnkiConnect"):
        difference_to(collection, Connect(), None, FEW)


@pytest.mark.parametrize("answer", [None, ["a"], [{}], {"1": [{}]}])
@pytest.mark.parametrize(
    "name", ["deckNames", "findNotes", "notesInfo", "findCards", "getDecks", "getReviewsOfCards"]
)
def test_answers_of_another_form_end_in_a_sentence_at_most(
    collection, notes, stand_in, monkeypatch, name: str, answer: object
) -> None:
    notes("---\ndeck: One\n---\n" + many_cards(2))
    sent(collection, stand_in)
    stand_in.done.clear()
    monkeypatch.setitem(ACTIONS, name, lambda _self, **_params: answer)

    with suppress(InputError):  # any other exception fails the test
        preview(collection, stand_in)
    assert stand_in.changes == []


def test_broken_off_anywhere_a_second_send_finishes(
    collection, notes, anki_collection, stand_in
) -> None:
    """The line is cut before the first change, the second, and so on, until nothing is cut."""
    notes("---\ndeck: One\n---\n" + many_cards(4), "a.md")
    sent(collection, stand_in)
    cut = 0
    for count in range(1, 200):
        _changes(collection, notes, count)
        stand_in.done.clear()
        stand_in.fail_at = count
        try:
            sent(collection, stand_in)
        except InputError:
            cut += 1
        finally:
            stand_in.fail_at = None
        sent(collection, stand_in)
        require_agreement(collection, anki_collection)
        assert told(preview(collection, stand_in).preview) == NOTHING
        if cut < count:
            break
    assert cut > 8
    (held,) = anki_collection.collection.find_cards("is:suspended")
    assert anki_collection.collection.decks.name(anki_collection.collection.get_card(held).did)


def _changes(collection, notes, count: int) -> None:
    """A new card, a moved deck, a suspended card and reviews of old ones."""
    more = "".join(f"\n\nQ: Extra {n}?\nA: {n}" for n in range(count))
    notes(f"---\ndeck: Deck {count}\n---\n" + many_cards(4) + more, "a.md")
    first, *others = uids(collection)
    with collection.database.writing() as connection:
        held = count % 2 == 1
        cards.hold(connection, collection.learner, first, suspended=held, buried_on=None)
    at = now_ms() - 300 * DAY_MS + count * DAY_MS
    study(collection, [(uid, at + n) for n, uid in enumerate(others[:2])], Random(count))
