"""Identity: which candidate is which stored card, so that edits of notes keep the history.

All changed files of one import are matched together. The steps run in order, each only among
what is still unmatched; a match that would be a guess is not made.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from collections.abc import Set as AbstractSet

from quizapp.model.cards import Candidate, Card, Standing, as_written, waits
from quizapp.notes.fingerprint import QUESTIONS, candidate_uid, fingerprint
from quizapp.notes.likely_steps import anywhere, by_heading, by_locator, in_file
from quizapp.notes.matching import Matching, Pair, Proposed, place_of, stored_order
from quizapp.notes.plan import Addition, Doubt, Match, Plan
from quizapp.notes.sure_steps import by_explicit_id, by_fingerprint

Step = Callable[[Matching], Iterable[Pair]]
"""One step: pairs among what is still unmatched, each side at most once."""

STEPS: tuple[tuple[str, Step], ...] = (
    ("id", by_explicit_id),
    ("fingerprint", by_fingerprint),
    ("locator", by_locator),
    ("heading", by_heading),
    ("file", in_file),
    ("anywhere", anywhere),
)
"""The steps of matching, the surest first."""

InUse = Callable[[Collection[str]], AbstractSet[str]]
"""Which of some uids stored cards have, also cards that take no part in the matching."""


def none_in_use(_uids: Collection[str]) -> AbstractSet[str]:
    """No stored card but those that take part."""
    return frozenset()


def match(
    candidates: Iterable[Candidate],
    stored: Iterable[Card],
    *,
    fingerprints: Sequence[str] | None = None,
    in_use: InUse = none_in_use,
    erased: InUse = none_in_use,
    lent: Container[str] = frozenset(),
) -> Plan:
    """Match the notes of one import with the stored cards it may touch.

    ``stored`` are the cards of the files that were read or are gone, and retired cards from
    anywhere; active ones among them that match nothing retire, except those whose uid is in
    ``lent``. A card in the learner's words is known by those of the notes. ``fingerprints`` are
    those of the candidates where they are known already. An id of ``in_use`` that is ``erased``
    has no card any more: a question of that id begins anew. The same arguments always give the
    same plan.
    """
    known = {card.uid: card for card in stored}
    cards = sorted(map(as_written, known.values()), key=stored_order)
    candidates = list(candidates)
    prints = fingerprints if fingerprints is not None else map(fingerprint, candidates)
    waiting = [Proposed(n, *both) for n, both in enumerate(zip(candidates, prints, strict=True))]
    matching = Matching(waiting, cards)
    matches: dict[int, Match] = {}
    for name, step in STEPS:
        if not matching.waiting or not matching.cards:
            break
        for pair in matching.take(step(matching)):
            proposed = pair.proposed
            matches[proposed.place] = Match(
                known[pair.card.uid],
                proposed.candidate,
                proposed.fingerprint,
                name,
                pair.similarity,
            )
    additions, duplicates = _additions(matching.waiting, known.keys(), in_use, erased)
    left = [known[card.uid] for card in matching.cards if card.uid not in lent]
    return _plan(matches, additions, duplicates, left, matching.doubtful)


def _additions(
    waiting: Sequence[Proposed], stored: AbstractSet[str], in_use: InUse, erased: InUse
) -> tuple[list[Addition], list[Candidate]]:
    """Ids for new cards: the first ordinal whose id no card has.

    Equal candidates begin with different ordinals, so that few have to be tried again.
    """
    used = set(stored)
    equal: Counter[str] = Counter()
    tried: list[tuple[Proposed, int, str]] = []
    for proposed in waiting:
        first = _uid(proposed, 0)
        ordinal = equal[first]
        tried.append((proposed, ordinal, _uid(proposed, ordinal) if ordinal else first))
        equal[first] += proposed.candidate.kind not in QUESTIONS
    made: dict[int, Addition] = {}
    duplicates: list[Candidate] = []
    while tried:
        uids = [uid for _, _, uid in tried]
        used |= in_use(uids)
        free_again = erased(uids)
        again: list[tuple[Proposed, int, str]] = []
        for proposed, ordinal, uid in tried:
            if uid not in used:
                used.add(uid)
                made[proposed.place] = Addition(
                    uid, ordinal, proposed.fingerprint, proposed.candidate
                )
            elif proposed.candidate.kind in QUESTIONS and uid not in free_again:
                duplicates.append(proposed.candidate)
            else:
                again.append((proposed, ordinal + 1, _uid(proposed, ordinal + 1)))
        tried = again
    return [made[place] for place in sorted(made)], duplicates


def _uid(proposed: Proposed, ordinal: int) -> str:
    return candidate_uid(proposed.candidate, proposed.fingerprint, ordinal)


def _plan(
    matches: dict[int, Match],
    additions: list[Addition],
    duplicates: list[Candidate],
    unmatched: list[Card],
    doubtful: list[tuple[list[Card], list[Proposed]]],
) -> Plan:
    kinds: defaultdict[str, list[Match]] = defaultdict(list)
    for place in sorted(matches):
        kinds[_outcome(matches[place])].append(matches[place])
    return Plan(
        added=tuple(a for a in additions if a.candidate.sure),
        drafts=tuple(a for a in additions if not a.candidate.sure),
        unchanged=tuple(kinds["unchanged"]),
        changed=tuple(kinds["changed"]),
        moved=tuple(kinds["moved"]),
        restored=tuple(kinds["restored"]),
        promoted=tuple(kinds["promoted"]),
        retired=tuple(card for card in unmatched if card.standing is Standing.ACTIVE),
        dropped=tuple(card for card in unmatched if card.standing is Standing.DRAFT),
        duplicates=tuple(duplicates),
        ambiguous=tuple(_doubt(cards, proposals) for cards, proposals in doubtful),
    )


def _doubt(cards: list[Card], proposals: list[Proposed]) -> Doubt:
    return Doubt(tuple(cards), tuple(proposed.candidate for proposed in proposals))


def _outcome(found: Match) -> str:
    before, candidate = as_written(found.before), found.candidate
    if before.standing is Standing.RETIRED:
        return "restored"
    if waits(before) and candidate.sure:
        return "promoted"
    texts = (before.kind, before.front, before.back, before.extra)
    if texts != (candidate.kind, candidate.front, candidate.back, candidate.extra):
        return "changed"
    if before.fingerprint != found.fingerprint:
        return "changed"
    same_place = place_of(candidate.passage) == place_of(before.passage)
    return "unchanged" if same_place else "moved"
