"""What is told after an answer, as lines: the verdict, the right answer, the steps, the ratings."""

from collections.abc import Iterator, Sequence

from quizapp.actions.studying.asking import Asked
from quizapp.actions.studying.choices import LETTERS
from quizapp.language import _
from quizapp.model.questions import AnswerKind, Part, Variant
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome, Verdict
from quizapp.render.cells import harmless
from quizapp.render.code import listing
from quizapp.render.spoken import spoken
from quizapp.wording import message_text, outcome_name, rating_name, rule_name, wait_text
from quizapp.wording.letters import letters_line


def verdict_line(verdict: Verdict) -> str:
    """The verdict and what it says."""
    return f"{outcome_name(verdict.outcome)}: {message_text(verdict)}"


def solution_lines(asked: Asked, verdict: Verdict) -> Iterator[str]:
    """What an answer that was not right should have been, and the way there."""
    told = _told_after(asked.variant)
    if verdict.outcome is Outcome.RIGHT:
        yield from told
        return
    for part in verdict.parts:
        if part.letters:
            yield _("Letters: {letters}").format(letters=letters_line(part.letters))
    if asked.variant is not None:
        yield from right_lines(asked.variant)
    else:
        yield _("Right answer: {answer}").format(answer=spoken(verdict.expected))
    yield from told
    yield from step_lines(asked.variant)


def _told_after(variant: Variant | None) -> list[str]:
    """What the notes say below the line that is to be typed."""
    parts = variant.parts if variant is not None else ()
    return [spoken(part.why) for part in parts if part.kind is AnswerKind.TYPED and part.why]


def answer_lines(asked: Asked) -> Iterator[str]:
    """The answer of a card, none having been typed."""
    if asked.variant is not None:
        yield from right_lines(asked.variant)
        for part in asked.variant.parts:
            if part.why:
                yield spoken(part.why)
        yield from step_lines(asked.variant)
    elif asked.choice is not None:
        for letter, option in zip(LETTERS, asked.choice.options, strict=False):
            if option.right:
                answer = f"{letter}) {spoken(option.text)}"
                yield _("Right answer: {answer}").format(answer=answer)
    else:
        yield spoken(asked.card.back)
        if asked.card.extra:
            yield spoken(asked.card.extra)


def step_lines(variant: Variant | None) -> Iterator[str]:
    """The worked solution with the numbers of this variant."""
    for number, step in enumerate(variant.steps if variant is not None else (), start=1):
        worked = f"{step.substituted} = {step.printed}"
        yield f"{number}. {spoken(step.caption)}: {spoken(worked)}"


def rating_lines(
    asked: Asked, proposed: Rating | None, ratings: Sequence[Rating] = tuple(Rating)
) -> Iterator[str]:
    """The ratings offered with the interval that each would give."""
    yield ", ".join(
        f"{rating.value} {rating_name(rating)} ({wait_text(asked.waits[rating])})"
        for rating in ratings
    )
    if proposed is not None:
        yield _("An empty line takes {rating}.").format(rating=rating_name(proposed))


def why_line(asked: Asked) -> str:
    """Why the card is asked now: its rule and place in the notes, recall, stability."""
    words = [_("rule: {rule}").format(rule=rule_name(asked.card.rule)), asked.file]
    if asked.recall is not None and asked.schedule.memory is not None:
        words.append(_("recall now: {percent} %").format(percent=round(asked.recall * 100)))
        stability = round(asked.schedule.memory.stability, 1)
        words.append(_("stability: {days} days").format(days=stability))
    else:
        words.append(_("never reviewed"))
    return "; ".join(words)


def right_lines(variant: Variant) -> Iterator[str]:
    """The right answer of every part, named where there are several; an order line by line."""
    many = len(variant.parts) > 1
    for part in variant.parts:
        if part.solution:
            yield _("Right answer:")
            yield listing(part.solution, numbers=False)
            continue
        printed = f"{_printed(variant, part)} {part.unit}".rstrip()
        answer = f"{spoken(part.name)} = {printed}" if many else printed
        yield _("Right answer: {answer}").format(answer=answer)
        if part.kind is AnswerKind.ORDER and isinstance(part.answer, tuple):
            for number in part.answer:
                yield f"{number}) {spoken(part.options[int(str(number)) - 1])}"


def _printed(variant: Variant, part: Part) -> str:
    """An answer in words; one that is typed letter by letter stays as it is."""
    as_is = bool(variant.program) or part.kind is AnswerKind.TYPED
    return harmless(part.printed) if as_is else harmless(spoken(part.printed))
