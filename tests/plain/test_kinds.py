"""Every kind of question line by line, in both languages: how it is put, answered and told."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from quizapp import language
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.sources.trusting import trust_card
from quizapp.actions.studying.study import Session, start
from quizapp.plain.study import study
from quizapp.storage.queries import reviews

AT = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
BASIC = "Q: Why divide by $\\sqrt{d_k}$?\nA: To keep $\\frac{QK^T}{\\sqrt{d_k}}$ small.\n"
CLOZE = "A sigmoid at zero is {{c1::one half::a number}}.\n"
TYPED = "Q: What is the capital of Norway?\nA:= Oslo\n"
NUMBER = '''
```python quiz a-number
"""How much is $\\frac{ {{n}} }{2}$?"""
n = integers(7, 7)
half = n / 2   # Halve: $\\frac{n}{2}$
answer(half)
hint("Less than {{n}}")
```
'''
MATRIX = '''
```python quiz a-matrix
"""Twice $A = {{m}}$?"""
m = integers(3, 3, shape=(2, 2))
answer(2 * m)
```
'''
VECTOR = '''
```python quiz a-vector
"""Twice $x = {{m}}$?"""
m = integers(3, 3, shape=3)
answer(2 * m)
```
'''
PARTS = '''
```python quiz two-parts
"""A ship covers {{d}} miles in 4 h. How fast is it, and how far does it get in a day?"""
d = integers(40, 40)
answer(d / 4, part="speed", unit="kn")
answer(d * 6, part="day", unit="nm")
```
'''
CHOSEN = '''
```python quiz an-option
"""How many hours has a watch of {{n}} dog watches?"""
n = integers(3, 3)
answer(2 * n, choose=True)
option(3 * n)
option(n)
```
'''
ORDER = '''
```python quiz an-order
"""How does a ship leave?"""
answer(order("cast off", "turn by $\\frac{\\pi}{2}$", "set sail"))
```
'''
FORMULA = '''
```python quiz a-formula
"""$f(x) = {{a}}x^2$. What is $f'(x)$?"""
a = integers(3, 3)
answer(derivative(formula("a*x^2", x=(-2, 2)), "x"))
```
'''
TEXT = '''
```python quiz a-text
"""What is the left side of a ship called?"""
answer("port")
```
'''
OUTPUT = '''
```python quiz-output an-output
#: """What does this print?"""
print(1)
print(2)
```
'''
PARSONS = '''
```python quiz-order some-lines
#: """Put the lines in order."""
speed = 12
far = speed * 24
print(far)
```
'''
Talk = Callable[..., list[str]]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    language.use("en")
    opened = open_collection(tmp_path / "collection.db", lambda: AT, Random(1), zone=UTC)
    yield opened
    opened.close()
    language.use("en")


@pytest.fixture
def talk(collection: Collection, tmp_path: Path) -> Talk:
    """Study notes with these lines; code in them may run."""

    def talk(notes: str, *lines: str) -> list[str]:
        file = tmp_path / "notes.md"
        file.write_text(f"---\nlang: en\n---\n# Notes\n\n{notes}", encoding="utf-8")
        import_notes(collection, [str(file)])
        session = start(collection)
        if session.asked is not None and session.asked.untrusted:
            trust_card(collection, session.asked.card)
            session = start(collection)
        return said(session, *lines)

    return talk


def said(session: Session, *lines: str) -> list[str]:
    written: list[str] = []
    study(session, io.StringIO("".join(f"{line}\n" for line in (*lines, ":q"))), written.append)
    return written


CASES = [
    (BASIC, [""], ["Why divide by sqrt(d_k)?", "To keep (Q K^T) / sqrt(d_k) small."]),
    (CLOZE, [""], ["A sigmoid at zero is [a number].", "one half"]),
    (TYPED, ["Olso"], ["Type the answer.", "Letters: O[+s]l[−s]o", "Right answer: Oslo"]),
    (NUMBER, [":h", "3,5"], ["How much is 7 / 2?", "Less than 7", "Right: Your answer matches."]),
    (NUMBER, ["7/2"], ["Right: Your answer matches."]),
    (NUMBER, ["0.35e1"], ["Right: Your answer matches."]),
    (NUMBER, ["12"], ["Right answer: 3.5", "1. Halve: n / 2: 7 / 2 = 3.5"]),
    (
        MATRIX,
        ["6 6", "6 6; 6 6"],
        [
            "Twice A = [3 3; 3 3]?",
            "Type 2 × 2 numbers: spaces between them, ; between rows.",
            "Cannot read this: 4 numbers are expected, found 2. Write them like 1 2; 3 4.",
            "Right: All 4 entries match.",
        ],
    ),
    (VECTOR, ["1 2 3"], ["Type 3 numbers, spaces between them.", "Right answer: [6 6 6]"]),
    (
        PARTS,
        ["10", "1"],
        ["speed (kn) =", "day (nm) =", "Right answer: speed = 10 kn", "Right answer: day = 240 nm"],
    ),
    (CHOSEN, ["z", ""], ["Type the letter of the right one.", "Right answer: 6"]),
    (
        ORDER,
        [""],
        ["Type the numbers in order, like 2 1 3.", "turn by pi / 2", "cast off", "set sail"],
    ),
    (FORMULA, ["6x"], ["f(x) = 3 x^2. What is f'(x)?", "Right: Your answer matches."]),
    (TEXT, ["Port"], ["Right: Your answer matches."]),
    (OUTPUT, ["1\\n3"], ["print(1)", "Right answer: 1\n2"]),
    (PARSONS, ["1 2"], ["Right answer:", "speed = 12\nfar = speed * 24\nprint(far)"]),
]


@pytest.mark.parametrize(("notes", "lines", "told"), CASES)
def test_a_question_is_put_answered_and_told_in_words(
    talk: Talk, collection: Collection, notes: str, lines: list[str], told: list[str]
) -> None:
    written = talk(notes, *lines, "")

    for each in told:
        assert any(each in line for line in written), (each, written)
    assert not any("\\frac" in line or "$" in line or "\x1b" in line for line in written)
    assert "1 card studied." in written
    with collection.database.reading() as connection:
        assert len(list(reviews.whole_log(connection, collection.learner))) == 1


def test_the_lines_of_an_order_are_told_as_they_belong(talk: Talk) -> None:
    written = talk(ORDER, "")

    told = [line for line in written if line[1:3] == ") "][3:]
    assert [line[3:] for line in told] == ["cast off", "turn by pi / 2", "set sail"]


def test_all_there_is_can_be_asked_for_and_works_on_either_layout(talk: Talk) -> None:
    written = talk(NUMBER + BASIC, ":?", ":р", ":s", ":г", ":b", ":u", ":z", ":й")

    for line in (":u undo", ":b until tomorrow", ":s suspend", ":q end"):
        assert line in written
    assert "Less than 7" in written
    assert "Suspended. :u undoes it." in written
    assert "Put off until tomorrow. :u undoes it." in written
    assert written.count("Taken back.") == 2
    assert "“:z” does nothing here; :? lists what does." in written


def test_the_end_says_what_to_look_at_again(talk: Talk) -> None:
    written = talk(NUMBER, "12", "1")

    again = written.index("Look again:")
    assert written[again - 1] == "1 card studied."
    assert written[again + 1].startswith("Notes: ")
    assert written[again + 1].endswith("1 min")


def test_a_worked_solution_that_is_not_there_is_said(talk: Talk) -> None:
    assert "There is no worked solution here." in talk(TEXT, "", ":w")


def test_the_same_is_told_in_russian(talk: Talk) -> None:
    language.use("ru")

    written = talk(NUMBER, "12", "1")

    assert "Верный ответ: 3.5" in written
    assert "Пустая строка — «Снова»." in written
    assert any(line.startswith("1 Снова (1 мин), 2 Трудно") for line in written)
