"""The worked steps of a question end where ``reference_impl`` ends."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import reference_impl as ref
from quizapp.questions import draw_variant, read_question, reference_sources


def unrolled(x: tuple[float, ...], w: float, u: float, b: float) -> Any:
    return ref.rnn([[entry] for entry in x], [0.0], [[w]], [[u]], [b])[:, 0]


def causal(S: Any) -> Any:
    return ref.softmax(np.where(ref.causal_mask(3), np.array(S), -np.inf))


ANSWERS: dict[str, Callable[..., Any]] = {
    "sigmoid-gradient": ref.sigmoid_gradient,
    "binary-cross-entropy": ref.binary_cross_entropy,
    "softmax-cross-entropy": lambda z, c: ref.cross_entropy(z, c - 1),
    "noise-distribution": ref.noise_distribution,
    "cosine-similarity": ref.cosine_similarity,
    "cbow-context": lambda C, v: ref.cbow_center(C),
    "skip-gram-pairs": lambda n, c: len(ref.skipgram_pairs(range(n), c).centers),
    "glove-weight": lambda rare, often: ref.glove_weight([*rare, 10 * often]),
    "rnn-two-steps": lambda w, u, b, x: unrolled(x, w, u, b)[-1],
    "causal-attention-weights": causal,
    "positional-encoding": lambda pos: ref.positional_encoding(pos + 1, 4)[pos],
    "multi-head-parameters": lambda h, k: ref.attention_parameters(h * k, h, bias=True),
    "pipeline-bubble": lambda p, m: 100 * ref.pipeline_bubble(p, m),
    "ring-all-reduce": ref.all_reduce_volume,
    "speculative-decoding": lambda k, a: ref.expected_tokens(a, k),
    "gram-matrix": ref.gram_matrix,
    "int8-quantisation": lambda x: ref.quantise(x, max(abs(entry) for entry in x) / 127),
    "gradient-accumulation-ragged": lambda a, b, g: ref.accumulate(g, [a, a, b]),
    "batch-norm-inference-output": lambda x, mu, variance, gamma, beta: ref.batch_norm_eval(
        [x], gamma, beta, mu, variance, eps=0
    )[0],
    "running-mean": lambda old, x, m: ref.moving_average(old, np.mean(x), m),
    "layer-norm-output": lambda X: ref.layer_norm(X, eps=0).output,
    "attention-weights": ref.attention_weights,
    "batch-norm-output": lambda x, gamma, beta: ref.batch_norm(x, gamma, beta).output,
    "sigmoid-value": ref.sigmoid,
    "softmax-output": ref.softmax,
    "softmax-gradient": lambda z, c: ref.cross_entropy_gradient(z, c - 1),
    "padding-mask-weights": lambda s: ref.softmax([*s[:3], -np.inf]),
    "feature-correlation": ref.correlation,
    "running-variance": lambda old, x, m: ref.moving_average(old, np.var(x, ddof=1), m),
    "layer-norm-affine": lambda x, gamma, beta: ref.layer_norm(x, gamma, beta, 0).output,
    "pre-norm-output": lambda k, x: x + k * ref.layer_norm(x, eps=0).output,
    "feed-forward-output": lambda x, A, b, B: ref.feed_forward(x, A, b, B, [0, 0]),
    "multi-head-output": lambda a, b, W: np.concatenate((a, b)) @ np.array(W),
    "accumulated-step": lambda w, rate, g: w - rate * ref.accumulate(g, [1] * 4),
    "contextual-vector": lambda X: ref.contextual_vectors([0, 1, 2], X)[0],
    "draft-acceptance": ref.acceptance_probability,
    "split-heads": lambda q, h, i: ref.split_heads([q], h)[i - 1, 0],
    "mutual-information": lambda a, b, c, d: ref.mutual_information([[a, b], [c, d]]),
    "bfloat16-rounding": ref.to_bfloat16,
}


@pytest.mark.parametrize("id", ANSWERS)
def test_answers_agree_with_the_reference_implementation(fences, id: str) -> None:
    fence = next(fence for fence in fences["ru"] if fence.id == id)
    question = read_question(fence.source, f"python quiz {id}", fence.file, 1, "ru")
    for seed in range(50):
        variant = draw_variant(question, seed)
        expected = np.asarray(ANSWERS[id](*dict(variant.drawn).values()))
        assert np.array(variant.parts[-1].answer) == pytest.approx(expected, rel=1e-9, abs=1e-9)
        assert np.array(variant.steps[-1].value) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_the_code_behind_most_questions_that_the_reference_covers_can_be_shown(fences) -> None:
    found = {}
    for fence in fences["ru"]:
        if fence.kind == "quiz":
            question = read_question(fence.source, f"python quiz {fence.id}", fence.file, 1, "ru")
            found[fence.id] = [source.name for source in reference_sources(question)]
    assert sum(map(bool, found.values())) >= 45
    assert [id for id in ANSWERS if not found[id]] == []
