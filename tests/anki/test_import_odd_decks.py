"""A collection full of oddities, made by the real Anki, comes in without a loss."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import odd_decks
import pytest
from anki.utils import strip_html
from bs4 import BeautifulSoup
from real_anki import DAY_MS, Anki, now_ms

from quizapp.actions.importing.drafts import take_back
from quizapp.actions.importing.packages import import_package
from quizapp.actions.safety.integrity import check_collection
from quizapp.model.cards import CardKind
from quizapp.model.reviews import Rating, ReviewKind
from quizapp.model.schedules import Phase
from quizapp.storage.queries import cards, reviews, schedules

FORMS = ("apkg", "apkg, legacy", "colpkg", "colpkg, legacy")
WORD = re.compile(r"[^\W_]+")


class Odd:
    """The odd collection, its notes by name, and the packages it was written into."""

    def __init__(self, folder: Path) -> None:
        self.program = Anki(folder / "collection.anki2")
        self.made = odd_decks.fill(self.program.collection, folder)
        self.write = odd_decks.packages(self.program.collection, folder)
        self.written: dict[str, Path] = {}

    def file(self, form: str) -> Path:
        """A package of the collection as it was at first."""
        if form not in self.written:
            self.written[form] = self.write[form]()
        return self.written[form]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Odd]:
    """The odd collection, for tests that leave it alone."""
    found = Odd(tmp_path_factory.mktemp("odd"))
    yield found
    found.program.close()


@pytest.fixture
def own_odd(tmp_path: Path) -> Iterator[Odd]:
    """An odd collection to go on with."""
    folder = tmp_path / "anki"
    folder.mkdir()
    found = Odd(folder)
    yield found
    found.program.close()


@pytest.fixture
def take_in(collection, tmp_path: Path):
    def import_(file: Path, **options):
        return import_package(collection, str(file), tmp_path / "imported", **options)

    return import_


def ours(collection):
    with collection.database.reading() as connection:
        return [
            card
            for card in cards.all_cards(connection, collection.learner)
            if card.standing == "active"
        ]


def states(collection):
    with collection.database.reading() as connection:
        return schedules.all_schedules(connection, collection.learner)


def words_of_field(html: str) -> set[str]:
    """The words that a browser shows of a field, without Anki's own marks."""
    soup = BeautifulSoup(html, "html.parser")
    for script in soup.find_all(["script", "style"]):
        script.decompose()
    text = soup.get_text(" ")
    text = re.sub(r"\{\{c[\d,]+::|\[/?(?:latex|sound:|\$\$?)\]?", " ", text)
    text = re.sub(r"image-occlusion:[^}]*", " ", text)
    return set(WORD.findall(text))


def by_note(program: Anki, stored) -> dict[int, list]:
    """Our cards by the note of Anki's they come from: their ids are of its guid."""
    from quizapp.anki.notes_to_markdown import explicit_id

    by_id = {card.explicit_id: card for card in stored}
    found: dict[int, list] = {}
    for number in program.collection.find_cards(""):
        card = program.collection.get_card(number)
        found.setdefault(card.nid, []).append(
            (card, by_id[explicit_id(card.note().guid, card.ord)])
        )
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_word_of_every_field_is_on_a_card(odd, take_in, collection, tmp_path, form) -> None:
    program, file = odd.program, odd.file(form)

    done = take_in(file).done

    stored = ours(collection)
    assert done.added == len(stored) == program.collection.card_count()
    assert not done.skipped
    assert not done.lint
    for note_id, pairs in by_note(program, stored).items():
        note = program.collection.get_note(note_id)
        shown = {
            word
            for _card, card in pairs
            for side in (card.front, card.back, card.extra)
            for word in WORD.findall(side)
        }
        for name, field in note.items():
            assert words_of_field(field) <= shown, (name, field)


def test_the_files_say_what_the_collection_says(odd, take_in, collection, tmp_path) -> None:
    from quizapp.actions.importing.notes import import_notes

    program = odd.program
    take_in(odd.file("apkg"))
    folder = tmp_path / "imported" / "odd0"
    for file in folder.glob("*.md"):
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    again = import_notes(collection)

    assert (again.added, again.changed, again.retired) == (0, 0, 0)
    assert again.unchanged == program.collection.card_count()


