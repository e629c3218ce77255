"""A typed formula → its tree, by recursive descent; no part of it is ever run as code.

sum     = term (("+" | "-") term)*
term    = signed (("*" | "/") signed | power)*       (side by side is a product)
signed  = ("-" | "+") signed | power
power   = atom ["^" ("-" | "+")* power]              (from the right; -x^2 is -(x^2))
atom    = number | name | function ["^" whole] "(" sum ("," sum)* ")"
        | "(" sum ")" | "|" sum "|" | frac "(" sum ")" "(" sum ")" | root atom
"""

from collections.abc import Iterable
from functools import lru_cache

from quizapp.expressions.show import plain
from quizapp.expressions.tokens import Kind, Token, refused, tokens
from quizapp.expressions.tree import (
    FUNCTIONS,
    Binary,
    Call,
    Name,
    Negative,
    Number,
    Tree,
    UnreadableExpression,
)
from quizapp.expressions.words import Vocabulary, divided, no_name, vocabulary
from quizapp.language import _, ngettext

DEPTH = 40
EXPONENT_DIGITS = 3


def parse(text: str, variables: Iterable[str]) -> Tree:
    """The tree of ``text``, in which ``variables``, pi, e and the listed functions may stand.

    Raises:
        UnreadableExpression: what cannot be read, with its column and how to write it.
    """
    return _parsed(text, tuple(dict.fromkeys(variables)))


@lru_cache(maxsize=512)
def _parsed(text: str, variables: tuple[str, ...]) -> Tree:
    words = vocabulary(variables)
    try:
        return _Parser(divided(tokens(text), words), words).run()
    except UnreadableExpression as error:
        missing = error.missing
        raise UnreadableExpression(error.message, error.column, words.known, missing) from None


