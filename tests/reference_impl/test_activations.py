"""Laws and limits of the activations."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_impl as ref

numbers = st.floats(-1e3, 1e3)
some = settings(max_examples=60, deadline=None)


@some
@given(numbers)
def test_sigmoid_of_opposite_numbers_sums_to_one(x):
    assert ref.sigmoid(x) + ref.sigmoid(-x) == pytest.approx(1, abs=1e-15)


@some
@given(numbers, numbers)
def test_sigmoid_and_softplus_never_fall(a, b):
    low, high = min(a, b), max(a, b)
    assert ref.sigmoid(low) <= ref.sigmoid(high)
    assert ref.softplus(low) <= ref.softplus(high)


@some
@given(numbers)
def test_the_slope_of_sigmoid_is_even_and_the_product_of_both_sides(x):
    assert ref.sigmoid_gradient(x) == ref.sigmoid_gradient(-x)
    product = ref.sigmoid(x) * ref.sigmoid(-x)
    assert ref.sigmoid_gradient(x) == pytest.approx(product, rel=1e-14, abs=1e-322)


@some
@given(numbers)
def test_softplus_of_opposite_numbers_differs_by_the_number(x):
    assert ref.softplus(x) - ref.softplus(-x) == pytest.approx(x, rel=1e-14, abs=1e-15)


def test_sigmoid_at_known_points():
    np.testing.assert_allclose(ref.sigmoid(np.log([1, 3, 1 / 3])), [1 / 2, 3 / 4, 1 / 4])


@pytest.mark.parametrize(
    ("function", "below", "above"),
    [
        (ref.sigmoid, 0, 1),
        (ref.sigmoid_gradient, 0, 0),
        (ref.softplus, 0, np.inf),
        (ref.relu, 0, np.inf),
        (ref.relu_gradient, 0, 1),
        (ref.tanh_gradient, 0, 0),
        (ref.normal_cdf, 0, 1),
        (ref.gelu, 0, np.inf),
        (ref.gelu_gradient, 0, 1),
        (lambda x: ref.gelu(x, "tanh"), 0, np.inf),
        (lambda x: ref.gelu_gradient(x, "tanh"), 0, 1),
    ],
)
def test_infinities_give_the_limits_and_nan_stays_nan(function, below, above):
    with np.errstate(all="raise", under="ignore"):
        got = function([-np.inf, np.inf, np.nan, 1e308, -1e308])
    np.testing.assert_array_equal(got[:3], [below, above, np.nan])
    assert got[3] == pytest.approx(min(above, 1e308))
    assert got[4] == below


def test_the_two_forms_of_gelu_differ_by_less_than_a_thousandth():
    x = np.linspace(-6, 6, 101)
    difference = np.abs(ref.gelu(x) - ref.gelu(x, approximate="tanh"))
    assert 1e-5 < difference.max() < 1e-3


def test_gelu_refuses_an_unknown_form():
    with pytest.raises(ValueError, match="gelu: approximate must be one of"):
        ref.gelu(1.0, approximate="erf")
