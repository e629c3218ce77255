"""Feature selection, encodings, number formats and what survives a change of them."""

import struct

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

import reference_impl as ref

some = settings(max_examples=60, deadline=None)
seeds = st.integers(0, 2**32 - 1)


class TestSelection:
    def test_variance_and_correlation_against_scipy(self):
        rng = np.random.default_rng(0)
        x, y = rng.normal(5, 2, (30, 3)), rng.normal(size=30)
        np.testing.assert_allclose(ref.feature_variance(x), x.var(0))
        wanted = [stats.pearsonr(column, y).statistic for column in x.T]
        np.testing.assert_allclose(ref.correlation(x, y), wanted)

    @some
    @given(seeds)
    def test_mutual_information_is_the_entropies_and_zero_for_independent_categories(self, seed):
        rng = np.random.default_rng(seed)
        a, b = rng.integers(0, 3, 50), rng.integers(0, 4, 50)
        counts = ref.joint_counts(a, b)
        np.testing.assert_array_equal(counts.sum(1), np.bincount(a))
        parts = stats.entropy(counts.sum(0)) + stats.entropy(counts.sum(1))
        information = parts - stats.entropy(counts.ravel())
        assert ref.mutual_information(counts) == pytest.approx(information, abs=1e-12)
        independent = np.outer(counts.sum(1), counts.sum(0))
        assert ref.mutual_information(independent) == pytest.approx(0, abs=1e-12)

    def test_only_mutual_information_sees_a_relation_that_is_not_a_line(self):
        x = np.array([-2.0, -1, 0, 1, 2])
        assert ref.correlation(x, x**2) == pytest.approx(0, abs=1e-15)
        information = ref.mutual_information(ref.joint_counts([0, 1, 2, 3, 4], [2, 1, 0, 1, 2]))
        assert information == pytest.approx(stats.entropy([1, 2, 2]))

    def test_a_constant_feature_has_no_correlation_and_is_chosen_last(self):
        x = np.array([[0.1, 1], [0.1, 2], [0.1, 3]])  # the mean of three 0.1 is not 0.1
        r = ref.correlation(x, [1, 2, 3])
        np.testing.assert_array_equal(np.isnan(r), [True, False])
        np.testing.assert_array_equal(ref.feature_variance(x) == 0, [True, False])
        assert np.isnan(ref.linear_cka(x[:, :1], x))
        np.testing.assert_array_equal(ref.select_features(r, 1), [1])

    def test_selection_is_in_rising_order_and_ties_go_to_the_first(self):
        np.testing.assert_array_equal(ref.select_features([5, 9, 5, 7], 3), [0, 1, 3])
        with pytest.raises(ValueError, match=r"select_features: k must be in \[1, 4\], it is 5"):
            ref.select_features([5, 9, 5, 7], 5)


