"""Plots as SVG: bars, a heatmap of days, shares on a rule. They take their colours from CSS."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT, _AXIS = 640, 160, 18
_CELL = 12
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name on the axis, its value, and whether it is the one that stands out."""

    name: str
    value: float
    marked: bool = False


def columns(bars: Sequence[Bar], *, every: int = 1) -> str:
    """Upright bars, each with its value as a title; every so many names stand on the axis."""
    top = max((bar.value for bar in bars), default=0) or 1
    step = _WIDTH / max(1, len(bars))
    drawn = []
    for place, bar in enumerate(bars):
        height = (_HEIGHT - _AXIS) * bar.value / top
        x, y = place * step, _HEIGHT - _AXIS - height
        kind = "bar marked" if bar.marked else "bar"
        title = f"<title>{escape(bar.name)}: {bar.value:g}</title>"
        size = f'width="{step * 0.8:.1f}" height="{height:.1f}"'
        drawn.append(f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" {size}>{title}</rect>')
        if place % every == 0:
            drawn.append(f'<text x="{x:.1f}" y="{_HEIGHT - 4}">{escape(bar.name)}</text>')
    return _svg(_WIDTH, _HEIGHT, drawn)


def shares(bars: Sequence[Bar], goal: float | None = None) -> str:
    """Lying bars from 0 to 1, with the goal as a line across them."""
    row, left, right = 24, 200, 560
    drawn = []
    for place, bar in enumerate(bars):
        y = place * row + 4
        kind = "bar marked" if bar.marked else "bar"
        length = (right - left) * max(0.0, min(1.0, bar.value))
        drawn += [
            f'<text x="0" y="{y + 12}">{escape(bar.name)}</text>',
            f'<rect class="track" x="{left}" y="{y + 4}" width="{right - left}" height="6"/>',
            f'<rect class="{kind}" x="{left}" y="{y + 4}" width="{length:.1f}" height="6"/>',
            f'<text x="{right + 12}" y="{y + 12}">{100 * bar.value:.1f} %</text>',
        ]
    if goal is not None and bars:
        x = left + (right - left) * goal
        drawn.append(f'<rect class="goal" x="{x:.1f}" y="0" width="2" height="{len(bars) * row}"/>')
    return _svg(_WIDTH, len(bars) * row, drawn)


def heatmap(days: dict[int, float], first: int, last: int) -> str:
    """One cell a day, a column a week from Monday on; days are ordinals of dates."""
    top = max(days.values(), default=0) or 1
    start = first - (first - 1) % 7
    drawn = []
    for day in range(first, last + 1):
        value = days.get(day, 0)
        shade = 0 if not value else 1 + min(_SHADES - 1, int(_SHADES * value / (top + 1e-9)))
        x, y = (day - start) // 7 * (_CELL + 2), (day - start) % 7 * (_CELL + 2)
        size = f'width="{_CELL}" height="{_CELL}"'
        title = f"<title>{value:g}</title>"
        drawn.append(f'<rect class="shade{shade}" x="{x}" y="{y}" {size}>{title}</rect>')
    weeks = (last - start) // 7 + 1
    return _svg(weeks * (_CELL + 2), 7 * (_CELL + 2), drawn)


def _svg(width: float, height: float, drawn: Sequence[str]) -> str:
    box = f'viewBox="0 0 {width:.0f} {height:.0f}" role="img"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} width="{width:.0f}">{"".join(drawn)}</svg>'
    )
