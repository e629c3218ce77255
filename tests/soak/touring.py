"""Play every screen in a tmux window, and hold each against what must be true of all.

Run: python touring.py [LANG] [WIDTHxHEIGHT], without words in both languages at 80×24 and 140×45.
No traceback, no LaTeX source, no word of the other language outside code and keys, no line wider
than the window, a way to the help or out. Prints the screens it saw; the first fault ends it.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from rich.cells import cell_len
from tmux import Window

from quizapp import language
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.study import start
from quizapp.language import _, ngettext
from quizapp.model.reviews import Rating

NOTES = Path(__file__).parent / "tour"
PLACES = (("en", 80, 24), ("en", 140, 45), ("ru", 80, 24), ("ru", 140, 45))
CYRILLIC = re.compile(r"[А-Яа-яЁё]{2,}")
LATIN = re.compile(r"(?<![\w-])[A-Za-z]{2,}(?![\w-])")
NAMED = {
    *("quizapp", "enter", "esc", "tab", "shift", "ctrl", "del", "delete", "pgup", "pgdn", "home"),
    *("end", "space", "HTML", "FSRS", "RMSE", "Markdown", "softmax", "double", "def", "return"),
    *("print", "is", "due", "new", "deck", "tag", "prop", "reps", "rated"),
}
"""What is the same in both languages: keys, names, query words, what the notes' programs say."""
NOT_WORDS = re.compile(r"quizapp import \S+|\S*\.md\b\S*|[\w~]*/\S+|\w+(?=[│╭╰])|(?<=[│╮╯])\w+")
"""Paths, and what an overlay leaves of the words at its edges."""
SIDE_FROM = 130
"""Columns from which the reasons stand beside the card unasked."""
LATEX = re.compile(r"\\[A-Za-z]+|\$")
WAY_OUT = re.compile(r"(?:\?|f1) \w+$|\besc\b", re.MULTILINE)


def faults(text: str, lang: str, columns: int, *, code: bool) -> Iterator[str]:
    """What is wrong with a screen; one with ``code`` may use any word."""
    if "Traceback" in text:
        yield "a traceback"
    if found := LATEX.findall(text):
        yield f"LaTeX: {found}"
    if wide := [line for line in text.splitlines() if cell_len(line) > columns]:
        yield f"wider than the window: {wide}"
    if not WAY_OUT.search(text):
        yield "no way to the help or out"
    foreign = CYRILLIC.findall(text) if lang == "en" else _english(text)
    if foreign and not code:
        yield f"words of the other language: {foreign}"


def _english(text: str) -> list[str]:
    return [word for word in LATIN.findall(NOT_WORDS.sub("", text)) if word not in NAMED]


def prepare(home: Path, lang: str) -> None:
    """Three weeks over one file of notes; another file, all new, is taken in just now."""
    home.mkdir()
    language.use(lang)
    now = datetime.now(UTC)
    learner = _at(home, now - timedelta(days=22))
    import_notes(learner, [str(_notes(home, lang, "past"))])
    learner.close()
    random = Random(3)
    for days in range(21, 0, -1):
        learner = _at(home, now - timedelta(days=days))
        _evening(learner, random)
        learner.close()
    learner = _at(home, now)
    import_notes(learner, [str(_notes(home, lang, "tour"))])
    learner.close()


def _at(home: Path, moment: datetime) -> Collection:
    return open_collection(home / "collection.db", lambda: moment, Random(1))


def _notes(home: Path, lang: str, name: str) -> Path:
    return Path(shutil.copy(NOTES / f"{lang}_{name}.md", home / f"{name}.md"))


def _evening(learner: Collection, random: Random) -> None:
    session = start(learner)
    while session.asked is not None:
        parts = session.asked.variant.parts if session.asked.variant is not None else ()
        slips = [slip.printed for part in parts for slip in part.mistakes]
        failed = random.random() < 0.2
        if slips and failed:
            session.answer(slips[:1])
        if not session.revealed:
            session.reveal()
        session.rate(Rating.AGAIN if failed and random.random() < 0.5 else Rating.GOOD)


