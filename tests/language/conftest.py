"""The texts of the code, as Babel finds them, and their Russian translations."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import quizapp
from quizapp import language

PACKAGE = Path(quizapp.__file__).parent
RUSSIAN = PACKAGE / "locale" / "ru" / "LC_MESSAGES"
KEYWORDS = {"_": None, "ngettext": (1, 2), "marked": None}


@pytest.fixture(scope="session")
def texts() -> Catalog:
    """Every text the code asks a translation of, with the place of its first use."""
    found = Catalog()
    for file, line, message, _comments, _context in extract_from_dir(PACKAGE, keywords=KEYWORDS):
        found.add(message, locations=[(file, line)])
    return found


@pytest.fixture(scope="session")
def russian() -> Catalog:
    """The Russian catalogue, as a translator edits it."""
    with (RUSSIAN / "quizapp.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


@pytest.fixture
def compiled() -> Path:
    """The Russian catalogue, as the program reads it."""
    return RUSSIAN / "quizapp.mo"


@pytest.fixture(autouse=True)
def language_before() -> Iterator[None]:
    """The language in use is a global of the process: give it back."""
    before = language.current()
    yield
    language.use(before)
