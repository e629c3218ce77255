"""What the notes of a package say, as the real Anki shows them."""

import os
import re
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from real_anki import Anki, many_cards, study, uids

from quizapp.actions.collection import open_collection
from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.export import export, package_of
from quizapp.actions.sources.trusting import trust_path
from quizapp.anki.note_types import NoteType, model
from quizapp.anki.write import write_package
from quizapp.storage.queries.export import leaving_cards
from quizapp.storage.schema import cards

PICTURE = b"\x89PNG\r\n\x1a\n" + b"one picture"
SUM = '```python quiz sum\n"""What is {{a}} + 1?"""\na = integers(2, 90)\nanswer(a + 1)\n```\n'
MARKED = "---\ncards: marked\n---\n"


@pytest.fixture
def exported(collection, anki_collection: Anki, tmp_path: Path):
    """Export and import; a medium or a card is then where Anki has it."""

    def go(**choices: object) -> Anki:
        done = export(collection, tmp_path / "out.apkg", choices=Choices(**choices))
        assert done.skipped == ()
        anki_collection.take(tmp_path / "out.apkg", scheduling=True)
        return anki_collection

    return go


def sides(program: Anki) -> list[tuple[str, str]]:
    shown = [card.render_output() for card in program.cards().values()]
    return [(output.question_text, output.answer_text) for output in shown]


def test_both_ways_is_one_note_with_two_cards(notes, exported) -> None:
    notes(MARKED + "Capital of Peru:::Lima")

    program = exported()

    assert (program.collection.note_count(), program.collection.card_count()) == (1, 2)
    forwards, backwards = sides(program)
    assert "Capital of Peru" in forwards[0] and "Lima" not in forwards[0]
    assert "Lima" in backwards[0] and "Peru" not in backwards[0]
    assert "Capital of Peru" in backwards[1]


def test_the_other_way_may_come_later_without_a_second_note(
    collection, notes, exported, anki_collection: Anki
) -> None:
    notes(MARKED + "Capital of Peru::Lima ^peru")
    exported()
    stored = _age(collection)
    assert stored == 1
    notes(MARKED + "Capital of Peru:::Lima ^peru")

    program = exported()

    names = [card.note_type()["name"] for card in program.cards().values()]
    assert set(names) == {NoteType.BOTH_WAYS.value}
    assert program.collection.note_count() == 1
    assert program.collection.card_count() == 2


def _age(collection) -> int:
    """Put every change a day back, as if a day had gone by since."""
    with collection.database.writing() as connection:
        done = connection.execute(cards.update().values(changed_at=cards.c.changed_at - 86_400_000))
    return done.rowcount


def test_both_halves_keep_their_own_progress(collection, notes, exported) -> None:
    notes(MARKED + "Capital of Peru:::Lima\n\nCapital of Chile:::Santiago")
    forwards, backwards, *_others = uids(collection)
    study(collection, [(backwards, 1_700_000_000_000)], Random(1))

    program = exported()

    assert program.cards()[forwards].reps == 0
    assert program.cards()[backwards].reps == 1


def test_clozes_end_where_they_should(notes, exported) -> None:
    notes(r"The norm {{c1::$\frac{a}{x^{2}}$::a fraction}} and `d = {{}}` and $a<b$ stay.")

    ((question, answer),) = sides(exported())

    assert "[a fraction]" in question
    assert r"\frac{a}{x^{2} }" in answer
    assert "}}" not in re.sub(r"<[^>]*>", "", answer)
    assert r"\(a&lt;b\)" in question
    assert "&#123;&#125;" in question or "{}" in question


def test_what_only_looks_like_another_cloze_makes_no_card(notes, exported) -> None:
    notes("#flashcards\n\nThe width is {{c1::sixty}}, `{{c2::a}}` is how a cloze is written.")

    program = exported()

    assert program.collection.card_count() == 1
    assert program.collection.fix_integrity() == ("Database rebuilt and optimized.", True)
    ((question, answer),) = sides(program)
    assert ">[...]<" in question
    assert "sixty" in answer


