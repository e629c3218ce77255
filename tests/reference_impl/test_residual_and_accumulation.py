"""Shortcuts keep gradients alive; micro-batches equal the batch, until batch norm comes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_impl as ref

some = settings(max_examples=40, deadline=None)
seeds = st.integers(0, 2**32 - 1)


def test_depth_kills_the_plain_gradient_and_not_the_residual_one():
    rng = np.random.default_rng(0)
    W = rng.normal(0, 0.1, (50, 8, 8))
    plain, residual = ref.gradient_flow(rng.normal(size=8), W, rng.normal(size=8))
    assert plain[-1] < 1e-12 * plain[0]
    assert residual[-1] > 0.1 * residual[0]


def test_a_branch_of_zero_is_the_identity_and_a_change_of_shape_is_refused():
    np.testing.assert_array_equal(ref.residual([1, 2], np.zeros_like), [1, 2])
    np.testing.assert_array_equal(ref.residual_backward([1, 2], np.zeros_like), [1, 2])
    with pytest.raises(
        ValueError, match=r"residual: x \(2,\) and F\(x\) \(1,\) must have the same"
    ):
        ref.residual([1, 2], lambda x: x[:1])


def batch_of(seed, n):
    rng = np.random.default_rng(seed)
    network = ref.initial_network([3, 2], rng)
    return network, rng.normal(size=(n, 3)), rng.integers(0, 2, (n, 2))


def gradient_of_W(network, x, y, reduction):
    z = ref.forward(network, x)[-1]
    delta = ref.binary_cross_entropy_with_logits_gradient(z, y, reduction)
    return ref.dense_backward(x, network[0].W, delta).W


@some
@given(seeds, st.integers(1, 9), st.integers(1, 9), st.sampled_from(["mean", "sum"]))
def test_any_cut_of_the_batch_gives_the_gradient_of_the_whole(seed, n, size, reduction):
    network, x, y = batch_of(seed, n)
    pieces = list(zip(ref.micro_batches(x, size), ref.micro_batches(y, size), strict=True))
    parts = [gradient_of_W(network, a, b, reduction) for a, b in pieces]
    got = ref.accumulate(parts, [len(a) for a, _ in pieces], reduction)
    np.testing.assert_allclose(got, gradient_of_W(network, x, y, reduction), atol=1e-14)


def test_the_mean_of_means_is_right_for_equal_pieces_and_wrong_for_a_ragged_last_one():
    network, x, y = batch_of(1, 6)

    def mean_of_means(size):
        pieces = zip(ref.micro_batches(x, size), ref.micro_batches(y, size), strict=True)
        return np.mean([gradient_of_W(network, a, b, "mean") for a, b in pieces], axis=0)

    whole = gradient_of_W(network, x, y, "mean")
    np.testing.assert_allclose(mean_of_means(3), whole, atol=1e-15)
    assert np.abs(mean_of_means(4) - whole).max() > 1e-3


def test_batch_norm_breaks_the_equality_and_layer_norm_does_not():
    x = np.random.default_rng(2).normal(size=(8, 3))
    got = ref.batch_norm_gap(x, 4)
    assert got.gap > 0.05
    assert got.gap == np.abs(got.whole - got.in_parts).max()
    parts = [ref.layer_norm(piece).output for piece in ref.micro_batches(x, 4)]
    np.testing.assert_array_equal(np.concatenate(parts), ref.layer_norm(x).output)
    repeated = np.concatenate([x, x])
    assert ref.batch_norm_gap(repeated, 8).gap < 1e-12  # equal pieces: equal statistics


def test_micro_batches_are_ragged_only_at_the_end():
    sizes = [len(piece) for piece in ref.micro_batches(np.zeros((7, 2)), 3)]
    assert sizes == [3, 3, 1]


def test_bad_sizes_are_refused():
    with pytest.raises(ValueError, match=r"accumulate: sizes has shape \(1,\), it must be \(2,\)"):
        ref.accumulate([[1, 2], [3, 4]], [1])
    with pytest.raises(ValueError, match="accumulate: the smallest size must be in"):
        ref.accumulate([[1, 2], [3, 4]], [1, -1])
    with pytest.raises(ValueError, match="accumulate: the sum of sizes must be in"):
        ref.accumulate([[1, 2], [3, 4]], [0, 0])
    with pytest.raises(ValueError, match="micro_batches: size must be a whole number >= 1"):
        ref.micro_batches([1, 2], 0)
