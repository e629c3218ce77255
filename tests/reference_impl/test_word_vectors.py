"""Text, pairs, counts and the losses of Word2Vec and GloVe; the problem of local context."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_impl as ref

some = settings(max_examples=50, deadline=None)
texts = st.lists(st.integers(0, 5), min_size=1, max_size=12)


def test_words_are_lower_case_without_digits_and_signs():
    text = "Мама мыла раму, 2 раза! It's a well-known cat_dog."
    expected = ["мама", "мыла", "раму", "раза", "it's", "a", "well-known", "cat", "dog"]
    assert ref.words_of(text) == expected


def test_the_vocabulary_is_by_frequency_and_then_by_alphabet():
    vocabulary = ref.vocabulary(["b", "a", "c", "a", "b", "d"])
    assert vocabulary.words == ("a", "b", "c", "d")
    np.testing.assert_array_equal(vocabulary.frequencies, [2, 2, 1, 1])
    assert ref.vocabulary(["b", "a", "c", "a", "b", "d"], least=2).words == ("a", "b")
    with pytest.raises(ValueError, match="vocabulary: the number of words left"):
        ref.vocabulary(["a"], least=2)


@some
@given(texts, st.integers(1, 4))
def test_skipgram_pairs_are_those_of_the_definition(tokens, window):
    wanted = [
        (tokens[t], tokens[t + j])
        for t in range(len(tokens))
        for j in range(-window, window + 1)
        if j != 0 and 0 <= t + j < len(tokens)
    ]
    got = ref.skipgram_pairs(tokens, window)
    assert list(zip(got.centers.tolist(), got.contexts.tolist(), strict=True)) == wanted


@some
@given(texts, st.integers(1, 4))
def test_cbow_examples_hold_the_same_pairs(tokens, window):
    contexts, present, centers = ref.cbow_examples(tokens, window)
    repeated = np.broadcast_to(centers[:, None], contexts.shape)
    pairs = ref.skipgram_pairs(tokens, window)
    np.testing.assert_array_equal(contexts[present], pairs.contexts)
    np.testing.assert_array_equal(repeated[present], pairs.centers)


@some
@given(texts, st.integers(1, 4))
def test_cooccurrence_counts_every_pair_by_one_over_its_distance(tokens, window):
    X = np.zeros((6, 6))
    for i, a in enumerate(tokens):
        for j, b in enumerate(tokens):
            if 0 < abs(i - j) <= window:
                X[a, b] += 1 / abs(i - j)
    got = ref.cooccurrence(tokens, 6, window)
    np.testing.assert_allclose(got, X, atol=1e-12)
    np.testing.assert_array_equal(got, got.T)


def test_the_noise_lifts_rare_words():
    p = ref.noise_distribution([81, 16, 1, 0])
    np.testing.assert_allclose(p, np.array([27, 8, 1, 0]) / 36)
    assert p[2] > 1 / 98


def test_negative_sampling_by_hand():
    v, u, n = np.array([1.0, 2]), np.array([0.5, 0.25]), np.array([[-1.0, 0], [0, 1]])
    s = ref.sigmoid
    wanted = -np.log(s(1.0)) - np.log(s(1.0)) - np.log(s(-2.0))
    assert ref.negative_sampling(v, u, n).loss == pytest.approx(wanted)


def test_full_softmax_by_hand_and_its_sum_over_targets():
    v, U = np.array([1.0, -1]), np.array([[1.0, 0], [0, 1], [1, 1]])
    logits = np.array([1.0, -1, 0])
    p = np.exp(logits) / np.exp(logits).sum()
    for target in range(3):
        assert ref.full_softmax(v, U, target).loss == pytest.approx(-np.log(p[target]))
    centers = [ref.full_softmax(v, U, t).center for t in range(3)]
    expected = np.tensordot(p, centers, 1)  # the gradient's mean over the model's own choice is 0
    np.testing.assert_allclose(expected, 0, atol=1e-15)


def test_the_average_of_no_words_is_zero():
    np.testing.assert_array_equal(ref.cbow_center([[1.0, 2]], [False]), [0, 0])


def test_nearest_is_by_angle_not_by_length_and_leaves_the_word_out():
    vectors = [[1, 0], [100, 1], [0.9, 0.5], [0, 0], [-1, 0]]
    np.testing.assert_array_equal(ref.nearest(vectors, 0, n=9), [1, 2, 4, 3])
    assert np.isnan(ref.cosine_similarity([0, 0], [1, 0]))


def test_glove_leaves_out_pairs_that_never_meet_and_caps_the_weight():
    W, b = np.array([[1.0], [2.0]]), np.zeros(2)
    X = np.array([[0.0, np.e], [0, 1000]])
    got = ref.glove(W, W, b, b, X, x_max=100)
    np.testing.assert_allclose(got.weight, [[0, (np.e / 100) ** 0.75], [0, 1]])
    wanted = (np.e / 100) ** 0.75 * (2 - 1) ** 2 + (4 - np.log(1000)) ** 2
    assert got.loss == pytest.approx(wanted)


def test_a_word_has_one_vector_in_a_table_and_two_in_two_sentences():
    E = np.random.default_rng(0).normal(size=(6, 4))
    got = ref.word_in_context(5, [0, 1, 5], [5, 3, 4], E)
    np.testing.assert_array_equal(got.static_first, got.static_second)
    assert got.static_similarity == pytest.approx(1)
    assert got.contextual_similarity < 0.99
    np.testing.assert_allclose(got.contextual_first, ref.contextual_vectors([0, 1, 5], E)[2])


def test_the_context_pulls_a_word_towards_its_sentence():
    river, money, bank = np.eye(3)[0], np.eye(3)[1], np.array([0.5, 0.5, 1])
    got = ref.word_in_context(2, [0, 0, 2], [1, 1, 2], [river, money, bank])
    by_river, by_money = got.contextual_first, got.contextual_second
    assert by_river @ river > by_money @ river
    assert by_money @ money > by_river @ money


def test_a_word_that_is_not_in_the_sentence_is_refused():
    with pytest.raises(ValueError, match="word_in_context: occurrences of word 2"):
        ref.word_in_context(2, [0, 1], [2], np.eye(3))
    with pytest.raises(ValueError, match="negative_sampling: negatives has shape"):
        ref.negative_sampling([1, 2], [1, 2], [[1, 2, 3]])
    with pytest.raises(ValueError, match="glove_weight: every entry of X must be in"):
        ref.glove_weight([-1])
