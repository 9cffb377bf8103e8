"""The claims of the lecture, and the lessons that test them.

Each sentence of the lecture is one claim with an id. A lesson proves a claim in a cell
that carries the id in its metadata (``"claim": "C16"``) and asserts a number. The map
in ``00_start_here`` is made from this table and from those cells, by
``tools/claim_map.py``; ``tests/test_notebooks.py`` holds all three together.
"""

from __future__ import annotations

from dataclasses import dataclass

from ann_lib._support.printing import prints_anywhere


@prints_anywhere
@dataclass(frozen=True)
class Lesson:
    """One lesson: its part of the course, its file's stem, and its question."""

    part: str
    stem: str
    question: str

    @property
    def number(self) -> str:
        """The two digits that its file name begins with."""
        return self.stem[:2]


@prints_anywhere
@dataclass(frozen=True)
class Claim:
    """One claim: what the lecture says, and the numbers of the lessons that test it."""

    says: str
    lessons: tuple[str, ...]


_COURSE = {
    "One neuron": {
        "01_when_does_a_neuron_fire": "When does a nerve cell fire, and where does the "
        "signal go?",
        "02_one_artificial_neuron": "What does an artificial neuron compute?",
        "03_activation_functions": "Why not just add things up?",
    },
    "Layers": {
        "04_hidden_layers": "What can a hidden layer do that one neuron cannot?",
        "05_how_training_works": "How does a network find its weights?",
        "06_the_playground": "Which network for which problem?",
    },
    "An image classifier": {
        "07_pixels_in_digits_out": "How does a picture enter a network, and a name come "
        "out?",
        "08_cat_or_dog": "Did a high score mean that it understood?",
        "09_edges_to_shapes": "What do hidden layers see?",
    },
    "The same network elsewhere": {
        "10_words_to_phrases": "Can it read?",
        "11_can_it_hear": "Can it hear, and whom?",
        "12_can_it_predict": "Can it predict a number, and when is a line enough?",
    },
    "On your own": {"13_your_own_network": "Can you do it alone?"},
}

LESSONS: dict[str, Lesson] = {
    stem[:2]: Lesson(part, stem, question)
    for part, lessons in _COURSE.items()
    for stem, question in lessons.items()
}

CLAIMS: dict[str, Claim] = {
    "C1": Claim(
        "A neural network is a computational model, loosely inspired by the brain.",
        ("01", "02"),
    ),
    "C2": Claim("Dendrites receive the signals of other neurons.", ("01",)),
    "C3": Claim("Above a threshold the neuron fires an action potential.", ("01",)),
    "C4": Claim("The impulse travels down the axon.", ("01",)),
    "C5": Claim("Synapses hand the signal on to other neurons.", ("01",)),
    "C6": Claim("An artificial node is simple: numbers in, one number out.", ("02",)),
    "C7": Claim(
        "Nodes are organised in layers: input, hidden, output.",
        ("04", "06"),
    ),
    "C8": Claim("Each input node is one feature; of an image, one pixel.", ("07",)),
    "C9": Claim("The output nodes are the answer: cat or dog.", ("08",)),
    "C10": Claim("Hidden layers are the computational heart.", ("04", "06")),
    "C11": Claim(
        "The first hidden layer detects simple patterns, such as edges.",
        ("09",),
    ),
    "C12": Claim(
        "Later layers combine them: edges to shapes, words to phrases.",
        ("09", "10"),
    ),
    "C13": Claim("Each layer is a higher level of abstraction.", ("09",)),
    "C14": Claim(
        "Each input is multiplied by a weight: the importance it has learned.",
        ("02", "05"),
    ),
    "C15": Claim("Training adjusts the weights so that the network improves.", ("05",)),
    "C16": Claim("The node adds up weight × input, and a bias shifts the sum.", ("02",)),
    "C17": Claim("The sum passes through an activation function.", ("03",)),
    "C18": Claim(
        "Activation functions bring the non-linearity that complex patterns need.",
        ("03", "04"),
    ),
    "C19": Claim("Networks learn from vast amounts of data.", ("07",)),
    "C20": Claim("They are used for image recognition.", ("07", "08", "09")),
    "C21": Claim("They are used for speech processing.", ("11",)),
    "C22": Claim("They are used for understanding natural language.", ("10",)),
    "C23": Claim("They are used for predictive analytics.", ("12",)),
}
