"""HTML for Anki: formulas survive, clozes stay clozes, nothing of a text is obeyed."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.render.html import mathjax, to_html

_BLOCKS = "p h1 h2 h3 h4 h5 h6 hr ul ol li pre blockquote table thead tbody tr th td"
_ALLOWED = {*_BLOCKS.split(" "), "b", "i", "s", "a", "br", "code", "span", "img"}


class _Inventory(HTMLParser):
    """The tags, attributes and text of a piece of HTML, as a browser would read it."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_formulas_become_mathjax_with_html_signs_as_entities() -> None:
    assert to_html("Если $a<b$ & $c$:\n\n$$x > y$$") == (
        r"<p>Если \(a&lt;b\) &amp; \(c\)&#58;</p>\[x &gt; y\]"
    )


def test_double_braces_of_a_formula_are_set_apart() -> None:
    assert mathjax(r"\frac{a}{x^{2}}") == r"\(\frac{a}{x^{2} }\)"
    assert "{{" not in mathjax("{{{x}}}")
    assert "}}" not in mathjax("{{{x}}}")


@pytest.mark.parametrize(
    "latex",
    [r"\frac{a}{x^{2}}", "a<b", r"a & b \\ c & d", "f::g", r"\text{да, }x", "x>0"],
)
def test_a_formula_read_back_is_the_same_but_for_spaces(latex: str) -> None:
    written = _Inventory(to_html(f"${latex}$")).text

    assert re.sub(r"\s", "", written) == r"\(" + re.sub(r"\s", "", latex) + r"\)"


def test_a_cloze_stays_a_cloze_with_its_hint() -> None:
    html = to_html(r"Масштаб {{c2::$\frac{a}{b_{x}}$::дробь}} нужен.")

    assert html == r"<p>Масштаб {{c2::\(\frac{a}{b_{x} }\)::дробь}} нужен.</p>"


def test_a_cloze_inside_a_formula_stays_a_cloze() -> None:
    assert to_html("$E = {{c1::mc^{2}}}$") == r"<p>\(E = {{c1::mc^{2} }}\)</p>"


def test_a_cloze_is_opened_on_request() -> None:
    assert to_html("a {{c1::b::c}} $x = {{c1::y}}$", cloze=False) == r"<p>a b \(x = {y}\)</p>"


def test_colons_and_braces_of_the_hidden_text_do_not_split_the_cloze() -> None:
    html = to_html("{{c1::`std::vector{}`::тип}}")

    assert html == "<p>{{c1::<code>std&#58;&#58;vector&#123;&#125;</code>::тип}}</p>"


def test_braces_outside_clozes_cannot_be_taken_for_a_template() -> None:
    html = to_html("{{Front}} и `{{c1:}}`\n\n```jinja\n{{ x }}\n```")

    assert "{{" not in html
    assert "{{Front}}" in _Inventory(html).text
    assert "{{ x }}" in _Inventory(html).text


def test_raw_html_and_unsafe_links_are_shown_not_obeyed() -> None:
    html = to_html('<script>alert(1)</script> <img src=x onerror="y"> [a](javascript:alert)')

    assert _Inventory(html).tags == {"p"}


@pytest.mark.parametrize("tag", ["[sound:x.mp3]", "[anki:tts lang=en]x", "[latex]x[/latex]"])
def test_tags_that_anki_obeys_are_shown(tag: str) -> None:
    html = to_html(tag)

    assert tag not in html
    assert _Inventory(html).text == tag


def test_a_link_keeps_its_web_address() -> None:
    assert to_html("[t](https://x.y/?a=1&b=2)") == (
        '<p><a href="https://x.y/?a=1&amp;b=2">t</a></p>'
    )


def test_an_image_becomes_its_media_file_or_its_words() -> None:
    text = "![кот](img/cat.png)"

    assert to_html(text, images={"img/cat.png": "q_cat.png"}) == (
        '<p><img src="q_cat.png" alt="кот"></p>'
    )
    assert to_html(text) == "<p>[image: кот]</p>"


def test_code_is_coloured_inline_on_a_ground_of_its_own() -> None:
    html = to_html("```python\ndef f():\n    return '<'\n```")

    assert re.search(r'<pre style="background:#[0-9a-f]{6};color:#[0-9a-f]{6}', html)
    assert _Inventory(html).text == "def f():\n    return '<'"
    assert {name for name, _value in _Inventory(html).attributes} == {"style"}


def test_a_table_keeps_its_alignment() -> None:
    html = to_html("| a | b |\n|---|--:|\n| 1 | $x|y$ |")

    assert '<th style="text-align:right">b</th>' in html


_SCRAPS = st.lists(
    st.sampled_from(
        [
            "<script>",
            "</script>",
            "<img src=x onerror=y>",
            "](javascript:x)",
            "[a",
            "$",
            "$$",
            "{{c1::",
            "::",
            "}}",
            "{{",
            "`",
            "```\n",
            "\n\n",
            "text",
            "&lt;script&gt;",
            '"',
            "'",
            "x^{2}",
            "| a |\n|---|\n| b |",
            "- ",
            "\\",
            "<!--",
            "\x00",
            "![",
            "](data:text/html,x)",
        ]
    ),
    max_size=16,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(_SCRAPS | st.text(max_size=80))
def test_no_text_becomes_anything_a_browser_runs(text: str) -> None:
    found = _Inventory(to_html(text))

    assert found.tags <= _ALLOWED
    for name, value in found.attributes:
        assert name in {"style", "href", "start", "src", "alt"}
        if name == "href":
            assert re.match(r"(https?|mailto):", str(value), re.IGNORECASE)


@settings(max_examples=300, deadline=None)
@given(_SCRAPS | st.text(max_size=80))
def test_every_opening_of_a_cloze_has_its_end_and_no_other_braces_are_doubled(text: str) -> None:
    html = to_html(text)

    assert len(re.findall(r"\{\{", html)) == len(re.findall(r"\{\{c\d+::", html))
    assert html.count("{{") == html.count("}}")
    assert "{{" not in to_html(text, cloze=False)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_a_written_formula_reads_back(latex: str) -> None:
    body = unescape(mathjax(latex))[2:-2]

    assert re.sub(r"\s", "", body) == re.sub(r"\s", "", latex)
