"""How the time grows with the size: python bench_reference_scaling.py

The slope is that of log time over log size: 1 is linear, 2 quadratic.
"""

from collections.abc import Callable

import bench_reference_timing as timing
import numpy as np

import reference_impl as ref

rng = np.random.default_rng(0)
Make = Callable[[int], timing.Call]


def softmax(n: int) -> timing.Call:
    x = rng.normal(size=n)
    return lambda: ref.softmax(x)


def batch_norm(n: int) -> timing.Call:
    x = rng.normal(size=(n, 64))
    return lambda: ref.batch_norm(x)


def layer_norm(n: int) -> timing.Call:
    x = rng.normal(size=(n, 64))
    return lambda: ref.layer_norm(x)


def attention(n: int) -> timing.Call:
    x = rng.normal(size=(n, 32))
    return lambda: ref.attention(x, x, x)


def rnn(n: int) -> timing.Call:
    x, W, h = rng.normal(size=(n, 16)), rng.normal(size=(16, 16)), np.zeros(16)
    return lambda: ref.rnn(x, h, W, W)


def skipgram(n: int) -> timing.Call:
    tokens = rng.integers(0, 100, n)
    return lambda: ref.skipgram_pairs(tokens, window=4)


def glove(n: int) -> timing.Call:
    W, b, X = rng.normal(size=(n, 16)), np.zeros(n), rng.integers(0, 9, (n, n))
    return lambda: ref.glove(W, W, b, b, X)


SYSTEMS: dict[str, tuple[Make, list[int], float]] = {
    "softmax, entries": (softmax, [2**k for k in range(14, 21)], 1),
    "batch norm, rows of 64": (batch_norm, [2**k for k in range(9, 15)], 1),
    "layer norm, rows of 64": (layer_norm, [2**k for k in range(9, 15)], 1),
    "attention, positions": (attention, [2**k for k in range(7, 11)], 2),
    "RNN, words": (rnn, [2**k for k in range(6, 12)], 1),
    "skip-gram pairs, words": (skipgram, [2**k for k in range(12, 18)], 1),
    "GloVe, vocabulary": (glove, [2**k for k in range(7, 11)], 2),
}


def main() -> None:
    for name, (make, sizes, expected) in SYSTEMS.items():
        times = [timing.medians({name: make(n)}, repeats=9)[name] for n in sizes]
        slope = np.polyfit(np.log(sizes), np.log(times), 1)[0]
        ends = f"{sizes[0]}: {1e3 * times[0]:.3f} ms … {sizes[-1]}: {1e3 * times[-1]:.2f} ms"
        print(f"{name:<24} slope {slope:.2f} (expected {expected})   {ends}")


if __name__ == "__main__":
    main()
