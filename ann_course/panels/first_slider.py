"""One slider, to see that sliders work, and the first meaning of the two colours."""

from __future__ import annotations

from ann_course.live import LiveFigure, Panel, slider
from ann_course.live.words import number
from ann_lib.plots import style

REACH = 2.0
"""The weight goes from minus this to plus this, and so does the input that is drawn."""


class FirstSliderPanel(Panel):
    """A line that tilts: output = weight × input, orange above zero, blue below.

    Examples
    --------
    >>> panel = FirstSliderPanel()
    >>> panel.state = {"weight": -1.5}
    >>> panel.describe()
    'An input of 1 times a weight of −1.50 gives −1.50: a negative number, in blue.'
    """

    title = "One slider"

    def __init__(self) -> None:
        fig, ax = style.figure(5.0, 3.2)
        top = REACH**2 * 1.05
        ax.set(
            xlim=(-REACH, REACH), ylim=(-top, top), xlabel="input", ylabel="weight × input"
        )
        for draw in (ax.axhline, ax.axvline):
            draw(0, color=style.NEUTRAL, linewidth=0.8)
        x = [-REACH, REACH]
        (self.line,) = ax.plot(x, x, linewidth=3, solid_capstyle="round")
        (self.dot,) = ax.plot([1.0], [1.0], "o", markersize=11)
        self.number = ax.text(
            -REACH * 0.95, top * 0.95, "", va="top", fontsize=13, color=style.INK
        )
        picture = LiveFigure(
            fig,
            over=[self.line, self.dot, self.number],
            alt="A straight line through zero whose tilt is the weight.",
        )
        weight = slider("weight", 1.0, -REACH, REACH, 0.05, explain="Tilts the line")
        super().__init__(picture, {"weight": weight})

    def update(self) -> None:
        """Tilt the line, and colour it by the sign of the weight."""
        weight = self.state["weight"]
        self.line.set_ydata([-REACH * weight, REACH * weight])
        self.dot.set_ydata([weight])
        for artist in (self.line, self.dot):
            artist.set_color(style.signed_color(weight))
        self.number.set_text(f"weight {_shown(weight)}")

    def describe(self) -> str:
        """Return the product at an input of 1, and the colour that its sign has."""
        weight = self.state["weight"]
        product = _shown(weight)
        if weight > 0:
            meaning = "a positive number, in orange"
        elif weight < 0:
            meaning = "a negative number, in blue"
        else:
            meaning = "the input no longer matters"
        return f"An input of 1 times a weight of {product} gives {product}: {meaning}."


def _shown(weight: float) -> str:
    """Return two digits after the point, or all where there are more, as in 0.001."""
    return number(weight, 2 if weight == round(weight, 2) else None)
