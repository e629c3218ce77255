"""Pictures of the screens with fixed data: a change of one cell is a change to look at."""

from collections.abc import Callable

import pytest
import staged
from conftest import press, settled
from textual.pilot import Pilot

from quizapp import language
from quizapp.actions.studying.asking import Asked

Stage = Callable[..., list[staged.Staged]]
Compare = Callable[..., bool]
SLIP = "0.04 0.71 0.26; 0.72 0.1353/10.24 0.27"

BASIC = staged.asked(staged.BASIC)
STUDIED = {
    "question": (BASIC, ()),
    "answer": (BASIC, ("space",)),
    "live": (staged.live(staged.WEIGHTS), (*"0.04", "tab", *"3/4", "f2")),
    "verdict": (staged.live(staged.WEIGHTS), ("ctrl+v", "enter")),
    "again": (staged.live(staged.WEIGHTS), ("ctrl+v", "enter")),
    "code": (staged.live(staged.WEIGHTS), ("ctrl+v", "enter", "c")),
    "right": (staged.live(staged.SIGMOID), (*"0.73", "enter")),
    "type": (staged.typed(), tuple("a cat")),
    "letters": (staged.typed(), (*"a categoricl distrbution", "enter")),
    "choice": (staged.asked(staged.CHOICE), ("a",)),
    "why": (staged.live(staged.WEIGHTS), ("f6",)),
    "output": (staged.code(), (*"True", "enter", *"deb")),
    "summary": (BASIC, ("space", "enter")),
    "help": (BASIC, ("space", "f1")),
    "commands": (BASIC, ("ctrl+p", "s", "e")),
    "jump": (staged.live(staged.WEIGHTS), ("ctrl+o",)),
    "settings": (BASIC, ("f9", "down", "down")),
    "flagged": (BASIC, ("f", "3", "space")),
}
PICTURES = [
    ("answer", (100, 30), "en", "dark"),
    ("answer", (60, 20), "ru", "dark"),
    ("question", (80, 24), "ru", "dark"),
    ("live", (100, 30), "en", "dark"),
    ("live", (80, 24), "ru", "dark"),
    ("live", (60, 20), "en", "dark"),
    ("verdict", (100, 30), "ru", "dark"),
    ("verdict", (100, 30), "en", "light"),
    ("verdict", (100, 30), "en", "colourless"),
    ("verdict", (60, 20), "en", "dark"),
    ("live", (140, 45), "en", "dark"),
    ("again", (140, 45), "ru", "dark"),
    ("again", (100, 30), "en", "dark"),
    ("again", (60, 20), "ru", "dark"),
    ("code", (100, 30), "en", "dark"),
    ("right", (100, 30), "ru", "dark"),
    ("choice", (80, 24), "ru", "dark"),
    ("type", (100, 30), "en", "dark"),
    ("letters", (100, 30), "en", "dark"),
    ("letters", (60, 20), "en", "colourless"),
    ("why", (80, 24), "ru", "dark"),
    ("output", (100, 30), "en", "dark"),
    ("output", (60, 20), "ru", "dark"),
    ("summary", (100, 30), "en", "dark"),
    ("summary", (60, 20), "ru", "dark"),
    ("help", (100, 30), "ru", "dark"),
    ("commands", (80, 24), "en", "dark"),
    ("jump", (100, 30), "en", "dark"),
    ("settings", (80, 24), "en", "dark"),
    ("flagged", (60, 20), "en", "dark"),
]


async def act(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    await pilot.app.screen_stack[0].arrived.wait()  # type: ignore[attr-defined]
    await settled(pilot)
    for key in keys:
        pilot.app.copy_to_clipboard(SLIP)
        await press(pilot, key)


@pytest.mark.parametrize(
    ("name", "size", "lang", "theme"),
    PICTURES,
    ids=[f"{name}-{size[0]}x{size[1]}-{lang}-{theme}" for name, size, lang, theme in PICTURES],
)
def test_studying_looks_as_it_did(
    stage: Stage,
    snap_compare: Compare,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    size: tuple[int, int],
    lang: str,
    theme: str,
) -> None:
    language.use(lang)
    if theme == "colourless":
        monkeypatch.setenv("NO_COLOR", "1")
    card, keys = STUDIED[name]
    following: tuple[Asked, ...] = () if name == "summary" else (BASIC, BASIC)
    sessions = stage(card, *following)

    async def before(pilot: Pilot[None]) -> None:
        await pilot.app.screen_stack[0].arrived.wait()  # type: ignore[attr-defined]
        await settled(pilot)
        if name == "again":
            sessions[0].in_a_row = 2
            sessions[0].comes_next = staged.WHY_DIVIDE
        await act(pilot, keys)

    app = staged.app(study=True, theme="light" if theme == "light" else "dark")
    assert snap_compare(app, run_before=before, terminal_size=size)


DAYS = [
    ("usual", (100, 30), "en"),
    ("usual", (80, 24), "en"),
    ("usual", (60, 20), "ru"),
    ("usual", (140, 45), "ru"),
    ("first", (100, 30), "ru"),
    ("first", (80, 24), "en"),
    ("first", (60, 20), "ru"),
]


@pytest.mark.parametrize(
    ("day", "size", "lang"),
    DAYS,
    ids=[f"{day}-{size[0]}x{size[1]}-{lang}" for day, size, lang in DAYS],
)
def test_today_looks_as_it_did(
    stage: Stage, snap_compare: Compare, day: str, size: tuple[int, int], lang: str
) -> None:
    language.use(lang)
    stage(first_run=day == "first")
    assert snap_compare(staged.app(), run_before=lambda pilot: act(pilot, ()), terminal_size=size)
