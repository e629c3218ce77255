"""Many variants of a live card for one field: what is equal once, what changes in rows.

Variants differ in little but their numbers. So texts that are equal up to numbers are rendered
once, with a stand-in for each number that changes; the stand-ins are digits as well, so that a
Markdown reader and a highlighter see the same kinds of words. Where that would not come to the
same, each text is rendered by itself.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from quizapp.actions.collection import Collection
from quizapp.actions.exporting.fields import Unit, question_units, unit_html
from quizapp.actions.questions.variants import question_of, stored_variant
from quizapp.anki.variants import Row, Sheet, Text
from quizapp.model.cards import Card, CardKind
from quizapp.model.errors import InputError
from quizapp.model.questions import Variant

_NUMBER = re.compile(r"(?:(?<![\w.)\]}])[-−])?\d+(?:\.\d+)?")
_STAND_IN = re.compile(r"73(\d{4})37(?:\.5)?")
_MOST_PLACES = 9_999
_LOOKED_AT = 6

Numbers = tuple[str, ...]


def variants_of(collection: Collection, card: Card, seed: int, count: int) -> list[Variant]:
    """Up to ``count`` variants with different numbers; the first is the one the seed gives.

    A code question gives one: to run its program a hundred times would take minutes.

    Raises:
        InputError: the question cannot be drawn, or its code is not trusted.
    """
    chance = Random(f"{seed}:{card.uid}")
    first = stored_variant(collection, card, chance.getrandbits(31))
    found = {first.drawn: first}
    if card.kind is CardKind.LIVE and first.drawn:
        from quizapp.questions import draw_variant
        from quizapp.questions.code import CodeQuestion

        question = question_of(collection, card)
        assert not isinstance(question, CodeQuestion), "the card is a live one"
        for _try in range(count - 1):
            try:
                variant = draw_variant(question, chance.getrandbits(31), 1)
            except InputError:
                continue
            found.setdefault(variant.drawn, variant)
    return list(found.values())


def sheet_of(variants: Sequence[Variant], images: Mapping[str, str]) -> Sheet:
    """The variants as texts, layouts and rows; the first row is the first variant."""
    makers: dict[Unit, _Shape] = {}
    asked = [[_placed(unit, makers) for unit in _units(variant)] for variant in variants]
    for shape in makers.values():
        shape.render(images)
    table = _Table()
    for row, variant in enumerate(variants):
        placed = iter(asked[row])
        layout = [
            tuple(table.text(*next(placed), row) for _unit in units)
            for units in question_units(variant).values()
        ]
        table.end_row(tuple(layout))
    return table.sheet()


def _units(variant: Variant) -> Iterator[Unit]:
    for units in question_units(variant).values():
        yield from units


def _placed(unit: Unit, makers: "dict[Unit, _Shape]") -> "tuple[_Shape, Numbers]":
    key = unit._replace(text=_NUMBER.sub("#", unit.text))
    shape = makers.setdefault(key, _Shape(unit))
    numbers = tuple(_NUMBER.findall(unit.text))
    shape.seen.setdefault(numbers, unit)
    return shape, numbers


class _Shape:
    """All units that are equal up to their numbers, and how they are rendered."""

    def __init__(self, first: Unit) -> None:
        self.first = first
        self.seen: dict[Numbers, Unit] = {}
        self.changing: tuple[int, ...] = ()
        self.template: Text | None = None
        self.whole: dict[Numbers, Text] = {}

    def render(self, images: Mapping[str, str]) -> None:
        """Once for all, or each by itself where stand-ins would lead to something else."""
        columns = list(zip(*self.seen, strict=True))
        self.changing = tuple(i for i, column in enumerate(columns) if len(set(column)) > 1)
        template = self._with_stand_ins(columns, images)
        if len(self.changing) <= _MOST_PLACES and all(
            self._comes_to_the_same(template, numbers, images) for numbers in self._samples()
        ):
            self.template = template
        else:
            self.whole = {
                numbers: (unit_html(unit, images),) for numbers, unit in self.seen.items()
            }

    def of(self, numbers: Numbers) -> tuple[Text, tuple[str, ...]]:
        """The text of a unit, its places counted from 1, and what goes into them."""
        if self.template is None:
            return self.whole[numbers], ()
        return self.template, tuple(numbers[i] for i in self.changing)

    def _with_stand_ins(self, columns: Sequence[Numbers], images: Mapping[str, str]) -> Text:
        shown = [column[0] for column in columns]
        for place, i in enumerate(self.changing, start=1):
            shown[i] = f"73{place:04}37" + (".5" if "." in shown[i] else "")
        left = iter(shown)
        text = _NUMBER.sub(lambda _found: next(left), self.first.text)
        html = unit_html(self.first._replace(text=text), images)
        return tuple(_pieces(html, len(self.changing)))

    def _comes_to_the_same(
        self, template: Text, numbers: Numbers, images: Mapping[str, str]
    ) -> bool:
        values = [numbers[i] for i in self.changing]
        filled = (values[piece - 1] if isinstance(piece, int) else piece for piece in template)
        return "".join(filled) == unit_html(self.seen[numbers], images)

    def _samples(self) -> list[Numbers]:
        """Numbers of different looks: with and without signs and decimals."""
        looks = {
            tuple((n[0].isdigit(), "." in n) for n in numbers): numbers for numbers in self.seen
        }
        return list(looks.values())[:_LOOKED_AT]


def _pieces(html: str, places: int) -> Iterator[str | int]:
    end = 0
    for found in _STAND_IN.finditer(html):
        if 1 <= int(found[1]) <= places:
            if html[end : found.start()]:
                yield html[end : found.start()]
            yield int(found[1])
            end = found.end()
    if html[end:]:
        yield html[end:]


class _Table:
    """Rows while they are made: equal columns become one."""

    def __init__(self) -> None:
        self._texts: dict[tuple[Text, int], int] = {}
        self._met: Counter[Text] = Counter()
        self._columns: dict[tuple[int, int], dict[int, str]] = {}
        self._layouts: dict[tuple[tuple[int, ...], ...], int] = {}
        self._of_row: list[int] = []

    def text(self, shape: _Shape, numbers: Numbers, row: int) -> int:
        """The number of a unit's text; what goes into it is kept for the row.

        A text that comes twice in a row counts as two, each with places of its own.
        """
        text, values = shape.of(numbers)
        number = self._texts.setdefault((text, self._met[text]), len(self._texts))
        self._met[text] += bool(values)
        for place, value in enumerate(values, start=1):
            self._columns.setdefault((number, place), {})[row] = value
        return number

    def end_row(self, layout: tuple[tuple[int, ...], ...]) -> None:
        """Keep which texts a row is made of."""
        self._met.clear()
        self._of_row.append(self._layouts.setdefault(layout, len(self._layouts)))

    def sheet(self) -> Sheet:
        """The finished field."""
        merged: list[dict[int, str]] = []
        places = {key: _merged(column, merged) for key, column in self._columns.items()}
        texts = [
            tuple(places[number, piece] if isinstance(piece, int) else piece for piece in text)
            for (text, _time), number in self._texts.items()
        ]
        rows: list[Row] = [
            (layout, *(column.get(row, "") for column in merged))
            for row, layout in enumerate(self._of_row)
        ]
        return Sheet(texts, list(self._layouts), rows)


def _merged(column: dict[int, str], merged: list[dict[int, str]]) -> int:
    """The place, from 1, of a column that nowhere says other than this one."""
    for place, other in enumerate(merged, start=1):
        if all(other.get(row, value) == value for row, value in column.items()):
            other.update(column)
            return place
    merged.append(dict(column))
    return len(merged)
