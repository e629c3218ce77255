"""A picture in whole cells, and the cells it is made for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """The pixels of one cell of the terminal."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Paints:
    """The colours of a drawn formula: its signs, its numbers, what is behind them; ``#rrggbb``."""

    text: str
    value: str
    ground: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG of exactly so many cells."""

    png: bytes
    columns: int
    rows: int


class NoPicture(Exception):
    """There is none: the text has to do."""


def cells(pixels: float, cell: int, spare: float = 0.0) -> int:
    """The cells that so many pixels need; a share ``spare`` of one is given up for a cell less."""
    return max(1, -int(-(pixels - spare * cell) // cell))
