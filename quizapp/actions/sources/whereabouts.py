"""What the notes mean and is not where it was: sources and pictures."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from quizapp.actions.sources.pictures import Pictures
from quizapp.model.passages import Source
from quizapp.render.html import image_addresses
from quizapp.storage.safety.integrity import Illustrated

_ELSEWHERE = ("http:", "https:", "data:")


def sources_gone(sources: Iterable[Source]) -> list[str]:
    """The roots of sources that are not on this machine (any more)."""
    return [source.root for source in sources if not Path(source.root).exists()]


def pictures_gone(sources: Iterable[Source], cards: Iterable[Illustrated]) -> list[str]:
    """The pictures that cards show and that are not where their notes name them, each once.

    Those of a source that is gone are not looked for.
    """
    there = [source for source in sources if Path(source.root).exists()]
    roots = {source.uid: Path(source.root) for source in there}
    known = {s.uid: Pictures(roots[s.uid], whole=s.whole) for s in there}
    gone = {
        address: None
        for card in cards
        if card.source in known
        for address in _addresses(card.text)
        if not known[card.source].beside(roots[card.source] / card.path)(address)
    }
    return list(gone)


def _addresses(text: str) -> Iterator[str]:
    for address in image_addresses(text):
        if not address.startswith(_ELSEWHERE):
            yield unquote(address)
