"""The form an answer must have: which names it may use. Whether it is right is another matter."""

from collections.abc import Sequence

from quizapp.expressions.tree import Tree, UnreadableExpression, names
from quizapp.language import _

_SAME = {"ln": "log"}
"""Two names of one function."""


def check_form(tree: Tree, only: Sequence[str] = (), without: Sequence[str] = ()) -> None:
    """Refuse a formula with a name outside of ``only`` or one of ``without``.

    Numbers are always allowed. ``log`` and ``ln`` are one function.

    Raises:
        UnreadableExpression: which name is in the way, and what may be used.
    """
    used = {_SAME.get(name, name): name for name in sorted(names(tree))}
    allowed = {_SAME.get(name, name) for name in only}
    forbidden = {_SAME.get(name, name) for name in without}
    for name, written in used.items():
        if allowed and name not in allowed:
            message = _("Write the formula with {names} only, without “{name}”.")
            raise UnreadableExpression(message.format(names=", ".join(only), name=written))
        if name in forbidden:
            message = _("Write the formula without “{name}”.")
            raise UnreadableExpression(message.format(name=written))
