"""What is drawn once, what is drawn at each step, and that the two fit."""

import re
import xml.etree.ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.patches import Rectangle

from ann_course.live import LiveFigure
from ann_lib.plots import style

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def parts():
    """A figure with a still line, and three artists that move."""
    fig, ax = style.figure(4, 3)
    ax.set(xlim=(0, 10), ylim=(-1, 1), xlabel="time (ms)")
    ax.plot([0, 10], [0.25, 0.25], color=style.NEUTRAL)
    image = ax.imshow(np.zeros((2, 2)), extent=(0, 10, -1, 1), aspect="auto")
    (line,) = ax.plot([0, 10], [0, 0], color=style.POSITIVE)
    label = ax.text(1, 0.5, "0.00 mV")
    return fig, image, line, label


@pytest.fixture
def picture(parts):
    fig, image, line, label = parts
    return LiveFigure(fig, under=[image], over=[line, label], alt='A "line" & a ground.')


def test_three_layers_lie_in_two_widgets_in_one_cell_from_the_bottom_to_the_top(picture):
    under, still, over = picture.layers()
    assert "<image" in under
    assert "time (ms)" in still
    assert "0.00 mV" in over
    cells = {layer.layout.grid_area for layer in picture.widget.children}
    assert cells == {"1 / 1 / 2 / 2"}
    drawn, moving = (layer.value for layer in picture.widget.children)
    assert drawn.endswith(still)
    assert moving == under + over


def test_every_layer_is_well_formed_and_has_one_view_box(picture):
    boxes = {ET.fromstring(layer).get("viewBox") for layer in picture.layers()}
    assert boxes == {"0 0 288 216"}


def test_moving_artists_are_not_in_the_still_part(picture):
    _, still, over = picture.layers()
    assert "mV" not in still
    assert style.POSITIVE not in still
    assert style.POSITIVE in over


def test_moving_artists_are_visible_again_after_the_still_part_was_drawn(parts):
    fig, image, line, label = parts
    label.set_visible(False)
    LiveFigure(fig, under=[image], over=[line, label], alt="A line.")
    assert [a.get_visible() for a in (image, line, label)] == [True, True, False]


def test_refresh_draws_what_moves_and_leaves_the_still_part_alone(picture, parts):
    under, still, over = picture.layers()
    parts[2].set_ydata([0.5, -0.5])
    parts[3].set_text("0.50 mV")
    picture.refresh()
    assert picture.layers()[:2] == [under, still]
    assert picture.layers()[2] != over
    assert "0.50 mV" in picture.layers()[2]


def test_redraw_draws_the_still_part_too(picture):
    picture.figure.axes[0].set_xlabel("time (s)")
    picture.redraw()
    assert "time (s)" in picture.layers()[1]


def test_what_is_held_is_sent_together_the_still_part_first(picture, parts, sent):
    fig, _, line, _ = parts
    with picture.hold_sync():
        line.set_ydata([0.5, 0.5])
        picture.refresh()
        fig.axes[0].set_title("another")
        picture.redraw()
        assert not sent
    assert sent == list(picture.widget.children)


def test_the_same_artists_give_the_same_picture_to_the_byte(picture, parts):
    before = picture.svg()
    parts[2].set_ydata([1, 1])
    assert picture.svg() != before
    parts[2].set_ydata([0, 0])
    assert picture.svg() == before


def test_svg_is_one_whole_picture_with_its_text_alternative(picture, parts):
    parts[3].set_text("now")
    whole = ET.fromstring(picture.svg())
    assert (whole.get("role"), whole.get("aria-label")) == ("img", 'A "line" & a ground.')
    assert len(whole.findall(f"{SVG}svg")) == 3
    assert "now" in {text.text for text in whole.iter(f"{SVG}text")}


def test_the_still_layer_speaks_and_the_moving_ones_are_silent(picture):
    under, still, over = map(ET.fromstring, picture.layers())
    assert still.get("aria-label") == 'A "line" & a ground.'
    assert still.get("role") == "img"
    assert under.get("aria-hidden") == over.get("aria-hidden") == "true"


def test_ids_of_two_figures_on_one_page_never_meet(parts):
    def ids(picture):
        return set(re.findall(r'\bid="([^"]+)"', picture.svg()))

    fig, image, line, label = parts
    other_fig, other_ax = style.figure(4, 3)
    other_ax.set(xlim=(0, 10), ylim=(-1, 1), xlabel="time (ms)")
    (other,) = other_ax.plot([0, 10], [0, 0], "o", color=style.POSITIVE)
    line.set_marker("o")
    one = LiveFigure(fig, under=[image], over=[line, label], alt="A line.")
    two = LiveFigure(other_fig, over=[other], alt="A line.")
    assert ids(one)
    assert ids(two)
    assert not ids(one) & ids(two)


def test_every_reference_leads_to_an_id_of_its_own_layer(picture, parts):
    parts[2].set_marker("o")
    picture.refresh()
    for layer in picture.layers():
        ids = re.findall(r'\bid="([^"]+)"', layer)
        references = re.findall(r"url\(#([^)]+)\)|xlink:href=\"#([^\"]+)\"", layer)
        assert len(ids) == len(set(ids))
        assert {a or b for a, b in references} <= set(ids)


def test_nothing_of_it_holds_for_the_rest_of_the_page(picture):
    assert not any("<style" in layer for layer in picture.layers())


def test_settings_of_matplotlib_are_as_before(picture):
    before = dict(mpl.rcParams)
    picture.redraw()
    assert dict(mpl.rcParams) == before


def test_numbers_in_texts_stay_while_coordinates_are_shortened(picture, parts):
    parts[2].set_data([0.123456789, 9.87654321], [0, 0])
    parts[3].set_text("0.123456789")
    picture.refresh()
    over = picture.layers()[2]
    assert "0.123456789" in over
    assert not re.search(r' (?:d|x|y)="[^"]*\.\d{3}', over)


def test_axes_over_a_moving_ground_let_it_shine_through():
    fig, ax = style.figure(4, 3)
    ax.set_facecolor(style.LIGHT)
    image = ax.imshow(np.zeros((2, 2)))
    LiveFigure(fig, under=[image], alt="A ground.")
    assert ax.patch.get_alpha() == 0.0


def test_the_layout_does_not_shift_under_the_moving_artists(picture, parts):
    fig, _, line, label = parts
    before = fig.axes[0].get_position().bounds
    label.set_text("a very long text " * 20)
    line.set_ydata([100, -100])
    picture.redraw()
    assert fig.axes[0].get_position().bounds == before


def test_without_moving_artists_there_is_the_still_layer_alone():
    fig, _ = style.figure(4, 3)
    assert len(LiveFigure(fig, alt="Axes.").layers()) == 1


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_a_picture_without_words_is_refused(parts, alt):
    with pytest.raises(ValueError, match="alt must say in words what the picture is"):
        LiveFigure(parts[0], alt=alt)


def test_a_list_of_lines_is_refused_with_the_way_to_write_it(parts):
    fig, *_ = parts
    lines = fig.axes[0].plot([0], [0])
    with pytest.raises(TypeError, match=r"`line, = ax.plot\(...\)`"):
        LiveFigure(fig, over=[lines], alt="A line.")


def test_an_artist_of_another_figure_is_refused(parts):
    stranger = style.figure(4, 3)[1].add_patch(Rectangle((0, 0), 1, 1))
    with pytest.raises(ValueError, match="is not an artist of this figure"):
        LiveFigure(parts[0], under=[stranger], alt="A box.")
