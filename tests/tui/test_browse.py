"""Browse over a real collection: search, sort, look, act on many, take back."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta
from pathlib import Path
from random import Random

import pytest
import staged
from conftest import play, press, seen, settled
from textual.pilot import Pilot

from quizapp import language
from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.log import Answered, log_review
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.tui.app import QuizApp
from quizapp.tui.screens.study.screen import StudyScreen
from quizapp.tui.widgets.cardtable import CardTable
from quizapp.tui.widgets.preview import Preview
from quizapp.tui.widgets.searchrow import QueryInput

NAMES = ("softmax", "query", "key", "value", "mask", "head")
NOTES = "---\ndeck: Networks::Attention\n---\n# Attention\n\n" + "".join(
    f"Q: What is the {name}?\nA: The **{name}** is $\\frac{{1}}{{{place + 2}}}$.\n\n"
    for place, name in enumerate(NAMES)
)
RATINGS = (Rating.GOOD, Rating.AGAIN, Rating.HARD, Rating.EASY)
Walk = Callable[[Pilot[None]], Awaitable[None]]


class Clock:
    """Goes only when it is told to."""

    moment = staged.AT - timedelta(days=30)

    def __call__(self):
        return self.moment


def study_for_a_month(collection: Collection, clock: Clock) -> None:
    """Review four of the six cards, each again when three more days have passed."""
    uids = [card.id for card in list_cards(collection)]
    for turn in range(8):
        for place, rating in enumerate(RATINGS):
            given = Rating.GOOD if (turn + place) % 3 else rating
            answered = Answered(duration_ms=9000)
            log_review(collection, uids[place], given, collection.now(), Preset(), answered)
        clock.moment += timedelta(days=3)
    clock.moment = staged.AT


@pytest.fixture
def browse(tmp_path: Path) -> Callable[..., None]:
    """Open Browse over six cards and go on from there."""
    file = tmp_path / "attention.md"
    file.write_text(NOTES, encoding="utf-8")
    clock = Clock()

    def open_it() -> Collection:
        return open_collection(tmp_path / "collection.db", clock, Random(3), zone=UTC)

    collection = open_it()
    import_notes(collection, [str(file)])
    study_for_a_month(collection, clock)
    collection.close()

    def run(walk: Walk, size: tuple[int, int] = (100, 30)) -> None:
        async def go(pilot: Pilot[None]) -> None:
            await press(pilot, "b")
            await settled(pilot)
            await walk(pilot)

        asyncio.run(play(QuizApp(open_it), go, size))

    run.open_it = open_it
    run.path = tmp_path / "collection.db"
    return run


def table(pilot: Pilot[None]) -> CardTable:
    return pilot.app.screen.query_one(CardTable)


def titles(pilot: Pilot[None]) -> list[str]:
    """The names of the cards on the screen, in order."""
    lines = [line.partition("│")[0] for line in seen(pilot).splitlines()]
    return [name for line in lines for name in NAMES if f"What is the {name}?" in line]


def states(browse) -> dict[str, str]:
    collection = browse.open_it()
    try:
        return {card.front[12:-1]: card.state for card in list_cards(collection)}
    finally:
        collection.close()


def test_a_letter_jumps_to_a_card(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+o")
        letters = {t.place.y: letter for letter, t in pilot.app.screen.targets.items()}
        await press(pilot, letters[max(letters)])
        assert table(pilot).cursor == len(NAMES) - 1

    browse(walk)


def test_all_cards_are_there_the_least_remembered_first(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        assert "6 of 6" in seen(pilot)
        assert sorted(titles(pilot)) == sorted(NAMES)
        assert titles(pilot)[-2:] == ["mask", "head"]
        recalls = [row.recall for row in map(table(pilot).page.row, range(4))]
        assert recalls == sorted(recalls)

    browse(walk)


def test_results_change_while_a_search_is_typed(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "/", *"is:new")
        assert "2 of 6" in seen(pilot)
        assert sorted(titles(pilot)) == ["head", "mask"]
        await press(pilot, "space", *"head")
        assert titles(pilot) == ["head"]
        await press(pilot, *["backspace"] * 11)
        assert "6 of 6" in seen(pilot)

    browse(walk)


def test_letters_are_keys_again_once_the_search_is_left(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "/", "s", "enter", "space")
        assert pilot.app.screen.query_one(QueryInput).value == "s"
        assert "1 selected" in seen(pilot)
        await press(pilot, "/", "down", "t")
        assert "Days of study" in seen(pilot)

    browse(walk)


@pytest.mark.parametrize(
    ("query", "wrong", "told"),
    [
        ("mask is:sleepy", "is:sleepy", "“is:sleepy” means nothing: use is:new"),
        ("mask ((", "((", "“((” is no word"),
        ('mask "hea', '"hea', '“"hea” has an open quote'),
    ],
)
def test_a_wrong_word_is_underlined_and_named_and_the_last_good_result_stays(
    browse, query, wrong, told
) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "/", *"mask")
        await press(pilot, *("space" if sign == " " else sign for sign in query[4:]))
        assert told in seen(pilot)
        assert titles(pilot) == ["mask"]
        box = pilot.app.screen.query_one(QueryInput)
        underlined = [s.text for s in box.render_line(0) if s.style and s.style.underline]
        assert "".join(underlined) == wrong
        await press(pilot, *["backspace"] * (len(query) - 4))
        assert told not in seen(pilot)

    browse(walk)


def test_nothing_found_says_the_search_in_words_and_what_would_find_something(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "/", *"is:new", "space", *"prop:s>1")
        assert "No card is: new, stability > 1." in seen(pilot)
        assert "without prop:s>1" in seen(pilot)
        assert "2 cards" in seen(pilot)

    browse(walk)


def test_o_orders_by_the_next_column_and_a_heading_by_its_own(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "o")
        assert "Card↑" in seen(pilot)
        assert titles(pilot) == sorted(NAMES)
        await press(pilot, "O")
        assert "Card↓" in seen(pilot)
        assert titles(pilot) == sorted(NAMES, reverse=True)
        await pilot.click(CardTable, offset=(table(pilot).size.width - 4, 0))
        await settled(pilot)
        assert "Recall↑" in seen(pilot)
        await pilot.click(CardTable, offset=(table(pilot).size.width - 4, 0))
        await settled(pilot)
        assert "Recall↓" in seen(pilot)

    browse(walk)


def test_a_click_puts_the_cursor_on_a_row_and_a_click_on_the_tick_selects(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await pilot.click(CardTable, offset=(20, 3))
        await settled(pilot)
        assert table(pilot).cursor == 2
        assert not table(pilot).selected
        await pilot.click(CardTable, offset=(2, 4))
        await settled(pilot)
        assert table(pilot).selected == {table(pilot).uids[3]}

    browse(walk)


def test_the_selected_cards_are_suspended_at_once_and_taken_back(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        before = table(pilot).page
        await press(pilot, "a", "s")
        assert "Suspended 6 cards. u undoes it." in seen(pilot)
        assert set(table(pilot).page.states) == {"suspended"}
        await press(pilot, "s")
        assert "Took back 6 cards. u undoes it." in seen(pilot)
        await press(pilot, "u", "u")
        assert "Taken back: Suspended 6 cards." in seen(pilot)
        assert table(pilot).page == before

    browse(walk)
    assert "suspended" not in states(browse).values()


def test_every_action_on_the_row_under_the_cursor_can_be_undone(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        before = table(pilot).page
        await press(pilot, "down", "f", "down", "enter")
        assert "Flagged 1 card." in seen(pilot)
        assert "⚑2" in seen(pilot)
        await press(pilot, "m", "down", "down", "enter")
        assert "Moved 1 card." in seen(pilot)
        assert table(pilot).page.row(1).due == 7
        await press(pilot, "r")
        assert "1 card is new." in seen(pilot)
        await press(pilot, "-")
        assert "Buried 1 card." in seen(pilot)
        await press(pilot, "u", "u", "u", "u")
        assert table(pilot).page == before
        assert "undo" not in seen(pilot).splitlines()[-1]

    browse(walk)


def test_selecting_goes_on_and_the_cursor_stays_on_its_card_through_another_order(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "shift+down", "shift+down")
        assert len(table(pilot).selected) == 2
        assert table(pilot).cursor == 2
        assert "2 selected" in seen(pilot)
        uid = table(pilot).current
        await press(pilot, "r")
        assert table(pilot).current == uid
        assert len(table(pilot).selected) == 2

    browse(walk)


def test_enter_studies_what_was_found_and_comes_back_to_the_list(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "/", *"head", "enter", "enter")
        assert isinstance(pilot.app.screen, StudyScreen)
        assert pilot.app.screen.session.asked.card.front == "What is the head?"
        await press(pilot, "space", "4", "enter")
        assert titles(pilot) == ["head"]
        assert table(pilot).page.row(0).recall is not None

    browse(walk)
    assert states(browse)["head"] == "review"


def test_what_is_not_due_is_asked_outside_the_schedule_on_a_second_enter(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "/", *"head", "enter", "m", "down", "enter", "enter")
        assert "None of these is due or new." in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, StudyScreen)
        assert not pilot.app.screen.session.moves

    browse(walk)


def test_the_card_stands_beside_the_list_with_its_curve(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        screen = seen(pilot)
        for part in ("100 %", "90 %", "▴", "today", "difficulty", "attention.md:"):
            assert part in screen
        await press(pilot, "end")
        assert "never asked" in seen(pilot)
        assert "100 %" not in seen(pilot)

    browse(walk)


def test_where_there_is_no_room_enter_shows_the_card_and_again_studies(browse) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        assert not pilot.app.screen.query_one(Preview).display
        await press(pilot, "end", "enter")
        assert "never asked" in seen(pilot)
        await press(pilot, "escape")
        assert "Recall↑" in seen(pilot)
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, StudyScreen)

    browse(walk, (60, 20))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (140, 45), (250, 80)])
def test_the_list_fits_every_size_and_survives_a_resize(browse, size) -> None:
    async def walk(pilot: Pilot[None]) -> None:
        uid = table(pilot).current
        await pilot.resize_terminal(*size)
        await settled(pilot)
        lines = seen(pilot).splitlines()
        assert len(lines) == size[1]
        assert max(map(len, lines)) <= size[0]
        assert "Recall↑" in seen(pilot)
        assert table(pilot).current == uid
        assert ("Kind" in seen(pilot)) == (size[0] >= 130)
        assert pilot.app.screen.query_one(Preview).display == (size[0] >= 96)

    browse(walk)


def test_only_the_cards_around_what_is_in_sight_are_fetched(browse) -> None:
    connection = sqlite3.connect(browse.path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(cards)")]
    first = dict(zip(columns, connection.execute("SELECT * FROM cards").fetchone(), strict=True))
    places = ", ".join("?" * len(columns))
    many = (
        [*{**first, "uid": f"more-{n}", "position": 100 + n, "front": f"Number {n}"}.values()]
        for n in range(3000)
    )
    with connection:
        connection.executemany(f"INSERT INTO cards VALUES ({places})", many)
    connection.close()

    async def walk(pilot: Pilot[None]) -> None:
        assert "3 006 of 3 006" in seen(pilot)
        await press(pilot, "end")
        assert "Number 2999" in seen(pilot)
        room = table(pilot).room
        assert len(table(pilot).titles) <= 4 * room
        await press(pilot, "pageup", "up")
        assert table(pilot).cursor == 3005 - room - 1
        assert "…" not in [line.strip(" ●▌○") for line in seen(pilot).splitlines()]

    browse(walk)


def test_an_empty_collection_says_where_cards_come_from(tmp_path) -> None:
    def open_it() -> Collection:
        return open_collection(tmp_path / "empty.db", lambda: staged.AT, Random(3))

    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "b")
        assert "There is no card yet." in seen(pilot)
        await press(pilot, "space", "s", "enter", "p", "down", "end", "a")
        assert "0 of 0" in seen(pilot)

    asyncio.run(play(QuizApp(open_it), walk))


QUESTIONS = '''\
# Sums

```python quiz sum-of-two
"""What is {{a}} and {{b}}
put together?

