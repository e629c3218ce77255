"""Code questions on the screen: the line, the blank, the order, the program."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
import staged
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp import language
from quizapp.actions.studying.asking import Asked
from quizapp.model.reviews import Rating
from quizapp.questions import code_variant, draw_program, read_question
from quizapp.tui.widgets.parsons import Parsons

Stage = Callable[..., list[staged.Staged]]
Compare = Callable[..., bool]

BUG = '''#: """Which line is wrong?"""
#: mistake(1, "The head is fine", id="head")
#: hint("Which object is made?")
class Single:
    _it = None

    def __new__(cls):
        if cls._it is None:
            cls._it = object()  #! `object()` makes an object of another class
        return cls._it
'''
BLANK = '''#: """What makes the one object?"""
class Single:
    _it = None

    def __new__(cls):
        if cls._it is None:
            cls._it = super().__new__(cls)  #_ super().__new__(cls)
        return cls._it

```python quiz-tests code
def test_every_call_gives_one_object():
    assert Single() is Single()
def test_it_is_of_its_class():
    assert type(Single()) == Single
'''
ORDER = '''#: """Build a decorator that gives its class back."""
def register(key):
    def wrap(product):
        registry[key] = product
        return product
    return wrap
registry = {}
#x         return product()  # It would return an object

```python quiz-tests code
def test_the_class_comes_back():
    assert register("int")(int) is int
'''
WRITE = '''#: """Write a dog that says `woof`."""
class Dog:
    ...

```python quiz-tests code
def test_it_speaks():
    assert Dog().speak() == "woof"
def test_it_is_a_class():
    assert isinstance(Dog, type)

```python quiz-solution code
class Dog:
    def speak(self):
        return "woof"
'''
SOURCES = {"bug": BUG, "blank": BLANK, "order": ORDER, "code": WRITE}


def asked(form: str) -> Asked:
    """A code question as the session asks it."""
    question = read_question(SOURCES[form], f"python quiz-{form} code", "notes.md", 1)
    return staged.code(code_variant(question, draw_program(question, 2)))


def numbers(shown: Asked) -> list[int]:
    """The right order of the lines."""
    assert shown.variant is not None
    return list(shown.variant.parts[0].answer)


def test_the_gutter_marks_the_wrong_line(stage: Stage) -> None:
    sessions = stage(asked("bug"), staged.asked(staged.CLOZE))

    async def journey(pilot: Pilot[None]) -> None:
        assert "class Single:" in seen(pilot)
        await press(pilot, "down", "down", "down", "down")
        await press(pilot, "ctrl+r")
        screen = seen(pilot)
        assert "✓ Right" in screen
        assert "makes an object of another class" in " ".join(screen.split())
        assert "◆ 6" in screen
        await press(pilot, "enter")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].typed == [["6"]]
    assert sessions[0].log == [("rate", Rating.GOOD)]


def test_a_line_is_marked_by_its_number_too(stage: Stage) -> None:
    sessions = stage(asked("bug"))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "7", "1", "ctrl+r")
        assert "◆ The head is fine" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].typed == [["1"]]


def test_who_does_not_know_the_line_is_told_why(stage: Stage) -> None:
    stage(asked("bug"))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "f2")
        assert "Which object is made?" in seen(pilot)
        await press(pilot, "f3")
        assert "makes an object of another class" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_what_is_typed_into_the_blank_stands_in_the_program(stage: Stage) -> None:
    sessions = stage(asked("blank"))

    async def journey(pilot: Pilot[None]) -> None:
        assert "cls._it = ____" in seen(pilot)
        assert "○ every call gives one object" in seen(pilot)
        await press(pilot, *"object()")
        assert "cls._it = object()" in seen(pilot)
        await press(pilot, "ctrl+r")
        screen = seen(pilot)
        assert "Test “it is of its class”" in screen
        assert "expected Single, got object." in " ".join(screen.split())
        assert "✓ every call gives one object" in screen
        assert "✗ it is of its class\n      type(Single()) == Single: expected" in screen
        assert "super().__new__(cls)" in screen

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].typed == [["object()"]]


def test_an_unreadable_blank_is_kept(stage: Stage) -> None:
    stage(asked("blank"))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, *"object(", "ctrl+r")
        assert "the program is no Python" in seen(pilot)
        assert "nothing was recorded" in seen(pilot)
        await press(pilot, ")")
        assert "cls._it = object()" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))


def test_lines_are_put_in_order_lifted_and_given_back(stage: Stage) -> None:
    card = asked("order")
    sessions = stage(card)
    right = numbers(card)

    async def journey(pilot: Pilot[None]) -> None:
        assert "1 too many" in seen(pilot)
        assert "0 of 6 lines" in seen(pilot)
        await press(pilot, *["space"] * 7)
        assert "7 of 6 lines" in seen(pilot)
        assert "7  " in seen(pilot)
        await press(pilot, "space", "up")
        assert "moving" in seen(pilot)
        await press(pilot, "space", *["delete"] * 7)
        assert "0 of 6 lines" in seen(pilot)
        left = list(range(1, 8))
        await press(pilot, "right")
        at = 0
        for number in right:
            target = left.index(number)
            await press(pilot, *(["down"] * (target - at) or ["up"] * (at - target)), "space")
            left.remove(number)
            at = min(target, len(left) - 1)
        assert "6 of 6 lines" in seen(pilot)
        await press(pilot, "tab", "left", "left", "up", "left", "ctrl+r")
        assert "Every line stands in its place" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].typed == [[indented(right, (0, 1, 2, 2, 1, 0))]]


def indented(numbers: list[int], levels: tuple[int, ...]) -> str:
    """An order as the learner's program says it."""
    return " ".join(f"{n}:{level}" for n, level in zip(numbers, levels, strict=True))