def test_less_than_in_formulas_and_markup_in_text_are_shown(notes, exported) -> None:
    notes("Q: Is $a<b$ and <script>alert(1)</script> safe?\nA: $x>y$ & {{Front}}")

    ((question, answer),) = sides(exported())

    assert r"\(a&lt;b\)" in question
    assert "<script>" not in question + answer
    assert "{{Front}}" not in answer
    assert r"\(x&gt;y\) &amp; " in answer


def test_tags_have_no_spaces_and_say_where_a_card_comes_from(notes, exported) -> None:
    notes("---\ntags: [my topic]\n---\n# The heading\n\nQ: One?\nA: 1")

    (card,) = exported().cards().values()

    tags = card.note().tags
    assert "quizapp::qa" in tags
    assert all(" " not in tag for tag in tags)
    assert any(tag.startswith("my") for tag in tags)
    assert "The heading" in card.note()["Context"]
    assert card.note()["Source"] == "notes.md:6"


def test_media_of_one_name_stay_apart_and_none_leaves_its_folder(
    collection, notes, exported, tmp_path: Path
) -> None:
    root = tmp_path / "notes"
    for folder, content in (("a", PICTURE), ("b", PICTURE + b"other")):
        (root / folder).mkdir(parents=True)
        (root / folder / "plot 1.png").write_bytes(content)
    (tmp_path / "secret.png").write_bytes(PICTURE + b"secret")
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    notes(
        "Q: First?\nA: ![one](<a/plot 1.png>)\n\nQ: Second?\nA: ![two](<b/plot 1.png>)\n\n"
        "Q: Third?\nA: yes ![three](../secret.png) ![four](/etc/hostname) ![five](link.png)"
    )

    program = exported()

    media = program.collection.media.dir()
    shown = re.findall(r'<img src="([^"]+)"', "".join(answer for _q, answer in sides(program)))
    assert len(shown) == 2
    assert sorted(path.name for path in Path(media).iterdir()) == sorted(shown)
    assert {Path(media, name).read_bytes() for name in shown} == {PICTURE, PICTURE + b"other"}
    assert "secret" not in "".join(shown)


def test_a_picture_that_changed_reaches_anki(notes, exported, tmp_path: Path) -> None:
    picture = tmp_path / "notes" / "plot.png"
    picture.parent.mkdir()
    picture.write_bytes(PICTURE)
    os.utime(picture, (1_600_000_000, 1_600_000_000))
    notes("Q: First?\nA: ![one](plot.png)")
    exported()
    picture.write_bytes(PICTURE + b"new")
    later = 4_000_000_000 // 2
    os.utime(picture, (later, later))

    program = exported()

    (name,) = re.findall(r'<img src="([^"]+)"', sides(program)[0][1])
    assert Path(program.collection.media.dir(), name).read_bytes() == PICTURE + b"new"


def test_a_short_answer_to_code_can_be_typed(collection, notes, exported) -> None:
    path = notes('```python quiz-output mine\n#: """What is printed?"""\nprint(6 * 7)\n```\n')
    trust_path(collection, str(path))

    ((question, answer),) = sides(exported())

    assert "[[type:Typed]]" in question
    assert "42" in answer and "42" not in question


def test_a_live_card_with_one_variant_can_be_typed(notes, exported) -> None:
    notes(SUM)

    ((question, _answer),) = sides(exported(variants=1))

    assert "[[type:Typed]]" in question
    assert "<script>" not in question


def test_retired_cards_are_tagged_and_only_leave_with_their_history(
    collection, notes, exported, tmp_path: Path
) -> None:
    notes("Q: Stays?\nA: yes\n\nQ: Goes?\nA: no")
    notes("Q: Stays?\nA: yes")

    program = exported()

    (gone,) = program.collection.find_cards("tag:quizapp::retired")
    assert program.collection.get_card(gone).queue == -1
    shared = export(collection, tmp_path / "s.apkg", choices=Choices(scheduling=False))
    assert shared.cards == 1


