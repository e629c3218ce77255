"""Any text is a tree or a sentence; any tree can be shown, typed back and differentiated."""

import cmath
import math

import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizapp.expressions import (
    UnreadableExpression,
    derivative,
    equivalent,
    latex,
    names,
    parse,
    plain,
    sample,
    tidied,
    values,
)
from quizapp.expressions.evaluate import finite
from quizapp.expressions.precise import gap
from quizapp.expressions.symbolic import to_sympy
from quizapp.expressions.tree import FUNCTIONS, Binary, Call, Name, Negative, Number, Tree

VARIABLES = ("x", "y", "w1", "eta")
DOMAINS = tuple((name, 0.3, 1.9) for name in VARIABLES)
SMOOTH = sorted(set(FUNCTIONS) - {"max", "min", "relu", "abs", "sign"})
NUMBERS = st.one_of(
    st.integers(0, 12),
    st.integers(0, 400).map(lambda hundredths: hundredths / 100),
    st.floats(1e-9, 1e9).map(lambda value: float(f"{value:.9g}")),
).map(Number)
SMALL = st.integers(0, 4).map(Number)
LEAVES = st.one_of(NUMBERS, st.sampled_from([*VARIABLES, "pi", "e"]).map(Name))


def larger(functions: list[str]):
    def extend(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        return st.one_of(
            inner.map(Negative),
            st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
            st.builds(Binary, st.just("^"), inner, st.one_of(SMALL, inner)),
            st.sampled_from(functions).flatmap(
                lambda name: st.tuples(*[inner] * FUNCTIONS[name]).map(
                    lambda arguments: Call(name, arguments)
                )
            ),
        )

    return extend


TREES = st.recursive(LEAVES, larger(sorted(FUNCTIONS)), max_leaves=8)
SMOOTH_TREES = st.recursive(
    st.one_of(SMALL.map(lambda n: Number(n.value + 1)), st.sampled_from(["x", "y"]).map(Name)),
    larger(SMOOTH),
    max_leaves=5,
)


def same_values(one: Tree, other: Tree) -> bool:
    """Equal at every point; where floats are too coarse to tell, by 30 digits."""
    points = sample(DOMAINS)
    pairs = zip(values(one, points), values(other, points), strict=True)
    return all(
        (cmath.isclose(a, b, rel_tol=1e-6) if finite(b) else not finite(a))
        or gap(one, other, {name: column[i] for name, column in points.items()}, 1.0) < 1e-6
        for i, (a, b) in enumerate(pairs)
    )


@given(st.text(max_size=40))
def test_any_text_is_a_tree_or_a_sentence(text):
    try:
        tree = parse(text, VARIABLES)
    except UnreadableExpression as refused:
        assert refused.message.isprintable()
        assert 1 <= refused.column <= len(text) + 1
    else:
        assert names(tree) <= {*VARIABLES, *FUNCTIONS, "pi", "e"}
        assert parse(plain(tree), VARIABLES)


PIECES = st.sampled_from(
    [*"0123456789.,;+-*/^()|xye ", "w1", "sin", "max(", "\\frac{", "}{", "}", "√", "σ(", "²", "="]
)


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=400)
def test_any_soup_of_formula_pieces_is_a_tree_that_can_be_typed_back_or_a_sentence(text):
    try:
        tree = parse(text, VARIABLES)
    except UnreadableExpression as refused:
        assert f"Column {refused.column}: " in refused.message
    else:
        assert same_values(parse(plain(tree), VARIABLES), tree)


@given(TREES)
def test_what_is_shown_can_be_typed_back(tree):
    written = plain(tree)
    assume(len(written) <= 300)

    assert same_values(parse(written, VARIABLES), tree)


@given(TREES)
def test_what_is_shown_in_latex_can_be_typed_back(tree):
    written = latex(tree)
    assume(len(written) <= 300)

    assert same_values(parse(written, VARIABLES), tree)


@given(TREES)
def test_a_tidied_formula_has_the_same_values_wherever_it_had_one(tree):
    points = sample(DOMAINS)
    pairs = zip(values(tidied(tree), points), values(tree, points), strict=True)

    assert all(cmath.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9) for a, b in pairs if finite(b))


@given(TREES)
def test_tidying_twice_changes_nothing_more(tree):
    once = tidied(tree)

    assert plain(tidied(once)) == plain(once)


@given(SMOOTH_TREES)
@settings(max_examples=60, deadline=None)
def test_derivatives_agree_with_sympy(tree):
    try:
        expected = sympy.diff(to_sympy(tree), sympy.Symbol("x", real=True))
    except (UnreadableExpression, TypeError, OverflowError):
        assume(False)
    found = values(derivative(tree, "x"), sample(DOMAINS))
    points = sample(DOMAINS)
    compared = 0
    for i, value in enumerate(found):
        at = {sympy.Symbol(name, real=True): points[name][i] for name in ("x", "y")}
        right = complex(sympy.N(expected.subs(at), 20)) if finite(value) else math.nan
        if cmath.isfinite(right) and abs(right) < 1e12:
            assert cmath.isclose(value, right, rel_tol=1e-5, abs_tol=1e-7), (plain(tree), at)
            compared += 1
    assume(compared)


@given(SMOOTH_TREES, SMOOTH_TREES)
@settings(max_examples=40, deadline=None)
def test_equivalence_agrees_with_sympy(one, other):
    try:
        difference = sympy.expand(to_sympy(one) - to_sympy(other))
    except (UnreadableExpression, TypeError, OverflowError):
        assume(False)
    found = equivalent(one, other, DOMAINS)
    if difference == 0:
        assert found.equal or found.counterexample is None
    elif found.equal:
        at = {sympy.Symbol(name, real=True): value for name, value in (("x", 0.77), ("y", 1.31))}
        assert abs(complex(sympy.N(difference.subs(at), 30))) < 1e-6


@given(TREES)
def test_every_formula_with_values_is_equivalent_to_itself_written_out(tree):
    alone = sum(map(finite, values(tree, sample(DOMAINS))))

    assert equivalent(tree, Binary("+", tree, Number(0)), DOMAINS).equal == (alone >= 12)
