"""Laws of attention: each invariance is paired with one that pins scale and axis."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_impl as ref

sizes = st.integers(1, 5)
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=40, deadline=None)


def drawn(seed, n_q, n_k, d_k, d_v=3):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n_q, d_k)), rng.normal(size=(n_k, d_k)), rng.normal(size=(n_k, d_v))


@some
@given(seeds, sizes, sizes, sizes)
def test_the_output_lies_in_the_box_of_the_values(seed, n_q, n_k, d_k):
    Q, K, V = drawn(seed, n_q, n_k, d_k)
    _, weights, output = ref.attention(Q, K, V)
    np.testing.assert_allclose(weights.sum(-1), 1, rtol=1e-14)
    assert (output >= V.min(0) - 1e-12).all()
    assert (output <= V.max(0) + 1e-12).all()


@some
@given(seeds, sizes, sizes, sizes)
def test_the_scale_is_one_over_the_root_of_the_key_width(seed, n_q, n_k, d_k):
    """Doubling the width with the same numbers doubles Q·K and divides by √2 more."""
    Q, K, V = drawn(seed, n_q, n_k, d_k)
    twice = [np.concatenate([m, m], axis=-1) / 2**0.25 for m in (Q, K)]
    np.testing.assert_allclose(
        ref.attention(*twice, V).output, ref.attention(Q, K, V).output, rtol=1e-10, atol=1e-12
    )


@some
@given(seeds, sizes, sizes, sizes)
def test_order_of_keys_is_nothing_and_order_of_queries_is_order_of_outputs(seed, n_q, n_k, d_k):
    Q, K, V = drawn(seed, n_q, n_k, d_k)
    rng = np.random.default_rng(seed)
    keys, queries = rng.permutation(n_k), rng.permutation(n_q)
    output = ref.attention(Q, K, V).output
    moved = ref.attention(Q[queries], K[keys], V[keys]).output
    np.testing.assert_allclose(moved, output[queries], atol=1e-12)


@some
@given(seeds, st.integers(1, 6), sizes, st.data())
def test_causal_output_of_a_prefix_is_the_output_on_the_prefix_alone(seed, n, d, data):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, d))
    cut = data.draw(st.integers(1, n))
    whole = ref.attention(x, x, x, ref.causal_mask(n)).output
    prefix = ref.attention(x[:cut], x[:cut], x[:cut], ref.causal_mask(cut)).output
    np.testing.assert_allclose(whole[:cut], prefix, atol=1e-12)


@some
@given(seeds, sizes, sizes, sizes)
def test_masked_keys_might_as_well_not_be_there(seed, n_q, n_k, d_k):
    Q, K, V = drawn(seed, n_q, n_k, d_k)
    mask = np.random.default_rng(seed).random(n_k) < 0.6
    mask[0] = True
    masked = ref.attention(Q, K, V, mask)
    np.testing.assert_allclose(masked.output, ref.attention(Q, K[mask], V[mask]).output, atol=1e-12)
    np.testing.assert_array_equal(masked.weights[:, ~mask], 0)
    np.testing.assert_allclose(masked.weights.sum(-1), 1, rtol=1e-14)


def test_a_fully_masked_row_gives_zero_weights_and_zero_output():
    mask = [[False, False], [True, True]]
    got = ref.attention(np.ones((2, 3)), np.ones((2, 3)), [[1, 2], [3, 4]], mask)
    np.testing.assert_array_equal(got.weights, [[0, 0], [0.5, 0.5]])
    np.testing.assert_array_equal(got.output, [[0, 0], [2, 3]])
    assert np.isfinite(got.scores).all()  # scores are those before the mask


def test_a_mask_of_true_is_no_mask_and_weights_alone_are_the_same():
    Q, K, V = drawn(1, 3, 4, 2)
    mask = np.ones((3, 4), bool)
    np.testing.assert_array_equal(ref.attention(Q, K, V, mask)[1], ref.attention(Q, K, V)[1])
    np.testing.assert_array_equal(ref.attention_weights(Q, K, mask), ref.attention(Q, K, V)[1])


def test_nan_in_a_query_stays_in_its_row():
    Q, K, V = drawn(2, 3, 4, 2)
    Q[1] = np.nan
    output = ref.attention(Q, K, V).output
    assert np.isnan(output[1]).all()
    assert np.isfinite(output[[0, 2]]).all()
    fully_masked = ref.attention(Q, K, V, np.zeros((3, 4), bool)).output
    np.testing.assert_array_equal(fully_masked, 0)


def test_masks_join_and_broadcast_over_heads_and_batch():
    both = ref.causal_mask(3) & ref.padding_mask([2, 3], 3)
    assert both.shape == (2, 3, 3)
    np.testing.assert_array_equal(both[0], [[1, 0, 0], [1, 1, 0], [1, 1, 0]])
    np.testing.assert_array_equal(both[1], np.tril(np.ones((3, 3))))
    x = np.random.default_rng(0).normal(size=(2, 4, 3, 2))  # batch, head, position, width
    weights = ref.attention(x, x, x, both[:, None]).weights
    assert weights.shape == (2, 4, 3, 3)
    np.testing.assert_array_equal(weights[0, :, :, 2], 0)


def test_no_length_at_all_masks_every_key():
    np.testing.assert_array_equal(ref.padding_mask(0, 2), [[False, False]])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ([[1, 2]], [[1, 2, 3]], [[1]]),
            "attention: Q has d_k=2 but K has d_k=3 (Q (1, 2), K (1, 3))",
        ),
        (
            ([[1, 2]], [[1, 2]], [[1], [2]]),
            "attention: K has n_k=1 but V has n_k=2 (K (1, 2), V (2, 1))",
        ),
        (([1, 2], [[1, 2]], [[1]]), "attention: Q needs at least 2 axes, it has shape (2,)"),
        (
            ([[1, 2]], [[1, 2]], [[1]], [[1.0]]),
            "attention: mask must be boolean (True = may attend), it is float64",
        ),
        (
            ([[1, 2]], [[1, 2]], [[1]], [[True, False]]),
            "attention: mask (1, 2) does not fit (1, 1)",
        ),
        (
            (np.ones((2, 1, 2)), np.ones((3, 1, 2)), np.ones((3, 1, 2))),
            "attention: the batch axes of Q (2, 1, 2) and K (3, 1, 2) differ",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_named(arguments, message):
    with pytest.raises(ValueError) as refused:
        ref.attention(*arguments)
    assert str(refused.value) == message


def test_a_causal_mask_from_a_slip_does_not_fill_the_memory():
    with pytest.raises(ValueError, match=r"causal_mask: .* asks for 100000000 entries"):
        ref.causal_mask(10_000)
