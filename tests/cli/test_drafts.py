"""``drafts``: list what waits, accept, edit, refuse."""

from pathlib import Path

import pytest

NOTES = """\
# Лак

Яхтенный лак защищает дерево от воды.

# Масло

Датское масло пропитывает дерево насквозь.
"""


@pytest.fixture
def waiting(run, tmp_path: Path) -> list[dict[str, object]]:
    (tmp_path / "n.md").write_text(NOTES, encoding="utf-8")
    run("import", tmp_path / "n.md")
    return run("drafts", "--json").json


def test_the_drafts_that_wait_are_listed_with_rule_and_place(run, waiting) -> None:
    assert [(draft["rule"], draft["line"]) for draft in waiting] == [("heading", 3), ("heading", 7)]
    assert "n.md:3" in run("drafts").out


def test_one_is_accepted_in_other_words_and_one_refused(run, waiting) -> None:
    first, second = (str(draft["id"]) for draft in waiting)

    run("drafts", "--accept", first[:8], "--front", "Зачем лак?", "--never", second)

    assert run("drafts", "--json").json == []
    (card,) = run("cards", "is:new", "--json").json
    assert (card["id"], card["front"]) == (first, "Зачем лак?")
    assert run("cards", "is:draft", "--json").json == []
    run("drafts", "--wait", first, second)
    assert run("drafts", "--json").json == waiting


@pytest.mark.parametrize(
    "words", [["--accept", "nothing"], ["--front", "Text"], ["--accept", ""], ["--wait", "nothing"]]
)
def test_what_names_no_draft_is_refused(run, waiting, words) -> None:
    assert run("drafts", *words).status == 2
    assert len(run("drafts", "--json").json) == 2
