"""A stand-in for AnkiConnect, written from its public documentation, with a real Anki behind it.

It listens on the loopback, speaks version 6 of the protocol, takes the documented actions with
exactly their documented parameters and does what is documented to a collection of Anki's own
backend. What the documentation leaves open (errors inside ``multi``, what an unknown card gives)
is done in the least helpful way. The add-on itself is not needed and none of its code is here.
"""

import base64
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

RISKY = frozenset(
    "did id ivl lapses left mod nid odid odue ord queue reps type usn".split()  # noqa: SIM905
)
"""Keys of a card that are only set with ``warning_check``."""


class StandIn:
    """The add-on. ``fail_at`` cuts the line before the change that is counted so, from 1."""

    def __init__(
        self,
        collection: Collection,
        *,
        key: str | None = None,
        version: int = 6,
        permission: str = "granted",
        tells_mod: bool = True,
        reads_our_files: bool = True,
    ) -> None:
        self.collection = collection
        self.key = key
        self.version = version
        self.permission = permission
        self.tells_mod = tells_mod
        self.reads_our_files = reads_our_files
        self.unknown: set[str] = set()
        self.fail_at: int | None = None
        self.done: list[str] = []
        self._server = HTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def changes(self) -> list[str]:
        """The actions that were done and are no questions, without the way a package comes."""
        return [name for name in self.done if name not in QUESTIONS]

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, request: Any) -> Any:
        """The answer to a request, nested ones of ``multi`` too."""
        if not isinstance(request, dict) or not isinstance(request.get("action"), str):
            return {"result": None, "error": "the request is not of the documented form"}
        strange = request.keys() - {"action", "version", "params", "key"}
        assert not strange, f"not in the protocol: {strange}"
        old = request.get("version", 4) <= 4
        try:
            result = self._do(request)
        except CutOff:
            raise
        except Exception as error:
            return {"result": None, "error": str(error)}
        return result if old else {"result": result, "error": None}

    def _do(self, request: dict[str, Any]) -> Any:
        name, params = request["action"], request.get("params", {})
        if request.get("key") != self.key and name != "requestPermission":
            raise ValueError("valid api key must be provided")
        if name in self.unknown or name not in ACTIONS:
            raise ValueError("unsupported action")
        if name != "multi":
            self.done.append(name)
            if self.fail_at is not None and len(self.changes) >= self.fail_at:
                raise CutOff
        return ACTIONS[name](self, **params)


class CutOff(Exception):
    """The connection ends here."""


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert "Origin" not in self.headers
            try:
                answer = json.dumps(stand_in.answer(json.loads(body))).encode()
            except CutOff:
                self.close_connection = True
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


def _ids(value: object) -> list[int]:
    assert isinstance(value, list)
    assert all(isinstance(number, int) for number in value), value
    return value


def request_permission(self: StandIn) -> dict[str, Any]:
    if self.permission != "granted":
        return {"permission": self.permission}
    return {
        "permission": "granted",
        "requireApiKey": self.key is not None,
        "version": self.version,
    }


def find_notes(self: StandIn, query: str) -> list[int]:
    return list(self.collection.find_notes(query))


def find_cards(self: StandIn, query: str) -> list[int]:
    return list(self.collection.find_cards(query))


def notes_info(self: StandIn, notes: list[int]) -> list[dict[str, Any]]:
    return [_note_info(self, number) for number in _ids(notes)]


def _note_info(self: StandIn, number: int) -> dict[str, Any]:
    if not self.collection.find_notes(f"nid:{number}"):
        return {}
    note = self.collection.get_note(number)
    told = {
        "noteId": note.id,
        "modelName": note.note_type()["name"],
        "tags": note.tags,
        "fields": {
            name: {"value": value, "order": order}
            for order, (name, value) in enumerate(note.items())
        },
        "cards": list(note.card_ids()),
    }
    return told | ({"mod": note.mod, "profile": "User 1"} if self.tells_mod else {})


def get_decks(self: StandIn, cards: list[int]) -> dict[str, list[int]]:
    decks: dict[str, list[int]] = {}
    for number in _ids(cards):
        deck = self.collection.decks.name(self.collection.get_card(number).did)
        decks.setdefault(deck, []).append(number)
    return decks


