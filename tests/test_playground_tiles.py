"""Small pictures of pixels: the same pixels come back out of the picture."""

from __future__ import annotations

import base64
import io
import re

import numpy as np
from matplotlib.image import imread

from ann_course.live import LiveFigure
from ann_course.live.tiles import Tiles, png
from ann_lib.plots import style


def random_pixels(n: int, high: int, wide: int) -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.integers(0, 256, size=(n, high, wide, 3), dtype=np.uint8)


def test_a_png_holds_its_pixels_the_lowest_row_last() -> None:
    pixels = random_pixels(1, 5, 7)[0]
    read = imread(io.BytesIO(base64.b64decode(png(pixels))), format="png")
    assert np.array_equal(np.round(read * 255).astype(np.uint8), pixels[::-1])


def test_a_png_may_be_clear_in_places() -> None:
    pixels = np.dstack([random_pixels(1, 5, 7)[0], 17 * np.eye(5, 7, dtype=np.uint8)])
    read = imread(io.BytesIO(base64.b64decode(png(pixels))), format="png")
    assert np.array_equal(np.round(read * 255).astype(np.uint8), pixels[::-1])


def test_each_lies_where_it_belongs_in_the_svg() -> None:
    fig, ax = style.figure(4, 4)
    ax.set(xlim=(0, 4), ylim=(0, 4))
    tiles = Tiles(ax)
    pixels = random_pixels(2, 3, 3)
    tiles.set_tiles(np.array([(0.0, 1.0), (2.0, 3.0)]), 0.5, pixels)
    svg = LiveFigure(fig, over=[tiles], alt="Two small pictures.").layers()[-1]
    x1, y1 = ax.transData.transform((2, 3))
    x2, y2 = ax.transData.transform((2.5, 3.5))
    assert f'x="{x1:.2f}" y="{288 - y2:.2f}"' in svg
    assert f'width="{x2 - x1:.2f}" height="{y2 - y1:.2f}"' in svg
    assert re.findall(r"base64,([^\"]*)", svg) == [png(each) for each in pixels]
    (frames,) = re.findall(r'<path d="([^"]*)"', svg)
    assert frames.count("Z") == 2
    tiles.framed = False
    assert "<path" not in LiveFigure(fig, over=[tiles], alt="No frames.").layers()[-1]
    tiles.set_visible(False)
    assert "<image" not in LiveFigure(fig, over=[tiles], alt="Nothing.").layers()[-1]


def test_pixels_are_compressed_again_only_when_they_have_changed() -> None:
    fig, ax = style.figure(4, 4)
    tiles, pixels = Tiles(ax), random_pixels(2, 3, 3)
    corners = np.array([(0.0, 0.0), (0.5, 0.5)])

    def shown() -> list[str]:
        return re.findall(r"base64,([^\"]*)", figure.svg())

    figure = LiveFigure(fig, over=[tiles], alt="Two small pictures.")
    tiles.set_tiles(corners, 0.25, pixels)
    first = shown()
    kept = tiles._pngs
    tiles.set_tiles(corners + 0.1, 0.25, pixels.copy())
    assert shown() == first
    assert tiles._pngs is kept
    pixels = pixels.copy()
    tiles.set_tiles(corners, 0.25, pixels)
    for change in (pixels[:1], 255 - pixels, pixels[:, :2], pixels):
        tiles.set_tiles(corners[: len(change)], 0.25, change)
        assert shown() == [png(each) for each in change]
    pixels[0] = 7  # the same array, with something else in it
    tiles.set_tiles(corners, 0.25, pixels)
    assert shown() == [png(each) for each in pixels]


def test_values_are_tinted_from_blue_through_white_to_orange() -> None:
    fig, ax = style.figure(4, 4)
    ax.set(xlim=(3, -1), ylim=(0, 4))  # to the left
    tiles = Tiles(ax, framed=False)
    tiles.tint((3, -1, 1, 2), np.array([[-1.0, 0.0], [0.5, 1.0]]))
    assert tiles.pixels[0, 0, 0].tolist() == [*style.SURFACE(0.0, bytes=True)[:3]]
    assert tiles.pixels[0, 0, 1].min() > 250
    assert tiles.pixels[0, 1, 1].tolist() == [*style.SURFACE(1.0, bytes=True)[:3]]
    svg = LiveFigure(fig, under=[tiles], alt="A tinted plane.").layers()[0]
    x1, y1 = ax.transData.transform((3, 1))
    x2, y2 = ax.transData.transform((-1, 2))
    assert f'x="{x1:.2f}" y="{288 - y2:.2f}"' in svg
    assert f'width="{x2 - x1:.2f}" height="{y2 - y1:.2f}"' in svg
