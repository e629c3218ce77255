"""Answers of live questions against a second way to them: counted, simulated or built from data."""

import math

import numpy as np
import pytest

from quizapp.model.questions import Variant
from quizapp.questions import draw_variant, read_question

SEEDS = 30


@pytest.fixture(scope="module")
def drawn(fences):
    """Variants of an English question with their drawn values."""
    sources = {fence.id: fence for fence in fences["en"] if fence.kind == "quiz"}

    def draw(id: str) -> list[tuple[Variant, dict]]:
        fence = sources[id]
        question = read_question(fence.source, f"python quiz {id}", fence.file, 1, "en")
        found = [draw_variant(question, seed) for seed in range(SEEDS)]
        return [(variant, dict(variant.drawn)) for variant in found]

    return draw


def test_neighbours_are_those_a_sliding_window_sees(drawn) -> None:
    for variant, given in drawn("skip-gram-neighbours"):
        n, c, i = (given[name] for name in ("n", "c", "i"))
        seen = {other for other in range(1, n + 1) if other != i and abs(other - i) <= c}
        assert set(variant.parts[0].answer) == seen


def test_layers_are_the_steps_of_a_spreading_influence(drawn) -> None:
    for variant, given in drawn("layers-of-local-context"):
        reached, layers = {given["i"]}, 0
        while given["j"] not in reached:
            far = max(reached)
            reached |= set(range(far, far + given["c"] + 1))
            layers += 1
        assert variant.parts[0].answer == layers


def test_a_contextual_vector_is_mixed_word_by_word(drawn) -> None:
    for variant, given in drawn("contextual-vector"):
        words = given["X"]
        shares = [
            math.exp(sum(a * b for a, b in zip(words[0], word, strict=True)) / math.sqrt(2))
            for word in words
        ]
        mixed = [
            sum(share * word[axis] for share, word in zip(shares, words, strict=True)) / sum(shares)
            for axis in range(2)
        ]
        assert variant.parts[0].answer == pytest.approx(tuple(mixed))


def test_meaning_shifts_by_the_neighbours_share(drawn) -> None:
    for variant, given in drawn("meaning-shift"):
        share = 1 - given["a"]
        expected = [share * (u - v) for u, v in zip(given["u"], given["v"], strict=True)]
        assert variant.parts[0].answer == pytest.approx(tuple(expected))


def test_the_most_attended_word_has_the_largest_score_and_no_equal(drawn) -> None:
    for variant, given in drawn("most-attended-word"):
        scores = np.array(given["K"]) @ np.array(given["q"])
        best = [
            word for word, score in zip(given["w"], scores, strict=True) if score == scores.max()
        ]
        assert best == [variant.parts[0].answer]


def test_the_shape_of_head_weights_is_that_of_the_tensors_themselves(drawn) -> None:
    for variant, given in drawn("head-weights-shape"):
        b, h, k, n, m = (given[name] for name in ("b", "h", "k", "n", "m"))
        queries, keys = np.zeros((b, h, n, k)), np.zeros((b, h, m, k))
        assert variant.parts[0].answer == (queries @ keys.swapaxes(-1, -2)).shape


def test_a_head_gets_its_part_of_an_even_split(drawn) -> None:
    for variant, given in drawn("split-heads"):
        parts = np.split(np.array(given["q"]), given["h"])
        assert variant.parts[0].answer == tuple(parts[given["i"] - 1])


def test_the_actions_of_multi_head_attention_come_in_the_order_of_the_article(drawn) -> None:
    begins = ("projections", "cut", "attention", "multiply the", "concatenate", "multiply by")
    for variant, _ in drawn("multi-head-order"):
        part = variant.parts[0]
        lines = [part.options[number - 1] for number in part.answer]
        assert [line.startswith(begin) for line, begin in zip(lines, begins, strict=True)] == [
            True
        ] * 6


def test_a_draft_is_accepted_as_often_as_the_rule_says_token_by_token(drawn) -> None:
    for variant, given in drawn("draft-acceptance"):
        pairs = zip(given["p"], given["q"], strict=True)
        chance = math.fsum(q * min(1, p / q) for p, q in pairs)
        assert variant.parts[0].answer == pytest.approx(chance)


def test_mutual_information_is_what_entropies_leave(drawn) -> None:
    def entropy(shares: np.ndarray) -> float:
        return -math.fsum(share * math.log(share) for share in shares.ravel())

    for variant, given in drawn("mutual-information"):
        joint = np.array([[given["a"], given["b"]], [given["c"], given["d"]]])
        joint = joint / joint.sum()
        left = entropy(joint.sum(axis=0)) + entropy(joint.sum(axis=1)) - entropy(joint)
        assert variant.parts[0].answer == pytest.approx(left)


def test_bfloat16_is_a_float32_without_its_last_sixteen_bits_rounded(drawn) -> None:
    for variant, given in drawn("bfloat16-rounding"):
        bits = int(np.float32(given["x"]).view(np.uint32))
        kept = (bits + 0x8000) >> 16 << 16  # no draw lies halfway
        assert variant.parts[0].answer == np.uint32(kept).view(np.float32)


def test_the_variance_of_both_micro_batches_is_that_of_data_with_their_statistics(drawn) -> None:
    for variant, given in drawn("variance-of-micro-batches"):
        data = [
            mean + sign * math.sqrt(spread)
            for mean, spread in zip(given["m"], given["v"], strict=True)
            for sign in (-1, 1)
        ]
        assert variant.parts[0].answer == pytest.approx(np.var(data))


def test_the_parameters_that_undo_batch_norm_give_the_feature_back(drawn) -> None:
    for variant, given in drawn("batch-norm-undone"):
        x = np.array(given["x"], float)
        scale, shift = (part.answer for part in variant.parts)
        assert scale * (x - x.mean()) / x.std() + shift == pytest.approx(x)


def test_layer_norm_has_as_many_means_as_numpy_finds_over_the_features(drawn) -> None:
    for variant, given in drawn("norm-statistics-count"):
        activations = np.zeros((given["b"], given["t"], given["d"]))
        assert variant.parts[0].answer == activations.mean(axis=-1).size


def test_the_gradient_of_a_residual_block_agrees_with_finite_differences(drawn) -> None:
    for variant, given in drawn("residual-backward"):
        W, g = np.array(given["W"]), np.array(given["g"])
        slopes = [((x + x @ W) @ g - (-x - x @ W) @ g) / 2 for x in np.eye(2)]
        assert variant.parts[0].answer == pytest.approx(tuple(slopes))
