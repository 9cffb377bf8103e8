"""A sound that can be heard: silent until the learner asks for it."""

from __future__ import annotations

import io
import wave as wave_file
from html import escape
from typing import Any

import ipywidgets as widgets
import numpy as np
from numpy.typing import ArrayLike

from ann_course.live.controls import button
from ann_course.live.events import Coalescer
from ann_course.live.layout import html, parts_of, styled
from ann_course.live.text import imagining
from ann_course.page.cells import here
from ann_course.page.still import Still
from ann_lib._support.checks import FloatArray, check_array, check_int
from ann_lib._support.printing import prints_anywhere

LOUDNESS = 0.12
"""Standard deviation of what is played, where 1 is the loudest that there is."""
FADE = 0.01
"""Seconds in which a sound fades in and out: one that is cut off clicks."""
PAUSE = 0.15
"""Shortest time from one sound to the next, in seconds; those between are left out."""


def wav(wave: ArrayLike, rate: int) -> bytes:
    """Return a sound as the bytes of a WAV file, equally loud whatever its numbers are.

    Parameters
    ----------
    wave : array_like, shape (n_samples,)
    rate : int
        Samples per second.

    Examples
    --------
    >>> wav([0.0, 1.0, 0.0, -1.0], 8_000)[:4]
    b'RIFF'
    """
    samples: FloatArray = check_array(wave, "wave", ndim=1).astype(np.float64)
    rate = check_int(rate, "rate")
    samples = samples - samples.mean()
    loudness = samples.std()
    if loudness > 0:
        samples *= LOUDNESS / loudness
    n = min(round(FADE * rate), len(samples) // 2)
    samples[:n] *= np.linspace(0, 1, n)
    samples[len(samples) - n :] *= np.linspace(1, 0, n)
    buffer = io.BytesIO()
    with wave_file.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples.clip(-1, 1) * 32_767).astype("<i2").tobytes())
    return buffer.getvalue()


@prints_anywhere
class Sound(Still, widgets.HBox):  # type: ignore[misc]
    """A button that turns the sound on, and then a player that plays each new sound.

    Browsers play nothing before someone has pressed something, and a class of thirty
    wants quiet: so it is off at first, and no sound is sent to the page while it is.
    Whatever is heard must also be seen and said where the sound is used.

    Parameters
    ----------
    wave : array_like, shape (n_samples,)
        What is heard first.
    rate : int
        Samples per second.
    words : str
        What is heard, for those who cannot hear it.

    Attributes
    ----------
    on : bool
    switch : Button
    audio : ipywidgets.Audio
        Holds a sound only while it is on.
    status : ipywidgets.HTML
        Says to a screen reader whether it is on.

    Examples
    --------
    >>> from ann_lib.datasets import speak
    >>> sound = Sound(speak(120, [730, 1090, 2440]), 8_000, words="A man says ah.")
    >>> sound.on, len(sound.audio.value)
    (False, 0)
    >>> sound.switch.click()
    >>> sound.on, bytes(sound.audio.value[:4])
    (True, b'RIFF')
    """

    def __init__(self, wave: ArrayLike, rate: int, *, words: str) -> None:
        if not isinstance(words, str) or not words.strip():
            raise ValueError(
                f"words must say what is heard, got {words!r}. A reader who cannot hear it "
                "has nothing else."
            )
        self.on = False
        self.words = words
        self._wav = wav(wave, rate)
        self._sending = Coalescer(self._deliver, pause=PAUSE, later=True)
        self.switch = button("Sound on", explain="Hear it; quiet again by the same button")
        self.switch.on_click(lambda _: self._turn())
        self.audio = styled(
            widgets.Audio(value=b"", format="wav", autoplay=False, loop=False),
            "ann-audio",
        )
        self.audio.layout.display = "none"
        self.status = html("ann-sound-status")
        super().__init__([self.switch, self.audio, self.status])
        styled(self, "ann-sound")

    def play(self, wave: ArrayLike, rate: int, *, words: str) -> None:
        """Take another sound, and play it soon if the sound is on.

        Parameters
        ----------
        wave, rate, words
            As for the class.
        """
        self._wav, self.words = wav(wave, rate), words
        if self.on and not imagining():
            self._sending.request()

    def still_html(self) -> str:
        """Return what is heard, in words."""
        return f"<p>A sound: {escape(self.words)}</p>"

    def leave(self, why: str) -> None:
        """Do nothing: nothing runs here."""

    def close(self) -> None:
        """Fall silent, and remove it from the page."""
        if "_sending" in vars(self):
            self._sending.cancel()
        for widget in parts_of(*self.children):
            widget.close()
        self.layout.close()
        super().close()

    def __repr__(self) -> str:
        return f"Sound ({'on' if self.on else 'off'}): {self.words}"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        here(self)  # by itself; one in a panel is closed with the panel
        return super()._repr_mimebundle_(**options)

    def _turn(self) -> None:
        self.on = not self.on
        self.switch.description = "Sound off" if self.on else "Sound on"
        self.audio.autoplay = self.on
        self.audio.layout.display = None if self.on else "none"
        said = "on: each change is played" if self.on else "off"
        self.status.value = f'<span role="status">Sound is {said}.</span>'
        if self.on:
            self._deliver()
        else:
            self._sending.cancel()
            self.audio.value = b""

    def _deliver(self) -> None:
        self.audio.value = self._wav
