"""Send to the running Anki what :mod:`quizapp.actions.anki.preview` found to be different."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.actions.anki.exchange import receive
from quizapp.actions.anki.memory import Memory, remember, sent_as
from quizapp.actions.anki.preview import Difference
from quizapp.actions.exporting.states import Progress
from quizapp.anki.connect import Action
from quizapp.anki.running import NoteThere, There
from quizapp.language import ngettext
from quizapp.model.cards import Card, Standing

_HOLDS = "anki:connect"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was done: notes of Anki, and reviews on both sides."""

    added: int
    updated: int
    moved: int
    gone: int
    reviews_sent: int
    reviews_received: int
    remarks: tuple[str, ...] = ()


def send(difference: Difference) -> Sent:
    """Do all that differs. Broken off anywhere, sending again does the rest.

    New and changed notes come first, as one package that arrives whole or not at all; then what
    Anki knows and we do not; then tags, decks, holds, reviews and the schedules they lead to.

    Raises:
        InputError: Anki stops answering, or refuses something.
    """
    running = difference.running
    notes, there = difference.notes, difference.cards
    if difference.package.notes:
        running.take(difference.package)
        notes = running.notes()
        there = running.cards(_of(difference, notes))
    added = len(difference.added & notes.keys())
    says = {
        note.uid: notes[note.uid].says(note)
        for note in difference.package.notes
        if note.uid in difference.updated
    }
    mine = difference.mine(there)
    running.apply(list(_placing(difference, mine, there)))
    waiting = _schedule(difference, mine, there) if difference.choices.scheduling else 0
    if difference.tags:
        notes = running.notes()
    remember(difference.collection, _memory(difference, mine, notes))
    told, exchanged = difference.preview, difference.exchange
    return Sent(
        added=added,
        updated=sum(says.values()) + told.changed - len(difference.updated),
        moved=told.moved,
        gone=told.gone,
        reviews_sent=told.reviews_sent - waiting,
        reviews_received=told.reviews_received,
        remarks=tuple(_remarks(len(says) - sum(says.values()), len(exchanged.taken_back))),
    )


def _of(difference: Difference, notes: Mapping[str, NoteThere]) -> dict[str, NoteThere]:
    """The notes of this sending among all that are there."""
    uids = {*difference.notes, *difference.added}
    leaving = {one.card.uid for one in difference.leaving}
    return {uid: note for uid, note in notes.items() if uid in uids and uid in leaving}


def _placing(
    difference: Difference, mine: Mapping[str, Card], there: Mapping[str, There]
) -> Iterator[Action]:
    """Tags of the notes that no package brings, and decks."""
    brought = {difference.notes[uid].id for uid in difference.updated}
    by_tags: dict[tuple[str, str], list[int]] = {}
    for note, (more, less) in difference.tags.items():
        if note not in brought:
            for name, tags in (("addTags", more), ("removeTags", less)):
                if tags:
                    by_tags.setdefault((name, " ".join(tags)), []).append(note)
    for (name, listed), notes in by_tags.items():
        yield Action(name, {"notes": notes, "tags": listed})
    for deck, uids in difference.moves.items():
        yield Action(
            "changeDeck", {"cards": [there[u].id for u in uids if u in there], "deck": deck}
        )


def _schedule(difference: Difference, mine: Mapping[str, Card], there: Mapping[str, There]) -> int:
    """Reviews and holds both ways; answers with the number of reviews that must wait.

    They wait where all their cards are buried or in filtered decks: on none of these can the
    number of Anki's day be found out.
    """
    collection, running = difference.collection, difference.running
    received = [row for row in difference.exchange.received if row.card in there]
    sent = {uid: rows for uid, rows in difference.exchange.sent.items() if uid in there}
    held = receive(collection, received, mine, there, Progress(collection), _HOLDS)
    running.apply(list(_holding(held, there, Progress(collection))))
    probe = next((u for u in sent if not (there[u].filtered or there[u].buried)), None)
    if probe is None:
        return sum(map(len, sent.values()))
    today = running.today(there[probe].id)
    progress = Progress(collection, collection.day_of(collection.now()) - today)
    cards = {card.uid: card for card in held}
    running.put([(there[uid], progress.state(cards[uid], 0), rows) for uid, rows in sent.items()])
    return 0


def _holding(
    held: Sequence[Card], there: Mapping[str, There], progress: Progress
) -> Iterator[Action]:
    """What is suspended and flagged here and not there, or the other way round."""
    wanted = {card.uid: progress.held(card) for card in held}
    for name, suspended in (("suspend", True), ("unsuspend", False)):
        cards = [
            there[uid].id
            for uid, hold in wanted.items()
            if hold.suspended is suspended is not there[uid].suspended
        ]
        if cards:
            yield Action(name, {"cards": cards})
    for uid, hold in wanted.items():
        if hold.flag != there[uid].flag:
            flag = {"card": there[uid].id, "keys": ["flags"], "newValues": [hold.flag]}
            yield Action("setSpecificValueOfCard", flag)


def _memory(
    difference: Difference, mine: Mapping[str, Card], notes: Mapping[str, NoteThere]
) -> Memory:
    """What the next sending should know of this one."""
    arrived = [
        note.uid
        for note in difference.ours
        if note.uid in mine and note.uid in notes and notes[note.uid].says(note)
    ]
    drawn = {uid: sent_as(mine[uid], notes[uid], difference.choices) for uid in arrived}
    return Memory(
        decks={u: card.deck for u, card in mine.items() if card.standing is Standing.ACTIVE},
        drawn={uid: told for uid, told in drawn.items() if told},
        touched={
            uid: notes[uid].changed
            for uid in arrived
            if uid in difference.updated or notes[uid].id in difference.tags
        },
    )


def _remarks(refused: int, taken_back: int) -> Iterator[str]:
    if refused:
        yield ngettext(
            "{n} note stays as it is in Anki, where it was edited later.",
            "{n} notes stay as they are in Anki, where they were edited later.",
            refused,
        )
    if taken_back:
        yield ngettext(
            "{n} review taken back here stays in Anki’s log: --into removes it.",
            "{n} reviews taken back here stay in Anki’s log: --into removes them.",
            taken_back,
        )
