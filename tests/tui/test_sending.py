"""Sending to an open Anki: shown first, done only when the learner says so."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import staged
from conftest import play, press, seen
from textual.pilot import Pilot

from quizapp.actions.anki import preview as anki_preview
from quizapp.actions.anki import sending as send_to_anki
from quizapp.actions.anki.preview import Preview
from quizapp.actions.anki.sending import Sent
from quizapp.model.errors import InputError
from quizapp.tui.screens.sending import SendingScreen

SOME = Preview(3, 1, 40, 0, 0, 0, 7, 2)
NONE = Preview(0, 0, 44, 0, 0, 0, 0, 0)


@pytest.fixture
def anki(monkeypatch: pytest.MonkeyPatch) -> Callable[[Preview | InputError], list[object]]:
    """Stage what Anki lacks; answers with what was sent."""

    def stage_anki(found: Preview | InputError) -> list[object]:
        sent: list[object] = []

        def difference_to(_collection: object, *_args: object) -> object:
            if isinstance(found, InputError):
                raise found
            return SimpleNamespace(preview=found)

        def send(difference: object) -> Sent:
            sent.append(difference)
            return Sent(3, 1, 0, 0, 7, 2, ("1 note stays as it is in Anki.",))

        monkeypatch.setattr(anki_preview, "difference_to", difference_to)
        monkeypatch.setattr(send_to_anki, "send", send)
        return sent

    return stage_anki


def journeyed(journey: Callable[[Pilot[None]], object]) -> None:
    asyncio.run(play(staged.app(), journey))  # type: ignore[arg-type]


async def open_sending(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+p", *"send anki", "enter")
    assert isinstance(pilot.app.screen, SendingScreen)


def test_it_is_sent_only_when_asked_for(stage, anki) -> None:
    stage()
    sent = anki(SOME)

    async def journey(pilot: Pilot[None]) -> None:
        await open_sending(pilot)
        for words in ("3 notes are new in Anki", "1 note changes there", "7 reviews go there"):
            assert words in seen(pilot)
        assert not sent
        await press(pilot, "enter")
        assert len(sent) == 1
        assert "Sent." in seen(pilot)
        assert "1 note stays" in seen(pilot)
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, SendingScreen)
        assert len(sent) == 1

    journeyed(journey)


@pytest.mark.parametrize(
    ("found", "said"), [(NONE, "44 are the same"), (InputError("Anki is not running."), "not runn")]
)
def test_where_there_is_nothing_to_send_nothing_is(stage, anki, found, said: str) -> None:
    stage()
    sent = anki(found)

    async def journey(pilot: Pilot[None]) -> None:
        await open_sending(pilot)
        assert said in seen(pilot)
        await press(pilot, "enter")
        assert not sent

    journeyed(journey)
