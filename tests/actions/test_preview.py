"""The import preview: look, decide, write it as one step."""

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.importing.deciding import Choice, Decision
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.importing.preview import apply, preview
from quizapp.actions.studying.reviewing import review
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating

NOTES = "# Лак\n\nЯхтенный лак защищает дерево от воды.\n\n**Кливер** — это косой парус.\n"


def test_a_preview_shows_each_card_and_writes_nothing(collection, tmp_path) -> None:
    path = tmp_path / "n.md"
    path.write_text(f"{NOTES}\n# Softmax\n", encoding="utf-8")

    seen = preview(collection, [str(path)])

    assert [(draft.rule, draft.line) for draft in seen.drafts] == [("heading", 3)]
    assert seen.count == 2
    (gap,) = seen.plan.gaps
    assert gap.covered and not gap.covered[0].here
    assert list_cards(collection) == []


def test_what_was_decided_is_written_with_the_import(collection, tmp_path) -> None:
    path = tmp_path / "n.md"
    path.write_text(NOTES, encoding="utf-8")
    seen = preview(collection, [str(path)])

    apply(collection, seen, [Decision(seen.drafts[0].card, Choice.NEVER)])

    assert sorted(card.state for card in list_cards(collection)) == ["draft", "new"]
    assert not preview(collection).waiting


def test_drafts_that_wait_already_are_in_the_preview(collection, tmp_path) -> None:
    path = tmp_path / "n.md"
    path.write_text(NOTES, encoding="utf-8")
    import_notes(collection, [str(path)])

    seen = preview(collection)

    assert (seen.count, [draft.line for draft in seen.waiting]) == (0, [3])


def test_notes_that_changed_in_between_are_not_written_blindly(collection, tmp_path) -> None:
    path = tmp_path / "n.md"
    path.write_text(NOTES, encoding="utf-8")
    seen = preview(collection, [str(path)])
    path.write_text("# Лак\n", encoding="utf-8")

    with pytest.raises(InputError, match="no draft"):
        apply(collection, seen, [Decision(seen.drafts[0].card, Choice.ACCEPT)])

    assert list_cards(collection) == []


def test_a_preview_tells_of_every_file_it_reads(collection, tmp_path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(NOTES, encoding="utf-8")
    told: list[tuple[int, int]] = []

    preview(collection, [str(tmp_path)], tell=lambda *numbers: told.append(numbers))

    assert told == [(0, 2), (1, 2), (2, 2)]


def test_files_of_several_sources_are_counted_together(collection, tmp_path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "n.md").write_text(NOTES, encoding="utf-8")
    told: list[tuple[int, int]] = []

    paths = [str(tmp_path / name) for name in "ab"]
    preview(collection, paths, tell=lambda *numbers: told.append(numbers))

    assert told == [(0, 1), (1, 1), (1, 2), (2, 2)]


def test_a_reading_that_is_stopped_writes_nothing(collection, tmp_path) -> None:
    path = tmp_path / "n.md"
    path.write_text(NOTES, encoding="utf-8")
    seen = preview(collection, [str(path)])

    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apply(collection, seen, tell=stop)

    assert list_cards(collection) == []


def test_a_preview_knows_how_often_a_changed_card_was_reviewed(collection, tmp_path) -> None:
    path = tmp_path / "n.md"
    path.write_text(NOTES, encoding="utf-8")
    import_notes(collection, [str(path)])
    (card,) = (card for card in list_cards(collection) if card.state == "new")
    review(collection, card.id, Rating.GOOD)
    path.write_text(NOTES.replace("косой парус", "передний косой парус"), encoding="utf-8")

    seen = preview(collection)

    (change,) = seen.plan.changes
    assert change.headings == ("Лак",)
    assert seen.reviews == {change.card: 1}
