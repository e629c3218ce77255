"""Values and gradients against PyTorch in float64 (made once by golden/make_torch.py)."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

import reference_impl as ref

close = {"rtol": 1e-11, "atol": 1e-13}


def same(got, wanted, **tolerance):
    np.testing.assert_allclose(got, np.array(wanted), **{**close, **tolerance})


@pytest.fixture
def topic(torch_values, request):
    """The values of one topic as arrays."""
    return as_arrays(torch_values[request.param])


def as_arrays(value):
    if isinstance(value, dict):
        return {name: as_arrays(item) for name, item in value.items()}
    return np.array(value)


def of(name):
    return pytest.mark.parametrize("topic", [name], indirect=True)


@of("activations")
@pytest.mark.parametrize(
    ("name", "function", "gradient"),
    [
        ("sigmoid", ref.sigmoid, ref.sigmoid_gradient),
        ("softplus", ref.softplus, ref.sigmoid),
        ("relu", ref.relu, ref.relu_gradient),
        ("tanh", np.tanh, ref.tanh_gradient),
        ("gelu", ref.gelu, ref.gelu_gradient),
        (
            "gelu_tanh",
            lambda x: ref.gelu(x, approximate="tanh"),
            lambda x: ref.gelu_gradient(x, approximate="tanh"),
        ),
    ],
)
def test_activations(topic, name, function, gradient):
    inside = np.abs(topic["x"]) <= 40 if name in ("softplus", "sigmoid", "tanh") else slice(None)
    x = topic["x"][inside]
    same(function(x), topic[name][inside], rtol=1e-8, atol=1e-15)
    same(gradient(x), topic[f"{name}_gradient"][inside], atol=1e-15)


@of("losses")
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_losses(topic, reduction):
    z, y, p, logits, target = (topic[name] for name in ("z", "y", "p", "logits", "target"))
    same(ref.binary_cross_entropy_with_logits(z, y, reduction), topic[f"with_logits_{reduction}"])
    same(ref.binary_cross_entropy(p, y, reduction), topic[f"plain_{reduction}"])
    same(ref.cross_entropy(logits, target, reduction), topic[f"cross_entropy_{reduction}"])
    by_logits = ref.binary_cross_entropy_with_logits_gradient(z, y, reduction)
    same(by_logits, topic[f"dz_{reduction}"])
    same(ref.binary_cross_entropy_gradient(p, y, reduction), topic[f"dp_{reduction}"])
    same(ref.cross_entropy_gradient(logits, target, reduction), topic[f"dlogits_{reduction}"])


@of("softmax")
@pytest.mark.parametrize("axis", [0, 1, 2])
def test_softmax_on_every_axis(topic, axis):
    x, g = topic["x"], topic["g"]
    weights, logarithm = ref.softmax(x, axis), ref.log_softmax(x, axis)
    same(weights, topic[f"softmax_{axis}"])
    same(logarithm, topic[f"log_softmax_{axis}"])
    same(ref.logsumexp(x, axis), topic[f"logsumexp_{axis}"])
    same(ref.softmax_backward(weights, g, axis), topic[f"softmax_{axis}_gradient"])
    same(ref.log_softmax_backward(logarithm, g, axis), topic[f"log_softmax_{axis}_gradient"])


@of("mini_network")
def test_mini_network_forward_and_backward(topic):
    weights = [topic[name] for name in ("W1", "b1", "W2", "b2")]
    same(ref.mini_network(topic["x"], *weights).z2, topic["logits"])
    got = ref.mini_network_backward(topic["x"], topic["y"], *weights)
    for name in ("loss", "W1", "b1", "W2", "b2"):
        same(getattr(got, name), topic["loss" if name == "loss" else f"d{name}"])
    network = (ref.Layer(*weights[:2]), ref.Layer(*weights[2:]))
    loss, (first, second) = ref.backward(network, topic["x"], topic["y"])
    same(loss, topic["loss"])
    same(first.W, topic["dW1"])
    same(second.b, topic["db2"])


@of("attention")
@pytest.mark.parametrize("name", ["plain", "masked", "scaled"])
def test_attention_forward_and_backward(topic, name):
    Q, K, V, g = (topic[letter] for letter in "QKVg")
    options = {"plain": {}, "masked": {"mask": topic["mask"]}, "scaled": {"scale": 0.3}}[name]
    same(ref.attention(Q, K, V, **options).output, topic[name])
    got = ref.attention_backward(Q, K, V, g, **options)
    for letter in "QKV":
        same(getattr(got, letter), topic[f"{name}_d{letter}"])


@of("attention")
def test_causal_attention(topic):
    x = topic["square"]
    same(ref.attention(x, x, x, ref.causal_mask(len(x))).output, topic["causal"])


@of("multi_head")
def test_multi_head_attention(topic):
    x, context, heads = topic["x"], topic["context"], int(topic["heads"])
    projections = [topic[name] for name in ("W_Q", "W_K", "W_V", "W_O")]
    got = ref.multi_head_attention(x, context, *projections, heads)
    same(got.weights, topic["weights"])
    same(got.output, topic["y"])


@of("encoder_layer")
@pytest.mark.parametrize("norm", ["pre", "post"])
@pytest.mark.parametrize("activation", ["relu", "gelu"])
def test_encoder_block(topic, norm, activation):
    weights = ref.BlockWeights(**topic["weights"])
    x, heads = topic["x"], int(topic["heads"])
    options = {"norm": norm, "activation": activation}
    same(ref.encoder_block(x, weights, heads, **options), topic[f"{norm}_{activation}"])
    causal = ref.encoder_block(x, weights, heads, ref.causal_mask(3), **options)
    same(causal, topic[f"{norm}_{activation}_causal"])


@of("rnn")
def test_rnn_forward_and_through_time(topic):
    inputs = [topic[name] for name in ("x", "h0", "W_xh", "W_hh", "b")]
    same(ref.rnn(*inputs), topic["states"])
    got = ref.rnn_backward(*inputs, topic["g"])
    for name in ("x", "h0", "W_xh", "W_hh", "b"):
        same(getattr(got, name), topic[f"d{name}"])


@of("norms")
def test_batch_norm_and_its_running_statistics(topic):
    x, g, gamma, beta = (topic[name] for name in ("x", "g", "gamma", "beta"))
    running = ref.Running(np.zeros(4), np.ones(4))
    output, new = ref.batch_norm_train(x, gamma, beta, running)
    same(output, topic["batch"])
    same(new.mean, topic["running_mean"])
    same(new.variance, topic["running_variance"])
    same(ref.batch_norm_eval(x, gamma, beta, *new), topic["batch_eval"])
    got = ref.batch_norm_backward(x, gamma, g)
    for name in ("x", "gamma", "beta"):
        same(getattr(got, name), topic[f"batch_d{name}"])


@of("norms")
def test_layer_norm(topic):
    x, g, gamma, beta = (topic[name] for name in ("x", "g", "gamma", "beta"))
    same(ref.layer_norm(x, gamma, beta).output, topic["layer"])
    got = ref.layer_norm_backward(x, gamma, g)
    for name in ("x", "gamma", "beta"):
        same(getattr(got, name), topic[f"layer_d{name}"])


@of("formats")
@pytest.mark.parametrize("name", ["float16", "bfloat16"])
def test_number_formats(topic, name):
    np.testing.assert_array_equal(ref.rounded_to(topic["x"], name), topic[name])
    form = ref.float_format(name)
    assert form.largest == topic[f"{name}_max"]
    assert form.epsilon == topic[f"{name}_eps"]
    assert form.smallest_normal == topic[f"{name}_tiny"]


@of("embedding_losses")
def test_negative_sampling(topic):
    topic = topic["negative_sampling"]
    got = ref.negative_sampling(topic["v"], topic["u"], topic["negatives"])
    same(got.loss, topic["loss"])
    same(got.center, topic["dv"])
    same(got.context, topic["du"])
    same(got.negatives, topic["dnegatives"])


@of("embedding_losses")
def test_glove(topic):
    topic = topic["glove"]
    names = ("W", "W_context", "b", "b_context")
    got = ref.glove(*(topic[name] for name in names), topic["X"])
    same(got.loss, topic["loss"])
    for name in names:
        same(getattr(got, name), topic[f"d{name}"])


def test_every_golden_file_names_the_program_the_version_and_the_script_that_made_it():
    folder = Path(__file__).parent / "golden"
    files = sorted(folder.glob("*.json"))
    assert [path.name for path in files] == ["onnx.json", "torch.json", "torch_accuracy.json"]
    for path in files:
        head = json.loads(path.read_text())
        assert head["program"] in ("onnx", "torch")
        assert re.match(r"\d+\.\d+", head["version"])
        assert (folder / head["script"]).is_file()
