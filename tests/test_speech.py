"""The voice: its filter against SciPy's, its formants, and its speakers."""

from __future__ import annotations

import numpy as np
import pytest

from ann_lib.datasets import (
    DataUnavailableError,
    available,
    band_energies,
    load_vowels,
    make_speakers,
    make_vowels,
    speak,
    vowels,
)
from ann_lib.datasets.speech import BANDWIDTHS, RATE, pulses, resonance, transmission

AH = (730.0, 1090.0, 2440.0)


class TestSpeak:
    def test_the_mouth_is_four_resonators_in_a_row(self) -> None:
        """As differences in time, y[n] = a x[n] + b y[n-1] + c y[n-2], by SciPy."""
        signal = pytest.importorskip("scipy.signal")
        wave = pulses(120)
        for centre, width in zip((*AH, 3500.0), BANDWIDTHS, strict=True):
            radius = np.exp(-np.pi * width / RATE)
            b, c = 2 * radius * np.cos(2 * np.pi * centre / RATE), -(radius**2)
            wave = signal.lfilter([1 - b - c], [1, -b, -c], wave)
        np.testing.assert_allclose(speak(120, AH), wave / wave.std(), atol=1e-10)

    @pytest.mark.parametrize("pitch", [90, 120, 240])
    def test_as_many_pulses_as_the_pitch_says(self, pitch: float) -> None:
        assert (pulses(pitch, seconds=1.0) > 0.5).sum() == pytest.approx(pitch, abs=3)

    def test_the_energy_lies_at_the_formants(self) -> None:
        energies = band_energies(speak(100, (500, 1500, 2500), seconds=0.5), n_bands=40)
        peaks = [
            i
            for i in range(1, 39)
            if energies[i] > max(energies[i - 1], energies[i + 1]) and energies[i] > 1
        ]
        centres = [100 * (i + 0.5) for i in peaks]
        for formant in (500, 1500, 2500):
            assert min(abs(centre - formant) for centre in centres) <= 60

    def test_a_short_throat_raises_every_formant(self) -> None:
        np.testing.assert_array_equal(
            speak(200, AH, throat=0.8), speak(200, np.append(AH, 3500.0) / 0.8)
        )

    def test_a_formant_beyond_what_is_recorded_is_left_out(self) -> None:
        """A digital resonator at 4,400 Hz would sound as one at 3,600 Hz."""
        three = resonance(np.arange(0.0, 4001, 50), (500, 1500, 2500))
        four = resonance(np.arange(0.0, 4001, 50), (500, 1500, 2500, 4400))
        np.testing.assert_array_equal(four, three)
        np.testing.assert_array_equal(
            speak(200, AH, throat=0.8), speak(200, [f / 0.8 for f in (*AH, 3000.0 * 1.6)])
        )

    def test_the_power_that_is_let_through_needs_no_complex_numbers(self) -> None:
        rng = np.random.default_rng(0)
        frequencies = np.arange(0.0, 4001, 25)
        voices = np.sort(rng.uniform(150, 5000, (50, 4)))  # some beyond what is recorded
        for formants in (voices, voices[0], voices[:6].reshape(2, 3, 4), voices[:, :2]):
            expected = np.abs(resonance(frequencies, formants)) ** 2
            found = transmission(frequencies, formants)
            assert found.shape == expected.shape
            np.testing.assert_allclose(found, expected, rtol=1e-9)

    def test_the_noise_is_as_loud_as_it_says(self) -> None:
        quiet, loud = speak(120, AH), speak(120, AH, noise=0.5, rng=0)
        assert quiet.std() == pytest.approx(1.0)
        assert (loud - quiet).std() == pytest.approx(0.5, rel=0.05)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ({"pitch": 20}, "pitch must be"),
            ({"formants": []}, "formants is empty"),
            ({"formants": [1, 2, 3, 4, 5]}, "one to four frequencies, got 5"),
            ({"formants": [-500]}, "formants must be above 0 Hz, got -500"),
            ({"throat": 0.1}, "throat must be"),
            ({"noise": -1}, "noise must be"),
            ({"seconds": 0.1}, "seconds must be"),
        ],
    )
    def test_bad_arguments(self, arguments: dict[str, object], words: str) -> None:
        with pytest.raises(ValueError, match=words):
            speak(**({"pitch": 120, "formants": AH} | arguments))  # type: ignore[arg-type]


