"""quizapp with very many cards, and a bare Textual app: each behind a terminal of its own."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import big_collection
from terminal import Terminal

Measure = Callable[[Terminal, Terminal, int], int]


def beside(rival: str, measure: Measure, cards: int) -> int:
    """Start both, measure, end both; the status of what was measured.

    Args:
        rival: The program of the bare app.
        measure: Takes quizapp, the rival and the number of cards; 1 where a budget is missed.
        cards: How many cards there are.
    """
    with tempfile.TemporaryDirectory() as folder:
        big_collection.build(Path(folder) / "collection.db", cards, reviews_a_card=10).close()
        ours = Terminal([sys.executable, "-m", "quizapp", "--home", folder, "--lang", "en"])
        bare = Terminal([sys.executable, "-c", rival])
        try:
            return measure(ours, bare, cards)
        finally:
            ours.close()
            bare.close()


def cards_asked(usual: int) -> int:
    """The number of cards on the command line."""
    return int(sys.argv[1]) if sys.argv[1:] else usual
