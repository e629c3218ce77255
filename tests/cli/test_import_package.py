"""``quizapp import X.apkg`` from the command line."""

import json
import sqlite3
import zipfile
from pathlib import Path

SCHEMA = """
CREATE TABLE col (crt INT, conf TEXT, models TEXT, decks TEXT);
CREATE TABLE notes (id INT, guid TEXT, mid INT, tags TEXT, flds TEXT);
CREATE TABLE cards (id INT, nid INT, did INT, ord INT, mod INT, type INT, queue INT, due INT,
  ivl INT, factor INT, reps INT, lapses INT, left INT, odue INT, odid INT, flags INT, data TEXT);
CREATE TABLE revlog (id INT, cid INT, ease INT, ivl INT, lastIvl INT, factor INT, time INT,
  type INT);
"""
MODEL = {
    "name": "Plain",
    "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
    "tmpls": [{"name": "Card", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{Back}}"}],
}


def package(folder: Path) -> Path:
    """A package with one card that was answered once."""
    database = folder / "collection.anki2"
    connection = sqlite3.connect(database)
    connection.executescript(SCHEMA)
    rows = (json.dumps({"7": MODEL}), json.dumps({"1": {"name": "Peru"}}))
    connection.execute("INSERT INTO col VALUES (1700000000, '{}', ?, ?)", rows)
    connection.execute("INSERT INTO notes VALUES (1, 'g', 7, 'a b', 'Capital?\x1f<b>Lima</b>')")
    card = "2, 2, 30, 5, 2500, 1, 0, 0, 0, 0, 0, ''"
    connection.execute(f"INSERT INTO cards VALUES (1, 1, 1, 0, 1700000000, {card})")
    connection.execute("INSERT INTO revlog VALUES (1700000500123, 1, 4, 30, 0, 1, 900, 0)")
    connection.commit()
    connection.close()
    with zipfile.ZipFile(folder / "peru.apkg", "w") as archive:
        archive.write(database, "collection.anki2")
        archive.writestr("media", "{}")
    return folder / "peru.apkg"


def test_a_package_comes_in_with_its_reviews(run, tmp_path: Path) -> None:
    file = package(tmp_path)

    done = run("import", str(file))

    assert done.status == 0
    assert done.out.startswith("1 new review from Anki.\n1 card added")
    (card,) = json.loads(run("cards", "--json", "deck:Peru").out)
    assert (card["front"], card["back"], card["tags"]) == ("Capital?", "__Lima__", ["a", "b"])
    assert (card["state"], card["reps"]) == ("review", 1)


def test_json_has_the_keys_of_an_import(run, tmp_path: Path) -> None:
    file = package(tmp_path)

    shown = json.loads(run("import", "--json", "--dry-run", str(file)).out)
    done = json.loads(run("import", "--json", str(file)).out)
    again = json.loads(run("import", "--json", str(file)).out)

    assert shown.keys() == done.keys() == again.keys()
    assert (shown["added"], done["added"], again["added"], again["unchanged"]) == (1, 1, 0, 1)


def test_a_package_is_imported_by_itself(run, tmp_path: Path) -> None:
    done = run("import", str(package(tmp_path)), str(tmp_path))
    assert done.status == 2
    assert "by itself" in done.err


def test_a_package_that_is_not_there_is_named(run, tmp_path: Path) -> None:
    done = run("import", str(tmp_path / "no.apkg"))
    assert done.status == 2
    assert "no.apkg: There is no such file or folder." in done.err
