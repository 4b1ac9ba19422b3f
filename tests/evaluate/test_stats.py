from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluate.stats import Part, paired, percentile, ratio


def parts(*values: float) -> list[Part]:
    return [Part(value) for value in values]


def test_a_mean_lies_in_its_interval_and_the_seed_decides() -> None:
    data = parts(*(0.01 * number for number in range(40)))
    first, again, other = ratio(data, 1), ratio(data, 1), ratio(data, 2)
    assert first is not None
    assert first.value == pytest.approx(0.195)
    assert first.low < 0.195 < first.high
    assert first == again
    assert first != other


def test_the_interval_is_as_wide_as_theory_says() -> None:
    data = parts(*np.random.default_rng(0).binomial(1, 0.5, 400).tolist())
    found = ratio(data, 0)
    assert found is not None
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.025, rel=0.1)


def test_more_questions_make_a_narrower_interval() -> None:
    few, many = ratio(parts(1, 0, 1, 0), 0), ratio(parts(1, 0) * 100, 0)
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low


def test_a_ratio_is_of_the_sums() -> None:
    found = ratio([Part(1, 4), Part(0, 0), Part(1, 1)], 0)
    assert found is not None
    assert found.value == 0.4


def test_nothing_measured_is_no_estimate() -> None:
    assert ratio([], 0) is None
    assert ratio([Part(0, 0)], 0) is None
    assert percentile([], 0.5, 0) is None
    assert paired([], [], 0) is None


def test_pairs_are_drawn_together() -> None:
    rng = np.random.default_rng(0)
    before = rng.random(50)
    found = paired(parts(*before), parts(*(before + 0.1)), 0)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((0.1, 0.1, 0.1))


def test_a_difference_that_is_noise_has_zero_in_its_interval() -> None:
    found = paired(parts(1, 0) * 20, parts(0, 1) * 20, 0)
    assert found is not None
    assert found.low < 0 < found.high


def test_percentiles() -> None:
    found = percentile([float(second) for second in range(1, 102)], 0.95, 0)
    assert found is not None
    assert found.value == 96
    assert found.low < 96 < found.high


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_intervals_stay_within_the_data(values: list[float]) -> None:
    found = ratio(parts(*values), 0)
    assert found is not None
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
