"""What is shown to choose from or to put in order, shuffled by the stream of the seed."""

from collections.abc import Sequence
from dataclasses import replace

from quizapp.language import _
from quizapp.questions.arithmetic import Datum
from quizapp.questions.draw import Stream
from quizapp.questions.limits import OPTIONS, Redraw
from quizapp.questions.parts import Judged
from quizapp.questions.printing import Look, print_value


def shown_options(
    part: Judged, others: Sequence[Datum], look: Look, source: Stream
) -> tuple[str, ...]:
    """The answer, its active mistakes and the other options, 3 to 6, different as printed.

    Raises:
        Redraw: there are too few or too many, or two look the same.
    """
    texts = [print_value(value, look) for value in (*part.values, *others)]
    fewest, most = OPTIONS
    if not fewest <= len(texts) <= most:
        reason = _("{count} options instead of {fewest} to {most}")
        raise Redraw(reason.format(count=len(texts), fewest=fewest, most=most), (), part.ids)
    if len({text.casefold() for text in texts}) < len(texts):
        raise Redraw(_("two options that look the same"), (), part.ids)
    return tuple(texts[i] for i in source.some(len(texts), len(texts)))


def in_shown_order(part: Judged, source: Stream) -> tuple[Judged, tuple[str, ...]]:
    """The lines as they are shown, never in their right order; values become line numbers."""
    lines: tuple[str, ...] = tuple(part.answer)
    shown = source.some(len(lines), len(lines))
    while shown == sorted(shown):
        shown = source.some(len(lines), len(lines))
    place = {lines[i]: number for number, i in enumerate(shown, 1)}
    values = tuple(tuple(place[line] for line in value) for value in part.values)
    return replace(part, values=values), tuple(lines[i] for i in shown)
