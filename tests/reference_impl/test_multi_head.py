"""Multi-head attention against single heads run one by one, and its bookkeeping."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_impl as ref


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([1, 2, 3]), st.integers(1, 3), st.booleans())
def test_heads_together_equal_single_heads_one_by_one(seed, heads, d_head, masked):
    rng = np.random.default_rng(seed)
    d = heads * d_head
    x, context = rng.normal(size=(2, 4, d)), rng.normal(size=(2, 5, d))
    W_Q, W_K, W_V, W_O = rng.normal(size=(4, d, d))
    mask = rng.random((4, 5)) < 0.7 if masked else None
    got = ref.multi_head_attention(x, context, W_Q, W_K, W_V, W_O, heads, mask)
    alone = []
    for i in range(heads):
        columns = slice(i * d_head, (i + 1) * d_head)
        Q, K, V = x @ W_Q[:, columns], context @ W_K[:, columns], context @ W_V[:, columns]
        alone.append(ref.attention(Q, K, V, mask).output)
        np.testing.assert_allclose(got.heads[:, i], alone[-1], atol=1e-12)
    np.testing.assert_allclose(got.output, np.concatenate(alone, -1) @ W_O, atol=1e-11)


def test_one_head_with_identity_projections_is_plain_attention():
    x, one = np.random.default_rng(0).normal(size=(3, 4)), np.eye(4)
    got = ref.multi_head_attention(x, x, one, one, one, one, heads=1)
    np.testing.assert_allclose(got.output, ref.attention(x, x, x).output)


def test_split_takes_contiguous_columns_and_merge_undoes_it():
    x = np.arange(24.0).reshape(2, 3, 4)
    heads = ref.split_heads(x, 2)
    assert heads.shape == (2, 2, 3, 2)
    np.testing.assert_array_equal(heads[:, 1], x[:, :, 2:])
    np.testing.assert_array_equal(ref.merge_heads(heads), x)


@pytest.mark.parametrize(("d_model", "heads"), [(512, 8), (6, 3), (6, 1)])
def test_the_parameter_count_is_that_of_the_shapes_and_does_not_depend_on_heads(d_model, heads):
    shapes = ref.projection_shapes(d_model, heads)
    per_head = sum(int(np.prod(shapes[name])) for name in ("W_Q", "W_K", "W_V"))
    count = heads * per_head + int(np.prod(shapes["W_O"]))
    assert ref.attention_parameters(d_model, heads) == count == 4 * d_model**2
    assert ref.attention_parameters(d_model, heads, bias=True) == count + 4 * d_model


def test_heads_that_do_not_divide_the_width_are_refused():
    with pytest.raises(ValueError, match=r"split_heads: heads=3 does not divide d=4 of \(2, 4\)"):
        ref.split_heads(np.ones((2, 4)), 3)
    with pytest.raises(ValueError, match="projection_shapes: heads=5 does not divide d_model=8"):
        ref.projection_shapes(8, 5)