def test_decks_tags_and_sides_are_those_of_anki(odd, take_in, collection, tmp_path) -> None:
    program, made = odd.program, odd.made
    take_in(odd.file("apkg, legacy"))

    stored = by_note(program, ours(collection))
    for pairs in stored.values():
        for card, our in pairs:
            home = card.odid or card.did
            assert our.deck == program.collection.decks.name(home)
            assert set(our.tags) == set(card.note().tags)
    both_front, both_back = (our for _card, our in sorted(stored[made["both"].id], key=_ord))
    assert (both_front.front, both_front.back) == (both_back.back, both_back.front)
    (typed,) = [our for _card, our in stored[made["typed"].id]]
    assert (typed.front, typed.back) == ("2 + 2", "four")


def test_clozes_hide_what_anki_hides(odd, take_in, collection, tmp_path) -> None:
    program, made = odd.program, odd.made
    take_in(odd.file("apkg"))

    stored = by_note(program, ours(collection))
    for name in ("nested", "overlap", "several", "in formula", "lines", "colons", "verse"):
        for card, our in stored[made[name].id]:
            assert our.kind is CardKind.CLOZE, name
            hidden = re.findall(r"\{\{c1::(.*?)(?:::(.*?))?\}\}", our.front)
            question = strip_html(card.render_output().question_text)
            assert question.count("[") == len(hidden)
            for _text, hint in hidden:
                assert f"[{hint or '...'}]" in question
    blocks = [pair for pair in stored[made["blocks"].id] if pair[0].ord == 0]
    for card, our in blocks + stored[made["in code"].id]:
        assert our.kind is CardKind.BASIC
        assert "[...]" in our.front.replace("\\", "")
        hidden = strip_html(
            re.findall(r'data-cloze="([^"]*)"', card.render_output().question_text)[0]
        )
        assert hidden


def test_media_lie_beside_the_notes(odd, take_in, collection, tmp_path) -> None:
    take_in(odd.file("colpkg"))

    folder = tmp_path / "imported" / "all0" / "media"
    assert {file.name for file in folder.iterdir()} == set(odd_decks.MEDIA)
    assert all(file.read_bytes() == odd_decks.PIXEL for file in folder.iterdir())


@pytest.mark.parametrize("form", FORMS)
def test_schedules_agree_with_anki(odd, take_in, collection, tmp_path, form) -> None:
    program, file = odd.program, odd.file(form)

    found = take_in(file)

    moved = states(collection)
    zero = collection.day_of(now_ms()) - program.collection.sched.today
    phases = {0: Phase.NEW, 1: Phase.LEARNING, 2: Phase.REVIEW, 3: Phase.RELEARNING}
    studied = 0
    for pairs in by_note(program, ours(collection)).values():
        for card, our in pairs:
            state = moved.get(our.uid)
            assert (state.phase if state else Phase.NEW) is phases[card.type]
            assert our.suspended is (card.queue == -1)
            assert our.flag == card.flags
            assert (our.buried_on == collection.day_of(now_ms())) is (card.queue in (-2, -3))
            if state is None:
                continue
            studied += 1
            due = (card.odue or card.due) if card.odid else card.due
            if due > 1_000_000_000:
                assert abs((state.due_at or 0) - 1000 * due) <= 1000
            else:
                assert state.due_day == zero + due
            if card.memory_state is not None:
                assert state.memory is not None
                assert state.memory.stability == pytest.approx(
                    card.memory_state.stability, rel=1e-3, abs=1e-3
                )
                assert state.memory.difficulty == pytest.approx(
                    card.memory_state.difficulty, abs=1e-3
                )
    log = program.collection.db.scalar("select count() from revlog where ease > 0")
    assert studied == 9
    assert found.reviews == log
    assert check_collection(collection) == []


def test_the_second_import_changes_nothing(odd, take_in, collection, tmp_path) -> None:
    file = odd.file("apkg")
    take_in(file)
    with collection.database.reading() as connection:
        log = list(reviews.whole_log(connection, collection.learner))
    before, stored = states(collection), ours(collection)

    again = take_in(file)

    assert (again.done.added, again.done.changed, again.done.retired, again.reviews) == (0, 0, 0, 0)
    assert again.done.unchanged == len(stored)
    with collection.database.reading() as connection:
        assert list(reviews.whole_log(connection, collection.learner)) == log
    assert states(collection) == before
    assert ours(collection) == stored


