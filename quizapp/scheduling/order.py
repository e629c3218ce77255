"""Orders of cards: two sequences mixed evenly, and siblings kept apart."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def mixed(one: Sequence[T], two: Sequence[T]) -> list[T]:
    """Both sequences in their own order, each spread evenly over the whole."""
    result: list[T] = []
    i = j = 0
    while i < len(one) and j < len(two):
        if (j + 1) * (len(one) + 1) < (i + 1) * (len(two) + 1):
            result.append(two[j])
            j += 1
        else:
            result.append(one[i])
            i += 1
    return [*result, *one[i:], *two[j:]]


def apart(cards: Sequence[T], kin: Callable[[T], str]) -> list[T]:
    """The cards in nearly the same order, siblings (equal ``kin``) with another card between.

    A sibling waits until another card has been; those still waiting at the end go back to the
    last places that are free. Only what then remains (too many siblings) stays together.
    """
    result: list[T] = []
    waiting: deque[T] = deque()
    last = None
    for card in cards:
        passage = kin(card)
        if passage == last:
            waiting.append(card)
            continue
        result.append(card)
        last = passage
        while waiting and kin(waiting[0]) != last:
            last = kin(waiting[0])
            result.append(waiting.popleft())
    return _fitted_in(result, waiting, kin) if waiting else result


def _fitted_in(cards: list[T], waiting: deque[T], kin: Callable[[T], str]) -> list[T]:
    """``cards`` with those ``waiting`` put between unlike neighbours, from the end forwards."""
    backwards: list[T] = []
    for card in reversed(cards):
        if waiting:
            sibling = kin(waiting[-1])
            later = kin(backwards[-1]) if backwards else None
            if sibling not in (kin(card), later):
                backwards.append(waiting.pop())
        backwards.append(card)
    if waiting and kin(waiting[-1]) != kin(cards[0]):
        backwards.append(waiting.pop())
    return [*reversed(backwards), *waiting]


def in_turns(cards: Sequence[T], topic: Callable[[T], str]) -> list[T]:
    """The cards with topics taking turns: one of each in the order they first came, then again.

    Within a topic the order stays; a topic that has no card left is passed over.
    """
    waiting: dict[str, deque[T]] = {}
    for card in cards:
        waiting.setdefault(topic(card), deque()).append(card)
    result: list[T] = []
    while waiting:
        for name in list(waiting):
            result.append(waiting[name].popleft())
            if not waiting[name]:
                del waiting[name]
    return result
