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


def test_the_beginning_of_an_id_names_a_draft_to_every_option(run, waiting) -> None:
    first, second = (str(draft["id"]) for draft in waiting)

    run("drafts", "--accept", first[:6], "--never", second[:6])
    assert run("drafts", "--wait", first[:6], second[:6]).status == 0

    assert run("drafts", "--json").json == waiting


def test_a_beginning_that_several_ids_share_is_told_apart_from_none(run, tmp_path: Path) -> None:
    sections = (f"# Лак {n}\n\nЛак {n} защищает дерево от воды.\n" for n in range(17))
    (tmp_path / "n.md").write_text("\n".join(sections), encoding="utf-8")
    run("import", tmp_path / "n.md")
    starts = [str(draft["id"])[0] for draft in run("drafts", "--json").json]
    shared = max(starts, key=starts.count)

    assert "Several" in run("drafts", "--accept", shared).err
    assert "No draft" in run("drafts", "--accept", "zz").err
    assert len(run("drafts", "--json").json) == 17


@pytest.mark.parametrize(
    "words", [["--accept", "nothing"], ["--front", "Text"], ["--accept", ""], ["--wait", "nothing"]]
)
def test_what_names_no_draft_is_refused(run, waiting, words) -> None:
    assert run("drafts", *words).status == 2
    assert len(run("drafts", "--json").json) == 2
