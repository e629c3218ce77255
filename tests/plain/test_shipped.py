"""The shipped decks line by line: every prompt, hint, answer and step is words, not LaTeX."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp import language
from quizapp.actions.collection import open_collection
from quizapp.actions.studying.selecting import Selection
from quizapp.actions.studying.study import start
from quizapp.model.cards import CardKind
from quizapp.plain.study import study

LATEX = re.compile(r"\\[A-Za-z]{2,}|\\[\\{},;]|\$|[_^]\{")
CARDS = 400
KEYS = [":i", ":h", ":h", "", ":w", "3"]
"""Why now, two hints, the answer, the steps once more, a rating."""


@pytest.fixture(params=["en", "ru"])
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield str(request.param)
    language.use("en")


def test_no_line_of_the_shipped_decks_is_latex(lang: str, tmp_path: Path) -> None:
    collection = open_collection(tmp_path / "collection.db", shipped=lang)
    session = start(collection, selection=Selection(cram=True))
    asked: set[CardKind] = set()
    found: dict[str, str] = {}

    def write(text: str) -> None:
        card = session.asked.card if session.asked else None
        if card is None or card.kind is CardKind.CODE:
            return  # programs keep their own signs
        asked.add(card.kind)
        if LATEX.search(text):
            found[card.front] = text

    study(session, io.StringIO("\n".join(KEYS * CARDS)), write)
    collection.close()

    assert session.done > 250
    assert found == {}
    assert asked == set(CardKind) - {CardKind.CODE, CardKind.TYPED}
