"""Live questions that list something: options by their letters, lines by their numbers."""

import asyncio
from collections.abc import Callable

import staged
from conftest import play, press, seen
from textual.pilot import Pilot

from quizapp.model.questions import Variant
from quizapp.model.reviews import Rating
from quizapp.questions import draw_variant, read_question
from quizapp.questions.statements import Question
from quizapp.tui.screens.study.screen import StudyScreen

Stage = Callable[..., list[staged.Staged]]

CHOSEN = '''"""How many hours has a watch of {{n}} dog watches?"""
n = integers(3, 3)
answer(2 * n, choose=True)
mistake(4 * n, "A dog watch is half a watch: $\\\\frac{4}{2}$ hours")
option(3 * n)
'''
ORDERED = '''"""In which order does a ship of {{n}} masts leave?"""
n = integers(3, 3)
answer(order("cast off", "turn by $\\\\frac{\\\\pi}{2}$", "set sail"))
'''


def drawn(source: str) -> Variant:
    question = read_question(source, "python quiz a-question", "notes.md", 1)
    assert isinstance(question, Question)
    return draw_variant(question, 1)


def test_options_stand_below_the_prompt_and_their_letter_answers(stage: Stage) -> None:
    variant = drawn(CHOSEN)
    (part,) = variant.parts
    letter = "abc"[part.options.index("6")]
    sessions = stage(staged.live(variant), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        before = [line.split() for line in seen(pilot).splitlines()]
        for mark, option in zip("abc", part.options, strict=True):
            assert ["▌", mark, option] in before
        assert "the letter of the right one" in seen(pilot)
        await press(pilot, letter, "enter")
        assert "✓ Right" in seen(pilot)
        await press(pilot, "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.GOOD)]


def test_lines_to_order_have_numbers_and_the_verdict_has_them_in_order(stage: Stage) -> None:
    variant = drawn(ORDERED)
    (part,) = variant.parts
    stage(staged.live(variant))

    async def journey(pilot: Pilot[None]) -> None:
        shown = seen(pilot)
        for number, line in enumerate(part.options, start=1):
            assert f"{number}  {line}" in shown or "\\frac" in line
        assert "\\frac" not in shown
        wrong = sorted(part.answer, reverse=True)
        await press(pilot, *" ".join(map(str, wrong)), "enter")
        shown = seen(pilot)
        assert "\\frac" not in shown
        assert "[" not in shown
        assert shown.index("cast off") < shown.index("turn by") < shown.index("set sail")

    asyncio.run(play(staged.app(study=True), journey))


def test_f10_ends_the_session_while_letters_are_an_answer(stage: Stage) -> None:
    stage(staged.live(drawn(CHOSEN)))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, StudyScreen)
        assert "f10 end" in seen(pilot)
        await press(pilot, "f10")
        assert not isinstance(pilot.app.screen, StudyScreen)

    asyncio.run(play(staged.app(study=True), journey))
