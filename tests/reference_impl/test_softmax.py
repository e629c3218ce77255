"""Laws of softmax and its relatives, each chosen so that the usual slip breaks it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import reference_impl as ref

scores = arrays(
    np.float64, array_shapes(min_dims=1, max_dims=3, max_side=6), elements=st.floats(-50, 50)
)
some = settings(max_examples=40, deadline=None)


@some
@given(scores, st.floats(-1e3, 1e3))
def test_a_shift_of_the_row_changes_nothing(x, shift):
    np.testing.assert_allclose(ref.softmax(x + shift), ref.softmax(x), rtol=1e-11, atol=1e-300)


@some
@given(scores, st.data())
def test_weights_are_positive_and_sum_to_one_along_their_axis(x, data):
    axis = data.draw(st.integers(-x.ndim, x.ndim - 1))
    weights = ref.softmax(x, axis)
    assert (weights > 0).all()
    np.testing.assert_allclose(weights.sum(axis), 1, rtol=1e-14)


def test_the_axis_is_the_one_asked_for():
    x = np.log([[1.0, 2.0], [3.0, 2.0]])
    np.testing.assert_allclose(ref.softmax(x, axis=-1), [[1 / 3, 2 / 3], [3 / 5, 2 / 5]])
    np.testing.assert_allclose(ref.softmax(x, axis=0), [[1 / 4, 1 / 2], [3 / 4, 1 / 2]])


@some
@given(scores)
def test_adding_the_logarithm_of_c_multiplies_the_odds_by_c(x):
    raised = x.copy()
    raised[..., 0] += np.log(3)
    before, after = ref.softmax(x), ref.softmax(raised)
    odds = before[..., :1] * after / (after[..., :1] * before)
    np.testing.assert_allclose(odds[..., 1:], 1 / 3, rtol=1e-10)


@some
@given(scores)
def test_log_softmax_is_the_logarithm_of_softmax(x):
    np.testing.assert_allclose(np.exp(ref.log_softmax(x)), ref.softmax(x), rtol=1e-12)


@some
@given(scores)
def test_logsumexp_is_a_smooth_maximum(x):
    got, n = ref.logsumexp(x), x.shape[-1]
    assert (got >= x.max(-1)).all()
    assert (got <= x.max(-1) + np.log(n) + 1e-12).all()
    np.testing.assert_allclose(x - got[..., None], ref.log_softmax(x), atol=1e-12)


def test_minus_infinity_gets_no_weight_and_alone_it_is_undefined():
    inf = np.inf
    np.testing.assert_array_equal(ref.softmax([-inf, 0, -inf]), [0, 1, 0])
    np.testing.assert_array_equal(ref.log_softmax([-inf, 0, -inf]), [-inf, 0, -inf])
    np.testing.assert_array_equal(ref.softmax([[-inf, -inf], [0, 0]]), [[np.nan] * 2, [0.5] * 2])
    assert ref.logsumexp([-inf, -inf]) == -inf
    assert np.isnan(ref.softmax([inf, 0.0])).all()
    assert np.isnan(ref.log_softmax([inf, 0.0])).all()


def test_the_whole_range_of_float64_neither_overflows_nor_warns():
    top = np.finfo(float).max
    np.testing.assert_array_equal(ref.softmax([top, -top, 0]), [1, 0, 0])
    np.testing.assert_array_equal(ref.softmax([top, top]), [0.5, 0.5])
    assert ref.logsumexp([top, top]) == top
    np.testing.assert_array_equal(ref.log_softmax([0.0, 800.0])[0], -800.0)


def test_log_softmax_keeps_the_digits_of_a_nearly_certain_entry():
    assert ref.log_softmax([40.0, 0.0])[0] == pytest.approx(-np.exp(-40.0), rel=1e-15)


def test_an_array_larger_than_one_block_is_the_same_as_its_rows():
    x = np.random.default_rng(0).normal(0, 5, (70, 300))
    together = ref.softmax(x)
    np.testing.assert_array_equal(together, np.stack([ref.softmax(row) for row in x]))
    np.testing.assert_allclose(ref.softmax(x.T, axis=0), together.T, rtol=1e-14)


def test_an_empty_axis_is_refused_and_an_empty_batch_is_not():
    with pytest.raises(ValueError, match=r"softmax: axis -1 of x \(2, 0\) is empty"):
        ref.softmax(np.zeros((2, 0)))
    with pytest.raises(ValueError, match=r"softmax: x \(3,\) has no axis 1"):
        ref.softmax([1, 2, 3], axis=1)
    assert ref.softmax(np.zeros((0, 3))).shape == (0, 3)
