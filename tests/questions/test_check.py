"""What ``check`` learns about a question, and what ``question --functions`` lists."""

from collections.abc import Callable

import reference_impl
from quizapp.questions import block_version, function_list, survey
from quizapp.questions.check import survey as timed_survey
from quizapp.questions.code import CodeQuestion
from quizapp.questions.draw import draws
from quizapp.questions.functions import functions
from quizapp.questions.statements import Question

Read = Callable[..., Question]


def test_acceptance_is_the_share_of_tries_that_became_a_variant(read: Read) -> None:
    found = survey(read('"""p"""\nn = integers(1, 4)\nrequire(n == 1)\nanswer(n)'), 400)

    assert found.variants == 400
    assert 0.2 < found.acceptance < 0.3
    assert found.broken == ()


def test_equal_numbers_are_duplicates(read: Read) -> None:
    assert survey(read('"""p"""\nn = integers(1, 4)\nanswer(n)'), 50).duplicates == 46


def test_time_is_the_median_of_a_variant(read: Read) -> None:
    times = iter(range(10_000))
    found = timed_survey(read('"""p"""\nanswer(1)'), 9, lambda: next(times))

    assert found.ms == 1000


def test_broken_seeds_are_listed_with_their_level(read: Read) -> None:
    question = read('"""p"""\nrequire(level == 1)\nanswer(1)', "quiz a-question levels=2")

    found = survey(question, 6)

    assert [(seed, level) for seed, level, _message in found.broken] == [(1, 2), (3, 2), (5, 2)]
    assert found.variants == 3


def test_a_mistake_that_hardly_any_draw_tells_apart_is_named(read: Read) -> None:
    found = survey(
        read(
            '"""p"""\nn = integers(1, 50)\nanswer(n)\n'
            'mistake(n + (n == 7), "hardly", id="hardly")\nmistake(n + 2, "well", id="well")\n'
            'mistake(0, "never", id="never", when=n > 50)'
        )
    )

    assert found.inseparable == ("hardly",)
    assert found.silent == ("never",)


def test_programs_of_code_questions_are_surveyed_too(
    read_code: Callable[..., CodeQuestion],
) -> None:
    found = survey(read_code('#: """p"""\n#: n = integers(1, 4)\nprint(n)\n'), 40)

    assert (found.variants, found.duplicates, found.acceptance) == (40, 36, 1.0)


def test_every_listed_function_is_one_that_can_be_called() -> None:
    listed = {function.name: function for function in function_list()}

    assert set(listed) == set(draws()) | set(functions())
    assert {f.__name__ for f in reference_impl.FOR_QUESTIONS} <= set(listed)
    assert listed["integers"].signature == "integers(lo, hi, shape=(), avoid=())"
    assert all(function.summary for function in listed.values())
    assert {function.kind for function in listed.values()} == {"draw", "function", "reference"}


TABLE = """
abs sign exp log log2 log10 sqrt sin cos tanh floor ceil round clip minimum maximum where isfinite
sum mean var std min max ptp prod argmax argmin cumsum sort norm any all
len shape size array zeros ones eye arange reshape concat stack diag tril triu dot outer
"""
WITH_AXIS = TABLE.splitlines()[2].split()
DRAWS = """
integers decimals one_of some_of distinct probabilities permutation words sentence
"""


def test_the_functions_are_those_of_the_table_of_the_language() -> None:
    ours = {name for name, function in functions().items() if function.ours}

    assert ours == set(TABLE.split())
    assert all("axis" in functions()[name].signature.parameters for name in WITH_AXIS)
    assert set(draws()) == set(DRAWS.split())


def test_no_name_means_two_things() -> None:
    reference = [f.__name__ for f in reference_impl.FOR_QUESTIONS]
    ours = [name for name, function in functions().items() if function.ours]

    assert len(set(reference)) == len(reference)
    assert not set(reference) & (set(ours) | set(draws()))


def test_a_block_has_a_version_even_where_it_cannot_be_read(read: Read) -> None:
    source = '"""p"""\nanswer(1)'

    assert block_version(source, "quiz ab levels=2") == read(source, "quiz ab levels=2").version
    assert len(block_version("((", "quiz ab levels=x")) == 16
