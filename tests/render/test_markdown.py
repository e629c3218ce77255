"""Markdown as lines of cells: what a learner sees, and what no text may do to a terminal."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.render.cells import Span, line_text, line_width
from quizapp.render.markdown import render

_FIXTURES = Path(__file__).parent / "fixtures"


def _shown(markdown: str, width: int = 40, **options: bool) -> list[str]:
    return [line_text(line) for line in render(markdown, width, **options)]


def _spans(markdown: str, **options: bool) -> list[Span]:
    return [span for line in render(markdown, 60, **options) for span in line]


@pytest.mark.parametrize("name", ["card", "table-and-code"])
def test_a_text_is_laid_out_as_in_the_picture(name: str) -> None:
    source, picture = (_FIXTURES / f"{name}.txt").read_text(encoding="utf-8").split("\n=====\n")

    assert _shown(source, 56) == picture.rstrip("\n").split("\n")


def test_the_text_line_of_a_tall_formula_is_the_line_of_its_sentence() -> None:
    assert _shown(r"Тогда $f'(x) = \frac{dy}{dx}$, и всё.") == [
        "               dy",
        "Тогда f′(x) = ────, и всё.",
        "               dx",
    ]


def test_the_mark_of_a_list_item_stands_on_its_text_line() -> None:
    assert _shown("1. раз $\\frac12$\n2. два") == [
        "        1",
        "1. раз ───",
        "        2",
        "2. два",
    ]


def test_bold_is_orange_and_emphasis_italic() -> None:
    spans = _spans("**нуль** и *курсив* и `код`")

    assert spans == [
        Span("нуль", "learning", bold=True),
        Span(" и "),
        Span("курсив", italic=True),
        Span(" и "),
        Span("код", "code-name"),
    ]


def test_a_question_is_written_in_the_style_it_is_given() -> None:
    (line,) = render("Что такое $W$?", 40, role="bright", bold=True)

    assert [(span.role, span.bold) for span in line if span.text.strip()] == [
        ("bright", True),
        ("math", True),
        ("bright", True),
    ]


def test_a_cloze_is_a_hole_until_it_is_revealed() -> None:
    text = "Среднее равно {{c1::**нулю**}}."

    assert Span("[…]", "inset", bold=True) in _spans(text)
    assert "нулю" not in "".join(_shown(text))
    assert Span("нулю", "learning", bold=True) in _spans(text, reveal=True)


def test_the_hint_of_a_cloze_stands_in_its_hole() -> None:
    assert _shown("Это {{c1::$\\frac{a}{b_{x}}$::дробь}}.") == ["Это [дробь]."]


def test_a_cloze_around_a_formula_with_double_braces_ends_where_it_should() -> None:
    assert _shown("{{c1::$x^{2^{n}}$}} да", reveal=True)[-1].endswith(" да")


def test_a_cloze_inside_a_formula_is_hidden_and_revealed() -> None:
    text = r"$E = {{c1::mc^{2}}}$"

    assert _shown(text) == ["E = […]"]
    assert _shown(text, reveal=True) == ["E = mc²"]


def test_a_formula_we_cannot_draw_is_shown_as_its_source() -> None:
    assert _shown(r"Это $\foo{x}$.") == [r"Это \foo{x}."]


@pytest.mark.parametrize("end", ["2", "\\\\", "$y$", "$ 3"])
def test_a_formula_at_the_start_is_one_however_the_text_ends(end: str) -> None:
    assert "".join(_shown(rf"$\gamma$ and {end}")).startswith("γ and ")


def test_an_amount_of_dollars_is_no_formula() -> None:
    assert _shown("1$x$ costs $5 or $6") == ["1$x$ costs $5 or $6"]


def test_a_display_formula_too_wide_for_the_page_goes_on_in_the_next_line() -> None:
    lines = _shown("$$a + b + c = d + e + f + g$$", 14)

    assert [line.strip() for line in lines] == ["a + b + c", "= d + e + f", "+ g"]


def test_raw_html_is_shown() -> None:
    assert _shown("<b>нет</b> <script>x</script>") == ["<b>нет</b> <script>x</script>"]


def test_escape_sequences_are_shown_not_obeyed() -> None:
    assert _shown("a\x1b[31mb\x07") == ["a␛[31mb␇"]


def test_characters_that_reorder_a_line_are_shown() -> None:
    assert _shown("a\u202eb\u2066c") == ["a�b�c"]


def test_a_word_longer_than_the_page_is_chopped_not_cut() -> None:
    assert _shown("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_program_lines_wider_than_the_page_go_on_in_the_next_line() -> None:
    lines = _shown("```python\nvalue = 'a long text here'\n```", 12)

    assert "".join(line[2:] for line in lines) == "value = 'a long text here'"
    assert len(lines) > 1


def test_a_link_is_its_text_and_an_image_its_words() -> None:
    assert _shown("[текст](http://x.y) ![кот](cat.png)") == ["текст [image: кот]"]


def test_the_ascii_set_marks_lists_quotes_and_holes_with_plain_characters() -> None:
    lines = _shown("- {{c1::x}}\n\n> quote\n\n---", 10, ascii=True)

    assert lines == ["* [...]", "", "| quote", "", "----------"]


def test_a_wide_table_wraps_its_cells() -> None:
    lines = _shown("| a | b |\n|---|---|\n| one two three four | five six |", 20)

    assert max(map(len, lines)) <= 20
    assert "four" in " ".join(lines)


def test_a_table_too_wide_for_its_columns_is_written_cell_by_cell() -> None:
    table = (
        "| one | two | three |\n|---|---|---|\n| $\\frac{a+b}{c}$ | word | longer |\n| 1 | 2 | 3 |"
    )

    assert _shown(table, 12) == [
        "      a + b",
        "one: ───────",
        "        c",
        "two: word",
        "three:",
        "longer",
        "",
        "one: 1",
        "two: 2",
        "three: 3",
    ]


_TEXT = st.text(st.characters(codec="utf-8"), max_size=120)
_SCRAPS = st.lists(
    st.sampled_from(
        [
            "$x^2$",
            "$$",
            r"\frac{a}{b}",
            "**",
            "*",
            "`",
            "{{c1::",
            "::",
            "}}",
            "- ",
            "1. ",
            "\n\n",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "> ",
            "```py\n",
            "\n",
            " слово ",
            "\x1b[2J",
            "漢字",
            "\u202e",
            "e\u0301",
            "\t",
            "# ",
            "[a](b)",
            "<b>",
            "&#27;",
            "\\",
            "$\\sum_{i}^{n} x_i$",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(_TEXT | _SCRAPS, st.integers(4, 80), st.booleans(), st.booleans())
def test_any_text_fits_its_width_and_holds_nothing_a_terminal_obeys(
    text: str, width: int, reveal: bool, ascii_only: bool
) -> None:
    for line in render(text, width, reveal=reveal, ascii=ascii_only):
        assert line_width(line) <= width
        for character in line_text(line):
            assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


_WORD = st.from_regex(r"\A[a-zа-я]{1,12}\Z")
_INLINE = st.recursive(
    _WORD
    | _WORD.map("`{}`".format)
    | _WORD.map("[{}](https://example.org)".format)
    | _WORD.map("{{{{c1::{}}}}}".format),
    lambda inner: st.one_of(
        inner.map("**{}**".format),
        inner.map("*{}*".format),
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
    ),
    max_leaves=6,
)
_INDENT = "    "


def _nested(items: list[tuple[str, list[str]]], mark: str) -> str:
    lines = []
    for text, below in items:
        lines.append(f"{mark} {text}")
        lines += [f"{_INDENT}- {inner}" for inner in below]
    return "\n".join(lines)


_ITEMS = st.lists(st.tuples(_INLINE, st.lists(_INLINE, max_size=2)), min_size=1, max_size=4)
_ROW = st.tuples(_INLINE, _INLINE, _INLINE).map(lambda cells: f"| {' | '.join(cells)} |")
_BLOCK = st.one_of(
    _INLINE,
    _INLINE.map("## {}".format),
    _INLINE.map("> {}".format),
    st.builds(_nested, _ITEMS, st.sampled_from(["-", "1."])),
    st.lists(_ROW, min_size=1, max_size=3).map(
        lambda rows: "\n".join([rows[0], "|---|---|---|", *rows[1:]])
    ),
    st.lists(_WORD, min_size=1, max_size=3).map(
        lambda words: "```python\n" + "\n".join(f"{word} = 1" for word in words) + "\n```"
    ),
)
_DOCUMENT = st.lists(_BLOCK, min_size=1, max_size=4).map("\n\n".join)


@settings(max_examples=200, deadline=None)
@given(_DOCUMENT, st.integers(12, 80))
def test_no_letter_of_any_markdown_is_lost(text: str, width: int) -> None:
    lines = render(text, width, reveal=True)

    source = text.replace("https://example.org", "").replace("c1::", "").replace("python", "")
    shown = "".join(line_text(line) for line in lines)
    there, wanted = (Counter(filter(str.isalpha, letters)) for letters in (shown, source))
    assert there == wanted or ("|---" in text and there > wanted)  # a narrow table repeats its head
    assert all(line_width(line) <= width for line in lines)
