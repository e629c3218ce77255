"""Write onnx.json: inputs and outputs of ONNX's own node tests, as plain numbers.

Run once with onnx 1.17 (the last wheel that ships the node data):
    pip install "onnx==1.17.*" && python make_onnx.py
"""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

HERE = Path(__file__).parent
NODES = Path(onnx.__file__).parent / "backend" / "test" / "data" / "node"
CASES = [
    "sigmoid_example",
    "softplus_example",
    "gelu_default_1",
    "gelu_tanh_1",
    "softmax_example",
    "softmax_large_number",
    "softmax_axis_0",
    "softmax_axis_1",
    "logsoftmax_example_1",
    "logsoftmax_large_number",
    "logsoftmax_axis_0",
    "layer_normalization_2d_axis1",
    "layer_normalization_2d_axis0",
    "layer_normalization_3d_axis1_epsilon",
    "batchnorm_example",
    "batchnorm_epsilon_training_mode",
    "simple_rnn_defaults",
    "simple_rnn_with_initial_bias",
    "rnn_seq_length",
    "sce_mean",
    "sce_none",
    "sce_sum",
    "onehot_with_axis",
    "quantizelinear",
    "dequantizelinear",
    "dynamicquantizelinear_max_adjusted",
]


def case(name: str) -> dict[str, object]:
    folder = NODES / f"test_{name}"
    node = onnx.load(folder / "model.onnx").graph.node[0]
    data = folder / "test_data_set_0"
    return {
        "name": name,
        "operator": node.op_type,
        "attributes": {
            a.name: readable(onnx.helper.get_attribute_value(a)) for a in node.attribute
        },
        "inputs": dict(zip([i for i in node.input if i], tensors(data, "input"), strict=True)),
        "outputs": dict(zip([o for o in node.output if o], tensors(data, "output"), strict=True)),
    }


def tensors(folder: Path, kind: str) -> list[object]:
    paths = sorted(folder.glob(f"{kind}_*.pb"), key=lambda p: int(p.stem.split("_")[1]))
    return [plain(numpy_helper.to_array(onnx.load_tensor(path))) for path in paths]


def plain(array: np.ndarray) -> object:
    """Floats with the 9 digits that identify a float32, whole numbers as they are."""
    if np.issubdtype(array.dtype, np.floating):
        return np.vectorize(lambda x: float(f"{x:.9g}"), otypes=[float])(array).tolist()
    return array.tolist()


def readable(value: object) -> object:
    return value.decode() if isinstance(value, bytes) else value


if __name__ == "__main__":
    golden = {
        "program": "onnx",
        "version": onnx.__version__,
        "script": Path(__file__).name,
        "precision": "float32",
        "cases": [case(name) for name in CASES],
    }
    text = json.dumps(golden, separators=(",", ":")).replace('{"name"', '\n{"name"')
    (HERE / "onnx.json").write_text(text + "\n")
