"""A bold term within a sentence: hide it."""

from collections.abc import Iterator

from quizapp.model.cards import CardKind
from quizapp.notes.outline import Outline, Point
from quizapp.notes.proposal import Proposal, Taken, free
from quizapp.notes.prose import MASK, Style, markdown, unstyled, with_deletion
from quizapp.notes.rules.context import in_context
from quizapp.notes.sentences import length, stems, whole, words

_SHORTEST_SENTENCE = 6
_LONGEST_SENTENCE = 30
_LONGEST_TERM = 4
_MOST_TERMS = 2
_EMPHASIS = (
    "всегда никогда только очень важно нельзя можно нужно должен должны каждый каждого любой "
    "один одна одного первый второй третий после перед вместо также именно сначала затем "
    "always never only every before after should could would cannot first second third must "
    "instead both either neither important"
)
_EMPHASISED = frozenset(_EMPHASIS.split())


def term_cloze(outline: Outline, taken: Taken) -> Iterator[Proposal]:
    """Offer to hide the terms that a sentence sets in bold."""
    for point in outline.points:
        if "**" not in point.text and "__" not in point.text:
            continue
        for number, (start, end) in enumerate(point.sentences):
            sentence = point.prose.text[start:end]
            if not free(point, number, taken) or not whole(sentence) or sentence.endswith("?"):
                continue
            if _SHORTEST_SENTENCE <= length(sentence) <= _LONGEST_SENTENCE:
                yield from _of_sentence(outline, point, number)


def _of_sentence(outline: Outline, point: Point, number: int) -> Iterator[Proposal]:
    start, end = point.sentences[number]
    found = [
        style
        for style in point.prose.styles
        if style.bold
        and start < style.start
        and style.end <= end
        and _is_term(outline, point, style)
    ]
    if not found or len(found) > _MOST_TERMS:
        return
    said = markdown(point.prose, start, end)
    context = in_context(outline, point, number, said)
    if context is None or not context.endswith(said):
        return
    for style in found:
        front = with_deletion(point.prose, start, end, style)
        yield Proposal(
            "term-cloze",
            context.removesuffix(said) + front,
            unstyled(point.prose, style.start, style.end),
            point.first_line,
            point.last_line,
            kind=CardKind.CLOZE,
            block_id=point.block_id,
            sure=False,
            claims=frozenset({(point.first_line, number)}),
        )


def _is_term(outline: Outline, point: Point, style: Style) -> bool:
    """Whether bold text is a term rather than an emphasised word, and no heading shows it."""
    text = point.prose.text[style.start : style.end].strip(" .,;")
    found = words(text)
    if not 0 < len(found) <= _LONGEST_TERM or text.endswith(":") or MASK in text:
        return False
    if len(found) == 1 and len(text) < 5 and text == text.lower():
        return False
    if text.casefold() in _EMPHASISED:
        return False
    headings = " ".join((*outline.section.headings, outline.section.title))
    return not stems(text) <= stems(headings)
