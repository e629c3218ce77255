"""The words a text is about: two sentences of one language share half their letters by chance."""

import re
from functools import lru_cache

from quizapp.notes.letters import ratio

_EVERYWHERE = """
the and for are was were has have had how what which who why when where that this these those
with from into than then its does did can may will their they them you your our one name give
short called mean means in-order steps order
это что как кто где для или при над под без его она они оно его ещё еще так там тут чем был
была были есть каких какие какой какая каком какую когда зачем почему чего чему который
которая которое которые которую которых этот эта эти этого того тот чтобы также уже суть
состоит называется назовите шаги порядку запишите формулу такое
"""
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5
_SAME_WORD = 0.7
_KIN = 3

# Words of every question and most answers, the templates of the rules among them.
_EMPTY = frozenset(_EVERYWHERE.split())


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """The words of a folded text that say what it is about."""
    return frozenset(word for word in _WORD.findall(text) if word not in _EMPTY)


def kin(one: str, other: str) -> bool:
    """Whether a third of the words of the text with fewer words is in the other one too.

    Words agree in their first letters or but for a typo.
    """
    few, many = sorted((content_words(one), content_words(other)), key=len)
    if not few:
        return True
    shared = sum(1 for word in few if word in many or any(_same(word, w) for w in many))
    return _KIN * shared >= len(few)


def substituted(one: str, other: str) -> bool:
    """Whether exactly one word has given way to another, quite different one."""
    gone = content_words(one) - content_words(other)
    come = content_words(other) - content_words(one)
    return len(gone) == len(come) == 1 and not _same(*gone, *come)


def _same(one: str, other: str) -> bool:
    return one[:_STEM] == other[:_STEM] or ratio(one, other, _SAME_WORD) > 0
