"""Take in what another machine knows: log, cards, questions and exams, in one transaction."""

from collections.abc import Collection as Ids
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.machines.same_cards import same_cards
from quizapp.language import _
from quizapp.model.schedules import Schedule
from quizapp.scheduling.replay import replayed
from quizapp.settings.values import nearest
from quizapp.storage.merging import aliases, sightings
from quizapp.storage.merging import log as merged_log
from quizapp.storage.merging.cards import Row, said_rank
from quizapp.storage.merging.facts import Piece
from quizapp.storage.merging.union import Union
from quizapp.storage.queries import cards, schedules
from quizapp.storage.queries.devices import devices_here
from quizapp.storage.queries.presets import Connection

_SHORT = 60
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a person may want to look at: nothing is lost, and nothing has to be done.

    ``rule`` is ``text`` where a card was edited on both sides and the later text stays,
    ``ambiguous`` where cards may be the same one, or not, and all stay, or ``file`` where a file
    in a synced folder was not read.
    """

    rule: str
    cards: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: rows of the log that are new here, those that were here already."""

    added: int = 0
    duplicate: int = 0
    conflicts: tuple[Conflict, ...] = ()


def unite(collection: Collection, connection: Connection, pieces: Iterable[Piece]) -> Merged:
    """Take in pieces; schedules follow from the united log. The caller commits."""
    learner = collection.learner
    here = devices_here(connection, learner)
    before = aliases.all_aliases(connection, learner)
    aliases.dissolve(connection, learner)
    union = Union(connection, learner, here)
    union.take(pieces)
    doubts: Sequence[tuple[str, ...]] = ()
    groups: Iterable[Ids[str]] = _groups(before)
    if union.changed:
        same = same_cards(sightings.apart_in_one_file(connection, learner, here))
        groups = same.groups
        doubts = [doubt for doubt in same.doubts if union.changed.intersection(doubt)]
    aliases.unite(connection, learner, groups, here)
    after = aliases.all_aliases(connection, learner)
    _reschedule(collection, connection, _touched(union.unscheduled, before, after))
    return Merged(
        union.added,
        union.duplicate,
        (*map(_contested, union.contested), *_doubtful(connection, learner, doubts)),
    )


def _groups(names: Mapping[str, str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for uid, stands_for in names.items():
        groups.setdefault(stands_for, []).append(uid)
    return list(groups.values())


def _touched(
    studied: Iterable[str], before: Mapping[str, str], after: Mapping[str, str]
) -> set[str]:
    """The cards whose log has grown, and all members of groups: their logs are put together."""
    touched = {after.get(card, card) for card in studied}
    for uid in {*before, *after}:
        touched.add(after.get(uid, uid))
    return touched


def _reschedule(collection: Collection, connection: Connection, uids: Ids[str]) -> None:
    chosen = deck_presets(collection, connection)
    learner = collection.learner
    ordered = sorted(uids)
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        decks = sightings.decks_of(connection, learner, some)
        states = dict.fromkeys(some, Schedule())
        for uid, rows in merged_log.of_cards(connection, learner, some):
            states[uid] = replayed(rows, nearest(chosen, decks.get(uid, "")))
        schedules.save_all(connection, learner, states.items())


def _contested(states: tuple[Row, Row]) -> Conflict:
    lost, kept = sorted(states, key=said_rank)
    side = "front" if lost["front"] != kept["front"] else "back"
    message = _("{file}: edited on both sides. “{kept}” stays, “{lost}” was said earlier.").format(
        file=kept["path"], kept=_short(kept[side]), lost=_short(lost[side])
    )
    return Conflict("text", (kept["uid"],), message)


def _doubtful(
    connection: Connection, learner: str, doubts: Iterable[tuple[str, ...]]
) -> Iterable[Conflict]:
    for doubt in doubts:
        present = cards.cards_of(connection, learner, doubt)
        fronts = "; ".join(f"“{_short(card.front)}”" for _uid, card in sorted(present.items()))
        path = min((card.passage.path for card in present.values()), default="")
        message = _("{file}: these may be one card in other words, or not; all stay: {cards}.")
        yield Conflict("ambiguous", doubt, message.format(file=path, cards=fronts))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"
