"""How everything grows with the collection, beside Anki's own backend where it does the same.

Run: python bench_scale.py [CARDS…] (1 000, 10 000 and 100 000 cards, ten reviews of most). Anki's
collection has as many cards and reviews, written straight into its tables, too. Times are medians
in milliseconds; ``growth`` is the exponent of a power law between the smallest and the largest, and
the class that it speaks for: flat, n (with the cards, or with the log), or more.
"""

import itertools
import math
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import big_collection
from anki.collection import Collection as Anki
from bench_timing import median, seconds

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.figures.statistics import statistics
from quizapp.actions.figures.today import today
from quizapp.actions.machines.merging import merge
from quizapp.actions.planning.fitting import fit_deck
from quizapp.actions.safety.backups import back_up
from quizapp.actions.safety.integrity import rebuild
from quizapp.actions.studying.study import Session, start
from quizapp.model.reviews import Rating

SIZES = (1_000, 10_000, 100_000)
FLAT, LINEAR = 0.25, 1.1
"""Up to these exponents a figure counts as flat, as n: caches are left behind on the way."""

Times = dict[str, float]
Calls = dict[str, tuple[Callable[[], object], int]]


def ours(path: Path) -> Times:
    """Every action on our collection."""
    opened = [
        seconds(lambda: open_collection(path, big_collection.clock).close()) for _ in range(3)
    ]
    collection = open_collection(path, big_collection.clock, Random(1))
    session = start(collection)
    ratings = itertools.cycle((Rating.GOOD, Rating.AGAIN, Rating.AGAIN))
    calls: Calls = {
        "today's counts": (lambda: today(collection), 5),
        "first queue": (lambda: start(collection), 5),
        "answer, next card": (lambda: _answer(session, next(ratings)), 60),
        "undo": (lambda: _undone(session), 20),
        "search a deck": (lambda: list_cards(collection, '"deck:Subject 0"'), 3),
        "search a word": (lambda: list_cards(collection, "number 77"), 3),
        "statistics": (lambda: statistics(collection), 3),
        "backup, checked": (lambda: back_up(collection), 1),
        "rebuild": (lambda: rebuild(collection), 1),
        "fit": (lambda: fit_deck(collection, keep=False), 1),
        "merge, nothing new": (lambda: _merged(collection, path), 1),
    }
    times = {name: _timed(call, count) for name, (call, count) in calls.items()}
    collection.close()
    return {"open": median(opened), **times}


def _timed(call: Callable[[], object], count: int) -> float:
    return median([seconds(call) for _ in range(count)])


def _answer(session: Session, rating: Rating) -> None:
    session.reveal()
    session.rate(rating)


def _undone(session: Session) -> None:
    """Only an answer can be undone, so both are timed."""
    _answer(session, Rating.GOOD)
    session.undo()


def _merged(collection: Collection, path: Path) -> None:
    other = path.with_name("other.db")
    back_up(collection, other)
    merge(collection, other)


