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

    Attributes
    ----------
    n_decaying : int
        To how many of its numbers, the first ones, weight decay applies.
    """

    def __init__(self, value: ArrayLike, name: str, *, decay: bool = True) -> None:
        self._value: FloatArray = np.array(value, dtype=np.float64, order="C")
        self._gradient: FloatArray = np.zeros_like(self._value)
        self.name = name
        self.decay = decay
        self.n_decaying = self._value.size if decay else 0

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
    parameters: Sequence[Parameter], dtype: DTypeLike, before: list[Parameter]
) -> list[Parameter]:
    """Lay parameters side by side in one vector, of which each becomes a view.

    An optimizer then needs a few NumPy calls per step, however many layers there are.

    Returns
    -------
    packed : list of Parameter
        That vector, with the numbers to which weight decay applies first; empty if there
        are no parameters. ``before`` itself if the parameters are still views of it, which
        they are not once another network has taken a layer.
    """
    for parameter in parameters:  # a plain loop is quickest: asked before each batch
        if not before or parameter._value.base is not before[0]._value:
            packed = [Parameter([], "parameters")]
            lay_out(parameters, packed, dtype)
            return packed
    return before


def lay_out(
    parameters: Sequence[Parameter], packed: Sequence[Parameter], dtype: DTypeLike
) -> None:
    """Make parameters views of ``packed``, with the values and gradients they have."""
    order = sorted(parameters, key=lambda p: not p.decay)
    for vector in packed:
        vector._value = np.concatenate([p._value.ravel() for p in order]).astype(dtype)
        vector._gradient = np.concatenate([p._gradient.ravel() for p in order]).astype(
            dtype
        )
        vector.n_decaying = sum(p._value.size for p in order if p.decay)
        start = 0
        for parameter in order:
            shape, end = parameter._value.shape, start + parameter._value.size
            parameter._value = vector._value[start:end].reshape(shape)
            parameter._gradient = vector._gradient[start:end].reshape(shape)
            start = end
