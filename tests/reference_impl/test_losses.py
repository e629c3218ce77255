"""Laws, limits and refusals of the losses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_impl as ref

some = settings(max_examples=60, deadline=None)
from_logits = ref.binary_cross_entropy_with_logits


@some
@given(st.floats(-15, 15), st.floats(0, 1))
def test_from_logits_equals_from_probabilities_where_both_are_safe(z, y):
    assert from_logits(z, y) == pytest.approx(ref.binary_cross_entropy(ref.sigmoid(z), y), rel=1e-9)


@some
@given(st.floats(-1e3, 1e3))
def test_the_labels_are_symmetric(z):
    assert from_logits(z, 1) == from_logits(-z, 0)


def test_hand_worked_values():
    assert ref.binary_cross_entropy(0.25, 1) == pytest.approx(np.log(4))
    assert ref.binary_cross_entropy([0.5, 0.75], [1, 0]) == pytest.approx(
        (np.log(2) + np.log(4)) / 2
    )
    assert ref.cross_entropy(np.log([1, 2, 5]), 2) == pytest.approx(np.log(8 / 5))


def test_certain_and_wrong_is_infinite_and_certain_and_right_is_zero():
    losses = ref.binary_cross_entropy([0, 1, 0, 1], [1, 0, 0, 1], reduction="none")
    np.testing.assert_array_equal(losses, [np.inf, np.inf, 0, 0])
    assert from_logits(-1000, 1) == 1000
    assert from_logits([np.inf, -np.inf], [1, 0]) == 0
    gradient = ref.binary_cross_entropy_gradient([0, 1, 0.0], [1, 0, 0], "sum")
    np.testing.assert_array_equal(gradient, [-np.inf, np.inf, 1])


def test_mean_is_sum_over_all_entries_and_the_gradient_follows():
    z, y = np.arange(6.0).reshape(2, 3), np.array([[0, 1, 1], [1, 0, 0.5]])
    each = from_logits(z, y, "none")
    assert each.shape == (2, 3)
    assert from_logits(z, y) == pytest.approx(each.sum() / 6)
    mean = ref.binary_cross_entropy_with_logits_gradient(z, y)
    total = ref.binary_cross_entropy_with_logits_gradient(z, y, "sum")
    np.testing.assert_allclose(mean * 6, total)


def test_cross_entropy_of_two_classes_is_binary_cross_entropy():
    z = np.linspace(-30, 30, 7)
    two = np.stack([np.zeros_like(z), z], axis=-1)
    labels = np.array([0, 1, 0, 1, 0, 1, 1])
    np.testing.assert_allclose(
        ref.cross_entropy(two, labels, "none"), from_logits(z, labels, "none"), rtol=1e-14
    )


def test_the_gradient_of_a_certain_class_keeps_its_digits():
    gradient = ref.cross_entropy_gradient([50.0, 0.0], 0)
    assert gradient[0] == -gradient[1]
    assert gradient[1] == pytest.approx(np.exp(-50.0), rel=1e-14)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: ref.binary_cross_entropy([0.5, 0.5, 0.5], [[1], [0], [1]]),
            "binary_cross_entropy: p (3,) and y (3, 1) must have the same shape",
        ),
        (
            lambda: ref.binary_cross_entropy([1.5], [1]),
            "binary_cross_entropy: every entry of p must be in [0, 1]",
        ),
        (
            lambda: from_logits([1.5], [2]),
            "binary_cross_entropy_with_logits: every entry of y must be in [0, 1]",
        ),
        (
            lambda: ref.cross_entropy([[1, 2, 3]], [3]),
            "cross_entropy: target must be whole numbers from 0 to 2",
        ),
        (
            lambda: ref.cross_entropy([[1, 2, 3]], 1),
            "cross_entropy: target has shape (), it must be (1,)",
        ),
        (
            lambda: ref.cross_entropy([1, 2], 0, reduction="average"),
            'cross_entropy: reduction must be "mean", "sum" or "none", not \'average\'',
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError) as refused:
        call()
    assert str(refused.value) == message
