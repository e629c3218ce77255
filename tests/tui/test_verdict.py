import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
import staged
from conftest import play, press, seen
from textual.pilot import Pilot

from quizapp.model.reviews import Rating
from quizapp.tui.screens.study.code import CodeScreen
from quizapp.tui.screens.study.screen import StudyScreen

Stage = Callable[..., list[staged.Staged]]
SLIP = "0.04 0.71 0.26; 0.72 0.1353/10.24 0.27"
WIDE = (140, 45)


async def answer(pilot: Pilot[None], text: str) -> None:
    pilot.app.copy_to_clipboard(text)
    await press(pilot, "ctrl+v", "enter")


def bottom(pilot: Pilot[None]) -> str:
    return seen(pilot).splitlines()[-1]


def test_c_shows_the_code_that_computed_the_answer(stage: Stage) -> None:
    stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        await answer(pilot, SLIP)
        assert "c code" in bottom(pilot)
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, CodeScreen)
        screen = seen(pilot)
        for words in (
            "reference_impl/attention.py:41",
            "def attention_weights(Q, K):",
            "Softmax over the scaled scores.",
            "step weights",
        ):
            assert words in screen
        await press(pilot, "с")
        assert isinstance(pilot.app.screen, StudyScreen)

    asyncio.run(play(staged.app(study=True), journey))


def test_an_answer_without_reference_code_says_so(stage: Stage) -> None:
    stage(staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await answer(pilot, "0.73")
        await press(pilot, "c")
        assert "it calls no reference function." in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_the_card_that_comes_next_is_announced(stage: Stage) -> None:
    sessions = stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        sessions[0].comes_next = staged.WHY_DIVIDE
        await answer(pilot, SLIP)
        assert "▸ Next comes the card “Why divide by √dₖ?”." in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (1, "typical mistake"),
        (2, "typical mistake · the second time"),
        (3, "typical mistake · 3 times in a row"),
    ],
)
def test_a_mistake_that_comes_back_says_so(stage: Stage, times: int, words: str) -> None:
    sessions = stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        sessions[0].in_a_row = times
        await answer(pilot, SLIP)
        banner = next(line for line in seen(pilot).splitlines() if "typical mistake" in line)
        assert banner.rstrip().endswith(words)

    asyncio.run(play(staged.app(study=True), journey))


