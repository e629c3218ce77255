"""``import`` from the shell: what it reports, and that a second time changes nothing."""

import re
from pathlib import Path

import pytest

SEED_NOTES = Path(__file__).parents[1] / "notes" / "fixtures" / "seed-notes.ru.md"


def test_the_seed_notes_become_cards_and_gaps(run) -> None:
    done = run("import", SEED_NOTES, "--json")

    assert done.status == 0
    assert done.json["added"] >= 20
    kinds = [gap["kind"] for gap in done.json["gaps"]]
    assert (kinds.count("heading"), kinds.count("bullet")) == (9, 1)
    lines = SEED_NOTES.read_text(encoding="utf-8").splitlines()
    for gap in done.json["gaps"]:
        assert gap["heading"] in lines[gap["line"] - 1]


def test_a_second_import_changes_nothing(run) -> None:
    first = run("import", SEED_NOTES, "--json").json

    again = run("import", SEED_NOTES, "--json").json

    assert (again["added"], again["changed"], again["retired"]) == (0, 0, 0)
    assert again["unchanged"] == first["added"]
    assert again["gaps"] == first["gaps"]


def test_a_dry_run_counts_and_writes_nothing(run, tmp_path: Path) -> None:
    planned = run("import", SEED_NOTES, "--dry-run", "--json").json

    assert run("cards", "--json").json == []
    assert run("import", SEED_NOTES, "--json").json == planned


def test_folders_are_remembered_as_sources(run, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "one.md").write_text("Q: One?\nA: 1\n", encoding="utf-8")
    run("import", folder)
    (folder / "two.md").write_text("Q: Two?\nA: 2\n", encoding="utf-8")

    done = run("import", "--json").json

    assert (done["added"], done["unchanged"]) == (1, 1)


ANSWER = "A ten that moves one place to the left."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (ANSWER, "*A ten* that  moves one place\n  to the left.", {"added": 0}),
        ("# Carrying\n", "# Sums\n\nQ: Else?\nA: Yes.\n\n# Carrying\n", {"added": 1}),
        (f"{ANSWER} ^carry", "Another answer altogether. ^carry", {"added": 0, "changed": 1}),
    ],
    ids=["emphasis and spaces", "moved down", "reworded under its id"],
)
def test_an_edit_keeps_the_history_of_its_card(
    run, notes: Path, before: str, after: str, expected: dict[str, int]
) -> None:
    text = notes.read_text(encoding="utf-8").replace(ANSWER, before if ANSWER in before else ANSWER)
    notes.write_text(text, encoding="utf-8")
    run("import", notes)
    run("review", run("cards", "carry?", "--json").json[0]["id"], "good")
    (card,) = run("cards", "is:learning", "--json").json
    notes.write_text(text.replace(before, after), encoding="utf-8")

    done = run("import", notes, "--json").json

    (found,) = run("cards", "is:learning", "--json").json
    assert (found["id"], found["reps"]) == (card["id"], 1)
    assert done["retired"] == 0
    assert expected.items() <= done.items()


def test_removed_text_retires_its_card_and_brings_it_back(run, notes: Path) -> None:
    text = notes.read_text(encoding="utf-8")
    notes.write_text("# Carrying\n", encoding="utf-8")
    gone = run("import", notes, "--json").json
    states = {card["state"] for card in run("cards", "--json").json}
    notes.write_text(text, encoding="utf-8")
    back = run("import", notes, "--json").json

    assert (gone["retired"], states) == (2, {"retired"})
    assert (back["restored"], back["added"]) == (2, 0)


def test_a_broken_question_is_lint_at_its_line_and_leaves_its_card(run, notes: Path) -> None:
    text = notes.read_text(encoding="utf-8")
    before = run("cards", "--json").json
    notes.write_text(text.replace("answer(s)", "answer(unknown)"), encoding="utf-8")

    done = run("import", notes, "--json")

    line = 1 + notes.read_text(encoding="utf-8").splitlines().index("answer(unknown)")
    (finding,) = done.json["lint"]
    assert done.status == 0
    assert (finding["line"], finding["severity"]) == (line, "error")
    assert finding["file"] == str(notes)
    assert (done.json["retired"], done.json["changed"]) == (0, 0)
    assert run("cards", "--json").json == before


