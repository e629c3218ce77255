"""What sending to the running Anki would change there, told before anything is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.actions.anki.exchange import Exchange, exchange
from quizapp.actions.anki.memory import remembered, sent_as
from quizapp.actions.collection import Collection
from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.export import package_of
from quizapp.actions.exporting.states import Progress
from quizapp.actions.studying.asking import known_deck
from quizapp.anki.connect import Connect
from quizapp.anki.notes import RETIRED_TAG, AnkiNote, Package
from quizapp.anki.running import NoteThere, Running, There, lacking
from quizapp.model.cards import Card, Standing
from quizapp.storage.queries.export import Leaving, leaving_cards


@dataclass(frozen=True, slots=True)
class Preview:
    """Notes by what becomes of them in Anki, and reviews by the side that lacks them.

    ``kept`` notes were edited in Anki after they were here; ``gone`` are those that retired here,
    which stay there, tagged and suspended. A note may be both changed and moved.
    """

    added: int
    changed: int
    unchanged: int
    moved: int
    gone: int
    kept: int
    reviews_sent: int
    reviews_received: int
    skipped: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether both sides agree already."""
        told = (self.added, self.changed, self.moved, self.gone)
        return not any((*told, self.reviews_sent, self.reviews_received))


@dataclass(frozen=True, slots=True)
class Difference:
    """All that sending would do. ``notes`` and ``cards`` are ours that are in Anki already.

    ``ours`` are all our notes; ``package`` has the new ones and those whose text is newer here,
    ``tags`` the tags that a note of Anki's lacks and has too many, ``moves`` the cards there by the
    deck they go to.
    """

    collection: Collection
    running: Running
    choices: Choices
    leaving: Sequence[Leaving]
    ours: Sequence[AnkiNote]
    package: Package
    added: frozenset[str]
    updated: frozenset[str]
    notes: Mapping[str, NoteThere]
    cards: Mapping[str, There]
    tags: Mapping[int, tuple[list[str], list[str]]]
    moves: Mapping[str, list[str]]
    exchange: Exchange
    skipped: tuple[str, ...]

    @property
    def preview(self) -> Preview:
        """What it comes to, in numbers."""
        return _preview(self)

    def mine(self, there: Mapping[str, There]) -> dict[str, Card]:
        """Our cards among those that are there."""
        return {one.card.uid: one.card for one in self.leaving if one.card.uid in there}


def difference_to(
    collection: Collection, connect: Connect, deck: str | None, choices: Choices
) -> Difference:
    """Compare the cards of a deck with those below it, or all, with the running Anki.

    Raises:
        InputError: the deck is unknown, or Anki does not answer.
    """
    deck = known_deck(collection, deck)
    connect.greet()
    running = Running(connect)
    with collection.database.reading() as connection:
        leaving = leaving_cards(connection, collection.learner, deck, retired=True)
    before = remembered(collection)
    notes = running.notes()
    known = _as_drawn(leaving, notes, before.drawn, choices)
    package, skipped = package_of(collection, leaving, choices, known)
    both = {note.uid: notes[note.uid] for note in package.notes if note.uid in notes}
    there = running.cards(both)
    new = [note for note in package.notes if note.uid not in both and not _retired(note)]
    newer = list(_newer(package.notes, both, before.touched))
    cards = {one.card.uid: one.card for one in leaving if one.card.uid in there}
    return Difference(
        collection=collection,
        running=running,
        choices=choices,
        leaving=leaving,
        ours=package.notes,
        package=_part(package, [*new, *newer], there, running),
        added=frozenset(note.uid for note in new),
        updated=frozenset(note.uid for note in newer),
        notes=both,
        cards=there,
        tags=dict(_tags(package.notes, both)),
        moves=_moves(cards, there, before.decks),
        exchange=_exchanged(collection, choices, cards, there, running),
        skipped=skipped,
    )


def _exchanged(
    collection: Collection,
    choices: Choices,
    cards: Mapping[str, Card],
    there: Mapping[str, There],
    running: Running,
) -> Exchange:
    if not choices.scheduling:
        return Exchange()
    logs = running.logs(one.id for one in there.values())
    theirs = {uid: logs.get(there[uid].id, []) for uid in cards}
    return exchange(collection, cards, theirs, Progress(collection))


