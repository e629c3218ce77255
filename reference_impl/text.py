"""From text to numbers: words, vocabulary, and the pairs that word vectors learn from."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Indices, Mask

__all__ = [
    "CBOWExamples",
    "SkipGramPairs",
    "Vocabulary",
    "cbow_examples",
    "decoded",
    "encoded",
    "skipgram_pairs",
    "vocabulary",
    "words_of",
]

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class Vocabulary(NamedTuple):
    """The words by falling frequency, the number of each, and how often each occurs."""

    words: tuple[str, ...]
    numbers: Mapping[str, int]
    frequencies: Indices


class SkipGramPairs(NamedTuple):
    """One row a pair: the word in the centre and one word near it."""

    centers: Indices
    contexts: Indices


class CBOWExamples(NamedTuple):
    """One row a position: the words around it, which of them exist, and the word to predict."""

    contexts: Indices
    present: Mask
    centers: Indices


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without digits and punctuation.

    word = letters, joined inside by hyphens or apostrophes

    text: any → list. Never raises. Source: the usual preprocessing of word2vec's tools.

    >>> words_of("The cat sat. The dog didn't!")
    ['the', 'cat', 'sat', 'the', 'dog', "didn't"]
    """
    return WORD.findall(text.lower())


def vocabulary(words: Iterable[str], least: int = 1) -> Vocabulary:
    """Number the words: the most frequent is 0, equals in alphabetical order.

    V = {w : count(w) ≥ least}

    words: a list of words → Vocabulary. Raises ValueError if nothing is left.
    Source: Mikolov et al. 2013, *Efficient estimation of word representations*, §4.

    >>> vocabulary(["a", "cat", "a", "dog"])
    words = ('a', 'cat', 'dog')
    numbers:
        a = 0
        cat = 1
        dog = 2
    frequencies = [2 1 1]
    """
    counted = [(word, n) for word, n in Counter(words).items() if n >= least]
    _check.count("vocabulary", "the number of words left", len(counted))
    ordered = sorted(counted, key=lambda entry: (-entry[1], entry[0]))
    names = tuple(word for word, _ in ordered)
    numbers = {word: i for i, word in enumerate(names)}
    return Vocabulary(names, numbers, np.array([n for _, n in ordered], dtype=np.intp))


def encoded(words: Iterable[str], numbers: Mapping[str, int]) -> Indices:
    """Return the numbers of the words; words outside the vocabulary are left out.

    wordₜ ↦ numbers[wordₜ]

    words: T words → (≤ T). Never raises. Source: Mikolov et al. 2013, §4.

    >>> encoded(["a", "bird", "cat"], {"a": 0, "cat": 1})
    [0 1]
    """
    return np.array([numbers[word] for word in words if word in numbers], dtype=np.intp)


def skipgram_pairs(tokens: ArrayLike, window: int) -> SkipGramPairs:
    """Pair every word with each word at most ``window`` places away.

    {(wₜ, wₜ₊ⱼ) : −c ≤ j ≤ c, j ≠ 0, 1 ≤ t + j ≤ T},   2cT − c(c + 1) pairs for T > c

    tokens: (T) numbers → centers, contexts: (pairs), by position and then by distance left to
    right. Raises ValueError if tokens are not one row of whole numbers or window < 1.
    Source: Mikolov et al. 2013b, *Distributed representations of words*, eq. 1.

    >>> skipgram_pairs([5, 6, 7], window=1)
    centers = [5 6 6 7]
    contexts = [6 5 7 6]
    """
    near, present = _neighbours("skipgram_pairs", tokens, window)
    tokens = np.asarray(tokens, dtype=np.intp)
    centers = np.broadcast_to(tokens[:, None], near.shape)
    return SkipGramPairs(centers[present], near[present])


def cbow_examples(tokens: ArrayLike, window: int) -> CBOWExamples:
    """Put the words around every position together, to predict the word in the middle.

    wₜ from {wₜ₊ⱼ : −c ≤ j ≤ c, j ≠ 0}

    tokens: (T) → contexts, present: (T, 2c), centers: (T); where present is False there is no
    word and contexts holds 0. A window c beyond T − 1 counts as T − 1.
    Raises ValueError as ``skipgram_pairs`` does.
    Source: Mikolov et al. 2013, §3.1.

    >>> cbow_examples([5, 6, 7], window=1)
    contexts = [[0 6]
                [5 7]
                [6 0]]
    present = [[False  True]
               [ True  True]
               [ True False]]
    centers = [5 6 7]
    """
    near, present = _neighbours("cbow_examples", tokens, window)
    return CBOWExamples(near, present, np.asarray(tokens, dtype=np.intp))


def decoded(tokens: ArrayLike, words: Sequence[str]) -> list[str]:
    """Return the words with these numbers: the inverse of :func:`encoded`.

    i ↦ words[i]

    tokens: (T) → T words. Raises ValueError on a number outside the vocabulary.
    Source: none needed, the inverse of the vocabulary's numbering.

    >>> decoded([1, 0], ["a", "cat"])
    ['cat', 'a']
    """
    row = _check.indices("decoded", "tokens", tokens, len(words)).ravel()
    return [words[int(i)] for i in row]


def _neighbours(function: str, tokens: ArrayLike, window: int) -> tuple[Indices, Mask]:
    """Return the words at −c … −1, 1 … c of each position, (T, 2c), and which exist."""
    row = _check.indices(function, "tokens", tokens, np.iinfo(np.int32).max)
    _check.exactly(function, "tokens", row, 1)
    window = _check.count(function, "window", window)
    window = min(window, max(len(row) - 1, 1))
    offsets = np.concatenate([np.arange(-window, 0), np.arange(1, window + 1)])
    places = np.arange(len(row))[:, None] + offsets  # (T, 1) + (2c) → (T, 2c)
    present = (places >= 0) & (places < len(row))
    near = row[np.where(present, places, 0)] if len(row) else np.zeros_like(places)
    return np.where(present, near, 0), present