class TestEncodings:
    def test_a_one_hot_product_is_a_row_of_the_table(self):
        E = np.random.default_rng(1).normal(size=(5, 3))
        index = np.array([[4, 0], [2, 2]])
        np.testing.assert_array_equal(ref.one_hot(index, 5) @ E, ref.embedding_lookup(index, E))

    def test_what_each_encoding_loses(self):
        line = np.linspace(0, 1, 8)[:, None] * [[1.0, 2.0]]
        got = ref.compare_encodings(line, buckets=4)
        assert got["one-hot"].identity == 1
        assert got["one-hot"].unbiased
        assert got["ordinal"].order == pytest.approx(1)
        assert not got["ordinal"].unbiased
        assert got["hashing"].identity <= 4 / 8
        assert got["embedding"].order == pytest.approx(1)

    def test_buckets_are_within_range_stable_and_well_filled(self):
        bucket = ref.hash_bucket(np.arange(1000), 7)
        assert bucket.min() == 0
        assert bucket.max() == 6
        assert np.bincount(bucket).min() > 100
        exact = [(2654435761 * i % 2**32) * 7 // 2**32 for i in range(1000)]
        np.testing.assert_array_equal(bucket, exact)

    def test_numbers_out_of_range_are_refused(self):
        for call in (lambda: ref.one_hot(3, 3), lambda: ref.embedding_lookup(-1, [[1.0]])):
            with pytest.raises(ValueError, match="index must be whole numbers from 0 to"):
                call()
        with pytest.raises(ValueError, match="one_hot: index must be whole numbers"):
            ref.one_hot(0.5, 3)


class TestFormats:
    def test_every_bfloat16_pattern_is_its_own_rounding(self):
        bits = np.arange(65536, dtype=np.uint32) << 16
        with np.errstate(invalid="ignore"):  # some patterns are signalling NaNs
            x = bits.view(np.float32).astype(float)
        np.testing.assert_array_equal(ref.to_bfloat16(x), x)

    def test_every_float16_pattern_is_its_own_rounding(self):
        x = np.arange(65536, dtype=np.uint16).view(np.float16).astype(float)
        np.testing.assert_array_equal(ref.to_float16(x), x)

    @some
    @given(st.floats(allow_nan=False, width=64))
    def test_float16_is_numpys(self, x):
        with np.errstate(over="ignore"):
            assert ref.to_float16(x) == float(np.float16(x))

    @some
    @given(st.floats(-65504, 65504, width=64))
    def test_float16_is_that_of_the_struct_module(self, x):
        assert ref.to_float16(x) == struct.unpack("<e", struct.pack("<e", x))[0]

    @some
    @given(st.floats(allow_nan=False, width=32))
    def test_bfloat16_is_float32_rounded_in_its_lower_half(self, x):
        (bits,) = struct.unpack("<I", struct.pack("<f", x))
        odd = (bits >> 16) & 1
        rounded = ((bits + 0x7FFF + odd) >> 16) << 16  # half to even, carries into the exponent
        (wanted,) = struct.unpack("<f", struct.pack("<I", rounded & 0xFFFFFFFF))
        assert ref.to_bfloat16(x) == (x if np.isinf(x) else wanted)

    def test_float64_is_rounded_once_not_by_way_of_float32(self):
        x = 1 + 2**-8 + 2**-40  # just above the middle; float32 would put it on the middle
        assert ref.to_bfloat16(x) == 1 + 2**-7

    def test_float32_spacing_and_range_are_numpys(self):
        x = np.array([1e-45, 1e-38, 0.3, 1, 7, 1e30], np.float32)
        np.testing.assert_array_equal(ref.float_spacing(x, "float32"), np.spacing(x))
        info, form = np.finfo(np.float32), ref.float_format("float32")
        got = (form.largest, form.smallest_normal, form.smallest, form.epsilon)
        assert got == (info.max, info.tiny, info.smallest_subnormal, info.eps)

    def test_bfloat16_has_the_range_and_float16_the_digits(self):
        assert ref.to_float16(1e6) == np.inf
        assert ref.to_bfloat16(1e6) == pytest.approx(1e6, rel=2**-8)
        assert abs(ref.to_float16(0.1) - 0.1) < abs(ref.to_bfloat16(0.1) - 0.1)
        with pytest.raises(ValueError, match="float_format: name must be one of"):
            ref.rounded_to(1.0, "float8")

    def test_int8_has_one_step_and_floats_have_a_step_that_grows(self):
        x = np.array([0.01, 1.0, 300.0])
        small, large = ref.compare_formats(x[:2]), ref.compare_formats(x)
        assert large["int8"].step == pytest.approx(300 / 127)
        assert large["int8"].error == pytest.approx(1)  # 1 becomes 0
        assert large["float16"].step == float(np.spacing(np.float16(300)))
        assert large["bfloat16"].step == 2
        assert small["bfloat16"].step == 2**-7
        wanted = np.abs(x.astype(np.float16).astype(float) - x).max()
        assert large["float16"].error == wanted

    def test_nan_and_infinity_pass(self):
        np.testing.assert_array_equal(
            ref.to_bfloat16([np.nan, np.inf, -np.inf]), [np.nan, np.inf, -np.inf]
        )


class TestQuantisation:
    @some
    @given(st.lists(st.floats(-1e308, 1e308), min_size=1, max_size=8), st.booleans())
    @example(x=[5e-324], symmetric=True)
    @example(x=[4.5e-321, 1e-323], symmetric=False)
    @example(x=[-1.7e308, 1.7e308], symmetric=False)
    def test_the_error_is_at_most_half_a_step_and_a_second_time_changes_nothing(self, x, symmetric):
        scale, zero = (ref.symmetric_scale if symmetric else ref.asymmetric_scale)(x)
        q = ref.quantise(x, scale, zero)
        back = ref.dequantise(q, scale, zero)
        half = 0.5 if symmetric else 1.0  # the rounded zero point can clip half a step at an end
        with np.errstate(over="ignore"):
            assert (np.abs(back - x) <= scale * (half + 1e-9)).all()
        np.testing.assert_array_equal(ref.quantise(back, scale, zero), q)
        assert ref.dequantise(ref.quantise(0.0, scale, zero), scale, zero) == 0

    def test_larger_numbers_never_get_smaller_codes(self):
        x = np.sort(np.random.default_rng(2).normal(size=100))
        assert (np.diff(ref.quantise(x, 0.02, 3)) >= 0).all()

    def test_halves_go_to_the_even_neighbour_and_ends_are_clipped(self):
        x = [0.5, 1.5, 2.5, -0.5, -1.5, 1e300, -np.inf]
        np.testing.assert_array_equal(ref.quantise(x, 1.0), [0, 2, 2, 0, -2, 127, -128])

    def test_a_scale_that_is_no_positive_number_and_nan_are_refused(self):
        with pytest.raises(ValueError, match="quantise: scale must be in"):
            ref.quantise([1.0], 0.0)
        with pytest.raises(ValueError, match="quantise: x must not contain NaN"):
            ref.quantise([np.nan], 1.0)
        with pytest.raises(ValueError, match="symmetric_scale: the number of entries"):
            ref.symmetric_scale([])


class TestRepresentations:
    @some
    @given(seeds, st.floats(0.1, 10))
    def test_cka_is_blind_to_rotation_and_scale_and_not_to_a_scale_per_feature(self, seed, scale):
        rng = np.random.default_rng(seed)
        x, y = rng.normal(size=(20, 4)), rng.normal(size=(20, 3))
        rotation = np.linalg.qr(rng.normal(size=(4, 4)))[0]
        assert ref.linear_cka(x, scale * x @ rotation + 1) == pytest.approx(1)
        assert ref.linear_cka(x, y) == pytest.approx(ref.linear_cka(x @ rotation, y))
        assert 0 <= ref.linear_cka(x, y) <= 1
        assert ref.linear_cka(x, x * [1, 1, 1, 50]) < 0.95

    def test_cka_is_hsic_normalised(self):
        rng = np.random.default_rng(3)
        x, y = rng.normal(size=(9, 4)), rng.normal(size=(9, 2))
        H = np.eye(9) - 1 / 9
        K, L = ref.gram_matrix(x), ref.gram_matrix(y)

        def hsic(a, b):
            return np.trace(a @ H @ b @ H)

        wanted = hsic(K, L) / np.sqrt(hsic(K, K) * hsic(L, L))
        assert ref.linear_cka(x, y) == pytest.approx(wanted)

    def test_the_probe_is_the_ridge_solution(self):
        rng = np.random.default_rng(4)
        x, labels = rng.normal(size=(30, 3)), rng.integers(0, 2, 30)
        probe = ref.linear_probe(x, labels, 2, ridge=0.5)

        def loss(W):
            residual = x @ W + probe.b - ref.one_hot(labels, 2)
            return (residual**2).sum() + 0.5 * 30 * (W**2).sum()

        np.testing.assert_allclose(ref.numerical_gradient(loss, probe.W), 0, atol=1e-7)

    def test_what_survives_which_change(self):
        got = ref.what_survives(ref.made_clusters(np.random.default_rng(0)))
        assert got["float16"].cka == pytest.approx(1, abs=1e-6)
        assert got["float16"].probe >= 0.99
        assert got["bfloat16"].error > got["float16"].error
        rotated = got["rotation"]
        assert rotated.error > 0.5  # every number moved,
        assert rotated.cka == pytest.approx(1)  # the geometry stayed,
        assert rotated.neighbours == 1
        assert rotated.probe < 0.6 <= rotated.retrained  # and only the old probe is lost
        coarse, fine = got["int8, one scale"], got["int8, a scale for each feature"]
        assert coarse.cka > 0.999  # the large feature rules the Gram matrix
        assert fine.neighbours > coarse.neighbours
        lost = got["without the large feature"]
        assert lost.cka < 0.8
        assert lost.neighbours < 0.1
        assert lost.retrained > 0.9
