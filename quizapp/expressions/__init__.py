"""Formulas as a learner types them: read, evaluated, compared, shown; never run as code.

Two rooms need them and may not import each other: questions (``formula("a*x^2", x=(-2, 2))`` in
a deck) and grading (what is typed as an answer). sympy and mpmath are imported only by the two
functions that need them.
"""

from quizapp.expressions.alike import Counterexample, Equivalence, compared, equivalent
from quizapp.expressions.derivative import derivative
from quizapp.expressions.evaluate import POINTS, Domain, Points, sample, values
from quizapp.expressions.form import check_form
from quizapp.expressions.parse import parse
from quizapp.expressions.show import latex, plain
from quizapp.expressions.tidy import signed, tidied
from quizapp.expressions.tree import (
    CONSTANTS,
    FUNCTIONS,
    Name,
    Tree,
    UnreadableExpression,
    names,
    number,
    put_in,
)

__all__ = [
    "CONSTANTS",
    "FUNCTIONS",
    "POINTS",
    "Counterexample",
    "Domain",
    "Equivalence",
    "Name",
    "Points",
    "Tree",
    "UnreadableExpression",
    "check_form",
    "compared",
    "derivative",
    "equivalent",
    "latex",
    "names",
    "number",
    "parse",
    "plain",
    "put_in",
    "sample",
    "signed",
    "tidied",
    "values",
]
