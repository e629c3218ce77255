"""The Russian catalogue is whole, compiled, and says what the code means."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo

import quizapp

PACKAGE = Path(quizapp.__file__).parent

_CODE = re.compile(
    r"""```.*?``` | ```\S+ | `[^`]*`                # code between or behind backticks
    | \[e\ for\ i\ in\ range\(n\)\] | a\ if\ c\ else\ b | \w*=\(lo,\ hi\) | def\ (?=\{)
    | \{+[^{}]*\}+                                # a field
    | «[^»]*»                                     # a quotation
    | \S*[=(_*<>@~]\S*                            # a call, an option, an operator
    | quiz-\w+ | \w+:\S* | --\w+                  # a question, a query word, an option
    """,
    re.VERBOSE | re.DOTALL,
)
_LATIN_WORDS = frozenset(
    word
    for line in (Path(__file__).parent / "latin_words.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)


def key(message: Message) -> str:
    """The text that names a message; of a plural the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def sentences(message: Message) -> tuple[str, ...]:
    """The translation, or its plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def named(catalog: Catalog) -> Iterator[Message]:
    """All messages but the header."""
    return (message for message in catalog if message.id)


def fields(text: str) -> set[str]:
    """The names of the fields of a format string."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_every_text_of_the_code_has_a_russian_translation(texts: Catalog, russian: Catalog) -> None:
    translated = {m.id for m in named(russian) if all(sentences(m)) and not m.fuzzy}
    missing = [
        f"{message.locations[0][0]}:{message.locations[0][1]}: {message.id}"
        for message in named(texts)
        if message.id not in translated
    ]
    assert not missing


def test_every_translation_belongs_to_a_text_of_the_code(texts: Catalog, russian: Catalog) -> None:
    assert not {m.id for m in named(russian)} - {m.id for m in named(texts)}
    assert not russian.obsolete


def test_the_compiled_catalogue_is_the_edited_one(russian: Catalog, compiled: Path) -> None:
    expected = io.BytesIO()
    write_mo(expected, russian)
    expected.seek(0)
    with compiled.open("rb") as file:
        found = read_mo(file)
    assert {key(message): sentences(message) for message in named(found)} == {
        key(message): sentences(message) for message in named(read_mo(expected))
    }
    assert found.plural_forms == russian.plural_forms


def test_a_translation_has_the_fields_of_its_text(russian: Catalog) -> None:
    """The first Russian form stands for the English singular, the others for the plural."""
    other = []
    for message in named(russian):
        one, many = (message.id, message.id) if isinstance(message.id, str) else message.id
        first, *others = sentences(message)
        if fields(first) != fields(one) or any(fields(form) != fields(many) for form in others):
            other.append(message.id)
    assert not other


def test_no_english_words_are_left_in_a_translation(russian: Catalog) -> None:
    left = {
        word: sentence
        for message in named(russian)
        for sentence in sentences(message)
        for word in re.findall(r"[A-Za-z]{2,}", _CODE.sub(" ", sentence))
        if word not in _LATIN_WORDS
    }
    assert not left


def test_every_allowed_latin_word_stands_in_a_translation(russian: Catalog) -> None:
    said = " ".join(sentence for message in named(russian) for sentence in sentences(message))
    assert not _LATIN_WORDS - set(re.findall(r"[A-Za-z]{2,}", said))


@pytest.mark.parametrize(
    "sign",
    [
        pytest.param("(?<!#)!(?!=)", id="exclamation mark"),
        pytest.param("[“”„]", id="other quotation marks"),
        pytest.param(r" -(?= [а-яё])", id="hyphen for a dash"),
        pytest.param(r"\b[Тт]ы\b|\b[Тт]во[йяёи]", id="«ты»"),
        pytest.param(r"\b(?:еще|ее|нее|свое|дает|берет|ждет|придет|вернет|счет)\b", id="е for ё"),
    ],
)
def test_translations_follow_the_tone(sign: str, russian: Catalog) -> None:
    wrong = [
        sentence
        for message in named(russian)
        for sentence in sentences(message)
        if re.search(sign, sentence)
    ]
    assert not wrong


def test_no_text_hides_in_an_f_string() -> None:
    """Before Python 3.12 Babel does not look inside an f-string: its text would stay English."""
    hidden = {
        text
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        for text in asked_of(node)
    }
    assert not hidden


def asked_of(string: ast.JoinedStr) -> Iterator[str]:
    """The texts that are written out inside an f-string to be translated."""
    for node in ast.walk(string):
        match node:
            case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]):
                yield text
