"""Training as a picture: loss or score after each epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ann_lib._support.checks import FloatArray, check_array, check_choice, describe
from ann_lib.plots import style

# Label, colour and line style of each set of samples.
_ON_TRAINING = ("training", style.INK, "-")
_ON_VALIDATION = ("validation", style.CLASS_COLORS[2], "--")

Metrics = Mapping[str, Sequence[float]]


def _measured(history: Metrics, what: str) -> dict[str, FloatArray]:
    if not isinstance(history, Mapping):
        raise TypeError(
            "history must map names to lists, as Network.fit returns it, "
            f"got {describe(history)}."
        )
    wanted = (what, f"validation_{what}")
    found = {
        name: check_array(
            history[name], f"history[{name!r}]", ndim=1, finite=False, allow_empty=True
        )
        for name in wanted
        if name in history
    }
    if not any(len(values) for values in found.values()):
        listed = ", ".join(map(repr, history)) or "nothing"
        raise ValueError(
            f"history has no {wanted[0]!r} and no {wanted[1]!r}; it has {listed}. "
            "Give fit validation_data=(x, y), or choose another what=."
        )
    return found


def history(history: Metrics, ax: Axes | None = None, *, what: str = "loss") -> Axes:
    """Draw the loss, or the score, against the epochs.

    Parameters
    ----------
    history : History, or mapping of str to sequence of float
        What `Network.fit` returned: "loss", "validation_loss" and the like.
    ax : Axes, optional
        Where to draw; by default, the axes of a new figure.
    what : {"loss", "score"}
        Which of the two; they have different scales, so each has its own axes.

    Returns
    -------
    ax : Axes
        One line for each of training and validation, with a legend.

    Raises
    ------
    ValueError
        If it was not measured, or a value is NaN or infinite.
    """
    found = _measured(history, check_choice(what, "what", ("loss", "score")))
    ax = style.axes_or_new(ax)
    for name, values in found.items():
        label, color, dashes = (
            _ON_VALIDATION if name.startswith("validation") else _ON_TRAINING
        )
        y = check_array(values, f"history[{name!r}]")
        epochs = range(1, len(y) + 1)
        marker = "o" if len(y) == 1 else ""  # a line of one point would not be seen
        ax.plot(epochs, y, dashes, color=color, marker=marker, label=label)
    ax.set(xlabel="epoch", ylabel=what)
    ax.set_xlim(left=0.5 if max(map(len, found.values())) == 1 else 1)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(visible=True)
    ax.legend(loc="best")
    return ax


def history_alt(history: Metrics, *, what: str = "loss") -> str:
    """Return in a sentence what `history` draws, with the first and last numbers."""
    found = _measured(history, check_choice(what, "what", ("loss", "score")))
    longest = max(map(len, found.values()))
    parts = [
        f"{name.replace('_', ' ')} from {values[0]:.3g} to {values[-1]:.3g}"
        for name, values in found.items()
        if len(values)
    ]
    epochs = "1 epoch" if longest == 1 else f"{longest} epochs"
    return f"Lines over {epochs}: {'; '.join(parts)}."
