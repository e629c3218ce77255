"""Browse: found, ordered, handled in numbers, and every deed taken back."""

import operator

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS as DEFAULTS

from quizapp.actions.cards import handling
from quizapp.actions.cards.browsing import Column, Order, browse, cards_in_sight, nearest_queries
from quizapp.actions.cards.listing import list_cards
from quizapp.actions.cards.preview import card_preview
from quizapp.actions.safety.integrity import check_collection, rebuild
from quizapp.actions.studying.log import Answered, log_review
from quizapp.actions.studying.selecting import Selection
from quizapp.actions.studying.study import start
from quizapp.model.cards import CardState
from quizapp.model.errors import InputError, QueryError
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.storage.queries import presets

NAMES = ("delta", "Alpha", "charlie", "Bravo")
NOTES = "".join(f"Q: {name}?\nA: It is {name}.\n\n" for name in NAMES)


@pytest.fixture
def four(collection, notes, clock) -> dict[str, str]:
    """Four cards by their first word; three were reviewed, each less well than the one before."""
    notes(NOTES)
    found = {card.front.rstrip("?"): card.id for card in list_cards(collection)}
    for name, rating in zip(NAMES, (Rating.EASY, Rating.GOOD, Rating.AGAIN), strict=False):
        log_review(collection, found[name], rating, collection.now(), Preset(), Answered())
    clock.wait(days=10)
    return found


def names(collection, four, query="", column=Column.RECALL, down=False) -> list[str]:
    by_uid = {uid: name for name, uid in four.items()}
    return [by_uid[uid] for uid in browse(collection, query, Order(column, down)).uids]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (Column.RECALL, ["charlie", "Alpha", "delta", "Bravo"]),
        (Column.STABILITY, ["charlie", "Alpha", "delta", "Bravo"]),
        (Column.CARD, ["Alpha", "Bravo", "charlie", "delta"]),
        (Column.KIND, ["delta", "Alpha", "charlie", "Bravo"]),
    ],
)
def test_a_column_orders_the_cards_and_those_without_a_value_stand_last(
    collection, four, column, expected
) -> None:
    assert names(collection, four, column=column) == expected


def test_an_order_turned_round_leaves_those_without_a_value_last(collection, four) -> None:
    turned = names(collection, four, column=Column.RECALL, down=True)

    assert turned == ["delta", "Alpha", "charlie", "Bravo"]


def test_a_row_says_what_the_list_of_cards_says(collection, four) -> None:
    page = browse(collection)
    listed = {card.id: card for card in list_cards(collection)}

    assert page.total == len(page) == 4
    for row in map(page.row, range(len(page))):
        card = listed[row.uid]
        assert (row.kind, row.state, row.lapses) == (card.kind, card.state, card.lapses)
        assert row.stability == card.stability
        assert (row.due is None) == (card.due is None)


def test_an_overdue_card_has_negative_days_and_a_weak_recall_is_told(
    collection, four, clock
) -> None:
    handling.move_due(collection, [four["charlie"]], 3, 3)
    clock.wait(days=30)
    page = browse(collection, "charlie")

    row = page.row(0)
    assert row.due == -27
    assert row.weak


@pytest.mark.parametrize(
    "query", ["", "is:new", "-is:new", "prop:lapses=0 alpha", '"it is"', "-bravo", "BRAVO"]
)
def test_the_same_cards_are_found_as_by_the_list(collection, four, query) -> None:
    found = browse(collection, query, Order(Column.KIND)).uids

    assert sorted(found) == sorted(card.id for card in list_cards(collection, query))


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("alpha is:sleepy", "is:sleepy"),
        ("((", "(("),
        ("alpha (bravo", "(bravo"),
        ("bravo) alpha", "bravo)"),
        ('is:new "open quote', '"open quote'),
        ('-tag:"a b', '-tag:"a b'),
        ("colour:red", "colour:red"),
    ],
)
def test_a_wrong_word_is_named_with_its_place(collection, query, wrong) -> None:
    with pytest.raises(QueryError) as refused:
        browse(collection, query)

    assert query[refused.value.start : refused.value.end] == wrong


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_cards_are_found_by_their_recall_now(collection, four, sign: str) -> None:
    known = recalls(collection)
    (_low, middle, _high) = sorted(recall for recall in known.values() if recall is not None)
    compare = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}[sign]

    for bound in (middle - 1e-6, middle + 1e-6):
        found = browse(collection, f"prop:r{sign}{bound:.9f}").uids
        expected = {uid for uid, r in known.items() if r is not None and compare(r, bound)}
        assert set(found) == expected
        assert {card.id for card in list_cards(collection, f"prop:r{sign}{bound:.9f}")} == expected


def test_a_deck_with_parameters_of_its_own_forgets_by_its_own_curve(collection, four) -> None:
    uid = four["charlie"]
    usual = recalls(collection)[uid]
    with collection.database.writing() as connection:
        presets.save_fitted(connection, "me", "notes", (*DEFAULTS[:20], 0.6), at=0)
    own = recalls(collection)[uid]
    low, high = sorted((usual, own))
    assert low < high

    found = browse(collection, f"charlie prop:r<{(low + high) / 2:.9f}").uids

    assert (uid in found) is (own == low)


