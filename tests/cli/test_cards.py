"""``cards``: Anki's query words on the command line."""

from pathlib import Path

import pytest

NOTES = """\
---
deck: Networks::Attention
tags: [maths]
---
Q: What is softmax?
A: Exponentials divided by their sum.

Q: What is a query?
A: A vector that asks.
"""


@pytest.fixture
def two_decks(run, notes, tmp_path) -> None:
    path = tmp_path / "networks.md"
    path.write_text(NOTES, encoding="utf-8")
    run("import", path)
    run("review", "sum-of-two", "good", "--at", "2026-03-12T09:00:00Z")


ALL = ["What is a carry?", "What is {{a}} + {{b}}?", "What is softmax?", "What is a query?"]
CARRY, SUM, SOFTMAX, QUERY = ALL
QUERIES = {
    (): ALL,
    ("deck:Networks",): [SOFTMAX, QUERY],
    ("deck:Networks::Attention",): [SOFTMAX, QUERY],
    ("deck:Net",): [],
    ("tag:maths", "softmax"): [SOFTMAX],
    ("is:new",): [CARRY, SOFTMAX, QUERY],
    ("is:learning",): [SUM],
    ("-is:new",): [SUM],
    ("-deck:Sums", "-softmax"): [QUERY],
    ("prop:reps>=1",): [SUM],
    ("WHAT IS A",): [CARRY, SUM, SOFTMAX, QUERY],
    ('"is a "',): [CARRY, QUERY],
    ("added:1",): ALL,
    ("rated:1",): [],
    ("nothing-says-this",): [],
}


@pytest.mark.usefixtures("two_decks")
@pytest.mark.parametrize("query", QUERIES, ids=" ".join)
def test_a_query_finds_its_cards(run, query: tuple[str, ...]) -> None:
    done = run("cards", *query, "--json")

    assert done.status == 0
    assert [card["front"] for card in done.json] == QUERIES[query]


@pytest.mark.usefixtures("two_decks")
def test_the_list_for_people_is_cut_with_a_mark(run) -> None:
    done = run("cards", "deck:Networks")

    lines = done.out.splitlines()
    assert lines[0].split() == ["Card", "State", "Due", "Deck", "Front"]
    assert lines[-1] == "2 cards"
    assert all(len(line) < 140 for line in lines)


def test_nothing_found_is_a_success(run) -> None:
    done = run("cards", "whatever")

    assert (done.status, done.out) == (0, "0 cards\n")


def test_what_a_terminal_would_obey_is_shown(run, tmp_path: Path) -> None:
    (tmp_path / "evil.md").write_text("Q: red \x1b[31m\x1b[2J?\nA: bell \x07 [bold]x[/]\n")

    run("import", str(tmp_path / "evil.md"))
    listed = run("cards", "red")
    refused = run("import", "no\x1b[31mne.md")

    assert "\x1b" not in listed.out + refused.err
    assert "␛[31m" in listed.out
    assert "␛[31m" in refused.err
