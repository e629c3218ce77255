"""What ``check`` needs to know about a question: many variants drawn and counted."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from quizapp.questions.code import CodeQuestion, draw_program
from quizapp.questions.limits import BrokenVariant, Redraw
from quizapp.questions.statements import Question
from quizapp.questions.variant import watched_variant

SEPARABLE = 0.05
"""A mistake that fewer of its draws can tell apart is an error of the question."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Counts over ``variants`` seeds, levels in turn.

    ``acceptance`` is the share of tries that became a variant, ``ms`` the median time of one.
    ``broken`` has a seed, its level and the message for each seed without a variant,
    ``inseparable`` the ids of mistakes that hardly any draw tells apart, ``silent`` of those
    that were never active. ``duplicates`` counts variants whose shown numbers came before.
    """

    variants: int
    acceptance: float
    ms: float
    broken: tuple[tuple[int, int, str], ...] = ()
    inseparable: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    duplicates: int = 0


@dataclass(slots=True)
class _Tally:
    tries: int = 0
    active: Counter[str] = field(default_factory=Counter)
    clashes: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    shown: set[object] = field(default_factory=set)
    broken: list[tuple[int, int, str]] = field(default_factory=list)

    def watch(self, redraw: Redraw | None, active: tuple[str, ...]) -> None:
        """Count one try."""
        self.tries += 1
        self.active.update(active)
        self.clashes.update(redraw.clashes if redraw else ())


def survey(
    question: Question | CodeQuestion,
    seeds: int = 200,
    clock: Callable[[], float] = time.perf_counter,
) -> Survey:
    """Draw the variants (of a code question the programs) of seeds 0 … seeds − 1 and count.

    Raises:
        InputError: a line of the question does not fit the values of some draw.
    """
    tally = _Tally()
    for seed in range(seeds):
        level = 1 + seed % question.levels
        begin = clock()
        try:
            drawn = _drawn(question, seed, level, tally)
        except BrokenVariant as error:
            tally.broken.append((seed, level, error.message))
        else:
            tally.times.append(clock() - begin)
            tally.shown.add((level, drawn))
    return _summed_up(tally, question)


def _summed_up(tally: _Tally, question: Question | CodeQuestion) -> Survey:
    found = len(tally.times)
    mistakes = question.mistakes if isinstance(question, Question) else ()
    return Survey(
        variants=found,
        acceptance=found / tally.tries if tally.tries else 0.0,
        ms=1000 * sorted(tally.times)[found // 2] if found else 0.0,
        broken=tuple(tally.broken),
        inseparable=tuple(id for id in tally.active if _inseparable(id, tally)),
        silent=tuple(mistake.id for mistake in mistakes if not tally.active[mistake.id]),
        duplicates=found - len(tally.shown),
    )


def _drawn(question: Question | CodeQuestion, seed: int, level: int, tally: _Tally) -> object:
    if isinstance(question, CodeQuestion):
        return draw_program(question, seed, level, tally.watch).drawn
    return watched_variant(question, seed, level, tally.watch).drawn


def _inseparable(mistake: str, tally: _Tally) -> bool:
    active = tally.active[mistake]
    return active - tally.clashes[mistake] < SEPARABLE * active
