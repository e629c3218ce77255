"""Which worked steps belong to which part, and where a mistake's way leaves the solution.

A step belongs to the first part whose answer it leads to, directly or through other lines. One
that leads to none (the answer is computed in one call, the steps show how) to the answer below it.
"""

from collections.abc import Iterable, Mapping, Sequence

from quizapp.questions.statements import (
    Answerable,
    AnswerLine,
    Assignment,
    Draw,
    Expression,
    Formula,
    FormulaLine,
    MistakeLine,
    Order,
    Statement,
)

_Uses = Mapping[str, frozenset[str]]
_Step = Assignment | FormulaLine


def step_name(step: _Step) -> str:
    """The name of a step; that of an unpacked result lists its names."""
    return ", ".join(step.names)


def parts_of_steps(statements: Sequence[Statement]) -> dict[str, str]:
    """The part that each name of a captioned step belongs to."""
    uses = _uses(statements)
    parts: dict[str, str] = {}
    for answer in (line for line in statements if isinstance(line, AnswerLine)):
        needed = _reached(_value_names(answer.value), uses)
        for step in steps_of(statements):
            if needed.intersection(step.names):
                for name in step.names:
                    parts.setdefault(name, answer.part)
    return _part_below(statements) | parts


def _part_below(statements: Sequence[Statement]) -> dict[str, str]:
    """The part of the next answer below each captioned step, of the last one where none is."""
    parts: dict[str, str] = {}
    part = ""
    for line in reversed(statements):
        if isinstance(line, AnswerLine):
            part = line.part
        elif isinstance(line, _Step) and line.caption:
            parts |= dict.fromkeys(line.names, part)
    answers = [line for line in statements if isinstance(line, AnswerLine)]
    last = answers[-1].part if answers else ""
    return {name: part or last for name, part in parts.items()}


def partings(statements: Sequence[Statement], parts: Mapping[str, str]) -> dict[str, str]:
    """For each mistake the first step of its part that its expression does not use."""
    uses = _uses(statements)
    found: dict[str, str] = {}
    for mistake in (line for line in statements if isinstance(line, MistakeLine)):
        used = _reached(_value_names(mistake.value), uses)
        for step in steps_of(statements):
            own = parts.get(step.names[0]) == mistake.part
            if own and not used.intersection(step.names):
                found[mistake.id] = step_name(step)
                break
    return found


def steps_of(statements: Sequence[Statement]) -> tuple[_Step, ...]:
    """The worked steps: lines with a caption."""
    return tuple(line for line in statements if isinstance(line, _Step) and line.caption)


def _uses(statements: Sequence[Statement]) -> _Uses:
    """The names each assigned name is made of."""
    uses: dict[str, frozenset[str]] = {}
    for line in statements:
        if isinstance(line, Assignment):
            uses |= dict.fromkeys(line.names, line.value.names)
        elif isinstance(line, Draw):
            uses[line.name] = line.uses
        elif isinstance(line, FormulaLine):
            uses[line.name] = _value_names(line.value)
    return uses


def _reached(names: Iterable[str], uses: _Uses) -> frozenset[str]:
    found, waiting = set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += uses.get(name, ())
    return frozenset(found)


def _value_names(value: Answerable) -> frozenset[str]:
    """The words an answer or mistake is made of, assigned names among them."""
    if isinstance(value, Expression):
        return value.names
    if isinstance(value, Formula):
        ends = frozenset[str]().union(*(domain.names for _name, domain in value.domains))
        return value.names | ends
    if isinstance(value, Order):
        return frozenset[str]().union(*(line.names for line in value.lines))
    return value.text.names
