"""The vowel panel: what the mouth says, what is drawn of it, and who understands it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from ann_course.live.sound import wav
from ann_course.panels.vowel import mouth
from ann_course.panels.vowel.ear import energies_of, passed_on, power_of
from ann_course.panels.vowel.listeners import default_listeners
from ann_course.panels.vowel.panel import VowelPanel
from ann_course.panels.vowel.people import Spoken, kinds_of, some
from ann_course.panels.vowel.picture import COLUMNS, FINER, HIGH_F2, LOW_F2, ROWS, grid
from ann_lib import Dense, MeanSquaredError, Network, SoftmaxCrossEntropy
from ann_lib.datasets import band_energies, make_speakers, speak
from ann_lib.datasets.speech import RATE
from ann_lib.datasets.vowels import AVERAGES, FIVE
from ann_lib.plots import style

MEN, CHILDREN = 0, 2


@cache
def shared() -> VowelPanel:
    return VowelPanel()


@pytest.fixture
def panel():
    panel = shared()
    panel.reset()
    if panel.sound.on:
        panel.sound.switch.click()
    return panel


def listener(n_bands: int = 32, seed: int = 0) -> Network:
    return Network([Dense(n_bands, 5)], loss=SoftmaxCrossEntropy(), rng=seed)


def say(panel: VowelPanel, vowel: str, **more: object) -> None:
    """Have the mouth say a vowel as a man does on average."""
    jaw, tongue = mouth.shape_for(*AVERAGES[vowel][MEN][1:3])
    panel.state = {"jaw": jaw, "tongue": tongue, **more}


def point(panel: VowelPanel, f1: float, f2: float, kind: str = "down") -> None:
    """Point at two formants in the plane, as the page tells it."""
    ax = panel.plane.plane
    to_figure = ax.transData + ax.figure.transFigure.inverted()
    x, y = to_figure.transform((np.log2(f2), np.log2(f1)))
    panel.plane.figure.pointer.receive({"points": [[kind, float(x), float(1 - y)]]})


# The mouth


@pytest.mark.parametrize("vowel", AVERAGES)
def test_a_mouth_can_say_every_vowel_of_men(vowel):
    _, *tones = AVERAGES[vowel][MEN]
    found = mouth.formants_of(*mouth.shape_for(*tones[:2]))
    assert found[:2] == pytest.approx(tones[:2], abs=1)
    assert found[2] == pytest.approx(tones[2], rel=0.06)


def test_an_open_jaw_raises_the_first_formant_and_the_tongue_the_second():
    shut, open_ = mouth.formants_of(0.2, 0.5), mouth.formants_of(0.8, 0.5)
    back, front = mouth.formants_of(0.4, 0.1), mouth.formants_of(0.4, 0.9)
    assert shut[0] < open_[0]
    assert back[0] == front[0]
    assert back[1] < front[1]


def test_the_second_formant_is_always_above_the_first():
    for jaw in np.linspace(0, 1, 9):
        for tongue in np.linspace(0, 1, 9):
            f1, f2, f3 = mouth.formants_of(jaw, tongue)
            assert mouth.APART * f1 - 1 <= f2 < f3


def test_a_shape_beyond_what_a_mouth_can_do_is_the_nearest():
    assert mouth.shape_for(10, 10) == (0, 0)
    assert mouth.shape_for(9000, 9000) == (1, 1)


def test_the_profile_opens_with_the_jaw_and_shrinks_with_the_throat():
    lips = []
    for jaw in (0.0, 1.0):
        roof, floor = mouth.profile(jaw, 0.5, 1.0)
        lips.append(roof[0, 1] - floor[0, 1])
        n = min(len(roof), len(floor)) - 8
        above = np.interp(floor[:n, 0], roof[:40, 0], roof[:40, 1])
        assert (above >= floor[:n, 1]).all()  # the tongue stays within the mouth
    assert lips[1] > 2 * lips[0] > 0
    long, short = mouth.profile(0.4, 0.3, 1.0)[0], mouth.profile(0.4, 0.3, 0.75)[0]
    np.testing.assert_allclose(short, 0.75 * long)


def test_the_tongue_is_highest_where_it_is():
    highest = [
        mouth.profile(0.3, tongue, 1.0)[1][:, 1].argmax() for tongue in (0.0, 0.5, 1.0)
    ]
    assert highest[0] > highest[1] > highest[2]


# The ear


@pytest.mark.parametrize("pitch", [80, 130, 210, 300, 400])
@pytest.mark.parametrize("noise", [0.05, 0.5])
def test_many_voices_at_once_are_what_each_is_alone(pitch, noise):
    rng = np.random.default_rng(pitch)
    tones = np.array([mouth.formants_of(*rng.random(2)) for _ in range(12)]) / 0.9
    together = energies_of(pitch, passed_on(tones), noise, 32)
    alone = [band_energies(speak(pitch, f, noise=noise, rng=0)) for f in tones]
    assert np.abs(together - alone).mean() < 0.15
    assert np.corrcoef(together.ravel(), np.ravel(alone))[0, 1] > 0.94


def test_without_noise_they_agree_closely():
    tones = np.array([[300.0, 2200, 2900], [700, 1100, 2450]])
    together = energies_of(120, passed_on(tones), 0.0, 24)
    alone = [band_energies(speak(120, f), 24) for f in tones]
    np.testing.assert_allclose(together, alone, atol=0.05)


# What is heard


def test_it_speaks_what_the_sliders_say(panel):
    panel.state = {"jaw": 0.5, "tongue": 0.4, "throat": 0.8, "pitch": 200, "noise": 0.2}
    tones = [round(f / 0.8) for f in mouth.formants_of(0.5, 0.4)]
    np.testing.assert_array_equal(panel.wave, speak(200, tones, noise=0.2, rng=0))
    np.testing.assert_array_equal(panel.energies, band_energies(panel.wave))
    assert panel.formants.tolist() == tones
    network = panel.listeners["men only"]
    expected = network.predict_proba(panel.energies[None])[0]
    np.testing.assert_array_equal(panel.probabilities, expected)


@pytest.mark.parametrize("who", ["men only", "everybody"])
@pytest.mark.parametrize("vowel", FIVE)
def test_a_man_is_understood_by_both(panel, who, vowel):
    say(panel, vowel, listener=who)
    assert panel.answer == vowel


@pytest.mark.parametrize("vowel", ["a", "ah", "er"])
def test_with_a_childs_throat_only_everybody_understands(panel, vowel):
    say(panel, vowel, throat=0.76, pitch=265, listener="men only")
    assert panel.answer != vowel
    panel.state = {"listener": "everybody"}
    assert panel.answer == vowel


def test_pitch_alone_changes_no_answer(panel):
    answers = set()
    for pitch in range(130, 265, 15):
        say(panel, "ah", pitch=pitch)
        answers.add(panel.answer)
    assert answers == {"ah"}


def test_its_own_listeners_are_those_of_the_story():
    networks, unheard = default_listeners()
    again, _ = default_listeners()
    for name, network in networks.items():
        for one, other in zip(
            network.get_weights(), again[name].get_weights(), strict=True
        ):
            np.testing.assert_array_equal(one, other)
    assert list(networks) == ["men only", "everybody"]
    assert np.bincount(kinds_of(unheard)).tolist() == [11, 21, 8]


def test_the_words_say_who_speaks_and_what_is_heard(panel):
    say(panel, "ah")
    words = panel.describe()
    assert words.startswith("Your mouth: jaw 82% open, tongue ")
    assert "Formants at 730, 1,090 and 2,4" in words
    assert "“men only” hears ah, " in words
    assert "noise 0.05" in words
    panel.state = {"noise": 0.0}
    assert "no noise" in panel.describe()


# What is drawn


def test_the_cross_is_where_the_formants_are(panel):
    panel.state = {"jaw": 0.6, "tongue": 0.5, "throat": 0.85}
    f1, f2, _ = panel.formants
    assert panel.plane.cross.get_xdata()[0] == pytest.approx(np.log2(f2))
    assert panel.plane.cross.get_ydata()[0] == pytest.approx(np.log2(f1))
    ax = panel.plane.plane
    assert ax.get_xlim()[0] > ax.get_xlim()[1]  # F2 to the left
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # F1 downwards


def test_the_regions_are_the_listeners_answers(panel):
    panel.state = {"pitch": 150, "throat": 0.9, "noise": 0.05}
    picture = panel.plane.regions.pixels[0, ::-1, ::-1] / 255  # the lowest F1 and F2 first
    assert picture.shape == (ROWS * FINER, COLUMNS * FINER, 3)
    pale = 0.62 + 0.38 * np.array(
        [[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in style.CLASS_COLORS[:5]]
    )
    network = panel.listeners["men only"]
    right, places = 0, [(r, c) for r in range(1, ROWS, 4) for c in range(r, COLUMNS, 3)]
    points = grid().reshape(ROWS, COLUMNS, 2)
    for row, column in places:
        f1, f2 = points[row, column]
        f3 = mouth.third(f1 * 0.9, f2 * 0.9) / 0.9
        wave = speak(150, [f1, f2, float(f3)], noise=0.05, rng=0)
        answer = int(network.predict(band_energies(wave)[None])[0])
        colour = picture[row * FINER + FINER // 2, column * FINER + FINER // 2]
        right += bool(np.allclose(colour, pale[answer], atol=0.01)) or bool(
            np.allclose(colour, 1) and f2 < 1.4 * f1
        )
    assert right >= 0.85 * len(places)


def test_the_regions_follow_only_what_they_depend_on(panel):
    def regions():
        return panel.plane.regions.pixels

    before = regions()
    panel.state = {"jaw": 0.3, "tongue": 0.7}
    np.testing.assert_array_equal(regions(), before)
    for change in (
        {"throat": 0.8},
        {"pitch": 300},
        {"listener": "everybody"},
        {"noise": 0.6},
    ):
        panel.state = change
        assert (regions() != before).any(), change
        before = regions()


def test_the_steps_are_the_networks_inputs_and_the_curve_has_its_peaks(panel):
    say(panel, "ee", pitch=180)
    heights = panel.spectrum.steps.get_ydata()
    np.testing.assert_allclose(heights[::2], panel.energies.clip(-1.5))
    assert len(heights) == 64
    x, y = panel.spectrum.envelope.get_data()
    for formant in panel.formants:
        near = np.abs(x * 1000 - formant) < 250
        assert x[near][y[near].argmax()] * 1000 == pytest.approx(formant, abs=30)
    assert panel.spectrum.names.texts == ["F1", "F2", "F3"]
    power = panel.spectrum.harmonics.get_ydata()
    np.testing.assert_allclose(power, np.log10(power_of(panel.wave) + 1e-6).clip(-1.5))


def test_a_formant_beyond_what_is_recorded_has_no_name(panel):
    panel.state = {"jaw": 0.1, "tongue": 1.0, "throat": 0.7}
    assert panel.formants[2] > 4000
    assert panel.spectrum.names.texts == ["F1", "F2", ""]


def test_pitch_moves_the_harmonics_and_not_the_curve(panel):
    before = panel.spectrum.harmonics.get_ydata(), panel.spectrum.envelope.get_ydata()
    shape = before[1] - before[1].max()
    panel.state = {"pitch": 260}
    after = panel.spectrum.harmonics.get_ydata(), panel.spectrum.envelope.get_ydata()
    np.testing.assert_allclose(after[1] - after[1].max(), shape)
    assert np.abs(after[0] - before[0]).mean() > 0.5


def test_what_a_mouth_lets_through_peaks_at_its_formants():
    through = passed_on(np.array([500.0, 1500.0, 2500.0]))
    peaks = [i for i in range(1, 511) if through[i] > max(through[i - 1], through[i + 1])]
    np.testing.assert_allclose(
        (np.array(peaks) + 1) * RATE / 1024, [500, 1500, 2500, 3500], atol=40
    )


# The pointer


def test_pointing_moves_the_mouth(panel):
    point(panel, 500, 1500)
    assert panel.formants[:2] == pytest.approx([500, 1500], abs=2)
    panel.state = {"throat": 0.8}
    point(panel, 500, 1500, "move")
    assert panel.formants[:2] == pytest.approx([500, 1500], abs=2)
    point(panel, 400, 2000, "hover")  # the keyboard's cursor
    assert panel.formants[:2] == pytest.approx([400, 2000], abs=3)


def test_pointing_beside_the_plane_does_nothing(panel):
    before = panel.state
    panel.plane.figure.pointer.receive({"points": [["down", 0.95, 0.2], ["up", 0.5, 0.5]]})
    assert panel.state == before


def test_where_no_mouth_can_be_it_is_the_nearest(panel):
    point(panel, 1300, 620)
    f1, f2, _ = panel.formants
    assert f2 >= mouth.APART * f1 - 2
    assert LOW_F2 < f2 < HIGH_F2


def test_the_keyboard_goes_on_from_where_the_cross_is(panel):
    pointer = panel.plane.figure.pointer
    say(panel, "ee")
    ee = list(pointer.start)
    say(panel, "ah")
    ah = list(pointer.start)
    assert ee[0] < ah[0]  # the tongue is forward: left
    assert ee[1] < ah[1]  # the jaw is closed: high
    point(panel, 500, 1500, "hover")
    assert pointer.start == ah  # the page knows where it went by itself


# Other people


def test_next_speaker_lets_them_speak_in_turn(panel):
    kinds, vowels = [], []
    for number in range(1, 6):
        panel.next_button.click()
        assert panel.state["speaker"] == number
        words = panel.describe()
        assert words.startswith(f"Speaker {number}, a ")
        said = panel.speaker
        kinds.append(said.kind)
        vowels.append(said.vowel)
        tones = [round(f) for f in said.formants]
        np.testing.assert_array_equal(
            panel.wave, speak(said.pitch, tones, noise=0.05, rng=0)
        )
        assert words.endswith(": right." if panel.answer == said.vowel else ": wrong.")
        assert panel.plane.ring.get_visible()
    assert kinds[:3] == ["child", "woman", "man"]
    assert sorted(vowels) == sorted(FIVE)


def test_after_the_last_speaker_it_is_the_first_ones_turn(panel):
    panel.state = {"speaker": panel.controls["speaker"].max}
    panel.next_button.click()
    assert panel.state["speaker"] == 1


def test_the_mouth_takes_the_speakers_shape_and_a_hand_goes_on_from_there(panel):
    panel.next_button.click()
    theirs = panel.formants[:2]
    panel.controls["pitch"].value += 5
    assert panel.state["speaker"] == 0
    assert not panel.plane.ring.get_visible()
    np.testing.assert_allclose(panel.formants[:2], theirs, rtol=0.05)
    panel.next_button.click()
    point(panel, 500, 1500)
    assert panel.state["speaker"] == 0


def test_the_mouth_is_drawn_as_the_speakers(panel):
    panel.state = {"speaker": 1, "throat": 1.0}  # the slider is not the child's
    child = panel.speaker.shape
    assert child["throat"] < 0.85
    drawn = panel.plane.outlines[0].get_xy()
    roof, _ = mouth.profile(child["jaw"], child["tongue"], child["throat"])
    np.testing.assert_allclose(drawn[: len(roof)], roof)


@pytest.mark.parametrize(("kind", "throat"), [(0, 1.0), (1, 0.87), (2, 0.75)])
def test_a_throat_is_as_long_as_the_formants_say(kind, throat):
    for vowel, averages in AVERAGES.items():
        pitch, *tones = averages[kind]
        said = Spoken("man", vowel, pitch, np.array(tones, dtype=float))
        assert said.throat == pytest.approx(throat, abs=0.07)


def test_men_only_misunderstands_children_and_everybody_does_not(panel):
    right = {}
    for who in panel.listeners:
        panel.state = {"listener": who}
        right[who] = {"child": [], "man": []}
        for number in range(1, panel.controls["speaker"].max + 1):
            panel.state = {"speaker": number}
            said = panel.speaker
            if said.kind in right[who]:
                right[who][said.kind].append(panel.answer == said.vowel)
    assert np.mean(right["men only"]["man"]) >= 0.8
    assert np.mean(right["men only"]["child"]) <= 0.6
    assert np.mean(right["everybody"]["child"]) >= 0.7


def test_with_few_people_there_are_few_speakers():
    panel = VowelPanel({"a": listener()}, make_speakers(1, 0, 1, rng=0))
    assert panel.controls["speaker"].max == 2
    assert "2 people's vowels" in panel.plane.figure.alt
    panel.close()


def test_people_keep_their_numbers():
    people = make_speakers(2, 1, 1, rng=0)
    chosen = some(people, np.array([1, 3]))
    assert set(chosen.groups) == {1, 3}
    assert kinds_of(chosen).tolist() == [MEN, CHILDREN]


# Nobody, and others


def test_with_nobody_listening_there_are_mouth_and_sound_alone():
    panel = VowelPanel({})
    assert list(panel.controls) == ["jaw", "tongue", "throat", "pitch", "noise"]
    assert panel.probabilities is None
    assert panel.answer == ""
    assert "hears" not in panel.describe()
    assert "network's answer" not in panel.plane.figure.alt
    assert panel.plane.bars is None
    assert panel.sweep() > 40
    panel.close()


def test_a_listener_may_take_another_number_of_bands():
    panel = VowelPanel({"sixteen": listener(16)})
    assert panel.energies.shape == (16,)
    assert "the 16 numbers" in panel.spectrum.figure.alt
    panel.close()


def test_its_code_makes_the_same_sound(panel):
    panel.state = {"jaw": 0.35, "throat": 0.83, "noise": 0.3, "pitch": 155}
    for number in (0, 4):
        panel.state = {"speaker": number}
        names: dict[str, object] = {}
        code = panel.code()
        exec(code[: code.index("from ann_course")] + code[code.index("wave = ") :], names)
        np.testing.assert_array_equal(names["wave"], panel.wave)
        np.testing.assert_array_equal(names["energies"], panel.energies)


def test_it_may_begin_elsewhere():
    panel = VowelPanel({}, start={"jaw": 0.2, "pitch": 250})
    panel.state = {"jaw": 0.9}
    panel.reset()
    assert (panel.state["jaw"], panel.state["pitch"]) == (0.2, 250)
    panel.close()


# Sound


def test_it_is_heard_only_once_sound_is_on(panel):
    assert bytes(panel.sound.audio.value) == b""
    panel.state = {"pitch": 150}
    assert bytes(panel.sound.audio.value) == b""
    panel.sound.switch.click()
    assert bytes(panel.sound.audio.value) == wav(panel.wave, RATE)
    say(panel, "ee")
    assert bytes(panel.sound.audio.value) == wav(panel.wave, RATE)
    assert panel.sound.words in panel.describe()


# Errors


def test_what_is_no_listener_is_refused():
    with pytest.raises(TypeError, match="listeners must map names to trained networks"):
        VowelPanel(listener())
    with pytest.raises(ValueError, match="A listener's name must be a text, got 3"):
        VowelPanel({3: listener()})
    with pytest.raises(TypeError, match="'one' must be a trained Network, got 'net'"):
        VowelPanel({"one": "net"})
    four = Network([Dense(32, 4)], loss=SoftmaxCrossEntropy(), rng=0)
    with pytest.raises(ValueError, match=r"5 outputs, for ee, a, ah, oo, er, .*\(4,\)"):
        VowelPanel({"one": four})
    with pytest.raises(ValueError, match="same number of bands, got 16 and 32"):
        VowelPanel({"one": listener(16), "other": listener(32)})
    unsure = Network([Dense(32, 5)], loss=MeanSquaredError(), rng=0)
    with pytest.raises(ValueError, match=r"with SoftmaxCrossEntropy, got .* MeanSquared"):
        VowelPanel({"one": unsure})


def test_what_are_no_people_is_refused():
    with pytest.raises(TypeError, match="people must come from make_speakers"):
        VowelPanel({}, np.zeros((3, 5)))
    people = make_speakers(1, 0, 0, rng=0)
    object.__setattr__(people, "feature_names", ("a", "b", "c", "d", "e"))
    with pytest.raises(ValueError, match="must hold the pitch and the formants"):
        VowelPanel({}, people)
