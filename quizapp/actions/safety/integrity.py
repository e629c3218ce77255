"""``check`` without a path: is the collection whole, and does the cache agree with the log?"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from quizapp.actions.collection import Collection
from quizapp.actions.planning.replaying import schedules_from_log, work_out, write_down
from quizapp.actions.safety.backups import good_backup
from quizapp.actions.sources.whereabouts import pictures_gone, sources_gone
from quizapp.language import _, ngettext
from quizapp.model.passages import Severity
from quizapp.model.schedules import Schedule
from quizapp.storage.guards import missing, set_guards
from quizapp.storage.queries import schedules, sources
from quizapp.storage.queries.presets import Connection
from quizapp.storage.safety import integrity

_CLOSE = 1e-9
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the collection and how to mend it."""

    rule: str
    severity: str
    message: str


def check_collection(collection: Collection) -> list[Problem]:
    """Look for damage; an empty list is good news. One state is looked at, whoever writes."""
    with collection.database.reading() as connection:
        damage = integrity.damage(connection)
        if damage:
            return [_damaged(collection.database.name, damage)]
        return [
            *_without_guards(connection),
            *_disagreeing(collection, connection),
            *_of_another_log(collection, connection),
            *_of_other_notes(collection, connection),
            *_not_here(collection, connection),
        ]


def beyond_opening(place: str) -> list[Problem]:
    """What to say of a collection that is so damaged that it cannot be opened."""
    return [_damaged(place, [_("it cannot be read")])]


def rebuild(collection: Collection) -> int:
    """Work out again all that follows from the log and the tables: indexes, triggers, schedules.

    Others can write while the schedules are worked out. Answers with the number of schedules.
    """
    database = collection.database
    with database.reading() as connection:
        damaged = bool(integrity.damage(connection))
    with database.writing() as connection:
        if damaged:
            integrity.reindex(connection)
        set_guards(connection)
    ahead = work_out(collection)
    with database.writing() as connection:
        return write_down(collection, connection, ahead)


def _agree(cached: Schedule, replayed: Schedule) -> bool:
    """Whether both are the same, floats to 1e-9 (another processor may round otherwise)."""
    if cached == replayed:
        return True
    one, two = cached.memory, replayed.memory
    if one is None or two is None:
        return False
    near = (
        abs(one.stability - two.stability) <= _CLOSE * two.stability
        and abs(one.difficulty - two.difficulty) <= _CLOSE * two.difficulty
    )
    rest = [field.name for field in fields(Schedule) if field.name != "memory"]
    return near and all(getattr(cached, name) == getattr(replayed, name) for name in rest)


def _damaged(place: str, damage: list[str]) -> Problem:
    what = "; ".join(damage)
    if integrity.only_indexes(damage):
        message = _("Indexes are damaged ({what}): `quizapp check --rebuild` mends them.")
        return Problem("integrity", Severity.ERROR.value, message.format(what=what))
    backup = good_backup(place)
    if backup is None:
        message = _("The file is damaged ({what}), and there is no whole backup of it.")
        return Problem("integrity", Severity.ERROR.value, message.format(what=what))
    message = _("The file is damaged ({what}). A backup mends it: `quizapp restore {file}`.")
    return Problem("integrity", Severity.ERROR.value, message.format(what=what, file=backup))


def _without_guards(connection: Connection) -> Iterator[Problem]:
    lost = missing(connection)
    if lost:
        message = _(
            "Indexes or triggers are missing ({names}): `quizapp check --rebuild` mends it."
        )
        yield Problem("guards", Severity.ERROR.value, message.format(names=", ".join(lost)))


def _disagreeing(collection: Collection, connection: Connection) -> Iterator[Problem]:
    cached = schedules.all_schedules(connection, collection.learner)
    wrong = [
        card
        for card, replayed in schedules_from_log(collection, connection)
        if not _agree(cached.pop(card, Schedule()), replayed)
    ]
    wrong += sorted({*cached, *schedules.kept_from_new(connection, collection.learner)})
    if wrong:
        count = ngettext(
            "The schedule of {n} card does", "The schedules of {n} cards do", len(wrong)
        )
        message = _("{count} not agree with the log ({names}): `quizapp check --rebuild` mends it.")
        yield Problem(
            "cache", Severity.ERROR.value, message.format(count=count, names=_some(wrong))
        )


def _of_another_log(collection: Collection, connection: Connection) -> Iterator[Problem]:
    """Rows whose other half is in another collection: what is here is right, but not all."""
    if lost := integrity.reviews_without_card(connection, collection.learner):
        count = ngettext("{n} review has", "{n} reviews have", lost)
        message = _("{count} no card: merge the collection they came from.").format(count=count)
        yield Problem("review-without-card", Severity.WARNING.value, message)
    if lost := integrity.undos_of_nothing(connection, collection.learner):
        message = ngettext(
            "{n} undo takes back a review that is not here: merge the collection it came from.",
            "{n} undos take back reviews that are not here: merge the collection they came from.",
            lost,
        )
        yield Problem("undo-of-nothing", Severity.WARNING.value, message)


def _of_other_notes(collection: Collection, connection: Connection) -> Iterator[Problem]:
    """Cards and reviews of notes that this collection does not know."""
    if lost := integrity.questions_without_text(connection, collection.learner):
        message = ngettext(
            "{n} card or review asks a question whose text is not here: import its notes again.",
            "{n} cards or reviews ask questions whose text is not here: import their notes again.",
            lost,
        )
        yield Problem("question-without-text", Severity.WARNING.value, message)
    if lost := integrity.cards_without_source(connection, collection.learner):
        message = ngettext(
            "{n} card comes from an unknown source: import its notes again.",
            "{n} cards come from unknown sources: import their notes again.",
            lost,
        )
        yield Problem("card-without-source", Severity.WARNING.value, message)


def _not_here(collection: Collection, connection: Connection) -> Iterator[Problem]:
    """Files of the notes that are not where they were: cards stay, but cannot be read anew."""
    known = sources.all_sources(connection, collection.learner)
    for root in sources_gone(known):
        message = _("{source} is gone: `quizapp import` it from where it is now.")
        yield Problem("source-gone", Severity.WARNING.value, message.format(source=root))
    gone = pictures_gone(known, integrity.illustrated(connection, collection.learner))
    if gone:
        message = _("Pictures that cards show are gone ({names}): put them back beside the notes.")
        yield Problem("picture-gone", Severity.WARNING.value, message.format(names=_some(gone)))


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
