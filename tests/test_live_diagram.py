import re
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_hex

from ann_course.live import LiveFigure
from ann_course.live.diagram import Bias, Connection, NetworkDiagram, Node
from ann_course.live.labels import Labels
from ann_course.live.words import fitting
from ann_lib.plots import style

COLORS = {1: style.POSITIVE, -1: style.NEGATIVE}


def make(sizes=(2, 3, 1), **options):
    fig, ax = style.figure(6, 4)
    return NetworkDiagram(ax, sizes, **options), fig


def example(sizes, seed=0):
    rng = np.random.default_rng(seed)
    pairs = pairwise(sizes)
    return (
        [rng.normal(size=size) for size in sizes],
        [rng.normal(size=pair) for pair in pairs],
        [rng.normal(size=size) for size in sizes[1:]],
    )


def wires_through(diagram, part):
    """Colour and width of every line that draws this connection."""
    start = diagram.positions[Node(part.layer, part.start)]
    end = diagram.positions[Node(part.layer + 1, part.end)]
    wires = diagram._wires
    looks = zip(wires.ends, wires.colors, wires.widths, strict=True)
    return [look for ends, *look in looks if np.allclose(ends, [start, end])]


def test_a_connection_has_the_colour_of_its_sign_and_the_width_of_its_size():
    diagram, _ = make((3, 1))
    diagram.show([np.zeros(3), [0]], [[[0.4], [-2.0], [0.0]]])
    (small,), (large,), (none,) = (
        wires_through(diagram, Connection(0, i, 0)) for i in range(3)
    )
    assert (small[0], large[0]) == (style.POSITIVE, style.NEGATIVE)
    assert large[1] > 2 * small[1]
    assert none[1] == 0


def test_every_connection_is_drawn_once():
    sizes = (3, 5, 4, 2)
    diagram, _ = make(sizes)
    values, weights, biases = example(sizes)
    diagram.show(values, weights, biases)
    for layer, matrix in enumerate(weights):
        for (start, end), weight in np.ndenumerate(matrix):
            ((color, width),) = wires_through(diagram, Connection(layer, start, end))
            assert color == COLORS[int(np.sign(weight))]
            assert width > 0


def test_a_node_has_the_colour_of_its_value():
    diagram, _ = make((3, 2), value_scale=2.0)
    diagram.show([[0, 1, -9], [2, 0.5]], [np.zeros((3, 2))])
    shares = [0, 0.5, -1, 1, 0.25]
    fills = [to_hex(style.SURFACE(0.5 + share / 2)) for share in shares]
    assert diagram._disks.fills == fills


def test_every_node_says_its_value():
    diagram, fig = make((2, 2, 1))
    diagram.show([[0.25, -1], [0.5, 0], [3.14159]], [np.ones((2, 2)), np.ones((2, 1))])
    svg = LiveFigure(fig, over=diagram.over, alt="a network").svg()
    for text in ("0.25", "\u22121.00", "0.50", "0.00", "3.14"):
        assert f">{text}<" in svg


def test_a_picked_part_is_named_with_its_value_and_follows_it():
    diagram, fig = make((2, 2, 1))
    live = LiveFigure(fig, over=diagram.over, alt="a network")
    diagram.pick(Connection(0, 1, 0))
    values, weights, biases = example((2, 2, 1))
    weights[0][1, 0] = -0.5
    diagram.show(values, weights, biases)
    assert "weight x2 to h1 = \u22120.50" in live.svg()
    biases[1][0] = 0.75
    diagram.show(values, weights, biases)
    diagram.pick(Bias(2, 0))
    assert "bias of y = 0.75" in live.svg()
    diagram.pick(None)
    assert "bias of y" not in live.svg()