class TestBandEnergies:
    @pytest.mark.parametrize("frequency", [437.5, 2062.5])
    def test_a_pure_tone_lies_in_its_band(self, frequency: float) -> None:
        wave = np.sin(2 * np.pi * frequency * np.arange(2000) / RATE)
        energies = band_energies(wave, 32)
        assert energies.argmax() == int(frequency // 125)
        assert np.sort(energies)[-2] < energies.max() - 2

    def test_ten_times_as_loud_is_two_more(self) -> None:
        wave = speak(120, AH)
        louder = band_energies(10 * wave) - band_energies(wave)
        np.testing.assert_allclose(louder, 2, atol=1e-3)

    def test_several_at_once(self) -> None:
        waves = np.stack([speak(120, AH), speak(200, AH)])
        both = band_energies(waves, 16)
        assert both.shape == (2, 16)
        np.testing.assert_array_equal(both[1], band_energies(waves[1], 16))

    def test_too_short(self) -> None:
        with pytest.raises(ValueError, match="at least 1024 samples, got 500"):
            band_energies(np.zeros(500))


class TestSpeakers:
    def test_without_spread_they_are_the_published_averages(self) -> None:
        people = make_speakers(1, 0, 1, spread=0, rng=0)
        assert len(people) == 2 * 10 * 2
        rows = people.columns("pitch", "F1", "F2", "F3")
        np.testing.assert_allclose(rows[:2], [[136, 270, 2290, 3010]] * 2)
        np.testing.assert_allclose(rows[-1], [261, 560, 1820, 2160])
        assert people.columns("kind")[:, 0].tolist() == [0] * 20 + [2] * 20

    def test_they_differ_as_it_says(self) -> None:
        people = make_speakers(400, 0, 0, rng=0)
        logs = np.log(people.columns("pitch", "F1", "F2", "F3")).reshape(400, 20, 4)
        assert logs[..., 0].mean(axis=1).std() == pytest.approx(0.11, rel=0.1)
        size = logs[..., 1:].mean(axis=(1, 2)).std()
        assert size == pytest.approx(0.045, rel=0.15)

    def test_somebody_must_be_there(self) -> None:
        with pytest.raises(ValueError, match="must be at least 1 together"):
            make_speakers(0, 0, 0)

    def test_spoken(self) -> None:
        people = make_speakers(2, 1, 0, rng=0)
        sounds = make_vowels(people, ("ah", "ee"), n_bands=16, rng=0)
        assert sounds.x.shape == (3 * 2 * 2, 16)
        assert sounds.class_names == ("ah", "ee")
        assert sounds.y[:4].tolist() == [1, 1, 0, 0]  # as the people say them
        assert sounds.groups is not None
        assert np.bincount(sounds.groups).tolist() == [4, 4, 4]
        with pytest.raises(ValueError, match="each vowel must be one of"):
            make_vowels(people, ("öh",))
        with pytest.raises(TypeError, match="vowels must be several texts, got 'ee'"):
            make_vowels(people, "ee")  # type: ignore[arg-type]
        for few in ((), ("ee", "ah", "ee")):
            with pytest.raises(ValueError, match="vowels must be at least one, each once"):
                make_vowels(people, few)
        with pytest.raises(TypeError, match="speakers must be a Dataset, got the function"):
            make_vowels(make_speakers)  # type: ignore[arg-type]


class TestMeasuredVowels:
    def test_as_published(self) -> None:
        if not available("vowels"):
            pytest.skip("the table of vowels is not on this computer")
        people = load_vowels()
        assert people.x.shape == (1520, 5)
        assert people.groups is not None
        kinds = people.columns("kind")[:, 0]
        assert [len(set(people.groups[kinds == kind])) for kind in range(3)] == [33, 28, 15]
        for vowel, averages in enumerate(vowels.AVERAGES.values()):
            for kind, published in enumerate(averages):
                own = people.x[(kinds == kind) & (people.y == vowel), 1:].mean(axis=0)
                np.testing.assert_allclose(own, published, rtol=0.05)

    def test_where_they_are_not(self, local_data) -> None:
        with pytest.raises(DataUnavailableError, match="make_speakers"):
            load_vowels()
        assert not available("vowels")
