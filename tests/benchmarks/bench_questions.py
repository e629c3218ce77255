"""Variants against the bare calls they consist of, grading, and the start of the sandbox.

``python tests/benchmarks/bench_questions.py``. Budgets: a variant ≤ 4 × (answer + mistakes +
conditions called bare), p99 over seeds ≤ 5 ms; grading ≤ 1 ms; sandbox start ≤ 1.5 × ``python -I``.
"""

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

import reference_impl as ri
from quizapp.grading.judge import judge
from quizapp.grading.sandbox import run
from quizapp.questions import draw_variant, read_question

SCALAR = '''"""A neuron: $w = {{w}}$, $x = {{x}}$, $b = {{b}}$."""
w = decimals(-2, 2, step=0.25, avoid=(0,))
x = decimals(-2, 2, step=0.25, avoid=(0,))
b = one_of(-0.5, 0.5, 1.5)
z = w * x + b   # The sum
answer(sigmoid(z))
mistake(sigmoid(w * x), "No bias")
mistake(tanh(z), "tanh")
'''
ATTENTION = '''"""$Q = {{Q}}$, $K = {{K}}$."""
Q = integers(-2, 2, shape=(3, 3))
K = integers(-2, 2, shape=(3, 3))
S = Q @ K.T           # Likeness
W = softmax(S / sqrt(3))   # Softmax
answer(W)
mistake(softmax(S), "No scale")
mistake(softmax(S / 3), "Divided by d")
mistake(softmax(S / sqrt(3), axis=0), "Columns")
mistake(S, "Scores")
'''
RNN = '''"""$w = {{w}}$, $u = {{u}}$, $x = {{x}}$."""
w = decimals(-1, 1, step=0.25, avoid=(0,))
u = decimals(-1, 1, step=0.25, avoid=(0,))
x = decimals(-2, 2, step=0.5, shape=2, avoid=(0,))
h1 = tanh(w * x[0])             # First
h2 = tanh(w * x[1] + u * h1)    # Second
answer(h2, chain=True)
mistake(tanh(w * x[1]), "No state")
mistake(w * x[1] + u * h1, "No tanh")
'''


def bare_scalar() -> None:
    """The calls of the scalar question."""
    w, x, b = np.float64(0.5), np.float64(1.5), np.float64(0.5)
    z = w * x + b
    ri.sigmoid(z), ri.sigmoid(w * x), np.tanh(z)


def bare_attention() -> None:
    """The calls of the attention question."""
    q = np.array([[1, 2, 0], [0, 1, -1], [2, 0, 1]])
    s = q @ q.T
    ri.softmax(s / math.sqrt(3)), ri.softmax(s), ri.softmax(s / 3)
    ri.softmax(s / math.sqrt(3), axis=0)


def bare_rnn() -> None:
    """The calls of the RNN question."""
    w, u, x = np.float64(0.5), np.float64(-0.5), np.array([1.5, -1.0])
    h = np.tanh(w * x[0])
    np.tanh(w * x[1] + u * h), np.tanh(w * x[1]), w * x[1] + u * h


def each(call: Callable[[int], object], times: int) -> list[float]:
    """Milliseconds of each call."""
    found = []
    for i in range(times):
        begin = time.perf_counter()
        call(i)
        found.append(1000 * (time.perf_counter() - begin))
    return found


def compare(name: str, source: str, bare: Callable[[], None]) -> None:
    """One question against its bare calls, interleaved."""
    question = read_question(source, f"quiz {name}", "bench.md", 1)
    ours, theirs = [], []
    for block in range(20):
        ours += each(lambda i, block=block: draw_variant(question, 50 * block + i), 50)
        theirs += each(lambda i: bare(), 50)
    middle, floor = statistics.median(ours), statistics.median(theirs)
    slowest = statistics.quantiles(ours, n=100)[98]
    print(f"{name:<10} {1000 / middle:7.0f}/s  median {middle:.3f} ms  p99 {slowest:.3f} ms "
          f" bare {floor:.3f} ms  {middle / floor:.1f} ×")  # fmt: skip


def grading() -> None:
    """Typed matrix to verdict."""
    question = read_question(ATTENTION, "quiz attention", "bench.md", 1)
    variant = draw_variant(question, 3)
    typed = [variant.parts[0].mistakes[0].printed]
    print(
        f"grading    median {statistics.median(each(lambda i: judge(variant, typed), 500)):.3f} ms"
    )


def sandbox() -> None:
    """A program that does nothing against a bare interpreter."""
    run("pass")
    ours, theirs = [], []
    for _round in range(10):
        ours += each(lambda i: run("pass"), 2)
        theirs += each(
            lambda i: subprocess.run([sys.executable, "-I", "-c", "pass"], check=True), 2
        )
    one, two = statistics.median(ours), statistics.median(theirs)
    print(f"sandbox    {one:.1f} ms  python -I {two:.1f} ms  {one / two:.2f} ×")


if __name__ == "__main__":
    compare("scalar", SCALAR, bare_scalar)
    compare("attention", ATTENTION, bare_attention)
    compare("rnn", RNN, bare_rnn)
    grading()
    sandbox()
