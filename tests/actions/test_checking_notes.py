"""``check`` of notes: pictures, cards of several files, leeches, and what the settings say."""

from pathlib import Path
from types import MappingProxyType

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.importing.reading_settings import reading_settings
from quizapp.actions.questions.checking import check_notes, leeches
from quizapp.actions.studying.reviewing import review
from quizapp.language import LANGUAGES
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.notes.lint.table import LINT_RULES
from quizapp.settings.values import NoteSettings, Settings

DECKS = Path(__file__).parents[2] / "decks"
DECK = "---\ndeck: Порт\n---\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def found(folder: Path, **options) -> list[tuple[str, str, int]]:
    problems = check_notes([str(folder)], **options).problems
    return [(problem.rule, Path(problem.file).stem, problem.line) for problem in problems]


def limits(**values: float) -> Settings:
    return Settings(notes=NoteSettings(limits=MappingProxyType(values)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_lint_has_nothing_to_say_of_the_shipped_decks(language) -> None:
    problems = check_notes([str(DECKS / language)], seeds=1).problems
    assert [problem for problem in problems if problem.rule in LINT_RULES] == []


def test_cards_of_one_deck_are_compared_over_its_files(tmp_path: Path) -> None:
    question = "Q: Сколько узлов в час идёт буксир с баржей?\nA: {}.\n"
    write(
        tmp_path,
        a=DECK + question.format("Шесть"),
        b=DECK + question.format("Десять"),
        c=DECK
        + question.replace("идёт буксир", "идет буксир").replace("час", "часы").format("Два"),
        other="---\ndeck: Озеро\n---\n" + question.format("Пять"),
    )

    assert found(tmp_path) == [("duplicate-prompt", "b", 4), ("near-duplicate", "c", 4)]
    (first, _) = check_notes([str(tmp_path)]).problems
    assert f"{tmp_path / 'a.md'}:4" in first.message


@pytest.mark.parametrize(
    ("front", "first", "second"),
    [("lint: none\n", "a", "b"), ("lint: none\n", "b", "a"), ("", "a", "b")],
)
def test_notes_silence_what_their_cards_do_to_those_of_other_files(
    tmp_path: Path, front: str, first: str, second: str
) -> None:
    comment = "" if front else "%% lint:ignore duplicate-prompt %%\n"
    question = "Q: What is a mast?\nA: A {}.\n"
    loud = f"---\ndeck: D\n---\n# H\n{question.format('pole')}"
    quiet = f"---\ndeck: D\n{front}---\n# H\n{comment}{question.format('spar')}"
    write(tmp_path, **{first: loud, second: quiet})

    assert found(tmp_path) == []


def test_a_file_named_twice_is_checked_once(tmp_path: Path) -> None:
    write(tmp_path, a="Q: A?\nA:\n")
    twice = check_notes([str(tmp_path), str(tmp_path / "a.md")])
    assert len(twice.problems) == 1


def test_pictures_are_looked_for_where_obsidian_does(tmp_path: Path) -> None:
    for name in ("beside.png", "in/root.png", "in/far/away.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    pictures = "![[beside.png]] ![[in/root.png]] ![[away.png]] ![x](gone.png)"
    write(tmp_path, a=f"Q: Что на рисунке?\nA: Это порт: {pictures}\n")
    long_name = "x" * 5000
    silent = "%% lint:ignore missing-file %%\n"
    write(tmp_path, b=f"{silent}Q: Где маяк?\nA: Тут ![x]({long_name}.png)\n")

    assert found(tmp_path) == [("missing-file", "a", 1)]


def test_an_import_tells_of_missing_pictures_too(collection, tmp_path: Path) -> None:
    write(tmp_path, a="Q: Что на рисунке?\nA: Это порт: ![x](gone.png)\n")
    done = import_notes(collection, [str(tmp_path)])
    assert [lint.rule for lint in done.lint] == ["missing-file"]


def test_a_leech_is_told_with_the_line_of_its_notes(collection, clock, notes) -> None:
    path = notes("Q: A?\nA: B.\n\nQ: Столица Чили?\nA: Сантьяго.\n")
    (_, card) = list_cards(collection)
    for _ in range(5):
        review(collection, card.id, Rating.EASY)
        clock.wait(days=60)
        review(collection, card.id, Rating.AGAIN)
        clock.wait(days=1)

    (leech,) = leeches(collection, [str(path)])

    assert (leech.rule, leech.file, leech.line) == ("leech", str(path), 4)
    assert leeches(collection, [str(notes("Q: C?\nA: D.\n", "other.md"))]) == []


def test_limits_and_rules_come_from_the_settings(tmp_path: Path) -> None:
    write(tmp_path, a="Q: Где стоит старый маяк?\nA: На мысу у порта.\n")
    strict = reading_settings(limits(longest_answer=2))
    silent = Settings(
        notes=NoteSettings(
            no_findings=("long-answer",), limits=MappingProxyType({"longest_answer": 2})
        )
    )

    assert found(tmp_path) == []
    assert found(tmp_path, settings=strict) == [("long-answer", "a", 1)]
    assert found(tmp_path, settings=reading_settings(silent)) == []


@pytest.mark.parametrize(
    "notes",
    [
        NoteSettings(no_cards=("definitions",)),
        NoteSettings(no_findings=("definition",)),
        NoteSettings(limits=MappingProxyType({"longest": 3})),
    ],
)
def test_a_rule_or_limit_that_does_not_exist_is_refused(notes) -> None:
    with pytest.raises(InputError, match="no rule or limit"):
        reading_settings(Settings(notes=notes))


def test_other_settings_read_unchanged_notes_again(open_at, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    write(notes, a="# Лак\n\n**Лак** — это покрытие для дерева.\n")
    collection = open_at(tmp_path / "c.db")
    assert import_notes(collection, [str(notes)]).added == 1
    collection.close()

    off = Settings(notes=NoteSettings(no_cards=("definition", "heading")))
    other = open_at(tmp_path / "c.db", settings=off)

    assert import_notes(other).retired == 1
    assert import_notes(other).retired == 0