Count again."""
a = integers(2, 90)
b = integers(2, 90)
answer(a + b)
```

```python quiz double
"""What is twice {{a}}?"""
a = integers(2, 90)
answer(2 * a)
```

Q: What is {{a}} in a template?
A: A place.
'''


def test_questions_below_one_heading_are_told_apart_by_what_they_ask(tmp_path) -> None:
    file = tmp_path / "sums.md"
    file.write_text(QUESTIONS, encoding="utf-8")

    def open_it() -> Collection:
        return open_collection(tmp_path / "sums.db", lambda: staged.AT, Random(3))

    collection = open_it()
    import_notes(collection, [str(file)])
    collection.close()

    async def walk(pilot: Pilot[None]) -> None:
        await press(pilot, "b")
        await settled(pilot)
        rows = [line.partition("│")[0] for line in seen(pilot).splitlines()]
        for asked in (
            "What is … and … put together?",
            "What is twice …?",
            "What is {{a}} in a template?",
        ):
            assert any(asked in row for row in rows), asked

    asyncio.run(play(QuizApp(open_it), walk, (140, 45)))


SHOTS = [
    ((60, 20), "en", ()),
    ((100, 30), "en", ("shift+down", "down", "/", *"prop:s<40", "space", *"-tag:x")),
    ((140, 45), "ru", ("end", "space")),
]


@pytest.mark.parametrize(("size", "lang", "keys"), SHOTS)
def test_browse_looks_as_it_did(browse, snap_compare, size, lang, keys) -> None:
    language.use(lang)

    async def walk(pilot: Pilot[None]) -> None:
        await pilot.app.screen_stack[0].arrived.wait()  # type: ignore[attr-defined]
        await press(pilot, "b")
        await settled(pilot)
        await press(pilot, *keys)
        await settled(pilot)

    assert snap_compare(QuizApp(browse.open_it), run_before=walk, terminal_size=size)
