"""Reading the statements that are calls: require, answer, mistake, option, hint."""

import ast
from collections.abc import Callable

from quizapp.language import _
from quizapp.questions.draft import Draft
from quizapp.questions.formulas import called_name, is_formula, read_formula
from quizapp.questions.options import Options
from quizapp.questions.reading import STATEMENTS, nearest, refuse
from quizapp.questions.statements import (
    Answerable,
    AnswerLine,
    Expression,
    Formula,
    HintLine,
    MistakeLine,
    OptionLine,
    Order,
    Require,
    Wording,
)

_TOLERANCES = ("within", "rel", "decimals", "digits", "chain")
_WORDED = ("unit", "part", "also", "only", "without")
_ANSWER_OPTIONS = (*_TOLERANCES, *_WORDED, "carry", "choose", "unordered")


def read_call(node: ast.expr, draft: Draft) -> None:
    """Read one statement that is a call."""
    name = called_name(node)
    if not isinstance(node, ast.Call) or name is None:
        if type(node) not in (ast.Constant, ast.Name, ast.BinOp, ast.Call, ast.Tuple):
            refuse(node, draft.reading)
        draft.reading.fail(
            node, _("A line assigns a name or calls {names}.").format(names=_names())
        )
    reader = _READERS.get(name)
    if reader is None:
        message = _("A line cannot consist of {name}(…). {nearest}").format(
            name=name[:40],
            nearest=nearest(name, STATEMENTS) or _("Write n = … to name its result."),
        )
        draft.reading.fail(node, message)
    if not draft.live and name in ("answer", "option"):
        draft.reading.fail(node, _("The answer of a code question comes from running it."))
    reader(node, draft)


def _names() -> str:
    return ", ".join(STATEMENTS)


def _parts(
    node: ast.Call, positional: tuple[str, ...], named: tuple[str, ...], draft: Draft
) -> dict[str, ast.expr]:
    """The arguments of a statement: all positional ones, and the named ones given."""
    name = called_name(node) or ""
    starred = any(isinstance(argument, ast.Starred) for argument in node.args)
    if len(node.args) != len(positional) or starred:
        form = ", ".join((*positional, *(["…"] if named else [])))
        message = _("This line does not fit; write {name}({form}).")
        draft.reading.fail(node, message.format(name=name, form=form))
    for keyword in node.keywords:
        if keyword.arg not in named:
            known = nearest(keyword.arg or "**", named) or ", ".join(named)
            message = _("{name}(…) has no option “{option}”. {known}").rstrip()
            draft.reading.fail(
                keyword.value,
                message.format(name=name, option=(keyword.arg or "**")[:40], known=known),
            )
    given = {keyword.arg or "": keyword.value for keyword in node.keywords}
    if len(given) < len(node.keywords):
        draft.reading.fail(node, _("An option is given once."))
    return dict(zip(positional, node.args, strict=True)) | given


def _value(node: ast.expr, draft: Draft) -> Answerable:
    reading = draft.reading
    if is_formula(node, reading):
        return read_formula(node, reading, draft.formulas, draft.expression)
    if called_name(node) == "order" and isinstance(node, ast.Call):
        if len(node.args) < 2 or node.keywords:
            reading.fail(node, _('Write order("first", "second", …).'))
        return Order(tuple(draft.text(line) for line in node.args))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return Wording(draft.text(node))
    return draft.expression(node, texts=True)


def _require(node: ast.Call, draft: Draft) -> None:
    parts = _parts(node, ("condition",), (), draft)
    draft.statements.append(Require(node.lineno, draft.expression(parts["condition"])))


