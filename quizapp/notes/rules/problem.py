"""Problems: «**Проблема X:** …», a heading «Проблема X» with its first paragraph."""

from collections.abc import Iterator

from quizapp.notes.labels import noun_of, question
from quizapp.notes.outline import Outline, Place
from quizapp.notes.proposal import Proposal, Taken, free, from_point
from quizapp.notes.prose import markdown
from quizapp.notes.rules.label import PROBLEMS, from_label, labelled_points
from quizapp.notes.sections import topic_of
from quizapp.notes.sentences import length, whole

_LONGEST_BACK = 60


def problem(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Ask what the problem is that a label or heading announces."""
    for point in labelled_points(outline):
        found = point.label
        if found is not None and noun_of(found.text, outline.lang) in PROBLEMS:
            yield from from_label("problem", outline, point, found, taken)
    yield from _from_heading(outline, taken)


def _from_heading(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    heading = topic_of(outline.section.heading) if outline.section.headings else ""
    if noun_of(heading, outline.lang) not in PROBLEMS or not outline.points:
        return
    point = outline.points[0]
    numbers = range(len(point.sentences))
    if point.place is not Place.PARAGRAPH or not all(free(point, n, taken) for n in numbers):
        return
    back = markdown(point.prose)
    if length(back) < 4 or not whole(back):
        return
    front = question(heading, outline.topic if outline.topic != heading else "", outline.lang)
    if not front:
        return
    sure = length(back) <= _LONGEST_BACK
    yield from_point("problem", point, front, back, *numbers, sure=sure)
