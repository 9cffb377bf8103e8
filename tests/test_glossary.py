"""The field's own words: each lesson names its own once in bold, and lists them at its end.

A word of a lesson that does not exist yet waits for it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ann_course.learn.claims import LESSONS
from ann_course.learn.glossary import WORDS, Word

FOLDER = Path(__file__).parents[1] / "notebooks"
# What the course promises to name, as a learner would look it up.
PROMISED = """
weighted sum, activation, threshold, linearly separable, decision boundary, hidden layer,
representation, feature, forward pass, backward pass, backpropagation, gradient,
learning rate, gradient descent, stochastic gradient descent, mini-batch, epoch, momentum,
cross-entropy, local minimum, plateau, saturation, vanishing gradient, dead unit,
overfitting, generalization, regularization, weight decay, dropout, early stopping,
hyperparameter, training set, validation set, test set, data leakage, baseline,
confusion matrix, precision, recall, augmentation, convolution, kernel, feature map,
pooling, receptive field, saliency map, embedding, bag of words, spectrum, spectrogram,
formant, cross-validation, ensemble, calibration, extrapolation
"""


def cells_of(word: Word) -> list[dict[str, Any]]:
    path = FOLDER / f"{LESSONS[word.lesson].stem}.ipynb"
    if not path.exists():
        return []
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


NAMED = [word for word in WORDS if cells_of(word)]


def test_every_promised_word_is_there_once() -> None:
    promised = {" ".join(name.split()) for name in PROMISED.split(",")}
    names = [word.name for word in WORDS]
    assert promised <= set(names)
    assert len(set(names)) == len(names)


def test_words_stand_in_the_order_of_the_lessons() -> None:
    lessons = [word.lesson for word in WORDS]
    assert lessons == sorted(lessons)
    assert set(lessons) <= set(LESSONS)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)
def test_a_meaning_is_one_sentence(word: Word) -> None:
    assert re.fullmatch(r"[A-Z][^.!?]+\.", word.means)
    assert len(word.means.split()) <= 30
    assert not word.means.casefold().startswith(word.name)


@pytest.mark.parametrize("word", NAMED, ids=lambda word: word.name)
def test_its_lesson_names_it_once_in_bold_and_keeps_it(word: Word) -> None:
    named = word.named_in(cells_of(word))
    assert len(named) == 1, f"{word.name!r} is bold in {named} of lesson {word.lesson}"
    assert word.kept_in(cells_of(word)), f"{word.name!r} is not listed under Keep"


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)
def test_the_page_has_its_meaning_with_a_link_to_its_cell(word: Word) -> None:
    page = json.loads((FOLDER / "glossary.ipynb").read_text(encoding="utf-8"))
    text = "".join(page["cells"][1]["source"])
    (row,) = (line for line in text.splitlines() if line.startswith(f"| **{word.name}** |"))
    assert word.means in row
    if cells := cells_of(word):
        lesson = LESSONS[word.lesson]
        (cell,) = word.named_in(cells)
        assert f"[lesson {lesson.number}]({lesson.stem}.ipynb#cell-id={cell})" in row
    else:
        assert "yet to come" in row


def markdown(name: str, text: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {"tags": list(tags)},
            "source": text.splitlines(keepends=True)}  # fmt: skip


def test_a_word_is_found_in_bold_in_whatever_form_it_stands() -> None:
    word = Word("mini-batch", "05", "A few samples.")
    cells = [
        markdown("aim", "## Aim\n\nA mini-batch, a **mini-batch of 32**."),
        markdown("told", "into **mini-batches**;\n**Mini-batch**"),
        {"cell_type": "code", "id": "code", "metadata": {}, "source": "# **mini-batch**"},
        markdown("note", "**mini-batch**", "teacher"),
        markdown("keep", "## Keep\n\n**mini-batch**"),
        markdown("more", "again **mini-batch**"),
    ]
    assert word.named_in(cells) == ["told", "told"]
    assert word.kept_in(cells)
    assert not word.kept_in(cells[:4])
    assert not Word("batch size", "05", "A number.").kept_in(cells)
