"""Program text → lines of spans with code roles."""

from collections.abc import Iterable

from quizapp.render.cells import Line, Span, harmless, merged

_TOKEN_ROLES = (
    ("Token.Keyword", "code-keyword"),
    ("Token.Operator.Word", "code-keyword"),
    ("Token.Literal.String", "code-string"),
    ("Token.Literal.Number", "code-number"),
    ("Token.Comment", "code-comment"),
    ("Token.Name.Decorator", "code-decorator"),
    ("Token.Name.Function", "code-name"),
    ("Token.Name.Class", "code-name"),
    ("Token.Name.Builtin", "code-name"),
    ("Token.Name.Namespace", "code-name"),
    ("Token.Name.Tag", "code-keyword"),
    ("Token.Name.Attribute", "code-name"),
    ("Token.Operator", "muted"),
    ("Token.Punctuation", "muted"),
)


def highlighted(source: str, language: str = "python") -> tuple[Line, ...]:
    """The lines of a program with the roles of its words; an unknown language stays plain."""
    text = harmless(source)
    pieces = _tokens(text, language) if language else [(text, "text")]
    lines: list[list[Span]] = [[]]
    for value, role in pieces:
        first, *rest = value.split("\n")
        lines[-1].append(_span(first, role))
        lines += [[_span(part, role)] for part in rest]
    if len(lines) > 1 and text.endswith("\n"):
        lines.pop()
    return tuple(merged(line) for line in lines)


def numbered(lines: Iterable[Line], start: int = 1) -> tuple[Line, ...]:
    """Lines with muted, right-aligned numbers and two cells of air before them."""
    rows = tuple(lines)
    width = len(str(start + len(rows) - 1))
    return tuple(
        (Span(f"{number:>{width}}  ", "muted"), *line) for number, line in enumerate(rows, start)
    )


def listing(program: str, *, numbers: bool) -> str:
    """A program as text without colours, its lines numbered where they are asked for by number."""
    lines = harmless(program).rstrip("\n").split("\n")
    if not numbers:
        return "\n".join(lines)
    width = len(str(len(lines)))
    return "\n".join(f"{number:>{width}}  {line}" for number, line in enumerate(lines, 1))


def _span(text: str, role: str) -> Span:
    return Span(text, role, bold=role == "code-keyword" and bool(text.strip()))


def _tokens(text: str, language: str) -> list[tuple[str, str]]:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return [(text, "text")]
    return [(value, _role(str(kind))) for kind, value in lexer.get_tokens(text)]


def _role(token: str) -> str:
    return next((role for prefix, role in _TOKEN_ROLES if token.startswith(prefix)), "text")
