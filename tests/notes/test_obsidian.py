r"""What people of Obsidian write: tags in the text, fields and front matter of plugins, macros."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.notes.inline_fields import without_fields
from quizapp.notes.inline_tags import inline_tags
from quizapp.notes.macros import with_macros_written_out
from quizapp.notes.read import read_notes

PLUGINS = """\
---
tags: [ml]
sr-due: 2026-01-01
sr-interval: 3
sr-ease: 250
cssclasses: wide
kanban-plugin-settings: {}
rating: 5
---
# Products

Q: What is a dot product?
A: The sum of the products. <!--SR:!2026-03-01,3,250-->
"""


def cards(text: str):
    return read_notes(text, source="s", path="a.md").candidates


def test_fields_and_front_matter_of_plugins_are_left_alone() -> None:
    notes = read_notes(PLUGINS, source="s", path="a.md")

    (card,) = notes.candidates
    assert (card.front, card.back.rstrip()) == (
        "What is a dot product?",
        "The sum of the products.",
    )
    assert card.tags == ("ml", "Products")
    assert notes.findings == ()


FIELDS = """\
# Ships
status:: draft
- due date:: 2026-02-02

**Keel** is the lowest beam of the hull. [mood:: fine] <!--SR:!2026-01-02,3,250-->

Q: Who steers? (rating:: 5) #crew
A: The [role:: helmsman], on most ships. [a:: b] (c:: d) ^steers
source:: a book

Q: What is `[x:: y]` in $[a:: b]$?
A: See std::vector, [a link](b), [[Wiki:: page]] and C++ (std::map) here.
"""


def test_fields_of_dataview_are_no_part_of_a_card() -> None:
    found = [(card.front, card.back.rstrip(), card.explicit_id) for card in cards(FIELDS)]
    assert found == [
        ("What is Keel?", "the lowest beam of the hull.", None),
        ("Who steers?", "The helmsman, on most ships.", "steers"),
        (
            "What is `[x:: y]` in $[a:: b]$?",
            "See std::vector, [a link](b), Wiki:: page and C++ (std::map) here.",
            None,
        ),
    ]


def test_lines_with_colons_stay_cards_where_they_are_asked_for() -> None:
    (card,) = cards("---\ncards: marked\n---\nPeru:: Lima [seen:: 2026]\n")
    assert (card.front, card.back) == ("Peru", "Lima")


@given(st.text(st.sampled_from("ab:[]() \n`$#^-"), max_size=40))
def test_whatever_is_no_field_keeps_its_lines(text: str) -> None:
    kept = without_fields(text, separators=False)
    assert kept.count("\n") == text.count("\n")
    if ":: " not in text and "::\t" not in text:
        assert kept == text


def test_a_tag_is_one_of_its_paragraph_alone() -> None:
    first, second = cards("Q: One? #a/b\nA: 1 #c\n\nQ: Two?\nA: 2\n")

    assert (first.front, first.back, first.tags) == ("One?", "1", ("a::b", "c"))
    assert second.tags == ()


def test_neighbours_without_a_blank_line_keep_their_tags_apart() -> None:
    first, second = cards("Q: One? #a\nA: 1\nQ: Two? #b\nA: 2\n")

    assert (first.tags, second.tags) == (("a",), ("b",))


def test_a_tag_of_a_heading_is_one_of_all_below_it() -> None:
    text = "# Top #t\n\nQ: One?\nA: 1\n\n## Sub\n\nQ: Two?\nA: 2\n\n# Next\n\nQ: Three?\nA: 3\n"

    assert [card.tags for card in cards(text)] == [("t", "Top"), ("t", "Top::Sub"), ("Next",)]


@pytest.mark.parametrize(
    ("line", "kept", "names"),
    [
        ("A word #tag", "A word", ("tag",)),
        ("A word #one #two/deep  ", "A word", ("one", "two::deep")),
        ("A word #one and #two.", "A word one and two.", ("one", "two")),
        ("A #word within stays", "A word within stays", ("word",)),
        ("#only #tags", "", ("only", "tags")),
        ("Число #число-два", "Число", ("число-два",)),
        ("Issue #123 and C# and a#b", None, ()),
        ("Code `#tag` and $\\#x #y$", None, ()),
        ("https://x.y/#frag \\#no", None, ()),
        ("Text #flashcards", None, ()),
        ("Text #flashcards/deep", None, ()),
        ("# Heading", None, ()),
        ("```\n#define X\n```", None, ()),
    ],
)
def test_what_is_a_tag_and_what_is_not(line: str, kept: str | None, names: tuple[str, ...]) -> None:
    text, tags = inline_tags(line)

    assert text == (line if kept is None else kept)
    assert tags.get(1, ()) == names


MACROS = r"""
$$
\newcommand{\R}{\mathbb{R}}
\newcommand\norm[1]{\lVert #1 \rVert}
\DeclareMathOperator{\argmax}{arg\,max}
\def\half{\tfrac{1}{2}}
\newcommand{\normsq}[1]{\norm{#1}^2}
$$

"""


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        (r"$x \in \R^n$", r"$x \in \mathbb{R}^n$"),
        (r"$\norm{x + {y}}$", r"$\lVert x + {y} \rVert$"),
        (r"$\norm x$", r"$\lVert x \rVert$"),
        (r"$\half\normsq{w}$", r"$\tfrac{1}{2}\lVert w \rVert^2$"),
        (r"$\argmax_x f$", r"$\operatorname{arg\,max}_x f$"),
        (r"$\Rightarrow \normal$", r"$\Rightarrow \normal$"),
        (r"`\R` and \R", r"`\R` and \R"),
        ("```\n$\\R$\n```", "```\n$\\R$\n```"),
    ],
)
def test_commands_of_a_preamble_are_written_out(tex: str, written: str) -> None:
    text = with_macros_written_out(MACROS + tex)

    assert text == "\n" * MACROS.count("\n") + written


def test_a_card_stands_without_its_preamble() -> None:
    (card,) = cards(MACROS + "Q: What is $\\norm{x}$?\nA: $\\sqrt{x^\\top x}$ on $\\R^n$\n")

    assert card.front == r"What is $\lVert x \rVert$?"
    assert card.back.endswith(r"$\mathbb{R}^n$")
    assert card.passage.first_line == 10


def test_a_command_that_calls_itself_ends() -> None:
    text = "$$\\newcommand{\\a}{\\a\\a\\a\\a}$$\n\n$\\a$"

    assert len(with_macros_written_out(text)) < 100_000


@given(st.text(alphabet="#a/ \n`$\\{}1newcommand", max_size=80))
@settings(max_examples=150)
def test_lines_keep_their_numbers_in_any_text(text: str) -> None:
    assert inline_tags(text)[0].count("\n") == text.count("\n")
    assert with_macros_written_out(text).count("\n") == text.count("\n")
