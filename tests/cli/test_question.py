"""``question`` and ``grade``: fresh numbers, and every verdict on what is typed."""

import sqlite3
from contextlib import closing

import pytest

SHIPPED = ["sigmoid-value", "softmax-output", "batch-norm-output", "attention-weights"]


def test_a_question_whose_text_is_gone_is_listed_without_levels(run, notes, home) -> None:
    with closing(sqlite3.connect(home / "collection.db")) as connection, connection:
        connection.execute("DELETE FROM question_versions")

    (listed,) = run("question", "--json").json

    assert (listed["id"], listed["levels"]) == ("sum-of-two", 0)
    assert "import its notes again" in run("question", "sum-of-two").err


def numbers(variant: dict) -> object:
    """What the learner sees."""
    return variant["prompt"], [part["printed"] for part in variant["parts"]]


@pytest.mark.parametrize("name", SHIPPED)
def test_five_variants_are_five_different_ones(run, shipped, name: str) -> None:
    for _call in range(20):
        done = run("question", name, "--count", "5", "--json")

        assert done.status == 0
        seeds = [variant["seed"] for variant in done.json]
        assert seeds == list(range(seeds[0], seeds[0] + 5))
        assert len({variant["prompt"] for variant in done.json}) == 5


def test_more_variants_than_there_are_numbers_repeat_some(run, notes) -> None:
    notes.write_text(
        '```python quiz few\n"""Twice {{a}}?"""\na = integers(2, 4)\nanswer(2 * a)\n```\n',
        encoding="utf-8",
    )
    run("import", notes)

    done = run("question", "few", "--count", "9", "--json")

    assert (done.status, len(done.json)) == (0, 9)
    assert len({variant["prompt"] for variant in done.json}) <= 3


def test_without_a_seed_every_call_draws_other_numbers(run, shipped) -> None:
    drawn = {run("question", "softmax-output", "--json").json[0]["seed"] for _ in range(4)}

    assert len(drawn) > 1


@pytest.mark.parametrize("name", SHIPPED)
def test_a_seed_gives_the_same_variant_again(run, shipped, name: str) -> None:
    once = run("question", name, "--seed", "7", "--json")
    twice = run("question", name, "--seed", "7", "--json")

    assert once.out == twice.out
    assert once.json[0]["seed"] == 7


def test_the_second_of_a_series_is_the_variant_of_its_own_seed(run, shipped) -> None:
    series = run("question", "softmax-output", "--seed", "7", "--count", "2", "--json").json
    alone = run("question", "softmax-output", "--seed", "8", "--json").json

    assert series[1:] == alone


def test_none_asked_for_is_an_empty_list(run, shipped) -> None:
    done = run("question", "softmax-output", "--count", "0", "--json")

    assert (done.status, done.json) == (0, [])


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("seed", [0, 7, -3])
def test_every_family_shows_its_work_and_two_mistakes(run, shipped, name: str, seed: int) -> None:
    (variant,) = run("question", name, "--seed", str(seed), "--json").json

    assert len(variant["mistakes"]) >= 2
    assert len(variant["steps"]) >= 1
    assert len({mistake["printed"] for mistake in variant["mistakes"]}) == len(variant["mistakes"])


def test_the_text_of_a_variant_is_readable_without_a_terminal(run, shipped) -> None:
    done = run("question", "sigmoid-value", "--seed", "7")

    (variant,) = run("question", "sigmoid-value", "--seed", "7", "--json").json
    assert done.status == 0
    assert f"\n\nRight answer\n  {variant['parts'][0]['printed']}\n" in done.out
    assert "\\frac" not in done.out
    assert "\x1b" not in done.out


def test_an_author_reads_first_what_is_asked_then_all_that_is_known(run, shipped) -> None:
    done = run("question", "rnn-two-steps", "--seed", "3")

    asked, *sections = done.out.strip().split("\n\n")
    assert asked.endswith("h1 =\nh2 =")
    assert [section.split("\n")[0] for section in sections] == [
        "Hints",
        "Right answer",
        "Worked solution",
        "Mistakes",
    ]
    assert "  h1 = 0.2449\n  h2 = 0.1817" in sections[1]
    assert "     tanh(-0.25 * 1 + 0.5) = 0.2449\n" in sections[2]
    assert "  ◆ h1 = -0.2449  (no-bias) The bias b is forgotten in the first step →" in done.out


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("multi-head-order", "2) concatenate the heads"),
        ("residual-slope-formula", "Write"),
        ("factory-registry-decorator", "10  class Factory:"),
        ("singleton-init-twice", "Type the output"),
    ],
)
def test_what_is_chosen_or_ordered_stands_above_the_answer(run, shipped, name, line) -> None:
    out = run("question", name, "--seed", "3").out

    assert 0 < out.index(line) < out.index("\nRight answer\n")


