"""Positional encoding, blocks and the causal language model."""

import numpy as np
import pytest

import reference_impl as ref


@pytest.fixture
def blocks():
    rng = np.random.default_rng(0)
    return [ref.initial_block(8, 16, rng) for _ in range(2)]


def test_positional_encoding_follows_the_paper_entry_by_entry():
    got = ref.positional_encoding(7, 6)
    for pos in range(7):
        for i in range(3):
            angle = pos / 10000 ** (2 * i / 6)
            assert got[pos, 2 * i] == pytest.approx(np.sin(angle), abs=1e-14)
            assert got[pos, 2 * i + 1] == pytest.approx(np.cos(angle), abs=1e-14)


def test_a_shift_of_position_is_one_rotation_for_all_positions():
    got = ref.positional_encoding(20, 8).reshape(20, 4, 2)
    products = (got[5:] * got[:-5]).sum(-1)  # cos of the angle between, pair by pair
    np.testing.assert_allclose(products, np.broadcast_to(products[0], products.shape), atol=1e-13)


def test_an_odd_width_is_refused():
    with pytest.raises(ValueError, match="positional_encoding: d_model=5 must be even"):
        ref.positional_encoding(3, 5)


@pytest.mark.parametrize("norm", ["pre", "post"])
def test_without_branches_only_the_shortcut_and_the_norm_are_left(norm):
    rng = np.random.default_rng(1)
    weights = ref.initial_block(4, 8, rng)._replace(W_O=np.zeros((4, 4)), W2=np.zeros((8, 4)))
    x = rng.normal(size=(3, 4))
    wanted = ref.layer_norm(ref.layer_norm(x).output).output if norm == "post" else x
    np.testing.assert_allclose(ref.encoder_block(x, weights, 2, norm=norm), wanted, atol=1e-14)


def test_post_norm_leaves_every_word_with_mean_beta_and_pre_norm_does_not(blocks):
    x = np.random.default_rng(2).normal(size=(5, 8))
    post = ref.encoder_block(x, blocks[0], 2, norm="post")
    pre = ref.encoder_block(x, blocks[0], 2, norm="pre")
    np.testing.assert_allclose(post.mean(-1), 0, atol=1e-14)
    assert np.abs(pre.mean(-1)).max() > 0.01


def test_a_stack_is_its_blocks_one_after_another(blocks):
    x = np.random.default_rng(3).normal(size=(2, 5, 8))
    once = ref.encoder_block(x, blocks[0], 2)
    np.testing.assert_array_equal(ref.encoder(x, blocks, 2), ref.encoder_block(once, blocks[1], 2))


def test_without_positions_an_encoder_sees_a_set(blocks):
    x = np.random.default_rng(4).normal(size=(5, 8))
    order = [3, 1, 4, 0, 2]
    moved = ref.encoder(x[order], blocks, 2)
    np.testing.assert_allclose(moved, ref.encoder(x, blocks, 2)[order], atol=1e-12)


def test_the_language_model_never_looks_ahead(blocks):
    E = np.random.default_rng(5).normal(size=(10, 8))
    first = ref.language_model_step([1, 2, 3, 4], E, blocks, 2)
    other = ref.language_model_step([1, 2, 9, 9], E, blocks, 2)
    np.testing.assert_allclose(first.logits[:2], other.logits[:2], atol=1e-12)
    assert np.abs(first.logits[2:] - other.logits[2:]).max() > 1e-3
    np.testing.assert_allclose(first.probabilities.sum(-1), 1)


def test_the_language_model_is_its_equation(blocks):
    E, tokens = np.random.default_rng(5).normal(size=(10, 8)), [3, 1, 4]
    x = np.sqrt(8) * E[tokens] + ref.positional_encoding(3, 8)
    states = ref.encoder(x, blocks, 2, ref.causal_mask(3))
    got = ref.language_model_step(tokens, E, blocks, 2)
    np.testing.assert_allclose(got.states, states, atol=1e-12)
    np.testing.assert_allclose(got.logits, states @ E.T, atol=1e-12)
    np.testing.assert_allclose(got.probabilities, ref.softmax(states @ E.T), atol=1e-12)


def test_the_same_word_three_times_is_told_apart_by_its_position(blocks):
    E = np.random.default_rng(5).normal(size=(10, 8))
    states = ref.language_model_step([4, 4, 4], E, blocks, 2).states
    assert np.abs(states[0] - states[1:]).min(axis=-1).max() > 1e-4


def test_the_order_of_words_matters_to_the_language_model(blocks):
    E = np.random.default_rng(5).normal(size=(10, 8))
    a = ref.language_model_step([1, 2, 3], E, blocks, 2).logits[-1]
    b = ref.language_model_step([2, 1, 3], E, blocks, 2).logits[-1]
    assert np.abs(a - b).max() > 1e-3


def test_a_batch_of_sentences_is_each_sentence_alone(blocks):
    E = np.random.default_rng(6).normal(size=(10, 8))
    both = ref.language_model_step([[1, 2, 3], [4, 5, 6]], E, blocks, 2)
    alone = ref.language_model_step([4, 5, 6], E, blocks, 2)
    np.testing.assert_allclose(both.states[1], alone.states, atol=1e-12)


def test_unknown_words_for_norm_and_activation_are_refused(blocks):
    x = np.ones((2, 8))
    with pytest.raises(ValueError, match="encoder_block: norm must be one of"):
        ref.encoder_block(x, blocks[0], 2, norm="middle")
    with pytest.raises(ValueError, match="feed_forward: activation must be one of"):
        ref.encoder_block(x, blocks[0], 2, activation="swish")
    with pytest.raises(ValueError, match="tokens must be whole numbers from 0 to 9"):
        ref.language_model_step([10], np.ones((10, 8)), blocks, 2)
