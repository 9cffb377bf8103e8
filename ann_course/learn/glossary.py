"""The field's own words: what each means, and the lesson that names it.

A lesson names a word once in **bold**, where its idea has just been seen, and lists it
under Keep. `tools/claim_map.py` finds the cell and makes ``notebooks/glossary.ipynb`` from
this table; ``tests/test_glossary.py`` holds both together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ann_lib._support.printing import prints_anywhere


@prints_anywhere
@dataclass(frozen=True)
class Word:
    """A word, the number of the lesson that names it, and its meaning in one sentence."""

    name: str
    lesson: str
    means: str

    def is_bold_in(self, text: str) -> int:
        """Return how often a text names the word, or its plural, in bold."""
        pattern = rf"\*\*{re.escape(self.name)}(?:s|es)?\*\*"
        return len(re.findall(pattern, text, re.IGNORECASE))

    def is_listed_in(self, text: str) -> bool:
        """Whether a text has the word, or its plural, anywhere."""
        pattern = rf"\b{re.escape(self.name)}(?:s|es)?\b"
        return re.search(pattern, text, re.IGNORECASE) is not None

    def named_in(self, cells: Iterable[Mapping[str, Any]]) -> list[str]:
        """Return the ids of a notebook's cells that name the word, each time it is named.

        What stands under Keep sums up, and does not count; nor do notes for teachers.
        """
        texts, _ = _told_and_kept(cells)
        return [name for name, text in texts for _ in range(self.is_bold_in(text))]

    def kept_in(self, cells: Iterable[Mapping[str, Any]]) -> bool:
        """Whether a notebook lists the word under Keep."""
        _, kept = _told_and_kept(cells)
        return any(self.is_listed_in(text) for _, text in kept)


Texts = list[tuple[str, str]]


def _told_and_kept(cells: Iterable[Mapping[str, Any]]) -> tuple[Texts, Texts]:
    """Return id and text of the cells before Keep and of those from there on."""
    told: Texts = []
    kept: Texts = []
    where = told
    for cell in cells:
        if cell["cell_type"] != "markdown" or "teacher" in cell["metadata"].get("tags", []):
            continue
        text = "".join(cell["source"])
        if heading := re.search(r"^## +(\w+)", text, re.MULTILINE):
            where = kept if heading[1] == "Keep" else told
        where.append((cell["id"], text))
    return told, kept


_MEANINGS: dict[str, dict[str, str]] = {
    "02": {
        "weight": "The number that an input of a neuron is multiplied by: how much it "
        "counts, and in which direction.",
        "bias": "The number that a neuron adds to its weighted inputs, whatever they are.",
        "weighted sum": "Each input times its weight, all added up, and the bias with "
        "them.",
        "threshold": "What the weighted inputs must reach before a neuron fires: its bias "
        "with the opposite sign.",
        "decision boundary": "Where a classifier changes from one answer to another; for "
        "one neuron with two inputs, a straight line.",
    },
    "03": {
        "activation function": "The function that a neuron's weighted sum goes through, "
        "such as the step, tanh or ReLU.",
        "activation": "The number that a unit gives out for one sample, after its "
        "activation function.",
        "saturation": "The state of a unit whose sum lies so far out that its activation "
        "function is all but flat there.",
        "vanishing gradient": "A gradient that gets ever smaller on its way back through "
        "the layers, until the first ones hardly learn.",
    },
    "04": {
        "layer": "A row of units that all get the same inputs.",
        "hidden layer": "A layer between the inputs and the output layer.",
        "linearly separable": "Said of two classes that a single straight line, or in more "
        "dimensions a flat plane, can separate.",
        "representation": "The numbers that stand for a sample at some place in a network, "
        "such as the outputs of a hidden layer.",
        "cross-entropy": "A loss for classifiers: the less probable the network took the "
        "right answer to be, the larger it is.",
    },
    "05": {
        "loss": "One number that says how wrong a network's outputs are, and that training "
        "makes smaller.",
        "gradient": "One slope for each weight: how fast the loss rises as this weight "
        "grows and the others stay.",
        "learning rate": "What the gradient is multiplied by to give the step.",
        "gradient descent": "Training in steps, each of which moves all weights against "
        "the gradient of the loss.",
        "stochastic gradient descent": "Gradient descent in which each step looks at only "
        "one mini-batch.",
        "momentum": "The part of the last step that is kept in the next, so that steps in "
        "the same direction add up.",
        "forward pass": "Computing a network's outputs and the loss from its inputs, layer "
        "by layer.",
        "backward pass": "Computing the gradient of every weight, layer by layer, from the "
        "loss back to the inputs.",
        "backpropagation": "The method that computes all gradients of a network in one "
        "forward and one backward pass.",
        "chain rule": "The rule that slopes in a row are multiplied: if y changes with h "
        "and the loss with y, the product says how the loss changes with h.",
        "mini-batch": "The few samples that one training step looks at.",
        "epoch": "One round of training through all training samples.",
        "local minimum": "A place where the loss is lower than everywhere around it, "
        "though perhaps not the lowest there is.",
        "plateau": "A region where the loss is all but level, so that training makes "
        "hardly any progress.",
        "weight decay": "Drawing every weight a little towards 0 at each training step.",
        "generalization": "Doing well on samples that had no part in training.",
    },
    "06": {
        "overfitting": "Fitting the chance details of the training samples, so that "
        "the network does worse on new ones.",
        "regularization": "Whatever keeps a network from overfitting by limiting its "
        "freedom, such as weight decay.",
        "early stopping": "Ending training where the loss on held-out samples was lowest.",
        "dead unit": "A unit that gives out 0 for every sample, so that its slope is 0 and "
        "it learns nothing more.",
    },
    "07": {
        "feature": "One number that describes a sample and goes into the network, such as "
        "the ink in one pixel.",
        "training set": "The samples that the weights are adjusted to.",
        "validation set": "Samples held out from training, for comparing what one tries.",
        "test set": "Samples that are put away until the end, and then used once, for the "
        "score that is reported.",
        "softmax": "A function that turns a layer's outputs into probabilities: positive "
        "numbers that sum to 1.",
        "confusion matrix": "A table that counts, for each class, what its samples were "
        "called.",
        "recall": "Of all samples that belong to a class, the fraction that was found.",
        "precision": "Of all samples that were assigned to a class, the fraction that "
        "belongs to it.",
        "augmentation": "Making more training samples by changing the ones at hand in ways "
        "that leave the answer as it is.",
        "dropout": "Silencing units at random in each training step, so that the network "
        "relies on no single one.",
    },
    "08": {
        "shortcut": "Something that gives the right answer in the training data without "
        "being what one meant, such as the floor under a pet.",
        "saliency map": "A picture of how much each part of an input counts for a "
        "network's answer.",
    },
    "09": {
        "convolution": "Putting one small window of weights at every place of an image, "
        "and adding up weight times pixel at each.",
        "kernel": "The weights of the small window of a convolution; also called a filter.",
        "feature map": "The image of answers that one kernel gives.",
        "pooling": "Making feature maps smaller by keeping one number of each few "
        "neighbours, often the largest.",
        "receptive field": "The part of the input that a unit can see, through all layers "
        "before it.",
        "linear probe": "A simple linear classifier, trained on what comes out of a layer "
        "to measure how far the classes have come apart there.",
    },
    "10": {
        "bag of words": "A text as the set or the counts of its words, without their "
        "order.",
        "embedding": "A list of learned numbers that stands for a word, in which words of "
        "similar use get similar numbers.",
    },
    "11": {
        "spectrum": "How much of each frequency there is in a sound.",
        "spectrogram": "The spectra of a sound, one moment after the other, as a picture "
        "with time across and frequency up.",
        "formant": "A frequency at which the mouth and throat resonate, so that a voice is "
        "loud around it; the lowest two largely decide which vowel is heard.",
    },
    "12": {
        "baseline": "A simple answer that a network has to beat, such as always predicting "
        "the average, or a straight line.",
        "data leakage": "Information in the training that will not be there in use, so "
        "that the score promises too much.",
        "cross-validation": "Splitting the data into parts and holding out each in turn, "
        "which gives several scores and their spread.",
        "ensemble": "Several networks, trained separately, whose answers are combined.",
        "calibration": "The agreement between how sure a model says it is and how often it "
        "is right.",
        "extrapolation": "An answer for inputs outside the range of the training data.",
    },
    "13": {
        "hyperparameter": "A number or choice that is set before training and not learned "
        "by it, such as the learning rate or the number of units.",
    },
}

WORDS = [
    Word(name, lesson, means)
    for lesson, words in _MEANINGS.items()
    for name, means in words.items()
]
"""Every word, in the order of the lessons."""