def anki_of(path: Path, cards: int) -> Anki:
    """A collection of Anki with as many cards and reviews, a fifth new, some due."""
    made = Anki(str(path))
    made.set_config("fsrs", True)
    note_type = made.models.by_name("Basic")
    deck = made.decks.id("Subject")
    config = made.decks.config_dict_for_deck_id(deck)
    config["new"]["perDay"], config["rev"]["perDay"] = 20, 200
    made.decks.update_config(config)
    day, model = made.sched.today, note_type["id"]
    made.close()
    connection = sqlite3.connect(path)
    connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
    chance, now = Random(2), int(big_collection.NOW.timestamp() * 1000)
    for number in range(cards):
        one = 1_600_000_000_000 + number
        fields = f"What is the term number {number}?\x1fThe answer number {number}."
        note = (one, f"g{number}", model, 0, -1, "", fields, fields.partition("\x1f")[0], 0, 0, "")
        connection.execute(f"INSERT INTO notes VALUES ({','.join('?' * 11)})", note)
        new, interval = number >= cards * 0.8, chance.randrange(5, 90)
        kind, due = (0, number) if new else (2, day + chance.randrange(-2, 60))
        studied = (0, 0, 0) if new else (interval, 2500, 10)
        data = "" if new else f'{{"s":{interval}.0,"d":5.0}}'
        row = (one, one, deck, 0, 0, -1, kind, kind, due, *studied, 0, 0, 0, 0, 0, data)
        connection.execute(f"INSERT INTO cards VALUES ({','.join('?' * 18)})", row)
        if not new:
            log = [
                (now - (back * 30 + number % 30) * 86_400_000 + number, one, -1, 3, 30, 20, 2500)
                for back in range(1, 11)
            ]
            insert = "INSERT OR IGNORE INTO revlog VALUES (?,?,?,?,?,?,?,7000,1)"
            connection.executemany(insert, log)
    connection.commit()
    connection.close()
    return Anki(str(path))


def theirs(path: Path, cards: int) -> Times:
    """What Anki's backend does too."""
    anki_of(path, cards).close()
    opened = [seconds(lambda: Anki(str(path)).close()) for _ in range(2)]
    collection = Anki(str(path))
    collection.decks.select(collection.decks.id("Subject"))

    def answer() -> None:
        queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = collection.get_card(queued.card.id)
        card.start_timer()
        collection.sched.answer_card(
            collection.sched.build_answer(card=card, states=queued.states, rating=2)
        )

    def undone() -> None:
        answer()
        collection.undo()

    calls: Calls = {
        "today's counts": (collection.sched.deck_due_tree, 5),
        "first queue": (lambda: _fresh_queue(collection), 5),
        "answer, next card": (answer, 60),
        "undo": (undone, 20),
        "search a word": (lambda: collection.find_cards('"number 77"'), 3),
        "statistics": (lambda: collection._backend.graphs(search="", days=365), 3),
    }
    times = {name: _timed(call, count) for name, (call, count) in calls.items()}
    collection.close()
    return {"open": median(opened), **times}


def _fresh_queue(collection: Anki) -> object:
    """Another deck and back: Anki keeps its queue otherwise."""
    collection.decks.select(collection.decks.id("Default"))
    collection.decks.select(collection.decks.id("Subject"))
    return collection.sched.get_queued_cards(fetch_limit=1)


def main(sizes: list[int]) -> int:
    """Measure every size; the table is printed anew with each, lest a long run is in vain."""
    found: list[tuple[Times, Times]] = []
    for cards in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "collection.db"
            big_collection.build(path, cards).close()
            found.append((ours(path), theirs(Path(folder) / "anki.anki2", cards)))
        _print_table(found, sizes[: len(found)])
    return 0


def _print_table(found: list[tuple[Times, Times]], sizes: list[int]) -> None:
    heads = " | ".join(f"{cards:,} | Anki".replace(",", " ") for cards in sizes)
    print(f"\n| ms | {heads} | growth |\n|---|{'---|' * (2 * len(sizes) + 1)}")
    for name in found[0][0]:
        cells = [f"{mine[name]:.1f} | {_cell(peer, name)}" for mine, peer in found]
        growth = _growth(found, sizes, name) if len(sizes) > 1 else "–"
        print(f"| {name} | {' | '.join(cells)} | {growth} |", flush=True)


def _cell(times: Times, name: str) -> str:
    return f"{times[name]:.1f}" if name in times else "–"


def _growth(found: list[tuple[Times, Times]], sizes: list[int], name: str) -> str:
    first, last = found[0][0][name], found[-1][0][name]
    steps = math.log(sizes[-1] / sizes[0])
    exponent = math.log(last / first) / steps
    kind = "flat" if exponent < FLAT else "n" if exponent <= LINEAR else "more than n"
    return f"{kind} (n^{exponent:.2f})"


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
