"""Numbers as the panels write them, and the SVG that goes onto a page."""

from io import StringIO

import pytest
from matplotlib.figure import Figure

from ann_course.live.words import (
    fitting,
    loss_size,
    number,
    plain,
    share,
    short,
    with_article,
)
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
        (fitting(0.002), "0.002"),
        (fitting(-0.00049), "−0.0005"),
        (fitting(3e-6), "3e−06"),
        (plain(3e-6), "nearly 0"),
        (plain(0.0), "0.00"),
        (plain(-2500.4), "−2,500"),
        (share(1e-9), "below 1%"),
        (share(0.0051), "1%"),
        (share(0.9951), "over 99%"),
        (share(299 / 300, brief=True), ">99%"),
        (share(0.002, brief=True), "<1%"),
        (share(1.0), "100%"),
        (with_article(8), "an 8"),
        (with_article(1), "a 1"),
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
