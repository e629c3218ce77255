"""A digest of all that an export depends on, told without rendering a single card."""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import attrgetter

from quizapp.actions.collection import Collection, deck_presets
from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.media import Media
from quizapp.language import current
from quizapp.model.cards import Card
from quizapp.storage.queries import schedules, sources
from quizapp.storage.queries.export import Leaving, log_ids

_TEXTS = attrgetter(
    *("uid", "kind", "rule", "front", "back", "extra", "deck", "tags", "lang"),
    *("passage.path", "passage.headings", "passage.first_line", "passage.last_line"),
    *("standing", "suspended", "flag", "question_version"),
)
_PROGRAM = ("quizapp", "reference_impl")


def digest_of(collection: Collection, leaving: Sequence[Leaving], choices: Choices) -> bytes:
    """Equal for equal packages: cards, pictures, schedules, log, presets, choices and program."""
    found = blake2b(digest_size=16)
    found.update(_program())
    found.update(repr((current(), choices, collection.settings.rollover)).encode())
    for one in leaving:
        told = (one.changed_at, one.position, *_TEXTS(one.card))
        found.update(repr(told).encode("utf-8", "surrogatepass"))
    found.update(repr(_pictures(collection, leaving)).encode())
    if choices.scheduling:
        _add_scheduling(found, collection, leaving)
    return found.digest()


def digest_of_question(card: Card, choices: Choices) -> str | None:
    """Equal for equal fields of a question's note; None where pictures have a part in them."""
    told = _TEXTS(card)
    if any("![" in text for text in (card.front, card.back, card.extra)):
        return None
    found = blake2b(_program(), digest_size=12)
    told = (current(), choices.seed, choices.variants, told)
    found.update(repr(told).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _add_scheduling(found: blake2b, collection: Collection, leaving: Sequence[Leaving]) -> None:
    today = collection.day_of(collection.now())
    buried = [one.card.uid for one in leaving if one.card.buried_on == today]
    with collection.database.reading() as connection:
        learner = collection.learner
        presets = sorted(deck_presets(collection, connection).items())
        states = sorted(schedules.all_schedules(connection, learner).items())
        log, names = log_ids(connection, learner)
    for part in (buried, presets, names):
        found.update(repr(part).encode())
    for uid, state in states:
        found.update(f"{uid}{state}".encode())
    found.update("".join(log).encode())


def _pictures(collection: Collection, leaving: Sequence[Leaving]) -> list[object]:
    with collection.database.reading() as connection:
        known = sources.all_sources(connection, collection.learner)
    media = Media({source.uid: source.root for source in known})
    texts = ((one.card, (one.card.front, one.card.back, one.card.extra)) for one in leaving)
    return [
        [*sorted(images.items()), ("", str(changed))]
        for images, changed in (media.of(c, *t) for c, t in texts if any("![" in x for x in t))
    ]


@cache
def _program() -> bytes:
    """A digest of the program as it stands: another one may render otherwise."""
    found = blake2b(digest_size=16)
    for package in _PROGRAM:
        _add_files(found, files(package))
    return found.digest()


def _add_files(found: blake2b, folder: Traversable) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _add_files(found, entry)
        elif entry.name.endswith((".py", ".js", ".css", ".mo")):
            found.update(entry.name.encode() + entry.read_bytes())
