"""Which language is spoken, and that changing it reaches every text."""

import locale

import pytest

from quizapp import language
from quizapp.language import _, marked

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says nothing of languages, on a system that says nothing either."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(locale, "getlocale", lambda: (None, None))
    return monkeypatch


def test_a_text_follows_the_language_in_use() -> None:
    language.use("ru")
    assert (language.current(), _("Again"), _(marked("Show answer"))) == (
        "ru",
        "Снова",
        "Показать ответ",
    )
    language.use("en")
    assert (language.current(), _("Again")) == ("en", "Again")


def test_words_of_cards_pass_through() -> None:
    language.use("ru")
    assert _("What is attention?") == "What is attention?"


def test_the_ratings_are_named_as_the_glossary_says() -> None:
    language.use("ru")
    ratings = [_(name) for name in ("Again", "Hard", "Good", "Easy")]
    assert ratings == ["Снова", "Трудно", "Хорошо", "Легко"]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru"}, "ru"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ru_RU.UTF-8", "LANG": "en_US.UTF-8"}, "ru"),
        ({"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "ru_RU.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANGUAGE": "ru:en", "LANG": "en_US.UTF-8"}, "ru"),
        ({"LANGUAGE": "de:ru:en", "LANG": "de_DE.UTF-8"}, "ru"),
        ({"LANGUAGE": "en", "LC_ALL": "ru_RU.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(
    variables: dict[str, str], expected: str, environment: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        environment.setenv(name, value)
    assert language.from_environment() == expected


def test_the_system_is_not_asked_where_the_environment_speaks(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("LANG", "C.UTF-8")
    environment.setattr(locale, "getlocale", lambda: ("ru_RU", "UTF-8"))
    assert language.from_environment() == "en"


@pytest.mark.parametrize(
    ("system", "expected"), [("ru_RU", "ru"), ("Russian_Russia", "ru"), ("C", "en"), (None, "en")]
)
def test_the_system_decides_where_the_environment_is_silent(
    system: str | None, expected: str, environment: pytest.MonkeyPatch
) -> None:
    environment.setattr(locale, "getlocale", lambda: (system, "UTF-8"))
    assert language.from_environment() == expected
