"""Importing twice is importing once, and edits of two files may arrive in any order."""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.reviewing import review
from quizapp.model.cards import Standing
from quizapp.model.reviews import Rating
from quizapp.storage.queries import cards as stored_cards

HEADINGS = ("# Сети\n", "# Слова\n", "## Слои\n")
FACTS = (
    "Q: Что такое слой?\nA: Преобразование входа в выход.\n",
    "Q: Что такое слой сети?\nA: Преобразование входа сети в её выход.\n",
    "Q: Что такое эпоха?\nA: Один проход по всем данным.\n",
    "Q: Что такое эпоха обучения?\nA: Один проход по всем данным подряд.\n",
    "Q: Сколько слоёв в базовой модели?\nA: В базовой модели 12 слоёв.\n",
    "Q: Сколько слоёв в базовой модели?\nA: В базовой модели 24 слоя.\n",
    "Ночью {{c1::темно}}, днём {{c2::светло}}, вечером {{c3::серо}}.\n",
    "Ночью темно, днём {{c1::светло}}, вечером {{c2::серо}}.\n",
    "Дроссель — это катушка, которая не пропускает переменный ток.\n",
    "Дросель — это катушка, которая не пропускает переменный ток.\n",
    "**Реле** — это выключатель, которым управляет слабый ток.\n",
    "Он выходит раз в год летом.\n",
    '```python quiz double-it\n"""Twice {{n}}?"""\nn = integers(2, 9)\nanswer(2 * n)\n```\n',
)


def notes_of(facts: st.SearchStrategy[list[str]]) -> st.SearchStrategy[str]:
    """A file: facts in any order, each at most once, under headings."""
    headings = st.lists(st.sampled_from((*HEADINGS, "")), min_size=13, max_size=13)
    return st.tuples(facts, headings).map(
        lambda both: "\n".join(h + fact for fact, h in zip(*both, strict=False))
    )


# Of two near ones each may be an edit of the other; these are all unlike.
UNLIKE = (*FACTS[:12:2], FACTS[11])

SOME = notes_of(st.lists(st.sampled_from(FACTS), unique=True, max_size=7))
SOME_UNLIKE = notes_of(st.lists(st.sampled_from(UNLIKE), unique=True, max_size=5))
HERE = notes_of(st.lists(st.sampled_from(FACTS[:6]), unique=True, max_size=6))
THERE = notes_of(st.lists(st.sampled_from(FACTS[6:]), unique=True, max_size=6))


class World:
    """A vault and its collection in a folder of their own; the clock is ours."""

    def __init__(self, place: Path, file: str) -> None:
        self.vault = place / "vault"
        self.vault.mkdir(parents=True)
        self.moment = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
        self.collection: Collection = open_collection(
            place / file, lambda: self.moment, Random(1), zone=UTC
        )

    def save(self, name: str, text: str) -> None:
        (self.vault / name).write_text(text, encoding="utf-8")

    def take_in(self):
        self.moment += timedelta(minutes=1)
        return import_notes(self.collection, [str(self.vault)])

    def review(self, picks: Sequence[bool]) -> None:
        self.moment += timedelta(minutes=1)
        found = [c for c in list_cards(self.collection) if c.state == "new"]
        for card, pick in zip(found, picks, strict=False):
            if pick:
                review(self.collection, card.id, Rating.GOOD)

    def cards(self):
        with self.collection.database.reading() as connection:
            found = stored_cards.all_cards(connection, self.collection.learner)
        return {card.uid: card for card in found}


class Worlds:
    """Fresh folders, all gone at the end."""

    def __init__(self) -> None:
        self.place = Path(tempfile.mkdtemp())
        self.made: list[World] = []

    def new(self) -> World:
        # The same vault each time, for sources are known by their path; another collection.
        for world in self.made:
            world.collection.close()
        shutil.rmtree(self.place)
        self.made.append(World(self.place, f"{len(self.made)}.db"))
        return self.made[-1]

    def __enter__(self) -> "Worlds":
        return self

    def __exit__(self, *_error: object) -> None:
        self.made[-1].collection.close()
        shutil.rmtree(self.place)


@settings(max_examples=25, deadline=None)
@given(first=SOME, second=SOME, other=SOME)
def test_importing_twice_is_importing_once(first: str, second: str, other: str) -> None:
    with Worlds() as worlds:
        world = worlds.new()
        for text in (first, second):
            world.save("a.md", text)
            world.save("b.md", other)
            done = world.take_in()
            once = world.cards()
            again = world.take_in()
            assert world.cards() == once
            assert (again.added, again.changed, again.moved, again.retired) == (0, 0, 0, 0)
            assert (again.restored, again.drafts) == (0, 0)
            active = [card for card in once.values() if card.standing is Standing.ACTIVE]
            kept = tuple(lint for lint in done.lint if lint.rule != "identity-ambiguous")
            assert (again.unchanged, again.gaps, again.lint) == (len(active), done.gaps, kept)


@pytest.mark.slow
@settings(max_examples=18, deadline=None)
@given(
    edit=st.tuples(st.tuples(HERE, THERE), st.tuples(HERE, THERE))
    | st.tuples(st.tuples(SOME_UNLIKE, SOME_UNLIKE), st.tuples(SOME_UNLIKE, SOME_UNLIKE)),
    picks=st.lists(st.booleans(), max_size=16),
)
def test_edits_of_two_files_give_the_same_collection_in_any_order(edit, picks) -> None:
    """Also where text moves from one file to the other, pasted before it is cut or after."""
    before, after = edit
    results = []
    with Worlds() as worlds:
        for order in ((0, 1), (1, 0)):
            world = worlds.new()
            for name, text in zip("ab", before, strict=True):
                world.save(f"{name}.md", text)
            world.take_in()
            world.review(picks)
            for place in order:
                world.save(f"{'ab'[place]}.md", after[place])
                world.take_in()
            results.append(world.cards())
    assert results[0] == results[1]


@settings(max_examples=25, deadline=None)
@given(versions=st.lists(SOME, min_size=2, max_size=4), picks=st.lists(st.booleans(), max_size=12))
def test_no_history_is_ever_lost(versions: list[str], picks: list[bool]) -> None:
    with Worlds() as worlds:
        world = worlds.new()
        world.save("a.md", versions[0])
        world.take_in()
        world.review(picks)
        reviewed = {card.id for card in list_cards(world.collection) if card.reps}
        for text in (*versions[1:], versions[0]):
            world.save("a.md", text)
            world.take_in()
            listed = {card.id: card for card in list_cards(world.collection)}
            assert all(listed[uid].reps == 1 for uid in reviewed)
            assert not [card for card in listed.values() if card.reps and card.id not in reviewed]
