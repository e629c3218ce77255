"""The quick way through the blocks reads what the long way reads."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.notes.blocks import Block, block_parser, blocks
from quizapp.notes.plain_paragraphs import QUICK

ROOT = Path(__file__).parents[2]
LINES = st.sampled_from(
    """
слово;слово | два;|---|---|;---|---;===;---;- пункт;  - ниже;1. шаг;> цитата;> - в цитате;
    код;\tкод;```;$$;$$x$$;# Глава;: смысл;~ смысл;**жирно** так;**;***;* * *;(скобка;«ёлочки»;
  отступ;      глубже;<div>;[^1]: сноска;[^1];[ссылка]: /url;*;_курсив_;;;;1;١ цифра;ﬀ;é;
[!note] так;[!note]: так;> [!note] так;## Часть;  ## Ниже;##;#нет;# a | b;####### семь
""".replace("\n", "").split(";")
)


def shape(text: str, *, quick: bool) -> tuple[Block, ...]:
    parser = block_parser()
    if not quick:
        parser.block.ruler.disable(QUICK)
    try:
        return blocks(text)
    finally:
        parser.block.ruler.enable(QUICK)


@given(st.lists(LINES, max_size=12).map("\n".join))
@settings(max_examples=500)
def test_both_ways_give_the_same_blocks(text):
    assert shape(text, quick=True) == shape(text, quick=False)


@pytest.mark.parametrize("path", sorted(ROOT.glob("**/*.md")), ids=lambda path: path.name)
def test_both_ways_read_our_own_notes_alike(path):
    text = path.read_text(encoding="utf-8")
    assert shape(text, quick=True) == shape(text, quick=False)
