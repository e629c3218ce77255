"""Today and Study in one language at a time: a word of the other is a word left untranslated."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quizapp.cli.main import main

CYRILLIC = re.compile(r"[А-Яа-яЁё]+")
LATIN = re.compile(r"(?<![\w-])[A-Za-z]{2,}(?![\w-])")
NAMED = {"enter", "space", "esc", "tab", "ctrl", "quizapp", "Markdown", "Batch", "Normalization"}
"""Keys, the program, and what the first screen's example of notes is about."""
PATHS = re.compile(r"quizapp import \S+|\S+/\S+|\S+\.md\b")
RUSSIAN = """\
---
deck: Сложение
lang: ru
---
# Перенос

Q: Что такое перенос?
A: Десяток, который уходит на одно место влево.

```python quiz sum-of-two
\"\"\"Сколько будет {{a}} + {{b}}?\"\"\"
a = integers(12, 90)
b = integers(12, 90)
s = a + b   # Сложить: $a + b$
answer(s)
mistake(s + 10, "Лишний перенос", id="carry")
hint("Сначала десятки")
```
"""
ENGLISH = """\
---
deck: Sums
lang: en
---
# Carrying

Q: What is a carry?
A: A ten that moves one place to the left.

```python quiz sum-of-two
\"\"\"How much is {{a}} + {{b}}?\"\"\"
a = integers(12, 90)
b = integers(12, 90)
s = a + b   # Add: $a + b$
answer(s)
mistake(s + 10, "One carry too many", id="carry")
hint("Tens first")
```
"""
NOTES = {"ru": RUSSIAN, "en": ENGLISH}
FRAME = {"ru": ("Сегодня", "Показать ответ"), "en": ("Today", "Show answer")}


@pytest.fixture
def walk(terminal, home: Path, tmp_path: Path) -> Callable[[str], Iterator[tuple[str, str]]]:
    """Go through the screens of a language; the name of each place with what it shows."""

    def walk(lang: str) -> Iterator[tuple[str, str]]:
        notes = tmp_path / "own.md"
        notes.write_text(NOTES[lang], encoding="utf-8")
        assert main(["--home", str(home), "--lang", lang, "--empty", "import", str(notes)]) == 0
        today, show = FRAME[lang]
        basic = NOTES[lang].split("Q: ")[1].split("\n")[0]
        mistake = re.search(r'10, "(.*?)"', NOTES[lang])[1]
        hint = re.search(r'hint\("(.*?)"', NOTES[lang])[1]

        screen = terminal("--lang", lang, columns=110, rows=40)
        yield "first run", screen.wait_for(today, "quizapp import")
        screen.press("enter")
        yield "basic card", screen.wait_for(basic, show)
        screen.press("i")
        yield "why now", screen.wait_until(lambda text: "own.md" in text, "place in the notes")
        screen.press("esc")
        screen.wait_until(lambda text: "own.md" not in text, "card alone")
        screen.press("space")
        yield "basic answer", screen.wait_until(lambda text: " 4  " in text, "ratings")
        screen.press("4")
        screen.wait_for("f2", "f4")
        screen.press("1,234", "enter")
        yield "unreadable", screen.wait_for("1.234")
        screen.press("f4")
        screen.wait_until(lambda text: "1,234" not in text, "fresh numbers")
        screen.press("f2")
        yield "live question", screen.wait_for(hint)
        one, two = re.search(r"(\d+) \+ (\d+)\?", screen.text).groups()
        screen.press(str(int(one) + int(two) + 10), "enter")
        yield "verdict", screen.wait_for(f"◆ {mistake}")
        screen.press("enter")
        screen.wait_until(lambda text: f"◆ {mistake}" not in text, "next card")
        screen.press("esc", "q")
        yield "summary", screen.wait_until(lambda text: "f4" not in text, "summary")
        screen.press("enter")
        yield "tree", screen.wait_for(today, NOTES[lang].split("deck: ")[1].split("\n")[0])
        screen.resize(50, 15)
        yield "too small", screen.wait_for("60×20")
        screen.press("ctrl+q")
        assert screen.ended() == 0

    return walk


def test_english_screens_have_no_russian_word(walk) -> None:
    left = {place: CYRILLIC.findall(text) for place, text in walk("en")}

    assert len(left) == 10
    assert {place: words for place, words in left.items() if words} == {}


def test_russian_screens_have_no_english_word(walk) -> None:
    left = {}
    for place, text in walk("ru"):
        left[place] = set(LATIN.findall(PATHS.sub("", text))) - NAMED
        assert CYRILLIC.search(text), place

    assert len(left) == 10
    assert {place: words for place, words in left.items() if words} == {}


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_first_session_on_the_shipped_decks_keeps_to_one_language(
    terminal, home: Path, lang: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["--home", str(home), "--lang", lang, "cards", "--json"]) == 0
    cards = json.loads(capsysbinary.readouterr().out)
    texts = [f"{card['front']} {card['back']} {card['deck']}" for card in cards]
    names = {word for text in texts for word in LATIN.findall(text)}
    today, show = FRAME[lang]

    def foreign(text: str) -> set[str]:
        if lang == "en":
            return set(CYRILLIC.findall(text))
        return set(LATIN.findall(PATHS.sub("", text))) - NAMED - names

    screen = terminal("--lang", lang, columns=110, rows=40)
    screen.wait_for(today, "quizapp import")
    screen.press("enter")
    screen.wait_until(lambda text: show in text and not foreign(text), "question in one language")
    screen.press("space")
    screen.wait_until(lambda text: " 4  " in text and not foreign(text), "answer in one language")
    screen.press("ctrl+q")

    assert screen.ended() == 0
