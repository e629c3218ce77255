"""Training on many devices: data, tensor and pipeline parallelism as arithmetic."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats
from reference_impl.dense import dense
from reference_impl.gradient_accumulation import accumulate

__all__ = [
    "TensorParallel",
    "all_reduce_volume",
    "column_parallel",
    "data_parallel_gradient",
    "parameters_per_device",
    "pipeline_bubble",
    "pipeline_steps",
    "row_parallel",
]


class TensorParallel(NamedTuple):
    """What each device computes, (devices, …), and the whole result put together."""

    parts: tuple[Array, ...]
    output: Array


def pipeline_steps(stages: int, micro_batches: int) -> int:
    """Return how many time steps a pipeline needs for one pass in one direction.

    steps = m + p − 1

    stages p, micro_batches m: whole numbers ≥ 1 → count. Raises ValueError otherwise.
    Source: Huang et al. 2019, *GPipe*, §2.3.

    >>> pipeline_steps(4, 8)
    11
    """
    p = _check.count("pipeline_steps", "stages", stages)
    m = _check.count("pipeline_steps", "micro_batches", micro_batches)
    return m + p - 1


def pipeline_bubble(stages: int, micro_batches: int) -> float:
    """Return the share of time in which a stage of the pipeline waits.

    bubble = (p − 1) / (m + p − 1)

    stages p, micro_batches m: whole numbers ≥ 1 → share in [0, 1). Raises ValueError otherwise.
    Source: Huang et al. 2019, *GPipe*, §2.3.

    >>> pipeline_bubble(4, 8)
    0.2727
    """
    return (stages - 1) / pipeline_steps(stages, micro_batches)


def all_reduce_volume(workers: int, entries: float) -> float:
    """Return how much each worker sends so that all hold the sum: ring all-reduce.

    volume = 2 (w − 1)/w · n      (n/w in each of w − 1 reduce and w − 1 gather steps)

    workers w ≥ 1, entries n: numbers (or bytes) in the gradient → the same unit, per worker.
    Raises ValueError on fewer than 1 worker or a negative size.
    Source: Patarasuk & Yuan 2009, *Bandwidth optimal all-reduce algorithms*.

    >>> all_reduce_volume(4, 1000)
    1500
    """
    _check.count("all_reduce_volume", "workers", workers)
    _check.number("all_reduce_volume", "entries", entries, 0, np.inf)
    return 2 * (workers - 1) / workers * entries


def data_parallel_gradient(gradients: ArrayLike, sizes: ArrayLike) -> Array:
    """Join the workers' gradients as the all-reduce does: accumulation in space, not in time.

    G = Σ nᵢ gᵢ / Σ nᵢ

    gradients: (workers, …) of mean losses, sizes n: (workers) examples → (…).
    Raises ValueError as ``accumulate`` does.
    Source: Goyal et al. 2017, *Accurate, large minibatch SGD*, §2.1.

    >>> data_parallel_gradient([[1, 2], [3, 4]], [8, 8])
    [2 3]
    """
    return accumulate(gradients, sizes, "mean")


def column_parallel(x: ArrayLike, W: ArrayLike, devices: int) -> TensorParallel:
    """Give each device some columns of W: the outputs are put side by side.

    x [W₁ … W_p] = [x W₁ … x W_p]

    x: (…, in), W: (in, out), devices must divide out → parts (…, out/p), output (…, out). Every
    device needs all of x. Raises ValueError on shapes that do not fit.
    Source: Shoeybi et al. 2019, *Megatron-LM*, §3, eq. 3.

    >>> column_parallel([1, 2], [[1, 0], [0, 1]], 2)
    parts = ([1], [2])
    output = [1 2]
    """
    x, W = _check_split("column_parallel", x, W, devices, axis=1)
    parts = tuple(dense(x, part) for part in np.split(W, devices, axis=1))
    return TensorParallel(parts, np.concatenate(parts, axis=-1))


def row_parallel(x: ArrayLike, W: ArrayLike, devices: int) -> TensorParallel:
    """Give each device some rows of W and the matching features of x: the outputs are added.

    [x₁ … x_p] [W₁; …; W_p] = x₁ W₁ + … + x_p W_p

    x: (…, in), W: (in, out), devices must divide in → parts (…, out), output their sum: one
    all-reduce. Raises ValueError on shapes that do not fit.
    Source: Shoeybi et al. 2019, *Megatron-LM*, §3, eq. 2.

    >>> row_parallel([1, 2], [[1, 0], [0, 1]], 2)
    parts = ([1 0], [0 2])
    output = [1 2]
    """
    x, W = _check_split("row_parallel", x, W, devices, axis=0)
    pairs = zip(np.split(x, devices, axis=-1), np.split(W, devices, axis=0), strict=True)
    parts = tuple(dense(x_part, W_part) for x_part, W_part in pairs)
    return TensorParallel(parts, np.add.reduce(parts, 0))


def parameters_per_device(
    parameters: float, data: int = 1, tensor: int = 1, pipeline: int = 1
) -> float:
    """Return how many of the model's numbers one of data · tensor · pipeline devices holds.

    held = parameters / (tensor · pipeline)      (data parallelism copies the whole model)

    parameters: count or bytes → the same unit. Raises ValueError on a degree < 1.
    Source: Narayanan et al. 2021, *Efficient large-scale language model training on GPU
    clusters*, §3.

    >>> parameters_per_device(8e9, data=2, tensor=4, pipeline=2)
    1000000000
    """
    for name, degree in (("data", data), ("tensor", tensor), ("pipeline", pipeline)):
        _check.count("parameters_per_device", name, degree)
    return parameters / (tensor * pipeline)


def _check_split(
    function: str, x: ArrayLike, W: ArrayLike, devices: int, axis: int
) -> tuple[Array, Array]:
    x, W = as_floats(x), as_floats(W)
    _check.at_least(function, "x", x, 1)
    _check.exactly(function, "W", W, 2)
    _check.same_length(function, ("x", x, -1), ("W", W, 0), "in")
    _check.count(function, "devices", devices)
    _check.divides(function, ("devices", devices), (("in", "out")[axis], W.shape[axis]), W.shape)
    return x, W
