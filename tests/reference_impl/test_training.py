"""What is trained must learn: XOR, and which words of a small text are alike."""

from pathlib import Path

import numpy as np
import pytest

import reference_impl as ref

ALIKE = [
    ("cat", "dog"),
    ("king", "queen"),
    ("red", "blue"),
    ("apple", "pear"),
    ("monday", "friday"),
]
XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])


@pytest.fixture(scope="module")
def text():
    """A text in which the words of each pair stand in the same sentences, never together."""
    words = ref.words_of((Path(__file__).parent / "texts" / "similar_words.txt").read_text())
    vocabulary = ref.vocabulary(words)
    return vocabulary, ref.encoded(words, vocabulary.numbers)


def ranked_first(vectors, vocabulary):
    """How many of the ten words have their twin as the nearest word."""
    twins = ALIKE + [(b, a) for a, b in ALIKE]
    found = [ref.nearest(vectors, vocabulary.numbers[word], n=1) for word, _ in twins]
    names = [ref.decoded(n, vocabulary.words)[0] for n in found]
    return sum(name == twin for name, (_, twin) in zip(names, twins, strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_the_network_learns_xor(seed):
    rng = np.random.default_rng(seed)
    trained = ref.train(ref.initial_network([2, 4, 1], rng), *XOR, rng, epochs=4000, rate=2.0)
    p = ref.sigmoid(ref.forward(trained.network, XOR[0])[-1])
    np.testing.assert_array_equal(p > 0.5, XOR[1])
    assert trained.losses[-1] < 0.1 < trained.losses[0]


def test_a_network_without_hidden_layer_cannot_learn_xor():
    rng = np.random.default_rng(0)
    trained = ref.train(ref.initial_network([2, 1], rng), *XOR, rng, epochs=4000, rate=2.0)
    assert trained.losses[-1] == pytest.approx(np.log(2), abs=1e-6)


def test_mini_batches_learn_too_and_the_seed_fixes_the_result():
    def losses(seed):
        rng = np.random.default_rng(seed)
        network = ref.initial_network([2, 8, 1], rng)
        return ref.train(network, *XOR, rng, epochs=1500, rate=1.0, batch_size=3).losses

    first = losses(1)
    assert first[-1] < 0.1
    np.testing.assert_array_equal(first, losses(1))


def test_mini_batches_are_shuffled_and_the_whole_batch_is_not():
    network = ref.initial_network([2, 3, 1], np.random.default_rng(0))

    def loss(seed, size):
        rng = np.random.default_rng(seed)
        return ref.train(network, *XOR, rng, epochs=3, batch_size=size).losses[-1]

    assert len({loss(seed, 2) for seed in range(5)}) > 1
    assert len({loss(seed, None) for seed in range(5)}) == 1


def test_one_epoch_on_the_whole_batch_is_one_gradient_step():
    rng = np.random.default_rng(2)
    network = ref.initial_network([2, 3, 1], rng)
    _, gradients = ref.backward(network, *XOR)
    stepped = ref.gradient_step(network, gradients, 0.5)
    trained = ref.train(network, *XOR, rng, epochs=1, rate=0.5).network
    for got, wanted in zip(trained, stepped, strict=True):
        np.testing.assert_array_equal(got.W, wanted.W)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("model", "rate"), [("skip-gram", 0.1), ("cbow", 0.3)])
def test_word2vec_ranks_similar_words_first(text, model, rate, seed):
    vocabulary, tokens = text
    rng = np.random.default_rng(seed)
    trained = ref.train_word2vec(
        tokens, vocabulary.frequencies, rng, window=2, epochs=60, rate=rate, model=model
    )
    assert ranked_first(trained.center, vocabulary) == len(ALIKE) * 2
    assert trained.losses[-1] < trained.losses[0] / 2


@pytest.mark.parametrize("seed", range(2))
def test_glove_ranks_similar_words_first(text, seed):
    vocabulary, tokens = text
    X = ref.cooccurrence(tokens, len(vocabulary.words), window=4)
    rng = np.random.default_rng(seed)
    trained = ref.train_glove(X, rng, dimensions=8, epochs=300, rate=0.1, x_max=10)
    assert ranked_first(trained.W, vocabulary) == len(ALIKE) * 2
    assert trained.losses[-1] < trained.losses[0] / 50


def test_untrained_vectors_rank_nothing(text):
    vocabulary, _ = text
    vectors = np.random.default_rng(0).normal(size=(len(vocabulary.words), 16))
    assert ranked_first(vectors, vocabulary) <= 1
