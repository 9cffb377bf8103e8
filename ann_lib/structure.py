"""What must hold: each layer fits the next, the loss the last, and the data both ends."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from ann_lib._support.advice import about_shape
from ann_lib._support.checks import (
    FloatArray,
    IntArray,
    check_array,
    check_int,
    check_same_length,
    describe,
)
from ann_lib.layers import Dense, Layer, Shape
from ann_lib.losses import Loss

Samples: TypeAlias = tuple[FloatArray, FloatArray | IntArray]
WeightsAndBias: TypeAlias = tuple[FloatArray, FloatArray | None]


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
                "give the shape of one sample, input_shape=x.shape[1:]."
            )
        input_shape = (layers[0].n_inputs,)
    if not isinstance(input_shape, tuple | list) or not input_shape:
        raise TypeError(
            "input_shape must be the shape of one sample, such as (64,) or (8, 8), "
            f"got {describe(input_shape)}."
        )
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


def check_weights(weights: Any) -> list[WeightsAndBias]:
    """Return weights and bias of each Dense layer, as `Network.from_weights` takes them.

    Raises
    ------
    TypeError, ValueError
        If it is no list of pairs, or the shapes do not fit one another.
    """
    if not isinstance(weights, tuple | list) or not weights:
        raise TypeError(
            "weights must be a list of pairs (W, b), one for each Dense layer, got "
            f"{describe(weights)}."
        )
    pairs: list[WeightsAndBias] = []
    for i, pair in enumerate(weights):
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise TypeError(
                f"weights[{i}] must be a pair (W, b), got {describe(pair)}. Use (W, None) "
                "for a layer without a bias."
            )
        w, b = pair
        w = check_array(w, f"weights[{i}][0]", ndim=2)
        pairs.append((w, None if b is None else check_array(b, f"weights[{i}][1]", ndim=1)))
    misfit = _misfit(pairs)
    if misfit:
        turned = [(w.T, b) for w, b in pairs]
        mend = " Rows are inputs here, and columns units: use W.T in place of each W."
        raise ValueError(misfit + ("" if _misfit(turned) else mend))
    return pairs


def _misfit(pairs: Sequence[WeightsAndBias]) -> str:
    """Say which array does not fit the one before it; "" if all do."""
    before: int | None = None
    for i, (w, b) in enumerate(pairs):
        n_inputs, n_units = w.shape
        if before not in (None, n_inputs):
            return (
                f"weights[{i}][0] must have {before} rows, one for each unit of the layer "
                f"before it, got shape {w.shape}."
            )
        if b is not None and len(b) != n_units:
            return (
                f"weights[{i}][1] must hold {n_units} numbers, one for each column of "
                f"weights[{i}][0], got {len(b)}."
            )
        before = n_units
    return ""


def check_dtype(dtype: Any) -> np.dtype[Any]:
    """Return float32 or float64 as NumPy's dtype."""
    for allowed in (np.dtype(np.float32), np.dtype(np.float64)):
        with contextlib.suppress(TypeError):  # of names that NumPy does not know
            if dtype is not None and np.dtype(dtype) == allowed:
                return allowed
    raise ValueError(f"dtype must be 'float32' or 'float64', got {describe(dtype)}.")


def check_samples(x: ArrayLike, shape: Shape, dtype: DTypeLike, layer: Layer) -> FloatArray:
    """Return ``x`` as an array of samples of this shape, for a network's first layer.

    Raises
    ------
    TypeError, ValueError
        If it is none; where reshaping would mend it, the message says how.
    """
    array = check_array(x, "x", dtype=dtype)
    if array.shape[1:] == shape and array.ndim:
        return array
    expected = (
        f"{shape[0]} features per sample" if len(shape) == 1 else f"samples of {shape}"
    )
    raise ValueError(
        f"{type(layer).__name__} expected {expected}, got x of shape {array.shape}."
        f"{about_shape(x, array, 'x', shape)}"
    )


def check_data(x: FloatArray, y: ArrayLike, loss: Loss, output_shape: Shape) -> Samples:
    """Return checked samples with their targets, as ``loss`` takes them.

    Raises
    ------
    TypeError, ValueError
        If the targets do not fit the loss, the network's output or the samples.
    """
    target = loss.check_target(y, output_shape)
    check_same_length(x, target, "x", "y")
    if target.dtype.kind == "f":
        target = check_array(target, "y", dtype=x.dtype)
    return x, target


def check_pair(pair: Any, check: Callable[[Any, Any], Samples]) -> Samples | None:
    """Return the checked ``validation_data`` of `Network.fit`, if there is any."""
    if pair is None:
        return None
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise TypeError(f"validation_data must be a pair (x, y), got {describe(pair)}.")
    try:
        return check(*pair)
    except (TypeError, ValueError) as error:
        raise type(error)(f"In validation_data: {error}") from None


def _check_parts(layers: Any, loss: Any) -> None:
    if not isinstance(layers, tuple | list):
        raise TypeError(f"layers must be a list of layers, got {describe(layers)}.")
    if not layers:
        raise ValueError("layers is empty: a network needs at least one layer.")
    for i, layer in enumerate(layers):
        if not isinstance(layer, Layer):
            raise TypeError(f"layers[{i}] must be a layer, got {describe(layer)}.")
        first = next(j for j, other in enumerate(layers) if other is layer)
        if first != i:
            raise ValueError(
                f"layers[{first}] and layers[{i}] are the same object, {layer!r}. "
                "Build a new layer for each place."
            )
    if not isinstance(loss, Loss):
        raise TypeError(
            f"loss must be a loss such as SoftmaxCrossEntropy(), got {describe(loss)}."
        )