def _answer(node: ast.Call, draft: Draft) -> None:
    parts = _parts(node, ("V",), _ANSWER_OPTIONS, draft)
    read = Options(parts, draft)
    value = _value(parts["V"], draft)
    variable = parts["V"].id if isinstance(parts["V"], ast.Name) else None
    given = [option for option in _TOLERANCES if option in parts]
    if len(given) > 1:
        draft.reading.fail(node, _("Give one tolerance of {names}.").format(names=", ".join(given)))
    number = str(len(draft.answers) + 1)
    line = AnswerLine(
        line=node.lineno,
        value=value,
        part=read.word("part") or variable or number,
        variable=variable,
        within=read.expression("within"),
        rel=read.expression("rel"),
        decimals=read.count("decimals", 0, 12),
        digits=read.count("digits", 1, 15),
        chain=read.flag("chain"),
        unit=read.word("unit"),
        carry=read.flag("carry"),
        choose=read.flag("choose"),
        also=read.texts("also"),
        unordered=read.flag("unordered"),
        only=tuple(text.source for text in read.texts("only")),
        without=tuple(text.source for text in read.texts("without")),
    )
    _check_answer(node, line, draft)
    draft.statements.append(line)


def _check_answer(node: ast.Call, line: AnswerLine, draft: Draft) -> None:
    fail = draft.reading.fail
    if line.part in {answer.part for answer in draft.answers}:
        fail(node, _("There is a part “{name}” already.").format(name=line.part))
    if (line.only or line.without) and not isinstance(line.value, Formula):
        fail(node, _("only= and without= belong to formulas."))
    if isinstance(line.value, Formula) and _has_tolerance(line):
        fail(node, _("A formula has no tolerance: it is equal or not."))
    if line.also and isinstance(line.value, Formula | Order):
        fail(node, _("also= belongs to answers that are texts."))
    if line.unordered and not isinstance(line.value, Expression):
        fail(node, _("unordered=True belongs to several values: a tuple, an array or words."))


def _has_tolerance(line: AnswerLine) -> bool:
    given = (line.within, line.rel, line.decimals, line.digits)
    return line.chain or any(bound is not None for bound in given)


def _owner(node: ast.Call, draft: Draft) -> AnswerLine:
    if not draft.answers:
        message = _("{name}(…) belongs to the answer above it; put it below an answer(…).")
        draft.reading.fail(node, message.format(name=called_name(node)))
    return draft.answers[-1]


def _mistake(node: ast.Call, draft: Draft) -> None:
    answer = _owner(node, draft)
    parts = _parts(node, ("V", '"text"'), ("id", "see", "when"), draft)
    read = Options(parts, draft)
    before = [line for line in draft.statements if isinstance(line, MistakeLine)]
    name = read.word("id") or f"m{len(before) + 1}"
    if name in {line.id for line in before}:
        message = _("There is a mistake “{name}” already; give each its own id=.")
        draft.reading.fail(node, message.format(name=name))
    value = _value(parts["V"], draft)
    if type(value) is not type(answer.value) and Formula in (type(value), type(answer.value)):
        draft.reading.fail(node, _("Mistakes of a formula are formulas, and only they."))
    draft.statements.append(
        MistakeLine(
            line=node.lineno,
            part=answer.part,
            id=name,
            value=value,
            text=draft.text(parts['"text"']),
            see=read.word("see") or None,
            when=read.expression("when"),
        )
    )


def _option(node: ast.Call, draft: Draft) -> None:
    answer = _owner(node, draft)
    if not answer.choose:
        draft.reading.fail(node, _("option(…) belongs to answer(…, choose=True)."))
    parts = _parts(node, ("V",), (), draft)
    draft.statements.append(OptionLine(node.lineno, answer.part, _value(parts["V"], draft)))


def _hint(node: ast.Call, draft: Draft) -> None:
    answer = _owner(node, draft)
    parts = _parts(node, ('"text"',), (), draft)
    draft.statements.append(HintLine(node.lineno, answer.part, draft.text(parts['"text"'])))


_READERS: dict[str, Callable[[ast.Call, Draft], None]] = {
    "require": _require,
    "answer": _answer,
    "mistake": _mistake,
    "option": _option,
    "hint": _hint,
}
