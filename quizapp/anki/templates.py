"""Anki's card templates: ``{{Field}}``, filters and conditions, read without running anything."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_TAG = re.compile(r"\{\{(?P<kind>[#^/]?)(?P<name>[^{}]*)\}\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOTHING = re.compile(r"(?:\s|</?(?:br|div)\s*/?>)*", re.IGNORECASE)
_READING = re.compile(r" ?([^ >\[\]]+?)\[(?!sound:)([^\[\]]+)\]")
_DEEPEST = 50

Cloze = Callable[[str], str]
"""What a card shows of a text with clozes."""


class TooLong(ValueError):
    """A template that makes far more of a note than it says."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card: its HTML, the fields that were put into it, and those to be typed."""

    html: str
    shown: frozenset[str]
    typed: tuple[str, ...] = ()


@dataclass(slots=True)
class Scene:
    """What a template may ask for.

    ``front`` is True for the front, where typed answers and hints stay hidden.
    """

    fields: Mapping[str, str]
    cloze: Cloze
    special: Mapping[str, str]
    front: bool
    longest: int
    shown: set[str] = field(default_factory=set)
    typed: list[str] = field(default_factory=list)
    length: int = 0


def rendered(template: str, scene: Scene) -> Side:
    """The HTML of one side.

    Raises:
        TooLong: it is longer than the scene allows.
    """
    html: list[str] = []
    hidden: list[bool] = []
    template = _COMMENT.sub("", template)
    end = 0
    for tag in _TAG.finditer(template):
        if not any(hidden):
            html.append(_counted(scene, template[end : tag.start()]))
        end = tag.end()
        kind, name = tag["kind"], tag["name"].strip()
        if kind == "/":
            hidden[-1:] = []
        elif kind:
            if len(hidden) > _DEEPEST:
                raise TooLong
            hidden.append(_is_there(name, scene) is (kind == "^"))
        elif not any(hidden):
            html.append(_counted(scene, _replacement(name, scene)))
    html.append(_counted(scene, template[end:]))
    return Side("".join(html), frozenset(scene.shown), tuple(scene.typed))


def _counted(scene: Scene, text: str) -> str:
    scene.length += len(text)
    if scene.length > scene.longest:
        raise TooLong
    return text


def _is_there(name: str, scene: Scene) -> bool:
    """Whether a condition on a field, or on a cloze number, holds."""
    value = scene.fields.get(name, scene.special.get(name, ""))
    return _NOTHING.fullmatch(value) is None


def _replacement(name: str, scene: Scene) -> str:
    *filters, field_name = (part.strip() for part in name.split(":"))
    if field_name in scene.special and field_name not in scene.fields:
        return scene.special[field_name]
    if field_name not in scene.fields:
        return ""
    if scene.front and {"type", "hint"}.intersection(filters):
        if "type" in filters and "cloze" not in filters and scene.fields[field_name].strip():
            scene.typed.append(field_name)
        return ""
    if any(each.startswith("tts") for each in filters):
        return ""
    value = scene.fields[field_name]
    if "cloze" in filters:
        value = scene.cloze(value)
    for each in filters:
        value = _FILTERS[each](value) if each in _FILTERS else value
    scene.shown.add(field_name)
    return value


_FILTERS: dict[str, Callable[[str], str]] = {
    "kanji": lambda text: _READING.sub(r"\1", text),
    "kana": lambda text: _READING.sub(r"\2", text),
    "furigana": lambda text: _READING.sub(r"\1(\2)", text),
}
