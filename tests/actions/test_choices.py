"""Choice cards: options in an order that cannot be learned, judged by what was picked."""

import json
from string import ascii_lowercase

import pytest

from quizapp.actions.cards.history import shown_again
from quizapp.actions.studying.choices import choice_of
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome

SEVERAL = """\
Q: Which of these are activation functions?
- [x] sigmoid
- [ ] softmargin
- [x] tanh
- [ ] gradient
"""
ONE = """\
Q: What does softmax return?
- [ ] a class
- [x] probabilities
- [ ] a score
"""


def letters(session, *, right: bool) -> str:
    """The letters of the options that are right, or of those that are not."""
    options = session.asked.choice.options
    return "".join(ascii_lowercase[i] for i, option in enumerate(options) if option.right is right)


def test_all_right_options_and_no_other_are_right(collection, notes, log) -> None:
    notes(SEVERAL)
    session = start(collection)

    verdict = session.answer([letters(session, right=True)])

    assert (verdict.outcome, session.revealed) == (Outcome.RIGHT, True)
    assert session.proposed is Rating.GOOD
    session.rate(Rating.GOOD)
    (row,) = log()
    assert (row["verdict"], row["mistake"]) == ("right", None)
    assert sorted(json.loads(row["answer"])) == ["sigmoid", "tanh"]


@pytest.mark.parametrize("kept", ["first", "all and a wrong one", "wrong ones"])
def test_a_missing_or_wrong_option_is_wrong_and_proposes_again(collection, notes, kept) -> None:
    notes(SEVERAL)
    session = start(collection)
    right, wrong = letters(session, right=True), letters(session, right=False)
    typed, off = {
        "first": (right[0], "1 option is"),
        "all and a wrong one": (right + wrong[0], "1 option is"),
        "wrong ones": (wrong, "4 options are"),
    }[kept]

    verdict = session.answer([typed])

    assert verdict.outcome is Outcome.WRONG
    assert verdict.message == f"{off} wrong or missing."
    assert session.proposed is Rating.AGAIN


def test_one_wrong_pick_says_what_was_chosen_and_what_is_right(collection, notes) -> None:
    notes(ONE)
    session = start(collection)
    right = letters(session, right=True)
    wrong = letters(session, right=False)[0]
    chosen = session.asked.choice.options[ascii_lowercase.index(wrong)].text

    verdict = session.answer([wrong])

    assert verdict.message == f"You chose “{chosen}”."
    assert verdict.expected == f"{right}) probabilities"


@pytest.mark.parametrize("form", ["{0}{1}", "{1} {0}", "{0}, {1}", "{1}) {0})", "{0};{1}"])
def test_letters_may_be_set_apart_and_in_any_order(collection, notes, form) -> None:
    notes(SEVERAL)
    session = start(collection)
    one, two = letters(session, right=True)

    assert session.answer([form.format(one, two.upper())]).outcome is Outcome.RIGHT


@pytest.mark.parametrize("typed", ["e", "sigmoid", "1", "ab?", ", "])
def test_what_names_no_option_is_unreadable(collection, notes, log, typed) -> None:
    notes(SEVERAL)
    session = start(collection)

    verdict = session.answer([typed])

    assert verdict.outcome is Outcome.UNREADABLE
    assert "Type a letter from a to d." in verdict.message
    assert (session.revealed, session.proposed, log()) == (False, None, [])


def test_not_choosing_is_not_knowing(collection, notes) -> None:
    notes(ONE)
    session = start(collection)

    session.reveal()

    assert session.proposed is Rating.AGAIN


def test_the_seed_alone_gives_the_order_and_every_place_is_possible(collection, notes) -> None:
    notes(ONE)
    card = start(collection).asked.card
    orders = [choice_of(card, seed) for seed in range(60)]

    assert orders == [choice_of(card, seed) for seed in range(60)]
    places = {[option.right for option in order.options].index(True) for order in orders}
    assert places == {0, 1, 2}
    assert all(
        {option.text for option in order.options} == {"a class", "probabilities", "a score"}
        for order in orders
    )


def test_a_past_choice_is_shown_again_in_its_order_after_the_notes_changed(
    collection, notes, log
) -> None:
    notes(SEVERAL)
    session = start(collection)
    choice = session.asked.choice
    session.answer([letters(session, right=False)])
    session.rate(Rating.AGAIN)
    notes(SEVERAL.replace("- [ ] gradient\n", "- [ ] gradient descent\n"))

    (row,) = log()
    again = shown_again(collection, row["uid"])

    assert again.choice == choice
    assert sorted(again.answers) == ["gradient", "softmargin"]
