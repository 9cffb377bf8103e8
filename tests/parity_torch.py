"""The trainings of `parity_cases` in PyTorch, and the file that keeps their numbers.

    .venv-torch/bin/python tests/parity_torch.py      writes parity_reference.npz anew

Weights are (inputs, outputs) here and (outputs, inputs) there; images have their
channels last here and first there. PyTorch's SGD and RMSprop know only the weight decay
that is part of the gradient, so the decoupled one is written out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from parity_cases import CASES, REFERENCE, Case, in_one_row
from torch import nn

from ann_lib import (
    SGD,
    Adam,
    BinaryCrossEntropy,
    Conv2D,
    Cosine,
    Dense,
    Layer,
    LeakyReLU,
    MaxPool2D,
    MeanSquaredError,
    Network,
    OneCycle,
    Optimizer,
    RMSProp,
    Schedule,
    SoftmaxCrossEntropy,
    StepDecay,
)

LOSSES: dict[type, Callable[..., torch.Tensor]] = {
    MeanSquaredError: nn.functional.mse_loss,
    BinaryCrossEntropy: nn.functional.binary_cross_entropy_with_logits,
    SoftmaxCrossEntropy: nn.functional.cross_entropy,
}
WITHOUT_PARAMETERS: dict[str, Callable[[], nn.Module]] = {
    "Linear": nn.Identity,
    "Sigmoid": nn.Sigmoid,
    "Tanh": nn.Tanh,
    "ReLU": nn.ReLU,
    "GELU": lambda: nn.GELU(approximate="tanh"),
    "Softmax": lambda: nn.Softmax(dim=-1),
}


class ChannelsLast(nn.Module):
    """Flatten in the order of channels last."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.permute(0, 2, 3, 1).flatten(1)


def module(layer: Layer) -> nn.Module:
    """Return the same layer, with the same weights."""
    if isinstance(layer, Dense):
        made: Any = nn.Linear(layer.n_inputs, layer.n_units, dtype=torch.float64)
    elif isinstance(layer, Conv2D):
        made = nn.Conv2d(
            layer.in_channels,
            layer.out_channels,
            layer.kernel_size,
            stride=layer.stride,
            padding=layer.padding,
            bias=layer.bias is not None,
            dtype=torch.float64,
        )
    elif isinstance(layer, MaxPool2D):
        return nn.MaxPool2d(layer.size, stride=layer.stride)
    elif isinstance(layer, LeakyReLU):
        return nn.LeakyReLU(layer.leak)
    elif type(layer).__name__ == "Flatten":
        return ChannelsLast()
    else:
        return WITHOUT_PARAMETERS[type(layer).__name__]()
    with torch.no_grad():
        for tensor, parameter in zip(made.parameters(), layer.parameters, strict=True):
            tensor.copy_(torch.from_numpy(to_torch(parameter.value)))
    return made


def to_torch(array: np.ndarray) -> np.ndarray:
    """Return an array with the outputs first, and then the channels that come in."""
    axes = {1: (0,), 2: (1, 0), 4: (3, 2, 0, 1)}[array.ndim]
    return np.ascontiguousarray(array.transpose(axes))


def from_torch(tensor: torch.Tensor) -> np.ndarray:
    """Undo `to_torch`."""
    axes = {1: (0,), 2: (1, 0), 4: (2, 3, 1, 0)}[tensor.ndim]
    return tensor.detach().numpy().transpose(axes)


def stepper(mine: Optimizer, network: nn.Module) -> Callable[[], None]:
    """Return what takes one step with the same optimizer."""
    rate = mine.learning_rate
    schedule = rate if isinstance(rate, Schedule) else None
    first: float = schedule.rate if schedule else rate  # type: ignore[attr-defined,assignment]
    weights = [p for p in network.parameters() if p.ndim > 1]
    biases = [p for p in network.parameters() if p.ndim == 1]
    theirs: torch.optim.Optimizer
    if isinstance(mine, SGD):
        theirs = torch.optim.SGD(
            [*weights, *biases], first, momentum=mine.momentum, nesterov=mine.nesterov
        )
    elif isinstance(mine, RMSProp):
        theirs = torch.optim.RMSprop(
            [*weights, *biases], first, alpha=mine.keep, eps=mine.epsilon
        )
    else:
        assert isinstance(mine, Adam)
        groups = [
            {"params": weights, "weight_decay": mine.weight_decay},
            {"params": biases, "weight_decay": 0.0},
        ]
        theirs = torch.optim.AdamW(
            groups, first, betas=(mine.beta1, mine.beta2), eps=mine.epsilon
        )
    decays_itself = isinstance(mine, Adam)
    changes = scheduler(schedule, theirs)

    def step() -> None:
        if not decays_itself:
            shrink = 1 - theirs.param_groups[0]["lr"] * mine.weight_decay
            with torch.no_grad():
                for weight in weights:
                    weight.mul_(shrink)
        theirs.step()
        changes()

    return step


def scheduler(mine: Schedule | None, theirs: torch.optim.Optimizer) -> Callable[[], Any]:
    """Return what brings the learning rate of PyTorch's optimizer up to date."""
    rates = torch.optim.lr_scheduler
    if isinstance(mine, StepDecay):
        return rates.StepLR(theirs, mine.every, mine.factor).step
    if isinstance(mine, OneCycle):
        # Its own steps end with the last: one more would be one too many.
        left = iter(range(mine.steps - 1))
        cycle = rates.OneCycleLR(
            theirs, mine.rate, mine.steps, pct_start=mine.warm_up, cycle_momentum=False
        )
        return lambda: None if next(left, None) is None else cycle.step()
    if isinstance(mine, Cosine):
        # PyTorch's goes up again after its end, ours stays.
        left = iter(range(mine.steps))
        wave = rates.CosineAnnealingLR(theirs, mine.steps, mine.final)
        return lambda: None if next(left, None) is None else wave.step()
    return lambda: None


def theirs(case: Case) -> np.ndarray:
    """Return what `parity_cases.ours` returns, from PyTorch."""
    start: Network = case.start()
    network = nn.Sequential(*(module(layer) for layer in start.layers))
    step, losses = stepper(case.optimizer(), network), []
    for x, y in case.batches():
        images = x.ndim == 4
        inputs = torch.from_numpy(np.moveaxis(x, 3, 1).copy() if images else x)
        loss = LOSSES[type(start.loss)](network(inputs), torch.from_numpy(y))
        network.zero_grad()
        loss.backward()
        step()
        losses.append(loss.item())
    return in_one_row(losses, [from_torch(p) for p in network.parameters()])


def main() -> None:
    """Write the reference."""
    found = {case.name: theirs(case) for case in CASES}
    np.savez_compressed(REFERENCE, torch=np.array(torch.__version__), **found)
    sys.stdout.write(f"{len(found)} trainings by PyTorch {torch.__version__}\n")


if __name__ == "__main__":
    main()
