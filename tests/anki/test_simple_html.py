"""Simple HTML is read without a tree, and gives what the tree would."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizapp.anki import html_to_markdown
from quizapp.anki.html_to_markdown import marked_to_markdown
from quizapp.anki.simple_html import simple_markdown

PIECES = st.sampled_from(
    [
        *("<br>", "<br/>", "<br />", "<b>", "</b>", "<i>", "</i>", "<em>", "</em>", "<strong>"),
        *(
            "</strong>",
            "<b></b>",
            "<b>так</b>",
            "<i> it </i>",
            "<b>*</b>",
            "<em>-</em>",
            "<i>\\</i>",
        ),
        *(
            " ",
            "\n",
            "\n\n",
            "  \t",
            "слово",
            "word",
            "1. ",
            "- a",
            "# ",
            "> ",
            "*",
            "**",
            "_",
            "\\",
        ),
        *("$x$", "=", "Q:", "`c`", "|", "~~", ">", ".", "(", "«", "<div>", "</div>", "&amp;", "<"),
    ]
)


def address(name: str) -> str:
    return name


def by_the_tree(html: str, patch: pytest.MonkeyPatch) -> str:
    with patch.context() as tree:
        tree.setattr(html_to_markdown, "simple_markdown", lambda _html: None)
        marked_to_markdown.cache_clear()
        return marked_to_markdown(html, address)


@given(html=st.lists(PIECES, max_size=9).map("".join))
@example(html="one <b>bold</b><br>and <i>more</i>")
@example(html="a<b>b</b>c")
@example(html="<b>one</b><i>two</i>")
@example(html="<b>all</b>")
@settings(max_examples=600)
def test_both_ways_give_the_same_markdown(html: str) -> None:
    expected = by_the_tree(html, pytest.MonkeyPatch())
    marked_to_markdown.cache_clear()
    assert marked_to_markdown(html, address) == expected


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("What is a <b>keel</b>?", "What is a **keel**?"),
        ("one<br>two<br />three", "one\\\ntwo\\\nthree"),
        ("so <i> it </i> is", "so  *it*  is"),
        ("<div>a</div>", None),
        ("<b>a <i>b</i></b>", None),
        ("a &lt; b", None),
        ('<b class="x">a</b>', None),
        ("<script>alert(1)</script>", None),
    ],
)
def test_anything_else_is_left_to_the_tree(html: str, markdown: str | None) -> None:
    assert simple_markdown(html) == markdown
