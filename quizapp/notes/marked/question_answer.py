"""``Q:`` … ``A:`` … and ``Q:`` with ``- [x]``/``- [ ]`` options or clozes, read line by line.

They may stand anywhere: in paragraphs, list items and quotes. An answer ends at a blank line (not
inside code), a heading, a ``---`` line, the next ``Q:``, or the next item of the list the ``Q:``
stands in. An HTML comment alone on a line stands for a blank line.

``A:=`` asks to type the answer: its first line, the others are shown after it.

A ``Q:`` with ``{{c1::…}}`` is asked as a cloze of several lines; its ``A:`` is shown after.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from quizapp.model.cards import CardKind
from quizapp.notes.marked.deletions import cards_of, has_deletions
from quizapp.notes.markup import as_words, split_block_id
from quizapp.notes.proposal import Proposal

_QUOTE = re.compile(r"^(?:[ ]{0,3}>[ ]?)+")
_ITEM = r"(?P<item>(?:[-*+]|\d{1,9}[.)])\s+)?"
_START = re.compile(rf"^(?P<indent>\s*){_ITEM}(?:\*\*)?Q:(?:\*\*)?(?:\s+|$)")
_ANSWER = re.compile(
    rf"^\s*{_ITEM}(?:\*\*)?[AА]:(?:(?P<typed>=(?!=))(?:\*\*)?\s*|(?:\*\*)?(?:\s+|$))"
)
_OPTION = re.compile(r"^(?P<indent>\s*)[-*+]\s+\[(?P<mark>[ xXхХ])\]\s+(?P<text>.*)$")
_BULLET = re.compile(r"^(?P<indent>\s*)(?:[-*+]|\d{1,9}[.)])\s")
_END = re.compile(r"^\s{0,3}(?:#{1,6}\s|(?:-{3,}|\*{3,}|_{3,})\s*$)")
_OWN_ID = re.compile(r"^\s*\^[A-Za-z0-9-]+\s*$")


@dataclass(slots=True)
class _Card:
    """A card while its lines are being read; ``depth`` is that of the quote it stands in."""

    first_line: int
    indent: int
    in_list: bool
    front: list[str]
    back: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    answered: bool = False
    typed: bool = False
    last_line: int = 0
    depth: int = 0


def question_answers(lines: Sequence[str], opaque: frozenset[int]) -> tuple[Proposal, ...]:
    """The marked-up questions of a file; ``opaque`` are the numbers of lines that are no prose."""
    found: list[Proposal] = []
    number = 1
    while number <= len(lines):
        line = _unquoted(lines[number - 1])
        start = _START.match(line) if "Q:" in line and number not in opaque else None
        if start is None:
            number += 1
            continue
        card = _read(lines, number, start, opaque)
        found += _proposals(card)
        number = card.last_line + 1
    return tuple(found)


def _unquoted(line: str, depth: int | None = None) -> str:
    """A line without the marks of its quotes, or of the ``depth`` outer ones."""
    if ">" not in line:
        return line.expandtabs(4)
    marks = _QUOTE if depth is None else re.compile(rf"^(?:[ ]{{0,3}}>[ ]?){{0,{depth}}}")
    return marks.sub("", line).expandtabs(4)


def _read(lines: Sequence[str], first: int, start: re.Match[str], opaque: frozenset[int]) -> _Card:
    in_list = start["item"] is not None
    quote = _QUOTE.match(lines[first - 1])
    depth = quote[0].count(">") if quote else 0
    text = start.string[start.end() :]
    card = _Card(first, len(start["indent"]), in_list, [text], last_line=first, depth=depth)
    for number in range(first + 1, len(lines) + 1):
        line = _unquoted(lines[number - 1], depth)
        if number in opaque:
            (card.back if card.answered else card.front).append(line)
        elif not line.strip():
            if _ends_at_blank(card, lines, number):
                break
            (card.back if card.answered else card.front).append("")
            continue
        elif _begins_deeper(lines[number - 1]) or not _take(card, line):
            break
        card.last_line = number
    return card


def _begins_deeper(line: str) -> bool:
    """Whether another question begins in a quote below this one."""
    return ">" in line and "Q:" in line and _START.match(_unquoted(line)) is not None


def _take(card: _Card, line: str) -> bool:
    """Add one line to a card; false if the line does not belong to it."""
    if _START.match(line) or _END.match(line):
        return False
    if _OWN_ID.match(line):
        (card.back if card.answered else card.options or card.front).append(line)
        return True
    answer = _ANSWER.match(line)
    if answer and not card.answered:
        card.answered = True
        card.typed = answer["typed"] is not None
        card.back.append(line[answer.end() :])
        return True
    option = _OPTION.match(line) if not card.answered else None
    if option:
        mark = option["mark"] if option["mark"] == " " else "x"
        card.options.append(f"- [{mark}] {option['text'].strip()}")
        return True
    bullet = _BULLET.match(line)
    if bullet and len(bullet["indent"]) < card.indent + card.in_list:
        return False
    if card.options and not card.answered:
        if bullet:
            return False
        card.options[-1] += " " + line.strip()
        return True
    (card.back if card.answered else card.front).append(line)
    return True


def _ends_at_blank(card: _Card, lines: Sequence[str], number: int) -> bool:
    """A blank line ends a card, unless its answer or its options only begin after it."""
    rest = (_unquoted(lines[place], card.depth) for place in range(number, len(lines)))
    following = next((line for line in rest if line.strip()), "")
    if _OWN_ID.match(following):
        return False
    if card.answered:
        begun = any(line.strip() for line in card.back)
        return begun or _START.match(following) is not None
    return not (_ANSWER.match(following) or _OPTION.match(following))


def _proposals(card: _Card) -> Iterator[Proposal]:
    """The card, or the cards of its clozes."""
    front, front_id = split_block_id(_text(card.front))
    back, back_id = split_block_id(_text(card.back))
    options, option_id = split_block_id("\n".join(card.options))
    choice = bool(card.options)
    proposal = Proposal(
        "choice" if choice else "qa",
        front,
        "\n".join(as_words(line) for line in options.split("\n")) if choice else back,
        card.first_line,
        card.last_line,
        kind=CardKind.CHOICE if choice else CardKind.TYPED if card.typed else CardKind.BASIC,
        block_id=back_id or option_id or front_id,
        extra=back if choice else "",
    )
    if choice or not has_deletions(front):
        yield proposal
        return
    for shown, hidden in cards_of(front):
        yield replace(
            proposal, rule="cloze", front=shown, back=hidden, kind=CardKind.CLOZE, extra=back
        )


def _text(lines: list[str]) -> str:
    """Lines as one Markdown text, without the indent they share."""
    rest = [line for line in lines[1:] if line.strip()]
    indent = min((len(line) - len(line.lstrip()) for line in rest), default=0)
    dedented = [lines[0].strip(), *(line[indent:].rstrip() for line in lines[1:])] if lines else []
    return as_words("\n".join(dedented).strip())
