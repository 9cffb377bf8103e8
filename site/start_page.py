"""The start page of the site: a neuron that moves at once, and the map of the lessons.

One HTML file that asks nothing of the network. What it states is taken from where it
stands already: the lessons from their notebooks and ``ann_course.learn.claims``, the
neuron's numbers, names and colours from the panel of lesson 02.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from folders import ROOT, SITE, Lesson
from matplotlib.colors import to_hex

from ann_course.learn.claims import CLAIMS
from ann_course.lessons import lesson_02
from ann_course.page import inline
from ann_course.panels.neuron import panel, picture
from ann_lib.plots import style

HERE = SITE / "start"
STYLES = (ROOT / "ann_course" / "reading" / "base.css", HERE / "start.css")


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


def start_page(lessons: Sequence[Lesson], address: str = "") -> str:
    """Return the start page as one HTML document.

    Parameters
    ----------
    lessons : sequence of Lesson
        All notebooks of the course, in their order.
    address : str
        Where the site will be, such as ``https://example.org/course/``; search engines
        are told. Without it the page says nothing of its address.
    """
    told = neuron()
    return template("index.html.j2").render(
        address=address,
        css=texts(*STYLES),
        scripts=[texts(HERE / name) for name in ("neuron.js", "start.js")],
        neuron=told,
        # "</script>" must not stand in a script.
        neuron_json=json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"),
        task=lesson_02.try_inputs[0],
        first=lessons[0],
        parts=by_part(lessons),
        n_claims=len(CLAIMS),
    )


def template(name: str) -> jinja2.Template:
    """Return a template of the site's own pages."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["inline"] = inline
    return environment.get_template(name)


def by_part(lessons: Sequence[Lesson]) -> list[tuple[str, list[Lesson]]]:
    """Return the lessons of each part of the course; the others are in none."""
    found = groupby((each for each in lessons if each.part), key=lambda each: each.part)
    return [(part, list(group)) for part, group in found]


def texts(*paths: Path) -> str:
    """Return what is in files, one after the other."""
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def write(out: Path, lessons: Sequence[Lesson], address: str = "") -> None:
    """Write the page into the site's folder."""
    (out / "index.html").write_text(start_page(lessons, address), encoding="utf-8")
