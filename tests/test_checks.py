"""Arguments are let through unchanged, or refused in words that name them."""

from __future__ import annotations

import decimal
import fractions
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra import numpy as hnp

from ann_lib._support.checks import (
    check_array,
    check_choice,
    check_finite,
    check_int,
    check_labels,
    check_number,
    check_rng,
    check_same_length,
    describe,
)
from ann_lib.layers import Dense


class TestDescribe:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (3, "3 (int)"),
            ("a", "'a' (str)"),
            (None, "None (NoneType)"),
            (np.zeros((2, 3)), "an array of shape (2, 3) and dtype float64"),
            (Dense, "the class Dense itself, without parentheses"),
            (describe, "the function describe itself, without parentheses"),
            (Dense(2, 3).config, "the method config itself, without parentheses"),
        ],
    )
    def test_says_value_and_type(self, value: object, words: str) -> None:
        assert describe(value) == words

    def test_is_short_whatever_comes(self) -> None:
        assert describe("x" * 10**6) == f"'{'x' * 56}... (str)"

    def test_a_repr_of_several_lines_becomes_one(self) -> None:
        assert "\n" not in describe([np.zeros((2, 2))])


class TestInt:
    @pytest.mark.parametrize("value", [1, np.int8(1), np.uint64(1)])
    def test_whole_numbers_become_int(self, value: object) -> None:
        assert type(check_int(value, "epochs")) is int

    @pytest.mark.parametrize(
        "value", [1.0, np.float64(2), True, np.True_, "1", None, [1], np.ones(1, int)]
    )
    def test_others_are_refused(self, value: object) -> None:
        with pytest.raises(TypeError, match=r"^epochs must be a whole number, got .+\.$"):
            check_int(value, "epochs")

    def test_below_the_minimum(self) -> None:
        with pytest.raises(ValueError, match=r"^epochs must be at least 1, got 0\.$"):
            check_int(0, "epochs")
        assert check_int(0, "padding", minimum=0) == 0


class TestNumber:
    @pytest.mark.parametrize(
        "value", [2, 0.5, np.float32(0.5), np.int8(3), fractions.Fraction(1, 2)]
    )
    def test_numbers_become_float(self, value: Any) -> None:
        number = check_number(value, "rate")
        assert type(number) is float
        assert number == value

    @pytest.mark.parametrize(
        "value", [True, "1", None, [1.0], 1j, decimal.Decimal(1), np.ones(1)]
    )
    def test_others_are_refused(self, value: object) -> None:
        with pytest.raises(TypeError, match=r"^rate must be a number, got .+\.$"):
            check_number(value, "rate")

    @pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
    def test_only_finite_ones(self, value: float) -> None:
        with pytest.raises(ValueError, match=rf"^rate must be finite, got {value}\.$"):
            check_number(value, "rate")
        with pytest.raises(ValueError, match=r"^rate must be at least 0, got"):
            check_number(value, "rate", minimum=0)

    def test_a_number_too_large_for_a_float(self) -> None:
        with pytest.raises(ValueError, match=r"^rate must be finite, got"):
            check_number(10**400, "rate")

    def test_bounds(self) -> None:
        assert [check_number(v, "rate", minimum=0, maximum=1) for v in (0, 1)] == [0, 1]
        with pytest.raises(ValueError, match=r"must be at least 0 and at most 1, got 2\."):
            check_number(2, "rate", minimum=0, maximum=1)
        assert check_number(0.5, "rate", above=0, below=1) == 0.5
        for value in (0, 1):
            with pytest.raises(ValueError, match=r"must be above 0 and below 1, got [01]"):
                check_number(value, "rate", above=0, below=1)
        with pytest.raises(ValueError, match=r"must be at least 0 and below 1, got 1\."):
            check_number(1, "rate", minimum=0, below=1)

    @given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
    def test_accepts_just_what_is_within(self, value: float, minimum: float) -> None:
        if value >= minimum:
            assert check_number(value, "rate", minimum=minimum) == value
        else:
            with pytest.raises(ValueError, match="rate must be at least"):
                check_number(value, "rate", minimum=minimum)


class TestChoice:
    def test_one_of_them_is_returned(self) -> None:
        assert check_choice("he", "initializer", ["he", "zeros"]) == "he"

    @pytest.mark.parametrize("value", ["HE", "", None, 3, ["he"], np.array(["he", "he"])])
    def test_others_are_refused(self, value: object) -> None:
        with pytest.raises(ValueError, match=r"initializer must be one of 'he', 'zeros';"):
            check_choice(value, "initializer", ["he", "zeros"])


class TestRng:
    def test_a_generator_is_passed_on(self) -> None:
        rng = np.random.default_rng(0)
        assert check_rng(rng) is rng

    @pytest.mark.parametrize("seed", [7, np.int64(7), np.uint8(7)])
    def test_a_seed_gives_the_same_numbers(self, seed: Any) -> None:
        assert check_rng(seed).random() == np.random.default_rng(7).random()

    def test_none_differs_from_call_to_call(self) -> None:
        assert check_rng(None).random() != check_rng(None).random()

    def test_the_global_state_is_not_touched(self) -> None:
        state = np.random.get_state()[1].copy()  # noqa: NPY002
        check_rng(None).random()
        np.testing.assert_array_equal(np.random.get_state()[1], state)  # noqa: NPY002

    @pytest.mark.parametrize(
        "value",
        ["0", 1.0, True, [1], np.random.RandomState(0), np.random],
    )
    def test_others_are_refused(self, value: object) -> None:
        with pytest.raises(TypeError, match=r"^rng must be a numpy\.random\.Generator"):
            check_rng(value)

    def test_a_negative_seed_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^rng must be a seed of at least 0, got -1"):
            check_rng(-1)


