"""The Russian and the English edition are the same cards in two languages."""

import ast
import io
import re
import tokenize

import pytest
import yaml

Decks = dict[str, dict[str, str]]

SEED_HEADINGS = """
Мини-нейросеть
Обучаясь понимать контекст
GloVe и Word2Vec
Проблема учёта локального контекста
Рекуррентные нейронные сети (RNN)
Механизм внимания (Attention): решение проблемы глобального контекста
Трансформеры и Self-Attention: революция в NLP
Multi-Head Attention
Параллелизм в генеративных моделях
Как мы отбираем признаки, что можем перенести в другой формат, а что — нет
Краткая справка по нейросетям
Накопление градиента
Batch Normalization
Layer Normalization
Residual Connection (Остаточное соединение)
База
Абстрактный класс
Фабрика классов
Singleton (Синглтон)
""".strip().splitlines()

_BLOCK_ID = re.compile(r"(?:^|\s)\^([a-z0-9-]+)$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_NAME_IN_TEXT = re.compile(r"\{\{(.+?)\}\}")


def front_matter(text: str) -> dict[str, object]:
    return yaml.safe_load(text.split("---\n")[1])


def prose(text: str) -> str:
    """A deck without its question blocks."""
    return _FENCED.sub("", text)


def shape(text: str) -> list[str]:
    """What stands in a deck, in order: heading levels, block ids, questions."""
    marks = re.compile(r"^(#+) |^```python (quiz\S* \S+)$|(?:^|\s)(\^[a-z0-9-]+)$", re.MULTILINE)
    return [found[1] or found[2] or found[3] for found in marks.finditer(text)]


def computation(source: str) -> list[str]:
    """A question's tokens with the texts for the reader reduced to the names they show."""
    kept: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            kept.append("#")
        elif token.type == tokenize.STRING and (" " in token.string or kept[-2:] == ["unit", "="]):
            kept.append(" ".join(sorted(set(_NAME_IN_TEXT.findall(token.string)))))
        elif token.type not in (tokenize.NL, tokenize.NEWLINE):
            kept.append(token.string)
    return kept


def program(source: str) -> list[str]:
    """The lines of a program without what they tell the reader: ``#! why``, ``#x LINE  # why``."""
    lines = [line for line in source.splitlines() if not line.startswith("#:")]
    return [
        re.sub(r"^(\s*#x .*?)  # .*", r"\1", line.partition("#!")[0].rstrip()) for line in lines
    ]


def untitled(source: str) -> str:
    """Tests or a solution without docstrings and messages, as their syntax tree."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            node.msg = None
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:]
    return ast.dump(tree)


def test_both_editions_have_the_same_files(decks: Decks) -> None:
    assert list(decks["ru"]) == list(decks["en"]) != []


def test_both_editions_have_the_same_headings_ids_and_questions_in_order(decks: Decks) -> None:
    for file, text in decks["ru"].items():
        assert shape(text) == shape(decks["en"][file]), file


def test_every_question_computes_the_same_in_both_editions(fences) -> None:
    for russian, english in zip(fences["ru"], fences["en"], strict=True):
        if russian.kind == "quiz":
            assert computation(russian.source) == computation(english.source), russian.id


def test_every_program_is_the_same_in_both_editions(fences) -> None:
    for russian, english in zip(fences["ru"], fences["en"], strict=True):
        if russian.kind == "quiz":
            continue
        assert program(russian.source) == program(english.source), russian.id
        questions = [
            computation(
                "\n".join(
                    line.removeprefix("#:").strip()
                    for line in fence.source.splitlines()
                    if line.startswith("#:")
                )
            )
            for fence in (russian, english)
        ]
        assert questions[0] == questions[1], russian.id


def test_tests_and_solutions_are_the_same_in_both_editions(companions) -> None:
    assert list(companions["ru"]) == list(companions["en"]) != []
    for key, source in companions["ru"].items():
        assert untitled(source) == untitled(companions["en"][key]), key


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_front_matter_names_the_edition_and_the_deck(decks: Decks, lang: str) -> None:
    for file, text in decks[lang].items():
        matter = front_matter(text)
        assert matter["lang"] == lang, file
        assert matter["deck"] and matter["tags"], file


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_block_ids_and_question_ids_are_unique_in_an_edition(decks: Decks, fences, lang) -> None:
    ids = [found for text in decks[lang].values() for found in _BLOCK_ID.findall(prose(text))]
    ids += [fence.id for fence in fences[lang]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_mistake_points_to_a_card_that_exists(decks: Decks, fences, lang: str) -> None:
    ids = {found for text in decks[lang].values() for found in _BLOCK_ID.findall(prose(text))}
    questions = {fence.id for fence in fences[lang]}
    for fence in fences[lang]:
        for place in re.findall(r'\bsee="([^"]+)"', fence.source):
            known = place.removeprefix("^") in ids if place.startswith("^") else place in questions
            assert known, f"{fence.id}: {place}"


def test_every_heading_of_the_seed_notes_is_filled(decks: Decks) -> None:
    bodies: dict[str, int] = {}
    for text in map(prose, decks["ru"].values()):
        headings = list(_HEADING.finditer(text))
        ends = [heading.start() for heading in headings[1:]] + [len(text)]
        for heading, end in zip(headings, ends, strict=True):
            bodies[heading[2]] = len(text[heading.end() : end].split())
    for heading in SEED_HEADINGS:
        assert bodies.get(heading, 0) >= 15, heading


def test_the_english_edition_has_no_cyrillic_and_the_russian_one_no_latin_look_alikes(
    decks: Decks,
) -> None:
    for file, text in decks["en"].items():
        assert not re.search(r"[А-Яа-яЁё]", text), file
    for file, text in decks["ru"].items():
        mixed = re.findall(r"\b\w*(?:[А-Яа-яЁё][A-Za-z]|[A-Za-z][А-Яа-яЁё])\w*\b", text)
        assert mixed == [], file
