"""Numbers as the panels write them, and the SVG that goes onto a page."""

from io import StringIO

import pytest
from matplotlib.figure import Figure

from ann_course.live.words import loss_size, number, short
from ann_lib.plots.show import clean_svg


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (number(-1.5), "−1.5"),
        (number(-0.0), "0"),
        (number(0.1 + 0.2), "0.3"),
        (number(2.0, 2), "2.00"),
        (number(-0.004, 2), "0.00"),
        (number(-0.006, 2), "−0.01"),
        (short(-0.126), "−0.13"),
        (short(5, 4), "5"),
        (short(-0.00004, 4), "0"),
        (loss_size(0.5), "0.500"),
        (loss_size(12345.0), "1e+04"),
    ],
)
def test_a_number_in_words(text, expected):
    assert text == expected


def test_a_clean_svg_has_no_ids_of_groups_nor_rules_for_the_page():
    figure = Figure()
    figure.subplots().plot([0, 1], "o-")
    buffer = StringIO()
    figure.savefig(buffer, format="svg")
    assert 'id="axes_1"' in buffer.getvalue()
    assert "<style" in buffer.getvalue()
    cleaned = clean_svg(buffer.getvalue())
    assert cleaned.startswith("<svg")
    assert '<g id="' not in cleaned
    assert "<style" not in cleaned
    assert "<!--" not in cleaned
    for marker in set(cleaned.split('xlink:href="#')[1:]):
        assert f'id="{marker.split(chr(34))[0]}"' in cleaned, "what is used keeps its id"