class _Parser:
    """One pass over the tokens; ``bars`` counts the open ``|`` of the innermost bracket."""

    def __init__(self, found: list[Token], words: Vocabulary) -> None:
        self.tokens = found
        self.words = words
        self.at = 0
        self.depth = 0
        self.bars = 0

    def run(self) -> Tree:
        if len(self.tokens) == 1:
            raise refused(self.next, _("the formula is empty"))
        tree = self._sum()
        if self.next.kind is not Kind.END:
            raise self._unexpected()
        return tree

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def _sees(self, *signs: str) -> bool:
        return self.next.kind is Kind.SIGN and self.next.text in signs

    def _take(self) -> Token:
        token = self.next
        self.at += 1
        return token

    def _unexpected(self) -> UnreadableExpression:
        token = self.next
        if token.kind is Kind.END:
            return refused(token, _("something is missing at the end"))
        if token.kind is Kind.NUMBER:
            return refused(
                token, _("put a sign such as * or ^ before “{text}”").format(text=token.text)
            )
        shown = {"|(": "|", ")|": "|", "frac": r"\frac", "root": "√"}.get(token.text, token.text)
        return refused(token, _("“{text}” cannot stand here").format(text=shown))

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise refused(self.next, _("the formula is nested deeper than {n}").format(n=DEPTH))

    def _sum(self) -> Tree:
        tree = self._term()
        while self._sees("+", "-"):
            sign = self._take().text
            tree = Binary(sign, tree, self._term())
        return tree

    def _term(self) -> Tree:
        tree = self._signed()
        divided = False
        while True:
            if self._sees("*", "/"):
                divided = self.next.text == "/"
                tree = Binary(self._take().text, tree, self._signed())
            elif self._side_by_side():
                first = self.next
                factor = self._power()
                if divided:
                    raise self._two_quotients(first, tree, factor)
                tree = Binary("*", tree, factor)
            else:
                return tree

    def _side_by_side(self) -> bool:
        """Whether a factor follows without a sign; a number never does."""
        opening = self._sees("(", "|(", "frac", "root") or (self._sees("|") and not self.bars)
        return self.next.kind is Kind.WORD or opening

    def _two_quotients(self, first: Token, quotient: Tree, factor: Tree) -> UnreadableExpression:
        assert isinstance(quotient, Binary)
        message = _("the fraction has two readings; write {one} or {other}")
        one = Binary("*", quotient, factor)
        other = Binary("/", quotient.left, Binary("*", quotient.right, factor))
        return refused(first, message.format(one=plain(one), other=plain(other)))

    def _signed(self) -> Tree:
        if not self._sees("-", "+"):
            return self._power()
        self._deeper()
        minus = self._take().text == "-"
        operand = self._signed()
        self.depth -= 1
        return Negative(operand) if minus else operand

    def _power(self) -> Tree:
        base = self._atom()
        if not self._sees("^"):
            return base
        self._take()
        return Binary("^", base, self._exponent())

    def _exponent(self) -> Tree:
        self._deeper()
        token = self.next
        if token.kind is Kind.NUMBER and len(token.text.partition(".")[0]) > EXPONENT_DIGITS:
            message = _("an exponent has at most {n} digits")
            raise refused(token, message.format(n=EXPONENT_DIGITS))
        if self._sees("-", "+"):
            minus = self._take().text == "-"
            exponent = self._exponent()
            exponent = Negative(exponent) if minus else exponent
        else:
            exponent = self._power()
        self.depth -= 1
        return exponent

    def _atom(self) -> Tree:
        token = self.next
        if token.kind is Kind.NUMBER:
            self._take()
            return Number(float(token.text) if "." in token.text else int(token.text))
        if token.kind is Kind.WORD:
            return self._word()
        if self._sees("("):
            return self._bracket()
        if self._sees("|", "|("):
            return self._absolute()
        if self._sees("frac"):
            self._take()
            return Binary("/", self._bracket(), self._bracket())
        if self._sees("root"):
            self._take()
            self._deeper()
            root = Call("sqrt", (self._atom(),))
            self.depth -= 1
            return root
        raise self._unexpected()

    def _word(self) -> Tree:
        token = self._take()
        name = self.words.name(token.text)
        if name is not None:
            return Name(name)
        function = self.words.function(token.text)
        if function is None:
            raise no_name(token, self.words)
        power = self._function_power()
        if not self._sees("("):
            message = _("“{name}” needs brackets: {name}(…)")
            raise refused(token, message.format(name=token.text))
        call = Call(function, self._arguments(token, FUNCTIONS[function]))
        return call if power is None else Binary("^", call, power)

    def _function_power(self) -> Tree | None:
        r"""The power in ``sin^2(x)``; ``f^-1`` could be an inverse function or a reciprocal."""
        if not self._sees("^"):
            return None
        self._take()
        bracket = self._sees("(")
        self.at += bracket
        token = self._take()
        whole = token.kind is Kind.NUMBER and token.text.isdigit() and len(token.text) <= 2
        if not whole or (bracket and not self._sees(")")):
            raise refused(token, _("write the power behind the brackets: f(x)^n"))
        self.at += bracket
        return Number(int(token.text))

    def _arguments(self, token: Token, count: int) -> tuple[Tree, ...]:
        arguments = self._listed()
        if len(arguments) != count:
            message = ngettext(
                "“{name}” takes {n} argument, found {found}",
                "“{name}” takes {n} arguments, found {found}",
                count,
            )
            raise refused(token, message.format(name=token.text, found=len(arguments)))
        return arguments

    def _listed(self) -> tuple[Tree, ...]:
        """What stands in round brackets, parted by commas."""
        outer, self.bars = self.bars, 0
        self._deeper()
        self._take()
        found = [self._sum()]
        while self._sees(","):
            self._take()
            found.append(self._sum())
        if not self._sees(")"):
            raise self._unclosed(")")
        self._take()
        self.depth -= 1
        self.bars = outer
        return tuple(found)

    def _bracket(self) -> Tree:
        if not self._sees("("):
            raise self._unexpected()
        opening = self.next
        inside = self._listed()
        if len(inside) > 1:
            raise refused(opening, _("a comma stands only between the arguments of a function"))
        return inside[0]

    def _absolute(self) -> Tree:
        outer = self.bars
        closing = ")|" if self._take().text == "|(" else "|"
        self.bars = self.bars + 1 if closing == "|" else 0
        self._deeper()
        inside = self._sum()
        if not self._sees(closing):
            raise self._unclosed("|")
        self._take()
        self.depth -= 1
        self.bars = outer
        return Call("abs", (inside,))

    def _unclosed(self, sign: str) -> UnreadableExpression:
        if self.next.kind is not Kind.END:
            return self._unexpected()
        return refused(
            self.next, _("a bracket is not closed: “{sign}” is missing").format(sign=sign)
        )