class Tour:
    """One walk through all screens in a language."""

    def __init__(self, window: Window, home: Path, lang: str) -> None:
        self.window, self.home, self.lang = window, home, lang
        self.seen: list[str] = []

    def look(self, name: str, *words: str, code: bool = False) -> str:
        """Wait until the screen shows these words; it must be without fault."""
        text = self.window.wait_for(
            lambda text: all(word in text for word in words), f"{name}: {words}"
        )
        found = list(faults(text, self.lang, self.window.columns, code=code))
        assert not found, f"{name}: {'; '.join(found)}\n{text}"
        self.seen.append(name)
        return text

    def go(self) -> None:
        """From the first screen to the last."""
        self.window.start("--home", str(self.home), "--lang", self.lang)
        self.today()
        self.overlays()
        self.study()
        self.program_cards()
        self.summary()
        self.exam()
        self.browse()
        self.statistics()
        self.notes()

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        self.window.press(*keys)

    def close(self) -> None:
        """Close the overlay."""
        self.press("Escape")
        self.window.wait_for(lambda text: "╭" not in text, "end of the overlay")

    def today(self) -> None:
        """The first screen, with the deck to be toured chosen."""
        self.look("today", _("Today"), self.deck("tour"), _("All decks"))
        self.press("Down", "Down")
        self.look("today, another deck", self.deck("tour"))

    def deck(self, name: str) -> str:
        """The name of the deck of a file of notes."""
        text = (NOTES / f"{self.lang}_{name}.md").read_text(encoding="utf-8")
        return text.split("deck: ")[1].split("\n")[0]

    def overlays(self) -> None:
        """Help, commands, jumps, settings, other cards than today's."""
        self.press("?")
        self.look("help", _("Keys"), _("study the chosen deck"))
        self.press("/")
        self.window.type(_("settings"))
        self.look("help, searched", "/ " + _("settings"))
        self.close()
        self.press("C-p")
        self.look("commands", _("Commands"))
        self.window.type(_("Statistics")[:4])
        self.look("commands, searched", "› " + _("Statistics")[:4])
        self.close()
        self.press("C-o")
        self.look("jump", " a ")
        self.close()
        self.press("c")
        self.look("custom study", "7")
        self.close()
        self.press("F9")
        self.look("settings", _("Settings"), code=True)
        self.close()
        self.look("today again", self.deck("tour"))

    def study(self) -> None:
        """A card, a cloze, numbers, a matrix, options, steps."""
        self.press("Enter")
        self.look("basic question", _("Show answer"))
        aside = self.window.columns >= SIDE_FROM
        self.press(*([] if aside else ["i"]))
        self.look("why now", _("Why now"))
        if not aside:
            self.close()
        self.press("Space")
        self.look("basic answer", " 4  ", _("Easy"))
        self.press("f")
        self.look("flags", _("Flag {n}").format(n=3))
        self.close()
        self.press("4")
        self.look("cloze question", _("Show answer"), _("cloze"))
        self.press("Space")
        self.look("cloze answer", _("Easy"))
        self.press("4")
        self.number()
        self.matrix()
        self.look("choice", _("choice"), "c")
        self.press("b")
        self.look("choice, chosen", _("Easy"))
        self.press("4")
        self.look("steps", _("steps"))
        self.press("Space", "Space", "Space")
        self.look("steps, all", _("Easy"))
        self.press("4")

    def number(self) -> None:
        """A live question: hint, unreadable, slip, worked solution, prompt again."""
        text = self.look("number", _("Your answer"), "f2")
        self.press("F2")
        self.look("hint", "1/1")
        self.window.type("1,234")
        self.press("Enter")
        self.look("unreadable", "1.234")
        self.press("C-u")
        one, two = map(int, re.search(r"(\d+) \+ (\d+)", text).groups())
        self.window.type(str(one + two + 10))
        self.press("Enter")
        self.look("verdict", "◆", _("Easy"), str(one + two))
        self.press("p")
        self.look("verdict with its prompt", f"{one} + {two}")
        self.press("4")

    def matrix(self) -> None:
        """A matrix cell by cell, what is right, and the code that computed it."""
        self.look("matrix", _("Your answer"), "⎛ ")
        self.window.type("0.5\t1/2\t3\t4")
        self.look("matrix, filled", "1/2")
        self.press("Enter")
        self.look("matrix, wrong", "✗", _("Easy"), code=True)
        self.press("c")
        self.look("reference implementation", "reference_impl", "╭", code=True)
        self.close()
        self.press("4")

    def program_cards(self) -> None:
        """Lines to put in order, output to foretell, a function to write; each trusted first."""
        for name, keys in (
            ("lines", ("Space", "Down", "Space", "C-r")),
            ("output", ("1", "C-r")),
            ("function", ("C-r",)),
        ):
            self.look(f"{name}, untrusted", "T", code=True)
            self.press("T")
            self.look(name, "ctrl+r", code=True)
            self.press(*keys)
            self.look(f"{name}, judged", _("Easy"), code=True)
            self.press("4")

    def summary(self) -> None:
        """The end of a session, not the end of undoing."""
        self.look("summary", "enter", _("home"))
        self.press("u")
        self.look("undone", _("Taken back."), "ctrl+r", code=True)
        self.press("C-r")
        self.look("judged again", _("Easy"), code=True)
        self.press("4")
        self.look("summary again", _("home"))
        self.press("Enter")

    def exam(self) -> None:
        """Before, while, after."""
        self.look("today, studied", self.deck("past"))
        self.press("x")
        self.look("no exam yet", _("begin"))
        self.press("Enter")
        self.look("exam", _("no verdict until the end"), code=True)
        for place in range(1, 4):
            text = self.look(f"exam, question {place}", f" {place}/7", code=True)
            if _("choice") in text:
                self.press("a")
            elif "ctrl+r" in text:
                self.press("NPage")
            else:
                self.window.type("1\t1\t1\t1")
                self.press("C-r")
        self.look("exam, further on", " 4/7", code=True)
        self.press("F10")
        self.look("end of exam", _("See the report"), code=True)
        self.press("1")
        text = self.look("report", _("Topic"), code=True)
        while f"· {_('left open')}" in text:
            self.press("Right")
            text = self.window.wait_for(lambda now, old=text: now != old, "next answer")
        self.press("s")
        self.look("report, one answer", "╭", code=True)
        self.close()

    def browse(self) -> None:
        """Search, select, look at a card and its past."""
        self.press("b")
        self.look("browse", _("Card"))
        self.press("/")
        self.window.type("prop:reps>3 -is:new")
        self.look("browse, searched", "prop:reps>3 -is:new")
        self.press("Enter", "Space", "Down", "Space")
        self.look("browse, selected", "✓")
        self.press("p")
        self.look("card with its past", "╭", "100 %", _("Latest reviews"))
        self.close()
        self.press("s")
        self.look("suspended", "✓ ○")
        self.press("u")
        self.press("/", "C-u")
        self.window.type("prop:q<3")
        self.look("a word that means nothing", "prop:s<10", code=True)
        self.press("Escape")

    def statistics(self) -> None:
        """Every plot with its numbers, a fit, the days ahead."""
        self.press("t")
        self.look("statistics", _("Days of study"))
        for place in range(10):
            self.press("Enter")
            self.look(f"numbers of plot {place + 1}", _("the plot"))
            self.press("Enter")
            self.look(f"plot {place + 1}", _("its numbers"))
            self.press("Tab")
        self.press("f")
        self.look("fit", _("Fit the memory model to me"), "400")
        self.close()
        self.press("s")
        self.look("simulate", _("Known at the end"))
        self.close()

    def notes(self) -> None:
        """What an import would do, entry by entry; written and taken back."""
        with (self.home / "tour.md").open("a", encoding="utf-8") as file:
            file.write((NOTES / f"{self.lang}_more.md").read_text(encoding="utf-8"))
        self.press("n")
        self.look("notes", _("Nothing written yet"), "+", code=True)
        self.press("Space")
        self.look("one entry", "╭", code=True)
        self.close()
        for number, sort in ((4, "?"), (5, "○"), (6, "!")):
            self.press(str(number))
            self.look(f"notes, {sort} alone", sort, code=True)
            self.press(str(number))
        self.press("4", "a")
        self.look("draft accepted", _("Accepted."))
        self.press("4", "C-r")
        wrote = ngettext("Wrote {n} change.", "Wrote {n} changes.", 2).split()[0]
        self.look("written", wrote, code=True)
        self.press("u")
        self.look("taken back", _("Taken back: {what}. {told}.").split("{what}")[0].strip())
        self.press("q")


def tour(lang: str, columns: int, rows: int) -> list[str]:
    """Walk through all screens; their names.

    Raises:
        AssertionError: a screen did not come, or something is wrong with it.
    """
    folder = Path(tempfile.mkdtemp(prefix="tour-"))
    window = Window(folder, columns, rows)
    try:
        prepare(folder / "home", lang)
        walk = Tour(window, folder / "home", lang)
        walk.go()
        return walk.seen
    finally:
        window.close()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Tour as the command line says."""
    words = sys.argv[1:]
    lang = next((word for word in words if word in language.LANGUAGES), None)
    size = next((word for word in words if "x" in word and word[0].isdigit()), None)
    for place in PLACES:
        if lang in (None, place[0]) and size in (None, f"{place[1]}x{place[2]}"):
            seen = tour(*place)
            print(f"{place[0]} {place[1]}x{place[2]}: {len(seen)} screens: {', '.join(seen)}")


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    main()
