"""Question blocks: a fence whose info string is ``python quiz ID`` or ``quiz ID``.

Their language is read in ``quizapp.questions``; here they are only found and named.
"""

import io
import re
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.language import _
from quizapp.model.cards import CardKind
from quizapp.model.passages import Finding, Severity
from quizapp.notes.blocks import Block, BlockKind, walk
from quizapp.notes.marked import companions

_INFO = re.compile(r"(?:(?:python|py|python3)\s+)?(?P<word>quiz(?:-[a-z]+)?)(?:\s+(?P<rest>.*))?")
_ID = re.compile(r"[a-z0-9-]{2,64}")
_CODE = frozenset({"quiz-output", "quiz-bug", "quiz-blank", "quiz-order", "quiz-code"})


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question block: what it is called, its info string, its body and its prompt if found."""

    id: str
    kind: CardKind
    info: str
    source: str
    prompt: str
    first_line: int
    last_line: int


def quizzes(forest: tuple[Block, ...], file: str) -> tuple[tuple[Quiz, ...], tuple[Finding, ...]]:
    """The question blocks of a file, and what is wrong with the heads of others."""
    heads: list[tuple[Block, re.Match[str]]] = []
    findings: list[Finding] = []
    fences = [block for block in walk(forest) if block.kind is BlockKind.FENCE]
    for block in fences:
        info = _INFO.fullmatch(block.info)
        if info is None or info["word"] in companions.WORDS:
            continue
        problem = _problem(info)
        if problem:
            findings.append(Finding("question", Severity.ERROR, problem, file, block.first_line))
        else:
            heads.append((block, info))
    opened = {_id(info): block.first_line for block, info in heads if info["word"] in _CODE}
    belonging, strays = companions.companions(fences, opened, file)
    found = tuple(_quiz(block, info, belonging) for block, info in heads)
    return found, (*findings, *strays)


def _id(info: re.Match[str]) -> str:
    return str(info["rest"].split()[0])


def _problem(info: re.Match[str]) -> str:
    if info["word"] != "quiz" and info["word"] not in _CODE:
        message = _("“{word}” is no kind of question: write quiz or one of {kinds}.")
        return message.format(word=info["word"], kinds=", ".join(sorted(_CODE)))
    name = (info["rest"] or "").split()[:1]
    if not name:
        return _("This question has no id: write “{word} ID”.").format(word=info["word"])
    if not _ID.fullmatch(name[0]):
        message = _("“{id}” is no question id: use 2–64 of a–z, 0–9 and “-”.")
        return message.format(id=name[0])
    return ""


def _quiz(block: Block, info: re.Match[str], belonging: Mapping[str, tuple[Block, ...]]) -> Quiz:
    name = _id(info)
    live = info["word"] == "quiz"
    return Quiz(
        id=name,
        kind=CardKind.LIVE if live else CardKind.CODE,
        info=block.info,
        source=block.text if live else companions.joined(block, belonging.get(name, ())),
        prompt=_prompt(block.text if live else _question_lines(block.text)) or name,
        first_line=block.first_line,
        last_line=block.last_line,
    )


def _question_lines(source: str) -> str:
    """The question language of a code question: the ``#:`` lines."""
    lines = (line.lstrip() for line in source.split("\n"))
    return "\n".join(line[2:].lstrip() for line in lines if line.startswith("#:"))


def _prompt(source: str) -> str:
    """The string a question begins with, as written; empty where it begins otherwise."""
    skipped = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENCODING, tokenize.INDENT)
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in skipped:
                return _unquoted(token.string) if token.type == tokenize.STRING else ""
    except (tokenize.TokenError, SyntaxError):
        return ""
    return ""


def _unquoted(literal: str) -> str:
    marks = literal[:3] if literal[:3] in ('"""', "'''") else literal[:1]
    if not marks or marks[0] not in "\"'":
        return ""
    return literal[len(marks) : -len(marks)].strip()
