"""Laws of batch and layer normalisation, side by side on the same data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_impl as ref

some = settings(max_examples=40, deadline=None)
seeds = st.integers(0, 2**32 - 1)


@some
@given(seeds, st.integers(1, 8), st.integers(1, 5), st.sampled_from([1e-5, 0.1, 1.0]))
def test_mean_is_zero_and_variance_is_v_over_v_plus_eps(seed, n, d, eps):
    """Exactly v/(v + ε): n − 1 in place of n and a forgotten ε both break it."""
    x = np.random.default_rng(seed).normal(3, 2, (n, d))
    for got, axis in ((ref.batch_norm(x, eps=eps), 0), (ref.layer_norm(x, eps=eps), 1)):
        v = x.var(axis)
        np.testing.assert_allclose(got.variance, v, rtol=1e-10, atol=1e-14)
        np.testing.assert_allclose(got.normalised.mean(axis), 0, atol=1e-12)
        np.testing.assert_allclose(got.normalised.var(axis), v / (v + eps), rtol=1e-9, atol=1e-12)


@some
@given(seeds, st.floats(0.01, 100), st.floats(-1e3, 1e3))
def test_scale_and_shift_of_a_feature_or_a_row_are_forgotten(seed, a, b):
    x = np.random.default_rng(seed).normal(size=(6, 5))
    for norm in (ref.batch_norm, ref.layer_norm):
        np.testing.assert_allclose(
            norm(a * x + b, eps=0.0).normalised, norm(x, eps=0.0).normalised, atol=1e-9
        )


def test_layer_norm_of_a_row_does_not_depend_on_the_others_and_batch_norm_does():
    x = np.random.default_rng(0).normal(size=(4, 6))
    whole, alone = ref.layer_norm(x).output, ref.layer_norm(x[:1]).output
    np.testing.assert_array_equal(whole[:1], alone)
    assert np.abs(ref.batch_norm(x).output[:2] - ref.batch_norm(x[:2]).output).max() > 0.1


def test_only_layer_norm_gives_a_row_alone_what_it_gives_it_in_a_batch():
    layer, layer_alone, batch, batch_alone = ref.compare_norms([[1.0, 2, 6], [2, 8, 5]])
    np.testing.assert_array_equal(layer, layer_alone)
    np.testing.assert_allclose(batch, [[-1, -1, 1], [1, 1, -1]], atol=1e-4)
    np.testing.assert_array_equal(batch_alone, 0)


def test_layer_norm_is_batch_norm_of_the_transpose():
    x = np.random.default_rng(1).normal(size=(4, 6))
    np.testing.assert_allclose(
        ref.layer_norm(x).normalised, ref.batch_norm(x.T).normalised.T, atol=1e-14
    )


@some
@given(seeds, st.sampled_from([0, 1, 2, -1, (0, 1), (1, 2), (0, 2)]))
def test_layer_norm_on_any_axis_is_the_definition(seed, axis):
    x = np.random.default_rng(seed).normal(5, 3, (2, 3, 4))
    got = ref.layer_norm(x, eps=0.1, axis=axis)
    mean, variance = x.mean(axis, keepdims=True), x.var(axis, keepdims=True)
    np.testing.assert_allclose(got.output, (x - mean) / np.sqrt(variance + 0.1), atol=1e-12)
    np.testing.assert_allclose(got.mean, x.mean(axis))


def test_gamma_and_beta_can_undo_the_normalisation():
    x = np.random.default_rng(2).normal(3, 2, (8, 3))
    gamma, beta = ref.undoing_parameters(x)
    np.testing.assert_allclose(ref.batch_norm(x, gamma, beta).output, x, atol=1e-12)


def test_train_and_eval_agree_when_the_running_statistics_are_the_batch():
    x = np.random.default_rng(3).normal(size=(8, 3))
    running = ref.Running(np.zeros(3), np.ones(3))
    output, new = ref.batch_norm_train(x, 2, 1, running, momentum=1.0, unbiased=False)
    np.testing.assert_allclose(ref.batch_norm_eval(x, 2, 1, *new), output, atol=1e-13)


def test_running_statistics_approach_those_of_the_population():
    rng = np.random.default_rng(4)
    running = ref.Running(np.zeros(2), np.ones(2))
    for _ in range(400):
        batch = rng.normal([1, -2], [3, 0.5], (16, 2))
        _, running = ref.batch_norm_train(batch, 1, 0, running, momentum=0.02)
    np.testing.assert_allclose(running.mean, [1, -2], atol=0.4)
    np.testing.assert_allclose(np.sqrt(running.variance), [3, 0.5], rtol=0.1)


def test_running_statistics_are_returned_not_written():
    running = ref.Running(np.zeros(1), np.ones(1))
    ref.batch_norm_train([[1.0], [3.0]], 1, 0, running)
    np.testing.assert_array_equal(running.mean, [0])


def test_momentum_is_the_share_of_the_new_batch():
    assert ref.moving_average(10.0, 20.0, momentum=0.1) == pytest.approx(11)
    _, new = ref.batch_norm_train([[1.0], [3.0]], 1, 0, ref.Running(np.zeros(1), np.zeros(1)), 0.25)
    assert new.mean[0] == pytest.approx(0.5)
    assert new.variance[0] == pytest.approx(0.5)  # unbiased 2, a quarter of it


def test_a_vector_is_one_feature_over_the_batch():
    got = ref.batch_norm([1, 2, 3, 6], gamma=2, beta=-1)
    assert got.mean == 3
    assert got.variance == 3.5
    np.testing.assert_allclose(got.output, 2 * np.array([-2, -1, 0, 3]) / np.sqrt(3.5 + 1e-5) - 1)


def test_one_example_gives_beta_and_has_no_unbiased_variance():
    np.testing.assert_array_equal(ref.batch_norm([[5.0, 7.0]], 3, [1, 2]).output, [[1, 2]])
    running = ref.Running(np.zeros(1), np.ones(1))
    with pytest.raises(ValueError, match="N must be a whole number >= 2, it is 1"):
        ref.batch_norm_train([[5.0]], 1, 0, running)
    ref.batch_norm_train([[5.0]], 1, 0, running, unbiased=False)


def test_a_constant_feature_without_eps_is_undefined_and_stays_alone():
    output = ref.batch_norm([[1.0, 2.0], [1.0, 4.0]], eps=0.0).output
    np.testing.assert_array_equal(np.isnan(output), [[True, False], [True, False]])


def test_bad_parameters_are_named():
    with pytest.raises(ValueError, match=r"batch_norm: gamma \(2,\) does not fit \(3,\)"):
        ref.batch_norm(np.ones((4, 3)), [1, 2])
    with pytest.raises(ValueError, match="layer_norm: eps must be a finite number >= 0, it is -1"):
        ref.layer_norm([1, 2], eps=-1)
    with pytest.raises(ValueError, match="it is nan"):
        ref.batch_norm([1, 2], eps=np.nan)
    with pytest.raises(ValueError, match=r"batch_norm: axis 0 of x \(0, 3\) is empty"):
        ref.batch_norm(np.ones((0, 3)))
    with pytest.raises(ValueError, match=r"layer_norm: x \(2,\) has no axis 1"):
        ref.layer_norm([1, 2], axis=1)
