"""The same small convolutional network in ann_lib and in PyTorch: one epoch per call.

Conv 1→8, ReLU, pool, conv 8→16, ReLU, pool, dense to 10; kernels of 3 × 3, pools of
2 × 2, Adam. Both start from the same weights, and each is written as its users would.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from _contenders import Variants, epoch_of

if TYPE_CHECKING:
    from ann_lib.network import Network

SHAPE = (28, 28, 1)
CHANNELS = (1, 8, 16)
FEATURES = 5 * 5 * CHANNELS[-1]


def build() -> Network:
    """Return ann_lib's network."""
    from ann_lib.activations import ReLU
    from ann_lib.convolution import Conv2D, MaxPool2D
    from ann_lib.layers import Dense, Flatten, Layer
    from ann_lib.losses import SoftmaxCrossEntropy
    from ann_lib.network import Network

    one, few, more = CHANNELS
    layers: list[Layer] = [Conv2D(one, few, 3), ReLU(), MaxPool2D()]
    layers += [Conv2D(few, more, 3), ReLU(), MaxPool2D(), Flatten(), Dense(FEATURES, 10)]
    return Network(layers, loss=SoftmaxCrossEntropy(), input_shape=SHAPE, rng=0)


@dataclass
class ImageTask:
    """What to train on: images (n_samples, 28, 28, 1), labels, and the batch size."""

    batch_size: int
    x: np.ndarray
    y: np.ndarray
    epochs: int = 1

    def variants(self, name: str) -> Variants:
        """Return the named library's variants; ImportError where it is missing."""
        return CONTENDERS[name](self)


def ann_lib(task: ImageTask) -> Variants:
    """`Network.fit`, as it stands."""
    from ann_lib.optimizers import Adam

    return {"fit": epoch_of(build(), task, Adam())}


def pytorch(task: ImageTask) -> Variants:
    """Write the usual loop; channels first or last in memory, Adam plain or fused."""
    import torch
    from torch import nn

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    one, few, more = CHANNELS
    images = torch.from_numpy(np.moveaxis(task.x, 3, 1).copy())
    y = torch.from_numpy(task.y)
    start = [np.moveaxis(p, (2, 3), (1, 0)) if p.ndim == 4 else p.T for p in weights()]

    def variant(order: Any, fused: bool) -> Callable[[], None]:
        model = nn.Sequential(
            *(nn.Conv2d(one, few, 3), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(few, more, 3), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Flatten(), nn.Linear(FEATURES, 10)),
        )
        with torch.no_grad():
            for parameter, array in zip(model.parameters(), start, strict=True):
                parameter.copy_(torch.from_numpy(np.ascontiguousarray(array)))
        model, x = model.to(memory_format=order), images.to(memory_format=order)
        loss = nn.CrossEntropyLoss()
        optimizer = torch.optim.Adam(model.parameters(), fused=fused)

        def epoch() -> None:
            for batch in torch.randperm(len(x)).split(task.batch_size):
                optimizer.zero_grad()
                loss(model(x[batch]), y[batch]).backward()
                optimizer.step()

        return epoch

    orders = {"first": torch.contiguous_format, "last": torch.channels_last}
    return {
        f"channels {name}{', fused' * fused}": variant(order, fused)
        for name, order in orders.items()
        for fused in (False, True)
    }


def weights() -> list[np.ndarray]:
    """Return what both start from: of each layer the weights, and then the bias."""
    return build().get_weights()


CONTENDERS: dict[str, Callable[[ImageTask], Variants]] = {
    "ann_lib": ann_lib,
    "PyTorch": pytorch,
}
