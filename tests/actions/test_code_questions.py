"""Code questions in a sitting: trusted code is run, other code is only shown."""

from pathlib import Path

import pytest
from sqlalchemy import select

from quizapp.actions.exporting.export import export
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.questions.asked import grade, variants
from quizapp.actions.questions.checking import check_notes
from quizapp.actions.questions.variants import UntrustedCode
from quizapp.actions.sources.trusting import trust_path
from quizapp.actions.studying.study import start
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.model.verdicts import Outcome
from quizapp.storage.schema import reviews

CODE = '''\
---
deck: Dogs
trusted: true
author: quizapp
---
```python quiz-code write-dog
#: """A dog that says `{{word}}`."""
#: word = one_of("woof")
class Dog: ...
```

```python quiz-tests write-dog
def test_it_speaks():
    """it speaks"""
    assert Dog().speak() == "{{word}}"
```

```python quiz-solution write-dog
class Dog:
    def speak(self):
        return "{{word}}"
```
'''
ALL = (
    CODE
    + '''
```python quiz-bug late-name
#: """Which line is wrong?"""
#: mistake(1, "The name is there", id="name")
n = 3
print(m)  #! `m` is no name
```

```python quiz-blank the-sum
#: """Fill in."""
a = 2
print(a + 3)  #_ a + 3
```

```python quiz-order the-lines
#: """Order."""
a = 2
b = a + 1
print(a * b)
#x print(c)  # `c` is no name
```

```python quiz-output the-output
#: """What?"""
print(1 + 1)
```
'''
)
RIGHT = "class Dog:\n    def speak(self):\n        return 'woof'\n"
SHIPPED = Path(__file__).parents[2] / "decks"


def test_untrusted_code_is_shown_with_a_sentence_and_never_run(collection, notes, tmp_path) -> None:
    marker = tmp_path / "ran"
    path = notes(CODE.replace("class Dog: ...", f"open({str(marker)!r}, 'w')"))

    session = start(collection)

    assert session.asked.variant is None
    assert f"quizapp trust {path}" in session.asked.refusal
    assert f"open({str(marker)!r}, 'w')" in session.asked.card.front
    assert "A dog that says `woof`." in session.asked.card.front
    with pytest.raises(UntrustedCode, match="was not run"):
        grade(collection, "write-dog", 1, [RIGHT])
    assert not marker.exists()


def test_trust_lets_the_code_run_and_says_what_it_trusts(collection, notes) -> None:
    path = notes(ALL)

    trusted = trust_path(collection, str(path))

    assert (trusted[0].question, trusted[0].line) == ("write-dog", 6)
    assert {code.file for code in trusted} == {str(path)}
    assert len(trusted) == 5
    assert grade(collection, "write-dog", 1, [RIGHT]).outcome is Outcome.RIGHT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("class Dog: ...", "class Dog: 1"),
        ('assert Dog().speak() == "{{word}}"', "assert True"),
        ('        return "{{word}}"', '        return "{{word}}" + ""'),
    ],
)
def test_edited_code_asks_for_trust_again(collection, notes, old: str, new: str) -> None:
    path = notes(CODE)
    trust_path(collection, str(path))
    assert variants(collection, "write-dog", 1)

    notes(CODE.replace(old, new))

    with pytest.raises(UntrustedCode):
        variants(collection, "write-dog", 1)
    trust_path(collection, str(path))
    assert variants(collection, "write-dog", 1)
    notes(CODE)
    assert variants(collection, "write-dog", 1)


def test_words_around_a_question_do_not_cost_its_trust(collection, notes) -> None:
    path = notes(CODE)
    trust_path(collection, str(path))

    notes(CODE.replace("```python quiz-tests", "Some words.\n\n```python quiz-tests"))

    assert variants(collection, "write-dog", 1)


