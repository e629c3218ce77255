"""The drafts that wait, what is decided of them, and taking the last import back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizapp.actions.cards.listing import place
from quizapp.actions.collection import Collection
from quizapp.actions.importing.deciding import Choice, Decision, decided, says_other
from quizapp.language import _
from quizapp.model.cards import Card, Standing
from quizapp.model.errors import InputError
from quizapp.storage.queries import cards, devices, identity, import_log, left_out, sources
from quizapp.storage.queries.import_log import Before, LoggedImport

__all__ = [
    "Choice",
    "Decision",
    "Draft",
    "TakenBack",
    "decide",
    "draft_named",
    "drafts",
    "take_back",
]


@dataclass(frozen=True, slots=True)
class Draft:
    """A card a rule is not sure of, and the place of the notes it came from."""

    card: Card
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An import that was taken back: the notes it read, and how many cards it had touched.

    ``kept`` of the cards it had added were studied since: they are retired instead of deleted.
    """

    what: str
    at: int
    cards: int
    kept: int


def drafts(collection: Collection) -> list[Draft]:
    """The drafts that wait to be accepted or refused, in the order they were found."""
    with collection.database.reading() as connection:
        known = {s.uid: s for s in sources.all_sources(connection, collection.learner)}
        waiting = cards.waiting_drafts(connection, collection.learner)
    return [Draft(card, place(known, card), card.passage.first_line) for card in waiting]


def draft_named(collection: Collection, name: str, choice: Choice) -> str:
    """The id of the one draft whose id is ``name`` or begins so.

    What waits may be accepted or refused, any card may be named to wait again.

    Raises:
        InputError: there is none, or several.
    """
    learner = collection.learner
    with collection.database.reading() as connection:
        if choice is Choice.WAIT:
            known = cards.cards_named(connection, learner, name) if name else []
        else:
            known = cards.waiting_drafts(connection, learner)
    found = [card.uid for card in known if name and card.uid.startswith(name)]
    if name in found:
        return name
    if not found:
        message = _("No draft has an id that begins with “{name}”: `quizapp drafts` lists them.")
        raise InputError(message.format(name=name))
    if len(found) > 1:
        message = _("Several cards begin with “{name}”: write more of the id.")
        raise InputError(message.format(name=name))
    return found[0]


def decide(collection: Collection, decisions: Sequence[Decision]) -> int:
    """Carry out decisions on stored drafts: all of them, or none. How many cards changed.

    It is logged like an import, and taken back like one.

    Raises:
        InputError: something is decided of a card that is no draft, or an edited side is empty.
    """
    now = collection.now()
    learner = collection.learner
    with collection.database.writing() as connection:
        stored = cards.cards_of(connection, learner, [decision.card for decision in decisions])
        changed = list(decided(decisions, stored))
        stamped = ((after, now if says_other(old, after) else None) for old, after in changed)
        cards.replace_all(connection, learner, stamped)
        if changed:
            before = Before(cards=tuple(old for old, _after in changed))
            import_log.log(connection, learner, collection.new_uid(now), now, "", before)
    return len(changed)


def take_back(collection: Collection) -> TakenBack:
    """Take the latest import, or decision on drafts, back: texts, standings and places.

    The log of reviews stays. Cards that were studied since keep their history: new ones retire
    instead of going, accepted drafts stay accepted.

    Raises:
        InputError: there is nothing to take back.
    """
    learner = collection.learner
    with collection.database.writing() as connection:
        logged = import_log.last(connection, learner)
        if logged is None:
            raise InputError(_("There is no import to take back."))
        before = logged.before
        uids = [*before.added, *(card.uid for card in before.cards)]
        studied = identity.reviewed(connection, learner, uids)
        present = cards.cards_of(connection, learner, uids)
        changed, lost, gone = _restored(before, present, studied)
        now = collection.now()
        cards.replace_all(connection, learner, ((card, now) for card in changed))
        seen_by = devices.alone(connection, learner, collection.device)
        cards.store(connection, learner, lost, now, seen_by)
        identity.erase(connection, learner, gone)
        sources.remember_files(connection, learner, before.files)
        for source, path in before.unread:
            sources.forget_file(connection, learner, source, path)
        for source in before.sources:
            sources.forget_source(connection, learner, source)
        for known in before.forgotten:
            sources.remember(connection, learner, known, now)
        if before.left_out is not None:
            left_out.set_left_out(connection, learner, before.left_out)
        import_log.forget(connection, learner, [logged.uid])
    return _told(logged, len(uids), len(before.added) - len(gone))


def _restored(
    before: Before, present: dict[str, Card], studied: set[str]
) -> tuple[list[Card], list[Card], list[str]]:
    """The cards to write over, those to store again, and the ids of those to delete."""
    changed = [
        _as_before(card, present[card.uid], studied) for card in before.cards if card.uid in present
    ]
    lost = [card for card in before.cards if card.uid not in present]
    added = [uid for uid in before.added if uid in present]
    changed += [replace(present[uid], standing=Standing.RETIRED) for uid in added if uid in studied]
    return changed, lost, [uid for uid in added if uid not in studied]


def _as_before(before: Card, now: Card, studied: set[str]) -> Card:
    """A card as it was, but for what the learner has done with it since."""
    if before.standing is Standing.DRAFT:
        return replace(before, standing=now.standing) if before.uid in studied else before
    return replace(before, suspended=now.suspended, buried_on=now.buried_on, flag=now.flag)


def _told(logged: LoggedImport, count: int, kept: int) -> TakenBack:
    return TakenBack(logged.what, logged.at, count, kept)
