"""The code behind an answer, and a variant from its drawn values alone."""

import inspect

import pytest

import reference_impl
from quizapp.model.errors import InputError
from quizapp.questions import draw_variant, redrawn_variant, reference_sources

LAYER = '''"""p {{x}}"""
x = decimals(-2, 2, shape=3)
z = x * 2            # Doubled
h = sigmoid(z)       # Squashed
unused = relu(x)
require(max(tanh(x)) < 1)
answer(softmax(h))
mistake(softplus(x), "no", id="soft")
'''


def test_the_functions_come_in_the_order_of_their_calls_with_their_steps(read) -> None:
    found = reference_sources(read(LAYER))

    assert [(source.name, source.step) for source in found] == [("sigmoid", "h"), ("softmax", "")]


def docstring(function) -> str:
    """The lines of a docstring as they stand in the source."""
    return f'    """{function.__doc__}"""\n'


def test_the_source_is_that_of_the_function_at_its_place(read) -> None:
    for source in reference_sources(read(LAYER)):
        function = getattr(reference_impl, source.name)
        assert source.source == inspect.getsource(function)
        assert source.code == source.source.replace(docstring(function), "")
        assert source.line == function.__code__.co_firstlineno
        assert source.file == f"reference_impl/{function.__module__.rpartition('.')[2]}.py"


def test_what_only_our_own_functions_compute_has_no_code(read) -> None:
    assert reference_sources(read('"""p"""\na = integers(1, 9)\nanswer(sqrt(a) + 0.5)\n')) == ()


def test_the_drawn_values_alone_give_the_same_variant(read) -> None:
    question = read(LAYER)
    variant = draw_variant(question, 5)

    again = redrawn_variant(question, 999, 1, dict(variant.drawn))

    assert again.seed == 999
    assert (again.prompt, again.parts, again.steps, again.drawn) == (
        variant.prompt,
        variant.parts,
        variant.steps,
        variant.drawn,
    )


def test_values_that_the_question_does_not_draw_are_refused(read) -> None:
    with pytest.raises(InputError):
        redrawn_variant(read(LAYER), 1, 1, {"other": 1})


def test_a_step_has_its_value_in_full(read) -> None:
    doubled, squashed = draw_variant(read(LAYER), 5).steps

    assert doubled.value is not None
    drawn = dict(draw_variant(read(LAYER), 5).drawn)["x"]
    assert doubled.value == tuple(2 * x for x in drawn)
    assert len(squashed.value) == 3
