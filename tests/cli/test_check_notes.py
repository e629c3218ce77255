"""``check PATH``: lines for editors, a table for people, JSON for programs."""

from pathlib import Path

import pytest

BAD = "Q: Почему?\nA: ![x](no.png)\n\nQ: Столица Чили?\nA:\n"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.md"
    path.write_text(BAD, encoding="utf-8")
    return path


def test_each_line_begins_with_the_place_and_ends_with_the_rule(run, bad) -> None:
    done = run("check", bad)

    lines = done.out.splitlines()
    assert done.status == 1
    assert lines[0].startswith(f"{bad}:1: warning: ")
    assert [line.rpartition(" ")[2] for line in lines[:-1]] == [
        "[image-answer]",
        "[missing-file]",
        "[empty-side]",
    ]


def test_the_table_has_a_row_a_finding(run, bad) -> None:
    heads, *rows, count = run("check", "--table", bad).out.splitlines()

    assert heads.split() == ["Severity", "Rule", "Place", "Message"]
    assert [row.split()[:3] for row in rows] == [
        ["warning", "image-answer", f"{bad}:1"],
        ["warning", "missing-file", f"{bad}:1"],
        ["error", "empty-side", f"{bad}:4"],
    ]
    assert count == "3 problems"


def test_json_names_the_same(run, bad) -> None:
    document = run("check", "--json", bad).json

    assert not document["ok"]
    assert [problem["rule"] for problem in document["problems"]] == [
        "image-answer",
        "missing-file",
        "empty-side",
    ]


def test_limits_of_the_settings_hold(run, tmp_path: Path) -> None:
    path = tmp_path / "n.md"
    path.write_text("Q: Столица Чили?\nA: Это Сантьяго.\n", encoding="utf-8")
    assert run("check", path).status == 0

    run("config", "notes.limits.longest_answer", "1")

    assert "[long-answer]" in run("check", path).out
    assert [lint["rule"] for lint in run("import", path, "--json").json["lint"]] == ["long-answer"]
