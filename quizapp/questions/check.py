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
    times: list[float] = []
    shown: set[object] = set()
    broken: list[tuple[int, int, str]] = []
    code = isinstance(question, CodeQuestion)
    template = question.template if isinstance(question, CodeQuestion) else question
    for seed in range(seeds):
        level = 1 + seed % question.levels
        begin = clock()
        try:
            drawn = _drawn(question, seed, level, tally)
        except BrokenVariant as error:
            broken.append((seed, level, error.message))
            continue
        times.append(clock() - begin)
        shown.add((level, drawn))
    found = len(times)
    return Survey(
        variants=found,
        acceptance=found / tally.tries if tally.tries else 0.0,
        ms=1000 * sorted(times)[found // 2] if times else 0.0,
        broken=tuple(broken),
        inseparable=tuple(id for id in tally.active if _inseparable(id, tally)),
        silent=tuple(m.id for m in template.mistakes if not code and not tally.active[m.id]),
        duplicates=found - len(shown),
    )


def _drawn(question: Question | CodeQuestion, seed: int, level: int, tally: _Tally) -> object:
    if isinstance(question, CodeQuestion):
        return draw_program(question, seed, level, tally.watch).drawn
    return watched_variant(question, seed, level, tally.watch).drawn


def _inseparable(mistake: str, tally: _Tally) -> bool:
    active = tally.active[mistake]
    return active - tally.clashes[mistake] < SEPARABLE * active