def recalls(collection) -> dict[str, float | None]:
    page = browse(collection)
    return {row.uid: row.recall for row in map(page.row, range(len(page)))}


def test_a_sitting_asks_only_what_would_be_forgotten(collection, four) -> None:
    session = start(collection, selection=Selection(query="prop:r<0.6"))

    assert session.total == 1
    assert session.asked is not None
    assert session.asked.card.uid == four["charlie"]


def test_brackets_inside_a_word_and_in_quotes_are_text(collection, notes) -> None:
    notes("Q: What is f(x) here?\nA: A value (of f).\n")

    assert len(browse(collection, "f(x)")) == len(browse(collection, '"(of f)"')) == 1


def test_case_does_not_matter_in_any_alphabet_and_signs_of_patterns_are_text(
    collection, notes
) -> None:
    notes("Q: Что такое ВНИМАНИЕ?\nA: 100 % of STRASSE_1.\n\nQ: Other?\nA: Strasse 1, 1000.\n")

    found = {query: len(browse(collection, query)) for query in ("внимание", "straße_", '"100 %"')}

    assert found == {"внимание": 1, "straße_": 1, '"100 %"': 1}


def test_nothing_found_names_the_words_without_which_something_is(collection, four) -> None:
    assert nearest_queries(collection, "is:new alpha") == [("is:new", 1), ("alpha", 1)]
    assert nearest_queries(collection, "-is:new zulu") == [("zulu", 3)]


def test_cards_in_sight_come_in_full(collection, four) -> None:
    found = cards_in_sight(collection, [four["delta"], "gone"])

    assert [card.back for card in found.values()] == ["It is delta."]


DEEDS = {
    "suspend": lambda c, uids: handling.suspend(c, uids, aside=True),
    "bury": lambda c, uids: handling.bury(c, uids, until_tomorrow=True),
    "flag": lambda c, uids: handling.flag(c, uids, 3),
    "move": lambda c, uids: handling.move_due(c, uids, 1, 9),
    "forget": handling.make_new,
}


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_changes_its_cards_alone_and_undo_takes_all_of_it_back(
    collection, four, name
) -> None:
    pages = [browse(collection)]
    chosen = [four["delta"], four["charlie"]]

    deed = DEEDS[name](collection, chosen)
    pages.append(browse(collection))
    handling.undo(collection, deed)
    pages.append(browse(collection))

    before, after, back = (
        {row.uid: row for row in map(page.row, range(len(page)))} for page in pages
    )
    assert deed.count == 2
    assert {uid for uid in before if before[uid] != after[uid]} == set(chosen)
    assert back == before
    rebuild(collection)
    assert check_collection(collection) == []


def test_a_deed_is_one_transaction(collection, four, monkeypatch) -> None:
    def broken(*_arguments: object) -> None:
        raise InputError("no more paper")

    deed = handling.make_new(collection, list(four.values()))
    before = browse(collection)
    undo_one = handling.undo_in
    calls: list[int] = []

    def once(*arguments):
        calls.append(1)
        return undo_one(*arguments) if len(calls) < 3 else broken()

    monkeypatch.setattr(handling, "undo_in", once)
    with pytest.raises(InputError):
        handling.undo(collection, deed)

    assert len(calls) == 3
    assert browse(collection) == before


def test_what_is_buried_is_dug_up_again(collection, four) -> None:
    uids = list(four.values())[:2]

    handling.bury(collection, uids, until_tomorrow=True)
    assert [CardState(state) for state in browse(collection, "is:buried").states] == ["buried"] * 2
    handling.bury(collection, uids, until_tomorrow=False)

    assert len(browse(collection, "is:buried")) == 0


def test_drafts_and_retired_cards_are_left_alone(collection, notes) -> None:
    notes("Q: One?\nA: First.\n\nQ: Two?\nA: Second.\n")
    notes("Q: One?\nA: First.\n")
    retired = browse(collection, "is:retired").uids

    assert len(retired) == 1
    assert handling.suspend(collection, retired, aside=True).count == 0
    assert handling.move_due(collection, retired, 1, 1).count == 0


def test_a_flag_that_there_is_not_is_refused(collection, four) -> None:
    with pytest.raises(InputError, match="1 to 7"):
        handling.flag(collection, list(four.values()), 8)


def test_a_sitting_asks_only_the_chosen_cards(collection, four) -> None:
    chosen = frozenset({four["Bravo"], four["charlie"]})

    session = start(collection, selection=Selection(only=chosen))

    asked = set()
    while session.asked is not None:
        asked.add(session.asked.card.uid)
        session.rate(Rating.EASY)
    assert asked == chosen


def test_the_preview_tells_all_of_a_card(collection, four) -> None:
    shown = card_preview(collection, four["Alpha"])

    assert (shown.card.front, shown.state) == ("Alpha?", CardState.LEARNING)
    assert [entry.rating for entry in shown.past] == [Rating.GOOD]
    assert len(shown.curve.marks) == 1
    assert shown.file == "notes.md:4"
    assert card_preview(collection, "gone") is None
