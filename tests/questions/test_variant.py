"""From a question to a variant: redraws, fairness, tolerances, parts, levels, carry."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.grading.judge import judge
from quizapp.model.errors import InputError
from quizapp.model.questions import AnswerKind, Tolerance, Value, Variant
from quizapp.model.verdicts import Outcome
from quizapp.questions import carried_part, draw_variant
from quizapp.questions.limits import BrokenVariant
from quizapp.questions.statements import Question
from quizapp.questions.variant import watched_variant

Read = Callable[..., Question]
Draw = Callable[..., Variant]

RNN = (Path(__file__).parent / "fixtures" / "rnn-two-steps.txt").read_text(encoding="utf-8")


def test_the_question_of_the_language_page_is_worked_out_as_by_hand(read: Read) -> None:
    for seed in range(40):
        variant = draw_variant(read(RNN, "python quiz rnn-two-steps"), seed)
        drawn = dict(variant.drawn)
        w, u, b, (x1, x2) = (drawn[name] for name in "wubx")
        h1 = math.tanh(w * x1 + b)
        h2 = math.tanh(w * x2 + u * h1 + b)

        first, second = variant.parts
        assert (first.name, first.answer) == ("h1", pytest.approx(h1, rel=1e-14))
        assert (second.name, second.answer) == ("h2", pytest.approx(h2, rel=1e-14))
        assert first.mistakes[0].value == pytest.approx(math.tanh(w * x1), rel=1e-14)
        assert second.mistakes[0].value == pytest.approx(math.tanh(w * x2 + b), rel=1e-14)
        assert second.tolerance == Tolerance(0.01, 0.02)
        assert (first.carry, second.carry) == (False, True)


def test_its_text_and_steps_are_shown_with_the_numbers(read: Read) -> None:
    variant = draw_variant(read(RNN, "python quiz rnn-two-steps"), 7)

    assert variant.prompt == (
        r"$h_t = \tanh(w x_t + u h_{t-1} + b)$, $w = -0.5$, $u = -0.75$, $b = 0.25$, $h_0 = 0$,"
        r" $x = \begin{pmatrix} -2 & 0.5 \end{pmatrix}$. Найдите $h_1$ и $h_2$."
    )
    assert [
        (step.name, step.caption, step.substituted, step.printed) for step in variant.steps
    ] == [
        ("h1", r"Первый шаг: $h_1 = \tanh(w x_1 + b)$", "tanh(-0.5 * (-2) + 0.25)", "0.8483"),
        (
            "h2",
            r"Второй помнит первый: $h_2 = \tanh(w x_2 + u h_1 + b)$",
            "tanh(-0.5 * 0.5 + (-0.75) * 0.8483 + 0.25)",
            "-0.5623",
        ),
    ]
    assert [(m.id, m.message, m.parts_at) for part in variant.parts for m in part.mistakes] == [
        ("no-bias", "Забыто смещение $b$", "h1"),
        ("no-state", "Состояние $h_1$ не учтено", "h2"),
    ]


def test_a_part_is_carried_on_from_the_learners_own_value(read: Read) -> None:
    question = read(RNN, "python quiz rnn-two-steps")
    variant = draw_variant(question, 7)
    own = 0.3

    part = carried_part(question, variant, {"h1": own})

    assert part is not None
    assert part.answer == pytest.approx(math.tanh(-0.25 + -0.75 * own + 0.25))
    assert [mistake.value for mistake in part.mistakes] == [0.0]
    assert carried_part(question, variant, {}) is None


def test_a_wrong_first_part_does_not_spoil_the_second(read: Read) -> None:
    question = read(RNN, "python quiz rnn-two-steps")
    variant = draw_variant(question, 7)
    h2 = math.tanh(-0.75 * 0.3)

    verdict = judge(
        variant,
        ["0.3", f"{h2:.4f}"],
        recompute=lambda values: carried_part(question, variant, values),
    )

    assert [part.outcome for part in verdict.parts] == [Outcome.WRONG, Outcome.RIGHT]


def test_nothing_is_carried_from_values_that_lead_nowhere(read: Read) -> None:
    question = read(
        '"""p"""\nx = one_of(2)\na = 1 / x  # one\nb = 1 / a  # two\nanswer(a)\n'
        "answer(b, carry=True)"
    )

    assert carried_part(question, draw_variant(question, 1), {"a": 0.0}) is None


def test_later_parts_do_not_spoil_the_part_that_is_carried(read: Read) -> None:
    question = read(
        '"""p"""\nx = one_of(2)\na = x / 2  # one\nb = a + 1  # two\nc = log(a)  # three\n'
        "answer(a)\nanswer(b, carry=True)\nanswer(c, carry=True)"
    )
    variant = draw_variant(question, 1)

    part = carried_part(question, variant, {"a": -3.0})

    assert part is not None
    assert part.answer == -2
    assert carried_part(question, variant, {"a": -3.0, "b": 2.0}) is None


def test_an_array_is_carried_on_as_an_array(read: Read) -> None:
    question = read(
        '"""p"""\nx = integers(1, 3, shape=2)\na = x * 2\nb = sum(a)\nrequire(b > 0)\n'
        'answer(a, part="twice")\nanswer(b, carry=True)'
    )

    part = carried_part(question, draw_variant(question, 1), {"twice": (-10, 4)})

    assert part is not None
    assert part.answer == -6


@pytest.mark.parametrize("path", ["plain", "second"])
def test_steps_used_by_way_of_others_are_used(draw: Draw, path: str) -> None:
    variant = draw(
        '"""p"""\nx = decimals(1, 3, step=0.25)\nn = 2.5\nz = x / n  # scaled\n'
        "p = exp(z)  # power\nw = p / (1 + p)  # share\nhelp = p / 7\nanswer(w)\n"
        'mistake(x, "first", id="plain")\nmistake(help, "second", id="second")'
    )

    parting = {m.id: m.parts_at for m in variant.parts[0].mistakes}
    assert parting[path] == {"plain": "z", "second": "w"}[path]


def test_a_mistake_that_uses_every_step_parts_nowhere(draw: Draw) -> None:
    variant = draw(
        '"""p"""\nx = decimals(1, 3)\nz = x / 3  # third\nanswer(z)\nmistake(-z, "sign")'
    )

    assert variant.parts[0].mistakes[0].parts_at is None


def test_require_redraws_at_once_and_later_lines_do_not_run(draw: Draw) -> None:
    source = (
        '"""p"""\nn = integers(0, 1)\nrequire(n > 0)\nx = array((1, 2))[3 * (1 - n)]\nanswer(x)'
    )

    assert {dict(draw(source, seed).drawn)["n"] for seed in range(20)} == {1}


def test_two_hundred_tries_make_a_variant_broken(read: Read) -> None:
    tries = []
    with pytest.raises(BrokenVariant) as broken:
        watched_variant(
            read('"""p"""\nn = integers(0, 1)\nrequire(n > 1)\nanswer(n)'),
            1,
            1,
            lambda redraw, active: tries.append(redraw),
        )

    assert len(tries) == 200
    assert str(broken.value) == (
        "notes.md:10: Question “a-question”: none of 200 tries was fair;"
        " most often a require(…) that does not hold."
    )


@pytest.mark.parametrize(
    ("options", "answer", "expected"),
    [
        ("", 1.5, Tolerance(0.006, 0.01)),
        ("chain=True", 1.5, Tolerance(0.01, 0.02)),
        ("within=0.25", 1.5, Tolerance(0.25, 0.0)),
        ("rel=0.05", 1.5, Tolerance(0.0, 0.05)),
        ("decimals=2", 1.5, Tolerance(0.005, 0.0)),
        ("digits=3", 1.5, Tolerance(0.0, 0.0, 3)),
        ("", "(1.5, 2)", Tolerance(0.006, 0.01)),
        ("", 2, Tolerance(0.0, 0.0)),
        ("", "(1, 2)", Tolerance(0.0, 0.0)),
        ("within=1", 2, Tolerance(1.0, 0.0)),
        ("within=half", 1.5, Tolerance(0.5, 0.0)),
        ("", '"softmax"', Tolerance(0.0, 0.0)),
    ],
)
def test_tolerances_are_those_of_the_table(
    draw: Draw, options: str, answer: object, expected: Tolerance
) -> None:
    variant = draw(f'"""p"""\nhalf = 1 / 2\nanswer({answer}, {options})')

    assert variant.parts[0].tolerance == expected


def test_half_a_unit_of_a_digit_is_counted_per_entry() -> None:
    tolerance = Tolerance(0, 0, 3)

    assert [tolerance.around(entry) for entry in (123.4, 0.01234, 1.0)] == pytest.approx(
        [0.5, 0.00005, 0.005]
    )


def test_a_negative_tolerance_is_refused(draw: Draw) -> None:
    with pytest.raises(InputError, match="0 or above"):
        draw('"""p"""\nanswer(1.5, within=0-1)')


FAIR = {
    "mistake too near": ("answer(1.0)", ['mistake(1.029, "m")'], False),
    "mistake three tolerances away": ("answer(1.0)", ['mistake(1.03, "m")'], True),
    "chain": ("answer(1.0, chain=True)", ['mistake(1.03, "m")'], False),
    "two mistakes too near": (
        "answer(1.0)",
        ['mistake(2.0, "m")', 'mistake(2.029, "m")'],
        False,
    ),
    "two mistakes apart": ("answer(1.0)", ['mistake(2.0, "m")', 'mistake(2.03, "m")'], True),
    "one entry apart": ("answer((1.0, 2.0))", ['mistake((1.0, 2.06), "m")'], True),
    "no entry apart": ("answer((1.0, 2.0))", ['mistake((1.029, 2.059), "m")'], False),
    "tolerance of the entry": ("answer((9.0, 0.1))", ['mistake((9.0, 0.119), "m")'], True),
    "whole numbers unequal": ("answer(3)", ['mistake(4, "m")'], True),
    "whole numbers equal": ("answer(3)", ['mistake(3.0, "m")'], False),
    "whole arrays unequal": ("answer((1, 2))", ['mistake((1, 3), "m")'], True),
    "whole arrays equal": ("answer((1, 2))", ['mistake((1, 2), "m")'], False),
    "not active": ("answer(1.0)", ['mistake(1.0, "m", when=1 > 2)'], True),
    "NaN but not active": ("answer(1.0)", ['mistake(log(-1), "m", when=1 > 2)'], True),
    "NaN and active": ("answer(1.0)", ['mistake(log(-1), "m")'], False),
    "shapes equal": ("answer(shape(2, 3))", ['mistake(shape(2, 3), "m")'], False),
    "shapes unequal": ("answer(shape(2, 3))", ['mistake(shape(3, 2), "m")'], True),
    "sets equal": ("answer((1, 2), unordered=True)", ['mistake((2, 1), "m")'], False),
    "sets unequal": ("answer((1, 2), unordered=True)", ['mistake((2, 3), "m")'], True),
    "sets within tolerance": (
        "answer((1.0, 2.0), unordered=True, within=0.1)",
        ['mistake((2.0, 1.05), "m")'],
        False,
    ),
    "sets of words equal": (
        'answer(("Ёж", "a"), unordered=True)',
        ['mistake(("a", "еж"), "m")'],
        False,
    ),
    "texts equal": ('answer("Ёж")', ['mistake("еж", "m")'], False),
    "texts unequal": ('answer("ёж")', ['mistake("уж", "m")'], True),
    "orders unequal": ('answer(order("a", "b"))', ['mistake(order("b", "a"), "m")'], True),
}


@pytest.mark.parametrize(("answer", "mistakes", "fair"), FAIR.values(), ids=FAIR)
def test_every_active_mistake_and_every_pair_is_three_tolerances_apart(
    draw: Draw, answer: str, mistakes: list[str], fair: bool
) -> None:
    source = "\n".join(['"""p"""', answer, *mistakes])

    if fair:
        assert draw(source)
    else:
        with pytest.raises(BrokenVariant):
            draw(source)


def test_mistakes_of_different_parts_may_be_alike(draw: Draw) -> None:
    lines = ['answer(1.0, part="a")', 'mistake(2.0, "m")', 'answer(1.0, part="b")']

    assert draw("\n".join(['"""p"""', *lines, 'mistake(2.0, "m")']))


def test_mistakes_have_ids_in_order_and_only_active_ones_appear(draw: Draw) -> None:
    source = (
        '"""p"""\nanswer(1.0)\nmistake(2.0, "a", see="^why")\nmistake(3.0, "b", id="own")\n'
        'mistake(4.0, "c", when=level > 1)\nmistake(5.0, "d")'
    )

    assert [m.id for m in draw(source, levels=2).parts[0].mistakes] == ["m1", "own", "m4"]
    assert [m.id for m in draw(source, level=2, levels=2).parts[0].mistakes] == [
        "m1",
        "own",
        "m3",
        "m4",
    ]
    assert draw(source).parts[0].mistakes[0].see == "^why"


def test_parts_are_named_by_part_by_name_or_by_number(draw: Draw) -> None:
    variant = draw('"""p"""\nn = 3\nanswer(n + 1)\nanswer(n)\nanswer(7, part="last")')

    assert [part.name for part in variant.parts] == ["1", "n", "last"]


def test_level_changes_the_draw_and_must_exist(draw: Draw) -> None:
    source = '"""p"""\nn = integers(10 * level, 10 * level)\nanswer(n)'

    assert draw(source, level=3, levels=3).parts[0].answer == 30
    assert draw(source, level=3, levels=3).level == 3
    with pytest.raises(InputError, match="levels 1 to 3, not 4"):
        draw(source, level=4, levels=3)


def test_same_seed_same_variant_and_other_seeds_differ(read: Read) -> None:
    question = read('"""{{x}}"""\nx = integers(-99, 99, shape=(2, 2))\nanswer(x @ x)')

    variants = {seed: draw_variant(question, seed) for seed in range(50)}

    assert all(draw_variant(question, seed) == variants[seed] for seed in variants)
    assert len({variant.prompt for variant in variants.values()}) == 50


def test_the_version_is_the_hash_of_source_and_levels(read: Read) -> None:
    source = '"""p"""\nanswer(1)'
    versions = {
        read(source).version,
        read(source, "quiz another-id").version,
        read(source + " ").version,
        read(source, "quiz a-question levels=2").version,
    }

    assert len(versions) == 3
    assert all(len(version) == 16 and int(version, 16) >= 0 for version in versions)


def test_a_choice_shows_answer_mistakes_and_options_shuffled(read: Read) -> None:
    question = read(
        '"""p"""\ni = integers(2, 9)\nanswer(4 * i, choose=True)\nmistake(i, "m")\n'
        "option(2 * i)\noption(3 * i)"
    )
    orders = set()
    for seed in range(60):
        part = draw_variant(question, seed).parts[0]
        i = dict(draw_variant(question, seed).drawn)["i"]
        assert part.kind is AnswerKind.CHOICE
        assert sorted(map(int, part.options)) == sorted([i, 2 * i, 3 * i, 4 * i])
        assert part.printed == str(4 * i)
        orders.add(part.options.index(part.printed))

    assert orders == {0, 1, 2, 3}


def test_options_that_look_the_same_are_redrawn(draw: Draw) -> None:
    source = '"""p"""\nn = integers(1, 2)\nanswer(2.0, choose=True)\noption(n)\noption(3.5)'

    assert {dict(draw(source, seed).drawn)["n"] for seed in range(10)} == {1}


def test_texts_as_options_have_places(draw: Draw) -> None:
    variant = draw(
        '"""p"""\nn = integers(3, 3)\nanswer("{{n}} times", choose=True)\noption("never")\n'
        'mistake("once", "m")'
    )

    assert sorted(variant.parts[0].options) == ["3 times", "never", "once"]


def test_an_order_is_shown_shuffled_and_answered_by_the_numbers_shown(read: Read) -> None:
    question = read('"""p"""\nanswer(order("a", "b", "c"))\nmistake(order("c", "b", "a"), "m")')
    for seed in range(20):
        part = draw_variant(question, seed).parts[0]
        numbers = part.answer
        assert isinstance(numbers, tuple)
        assert [part.options[int(n) - 1] for n in numbers] == ["a", "b", "c"]
        assert part.options != ("a", "b", "c")
        assert part.mistakes[0].value == numbers[::-1]
        assert part.printed == " ".join(map(str, numbers))


@pytest.mark.parametrize(
    ("answer", "value", "printed"),
    [
        ("answer(shape(2, 3))", (2, 3), "2x3"),
        ("answer((5, 3, 5), unordered=True)", (5, 3), "5 3"),
        ('answer(("b", "a"), unordered=True)', ("b", "a"), "b a"),
        ("answer((0.1 + 0.2, 2), unordered=True)", (0.1 + 0.2, 2), "0.3 2"),
        ('answer("soft max", also=("gibbs",))', "soft max", "soft max"),
        ("answer(one_word)", "cat", "cat"),
        ("answer(7 // 2)", 3, "3"),
        ("answer((1, 2))", (1, 2), "[1 2]"),
        ("answer([[0.5, -1], [2, 0]])", ((0.5, -1.0), (2.0, 0.0)), "[0.5 -1; 2 0]"),
    ],
)
def test_the_other_kinds_are_asked_too(draw: Draw, answer: str, value: Value, printed: str) -> None:
    part = draw(f'"""p"""\none_word = one_of("cat")\n{answer}').parts[0]

    assert (part.answer, part.printed) == (value, printed)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('answer(1.0)\nmistake((1, 2), "m")', "one number"),
        ('answer((1.0, 2))\nmistake((1, 2, 3), "m")', "shape 3, the answer 2"),
        ('answer(shape(2, 3))\nmistake(6, "m")', "shapes too"),
        ('answer("a")\nmistake(6, "m")', "texts too"),
        ('answer(order("a", "b"))\nmistake(order("a", "c"), "m")', "same different lines"),
        ("answer(3, unordered=True)", "several elements"),
    ],
)
def test_a_mistake_is_of_the_kind_of_its_answer(draw: Draw, lines: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as refusal:
        draw(f'"""p"""\n{lines}')

    assert refusal.value.line == 12 + lines.count("\n")


PRINTED = {
    "sigmoid": "z = decimals(-4, 4, step=0.25, avoid=(0,))\nanswer(sigmoid(z))\n"
    'mistake(sigmoid(-z), "s")\nmistake(tanh(z), "t")',
    "tight": "x = decimals(10, 999, step=0.1)\nanswer(x * pi, within=0.0005)\n"
    'mistake(x * x * 1000 * pi, "big")',
    "decimals": 'x = decimals(1, 99)\nanswer(sqrt(x), decimals=3)\nmistake(x * 7, "m")',
    "digits": 'x = decimals(1, 99)\nanswer(x * e ** 9, digits=6)\nmistake(x / e ** 9, "m")',
    "rel": 'x = decimals(1, 99)\nanswer(exp(-x), rel=0.001)\nmistake(exp(-x / 2), "m")',
    "exact": 'x = decimals(1, 99)\nanswer(x / 7, within=0)\nmistake(7 / x, "m")',
    "exact array": 'x = decimals(1, 9, shape=2)\nanswer(x / 7, rel=0)\nmistake(7 / x, "m")',
    "array": 'x = decimals(-2, 2, shape=3)\nanswer(softmax(x))\nmistake(exp(x), "m")',
    "tight array": "x = decimals(-2, 2, shape=(2, 2))\nanswer(exp(3 * x), within=0.0001)\n"
    'mistake(exp(4 * x) * 100, "m")',
    "whole": 'i = integers(2, 9)\nanswer(i * i)\nmistake(2 * i + 1, "m")\nmistake(i / 3, "n")',
    "whole array": 'x = integers(-9, 9, shape=(2, 2))\nanswer(x @ x)\nmistake(x * x, "m")',
    "choice": 'i = integers(2, 9)\nanswer(4 * i, choose=True)\nmistake(i, "m")\noption(i / 7)',
    "shape": 'i = integers(2, 9)\nanswer(shape(i, 3))\nmistake(shape(3, i), "m")',
    "set": 'x = distinct(1, 9, 3)\nanswer(x, unordered=True)\nmistake(x[:2], "m")',
    "set of reals": 'x = decimals(1, 9, shape=3)\nanswer(x / 7, unordered=True)\nmistake(x, "m")',
    "set within": "x = decimals(1, 9)\nanswer((x / 7, 7.0), unordered=True, within=0.0002)\n"
    'mistake((x, 7.0), "m")',
    "words": 'w = words(3)\nanswer(w, unordered=True)\nmistake(w[:2], "m")',
    "order": 'answer(order("a", "b", "c"))\nmistake(order("c", "b", "a"), "m")',
    "text": 'w = words(1)\nanswer(w[0])\nmistake("something else", "m")',
}


@pytest.mark.parametrize("lines", PRINTED.values(), ids=PRINTED)
def test_printed_answers_are_judged_right_and_printed_mistakes_that_mistake(
    read: Read, lines: str
) -> None:
    question = read(f'"""p"""\n{lines}')
    for seed in range(40):
        variant = draw_variant(question, seed)
        part = variant.parts[0]
        assert judge(variant, [part.printed]).outcome is Outcome.RIGHT, part
        for mistake in part.mistakes:
            verdict = judge(variant, [mistake.printed])
            assert (verdict.outcome, verdict.mistake) == (Outcome.MISTAKE, mistake.id), part


def test_a_hair_of_a_processor_changes_nothing_that_is_printed(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = read(
        '"""p"""\nx = decimals(-2, 2, shape=4)\nrequire(sum(exp(x)) > 4)\n'
        's = softmax(x)  # share\nanswer(s)\nmistake(exp(x) / 4, "m")'
    )
    before = [draw_variant(question, seed) for seed in range(100)]

    import numpy as np

    def other_exp(x: object) -> object:
        return np.nextafter(np.exp(x), np.inf)

    from quizapp.questions import functions

    table = dict(functions.functions())
    monkeypatch.setattr(
        functions,
        "functions",
        lambda: table | {"exp": replace(table["exp"], call=other_exp)},
    )
    monkeypatch.setattr("quizapp.questions.evaluate.functions", functions.functions)
    again = read(question.source)
    after = [draw_variant(again, seed) for seed in range(100)]

    def shown(variant: Variant) -> tuple[object, ...]:
        part = variant.parts[0]
        return part.printed, [m.printed for m in part.mistakes], variant.steps, variant.drawn

    assert list(map(shown, before)) == list(map(shown, after))
    assert before != after


def test_steps_that_only_show_the_way_belong_to_the_answer_below_them(draw: Draw) -> None:
    variant = draw(
        '"""p"""\nz = integers(-3, 3, shape=3)\npowers = exp(z)  # powers\n'
        "share = powers / sum(powers)  # shares\nanswer(softmax(z))\n"
        'mistake(powers, "not divided", id="no-sum")\nmistake(z / 7, "none", id="no-powers")'
    )

    assert {m.id: m.parts_at for m in variant.parts[0].mistakes} == {
        "no-sum": "share",
        "no-powers": "powers",
    }
