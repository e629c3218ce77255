"""Where a card is written: the file of the notes on this machine."""

from pathlib import Path

from quizapp.actions.collection import Collection
from quizapp.model.cards import Card
from quizapp.storage.queries import sources


def written_in(collection: Collection, card: Card) -> Path | None:
    """The notes file of a card, None where it is no longer on this machine."""
    with collection.database.reading() as connection:
        known = sources.all_sources(connection, collection.learner)
    roots = (source.root for source in known if source.uid == card.passage.source)
    files = (Path(root) / card.passage.path for root in roots)
    return next((file for file in files if file.is_file()), None)
