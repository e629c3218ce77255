"""``check``: what 200 variants of a question tell its author."""

from pathlib import Path

import pytest

from quizapp.actions.questions import fairness as checking_questions
from quizapp.actions.questions.checking import Checked, check_notes
from quizapp.model.verdicts import Outcome

Problems = list[tuple[str, str, int]]


def checked(tmp_path: Path, *blocks: str) -> Checked:
    """A file with these questions, one below the other."""
    fences = [f"```python quiz question-{i}\n{block}\n```\n" for i, block in enumerate(blocks)]
    path = tmp_path / "questions.md"
    path.write_text("\n".join(fences), encoding="utf-8")
    return check_notes([str(path)])


def rules(found: Checked) -> Problems:
    return [(problem.rule, problem.severity, problem.line) for problem in found.problems]


FINE = '''"""Twice {{n}}?"""
n = integers(1, 99)
answer(2 * n)
mistake(n * n, "Squared", when=n != 2)'''


def test_a_fair_question_has_no_problems_and_is_counted(tmp_path: Path) -> None:
    found = checked(tmp_path, FINE)

    (question,) = found.questions
    assert rules(found) == []
    assert (question.id, question.variants, question.acceptance) == ("question-0", 200, 1.0)
    assert 50 < question.different <= 99
    assert question.ms > 0


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ('"""p"""\nn = integers(1, 99)\nanswer(m)', [("broken-question", "error", 4)]),
        ('"""{{m}}?"""\nn = integers(1, 99)\nanswer(n)', [("broken-question", "error", 2)]),
        (
            '"""p {{n}}"""\nn = integers(1, 99)\nrequire(n > 99)\nanswer(n)',
            [("broken-variant", "error", 1)],
        ),
        (
            '"""p {{n}}"""\nn = integers(1, 99)\nanswer(1.0 * n)\nmistake(n + 0.001, "near")',
            [("broken-variant", "error", 1), ("inseparable-mistake", "error", 1)],
        ),
        (
            '"""p {{n}}"""\nn = integers(1, 99)\nanswer(n)\nmistake(-n, "never", when=n > 99)',
            [("silent-mistake", "warning", 1)],
        ),
        ('"""p {{n}}"""\nn = integers(1, 4)\nanswer(n)', [("few-variants", "warning", 1)]),
        ('"""p {{n}}"""\nn = integers(1, 5)\nanswer(n)', []),
        ('"""p"""\nanswer(7)', [("few-variants", "warning", 1)]),
    ],
)
def test_what_makes_a_question_unfair_is_told_at_its_line(
    tmp_path: Path, block: str, expected: Problems
) -> None:
    assert rules(checked(tmp_path, block)) == expected


@pytest.mark.parametrize(("of_100", "told"), [(2, True), (15, False)])
def test_a_mistake_separable_in_fewer_than_5_percent_of_the_draws_is_an_error(
    tmp_path: Path, of_100: int, told: bool
) -> None:
    block = (
        f'"""p {{{{n}}}}"""\nn = integers(1, 100)\nanswer(1.0 * n)\n'
        f'mistake(n + (30 if n <= {of_100} else 0.001), "rarely")'
    )

    found = rules(checked(tmp_path, block))

    assert (("inseparable-mistake", "error", 1) in found) is told


def test_two_questions_that_ask_the_same_are_named(tmp_path: Path) -> None:
    renamed = FINE.replace("{{n}}", "{{m}}").replace("n", "m").replace("imtegers", "integers")
    renamed = renamed.replace("amswer", "answer").replace("whem", "when")

    found = checked(tmp_path, FINE, renamed)

    assert rules(found) == [("same-question", "warning", 8)]
    assert "“question-0”" in found.problems[0].message


def test_an_answer_that_its_own_printed_form_fails_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = checking_questions.judge

    def strict(variant, answers):
        """A grader that takes no answer for right, and no slip for what it is."""
        verdict = judge(variant, ["0.123456"])
        assert verdict.outcome is not Outcome.RIGHT
        return verdict

    monkeypatch.setattr(checking_questions, "judge", strict)

    found = rules(checked(tmp_path, FINE))

    assert found == [("printed-answer", "error", 1), ("printed-mistake", "error", 1)]


@pytest.mark.parametrize(
    ("see", "told"),
    [
        ("nowhere", True),
        ("^nowhere", True),
        ("twice", True),  # itself
        ("^carry", False),
        ("Carrying", False),
        ("carrying", False),
        ("the-code", False),
        ("the-cod", True),
        ("^beside", False),
    ],
)
def test_a_mistake_that_leads_to_no_card_is_told_at_its_line(
    tmp_path: Path, see: str, told: bool
) -> None:
    (tmp_path / "beside.md").write_text("Q: What is a sum?\nA: What adds up. ^beside\n")
    path = tmp_path / "notes.md"
    path.write_text(
        "# Carrying\n\nQ: What is a carry?\nA: A ten that moves to the left. ^carry\n\n# Sums\n\n"
        f'```python quiz twice\n"""Twice {{{{n}}}}?"""\nn = integers(2, 99)\nanswer(2 * n)\n'
        f'mistake(-n, "Sign", see="{see}")\n```\n\n'
        '```python quiz the-code\n#: mistake("4", "Late", see="^carry")\nprint(3)\n```\n',
        encoding="utf-8",
    )

    found = [problem for problem in rules(check_notes([str(path)])) if "see" in problem[0]]

    assert found == [("see-nowhere", "warning", 12)] * told
