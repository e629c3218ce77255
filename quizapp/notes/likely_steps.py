"""The steps that recognise an edited card by likeness, each surer of place or of text.

Retired cards take no part: their text must come back as it was.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from quizapp.model.cards import Candidate, Card
from quizapp.notes.fingerprint import normalised
from quizapp.notes.matching import File, Matching, Pair, Proposed, file_of, place_of
from quizapp.notes.places import at_equal_locators, files_now
from quizapp.notes.resembling import MARGIN, resembling, settle
from quizapp.notes.similarity import Statement, answer_similarity, in_letters, similarity

AT_LOCATOR = 0.5
IN_FILE = 0.75
ANYWHERE = 0.85

_NAME = "\ufffd"
"""Stands for the name of a heading or file in a question."""


def by_locator(matching: Matching) -> Iterator[Pair]:
    """Step 3: the same place of the notes and half alike, unless another one is more alike."""
    pairs = []
    for pair in dict.fromkeys(at_equal_locators(matching)):
        one, other = matching.says(pair.card), matching.says(pair.proposed)
        if alike := similarity(one, other, AT_LOCATOR):
            pairs.append(Pair(pair.proposed, pair.card, alike))
    best = _best_in_file(matching)
    settled: set[str | int] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.similarity, pair.proposed.place)):
        members = (pair.card.uid, pair.proposed.place)
        if not settled.intersection(members) and all(
            other.similarity <= pair.similarity
            or settled.intersection((other.card.uid, other.proposed.place))
            for member in members
            for other in best[member]
        ):
            settled.update(members)
            yield pair


def by_heading(matching: Matching) -> Iterator[Pair]:
    """Step 4: heading or file has another name, the question names it, the answer stayed."""
    there, here = _renamed(matching)
    pairs = [
        Pair(pair.proposed, pair.card, alike)
        for group, cards in there.items()
        for pair in resembling(matching, cards, here[group], ANYWHERE, answer_similarity)
        if (alike := _under_new_name(matching, pair.card, pair.proposed))
    ]
    yield from settle(matching, pairs, ANYWHERE)


def in_file(matching: Matching) -> Iterator[Pair]:
    """Step 5: in the same file, much alike and clearly the best."""
    yield from settle(matching, _in_files(matching, IN_FILE - MARGIN), IN_FILE)


def anywhere(matching: Matching) -> Iterator[Pair]:
    """Step 6: in any file, nearly the same, and nothing else is."""
    cards, proposals = matching.open_cards(), matching.open_proposals()
    pairs = resembling(matching, cards, proposals, ANYWHERE - MARGIN)
    yield from settle(matching, pairs, ANYWHERE, alone_from=ANYWHERE)


def _best_in_file(matching: Matching) -> defaultdict[str | int, list[Pair]]:
    """The likeness within the files, by card and by candidate."""
    best: defaultdict[str | int, list[Pair]] = defaultdict(list)
    for pair in _in_files(matching, AT_LOCATOR):
        best[pair.card.uid].append(pair)
        best[pair.proposed.place].append(pair)
    return best


def _in_files(matching: Matching, cutoff: float) -> Iterator[Pair]:
    there, here = _by_file(matching)
    for file, cards in there.items():
        yield from resembling(matching, cards, here.get(file, ()), cutoff)


def _by_file(matching: Matching) -> tuple[dict[File, list[Card]], dict[File, list[Proposed]]]:
    """The unmatched of both sides by the file they stand in now; a renamed one is the same."""
    went = files_now(matching.found)
    there: defaultdict[File, list[Card]] = defaultdict(list)
    here: defaultdict[File, list[Proposed]] = defaultdict(list)
    for proposed in matching.open_proposals():
        here[file_of(proposed.candidate.passage)].append(proposed)
    for card in matching.open_cards():
        file = file_of(card.passage)
        for now in dict.fromkeys((file, went.get(file, file))):
            there[now].append(card)
    return there, here


def _renamed(
    matching: Matching,
) -> tuple[defaultdict[File | None, list[Card]], defaultdict[File | None, list[Proposed]]]:
    """Cards whose place is gone and candidates whose place is new: by file, or of whole files."""
    cards = [pair.card for pair in matching.found] + matching.cards
    proposals = [pair.proposed for pair in matching.found] + matching.waiting
    before = {place_of(card.passage) for card in cards}
    after = {place_of(proposed.candidate.passage) for proposed in proposals}
    files_before, files_after = ({place[:2] for place in places} for places in (before, after))
    by_card, by_proposed = _by_file(matching)
    there: defaultdict[File | None, list[Card]] = defaultdict(list)
    here: defaultdict[File | None, list[Proposed]] = defaultdict(list)
    for file, some in by_card.items():
        group = file if file in files_after else None
        there[group] += [card for card in some if place_of(card.passage) not in after]
    for file, many in by_proposed.items():
        new = [p for p in many if place_of(p.candidate.passage) not in before]
        here[file] += new
        here[None] += new if file not in files_before else []
    return there, here


def _under_new_name(matching: Matching, card: Card, proposed: Proposed) -> float:
    """How alike both are where each question names its own place, 0 where one does not."""
    one, other = matching.says(card), matching.says(proposed)
    old, new = _other_names(card, proposed.candidate)
    asked = _without(old, one), _without(new, other)
    if asked[0] == one.asked or asked[1] == other.asked:
        return 0.0
    return similarity(_asking(one, asked[0]), _asking(other, asked[1]), ANYWHERE)


def _other_names(card: Card, candidate: Candidate) -> tuple[Sequence[str], Sequence[str]]:
    """The headings and file names that differ, from the innermost one."""
    old, new = _names(card), _names(candidate)
    both = set(old) & set(new)
    return [name for name in old if name not in both], [name for name in new if name not in both]


def _names(card: Candidate | Card) -> list[str]:
    passage = card.passage
    return [*reversed(passage.headings), PurePosixPath(passage.path).stem]


def _without(headings: Sequence[str], said: Statement) -> str:
    asked = said.asked
    for heading in headings:
        asked = asked.replace(in_letters(normalised(heading)), _NAME)
    return asked


def _asking(said: Statement, asked: str) -> Statement:
    return Statement(said.kind, asked, said.answer, asked, said.told)
