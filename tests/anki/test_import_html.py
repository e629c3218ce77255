"""Any HTML of a field becomes a card of ours: the words stay, nothing is obeyed."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it.tree import SyntaxTreeNode

from quizapp.anki.html_to_markdown import to_markdown
from quizapp.anki.notes_to_markdown import WrittenCard, block_of, explicit_id, files_of
from quizapp.anki.sides import NO_TEXT, Sides
from quizapp.model.cards import CardKind
from quizapp.notes.read import read_notes
from quizapp.render.syntax import parser

CASES = [
    ("a <b>b</b> c<br>d<br><br>e", "a **b** c\\\nd\n\ne"),
    ("<div>one</div><div><b>two</b></div>", "one\n\n__two__"),
    ("<ul><li>x<ul><li>y</li></ul></li><li>z</li></ul>", "- x\n  - y\n- z"),
    ("<ol start=3><li>x</li><li>y</li></ol>", "3. x\n4. y"),
    (r"\(a&lt;b\) 2\(x\)3", "$a<b$ 2 $x$ 3"),
    (r"\[ \frac{1}{2} \]", r"$$\frac{1}{2}$$"),
    ("[$]y_1[/$] [$$]z[/$$]", "$y_1$ $$z$$"),
    ("[latex]$z$ is a $w$[/latex]", "$z$ is a $w$"),
    ("[latex]x^2[/latex]", "$x^2$"),
    (r"\(\,\)", r"$\,$"),
    ("<anki-mathjax block=true>x</anki-mathjax>", "$$x$$"),
    ("<pre>f(x)<br>g</pre>t", "```\nf(x)\ng\n```\n\nt"),
    ("<code>a_b</code>", "`a_b`"),
    ("x<sup>2</sup><sub>10</sub>", "x²₁₀"),
    ("<a href='https://e.org/a b'>here</a>", "[here](<https://e.org/a%20b>)"),
    ("<a href='javascript:alert(1)'>here</a>", "here"),
    ("<img src='a b.png'>", "![a b.png](<media/a b.png>)"),
    ("<img src='data:image/png;base64,AAAA'>", ""),
    ("[sound:x.mp3]", "[♪ x.mp3](<media/x.mp3>)"),
    ("<blockquote>q<br>r</blockquote>", "> q\\\n> r"),
    ("<ruby>漢<rt>かん</rt></ruby>", "漢(かん)"),
    ("<script>alert(1)</script><style>x{}</style>ok", "ok"),
    ("<p onclick='x()' style='color:red'>ok", "ok"),
    ("<iframe src=x>no</iframe><svg onload=x>ok</svg>", "ok"),
    ("a&nbsp;&nbsp;b", "a b"),
    ("\x1b[31mred\x07", r"\[31mred"),
    ("<table><tr><td>1</td><td>2</td></tr></table>", "| 1 |2 |\n| --- | --- |"),
    ("text<br><ul><li>a</li></ul>", "text\n\n- a"),
    ("<![x](y) <b>z</b>", "z"),
    ("e.txt&amp;a?b", "e.txt&a?b"),
    ("5 < 6 and 7 > 3", r"5 \< 6 and 7 > 3"),
]


@pytest.mark.parametrize(("html", "markdown"), CASES)
def test_html_becomes_this_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html, lambda name: f"media/{name}") == markdown


PIECES = st.sampled_from(
    [
        *("Q:", "A: ", "- [x] y", "^id", "%% c %%", "[[w]]", "==h==", "{{c1::z}}", "$5", "#tag"),
        *("`t`", "~~s~~", "a|b", "---", "1. x", "# h", "> q", "***", "_i_", "&amp;", "&lt;b&gt;"),
        *("[^1]", "![x](y)", "[a](b)", "<!-- k -->", "\\", "\\\\(", "::", "??", "\n", "\n\n", "  "),
        *("слово", "word", "漢字", "é", "x2", "7", "(", "]", "!", ":", "=", "+", "...", "\ufdd0"),
    ]
)
TEXT = st.lists(PIECES, min_size=1, max_size=6).map("".join)
TAGS = ("b", "i", "u", "div", "p", "li", "ul", "ol", "h2", "blockquote", "code", "pre", "span", "a")
MORE = ("td", "tr", "table", "sub", "s", "font color=red onmouseover=x()", "kbd", "center", "dl")


def _tagged(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tag = st.sampled_from(TAGS + MORE)
    wrapped = st.tuples(tag, inner).map(lambda p: f"<{p[0]}>{p[1]}</{p[0].split()[0]}>")
    return st.lists(st.one_of(wrapped, inner, st.just("<br>"), st.just("<hr>")), max_size=3).map(
        "".join
    )


HTML = st.recursive(TEXT, _tagged, max_leaves=8)
BROKEN = st.lists(
    st.one_of(
        PIECES,
        st.sampled_from(["&#27;[2J", "&#xfdd0;", "<", "</", "<b", "<script>", "</p>", "<x y='"]),
    )
)


def shown(markdown: str) -> str:
    """The letters a reader sees of a Markdown text, by the parser that shows cards."""
    return letters("".join(_texts(SyntaxTreeNode(parser().parse(markdown)))))


def _texts(node: SyntaxTreeNode):
    if node.type in {"text", "code_inline", "fence", "code_block", "math_inline"}:
        yield node.content
    for child in node.children:
        yield from _texts(child)


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text))


def seen(html: str) -> str:
    """The letters a browser shows of HTML."""
    soup = BeautifulSoup(re.sub("[\ufdd0-\ufdef]", "", html), "html.parser")
    for tag in soup.find_all(["script", "style"]):
        tag.decompose()
    texts = (t for t in soup.find_all(string=True) if type(t).__name__ == "NavigableString")
    return letters("".join(texts))


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(HTML)
def test_every_letter_is_shown_in_its_order(html: str) -> None:
    assert shown(to_markdown(html, str)) == seen(html)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(HTML, HTML)
def test_a_card_is_read_back_as_it_was_written(front: str, back: str) -> None:
    sides = Sides(
        CardKind.BASIC, to_markdown(front, str) or NO_TEXT, to_markdown(back, str) or NO_TEXT
    )
    cards = [WrittenCard(explicit_id(name, 0), "a::b", sides, (f"t{name}",)) for name in "xyz"]
    ((path, text),) = files_of(cards, "p.apkg").items()

    notes = read_notes(text, source="s", path=path)

    assert [card.explicit_id for card in notes.candidates] == [card.id for card in cards]
    for card, written in zip(notes.candidates, cards, strict=True):
        assert (card.kind, card.deck, card.tags) == (CardKind.BASIC, "a::b", written.tags)
        assert _plain(card.front) == _plain(sides.front)
        assert _plain(card.back) == _plain(sides.back)


def _plain(text: str) -> str:
    """A text without the spaces at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.split("\n"))


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(BROKEN.map("".join))
def test_nothing_of_any_text_is_obeyed(html: str) -> None:
    markdown = to_markdown(html, str)

    tokens = parser().parse(markdown)
    for token in [*tokens, *(child for t in tokens for child in t.children or ())]:
        assert token.type not in {"html_block", "html_inline", "cloze_open"}
        address = str(token.attrs.get("href", token.attrs.get("src", "")))
        assert not address.lower().startswith(("javascript", "data", "vbscript"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef]", markdown)


def test_a_text_nested_too_deeply_keeps_its_words() -> None:
    html = "<div>" * 5000 + "deep" + "</div>" * 5000
    assert to_markdown(html, str) == "deep"


def test_a_block_begins_on_its_own_line() -> None:
    sides = Sides(CardKind.BASIC, "```\nx\n```", "- a\n- b")
    written = block_of(WrittenCard("anki-1-0", "d", sides))
    assert written == "Q:\n```\nx\n```\nA:\n- a\n- b\n^anki-1-0"
