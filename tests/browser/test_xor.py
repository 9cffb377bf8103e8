"""The XOR panel in real JupyterLab: solving it leaves the sliders where the hand is."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

CELLS = ["from ann_course.panels import XorPanel\npanel = XorPanel()\npanel"]
SOLUTION = {
    **{f"x{i} to h{j}": 1.0 for i in (1, 2) for j in (1, 2)},
    **{"bias of h1": 0.0, "bias of h2": -1.5},
    **{"h1 to y": 1.0, "h2 to y": -1.0, "bias of y": -1.1},
}


def test_solving_it_moves_no_slider(notebook, panel):
    before = [slider.root.bounding_box() for slider in panel.sliders]
    notebook.execute(f"panel.state = {SOLUTION}")
    panel.wait_for_text(".ann-sums", "computes XOR")
    assert [slider.root.bounding_box() for slider in panel.sliders] == before
