"""The front matter of a notes file: the few keys that are ours; all others are left alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from quizapp.language import _
from quizapp.model.passages import Finding, Severity


class CardsMode(StrEnum):
    """What the front matter key ``cards`` allows."""

    ALL = "all"
    MARKED = "marked"
    EXPLICIT = "explicit"
    NONE = "none"


_FOREIGN = ("excalidraw", "kanban", "tldraw", "mindmap")
"""Programs that keep their data in Markdown files."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says about itself; empty where it says nothing.

    ``marked`` switches on the marked-up syntaxes that would flood a vault otherwise; ``foreign``
    is the file of a drawing or a task board, no notes; ``lint`` is false where it says
    ``lint: none``.
    """

    title: str = ""
    deck: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()
    cards: CardsMode = CardsMode.ALL
    foreign: bool = False
    lint: bool = True

    @property
    def marked(self) -> bool:
        """Whether the optional syntaxes of marked-up cards are read."""
        return self.cards is CardsMode.MARKED or any(
            tag == "flashcards" or tag.startswith(("flashcards/", "flashcards::"))
            for tag in self.tags
        )


def split_front_matter(text: str, file: str) -> tuple[FrontMatter, str, tuple[Finding, ...]]:
    """The front matter, the text with its lines blanked (so that lines keep their numbers), lint.

    Front matter that is not valid YAML is reported and treated as none.
    """
    if not text.startswith("---"):
        return FrontMatter(), text, ()
    lines = text.split("\n")
    end = _closing_line(lines)
    if end == 0:
        return FrontMatter(), text, ()
    body = "\n".join([""] * (end + 1) + text.split("\n", end + 1)[end + 1 :])
    front, problem = _read("\n".join(lines[1:end]))
    if not problem:
        return front, body, ()
    return front, body, (Finding("front-matter", Severity.WARNING, problem, file, 1),)


def _closing_line(lines: list[str]) -> int:
    """The index of the line that closes the front matter, 0 without front matter."""
    if lines[0].rstrip() != "---":
        return 0
    closing = (i for i, line in enumerate(lines) if i and line.rstrip() in ("---", "..."))
    return next(closing, 0)


def _read(source: str) -> tuple[FrontMatter, str]:
    try:
        values = _values(source)
    except ValueError:
        return FrontMatter(), _("The front matter is not valid YAML and was left out.")
    if not isinstance(values, dict):
        return FrontMatter(), ""
    cards = _scalar(values.get("cards")).lower()
    front = FrontMatter(
        title=_scalar(values.get("title")),
        deck=deck_name(_scalar(values.get("deck"))),
        lang=_scalar(values.get("lang")).lower(),
        tags=_tags(values.get("tags")),
        cards=CardsMode(cards) if cards in set(CardsMode) else CardsMode.ALL,
        foreign=any(f"{program}-plugin" in values for program in _FOREIGN),
        lint=_scalar(values.get("lint")).lower() != "none",
    )
    if cards and cards not in set(CardsMode):
        message = _("“cards: {value}” is not known: write explicit, marked or none.")
        return front, message.format(value=cards)
    return front, ""


@lru_cache(maxsize=256)
def _values(source: str) -> object:
    """What YAML says; the files of a folder often begin alike.

    Raises:
        ValueError: it is no YAML.
    """
    import yaml  # Only files with front matter need it.

    try:
        return yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError from error


def deck_name(written: str) -> str:
    """A deck's name in one form: levels joined by ``::``, whether ``/`` or ``::`` was written."""
    levels = (level.strip() for level in written.replace("::", "/").split("/"))
    return "::".join(level for level in levels if level)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return {True: "all", False: "none"}[value]
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""


def _tags(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        written = value.replace(",", " ").split()
    elif isinstance(value, list):
        written = ["-".join(_scalar(tag).split()) for tag in value]
    else:
        written = []
    return tag_names(written)


def tag_names(written: Iterable[str]) -> tuple[str, ...]:
    """Tags in one form: levels joined by ``::``, without ``#``, each once."""
    tags = (tag.lstrip("#").replace("/", "::") for tag in written)
    return tuple(dict.fromkeys(tag for tag in tags if tag))