def test_lines_left_are_shown_without_the_indentation_that_is_asked_for(stage: Stage) -> None:
    card = asked("order")
    sessions = stage(card)
    right = numbers(card)

    async def journey(pilot: Pilot[None]) -> None:
        screen = seen(pilot).splitlines()
        texts = ("def register(key):", "registry[key] = product", "return wrap")
        assert len({row.index(text) for row in screen for text in texts if text in row}) == 1
        await press(pilot, *["down"] * (right[0] - 1), "space", "tab")
        assert "←→ indent" in seen(pilot)
        await press(pilot, "right", "right", "right", "left")
        assert "1  │   │   def register(key):" in seen(pilot)
        await press(pilot, *["left"] * 9, "right", "ctrl+r")
        assert "5 lines are missing" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].typed == [[f"{right[0]}:1"]]


def test_a_program_indented_wrongly_is_wrong_and_shown_as_it_was_indented(stage: Stage) -> None:
    card = asked("order")
    stage(card)

    async def journey(pilot: Pilot[None]) -> None:
        left = list(range(1, 8))
        at = 0
        for number in numbers(card):
            target = left.index(number)
            await press(pilot, *(["down"] * (target - at) or ["up"] * (at - target)), "space")
            left.remove(number)
            at = min(target, len(left) - 1)
        await press(pilot, "ctrl+r")
        screen = seen(pilot)
        assert "✗ Not this time" in screen
        assert "6          registry = {}" in screen or "6      registry = {}" in screen

    asyncio.run(play(staged.app(study=True), journey))


def test_the_mouse_drags_lines_in_along_sideways_and_out(stage: Stage) -> None:
    sessions = stage(asked("order"))

    async def journey(pilot: Pilot[None]) -> None:
        lines = pilot.app.screen.query_one(Parsons)
        left = lines.size.width * 3 // 5 + 10

        async def drag(*path: tuple[int, int]) -> None:
            await pilot.mouse_down(lines, offset=path[0])
            for place in path[1:]:
                await pilot.hover(lines, offset=place)
            if len(path) > 1:
                assert "moving" in seen(pilot) or path[-1][0] >= left - 10
            await pilot.mouse_up(lines, offset=path[-1])
            await settled(pilot)

        await drag((left, 1), (10, 1))
        await drag((left, 1), (10, 2))
        await drag((left, 1), (10, 1))
        assert lines.order.mine == [3, 1, 2]
        await drag((10, 3), (10, 1))
        assert lines.order.mine == [2, 3, 1]
        before = lines.order.levels[3]
        await drag((10, 2), (18, 2))
        assert lines.order.levels[3] == before + 2
        await drag((10, 3), (left, 2))
        assert lines.order.mine == [2, 3]
        assert lines.order.left == [1, 4, 5, 6, 7]
        await drag((left, 12))
        await press(pilot, "ctrl+r")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].typed[0][0].startswith("2:")


