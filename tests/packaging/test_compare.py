"""The comparison of a release's benchmarks: what it reads, and what it calls worse."""

import importlib.util
import json
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
PRINTED = """\
1000 cards: 7.79 ms, sqlite3 5.14 ms
  answer and next card                                         1.51 ×   budget 4  ok
10000 cards: 8.39 ms, sqlite3 6.11 ms
  answer and next card                                         1.37 ×   budget 4  ok
today's counts                                                40.92 ms  budget 500  ok
the queue against bare sqlite3                                 2.07 ×
"""


@pytest.fixture(scope="module")
def compare():
    spec = importlib.util.spec_from_file_location("compare", BENCHMARKS / "compare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_only_ratios_with_a_budget_are_read_and_the_largest_size_counts(compare) -> None:
    assert compare.ratios("answer", PRINTED) == {"answer: answer and next card": 1.37}


def test_what_grew_beyond_the_tolerance_or_is_gone_is_worse(compare) -> None:
    last = {"a": 1.0, "b": 1.0, "c": 1.0}

    assert compare.worse({"a": 1.6, "b": 1.4, "d": 9.0}, last) == [
        "a: 1.60 ×, last 1.00 ×",
        "c: not measured",
    ]


def test_every_script_that_is_run_has_last_figures(compare) -> None:
    last = json.loads(compare.FIGURES.read_text(encoding="utf-8"))["ratios"]

    assert {what.partition(":")[0] for what in last} == {name for name, *_sizes in compare.RUNS}
    assert all((BENCHMARKS / f"bench_{name}.py").is_file() for name, *_sizes in compare.RUNS)
