"""A panel with everything a panel can have: tests drive it, with and without a browser."""

from __future__ import annotations

import numpy as np

from ann_course.live import LiveFigure, Panel, Player, dropdown, slider, toggle
from ann_lib.plots import style


class WavePanel(Panel):
    """A wave: every kind of control, and pictures under and over the still part."""

    title = "A wave"

    def __init__(self) -> None:
        fig, ax = style.figure(5, 3.6)
        ax.set(xlim=(0, 10), ylim=(-3, 3), xlabel="time (ms)", ylabel="value")
        ax.axhline(0, color=style.NEUTRAL, linewidth=1)
        self.t = np.linspace(0, 10, 200)
        self.image = ax.imshow(
            np.zeros((100, 100)),
            extent=(0, 10, -3, 3),
            aspect="auto",
            cmap=style.SURFACE,
            vmin=-1,
            vmax=1,
            interpolation="none",
        )
        (self.line,) = ax.plot(self.t, self.t * 0, color=style.POSITIVE)
        (self.dots,) = ax.plot(self.t[::20], self.t[::20] * 0, "o", color=style.NEGATIVE)
        self.label = ax.text(0.3, 2.5, "")
        self.phase = 0.0
        picture = LiveFigure(
            fig,
            under=[self.image],
            over=[self.line, self.dots, self.label],
            alt="A wave over a coloured ground.",
        )
        controls = {
            "height": slider("height", 1.0, 0.0, 2.0, 0.01, unit="mV"),
            "rate": slider("rate", 1.0, 0.1, 5.0, 0.1, unit="Hz"),
            "bumps": slider("number of bumps", 3, 1, 9, 1),
            "shape": dropdown("shape", "sine", ["sine", "square"]),
            "ground": toggle("coloured ground", True),
        }
        self.player = Player(self.step, show=self.render, restart=self.start)
        super().__init__(
            picture,
            controls,
            groups={"Wave": ["height", "rate", "bumps"]},
            below=[self.player],
        )

    def step(self) -> None:
        self.phase += 0.05

    def start(self) -> None:
        self.phase = 0.0

    def update(self) -> None:
        state = self.state
        y = np.sin(self.phase + self.t * state["rate"])
        if state["shape"] == "square":
            y = np.sign(y)
        y = state["height"] * y
        self.line.set_ydata(y)
        self.dots.set_ydata(y[::20])
        angles = np.linspace(0, state["bumps"] * np.pi, 100)
        ground = np.sin(angles) * np.linspace(-1, 1, 100)[:, None]
        self.image.set_data(ground if state["ground"] else np.zeros((100, 100)))
        self.label.set_text(f"height {state['height']:.2f} mV")

    def describe(self) -> str:
        state = self.state
        return (
            f"A {state['shape']} wave of {state['height']:.2f} mV at "
            f"{state['rate']:.1f} Hz over {state['bumps']} bumps"
            f"{'' if state['ground'] else ', no ground'}."
        )