def test_the_same_code_in_another_source_is_not_trusted(collection, tmp_path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        text = CODE.replace("write-dog", f"write-{folder}")
        (tmp_path / folder / "n.md").write_text(text, encoding="utf-8")
        import_notes(collection, [str(tmp_path / folder)])

    (code,) = trust_path(collection, str(tmp_path / "one"))

    assert code.question == "write-one"
    with pytest.raises(UntrustedCode):
        variants(collection, "write-two", 1)


def test_a_file_of_a_folder_is_trusted_alone(collection, tmp_path) -> None:
    for name in ("one", "two"):
        text = CODE.replace("write-dog", f"write-{name}")
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    import_notes(collection, [str(tmp_path)])

    assert [c.question for c in trust_path(collection, str(tmp_path / "two.md"))] == ["write-two"]
    with pytest.raises(UntrustedCode):
        variants(collection, "write-one", 1)
    assert len(trust_path(collection, str(tmp_path))) == 2


def test_only_what_was_imported_can_be_trusted(collection, notes, tmp_path) -> None:
    notes("Q: a?\nA: b\n")
    (tmp_path / "other.md").write_text(CODE, encoding="utf-8")

    with pytest.raises(InputError, match="run `quizapp import` first"):
        trust_path(collection, str(tmp_path / "other.md"))
    with pytest.raises(InputError, match="no such file"):
        trust_path(collection, str(tmp_path / "nowhere.md"))
    assert trust_path(collection, str(tmp_path / "notes.md")) == []


def test_the_code_in_question_can_be_trusted_in_a_sitting(collection, notes) -> None:
    notes(CODE)
    session = start(collection)
    assert session.asked.untrusted

    assert session.trust()

    assert not session.asked.untrusted
    assert session.asked.card.front == "A dog that says `{{word}}`."
    assert session.answer([RIGHT]).outcome is Outcome.RIGHT
    assert not session.trust()


def test_every_kind_is_studied_and_logged(collection, notes) -> None:
    path = notes(ALL)
    trust_path(collection, str(path))
    answers = {
        "write-dog": RIGHT,
        "late-name": "2",
        "the-sum": "3 + a",
        "the-lines": None,
        "the-output": "2",
    }
    session = start(collection)
    found = {}
    while session.asked is not None and session.asked.card.question not in found:
        name, part = session.asked.card.question, session.asked.variant.parts[0]
        verdict = session.answer([answers[name] or part.printed])
        found[name] = verdict.outcome
        session.rate(Rating.EASY)

    assert found == {
        "write-dog": Outcome.RIGHT,
        "late-name": Outcome.RIGHT,
        "the-sum": Outcome.WRONG,
        "the-lines": Outcome.RIGHT,
        "the-output": Outcome.RIGHT,
    }
    with collection.database.reading() as connection:
        query = select(reviews.c.verdict, reviews.c.printed_answer, reviews.c.seed)
        rows = connection.execute(query).all()
    assert len(rows) == 5
    assert ("right", '{"1": "2"}') in [(verdict, printed) for verdict, printed, _seed in rows]
    assert all(seed is not None for _verdict, _printed, seed in rows)


def test_a_question_without_draws_is_drawn_once(collection, notes, monkeypatch) -> None:
    path = notes(
        ALL[: ALL.index("```python quiz-code")] + ALL[ALL.index("```python quiz-output") :]
    )
    trust_path(collection, str(path))
    runs = []
    from quizapp.actions.questions import variants as module

    run = module.run_code
    monkeypatch.setattr(module, "run_code", lambda program: runs.append(program) or run(program))
    session = start(collection)
    session.answer(["2"])
    session.rate(Rating.GOOD)
    runs.clear()

    start(collection)

    assert len(runs) == 1


def test_the_mistake_of_a_distractor_is_told(collection, notes) -> None:
    trust_path(collection, str(notes(ALL)))
    (variant,) = variants(collection, "the-lines", 4)
    (mistake,) = variant.parts[0].mistakes

    verdict = grade(collection, "the-lines", 4, [mistake.printed])

    assert (verdict.outcome, verdict.mistake) == (Outcome.MISTAKE, "x1")
    assert verdict.message == "`c` is no name"


@pytest.mark.parametrize("typed", ["2\\nTypeError", "2\nTypeError"])
def test_lines_of_an_answer_may_be_written_on_one(collection, notes, typed: str) -> None:
    trust_path(collection, str(notes(ALL.replace("print(1 + 1)", "print(1 + 1)\nint([])"))))

    assert grade(collection, "the-output", 1, [typed]).outcome is Outcome.RIGHT


# Export


def test_code_questions_are_exported_with_their_answers(collection, notes, tmp_path) -> None:
    from quizapp.actions.exporting.fields import question_fields

    trust_path(collection, str(notes(ALL)))
    fields = {
        name: question_fields(variants(collection, name, 1)[0], {})
        for name in ("write-dog", "late-name", "the-sum", "the-lines", "the-output")
    }

    assert "speak" in fields["write-dog"]["Back"]
    assert "speak" not in fields["write-dog"]["Program"]
    assert "2" in fields["late-name"]["Back"]
    assert "is no name" in fields["late-name"]["Solution"]
    assert "____" in fields["the-sum"]["Program"]
    assert "print" in fields["the-lines"]["Back"]
    assert "is no name" in fields["the-lines"]["Mistakes"]
    done = export(collection, tmp_path / "out.apkg")
    assert (done.notes, done.skipped) == (5, ())


def test_untrusted_code_is_left_out_of_an_export(collection, notes, tmp_path) -> None:
    notes(ALL)

    done = export(collection, tmp_path / "out.apkg")

    assert done.notes == 0
    assert len(done.skipped) == 5


# check --run


def problems(tmp_path: Path, text: str) -> set[str]:
    path = tmp_path / "checked.md"
    path.write_text(text, encoding="utf-8")
    return {problem.rule for problem in check_notes([str(path)], run=True, seeds=5).problems}


def test_sound_code_questions_pass(tmp_path) -> None:
    assert problems(tmp_path, ALL) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('        return "{{word}}"', "        return 1", "solution-fails"),
        ('assert Dog().speak() == "{{word}}"', "pass", "start-passes"),
        ("print(a * b)", "c = 3", "order-untold"),
        ("print(m)", "while True: m", "code-stopped"),
        ("print(1 + 1)", "while True: pass", "broken-question"),
        ("class Dog: ...", "class Dog(: ...", "broken-question"),
        ("#! `m`", "# `m`", "broken-question"),
    ],
)
def test_code_that_does_not_do_what_it_claims_is_an_error(
    tmp_path, monkeypatch, old: str, new: str, rule: str
) -> None:
    assert ALL.count(old) == 1
    if new.startswith("while"):
        monkeypatch.setattr("quizapp.grading.sandbox.SECONDS", 2.0)

    assert problems(tmp_path, ALL.replace(old, new).replace("n = 3", "m = 3")) == {rule}


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        ('quiz-blank b1\n#: """p"""\nx = 1  #_ 1\n', "solution-fails"),
        ('quiz-blank b1\n#: """p"""\n#: mistake(2, "m")\nx = 3  #_ 3\n', "mistake-passes"),
        ('quiz-bug b1\n#: """p"""\nx = 2  #! m\ny = x\n', "bug-passes"),
        ('quiz-order b1\n#: """p"""\nx = 4\ny = 1\nz = 2\n', "solution-fails"),
    ],
)
def test_tests_must_tell_right_from_wrong(tmp_path, block: str, rule: str) -> None:
    tests = "\n```python quiz-tests b1\ndef test_x():\n    assert x in (2, 3)\n```\n"

    assert problems(tmp_path, f"```python {block}```\n{tests}") == {rule}


def test_nothing_is_run_without_run(tmp_path) -> None:
    marker = tmp_path / "ran"
    path = tmp_path / "n.md"
    path.write_text(f'```python quiz-output mine\n#: """p"""\nopen({str(marker)!r}, "w")\n```\n')

    checked = check_notes([str(path)], seeds=5)

    assert [question.id for question in checked.questions] == ["mine"]
    assert not marker.exists()


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_shipped_code_questions_pass(lang: str) -> None:
    checked = check_notes([str(SHIPPED / lang / "9-python-patterns.md")], run=True, seeds=20)

    assert checked.problems == ()
