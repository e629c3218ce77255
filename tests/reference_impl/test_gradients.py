"""Every gradient against central differences, over shapes that hypothesis makes up.

The loss is Σ output · g with a random g, so that every entry of the output counts differently.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_impl as ref

TOLERANCE = 1e-7
sizes = st.integers(1, 4)
seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=15, deadline=None)


def assert_gradient(function, x, analytic):
    numeric = ref.numerical_gradient(function, x)
    assert np.shape(analytic) == np.shape(x)
    assert ref.gradient_error(analytic, numeric) < TOLERANCE


def assert_gradients(forward, inputs, g, gradients):
    """Check d Σ forward(inputs)·g by each input, named as in the gradient tuple."""
    for name in gradients._fields:

        def loss(value, name=name):
            return (forward(**{**inputs, name: value}) * g).sum()

        assert_gradient(loss, inputs[name], getattr(gradients, name))


@pytest.mark.parametrize(
    ("function", "gradient"),
    [
        (ref.sigmoid, ref.sigmoid_gradient),
        (ref.softplus, ref.sigmoid),
        (ref.relu, ref.relu_gradient),
        (np.tanh, ref.tanh_gradient),
        (ref.gelu, ref.gelu_gradient),
        (lambda x: ref.gelu(x, "tanh"), lambda x: ref.gelu_gradient(x, "tanh")),
    ],
)
def test_activations(function, gradient):
    x = np.array([-8.0, -3, -2.6, -2.4, -1, -0.5, 0.3, 1, 2.4, 2.6, 8])
    assert_gradient(lambda v: function(v).sum(), x, gradient(x))


@few
@given(seeds, sizes, sizes, st.sampled_from([0, 1, -1]))
def test_softmax_and_log_softmax(seed, n, m, axis):
    rng = np.random.default_rng(seed)
    x, g = rng.normal(size=(n, m)), rng.normal(size=(n, m))
    weights, logarithm = ref.softmax(x, axis), ref.log_softmax(x, axis)
    by_softmax = ref.softmax_backward(weights, g, axis)
    by_logarithm = ref.log_softmax_backward(logarithm, g, axis)
    assert_gradient(lambda v: (ref.softmax(v, axis) * g).sum(), x, by_softmax)
    assert_gradient(lambda v: (ref.log_softmax(v, axis) * g).sum(), x, by_logarithm)
    np.testing.assert_allclose(by_softmax.sum(axis), 0, atol=1e-14)
    np.testing.assert_allclose(by_logarithm.sum(axis), 0, atol=1e-13)
    top = ref.softmax(x, axis)
    assert_gradient(lambda v: ref.logsumexp(v, axis).sum(), x, top)


@few
@given(seeds, sizes, sizes, st.sampled_from(["mean", "sum"]))
def test_losses(seed, n, m, reduction):
    rng = np.random.default_rng(seed)
    z, y = rng.normal(0, 3, (n, m)), rng.uniform(0, 1, (n, m))
    p, target = rng.uniform(0.05, 0.95, (n, m)), rng.integers(0, m, n)
    for loss, gradient, x, label in (
        (
            ref.binary_cross_entropy_with_logits,
            ref.binary_cross_entropy_with_logits_gradient,
            z,
            y,
        ),
        (ref.binary_cross_entropy, ref.binary_cross_entropy_gradient, p, y),
        (ref.cross_entropy, ref.cross_entropy_gradient, z, target),
    ):
        analytic = gradient(x, label, reduction)
        assert_gradient(lambda v, f=loss, t=label: f(v, t, reduction), x, analytic)


@few
@given(seeds, st.lists(sizes, max_size=2), sizes, sizes)
def test_dense(seed, batch, n, m):
    rng = np.random.default_rng(seed)
    inputs = {"x": rng.normal(size=(*batch, n)), "W": rng.normal(size=(n, m))}
    inputs["b"] = rng.normal(size=m)
    g = rng.normal(size=(*batch, m))
    gradients = ref.dense_backward(inputs["x"], inputs["W"], g)
    assert_gradients(ref.dense, inputs, g, gradients)


@few
@given(seeds, sizes, st.lists(sizes, min_size=2, max_size=4))
def test_network_of_any_depth(seed, batch, widths):
    rng = np.random.default_rng(seed)
    network = ref.initial_network(widths, rng)
    x, y = rng.normal(size=(batch, widths[0])), rng.uniform(0, 1, (batch, widths[-1]))
    _, gradients = ref.backward(network, x, y)
    for k in range(len(network)):
        for name in ("W", "b"):

            def loss(value, k=k, name=name):
                layer = network[k]._replace(**{name: value})
                return ref.backward((*network[:k], layer, *network[k + 1 :]), x, y)[0]

            assert_gradient(loss, getattr(network[k], name), getattr(gradients[k], name))


@few
@given(seeds, sizes, sizes, sizes, st.sampled_from(["mean", "sum"]))
def test_mini_network_equals_the_network_and_the_differences(seed, batch, n, hidden, reduction):
    rng = np.random.default_rng(seed)
    first, second = ref.initial_network([n, hidden, 2], rng)
    x, y = rng.normal(size=(batch, n)), rng.uniform(0, 1, (batch, 2))
    inputs = {"W1": first.W, "b1": first.b, "W2": second.W, "b2": second.b}
    got = ref.mini_network_backward(x, y, **inputs, reduction=reduction)
    for name, given_value in inputs.items():

        def loss(value, name=name):
            weights = {**inputs, name: value}
            z2 = ref.mini_network(x, **weights).z2
            return ref.binary_cross_entropy_with_logits(z2, y, reduction)

        assert_gradient(loss, given_value, getattr(got, name))


@few
@given(seeds, st.lists(sizes, max_size=2), sizes, sizes, sizes, sizes, st.booleans())
def test_attention(seed, batch, n_q, n_k, d_k, d_v, masked):
    rng = np.random.default_rng(seed)
    inputs = {
        "Q": rng.normal(size=(*batch, n_q, d_k)),
        "K": rng.normal(size=(*batch, n_k, d_k)),
        "V": rng.normal(size=(*batch, n_k, d_v)),
    }
    g = rng.normal(size=(*batch, n_q, d_v))
    mask = rng.random((*batch, n_q, n_k)) < 0.6 if masked else None  # some rows fully masked
    gradients = ref.attention_backward(**inputs, upstream=g, mask=mask)
    assert_gradients(lambda **i: ref.attention(**i, mask=mask).output, inputs, g, gradients)


def test_attention_sums_the_gradient_of_keys_that_a_batch_shares():
    rng = np.random.default_rng(0)
    inputs = {
        "Q": rng.normal(size=(3, 2, 4)),
        "K": rng.normal(size=(5, 4)),
        "V": rng.normal(size=(1, 5, 2)),
    }
    g = rng.normal(size=(3, 2, 2))
    gradients = ref.attention_backward(**inputs, upstream=g)
    assert_gradients(lambda **i: ref.attention(**i).output, inputs, g, gradients)


@few
@given(seeds, st.lists(sizes, max_size=2), sizes, sizes, sizes, st.sampled_from([None, (), (1,)]))
def test_rnn_through_time(seed, batch, steps, n, hidden, one_bias_for_all):
    rng = np.random.default_rng(seed)
    inputs = {
        "x": rng.normal(size=(*batch, steps, n)),
        "h0": rng.normal(size=(*batch, hidden)),
        "W_xh": rng.normal(size=(n, hidden)),
        "W_hh": rng.normal(size=(hidden, hidden)),
        "b": rng.normal(size=hidden if one_bias_for_all is None else one_bias_for_all),
    }
    g = rng.normal(size=(*batch, steps, hidden))
    assert_gradients(ref.rnn, inputs, g, ref.rnn_backward(**inputs, upstream=g))


@few
@given(seeds, st.integers(2, 5), sizes)
def test_batch_norm(seed, batch, features):
    rng = np.random.default_rng(seed)
    inputs = {
        "x": rng.normal(size=(batch, features)),
        "gamma": rng.normal(size=features),
        "beta": rng.normal(size=features),
    }
    g = rng.normal(size=(batch, features))
    gradients = ref.batch_norm_backward(inputs["x"], inputs["gamma"], g, eps=0.1)
    assert_gradients(lambda **i: ref.batch_norm(**i, eps=0.1).output, inputs, g, gradients)
    np.testing.assert_allclose(gradients.x.sum(0), 0, atol=1e-12)


@few
@given(seeds, sizes, st.integers(2, 5), sizes, st.sampled_from([-1, 0, 1, (1, 2), (0, 2)]))
def test_layer_norm_on_any_axis(seed, n, m, k, axis):
    rng = np.random.default_rng(seed)
    inputs = {
        "x": rng.normal(size=(n, m, k)),
        "gamma": rng.normal(size=(m, k)),
        "beta": rng.normal(size=(m, k)),
    }
    g = rng.normal(size=(n, m, k))
    gradients = ref.layer_norm_backward(inputs["x"], inputs["gamma"], g, 0.1, axis)
    assert_gradients(
        lambda **i: ref.layer_norm(**i, eps=0.1, axis=axis).output, inputs, g, gradients
    )
    np.testing.assert_allclose(gradients.x.sum(axis), 0, atol=1e-12)


@few
@given(seeds, sizes, sizes)
def test_residual(seed, n, d):
    rng = np.random.default_rng(seed)
    x, W, g = rng.normal(size=(n, d)), rng.normal(size=(d, d)), rng.normal(size=(n, d))
    got = ref.residual_backward(g, lambda u: (u * ref.tanh_gradient(x @ W)) @ W.T)
    assert_gradient(lambda v: (ref.residual(v, lambda u: np.tanh(u @ W)) * g).sum(), x, got)


@few
@given(seeds, sizes, sizes, sizes)
def test_negative_sampling(seed, pairs, negatives, d):
    rng = np.random.default_rng(seed)
    inputs = {
        "center": rng.normal(size=(pairs, d)),
        "context": rng.normal(size=(pairs, d)),
        "negatives": rng.normal(size=(pairs, negatives, d)),
    }
    got = ref.negative_sampling(**inputs)
    for name, given_value in inputs.items():

        def loss(value, name=name):
            return ref.negative_sampling(**{**inputs, name: value}).loss.sum()

        assert_gradient(loss, given_value, getattr(got, name))


@few
@given(seeds, sizes, st.integers(2, 4), sizes)
def test_full_softmax(seed, pairs, words, d):
    rng = np.random.default_rng(seed)
    v, U, target = rng.normal(size=(pairs, d)), rng.normal(size=(words, d)), [words - 1] * pairs
    got = ref.full_softmax(v, U, target)
    assert_gradient(lambda a: ref.full_softmax(a, U, target).loss.sum(), v, got.center)
    assert_gradient(lambda a: ref.full_softmax(v, a, target).loss.sum(), U, got.contexts)


@few
@given(seeds, st.integers(1, 4), sizes)
def test_glove(seed, words, d):
    rng = np.random.default_rng(seed)
    X = np.round(rng.uniform(0, 150, (words, words))) * (rng.random((words, words)) < 0.7)
    inputs = {
        "W": rng.normal(size=(words, d)),
        "W_context": rng.normal(size=(words, d)),
        "b": rng.normal(size=words),
        "b_context": rng.normal(size=words),
    }
    got = ref.glove(**inputs, X=X)
    for name, given_value in inputs.items():

        def loss(value, name=name):
            return ref.glove(**{**inputs, name: value}, X=X).loss

        assert_gradient(loss, given_value, getattr(got, name))


def test_gradient_flow_is_the_gradient_of_the_whole_stack():
    rng = np.random.default_rng(3)
    x, W, g = rng.normal(size=3), rng.normal(size=(4, 3, 3)), rng.normal(size=3)
    flow = ref.gradient_flow(x, W, g)

    def loss(value, shortcut):
        for layer in W:
            value = shortcut * value + np.tanh(value @ layer)
        return (value * g).sum()

    for got, shortcut in ((flow.plain, 0), (flow.residual, 1)):
        numeric = ref.numerical_gradient(lambda v, s=shortcut: loss(v, s), x)
        np.testing.assert_allclose(got[-1], np.linalg.norm(numeric), rtol=1e-7)
        np.testing.assert_allclose(got[0], np.linalg.norm(g))


def test_gradient_norms_are_those_of_the_states_before():
    rng = np.random.default_rng(4)
    x, h0, W_xh, W_hh = (rng.normal(size=s) for s in ((6, 2), 3, (2, 3), (3, 3)))
    b, g = rng.normal(size=3), rng.normal(size=3)
    norms = ref.gradient_norms(x, h0, W_xh, W_hh, b, g)
    states = np.concatenate([h0[None], ref.rnn(x, h0, W_xh, W_hh, b)])
    for k in range(1, 7):

        def loss(h, k=k):
            return (ref.rnn(x[6 - k :], h, W_xh, W_hh, b)[-1] * g).sum()

        numeric = ref.numerical_gradient(loss, states[6 - k])
        np.testing.assert_allclose(norms[k], np.linalg.norm(numeric), rtol=1e-6, atol=1e-9)


def test_central_differences_have_an_oracle_too():
    x = np.array([0.3, -2.0, 40.0])
    exact = 3 * x**2 * np.exp(-x) - x**3 * np.exp(-x)
    got = ref.numerical_gradient(lambda v: (v**3 * np.exp(-v)).sum(), x)
    np.testing.assert_allclose(got, exact, rtol=1e-7, atol=1e-9)


def test_a_wrong_gradient_is_found():
    x = np.array([0.5, 1.0])
    numeric = ref.numerical_gradient(lambda v: ref.sigmoid(v).sum(), x)
    assert ref.gradient_error(ref.sigmoid(x), numeric) > 0.1