def test_fresh_numbers_reach_cards_that_anki_has(collection, notes, anki_collection, tmp_path):
    notes(
        '```python quiz sum\n"""What is {{a}} + 1?"""\na = integers(2, 9000)\nanswer(a + 1)\n```\n'
    )
    export(collection, tmp_path / "one.apkg")
    anki_collection.take(tmp_path / "one.apkg")
    (before,) = (card.note()["Front"] for card in anki_collection.cards().values())
    seed = time.time_ns() // 1_000_000 + 5000
    export(collection, tmp_path / "two.apkg", choices=Choices(seed=seed))

    assert anki_collection.take(tmp_path / "two.apkg")["updated"] == 1

    (after,) = (card.note()["Front"] for card in anki_collection.cards().values())
    assert before != after


def test_no_script_holds_what_ankis_templates_would_read() -> None:
    for kind in NoteType:
        for template in model(kind).templates:
            for script in re.findall(r"<script>(.*?)</script>", str(template), re.DOTALL):
                assert "{{" not in script
                assert not re.search(r"\beval\b|new Function", script)


def test_the_zip_is_deflated_and_nothing_is_left_beside_it(
    collection, notes, tmp_path: Path
) -> None:
    notes(many_cards(50))
    folder = tmp_path / "out"
    folder.mkdir()

    export(collection, folder / "out.apkg")

    assert [path.name for path in folder.iterdir()] == ["out.apkg"]
    with zipfile.ZipFile(folder / "out.apkg") as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}


def test_another_day_changes_no_byte(collection, notes, tmp_path: Path) -> None:
    notes(many_cards(20))
    study(
        collection,
        [(uid, 1_700_000_000_000 + i) for i, uid in enumerate(uids(collection))],
        Random(1),
    )
    later = replace(collection, clock=lambda: collection.clock() + timedelta(days=40))

    export(collection, tmp_path / "one.apkg")
    export(later, tmp_path / "two.apkg")

    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "two.apkg").read_bytes()


@pytest.mark.parametrize("edition", ["en", "ru"])
def test_the_shipped_decks_lose_no_field_and_render_on_both_sides(
    anki_collection: Anki, tmp_path: Path, edition: str
) -> None:
    ours = open_collection(
        tmp_path / "shipped.db", lambda: datetime.now(UTC), Random(1), shipped=edition
    )
    with ours.database.reading() as connection:
        leaving = leaving_cards(connection, ours.learner, None, retired=True)
    package, skipped = package_of(ours, leaving, Choices(variants=3))
    ours.close()
    write_package(tmp_path / "out.apkg", package)

    done = anki_collection.take(tmp_path / "out.apkg", scheduling=True)

    assert done == {"new": len(package.notes), "updated": 0, "duplicate": 0, "conflicting": 0}
    assert skipped == ()
    assert anki_collection.collection.card_count() == len(leaving)
    there = anki_collection.cards()
    for note in package.notes:
        found = there[note.cards[0].uid].note()
        written = {"Uid": note.uid, **note.fields}
        assert {name: text for name, text in found.items() if text} == {
            name: written[name] for name, _text in found.items() if written.get(name)
        }
        assert anki_collection.collection.decks.name(found.cards()[0].did) == note.deck
    for question, answer in sides(anki_collection):
        for side in (question, answer):
            assert not re.search("has a problem|is blank|not found|No cloze", side)
        assert question != answer
    real = anki_collection.collection
    assert real.fix_integrity() == ("Database rebuilt and optimized.", True)
    assert not real.get_empty_cards().notes
    media = real.media.check()
    assert (list(media.missing), list(media.unused)) == ([], [])
