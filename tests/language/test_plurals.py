"""Russian counts: 1 карточка, 2 карточки, 5 карточек, 11 карточек, 21 карточка."""

import pytest

from quizapp import language
from quizapp.language import ngettext


@pytest.mark.parametrize(
    ("one", "many", "expected"),
    [
        (
            "{n} card",
            "{n} cards",
            ("1 карточка", "2 карточки", "5 карточек", "11 карточек", "21 карточка"),
        ),
        ("{n} day", "{n} days", ("1 день", "2 дня", "5 дней", "11 дней", "21 день")),
        (
            "in {n} minute",
            "in {n} minutes",
            ("за 1 минуту", "за 2 минуты", "за 5 минут", "за 11 минут", "за 21 минуту"),
        ),
        (
            "about {n} minute",
            "about {n} minutes",
            (
                "около 1 минуты",
                "около 2 минут",
                "около 5 минут",
                "около 11 минут",
                "около 21 минуты",
            ),
        ),
        ("new", "new", ("новая", "новые", "новых", "новых", "новая")),
    ],
)
def test_russian_words_agree_with_their_number(
    one: str, many: str, expected: tuple[str, ...]
) -> None:
    language.use("ru")
    assert tuple(ngettext(one, many, n) for n in (1, 2, 5, 11, 21)) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 карточек"), (12, "12 карточек"), (102, "102 карточки"), (111, "111 карточек")],
)
def test_the_last_two_digits_decide(count: int, expected: str) -> None:
    language.use("ru")
    assert ngettext("{n} card", "{n} cards", count) == expected


def test_english_has_one_and_many() -> None:
    language.use("en")
    counted = [ngettext("{n} card", "{n} cards", n) for n in (0, 1, 2, 21)]
    assert counted == ["0 cards", "1 card", "2 cards", "21 cards"]
