"""Gaps: headings and bullets of the notes that say nothing yet."""

import re
from collections.abc import Iterator

from quizapp.model.passages import Gap, GapKind
from quizapp.notes.blocks import Block, BlockKind, walk
from quizapp.notes.candidates import NotesFile
from quizapp.notes.labels import silent
from quizapp.notes.marked.callout import may_ask, open_questions
from quizapp.notes.markers import only_marker
from quizapp.notes.markup import split_block_id
from quizapp.notes.prose import read_prose, unstyled
from quizapp.notes.sections import BOLD_LINE, Section
from quizapp.notes.sentences import words

_ONLY_LINK = re.compile(
    r"\s*(?:\[ ?[xX]?\]\s+)?(?:!?\[\[[^\]]+\]\]|!?\[[^\]]*\]\([^)]*\)|<?https?://\S+)"
)
_FEWEST_LINKS = 3
_INDEX_SHARE = 0.8
_SPOKEN = re.compile(r"[$`\[\]():;=|<>!?\d/–—{}]|\s-\s")
_LONGEST_STUB = 5
_LONGEST_READ = 80
_FEWEST_SIBLINGS = 3
_SHORTEST_SENTENCE = 6


def gaps(file: NotesFile, forest: tuple[Block, ...], marked: frozenset[int]) -> tuple[Gap, ...]:
    """The gaps of a file in the order of its lines; ``marked`` lines belong to marked-up cards.

    A page that only lists links is an index and has none.
    """
    if _is_index(forest):
        return ()
    found: list[Gap] = []
    if may_ask(file.body):
        found += open_questions(forest, file.body.split("\n"), file.path)
    for section in file.sections:
        if section.headings and 0 < section.level < BOLD_LINE and _says_nothing(section):
            found.append(Gap(section.heading, GapKind.HEADING, file.path, section.first_line))
        else:
            found += _bullets(section.blocks, file.path, marked)
    return tuple(sorted(found, key=lambda gap: gap.line))


def _is_index(forest: tuple[Block, ...]) -> bool:
    """Whether a page is a list of links: at least three, and hardly anything else."""
    texts = [block.text for block in walk(forest) if block.kind is BlockKind.PARAGRAPH]
    links = sum(_ONLY_LINK.match(text) is not None for text in texts)
    return links >= _FEWEST_LINKS and links >= _INDEX_SHARE * len(texts)


def _says_nothing(section: Section) -> bool:
    """Whether nothing stands under a heading, or nothing but a marker such as TODO."""
    if section.deeper or section.linked:
        return False
    if not section.blocks:
        return not silent(section.heading)
    return all(_is_stub_block(block) for block in section.blocks)


def _is_stub_block(block: Block) -> bool:
    match block.kind:
        case BlockKind.PARAGRAPH:
            return only_marker(block.text)
        case BlockKind.LIST | BlockKind.ITEM:
            return all(_is_stub_block(child) for child in block.children)
        case BlockKind.HTML:
            return block.text.lstrip().startswith("<!--")
    return block.kind is BlockKind.BREAK


def _bullets(blocks: tuple[Block, ...], file: str, marked: frozenset[int]) -> Iterator[Gap]:
    """Bullets that are left unfinished: a marker, a label without a body, a lone stub."""
    for place, block in enumerate(blocks):
        if block.kind is not BlockKind.LIST or block.ordered:
            continue
        ends_section = place == len(blocks) - 1
        stub = _stub_of(block)
        for item in block.children:
            followed = item is block.children[-1] and not ends_section
            text = "" if item.first_line in marked else _item_text(item)
            says_nothing = item is stub or _only_announces(text, followed=followed)
            if text and says_nothing:
                yield Gap(text.rstrip(":"), GapKind.BULLET, file, item.first_line)


def _item_text(item: Block) -> str:
    """The text of an item that is one short paragraph, or an empty string."""
    if len(item.children) != 1 or item.children[0].kind is not BlockKind.PARAGRAPH:
        return ""
    written, _ = split_block_id(item.children[0].text)
    if _ONLY_LINK.match(written):
        return ""
    short = 0 < len(written) <= _LONGEST_READ
    return unstyled(read_prose(written)) if short else ""


def _only_announces(text: str, *, followed: bool) -> bool:
    """Whether an item is a marker, or a label that nothing follows."""
    if only_marker(text):
        return bool(words(text))
    return text.endswith(":") and not followed and len(words(text)) <= _LONGEST_STUB


def _stub_of(siblings: Block) -> Block | None:
    """The one item of a few words without a full stop where all others are sentences."""
    if len(siblings.children) < _FEWEST_SIBLINGS:
        return None
    others = [item for item in siblings.children if not _is_sentence(item)]
    if len(others) != 1:
        return None
    text = _item_text(others[0])
    if _SPOKEN.search(text) or text.endswith((".", ",")):
        return None
    return others[0] if 0 < len(words(text)) <= _LONGEST_STUB else None


def _is_sentence(item: Block) -> bool:
    text = item.children[0].text if item.children else ""
    return text.rstrip("* ").endswith((".", "!", "?")) and len(words(text)) >= _SHORTEST_SENTENCE
