"""Our cards go to Anki, are studied there, and come back as the same cards."""

from pathlib import Path
from random import Random

import odd_decks
import pytest
from real_anki import Anki, many_cards, now_ms, study, uids

from quizapp.actions.collection import open_collection
from quizapp.actions.exporting.export import export
from quizapp.actions.importing.packages import import_package
from quizapp.actions.safety.integrity import check_collection
from quizapp.model.cards import CardKind, Standing
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Phase
from quizapp.notes.fingerprint import normalised
from quizapp.storage.queries import cards, reviews, schedules

NOTES = r"""---
deck: Nets::Attention
tags: [exam]
---
Q: What is $\frac{QK^T}{\sqrt{d_k}}$ for `x_1 < 2`?
A: The *scores*
- one **bold** item
- another

| a | b |
|---|---|
| 1 | 2 |

Q: Which are sound?
- [x] first $x^{2}$
- [ ] second
- [x] third
A: Because.

The width is {{c1::sixty-four::number}}, the depth {{c2::six}} in $d_{model}$.

Q: Type the word
A:= re**search** & more
Told afterwards

Q: Read it
A:
```python
def f(x):
    return {"a": x}
```
"""


@pytest.fixture
def bring_back(anki_collection: Anki, tmp_path: Path):
    """Write everything Anki has into a package and take it in."""

    def import_(collection, form: str = "apkg"):
        file = odd_decks.packages(anki_collection.collection, tmp_path)[form]()
        return import_package(collection, str(file), tmp_path / "imported")

    return import_


def stored(collection):
    with collection.database.reading() as connection:
        return cards.all_cards(connection, collection.learner)


def logged(collection):
    with collection.database.reading() as connection:
        return sorted(reviews.whole_log(connection, collection.learner), key=lambda row: row.uid)


@pytest.mark.parametrize("form", ["apkg", "apkg, legacy", "colpkg"])
def test_cards_come_back_as_the_same_cards(
    notes, collection, anki_collection, bring_back, tmp_path, form
) -> None:
    notes(NOTES)
    before, log = stored(collection), logged(collection)
    export(collection, tmp_path / "out.apkg")
    assert anki_collection.take(tmp_path / "out.apkg", scheduling=True)["new"] == len(before)

    found = bring_back(collection, form)

    assert (found.done.added, found.done.changed, found.reviews) == (0, 0, 0)
    assert stored(collection) == before
    assert logged(collection) == log
    assert not (tmp_path / "imported").exists()


def test_a_studied_collection_comes_back_as_it_was(
    notes, collection, anki_collection, bring_back, tmp_path, chance
) -> None:
    notes(many_cards(120))
    begun = collection.start_of(collection.day_of(now_ms()) - 50)
    moments = [
        (uid, begun + day * 86_400_000 + chance.randrange(86_400_000))
        for uid in uids(collection)
        for day in sorted(chance.sample(range(49), chance.randrange(5)))
    ]
    study(collection, moments, chance)
    log = logged(collection)
    with collection.database.reading() as connection:
        before = schedules.all_schedules(connection, collection.learner)
    export(collection, tmp_path / "out.apkg")
    anki_collection.take(tmp_path / "out.apkg", scheduling=True)

    assert bring_back(collection).reviews == 0

    assert logged(collection) == log
    with collection.database.reading() as connection:
        after = schedules.all_schedules(connection, collection.learner)
    assert after.keys() == before.keys()
    for uid, state in after.items():
        assert state.memory == before[uid].memory
        assert (state.phase, state.due_day) == (before[uid].phase, before[uid].due_day)


