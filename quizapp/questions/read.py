"""The text of a fenced block → :class:`Question`; everything is checked before anything runs."""

import ast
import re
from collections.abc import Callable, Iterable
from hashlib import blake2b

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.questions.answers import read_call
from quizapp.questions.code import CodeQuestion
from quizapp.questions.companions import closed_up, split
from quizapp.questions.draft import Draft
from quizapp.questions.draw import Sampler, draws
from quizapp.questions.formulas import called_name, is_formula, read_formula
from quizapp.questions.functions import functions
from quizapp.questions.limits import LEVELS
from quizapp.questions.partings import partings, parts_of_steps, steps_of
from quizapp.questions.read_code import read_code
from quizapp.questions.reading import Reading, check_call, check_name, refuse
from quizapp.questions.scope import FAILURES, Scope, explained
from quizapp.questions.source import parse, separated
from quizapp.questions.statements import Assignment, Draw, FormulaLine, HintLine, Question
from quizapp.questions.substitute import pieces_of
from quizapp.questions.text import Text

FORMS = ("quiz", "quiz-output", "quiz-bug", "quiz-blank", "quiz-order", "quiz-code")
_INFO = re.compile(
    r"(?:(?:python3?|py)\s+)?(?P<form>quiz(?:-[a-z]+)?)\s+(?P<id>[a-z0-9-]{2,64})"
    r"(?:\s+levels=(?P<levels>\d{1,3}))?"
)


def read_question(
    source: str, info: str, file: str, line: int, language: str = "en"
) -> Question | CodeQuestion:
    """Read the block ``info`` that opens on ``line`` of ``file``; its text begins one line below.

    Raises:
        InputError: what is not part of the question language, with file:line of the notes.
    """
    form, name, levels = _read_info(info, file, line)
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    reading = Reading(file, line + 1)
    live = form == "quiz"
    own, companions = (source, {}) if live else split(source)
    draft = Draft(reading, live)
    prompt = _read_lines(own if live else separated(own, reading), draft)
    parts = parts_of_steps(draft.statements)
    question = Question(
        id=name,
        kind="live" if live else "code",
        levels=levels,
        source=source,
        version=version_of(source, levels),
        file=file,
        line=line,
        language=language,
        prompt=prompt,
        statements=tuple(draft.statements),
        steps=steps_of(draft.statements),
        hints=tuple(line for line in draft.statements if isinstance(line, HintLine)),
        drawn=tuple(line.name for line in draft.statements if isinstance(line, Draw)),
        part_of=parts,
        parting=partings(draft.statements, parts),
    )
    return question if live else read_code(question, form, own, companions, reading)


def _read_lines(lines: str, draft: Draft) -> Text:
    """Read question language into the draft; the prompt."""
    body, comments = parse(lines, draft.reading)
    draft.reading.coming = frozenset(_assigned(body))
    prompt = _prompt(body, draft)
    for node in body[1:]:
        _read_statement(node, comments, draft)
    draft.finish()
    return prompt


def block_version(source: str, info: str) -> str:
    """The version of a block, whether it can be read or not."""
    match = _INFO.fullmatch(info.strip())
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    return version_of(source, int(match["levels"] or 1) if match else 1)


def version_of(source: str, levels: int) -> str:
    """The hash that names one state of a question."""
    return blake2b(
        f"levels={levels}\n{closed_up(source)}".encode("utf-8", "replace"), digest_size=8
    ).hexdigest()


def _read_info(info: str, file: str, line: int) -> tuple[str, str, int]:
    match = _INFO.fullmatch(info.strip())
    levels = int(match["levels"] or 1) if match else 0
    if match is None or match["form"] not in FORMS or not 1 <= levels <= LEVELS:
        message = _(
            "“{info}” does not open a question; write ```python quiz an-id``` or"
            " ```python quiz an-id levels=3```, the id of 2–64 letters a–z, digits and hyphens."
        )
        raise InputError(message.format(info=info.strip()[:80]), file=file, line=line)
    return match["form"], match["id"], levels


def _assigned(body: list[ast.stmt]) -> Iterable[str]:
    for node in body:
        for target in node.targets if isinstance(node, ast.Assign) else ():
            for name in ast.walk(target):
                if isinstance(name, ast.Name):
                    yield name.id


def _prompt(body: list[ast.stmt], draft: Draft) -> Text:
    first = body[0] if body else None
    if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
        draft.reading.fail(first or 1, _('A question begins with its prompt: """text""".'))
    return draft.text(first.value, strip=True)


