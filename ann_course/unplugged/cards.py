"""The thirty cards, each with what its child does, and with its place in the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ann_course.page.text import inline
from ann_course.unplugged.game import PICTURES, PIXELS, RIGHT, STEP, UNITS, Round, in_words

COLUMNS = {"pixel": 12, "unit": 50, "output": 82}
"""Where each kind of node is drawn, of a width of 100."""


@dataclass(frozen=True)
class Card:
    """One child's card.

    Parameters
    ----------
    role : str
        "picture", "pixel", "connection", "unit", "output" or "error".
    title : str
    forward, backward : str
        What the child does; *emphasis* keeps its meaning.
    place : str
        A small picture of where the child stands, as SVG.
    note : str
        What stands beneath: a table to write in, as safe HTML.
    """

    role: str
    title: str
    forward: str
    backward: str
    place: str
    note: str = ""

    def to_html(self) -> str:
        """Return the card, ready to be cut out."""
        steps = ""
        for name, text in (("Forward", self.forward), ("Backward", self.backward)):
            steps += f"<p><b>{name}:</b> {inline(text)}</p>" if text else ""
        return (
            f'<article class="card {self.role}"><h3>{inline(self.title)}</h3>'
            f'{self.place}<div class="steps">{steps}</div>{self.note}</article>'
        )


def make_cards(start: Round) -> list[Card]:
    """Return the thirty cards of a network that begins so."""
    return [
        *(_picture(name) for name in PICTURES),
        *(_pixel(k) for k in range(len(PIXELS))),
        *_to_units(start),
        *(_unit(name) for name in UNITS),
        *_to_output(start),
        _output(),
        _error(),
    ]


def _picture(name: str) -> Card:
    right = RIGHT[name]
    why = "a diagonal" if right else "no diagonal"
    return Card(
        "picture",
        f"Picture: {name}",
        f"Show this to all. Whisper the right answer to Error: *{right}* ({why}).",
        "Write down the output and the loss that you heard.",
        squares(PICTURES[name], size=120),
        _to_fill("start", ("output", "loss")),
    )


def _pixel(k: int) -> Card:
    name = PIXELS[k]
    only = [int(k == other) for other in range(len(PIXELS))]
    return Card(
        "pixel",
        f"Pixel: {name}",
        "Is your square of the picture black? Hold this card *up*: you are 1. Is it "
        "white? Hold it *down*: you are 0.",
        "Nothing. Learning doesn't change the picture.",
        squares(only, size=120),
    )


def _to_units(start: Round) -> Iterator[Card]:
    for j, unit in enumerate(UNITS):
        for k, pixel in enumerate(PIXELS):
            yield Card(
                "connection",
                f"{pixel.capitalize()} → {unit}",
                f"Pixel up: say your weight to {unit}. Pixel down: say 0.",
                f"{unit} sends a number back. Pixel up: new weight = weight − number. "
                "Pixel down: keep your weight.",
                network_diagram(("pixel", k), ("unit", j)),
                _weight(start.hidden[k, j]),
            )


def _unit(name: str) -> Card:
    return Card(
        "unit",
        f"Hidden unit {name}",
        f"Add up the four numbers. Below 0: say 0. Otherwise say the sum, to {name} → Out.",
        f"{name} → Out sends a number back. If you said 0, pass back *0*; otherwise pass "
        "back the number, to your four connections.",
        network_diagram(("unit", UNITS.index(name))),
        _to_fill("I said", ("I said",)),
    )


def _to_output(start: Round) -> Iterator[Card]:
    for j, unit in enumerate(UNITS):
        yield Card(
            "connection",
            f"{unit} → Out",
            f"Say *your weight × what {unit} said* to Output.",
            "Output sends a signal back. *First* send signal × your weight, still the old "
            f"one, to {unit}. *Then* new weight = weight − signal × what {unit} said.",
            network_diagram(("unit", j), ("output", 0)),
            _weight(start.output[j]),
        )


def _output() -> Card:
    return Card(
        "output",
        "Output",
        "Add up the three numbers and say the sum aloud. Above 1 means: *yes, a diagonal*.",
        "Error gives you a signal. Pass it on to A → Out, B → Out and C → Out.",
        network_diagram(("output", 0)),
        _to_fill("the sum", ("sum",)),
    )


def _error() -> Card:
    return Card(
        "error",
        "Error",
        "error = output − right answer. loss = error × error. Say both; the loss goes on "
        "the board.",
        f"signal = error ÷ {STEP}. Give it to Output. If the error is 0, all rest.",
        network_diagram(("error", 0)),
        _to_fill("error", ("error",)),
    )


def _weight(start: float) -> str:
    """Return a connection's weight, large, with room for the next ones."""
    sign = "plus" if start > 0 else "minus" if start < 0 else "zero"
    return (
        f'<table class="weight"><tr><th>weight</th><td class="{sign}">{in_words(start)}'
        "</td><td></td><td></td></tr><tr><th></th><th>start</th><th>then</th><th>then</th>"
        "</tr></table>"
    )


