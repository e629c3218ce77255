"""Fixtures of the reference tests, and the path on which their oracles are found."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


@pytest.fixture(autouse=True)
def floating_point_errors_raise():
    """Make every overflow, division by zero and invalid operation an error."""
    with np.errstate(all="raise", under="ignore"):
        yield


@pytest.fixture(scope="session")
def torch_values():
    """The values PyTorch gave once, by topic (see golden/make_torch.py)."""
    return json.loads((HERE / "golden" / "torch.json").read_text())["topics"]


@pytest.fixture(scope="session")
def torch_accuracy():
    """The largest errors PyTorch made on the samples of exact_values, in ulp."""
    return json.loads((HERE / "golden" / "torch_accuracy.json").read_text())["largest_error_in_ulp"]


@pytest.fixture(scope="session")
def onnx_cases():
    """ONNX's node test cases by name (see golden/make_onnx.py)."""
    return {c["name"]: c for c in json.loads((HERE / "golden" / "onnx.json").read_text())["cases"]}
