import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
import staged
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp.model.reviews import Rating
from quizapp.tui.screens.help import HelpScreen
from quizapp.tui.screens.study.screen import StudyScreen
from quizapp.tui.screens.study.summary import SummaryScreen
from quizapp.tui.screens.today import TodayScreen
from quizapp.tui.widgets.code import Editor

Stage = Callable[..., list[staged.Staged]]
SLIP = ("0.04", "0.71", "0.26", "0.72", "0.1353/10.24", "0.27")


async def type_cells(pilot: Pilot[None], texts: tuple[str, ...]) -> None:
    for number, text in enumerate(texts):
        await press(pilot, *(["tab"] if number else []), *text)


def bottom(pilot: Pilot[None]) -> str:
    return seen(pilot).splitlines()[-1]


def test_a_basic_card_is_shown_revealed_and_rated(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        assert "Show answer" in seen(pilot)
        assert "So the network can undo" not in seen(pilot)
        await press(pilot, "space")
        assert "So the network can undo" in seen(pilot)
        assert "notes/quick.md:49" in seen(pilot)
        await press(pilot, "space")
        assert "Every feature of a batch" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.GOOD)]


@pytest.mark.parametrize("key", "1234")
def test_a_digit_rates(stage: Stage, key: str) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, key, "enter", key)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating(int(key)))]


def test_two_buttons_share_the_row_of_four(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        sessions[0].ratings = (Rating.AGAIN, Rating.GOOD)
        await press(pilot, "space")
        words = seen(pilot)
        assert [name in words for name in ("Again", "Hard", "Good", "Easy")] == [
            *(True, False),
            *(True, False),
        ]
        await press(pilot, "3")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.GOOD)]


def test_a_tile_is_clicked(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space")
        await pilot.click(offset=(30, 26))
        await settled(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.HARD)]


def test_the_question_stays_on_its_row_when_the_answer_fits(stage: Stage) -> None:
    stage(staged.asked(replace(staged.BASIC, back="short")))

    async def journey(pilot: Pilot[None]) -> None:
        def row() -> int:
            lines = seen(pilot).splitlines()
            return next(at for at, line in enumerate(lines) if "What does batch" in line)

        before = row()
        await press(pilot, "space")
        assert row() == before

    asyncio.run(play(staged.app(study=True), journey))


def test_a_cloze_opens_in_place(stage: Stage) -> None:
    stage(staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        assert "deviation [a number]." in seen(pilot)
        await press(pilot, "space")
        assert "deviation 1." in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_steps_come_one_a_key_press(stage: Stage) -> None:
    stage(staged.asked(staged.STEPS))

    async def journey(pilot: Pilot[None]) -> None:
        assert "Show step 1 of 3" in seen(pilot)
        await press(pilot, "space")
        assert "Take a batch" in seen(pilot)
        assert "Normalize every feature" not in seen(pilot)
        await press(pilot, "space", "space")
        assert "Scale by γ, shift by β" in seen(pilot)
        assert "3  Good" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


@pytest.mark.parametrize(
    ("letter", "rating"), [("b", Rating.GOOD), ("и", Rating.GOOD), ("a", Rating.AGAIN)]
)
def test_a_letter_picks_an_option_in_either_layout(
    stage: Stage, letter: str, rating: Rating
) -> None:
    sessions = stage(staged.asked(staged.CHOICE), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, letter)
        assert "✓ b  probabilities" in seen(pilot)
        assert ("✗ a" in seen(pilot)) == (rating is Rating.AGAIN)
        await press(pilot, "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", rating)]


def test_a_live_question_answered_right(stage: Stage) -> None:
    sessions = stage(staged.live(staged.SIGMOID), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, *"0,73", "enter")
        assert "✓ Right" in seen(pilot)
        assert "w  worked solution, 2 steps" in seen(pilot)
        await press(pilot, "w")
        assert "Worked with your numbers" in seen(pilot)
        await press(pilot, "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.GOOD)]


def test_a_known_mistake_is_named_and_its_step_marked(stage: Stage) -> None:
    sessions = stage(staged.live(staged.WEIGHTS), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await type_cells(pilot, SLIP)
        assert "0.1353/10.24" in seen(pilot)
        await press(pilot, "enter")
        screen = seen(pilot)
        assert "◆ The factor 1/√dₖ is missing" in screen
        assert "typical mistake" in screen
        assert "0 of 6 match" in screen
        parted = next(line for line in screen.splitlines() if line.strip().startswith("◆ 2"))
        assert "Divide by" in parted
        await press(pilot, "space")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.AGAIN)]


def test_enter_goes_to_the_first_empty_cell_until_all_are_filled(stage: Stage) -> None:
    sessions = stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "1", "tab", "tab", "3", "enter")
        await press(pilot, "2")
        assert sessions[0].verdict is None
        values = [cell.value for cell in pilot.app.screen.query("Cell")]
        assert values == ["1", "2", "3", "", "", ""]

    asyncio.run(play(staged.app(study=True), journey))


