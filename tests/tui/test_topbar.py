"""The bar of the places: all of them are readable at every width that shows them."""

import pytest

from quizapp import language
from quizapp.tui.pieces import row_width
from quizapp.tui.places import PLACES
from quizapp.tui.widgets.topbar import HomeBar


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("width", [80, 96, 100, 140])
def test_no_place_is_cut_and_the_fact_gives_way(lang: str, width: int) -> None:
    language.use(lang)
    for place in PLACES:
        bar = HomeBar(place.name)
        bar.fact, bar.narrow_fact = "Wednesday 23 September", "23 Sep"
        row, line = bar.draw(width, 2)
        text = "".join(piece.text for piece in row)
        assert all(language._(other.title) in text for other in PLACES)
        assert "…" not in text
        assert row_width(row) == row_width(line) == width
