"""For teachers: what each panel models, and what it leaves out.

A panel shows one thing clearly by leaving out others; a class that knows which will not
take the picture for the thing. The teacher's pages print these words where a lesson first
uses the panel.
"""

from __future__ import annotations

from typing import NamedTuple


class Modelled(NamedTuple):
    """What a panel models, and what it leaves out, a sentence or two each."""

    modelled: str
    left_out: str


MODELLED: dict[str, Modelled] = {
    "ActivationPanel": Modelled(
        "The activation functions as networks use them, and the exact slope of each at "
        "the chosen sum; that of your own function is measured, by a central "
        "difference.",
        "Where the sum comes from, and the rest of the network. At a corner, where "
        "there is no slope, training uses one all the same: for ReLU at 0 it is 0.",
    ),
    "BackwardPassPanel": Modelled(
        "One whole backward pass by the chain rule, link by link, with the real numbers "
        "of a 2-2-1 network with tanh and a squared error.",
        "Batches: training adds up such passes over many samples before it takes a "
        "step. Nothing is known in the brain that sends errors back along the same "
        "connections.",
    ),
    "ConfusionPanel": Modelled(
        "Every decision of a trained classifier on held-out images, each counted in one "
        "cell.",
        "What a mistake costs: all count the same here, which in a hospital or in "
        "traffic they do not. And all other images: the matrix says nothing of them.",
    ),
    "DayPanel": Modelled(
        "Two lines and ten networks, really trained on rows that are drawn from the "
        "days before, with two exams: hours drawn at random, and the last sixty days.",
        "Forecasting with the days just before as inputs, which is what most energy "
        "forecasts do. The temperature is taken as known; a real forecast has only a "
        "forecast of it. Without fetched data the house is made up.",
    ),
    "DescentPanel": Modelled(
        "Plain gradient descent, with or without momentum, on the true loss of all "
        "points, seen whole because there are only two weights.",
        "Mini-batches, which make the path jagged, and thousands of weights: nobody can "
        "draw that surface, and the way down is found by the slope alone.",
    ),
    "DigitPanel": Modelled(
        "A trained network that reads your drawing after it was centred and scaled as "
        "its training images were; each layer's real numbers.",
        "Finding the digit in a picture, several digits, and “this is no digit”: the "
        "probabilities of the ten always add up to one, whatever is drawn.",
    ),
    "FilterPanel": Modelled(
        "One 3×3 kernel at every place of a grey picture: a convolution as networks "
        "compute it, without flipping the kernel.",
        "Many channels at once, bias and activation, and how a network comes by its "
        "kernels; the learned ones are rounded to two decimals.",
    ),
    "FirstSliderPanel": Modelled(
        "Output = weight × input, with the sign as colour.",
        "Everything else of a neuron: several inputs, the bias, the activation.",
    ),
    "GlancePanel": Modelled(
        "All maps of a small trained convolutional network for one image, and for a "
        "chosen place the very sum behind it.",
        "The size of real ones: hundreds of maps in dozens of layers. That a map lights "
        "up shows what it answers to here, not what it “means”.",
    ),
    "LayerPanel": Modelled(
        "What a unit answers to most among 200 images, and the accuracy when units or a "
        "layer are set to 0.",
        "Units that work together: one that can be switched off without harm may still "
        "matter, since others carry the same. A network retrained without it might do "
        "as well.",
    ),
    "LayerStackPanel": Modelled(
        "Up to six real layers in a row on one input, with and without an activation; "
        "without one, the single layer that does the same is worked out.",
        "Training: the weights are random. Several inputs, too, for which the same "
        "holds but cannot be drawn as a curve.",
    ),
    "LinePanel": Modelled(
        "A straight line through real or given points, and its R², as you move it.",
        "The other columns of the table, and held-out rows: this R² is of the very "
        "points that you look at.",
    ),
    "NeuronPanel": Modelled(
        "The artificial neuron, exactly: weighted sum, bias, and a step or another "
        "activation; picture, arithmetic and Python agree to the last digit.",
        "Learning: you are the one who sets the weights. And nearly all of a nerve "
        "cell: time, spikes, dendrites that compute, chemistry.",
    ),
    "NudgePanel": Modelled(
        "The mean squared error of one neuron on twelve days, for each value of one "
        "weight, with a step and with a sigmoid.",
        "The other weights, which stay where they are, and other losses: for yes or no, "
        "cross-entropy is usual.",
    ),
    "PetPanel": Modelled(
        "Drawn faces whose every trait is known, and networks trained on such drawings: "
        "so one can say why they answer as they do.",
        "Real animals. In photographs nobody knows all traits, and the reasons have to "
        "be guessed; “where it looks” is only where a change would change the answer.",
    ),
    "PetPhotoPanel": Modelled(
        "What the networks are really given of a photo: 32×32 pixels of a square, and "
        "their answers to these.",
        "Training on photographs, for those networks that know only drawings; and "
        "finding the animal: the square is laid by hand. There are only two answers, "
        "also for a cup.",
    ),
    "PhotoPanel": Modelled(
        "The usual steps from a photo to what a digit reader takes, each shown: grey, "
        "shade taken away, paper and ink apart, cut out, centred, scaled.",
        "Hard shadows, lines on the paper and joined digits beyond what the steps can "
        "mend. Larger networks learn such steps from more varied photos.",
    ),
    "PhrasePanel": Modelled(
        "One neuron and small networks, trained anew at each tick on phrases of a word, "
        "with or without “not” and “very”.",
        "Word order, grammar, and whole sentences. The “meanings” are one number for "
        "each word; language models learn hundreds for each, from billions of words.",
    ),
    "PixelPanel": Modelled(
        "A trained classifier, and the very numbers that it is given: 64 pixels, each "
        "of which you can change.",
        "Colour, size, and how common such changes are: a flipped pixel is a test, not "
        "something that pens do.",
    ),
    "PlaygroundPanel": Modelled(
        "Real training, batch by batch, of networks with up to eight units a layer, "
        "with everything that happens in it to be seen.",
        "Many inputs: with two, one can draw what a network has learned. Problems so "
        "small are learned from some hundred points; real ones take thousands or "
        "millions.",
    ),
    "SpikingNeuronPanel": Modelled(
        "A leaky integrate-and-fire neuron, solved exactly: the membrane rises, leaks, "
        "fires at the threshold, and pauses; spikes travel at a constant speed, and "
        "synapses hand them on.",
        "How the spike itself is made (Hodgkin and Huxley's channels: here its shape is "
        "drawn), the shape of dendrites, the many kinds of transmitters, fatigue, noise "
        "and learning.",
    ),
    "TablePanel": Modelled(
        "A line and a network, really trained on five folds of a table, with a sealed "
        "exam that counts how often it is opened.",
        "The search for better networks, which comes after the columns have been "
        "sorted. That a column is known in time is your word: no program can see it.",
    ),
    "TeachPanel": Modelled(
        "A small network trained on your own drawings alone, and tested on each new one "
        "before it learns from it.",
        "Thousands of hands. Tools that learn pictures from a few examples begin with a "
        "network that has seen millions; this one begins from nothing.",
    ),
    "VowelPanel": Modelled(
        "The source-filter model of speech: pulses of the vocal folds, shaped by the "
        "formants of a mouth; networks hear the energies in bands of frequency.",
        "Lips and nose, consonants, and how vowels change within words. Speech "
        "recognition reads whole sequences; this hears one steady sound.",
    ),
    "XorPanel": Modelled(
        "All nine numbers of a 2-2-1 network, set by hand, and the plane of its two "
        "hidden units, drawn exactly.",
        "Training, which finds such numbers only from some starts, and more than two "
        "hidden units, whose space fits on no page.",
    ),
}
