"""What a unit of an image network sees, and what it responds to most.

A unit of a convolution sees a small window; a unit of the next layer sees several such
windows, and so on: the receptive field grows from layer to layer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import FloatArray, Sides, both, check_int, check_kind
from ann_lib.activations import Activation, Softmax
from ann_lib.convolution import Conv2D, MaxPool2D
from ann_lib.layers import Dropout
from ann_lib.network import Network


def receptive_field(
    network: Network, layer: int, row: int = 0, column: int = 0
) -> tuple[slice, slice]:
    """Return the part of the input image that a unit sees.

    Parameters
    ----------
    network : Network
        Of images: its input is (height, width) or (height, width, channels).
    layer : int
    row, column : int
        The unit's place in that layer's output. After `Flatten` it is (0, 0), and the
        unit sees the whole image.

    Returns
    -------
    rows, columns : slice
        Of the image, and within it: zero padding is left out.

    Raises
    ------
    ValueError
        If there is no such layer or place, or the input is not an image.
    TypeError
        If a layer on the way has no known receptive field.
    """
    spans = _field(network, layer, row, column)
    rows, columns = (
        slice(*np.clip(span, 0, length).tolist())
        for span, length in zip(spans, network.shapes[0], strict=False)
    )
    return rows, columns


def best_patches(
    network: Network, layer: int, unit: int, images: ArrayLike, n: int = 9
) -> tuple[FloatArray, FloatArray]:
    """Return the parts of images to which a unit responds most.

    After Zeiler and Fergus (2014), section 4.

    Parameters
    ----------
    network : Network
    layer, unit : int
    images : array_like, shape (n_images, height, width, channels)
        Or any other input of the network.
    n : int
        How many; fewer if there are fewer images. Each image counts once.

    Returns
    -------
    patches : ndarray, shape (n, rows, columns, channels)
        What the unit saw where it responded most, one place per image, the strongest
        first; zeros where it saw beyond the edge. For a unit that sees the whole
        input, the inputs themselves.
    answers : ndarray, shape (n,)
        Its outputs there, in descending order.

    Raises
    ------
    TypeError, ValueError
        If there is no such layer or unit, or the images do not fit the network.
    """
    number = check_layer(network, layer)
    unit = check_unit(network, number, unit)
    x, n = network.check_samples(images), check_int(n, "n")
    blocks = []
    for start in range(0, len(x), 256):
        output = x[start : start + 256]
        for part in network.layers[: number + 1]:
            output = part.forward(output)
        blocks.append(output[..., unit].reshape(len(output), -1))
    answers = np.concatenate(blocks)  # (n_images, places)
    best = answers.max(axis=1)
    chosen = np.argsort(-best, kind="stable")[:n]
    if len(network.shapes[number + 1]) == 1:
        return x[chosen], best[chosen]
    width = network.shapes[number + 1][1]
    patches = []
    for i in chosen:
        place = divmod(int(answers[i].argmax()), width)
        patches.append(_cut(x[i], _field(network, number, *place)))
    return np.array(patches), best[chosen]


def check_layer(network: Network, layer: object) -> int:
    """Return a layer's number, if there is such a layer."""
    check_kind(network, "network", Network)
    return check_int(layer, "layer", minimum=0, maximum=len(network.layers) - 1)


def check_unit(network: Network, layer: int, unit: object) -> int:
    """Return a unit's number, if that layer has such a unit."""
    n_units = network.shapes[layer + 1][-1]
    return check_int(unit, "unit", minimum=0, maximum=n_units - 1)


def _field(network: Network, layer: int, row: int, column: int) -> list[tuple[int, int]]:
    """Return start and stop of the rows and of the columns, which may exceed the image."""
    number = check_layer(network, layer)
    shapes = network.shapes[: number + 2]
    if len(shapes[0]) < 2:
        raise ValueError(
            f"A receptive field is part of an image, but the network takes samples of "
            f"shape {shapes[0]}. Begin it with Flatten() and give input_shape=(height, "
            "width, channels)."
        )
    places = shapes[-1][:2] if len(shapes[-1]) > 1 else (1, 1)
    place = (
        check_int(row, "row", minimum=0, maximum=places[0] - 1),
        check_int(column, "column", minimum=0, maximum=places[1] - 1),
    )
    spans = [(i, i + 1) for i in place]
    size: Sides
    stride: Sides
    padding: Sides
    for part, shape in zip(network.layers[number::-1], shapes[-2::-1], strict=True):
        if isinstance(part, Conv2D):
            size, stride, padding = part.kernel_size, part.stride, part.padding
        elif isinstance(part, MaxPool2D):
            size, stride, padding = part.size, part.stride, 0
        elif isinstance(part, Activation | Softmax | Dropout) or len(shape) == 1:
            continue
        elif len(part.output_shape(shape)) == 1:  # from an image to one row: sees all
            spans = [(0, length) for length in shape[:2]]
            continue
        else:
            raise TypeError(f"{part!r} has no known receptive field.")
        spans = [
            (start * s - p, (end - 1) * s - p + k)
            for (start, end), k, s, p in zip(
                spans, both(size), both(stride), both(padding), strict=True
            )
        ]
    return spans


def _cut(image: FloatArray, spans: list[tuple[int, int]]) -> FloatArray:
    """Return that part of an image, with zeros beyond its edge."""
    (top, bottom), (left, right) = spans
    cut = np.zeros((bottom - top, right - left, *image.shape[2:]), image.dtype)
    part = image[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    down, along = max(0, -top), max(0, -left)
    cut[down : down + part.shape[0], along : along + part.shape[1]] = part
    return cut