class TestArray:
    @pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
    def test_floats_are_passed_on_uncopied(self, dtype: Any) -> None:
        array = np.ones((2, 3), dtype)
        assert check_array(array, "x") is array

    @pytest.mark.parametrize("value", [[1, 2], (True, False), np.ones(2, np.uint8), 3])
    def test_other_numbers_become_float64(self, value: Any) -> None:
        array = check_array(value, "x")
        assert array.dtype == np.float64
        np.testing.assert_array_equal(array, value)

    def test_a_dtype_may_be_asked_for(self) -> None:
        assert check_array([1.0], "x", dtype="float32").dtype == np.float32

    @pytest.mark.parametrize(
        "value",
        [
            "abc",
            ["1", "2"],
            [1j],
            [None],
            [1, "2"],
            [[1, 2], [3]],
            {1, 2},
            {"a": 1},
            object(),
            np.array(["2020-01-01"], "M8[D]"),
            np.array([1, None]),
        ],
    )
    def test_what_is_not_numbers_is_refused(self, value: Any) -> None:
        with pytest.raises(TypeError, match=r"^x must (hold real|be a regular array of) n"):
            check_array(value, "x")

    @pytest.mark.parametrize(
        ("got", "expected", "words"),
        [
            ((3,), (None, 2), r"shape \(n, 2\), got \(3,\)"),
            ((3, 1), (None, 2), r"shape \(n, 2\), got \(3, 1\)"),
            ((), (4,), r"shape \(4,\), got \(\)"),
            ((1, 2, 3), (1, 2), r"shape \(1, 2\), got \(1, 2, 3\)"),
        ],
    )
    def test_shapes(self, got: Any, expected: Any, words: str) -> None:
        with pytest.raises(ValueError, match=f"^x must have {words}"):
            check_array(np.ones(got), "x", shape=expected)

    def test_axes(self) -> None:
        with pytest.raises(ValueError, match=r"^x must have 2 axes, got 1 \(shape"):
            check_array(np.ones(3), "x", ndim=2)

    def test_empty(self) -> None:
        with pytest.raises(ValueError, match=r"^x is empty \(shape \(0, 3\)\): there"):
            check_array(np.ones((0, 3)), "x")
        assert check_array(np.ones((0, 3)), "x", allow_empty=True).shape == (0, 3)

    @given(
        hnp.arrays(
            hnp.floating_dtypes(endianness="="),
            hnp.array_shapes(max_dims=3, max_side=4),
        )
    )
    def test_nan_and_infinity_are_found_and_nothing_else(self, array: np.ndarray) -> None:
        bad = ~np.isfinite(array)
        if bad.any():
            first = tuple(int(i) for i in np.argwhere(bad)[0])
            with pytest.raises(ValueError, match=r"^x holds") as error:
                check_array(array, "x")
            assert f"holds {bad.sum()} NaN or infinite" in str(error.value)
            assert f"the first at index {first}." in str(error.value)
        else:
            assert check_array(array, "x") is array
        assert check_array(array, "x", finite=False) is array

    def test_values_too_large_for_the_dtype_are_refused(self) -> None:
        with pytest.raises(
            ValueError, match=r"^x holds numbers that are too large for float32"
        ):
            check_array([1e300, 1.0], "x", dtype="float32")

    def test_a_sum_that_overflows_is_no_infinity(self) -> None:
        check_finite(np.full(4, 1e308), "x")


class TestLabels:
    @pytest.mark.parametrize("value", [[0, 2, 1], np.array([0, 2, 1], np.uint8), (0,)])
    def test_whole_numbers_are_kept(self, value: Any) -> None:
        np.testing.assert_array_equal(check_labels(value, "y", n_classes=3), value)

    @pytest.mark.parametrize(
        "value", [[0.0, 1.0], ["cat", "dog"], [True], [None], [0, "1"]]
    )
    def test_others_are_refused(self, value: Any) -> None:
        with pytest.raises(TypeError, match=r"^y must hold class labels as whole numbers"):
            check_labels(value, "y")

    def test_a_ragged_list_is_refused(self) -> None:
        with pytest.raises(
            TypeError, match=r"^y must be a regular array of numbers, with all rows"
        ):
            check_labels([[0], [1, 2]], "y")

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            ([0, 3], r"y must hold labels from 0 to 2, got values from 0 to 3\."),
            ([-1, 2], r"y must hold labels from 0 to 2, got values from -1 to 2\."),
            (
                [[1, 0], [0, 1]],
                r"one label per sample.*\(2, 2\)\. It is one-hot: use .*argmax\(axis=1",
            ),
            (3, r"one label per sample, shape \(n_samples,\), got shape \(\)\."),
            (np.zeros(0, int), r"y is empty: there is no label in it"),
        ],
    )
    def test_words(self, value: Any, words: str) -> None:
        with pytest.raises(ValueError, match=words):
            check_labels(value, "y", n_classes=3)

    def test_an_empty_list_is_empty(self) -> None:
        with pytest.raises(ValueError, match=r"y is empty: there is no label in it"):
            check_labels([], "y")

    def test_without_a_number_of_classes(self) -> None:
        check_labels([10**9], "y")
        with pytest.raises(ValueError, match=r"labels of at least 0, got values from -1"):
            check_labels([-1], "y")


def test_same_length() -> None:
    check_same_length(np.ones((3, 2)), np.ones(3), "x", "y")
    with pytest.raises(ValueError, match=r"^x and y must have the same .* got 3 and 2\.$"):
        check_same_length(np.ones((3, 2)), np.ones(2), "x", "y")