def test_what_is_printed_is_judged_as_what_it_is(run, shipped) -> None:
    """For a question of each kind in the shipped decks: the answer, and each mistake, as printed.

    All of them are judged without the command line in ``tests/decks``.
    """
    kinds: dict[tuple[str, ...], dict] = {}
    for listed in run("question", "--json").json[::3]:
        (variant,) = run("question", listed["id"], "--seed", "11", "--json").json
        kinds.setdefault((variant["kind"], *(part["kind"] for part in variant["parts"])), variant)
    assert len(kinds) >= 8

    for variant in kinds.values():
        name = variant["id"]
        right = [part["printed"] for part in variant["parts"]]

        done = run("grade", name, "--json", "--seed", "11", *right)
        assert (done.status, done.json["verdict"]) == (0, "right"), name
        assert [part["name"] for part in done.json["parts"]] == [
            part["name"] for part in variant["parts"]
        ]

        for mistake in variant["mistakes"]:
            place = [part["name"] for part in variant["parts"]].index(mistake["part"])
            typed = [*right[:place], mistake["printed"], *right[place + 1 :]]
            done = run("grade", name, "--json", "--seed", "11", *typed)
            judged = done.json["parts"][place]
            assert (done.status, judged["verdict"]) == (1, "mistake"), (name, mistake["id"])
            assert judged["mistake"] == mistake["id"]


def test_the_further_away_the_worse(run, shipped) -> None:
    (variant,) = run("question", "sigmoid-value", "--seed", "7", "--json").json
    answer = variant["parts"][0]["answer"]

    judged = [
        run("grade", "sigmoid-value", "--json", "--seed", "7", f"{answer * factor:.6f}")
        for factor in (1, 1.004, 1.04, 1.5)
    ]

    assert [done.json["verdict"] for done in judged] == ["right", "right", "close", "wrong"]
    assert [done.status for done in judged] == [0, 0, 0, 1]


@pytest.mark.parametrize("typed", ["1,234", "seven", "", "1/0", "nan", "__import__('os')"])
def test_an_answer_that_cannot_be_read_is_none(run, notes, typed: str) -> None:
    done = run("grade", "sum-of-two", "--json", "--seed", "3", typed)

    assert (done.status, done.json["verdict"]) == (2, "unreadable")
    assert done.json["message"]


SIGNED = """\
```python quiz signed
\"\"\"What is $-1 \\\\cdot {{a}}$?\"\"\"
a = integers(2, 9)
answer(-a / 2)
```

```python quiz pair
\"\"\"Negate $({{a}}, {{b}})$.\"\"\"
a = integers(2, 9)
b = integers(2, 9)
answer([-a, b])
```
"""


@pytest.mark.parametrize("mark", [".", ","])
def test_negative_answers_need_no_dashes_before_them(run, notes, mark: str) -> None:
    notes.write_text(SIGNED, encoding="utf-8")
    assert run("import", notes).status == 0
    (variant,) = run("question", "signed", "--seed", "2", "--json").json
    half = f"{variant['parts'][0]['answer']:.1f}".replace(".", mark)

    done = run("grade", "signed", "--json", "--seed", "2", half)

    assert half.startswith("-")
    assert (done.status, done.json["verdict"]) == (0, "right")


@pytest.mark.parametrize("between", [";", " ", "; "])
def test_a_negative_vector_is_one_word(run, notes, between: str) -> None:
    notes.write_text(SIGNED, encoding="utf-8")
    run("import", notes)
    (variant,) = run("question", "pair", "--seed", "2", "--json").json
    one, two = variant["parts"][0]["answer"]

    assert run("grade", "pair", "--seed", "2", f"{one:g}{between}{two:g}").status == 0


@pytest.mark.parametrize("typed", ["-x", "--json", "-0,5", "-1;2", "--", "-h"])
def test_everything_after_the_seed_is_answer_text(run, notes, typed: str) -> None:
    done = run("grade", "sum-of-two", "--json", "--seed", "3", typed)

    assert done.err == ""
    assert (done.status, done.json["verdict"]) in {(1, "wrong"), (2, "unreadable")}


def test_seed_and_value_may_be_one_word(run, notes) -> None:
    done = run("grade", "sum-of-two", "--json", "--level", "1", "--seed=3", "1000")

    assert (done.status, done.json["verdict"]) == (1, "wrong")


def test_a_wrong_answer_is_told_the_right_one(run, notes) -> None:
    (variant,) = run("question", "sum-of-two", "--seed", "3", "--json").json

    done = run("grade", "sum-of-two", "--seed", "3", "1000")

    assert f"Right answer: {variant['parts'][0]['printed']}" in done.out


def test_grading_logs_nothing(run, notes) -> None:
    run("grade", "sum-of-two", "--seed", "3", "1000")

    assert run("stats", "--json").json["reviews"] == 0
