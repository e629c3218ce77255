import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.notes.tex import balanced, denominator, relation, right_side, terms


def text(tex, cut):
    return None if cut is None else tex[cut.start : cut.end]


@pytest.mark.parametrize(
    ("tex", "side"),
    [
        ("a = b", "b"),
        (r"f(x=1) = \frac{a}{b},", r"\frac{a}{b}"),
        (r"\sum_{i=1}^n x_i \le \left(a = b\right)", r"\left(a = b\right)"),
        ("a = b = c", None),
        ("a + b", None),
        ("= b", None),
        (r"f(x) = \{a", None),
        ("a) = (b", None),
    ],
)
def test_the_right_side_follows_the_one_relation_outside_brackets(tex, side):
    assert text(tex, right_side(tex)) == side


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("y = a + b - c", ["a", "+ b", "- c"]),
        ("y = -a + b", ["-a", "+ b"]),
        (r"y = x^{-1} + \left(b - c\right)", ["x^{-1}", r"+ \left(b - c\right)"]),
        (r"y = a \cdot (b + c)", [r"a \cdot (b + c)"]),
        ("y = x^-2 + 1", ["x^-2", "+ 1"]),
        (r"y = \begin{cases} a + b \end{cases}", [r"\begin{cases} a + b \end{cases}"]),
    ],
)
def test_terms_are_cut_at_signs_outside_brackets(tex, expected):
    assert [text(tex, cut) for cut in terms(tex, right_side(tex))] == expected


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"y = \frac{a}{b + c}", "b + c"),
        (r"y = \dfrac{a}{ \sqrt{d_k} } V", r"\sqrt{d_k}"),
        (r"y = \frac{a}{b} + \frac{c}{d}", None),
        (r"\frac{a}{b} = y", None),
        (r"y = \frac12", None),
        (r"y = \frac{a} {b}", None),
    ],
)
def test_the_denominator_is_that_of_the_only_fraction(tex, expected):
    assert text(tex, denominator(tex, right_side(tex))) == expected


@pytest.mark.parametrize("tex", ["{", "}{", r"\left(", r"\begin{a}", r"\{}}"])
def test_what_does_not_match_is_not_balanced(tex):
    assert not balanced(tex)


@pytest.mark.parametrize("tex", [r"{\}=[}", "{)=(}", "a = b}{"])
def test_braces_that_other_brackets_cross_have_no_sides(tex):
    assert relation(tex) is None


def test_a_half_open_interval_is_a_side():
    assert text("x = [0, 1)", right_side("x = [0, 1)")) == "[0, 1)"


PIECES = [*"ab=+-^_(){}[] ", r"\frac", r"\left", r"\right", r"\{", r"\}", "{x}", r"\frac{a}{b}"]


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_a_cut_leaves_balanced_pieces(tex):
    sign = relation(tex)
    side = right_side(tex)
    if side is None or side.start >= side.end:
        return
    assert text(tex, sign) in tex
    for cut in (side, *terms(tex, side), denominator(tex, side)):
        if cut is not None and cut.start < cut.end:
            hidden = text(tex, cut)
            assert side.start <= cut.start < cut.end <= side.end
            assert hidden.count("{") - hidden.count(r"\{") == hidden.count("}") - hidden.count(
                r"\}"
            )
            assert balanced(tex[: cut.start] + "x" + tex[cut.end :])
