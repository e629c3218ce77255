"""A formula as a value of one variant: numbers put in, with the domains of its variables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.expressions import Domain, Tree, compared, sample, values
from quizapp.language import _
from quizapp.questions.limits import Redraw


@dataclass(frozen=True, slots=True)
class Expressed:
    """A formula as a value, with the domains of its variables."""

    tree: Tree
    domains: tuple[Domain, ...]


def united(formulas: Iterable[Expressed]) -> tuple[Domain, ...]:
    """The domains of all variables; where two formulas name one variable the first counts."""
    domains: dict[str, Domain] = {}
    for formula in formulas:
        for domain in formula.domains:
            domains.setdefault(domain[0], domain)
    return tuple(domains[name] for name in sorted(domains))


def same_pairs(formulas: Sequence[Expressed]) -> list[tuple[int, int]]:
    """The pairs of formulas that are equal.

    Raises:
        Redraw: a formula has hardly any values, so that nothing can be compared with it.
    """
    points = sample(united(formulas))
    known = [(formula.tree, values(formula.tree, points)) for formula in formulas]
    if not all(compared(one, one, points).equal for one in known):
        raise Redraw(_("a formula that has no values on its domain"))
    return [
        (i, j)
        for j in range(1, len(known))
        for i in range(j)
        if compared(known[j], known[i], points).equal
    ]