def test_a_deck_can_be_named(run, notes: Path) -> None:
    run("import", notes, "--deck", "Elsewhere::Deep")

    assert {card["deck"] for card in run("cards", "--json").json} == {"Elsewhere::Deep"}


@pytest.mark.parametrize("edition", ["en", "ru"])
def test_the_shipped_decks_can_be_asked_for(run, edition: str) -> None:
    done = run("import", "--shipped", edition, "--json")

    assert done.status == 0
    assert done.json["added"] >= 20
    assert [found for found in done.json["lint"] if found["severity"] == "error"] == []
    assert {Path(card["file"]).parent.name for card in run("cards", "--json").json} == {edition}


def test_the_text_says_the_same_as_the_document(run, tmp_path: Path) -> None:
    path = tmp_path / "n.md"
    path.write_text("# Nothing yet\n\n# One\n\nQ: One?\nA: 1\n", encoding="utf-8")

    done = run("import", path)

    assert done.out == (
        "1 card added, 0 changed, 0 unchanged, 0 moved, 0 retired, 0 brought back,"
        " 0 drafts waiting\n\nHeadings and bullets that say nothing yet:\n"
        f"  {path}:1: Nothing yet\n"
    )


def test_the_plan_names_each_card_with_its_rule_and_line(run, tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text(
        "# Лак\n\nЯхтенный лак защищает дерево от воды.\n\n**Кливер** — это косой парус.\n",
        encoding="utf-8",
    )

    plan = run("import", tmp_path / "n.md", "--dry-run", "--json").json["plan"]

    assert [(c["change"], c["kind"], c["rule"], c["line"]) for c in plan] == [
        ("draft", "basic", "heading", 3),
        ("added", "basic", "definition", 5),
    ]
    assert plan[1]["front"] == "Кливер — что это?"
    assert plan[1]["back"] == "косой парус."


def test_all_drafts_of_some_notes_are_accepted_and_the_import_is_taken_back(run, tmp_path) -> None:
    path = tmp_path / "n.md"
    path.write_text("# Лак\n\nЯхтенный лак защищает дерево от воды.\n", encoding="utf-8")

    run("import", path, "--drafts", "accept")
    assert [card["state"] for card in run("cards", "--json").json] == ["new"]

    undone = run("import", "--undo", "--json").json
    assert (undone["cards"], undone["kept"]) == (1, 0)
    assert undone["at"].endswith("Z")
    assert run("cards", "--json").json == []
    assert run("import", "--undo").status == 2


def test_undo_takes_no_path(run, tmp_path) -> None:
    assert run("import", "--undo", tmp_path).status == 2


def test_shipped_cards_on_the_topic_of_a_gap_are_offered(run) -> None:
    gaps = run("import", SEED_NOTES, "--json").json["gaps"]

    assert len(gaps) == 10
    for gap in gaps:
        assert gap["covered"], gap["heading"]
        assert list(gap["covered"][0]) == ["card", "front", "deck", "here"]
        assert not any(re.search("[а-яё]", offer["front"]) for offer in gap["covered"])
    told = run("import", SEED_NOTES, "--dry-run").out
    assert "shipped cards cover it" in told


def test_shipped_cards_are_offered_as_the_edition_asks_them_that_is_here(run) -> None:
    run("import", "--shipped", "ru")
    gaps = run("import", SEED_NOTES, "--json").json["gaps"]

    (gap,) = (gap for gap in gaps if gap["heading"] == "Layer Normalization")
    assert all(re.search("[а-яё]", offer["front"]) and offer["here"] for offer in gap["covered"])
