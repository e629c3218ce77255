import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.notes.markup import as_words
from quizapp.notes.plain_prose import stretches
from quizapp.notes.prose import MASK, _parsed, markdown, read_prose, unstyled
from quizapp.notes.sentences import length, lowered, sentences


@pytest.mark.parametrize(
    "text",
    [
        "Просто слова.",
        "**Жирно** и *косо*, и ***вместе***.",
        r"Формула $a_1 * b$ и код `x * y`, звезда \*.",
        "Тип List<int> и ``a ` b``.",
        "Цена $5 и $6.",
    ],
)
def test_prose_gives_its_markdown_back(text):
    assert markdown(read_prose(text)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[слова](http://x.y) и <http://a.b>", "слова и http://a.b"),
        ("[[Страница]] [[Страница#Часть|вид]] [[#Часть]]", "Страница вид Часть"),
        ("![[схема.png]] и ![[Заметка]]", "![схема.png](<схема.png>) и"),
        ("строка\nдальше", "строка дальше"),
        ("строка  \nдальше", "строка\\\nдальше"),
        ("<b>тег</b> и <kbd>K</kbd><!-- x -->", "тег и K"),
        ("$$x = 1$$ внутри", "$x = 1$ внутри"),
        ("сноска[^1] и [ссылка][ref]", "сноска и ссылка"),
        ("`[[код]]` $[[x]]$", "`[[код]]` $[[x]]$"),
        (f"знак {MASK} цел", f"знак {MASK} цел"),
    ],
)
def test_links_tags_and_breaks_are_shown_as_their_words(text, shown):
    assert markdown(read_prose(text)) == shown


def test_a_stretch_keeps_its_own_emphasis_and_formulas():
    prose = read_prose("Ток **велик и $I$ растёт** всегда")
    start, end = prose.text.index("и "), prose.text.index(" всегда")
    assert markdown(prose, start, end) == "**и $I$ растёт**"
    assert unstyled(prose, start, end) == "и $I$ растёт"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Раз. Два! Три?", ["Раз.", "Два!", "Три?"]),
        ("Это т. е. одно. Рис. 3 тоже.", ["Это т. е. одно.", "Рис. 3 тоже."]),
        ("See e.g. Kant. And Hegel.", ["See e.g. Kant.", "And Hegel."]),
        ("Число 3.14 цело. $x$ тоже.", ["Число 3.14 цело.", "$x$ тоже."]),
        ("Он сказал: «Да.» Потом ушёл.", ["Он сказал: «Да.»", "Потом ушёл."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    prose = read_prose(text)
    assert [markdown(prose, *stretch) for stretch in sentences(prose.text)] == expected


@pytest.mark.parametrize(
    ("text", "count"), [("два слова", 2), ("что-то одно", 2), ("$a+b$ и `c d`", 7), ("", 0)]
)
def test_length_counts_words_and_three_for_a_formula(text, count):
    assert length(text) == count


@pytest.mark.parametrize(
    ("text", "expected"), [("Как это", "как это"), ("RNN умеет", "RNN умеет"), ("", "")]
)
def test_only_plain_words_get_a_small_letter(text, expected):
    assert lowered(text) == expected


LINES = st.text("aЖ .:—-\n1(\")#=^|'\u00a0", max_size=20)
MARKS = ["**", "*", "`", "$", "_", "\\", "![", "]", "слово", "б", "«да»", "1"]
MARKED = st.lists(st.sampled_from([*MARKS, *" (.:,-=\n\t\u00a0", "  "]), max_size=14).map("".join)


@given((LINES | MARKED).filter(lambda text: not re.search(r"\n\s*\n", text)))
@settings(max_examples=1500)
def test_the_quick_way_reads_what_the_parser_reads(text):
    assert read_prose(text.strip()) == _parsed(as_words(text.strip()))


@pytest.mark.parametrize(
    "text", ["**Киль** — это `балка`, **как** доска.", "**Киль:** балка", "Имя `std::vector` тут"]
)
def test_bold_words_and_code_go_the_quick_way(text):
    assert stretches(text) is not None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$x$ равно 5", "$x$ равно 5"),
        ("$x$ конец \\\\", "$x$ конец \\\\"),
        ("$a$ и $b$3", "$a$ и $b$3"),
    ],
)
def test_a_formula_may_stand_first_whatever_stands_last(text, shown):
    prose = read_prose(text)
    assert prose.pieces[:1] == (shown[:3],)
    assert markdown(prose) == shown