def _read_statement(node: ast.stmt, comments: dict[int, str], draft: Draft) -> None:
    if isinstance(node, ast.Assign):
        last = node.end_lineno or node.lineno
        lines = [comments[i] for i in range(node.lineno, last + 1) if comments.get(i)]
        _read_assignment(node, lines[-1] if lines else "", draft)
    elif isinstance(node, ast.Expr):
        read_call(node.value, draft)
    else:
        refuse(node, draft.reading)


def _read_assignment(node: ast.Assign, caption: str, draft: Draft) -> None:
    names = _targets(node, draft.reading)
    value = node.value
    if called_name(value) in draws() and isinstance(value, ast.Call):
        draft.statements.append(_read_draw(value, names, draft))
    elif is_formula(value, draft.reading) and len(names) == 1:
        formula = read_formula(value, draft.reading, draft.formulas, draft.expression)
        draft.formulas[names[0]] = formula
        draft.reading.formulas[names[0]] = frozenset(dict(formula.domains))
        text = draft.caption(caption, node) if caption else None
        draft.statements.append(FormulaLine(node.lineno, names[0], formula, text))
    else:
        draft.statements.append(_read_step(node, names, caption, draft))
    for name in names:
        check_name(name, node, draft.reading)
        draft.reading.assigned[name] = node.lineno


def _targets(node: ast.Assign, reading: Reading) -> tuple[str, ...]:
    target = node.targets[0]
    elements = target.elts if isinstance(target, ast.Tuple) else [target]
    names = tuple(element.id for element in elements if isinstance(element, ast.Name))
    if len(node.targets) > 1 or len(names) != len(elements) or not names:
        reading.fail(node, _("Assign one new name: n = …, or unpack a result: a, b = f(…)."))
    if len(set(names)) < len(names):
        reading.fail(node, _("A name is assigned once; give each result its own."))
    for name in names:
        check_name(name, node, reading)
    return names


def _read_draw(call: ast.Call, names: tuple[str, ...], draft: Draft) -> Draw:
    name = called_name(call) or ""
    if len(names) > 1:
        draft.reading.fail(call, _("A draw has one value: write n = {name}(…).").format(name=name))
    check_call(call, draws()[name], draft.reading)
    texts = name in ("one_of", "some_of")
    arguments = [draft.expression(argument, texts=texts) for argument in call.args]
    options = {word.arg or "": draft.expression(word.value) for word in call.keywords}
    given = (*arguments, *options.values())

    def sampler_in(scope: Scope) -> Sampler:
        values = [argument.run(scope) for argument in arguments]
        extra = {key: option.run(scope) for key, option in options.items()}
        sampler: Sampler = draws()[name].call(*values, **extra)
        return sampler

    constant = all(each.constant for each in given)
    sampler = _once(sampler_in, call, draft.reading) if constant else sampler_in
    uses = frozenset[str]().union(*(each.names for each in given))
    return Draw(call.lineno, names[0], name, sampler, uses)


def _once(
    sampler_in: Callable[[Scope], Sampler], call: ast.Call, reading: Reading
) -> Callable[[Scope], Sampler]:
    """A draw whose arguments no try changes is checked when the question is read."""
    try:
        sampler = sampler_in(Scope({}))
    except InputError as error:
        reading.fail(call, error.message)
    except FAILURES as error:
        reading.fail(call, explained(error))
    return lambda scope: sampler


def _read_step(node: ast.Assign, names: tuple[str, ...], caption: str, draft: Draft) -> Assignment:
    unpacks = len(names) > 1 or isinstance(node.targets[0], ast.Tuple)
    if unpacks:
        _check_unpacking(node, names, draft.reading)
    value = draft.expression(node.value, unpacked=unpacks)
    text = draft.caption(caption, node) if caption else None
    pieces = pieces_of(node.value) if caption else ()
    return Assignment(node.lineno, names, value, unpacks, text, pieces)


def _check_unpacking(node: ast.Assign, names: tuple[str, ...], reading: Reading) -> None:
    function = functions().get(called_name(node.value) or "")
    if function is None or not function.fields:
        reading.fail(node, _("Only a named result can be unpacked; assign one name a line."))
    if len(function.fields) != len(names):
        message = _("{name}(…) gives {count} values: {fields}.")
        fields = ", ".join(function.fields)
        reading.fail(
            node, message.format(name=function.name, count=len(function.fields), fields=fields)
        )