def get_reviews_of_cards(self: StandIn, cards: list[int]) -> dict[str, list[dict[str, int]]]:
    names = ("id", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type")
    query = f"select {', '.join(names)} from revlog where cid = ?"
    return {
        str(card): [
            dict(zip(names, row, strict=True)) for row in self.collection.db.all(query, card)
        ]
        for card in _ids(cards)
    }


def insert_reviews(self: StandIn, reviews: list[list[int]]) -> None:
    assert all(len(row) == 9 for row in reviews)
    rows = ",".join("(" + ",".join(str(int(number)) for number in row) + ")" for row in reviews)
    columns = "id, cid, usn, ease, ivl, lastIvl, factor, time, type"
    self.collection.db.execute(f"insert into revlog ({columns}) values {rows}")


def set_specific_value_of_card(
    self: StandIn,
    card: int,
    keys: list[str],
    newValues: list[Any],
    warning_check: bool = False,
) -> Any:
    assert len(keys) == len(newValues)
    if RISKY.intersection(keys) and not warning_check:
        return False
    try:
        found = self.collection.get_card(card)
        for name, value in zip(keys, newValues, strict=True):
            setattr(found, name, value)
        self.collection.update_card(found, skip_undo_entry=True)
    except Exception as error:
        return [[False, str(error)]]
    return [True]


def suspend(self: StandIn, cards: list[int]) -> bool:
    return self.collection.sched.suspend_cards(_ids(cards)).count > 0


def unsuspend(self: StandIn, cards: list[int]) -> bool:
    self.collection.sched.unsuspend_cards(_ids(cards))
    return True


def change_deck(self: StandIn, cards: list[int], deck: str) -> None:
    self.collection.set_deck(_ids(cards), self.collection.decks.id(deck))


def add_tags(self: StandIn, notes: list[int], tags: str) -> None:
    self.collection.tags.bulk_add(_ids(notes), tags)


def remove_tags(self: StandIn, notes: list[int], tags: str) -> None:
    self.collection.tags.bulk_remove(_ids(notes), tags)


def store_media_file(self: StandIn, filename: str, data: str) -> str:
    Path(self.collection.media.dir(), filename).write_bytes(base64.b64decode(data, validate=True))
    return filename


def delete_media_file(self: StandIn, filename: str) -> None:
    self.collection.media.trash_files([filename])


def import_package(self: StandIn, path: str) -> bool:
    media = Path(self.collection.media.dir())
    file = media / path
    if not self.reads_our_files and not file.is_relative_to(media):
        raise FileNotFoundError(path)
    options = ImportAnkiPackageOptions(
        merge_notetypes=True, with_scheduling=True, with_deck_configs=True
    )
    request = ImportAnkiPackageRequest(package_path=str(file), options=options)
    self.collection.import_anki_package(request)
    self.collection.models._clear_cache()
    return True


ACTIONS: dict[str, Callable[..., Any]] = {
    "addTags": add_tags,
    "changeDeck": change_deck,
    "deckNames": lambda self: [deck.name for deck in self.collection.decks.all_names_and_ids()],
    "deleteMediaFile": delete_media_file,
    "findCards": find_cards,
    "findNotes": find_notes,
    "getDecks": get_decks,
    "getMediaDirPath": lambda self: self.collection.media.dir(),
    "getReviewsOfCards": get_reviews_of_cards,
    "importPackage": import_package,
    "insertReviews": insert_reviews,
    "multi": lambda self, actions: [self.answer(action) for action in actions],
    "notesInfo": notes_info,
    "removeTags": remove_tags,
    "requestPermission": request_permission,
    "setSpecificValueOfCard": set_specific_value_of_card,
    "storeMediaFile": store_media_file,
    "suspend": suspend,
    "unsuspend": unsuspend,
    "version": lambda self: self.version,
}

QUESTIONS = frozenset(
    {
        "deckNames",
        "findCards",
        "findNotes",
        "getDecks",
        "getMediaDirPath",
        "getReviewsOfCards",
        "notesInfo",
        "requestPermission",
        "version",
    }
)
