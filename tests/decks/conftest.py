import re
from dataclasses import dataclass
from pathlib import Path

import pytest

DECKS = Path(__file__).parents[2] / "decks"


@dataclass(frozen=True, slots=True)
class Fence:
    """A question block as it stands in a deck, read without any code of quizapp."""

    file: str
    kind: str
    id: str
    source: str


_FENCE = re.compile(
    r"^```python (?P<kind>quiz(?:-[a-z]+)?) (?P<id>[a-z0-9-]+)\n(?P<source>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def fences_in(text: str, file: str) -> list[Fence]:
    return [
        Fence(file, found["kind"], found["id"], found["source"]) for found in _FENCE.finditer(text)
    ]


@pytest.fixture(scope="session")
def decks() -> dict[str, dict[str, str]]:
    """The texts of both editions: language → file name → Markdown."""
    return {
        lang: {
            path.name: path.read_text(encoding="utf-8")
            for path in sorted((DECKS / lang).glob("*.md"))
        }
        for lang in ("ru", "en")
    }


COMPANIONS = ("quiz-tests", "quiz-solution")


@pytest.fixture(scope="session")
def every_fence(decks: dict[str, dict[str, str]]) -> dict[str, list[Fence]]:
    """The question blocks of both editions and their companions, in the order of the files."""
    return {
        lang: [fence for file, text in files.items() for fence in fences_in(text, file)]
        for lang, files in decks.items()
    }


@pytest.fixture(scope="session")
def fences(every_fence: dict[str, list[Fence]]) -> dict[str, list[Fence]]:
    """The question blocks of both editions, in the order of the files."""
    return {
        lang: [fence for fence in found if fence.kind not in COMPANIONS]
        for lang, found in every_fence.items()
    }


@pytest.fixture(scope="session")
def companions(every_fence: dict[str, list[Fence]]) -> dict[str, dict[tuple[str, str], str]]:
    """The tests and solutions of both editions, by kind and id."""
    return {
        lang: {(fence.kind, fence.id): fence.source for fence in found if fence.kind in COMPANIONS}
        for lang, found in every_fence.items()
    }
