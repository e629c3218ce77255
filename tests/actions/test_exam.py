"""Exams: a timed test outside the schedule, without a verdict until the end."""

from pathlib import Path

import pytest

from quizapp import language
from quizapp.actions.cards.history import shown_again
from quizapp.actions.exams.exam import ExamSession, give_up, half_way, start_exam
from quizapp.actions.exams.report import latest_report, report, shown_answer
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.safety.integrity import check_collection
from quizapp.model.errors import InputError
from quizapp.model.reviews import ReviewKind
from quizapp.model.verdicts import Outcome
from quizapp.storage.queries import reviews, schedules

SUMS = """\
---
deck: Numbers::Sums
lang: en
---
# Exercises

```python quiz sum-of-two
\"\"\"What is {{a}} + {{b}}?\"\"\"
a = integers(2, 90)
b = integers(2, 90)
answer(a + b)
mistake(a + b + 10, "One carry too many", id="carry")
```

Q: What is a carry?
A: A ten that moves.
"""
WORDS = """\
---
deck: Numbers::Words
lang: en
---
# Words

Q: Which of these is even?
- [x] two
- [ ] three

Q: Which of these is odd?
- [ ] two
- [x] three
"""


@pytest.fixture
def examined(collection, tmp_path: Path):
    language.use("en")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "sums.md").write_text(SUMS, encoding="utf-8")
    (tmp_path / "notes" / "words.md").write_text(WORDS, encoding="utf-8")
    import_notes(collection, [str(tmp_path / "notes")])
    return collection


def right_answer(session: ExamSession, off: int = 0) -> str:
    """The right answer of the question in hand; ``off`` is added to a sum."""
    asked = session.sheet.asked
    if asked.variant is not None:
        return str(sum(value for _name, value in asked.variant.drawn) + off)
    places = [i for i, option in enumerate(asked.choice.options) if option.right]
    return "abc"[places[0]]


def answer_all(session: ExamSession, off: int = 0) -> None:
    for place in range(len(session.paper)):
        session.turn(place)
        assert session.answer([right_answer(session, off)]) is None


def test_an_exam_asks_only_what_can_be_judged_and_each_question_once(examined) -> None:
    session = start_exam(examined, "Numbers", count=10)

    kinds = sorted(sheet.asked.card.kind for sheet in session.paper)
    assert kinds == ["choice", "choice", "live"]
    assert len({sheet.asked.card.uid for sheet in session.paper}) == 3


def test_the_questions_come_from_every_topic_in_turn(examined) -> None:
    session = start_exam(examined, count=2)

    assert {sheet.topic for sheet in session.paper} == {"Sums", "Words"}


def test_a_deck_without_such_questions_is_refused(collection, notes) -> None:
    notes("Q: What is a carry?\nA: A ten that moves.\n")

    with pytest.raises(InputError, match="nothing to examine"):
        start_exam(collection)


def test_a_perfect_exam_scores_one_and_is_kept(examined) -> None:
    session = start_exam(examined, count=10)
    answer_all(session)

    exam = session.finish()

    assert (exam.score, exam.points, len(exam.answers)) == (1.0, 3.0, 3)
    assert latest_report(examined).exam == exam


def test_a_slip_is_named_in_the_report_and_counts_nothing(examined) -> None:
    session = start_exam(examined, "Sums", count=1)
    answer_all(session, off=10)

    found = report(examined, session.finish())

    (answer,) = found.to_practise
    assert (answer.outcome, answer.mistake) == (Outcome.MISTAKE, "carry")
    assert "One carry too many" in answer.message
    assert found.exam.score == 0
    assert found.weakest.name == found.topics[0].name


def test_no_schedule_moves_and_every_answer_is_in_the_log(examined) -> None:
    session = start_exam(examined, count=10)
    answer_all(session)
    exam = session.finish()

    with examined.database.reading() as connection:
        for answer in exam.answers:
            (row,) = reviews.of_card(connection, "me", answer.card)
            assert (row.kind, row.rating, row.uid) == (ReviewKind.EXAM, None, answer.review)
            assert schedules.schedule(connection, "me", answer.card).reps == 0
    assert not check_collection(examined)


def test_an_answer_of_an_exam_can_be_shown_again_as_it_was(examined) -> None:
    session = start_exam(examined, "Sums", count=1)
    answer_all(session)
    drawn = session.sheet.asked.variant.drawn

    exam = session.finish()

    assert shown_again(examined, exam.answers[0].review).variant.drawn == drawn


