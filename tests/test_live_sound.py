"""A sound: off until it is asked for, the same WAV for the same numbers, never alone."""

from __future__ import annotations

import io
import wave as wave_file

import numpy as np
import pytest
from clock import now, on_a_loop, until
from html_reader import read

from ann_course.live.sound import FADE, LOUDNESS, Sound, wav
from ann_lib.datasets import speak
from ann_lib.datasets.speech import RATE

AH = speak(120, [730, 1090, 2440])
EE = speak(120, [270, 2290, 3010])
VIEW = "application/vnd.jupyter.widget-view+json"


def samples(content: bytes) -> tuple[np.ndarray, wave_file.Wave_read]:
    """Return what a WAV file holds, from -1 to 1, and its header."""
    with wave_file.open(io.BytesIO(bytes(content))) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32_767, file


@pytest.fixture
def sound():
    sound = Sound(AH, RATE, words="A man says ah.")
    yield sound
    sound.close()


# The bytes


def test_a_wav_has_the_samples_at_their_rate():
    heard, file = samples(wav(AH, RATE))
    assert file.getparams()[:4] == (1, 2, RATE, len(AH))
    middle = slice(200, -200)
    shape = (AH - AH.mean()) / AH.std()
    np.testing.assert_allclose(heard[middle], LOUDNESS * shape[middle], atol=1e-4)


@pytest.mark.parametrize("factor", [0.001, 1.0, 5000.0])
def test_all_are_equally_loud(factor):
    assert wav(factor * AH, RATE) == wav(AH, RATE)


def test_it_begins_and_ends_in_silence():
    heard, _ = samples(wav(np.sign(np.sin(np.arange(4000))), RATE))
    n = round(FADE * RATE)
    assert heard[0] == heard[-1] == 0
    assert np.abs(heard[: n // 4]).max() < 0.3 * np.abs(heard).max()
    assert np.abs(heard[-n // 4 :]).max() < 0.3 * np.abs(heard).max()


def test_a_single_peak_is_cut_and_does_not_turn_over():
    peak = np.zeros(8000)
    peak[4000] = 1.0
    heard, _ = samples(wav(peak, RATE))
    assert heard.max() == 1.0
    assert heard.min() > -0.01


@pytest.mark.parametrize("quiet", [np.zeros(500), np.ones(3)])
def test_silence_stays_silent(quiet):
    heard, _ = samples(wav(quiet, RATE))
    assert len(heard) == len(quiet)
    assert not heard.any()


def test_what_is_no_sound_is_refused():
    with pytest.raises(ValueError, match="wave"):
        wav(np.zeros((2, 3)), RATE)
    with pytest.raises(ValueError, match="wave"):
        wav([0.0, np.nan], RATE)
    with pytest.raises(TypeError, match="rate must be"):
        wav([0.0, 1.0], 8000.5)


# Off and on


def test_it_is_off_at_first_and_sends_nothing(sound):
    assert not sound.on
    assert sound.switch.description == "Sound on"
    assert not sound.audio.autoplay
    assert not sound.audio.loop
    assert sound.audio.layout.display == "none"
    sound.play(EE, RATE, words="A man says ee.")
    assert bytes(sound.audio.value) == b""


def test_turned_on_it_plays_what_is_there_and_what_comes(sound):
    sound.play(EE, RATE, words="A man says ee.")
    sound.switch.click()
    assert sound.on
    assert sound.audio.autoplay
    assert sound.audio.layout.display is None
    assert bytes(sound.audio.value) == wav(EE, RATE)
    sound.play(AH, RATE, words="A man says ah.")
    assert bytes(sound.audio.value) == wav(AH, RATE)


def test_turned_off_it_falls_silent_at_once(sound):
    sound.switch.click()
    sound.switch.click()
    assert not sound.on
    assert bytes(sound.audio.value) == b""
    assert not sound.audio.autoplay
    assert sound.audio.layout.display == "none"
    sound.play(EE, RATE, words="A man says ee.")
    assert bytes(sound.audio.value) == b""


def test_it_says_whether_it_is_on_in_words(sound):
    assert sound.status.value == ""
    sound.switch.click()
    assert '<span role="status">Sound is on: each change is played.' in sound.status.value
    assert sound.switch.description == "Sound off"
    sound.switch.click()
    assert "Sound is off." in sound.status.value


def test_of_many_changes_in_a_kernel_the_last_one_is_played():
    async def many():
        sound = Sound(AH, RATE, words="A man says ah.")
        sound.switch.click()
        sent = []
        sound.audio.observe(lambda change: sent.append(bytes(change["new"])), "value")
        tones = [speak(pitch, [500, 1500, 2500]) for pitch in range(100, 200, 10)]
        for tone in tones:
            sound.play(tone, RATE, words="A vowel.")
        assert sent == []  # the picture comes first
        await until(lambda: now() > 1)
        sound.close()
        return sent, [wav(tone, RATE) for tone in tones]

    sent, all_of_them = on_a_loop(many)
    assert sent == all_of_them[-1:]


def test_a_closed_one_sends_nothing_more():
    async def closed():
        sound = Sound(AH, RATE, words="A man says ah.")
        sound.switch.click()
        sent = []
        sound.audio.observe(sent.append, "value")
        sound.play(EE, RATE, words="A man says ee.")
        sound.close()
        await until(lambda: now() > 1)
        return sent

    assert on_a_loop(closed) == []


# Without ears, and without a kernel


def test_what_is_heard_is_said(sound):
    assert repr(sound) == "Sound (off): A man says ah."
    still, living = sound.mime_bundles()
    assert "A sound: A man says ah." in read(still["text/html"]).text
    assert living[VIEW]["model_id"] == sound.model_id
    sound.play(EE, RATE, words="A man says <ee>.")
    assert "A man says <ee>." in sound.still_text()


@pytest.mark.parametrize("words", ["", "  ", None, 3])
def test_a_sound_without_words_is_refused(words):
    with pytest.raises(ValueError, match="words must say what is heard"):
        Sound(AH, RATE, words=words)
