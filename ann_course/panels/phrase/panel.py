"""Which words are taught after "not", and which others are then understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import numpy as np

from ann_course.live import Panel, dropdown, look, slider, state as states, toggle
from ann_course.live.layout import Parts, arrange, box, heading
from ann_course.live.player import SliderPlayer
from ann_course.live.words import certainty, counted, number
from ann_course.panels.phrase.picture import LEVELS, Booleans, Plane, Scales
from ann_course.panels.phrase.readers import (
    EPOCHS,
    KINDS,
    MEANINGS,
    N_UNITS,
    NAMES,
    ONE_NEURON,
    RATE,
    Lexicon,
    make_network,
    plain_words,
    training_path,
)
from ann_lib._support.checks import FloatArray, check_choice, check_number, describe

STYLE = Path(__file__).with_name("phrase.css")
ANSWER = "its answer"
MOST_WORDS = 24
CLEAR = 0.1
"""A sum nearer to 0 than this is undecided, and counts as wrong."""
MOST_NAMED = 6
"""Of more words than these only their number is said."""
PHRASE = ("word", "not", "very")
"""The controls that make the phrase."""
SPOKEN = {
    ONE_NEURON: "One neuron",
    NAMES: f"{N_UNITS} hidden units that are given the words' names",
    MEANINGS: f"{N_UNITS} hidden units that are given the words' meanings",
}


class PhrasePanel(Panel):
    """Teach a network "not" on some words, and see which others it then understands.

    Each word is taught alone; those that are ticked are taught after "not" as well. The
    network is trained anew at each change.

    Parameters
    ----------
    meanings : mapping of str to float, optional
        Word -> what it means by itself, above 0 for good, such as the weights of a neuron
        that has read reviews; 2 to 24 words, good ones and bad ones among them. By default
        24 words, and what one neuron has learned of them.
    part : {"all", "phrase"}
        All of it, or the phrase on the balance alone.
    start : mapping of str to value, optional
        Values of ``state`` to start with; "Reset" goes back to them.

    Attributes
    ----------
    network : Network
        After as many epochs as the slider says.
    lexicon : Lexicon
    tiles : list of (str, float)
        The phrase's words from the last to the first, and what each adds to the sum.
    right : ndarray of bool, shape (2, n_words)
        Whether it is right about each word, alone and after "not".

    Examples
    --------
    >>> panel = PhrasePanel({"bad": -2, "dull": -1, "fine": 1, "good": 2})
    >>> panel.state = {"network": "8 units, meanings", "not bad": True, "not good": True}
    >>> panel.right[1].tolist()
    [True, True, True, True]
    """

    title = "Not bad"
    one_task = True

    def __init__(
        self,
        meanings: Mapping[str, float] | None = None,
        *,
        part: str = "all",
        start: Mapping[str, Any] | None = None,
    ) -> None:
        self.lexicon = plain_words() if meanings is None else _check_meanings(meanings)
        self.part = check_choice(part, "part", ("all", "phrase"))
        self._path: list[list[FloatArray]] = []
        self._path_of: Any = None
        names = self.lexicon.names
        self._every = np.arange(len(names))
        self.ticks = {
            f"not {name}": toggle(name, explain=f"Teach it “not {name}” as well")
            for name in names
        }
        units = [f"hidden unit {k}" for k in range(1, N_UNITS + 1)]
        controls: dict[str, Any] = {
            "word": dropdown("word", names[0], names),
            "not": toggle("not", explain="Put “not” before it"),
            "very": toggle("very", explain="Put “very” before it"),
            "network": dropdown("network", ONE_NEURON, KINDS),
            "ground": dropdown("ground", ANSWER, [ANSWER, *units]),
            "epochs": slider("epochs", EPOCHS, 0, EPOCHS, 1),
        }
        self._all = controls | self.ticks
        states.begin(self._all, start)
        self.plane = Plane(names, self.lexicon.good == 1, self._choose)
        self.scales = Scales()
        self.player = SliderPlayer(
            controls["epochs"], speed="50 steps a second", anew=self.flush
        )
        self._pictures = [self.plane.figure, self.scales.figure]
        if part == "phrase":
            self.title = "A phrase on the balance"
            offered = {name: controls[name] for name in PHRASE}
            super().__init__(self.scales.figure, offered)
        else:
            super().__init__(self._pictures, self._all, buttons=[self.player])

    def arrange(self, parts: Parts) -> Any:
        """Return the body: the phrase first, then what reads it, and what it is taught."""
        controls = parts.controls
        first = box(widgets.HBox, [controls[name] for name in PHRASE], "ann-phrase")
        rest = {n: c for n, c in controls.items() if n not in (*PHRASE, *self.ticks)}
        column: dict[str, Any] = {"phrase": first} | rest
        if self.part == "all":
            ticks = box(widgets.Box, list(self.ticks.values()), "ann-phrase-ticks")
            column |= {"head": heading("Taught after “not”, too"), "ticks": ticks}
        below = [*parts.below, look.style_sheet(STYLE)]
        return arrange(replace(parts, controls=column, below=below))

    @property
    def settings(self) -> dict[str, Any]:
        """Name -> value of every control, also of those that this part does not offer."""
        return {name: control.value for name, control in self._all.items()}

    @property
    def taught(self) -> tuple[str, ...]:
        """The words that it is taught after "not", too."""
        return tuple(n.removeprefix("not ") for n, tick in self.ticks.items() if tick.value)

    @property
    def phrase(self) -> str:
        """The phrase, as one reads it."""
        now = self.settings
        said = [name for name in ("not", "very") if now[name]]
        return " ".join([*said, now["word"]])

    def reset(self) -> None:
        """Go back to the start."""
        self.player.pause()
        super().reset()

    def update(self) -> None:
        """Train the network as far as the epochs go, and ask it about everything."""
        now = self.settings
        self._train(now)
        word = self.lexicon.names.index(now["word"])
        self._weigh(word, now)
        sums = np.stack([self._sums(self._every, negated, 0) for negated in (0, 1)])
        good = np.stack([self.lexicon.good == 1, self.lexicon.good == 0])
        self.right: Booleans = np.where(good, sums > CLEAR, sums < -CLEAR)
        self.scales.show(self.tiles, self.probability)
        taught = np.isin(self.lexicon.names, self.taught)
        self.plane.show(
            self._ground(now), taught, self.right, (word, now["not"]), self._counts()
        )

    def describe(self) -> str:
        """Say how the phrase is read and why, and what is understood after "not"."""
        now = self.settings
        answer, sure = ("good", self.probability)
        if self.probability < 0.5:
            answer, sure = "bad", 1 - self.probability
        parts = ", ".join(f"“{text}” adds {number(add, 1)}" for text, add in self.tiles)
        text = f"“{self.phrase}” is {answer}, {certainty(sure)} sure. {parts}."
        if self.part == "phrase":
            return text
        who = f"{SPOKEN[now['network']]}, after {counted(now['epochs'], 'epoch')}"
        text = f"{who}: {text} {self._counts()}. {self._taught_in_words()}"
        if now["ground"] == ANSWER:
            return text
        if now["network"] == ONE_NEURON:
            return f"{text} One neuron has no {now['ground']}: the ground is its answer."
        return f"{text} The ground is what {now['ground']} puts out."

    def code(self) -> str:
        """Return the Python that builds the panel, and trains the network without it."""
        now = self.settings
        return (
            "from ann_lib import Adam\n"
            "from ann_course.panels.phrase.readers import make_network\n"
            f"{super().code()}\n"
            f"x, y = panel.lexicon.lessons({now['network']!r}, {self.taught!r})\n"
            f"network = make_network({now['network']!r}, {len(self.lexicon.names)})\n"
            f"optimizer = Adam({RATE})\n"
            f"for epoch in range({now['epochs']}):\n"
            "    network.train_batch(x, y, optimizer)\n"
        )

    def _train(self, now: dict[str, Any]) -> None:
        """Have the network stand where it was after so many epochs."""
        kind = now["network"]
        if self._path_of != (kind, self.taught):
            self.network = make_network(kind, len(self.lexicon.names))
            lessons = self.lexicon.lessons(kind, self.taught)
            self._path = training_path(self.network, *lessons)
            self._path_of = kind, self.taught
        self.network.set_weights(self._path[now["epochs"]])

    def _sums(self, words: Any, negated: float, very: float) -> FloatArray:
        """Return the network's sum for a phrase on each of these words."""
        marks = [np.full(len(words), float(mark)) for mark in (negated, very)]
        x = self.lexicon.inputs(self.settings["network"], words, *marks)
        sums: FloatArray = self.network.forward(x)[:, 0]
        return sums

    def _weigh(self, word: int, now: dict[str, Any]) -> None:
        """Take the phrase apart: what each word adds to the words behind it."""
        marks, before = {"very": 0, "not": 0}, 0.0
        self.tiles: list[tuple[str, float]] = []
        for text in (now["word"], "very", "not"):
            if not (text in marks and not now[text]):
                marks |= {text: 1} if text in marks else {}
                total = float(self._sums(np.array([word]), marks["not"], marks["very"])[0])
                self.tiles.append((text, total - before))
                before = total
        self.probability = float(1 / (1 + np.exp(-before)))

    def _ground(self, now: dict[str, Any]) -> FloatArray:
        """Return what is behind the dots, for each level and each word."""
        levels, words = np.meshgrid(LEVELS, self._every, indexing="ij")
        very = np.zeros(words.size)
        x = self.lexicon.inputs(now["network"], words.ravel(), levels.ravel(), very)
        steps = self.network.activations(x)
        ground: FloatArray = np.tanh(steps[-1][:, 0] / 2)
        if now["ground"] != ANSWER and now["network"] != ONE_NEURON:
            ground = steps[2][:, int(now["ground"].split()[-1]) - 1]
        return ground.reshape(words.shape)

    def _counts(self) -> str:
        after = self.right[1]
        new = ~np.isin(self.lexicon.names, self.taught)
        text = f"“Not” + word: {after.sum()} of {len(after)} right"
        if not new.any() or new.all():
            return text
        return f"{text}; {after[new].sum()} of the {new.sum()} never taught"

    def _taught_in_words(self) -> str:
        taught = self.taught
        if not taught:
            return "No word is taught after “not”."
        if len(taught) <= MOST_NAMED:
            return f"Taught after “not”: {', '.join(taught)}."
        n_good = int(self.lexicon.good[np.isin(self.lexicon.names, taught)].sum())
        n_bad = len(taught) - n_good
        return f"{len(taught)} words are taught after “not”, {n_bad} bad and {n_good} good."

    def _choose(self, word: int, negated: bool) -> None:
        """Make the phrase that was pointed at."""
        self.set_controls({"word": self.lexicon.names[word], "not": negated})
        self.follow()


def _check_meanings(meanings: object) -> Lexicon:
    if not isinstance(meanings, Mapping):
        raise TypeError(
            "meanings must map words to numbers, such as {'bad': -2, 'good': 2}, got "
            f"{describe(meanings)}."
        )
    numbers = {
        word: check_number(value, f"meanings[{word!r}]") for word, value in meanings.items()
    }
    for word, value in numbers.items():
        if not isinstance(word, str) or not word.strip() or word in ("not", "very"):
            raise ValueError(
                f"A word must be a text other than “not” and “very”, got {describe(word)}."
            )
        if not value:
            raise ValueError(
                f"meanings[{word!r}] must be above 0 for good or below for bad, got 0. "
                "Leave the word out."
            )
    signs = {value > 0 for value in numbers.values()}
    if len(signs) < 2 or len(numbers) > MOST_WORDS:
        raise ValueError(
            f"meanings must hold 2 to {MOST_WORDS} words, good ones and bad ones among "
            f"them, got {len(numbers)}."
        )
    names = tuple(sorted(numbers, key=lambda word: (numbers[word], word)))
    return Lexicon(names, np.array([numbers[word] for word in names]))
