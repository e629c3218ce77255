"""What an exam came to: by topic, against the last one on the same deck."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from quizapp.actions.cards.history import put_again, shown_again
from quizapp.actions.collection import Collection
from quizapp.actions.questions.variants import carrier
from quizapp.actions.studying.choices import LETTERS, Choice
from quizapp.actions.studying.log import put_row
from quizapp.grading.judge import judge
from quizapp.grading.picked import judge_options
from quizapp.language import _
from quizapp.model.cards import Option
from quizapp.model.errors import InputError
from quizapp.model.exams import Exam, ExamAnswer
from quizapp.model.questions import Variant
from quizapp.model.verdicts import Outcome, Verdict
from quizapp.storage.queries import cards, exams


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of an exam; ``since`` is the change of its score where the last exam had it too."""

    name: str
    answers: tuple[ExamAnswer, ...]
    score: float
    since: float | None

    @property
    def right(self) -> int:
        """How many answers were right."""
        return sum(answer.outcome is Outcome.RIGHT for answer in self.answers)


@dataclass(frozen=True, slots=True)
class ExamReport:
    """An exam, its topics in the order asked, and the earlier exams on its deck, oldest first."""

    exam: Exam
    topics: tuple[Topic, ...]
    earlier: tuple[Exam, ...]
    counts: Mapping[Outcome, int]
    open: int

    @property
    def weakest(self) -> Topic | None:
        """The topic with the lowest score, None where all was right."""
        lowest = min(self.topics, key=lambda topic: topic.score, default=None)
        return lowest if lowest is not None and lowest.score < 1 else None

    @property
    def to_practise(self) -> tuple[ExamAnswer, ...]:
        """The answers that were not right, those left open included."""
        return tuple(a for a in self.exam.answers if a.outcome is not Outcome.RIGHT)


def report(collection: Collection, exam: Exam) -> ExamReport:
    """Look at an exam beside the earlier ones on the same deck."""
    with collection.database.reading() as connection:
        same = exams.of_deck(connection, collection.learner, exam.deck)
    earlier = tuple(one for one in same if (one.at, one.uid) < (exam.at, exam.uid))
    before = _by_topic(earlier[-1].answers) if earlier else {}
    topics = tuple(
        Topic(name, answers, _score(answers), _since(answers, before.get(name)))
        for name, answers in _by_topic(exam.answers).items()
    )
    outcomes = Counter(answer.outcome for answer in exam.answers if answer.outcome is not None)
    left_open = sum(answer.outcome is None for answer in exam.answers)
    return ExamReport(exam, topics, earlier, outcomes, left_open)


def latest_report(collection: Collection) -> ExamReport | None:
    """The exam finished last, None before the first."""
    with collection.database.reading() as connection:
        exam = exams.latest(connection, collection.learner)
    return report(collection, exam) if exam is not None else None


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """A question of an exam as it was put; ``variant`` None is a choice.

    ``verdict`` is that of its answer, judged again; None where it was left open.
    """

    prompt: str
    variant: Variant | None
    options: tuple[Option, ...]
    verdict: Verdict | None


def shown_answer(collection: Collection, answer: ExamAnswer) -> ShownAnswer:
    """A question with the numbers and the options of its exam.

    Raises:
        InputError: its row is not in the log, or its code is no longer trusted.
    """
    with collection.database.reading() as connection:
        card = cards.card(connection, collection.learner, answer.card)
    assert card is not None, "cards are never deleted, only retired"
    row = put_row(card.uid, answer.put)
    if answer.review:
        row = shown_again(collection, answer.review).review
    variant, choice = put_again(collection, card, row)
    if variant is None and choice is None:
        raise InputError(_("It was left open, and how it was put is not known."))
    if choice is not None:
        return ShownAnswer(card.front, None, choice.options, _picked(choice, answer))
    assert variant is not None
    then = replace(card, question_version=row.question_version)
    verdict = None
    if answer.outcome is not None:
        recompute = carrier(collection, then, variant)
        verdict = judge(variant, answer.answers, recompute=recompute)
    return ShownAnswer(variant.prompt, variant, (), verdict)


def _picked(choice: Choice, answer: ExamAnswer) -> Verdict | None:
    """The verdict on the options that were picked."""
    if answer.outcome is None:
        return None
    lettered = zip(LETTERS, choice.options, strict=False)
    picked = "".join(letter for letter, option in lettered if option.text in answer.answers)
    return judge_options(choice.options, picked)


def _by_topic(answers: Iterable[ExamAnswer]) -> dict[str, tuple[ExamAnswer, ...]]:
    topics: dict[str, tuple[ExamAnswer, ...]] = {}
    for answer in answers:
        topics[answer.topic] = (*topics.get(answer.topic, ()), answer)
    return topics


def _score(answers: tuple[ExamAnswer, ...]) -> float:
    return sum(answer.points for answer in answers) / len(answers)


def _since(now: tuple[ExamAnswer, ...], before: tuple[ExamAnswer, ...] | None) -> float | None:
    return _score(now) - _score(before) if before else None