def test_arrows_move_between_cells(stage: Stage) -> None:
    stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "1", "right", "2", "down", "5", "left", "left", "4", "up", "9")
        values = [cell.value for cell in pilot.app.screen.query("Cell")]
        assert values == ["19", "2", "", "4", "5", ""]

    asyncio.run(play(staged.app(study=True), journey))


def test_a_matrix_is_typed_in_one_line(stage: Stage) -> None:
    stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, *"1 -2 3; 4", " ", " ", *"5/2 6 ")
        values = [cell.value for cell in pilot.app.screen.query("Cell")]
        assert values == ["1", "-2", "3", "4", "5/2", "6"]

    asyncio.run(play(staged.app(study=True), journey))


def test_enter_without_an_answer_says_what_shows_it(stage: Stage) -> None:
    sessions = stage(staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        assert "There is no answer yet. f3 shows it." in seen(pilot)
        assert not sessions[0].revealed

    asyncio.run(play(staged.app(study=True), journey))


def test_a_pasted_matrix_fills_the_cells(stage: Stage) -> None:
    sessions = stage(staged.live(staged.WEIGHTS))

    async def journey(pilot: Pilot[None]) -> None:
        pilot.app.copy_to_clipboard("[[0.0746, 0.6228, 0.3069],\n [0.6438, 0.038, 0.3174]]")
        await press(pilot, "ctrl+v", "enter")
        assert "✓ Right" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].verdict is not None


def test_how_a_fraction_is_read_stands_below(stage: Stage) -> None:
    stage(staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, *"3/4")
        assert "3/4 = 0.75" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_an_unreadable_answer_is_explained_and_kept(stage: Stage) -> None:
    sessions = stage(staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, *"1,234", "enter")
        screen = seen(pilot)
        assert "? Cannot read “1,234”" in screen
        assert "Is it 1.234 or 1234?" in screen
        assert "nothing was recorded" in screen
        await press(pilot, "backspace", "backspace", "backspace", "backspace")
        assert "Cannot read" not in seen(pilot)
        await press(pilot, *".73", "enter")
        assert "Cannot read" not in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == []


def test_letters_and_digits_are_text_while_the_answer_has_the_focus(stage: Stage) -> None:
    sessions = stage(staged.asked(staged.BASIC), staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space", "3", *"1qub?")
        (cell,) = pilot.app.screen.query("Cell")
        assert cell.value == "1qub?"
        assert "f1 help" in bottom(pilot)
        await press(pilot, "f2")
        assert "Hint 1 of 1" in seen(pilot)
        await press(pilot, "f4")
        assert "seed 6" in seen(pilot)
        assert "Hint" not in seen(pilot)
        await press(pilot, "ctrl+z")
        assert "Taken back." in seen(pilot)
        assert "What does batch normalization" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == []


def test_esc_leaves_the_answer_so_that_letters_are_keys(stage: Stage) -> None:
    stage(staged.live(staged.SIGMOID))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "1", "escape", "р")
        assert "Hint 1 of 1" in seen(pilot)
        await press(pilot, "escape", "tab", "2")
        assert [cell.value for cell in pilot.app.screen.query("Cell")] == ["12"]

    asyncio.run(play(staged.app(study=True), journey))


def test_dont_know_shows_the_solution_and_proposes_again(stage: Stage) -> None:
    sessions = stage(staged.live(staged.SIGMOID), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "f3")
        assert "Right answer" in seen(pilot)
        assert "0.7311" in seen(pilot)
        await press(pilot, "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.AGAIN)]


def test_an_output_is_typed_line_by_line_and_compared(stage: Stage) -> None:
    sessions = stage(staged.code(), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        assert "class Config:" in seen(pilot)
        await press(pilot, *"True", "enter", *"debug", "space", *"debug")
        assert "2 lines" in seen(pilot)
        await press(pilot, "ctrl+r")
        screen = seen(pilot)
        assert "◆ __init__ runs on every call" in screen
        assert "✓  1  True" in screen
        assert "✗  2  debug debug" in screen
        await press(pilot, "p")
        assert "class Config:" in seen(pilot)
        await press(pilot, "1")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.AGAIN)]


def test_function_keys_and_undo_work_while_an_output_is_typed(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC), staged.code())

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space", "enter", *"abc", "f6")
        assert "Where it comes from" in seen(pilot)
        await press(pilot, "f6", "f2")
        assert "Hint 1 of 1" in seen(pilot)
        await press(pilot, "ctrl+z")
        assert "What does batch normalization" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_a_burst_of_keys_is_played_in_order(stage: Stage) -> None:
    """Keys arrive before the first of them had its effect, in one read of the terminal."""
    sessions = stage(
        staged.asked(staged.BASIC), staged.live(staged.SIGMOID), staged.asked(staged.CLOZE)
    )

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space", "2", *"0.31", "left", "left", "delete", "7", "enter", "4")
        assert "Every feature of a batch" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.HARD), ("rate", Rating.EASY)]
    assert sessions[0].typed == [["0.71"]]


def test_a_key_acts_only_on_the_screen_it_was_typed_on(stage: Stage) -> None:
    """Esc does nothing on a choice card; the help opened after it in one burst stays open."""
    stage(staged.asked(staged.CHOICE))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "escape", "?")
        assert isinstance(pilot.app.screen, HelpScreen)

    asyncio.run(play(staged.app(study=True), journey))


