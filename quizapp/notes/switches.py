"""What the notes switch off with comments: ``%% no cards %%`` and ``%% lint:ignore RULE %%``.

``no cards`` may name rules: ``%% no cards: heading, list %%``. At the end of a line it holds for
what stands on that line; on the line of a heading for all under that heading; alone on a line
from there to the end of the section. ``lint:ignore`` silences findings of its own line, or alone
on a line those of the next one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.language import _
from quizapp.model.passages import Finding, Severity
from quizapp.notes.sections import Section
from quizapp.notes.source import Comment

_SWITCH = re.compile(
    r"(?P<word>no[ -]cards|lint:\s*ignore)\s*:?\s*(?P<names>[\w\s,-]*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Switch:
    """Rules, or all of them where none are named, switched off for some lines."""

    rules: frozenset[str]
    first_line: int
    last_line: int
    written_at: int

    def covers(self, rule: str, first_line: int, last_line: int) -> bool:
        """Whether a card or finding of this rule at these lines is switched off."""
        named = not self.rules or rule in self.rules
        return named and first_line <= self.last_line and last_line >= self.first_line


@dataclass(frozen=True, slots=True)
class Switches:
    """All that a file switches off."""

    cards: tuple[Switch, ...] = ()
    findings: tuple[Switch, ...] = ()

    def no_card(self, rule: str, first_line: int, last_line: int) -> bool:
        """Whether the notes want no card of this rule at these lines."""
        return any(switch.covers(rule, first_line, last_line) for switch in self.cards)

    def closed_lines(self) -> frozenset[int]:
        """The lines that give no cards of any rule."""
        return frozenset(
            line
            for switch in self.cards
            if not switch.rules
            for line in range(switch.first_line, switch.last_line + 1)
        )

    def silenced(self, rule: str, line: int) -> bool:
        """Whether the notes want no finding of this rule at this line."""
        return any(switch.covers(rule, line, line) for switch in self.findings)

    def quiet(self, line: int) -> bool:
        """Whether the notes want no finding at all at this line."""
        return any(switch.covers("", line, line) for switch in self.findings if not switch.rules)


def read_switches(
    comments: Iterable[Comment], sections: Sequence[Section], lines: Sequence[str]
) -> Switches:
    """The switches among the comments of a file; ``lines`` are those of its text."""
    cards: list[Switch] = []
    findings: list[Switch] = []
    for comment in comments:
        found = _SWITCH.fullmatch(comment.text)
        if found is None:
            continue
        rules = frozenset(re.findall(r"[\w-]+", found["names"].casefold()))
        if found["word"].casefold().startswith("no"):
            last = _last_line(comment, sections, len(lines))
            cards.append(Switch(rules, comment.line, last, comment.line))
        else:
            last = _next_written(comment.line, lines) if comment.alone else comment.line
            findings.append(Switch(rules, comment.line, last, comment.line))
    return Switches(tuple(cards), tuple(findings))


def unknown_names(
    switches: Switches, cards: Iterable[str], findings: Iterable[str], file: str
) -> Iterator[Finding]:
    """Rules that are switched off but do not exist."""
    for known, written in ((set(cards), switches.cards), (set(findings), switches.findings)):
        for switch in written:
            line = max(switch.written_at, 1)
            for name in sorted(switch.rules - known):
                message = _("There is no rule “{name}” to switch off: write one of {rules}.")
                text = message.format(name=name, rules=", ".join(sorted(known)))
                yield Finding("unknown-rule", Severity.WARNING, text, file, line)


def _last_line(comment: Comment, sections: Sequence[Section], end: int) -> int:
    """The last line a ``no cards`` holds for."""
    place = max(
        (i for i, section in enumerate(sections) if section.first_line <= comment.line), default=0
    )
    section = sections[place]
    if not comment.alone and not (section.level and section.first_line == comment.line):
        return comment.line
    if section.level == 0:
        return end
    following = (s.first_line - 1 for s in sections[place + 1 :] if s.level <= section.level)
    return next(following, end)


def _next_written(line: int, lines: Sequence[str]) -> int:
    following = (number for number in range(line + 1, len(lines) + 1) if lines[number - 1].strip())
    return next(following, line)
