"""Artificial neural networks, small enough to read and fast enough to use.

The names below are loaded when they are first used: importing the package costs
hardly more than importing NumPy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ann_lib.activations import (
        GELU as GELU,
        LeakyReLU as LeakyReLU,
        Linear as Linear,
        ReLU as ReLU,
        Sigmoid as Sigmoid,
        Softmax as Softmax,
        Step as Step,
        Tanh as Tanh,
    )
    from ann_lib.checkpoint import (
        Checkpoint as Checkpoint,
    )
    from ann_lib.convolution import (
        Conv2D as Conv2D,
        MaxPool2D as MaxPool2D,
    )
    from ann_lib.gradcheck import (
        check_layer as check_layer,
        check_loss as check_loss,
        check_network as check_network,
    )
    from ann_lib.layers import (
        Dense as Dense,
        Dropout as Dropout,
        Flatten as Flatten,
        Layer as Layer,
        Parameter as Parameter,
    )
    from ann_lib.losses import (
        BinaryCrossEntropy as BinaryCrossEntropy,
        Loss as Loss,
        MeanSquaredError as MeanSquaredError,
        SoftmaxCrossEntropy as SoftmaxCrossEntropy,
    )
    from ann_lib.network import (
        Network as Network,
    )
    from ann_lib.neuron import (
        Neuron as Neuron,
    )
    from ann_lib.optimizers import (
        SGD as SGD,
        Adam as Adam,
        Constant as Constant,
        Cosine as Cosine,
        OneCycle as OneCycle,
        Optimizer as Optimizer,
        RMSProp as RMSProp,
        Schedule as Schedule,
        StepDecay as StepDecay,
    )
    from ann_lib.spiking import (
        SpikingNeuron as SpikingNeuron,
    )
    from ann_lib.training import (
        Callback as Callback,
        EarlyStopping as EarlyStopping,
        History as History,
        Training as Training,
        TrainingDivergedError as TrainingDivergedError,
        minibatches as minibatches,
    )

__version__ = "0.1.0"

_NAMES = {
    "activations": "GELU LeakyReLU Linear ReLU Sigmoid Softmax Step Tanh",
    "checkpoint": "Checkpoint",
    "convolution": "Conv2D MaxPool2D",
    "gradcheck": "check_layer check_loss check_network",
    "layers": "Dense Dropout Flatten Layer Parameter",
    "losses": "BinaryCrossEntropy Loss MeanSquaredError SoftmaxCrossEntropy",
    "network": "Network",
    "neuron": "Neuron",
    "optimizers": "SGD Adam Constant Cosine OneCycle Optimizer RMSProp Schedule StepDecay",
    "spiking": "SpikingNeuron",
    "training": "Callback EarlyStopping History Training TrainingDivergedError minibatches",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
