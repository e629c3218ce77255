"""Calls of the sizes a question uses, beside the number of numpy calls they consist of.

Run: python bench_reference_small.py. The floor of a small call is that number times 0.3 to 1 µs.
"""

import contextlib
import sys
from collections.abc import Iterator

import bench_reference_timing as timing
import numpy as np

import reference_impl as ref


class Counted(np.ndarray):
    """An array that counts the operators it takes part in."""

    calls = 0

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **options):
        bare = [x.view(np.ndarray) if isinstance(x, Counted) else x for x in inputs]
        if out is not None:
            options["out"] = tuple(x.view(np.ndarray) for x in out)
        return counted(getattr(ufunc, method), *bare, **options)


class CountingNumpy:
    """Stands in for ``np``: every function called through it counts as one."""

    def __init__(self, target):
        self.target = target

    def __getattr__(self, name):
        value = getattr(self.target, name)
        return CountingNumpy(value) if callable(value) and not isinstance(value, type) else value

    def __call__(self, *args, **options):
        return counted(self.target, *args, **options)


def counted(function, *args, **options):
    """Call a numpy function and count it once, whatever it calls inside."""
    before = Counted.calls
    result = function(*args, **options)
    Counted.calls = before + 1
    return result.view(Counted) if isinstance(result, np.ndarray) else result


@contextlib.contextmanager
def counting() -> Iterator[None]:
    """Count the numpy calls that the modules of reference_impl make."""
    modules = [m for name, m in sys.modules.items() if name.startswith("reference_impl.")]
    users = [module for module in modules if getattr(module, "np", None) is np]
    for module in users:
        module.np = CountingNumpy(np)
    Counted.calls = 0
    try:
        yield
    finally:
        for module in users:
            module.np = np


def calls() -> dict[str, timing.Call]:
    rng = np.random.default_rng(0)
    draw = lambda *shape: np.round(rng.normal(size=shape), 1)  # noqa: E731
    z, x, Q, K, V = draw(5), draw(4, 3), draw(3, 4), draw(3, 4), draw(3, 4)
    W1, b1, W2, b2 = draw(2, 2), draw(2), draw(2, 1), draw(1)
    mask = ref.causal_mask(3)
    return {
        "sigmoid of a number": lambda: ref.sigmoid(0.3),
        "softmax of 5": lambda: ref.softmax(z),
        "log-softmax of 5": lambda: ref.log_softmax(z),
        "BCE from logits of 5": lambda: ref.binary_cross_entropy_with_logits(z, [0, 1, 0, 1, 1]),
        "batch norm 4 × 3": lambda: ref.batch_norm(x, 2.0, 1.0),
        "layer norm 4 × 3": lambda: ref.layer_norm(x),
        "attention 3 × 4": lambda: ref.attention(Q, K, V),
        "causal attention 3 × 4": lambda: ref.attention(Q, K, V, mask),
        "RNN step 3 → 3": lambda: ref.rnn_step(x[0], x[1], x[:3], x[1:], x[2]),
        "mini network 2-2-1 forward": lambda: ref.mini_network([1, 0], W1, b1, W2, b2),
        "mini network 2-2-1 backward": lambda: ref.mini_network_backward(
            [1, 0], [1], W1, b1, W2, b2
        ),
        "negative sampling, K = 2": lambda: ref.negative_sampling(x[0], x[1], x[2:]),
        "quantise 4": lambda: ref.quantise(x[:, 0], 0.1),
    }


def main() -> None:
    for name, call in calls().items():
        with counting():
            call()
        count = Counted.calls
        micro = 1e6 * timing.medians({name: timing.many(call)}, repeats=15)[name] / 200
        print(f"{name:<30}{micro:7.1f} µs   {count:3d} numpy calls   {micro / count:.2f} µs each")


if __name__ == "__main__":
    main()
