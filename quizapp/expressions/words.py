"""Which names a typed word consists of: ``2ax`` with the variables a and x is 2·a·x."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from quizapp.expressions.tokens import TOKENS, Kind, Token, refused
from quizapp.expressions.tree import CONSTANTS, FUNCTIONS, UnreadableExpression
from quizapp.language import _

_ALSO = {"sigma": "sigmoid", "sgn": "sign", "tg": "tan", "th": "tanh", "lg": "log10"}
"""Other words for functions; ``tg``, ``th`` and ``lg`` are those of Russian schools."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What can be written: variables as typed and without underscores, constants, functions."""

    variables: Mapping[str, str]

    def name(self, word: str) -> str | None:
        """The variable or constant that ``word`` is."""
        bare = word.replace("_", "")
        return self.variables.get(word) or self.variables.get(bare) or _constant(bare)

    def function(self, word: str) -> str | None:
        """The function that ``word`` is, unless it is a variable."""
        bare = word.replace("_", "").lower()
        found = _ALSO.get(bare, bare)
        return found if found in FUNCTIONS else None

    @property
    def known(self) -> tuple[str, ...]:
        """Everything that can be written, variables first."""
        return (*dict.fromkeys(self.variables.values()), *CONSTANTS, *FUNCTIONS)


def _constant(word: str) -> str | None:
    return word if word in CONSTANTS else None


def vocabulary(variables: Iterable[str]) -> Vocabulary:
    """The words of a question with these variables."""
    exact = {name: name for name in variables}
    return Vocabulary({name.replace("_", ""): name for name in exact} | exact)


def divided(found: list[Token], words: Vocabulary) -> list[Token]:
    """The tokens with each word cut into names that are known."""
    divided: list[Token] = []
    for i, token in enumerate(found):
        if token.kind is Kind.WORD:
            divided += _names_of(token, found[i + 1], words)
        else:
            divided.append(token)
        if len(divided) > TOKENS + 1:
            raise refused(token, _("the formula has more than {n} signs").format(n=TOKENS))
    return divided


def _names_of(token: Token, after: Token, words: Vocabulary) -> list[Token]:
    called = after.text in ("(", "^")
    if words.name(token.text) or words.function(token.text):
        return [token]
    found = _readings(token.text, words, called)
    if len(found) == 1:
        return [Token(Kind.WORD, piece, token.column) for piece in found[0]]
    raise refused(token, _two_products(found)) if found else no_name(token, words)


def _two_products(found: list[tuple[str, ...]]) -> str:
    message = _("“{text}” has two readings; write {one} or {other}")
    one, other = ("*".join(reading) for reading in found)
    return message.format(text="".join(found[0]), one=one, other=other)


def no_name(token: Token, words: Vocabulary) -> UnreadableExpression:
    """The sentence for a word that is no name here."""
    word = token.text
    function = next((name for name in FUNCTIONS if _run_together(name, word, words)), None)
    if function is not None:
        return refused(token, _("“{name}” needs brackets: {name}(…)").format(name=function))
    message = _("there is no name “{name}” here; known are {known}")
    what = message.format(name=word[:20], known=", ".join(words.known))
    return refused(token, what, word)


def _run_together(function: str, word: str, words: Vocabulary) -> bool:
    """Whether ``word`` is the function itself, or written together with its argument: sinx."""
    rest = word.removeprefix(function)
    return rest != word and bool(not rest or _readings(rest, words, called=False))


def _readings(word: str, words: Vocabulary, called: bool) -> list[tuple[str, ...]]:
    """The shortest ways to cut ``word`` into names, at most two of them.

    Only the last piece may be a function, and only where a bracket follows (``called``).
    """
    bare = word.replace("_", "")
    longest = max(map(len, (*words.known, *_ALSO)))

    @cache
    def cut(start: int) -> tuple[tuple[str, ...], ...]:
        if start == len(bare):
            return ((),)
        found: list[tuple[str, ...]] = []
        for end in range(start + 1, min(start + longest, len(bare)) + 1):
            piece = bare[start:end]
            if words.name(piece) or (called and end == len(bare) and words.function(piece)):
                found += [(piece, *rest) for rest in cut(end)]
        fewest = min(map(len, found), default=0)
        return tuple(reading for reading in found if len(reading) == fewest)[:2]

    return list(cut(0))
