"""The line that is laid by hand: what it predicts, and its R²."""

from __future__ import annotations

import numpy as np
import pytest

from ann_course.panels.line_by_hand import LinePanel
from ann_lib.datasets import load_diabetes

X, Y = [1.0, 2.0, 3.0, 6.0], [1.0, 3.0, 2.0, 8.0]


@pytest.fixture
def panel():
    panel = LinePanel(X, Y, names=("hours", "pages"))
    yield panel
    panel.close()


def test_r_squared_compares_with_the_mean(panel):
    panel.state = {"height": 3.5, "slope": 0.0}  # the mean of Y, flat
    assert panel.r_squared == pytest.approx(0)
    assert panel.describe().endswith(
        "R² is 0.00: no better than always predicting the mean."
    )
    panel.state = {"height": 1.5}
    assert panel.r_squared < 0
    assert "worse than always predicting the mean" in panel.describe()
    panel.state = {"height": 3.5, "slope": 1.2}
    missed = np.array(Y) - (3.5 + 1.2 * (np.array(X) - 3))
    expected = 1 - (missed**2).sum() / ((np.array(Y) - 3.5) ** 2).sum()
    assert panel.r_squared == pytest.approx(expected)
    assert f"it explains {expected:.0%} of the spread" in panel.describe()


def test_the_line_turns_about_the_mean_of_x(panel):
    for slope in (-1.0, 0.5):
        panel.state = {"height": 4.0, "slope": slope}
        x, y = panel.line.get_data()
        assert np.interp(3.0, x, y) == pytest.approx(4.0)
        assert np.diff(y) / np.diff(x) == pytest.approx(slope)
    assert panel.text.get_text() == f"R² = {panel.r_squared:.2f}".replace("-", "−")


def test_by_default_it_is_body_mass_and_a_line_reaches_a_third():
    panel = LinePanel()
    diabetes = load_diabetes()
    np.testing.assert_array_equal(panel.y, diabetes.y)
    assert panel.r_squared < 0  # it begins below the mean
    panel.state = {"height": 152.0, "slope": 10.0}
    assert panel.r_squared == pytest.approx(0.34, abs=0.01)
    assert "442 points" in panel.figures[0].alt
    panel.close()


def test_it_refuses_what_is_no_pair_of_columns():
    with pytest.raises(ValueError, match="x and y"):
        LinePanel([1, 2, 3], [1, 2])
    with pytest.raises(ValueError, match="x must"):
        LinePanel([[1, 2]], [1, 2])
