"""Recorded sounds with a label each, and their spectrograms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import FloatArray, check_int, check_no_text, check_same_length
from ann_lib._support.printing import prints_anywhere
from ann_lib.datasets.dataset import Dataset
from ann_lib.datasets.speech import in_bands

WINDOW = 256
"""Samples that one frame of a spectrogram is taken of: 32 ms at 8,000 per second."""


@prints_anywhere
@dataclass(frozen=True, eq=False)
class Recordings:
    """Sounds of different lengths with a label each.

    Parameters
    ----------
    name : str
    waves : tuple of ndarray, shape (n_samples,) each
        From -1 to 1.
    y : ndarray, shape (n_recordings,)
        Class numbers.
    class_names : tuple of str
    groups : ndarray, shape (n_recordings,)
        Who speaks.
    group_names : tuple of str
        The name of group 0, 1, …
    rate : int
        Samples per second.
    n_test : int
        Number of recordings, the last ones, that the set's authors keep for testing.
    description : str
        Source and licence.
    """

    name: str
    waves: tuple[FloatArray, ...]
    y: NDArray[Any]
    class_names: tuple[str, ...]
    groups: NDArray[Any]
    group_names: tuple[str, ...]
    rate: int
    n_test: int = 0
    description: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse what does not fit together."""
        for name in ("class_names", "group_names"):
            check_no_text(getattr(self, name), name)
        for name in ("y", "groups"):
            labels = np.atleast_1d(getattr(self, name))
            check_same_length(self.waves, labels, "waves", name)

    def __len__(self) -> int:
        """Return the number of recordings."""
        return len(self.waves)

    def __repr__(self) -> str:
        return (
            f"{self.name}: {len(self)} recordings, {self.rate} samples per second; classes "
            f"{', '.join(self.class_names)}; spoken by {', '.join(self.group_names)}"
        )

    def spectrograms(self, n_bands: int = 24, n_frames: int = 20) -> Dataset:
        """Return an image of each recording: which frequencies sound when.

        However long a recording is, its frames lie evenly over it, so that all images
        have one size. Each is brought to the same loudness first: its standard deviation
        becomes 1, as that of `speak` is.

        Parameters
        ----------
        n_bands : int
            Bands of frequencies, each as wide as the next, from 0 to half the rate.
        n_frames : int
            Moments; for each, 256 samples are faded in and out (a Hann window) and taken
            apart into frequencies.

        Returns
        -------
        Dataset
            x of shape (n_recordings, n_bands * n_frames), float32: log10 of the mean
            power. As images, the rows are the bands, the lowest first, and the columns
            the frames.
        """
        n_bands = check_int(n_bands, "n_bands", maximum=WINDOW // 2)
        n_frames = check_int(n_frames, "n_frames", maximum=1000)
        fade, x = np.hanning(WINDOW), []
        for wave in self.waves:
            loud = wave / (wave.std() or 1)
            long = np.pad(loud, (0, max(0, WINDOW - len(wave))))
            starts = np.linspace(0, len(long) - WINDOW, n_frames).astype(int)
            frames = long[starts[:, None] + np.arange(WINDOW)] * fade
            power = np.abs(np.fft.rfft(frames)[:, 1:]) ** 2  # without the mean
            x.append(in_bands(power, n_bands).T.ravel())
        return Dataset(
            name=f"{self.name}, spectrograms",
            x=np.array(x, dtype=np.float32),
            y=self.y,
            class_names=self.class_names,
            image_shape=(n_bands, n_frames, 1),
            n_test=self.n_test,
            groups=self.groups,
            description=f"{self.description} Log power of {n_bands} bands.",
        )
