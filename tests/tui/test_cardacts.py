"""What is done to a card while it is studied: each act says what happened and how to undo it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
import staged
from conftest import play, press, seen
from textual.pilot import Pilot

from quizapp.actions.studying import about as about_actions
from quizapp.actions.studying.about import Sibling
from quizapp.actions.studying.holding import Leech
from quizapp.actions.studying.reasons import Cause, Reason
from quizapp.model.cards import CardState
from quizapp.model.reviews import Rating
from quizapp.tui import editor
from quizapp.tui.screens.study.leech import LeechScreen
from quizapp.tui.screens.study.screen import StudyScreen
from quizapp.tui.widgets.aboutrows import sibling_rows

Stage = Callable[..., list[staged.Staged]]

ACTS = [
    ("@", ("suspend", None), "Suspended. u undoes it."),
    ("!", ("suspend", True), "Suspended with its siblings. u undoes it."),
    ("-", ("bury", None), "Put off until tomorrow. u undoes it."),
    ("=", ("bury", True), "Put off until tomorrow with its siblings. u undoes it."),
    ("F", ("forget", None), "The card is new again. u undoes it."),
]


@pytest.mark.parametrize(("key", "logged", "said"), ACTS, ids=[key for key, *_ in ACTS])
def test_a_key_of_anki_acts_says_so_and_can_be_undone(
    stage: Stage, key: str, logged: tuple[str, object], said: str
) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, key)
        assert sessions[0].log == [logged]
        assert said in seen(pilot)
        assert "Every feature of a batch" in seen(pilot)
        await press(pilot, "u")
        assert "What does batch normalization" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == []


def test_m_moves_the_card_to_another_day(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "m", "down", "enter")
        assert "Due in 3 days. u undoes it." in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("due", (3, 3))]


def test_f_and_a_digit_flag_the_card_where_it_is(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "f", "4")
        assert "⚑4" in seen(pilot)
        assert "Flag 4. f changes it." in seen(pilot)
        await press(pilot, "f", "0")
        assert "⚑" not in seen(pilot)
        await press(pilot, "f", "escape")
        assert "What does batch normalization" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_a_star_and_ctrl_with_a_digit_flag_as_in_anki(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "asterisk", "4")
        assert sessions[0].asked.card.flag == 4
        await press(pilot, "ctrl+2")
        assert sessions[0].asked.card.flag == 2
        assert "⚑2" in seen(pilot)
        await press(pilot, "ctrl+2")
        assert sessions[0].asked.card.flag == 0
        assert "No flag" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_what_is_said_names_the_key_that_undoes_on_the_next_card(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC), staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "s")
        assert "Suspended. ctrl+z undoes it." in seen(pilot)
        await press(pilot, "ctrl+z")
        assert "What does batch normalization" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_what_was_said_of_a_card_goes_with_it(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space", "f", "3")
        assert "Flag 3. f changes it." in seen(pilot)
        await press(pilot, "enter")
        assert "a number" in seen(pilot)
        assert "Flag 3" not in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_after_undo_the_key_that_goes_on_undoing_comes_first(stage: Stage) -> None:
    stage(*(staged.asked(one) for one in (staged.BASIC, staged.CLOZE)), staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "s", "space", "3", "f3", "3", "u")
        assert seen(pilot).splitlines()[-1].split()[:2] == ["ctrl+z", "undo"]
        await press(pilot, "ctrl+z", "u")
        assert "What does batch normalization" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_a_flag_keeps_what_was_picked(stage: Stage) -> None:
    choice = replace(staged.CHOICE, back=staged.CHOICE.back.replace("- [ ] a class", "- [x] two"))
    stage(staged.asked(choice))

    async def journey(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app.screen, StudyScreen)
        body = pilot.app.screen.bodies.card
        await press(pilot, "b")
        assert body.letters == "b"
        await press(pilot, "f", "1")
        assert body.letters == "b"
        assert "⚑1" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_the_last_card_put_aside_says_so_over_the_summary(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "s")
        assert "Look again" in seen(pilot)
        assert "Suspended. u undoes it." in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def make_leech(session: staged.Staged, *, suspended: bool = False) -> None:
    session.leech = Leech(staged.BASIC, 8, suspended)


def test_a_leech_is_noticed_and_edited_where_it_is_written(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))
    edited: list[object] = []

    async def edit(_app: object, card: object) -> str:
        edited.append(card)
        return "Edited."

    monkeypatch.setattr(editor, "edit", edit)

    async def journey(pilot: Pilot[None]) -> None:
        make_leech(sessions[0], suspended=True)
        await press(pilot, "space", "1")
        assert isinstance(pilot.app.screen, LeechScreen)
        for words in ("What does batch normalization", "Forgotten 8 times.", "It was suspended."):
            assert words in seen(pilot)
        await press(pilot, "e")
        assert "Edited." in seen(pilot)
        assert "Every feature of a batch" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert edited == [staged.BASIC]


def test_undo_on_the_notice_takes_the_rating_back(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        make_leech(sessions[0])
        await press(pilot, "space", "1")
        assert isinstance(pilot.app.screen, LeechScreen)
        assert sessions[0].log == [("rate", Rating.AGAIN)]
        sessions[0].leech = None
        await press(pilot, "u")
        assert sessions[0].log == []
        assert "What does batch normalization" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_outside_the_schedule_a_rating_names_no_interval(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        sessions[0].moves = False
        await press(pilot, "space")
        assert "Good" in seen(pilot)
        assert "6 d" not in seen(pilot)
        sessions[0].moves = True
        await press(pilot, "f", "1")
        assert "6 d" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_a_typed_question_says_how_to_leave_the_answer(stage: Stage) -> None:
    stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        assert "esc keys" in seen(pilot).splitlines()[-1]
        await press(pilot, "escape")
        assert "esc keys" not in seen(pilot).splitlines()[-1]

    asyncio.run(play(staged.app(study=True), journey, (80, 24)))


@pytest.mark.parametrize("size", [(140, 45), (80, 24)])
def test_why_now_gives_its_reasons_beside_the_card_and_over_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    stage(staged.asked(staged.BASIC))
    why = (Reason(Cause.OVERDUE, days=3, recall=0.85, wanted=0.9),)
    about = replace(staged.ABOUT, why=why)
    monkeypatch.setattr(about_actions, "about", lambda _collection, _asked: about)

    async def journey(pilot: Pilot[None]) -> None:
        if size[0] < 130:
            await press(pilot, "i")
        assert "Overdue by 3 days" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey, size))


def test_questions_below_one_heading_are_told_apart_by_what_they_ask() -> None:
    asked = [
        replace(staged.QUESTION, uid=uid, question=uid, front=f"How much is ${{{{a}}}} {sign} 2$?")
        for uid, sign in (("sum", "+"), ("difference", "-"), ("product", "\\cdot"))
    ]
    siblings = [Sibling(card, CardState.NEW) for card in asked[1:]]

    rows = sibling_rows(asked[0], siblings, 60, revealed=False)

    texts = ["".join(piece.text for piece in row) for row in rows]
    assert texts == ["● How much is … − 2?", "● How much is … · 2?"]
    (alone,) = sibling_rows(staged.BASIC, siblings[:1], 60, revealed=False)
    assert "".join(piece.text for piece in alone) == "● Attention weights"