def test_each_part_has_a_name_of_its_own_and_a_value():
    diagram, _ = make((2, 2, 1))
    nodes = [Node(layer, k) for layer, size in enumerate((2, 2, 1)) for k in range(size)]
    weights = [Connection(0, i, j) for i in (0, 1) for j in (0, 1)]
    weights += [Connection(1, i, 0) for i in (0, 1)]
    parts = [*nodes, *weights, *(Bias(n.layer, n.index) for n in nodes if n.layer)]
    names = {diagram.name(part) for part in parts}
    assert len(names) == len(parts)
    assert {"x1", "h2", "y", "weight h2 to y", "bias of h1"} <= names
    for part in parts:
        assert diagram.text(part) == f"{diagram.name(part)} = 0.00"


def test_large_layers_are_folded_but_keep_their_values():
    sizes = (64, 16, 10)
    diagram, fig = make(sizes, max_nodes=8)
    values, weights, biases = example(sizes)
    diagram.show(values, weights, biases)
    drawn = [node.index for node in diagram.positions if node.layer == 0]
    assert drawn == [0, 1, 2, 3, 60, 61, 62, 63]
    assert diagram.value(Node(0, 30)) == values[0][30]
    diagram.pick(Connection(0, 30, 9))
    svg = LiveFigure(fig, over=diagram.over, alt="a network").svg()
    assert "64 nodes" in svg
    assert f"weight x31 to h10 = {fitting(weights[0][30, 9])}" in svg


@pytest.mark.parametrize("sizes", [(1, 1), (2, 1), (2, 4, 4, 4, 1), (9, 3), (100, 100, 2)])
def test_nodes_of_a_layer_are_apart_and_within_the_picture(sizes):
    diagram, _ = make(sizes)
    places = np.array(list(diagram.positions.values()))
    assert len(np.unique(places.round(6), axis=0)) == len(places)
    assert places[:, 1].min() >= 0
    assert places[:, 1].max() <= 1


def test_there_are_few_moving_parts_however_large_the_network():
    small, large = make((2, 2, 1))[0], make((50, 50, 50))[0]
    assert len(small.over) == len(large.over) < 35


def test_the_same_network_gives_the_same_picture():
    pictures = set()
    for _ in range(2):
        diagram, fig = make()
        diagram.show(*example((2, 3, 1)))
        svg = LiveFigure(fig, over=diagram.over, alt="a network").svg()
        pictures.add(re.sub(r"\b[mpc][0-9a-f]{10}\b", "", svg))
    assert len(pictures) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0.00"),
        (-1.234, "\u22121.23"),
        (0.001, "0.001"),
        (0.00001, "1e\u221205"),
        (12345, "1e+04"),
    ],
)
def test_number(value, text):
    assert fitting(value) == text


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: make((2,)), "layer_sizes must hold at least the inputs and the outputs"),
        (lambda: make((2, 0)), "layer_sizes must be at least 1"),
        (lambda: make((2, 1), names=[["a"], ["y"]]), "names must hold .2, 1. names"),
        (lambda: make((2, 1), weight_scale=0), "weight_scale must be above 0"),
        (lambda: make((2, 1))[0].show([[1, 2]], []), "values must hold 2 arrays, got 1"),
        (
            lambda: make((2, 1))[0].show([[1, 2], [1]], [[[1, 2]]]),
            r"weights\[0\] must have shape \(2, 1\), got \(1, 2\)",
        ),
        (lambda: make((2, 1))[0].pick(Node(0, 5)), "part must be in a network of .2, 1."),
    ],
)
def test_errors_say_what_was_expected(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_labels_are_texts_of_the_svg():
    fig, ax = style.figure(4, 3)
    labels = Labels(ax, [(0, 0), (1, 1)], ["a < b", ""], align="left", bold=True)
    svg = LiveFigure(fig, over=[labels], alt="texts").svg()
    assert "a &lt; b" in svg
    labels.set_texts(["c", "d"])
    labels.set_points([(0.2, 0.2), (0.5, 0.5)])
    svg = LiveFigure(fig, over=[labels], alt="texts").svg()
    assert ">c<" in svg
    assert ">d<" in svg
    with pytest.raises(ValueError, match=r"texts must hold 2 texts.*got 1"):
        labels.set_texts(["c"])
