"""The note types of exported cards.

Anki knows a note type by its id and takes a new look of it where ``mod`` is newer. So ids never
change, :data:`CHANGED` moves on with every edit of a template, the style or the script, and a new
field goes to the end (Anki asks before it adds one). Fields hold finished HTML with MathJax.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import genanki

CHANGED = 1_795_471_200
"""The UTC second of the latest change to anything in this module, its style or its script."""


class NoteType(StrEnum):
    """The kinds of notes we write."""

    BASIC = "quizapp Basic"
    BOTH_WAYS = "quizapp Basic both ways"
    CLOZE = "quizapp Cloze"
    STEPS = "quizapp Steps"
    CHOICE = "quizapp Choice"
    LIVE = "quizapp Live number"
    CODE = "quizapp Code"
    TYPED = "quizapp Typed"


@dataclass(frozen=True, slots=True)
class _Layout:
    """``sides`` are the front and the back of each template."""

    id: int
    fields: tuple[str, ...]
    sides: tuple[tuple[str, str], ...]
    cloze: bool = False


def _asked(question: str) -> str:
    return f'{{{{#Context}}}}<div class="context">{{{{Context}}}}</div>{{{{/Context}}}}{question}'


def _question(field: str) -> str:
    return _asked(f'<div class="question" id="qa-front">{{{{{field}}}}}</div>')


def _answer(field: str) -> str:
    rule = '{{FrontSide}}<hr id="answer">'
    return f'{rule}<div class="answer" id="qa-answer">{{{{{field}}}}}</div>'


def _script() -> str:
    return f"<script>{_file('fresh.js')}</script>"


def _file(name: str) -> str:
    return files("quizapp.anki").joinpath(name).read_text(encoding="utf-8")


_FOOT = (
    '{{#Extra}}<div class="extra">{{Extra}}</div>{{/Extra}}'
    '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
)
_HINTS = (
    '{{#Hints}}<details class="hints"><summary>?</summary>'
    '<div id="qa-hints">{{Hints}}</div></details>{{/Hints}}'
)
_TYPED_BACK = '{{FrontSide}}<hr id="answer">'
_TYPED = "{{#Typed}}{{type:Typed}}{{/Typed}}"
_WORKED = (
    '<div class="solution" id="qa-solution">{{Solution}}</div>'
    '<div class="mistakes" id="qa-mistakes">{{Mistakes}}</div>'
)
_FRESH = '{{#Variants}}<div id="qa-variants" data-uid="{{Uid}}" hidden>{{Variants}}</div>'
_BACK_MARK = '<div id="qa-back" hidden></div>'
_PLAIN = ("Uid", "Front", "Back", "Extra", "Context", "Source")
_QUESTION = ("Solution", "Mistakes", "Hints", "Typed")


@cache
def _layouts() -> dict[NoteType, _Layout]:
    fresh = _FRESH + _script() + "{{/Variants}}"
    again = "{{#Variants}}" + _script() + "{{/Variants}}"
    options = '<div class="options">{{Options}}</div>'
    program = '{{#Program}}<div class="program">{{Program}}</div>{{/Program}}'
    basic = (_question("Front"), _answer("Back") + _FOOT)
    reverse = ("{{#Reverse}}" + _question("Back") + "{{/Reverse}}", _answer("Front") + _FOOT)
    cloze = _question("cloze:Front")
    worked = _answer("Back") + _WORKED + _FOOT
    return {
        NoteType.BASIC: _Layout(1_741_990_101, _PLAIN, (basic,)),
        NoteType.CLOZE: _Layout(1_741_990_102, _PLAIN, ((cloze, cloze + _FOOT),), cloze=True),
        NoteType.STEPS: _Layout(1_741_990_103, _PLAIN, (basic,)),
        NoteType.CHOICE: _Layout(
            1_741_990_104, (*_PLAIN, "Options"), ((basic[0] + options, basic[1]),)
        ),
        NoteType.LIVE: _Layout(
            1_741_990_105,
            (*_PLAIN, *_QUESTION, "Variants"),
            ((basic[0] + _HINTS + _TYPED + fresh, _BACK_MARK + worked + again),),
        ),
        NoteType.CODE: _Layout(
            1_741_990_106,
            (*_PLAIN, *_QUESTION, "Program"),
            ((basic[0] + program + _HINTS + _TYPED, worked),),
        ),
        NoteType.TYPED: _Layout(
            1_741_990_108, _PLAIN, ((basic[0] + "{{type:Back}}", _TYPED_BACK + _FOOT),)
        ),
        NoteType.BOTH_WAYS: _Layout(1_741_990_107, (*_PLAIN, "Reverse"), (basic, reverse)),
    }


def field_names(note_type: NoteType) -> tuple[str, ...]:
    """The fields of a note type, in Anki's order."""
    return _layouts()[note_type].fields


def model_id(note_type: NoteType) -> int:
    """The id by which Anki knows a note type."""
    return _layouts()[note_type].id


@cache
def model(note_type: NoteType) -> "genanki.Model":
    """The note type as genanki writes it."""
    import genanki

    layout = _layouts()[note_type]
    names = ("Card",) if len(layout.sides) == 1 else ("Forwards", "Backwards")
    return genanki.Model(
        layout.id,
        note_type.value,
        fields=[{"name": name} for name in layout.fields],
        templates=[
            {"name": name, "qfmt": front, "afmt": back}
            for name, (front, back) in zip(names, layout.sides, strict=True)
        ],
        css=_file("style.css"),
        model_type=genanki.Model.CLOZE if layout.cloze else genanki.Model.FRONT_BACK,
        sort_field_index=1,
    )


@cache
def models_json() -> dict[int, Any]:
    """All note types as the column ``models`` of a collection holds them."""
    return {
        model_id(note_type): model(note_type).to_json(float(CHANGED), 1) for note_type in NoteType
    }