def test_a_step_that_crosses_the_turn_of_the_day_comes_back_without_another_row(
    notes, collection, anki_collection, bring_back, tmp_path
) -> None:
    """Anki keeps such a step as due on the whole of the next day, not at its minute."""
    notes(many_cards(1))
    (uid,) = uids(collection)
    turn = collection.start_of(collection.day_of(now_ms()) - 3)
    good = [Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.AGAIN]
    moments = [turn - 20 * 86_400_000, turn - 19 * 86_400_000, turn - 9 * 86_400_000, turn - 60_000]
    for at, rating in zip(moments, good, strict=True):
        study(collection, [(uid, at)], Always(rating))
    with collection.database.reading() as connection:
        before = schedules.all_schedules(connection, collection.learner)[uid]
    assert before.phase is Phase.RELEARNING
    assert before.due_at > turn
    log = logged(collection)
    export(collection, tmp_path / "out.apkg")
    anki_collection.take(tmp_path / "out.apkg", scheduling=True)
    (there,) = anki_collection.cards().values()
    assert there.queue == 3

    for _round in range(2):
        assert bring_back(collection).reviews == 0
        assert logged(collection) == log
        with collection.database.reading() as connection:
            assert schedules.all_schedules(connection, collection.learner)[uid] == before


class Always(Random):
    """Chance that always gives one rating."""

    def __init__(self, rating: Rating) -> None:
        super().__init__(1)
        self._rating = rating

    def choice(self, _seq):
        return self._rating


def test_reviews_and_holds_of_anki_land_on_our_cards(
    notes, collection, anki_collection, bring_back, tmp_path
) -> None:
    notes(NOTES)
    export(collection, tmp_path / "out.apkg")
    anki_collection.take(tmp_path / "out.apkg", scheduling=True)
    anki_collection.collection.set_config("fsrs", True)
    there = anki_collection.cards()
    studied, held = sorted(there)[:2]
    at = now_ms() - 60_000
    anki_collection.answer(there[studied], Rating.EASY, at)
    anki_collection.collection.sched.suspend_cards([there[held].id])
    anki_collection.collection.set_user_flag_for_cards(4, [there[held].id])

    assert bring_back(collection).reviews == 1
    assert bring_back(collection).reviews == 0

    (row,) = [row for row in logged(collection) if row.rating]
    assert (row.card, row.at, row.rating, row.device) == (studied, at, Rating.EASY, "anki")
    there[studied].load()
    with collection.database.reading() as connection:
        state = schedules.all_schedules(connection, collection.learner)[studied]
    assert state.memory is not None
    memory = there[studied].memory_state
    assert state.memory.stability == pytest.approx(memory.stability, rel=1e-3)
    assert state.memory.difficulty == pytest.approx(memory.difficulty, abs=1e-3)
    today = collection.day_of(now_ms())
    assert state.due_day - today == there[studied].due - anki_collection.collection.sched.today
    (card,) = [card for card in stored(collection) if card.uid == held]
    assert (card.suspended, card.flag) == (True, 4)
    assert check_collection(collection) == []


def test_another_collection_gets_the_same_texts(
    notes, collection, anki_collection, bring_back, tmp_path
) -> None:
    notes(NOTES)
    export(collection, tmp_path / "out.apkg")
    anki_collection.take(tmp_path / "out.apkg")
    other = open_collection(tmp_path / "other.db", collection.clock)
    try:
        bring_back(other)
        there = stored(other)
    finally:
        other.close()

    ours = [card for card in stored(collection) if card.standing is Standing.ACTIVE]
    assert {said(card) for card in there} == {said(card) for card in ours}
    assert {(card.deck, card.tags) for card in there} == {("Nets::Attention", ("exam",))}


def said(card) -> tuple[CardKind, str, str]:
    """What a card says, apart from how its Markdown is laid out."""
    back = "\n".join(sorted(card.back.split("\n"))) if card.kind is CardKind.CHOICE else card.back
    return card.kind, plain(card.front), plain(back)


def plain(text: str) -> str:
    """The text without spaces that mean nothing in a formula, a table or a list."""
    return normalised(text).replace(" ", "").replace("} }", "}}").replace("python", "")
