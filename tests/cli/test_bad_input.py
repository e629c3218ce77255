"""Bad input: one sentence with what, where and how to mend it; status 2; nothing half-written."""

from pathlib import Path

import pytest


def refused(done) -> str:
    """The one sentence, without the program's name."""
    assert done.status == 2, done.err
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert done.err.startswith("quizapp: ")
    assert "Traceback" not in done.err
    return done.err.removeprefix("quizapp: ").rstrip("\n")


@pytest.fixture
def content(run, notes: Path) -> object:
    """All that the collection says of its cards; a function to ask again."""

    def ask() -> str:
        return run("cards", "--json").out + run("stats", "--json").out

    before = ask()
    yield
    assert ask() == before


pytestmark = pytest.mark.usefixtures("content")

CASES = [
    (("fly",), "Unknown verb “fly”: use one of import, "),
    (("--json", "fly"), "Unknown verb “fly”"),
    (("import", "nowhere.md"), "nowhere.md: There is no such file or folder."),
    (("import", "~nobody-here/x.md"), "~nobody-here/x.md: There is no such home folder."),
    (("merge", "~nobody-here/x.db"), "~nobody-here/x.db: There is no such home folder."),
    (("import", "deck.apkg"), "deck.apkg: This is not a package of Anki: it is no zip file."),
    (("import", "--shipped", "de"), "argument --shipped: invalid choice: 'de'"),
    (("import", "x.md", "--shipped", "en"), "--shipped takes no PATH and no --deck"),
    (("cards", "is:sleepy"), "“is:sleepy” means nothing: use is:new, learning, review,"),
    (("cards", "prop:s~3"), "“prop:s~3” means nothing: write prop:s<10 with"),
    (("cards", "colour:red"), "“colour:” is no query word: use deck:, tag:, is:, prop:,"),
    (("cards", "--nope"), "unrecognized arguments: --nope; see `quizapp cards --help`."),
    (("question", "nope"), "There is no question “nope”: `quizapp question` lists them."),
    (("question", "sum-of-two", "--level", "2"), "The question “sum-of-two” has levels 1 to 1,"),
    (("question", "sum-of-two", "--level", "0"), "The question “sum-of-two” has levels 1 to 1,"),
    (("question", "sum-of-two", "--seed", "x"), "argument --seed: “x” is not a whole number;"),
    (("question", "sum-of-two", "--seed", "1.5"), "argument --seed: “1.5” is not a whole number;"),
    (("question", "sum-of-two", "--count", "-1"), "argument --count: “-1” is not a number from 0"),
    (("question", "sum-of-two", "--count", "x"), "argument --count: “x” is not a number from 0"),
    (("grade", "nope", "--seed", "1", "2"), "There is no question “nope”"),
    (("grade", "sum-of-two", "--seed", "1"), "There is no answer to judge: write it after"),
    (("grade", "sum-of-two", "2"), "the following arguments are required: --seed;"),
    (("grade", "sum-of-two", "--seed", "x", "2"), "argument --seed: “x” is not a whole number;"),
    (("grade", "sum-of-two", "--level", "7", "--seed", "1", "2"), "The question “sum-of-two” has"),
    (("study", "Nope", "--plain"), "There is no deck “Nope”: use one of “Sums”."),
    (("study", "--plain", "--limit", "0"), "argument --limit: “0” is not a number from 1 on;"),
    (("study", "--plain", "--minutes", "-1"), "argument --minutes: “-1” is not a number from 1"),
    (("review", "nope", "good"), "There is no card “nope”: `quizapp cards` lists the ids."),
    (("review", "", "good"), "There is no card “”"),
    (("review", "sum-of-two", "fine"), "“fine” is no rating: use again, hard, good, easy or 1-4."),
    (("review", "sum-of-two", "5"), "“5” is no rating"),
    (("review", "sum-of-two", "0"), "“0” is no rating"),
    (("review", "sum-of-two", "good", "--at", "noon"), "“noon” is no time: write it like 2026-03"),
    (("review", "sum-of-two", "good", "--at", "2026-02-30"), "“2026-02-30” is no time"),
    (
        ("review", "sum-of-two", "good", "--at", "1066-10-14"),
        "The time 1066-10-14T00:00:00Z is not",
    ),
    (
        ("review", "sum-of-two", "good", "--at", "9999-12-31"),
        "The time 9999-12-31T00:00:00Z is not",
    ),
    (("review", "sum-of-two", "good", "--at", "0001-01-01T00:00:00+14:00"), "“0001-01-01T00:00"),
    (("review", "sum-of-two"), "the following arguments are required: RATING;"),
    (("export", "out.doc"), "Cannot export to “out.doc”: the file must end in one of .apkg"),
    (("export", "no/such/folder/out.apkg"), "no/such/folder/out.apkg: Cannot write the package"),
    (("export", "out.apkg", "Nope"), "There is no deck “Nope”: use one of “Sums”."),
    (("export", "out.apkg", "--seed", "x"), "argument --seed: “x” is not a whole number;"),
    (("export", "out.apkg", "--seed", "1", "--fresh"), "argument --fresh: not allowed with"),
    (("stats", "Nope"), "There is no deck “Nope”: use one of “Sums”."),
    (("check", "nowhere.md"), "There is no file or folder “nowhere.md”."),
    (("check", "--rebuild", "x.md"), "--rebuild is for the collection: give no PATH with it."),
]


