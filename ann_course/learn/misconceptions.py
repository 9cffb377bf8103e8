"""The misconceptions that the course looks for, each with an answer.

A wrong option of a `Question` names one of these by its id; the reply that the learner
reads, and what the teacher's page says about the option, come from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from ann_lib._support.printing import prints_anywhere


@prints_anywhere
@dataclass(frozen=True)
class Misconception:
    """One wrong idea.

    Attributes
    ----------
    belief : str
        What the learner seems to think, as a sentence.
    answer : str
        What is true instead.
    ask : str
        A question that a teacher can ask next.
    """

    belief: str
    answer: str
    ask: str


MISCONCEPTIONS: dict[str, Misconception] = {
    "stronger-input-taller-spike": Misconception(
        "A stronger input makes a taller spike.",
        "Every spike of a neuron has the same height: all or none. A stronger input makes "
        "the spikes come more often.",
        "What in the voltage trace changes when you double the input, and what does not?",
    ),
    "artificial-neuron-is-a-brain-cell": Misconception(
        "An artificial neuron is a brain cell.",
        "It keeps one idea of the cell, that inputs are weighted and summed, and drops "
        "nearly everything else: time, spikes, chemistry, shape.",
        "Which two things does a nerve cell do that four lines of Python do not?",
    ),
    "threshold-and-bias-are-two": Misconception(
        "The threshold and the bias are two different things.",
        "They are one number with two signs: bias = -threshold. The sum reaches the "
        "threshold exactly where the sum plus the bias reaches 0.",
        "The threshold goes up by 1. What must the bias do so that nothing changes?",
    ),
    "small-weight-means-wrong-input": Misconception(
        "A weight near 0 means that the input is wrong.",
        "It means that the input hardly counts for this answer. The input itself may be "
        "measured perfectly well, and count for another question.",
        "For which other question would the same input deserve a large weight?",
    ),
    "depth-alone-gives-power": Misconception(
        "Depth alone gives a network its power.",
        "Without an activation function any stack of layers folds into a single one. It is "
        "the bend between the layers that lets depth do something.",
        "What is the product of two matrices? What does that say about two linear layers?",
    ),
    "training-always-succeeds": Misconception(
        "Training always succeeds.",
        "From some starting weights it gets stuck or diverges. That is why one trains from "
        "several seeds, and watches the loss.",
        "Of 100 starts, how many solved XOR with two hidden units?",
    ),
    "lower-training-loss-is-better": Misconception(
        "A lower training loss is always better.",
        "The loss on the training examples can fall by learning their noise by heart. What "
        "counts is the score on examples that were held out.",
        "Where in the curves does the held-out score turn, and what would you do there?",
    ),
    "network-stores-its-examples": Misconception(
        "The network stores its examples.",
        "After training only the weights are left, and usually far fewer numbers than the "
        "examples had. It answers by arithmetic, not by looking up.",
        "How many numbers does the network hold, and how many did the training set hold?",
    ),
    "keeps-learning-in-use": Misconception(
        "The network keeps learning while it is in use.",
        "Its weights change only in training. In use it computes forward with fixed "
        "weights: the same input gives the same output, today and tomorrow.",
        "What would have to happen for the network to learn from the picture you drew?",
    ),
    "sees-as-we-do": Misconception(
        "The network sees as we do.",
        "It receives a list of numbers. A shift by one pixel that we hardly notice changes "
        "many of them, and so can the answer.",
        "What would you change in the picture that a person would not even notice?",
    ),
    "confident-means-right": Misconception(
        "A confident answer is a right answer.",
        "The outputs always sum to 1, even for a picture of nothing. High confidence says "
        "that the alternatives scored lower, not that the answer is true.",
        "What does the network say to pure noise, and how sure is it?",
    ),
    "high-score-means-understood": Misconception(
        "A high score means that the network understood.",
        "It may score by a shortcut, such as the background, that happens to go with the "
        "answer in these examples and not in others.",
        "Which single change to the test pictures would tell the shortcut from the idea?",
    ),
    "every-hidden-unit-is-an-edge-detector": Misconception(
        "Every hidden unit is an edge detector.",
        "Only some units of convolutional layers near the input look like edges. The "
        "weights of a dense layer rarely do, and deeper units answer to mixtures.",
        "How would you measure whether a kernel has an orientation?",
    ),
    "understands-the-words": Misconception(
        "The network understands the words.",
        "Each word is a number switched on or off. The network knows which combinations "
        "went with which label, and nothing of what the words mean.",
        "Which sentence that any child understands does the network get wrong?",
    ),
    "gathers-its-own-data": Misconception(
        "The network gathers its own data.",
        "People choose, collect and label the examples. What they leave out, the network "
        "cannot learn.",
        "Who chose these examples, and who or what is missing from them?",
    ),
    "networks-always-beat-simple-models": Misconception(
        "Networks always beat simple models.",
        "On a small table whose truth is nearly a straight line, the straight line wins. "
        "Compare both on held-out data before you decide.",
        "Which baseline would you compare with, and on which data?",
    ),
    "answers-are-exact": Misconception(
        "The network's answers are exact.",
        "They are estimates, with an error that one can measure on held-out examples and "
        "should report beside the answer.",
        "How far off is the prediction on average, and in which unit?",
    ),
    "random-split-is-fair": Misconception(
        "Rows drawn at random make an honest exam.",
        "Only if the rows to come will be like these. Where rows belong together (one "
        "person, one building, one day), each stands on both sides of a random split, and "
        "the score says how well the network knows them. Hold out whole groups, or what "
        "comes later.",
        "What will be new about the cases it is used on, and is that new in the test?",
    ),
}
