"""Let the code of imported notes run: trust is bound to the source and to the code itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizapp.actions.collection import Collection
from quizapp.files import typed_path
from quizapp.language import _
from quizapp.model.cards import Card, CardKind, Standing
from quizapp.model.errors import InputError
from quizapp.storage.queries import cards, sources, trust


@dataclass(frozen=True, slots=True)
class TrustedCode:
    """A code question that may run from now on, and where it stands."""

    question: str
    file: str
    line: int


def trust_path(collection: Collection, path: str) -> list[TrustedCode]:
    """Trust the code questions of a file or folder of an imported source, as they are now.

    Code that is edited later is other code: it has to be trusted again.

    Raises:
        InputError: there is no such path, or nothing of it was imported.
    """
    place = typed_path(path).resolve()
    if not place.exists():
        raise InputError(_("There is no such file or folder."), file=path)
    roots = _roots(collection, place)
    if not roots:
        message = _("Nothing of this was imported: run `quizapp import` first.")
        raise InputError(message, file=path)
    with collection.database.writing() as connection:
        found = cards.question_cards(connection, collection.learner)
        trusted = [card for card in found if _is_code_of(card, roots, place)]
        for card in trusted:
            assert card.question_version is not None, "code cards have a version"
            source = card.passage.source
            trust.trust(connection, collection.learner, source, [card.question_version])
    return [
        TrustedCode(
            card.question or "",
            str(roots[card.passage.source] / card.passage.path),
            card.passage.first_line,
        )
        for card in trusted
    ]


def trust_card(collection: Collection, card: Card) -> None:
    """Trust the present code of one card."""
    assert card.question_version is not None, "code cards have a version"
    with collection.database.writing() as connection:
        trust.trust(connection, collection.learner, card.passage.source, [card.question_version])


def _roots(collection: Collection, place: Path) -> dict[str, Path]:
    """The roots of the sources of which ``place`` has files, by their uid."""
    with collection.database.reading() as connection:
        known = sources.all_sources(connection, collection.learner)
        read = {s.uid: sources.files_read(connection, collection.learner, s.uid) for s in known}
    return {
        source.uid: Path(source.root)
        for source in known
        if _any_within(place, (Path(source.root) / path for path in read[source.uid]))
    }


def _any_within(place: Path, files: Iterable[Path]) -> bool:
    return any(file.resolve().is_relative_to(place) for file in files)


def _is_code_of(card: Card, roots: dict[str, Path], place: Path) -> bool:
    root = roots.get(card.passage.source)
    return (
        card.kind is CardKind.CODE
        and card.standing is not Standing.RETIRED
        and root is not None
        and (root / card.passage.path).resolve().is_relative_to(place)
    )