def test_suspend_and_bury_say_how_to_undo(stage: Stage) -> None:
    sessions = stage(
        staged.asked(staged.BASIC), staged.asked(staged.CLOZE), staged.asked(staged.STEPS)
    )

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "s")
        assert "Suspended. u undoes it." in seen(pilot)
        await press(pilot, "minus")
        assert "Put off until tomorrow. u undoes it." in seen(pilot)
        await press(pilot, "u", "г")
        assert "What does batch normalization" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == []


def test_undo_is_offered_only_when_there_is_something_to_undo(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        assert "undo" not in bottom(pilot)
        await press(pilot, "space", "enter")
        assert "u undo" in bottom(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_a_question_that_cannot_be_asked_says_why_and_can_be_put_off(stage: Stage) -> None:
    refused = staged.asked(staged.QUESTION, None, refusal="This deck may not run code yet.")
    sessions = stage(refused, staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        assert "This deck may not run code yet." in seen(pilot)
        await press(pilot, "3")
        assert sessions[0].log == []
        await press(pilot, "space")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("bury", None)]


def test_the_session_ends_in_its_summary_and_undo_goes_back_into_it(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space", "enter")
        assert isinstance(pilot.app.screen, SummaryScreen)
        screen = seen(pilot)
        assert "42 cards in 15 minutes" in screen
        assert "Look again" in screen
        await press(pilot, "u")
        assert isinstance(pilot.app.screen, StudyScreen)
        assert "What does batch normalization" in seen(pilot)
        await press(pilot, "space", "enter", "enter")
        assert isinstance(pilot.app.screen, TodayScreen)

    asyncio.run(play(staged.app(study=True), journey))


def test_q_ends_early_and_goes_home_without_a_summary_of_nothing(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "й")
        assert isinstance(pilot.app.screen, TodayScreen)

    asyncio.run(play(staged.app(study=True), journey))


def test_the_help_holds_what_works_now_and_can_be_searched(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "?")
        assert "a card" in seen(pilot)
        assert "Again, Hard, Good, Easy" not in seen(pilot)
        await press(pilot, "escape", "space", "f1")
        assert "Again, Hard, Good, Easy" in seen(pilot)
        await press(pilot, "/", *"susq")
        assert "No key here does that." in seen(pilot)
        await press(pilot, "backspace")
        assert "s  @" in seen(pilot)
        assert "Everywhere" not in seen(pilot)
        await press(pilot, "escape", "1")

    asyncio.run(play(staged.app(study=True), journey))


def test_why_now_tells_memory_rule_and_place(stage: Stage) -> None:
    stage(staged.asked(staged.BASIC))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "i")
        screen = seen(pilot)
        for words in ("85 %", "12 days", "6.2 of 10", "definition of a term", "notes/quick.md:49"):
            assert words in screen
        await press(pilot, "escape")
        assert "Where it comes from" not in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_a_long_card_scrolls_and_the_ratings_keep_their_place(stage: Stage) -> None:
    long = replace(staged.BASIC, back="\n\n".join(f"Paragraph {n}" for n in range(40)))
    stage(staged.asked(long))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space")
        assert "more lines" in seen(pilot)
        assert "Paragraph 39" not in seen(pilot)
        await press(pilot, *["down"] * 80)
        assert "Paragraph 39" in seen(pilot)
        assert "enter" in seen(pilot).splitlines()[26]

    asyncio.run(play(staged.app(study=True), journey))


def test_a_long_program_is_paged_while_its_output_is_typed(stage: Stage) -> None:
    long = replace(staged.OUTPUT, program="\n".join(f"print({n})" for n in range(60)))
    stage(staged.code(long))

    async def journey(pilot: Pilot[None]) -> None:
        assert bottom(pilot).startswith(" pgdn down")
        assert "print(59)" not in seen(pilot)
        await press(pilot, "1", *["pagedown"] * 60)
        assert "print(59)" in seen(pilot)
        assert pilot.app.screen.query_one("OutputBody Editor", Editor).text == "1"

    asyncio.run(play(staged.app(study=True), journey))


def test_scrolling_is_offered_only_where_there_is_more(stage: Stage) -> None:
    long = replace(staged.BASIC, back="\n\n".join(f"Paragraph {n}" for n in range(40)))
    stage(staged.asked(long), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        assert "↓ down" not in bottom(pilot)
        await press(pilot, "space")
        assert "↓ down" in bottom(pilot)
        await press(pilot, "3")
        assert "↓ down" not in bottom(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_card_text_is_never_obeyed(stage: Stage) -> None:
    hostile = "[bold]B[/bold] [@click=app.quit]x[/] \x1b[2J\x1b]0;title\x07 <b>y</b>"
    stage(staged.asked(replace(staged.BASIC, front=hostile, back=hostile)))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space")
        screen = seen(pilot)
        assert "[bold]B[/bold]" in screen
        assert "[@click=app.quit]x[/]" in screen
        assert "\x1b" not in screen
        assert "␛" in screen

    asyncio.run(play(staged.app(study=True), journey))
