"""The start page of the site: a neuron that moves at once, and the map of the lessons.

One HTML file that asks nothing of the network. What it states is taken from where it
stands already: the lessons from their notebooks and ``ann_course.learn.claims``, the
neuron's numbers, names and colours from the panel of lesson 02.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from matplotlib.colors import to_hex

from ann_course.learn.claims import CLAIMS, LESSONS
from ann_course.lessons import lesson_02
from ann_course.page import inline
from ann_course.panels.neuron import panel, picture
from ann_lib.plots import style

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "site" / "start"
sys.path.insert(0, str(ROOT / "tools"))

from claim_map import MAP, minutes  # noqa: E402

NOTEBOOKS = ROOT / "notebooks"
STYLES = (ROOT / "ann_course" / "reading" / "base.css", HERE / "start.css")


@dataclass(frozen=True)
class Entry:
    """A lesson on the map: what it asks, how long it takes, and where it is."""

    number: str
    title: str
    question: str
    minutes: str
    file: str


def entry(path: Path) -> Entry:
    """Return what the map says of a notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    opening = "".join(cells[0]["source"])
    (title,) = re.findall(r"^# (?:Lesson \d+: )?(.+)$", opening, re.MULTILINE)
    number = path.stem[:2]
    question = LESSONS[number].question if number in LESSONS else ""
    essential, extra = minutes(path)
    time = f"{essential:g} minutes" + (
        f", {extra:g} more if there is time" if extra else ""
    )
    return Entry(number, title, question, time, path.name)


def neuron() -> dict[str, Any]:
    """Return what the page's script needs to draw the neuron as the panel does."""
    shown = panel.NeuronPanel(**lesson_02.LAKE)
    names = ("w1", "w2", "bias", "x1", "x2")
    state = shown.state
    ranges = {
        name: {
            "name": control.name,
            "min": control.min,
            "max": control.max,
            "step": control.step,
        }
        for name, control in shown.controls.items()
        if name in names
    }
    places = [*picture.INPUT_PLACES, picture.BODY, picture.OUTPUT]
    return {
        "state": {name: state[name] for name in names},
        "controls": {name: ranges[name] for name in names},
        "answers": lesson_02.LAKE["answers"],
        "names": [*shown.names, "always", "sum", "output"],
        "box": shown.plane.box,
        "places": places,
        "sizes": picture.SIZES,
        "weightPlaces": picture.WEIGHT_PLACES,
        "activation": [picture.STEP_AT, shown.neuron.activation],
        "signs": [style.signed_color(sign) for sign in (-1, 0, 1)],
        "surface": [to_hex(style.SURFACE(k)) for k in range(style.SURFACE.N)],
        "ink": style.INK,
        "neutral": style.NEUTRAL,
        "digits": 9,
        "alts": alts(),
    }


def alts() -> list[str]:
    """Return what each of the two pictures shows: here they may stand one below another."""
    sides = [re.sub("^On the (left|right) ", "", says) for says in panel.ALT.split(". ")]
    return [f"{says[0].upper()}{says[1:].removesuffix('.')}." for says in sides]


def start_page(address: str = "") -> str:
    """Return the start page as one HTML document.

    Parameters
    ----------
    address : str
        Where the site will be, such as ``https://example.org/course/``; search engines
        are told. Without it the page says nothing of its address.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["inline"] = inline
    template = environment.get_template("index.html.j2")
    lessons = [entry(NOTEBOOKS / f"{lesson.stem}.ipynb") for lesson in LESSONS.values()]
    parts = [
        (part, list(group))
        for part, group in groupby(lessons, key=lambda each: LESSONS[each.number].part)
    ]
    told = neuron()
    return template.render(
        address=address,
        css="".join(path.read_text(encoding="utf-8") for path in STYLES),
        scripts=[
            (HERE / name).read_text(encoding="utf-8") for name in ("neuron.js", "start.js")
        ],
        neuron=told,
        # "</script>" must not stand in a script.
        neuron_json=json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"),
        task=lesson_02.try_inputs[0],
        first=entry(NOTEBOOKS / MAP),
        parts=parts,
        n_claims=len(CLAIMS),
    )


def write(out: Path, address: str = "") -> None:
    """Write the page into the site's folder."""
    (out / "index.html").write_text(start_page(address), encoding="utf-8")
