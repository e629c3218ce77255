"""Packages that nobody made in good will: refused in a sentence, or harmless; never half taken."""

import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from quizapp.actions.importing.packages import import_package
from quizapp.anki.package import Limits
from quizapp.model.cards import Standing
from quizapp.model.errors import InputError
from quizapp.storage.queries import cards

SMALL = Limits(
    collection=400_000, media=20_000, listing=5_000, files=30, ratio=50, small=20_000, field=2_000
)
MODEL = {
    "7": {
        "name": "Plain",
        "type": 0,
        "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
        "tmpls": [{"name": "Card", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{Back}}"}],
    }
}
SCHEMA = """
CREATE TABLE col (crt INT, conf TEXT, models TEXT, decks TEXT);
CREATE TABLE notes (id INT, guid TEXT, mid INT, tags TEXT, flds TEXT);
CREATE TABLE cards (id INT, nid INT, did INT, ord INT, mod INT, type INT, queue INT, due INT,
  ivl INT, factor INT, reps INT, lapses INT, left INT, odue INT, odid INT, flags INT, data TEXT);
CREATE TABLE revlog (id INT, cid INT, ease INT, ivl INT, lastIvl INT, factor INT, time INT,
  type INT);
"""


def database(
    folder: Path,
    *,
    fields: str = "front\x1fback",
    tags: str = "",
    deck: str = "Deck",
    guid: str = "guid",
    model: object = MODEL,
    card: str = "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ''",
    extra: str = "",
) -> bytes:
    """A collection in the old schema with one note and one card."""
    path = folder / "made.anki2"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    decks = json.dumps({"1": {"name": deck}})
    connection.execute(
        "INSERT INTO col VALUES (1700000000, '{}', ?, ?)", [json.dumps(model), decks]
    )
    connection.execute("INSERT INTO notes VALUES (1, ?, 7, ?, ?)", [guid, tags, fields])
    connection.execute(f"INSERT INTO cards VALUES (1, 1, 1, 0, 1700000000, {card})")
    connection.executescript(extra)
    connection.commit()
    connection.close()
    return path.read_bytes()


def package(file: Path, entries: dict[str, bytes], *, deflated: bool = True) -> Path:
    kind = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file


def latest(file: Path, collection: bytes, media: bytes = b"") -> Path:
    pack = zstandard.ZstdCompressor().compress
    return package(
        file, {"meta": b"\x08\x03", "collection.anki21b": pack(collection), "media": pack(media)}
    )


def _zip_bomb(file: Path) -> Path:
    return package(file, {"collection.anki2": bytes(300_000), "media": b"{}"})


def _declared_too_large(file: Path) -> Path:
    return package(file, {"collection.anki2": b"x", "0": bytes(500_000)}, deflated=False)


def _lying_about_its_size(file: Path) -> Path:
    """A zip whose directory says that an entry is small."""
    package(file, {"collection.anki2": b"\x01" * 600_000}, deflated=True)
    data = bytearray(file.read_bytes())
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(sign) + offset
        data[place : place + 4] = struct.pack("<I", 100)
    file.write_bytes(bytes(data))
    return file


def _zstd_bomb(file: Path) -> Path:
    return latest(file, bytes(5_000_000))


def _too_many_files(file: Path) -> Path:
    return package(file, {"collection.anki2": b"x", **{str(n): b"" for n in range(40)}})


def _not_a_zip(file: Path) -> Path:
    file.write_bytes(b"PK\x03\x04 but nothing follows")
    return file


def _no_collection(file: Path) -> Path:
    return package(file, {"media": b"{}"})


def _newer(file: Path) -> Path:
    return package(file, {"meta": b"\x08\x09", "collection.anki21c": b""})


def _broken_meta(file: Path) -> Path:
    return package(file, {"meta": b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"})


def _broken_zstd(file: Path) -> Path:
    return package(file, {"meta": b"\x08\x03", "collection.anki21b": b"(\xb5/\xfd garbage"})


def _broken_media_list(file: Path) -> Path:
    return latest(file, b"x", b"\x0a\x7f\x01")


def _media_list_no_json(file: Path) -> Path:
    return package(file, {"collection.anki2": database(file.parent), "media": b"[1, 2"})


def _media_list_too_deep(file: Path) -> Path:
    deep = b"[" * 2000 + b"]" * 2000
    return package(file, {"collection.anki2": database(file.parent), "media": deep})


def _traversal(name: str) -> Callable[[Path], Path]:
    def make(file: Path) -> Path:
        media = json.dumps({"0": name}).encode()
        entries = {"collection.anki2": database(file.parent), "media": media, "0": b"evil"}
        return package(file, entries)

    return make


def _not_sqlite(file: Path) -> Path:
    return package(file, {"collection.anki2": b"SQLite format 3\0" + b"\x11" * 5000})


def _cut_off(file: Path) -> Path:
    return package(file, {"collection.anki2": database(file.parent)[:9000]})


def _no_tables(file: Path) -> Path:
    path = file.with_suffix(".db")
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    return package(file, {"collection.anki2": path.read_bytes()})


def _a_view_for_a_table(file: Path) -> Path:
    view = (
        "DROP TABLE revlog; CREATE VIEW revlog AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT"
        " i + 1 FROM n) SELECT i id, 1 cid, 3 ease, 1 ivl, 1 lastIvl, 1 factor, 1 time,"
        " 1 type FROM n"
    )
    return package(file, {"collection.anki2": database(file.parent, extra=view)})


def _broken_model(file: Path) -> Path:
    return package(file, {"collection.anki2": database(file.parent, model={"7": {"name": 3}})})


def _note_of_no_type(file: Path) -> Path:
    return package(file, {"collection.anki2": database(file.parent, model={})})


def _texts_for_numbers(file: Path) -> Path:
    card = "'x', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ''"
    return package(file, {"collection.anki2": database(file.parent, card=card)})


def _encrypted(file: Path) -> Path:
    package(file, {"collection.anki2": b"x" * 100})
    data = bytearray(file.read_bytes())
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(sign) + offset] |= 1
    file.write_bytes(bytes(data))
    return file


REFUSED = {
    "a zip bomb": (_zip_bomb, "unpacks to far more"),
    "more than it may hold, by its own word": (_declared_too_large, "unpacks to far more"),
    "a size that is a lie": (_lying_about_its_size, "damaged|far more"),
    "a bomb of zstandard": (_zstd_bomb, "unpacks to far more"),
    "thousands of files": (_too_many_files, "holds 41 files"),
    "no zip": (_not_a_zip, "no zip file"),
    "no collection": (_no_collection, "no collection in it"),
    "a newer format": (_newer, "newer Anki"),
    "a broken meta": (_broken_meta, "damaged"),
    "broken zstandard": (_broken_zstd, "damaged"),
    "a broken list of media": (_broken_media_list, "damaged"),
    "a list of media that is no JSON": (_media_list_no_json, "damaged"),
    "a list of media without end": (_media_list_too_deep, "damaged"),
    "a media name that climbs": (_traversal("../../evil"), "outside its folder"),
    "a media name with a root": (_traversal("/etc/evil"), "outside its folder"),
    "a media name of Windows": (_traversal("..\\evil"), "outside its folder"),
    "no database": (_not_sqlite, "The collection in the package is damaged"),
    "half a database": (_cut_off, "The collection in the package is damaged"),
    "other tables": (_no_tables, "The collection in the package is damaged"),
    "a view that never ends": (_a_view_for_a_table, "The collection in the package is damaged"),
    "a broken note type": (_broken_model, "The collection in the package is damaged"),
    "a note of no type": (_note_of_no_type, "The collection in the package is damaged"),
    "texts for numbers": (_texts_for_numbers, "The collection in the package is damaged"),
    "an encrypted zip": (_encrypted, "encrypted"),
}


@pytest.fixture
def take_in(collection, tmp_path: Path):
    def import_(file: Path):
        return import_package(collection, str(file), tmp_path / "imported", limits=SMALL)

    return import_


@pytest.fixture
def one_card(collection, tmp_path: Path, take_in):
    """Take in a package with one card; answers with that card and what was said."""

    def import_(**made):
        file = package(
            tmp_path / "one.apkg", {"collection.anki2": database(tmp_path, **made), "media": b"{}"}
        )
        done = take_in(file).done
        with collection.database.reading() as connection:
            stored = cards.all_cards(connection, collection.learner)
        return next(iter(stored), None), done

    return import_


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_and_nothing_is_left(name, take_in, collection, tmp_path) -> None:
    make, reason = REFUSED[name]
    file = make(tmp_path / "bad.apkg")
    before = {path for path in tmp_path.rglob("*") if ".db" not in path.name}

    with pytest.raises(InputError, match=reason) as caught:
        take_in(file)

    assert caught.value.file == str(file)
    assert {path for path in tmp_path.rglob("*") if ".db" not in path.name} == before
    with collection.database.reading() as connection:
        assert cards.all_cards(connection, collection.learner) == []


def test_a_plain_package_of_this_making_is_taken(one_card) -> None:
    card, done = one_card()
    assert (card.front, card.back, card.deck, done.added) == ("front", "back", "Deck", 1)


def test_a_note_that_is_too_long_is_left_out_and_named(one_card) -> None:
    card, done = one_card(fields="long " * 500 + "\x1fback")
    assert card is None
    assert "long long" in done.skipped[0].reason


def test_a_template_that_multiplies_its_fields_is_left_out(one_card) -> None:
    model = json.loads(json.dumps(MODEL))
    model["7"]["tmpls"][0]["qfmt"] = "{{Front}}" * 500
    card, done = one_card(model=model, fields="x" * 1000 + "\x1fy")
    assert card is None
    assert len(done.skipped) == 1


def test_scripts_handlers_and_escapes_are_gone(one_card) -> None:
    card, _done = one_card(
        fields="<img src=x onerror=alert(1)>\x1b]0;t\x07<script>alert(2)</script>q"
        "\x1f<a href='java\nscript:x'>a</a><object data=x>b</object><style>*{}</style>"
    )
    text = card.front + card.back
    for sign in ("alert", "onerror", "script", "\x1b", "\x07", "<style", "<object"):
        assert sign not in text


@pytest.mark.parametrize(
    "deck",
    ["../../../tmp/x", "a/b\\c", "CON", "..", "", "\x00", "д" * 300, 'x<>:"|?*', ".hidden"],
    ids=range(9),
)
def test_decks_with_any_name_stay_in_the_folder(deck, one_card, tmp_path) -> None:
    card, done = one_card(deck=deck)
    assert done.added == 1
    assert card.deck
    files = [path for path in (tmp_path / "imported" / "one").rglob("*") if path.is_file()]
    assert [path.suffix for path in files] == [".md"]


def test_tags_and_ids_cannot_end_the_comment_they_stand_in(one_card) -> None:
    card, done = one_card(tags="a%% %%b c\u2028d -->e", guid="g\n^x %%")
    assert done.added == 1
    assert card.explicit_id.startswith("anki-")
    assert card.tags == ("a__", "__b", "c", "d", "-->e")


@pytest.mark.parametrize(
    "card",
    [
        "2, 2, 9223372036854775807, 1000000000, -1, -5, 99999999999, 0, 0, 0, 255, '{\"s\":1e999}'",
        '1, 1, -9223372036854775808, 0, 0, 0, 0, 0, 0, 0, 0, \'{"s":-1,"d":99}\'',
        '3, 3, 99999999999999, -7, 0, 0, 0, 0, 0, 0, 0, \'{"lrt":1e300,"s":5,"d":5}\'',
        "2, -9, 5, 5, 2500, 1, 0, 0, 0, 0, 0, '[[[['",
        "9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 'NaN'",
    ],
)
def test_schedules_that_cannot_be_are_bounded(card, one_card, collection) -> None:
    from quizapp.actions.safety.integrity import check_collection

    stored, done = one_card(card=card)
    assert done.added == 1
    assert stored.standing is Standing.ACTIVE
    assert check_collection(collection) == []


def test_reviews_from_before_and_after_time_do_not_stop_an_import(one_card) -> None:
    rows = "".join(
        f"INSERT INTO revlog VALUES ({at}, 1, 3, 5, 1, 300, 1000, 1);"
        for at in (-(2**62), 0, 5, 1_700_000_000_000, 2**62)
    )
    card, done = one_card(card="2, 2, 5, 5, 2500, 1, 0, 0, 0, 0, 0, ''", extra=rows)
    assert card is not None
    assert done.added == 1


def test_a_failure_half_way_leaves_the_old_notes(
    one_card, take_in, collection, tmp_path, monkeypatch
) -> None:
    from quizapp.actions.importing import packages as action

    one_card()
    folder = tmp_path / "imported" / "one"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def fails(*_arguments):
        raise InputError("The disk is full.")

    monkeypatch.setattr(action, "unite_logs", fails)
    with pytest.raises(InputError, match="disk is full"):
        one_card(fields="other\x1ftext")

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in (tmp_path / "imported").iterdir()] == ["one"]
    with collection.database.reading() as connection:
        (card,) = cards.all_cards(connection, collection.learner)
    assert card.front == "front"


def test_what_a_killed_import_left_is_mended_by_the_next(one_card, tmp_path) -> None:
    one_card()
    home = tmp_path / "imported"
    (home / "one").rename(home / ".replaced-one")
    (home / ".incoming-1234").mkdir()

    _card, done = one_card()

    assert (done.added, done.unchanged, done.retired) == (0, 1, 0)
    assert [path.name for path in home.iterdir()] == ["one"]
