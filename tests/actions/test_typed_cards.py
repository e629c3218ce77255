"""Cards whose answer is typed: made of plain ones and back with their history, asked, logged."""

import json

import pytest

from quizapp.actions.cards.history import shown_again
from quizapp.actions.exams.exam import start_exam
from quizapp.actions.exams.report import report, shown_answer
from quizapp.actions.studying.study import start
from quizapp.actions.studying.typed import answer_to_type
from quizapp.model.cards import CardKind
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome
from quizapp.storage.queries import cards

PLAIN = "# Peru\nQ: What is the capital of Peru?\nA: Lima\nfounded in 1535\n"
TYPED = PLAIN.replace("A:", "A:=")


def stored(collection):
    with collection.database.reading() as connection:
        return cards.all_cards(connection, collection.learner)


@pytest.mark.parametrize(("before", "after"), [(PLAIN, TYPED), (TYPED, PLAIN)])
def test_a_card_keeps_its_history_when_its_answer_is_to_be_typed(
    collection, notes, log, before, after
) -> None:
    notes(before)
    session = start(collection)
    session.reveal()
    session.rate(Rating.GOOD)

    notes(after)

    (card,) = stored(collection)
    assert card.kind is (CardKind.TYPED if after is TYPED else CardKind.BASIC)
    assert [row["card"] for row in log()] == [card.uid]


def test_machines_that_begin_with_either_form_agree_on_the_card(open_at, tmp_path) -> None:
    from quizapp.actions.importing.notes import import_notes

    uids = set()
    for number, text in enumerate((PLAIN, TYPED, TYPED.replace("Lima", "Lima, a port"))):
        path = tmp_path / str(number) / "notes.md"
        path.parent.mkdir()
        path.write_text(text)
        collection = open_at(tmp_path / f"{number}.db")
        import_notes(collection, [str(path)])
        uids.add(stored(collection)[0].uid)
    assert len(uids) == 2


def test_both_forms_of_a_line_with_colons_can_be_typed(collection, notes) -> None:
    notes("---\ncards: marked\n---\nPeru::= Lima\n\ndog :::=собака\n\na ::== b\n\nx::y\n")
    found = sorted((card.kind.value, card.front, card.back) for card in stored(collection))
    assert found == [
        ("basic", "a", "== b"),
        ("basic", "x", "y"),
        ("typed", "Peru", "Lima"),
        ("typed", "dog", "собака"),
        ("typed", "собака", "dog"),
    ]


def test_an_answer_is_judged_logged_and_shown_again(collection, notes, log) -> None:
    notes(TYPED)
    session = start(collection)
    (part,) = session.asked.variant.parts
    assert (part.printed, part.why) == ("Lima", "founded in 1535")

    verdict = session.answer(["limma"])

    assert (verdict.outcome, session.proposed) == (Outcome.WRONG, Rating.AGAIN)
    assert session.fresh() is False
    session.rate(Rating.HARD)
    (row,) = log()
    assert (row["rating"], row["verdict"], json.loads(row["answer"])) == (2, "wrong", ["limma"])
    assert (row["question_version"], row["seed"], row["drawn"]) == (None, None, None)
    notes(PLAIN.replace("Lima", "Lima, on the coast"))
    again = shown_again(collection, row["uid"])
    assert (again.variant.parts[0].printed, again.answers) == ("Lima", ("limma",))


def test_right_close_and_unknown_propose_their_ratings(collection, notes) -> None:
    notes("Q: What is the capital of Chile?\nA:= Santiago de Chile\n")
    for typed, rating in (("santiago de chile", Rating.GOOD), ("Santiago da Chile", Rating.HARD)):
        session = start(collection)
        session.answer([typed])
        assert session.proposed is rating
    session = start(collection)
    session.reveal()
    assert session.proposed is Rating.AGAIN


def test_an_exam_asks_typed_cards_and_shows_them_again(collection, notes) -> None:
    notes(TYPED)
    exam = start_exam(collection)
    assert exam.answer(["Lime"]) is None
    finished = exam.finish()
    (answer,) = report(collection, finished).exam.answers
    assert (answer.outcome, answer.expected) == (Outcome.WRONG, "Lima")
    notes(PLAIN)
    shown = shown_answer(collection, answer)
    assert (shown.prompt, shown.verdict.outcome) == (answer_prompt(), Outcome.WRONG)


def answer_prompt() -> str:
    return "What is the capital of Peru?"


@pytest.mark.parametrize(
    ("back", "answer"),
    [
        ("**Lima**, the [[city]]", "Lima, the [[city]]"),
        ("$F = ma$", "F = ma"),
        ("`len(x)`", "len(x)"),
        ("- Lima\n- Cusco", "Lima"),
        ("[Lima](https://example.org)", "Lima"),
        ("![](map.png)", ""),
        ("costs 5$", "costs 5$"),
    ],
)
def test_what_is_typed_is_the_first_line_without_its_markup(back: str, answer: str) -> None:
    assert answer_to_type(back)[0] == answer


def test_a_card_with_nothing_to_type_is_asked_as_a_plain_one(collection, notes) -> None:
    notes("Q: Where is Peru?\nA:= ![](map.png)\n")
    session = start(collection)
    assert session.asked.variant is None
    session.reveal()
    assert session.proposed is Rating.GOOD
