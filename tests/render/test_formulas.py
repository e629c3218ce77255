"""Formulas as drawings: golden pictures, and the law that no leaf is lost or doubled."""

import unicodedata
from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.render.box import Box
from quizapp.render.cells import cell_width, line_text, line_width
from quizapp.render.latex import formula, formula_within, parsed
from quizapp.render.linear import linear
from quizapp.render.symbols import ascii_name

_FIXTURE = Path(__file__).parent / "fixtures" / "formulas.txt"


def _drawings() -> list[tuple[str, list[str]]]:
    """The formulas of the fixture with their drawings; ``=`` in the margin is the baseline."""
    blocks = _FIXTURE.read_text(encoding="utf-8").strip("\n").split("\n\n")
    return [(block.split("\n")[0], block.split("\n")[1:]) for block in blocks]


def _lecture() -> list[str]:
    """Formulas as they stand in lecture notes: learning, chance, calculus, matrices, physics."""
    lines = (_FIXTURE.parent / "lecture.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


DRAWINGS = _drawings()
SOURCES = [source for source, _drawing in DRAWINGS]
LECTURE = _lecture()


# Pieces that stand for one sign, and the many that only fill up. Bars, floors, overlines and
# underlines share their pieces with roots and fractions: the drawings of the fixture show those.
_PIECES = str.maketrans("⎛⎞⎡⎤⎨⎬⌠┴┬°", "()[]{}∫⏞⏟∘")
_FILLERS = set("⎜⎝⎟⎠⎢⎣⎥⎦⎧⎪⎩⎫⎭⌡─│║╲╱┌┐└┘╭╮╰╯√|‖∣∥⟨⟩⌊⌋⌈⌉¯―\u0304 ")
_MARKS = str.maketrans("^~˙¨→", "\u0302\u0303\u0307\u0308\u20d7")


def _leaves(tree: Element) -> Counter[str]:
    return _counted("".join(_leaf_texts(tree)))


def _leaf_texts(tree: Element) -> list[str]:
    hidden = {leaf for phantom in tree.iter("mphantom") for leaf in phantom.iter()}
    visible = (node for node in tree.iter() if node not in hidden)
    return [node.text or "" for node in visible if node.tag in {"mi", "mn", "mo", "mtext"}]


def _ink(box: Box) -> Counter[str]:
    return _counted("".join(line_text(line) for line in box.lines))


def _counted(text: str) -> Counter[str]:
    shown = unicodedata.normalize("NFKD", text.translate(_PIECES).replace("⊤", "T"))
    return Counter(c for c in shown.translate(_MARKS) if c not in _FILLERS and not c.isspace())


def _is_rectangle(box: Box) -> bool:
    return all(line_width(line) == box.width for line in box.lines)


def _picture(box: Box) -> list[str]:
    return [line_text(line).rstrip() for line in box.lines]


def test_the_fixture_holds_the_formulas_it_promises() -> None:
    assert len(DRAWINGS) >= 85
    assert all(drawing for _source, drawing in DRAWINGS)
    assert len(set(LECTURE)) >= 200


@pytest.mark.parametrize(("source", "drawing"), DRAWINGS, ids=SOURCES)
def test_a_formula_is_drawn_like_on_the_board(source: str, drawing: list[str]) -> None:
    box = formula(source, display=True)

    assert box is not None
    assert _picture(box) == [line[4:] for line in drawing]
    assert [line.startswith("  =") for line in drawing].index(True) == box.baseline


def test_operators_of_two_words_have_air_around_them_within_a_sentence_too() -> None:
    box = formula(r"2\argmax_i z_i + \limsup_n x_n")

    assert box is not None
    assert _picture(box) == ["2 arg maxᵢ zᵢ + lim supₙ xₙ"]


@pytest.mark.parametrize("display", [True, False])
@pytest.mark.parametrize("source", [*SOURCES, *LECTURE])
def test_every_leaf_is_drawn_exactly_once(source: str, display: bool) -> None:
    box = formula(source, display=display)

    assert box is not None
    assert _ink(box) == _leaves(parsed(source))
    assert _is_rectangle(box)


_LETTERS = st.sampled_from(
    [
        "x",
        "y",
        "z",
        "W",
        "K",
        r"\alpha",
        r"\beta",
        r"\mu",
        r"\sigma",
        r"\theta",
        "1",
        "2",
        "0.5",
        "17",
        r"\infty",
    ]
)
_WORDS = st.sampled_from([r"\log", r"\tanh", r"\text{точность}", r"\mathrm{KL}", r"\mathbf{x}"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def made(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.tuples(*parts).map(lambda values: pattern.replace("%", "{}").format(*values))

    return st.one_of(
        made(r"\frac{{%}}{{%}}", inner, inner),
        made(r"\sqrt{{%}}", inner),
        made(r"\sqrt[3]{{%}}", inner),
        made(r"{{%}}_{{%}}", inner, inner),
        made(r"{{%}}^{{%}}", inner, inner),
        made(r"{{%}}_{{%}}^{{%}}", inner, inner, inner),
        made(r"\left( % \right)", inner),
        made(r"[ % + % ]", inner, inner),
        made(r"\sum_{{%}}^{{%}} %", inner, inner, inner),
        made(r"\int_{{%}}^{{%}} %", inner, inner, inner),
        made(r"\max_{{%}} %", inner, inner),
        made(r"\hat{{%}} \tilde{{%}}", inner, inner),
        made(r"\begin{{pmatrix}} % & % \\ % & % \end{{pmatrix}}", inner, inner, inner, inner),
        made(r"\begin{{cases}} % & % \\ % & % \end{{cases}}", inner, inner, inner, inner),
        made(r"\underbrace{{%}}_{{%}}", inner, inner),
        made(r"\binom{{%}}{{%}}", inner, inner),
        made(r"% = % - %", inner, inner, inner),
        made(r"% \cdot %, %", inner, inner, inner),
        made(r"\vec{{%}} \dot{{%}} \overline{{%}}", inner, inner, inner),
        made(r"\left| % \right|_{{%}}", inner, inner),
        made(r"\lim_{{% \to %}} %", inner, inner, inner),
        made(r"\begin{{aligned}} % &= % \\ &= % \end{{aligned}}", inner, inner, inner),
    )


FORMULAS = st.recursive(_LETTERS | _WORDS, _larger, max_leaves=12)


def _plain_letters(text: str) -> Counter[str]:
    """Letters and digits, a sign by its name: ``∑`` is ``sum``."""
    basic = (unicodedata.normalize("NFKD", c) if ord(c) > 0xFFFF else c for c in text)
    named = "".join(ascii_name(character) or character for character in basic)
    return Counter(character for character in named if character.isalnum())


@pytest.mark.parametrize("source", LECTURE)
def test_the_ascii_set_draws_every_leaf_of_lecture_notes_exactly_once(source: str) -> None:
    box = formula(source, display=True, ascii=True)

    assert box is not None
    signs = "".join(_leaf_texts(parsed(source)))
    braces = "v" * signs.count("⏟")
    assert _plain_letters("".join(_picture(box))) == _plain_letters(signs + braces)
    assert _is_rectangle(box)


@pytest.mark.parametrize("source", LECTURE)
def test_lecture_notes_are_read_without_latex(source: str) -> None:
    words = linear(source)

    assert not {"\\", "$", "&"} & set(words)
    letters = set(_plain_letters("".join(_leaf_texts(parsed(source)))))
    assert letters <= set(words)


@settings(max_examples=250, deadline=None)
@given(FORMULAS, st.booleans(), st.booleans())
def test_no_leaf_of_any_formula_is_lost_doubled_or_overlapped(
    source: str, display: bool, values: bool
) -> None:
    box = formula(source, display=display, values=values)

    assert box is not None
    assert _ink(box) == _leaves(parsed(source))
    assert _is_rectangle(box)
    assert 0 <= box.baseline < box.height


@settings(max_examples=120, deadline=None)
@given(FORMULAS, st.integers(8, 60))
def test_a_broken_formula_keeps_its_leaves_and_its_width(source: str, width: int) -> None:
    box = formula_within(source, width, display=True)

    if box is not None:
        assert box.width <= width
        assert _is_rectangle(box)
        assert _ink(box) == _leaves(parsed(source))


@settings(max_examples=120, deadline=None)
@given(FORMULAS)
def test_the_ascii_set_draws_with_plain_characters_only(source: str) -> None:
    box = formula(source, ascii=True)

    if box is not None:
        text = "".join(_picture(box)).replace("точность", "")
        assert text.isascii()
        assert _is_rectangle(box)


def test_the_ascii_set_draws_the_attention_formula() -> None:
    box = formula(r"\text{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right)V", ascii=True)

    assert box is not None
    assert _picture(box) == [
        "        /    T   \\",
        "        |  QK    |",
        "softmax | ------ |V",
        "        |   ___  |",
        "        |   |d   |",
        "        \\  \\/ k  /",
    ]


@pytest.mark.parametrize(
    "source",
    [
        r"\unknowncommand{x}",
        r"\begin{tikzcd} a \end{tikzcd}",
        r"\begin{pmatrix*}[r] 1 \end{pmatrix*}",
        r"\cancel{x}",
        r"\frac{1}{",
        r"x^",
        r"{{x",
        r"x}",
        r"\binom{n}{k}^2",
        r"\operatorname{a+b}",
        r"\left( x",
        "x" * 5000,
        "{" * 100 + "x" + "}" * 100,
    ],
)
def test_what_cannot_be_drawn_faithfully_is_not_drawn(source: str) -> None:
    assert formula(source) is None


def test_numbers_carry_the_value_role_with_their_sign_but_indices_do_not() -> None:
    box = formula(r"x_1 = \begin{pmatrix} -4 & 2 \end{pmatrix} - x^2", values=True)

    assert box is not None
    coloured = [span.text for span in box.lines[0] if span.role == "value"]
    assert coloured == ["−", "4", "2"]


def test_bold_and_blackboard_letters_are_plain_letters_in_bold() -> None:
    box = formula(r"\mathbf{x} \mathbb{E} \mathbb{R} y")

    assert box is not None
    spans = [(span.text, span.bold) for span in box.lines[0] if span.text.strip()]
    assert spans == [("x", True), ("E", True), ("ℝ", False), ("y", False)]


def test_no_letter_comes_from_outside_the_basic_plane() -> None:
    for source in SOURCES:
        box = formula(source)
        assert box is not None
        assert all(ord(c) < 0x10000 for line in _picture(box) for c in line)


def test_a_long_formula_is_broken_before_relations_then_before_signs() -> None:
    box = formula_within(r"L(y, p) = -y\log p - (1-y)\log(1-p)", 24)

    assert box is not None
    assert _picture(box) == [
        "L(y, p)",
        "  = −y log p",
        "    − (1 − y) log(1 − p)",
    ]


def test_a_formula_that_cannot_be_broken_small_enough_is_not_drawn() -> None:
    assert formula_within(r"\frac{aaaaaaaaaaaaaa}{b}", 8) is None


def test_a_combining_accent_takes_no_cell() -> None:
    box = formula(r"\hat{x}")

    assert box is not None
    assert box.width == cell_width(line_text(box.lines[0])) == 1
