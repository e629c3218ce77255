r"""Well-known formulas, by the shape of their TeX.

A signature is a regular expression over TeX without spaces and spacing commands, except that
braces are plain braces. ``V`` in it stands for any variable, with or without an index; ``V1`` …
are variables that must repeat. ``INDEX`` is what a sum runs over, ``LOG`` any logarithm.
"""

import re
from functools import cache
from typing import NamedTuple


class _Known(NamedTuple):
    signature: str
    ru: str
    en: str


_VARIABLE = (
    r"(?:\\(?:hat|bar|tilde|mathbf|vec)\{?\\?[A-Za-z]+\}?|\\[a-z]+|[A-Za-z])"
    r"(?:_(?:\{[^{}]*\}|\w))?(?:\^(?:\{\([^{}]*\)\}|T|\\top))?"
)
_PARTS = {
    "INDEX": r"(?:\{[^{}]*\}|\w)",
    "LOG": r"\\(?:log|ln)(?:_2|_\{2\})?",
}

_KNOWN = (
    _Known(r"=\\frac{1}{1\+(?:e\^{-V}|\\exp\(-V\))}", "Сигмоида", "Sigmoid"),
    _Known(
        r"=\\frac{(?:e\^{?V}?|\\exp\(V\))}{\\sum_INDEX(?:\^INDEX)?(?:e\^{?V}?|\\exp\(V\))}",
        "Softmax",
        "Softmax",
    ),
    _Known(
        r"=-V1LOG\(?V2\)?-\(1-V1\)LOG\(1-V2\)",
        "Бинарная кросс-энтропия",
        "Binary cross-entropy",
    ),
    _Known(
        r"=-(?:\\?[\[({])V1LOG\(?V2\)?\+\(1-V1\)LOG\(1-V2\)",
        "Бинарная кросс-энтропия",
        "Binary cross-entropy",
    ),
    _Known(r"=-\\sum_INDEX(?:\^INDEX)?VLOG\(?V\)?$", "Кросс-энтропия", "Cross-entropy"),
    _Known(
        r"=\\frac{e\^V1-e\^{-V1}}{e\^V1\+e\^{-V1}}",
        "Гиперболический тангенс",
        "Hyperbolic tangent",
    ),
    _Known(r"=\\max\\?[({]0,V\\?[)}]", "ReLU", "ReLU"),
    _Known(
        r"=\\frac{1}{V}\\sum_INDEX(?:\^INDEX)?\(V-V\)\^{?2}?$",
        "Среднеквадратичная ошибка",
        "Mean squared error",
    ),
    _Known(
        r"softmax\(\\frac{QK\^(?:T|{T}|\\top|{\\top})}{\\sqrt{?V}?}\)V",
        "Масштабированное скалярное внимание",
        "Scaled dot-product attention",
    ),
    _Known(
        r"(?:=|\\(?:leftarrow|gets))V1-(?:\\eta|\\alpha|\\lambda|\\gamma)\\(?:nabla|frac{\\partial)",
        "Шаг градиентного спуска",
        "Gradient descent step",
    ),
    _Known(r"P\(V1\|V2\)=\\frac{P\(V2\|V1\)P\(V1\)}{P\(V2\)}", "Теорема Байеса", "Bayes' theorem"),
    _Known(
        r"=\\frac{-b\\pm\\sqrt{b\^{?2}?-4ac}}{2a}",
        "Корни квадратного уравнения",
        "Quadratic formula",
    ),
    _Known(r"^e\^{i\\(?:pi|varphi|phi|theta)}=", "Формула Эйлера", "Euler's formula"),
    _Known(r"^a\^{?2}?\+b\^{?2}?=c\^{?2}?$", "Теорема Пифагора", "Pythagorean theorem"),
    _Known(
        r"=\\frac{1}{(?:V\\sqrt{2\\pi}|\\sqrt{2\\piV\^{?2}?})}(?:e\^|\\exp)",
        "Плотность нормального распределения",
        "Normal density",
    ),
)

_SPACING = re.compile(
    r"\\(?:left|right|[bB]ig[lr]?|limits|quad|qquad|displaystyle|cdot|times)(?![A-Za-z])"
    r"|\\[,;!:]|\s+"
)
_WRAPPED = re.compile(r"\\(?:text|mathrm|operatorname\*?|textrm|mathit)\{([^{}]*)\}")


def known_name(tex: str, lang: str) -> str:
    """What a formula is commonly called in ``lang``, an empty string for one we do not know."""
    bare = _SPACING.sub("", _WRAPPED.sub(r"\1", tex)).replace(r"\mid", "|")
    bare = bare.replace(r"\softmax", "softmax").rstrip(".,")
    for signature, known in _signatures():
        if signature.search(bare):
            return known.ru if lang == "ru" else known.en
    return ""


@cache
def _signatures() -> tuple[tuple[re.Pattern[str], _Known], ...]:
    return tuple((re.compile(_expanded(known.signature)), known) for known in _KNOWN)


def _expanded(signature: str) -> str:
    """The pattern with ``V``, ``V1`` … put in; a repeated one must match the same variable."""
    pattern = signature.replace("{", r"\{").replace("}", r"\}")
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    seen: set[str] = set()

    def put_in(found: re.Match[str]) -> str:
        name = found[0]
        if name == "V":
            return _VARIABLE
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>{_VARIABLE})"

    return re.sub(r"V\d?", put_in, pattern)
