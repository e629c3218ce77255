"""Headings → sections: each heading with the blocks up to the next one, and the way down to it."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from quizapp.notes.blocks import Block, BlockKind
from quizapp.notes.labels import numbered, silent
from quizapp.notes.markup import as_words, split_block_id
from quizapp.notes.prose import read_prose, unstyled
from quizapp.notes.sentences import words


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level.

    ``headings`` is the way down from the file, this heading last; ``title`` is that of the file.
    ``level`` is 0 for what stands above the first heading and 7 under a bold line that acts as a
    heading. ``deeper`` says that the next heading is a sub-heading of this one, ``linked`` that
    this one is a link to another page.
    """

    title: str
    headings: tuple[str, ...]
    level: int
    first_line: int
    last_line: int
    blocks: tuple[Block, ...]
    block_id: str = ""
    deeper: bool = False
    linked: bool = False

    @property
    def heading(self) -> str:
        """The heading itself, or the title of the file above the first one."""
        return self.headings[-1] if self.headings else self.title


BOLD_LINE = 7
_NO_NAME = re.compile(r"readme|index|notes?|main|untitled.*|конспект|заметки", re.IGNORECASE)
_FEWEST_WORDS = 5
_ASKED = re.compile(r"\?\W*$")
_BOLD_LINE = re.compile(r"\*\*(?P<text>[^*\n]{2,80})\*\*")
_PICTURED = "[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]"
_PICTURES = re.compile(rf"^{_PICTURED}+\s*|\s*{_PICTURED}+$")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.)\s+(?:[-–—]\s+)?(?=\S)")
_KEBAB = re.compile(r"\w+(?:-\w+){2,}")
_LINKED = re.compile(r"\[\[|\]\(")
_HEADING_LENGTH = 12


def split_sections(forest: tuple[Block, ...], title: str) -> tuple[Section, ...]:
    """The sections of a file in order; the first one has no heading."""
    heads: list[tuple[Block | None, list[Block]]] = [(None, [])]
    for block in forest:
        head = _as_heading(block)
        if head is None:
            heads[-1][1].append(block)
        else:
            heads.append((head, []))
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    for position, (head, body) in enumerate(heads):
        following = heads[position + 1][0] if position + 1 < len(heads) else None
        sections.append(_section(head, body, following, path, title))
    return tuple(sections)


def file_title(written: str, forest: tuple[Block, ...], path: str) -> str:
    """What a file is called: its front matter's title, its one top heading, or its name.

    A top heading below text is that of a part, and so are several, unless the name says nothing.
    """
    top = [place for place, b in enumerate(forest) if b.kind is BlockKind.HEADING and b.level == 1]
    name = PurePosixPath(path).stem
    titled = len(top) == 1 and not any(_is_text(block) for block in forest[: top[0]])
    heading = heading_text(forest[top[0]].text) if top else ""
    return written or (heading if titled or _NO_NAME.fullmatch(name) else "") or _spoken(name)


def _is_text(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and len(words(block.text)) >= _FEWEST_WORDS


def _spoken(name: str) -> str:
    """A file name as words: ``graph-search-basics`` is no term, ``self-attention`` may be one."""
    return " ".join(re.split("[_-]" if _KEBAB.fullmatch(name) else "_", name))


def heading_text(written: str) -> str:
    """A heading as it is read: without emphasis, links and block id."""
    text, _ = split_block_id(written)
    return " ".join(unstyled(read_prose(text)).split())


def topic_of(heading: str) -> str:
    """The term a heading is about: without pictures, numbering, and what follows a colon."""
    topic = _NUMBERING.sub("", _PICTURES.sub("", heading).strip()).strip(" .:")
    head, _, rest = topic.partition(": ")
    if rest and (numbered(head) or silent(head)):
        return _ASKED.sub("", rest).strip()
    return _ASKED.sub("", head if rest and words(head) else topic).strip()


def _as_heading(block: Block) -> Block | None:
    """A heading, or a paragraph that is one bold line and so acts as one."""
    if block.kind is BlockKind.HEADING:
        return block
    if block.kind is not BlockKind.PARAGRAPH or not block.text.startswith("**"):
        return None
    found = _BOLD_LINE.fullmatch(split_block_id(block.text)[0].strip())
    if found is None or found["text"].rstrip().endswith((":", ".", ",", ";")):
        return None
    if len(words(found["text"])) > _HEADING_LENGTH or "{{" in found["text"]:
        return None
    return Block(BlockKind.HEADING, block.first_line, block.last_line, as_words(block.text), 7)


def _section(
    head: Block | None,
    body: list[Block],
    following: Block | None,
    path: list[tuple[int, str]],
    title: str,
) -> Section:
    level = head.level if head else 0
    if head:
        while path and path[-1][0] >= level:
            path.pop()
        path.append((level, heading_text(head.text)))
    first = head.first_line if head else 1
    return Section(
        title=title,
        headings=tuple(text for _, text in path if text),
        level=level,
        first_line=first,
        last_line=body[-1].last_line if body else first,
        blocks=tuple(body),
        block_id=split_block_id(head.text)[1] if head else "",
        deeper=following is not None and following.level > level,
        linked=head is not None and "[" in head.text and _LINKED.search(head.text) is not None,
    )
