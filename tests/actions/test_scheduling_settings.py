"""What the settings make of a sitting: limits, orders, siblings, leeches, balance, days off."""

from dataclasses import replace
from datetime import date

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.figures.today import today
from quizapp.actions.safety.integrity import check_collection
from quizapp.actions.studying.log import Answered, log_review
from quizapp.actions.studying.reviewing import review
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.settings.read import settings_of

CARDS = "".join(f"Q: Question number {i}?\nA: Answer number {i}.\n\n" for i in range(1, 31))


@pytest.fixture
def chosen(collection):
    """The collection with other settings."""

    def choose(text: str):
        return replace(collection, settings=settings_of(text))

    return choose


def all_asked(session, rating=Rating.EASY):
    found = []
    while session.asked is not None:
        found.append(session.asked.card)
        session.rate(rating)
    return found


def decks_of(notes, *names: str) -> None:
    for name in names:
        notes(f"---\ndeck: {name}\n---\n{CARDS}".replace("number", name), f"{name}.md")


def test_a_deck_above_caps_the_decks_below_and_today_counts_as_study_asks(chosen, notes) -> None:
    decks_of(notes, "A", "A::B", "A::C", "Z")
    here = chosen('new_per_day = 6\n[decks.A]\nnew_per_day = 8\n[decks."A::B"]\nnew_per_day = 3\n')

    counted = {line.name: line.new for line in today(here).decks}
    asked = [card.deck for card in all_asked(start(here))]

    assert counted == {"A": 8, "A::B": 3, "A::C": 8, "Z": 6}
    assert today(here).new == 0
    assert (len(asked), asked.count("Z")) == (14, 6)
    assert asked.count("A::B") <= 3


@pytest.mark.parametrize("deck", [None, "A", "A::B", "A::C", "Z"])
def test_each_deck_asks_as_many_as_today_says(chosen, notes, deck) -> None:
    decks_of(notes, "A", "A::B", "A::C", "Z")
    here = chosen('new_per_day = 6\n[decks.A]\nnew_per_day = 8\n[decks."A::B"]\nnew_per_day = 3\n')
    shown = today(here)
    wanted = next((line.new for line in shown.decks if line.name == deck), shown.new)

    assert len(all_asked(start(here, deck))) == wanted


def test_a_spent_limit_of_one_deck_does_not_stop_another(chosen, notes) -> None:
    decks_of(notes, "A", "B")
    here = chosen("[decks.A]\nnew_per_day = 1\nreviews_per_day = 1\n")

    asked = [card.deck for card in all_asked(start(here))]

    assert (asked.count("A"), asked.count("B")) == (1, 20)


def test_new_cards_at_random_before_reviews(chosen, notes, clock) -> None:
    notes(CARDS)
    first = [card.front for card in all_asked(start(chosen("new_per_day = 3")))]
    clock.wait(days=30)
    here = chosen('new_per_day = 4\nnew_order = "random"\nnew_mix = "before"\n')

    asked = [card.front for card in all_asked(start(here))]

    assert len(asked) == 7
    assert set(asked[4:]) == set(first)
    assert asked[:4] != sorted(asked[:4], key=lambda front: int(front[16:-1]))


def test_decks_take_turns_where_they_are_interleaved(chosen, notes) -> None:
    decks_of(notes, "A", "B")
    here = chosen('new_per_day = 40\ninterleave = "decks"\n')

    asked = [card.deck for card in all_asked(start(here))]

    assert asked[:6] == ["A", "B", "A", "B", "A", "B"]


def test_headings_take_turns_where_they_are_interleaved(chosen, notes) -> None:
    notes("# One\n\n" + CARDS[:200] + "\n# Two\n\n" + CARDS[200:400].replace("number", "no"))
    here = chosen('interleave = "headings"\n')

    asked = [card.passage.headings for card in all_asked(start(here))]

    assert asked[:4] == [("One",), ("Two",), ("One",), ("Two",)]


CLOZES = "The capital of {{c1::France}} is {{c2::Paris}} on the {{c3::Seine}}.\n\n"


