"""Cards that get into each other's way: equal and nearly equal prompts, equal ids."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quizapp.language import _
from quizapp.model.cards import QUESTIONS, Candidate
from quizapp.model.passages import Finding
from quizapp.notes.fingerprint import normalised
from quizapp.notes.lint.finding import finding
from quizapp.notes.lint.table import Limits
from quizapp.notes.sentences import words

_SHORTEST_LEAK = 3
_MARKED = frozenset({"qa", "inline", "block"})
_PROMPTED = _MARKED | {"choice"}
_SIGNS = re.compile(r"[^\w$\\]+")


def pair_findings(cards: Sequence[Candidate], limits: Limits) -> Iterator[Finding]:
    """What cards of one deck do to each other; they may come from several files."""
    asked = [card for card in cards if card.front.strip() and card.back.strip()]
    yield from _duplicate_prompts(asked)
    yield from _near_duplicates(asked, limits)
    yield from _leaking_siblings(asked)


def _duplicate_prompts(cards: Iterable[Candidate]) -> Iterator[Finding]:
    """Cards of one deck that ask the same but want different answers."""
    first: dict[tuple[str, str], Candidate] = {}
    for card in cards:
        earlier = first.setdefault((card.deck, _folded(card.front)), card)
        if earlier is not card and normalised(earlier.back) != normalised(card.back):
            message = _("The card of line {line} asks the same but has another answer.")
            text = message.format(line=earlier.passage.first_line)
            yield finding(card, "duplicate-prompt", text)


def _folded(front: str) -> str:
    return normalised(front).casefold().replace("ё", "е").rstrip(" .?!:")


def _near_duplicates(cards: Sequence[Candidate], limits: Limits) -> Iterator[Finding]:
    """Written prompts of one deck that hardly differ, though their answers do.

    Two sets of trigrams with a Jaccard index of t share one of the (1 - t) rarest of each, so
    only cards that do are compared (Chaudhuri, Ganti, Kaushik 2006, "prefix filter").
    """
    fronts = [(card, _folded(card.front)) for card in cards if card.rule in _PROMPTED]
    trigrams = [frozenset(f[i : i + 3] for i in range(len(f) - 2)) for _card, f in fronts]
    count = Counter(gram for grams in trigrams for gram in grams)
    holders: dict[str, list[int]] = defaultdict(list)
    for place, grams in enumerate(trigrams):
        rarest = sorted(grams, key=lambda gram: (count[gram], gram))
        prefix = rarest[: len(grams) - math.ceil(limits.near_prompts * len(grams)) + 1]
        candidates = {other for gram in prefix for other in holders[gram]}
        near = (
            o for o in sorted(candidates) if _jaccard(trigrams[o], grams) >= limits.near_prompts
        )
        for other in near:
            if _interfere(fronts[other], fronts[place]):
                message = _("The prompt hardly differs from that of line {line}: tell them apart.")
                text = message.format(line=fronts[other][0].passage.first_line)
                yield finding(fronts[place][0], "near-duplicate", text)
                break
        for gram in prefix:
            holders[gram].append(place)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _interfere(one: tuple[Candidate, str], other: tuple[Candidate, str]) -> bool:
    """Whether prompts that differ a little want answers that differ."""
    (first, front), (second, other_front) = one, other
    same_deck = first.deck == second.deck and front != other_front
    return same_deck and normalised(first.back) != normalised(second.back)


def _leaking_siblings(cards: Sequence[Candidate]) -> Iterator[Finding]:
    """Questions that somebody wrote next to one that shows their answer."""
    marked = [card for card in cards if card.rule in _MARKED]
    fronts = [(card, f" {_bare(card.front)} ") for card in marked]
    for card in marked:
        answer = _bare(card.back)
        if len(words(answer)) < _SHORTEST_LEAK:
            continue
        for other, front in fronts:
            if other.passage != card.passage and f" {answer} " in front:
                message = _("The question of line {line} shows this answer.")
                text = message.format(line=other.passage.first_line)
                yield finding(card, "leaking-sibling", text)
                break


def _bare(text: str) -> str:
    return _SIGNS.sub(" ", normalised(text).casefold()).strip()


def duplicate_ids(candidates: Sequence[Candidate]) -> Iterator[Finding]:
    """Ids that stand twice; question ids may be compared over all files of an edition."""
    first: dict[tuple[str, bool, str], Candidate] = {}
    for candidate in candidates:
        if candidate.explicit_id is None:
            continue
        question = candidate.kind in QUESTIONS
        key = candidate.explicit_id, question, "" if question else candidate.passage.path
        earlier = first.setdefault(key, candidate)
        if earlier is not candidate:
            message = _("The id “{id}” is already used at {file}:{line}: give this one its own.")
            where = earlier.passage
            text = message.format(id=candidate.explicit_id, file=where.path, line=where.first_line)
            yield finding(candidate, "duplicate-id", text)
