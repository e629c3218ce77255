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
from quizapp.notes.markup import masked, unmasked
from quizapp.notes.sentences import words

_SHORTEST_LEAK = 3
_MARKED = frozenset({"qa", "inline", "block"})
_PROMPTED = _MARKED | {"choice"}
_SIGNS = re.compile(r"[^\w$\\]+")
_PUNCTUATION = ',.;:!?…«»„“”"()'
_DASHES = frozenset("-–—")
_SHORTEST_ROOT = 3
_LONGEST_ROOT = 5


def pair_findings(cards: Sequence[Candidate], limits: Limits) -> Iterator[Finding]:
    """What the cards of one file do to each other, where they are in one deck."""
    asked = _asked(cards)
    yield from _duplicate_prompts(asked)
    yield from _near_duplicates(asked, limits)
    yield from _leaking_siblings(asked)


def findings_between_files(cards: Sequence[Candidate], limits: Limits) -> Iterator[Finding]:
    """What the cards of one deck do to those of its other files."""
    asked = _asked(cards)
    paths: dict[str, set[str]] = defaultdict(set)
    for card in asked:
        paths[card.deck].add(card.passage.path)
    asked = [card for card in asked if len(paths[card.deck]) > 1]
    yield from _duplicate_prompts(asked, between_files=True)
    yield from _near_duplicates(asked, limits, between_files=True)


def _asked(cards: Sequence[Candidate]) -> list[Candidate]:
    return [card for card in cards if card.front.strip() and card.back.strip()]


def _duplicate_prompts(
    cards: Iterable[Candidate], *, between_files: bool = False
) -> Iterator[Finding]:
    """Cards of one deck that ask the same but want different answers."""
    first: dict[tuple[str, str], Candidate] = {}
    for card in cards:
        earlier = first.setdefault((card.deck, _folded(card.front)), card)
        if not _concerns(card, earlier, between_files=between_files):
            continue
        if normalised(earlier.back) != normalised(card.back):
            message = _("The card of line {line} asks the same but has another answer.")
            text = message.format(line=_line(earlier, card))
            yield finding(card, "duplicate-prompt", text)


def _concerns(card: Candidate, other: Candidate, *, between_files: bool) -> bool:
    """Whether a check looks at this pair: it is of two files, or it is not."""
    return card is not other and (card.passage.path != other.passage.path) is between_files


def _line(other: Candidate, card: Candidate) -> str:
    """Where another card stands, as seen from a card: its line, or file and line."""
    where = other.passage
    same = where.path == card.passage.path
    return str(where.first_line) if same else f"{where.path}:{where.first_line}"


def _folded(front: str) -> str:
    """A prompt without what tells no two apart: case, ё, punctuation; formulas and code stay."""
    prose, pieces = masked(normalised(front))
    found = (word for word in prose.casefold().replace("ё", "е").split() if word not in _DASHES)
    folded = " ".join(word.strip(_PUNCTUATION) or word for word in found)
    return unmasked(folded, pieces)


def _near_duplicates(
    cards: Sequence[Candidate], limits: Limits, *, between_files: bool = False
) -> Iterator[Finding]:
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
            card, earlier = fronts[place][0], fronts[other][0]
            if not _concerns(card, earlier, between_files=between_files):
                continue
            if _interfere(fronts[other], fronts[place]):
                message = _("The prompt hardly differs from that of line {line}: tell them apart.")
                text = message.format(line=_line(earlier, card))
                yield finding(card, "near-duplicate", text)
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
    """Questions that somebody wrote next to one that shows their answer.

    Such a question has every word of the answer: only those with its rarest one are looked at.
    """
    marked = [card for card in cards if card.rule in _MARKED]
    fronts = [f" {_bare(card.front)} " for card in marked]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, front in enumerate(fronts):
        for word in set(front.split()):
            holders[word].append(place)
    for card in marked:
        answer = _bare(card.back)
        if len(words(answer)) < _SHORTEST_LEAK:
            continue
        rarest = min(answer.split(), key=lambda word: (len(holders.get(word, ())), word))
        for place in holders.get(rarest, ()):
            other = marked[place]
            if other.passage != card.passage and f" {answer} " in fronts[place]:
                message = _("The question of line {line} shows this answer.")
                text = message.format(line=other.passage.first_line)
                yield finding(card, "leaking-sibling", text)
                break


def _bare(text: str) -> str:
    return " ".join(map(_root, _SIGNS.sub(" ", normalised(text).casefold()).split()))


def _root(word: str) -> str:
    """A word without its ending, as far as that goes without a dictionary."""
    return word[: min(_LONGEST_ROOT, len(word) - 1)] if len(word) > _SHORTEST_ROOT else word


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
