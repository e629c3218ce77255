import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.grading.read_answer import read_number, read_whole
from quizapp.grading.read_array import read_array
from quizapp.grading.unreadable import UnreadableAnswer, shown

FIXTURES = Path(__file__).parent / "fixtures"


def unescaped(text: str) -> str:
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
    return plain.replace("\\n", "\n").replace("\\t", "\t")


def table(name: str) -> list[tuple[str, str]]:
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split(" => ", 1) for line in lines if line and not line.startswith("#")]
    return [(unescaped(typed), wanted) for typed, wanted in rows]


def dimensions(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))


@pytest.mark.parametrize(("typed", "number"), table("numbers.txt"))
def test_a_number_is_read_as_people_write_it(typed: str, number: str) -> None:
    read = read_number(typed)

    assert repr(read) == repr(float(number) if re.search("[.e]", number) else int(number)) or (
        read == 0 and float(number) == 0
    )


@pytest.mark.parametrize(("typed", "sentence"), table("unreadable_numbers.txt"))
def test_what_is_no_number_is_answered_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(UnreadableAnswer) as refused:
        read_number(typed)

    assert refused.value.message == sentence


@pytest.mark.parametrize("typed", ["", " ", "\n", "\u00a0"])
def test_nothing_typed_is_no_number(typed: str) -> None:
    with pytest.raises(UnreadableAnswer, match="The answer is empty"):
        read_number(typed)


def test_a_text_beyond_the_limit_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(UnreadableAnswer, match="longer than 4000 characters"):
        read_number("1" * 4001)


def test_digits_up_to_the_limit_are_too_large_but_no_failure() -> None:
    with pytest.raises(UnreadableAnswer, match="too large"):
        read_number("9" * 4000)


@pytest.mark.parametrize(
    ("typed", "read"), [("12.0", 12), ("12,0", 12), ("24/2", 12), ("1.2e1", 12), ("12.5", 12.5)]
)
def test_a_whole_number_may_be_written_with_a_mark(typed: str, read: float) -> None:
    number = read_whole(typed)

    assert number == read
    assert isinstance(number, int) == (read == 12)


@pytest.mark.parametrize(("case", "wanted"), table("arrays.txt"))
def test_an_array_is_read_by_its_shape(case: str, wanted: str) -> None:
    shape, _bar, typed = case.partition(" | ")
    entries, _bar, other_shape = wanted.partition(" | ")

    read = read_array(typed, dimensions(shape))

    assert read == (tuple(map(float, entries.split())), dimensions(other_shape or shape))


@pytest.mark.parametrize(("case", "sentence"), table("unreadable_arrays.txt"))
def test_an_unreadable_array_is_answered_with_a_sentence(case: str, sentence: str) -> None:
    shape, _bar, typed = case.partition(" |")

    with pytest.raises(UnreadableAnswer) as refused:
        read_array(typed, dimensions(shape))

    assert refused.value.message == sentence


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("\x1b[31mred", "\ufffd[31mred"),
        ("a\u202eb", "a\ufffdb"),
        ("two\nlines", "two lines"),
        ("x" * 100, "x" * 39 + "…"),
    ],
)
def test_a_quoted_answer_cannot_move_the_cursor(raw: str, safe: str) -> None:
    assert shown(raw) == safe


finite = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)


def typed_styles(number: float) -> dict[str, str]:
    point = repr(number)
    mantissa, _e, _exponent = point.partition("e")
    return {
        "point": point,
        "comma": point.replace(".", ","),
        "capital": f"{number:.16E}",
        "minus": point.replace("-", "−"),
        "fraction": f"{point}/1",
        "bare": point.replace("0.", ".", 1) if mantissa.lstrip("-").startswith("0.") else point,
    }


@given(finite, st.sampled_from(["point", "comma", "capital", "minus", "fraction", "bare"]))
def test_every_float_reads_back_in_every_style(number: float, style: str) -> None:
    typed = typed_styles(number)[style]
    ambiguous = re.fullmatch(r"-?[1-9]\d{0,2},\d{3}(e.*)?", typed)

    if ambiguous:
        with pytest.raises(UnreadableAnswer, match="Is it"):
            read_number(typed)
    else:
        assert read_number(typed) == number


@given(st.integers(-(10**200), 10**200), st.sampled_from([" ", "_", "\u00a0", "\u2009", "\u202f"]))
def test_thousands_read_back(number: int, gap: str) -> None:
    assert read_number(f"{number:,}".replace(",", gap)) == number


@given(
    st.lists(finite, min_size=1, max_size=6),
    st.sampled_from([" ", ", ", "; ", "\n", "\t", "  "]),
    st.sampled_from(["{}", "[{}]", "({})", " [ {} ] "]),
)
def test_every_vector_reads_back(numbers: list[float], gap: str, frame: str) -> None:
    typed = frame.format(gap.join(map(repr, numbers)))

    assert read_array(typed, (len(numbers),))[0] == tuple(numbers)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.decimals(-99, 99, places=2), min_size=width, max_size=width),
            min_size=1,
            max_size=4,
        )
    )
)
def test_a_matrix_with_decimal_commas_reads_back(rows: list[list[object]]) -> None:
    typed = "; ".join(" ".join(str(entry).replace(".", ",") for entry in row) for row in rows)

    entries, shape = read_array(typed, (len(rows), len(rows[0])))

    assert entries == tuple(float(str(entry)) for row in rows for entry in row)
    assert shape == (len(rows), len(rows[0]))


@given(st.text(max_size=60) | st.text("0123456789.,;-+eE/ []()\n\t_%", max_size=30))
def test_any_text_is_a_number_or_unreadable(text: str) -> None:
    try:
        number = read_number(text)
    except UnreadableAnswer as refused:
        assert refused.message
        assert refused.text.isprintable()
    else:
        assert math.isfinite(number)


@given(
    st.text(max_size=60) | st.text("0123456789.,;-+eE/ []()\n\t_%", max_size=40),
    st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple),
)
def test_any_text_is_an_array_of_the_shape_or_unreadable(text: str, shape: tuple[int, ...]) -> None:
    try:
        entries, typed_shape = read_array(text, shape)
    except UnreadableAnswer as refused:
        assert refused.message
    else:
        assert len(entries) == math.prod(shape)
        assert typed_shape in (shape, shape[::-1])
        assert all(map(math.isfinite, entries))