def test_siblings_wait_until_tomorrow_where_that_was_chosen(chosen, notes, clock) -> None:
    notes(CLOZES + "Q: What is a city?\nA: A large town.\n")
    here = chosen('bury_siblings = ["new"]\n')
    session = start(here)

    asked = all_asked(session)

    assert len(asked) == 2
    assert {card.state for card in list_cards(here, "is:buried")} == {"buried"}
    while session.undo():
        pass
    assert list_cards(here, "is:buried") == []
    assert session.counts.new == 4
    all_asked(session)
    clock.wait(days=1)
    assert len(all_asked(start(here))) == 1


def test_reviews_are_buried_only_where_reviews_were_named(chosen, notes, clock) -> None:
    notes(CLOZES)
    all_asked(start(chosen("")))
    clock.wait(days=60)

    assert len(all_asked(start(chosen('bury_siblings = ["new"]')))) == 3
    clock.wait(days=400)
    assert len(all_asked(start(chosen('bury_siblings = ["review"]')))) == 1


def lapsing(collection, clock, uid: str, times: int) -> None:
    for _time in range(times):
        log_review(collection, uid, Rating.EASY, collection.now(), Preset(), Answered())
        clock.wait(days=400)
        log_review(collection, uid, Rating.AGAIN, collection.now(), Preset(), Answered())
        clock.wait(hours=1)


def test_a_leech_is_noticed_suspended_if_wanted_and_taken_back_by_undo(
    chosen, notes, clock
) -> None:
    notes("Q: What is a carry?\nA: A ten.\n")
    here = chosen("leech_lapses = 3\nleech_suspend = true\n")
    (card,) = list_cards(here)
    lapsing(here, clock, card.id, 2)
    log_review(here, card.id, Rating.EASY, here.now(), Preset(), Answered())
    clock.wait(days=400)
    session = start(here)

    session.rate(Rating.AGAIN)

    assert (session.leech.lapses, session.leech.suspended) == (3, True)
    assert session.asked is None
    assert list_cards(here)[0].state == "suspended"
    session.undo()
    assert session.leech is None
    assert list_cards(here)[0].state == "review"


def test_a_leech_stays_in_study_where_it_is_only_noticed(chosen, notes, clock) -> None:
    notes("Q: What is a carry?\nA: A ten.\n")
    here = chosen("leech_lapses = 1\n")
    (card,) = list_cards(here)
    log_review(here, card.id, Rating.EASY, here.now(), Preset(), Answered())
    clock.wait(days=400)
    session = start(here)

    session.rate(Rating.AGAIN)

    assert (session.leech.lapses, session.leech.suspended) == (1, False)
    assert session.asked is not None
    session.rate(Rating.GOOD)
    assert session.leech is None


def due_days(collection) -> list[date]:
    return [date.fromisoformat(card.due[:10]) for card in list_cards(collection)]


def test_no_card_is_due_on_a_day_off_and_the_key_says_so(chosen, notes) -> None:
    notes(CARDS)
    here = chosen("new_per_day = 30\neasy_days = [1, 1, 1, 1, 1, 0, 0]\n")
    session = start(here)
    promised = {}

    while session.asked is not None:
        promised[session.asked.card.uid] = session.asked.waits[Rating.EASY].days
        session.rate(Rating.EASY)

    today_ = date.fromordinal(here.day_of(here.now()))
    given = {card.id: date.fromisoformat(card.due[:10]) for card in list_cards(here)}
    assert {uid: (day - today_).days for uid, day in given.items()} == promised
    assert all(day.weekday() < 5 for day in given.values())
    assert check_collection(here) == []


def test_a_balanced_day_gets_fewer_cards_than_fuzz_alone_gives(chosen, notes) -> None:
    notes(CARDS)
    all_asked(start(chosen("new_per_day = 30\n")))
    balanced = due_days(chosen(""))

    assert max(map(balanced.count, balanced)) <= -(-30 // len(set(balanced))) + 2
    assert len(set(balanced)) >= 3


def test_a_review_from_the_shell_is_balanced_too(chosen, notes) -> None:
    notes(CARDS)
    here = chosen("easy_days = [0, 0, 0, 0, 1, 0, 0]\n")

    for card in list_cards(here):
        review(here, card.id, Rating.EASY)

    assert {day.weekday() for day in due_days(here)} == {4}
