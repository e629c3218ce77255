"""The decks that come with the program: one source, in two languages, its code trusted."""

from pathlib import Path
from typing import TYPE_CHECKING

import quizapp
from quizapp.actions.collection import Collection
from quizapp.model.passages import Source
from quizapp.storage.queries import left_out, presets, questions, sources, trust

if TYPE_CHECKING:
    from quizapp.actions.importing.notes import Imported

SHIPPED = "shipped"
_CHOICE = "shipped_language"


def shipped_source(language: str) -> Source:
    """The edition in a language. Both have one uid: their cards are the same cards."""
    root = Path(quizapp.__file__).parent.parent / "decks" / language
    return Source(SHIPPED, str(root), "quizapp", shipped=True)


def import_shipped(collection: Collection, language: str, *, dry_run: bool = False) -> "Imported":
    """Take in the edition in a language; one taken in before changes its texts to it."""
    from quizapp.actions.importing.notes import import_sources

    done = import_sources(collection, [shipped_source(language)], dry_run=dry_run)
    if not dry_run:
        with collection.database.writing() as connection:
            codes = questions.versions_of_source(connection, collection.learner, SHIPPED)
            trust.trust(connection, collection.learner, SHIPPED, codes)
    return done


def choose_shipped(collection: Collection, language: str, *, dry_run: bool = False) -> "Imported":
    """Take in the edition that a person asked for, and keep to it."""
    if not dry_run:
        with collection.database.writing() as connection:
            without = left_out.left_out(connection, collection.learner)
            if without != without.of_source_again(SHIPPED):
                without = without.of_source_again(SHIPPED)
                left_out.set_left_out(connection, collection.learner, without)
    done = import_shipped(collection, language, dry_run=dry_run)
    if not dry_run:
        with collection.database.writing() as connection:
            presets.set_setting(connection, collection.learner, _CHOICE, language)
    return done


def follow(collection: Collection, language: str) -> "Imported | None":
    """Show the shipped decks as the program has them now, in the language of the interface.

    Another language that was asked for stays. Answers with what an upgrade of the program changed,
    None for nothing. Cards keep their history, and each side that the learner has put in other
    words.
    """
    with collection.database.reading() as connection:
        known = sources.all_sources(connection, collection.learner)
        chosen = presets.setting(connection, collection.learner, _CHOICE)
    here = next((source for source in known if source.uid == SHIPPED), None)
    if here is None:
        return None
    source = shipped_source(chosen or language)
    same_language = Path(here.root).name == Path(source.root).name
    if here.root == source.root and not _changed(collection, source):
        return None
    done = import_shipped(collection, chosen or language)
    news = (done.added, done.changed, done.moved, done.retired, done.restored, done.drafts)
    return done if same_language and any(news) else None


def _changed(collection: Collection, source: Source) -> bool:
    """Whether the program has other files than were taken in, by their times and sizes."""
    from quizapp.actions.sources.changes import KnownFiles, look

    with collection.database.reading() as connection:
        stamps = sources.stamps(connection, collection.learner).get(SHIPPED, {})
        without = left_out.left_out(connection, collection.learner)
    return look([KnownFiles(source, stamps, without)]).count > 0