def test_what_is_left_open_is_open_and_logs_nothing(examined) -> None:
    session = start_exam(examined, count=10)
    session.answer([right_answer(session)])

    found = report(examined, session.finish())

    assert found.open == 2
    assert [answer.review == "" for answer in found.exam.answers] == [False, True, True]


def test_what_was_left_open_is_shown_with_its_numbers_though_its_question_was_edited(
    examined, tmp_path: Path
) -> None:
    session = start_exam(examined, count=10)
    session.turn(next(i for i, s in enumerate(session.paper) if s.asked.choice is not None))
    session.answer([right_answer(session)])
    put = {sheet.asked.card.uid: sheet.asked for sheet in session.paper}
    session.finish()
    again = SUMS.replace("(2, 90)", "(100, 900)").replace("What is", "How much is")
    (tmp_path / "notes" / "sums.md").write_text(again, encoding="utf-8")
    import_notes(examined, [str(tmp_path / "notes")])

    for answer in latest_report(examined).exam.answers:
        shown, asked = shown_answer(examined, answer), put[answer.card]
        assert (shown.verdict is None) == (answer.outcome is None)
        if asked.variant is not None:
            assert shown.variant == asked.variant
            assert shown.prompt.startswith("What is")
        else:
            assert shown.options == asked.choice.options


def test_an_exam_put_off_keeps_its_numbers_though_its_question_was_edited(
    examined, tmp_path: Path
) -> None:
    session = start_exam(examined, "Sums", count=1)
    drawn = session.sheet.asked.variant.drawn
    session.answer([right_answer(session)])
    again = SUMS.replace("(2, 90)", "(100, 900)")
    (tmp_path / "notes" / "sums.md").write_text(again, encoding="utf-8")
    import_notes(examined, [str(tmp_path / "notes")])

    taken_up = half_way(examined)

    assert taken_up.sheet.asked.variant.drawn == drawn
    assert taken_up.finish().score == 1


def test_an_unreadable_answer_is_said_and_not_taken(examined) -> None:
    session = start_exam(examined, "Sums", count=1)

    assert "1.234 or 1234" in session.answer(["1,234"])
    assert session.answered == 0


def test_no_answer_says_whether_it_was_right(examined) -> None:
    session = start_exam(examined, "Sums", count=1)

    assert session.answer(["-1"]) is None
    assert session.answer([right_answer(session)]) is None


def test_an_answer_after_the_time_is_not_taken(examined, clock) -> None:
    session = start_exam(examined, count=10, minutes=5)
    clock.wait(minutes=6)

    session.answer([right_answer(session)])

    assert session.over
    assert session.answered == 0
    assert session.finish().duration_ms == 5 * 60_000


def test_the_time_of_each_answer_is_its_own(examined, clock) -> None:
    session = start_exam(examined, count=10, minutes=30)
    clock.wait(seconds=20)
    session.turn(1)
    clock.wait(seconds=5)
    session.turn(0)
    clock.wait(seconds=10)

    exam = session.finish()

    assert [answer.duration_ms for answer in exam.answers] == [30_000, 5_000, 0]


def test_an_exam_is_taken_up_again_with_its_numbers_answers_and_time(examined, clock) -> None:
    session = start_exam(examined, "Numbers", count=10, minutes=30)
    clock.wait(minutes=2)
    session.answer([right_answer(session)])
    drawn = [sheet.asked.variant and sheet.asked.variant.drawn for sheet in session.paper]
    options = [sheet.asked.choice and sheet.asked.choice.options for sheet in session.paper]
    clock.wait(hours=3)

    again = half_way(examined)

    assert [s.asked.variant and s.asked.variant.drawn for s in again.paper] == drawn
    assert [s.asked.choice and s.asked.choice.options for s in again.paper] == options
    assert (again.deck, again.answered, again.used_ms) == ("Numbers", 1, 2 * 60_000)


def test_a_finished_or_forgotten_exam_is_not_half_way(examined) -> None:
    session = start_exam(examined, count=1)
    session.answer([right_answer(session)])
    session.finish()
    assert half_way(examined) is None

    session = start_exam(examined, count=1)
    session.answer([right_answer(session)])
    give_up(examined)
    assert half_way(examined) is None


def test_exams_on_one_deck_are_compared_by_topic(examined, clock) -> None:
    first = start_exam(examined, "Sums", count=1)
    answer_all(first, off=10)
    earlier = first.finish()
    everything = start_exam(examined, count=10)
    answer_all(everything)
    everything.finish()
    clock.wait(days=30)
    second = start_exam(examined, "Sums", count=1)
    answer_all(second)

    found = report(examined, second.finish())

    assert found.earlier == (earlier,)
    assert [topic.since for topic in found.topics] == [1.0]
