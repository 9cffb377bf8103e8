"""The exercise to fool a classifier of digits: its test and its criteria."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_course.learn import Criteria, Exercise
from ann_course.learn.judging import judgeable, nothing_back, tried
from ann_course.learn.source import can_return, source_of, without_annotations
from ann_lib._support.checks import FloatArray, describe
from ann_lib.network import Network

MOST_PIXELS = 4.0
MOST_SECONDS = 20.0


def try_to_fool(fool: Any, network: Network, images: FloatArray) -> Any:
    """Call a learner's function on each image and report what its changes did.

    Parameters
    ----------
    fool : callable
        Given the network and one image, shape (n_pixels,), it returns a changed one.
    network : Network
        Answers to images in rows.
    images : ndarray, shape (n_images, n_pixels)

    Returns
    -------
    found : dict
        In plain words and numbers; empty while the function is blank.
    """
    before = network.get_weights()
    try:
        changed, unjudged = tried(
            fool,
            lambda: [fool(network, image.copy()) for image in images],
            seconds=MOST_SECONDS,
            late="Does the loop end when the answer has changed?",
        )
    finally:
        now = network.get_weights()
        network.set_weights(before)
    if unjudged is not None:
        return _with_advice(unjudged)
    given = [each is not None and each is not Ellipsis for each in changed]
    if not any(given) and not can_return(fool):
        return nothing_back(fool)
    # Where nothing came back, the image is as it was.
    answers = [
        new if came else old for new, old, came in zip(changed, images, given, strict=True)
    ]
    odd = [each for each in answers if not _is_image(each, images.shape[1:])]
    if odd:
        return {"trouble": f"it returned {_described(odd[0])}; one image of shape "
                f"{images.shape[1:]} was expected."}  # fmt: skip
    rows = np.array(answers, dtype=np.float64)
    other = np.abs(rows - images) > 1e-9
    return {
        "images": len(images),
        "images given back": sum(given),
        "answers changed": int(np.sum(network.predict(rows) != network.predict(images))),
        "pixels changed": round(float(other.sum(axis=1).mean()), 2),
        "between paper and ink": bool(rows.min() >= 0 and rows.max() <= 1),
        "network left as it was": all(map(np.array_equal, before, now)),
    }


def fool(network: Network, image: FloatArray) -> FloatArray | None:
    """Return the image with a few pixels flipped, so that it is called something else."""
    answer = network.predict(image[np.newaxis])[0]
    changed = image.copy()
    for _step in range(20):
        tries = np.repeat(changed[np.newaxis], 64, axis=0)
        np.fill_diagonal(tries, 1 - changed)
        chances = network.predict_proba(tries)
        sure = chances[:, answer]
        changed = tries[sure.argmin()]
        if network.predict(changed[np.newaxis])[0] != answer:
            return changed
    return None


def _with_advice(unjudged: dict[str, Any]) -> dict[str, Any]:
    """Say what `sure` must be, where its `argmin` failed or was the number of no copy."""
    trouble = unjudged.get("trouble", "")
    if "The line: " not in trouble or "sure.argmin()" not in trouble:
        return unjudged
    return {"trouble": f"{trouble} `sure` must hold one number for each copy: of "
            "`chances`, a single column."}  # fmt: skip


def _is_image(value: Any, shape: tuple[int, ...]) -> bool:
    try:
        row = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        return False
    return row.shape == shape and bool(np.isfinite(row).all())


def _described(value: Any) -> str:
    numbers = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    holes = numbers and not np.isfinite(value).all()
    return describe(value) + (" with NaN or infinite values" if holes else "")


_GOOD: dict[str, Any] = {
    "images": 50,
    "images given back": 50,
    "answers changed": 50,
    "pixels changed": 2.1,
    "between paper and ink": True,
    "network left as it was": True,
}


def _reached(found: dict[str, Any]) -> str:
    return (
        f"All {found['images']} images are fooled, by {found['pixels changed']:.2f} pixels "
        "on average. Would they have fooled you? The next cell shows some of them."
    )


_CRITERIA = Criteria(
    {
        **judgeable("try_to_fool"),
        "network": (
            lambda found: found["network left as it was"] is True,
            "You changed the network. That is another game: here it stays as it is, and "
            "the picture changes.",
        ),
        "none back": (
            lambda found: found["images given back"] > 0,
            "Nothing came back: after all steps, the answer was still the first. Does "
            "copy i have pixel i flipped, to 1 minus what it was? Do you follow the copy "
            "in which the network is *least* sure? And does `return` give the image back?",
        ),
        "gave up": (
            lambda found: found["images given back"] == found["images"],
            "For some images nothing came back: the steps ran out, and the answer was "
            "still the first. Is each pixel flipped all the way, to 1 minus what it was? "
            "And does `sure` follow one digit, the first answer, in all copies? `chances` "
            "has a row for each copy and a column for each digit.",
        ),
        "nothing": (
            lambda found: found["pixels changed"] > 0,
            "The images came back as they were. Do you return the changed copy, or the "
            "image itself?",
        ),
        "range": (
            lambda found: found["between paper and ink"] is True,
            "Some pixels are whiter than paper or blacker than ink. Keep them from 0 to 1: "
            "a flipped pixel is 1 minus what it was.",
        ),
        "none": (
            lambda found: found["answers changed"] > 0,
            "The images are changed, but not one answer is. Which of the copies do you "
            "keep? It should be the one in which the network is *least* sure.",
        ),
        "some": (
            lambda found: found["answers changed"] == found["images"],
            "Some images are still called what they were. One pixel is not always enough: "
            "go on until the answer is another.",
        ),
        "many": (
            lambda found: found["pixels changed"] <= MOST_PIXELS,
            f"All are fooled, but with more than {MOST_PIXELS:g} pixels per image. Fewer "
            "will do: flip a pixel all the way, to 1 minus what it was, and follow, each "
            "time, the one that shakes the answer most.",
        ),
    },
    right=_reached,
)

fool_network = Exercise(
    "fool-network",
    "Fill the three gaps in `fool(network, image)`. It flips one pixel after the other, "
    "until the network gives another answer: as few as possible, "
    f"at most {MOST_PIXELS:g} per image on average.",
    reference=_GOOD,
    accepts=_CRITERIA.accepts,
    mistakes=_CRITERIA.mistakes(
        {
            "none back": _GOOD
            | {"images given back": 0, "answers changed": 0, "pixels changed": 0.0},
            "gave up": _GOOD
            | {"images given back": 2, "answers changed": 2, "pixels changed": 0.04},
            "nothing": _GOOD | {"answers changed": 0, "pixels changed": 0.0},
            "range": _GOOD | {"between paper and ink": False},
            "many": _GOOD | {"pixels changed": 4.52},
        }
    ),
    hints=[
        "Read the loop from its end: `sure.argmin()` is the number of one copy, the one in "
        "which the network is least sure of its first answer. What must stand in the "
        "copies, and in `sure`, for that to be so?",
        "White is 0 and black is 1, so a flipped pixel is 1 minus what it was. `chances` "
        "has ten columns, one for each digit; of these only one is to be watched.",
        "The flipped pixels are `1 - changed`. Of `chances`, take all rows and the column "
        "`answer`. What is returned is the copy that fooled the network.",
    ],
    solution=without_annotations(source_of(fool)),
    ask="Would a person be fooled by the same pixels? What does that say "
    "about how the network reads?",
)
