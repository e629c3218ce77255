"""The text of a question as a Python syntax tree: strings made raw, comments kept by line."""

import ast
import io
import tokenize
import warnings
from itertools import pairwise

from quizapp.language import _
from quizapp.questions.limits import SOURCE_BYTES, STATEMENTS
from quizapp.questions.reading import Reading

_STRING_STARTS = {tokenize.STRING, getattr(tokenize, "FSTRING_START", tokenize.STRING)}


def parse(source: str, reading: Reading) -> tuple[list[ast.stmt], dict[int, str]]:
    """The statements of a source, and its comments by line.

    Raises:
        InputError: too large, no Python syntax, a string with a prefix, two statements a line.
    """
    check_text(source, reading)
    raw, comments = _raw_strings(source, reading)
    body = python_tree(raw, reading).body
    if len(body) > STATEMENTS:
        message = _("The question has more than {limit} statements; split it in two.")
        reading.fail(body[STATEMENTS], message.format(limit=STATEMENTS))
    for before, after in pairwise(body):
        if after.lineno <= (before.end_lineno or before.lineno):
            reading.fail(after, _("One statement a line: put this one on a line of its own."))
    return body, comments


def check_text(source: str, reading: Reading) -> None:
    """Refuse what is too large, and characters that no source may have."""
    try:
        size = len(source.encode("utf-8"))
    except UnicodeEncodeError as error:
        reading.fail(source.count("\n", 0, error.start) + 1, _not_python("half a character"))
    if size > SOURCE_BYTES:
        reading.fail(1, _("The question is larger than 8 kB; split it in two."))
    if "\0" in source:
        reading.fail(source.count("\n", 0, source.index("\0")) + 1, _not_python("null byte"))


def separated(source: str, reading: Reading) -> str:
    """The question language of a code question, line for line.

    Raises:
        InputError: too large, or the program is no Python.
    """
    check_text(source, reading)
    language, program = [], []
    for line in source.split("\n"):
        ours = line.lstrip().startswith("#:")
        language.append(line.lstrip()[2:].lstrip() if ours else "")
        program.append("" if ours else line)
    python_tree("\n".join(program), reading)
    return "\n".join(language)


def python_tree(text: str, reading: Reading) -> ast.Module:
    """A program's syntax tree; nothing in it is run.

    Raises:
        InputError: this is no Python.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        reading.fail(error.lineno or 1, _not_python(error.msg))
    except (ValueError, MemoryError, RecursionError) as error:
        reading.fail(1, _not_python(str(error) or "nested too deeply"))


def _raw_strings(source: str, reading: Reading) -> tuple[str, dict[int, str]]:
    """Put ``r`` before each string: otherwise ``\\top`` is a tab and ``\\xi`` an error."""
    lines = source.split("\n")
    comments: dict[int, str] = {}
    strings: list[tuple[int, int]] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                comments[token.start[0]] = token.string[1:].strip()
            elif token.type in _STRING_STARTS:
                if token.string[0] not in "\"'":
                    prefix = token.string[: min(map(token.string.find, _quotes(token.string)))]
                    message = _("Texts are raw already: remove the prefix “{prefix}”.")
                    reading.fail(token.start[0], message.format(prefix=prefix))
                strings.append(token.start)
    except tokenize.TokenError as error:
        reading.fail(min(error.args[1][0], len(lines)), _not_python(str(error.args[0])))
    except SyntaxError as error:
        reading.fail(error.lineno or 1, _not_python(error.msg))
    for row, column in reversed(strings):
        line = lines[row - 1]
        lines[row - 1] = f"{line[:column]}r{line[column:]}"
    return "\n".join(lines), comments


def _quotes(text: str) -> list[str]:
    return [quote for quote in "\"'" if quote in text]


def _not_python(reason: str) -> str:
    return _("This is not a question: {reason}.").format(reason=reason.rstrip("."))
