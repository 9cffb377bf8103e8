"""Artificial neural networks, small enough to read and fast enough to use.

Read five files, in this order, to follow a network from its input to its gradient:

1. `neuron`: one artificial neuron, in plain Python floats.
2. `layers`: many of them side by side, forward and backward, in one array.
3. `activations`: what a sum goes through, and its slope.
4. `losses`: how wrong the answer is, and where the gradient begins.
5. `network`: layers in a row, and the loop that trains them.
"""

from __future__ import annotations

from ann_lib.activations import GELU, LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Step, Tanh
from ann_lib.convolution import Conv2D, MaxPool2D
from ann_lib.gradcheck import check_layer, check_loss, check_network
from ann_lib.layers import Dense, Dropout, Flatten, Layer
from ann_lib.losses import BinaryCrossEntropy, Loss, MeanSquaredError, SoftmaxCrossEntropy
from ann_lib.nerve_cell import SpikingNeuron
from ann_lib.network import Network
from ann_lib.neuron import Neuron
from ann_lib.optimizers import (
    SGD,
    Adam,
    Cosine,
    OneCycle,
    Optimizer,
    RMSProp,
    Schedule,
    StepDecay,
)
from ann_lib.parameter import Parameter
from ann_lib.starts import Starts
from ann_lib.training import (
    Callback,
    EarlyStopping,
    History,
    Training,
    TrainingDivergedError,
    minibatches,
)

__version__ = "0.1.0"

__all__ = [
    "GELU",
    "SGD",
    "Adam",
    "BinaryCrossEntropy",
    "Callback",
    "Conv2D",
    "Cosine",
    "Dense",
    "Dropout",
    "EarlyStopping",
    "Flatten",
    "History",
    "Layer",
    "LeakyReLU",
    "Linear",
    "Loss",
    "MaxPool2D",
    "MeanSquaredError",
    "Network",
    "Neuron",
    "OneCycle",
    "Optimizer",
    "Parameter",
    "RMSProp",
    "ReLU",
    "Schedule",
    "Sigmoid",
    "Softmax",
    "SoftmaxCrossEntropy",
    "SpikingNeuron",
    "Starts",
    "Step",
    "StepDecay",
    "Tanh",
    "Training",
    "TrainingDivergedError",
    "check_layer",
    "check_loss",
    "check_network",
    "minibatches",
]
