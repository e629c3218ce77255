"""What was answered under several ids of one card counts as if it had been answered under one.

Two machines took the same facts in, in other words; their cards are one since they met, while the
log keeps the ids it was written with. The oracle is the same collection with the ids in its log
replaced by those that the cards go by.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quizapp.actions.cards.history import past_reviews
from quizapp.actions.cards.listing import list_cards
from quizapp.actions.cards.recall_curve import recall_curve
from quizapp.actions.collection import Collection
from quizapp.actions.figures.plots import plots_of
from quizapp.actions.figures.statistics import statistics
from quizapp.actions.figures.today import today
from quizapp.actions.machines.merging import merge
from quizapp.actions.planning.simulating import Simulation
from quizapp.actions.safety.integrity import check_collection
from quizapp.actions.studying.log import Answered, log_review
from quizapp.actions.studying.reviewing import card_named
from quizapp.actions.studying.selecting import Selection, selected
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.model.time import to_ms
from quizapp.storage.merging import aliases
from quizapp.storage.queries import histories, identity, plots, reviews, schedules
from quizapp.storage.queries.glance import glance
from quizapp.storage.schema import APPEND_ONLY

from .two_machines import START, Machine, copy_of, file_of

pytestmark = pytest.mark.engines

FACTS = (
    "Q: What is the powerhouse of the {}cell?\nA: The mitochondrion makes most of the ATP.\n",
    "Q: Where do the rivers of the {}plain end?\nA: In the shallow inland sea.\n",
    "Q: When was the {}battle of Hastings fought?\nA: On a Saturday in autumn, near the coast.\n",
)
RATINGS = (Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.HARD)


def studied(folder: Path, number: int, word: str) -> Machine:
    """A machine whose notes have a word of their own.

    One studies Hastings before the others, the other one after them: today, and without success.
    """
    machine = Machine(folder / f"m{number}", number)
    machine.take_in("---\ndeck: Facts\n---\n" + "\n".join(fact.format(word) for fact in FACTS))
    if number == 0:
        machine.answer(machine.uid("Hastings"), Rating.GOOD)
    others = [machine.uid(words) for words in ("powerhouse", "rivers")]
    for turn in range(12):
        machine.answer(others[turn % 2], RATINGS[(turn + number) % 4], after=timedelta(hours=9))
    if number == 1:
        machine.answer(machine.uid("Hastings"), Rating.AGAIN)
    return machine


@pytest.fixture
def both(tmp_path: Path) -> Iterator[list[Collection]]:
    """The united collection, and one with the same log under the ids that the cards go by."""
    here, there = studied(tmp_path, 0, ""), studied(tmp_path, 1, "old ")
    merge(here.collection, there.file())
    with here.collection.database.reading() as connection:
        assert [len(aliases.names_of(connection, "me", uid)) for uid in here.cards()] == [2, 2, 2]
    file = file_of(here.collection, tmp_path / "united.db")
    for machine in (here, there):
        machine.close()
    collections = [copy_of(file, tmp_path / "one" / "c.db", there.moment)]
    plain = tmp_path / "plain.db"
    shutil.copy2(file, plain)
    _write_under_one_id(plain)
    collections.append(copy_of(plain, tmp_path / "other" / "c.db", there.moment))
    yield collections
    for collection in collections:
        collection.close()


def _write_under_one_id(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for name in APPEND_ONLY:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            "UPDATE reviews SET card = (SELECT stands_for FROM aliases WHERE uid = reviews.card)"
        )
        connection.execute("DELETE FROM aliases")
        for statement in APPEND_ONLY.values():
            connection.execute(statement)
        connection.commit()


def seen(collection: Collection) -> dict[str, Any]:
    """Everything that is worked out of the log."""
    learner, day = collection.learner, collection.day_of(collection.now())
    cards = list_cards(collection)
    named = [card_named(collection, card.id) for card in cards]
    with collection.database.reading() as connection:
        asked = (connection, learner)
        found = {
            "studied today": sorted(reviews.studied_today(*asked, day)),
            "ratings": reviews.ratings(*asked, "Facts"),
            "pace": reviews.seconds_a_card(*asked),
            "times": [reviews.median_duration(*asked, card.id) for card in cards],
            "days": reviews.days_studied(*asked),
            "whole log": sorted(reviews.whole_log(*asked), key=lambda row: row.uid),
            "replayed": sorted(reviews.logged_by_card(*asked)),
            "rows": [reviews.by_uid(*asked, row.uid) for row in reviews.whole_log(*asked)],
            "answers": histories.answers(*asked, "Facts"),
            "recalls": plots.recalls(*asked, "Facts", 0),
            "before an answer": [schedules.before_answer(*asked, card.id) for card in cards],
            "in use": sorted(identity.reviewed(*asked, [card.id for card in cards])),
        }
    return {
        **found,
        "cards": cards,
        "today": today(collection),
        "statistics": statistics(collection, "Facts"),
        "plots": plots_of(collection, "Facts"),
        "forgotten": selected(collection, Selection(forgotten=True), None),
        "rated": {
            word: list_cards(collection, word) for word in ("rated:1", "rated:1:1", "rated:9:3")
        },
        "habits": Simulation(collection).habits,
        "logs": [past_reviews(collection, card) for card in named],
        "curves": [recall_curve(collection, card) for card in named],
        "problems": check_collection(collection),
    }


def test_the_log_counts_for_the_card_whatever_id_it_was_written_with(both) -> None:
    united, under_one_id = map(seen, both)

    assert sorted(earlier for _card, _deck, earlier in united["studied today"])[0] == 1
    assert len(united["forgotten"].main) == 2
    assert sum(recall.asked for recall in united["recalls"]) > 5
    for name, value in under_one_id.items():
        assert united[name] == value, name


@pytest.mark.file
def test_a_status_line_counts_under_all_ids_too(both) -> None:
    day = both[0].day_of(both[0].now())
    looks = [glance(one.database.path, one.learner, day, one.now()) for one in both]

    assert looks[0] == looks[1]
    assert [new for _deck, new in looks[0].studied] == [False] * 3


@pytest.mark.parametrize("which", [0, 1])
def test_a_clock_set_back_puts_no_answer_before_one_under_another_id(both, which) -> None:
    collection = both[which]
    (hastings,) = list_cards(collection, "Hastings")
    with collection.database.reading() as connection:
        last = reviews.of_card(connection, collection.learner, hastings.id)[-1]

    log_review(collection, hastings.id, Rating.GOOD, to_ms(START), Preset(), Answered())

    with collection.database.reading() as connection:
        log = reviews.of_card(connection, collection.learner, hastings.id)
    assert (log[-1].rating, log[-1].at) == (Rating.GOOD, last.at + 1)
    assert check_collection(collection) == []
