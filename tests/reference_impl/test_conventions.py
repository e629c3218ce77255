"""What holds for every function: types, batches, untouched inputs, NaN, no warnings."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest

import reference_impl as ref


@dataclass(frozen=True)
class Case:
    """A call, the shapes of one example, and the shapes of what all examples share."""

    call: Callable
    example: dict[str, tuple[int, ...]]
    shared: dict[str, tuple[int, ...]] = field(default_factory=dict)
    probabilities: bool = False

    def drawn(self, rng, batch=(), dtype=np.float64):
        shapes = {name: (*batch, *shape) for name, shape in self.example.items()} | self.shared
        values = {name: rng.normal(size=shape) for name, shape in shapes.items()}
        if self.probabilities:
            values = {name: 0.1 + 0.8 * ref.sigmoid(x) for name, x in values.items()}
        return {name: x.astype(dtype) for name, x in values.items()}


def outputs(result):
    return list(result) if isinstance(result, tuple) else [result]


MASK = np.array([[True, False, True, True], [False] * 4, [True] * 4])
SQUARE = {"W_Q": (4, 4), "W_K": (4, 4), "W_V": (4, 4), "W_O": (4, 4)}
NORM = {"gamma": (4,), "beta": (4,)}
BLOCK = {"W1": (4, 6), "b1": (6,), "W2": (6, 4), "b2": (4,)}
NORMS = {"gamma1": (4,), "beta1": (4,), "gamma2": (4,), "beta2": (4,)}
RECURRENT = {"W_xh": (2, 3), "W_hh": (3, 3), "b": (3,)}


def block(x, norm, **weights):
    return ref.encoder_block(x, ref.BlockWeights(**weights), heads=2, norm=norm)


CASES = {
    name: Case(getattr(ref, name), {"x": (4,)})
    for name in (
        *("sigmoid", "sigmoid_gradient", "softplus", "relu", "relu_gradient", "tanh_gradient"),
        *("normal_cdf", "gelu", "gelu_gradient", "softmax", "log_softmax", "logsumexp"),
    )
} | {
    "gelu tanh": Case(lambda x: ref.gelu(x, "tanh"), {"x": (4,)}),
    "gelu_gradient tanh": Case(lambda x: ref.gelu_gradient(x, "tanh"), {"x": (4,)}),
    "softmax_backward": Case(ref.softmax_backward, {"weights": (4,), "upstream": (4,)}),
    "log_softmax_backward": Case(ref.log_softmax_backward, {"log_weights": (4,), "upstream": (4,)}),
    "binary_cross_entropy": Case(
        lambda p, y: ref.binary_cross_entropy(p, y, "none"),
        {"p": (3,), "y": (3,)},
        probabilities=True,
    ),
    "binary_cross_entropy_with_logits": Case(
        lambda z, y: ref.binary_cross_entropy_with_logits(z, y, "none"),
        {"z": (3,), "y": (3,)},
        probabilities=True,
    ),
    "binary_cross_entropy_gradient": Case(
        lambda p, y: ref.binary_cross_entropy_gradient(p, y, "sum"),
        {"p": (3,), "y": (3,)},
        probabilities=True,
    ),
    "binary_cross_entropy_with_logits_gradient": Case(
        lambda z, y: ref.binary_cross_entropy_with_logits_gradient(z, y, "sum"),
        {"z": (3,), "y": (3,)},
        probabilities=True,
    ),
    "dense": Case(ref.dense, {"x": (3,)}, {"W": (3, 2), "b": (2,)}),
    "mini_network": Case(
        ref.mini_network, {"x": (2,)}, {"W1": (2, 3), "b1": (3,), "W2": (3, 1), "b2": (1,)}
    ),
    "negative_sampling": Case(
        ref.negative_sampling, {"center": (3,), "context": (3,), "negatives": (2, 3)}
    ),
    "cbow_center": Case(ref.cbow_center, {"vectors": (4, 3)}),
    "cosine_similarity": Case(ref.cosine_similarity, {"a": (3,), "b": (3,)}),
    "attention": Case(ref.attention, {"Q": (3, 2), "K": (4, 2), "V": (4, 5)}),
    "attention with mask": Case(
        lambda **arrays: ref.attention(**arrays, mask=MASK), {"Q": (3, 2), "K": (4, 2), "V": (4, 5)}
    ),
    "attention_backward": Case(
        lambda **arrays: ref.attention_backward(**arrays, mask=MASK),
        {"Q": (3, 2), "K": (4, 2), "V": (4, 5), "upstream": (3, 5)},
    ),
    "split_heads": Case(lambda x: ref.split_heads(x, 2), {"x": (3, 4)}),
    "merge_heads": Case(ref.merge_heads, {"x": (2, 3, 2)}),
    "multi_head_attention": Case(
        lambda **arrays: ref.multi_head_attention(**arrays, heads=2),
        {"x": (3, 4), "context": (5, 4)},
        SQUARE,
    ),
    "feed_forward": Case(ref.feed_forward, {"x": (3, 4)}, BLOCK),
    "encoder_block pre": Case(
        lambda **a: block(**a, norm="pre"), {"x": (3, 4)}, SQUARE | BLOCK | NORMS
    ),
    "encoder_block post": Case(
        lambda **a: block(**a, norm="post"), {"x": (3, 4)}, SQUARE | BLOCK | NORMS
    ),
    "rnn_step": Case(ref.rnn_step, {"x": (2,), "h": (3,)}, RECURRENT),
    "rnn": Case(ref.rnn, {"x": (5, 2), "h0": (3,)}, RECURRENT),
    "gradient_norms": Case(
        ref.gradient_norms, {"x": (5, 2), "h0": (3,), "upstream": (3,)}, RECURRENT
    ),
    "layer_norm": Case(ref.layer_norm, {"x": (4,)}, NORM),
    "gram_matrix": Case(ref.gram_matrix, {"x": (3, 2)}),
    "mutual_information": Case(ref.mutual_information, {"counts": (3, 2)}, probabilities=True),
}
WHOLE_BATCH = {
    "batch_norm": Case(ref.batch_norm, {"x": (5, 4)}, NORM),
    "batch_norm_backward": Case(
        ref.batch_norm_backward, {"x": (5, 4), "gamma": (4,), "upstream": (5, 4)}
    ),
    "batch_norm_eval": Case(
        lambda x, v, **n: ref.batch_norm_eval(
            x, **n, running_mean=v, running_variance=np.square(v)
        ),
        {"x": (5, 4), "v": (4,)},
        NORM,
    ),
    "layer_norm_backward": Case(
        ref.layer_norm_backward, {"x": (5, 4), "gamma": (4,), "upstream": (5, 4)}
    ),
    "dense_backward": Case(ref.dense_backward, {"x": (5, 3), "W": (3, 2), "upstream": (5, 2)}),
    "rnn_backward": Case(
        ref.rnn_backward, {"x": (2, 5, 2), "h0": (2, 3), "upstream": (2, 5, 3)}, RECURRENT
    ),
    "full_softmax": Case(
        lambda center, contexts: ref.full_softmax(center, contexts, [0, 1]),
        {"center": (2, 3), "contexts": (4, 3)},
    ),
    "glove": Case(
        lambda X, **a: ref.glove(**a, X=np.abs(X)),
        {"X": (3, 3), "W": (3, 2), "W_context": (3, 2), "b": (3,), "b_context": (3,)},
    ),
    "residual": Case(lambda x: ref.residual(x, ref.relu), {"x": (3,)}),
    "gradient_flow": Case(ref.gradient_flow, {"x": (3,), "W": (4, 3, 3), "upstream": (3,)}),
    "accumulate": Case(lambda g: ref.accumulate(g, [1, 2, 3]), {"g": (3, 2)}),
    "cross_entropy": Case(lambda z: ref.cross_entropy(z, [0, 1]), {"z": (2, 3)}),
    "cross_entropy_gradient": Case(lambda z: ref.cross_entropy_gradient(z, [0, 1]), {"z": (2, 3)}),
    "contextual_vectors": Case(lambda E: ref.contextual_vectors([0, 1], E), {"E": (3, 2)}),
    "language_model_step": Case(
        lambda E, **w: ref.language_model_step([0, 2], E, [ref.BlockWeights(**w)], heads=2),
        {"E": (3, 4)},
        SQUARE | BLOCK | NORMS,
    ),
    "column_parallel": Case(
        lambda x, W: ref.column_parallel(x, W, 2).output, {"x": (3,), "W": (3, 4)}
    ),
    "row_parallel": Case(lambda x, W: ref.row_parallel(x, W, 2).output, {"x": (4,), "W": (4, 2)}),
    "linear_cka": Case(ref.linear_cka, {"x": (5, 3), "y": (5, 2)}),
}
EVERY = CASES | WHOLE_BATCH
every = pytest.mark.parametrize("case", EVERY.values(), ids=EVERY.keys())
batched = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


@every
def test_float32_stays_float32_and_agrees_with_float64(case):
    arrays = case.drawn(np.random.default_rng(0), dtype=np.float32)
    single = outputs(case.call(**arrays))
    double = outputs(case.call(**{name: x.astype(np.float64) for name, x in arrays.items()}))
    for a, b in zip(single, double, strict=True):
        assert np.asarray(a).dtype == np.float32
        assert np.asarray(b).dtype == np.float64
        np.testing.assert_allclose(a, b, rtol=2e-4, atol=2e-5)


@every
def test_lists_and_whole_numbers_are_computed_in_float64(case):
    arrays = case.drawn(np.random.default_rng(1))
    if not case.probabilities:
        arrays = {name: np.rint(3 * x) for name, x in arrays.items()}
        arrays = {name: x + (x == 0) for name, x in arrays.items()}
        whole = {name: x.astype(np.int64).tolist() for name, x in arrays.items()}
    else:
        whole = {name: x.tolist() for name, x in arrays.items()}
    for a, b in zip(outputs(case.call(**whole)), outputs(case.call(**arrays)), strict=True):
        assert np.asarray(a).dtype == np.float64
        np.testing.assert_array_equal(a, b)


@every
def test_inputs_are_not_written_to(case):
    arrays = case.drawn(np.random.default_rng(2))
    for x in arrays.values():
        x.flags.writeable = False
    before = {name: x.copy() for name, x in arrays.items()}
    case.call(**arrays)
    for name, x in arrays.items():
        np.testing.assert_array_equal(x, before[name])


@batched
@pytest.mark.parametrize("batch", [(3,), (2, 3), (0,)])
def test_a_batch_is_its_examples_one_by_one(case, batch):
    rng = np.random.default_rng(3)
    arrays = case.drawn(rng, batch)
    together = outputs(case.call(**arrays))
    for place in np.ndindex(batch):
        one = {n: x if n in case.shared else x[place] for n, x in arrays.items()}
        for whole, alone in zip(together, outputs(case.call(**one)), strict=True):
            np.testing.assert_allclose(whole[place], alone, rtol=1e-12, atol=1e-14)
    for whole in together:
        assert whole.shape[: len(batch)] == batch


@batched
def test_nan_in_one_example_stays_there(case):
    arrays = case.drawn(np.random.default_rng(4), (3,))
    clean = outputs(case.call(**arrays))
    for name in case.example:
        arrays[name][1] = np.nan
    got = outputs(case.call(**arrays))
    assert any(np.isnan(g[1]).any() for g in got)
    for g, c in zip(got, clean, strict=True):
        np.testing.assert_allclose(g[[0, 2]], c[[0, 2]], rtol=1e-12)


def wrong_shapes(arrays):
    """Each array in turn with a row more, an axis more, an axis less, and nothing in it."""
    for name, x in arrays.items():
        longer = [np.concatenate([x, x.take([0], axis)], axis) for axis in range(x.ndim)]
        for other in (*longer, x[None], x[..., None], x[..., 0], x[..., :0], x[:0]):
            yield {**arrays, name: other}


@every
def test_a_wrong_shape_is_refused_in_our_words_or_makes_sense(case):
    for arrays in wrong_shapes(case.drawn(np.random.default_rng(6))):
        try:
            got = outputs(case.call(**arrays))
        except ValueError as refused:
            words = str(refused)
            assert re.match(r"[a-z_]+( \(.*\))?: ", words), words
            of_values = "must be whole numbers from" in words or "every entry of" in words
            assert of_values or re.search(r"\(\d*,|\(\)", words), f"no shape in: {words}"
        else:
            assert all(np.asarray(g).dtype == np.float64 for g in got)


@pytest.mark.parametrize("scale", [1e-320, 1e-150, 1.0, 1e3])
@pytest.mark.parametrize(
    "name",
    [
        *("sigmoid", "sigmoid_gradient", "softplus", "tanh_gradient", "gelu", "gelu_gradient"),
        *("softmax", "log_softmax", "logsumexp", "layer_norm", "batch_norm"),
    ],
)
def test_no_scale_overflows_or_warns(name, scale):
    x = scale * np.random.default_rng(5).uniform(-1, 1, (6, 6))
    for got in outputs(getattr(ref, name)(x)):
        assert np.isfinite(got).all()


def test_a_number_gives_a_number():
    assert isinstance(ref.sigmoid(0.0), float)
    assert isinstance(ref.binary_cross_entropy(0.5, 1), float)
    assert isinstance(ref.softplus(1), float)
    assert isinstance(ref.cosine_similarity([1, 0], [1, 1]), float)
