"""Parallel training as arithmetic, decoding step by step, speculative decoding."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_impl as ref

some = settings(max_examples=40, deadline=None)
seeds = st.integers(0, 2**32 - 1)


def pipeline_by_simulation(stages, micro_batches):
    """Run the schedule: a stage starts a micro-batch when it is free and the one before is done."""
    done = np.zeros((stages, micro_batches), int)
    for m in range(micro_batches):
        for s in range(stages):
            free = done[s, m - 1] if m else 0
            ready = done[s - 1, m] if s else 0
            done[s, m] = max(free, ready) + 1
    return int(done.max())


@pytest.mark.parametrize(("stages", "micro_batches"), [(1, 1), (4, 1), (4, 8), (3, 5), (8, 2)])
def test_the_pipeline_formula_is_what_a_schedule_takes(stages, micro_batches):
    steps = pipeline_by_simulation(stages, micro_batches)
    assert ref.pipeline_steps(stages, micro_batches) == steps
    bubble = 1 - micro_batches / steps
    assert ref.pipeline_bubble(stages, micro_batches) == pytest.approx(bubble)


def ring_all_reduce(values):
    """Run the ring: w − 1 reduce steps, w − 1 gather steps; count what worker 0 sends."""
    w = len(values)
    chunks = [[values[i][c] for c in range(w)] for i in range(w)]
    sent = 0
    for step in range(2 * (w - 1)):
        moving = [(i, (i - step) % w, chunks[i][(i - step) % w]) for i in range(w)]
        for i, c, chunk in moving:
            to = (i + 1) % w
            chunks[to][c] = chunks[to][c] + chunk if step < w - 1 else chunk
            sent += len(chunk) if i == 0 else 0
    return [np.concatenate(row) for row in chunks], sent


@pytest.mark.parametrize("workers", [1, 2, 3, 5])
def test_the_all_reduce_volume_is_what_a_ring_sends(workers):
    rng = np.random.default_rng(0)
    values = rng.integers(0, 9, (workers, workers, 4)).astype(float)
    results, sent = ring_all_reduce(values)
    for result in results:
        np.testing.assert_array_equal(result, values.sum(0).ravel())
    assert ref.all_reduce_volume(workers, workers * 4) == pytest.approx(sent)


@some
@given(seeds, st.sampled_from([1, 2, 3]), st.integers(1, 3), st.integers(1, 3))
def test_tensor_parallel_products_equal_the_whole_one(seed, devices, n, m):
    rng = np.random.default_rng(seed)
    x, W = rng.normal(size=(2, 3, n * devices)), rng.normal(size=(n * devices, m * devices))
    columns, rows = ref.column_parallel(x, W, devices), ref.row_parallel(x, W, devices)
    np.testing.assert_allclose(columns.output, x @ W, atol=1e-12)
    np.testing.assert_allclose(rows.output, x @ W, atol=1e-12)
    assert [part.shape for part in columns.parts] == [(2, 3, m)] * devices
    assert [part.shape for part in rows.parts] == [(2, 3, m * devices)] * devices


def test_columns_then_rows_need_one_sum_because_the_activation_is_entry_by_entry():
    rng = np.random.default_rng(1)
    x, W1, W2 = rng.normal(size=(2, 4)), rng.normal(size=(4, 6)), rng.normal(size=(6, 4))
    hidden = [ref.relu(part) for part in ref.column_parallel(x, W1, 2).parts]
    partial = [h @ rows for h, rows in zip(hidden, np.split(W2, 2), strict=True)]
    wanted = ref.feed_forward(x, W1, np.zeros(6), W2, np.zeros(4))
    np.testing.assert_allclose(sum(partial), wanted, atol=1e-12)
    wrong = ref.relu(sum(ref.row_parallel(x, W1, 2).parts[:1]))  # the sum must come before relu
    assert np.abs(wrong - ref.relu(x @ W1)).max() > 0.1


def test_data_parallel_workers_are_weighted_by_their_examples():
    np.testing.assert_allclose(ref.data_parallel_gradient([[1.0], [5.0]], [3, 1]), [2])


def test_only_tensor_and_pipeline_parallelism_divide_the_model():
    assert ref.parameters_per_device(96, data=8, tensor=2, pipeline=4) == 12


def test_widths_that_devices_do_not_divide_are_refused():
    with pytest.raises(ValueError, match="column_parallel: devices=2 does not divide out=3"):
        ref.column_parallel(np.ones(2), np.ones((2, 3)), 2)
    with pytest.raises(ValueError, match="row_parallel: devices=2 does not divide in=3"):
        ref.row_parallel(np.ones(3), np.ones((3, 2)), 2)
    with pytest.raises(ValueError, match="pipeline_steps: stages must be a whole number >= 1"):
        ref.pipeline_bubble(0, 3)


@pytest.fixture
def model():
    rng = np.random.default_rng(0)
    block, E = ref.initial_block(8, 16, rng), rng.normal(size=(11, 8))
    return lambda tokens: ref.language_model_step(tokens, E, [block], heads=2).logits


def test_one_parallel_pass_equals_a_pass_for_every_word(model):
    tokens = [3, 1, 4, 1, 5]
    np.testing.assert_allclose(ref.step_by_step(model, tokens), model(np.array(tokens)), atol=1e-12)


def test_generation_makes_one_pass_per_token_and_its_tokens_are_the_most_likely(model):
    passes = []

    def counted(tokens):
        passes.append(len(tokens))
        return model(tokens)

    written = ref.generate(counted, [3, 1], 4)
    assert passes == [2, 3, 4, 5]
    inputs, targets = ref.teacher_forcing(written[1:], start=written[0])
    np.testing.assert_array_equal(inputs, written[:-1])
    np.testing.assert_array_equal(model(inputs).argmax(-1)[1:], targets[1:])
    assert ref.sequential_steps(4, "transformer", "generation") == len(passes)


def test_only_the_transformer_trains_in_one_step():
    steps = {
        (model, phase): ref.sequential_steps(50, model, phase)
        for model in ("rnn", "transformer")
        for phase in ("training", "generation")
    }
    assert [key for key, value in steps.items() if value == 1] == [("transformer", "training")]
    with pytest.raises(ValueError, match="sequential_steps: model must be one of"):
        ref.sequential_steps(5, "lstm")


distributions = st.lists(st.integers(1, 9), min_size=2, max_size=5).map(
    lambda w: np.array(w) / sum(w)
)


@some
@given(distributions, st.data())
def test_speculation_keeps_the_distribution_of_the_large_model(p, data):
    q = np.array(data.draw(st.lists(st.integers(1, 9), min_size=len(p), max_size=len(p))), float)
    q /= q.sum()
    beta = ref.acceptance_probability(p, q)
    assert beta == pytest.approx(1 - np.abs(p - q).sum() / 2)
    # kept drafts plus redrawn tokens: q·min(1, p/q) + (1 − β)·p′ = p
    result = q * np.minimum(1, p / q) + (1 - beta) * ref.residual_distribution(p, q)
    np.testing.assert_allclose(result, p, atol=1e-14)


def test_drawn_tokens_have_the_distribution_and_the_expected_count():
    p, q = np.array([0.6, 0.3, 0.1]), np.array([0.3, 0.3, 0.4])
    rng = np.random.default_rng(0)
    counts, lengths, gamma, trials = np.zeros(3), [], 3, 6000
    for _ in range(trials):
        drafts = rng.choice(3, gamma, p=q)
        got = ref.speculative_step(drafts, np.tile(p, (gamma + 1, 1)), np.tile(q, (gamma, 1)), rng)
        counts[got.tokens[0]] += 1
        lengths.append(len(got.tokens))
        np.testing.assert_array_equal(got.tokens[:-1], drafts[: got.accepted])
    np.testing.assert_allclose(counts / trials, p, atol=0.02)
    alpha = float(ref.acceptance_probability(p, q))
    assert np.mean(lengths) == pytest.approx(ref.expected_tokens(alpha, gamma), abs=0.05)


@pytest.mark.parametrize(
    ("alpha", "gamma"), [(0.0, 5), (0.8, 4), (1.0, 3), (0.999999999, 7), (0.5, 0)]
)
def test_expected_tokens_is_the_closed_form_also_at_one(alpha, gamma):
    wanted = gamma + 1 if alpha == 1 else (1 - alpha ** (gamma + 1)) / (1 - alpha)
    assert ref.expected_tokens(alpha, gamma) == pytest.approx(wanted, rel=1e-6)
    assert ref.speculative_speedup(alpha, gamma, 0.0) == ref.expected_tokens(alpha, gamma)


def test_drafts_that_are_never_accepted_slow_decoding_down():
    assert ref.speculative_speedup(0.0, 4, 0.1) == pytest.approx(1 / 1.4)


def test_rows_that_are_no_probabilities_are_refused():
    with pytest.raises(ValueError, match="acceptance_probability: every entry of the sums of q"):
        ref.acceptance_probability([0.5, 0.5], [0.5, 0.6])
    with pytest.raises(ValueError, match="expected_tokens: alpha must be in"):
        ref.expected_tokens(1.2, 3)
