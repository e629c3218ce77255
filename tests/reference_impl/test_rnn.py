"""The recurrent network: order, memory, vanishing and exploding gradients."""

import numpy as np
import pytest

import reference_impl as ref


@pytest.fixture
def weights():
    rng = np.random.default_rng(0)
    return {
        "W_xh": rng.normal(size=(2, 3)),
        "W_hh": rng.normal(size=(3, 3)),
        "b": rng.normal(size=3),
    }


def test_a_sequence_is_its_steps(weights):
    x, h = np.random.default_rng(1).normal(size=(5, 2)), np.zeros(3)
    states = ref.rnn(x, h, **weights)
    for t in range(5):
        h = ref.rnn_step(x[t], h, **weights)
        np.testing.assert_allclose(states[t], h, atol=1e-15)


def test_a_step_by_hand():
    got = ref.rnn_step([2.0], [0.5], [[0.25]], [[-1.0]], [0.5])
    assert got[0] == pytest.approx(np.tanh(2 * 0.25 - 0.5 + 0.5))


def test_the_state_remembers_order_and_earlier_words(weights):
    x = np.random.default_rng(2).normal(size=(4, 2))
    end = ref.rnn(x, np.zeros(3), **weights)[-1]
    assert np.abs(end - ref.rnn(x[::-1], np.zeros(3), **weights)[-1]).max() > 1e-3
    changed = x.copy()
    changed[0] += 1
    assert np.abs(end - ref.rnn(changed, np.zeros(3), **weights)[-1]).max() > 1e-6


def test_a_sequence_can_be_read_in_two_parts(weights):
    x = np.random.default_rng(3).normal(size=(6, 2))
    whole = ref.rnn(x, np.zeros(3), **weights)
    second = ref.rnn(x[2:], whole[1], **weights)
    np.testing.assert_allclose(second, whole[2:], atol=1e-15)


@pytest.mark.parametrize(("spectral", "grows"), [(0.5, False), (2.0, True)])
def test_the_gradient_vanishes_below_one_and_explodes_above(spectral, grows):
    """With x = h = 0 tanh is the identity, so k steps scale the gradient by spectral^k."""
    rotation = np.array([[0.6, -0.8], [0.8, 0.6]])
    norms = ref.gradient_norms(
        np.zeros((10, 1)), np.zeros(2), np.zeros((1, 2)), spectral * rotation, 0.0, [3, 4]
    )
    np.testing.assert_allclose(norms, 5 * spectral ** np.arange(11.0))
    assert (norms[-1] > norms[0]) == grows


def test_saturated_states_make_it_vanish_sooner():
    W_hh = np.array([[0.9]])
    free = ref.gradient_norms(np.zeros((8, 1)), [0], [[1]], W_hh, [0], [1])
    saturated = ref.gradient_norms(np.full((8, 1), 3.0), [0], [[1]], W_hh, [0], [1])
    assert saturated[-1] < free[-1] / 1e6


def test_shapes_that_do_not_fit_are_named(weights):
    with pytest.raises(ValueError, match=r"rnn: h0 has shape \(1, 3\), it must be \(3,\)"):
        ref.rnn(np.ones((4, 2)), np.ones((1, 3)), **weights)
    with pytest.raises(ValueError, match=r"rnn_step: W_xh has shape \(2, 3\), it must be \(4, 3\)"):
        ref.rnn_step(np.ones(4), np.ones(3), **weights)
    with pytest.raises(ValueError, match=r"axis -2 of x \(0, 2\) is empty"):
        ref.rnn(np.ones((0, 2)), np.ones(3), **weights)
