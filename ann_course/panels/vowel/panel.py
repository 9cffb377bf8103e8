"""One mouth: move it, see its sound, hear it, and watch who understands it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from ann_course.live import Panel, button, dropdown, slider, state as states
from ann_course.live.sound import Sound
from ann_course.live.words import certainty
from ann_course.panels.vowel import mouth
from ann_course.panels.vowel.ear import energies_of, passed_on, power_of
from ann_course.panels.vowel.listeners import (
    N_BANDS,
    check_listeners,
    default_listeners,
)
from ann_course.panels.vowel.people import Spoken, check_people, in_turn
from ann_course.panels.vowel.picture import (
    COLUMNS,
    ROWS,
    PlanePicture,
    SpectrumPicture,
    grid,
)
from ann_lib._support.checks import FloatArray
from ann_lib.datasets import Dataset, band_energies, speak
from ann_lib.datasets.speech import RATE
from ann_lib.datasets.vowels import FIVE
from ann_lib.network import Network

MOUTH = ("jaw", "tongue", "throat", "pitch")
"""The controls that another speaker's mouth takes the place of."""


class VowelPanel(Panel):
    """Speak with one mouth, and see what a network hears.

    Parameters
    ----------
    listeners : mapping of str to Network, optional
        Name -> network that takes the energies of the bands of a sound (as
        `band_energies` gives them), with an output for each of the five vowels of lesson
        11. By default one that has learned from men only, and one that has learned from
        men, women and children; {} if nobody is to listen.
    people : Dataset, optional
        As `make_speakers` and `load_vowels` return it: their vowels are marks in the
        plane, and the slider "speaker" has them speak. By default people that the
        default listeners have not heard.
    start : mapping of str to value, optional
        Values of ``state`` to start with; "Reset" goes back to them.

    Attributes
    ----------
    wave : ndarray, shape (n_samples,)
        The sound, `RATE` samples per second.
    energies : ndarray, shape (n_bands,)
        What the network is given of it.
    formants : ndarray, shape (3,)
        In Hz, as they are heard.
    probabilities : ndarray, shape (5,), or None
        The listener's answer; None if nobody listens.
    sound : Sound
        Off until the learner turns it on.

    Examples
    --------
    >>> panel = VowelPanel({})
    >>> panel.state = {"jaw": 0.82, "tongue": 0.17, "pitch": 120}
    >>> panel.formants.round(-1).tolist()
    [730.0, 1100.0, 2420.0]
    """

    title = "One mouth"
    one_task = True

    def __init__(
        self,
        listeners: Mapping[str, Network] | None = None,
        people: Dataset | None = None,
        *,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        if listeners is None:
            networks, own = default_listeners()
            people = own if people is None else people
        else:
            networks = check_listeners(listeners)
        self.listeners, self.people = networks, check_people(people)
        self.n_bands = next((n.shapes[0][0] for n in networks.values()), N_BANDS)
        self._speakers = [] if self.people is None else in_turn(self.people)
        self._asked: tuple[Any, ...] = ()
        self.plane = PlanePicture(self.people, bool(networks), self._point)
        self.spectrum = SpectrumPicture(self.n_bands)
        controls: dict[str, Any] = {
            "jaw": slider("jaw", 0.82, 0.0, 1.0, 0.01, explain="0 closed, 1 wide open"),
            "tongue": slider(
                "tongue", 0.17, 0.0, 1.0, 0.01, explain="0 at the back, 1 at the front"
            ),
            "throat": slider(
                "throat", 1.0, mouth.SHORTEST, mouth.LONGEST, 0.01,
                explain="its length: 1 a man's, 0.86 a woman's, 0.75 a child's",
            ),
            "pitch": slider(
                "pitch", 130, 80, 400, 5, unit="Hz",
                explain="swings of the vocal folds per second",
            ),
            "noise": slider("noise", 0.05, 0.0, 1.0, 0.05, explain="the voice itself is 1"),
        }  # fmt: skip
        groups = {"The mouth": ["jaw", "tongue", "throat"], "The voice": ["pitch", "noise"]}
        others = []
        if self._speakers:
            controls["speaker"] = slider(
                "speaker", 0, 0, len(self._speakers), 1, explain="0 is your own mouth"
            )
            others.append("speaker")
        if networks:
            names = list(networks)
            controls["listener"] = dropdown("listener", names[0], names)
            others.append("listener")
        if others:
            groups["Who"] = others
        states.begin(controls, start)
        for name in MOUTH:
            controls[name].observe(self._mouth_moved, "value")
        if self._speakers:
            controls["speaker"].observe(self._speaker_moved, "value")
        self.next_button = button("Next speaker", explain="Another person's vowel")
        self.next_button.on_click(lambda _: self.next_speaker())
        self.sound = Sound(np.zeros(RATE // 4), RATE, words="nothing yet")
        buttons = [self.next_button, self.sound] if self._speakers else [self.sound]
        super().__init__(
            [self.plane.figure, self.spectrum.figure],
            controls,
            groups=groups,
            buttons=buttons,
        )

    @property
    def silent(self) -> tuple[str, ...]:  # type: ignore[override]
        """Your own mouth is silent while another person speaks."""
        return MOUTH if self.speaker else ()

    @property
    def answer(self) -> str:
        """The vowel that the listener hears, or "" if nobody listens."""
        return "" if self.probabilities is None else FIVE[int(self.probabilities.argmax())]

    def next_speaker(self) -> None:
        """Have the next person speak; after the last one it is the first one's turn."""
        number = self.state["speaker"]
        self.controls["speaker"].value = number % len(self._speakers) + 1

    def update(self) -> None:
        """Speak, take the sound apart, and ask the listener about it."""
        self.wave, self.formants, self._said = self._speak()
        self.energies: FloatArray = band_energies(self.wave, self.n_bands)
        self.probabilities: FloatArray | None = None
        if self.listeners:
            network = self.listeners[self.state["listener"]]
            self.probabilities = network.predict_proba(self.energies[None])[0]
            self._show_regions(network)
        shape = self._mouth()
        self.plane.show(
            self.formants,
            mouth.profile(shape["jaw"], shape["tongue"], shape["throat"]),
            self.probabilities,
            person=self.speaker is not None,
        )
        through = passed_on(self.formants)
        self.spectrum.show(power_of(self.wave), through, self.energies, self.formants)
        self.sound.play(self.wave, RATE, words=self._heard())

    def draws_ahead(self, slider: Any) -> bool:
        """Return whether it moves nothing else: another speaker moves the whole mouth."""
        speaker = self.controls.get("speaker")
        return speaker is None or not (slider is speaker or speaker.value)

    def describe(self) -> str:
        """Say who speaks, with which pitch and formants, and what the listener hears."""
        state = self.state
        noise = f", noise {state['noise']:g}" if state["noise"] else ", no noise"
        hertz = [f"{formant:,.0f}" for formant in self.formants]
        said = [
            f"{self._heard()}{noise}. Formants at {hertz[0]}, {hertz[1]} and {hertz[2]} Hz."
        ]
        if self.probabilities is not None:
            sure = certainty(float(self.probabilities.max()))
            heard = f"“{state['listener']}” hears {self.answer}, {sure} sure"
            if self.speaker:
                heard += ": right" if self.answer == self.speaker.vowel else ": wrong"
            said.append(f"{heard}.")
        return " ".join(said)

    def code(self) -> str:
        """Return the Python that builds the panel, and the sound without it."""
        return (
            "from ann_lib.datasets import band_energies, speak\n"
            f"{super().code()}wave = speak({self._said})\n"
            f"energies = band_energies(wave, {self.n_bands})\n"
        )

    # Who speaks, and how.

    @property
    def speaker(self) -> Spoken | None:
        """Who speaks now; None for your own mouth."""
        number = self.controls["speaker"].value if self._speakers else 0
        return self._speakers[number - 1] if number else None

    def _mouth(self) -> dict[str, float]:
        """Return jaw, tongue, throat and pitch of whoever speaks."""
        if self.speaker:
            return self.speaker.shape
        return {name: self.state[name] for name in MOUTH}

    def _speak(self) -> tuple[FloatArray, FloatArray, str]:
        """Return the sound, its formants, and the arguments that made it."""
        state = self.state
        if self.speaker:
            pitch, tones = self.speaker.pitch, self.speaker.formants
        else:
            pitch = state["pitch"]
            shape = mouth.formants_of(state["jaw"], state["tongue"])
            tones = np.array(shape) / state["throat"]
        formants, noise = [round(float(tone)) for tone in tones], state["noise"]
        wave = speak(pitch, formants, noise=noise, rng=0)
        said = f"{pitch!r}, {formants}, noise={noise!r}, rng=0"
        return wave, np.array(formants, dtype=np.float64), said

    def _heard(self) -> str:
        """Say in a sentence without its full stop what is heard."""
        state, spoken = self.state, self.speaker
        if spoken:
            return (
                f"Speaker {state['speaker']}, a {spoken.kind}, says {spoken.vowel}, "
                f"pitch {spoken.pitch:.0f} Hz"
            )
        return (
            f"Your mouth: jaw {state['jaw']:.0%} open, tongue {state['tongue']:.0%} "
            f"forward, throat {state['throat']:.0%} of a man's, pitch "
            f"{state['pitch']:g} Hz"
        )

    def _show_regions(self, network: Network) -> None:
        """Ask the network all over the plane, if it would say something else now."""
        state, throat = self.state, self._mouth()["throat"]
        pitch = self.speaker.pitch if self.speaker else state["pitch"]
        asked = (state["listener"], pitch, throat, state["noise"])
        if asked == self._asked:
            return
        self._asked = asked
        energies = energies_of(pitch, _through(throat), state["noise"], self.n_bands)
        scores = network.forward(energies.astype(network.dtype))
        self.plane.show_regions(scores.reshape(ROWS, COLUMNS, -1))

    # What a hand does.

    def _point(self, f1: float, f2: float) -> None:
        """Shape the mouth so that its formants are those that were pointed at."""
        throat = self.controls["throat"].value
        jaw, tongue = mouth.shape_for(f1 * throat, f2 * throat)
        self.set_controls({"jaw": jaw, "tongue": tongue} | self._own_mouth())
        self.follow()

    def _own_mouth(self) -> dict[str, int]:
        return {"speaker": 0} if self._speakers else {}

    def _mouth_moved(self, _change: Any) -> None:
        if self.speaker and not self._muted:
            self.set_controls(self._own_mouth())

    def _speaker_moved(self, _change: Any) -> None:
        """Give your mouth the person's shape, so that you can go on from there."""
        if self.speaker and not self._muted:
            self.set_controls(self.speaker.shape)


@lru_cache(maxsize=1)
def _through(throat: float) -> FloatArray:
    """Return what a mouth lets through at each place of the plane; slow, so it is kept."""
    places = grid()
    third = mouth.third(*(places * throat).T) / throat
    return passed_on(np.column_stack([places, third]))
