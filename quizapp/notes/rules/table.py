"""The order of the prose rules, and the laws they share.

A sentence is asked for once: the first rule in the table that wants it has it. A section gives
at most seven cards; what goes beyond waits as drafts.
"""

from dataclasses import replace

from quizapp.notes.outline import Outline
from quizapp.notes.proposal import Claim, Proposal, Rule, free
from quizapp.notes.prose import markdown
from quizapp.notes.rules.contrast import contrast
from quizapp.notes.rules.definition import definition
from quizapp.notes.rules.formula import formula
from quizapp.notes.rules.heading import heading
from quizapp.notes.rules.label import label
from quizapp.notes.rules.problem import problem
from quizapp.notes.rules.reason import reason
from quizapp.notes.rules.steps import steps
from quizapp.notes.sentences import length

RULES: tuple[Rule, ...] = (
    definition,
    formula,
    contrast,
    reason,
    problem,
    label,
    steps,
    heading,
)
"""The prose rules, the strictest first."""

MOST_CARDS = 7
"""Sure cards a section may give."""

_LONGEST_EXTRA = 60


def proposals(outline: Outline) -> tuple[Proposal, ...]:
    """What all rules propose for one section, in the order of its lines."""
    taken: set[Claim] = set()
    found: list[Proposal] = []
    for rule in RULES:
        for proposal in rule(outline, taken):
            if proposal.claims & taken or _shown(proposal):
                continue
            taken |= proposal.claims
            found.append(proposal)
    found.sort(key=lambda proposal: (proposal.first_line, min(proposal.claims, default=(0, 0))))
    return tuple(_with_rest(proposal, taken) for proposal in _within_budget(found))


def _shown(proposal: Proposal) -> bool:
    """Whether the answer can be read off the question."""
    return proposal.back.casefold().strip(" .*") in proposal.front.casefold()


def _within_budget(found: list[Proposal]) -> list[Proposal]:
    kept: list[Proposal] = []
    sure = 0
    for proposal in found:
        sure += proposal.sure
        kept.append(replace(proposal, sure=proposal.sure and sure <= MOST_CARDS))
    return kept


def _with_rest(proposal: Proposal, taken: set[Claim]) -> Proposal:
    """Show the sentences of the same point that no card asks for after the answer."""
    point = proposal.point
    if point is None:
        return proposal
    last = max(number for _, number in proposal.claims)
    rest = [
        markdown(point.prose, *stretch)
        for number, stretch in enumerate(point.sentences)
        if number > last and free(point, number, taken)
    ]
    extra = " ".join(rest)
    return replace(proposal, extra=extra if length(extra) <= _LONGEST_EXTRA else "")
