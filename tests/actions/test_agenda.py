"""The queue of a day is what a plain count of all limits gives, over trees of decks made by chance.

The agenda reads no further than the limits go and passes over decks that are full. Here every
card is known to the test, which looks at all of them.
"""

from dataclasses import replace
from random import Random
from zlib import crc32

import pytest
from sqlalchemy import insert

from quizapp.actions.planning.agenda import agenda
from quizapp.model.schedules import NewOrder, Phase, Preset, ReviewOrder
from quizapp.storage.schema import cards, schedules

pytestmark = pytest.mark.engines

TEXTS = ("rule", "front", "back", "extra", "source", "lang", "fingerprint")
PLAIN = dict.fromkeys(TEXTS, "") | {
    **{"kind": "basic", "headings": [], "tags": [], "standing": "active", "suspended": False},
    **dict.fromkeys(("last_line", "ordinal", "flag", "added_at", "changed_at"), 0),
}


def deck_names(chance):
    """A forest three levels deep; a deck above others may have cards too."""
    names = [f"D{i}" for i in range(3)]
    names += [f"{chance.choice(names)}::E{i}" for i in range(4)]
    return names + [f"{chance.choice(names)}::F{i}" for i in range(4)]


def made(chance, names, day):
    """Cards as rows: new ones, reviews of some days, some put aside."""
    for number in range(chance.randrange(20, 160)):
        interval = chance.randrange(1, 30)
        yield {
            **PLAIN,
            "learner": "me",
            "uid": f"{chance.getrandbits(64):016x}",
            "deck": chance.choice(names),
            "path": f"{number}.md",
            "first_line": 1,
            "position": chance.randrange(60),
            "buried_on": chance.choice((None, None, day - 1, day)),
            "phase": chance.choice(("new", "review", "review")),
            "due_day": day + chance.randrange(-6, 2),
            "interval": interval,
            "stability": chance.uniform(0.5, 40.0),
            "last_day": day - interval - chance.randrange(9),
        }


def stored(collection, rows):
    """Write the cards, and the schedules of those that were studied."""
    kept = {column.name for column in cards.columns}
    rest = {"difficulty": 5.0, "step": 0, "reps": 1, "lapses": 0, "due_at": None, "last_at": 0}
    of_cards = [
        {name: row[name] for name in row if name in kept} | {"begun": row["phase"] != "new"}
        for row in rows
    ]
    of_schedules = [
        {"learner": "me", "card": row["uid"], **rest}
        | {name: row[name] for name in ("phase", "due_day", "interval", "stability", "last_day")}
        for row in rows
        if row["phase"] != "new"
    ]
    with collection.database.writing() as connection:
        connection.execute(insert(cards), of_cards)
        if of_schedules:
            connection.execute(insert(schedules), of_schedules)


def some_limits(chance, names):
    """Limits of all others and of some decks; none at all now and then."""
    limited = chance.sample(names, chance.choice((0, 1, 4, len(names))))
    return {name: chance.choice((0, 1, 2, 3, 5, 8, 20)) for name in ("", *limited)}


def had(rows, *limits):
    """Those rows, in turn, whose deck and decks above it all have something left; uses it up."""
    found = []
    for row in rows:
        above = [
            [left, name]
            for left in limits
            for name in [n for n in left if n and f"{row['deck']}::".startswith(f"{n}::")] or [""]
        ]
        if all(left[name] for left, name in above):
            for left, name in above:
                left[name] -= 1
            found.append(row["uid"])
    return found


def by_counting(rows, day, deck, new_left, reviews_left, preset):
    """Reviews and new cards of a day by looking at every card."""

    def mixed_up(row):
        return crc32(f"{day}:{row['uid']}".encode()), row["uid"]

    orders = {
        ReviewOrder.DUE: lambda row: (row["due_day"], *mixed_up(row)),
        ReviewOrder.RETRIEVABILITY: lambda row: (
            (day - row["last_day"]) / row["stability"],
            row["uid"],
        ),
        ReviewOrder.OVERDUE: lambda row: (-(day - row["last_day"]) / row["interval"], row["uid"]),
        ReviewOrder.RANDOM: mixed_up,
    }
    as_noted = {
        NewOrder.NOTES: lambda row: (row["position"], row["uid"]),
        NewOrder.RANDOM: mixed_up,
    }
    here = [
        row
        for row in rows
        if row["buried_on"] != day
        and (deck is None or f"{row['deck']}::".startswith(f"{deck}::"))
        and (row["phase"] == "new" or row["due_day"] <= day)
    ]
    reviews = sorted((row for row in here if row["phase"] == "review"), key=orders[preset.order])
    new = sorted((row for row in here if row["phase"] == "new"), key=as_noted[preset.new_order])
    return had(reviews, reviews_left), had(new, new_left, reviews_left)


@pytest.mark.parametrize("patience", [0, 6, 200])
@pytest.mark.parametrize("seed", range(12))
def test_a_day_is_what_counting_every_limit_card_by_card_gives(
    collection, monkeypatch, seed, patience
) -> None:
    monkeypatch.setattr("quizapp.actions.planning.agenda.PATIENCE", patience)
    chance, day = Random(seed), collection.day_of(collection.now())
    names = deck_names(chance)
    rows = list(made(chance, names, day))
    stored(collection, rows)

    for order in ReviewOrder:
        preset = Preset(order=order, new_order=chance.choice(list(NewOrder)))
        new, reviews = some_limits(chance, names), some_limits(chance, names)
        limited = replace(collection.settings, new_limits=new, review_limits=reviews)
        deck = chance.choice((None, names[0], names[-1]))
        queue = agenda(replace(collection, settings=limited), {"": preset}, deck)

        found = {phase: [c.uid for c in queue.main if c.phase is phase] for phase in Phase}
        counted = by_counting(rows, day, deck, dict(new), dict(reviews), preset)
        assert (found[Phase.REVIEW], found[Phase.NEW]) == counted
