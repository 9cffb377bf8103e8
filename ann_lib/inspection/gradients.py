"""Looking into a trained network: what an answer depends on, and what units look for.

A layer is given by its index in ``network.layers``, a unit by its index in the layer's
output, which for an image layer is its channel. Nothing here changes the network:
parameters and their gradients are the same afterwards. (As after any other forward,
`Network.backward` would go back to the inputs that were looked at.)
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    check_array,
    check_int,
    check_kind,
    check_number,
)
from ann_lib.inspection.receptive_field import check_layer, check_unit
from ann_lib.losses import BinaryCrossEntropy
from ann_lib.network import Network

# What an answer depends on.


def input_gradient(
    network: Network, x: ArrayLike, target: int | ArrayLike | None = None
) -> FloatArray:
    """How much one output rises with each number of the input.

        d z[target] / d x

    where z is the network's last layer: the logits, for a classifier.

    Parameters
    ----------
    network : Network
    x : array_like, shape (n_samples, ...)
    target : int or array_like of int, shape (n_samples,), optional
        The class, or the index of the output, for all samples or for each; by default
        the network's own answer. With one output for yes or no (`BinaryCrossEntropy`),
        class 1 means yes, and class 0 has the opposite slope.

    Returns
    -------
    gradient : ndarray, like x
        In units of the output per unit of the input.

    Raises
    ------
    TypeError, ValueError
        If x does not fit the network, or there is no such output.
    """
    check_kind(network, "network", Network)
    samples = network.check_samples(x)
    kept = [parameter.gradient.copy() for parameter in network.parameters]
    z = network.forward(samples)
    classes = _check_target(network, z, target)
    start = np.zeros_like(z)
    if _yes_or_no(network):
        start[:, 0] = np.where(classes == 1, 1, -1)
    else:
        start[np.arange(len(z)), classes] = 1
    d: FloatArray | None = start
    for layer in reversed(network.layers):  # Network.backward stops short of the input
        assert d is not None
        d = layer.backward(d)
    assert d is not None
    for parameter, gradient in zip(network.parameters, kept, strict=True):
        parameter.gradient[...] = gradient
    return d.copy()


def occlusion(
    network: Network,
    image: ArrayLike,
    target: int | None = None,
    *,
    size: int = 3,
    fill: float = 0.0,
) -> FloatArray:
    """How far a class's probability falls when a square of the image is covered.

    Zeiler and Fergus (2014), section 4.2.

    Parameters
    ----------
    network : Network
        A classifier.
    image : array_like, shape (height, width) or (height, width, channels)
        One image. It is flattened for a network that takes its pixels in one row.
    target : int, optional
        The class; by default the network's answer to the image.
    size : int
        Side of the square in pixels. It is centred on each pixel in turn (if the size is
        even, it reaches one pixel further down and to the right) and ends at the edge.
    fill : float
        The value of the covered pixels.

    Returns
    -------
    fall : ndarray, shape (height, width)
        Probability without the square minus probability with it, from −1 to 1: above
        zero where the covered pixels spoke for the class.

    Raises
    ------
    TypeError, ValueError
        If the image does not fit the network, the network gives no probabilities, or
        there is no such class.
    """
    check_kind(network, "network", Network)
    pixels = check_array(image, "image", dtype=network.dtype)
    if pixels.ndim not in (2, 3):
        raise ValueError(
            "image must be one image, (height, width) or (height, width, channels), "
            f"got shape {pixels.shape}."
        )
    size, fill = check_int(size, "size"), check_number(fill, "fill")
    height, width = pixels.shape[:2]
    covered = np.repeat(pixels[None], height * width + 1, axis=0)  # the last stays whole
    for i in range(height * width):
        top, left = (max(0, place - (size - 1) // 2) for place in divmod(i, width))
        bottom, right = (place + size // 2 + 1 for place in divmod(i, width))
        covered[i, top:bottom, left:right] = fill
    shape = network.shapes[0]
    if pixels.shape != shape and pixels.size == np.prod(shape):
        covered = covered.reshape(-1, *shape)
    probabilities = network.predict_proba(covered)
    if _yes_or_no(network):
        probabilities = np.concatenate([1 - probabilities, probabilities], axis=1)
    if target is None:
        target = int(probabilities[-1].argmax())
    last = probabilities.shape[1] - 1
    p = probabilities[:, check_int(target, "target", minimum=0, maximum=last)]
    return (p[-1] - p[:-1]).reshape(height, width)


# What depends on a unit.


@contextlib.contextmanager
def units_off(network: Network, layer: int, units: int | Sequence[int]) -> Iterator[None]:
    """Within this block some units are silent: their outputs are 0, whatever they see.

    No gradient flows through them either. Blocks may be nested.

    Parameters
    ----------
    network : Network
    layer : int
    units : int or sequence of int
        May be empty.

    Raises
    ------
    TypeError, ValueError
        If there is no such layer or unit.

    Examples
    --------
    >>> from ann_lib import Dense, MeanSquaredError
    >>> network = Network([Dense(2, 2)], loss=MeanSquaredError(), rng=0)
    >>> with units_off(network, 0, 1):
    ...     float(network.predict([[1.0, 1.0]])[0, 1])
    0.0
    """
    number = check_layer(network, layer)
    listed = [units] if isinstance(units, int | np.integer) else units
    silent = [check_unit(network, number, unit) for unit in listed]
    part = network.layers[number]
    forward, backward, before = part.forward, part.backward, vars(part).copy()

    def silenced(array: FloatArray) -> FloatArray:
        array = array.copy()
        array[..., silent] = 0
        return array

    own: dict[str, Any] = {
        "forward": lambda x, *, training=False: silenced(forward(x, training=training)),
        "backward": lambda d, *, needs_d_input=True: backward(
            silenced(d), needs_d_input=needs_d_input
        ),
    }
    vars(part).update(own)  # the layer's own, before its class's
    try:
        yield
    finally:
        for name in own:
            del vars(part)[name]
            if name in before:  # of a block around this one
                vars(part)[name] = before[name]


def _yes_or_no(network: Network) -> bool:
    return isinstance(network.loss, BinaryCrossEntropy) and network.shapes[-1] == (1,)


def _check_target(network: Network, z: FloatArray, target: Any) -> IntArray:
    """Return the index of an output for each sample."""
    n_outputs = 2 if _yes_or_no(network) else z.shape[1]
    if target is None:
        answer = z[:, 0] > 0 if _yes_or_no(network) else z.argmax(axis=1)
        return answer.astype(np.intp)
    labels = np.array(
        [check_int(t, "target", minimum=0, maximum=n_outputs - 1) for t in np.ravel(target)]
    )
    if len(labels) not in (1, len(z)):
        raise ValueError(
            f"target must be one number, or one for each of the {len(z)} samples, got "
            f"{len(labels)}."
        )
    return np.broadcast_to(labels, len(z))
