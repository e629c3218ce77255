"""Variants against the bare calls they consist of, grading, and the start of the sandbox.

``python tests/benchmarks/bench_questions.py``. Budgets: a try of a variant ≤ 4 × (answer + mistakes
+ conditions called bare), p99 over seeds ≤ 5 ms; grading ≤ 1 ms; sandbox ≤ 1.5 × ``python -I``.

The conditions of every try are that all values are finite and three tolerances apart, pair by
pair; bare they are written as one would by hand. A try of ours draws too, and the last one prints
prompt, steps and mistakes. With arrays the budget holds all the same; of a few plain numbers, which
Python adds up in a microsecond, the texts alone are a multiple.
"""

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import combinations

import numpy as np

import reference_impl as ri
from quizapp.grading.judge import judge
from quizapp.grading.sandbox import run
from quizapp.questions import draw_variant, read_question
from quizapp.questions.limits import Redraw
from quizapp.questions.variant import watched_variant

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
Q = np.array([[1, 2, 0], [0, 1, -1], [2, 0, 1]])
X, W, U = Q[:, :2] / 2, Q[:2, :2] / 4, Q[1:, 1:] / 4
RNN = '''"""$x = {{x}}$, $h_0 = {{h}}$, $W = {{W}}$, $U = {{U}}$, $b = {{b}}$."""
x = decimals(-1, 1, step=0.5, shape=(3, 2))
h = decimals(-1, 1, step=0.5, shape=2, avoid=(0,))
W = decimals(-1, 1, step=0.25, shape=(2, 2), avoid=(0,))
U = decimals(-1, 1, step=0.25, shape=(2, 2), avoid=(0,))
b = decimals(-0.5, 0.5, step=0.25, shape=2, avoid=(0,))
s = rnn(x, h, W, U, b)          # The states
answer(s[2], chain=True)
mistake(rnn(x, h, W, U)[2], "No bias")
mistake(rnn(x, h, U, W, b)[2], "The matrices changed places")
mistake(rnn_step(x[2], h, W, U, b), "The states between are left out")
'''
BY_HAND = '''"""$w = {{w}}$, $u = {{u}}$, $x = {{x}}$."""
w = decimals(-1, 1, step=0.25, avoid=(0,))
u = decimals(-1, 1, step=0.25, avoid=(0,))
x = decimals(-2, 2, step=0.5, shape=2, avoid=(0,))
h1 = tanh(w * x[0])             # First
h2 = tanh(w * x[1] + u * h1)    # Second
answer(h2, chain=True)
mistake(tanh(w * x[1]), "No state")
mistake(w * x[1] + u * h1, "No tanh")
'''


def apart(values: list[float], least: float, relative: float) -> bool:
    """The conditions of a number."""
    bound = 3 * max(least, relative * abs(values[0]))
    finite = all(map(math.isfinite, values))
    return finite and all(abs(a - b) >= bound for a, b in combinations(values, 2))


def arrays_apart(values: list[np.ndarray]) -> bool:
    """The conditions of an array."""
    bound = 3 * np.maximum(0.006, 0.01 * np.abs(values[0]))
    finite = all(np.isfinite(value).all() for value in values)
    return finite and all((np.abs(a - b) >= bound).any() for a, b in combinations(values, 2))


def bare_scalar() -> None:
    """Answer, mistakes and conditions of the scalar question."""
    w, x, b = 0.5, 1.5, 0.5
    z = w * x + b
    apart([ri.sigmoid(z), ri.sigmoid(w * x), math.tanh(z)], 0.006, 0.01)


def bare_attention() -> None:
    """Answer, mistakes and conditions of the attention question."""
    s = Q @ Q.T
    right, scaled = ri.softmax(s / math.sqrt(3)), ri.softmax(s / 3)
    arrays_apart([right, ri.softmax(s), scaled, ri.softmax(s / math.sqrt(3), axis=0), s])


def bare_rnn() -> None:
    """Answer, mistakes and conditions of the RNN question."""
    h, b = Q[0, :2] / 2, Q[1, 1:] / 4
    right, bare = ri.rnn(X, h, W, U, b)[2], ri.rnn(X, h, W, U)[2]
    arrays_apart([right, bare, ri.rnn(X, h, U, W, b)[2], ri.rnn_step(X[2], h, W, U, b)])


def bare_by_hand() -> None:
    """Answer, mistakes and conditions of the same in plain numbers."""
    w, u, x = 0.5, -0.5, (1.5, -1.0)
    h = math.tanh(w * x[0])
    z = w * x[1] + u * h
    apart([math.tanh(z), math.tanh(w * x[1]), z], 0.01, 0.02)


def milliseconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    begin = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - begin)


def compare(name: str, source: str, bare: Callable[[], None]) -> None:
    """One question against its bare calls, seed by seed in turn: a whole variant, a try of it."""
    question = read_question(source, f"quiz {name}", "bench.md", 1)
    tries = 0

    def watch(redraw: Redraw | None, active: tuple[str, ...]) -> None:
        nonlocal tries
        tries += 1

    ours, theirs, a_try = [], [], []
    for seed in range(2000):
        tries = 0
        ours.append(milliseconds(lambda seed=seed: watched_variant(question, seed, 1, watch)))
        theirs.append(milliseconds(bare))
        a_try.append(ours[-1] / tries)
    middle, slowest = statistics.median(ours), statistics.quantiles(ours, n=100)[98]
    one, floor = statistics.median(a_try), statistics.median(theirs)
    print(f"{name:<10} {1000 / middle:6.0f}/s  median {middle:.3f} ms  p99 {slowest:.3f} ms  "
          f"a try {one:.3f} ms  bare {floor:.4f} ms  {one / floor:.1f} ×")  # fmt: skip


def grading() -> None:
    """Typed matrix to verdict."""
    question = read_question(ATTENTION, "quiz attention", "bench.md", 1)
    variant = draw_variant(question, 3)
    typed = [variant.parts[0].mistakes[0].printed]
    times = [milliseconds(lambda: judge(variant, typed)) for _ in range(500)]
    print(f"grading    median {statistics.median(times):.3f} ms")


def sandbox() -> None:
    """A program that does nothing against a bare interpreter."""
    run("pass")
    bare = [sys.executable, "-I", "-c", "pass"]
    ours, theirs = [], []
    for _round in range(20):
        ours.append(milliseconds(lambda: run("pass")))
        theirs.append(milliseconds(lambda: subprocess.run(bare, check=True)))
    one, two = statistics.median(ours), statistics.median(theirs)
    print(f"sandbox    {one:.1f} ms  python -I {two:.1f} ms  {one / two:.2f} ×")


if __name__ == "__main__":
    compare("scalar", SCALAR, bare_scalar)
    compare("attention", ATTENTION, bare_attention)
    compare("rnn", RNN, bare_rnn)
    compare("by-hand", BY_HAND, bare_by_hand)
    grading()
    sandbox()
