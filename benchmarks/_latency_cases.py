"""What is measured side by side: the floor, what learners meet elsewhere, the panels."""

from __future__ import annotations

from dataclasses import dataclass

INTERACT, IPYMPL = "interact, inline figure", "ipympl"


@dataclass(frozen=True)
class Case:
    """One slider, and what follows it.

    Parameters
    ----------
    name : str
    code : str
        A cell that shows both.
    control : str
        The slider, as an expression in the kernel.
    shown : str
        CSS selector of what changes when the slider moves.
    package : str
        Must be installed; where it is not, the case is left out.
    aim : float
        How many times the floor's median a panel's may be.
    """

    name: str
    code: str
    control: str
    shown: str
    package: str = "ann-lib"
    aim: float = 1.2

    @property
    def is_panel(self) -> bool:
        """Whether it is one of this course's panels."""
        return self.name.endswith("Panel")


def panel(name: str, control: str, *, aim: float = 1.2) -> Case:
    """Return the case of a panel and the control of it that is moved."""
    code = f"from ann_course.panels import {name}\npanel = {name}()\npanel"
    return Case(name, code, control, ".ann-layer", aim=aim)


LABEL = """
import ipywidgets as widgets
slider = widgets.FloatSlider(value=1.0, min=0.0, max=4.0, step=0.05)
label = widgets.Label("1.0")
slider.observe(lambda change: setattr(label, "value", f"{change['new']:.2f}"), "value")
widgets.VBox([slider, label])
"""

FRESH_FIGURE = """
%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interactive
x = np.linspace(0, 10, 200)
def draw(rate=1.0):
    plt.figure(figsize=(6, 3))
    plt.plot(x, np.sin(rate * x))
    plt.title(f"rate {rate:.2f}")
    plt.show()
shown = interactive(draw, rate=(0.0, 4.0, 0.05))
slider = shown.children[0]
shown
"""

CANVAS = """
%matplotlib widget
import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
x = np.linspace(0, 10, 200)
figure, ax = plt.subplots(figsize=(6, 3))
(line,) = ax.plot(x, np.sin(x))
slider = widgets.FloatSlider(value=1.0, min=0.0, max=4.0, step=0.05)
def follow(change):
    line.set_ydata(np.sin(change["new"] * x))
    ax.set_title(f"rate {change['new']:.2f}")
    figure.canvas.draw_idle()
slider.observe(follow, "value")
slider
"""

# The first layer has six units: there half of the slider's steps would change nothing.
LAYER = """
from ann_course.panels import LayerPanel
panel = LayerPanel()
panel.state = {"layer": "3: Conv2D"}
panel
"""

# With all columns in, one of them gives the answer away: every network scores the same,
# and the picture stays as it is.
TABLE = """
from ann_course.panels import TablePanel
panel = TablePanel(start={"held out": "a whole nest", "role of comments": "left out"})
def forget(_):
    "Forget the networks: each step trains a new one."
    panel._known = {key: each for key, each in panel._known.items() if not key[1]}
panel.controls["hidden"].observe(forget, "value")
panel
"""

FLOOR = Case(
    *("slider → label", LABEL, "slider", ".widget-label:not(.widget-slider *)"),
    package="ipywidgets",
)
CASES = [
    Case(INTERACT, FRESH_FIGURE, "slider", ".widget-output", "ipywidgets"),
    Case(IPYMPL, CANVAS, "slider", ".jupyter-matplotlib", "ipympl"),
    panel("SpikingNeuronPanel", "panel.controls['input_1'].slider"),
    panel("NeuronPanel", "panel.controls['w1'].slider"),
    panel("ActivationPanel", "panel.controls['sum'].slider"),
    panel("LayerStackPanel", "panel.controls['layers'].slider"),
    panel("XorPanel", "panel.controls['x1 to h1'].slider"),
    panel("DescentPanel", "panel.controls['w1'].slider"),
    panel("BackwardPassPanel", "panel.controls['x1'].slider"),
    panel("PlaygroundPanel", "panel.inspector.value.slider", aim=1.4),
    panel("PixelPanel", "panel.controls['row'].slider"),
    panel("ConfusionPanel", "panel.controls['is'].slider"),
    panel("DigitPanel", "panel.controls['row'].slider"),
    panel("PetPanel", "panel.controls['ears'].slider"),
    panel("PhrasePanel", "panel.controls['epochs'].slider"),
    panel("FilterPanel", "panel.controls['top'].slider"),
    Case("LayerPanel", LAYER, "panel.controls['unit'].slider", ".ann-layer"),
    panel("GlancePanel", "panel.controls['image'].slider"),
    panel("VowelPanel", "panel.controls['pitch'].slider"),
    panel("LinePanel", "panel.controls['slope'].slider"),
    panel("DayPanel", "panel.controls['temperature'].slider"),
    Case("TablePanel", TABLE, "panel.controls['hidden'].slider", ".ann-layer"),
    panel("PhotoPanel", "panel.controls['threshold'].slider"),
]
PART_I = ("SpikingNeuronPanel", "NeuronPanel", "ActivationPanel", "LayerStackPanel")

TRAINING = Case(
    "NeuronPanel beside a playground that trains",
    """
import ipywidgets as widgets
from ann_course.panels import NeuronPanel, PlaygroundPanel
playground, panel = PlaygroundPanel(), NeuronPanel()
widgets.VBox([panel, playground])
""",
    "panel.controls['w1'].slider",
    ".ann-panel:first-child .ann-layer",
)
