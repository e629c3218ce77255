"""Conventions against ONNX's own node tests (float32, so to 1e-5)."""

import numpy as np
import pytest

import reference_impl as ref

close = {"rtol": 1e-5, "atol": 1e-6}


def arrays(case):
    inputs = {name: np.array(value) for name, value in case["inputs"].items()}
    outputs = {name: np.array(value) for name, value in case["outputs"].items()}
    return inputs, outputs, case["attributes"]


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("sigmoid_example", ref.sigmoid),
        ("softplus_example", ref.softplus),
        ("gelu_default_1", ref.gelu),
        ("gelu_tanh_1", lambda x: ref.gelu(x, approximate="tanh")),
        ("softmax_example", ref.softmax),
        ("softmax_large_number", ref.softmax),
        ("softmax_axis_0", lambda x: ref.softmax(x, axis=0)),
        ("softmax_axis_1", lambda x: ref.softmax(x, axis=1)),
        ("logsoftmax_example_1", ref.log_softmax),
        ("logsoftmax_large_number", ref.log_softmax),
        ("logsoftmax_axis_0", lambda x: ref.log_softmax(x, axis=0)),
    ],
)
def test_functions_of_one_array(onnx_cases, name, function):
    inputs, outputs, _ = arrays(onnx_cases[name])
    np.testing.assert_allclose(function(inputs["x"]), outputs["y"], **close)


@pytest.mark.parametrize(
    ("name", "axis"),
    [
        ("layer_normalization_2d_axis1", 1),
        ("layer_normalization_2d_axis0", (0, 1)),  # ONNX normalises from its axis to the last
        ("layer_normalization_3d_axis1_epsilon", (1, 2)),
    ],
)
def test_layer_norm(onnx_cases, name, axis):
    inputs, outputs, attributes = arrays(onnx_cases[name])
    eps = attributes.get("epsilon", 1e-5)
    got = ref.layer_norm(inputs["X"], inputs["W"], inputs["B"], eps, axis)
    np.testing.assert_allclose(got.output, outputs["Y"], **close)
    np.testing.assert_allclose(got.mean, outputs["Mean"].squeeze(), **close)
    deviation = 1 / np.sqrt(got.variance + eps)
    np.testing.assert_allclose(deviation, outputs["InvStdDev"].squeeze(), **close)


def channels_last(x):
    """(N, C, H, W) → (N·H·W, C)."""
    return np.moveaxis(x, 1, -1).reshape(-1, x.shape[1])


def test_batch_norm_in_eval_mode(onnx_cases):
    inputs, outputs, _ = arrays(onnx_cases["batchnorm_example"])
    rows = channels_last(inputs["x"])
    got = ref.batch_norm_eval(rows, inputs["s"], inputs["bias"], inputs["mean"], inputs["var"])
    np.testing.assert_allclose(got, channels_last(outputs["y"]), **close)


def test_batch_norm_in_train_mode_with_onnx_momentum_and_variance(onnx_cases):
    inputs, outputs, attributes = arrays(onnx_cases["batchnorm_epsilon_training_mode"])
    eps = attributes["epsilon"]
    running = ref.Running(inputs["mean"], inputs["var"])
    rows, gamma, beta = channels_last(inputs["x"]), inputs["s"], inputs["bias"]
    got, new = ref.batch_norm_train(rows, gamma, beta, running, 0.1, eps, unbiased=False)
    np.testing.assert_allclose(got, channels_last(outputs["y"]), **close)
    np.testing.assert_allclose(new.mean, outputs["output_mean"], **close)
    np.testing.assert_allclose(new.variance, outputs["output_var"], **close)


@pytest.mark.parametrize(
    "name", ["simple_rnn_defaults", "simple_rnn_with_initial_bias", "rnn_seq_length"]
)
def test_rnn(onnx_cases, name):
    inputs, outputs, attributes = arrays(onnx_cases[name])
    x = np.moveaxis(inputs["X"], 0, 1)  # ONNX: (T, batch, in)
    hidden = attributes["hidden_size"]
    bias = inputs.get("B", np.zeros((1, 2 * hidden)))[0]
    h0 = np.zeros((len(x), hidden))
    both = bias[:hidden] + bias[hidden:]
    states = ref.rnn(x, h0, inputs["W"][0].T, inputs["R"][0].T, both)
    np.testing.assert_allclose(states[:, -1], outputs["Y_h"][0], **close)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_cross_entropy(onnx_cases, reduction):
    inputs, outputs, _ = arrays(onnx_cases[f"sce_{reduction}"])
    got = ref.cross_entropy(inputs["x"], inputs["y"], reduction)
    np.testing.assert_allclose(got, outputs["z"], **close)


def test_one_hot(onnx_cases):
    inputs, outputs, _ = arrays(onnx_cases["onehot_with_axis"])
    off, on = inputs["values"]
    encoded = ref.one_hot(inputs["indices"], int(inputs["depth"]))
    got = np.moveaxis(off + (on - off) * encoded, -1, 1)  # the case puts the new axis second
    np.testing.assert_array_equal(got, outputs["y"])


def test_quantise(onnx_cases):
    inputs, outputs, _ = arrays(onnx_cases["quantizelinear"])
    scale, zero = float(inputs["y_scale"]), int(inputs["y_zero_point"])
    got = ref.quantise(inputs["x"], scale, zero, low=0, high=255)
    np.testing.assert_array_equal(got, outputs["y"])


def test_dequantise(onnx_cases):
    inputs, outputs, _ = arrays(onnx_cases["dequantizelinear"])
    got = ref.dequantise(inputs["x"], float(inputs["x_scale"]), int(inputs["x_zero_point"]))
    np.testing.assert_array_equal(got, outputs["y"])


def test_asymmetric_scale_is_that_of_dynamic_quantisation(onnx_cases):
    inputs, outputs, _ = arrays(onnx_cases["dynamicquantizelinear_max_adjusted"])
    scale, zero = ref.asymmetric_scale(inputs["x"])
    np.testing.assert_allclose(scale, outputs["y_scale"], rtol=1e-6)
    assert zero + 128 == outputs["y_zero_point"]  # ONNX counts in uint8, we in int8
    got = ref.quantise(inputs["x"], scale, zero)
    np.testing.assert_array_equal(got + 128, outputs["y"])
