"""``remove``: cards retire or are erased, and imports leave them alone until they are named."""

import pytest


@pytest.fixture
def vault(run, tmp_path):
    """Two decks in a folder; the first card of each was reviewed."""
    folder = tmp_path / "vault"
    (folder / "Old").mkdir(parents=True)
    for path, deck in (("a.md", "A"), ("Old/b.md", "B"), ("Old/c.md", "B::C")):
        (folder / path).write_text(f"---\ndeck: {deck}\n---\nQ: What is {deck}?\nA: {deck}.\n")
    run("import", folder)
    for deck in ("A", "B"):
        (card,) = run("cards", f'"What is {deck}?"', "--json").json
        run("review", card["id"], "good", "--at", "2026-03-12T09:00:00Z")
    return folder


def states(run) -> dict[str, str]:
    return {card["deck"]: card["state"] for card in run("cards", "--json").json}


def test_a_deck_retires_with_those_below_it(run, vault) -> None:
    done = run("remove", "B", "--json")

    assert (done.status, done.json) == (0, {"retired": 2, "erased": 0})
    assert states(run) == {"A": "learning", "B": "retired", "B::C": "retired"}
    assert run("stats", "--json").json["reviews"] == 2


def test_what_is_removed_already_is_said_and_leaves_the_way_back_open(run, vault) -> None:
    run("remove", "B")

    again = run("remove", "B")

    assert (again.status, again.out) == (2, "")
    assert "is left to retire" in again.err
    run("import", "--undo")
    assert states(run) == {"A": "learning", "B": "learning", "B::C": "new"}


def test_a_removed_deck_stays_away_though_its_notes_are_edited(run, vault) -> None:
    run("remove", "B")
    with (vault / "Old" / "b.md").open("a") as file:
        file.write("\nQ: More of B?\nA: Yes.\n")

    for words in (["import"], ["import", vault]):
        assert run(*words, "--json").json["added"] == 0
    assert states(run) == {"A": "learning", "B": "retired", "B::C": "retired"}
    assert run("--json").json["changed_files"] == 0


def test_a_removed_deck_is_back_once_its_file_is_named(run, vault) -> None:
    run("remove", "B")

    done = run("import", vault / "Old" / "b.md", "--json").json

    assert (done["restored"], done["added"]) == (1, 0)
    assert states(run)["B"] == "learning"


@pytest.mark.parametrize("name", ["Old", "Old/b.md", ""])
def test_notes_are_forgotten_by_their_path(run, vault, name: str) -> None:
    retired = {"Old": {"B", "B::C"}, "Old/b.md": {"B"}, "": {"A", "B", "B::C"}}[name]

    done = run("remove", vault / name, "--json")

    assert done.json == {"retired": len(retired), "erased": 0}
    run("import")
    assert {deck for deck, state in states(run).items() if state == "retired"} == retired
    assert run("--json").json["changed_files"] == 0
    back = run("import", vault / name, "--json").json
    assert (back["restored"], back["added"]) == (len(retired), 0)


@pytest.mark.parametrize("name", ["B", "vault", "vault/Old"])
def test_a_removal_is_taken_back_like_an_import(run, vault, name: str) -> None:
    before = run("cards", "--json").json
    run("remove", name if name == "B" else vault.parent / name)

    assert run("import", "--undo").status == 0

    assert run("cards", "--json").json == before
    assert run("import", "--json").json["unchanged"] == 3
    assert run("--json").json["changed_files"] == 0


def test_a_single_file_is_forgotten_with_its_source(run, notes) -> None:
    assert run("remove", notes, "--json").json == {"retired": 2, "erased": 0}
    assert run("import", "--json").json["restored"] == 0
    assert run("import", notes, "--json").json["restored"] == 2


def test_erasing_leaves_the_log_and_no_word_of_the_cards(run, vault, home) -> None:
    done = run("remove", "B", "--erase", "--yes", "--json")

    assert done.json == {"retired": 0, "erased": 2}
    assert states(run) == {"A": "learning"}
    assert run("check").status == 0, run("check").out
    assert run("check", "--rebuild").status == 0
    assert run("stats", "--json").json["forecast"] is not None
    assert list((home / "backups").glob("*before-remove*"))
    assert run("import", "--undo").status == 2


def test_words_that_were_erased_begin_anew(run, vault) -> None:
    (old,) = run("cards", '"What is B?"', "--json").json
    run("remove", "B", "--erase", "--yes")

    run("import", vault / "Old" / "b.md")

    (new,) = run("cards", '"What is B?"', "--json").json
    assert (new["state"], new["reps"]) == ("new", 0)
    assert new["id"] != old["id"]
    assert run("check").status == 0


def test_erasing_asks_on_a_terminal_and_is_refused_without_one(run, vault) -> None:
    refused = run("remove", "B", "--erase")

    assert refused.status == 2
    assert "--yes" in refused.err
    assert states(run)["B"] == "learning"


def test_what_is_neither_deck_nor_notes_is_refused(run, vault, tmp_path) -> None:
    for name in ("Nothing", tmp_path / "else"):
        refused = run("remove", name)
        assert refused.status == 2
        assert "neither a deck nor" in refused.err


@pytest.mark.parametrize("how", [[], ["--erase", "--yes"]], ids=["retired", "erased"])
def test_shipped_decks_do_not_come_back_at_the_next_start(bare, home, shipped, how) -> None:
    def run(*words):
        return bare("--home", home, *words)

    assert run("remove", "Neural networks::Attention", *how).status == 0
    bare("--home", home, "--lang", "ru")
    assert not any("нимани" in deck for deck in asked(run))
    assert run("remove", "Python", *how).status == 0
    assert "Python" not in {deck.split("::")[0] for deck in asked(run)}
    run("import", "--shipped", "en")
    assert {"Neural networks::Attention"} <= asked(run)


def test_all_shipped_decks_can_go(bare, home, shipped) -> None:
    bare("--home", home, "remove", "Neural networks")
    bare("--home", home, "remove", "Python")
    bare("--home", home, "--lang", "ru")

    assert bare("--home", home, "due").status == 1


def asked(run) -> set[str]:
    """The decks with a card that the notes keep."""
    return {card["deck"] for card in run("cards", "--json").json if card["state"] != "retired"}


def test_an_erased_question_begins_anew_when_its_notes_are_taken_in_again(run, tmp_path) -> None:
    notes = tmp_path / "sum.md"
    notes.write_text(
        '```python quiz sum-of-two\n"""What is {{a}} + {{b}}?"""\n'
        "a = integers(2, 90)\nb = integers(2, 90)\nanswer(a + b)\n```\n"
    )
    for _life in range(3):
        done = run("import", notes, "--json").json
        assert (done["added"], done["lint"]) == (1, [])
        (card,) = run("cards", "--json").json
        assert (card["kind"], card["state"], card["reps"]) == ("live", "new", 0)
        run("review", card["id"], "good")
        assert run("import", notes, "--json").json["added"] == 0
        assert run("remove", notes, "--erase", "--yes").status == 0
    assert run("stats", "--json").json["reviews"] == 3
    assert run("check").status == 0
