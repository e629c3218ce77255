"""The catalogue, its examples, the import, and what questions may call."""

import ast
import inspect
import os
import re
import subprocess
import sys

import numpy as np
import pytest

import reference_impl
from reference_impl import patterns
from reference_impl.__main__ import main
from reference_impl.catalogue import ROWS, entries, page, worked_example

ENTRIES = entries()
every_entry = pytest.mark.parametrize("name", ENTRIES)


def run(*arguments, **environment):
    """Run a Python of its own; warnings are errors."""
    result = subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )
    return result.stdout


@every_entry
def test_a_docstring_states_equation_shapes_errors_and_source(name):
    doc = inspect.getdoc(ENTRIES[name])
    first = doc.split("\n")[0]
    assert first.endswith("."), first
    assert "Source:" in doc
    if inspect.isfunction(ENTRIES[name]):
        paragraphs = doc.split("\n\n")
        assert re.search("[=≈≤≠←→↦~∈{]|argsort|one-hot", paragraphs[1]), "the equation comes second"
        assert re.search("[Rr]aise", doc)


@every_entry
def test_the_example_in_the_docstring_shows_what_is_computed(name):
    doc = inspect.getdoc(ENTRIES[name])
    _, start, shown = doc.partition(">>> ")
    assert list(worked_example(ENTRIES[name])) == (start + shown).rstrip().split("\n")


@every_entry
def test_the_page_has_the_explanation_the_code_and_the_numbers(name):
    text = page(name)
    assert text.startswith(f"{name}\n")
    assert "\nCode\n----\n" in text
    assert "\nWorked example\n--------------\n>>> " in text
    assert '"""' not in text.split("\nCode\n")[1].split("\n")[2]


def test_the_page_shows_the_helpers_that_hold_the_equation():
    assert "def _exp_of_difference(" in page("softmax")
    assert "def _softmax_where(" in page("attention")
    assert "def _survival(" in page("what_survives")
    assert page("log_softmax").count("def _exp_of_difference(") == 1
    assert page("batch_norm").count("def _batch_mean(") == 1
    assert "def over_deviation(" in page("layer_norm")
    assert "_checked(\n" not in page("attention").split("Worked")[0].split("def _")[0]


def test_every_public_function_is_in_the_catalogue_once():
    names = [name for line in ROWS.values() for name in " ".join(line).split()]
    assert len(names) == len(set(names))
    functions = {
        n for n in reference_impl.__all__ if inspect.isfunction(getattr(reference_impl, n))
    }
    assert functions <= set(names)
    assert len(ROWS) == 17


def test_a_module_tells_all_of_its_functions_or_hides_them():
    modules = [m for name, m in sys.modules.items() if name.startswith("reference_impl.")]
    for module in (m for m in modules if hasattr(m, "__all__") and m is not patterns):
        own = {
            n for n, f in vars(module).items() if getattr(f, "__module__", "") == module.__name__
        }
        functions = {n for n in own if inspect.isfunction(getattr(module, n))}
        assert {n for n in functions if not n.startswith("_")} <= set(module.__all__)
        assert set(module.__all__) <= set(reference_impl.__all__)


def test_the_catalogue_has_one_line_for_each_name(capsys):
    assert main([]) == 0
    lines = capsys.readouterr().out.split("\n")
    for name in ENTRIES:
        assert sum(line.split()[:1] == [name] for line in lines) == 1


def test_a_name_with_a_slip_is_answered_with_the_nearest(capsys):
    assert main(["softmx"]) == 2
    assert capsys.readouterr().err == "reference_impl has no 'softmx'. Did you mean softmax?\n"


def test_the_softmax_page_has_equation_source_and_numbers():
    text = run("-m", "reference_impl", "softmax")
    assert "softmax(x)ᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m)" in text
    assert "Bishop 2006, eq. 4.62" in text
    assert "[0.09003 0.2447 0.6652]" in text


def dispatched_features():
    """The features of this processor that numpy can be told to leave alone."""
    try:
        from numpy._core import _multiarray_umath as core
    except ImportError:
        from numpy.core import _multiarray_umath as core
    return [name for name in core.__cpu_dispatch__ if core.__cpu_features__[name]]


def test_every_printed_answer_is_the_same_without_the_processors_features():
    names = list(ENTRIES)
    plain = run("-m", "reference_impl", *names)
    features = " ".join(dispatched_features())
    assert run("-m", "reference_impl", *names, NPY_DISABLE_CPU_FEATURES=features) == plain


def test_importing_loads_numpy_and_nothing_else():
    code = """
import sys, numpy, numpy.typing
before = set(sys.modules)
import reference_impl
print(*sorted(m for m in set(sys.modules) - before if not m.startswith("reference_impl")))
"""
    assert set(run("-c", code).split()) <= {"__future__", "copy", "threading"}


def test_the_package_imports_only_numpy_and_the_standard_library():
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "reference_impl" and module is not None:
            for node in ast.walk(ast.parse(inspect.getsource(module))):
                imported = node.module if isinstance(node, ast.ImportFrom) else None
                roots = [imported] if imported else []
                roots += [a.name for a in node.names] if isinstance(node, ast.Import) else []
                for root in roots:
                    top = root.split(".")[0]
                    assert top in {"numpy", "reference_impl"} | set(sys.stdlib_module_names)


class TestForQuestions:
    def test_the_names_are_unique_and_public(self):
        names = [function.__name__ for function in reference_impl.FOR_QUESTIONS]
        assert len(set(names)) == len(names)
        for name, function in zip(names, reference_impl.FOR_QUESTIONS, strict=True):
            assert getattr(reference_impl, name) is function

    def test_no_function_draws_trains_or_takes_a_function(self):
        for function in reference_impl.FOR_QUESTIONS:
            taken = set(inspect.signature(function).parameters)
            assert not taken & {"rng", "branch", "branch_backward", "function", "network"}
            assert not function.__name__.startswith(("train", "initial"))

    def test_what_they_return_is_numbers_arrays_and_named_steps_of_them(self):
        for function in reference_impl.FOR_QUESTIONS:
            *_, value = _last_example_value(function)
            parts = value if isinstance(value, tuple) else (value,)
            assert all(isinstance(p, int | float | np.ndarray | np.generic) for p in parts)

    @pytest.mark.parametrize(
        "call",
        [
            lambda f: f["causal_mask"](10**5),
            lambda f: f["padding_mask"]([1], 10**8),
            lambda f: f["positional_encoding"](10**6, 10**6),
            lambda f: f["one_hot"](0, 10**9),
            lambda f: f["cooccurrence"]([0], 10**5, 1),
            lambda f: f["joint_counts"]([10**6], [10**6]),
            lambda f: f["expected_tokens"](0.5, 10**9),
        ],
    )
    def test_a_large_number_cannot_make_a_large_array(self, call):
        functions = {f.__name__: f for f in reference_impl.FOR_QUESTIONS}
        with pytest.raises(ValueError):
            call(functions)

    def test_a_wide_window_costs_no_more_than_the_text_is_long(self):
        functions = {f.__name__: f for f in reference_impl.FOR_QUESTIONS}
        assert len(functions["skipgram_pairs"]([0, 1, 2], 10**9).centers) == 6
        assert functions["cooccurrence"]([0, 1], 2, 10**9).sum() == 2


def _last_example_value(function):
    import doctest

    names = {**vars(reference_impl), "np": np}
    for example in doctest.DocTestParser().get_examples(inspect.getdoc(function)):
        try:
            yield eval(example.source, names)  # noqa: S307 - our own docstrings
        except SyntaxError:
            exec(example.source, names)  # noqa: S102 - our own docstrings
