"""A running Anki, spoken to through its add-on AnkiConnect.

One request is one HTTP POST of ``{"action", "version", "params", "key"}``; its answer is
``{"result", "error"}`` (https://git.sr.ht/~foosoft/anki-connect, version 6 of its protocol).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from quizapp.language import _
from quizapp.model.errors import InputError

VERSION = 6
ADDRESS = "http://127.0.0.1:8765"
"""Where AnkiConnect listens unless its own settings say otherwise."""

_AT_ONCE = 100
_GREETING_S = 5.0
_LONGEST_S = 600.0
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


class Action(NamedTuple):
    """One action of the add-on with its parameters."""

    name: str
    params: Mapping[str, Any]


class Failed(NamedTuple):
    """What an action answers that was not done."""

    reason: str


class Connect:
    """The add-on at an address; :meth:`greet` comes first."""

    def __init__(self, address: str = ADDRESS, key: str = "") -> None:
        self._host, self._port = _host_and_port(address)
        self.address = address
        self._key = key
        self._greeted = False

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine, so that it can read our files."""
        return self._host in _LOCAL

    def greet(self) -> None:
        """Ask for permission and look at the version.

        Raises:
            InputError: nobody answers, or the add-on is too old, or wants another key.
        """
        answer = self._answer(Action("requestPermission", {}), _GREETING_S)
        if isinstance(answer, Failed):  # an add-on from before there were permissions
            answer = {"permission": "granted", "version": self._answer(Action("version", {}))}
        if not isinstance(answer, dict) or "permission" not in answer:
            raise self._strange()
        if answer["permission"] != "granted":
            raise InputError(_("Anki does not let quizapp in: allow it in the window Anki opened."))
        version = answer.get("version")
        if not isinstance(version, int) or version < VERSION:
            raise InputError(_("This AnkiConnect is too old: update the add-on in Anki."))
        if answer.get("requireApiKey") and not self._key:
            message = _("AnkiConnect wants a key: quizapp config anki_key KEY")
            raise InputError(message)
        self._greeted = True
        self.ask("deckNames")

    def ask(self, name: str, **params: Any) -> Any:
        """Do one action and answer with its result.

        Raises:
            InputError: it was not done, or nobody answers.
        """
        answer = self._answer(Action(name, params))
        if isinstance(answer, Failed):
            raise self.refusal(name, answer)
        return answer

    def all(self, actions: Sequence[Action]) -> Iterator[Any]:
        """Do many actions, some in a request; each answers with its result or :class:`Failed`."""
        for start in range(0, len(actions), _AT_ONCE):
            some = actions[start : start + _AT_ONCE]
            answers = self.ask("multi", actions=[self._request(action) for action in some])
            if not isinstance(answers, list) or len(answers) != len(some):
                raise self._strange()
            yield from map(self._result, answers)

    @contextmanager
    def understood(self) -> Iterator[None]:
        """Read answers.

        Raises:
            InputError: they are not of the documented form.
        """
        try:
            yield
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            raise self._strange() from None

    def refusal(self, name: str, failed: Failed) -> InputError:
        """The sentence for an action that was not done."""
        if "api key" in failed.reason:
            return InputError(_("AnkiConnect wants another key: quizapp config anki_key KEY"))
        if "unsupported action" in failed.reason:
            message = _("This AnkiConnect does not know “{action}”: update the add-on in Anki.")
            return InputError(message.format(action=name))
        if "collection is not available" in failed.reason:
            return InputError(_("Anki has no collection open: choose a profile there."))
        message = _("Anki refused “{action}”: {reason}.")
        return InputError(message.format(action=name, reason=failed.reason.rstrip(".")))

    def _request(self, action: Action) -> dict[str, Any]:
        key = {"key": self._key} if self._key else {}
        return {"action": action.name, "version": VERSION, "params": dict(action.params), **key}

    def _answer(self, action: Action, timeout: float = _LONGEST_S) -> Any:
        sent = json.dumps(self._request(action)).encode()
        try:
            status, received = self._exchange(sent, timeout)
        except TimeoutError:
            message = _("Anki does not answer at {address}: is a window of it waiting for you?")
            raise InputError(message.format(address=self.address)) from None
        except (OSError, HTTPException):
            raise self._silence() from None
        if status == 403:
            return {"permission": "denied"}
        try:
            return self._result(json.loads(received))
        except ValueError:
            raise self._strange() from None

    def _exchange(self, sent: bytes, timeout: float) -> tuple[int, bytes]:
        """One POST; only the greeting may give up while a connection is made."""
        connection = HTTPConnection(self._host, self._port, timeout=_GREETING_S)
        try:
            connection.connect()
            connection.sock.settimeout(timeout)
            connection.request("POST", "/", sent, {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def _result(self, answer: Any) -> Any:
        """The result in an answer; before version 5 it was the whole of it."""
        if not isinstance(answer, dict) or answer.keys() != {"result", "error"}:
            if self._greeted:
                raise self._strange()
            return answer
        return answer["result"] if answer["error"] is None else Failed(str(answer["error"]))

    def _silence(self) -> InputError:
        if self._greeted:
            return InputError(_("Anki stopped answering: send again, and what is missing follows."))
        message = _(
            "Anki is not running, or the AnkiConnect add-on is missing:"
            " nobody answers at {address}."
        )
        return InputError(message.format(address=self.address))

    def _strange(self) -> InputError:
        message = _("What answers at {address} is not AnkiConnect.")
        return InputError(message.format(address=self.address))


def _host_and_port(address: str) -> tuple[str, int]:
    parts = urlsplit(address if "//" in address else f"//{address}", scheme="http")
    try:
        if parts.scheme == "http" and parts.hostname:
            return parts.hostname, parts.port or urlsplit(ADDRESS).port or 80
    except ValueError:
        pass
    message = _("“{address}” is no address of AnkiConnect: write one like {example}.")
    raise InputError(message.format(address=address, example=ADDRESS))