@pytest.mark.parametrize(("words", "sentence"), CASES, ids=[" ".join(c[0]) for c in CASES])
def test_bad_use_is_one_sentence(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deck.apkg").write_bytes(b"PK")
    before = set(tmp_path.rglob("*"))

    assert refused(run(*words)).startswith(sentence)
    assert set(tmp_path.rglob("*")) == before


GLOBAL = [
    (("--lang", "de", "cards"), "argument --lang: invalid choice: 'de'"),
    (("--lang",), "argument --lang: expected one argument; see `quizapp --help`."),
    (("--home",), "argument --home: expected one argument"),
    (("--nonsense", "cards"), "unrecognized arguments: --nonsense"),
    (("--db", "nonsense://x/y", "cards"), "Cannot open “nonsense://x/y”"),
    (("--db", "://", "cards"), "“://” is neither a path nor a database URL."),
]


@pytest.mark.parametrize(("words", "sentence"), GLOBAL, ids=[" ".join(c[0]) for c in GLOBAL])
def test_a_bad_global_option_is_one_sentence(bare, words: tuple[str, ...], sentence: str) -> None:
    assert refused(bare(*words)).startswith(sentence)


BAD_FILES = {
    "latin": (b"Q: caf\xe9?\nA: yes\n", 1),
    "utf16": ("Q: One?\nA: 1\n".encode("utf-16"), 1),
    "binary": (b"\x7fELF\x00\x00\x01\x02", 1),
    "third line": (b"# One\n\ncaf\xe9\n", 3),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_is_no_text_is_refused_at_its_line(run, tmp_path: Path, kind: str) -> None:
    data, line = BAD_FILES[kind]
    path = tmp_path / "bad.md"
    path.write_bytes(data)

    sentence = refused(run("import", path))

    assert sentence.startswith((f"{path}:{line}: ", f"{path}: "))
    if kind == "third line":
        assert sentence.startswith(f"{path}:3: ")


@pytest.mark.parametrize("kind", BAD_FILES)
def test_check_reports_such_a_file_as_a_problem(run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "bad.md"
    path.write_bytes(BAD_FILES[kind][0])

    done = run("check", path, "--json")

    assert (done.status, done.json["ok"]) == (1, False)
    (problem,) = done.json["problems"]
    assert (problem["file"], problem["rule"]) == (str(path), "unreadable")


def test_one_bad_file_among_named_ones_stops_the_whole_import(run, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("Q: New?\nA: Yes.\n", encoding="utf-8")
    (tmp_path / "bad.md").write_bytes(b"\xff\x00")

    refused(run("import", tmp_path / "good.md", tmp_path / "bad.md"))


def test_a_missing_file_among_named_ones_stops_the_whole_import(run, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("Q: New?\nA: Yes.\n", encoding="utf-8")

    refused(run("import", tmp_path / "good.md", tmp_path / "missing.md"))


def test_a_source_folder_that_is_gone_is_named(run, tmp_path: Path, bare) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    elsewhere = ("--home", tmp_path / "other", "--empty")
    bare(*elsewhere, "import", folder)
    folder.rmdir()

    assert refused(bare(*elsewhere, "import")) == (
        f"{folder} is gone: `quizapp import` it from its new place."
    )


def test_a_retired_card_cannot_be_reviewed(bare, tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    elsewhere = ("--home", tmp_path / "other", "--empty")
    path.write_text("Q: One?\nA: 1\n", encoding="utf-8")
    bare(*elsewhere, "import", path)
    (card,) = bare(*elsewhere, "cards", "--json").json
    path.write_text("", encoding="utf-8")
    bare(*elsewhere, "import", path)

    assert refused(bare(*elsewhere, "review", card["id"], "good")) == (
        f"The card “{card['id']}” is retired: it cannot be reviewed."
    )


def test_an_ambiguous_id_asks_for_more_of_it(bare, tmp_path: Path) -> None:
    path = tmp_path / "many.md"
    path.write_text("".join(f"Q: {i}?\nA: {i}\n\n" for i in range(40)), encoding="utf-8")
    elsewhere = ("--home", tmp_path / "other", "--empty")
    bare(*elsewhere, "import", path)
    ids = [card["id"] for card in bare(*elsewhere, "cards", "--json").json]
    letter = next(c for c in "0123456789abcdef" if sum(i.startswith(c) for i in ids) > 1)

    assert refused(bare(*elsewhere, "review", letter, "good")) == (
        f"Several cards begin with “{letter}”: write more of the id."
    )


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_bad_use_is_told_in_the_language_asked_for(bare, home: Path, lang: str) -> None:
    sentence = refused(bare("--home", home, "--lang", lang, "--empty", "question", "nope"))

    assert "“nope”" in sentence or "«nope»" in sentence
