"""Boosted trees kept as data."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingClassifier

from qa.boosted import load_boosted
from tests.fit_sufficiency import as_data

#: Values are kept to four places.
CLOSE = 1e-2


def test_the_leaves_that_the_values_lead_to_are_added(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps({"features": ["a", "b"], "base": 0.5, "trees": [[0, 1.0, -1.0, [1, 2.0, 0.25, 2.0]]]}))
    model = load_boosted(path)
    assert model.features == ("a", "b")
    for values, odds in (((1.0, 9.0), -0.5), ((1.1, 2.0), 0.75), ((1.1, 2.1), 2.5)):
        assert model.likelihood(values) == pytest.approx(1 / (1 + math.exp(-odds)))


def test_it_says_what_the_library_that_fitted_it_says(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    values = draw.random((400, 5))
    fitted = GradientBoostingClassifier(n_estimators=20, max_depth=3, random_state=0).fit(
        values, values[:, 0] * values[:, 1] > 0.3
    )
    path = tmp_path / "model.json"
    path.write_text(json.dumps(as_data(fitted)))
    model = load_boosted(path)
    ours = [model.likelihood(row) for row in values.tolist()]
    np.testing.assert_allclose(ours, fitted.predict_proba(values)[:, 1], atol=CLOSE)


@pytest.mark.parametrize("text", ["", "{}", '{"features": [], "base": 0, "trees": [[1]]}'])
def test_what_is_no_model_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(text)
    with pytest.raises((ValueError, KeyError)):
        load_boosted(path)
