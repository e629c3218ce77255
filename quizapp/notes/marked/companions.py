"""Blocks that belong to a code question: its tests and its solution.

A question's source carries them below its own text, each under its fence line, so that whatever
knows the source (its version, trust) knows what would run. Blank lines stand for what lies
between the blocks: line n of the source stays line n below the fence of the question.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from quizapp.language import _
from quizapp.model.passages import Finding, Severity
from quizapp.notes.blocks import Block

WORDS = ("quiz-tests", "quiz-solution")
_INFO = re.compile(
    r"(?:(?:python|py|python3)\s+)?(?P<word>quiz-tests|quiz-solution)(?:\s+(?P<id>\S+))?(?:\s.*)?"
)


def companions(
    blocks: Iterable[Block], opened: Mapping[str, int], file: str
) -> tuple[dict[str, tuple[Block, ...]], tuple[Finding, ...]]:
    """The companion blocks of each question, and what is wrong with others.

    ``opened`` gives the line on which each code question opens.
    """
    found: dict[str, dict[str, Block]] = {}
    findings = []
    for block in blocks:
        info = _INFO.fullmatch(block.info)
        if info is None:
            continue
        name = info["id"] or ""
        if name not in opened:
            problem = _("“{info}” belongs to no code question of this file.")
        elif block.first_line < opened[name]:
            problem = _("“{info}” stands above its question: put it below.")
        elif info["word"] in found.setdefault(name, {}):
            problem = _("“{info}” is given twice: join the two blocks.")
        else:
            written = f"python {info['word']} {name}"
            found[name][info["word"]] = replace(block, info=written)
            continue
        message = problem.format(info=block.info)
        findings.append(Finding("question", Severity.ERROR, message, file, block.first_line))
    return {name: tuple(its.values()) for name, its in found.items()}, tuple(findings)


def joined(question: Block, its: Sequence[Block]) -> str:
    """The source of a question with its companions below, each on the lines of the file."""
    lines = question.text.rstrip("\n").split("\n")
    for block in its:
        between = block.first_line - question.first_line - len(lines) - 1
        text = block.text.rstrip("\n").split("\n")
        lines = list(chain(lines, [""] * between, [f"```{block.info}"], text))
    return "\n".join(lines) if its else question.text
