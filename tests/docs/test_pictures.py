"""The pictures of the pages: whole, in our pages, and nothing in them is fetched."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .conftest import DOCS, ROOT

PICTURES = sorted((DOCS / "screenshots").glob("*.svg"))
PAGES = [ROOT / "README.md", *DOCS.rglob("*.md")]
FETCHED = re.compile(r"url\(|@import|@font-face|href=|<image|<script")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.stem)
def test_a_picture_is_whole_and_fetches_nothing(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    clips = re.sub(r"url\(#[\w-]+\)", "", text)

    assert ElementTree.fromstring(text).tag.endswith("svg")
    assert FETCHED.search(clips) is None


def test_the_tour_shows_each_scene_once_and_stands_still_where_nothing_shall_move() -> None:
    tour = (DOCS / "screenshots" / "tour.svg").read_text(encoding="utf-8")
    delays = [float(delay) for delay in re.findall(r"animation-delay: ([\d.]+)s", tour)]
    styles = re.findall(r"\.([\w-]+)-r1 \{", tour)

    assert len(delays) >= 8
    assert delays == sorted(set(delays))
    assert len(styles) == len(set(styles)) == len(delays)
    assert "prefers-reduced-motion" in tour


def test_every_picture_that_a_page_names_is_there() -> None:
    named = [
        (page, target)
        for page in PAGES
        for target in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
        if target.endswith(".svg")
    ]

    assert len(named) >= 5
    assert [target for page, target in named if not (page.parent / target).is_file()] == []
