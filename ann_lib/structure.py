"""What must hold before layers make a network: each fits the next, the loss the last."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from ann_lib._checks import FloatArray, check_array, check_int
from ann_lib.layers import Dense, Layer, Shape
from ann_lib.losses import Loss


def check_structure(
    layers: Sequence[Layer], loss: Loss, input_shape: Shape | None
) -> list[Shape]:
    """Return the shape of one sample before each layer and after the last.

    Raises
    ------
    TypeError, ValueError
        If something is no layer or no loss, a layer stands twice, neighbours do not fit,
        or the last layer does not give what the loss takes.
    """
    _check_parts(layers, loss)
    if layers[-1].gives_probabilities and loss.from_logits:
        raise ValueError(
            f"{loss!r} takes logits, and the last layer, {layers[-1]!r}, gives "
            "probabilities. Leave it out; predict_proba() applies it."
        )
    if input_shape is None:
        if not isinstance(layers[0], Dense):
            raise ValueError(
                f"input_shape is needed where the first layer is {layers[0]!r}: "
                "give the shape of one sample, such as input_shape=(8, 8)."
            )
        input_shape = (layers[0].n_inputs,)
    shapes = [tuple(check_int(size, "input_shape") for size in input_shape)]
    for i, layer in enumerate(layers):
        try:
            shapes.append(layer.output_shape(shapes[-1]))
        except ValueError as error:
            raise ValueError(f"layers[{i}], {layer!r}, does not fit: {error}") from None
    if len(shapes[-1]) != 1:
        raise ValueError(
            f"The last layer gives samples of shape {shapes[-1]}, expected one row of "
            "numbers. Add Flatten() and a Dense layer."
        )
    try:
        loss.check_output_shape(shapes[-1])
    except ValueError as error:
        raise ValueError(f"The last layer does not fit the loss: {error}") from None
    return shapes


def check_samples(
    x: ArrayLike, shape: Shape, first_layer: Layer, dtype: DTypeLike
) -> FloatArray:
    """Return ``x`` as an array of samples of this shape, which is the first layer's.

    Raises
    ------
    TypeError, ValueError
        If it is none; where reshaping would mend it, the message says how.
    """
    array = check_array(x, "x", dtype=dtype)
    if array.shape[1:] == shape:
        return array
    expected = f"{shape[0]} features a sample" if len(shape) == 1 else f"samples of {shape}"
    mend = ""
    if array.ndim > 1 and np.prod(array.shape[1:]) == np.prod(shape):
        sizes = ", ".join(map(str, shape)) if len(shape) > 1 else "-1"
        mend = f" Use x.reshape(len(x), {sizes})."
    elif array.shape == shape:
        mend = " For one sample, use x[np.newaxis]."
    raise ValueError(
        f"{type(first_layer).__name__} expected {expected}, "
        f"got x of shape {array.shape}.{mend}"
    )


def _check_parts(layers: Sequence[Layer], loss: Loss) -> None:
    if not layers:
        raise ValueError("layers is empty: a network needs at least one layer.")
    for i, layer in enumerate(layers):
        if not isinstance(layer, Layer):
            raise TypeError(f"layers[{i}] must be a layer, got {layer!r}.")
        first = next(j for j, other in enumerate(layers) if other is layer)
        if first != i:
            raise ValueError(
                f"layers[{first}] and layers[{i}] are the same object, {layer!r}. "
                "Build a new layer for each place."
            )
    if not isinstance(loss, Loss):
        raise TypeError(f"loss must be a loss such as SoftmaxCrossEntropy(), got {loss!r}.")