def _to_fill(label: str, rows: tuple[str, ...]) -> str:
    """Return an empty table: on a picture's card three rounds, else the six pictures."""
    if rows == ("output", "loss"):
        heads = "".join(f"<th>{name}</th>" for name in (label, "then", "then"))
        lines = "".join(f"<tr><th>{row}</th>{'<td></td>' * 3}</tr>" for row in rows)
        return f'<table class="fill"><tr><th></th>{heads}</tr>{lines}</table>'
    heads = "".join(f"<th>{squares(pixels, size=13)}</th>" for pixels in PICTURES.values())
    cells = "<td></td>" * len(PICTURES)
    return (
        f'<table class="fill"><tr><th></th>{heads}</tr>'
        f"<tr><th>{label}</th>{cells}</tr></table>"
    )


def squares(pixels: list[int] | tuple[int, ...], *, size: int) -> str:
    """Return a picture of two by two pixels as SVG; 1 is black."""
    drawn = "".join(
        f'<rect x="{k % 2 * 10 + 1}" y="{k // 2 * 10 + 1}" width="10" height="10" '
        f'class="{"ink" if on else "paper"}"/>'
        for k, on in enumerate(pixels)
    )
    black = " and ".join(name for name, on in zip(PIXELS, pixels, strict=True) if on)
    return (
        f'<svg class="squares" viewBox="0 0 22 22" width="{size}" height="{size}" '
        f'role="img" aria-label="black: {black}">{drawn}</svg>'
    )


def _spot(kind: str, k: int) -> tuple[float, float]:
    """Return where a node is drawn."""
    if kind == "error":
        return 97.0, 30.0
    rows = {"pixel": (6, 22, 38, 54), "unit": (12, 30, 48), "output": (30,)}
    return COLUMNS[kind], rows[kind][k]


def network_diagram(
    *marked: tuple[str, int], width: int = 118, labels: bool = False
) -> str:
    """Return the network as SVG, with a node or a connection (two nodes) marked."""
    layers = (("pixel", len(PIXELS)), ("unit", len(UNITS)), ("output", 1), ("error", 1))
    lines, dots = "", ""
    for (left, n_left), (right, n_right) in pairwise(layers):
        for a in range(n_left):
            for b in range(n_right):
                (x1, y1), (x2, y2) = _spot(left, a), _spot(right, b)
                mark = ' class="marked"' * (marked == ((left, a), (right, b)))
                lines += f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"{mark}/>'
    names = {"pixel": ("",) * 4, "unit": UNITS, "output": ("Out",), "error": ("E",)}
    for kind, n in layers:
        for k in range(n):
            x, y = _spot(kind, k)
            mark = ' class="marked"' * (marked == ((kind, k),))
            radius = 3.4 if kind in ("pixel", "error") else 5.4
            dots += f'<circle cx="{x}" cy="{y}" r="{radius}"{mark}/>'
            if labels or kind == "unit":
                dots += f'<text x="{x}" y="{y + 1.6}">{names[kind][k]}</text>'
    return (
        f'<svg class="network" viewBox="0 0 102 60" width="{width}" role="img" '
        f'aria-label="your place in the network">{lines}{dots}</svg>'
    )