def test_only_what_was_edited_and_studied_in_anki_changes(
    own_odd, take_in, collection, tmp_path
) -> None:
    program, made, write = own_odd.program, own_odd.made, own_odd.write["apkg"]
    take_in(write())
    before = {card.explicit_id: card for card in ours(collection)}
    note = program.collection.get_note(made["mixed"].id)
    note["Back"] = "something else altogether"
    program.collection.update_note(note)
    odd_decks.answer(program.collection, note.cards()[0], Rating.GOOD, now_ms() - DAY_MS)
    program.collection.sched.unsuspend_cards([made["signs"].cards()[0].id])

    again = take_in(write())

    assert (again.done.added, again.done.changed, again.done.retired) == (0, 1, 0)
    assert again.reviews == 1
    after = {card.explicit_id: card for card in ours(collection)}
    (edited,) = {id for id, card in after.items() if card.back != before[id].back}
    assert after[edited].uid == before[edited].uid
    assert after[edited].back == "something else altogether"
    with collection.database.reading() as connection:
        row = reviews.of_card(connection, collection.learner, after[edited].uid)[0]
    assert (row.kind, row.rating, row.device) == (ReviewKind.REVIEW, Rating.GOOD, "anki")
    assert not any(c.suspended for c in after.values() if "==" in c.front.replace("\\", ""))


def test_a_hold_of_ours_stays_while_anki_says_nothing_new(
    odd, take_in, collection, tmp_path
) -> None:
    file = odd.file("apkg")
    take_in(file)
    (waits, *_rest) = [card for card in ours(collection) if card.suspended]
    with collection.database.writing() as connection:
        cards.hold(connection, collection.learner, waits.uid, suspended=False, buried_on=None)

    take_in(file)

    assert not next(c for c in ours(collection) if c.uid == waits.uid).suspended


def test_an_import_taken_back_and_done_again_holds_the_same_cards(odd, take_in, collection) -> None:
    file = odd.file("apkg")
    take_in(file)
    held = {(card.uid, card.flag) for card in ours(collection) if card.suspended or card.flag}
    take_back(collection)
    assert ours(collection) == []

    take_in(file)

    assert {(c.uid, c.flag) for c in ours(collection) if c.suspended or c.flag} == held
    assert len(held) == 3


def test_reviews_on_both_sides_are_united(own_odd, take_in, collection, tmp_path) -> None:
    from quizapp.actions.studying.reviewing import review

    program, made, write = own_odd.program, own_odd.made, own_odd.write["apkg"]
    take_in(write())
    pairs = by_note(program, ours(collection))
    card, our = pairs[made["bold"].id][0]
    review(collection, our.uid, Rating.GOOD)
    mine = states(collection)[our.uid]

    again = take_in(write())

    assert again.reviews == 0
    assert states(collection)[our.uid] == mine
    with collection.database.reading() as connection:
        log = reviews.of_card(connection, collection.learner, our.uid)
    assert [row.device for row in log][-1] == collection.device
    assert len([row for row in log if row.device == "anki" and row.rating]) == card.reps


def test_a_dry_run_writes_nothing(odd, take_in, collection, tmp_path) -> None:
    program = odd.program
    file = odd.file("apkg")

    shown = take_in(file, dry_run=True)

    assert shown.done.added == program.collection.card_count()
    assert ours(collection) == []
    assert not (tmp_path / "imported").exists()
    with collection.database.reading() as connection:
        assert not list(reviews.whole_log(connection, collection.learner))


def test_a_larger_package_takes_the_cards_of_a_smaller_one_over(
    odd, take_in, collection, tmp_path
) -> None:
    take_in(odd.file("apkg"))
    uids = {card.explicit_id: card.uid for card in ours(collection)}

    done = take_in(odd.file("colpkg")).done

    assert (done.added, done.retired, done.moved) == (0, 0, len(uids))
    assert {card.explicit_id: card.uid for card in ours(collection)} == uids
    assert [path.name for path in (tmp_path / "imported").iterdir()] == ["all0"]


def test_two_packages_of_one_name_stay_apart(
    anki_collection, take_in, collection, tmp_path
) -> None:
    basic = anki_collection.collection.models.by_name("Basic")
    for text in ("one", "two"):
        note = anki_collection.collection.new_note(basic)
        note["Front"], note["Back"] = text, text
        anki_collection.collection.add_note(note, anki_collection.collection.decks.id("Default"))
        folder = tmp_path / text
        folder.mkdir()
        file = odd_decks.packages(anki_collection.collection, folder)["apkg"]()
        done = take_in(file).done
        assert (done.added, done.retired) == (1, 0)
        anki_collection.collection.remove_notes([note.id])
        time.sleep(0.002)

    assert sorted(card.front for card in ours(collection)) == ["one", "two"]
    assert {p.name for p in (tmp_path / "imported").iterdir()} == {"odd0", "odd0 2"}


def _ord(pair) -> int:
    return pair[0].ord
