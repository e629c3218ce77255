"""The note types of exported cards.

Anki matches note types by id, so the ids never change; a new field goes to the end.
Fields hold finished HTML with MathJax.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import genanki


class NoteType(StrEnum):
    """The kinds of notes we write."""

    BASIC = "quizapp Basic"
    CLOZE = "quizapp Cloze"
    STEPS = "quizapp Steps"
    CHOICE = "quizapp Choice"
    LIVE = "quizapp Live"
    CODE = "quizapp Code"


@dataclass(frozen=True, slots=True)
class _Layout:
    id: int
    fields: tuple[str, ...]
    front: str
    back: str
    cloze: bool = False


_CONTEXT = '{{#Context}}<div class="context">{{Context}}</div>{{/Context}}'
_FOOT = (
    '{{#Extra}}<div class="extra">{{Extra}}</div>{{/Extra}}'
    '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
)
_QUESTION = _CONTEXT + '<div class="question">{{Front}}</div>'
_ANSWER = '{{FrontSide}}<hr id="answer"><div class="answer">{{Back}}</div>'
_WORKED = (
    '{{#Solution}}<div class="solution">{{Solution}}</div>{{/Solution}}'
    '{{#Mistakes}}<div class="mistakes">{{Mistakes}}</div>{{/Mistakes}}'
)
_PLAIN = ("Uid", "Front", "Back", "Extra", "Context", "Source")
_LIVE = ("Uid", "Front", "Back", "Solution", "Mistakes", "Hints", "Extra", "Context", "Source")
_HINTS = '{{#Hints}}<details class="hints"><summary>?</summary>{{Hints}}</details>{{/Hints}}'

_LAYOUTS = {
    NoteType.BASIC: _Layout(1_741_990_101, _PLAIN, _QUESTION, _ANSWER + _FOOT),
    NoteType.CLOZE: _Layout(
        1_741_990_102,
        _PLAIN,
        _CONTEXT + '<div class="question">{{cloze:Front}}</div>',
        _CONTEXT + '<div class="question">{{cloze:Front}}</div>' + _FOOT,
        cloze=True,
    ),
    NoteType.STEPS: _Layout(1_741_990_103, _PLAIN, _QUESTION, _ANSWER + _FOOT),
    NoteType.CHOICE: _Layout(
        1_741_990_104,
        (*_PLAIN, "Options"),
        _QUESTION + '<div class="options">{{Options}}</div>',
        _ANSWER + _FOOT,
    ),
    NoteType.LIVE: _Layout(1_741_990_105, _LIVE, _QUESTION + _HINTS, _ANSWER + _WORKED + _FOOT),
    NoteType.CODE: _Layout(
        1_741_990_106,
        (*_LIVE, "Program"),
        _QUESTION + '<div class="program">{{Program}}</div>' + _HINTS,
        _ANSWER + _WORKED + _FOOT,
    ),
}

_CSS = """
.card { max-width: 42em; margin: 0 auto; padding: 1em; text-align: left;
  font: 1.15em/1.5 system-ui, sans-serif; color: #2a2822; background: #fbfaf6; }
.context, .source, .extra { color: #5f5b50; font-size: 0.8em; }
.context { margin-bottom: 0.8em; }
.source { margin-top: 1.2em; text-align: right; }
.question { font-weight: 600; }
.answer, .solution, .mistakes { margin-top: 0.8em; }
hr { border: 0; border-top: 1px solid #cfcabc; }
.cloze { color: #8f4d00; font-weight: 700; }
.mistakes { border-left: 3px solid #6e34b8; padding-left: 0.8em; }
pre { padding: 0.6em 0.8em; overflow-x: auto; border-radius: 4px; background: #e8e5db; }
table { border-collapse: collapse; }
td, th { padding: 0.2em 0.6em; border: 1px solid #cfcabc; }
.nightMode.card, .nightMode .card { color: #dce2ed; background: #151a25; }
.nightMode .context, .nightMode .source, .nightMode .extra { color: #95a1b8; }
.nightMode .cloze { color: #f3a761; }
.nightMode hr, .nightMode td, .nightMode th { border-color: #2c3548; }
.nightMode .mistakes { border-color: #cda4ff; }
.nightMode pre { background: #1d2433; }
"""


def field_names(note_type: NoteType) -> tuple[str, ...]:
    """The fields of a note type, in Anki's order."""
    return _LAYOUTS[note_type].fields


@cache
def model(note_type: NoteType) -> "genanki.Model":
    """The note type as genanki writes it."""
    import genanki

    layout = _LAYOUTS[note_type]
    return genanki.Model(
        layout.id,
        note_type.value,
        fields=[{"name": name} for name in layout.fields],
        templates=[{"name": "Card", "qfmt": layout.front, "afmt": layout.back}],
        css=_CSS,
        model_type=genanki.Model.CLOZE if layout.cloze else genanki.Model.FRONT_BACK,
        sort_field_index=1,
    )
