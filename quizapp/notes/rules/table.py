"""The order of the prose rules, and the laws they share.

A sentence is asked for once: the first rule in the table that wants it has it. A section gives
at most seven cards; what goes beyond waits as drafts. A block with an id of its own is what its
author made it: where it gives a card, no drafts are offered beside it, so that ids stay.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from quizapp.model.cards import CardKind
from quizapp.notes.outline import Outline
from quizapp.notes.proposal import Claim, Proposal, Rule, free
from quizapp.notes.prose import markdown
from quizapp.notes.rules.contrast import contrast
from quizapp.notes.rules.definition import definition, likely_definition
from quizapp.notes.rules.formula import formula
from quizapp.notes.rules.formula_cloze import formula_cloze
from quizapp.notes.rules.heading import heading
from quizapp.notes.rules.label import label
from quizapp.notes.rules.list import list_items
from quizapp.notes.rules.problem import problem
from quizapp.notes.rules.reason import reason
from quizapp.notes.rules.steps import steps
from quizapp.notes.rules.table_rows import table_rows
from quizapp.notes.rules.term_cloze import term_cloze
from quizapp.notes.sentences import length

RULES: tuple[Rule, ...] = (
    definition,
    formula,
    contrast,
    reason,
    problem,
    label,
    steps,
    table_rows,
    list_items,
    term_cloze,
    likely_definition,
    heading,
    formula_cloze,
)
"""The prose rules, the strictest first."""

MOST_CARDS = 7
"""Sure cards a section may give."""

_LONGEST_EXTRA = 60
_DELETION = re.compile(r"\{\{c1::.*?\}\}(?!\})", re.DOTALL)


_CARD_RULES = (
    "definition label heading term-cloze formula formula-cloze steps list problem contrast "
    "reason table qa inline block highlight cloze bracket choice quiz"
)
CARD_RULES = frozenset(_CARD_RULES.split())
"""The names of all rules, those of marked-up cards and questions included."""


def proposals(
    outline: Outline, unwanted: Callable[[str, int, int], bool] = lambda *_: False
) -> tuple[Proposal, ...]:
    """What all rules propose for one section, in the order of its lines.

    ``unwanted`` says whether the notes want no card of a rule at some lines.
    """
    taken: set[Claim] = set()
    found: list[Proposal] = []
    for rule in RULES:
        for proposal in rule(outline, taken):
            if proposal.claims & taken or _shown(proposal):
                continue
            if unwanted(proposal.rule, proposal.first_line, proposal.last_line):
                continue
            taken |= proposal.claims
            found.append(proposal)
    kept = _without_doubtful_ids(_within_budget(found))
    kept.sort(key=_place)
    return tuple(_with_rest(proposal, taken) for proposal in kept)


def _place(proposal: Proposal) -> tuple[int, bool, Claim]:
    """The order of cards: by lines and sentences, drafts that claim no sentence last."""
    extra = not proposal.claims and not proposal.sure
    return proposal.first_line, extra, min(proposal.claims, default=(0, 0))


def _without_doubtful_ids(found: list[Proposal]) -> list[Proposal]:
    settled = {proposal.block_id for proposal in found if proposal.sure} - {""}
    return [p for p in found if p.sure or p.block_id not in settled]


def _shown(proposal: Proposal) -> bool:
    """Whether the answer can be read off the question."""
    answer = proposal.back.casefold().strip(" .*")
    front = proposal.front.casefold()
    if proposal.kind is not CardKind.CLOZE:
        return answer in front
    return _stands_in(answer, _DELETION.sub("", front))


def _stands_in(answer: str, text: str) -> bool:
    """Whether a text has the answer in it as whole words."""
    place = text.find(answer)
    while place >= 0:
        before, after = text[:place][-1:], text[place + len(answer) :][:1]
        if not before.isalnum() and not after.isalnum():
            return True
        place = text.find(answer, place + 1)
    return False


def _within_budget(found: list[Proposal]) -> list[Proposal]:
    """Seven sure cards a section, those of the strictest rules first."""
    kept: list[Proposal] = []
    sure = 0
    for proposal in found:
        sure += proposal.sure
        beyond = proposal.sure and sure > MOST_CARDS
        kept.append(replace(proposal, sure=False) if beyond else proposal)
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
    return replace(proposal, extra=extra) if 0 < length(extra) <= _LONGEST_EXTRA else proposal