def _as_drawn(
    leaving: Sequence[Leaving],
    notes: Mapping[str, NoteThere],
    drawn: Mapping[str, str],
    choices: Choices,
) -> dict[str, Mapping[str, str]]:
    """The fields of the questions that neither side has changed since they were sent."""
    cards = (one.card for one in leaving if one.card.uid in notes and one.card.uid in drawn)
    return {
        card.uid: notes[card.uid].fields
        for card in cards
        if sent_as(card, notes[card.uid], choices) == drawn[card.uid]
    }


def _retired(note: AnkiNote) -> bool:
    return RETIRED_TAG in note.tags


def _newer(
    ours: Sequence[AnkiNote], there: Mapping[str, NoteThere], touched: Mapping[str, int | None]
) -> Iterator[AnkiNote]:
    for note in ours:
        found = there.get(note.uid)
        if found is not None and _is_newer(note, found, touched.get(note.uid)):
            yield _updated(note, found)


def _is_newer(note: AnkiNote, there: NoteThere, touched: int | None) -> bool:
    """Whether its text goes to Anki; where Anki does not tell its last edit, it decides itself.

    ``touched`` is when we edited it there last.
    """
    if there.says(note):
        return False
    return there.changed in {None, touched} or note.changed >= (there.changed or 0)


def _updated(note: AnkiNote, there: NoteThere) -> AnkiNote:
    """The note as a package brings it: newer than there by the second, with its owner's tags."""
    newer = note.changed if there.changed is None else max(note.changed, there.changed + 1)
    return replace(note, changed=newer, tags=tuple(sorted(there.tags_for(note))))


def _tags(
    notes: Sequence[AnkiNote], there: Mapping[str, NoteThere]
) -> Iterator[tuple[int, tuple[list[str], list[str]]]]:
    for note in notes:
        found = there.get(note.uid)
        if found is not None:
            wanted = found.tags_for(note)
            more, less = lacking(wanted, found.tags), lacking(found.tags, wanted)
            if more or less:
                yield found.id, (more, less)


def _moves(
    cards: Mapping[str, Card], there: Mapping[str, There], placed: Mapping[str, str]
) -> dict[str, list[str]]:
    """Cards whose deck has changed here since they were sent; where Anki's owner put the others
    is their own affair."""
    moves: dict[str, list[str]] = {}
    for uid, card in cards.items():
        before = placed.get(uid, card.deck)
        if card.standing is Standing.ACTIVE and before != card.deck != there[uid].deck:
            moves.setdefault(card.deck, []).append(uid)
    return moves


def _part(
    package: Package, notes: Sequence[AnkiNote], there: Mapping[str, There], running: Running
) -> Package:
    """The package of some notes, with what belongs to them alone."""
    uids = {card.uid for note in notes for card in note.cards}
    known = running.decks() if package.options else frozenset()
    texts = [text for note in notes for text in note.fields.values() if "<img" in text]
    return replace(
        package,
        notes=notes,
        logs={u: log for u, log in package.logs.items() if u in uids and u not in there},
        media={
            name: file
            for name, file in package.media.items()
            if any(name in text for text in texts)
        },
        options={
            note.deck: package.options[note.deck]
            for note in notes
            if note.deck in package.options and note.deck not in known
        },
    )


def _preview(found: Difference) -> Preview:
    there = found.notes
    moving = {uid for some in found.moves.values() for uid in some}
    both = [note for note in found.ours if note.uid in there]
    gone = {n.uid for n in both if _retired(n) and RETIRED_TAG not in there[n.uid].tags}
    retagged = {n.uid for n in both if there[n.uid].id in found.tags}
    changed = found.updated | (retagged - gone)
    moved = {n.uid for n in both if any(card.uid in moving for card in n.cards)}
    kept = {n.uid for n in both if not there[n.uid].says(n)} - changed
    return Preview(
        added=len(found.added),
        changed=len(changed),
        unchanged=len({n.uid for n in both} - changed - moved - gone - kept),
        moved=len(moved),
        gone=len(gone),
        kept=len(kept),
        reviews_sent=found.exchange.reviews_sent + sum(map(len, found.package.logs.values())),
        reviews_received=found.exchange.reviews_received,
        skipped=found.skipped,
    )
