"""What training adjusts: arrays with their gradients, laid side by side in one vector."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from ann_lib._support.checks import FloatArray, check_array


class Parameter:
    """One array that training adjusts, with the loss's gradient beside it.

    Assigning to ``value`` or ``gradient`` copies into the array that is there, since
    a network keeps all of its parameters side by side in one long vector (see `pack`).

    Parameters
    ----------
    value : array_like
        The starting value, kept as float64 until a network chooses its dtype.
    name : str
        What it is in its layer: "weights" or "bias".
    decay : bool
        Whether weight decay applies to it.
    """

    def __init__(self, value: ArrayLike, name: str, *, decay: bool = True) -> None:
        self._value: FloatArray = np.array(value, dtype=np.float64, order="C")
        self._gradient: FloatArray = np.zeros_like(self._value)
        self.name = name
        self.decay = decay

    @property
    def value(self) -> FloatArray:
        """The numbers themselves."""
        return self._value

    @value.setter
    def value(self, new: ArrayLike) -> None:
        self._value[...] = check_array(new, self.name, shape=self._value.shape)

    @property
    def gradient(self) -> FloatArray:
        """Derivative of the loss with respect to each number, from the last backward."""
        return self._gradient

    @gradient.setter
    def gradient(self, new: ArrayLike) -> None:
        shape = self._value.shape  # not finite where training diverges
        self._gradient[...] = check_array(new, self.name, shape=shape, finite=False)

    def __repr__(self) -> str:
        return f"Parameter({self.name}, shape {self._value.shape}, {self._value.dtype})"


def pack(
    parameters: Sequence[Parameter], dtype: DTypeLike, before: Sequence[Parameter] = ()
) -> list[Parameter]:
    """Lay parameters side by side in one vector, of which each becomes a view.

    An optimizer then needs a few NumPy calls per step, however many layers there are.

    Returns
    -------
    packed : list of Parameter
        One vector of those with weight decay, one of those without. ``before`` itself if
        the parameters are still views of it, which they are not once another network has
        taken a layer.
    """
    homes = [id(packed._value) for packed in before]  # quick: asked before each batch
    if homes and all(id(p._value.base) in homes for p in parameters):
        return list(before)
    kinds = ([p for p in parameters if p.decay is decay] for decay in (True, False))
    packed = [Parameter([], kind[0].name, decay=kind[0].decay) for kind in kinds if kind]
    lay_out(parameters, packed, dtype)
    return packed


def lay_out(
    parameters: Sequence[Parameter], packed: Sequence[Parameter], dtype: DTypeLike
) -> None:
    """Make parameters views of ``packed``, with the values and gradients they have."""
    for vector in packed:
        kind = [p for p in parameters if p.decay is vector.decay]
        vector._value = np.concatenate([p._value.ravel() for p in kind]).astype(dtype)
        vector._gradient = np.concatenate([p._gradient.ravel() for p in kind]).astype(dtype)
        start = 0
        for parameter in kind:
            shape, end = parameter._value.shape, start + parameter._value.size
            parameter._value = vector._value[start:end].reshape(shape)
            parameter._gradient = vector._gradient[start:end].reshape(shape)
            start = end
