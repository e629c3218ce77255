"""Short bullet lists: one card an item, the others stay visible."""

import re
from collections.abc import Iterator

from quizapp.model.cards import CardKind
from quizapp.notes.labels import about, general, question, silent
from quizapp.notes.outline import Listing, Outline, Point
from quizapp.notes.proposal import Proposal, Taken, free
from quizapp.notes.prose import markdown
from quizapp.notes.rules.context import advises, announces_this, is_personal, narrates
from quizapp.notes.rules.phrases import phrase
from quizapp.notes.sentences import length, lowered, words

_FEWEST = 2
_MOST_SURE = 5
_MOST = 7
_LONGEST_ITEM = 12
_LONGEST_ANNOUNCEMENT = 20
_NO_ITEM = re.compile(
    r"https?://|!\[|[:?]$|\s[-–—=]\s|^[^\w$`*«\"(]|: |\.\.\.$|…$|"
    r"^(?:etc|и т\. ?[дп]|и другие|others?)\b"
)


def list_items(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Hide each item of a list that a line announces."""
    for found in outline.enumerations:
        if found.owner is None:
            continue
        texts = [_item_text(item) for item in found.items]
        if not _FEWEST <= len(texts) <= _MOST or not _is_list(found, texts, taken):
            continue
        title = _title(outline, found)
        if title:
            for place, item in enumerate(found.items):
                yield _proposal(found, title, texts, place, item)


def _item_text(item: Point) -> str:
    return " ".join(markdown(item.prose).split("\\\n")).rstrip(".;,")


def _is_list(found: Listing, texts: list[str], taken: Taken) -> bool:
    """Whether these are short items of one kind that no rule has used, and no links."""
    if len({text.casefold() for text in texts}) < len(texts):
        return False
    if not any(words(item.prose.text) for item in found.items):
        return False
    return all(
        free(item, 0, taken)
        and len(item.sentences) == 1
        and item.label is None
        and "](" not in item.text
        and "[[" not in item.text
        and 0 < length(text) <= _LONGEST_ITEM
        and not _NO_ITEM.search(text)
        for item, text in zip(found.items, texts, strict=True)
    )


def _is_advice(texts: list[str]) -> bool:
    """Whether most items tell what to do: a list of tasks rather than of facts."""
    return 2 * sum(map(advises, texts)) > len(texts)


def _title(outline: Outline, found: Listing) -> str:
    """What is listed, as the notes announce it, so that it stands alone."""
    owner = found.owner
    if owner is None:
        return ""
    label = owner.label
    if label is None or label.end < len(owner.prose.text):
        announced = markdown(owner.prose).rstrip(" :—–-")
        if not owner.text.rstrip().endswith(":") or len(words(announced)) > _LONGEST_ANNOUNCEMENT:
            return ""
    else:
        announced = label.text.rstrip(" —–-")
    if silent(announced) or announces_this(announced) or narrates(announced):
        return ""
    asked = question(announced, owner.topic, outline.lang)
    if asked:
        return asked
    if general(announced, outline.lang) or not words(announced):
        return ""
    if about(owner.topic, announced):
        return f"{announced}:"
    return phrase(outline.lang, "list", topic=owner.topic, announced=lowered(announced))


def _proposal(found: Listing, title: str, texts: list[str], place: int, item: Point) -> Proposal:
    lines = [
        f"- {{{{c1::{text}}}}}" if number == place else f"- {text}"
        for number, text in enumerate(texts)
    ]
    return Proposal(
        "list",
        "\n".join([title, *lines]),
        texts[place],
        found.first_line,
        found.last_line,
        kind=CardKind.CLOZE,
        block_id=found.block_id,
        sure=len(texts) <= _MOST_SURE and not (any(map(is_personal, texts)) or _is_advice(texts)),
        claims=frozenset({(item.first_line, 0)}),
    )
