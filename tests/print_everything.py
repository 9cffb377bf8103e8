"""Print an object of every kind that the packages give to their users.

    python print_everything.py ENCODING ...

`test_printing.py` runs this file, and so makes the objects once for consoles of several
encodings. It prints as a script would, and so ends with an error at the first sign that
the console cannot hold. Each console's text ends with a form feed.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("agg")

import lesson_modules
import numpy as np
from contract_cases import LAYERS, LOSSES
from small_networks import LABELS, X, classifier, image_classifier, regressor

import ann_course
import ann_lib
import ann_lib.sklearn
from ann_course import learn, live, page, panels
from ann_course.learn.claims import CLAIMS, LESSONS
from ann_course.learn.setup_check import Part, SetupCheck, check_setup
from ann_course.learn.verdict import Verdict
from ann_lib import datasets, nerve_cell, tables, training

LESSON_02 = Path(__file__).parents[1] / "notebooks" / "02_one_artificial_neuron.ipynb"


def objects() -> Iterator[object]:
    """Yield an object of every kind, with what it holds after use."""
    yield from (layer for layer, _ in LAYERS)
    yield from (classifier().parameters[0], nerve_cell.Axon(), nerve_cell.Synapse())
    yield from (loss for loss, *_ in LOSSES)
    yield from (classifier(), image_classifier(), regressor(), classifier().summary())
    yield ann_lib.Starts(regressor(), seeds=2)
    network, optimizer = classifier(), ann_lib.Adam(ann_lib.optimizers.StepDecay(0.1, 5))
    history = network.fit(X, LABELS, epochs=2, optimizer=optimizer, progress=False)
    yield from (history, optimizer, ann_lib.SGD(0.1), ann_lib.RMSProp(0.1))
    yield training.Training(network, optimizer, np.random.default_rng(0))
    yield from (ann_lib.Neuron([1.0, -1.0]), nerve_cell.SpikingNeuron())
    yield nerve_cell.SpikingNeuron().simulate(2.0)
    yield from (ann_lib.sklearn.NetworkClassifier(), ann_lib.sklearn.NetworkRegressor())
    yield from (datasets.make_pets(4, rng=0), datasets.load_digits())
    yield datasets.make_phrases()
    one = (np.zeros(1, dtype=int), ("grün",))
    yield datasets.Recordings("Größen", (np.zeros(9),), *one, *one, 8_000)
    table = tables.read_table("größe;art\n1,5;süß\n2,5;α ≥ β\n3;süß\n".encode())
    report = tables.TableReport(table, "art")
    yield from (table.attrs["reading"], report, *report.columns)
    yield from (
        tables.Preparation(report.uses),
        tables.split_table(table, rng=0, test_fraction=0.5),
    )
    moons = datasets.make_moons(10, rng=0)
    yield dataclasses.replace(moons, name="café", class_names=("größer", "α ≥ β"))
    yield from (Verdict(kind, "x₁² ≥ −½ → ∞") for kind in Verdict.HEADINGS)
    yield from (check_setup(), SetupCheck([Part("numpy", None, "≥ 2", False)]))
    yield from (learn.MISCONCEPTIONS, *learn.MISCONCEPTIONS.values(), CLAIMS, LESSONS)
    yield learn.Mistake(lambda x: -x, "The sign − is missing.")
    for name, lesson in lesson_modules.LESSONS.items():
        for item in lesson.ITEMS:
            parts = (*getattr(item, "options", ()), *getattr(item, "mistakes", ()))
            yield from (item, *(part for part in parts if not isinstance(part, str)))
        for tasks in (v for v in vars(lesson).values() if isinstance(v, page.Tasks)):
            yield from (tasks, *tasks)
        yield learn.Progress(name, lesson.ITEMS)
    yield learn.teacher(LESSON_02)
    upload = live.Upload()
    yield upload
    upload.receive("größe.csv", 9, b"a,b\n1,2\n")
    yield upload
    for name in panels.__all__:
        yield getattr(panels, name)()


def unprinted(printed: set[type[Any]]) -> list[str]:
    """Return the public classes with a printed form of which nothing was printed."""
    modules = [ann_lib]
    for package in (ann_lib, ann_course):
        found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        modules += [importlib.import_module(each.name) for each in found if each.ispkg]
    public = [
        getattr(module, name)
        for module in modules
        for name in getattr(module, "__all__", ())
    ]
    left = {kind for kind in public if inspect.isclass(kind)}
    return [
        f"{kind.__module__}.{kind.__name__}"
        for kind in left
        if {"__repr__", "__str__"} & vars(kind).keys()
        and not any(issubclass(one, kind) for one in printed)
    ]


def main() -> None:
    """Print them all in each encoding, and then whatever class was left out."""
    things = list(objects())
    parts = [p for t in things for p in (t.values() if type(t) is dict else [t])]
    for encoding in sys.argv[1:]:
        sys.stdout.reconfigure(encoding=encoding)
        for thing in things:
            print(thing, [thing])  # noqa: T201
        left = unprinted({type(part) for part in parts})
        print("left out:", left, end="\f")  # noqa: T201


if __name__ == "__main__":
    main()