def test_a_right_answer_tells_how_quick_it_was(stage: Stage) -> None:
    stage(staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await answer(pilot, "0.73")
        assert "✓ Right  in 48 s, faster than your median" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_a_quotient_is_repeated_with_four_digits(stage: Stage) -> None:
    stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        await answer(pilot, SLIP)
        screen = seen(pilot)
        assert "0.01321 ≈" in screen
        assert "0.0380" in screen

    asyncio.run(play(staged.app(study=True), journey))


def test_disagreeing_says_so_and_can_be_taken_back(stage: Stage) -> None:
    sessions = stage(staged.live(staged.SIGMOID), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await answer(pilot, "5")
        assert "x I disagree" in bottom(pilot)
        await press(pilot, "x")
        assert "Noted that you disagree. x takes it back." in seen(pilot)
        assert sessions[0].disagrees
        await press(pilot, "ч")
        assert not sessions[0].disagrees
        await press(pilot, "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.AGAIN)]


def test_without_an_answer_there_is_nothing_to_disagree_with(stage: Stage) -> None:
    sessions = stage(staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "f3", "x")
        assert "I disagree" not in bottom(pilot)
        assert not sessions[0].disagrees

    asyncio.run(play(staged.app(study=True), journey))


def test_r_after_the_verdict_practises_outside_the_schedule(stage: Stage) -> None:
    sessions = stage(staged.live(staged.SIGMOID), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await answer(pilot, "5")
        assert "r again with new numbers" in bottom(pilot)
        await press(pilot, "r")
        screen = seen(pilot)
        assert "seed 6" in screen
        assert "Practice: the schedule stays as it is." in screen
        await press(pilot, *"0.73", "enter")
        screen = seen(pilot)
        assert "✓ Right" in screen
        assert "Practice: the rating below is for your first answer." in screen
        assert "I disagree" not in bottom(pilot)
        await press(pilot, "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.AGAIN)]


def test_undo_goes_from_the_practice_back_to_the_verdict(stage: Stage) -> None:
    sessions = stage(
        staged.asked(staged.CLOZE), staged.live(staged.SIGMOID), staged.asked(staged.BASIC)
    )

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space", "enter")
        await answer(pilot, "5")
        await press(pilot, "r", "ctrl+z")
        assert "✗ Not this time" in seen(pilot)
        await press(pilot, "enter")
        assert "u undo" in bottom(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.GOOD), ("rate", Rating.AGAIN)]


def test_the_side_panel_is_open_on_a_wide_screen_and_i_closes_it(stage: Stage) -> None:
    stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        screen = seen(pilot)
        for words in (
            "Why now",
            "85 %",
            "90 %",
            "Past answers",
            "2 Mar  ≈ Close",
            "◆ The factor 1/√dₖ is",
            "✓ in 1 min 40 s",
            "From your notes",
            "What do Q, K and V stand for?",
        ):
            assert words in screen, words
        await press(pilot, "f6")
        assert "Past answers" not in seen(pilot)
        await press(pilot, "f6")
        assert "Past answers" in seen(pilot)
        await pilot.resize_terminal(120, 45)
        await press(pilot, "f3")
        assert "Past answers" not in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey, size=WIDE))


def test_beside_a_verdict_stand_its_code_and_the_past_of_the_mistake(stage: Stage) -> None:
    stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        await answer(pilot, SLIP)
        screen = seen(pilot)
        for words in ("The code that computed it", "def attention_weights", "made by you"):
            assert words in screen
        assert "2 times" in screen
        assert "Softmax over the scaled scores." not in screen

    asyncio.run(play(staged.app(study=True), journey, size=WIDE))


def test_nothing_beside_a_card_tells_its_answer(stage: Stage) -> None:
    stage(staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        assert "Why now" in seen(pilot)
        assert "The similarity of two tokens" not in seen(pilot)
        assert "What do Q, K and V" not in seen(pilot)
        await press(pilot, "space")
        assert "The similarity of two tokens" in seen(pilot)
        assert "What do Q, K and V" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey, size=WIDE))


def test_a_long_passage_ends_in_a_mark(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "\n\n".join(f"Paragraph {n} with {{{{c1::a gap}}}}." for n in range(40))
    monkeypatch.setattr(staged, "ABOUT", replace(staged.ABOUT, passage=long))
    stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        screen = seen(pilot)
        assert "Paragraph 1 with a gap." in screen
        assert "Paragraph 20" not in screen
        assert any(line.rstrip().endswith("│    …") for line in screen.splitlines())

    asyncio.run(play(staged.app(study=True), journey, size=WIDE))


def test_below_that_width_all_of_it_is_an_overlay(stage: Stage) -> None:
    stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        assert "Past answers" not in seen(pilot)
        await press(pilot, "f6")
        screen = seen(pilot)
        for words in ("wanted", "Past answers", "✓ in 48 s", "Where it comes from"):
            assert words in screen
        await press(pilot, *["down"] * 20)
        assert "Why divide by √dₖ?" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_several_right_options_are_confirmed_by_enter(stage: Stage) -> None:
    several = replace(staged.CHOICE, back="- [x] sigmoid\n- [ ] margin\n- [x] tanh\n- [ ] gradient")
    sessions = stage(staged.asked(several), staged.asked(staged.CLOZE))
    options = staged.asked(several).choice.options
    right = [letter for letter, option in zip("abcd", options, strict=True) if option.right]

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, *right)
        assert "Show answer" not in seen(pilot)
        assert "✓" not in seen(pilot)
        await press(pilot, "enter")
        assert "✓ " + right[0] in seen(pilot)
        await press(pilot, "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].typed == [["".join(right)]]
    assert sessions[0].log == [("rate", Rating.GOOD)]


def test_options_without_a_pick_are_shown_and_propose_again(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.CHOICE), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        assert "✓ b  probabilities" in seen(pilot)
        await press(pilot, "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].typed == []
    assert sessions[0].log == [("rate", Rating.AGAIN)]
