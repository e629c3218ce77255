"""Standard streams of Windows: UTF-8 where they are no console, so that no letter becomes ``?``."""

import io

import pytest

from quizapp.cli.output import print_text
from quizapp.cli.streams import speak_utf8

SAID = "Вспоминаемость ⟶ 0,9"


class Console(io.TextIOWrapper):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def stream(kind: type[io.TextIOWrapper] = io.TextIOWrapper) -> io.TextIOWrapper:
    """A stream with the code page of a Western Windows."""
    return kind(io.BytesIO(), encoding="cp1252", newline="")


def test_what_is_redirected_on_windows_keeps_every_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    redirected = stream()
    speak_utf8("win32", {}, (None, redirected))
    monkeypatch.setattr("sys.stdout", redirected)

    print_text(SAID)

    redirected.flush()
    assert redirected.buffer.getvalue().decode("utf-8") == f"{SAID}\n"


@pytest.mark.parametrize(
    ("platform", "environment", "kind"),
    [
        ("win32", {}, Console),
        ("win32", {"PYTHONIOENCODING": "cp1252"}, io.TextIOWrapper),
        ("linux", {}, io.TextIOWrapper),
    ],
)
def test_consoles_other_systems_and_an_asked_for_encoding_stay(platform, environment, kind) -> None:
    left = stream(kind)

    speak_utf8(platform, environment, (left,))

    assert left.encoding == "cp1252"
