"""Many variants of one note in one field: texts once, and rows of what is put into them.

The field holds JSON ``{"fields", "texts", "layouts", "rows"}``. A text is a list of HTML and of
places, which are numbers. A layout says for each field which texts make it up. A row begins with
its layout; its further entries are what goes into the places 1, 2 … ``fresh.js`` puts them
together: it only chooses, it computes nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

FIELDS = ("front", "answer", "solution", "mistakes", "hints")
"""What changes with the numbers, as the elements of the templates are called."""

Text = tuple[str | int, ...]
Layout = tuple[tuple[int, ...], ...]
Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The texts, layouts and rows of one field."""

    texts: Sequence[Text]
    layouts: Sequence[Layout]
    rows: Sequence[Row]


def variants_field(sheet: Sheet) -> str:
    """The field: JSON as text of HTML, which survives Anki's editor."""
    spec = {
        "fields": FIELDS,
        "texts": sheet.texts,
        "layouts": sheet.layouts,
        "rows": sheet.rows,
    }
    text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
    return escape(text, quote=False)


def put_together(sheet: Sheet, row: Row) -> tuple[str, ...]:
    """What the script makes of a row: the HTML of each field."""
    layout = sheet.layouts[int(row[0])]
    return tuple("".join(_filled(sheet.texts[text], row) for text in field) for field in layout)


def _filled(text: Text, row: Row) -> str:
    return "".join(str(row[piece]) if isinstance(piece, int) else piece for piece in text)
