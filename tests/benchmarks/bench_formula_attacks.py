"""Every attack string as an answer to a formula question: refused or judged within 50 ms.

Run: python bench_formula_attacks.py. Shows the slowest, and two honest answers beside them; exits
with 1 where one is over the budget. Nothing is cached: each round has a variable of its own.
"""

import runpy
import statistics
import sys
import time
from pathlib import Path

from quizapp.grading.judge import judge
from quizapp.model.questions import AnswerKind, Mistake, Part, Variant

BUDGET_MS = 50.0
ROUNDS = 5
SHOWN = 8
HONEST = ("10x + 4cos(4x)", r"\frac{20x^2 + 8x\cos(4x)}{2x}")
CONFTEST = Path(__file__).parents[1] / "expressions" / "conftest.py"


def question(round: int) -> Variant:
    """A derivative with two mistakes; the extra variable makes every reading a fresh one."""
    names = ("x", "y", f"v{round}")
    mistakes = tuple(
        Mistake(f"m{i}", "1", text, text, "A slip.")
        for i, text in enumerate(("10*x + cos(4*x)", "5*x + 4*cos(4*x)"))
    )
    part = Part(
        "1",
        AnswerKind.FORMULA,
        "10*x + 4*cos(4*x)",
        "10*x + 4*cos(4*x)",
        mistakes=mistakes,
        domains=tuple((name, 0.1, 2.0) for name in names),
    )
    return Variant("q", "v", round, 1, "live", "p", (part,))


def milliseconds(text: str) -> float:
    """The median time of a verdict."""
    times = []
    for round in range(ROUNDS):
        variant = question(round)
        begin = time.perf_counter()
        judge(variant, [text])
        times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times)


def main() -> int:
    """Measure all; 1 where one attack is over the budget."""
    attacks = runpy.run_path(str(CONFTEST))["attack_lines"]()
    judge(question(0), ["x + 0.0000001"])
    for text in HONEST:
        print(f"{milliseconds(text):8.3f} ms  {text}  (an honest answer)")
    measured = sorted(((milliseconds(text), text) for text in attacks), reverse=True)
    for taken, text in measured[:SHOWN]:
        print(f"{taken:8.3f} ms  {text[:60]!r}")
    worst = measured[0][0]
    print(f"{len(attacks)} attacks, the slowest {worst:.3f} ms, budget {BUDGET_MS:.0f} ms")
    return int(worst > BUDGET_MS)


if __name__ == "__main__":
    sys.exit(main())
