"""Line mode after an answer: choices, mistakes that come back, what comes next."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from quizapp import language
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.study import Session, start
from quizapp.plain.study import study

CHOICE = """\
Q: What does softmax return?
- [ ] a class
- [x] probabilities
- [ ] a score
"""
SEVERAL = """\
Q: Which are activation functions?
- [x] sigmoid
- [ ] gradient
- [x] tanh
"""
SUM = """\
```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(2, 90)
b = integers(2, 90)
answer(a + b)
mistake(a + b + 10, "One carry too many", id="carry", see="carrying")
```

# carrying

Q: What is a carry?
A: A ten that moves one place to the left.
"""
Talk = Callable[..., list[str]]


class Clock:
    """Half an hour later each time it is wound."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def wind(self) -> None:
        self.moment += timedelta(minutes=30)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def collection(tmp_path: Path, clock: Clock) -> Iterator[Collection]:
    language.use("en")
    opened = open_collection(tmp_path / "collection.db", clock, Random(1), zone=UTC)
    yield opened
    opened.close()


@pytest.fixture
def sit(collection: Collection, tmp_path: Path, clock: Clock) -> Callable[[str], Session]:
    """Take notes in and begin a sitting on them."""

    def sit(notes: str) -> Session:
        clock.wind()
        file = tmp_path / "notes.md"
        file.write_text(notes, encoding="utf-8")
        import_notes(collection, [str(file)])
        return start(collection)

    return sit


def talk(session: Session, *lines: str) -> list[str]:
    """What is written when these lines are typed."""
    written: list[str] = []
    typed = io.StringIO("".join(f"{line}\n" for line in (*lines, ":q")))
    study(session, typed, written.append)
    return written


def letters(session: Session, *, right: bool) -> str:
    options = zip("abc", session.asked.choice.options, strict=True)
    return "".join(letter for letter, option in options if option.right is right)


def sum_of(session: Session) -> int:
    return sum(value for _name, value in session.asked.variant.drawn)


def test_options_are_lettered_in_the_order_of_the_session_and_without_marks(sit) -> None:
    session = sit(CHOICE)
    shown = [f"{x}) {o.text}" for x, o in zip("abc", session.asked.choice.options, strict=True)]

    written = talk(session)

    assert written[4:7] == shown
    assert not any("[x]" in line for line in written)


def test_a_letter_is_judged_and_an_empty_line_takes_what_fits(sit) -> None:
    session = sit(CHOICE)
    right, wrong = letters(session, right=True), letters(session, right=False)[0]

    written = talk(session, wrong)

    assert any(line.startswith("Not this time: You chose “a ") for line in written)
    assert f"Right answer: {right}) probabilities" in written
    assert "An empty line takes Again." in written


def test_several_letters_are_asked_for_where_several_are_right(sit) -> None:
    session = sit(SEVERAL)

    written = talk(session, letters(session, right=True), "")

    assert "Type the letters of all that are right." in written
    assert "Right: Your answer matches." in written
    assert "1 card studied." in written


def test_what_is_no_letter_is_asked_again(sit) -> None:
    session = sit(CHOICE)

    written = talk(session, "z", letters(session, right=True))

    assert any("“z” is no option. Type a letter from a to c." in line for line in written)
    assert "Right: Your answer matches." in written


def test_an_empty_line_shows_the_right_option(sit) -> None:
    session = sit(CHOICE)
    right = letters(session, right=True)

    written = talk(session, "")

    assert f"Right answer: {right}) probabilities" in written
    assert "An empty line takes Again." in written


def test_the_next_card_and_a_mistake_that_came_back_are_said(sit) -> None:
    session = sit(SUM)
    first = talk(session, str(sum_of(session) + 10), "1")
    session = sit(SUM)
    while session.asked.variant is None:
        session.bury()
    second = talk(session, str(sum_of(session) + 10))

    assert "Next comes the card “What is a carry?”." in first
    assert not any("the second time" in line for line in first)
    assert "This mistake: the second time." in second


@pytest.mark.parametrize("typed", ["intdb", "INITDB"])
def test_a_typed_answer_is_set_over_the_right_one_letter_by_letter(sit, typed: str) -> None:
    session = sit("Q: Which program makes it?\nA:= `initdb`\nonce, at the start\n")

    said = talk(session, typed)

    assert "Type the answer." in said
    assert ("Letters: in[+i]tdb" in said) is (typed == "intdb")
    assert ("Right answer: initdb" in said) is (typed == "intdb")
    assert "once, at the start" in said