def test_a_lifted_line_moves_through_the_program(stage: Stage) -> None:
    sessions = stage(asked("order"))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, "space", "space", "left", "space", "up", "up", "space", "ctrl+r")
        await press(pilot, "ctrl+r")

    asyncio.run(play(staged.app(study=True), journey))
    assert [line.partition(":")[0] for line in sessions[0].typed[0][0].split()] == ["2", "1"]


def test_a_line_that_does_not_belong_is_named(stage: Stage) -> None:
    sessions = stage(asked("order"))

    async def journey(pilot: Pilot[None]) -> None:
        await press(pilot, *["space"] * 7, "ctrl+r")
        assert "◆ It would return an object" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].verdict is not None


def test_a_program_is_written_from_its_beginning(stage: Stage) -> None:
    sessions = stage(asked("code"))

    async def journey(pilot: Pilot[None]) -> None:
        assert "○ it speaks" in seen(pilot)
        await press(pilot, "down", "home", "shift+end", *"def speak(self):", "enter")
        await press(pilot, *"return 'meow'", "ctrl+r")
        screen = seen(pilot)
        assert "Test “it speaks”" in screen
        assert "expected 'woof', got 'meow'." in " ".join(screen.split())
        assert "✗ it speaks" in screen
        assert "✓ it is a class" in screen

    asyncio.run(play(staged.app(study=True), journey))
    (typed,) = sessions[0].typed
    assert typed == ["class Dog:\n    def speak(self):\n        return 'meow'\n"]


def test_the_session_goes_on_from_one_form_to_the_next(stage: Stage) -> None:
    sessions = stage(asked("code"), asked("bug"), staged.code(), asked("blank"))

    async def journey(pilot: Pilot[None]) -> None:
        for _card in range(4):
            await press(pilot, "f3", "2")

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("rate", Rating.HARD)] * 4


@pytest.mark.parametrize("key", ["T", "Е"])
def test_code_that_is_not_trusted_is_shown_and_may_be_trusted(stage: Stage, key: str) -> None:
    front = f"What does it print?\n\n``````python\n{staged.PROGRAM}``````"
    shown = replace(staged.code().card, front=front)
    sessions = stage(staged.asked(shown, None, refusal="It is not trusted.", untrusted=True))

    async def journey(pilot: Pilot[None]) -> None:
        screen = seen(pilot)
        assert "class Config:" in screen
        assert "It is not trusted." in screen
        assert "predict" not in screen
        assert "T lets this code run" in screen
        await press(pilot, key)
        assert "An edit of it asks again." in seen(pilot)
        assert "Your output" in seen(pilot)

    asyncio.run(play(staged.app(study=True), journey))
    assert sessions[0].log == [("trust", shown.uid)]


PICTURES = [
    ("bug", (100, 30), "en", ("6",)),
    ("bug", (60, 20), "ru", ("4",)),
    ("blank", (100, 30), "en", tuple("super()")),
    ("blank", (60, 20), "en", tuple("super()")),
    ("order", (100, 30), "en", ("space", "space", "space", "left", "space")),
    ("order", (60, 20), "ru", ("space", "space")),
    ("code", (100, 30), "en", ("down",)),
    ("code", (60, 20), "en", ("f2",)),
    ("code", (100, 30), "ru", ("ctrl+r",)),
    ("bug", (100, 30), "ru", ("ctrl+r",)),
]


@pytest.mark.parametrize(
    ("form", "size", "lang", "keys"),
    PICTURES,
    ids=[
        f"{form}-{size[0]}x{size[1]}-{lang}-{'verdict' if 'ctrl+r' in keys else 'asked'}"
        for form, size, lang, keys in PICTURES
    ],
)
def test_code_questions_look_as_they_did(
    stage: Stage,
    snap_compare: Compare,
    form: str,
    size: tuple[int, int],
    lang: str,
    keys: tuple[str, ...],
) -> None:
    language.use(lang)
    stage(asked(form), staged.asked(staged.BASIC))

    async def act(pilot: Pilot[None]) -> None:
        await pilot.app.screen_stack[0].arrived.wait()  # type: ignore[attr-defined]
        await settled(pilot)
        await press(pilot, *keys)

    assert snap_compare(staged.app(study=True), run_before=act, terminal_size=size)
