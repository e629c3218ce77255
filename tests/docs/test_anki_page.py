"""The page about Anki against the note types that an export writes."""

import re

from quizapp.anki.note_types import NoteType

from .conftest import ROOT

COUNTS = {7: "Seven", 8: "Eight", 9: "Nine"}


def test_the_page_counts_and_names_every_note_type() -> None:
    page = (ROOT / "docs" / "anki.md").read_text(encoding="utf-8")
    (count, named) = re.search(r"^(\w+) note types: (.*?)\.", page, re.M).groups()

    assert count == COUNTS[len(NoteType)]
    names = {name.removeprefix("quizapp ") for name in re.findall(r"\*(.+?)\*", named)}
    assert names == {each.value.removeprefix("quizapp ") for each in NoteType}
