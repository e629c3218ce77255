"""The printed working of a step as a formula: ``[1 2; 3 4] * 0.5`` is drawn as a matrix."""

import re
from typing import TYPE_CHECKING

from quizapp.render.cells import chopped

if TYPE_CHECKING:
    from quizapp.render.box import Box

_TOKEN = re.compile(
    r"""(?P<matrix>\[[^\[\]]*\])
    |(?P<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?)
    |(?P<name>[A-Za-z_][A-Za-z_0-9]*)
    |(?P<power>\^)
    |(?P<sign><=|>=|!=|//|[-+*/@%=<>(),|])
    |(?P<space>\s+)""",
    re.VERBOSE,
)
_ALONE = re.compile(r"-?(?:\d+(?:\.\d+)?|[A-Za-z_]\w*)")
_LONE_MATRIX = re.compile(r"([A-Za-z_]\w*)\((\[[^\[\]]*\])\)")
_SIGNS = {
    "*": r" \cdot ",
    "@": r" \, ",
    "(": r"\left(",
    ")": r"\right)",
    "<=": r" \le ",
    ">=": r" \ge ",
    "!=": r" \ne ",
    "%": r" \bmod ",
    "//": r" \,\text{//}\, ",
}
_GREEK = frozenset(
    {"alpha", "beta", "gamma", "delta", "eps", "eta", "lambda", "mu", "pi", "sigma", "tau"}
)


def as_latex(text: str) -> str | None:
    """The LaTeX of a printed expression, None where it holds anything else."""
    parts: list[str] = []
    place = 0
    text = _LONE_MATRIX.sub(r"\1\2", text)
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            return None
        place = found.end()
        if found["power"] or (found["name"] == "sqrt" and text[place : place + 1] == "("):
            inner, place = _argument(text, place)
            if inner is None:
                return None
            parts.append(f"^{{{inner}}}" if found["power"] else rf"\sqrt{{{inner}}}")
        else:
            parts.append(_token(found))
    if text.count("(") != text.count(")"):
        return None
    return "".join(parts)


def _token(found: re.Match[str]) -> str:
    if found["matrix"]:
        rows = found["matrix"][1:-1].split(";")
        lines = r" \\ ".join(" & ".join(map(_number, row.split())) for row in rows)
        return rf"{{\begin{{pmatrix}} {lines} \end{{pmatrix}}}}"
    if found["number"]:
        return _number(found["number"])
    if found["name"]:
        return _name(found["name"])
    if found["space"]:
        return " "
    return _SIGNS.get(found["sign"], found["sign"])


def _number(text: str) -> str:
    mantissa, e, power = text.partition("e")
    if not e or not mantissa or not power.lstrip("+-").isdigit():
        return text
    return rf"{mantissa} \cdot 10^{{{int(power)}}}"


def _name(name: str) -> str:
    if name in _GREEK:
        return rf"\{name}" if name != "eps" else r"\varepsilon"
    escaped = name.replace("_", r"\_")
    return escaped if len(name) == 1 else rf"\mathrm{{{escaped}}}"


def _argument(text: str, place: int) -> tuple[str | None, int]:
    """What stands after ``^`` or ``sqrt``: a bracket, or one number or name with its sign."""
    if text[place : place + 1] != "(":
        found = _ALONE.match(text, place)
        return (as_latex(found[0]), found.end()) if found else (None, place)
    depth = 0
    for end in range(place, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if depth == 0:
            return as_latex(text[place + 1 : end]), end + 1
    return None, place


def working(text: str, width: int) -> "Box":
    """A printed expression as a box: two-dimensional where it can be, else the text itself."""
    from quizapp.render.box import stacked, text_box
    from quizapp.render.latex import formula_within

    latex = as_latex(text)
    if latex is not None and (box := formula_within(latex, width, values=True)) is not None:
        return box
    lines = [text_box(line, "math") for line in chopped(text, max(4, width)) or [""]]
    return stacked(lines, 0, "left")
