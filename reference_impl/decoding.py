"""Generation is sequential, training is parallel: steps, teacher forcing, and the proof of it."""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Indices, as_floats

__all__ = ["TeacherForcing", "generate", "sequential_steps", "step_by_step", "teacher_forcing"]

Logits = Callable[[Indices], Array]
"""A causal model: tokens (n) → logits (n, vocabulary), row i from tokens 0 … i."""


class TeacherForcing(NamedTuple):
    """What the model reads and what it must say: the text, one place apart."""

    inputs: Indices
    targets: Indices


def teacher_forcing(tokens: ArrayLike, start: int = 0) -> TeacherForcing:
    """Shift a text by one, so that every position is trained at once on the true prefix.

    inputs = [start, w₁, …, w_{T−1}],   targets = [w₁, …, w_T]

    tokens: (…, T) numbers ≥ 0 → inputs, targets: (…, T).
    Raises ValueError on an empty text or start < 0.
    Source: Williams & Zipser 1989, *A learning algorithm for continually running fully recurrent
    neural networks*.

    >>> teacher_forcing([5, 6, 7], start=1)
    inputs = [1 5 6]
    targets = [5 6 7]
    """
    targets = _check.indices("teacher_forcing", "tokens", tokens, np.iinfo(np.int32).max)
    _check.not_empty("teacher_forcing", "tokens", targets, -1)
    start = _check.count("teacher_forcing", "start", start, least=0)
    first = np.full((*targets.shape[:-1], 1), start, dtype=np.intp)
    return TeacherForcing(np.concatenate([first, targets[..., :-1]], axis=-1), targets)


def sequential_steps(
    tokens: int,
    model: Literal["rnn", "transformer"] = "transformer",
    phase: Literal["training", "generation"] = "generation",
) -> int:
    """Return how many steps must wait for one another.

    steps = T, but 1 for a transformer in training: teacher forcing gives it every prefix

    tokens T ≥ 1 → count of passes in sequence. Raises ValueError on another word or T < 1.
    Source: Vaswani et al. 2017, table 1 (sequential operations).

    >>> sequential_steps(100, "transformer", "training")
    1
    """
    tokens = _check.count("sequential_steps", "tokens", tokens)
    _check.one_of("sequential_steps", "model", model, ("rnn", "transformer"))
    _check.one_of("sequential_steps", "phase", phase, ("training", "generation"))
    return 1 if (model, phase) == ("transformer", "training") else tokens


def generate(model: Logits, prompt: ArrayLike, new_tokens: int) -> Indices:
    """Write new tokens one by one, each the most likely after all before it (greedy).

    wₜ = argmax_w p(w | w₁ … wₜ₋₁)

    model: tokens (n) → logits (n, vocabulary); prompt: (n) → (n + new_tokens): new_tokens passes
    in sequence. Raises ValueError on an empty prompt or new_tokens < 0.
    Source: Vaswani et al. 2017, §3 (auto-regressive).

    >>> generate(lambda tokens: np.eye(4)[(tokens + 1) % 4], [0], 5)
    [0 1 2 3 0 1]
    """
    tokens = _check.indices("generate", "prompt", prompt, np.iinfo(np.int32).max)
    _check.exactly("generate", "prompt", tokens, 1)
    _check.not_empty("generate", "prompt", tokens, 0)
    _check.count("generate", "new_tokens", new_tokens, least=0)
    for _ in range(new_tokens):
        tokens = np.append(tokens, np.argmax(model(tokens)[-1]))
    return tokens


def step_by_step(model: Logits, tokens: ArrayLike) -> Array:
    """Return the logits of every position from its own pass: equal to one parallel pass.

    rowᵢ = model(w₁ … wᵢ)ᵢ = model(w₁ … w_T)ᵢ   for a causal model

    tokens: (T) → (T, vocabulary), T passes. Raises ValueError on an empty text.
    Source: Vaswani et al. 2017, §3.2.3 (the mask preserves the auto-regressive property).

    >>> step_by_step(lambda tokens: np.cumsum(np.eye(3)[tokens], 0), [0, 2, 2])
    [[1 0 0]
     [1 0 1]
     [1 0 2]]
    """
    row = _check.indices("step_by_step", "tokens", tokens, np.iinfo(np.int32).max)
    _check.exactly("step_by_step", "tokens", row, 1)
    _check.not_empty("step_by_step", "tokens", row, 0)
    return np.stack([as_floats(model(row[: i + 1])[-1]) for i in range(len(row))])
