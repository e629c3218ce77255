"""The problem of local context: one vector a word, whatever the sentence — and the way out."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, Indices, as_floats
from reference_impl.attention import attention
from reference_impl.word2vec import cosine_similarity

__all__ = ["WordInContext", "contextual_vectors", "static_vectors", "word_in_context"]


class WordInContext(NamedTuple):
    """One word in two sentences: its vectors from a table and from self-attention.

    The similarities are cosines: 1 means that the sentence made no difference.
    """

    static_first: Array
    static_second: Array
    contextual_first: Array
    contextual_second: Array
    static_similarity: Array
    contextual_similarity: Array


def static_vectors(sentence: ArrayLike, embedding: ArrayLike) -> Array:
    """Look every word up in the table: Word2Vec and GloVe end here.

    xₜ = E[wₜ]

    sentence: (…, T) word numbers, embedding E: (vocabulary, d) → (…, T, d).
    Raises ValueError on a word out of range.
    Source: Mikolov et al. 2013, *Efficient estimation of word representations*, §3.

    >>> static_vectors([2, 0], [[1, 0], [0, 1], [1, 1]])
    [[1 1]
     [1 0]]
    """
    E = as_floats(embedding)
    return E[_check_sentence("static_vectors", sentence, E)]


def contextual_vectors(sentence: ArrayLike, embedding: ArrayLike) -> Array:
    """Mix every word with the words around it: self-attention without learned projections.

    yₜ = Σₛ softmaxₛ(xₜ·xₛ / √d) xₛ,   xₜ = E[wₜ]

    sentence: (…, T), embedding E: (vocabulary, d) → (…, T, d).
    Raises ValueError on a word out of range.
    Source: Vaswani et al. 2017, eq. 1, with Q = K = V = x.

    >>> contextual_vectors([2, 0], [[1, 0], [0, 1], [1, 1]])
    [[1 0.6698]
     [1 0.5]]
    """
    E = as_floats(embedding)
    x = E[_check_sentence("contextual_vectors", sentence, E)]
    return attention(x, x, x).output


def word_in_context(
    word: int, first: ArrayLike, second: ArrayLike, embedding: ArrayLike
) -> WordInContext:
    """Compare one word in two sentences, by table and by self-attention.

    cos(E[w], E[w]) = 1 always;   cos(y_w in the first, y_w in the second) < 1 in general

    word: a number that occurs in both, first, second: (T₁), (T₂), embedding: (vocabulary, d) →
    vectors (d), similarities: numbers. The first occurrence counts.
    Raises ValueError if the word is missing in a sentence or out of range.
    Source: Peters et al. 2018, *Deep contextualized word representations*, §1.

    >>> river, money, bank = [1, 0], [0, 1], [0.7, 0.7]
    >>> word_in_context(2, [0, 2], [2, 1], [river, money, bank])
    static_first = [0.7 0.7]
    static_second = [0.7 0.7]
    contextual_first = [0.8352 0.3845]
    contextual_second = [0.3845 0.8352]
    static_similarity = 1
    contextual_similarity = 0.7598
    """
    E = as_floats(embedding)
    i = _place(word, _check_sentence("word_in_context", first, E))
    j = _place(word, _check_sentence("word_in_context", second, E))
    static = static_vectors(first, E)[i], static_vectors(second, E)[j]
    mixed = contextual_vectors(first, E)[i], contextual_vectors(second, E)[j]
    return WordInContext(*static, *mixed, cosine_similarity(*static), cosine_similarity(*mixed))


def _check_sentence(function: str, sentence: ArrayLike, E: Array) -> Indices:
    _check.exactly(function, "embedding", E, 2)
    tokens = _check.indices(function, "sentence", sentence, len(E))
    _check.at_least(function, "sentence", tokens, 1)
    _check.not_empty(function, "sentence", tokens, -1)
    return tokens


def _place(word: int, sentence: Indices) -> int:
    places = np.flatnonzero(sentence == word)
    _check.count("word_in_context", f"occurrences of word {word}", len(places))
    return int(places[0])
