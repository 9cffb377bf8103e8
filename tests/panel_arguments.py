"""Each panel with arguments of every kind that it takes, as a learner would give them."""

from __future__ import annotations

from typing import Any

import numpy as np
from small_networks import image_classifier

import ann_lib as ann
from ann_lib.datasets import make_household_days, make_speakers

RNG = np.random.default_rng(3)
PICTURES = RNG.random((6, 4, 4, 1)).round(2)
CLASSES = np.array([0, 1, 2, 2, 1, 0])
PHOTO = RNG.random((30, 20, 3)).round(2)
POINTS = RNG.uniform(-2, 2, (12, 2)).round(2)
SIDES = np.where(POINTS[:, 0] > 0, 1, -1)
TABLE = {
    "size": RNG.uniform(0, 9, 40).round(1),
    "sort": [*"aab"] * 13 + ["b"],
    "place": [*"stuvwxyz"] * 5,
    "day": list(range(40)),
    "told": [None, "yes", "no", "yes"] * 10,
}
NAMES = ["circle", "cross", "square"]


def leaning(z: float) -> float:
    return z if z > 0 else 0.3 * z


def leaning_slope(z: float) -> float:
    return 1.0 if z > 0 else 0.3


def two_two_one(middle: ann.Layer, loss: ann.Loss) -> ann.Network:
    layers = [ann.Dense(2, 2), middle, ann.Dense(2, 1)]
    return ann.Network(layers, loss=loss, rng=5, dtype="float64")


def arguments_of(panel: str) -> list[dict[str, Any]]:
    """Return the arguments of one or more calls, new objects each time."""
    pictures = {"network": image_classifier(), "x": PICTURES, "y": CLASSES}
    cells = ann.SpikingNeuron([0.8, -0.25, 0.5])
    one_layer = ann.Network(
        [ann.Dense(2, 1, bias=False)], loss=ann.MeanSquaredError(), rng=4, dtype="float64"
    )
    pets = ann.Network([ann.Dense(1024, 1)], loss=ann.BinaryCrossEntropy(), rng=2)
    coloured = ann.Network([ann.Dense(3072, 2)], loss=ann.SoftmaxCrossEntropy(), rng=3)
    playground = ann.Network(
        [ann.Dense(3, 5), ann.ReLU(), ann.Dense(5, 1)], loss=ann.BinaryCrossEntropy(), rng=1
    )
    ear, quiet = (
        ann.Network([ann.Dense(24, 5)], loss=ann.SoftmaxCrossEntropy(), rng=k)
        for k in range(2)
    )
    people = make_speakers(2, 1, 2, rng=0)
    calls: dict[str, list[dict[str, Any]]] = {
        "ActivationPanel": [
            {"function": leaning, "slope": leaning_slope},
            {"function": ann.LeakyReLU(0.5)},
        ],
        "BackwardPassPanel": [{"network": two_two_one(ann.Tanh(), ann.MeanSquaredError())}],
        "ConfusionPanel": [pictures | {"class_names": NAMES}],
        "DayPanel": [{"table": make_household_days(70, rng=1), "what": "kWh"}],
        "DescentPanel": [
            {"x": POINTS, "y": SIDES},
            {"start": (1.5, 0.5), "by_hand": True},
            {"network": one_layer, "x": POINTS.tolist(), "y": SIDES, "start": (1.0, -2.0)},
        ],
        "DigitPanel": [{"network": image_classifier()}, pictures],
        "FilterPanel": [
            {"images": PICTURES},
            {"network": image_classifier(), "images": PICTURES[..., 0]},
        ],
        "FirstSliderPanel": [{}],
        "GlancePanel": [pictures, pictures | {"class_names": NAMES}],
        "LayerPanel": [
            pictures,
            {"class_names": [*"abcd"]},
            pictures | {"class_names": NAMES},
        ],
        "LayerStackPanel": [
            {"function": leaning},
            {"layers": [ann.Dense(1, 3, rng=0), ann.Dense(3, 3, rng=1), ann.Dense(3, 1)]},
        ],
        "LinePanel": [
            {"x": POINTS[:, 0], "y": POINTS[:, 1].tolist(), "names": ("here", "there")}
        ],
        "NeuronPanel": [
            {"neuron": ann.Neuron([0.123, -4.5], bias=0.7), "inputs": [0.5, -1.25]},
            {"neuron": ann.Neuron([1.0, 2.0], bias=-1.0, activation="tanh"), "gate": "OR"},
            {"points": POINTS, "labels": (SIDES + 1) // 2},
            {"names": ("sun", "company"), "answers": ("go", "stay"), "part": "inputs"},
        ],
        "NudgePanel": [
            {"neuron": ann.Neuron([-1.25, 0.5], bias=0.2, activation="sigmoid")},
            {"points": POINTS, "labels": (SIDES + 1) // 2, "names": ("here", "there")},
            {"answers": ("yes", "no")},
        ],
        "PetPanel": [{"networks": {"one neuron": pets}, "start": {"ears": 0.5}}],
        "PetPhotoPanel": [
            {"networks": {"drawings": pets, "photographs": coloured, "again": pets}},
            {"networks": {"photographs": coloured}, "photo": PHOTO},
        ],
        "PhotoPanel": [
            {"network": image_classifier()},
            {"photo": PHOTO},
        ],
        "PhrasePanel": [
            {"meanings": {"bad": -2.0, "dull": -0.5, "fine": 0.5, "good": 1.5}},
            {"part": "phrase", "start": {"word": "good", "not good": True}},
        ],
        "PixelPanel": [pictures],
        "PlaygroundPanel": [
            {"network": playground},
            {"points": POINTS, "labels": (SIDES + 1) // 2},
            {"data": "spiral", "hidden_layers": 3, "x1²": True},
            {"data": "moons", "hide": ["fold", "new_points"], "more": True},
        ],
        "SpikingNeuronPanel": [
            {"neuron": cells, "part": "membrane", "inputs": [0.5, 1.0, 2.0]},
            {"part": "chain", "length": 200.0, "speed": 5.0},
        ],
        "TablePanel": [
            {"table": TABLE, "answer": "sort"},
            {"table": TABLE, "part": "cards", "start": {"role of size": "left out"}},
            {"table": TABLE, "answer": "size", "groups": "place", "order": "day"},
        ],
        "TeachPanel": [{"names": ["line", "ring"]}, {"names": [*"ABCDEF"]}],
        "VowelPanel": [
            {"listeners": {"one layer": ear, "deaf": quiet}, "people": people},
            {"listeners": {}, "start": {"jaw": 0.3, "pitch": 200}},
        ],
        "XorPanel": [{"network": two_two_one(ann.ReLU(), ann.BinaryCrossEntropy())}],
    }
    return calls[panel]
