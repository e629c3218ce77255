"""What the fields of an exported card say: Markdown first, then HTML."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from random import Random
from typing import NamedTuple

from quizapp.actions.studying.choices import options_of
from quizapp.language import _
from quizapp.model.cards import Card, CardKind
from quizapp.model.questions import AnswerKind, Mistake, Part, Variant
from quizapp.render.code import listing
from quizapp.render.html import to_html

_TYPED = frozenset({AnswerKind.NUMBER, AnswerKind.INTEGER, AnswerKind.TEXT})
_TYPED_CODE = frozenset({AnswerKind.OUTPUT, AnswerKind.BLANK, AnswerKind.LINE})


class Unit(NamedTuple):
    """A piece of a field: Markdown, or a list's item or tag."""

    text: str = ""
    item: bool = False
    tag: str = ""


def common_fields(card: Card, images: Mapping[str, str]) -> dict[str, str]:
    """What every note has: the way down the headings, the passage, what is told afterwards."""
    passage = card.passage
    return {
        "Context": _way(passage.headings),
        "Source": escape(f"{passage.path}:{passage.first_line}", quote=False),
        "Extra": to_html(card.extra, images=images) if card.extra else "",
    }


@lru_cache(maxsize=1024)
def _way(headings: tuple[str, ...]) -> str:
    return to_html(" › ".join(headings))


def plain_fields(card: Card, images: Mapping[str, str]) -> dict[str, str]:
    """Question and answer of a card that asks what its notes say.

    A cloze is one card here: what else looks like one in its text would be another card in Anki.
    """
    only = 1 if card.kind is CardKind.CLOZE else None
    return {
        "Front": to_html(card.front, images=images, only=only),
        "Back": to_html(card.back, images=images),
    }


def typed_fields(variant: Variant, images: Mapping[str, str]) -> dict[str, str]:
    """A typed card: what Anki compares with has no markup, what is told after it stands apart."""
    (part,) = variant.parts
    return {
        "Front": to_html(variant.prompt, images=images),
        "Back": escape(part.printed, quote=False),
        "Extra": to_html(part.why, images=images) if part.why else "",
    }


def choice_fields(card: Card, images: Mapping[str, str], seed: int) -> dict[str, str]:
    """A choice: its options in an order that the seed gives, so that no place is learned."""
    options = options_of(card)
    Random(f"{seed}:{card.uid}").shuffle(options)
    bare = "\n".join(f"- {option.text}" for option in options)
    right = "\n".join(f"- {option.text}" for option in options if option.right)
    return {
        "Front": to_html(card.front, images=images),
        "Back": to_html(right, images=images),
        "Options": to_html(bare, images=images),
    }


def question_units(variant: Variant) -> dict[str, tuple[Unit, ...]]:
    """What changes with a variant's numbers, by field, in pieces that are rendered apart."""
    answers = (_answer(part, alone=len(variant.parts) == 1) for part in variant.parts)
    steps = [f"{step.caption}: {step.substituted} = **{step.printed}**" for step in variant.steps]
    slips = [
        _("Got {value}?").format(value=_wrong(part, mistake)) + f" {mistake.message}"
        for part in variant.parts
        for mistake in part.mistakes
        if part.kind is not AnswerKind.OUTPUT
    ]
    whys = (part.why for part in variant.parts if part.why)
    return {
        "Front": (Unit(variant.prompt),),
        "Back": tuple(map(Unit, answers)),
        "Solution": tuple(_list("ol", steps)) if steps else tuple(map(Unit, whys)),
        "Mistakes": tuple(_list("ul", slips)),
        "Hints": tuple(map(Unit, variant.hints)),
    }


def unit_html(unit: Unit, images: Mapping[str, str]) -> str:
    """A piece of a field as HTML; an item of a list without a paragraph of its own."""
    if unit.tag:
        return f"<{unit.tag}>"
    html = to_html(unit.text, images=images)
    if not unit.item:
        return html
    alone = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return f"<li>{html[3:-4] if alone else html}</li>"


def question_fields(variant: Variant, images: Mapping[str, str]) -> dict[str, str]:
    """One variant as fields, with its program where it has one."""
    fields = {
        name: "".join(unit_html(unit, images) for unit in units)
        for name, units in question_units(variant).items()
    }
    return fields | {"Program": _code(_listing(variant))}


def _list(tag: str, items: Sequence[str]) -> Iterator[Unit]:
    if items:
        yield Unit(tag=tag)
        yield from (Unit(text, item=True) for text in items)
        yield Unit(tag="/" + tag)


def typed_answer(variant: Variant) -> str:
    """What Anki can compare a typed answer with: one part, one line; else nothing."""
    if len(variant.parts) != 1:
        return ""
    part = variant.parts[0]
    kinds = _TYPED if variant.program == "" else _TYPED_CODE
    one_line = part.kind in kinds and "\n" not in part.printed
    return part.printed if one_line else ""


def _listing(variant: Variant) -> str:
    """The program as it is asked for, its lines numbered where they are answered by number."""
    numbers = any(part.by_line_number for part in variant.parts)
    return listing(variant.program, numbers=numbers) if variant.program else ""


def _wrong(part: Part, mistake: Mistake) -> str:
    """What a mistake looks like: a number, a piece of code, the line that does not belong."""
    if part.task is None or part.kind is AnswerKind.LINE:
        return f"**{mistake.printed}**"
    if part.kind is AnswerKind.ORDER and isinstance(mistake.value, tuple):
        assert isinstance(part.answer, tuple)
        strange = [n for n in mistake.value if isinstance(n, int) and n not in part.answer]
        return ", ".join(f"`{part.options[n - 1].strip()}`" for n in strange)
    return f"`{mistake.printed}`"


def _answer(part: Part, *, alone: bool) -> str:
    if part.kind is AnswerKind.OUTPUT:
        return f"```text\n{part.printed}\n```"
    if part.solution or part.kind is AnswerKind.BLANK:
        return f"``````python\n{part.solution or part.printed}\n``````"
    name = "" if alone else f"{part.name} = "
    unit = f" {part.unit}" if part.unit else ""
    return f"{name}**{part.printed}**{unit}"


def _code(program: str) -> str:
    return to_html(f"``````python\n{program}\n``````") if program else ""
