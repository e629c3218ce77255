"""The Russian words of ``docs/glossary.md`` are those of the Russian interface."""

import gettext
import re

import pytest

from .conftest import DOCS, ROOT

LOCALE = ROOT / "quizapp" / "locale"

ROWS = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$",
    (DOCS / "glossary.md").read_text(encoding="utf-8"),
    re.M,
)
ALLOWED = re.compile("Anki|#flashcards|orphan-cloze")
"""Where such a word is a name: Anki's own, a tag people use, a lint rule."""
PAIRS = [
    (word.strip(), said.strip())
    for english, russian in ROWS
    if set(english) != {"-"} and english != "word"
    for word, said in zip(english.split(","), russian.split(","), strict=True)
]
"""Each English word with its Russian one; a row may have several of both, in the same order."""
DESIGN = re.findall(
    r"\w+",
    """notes source passage card basic cloze steps choice live code draft siblings deck gap
    question variant mistake verdict right close rating review memory stability difficulty
    retrievability due session exam""",
)


def stems(text: str) -> list[str]:
    """The words without their endings: the catalogue declines them."""
    return [word[: max(3, len(word) - 3)] for word in re.findall(r"\w+", text.casefold())]


def test_the_glossary_has_every_word_of_the_design() -> None:
    assert set(DESIGN) <= {word.casefold() for word, _said in PAIRS}


def said_of(word: str) -> list[str]:
    """The Russian of all short texts of the interface that have this word."""
    whole = re.compile(rf"\b{re.escape(word)}s?\b", re.I)
    catalogue = gettext.translation("quizapp", LOCALE, ["ru"])._catalog
    return [
        text.casefold()
        for msgid, text in catalogue.items()
        if isinstance(msgid, str) and len(msgid.split()) <= 8 and whole.search(msgid)
    ]


@pytest.mark.parametrize(("word", "said"), PAIRS, ids=[word for word, _said in PAIRS])
def test_a_word_is_russian_as_in_the_interface(word: str, said: str) -> None:
    spoken = said_of(word)

    assert not spoken or any(all(stem in text for stem in stems(said)) for text in spoken), spoken


def test_the_interface_uses_no_other_word_for_a_thing() -> None:
    catalogue = gettext.translation("quizapp", LOCALE, ["ru"])._catalog
    texts = [msgid if isinstance(msgid, str) else msgid[0] for msgid in catalogue]
    foreign = re.compile(r"\b(?:misconceptions?|templates?|orphans?|flashcards?)\b", re.I)

    assert len(texts) > 500
    assert [text for text in texts if foreign.search(text) and not ALLOWED.search(text)] == []
