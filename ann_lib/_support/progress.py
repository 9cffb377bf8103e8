"""The bar that training shows."""

from __future__ import annotations

import warnings
from typing import Any


class Progress:
    """A callback that shows a bar, by tqdm; nothing where tqdm is not installed."""

    def __init__(self, n_epochs: int) -> None:
        self.n_epochs = n_epochs
        self._bar: Any = None
        self._output: Any = None

    def before_training(self, training: Any) -> None:
        """Show the empty bar."""
        try:
            with warnings.catch_warnings():
                # tqdm.auto warns where a notebook has no ipywidgets, and then prints text
                warnings.simplefilter("ignore")
                from tqdm.auto import tqdm
        except ImportError:
            return

        class Bar(tqdm):  # type: ignore[misc, unused-ignore]
            monitor_interval = 0  # no thread that watches it: a browser has no threads

        in_notebook = any(base.__name__ == "tqdm_notebook" for base in tqdm.__mro__)
        own = {"display": False} if in_notebook else {}
        self._bar = Bar(total=self.n_epochs, unit="epoch", leave=False, **own)
        if in_notebook:
            from IPython.display import display

            # Shown in a way that it can be taken away: what a closed bar leaves behind
            # would be an error when the notebook is opened again.
            show: Any = display
            self._output = show(self._bar.container, display_id=True)

    def after_epoch(self, training: Any) -> None:
        """Move the bar, and show the last measurements."""
        if self._bar is not None:
            last = {name: f"{values[-1]:.3g}" for name, values in training.history.items()}
            self._bar.set_postfix(last, refresh=False)
            self._bar.update(training.history.n_epochs - self._bar.n)

    def after_training(self, training: Any) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
        if self._output is not None:
            self._output.update({"text/plain": ""}, raw=True)
        if (box := getattr(self._bar, "container", None)) is not None:
            for part in (*box.children, box):  # ipywidgets would keep them for ever
                for widget in (getattr(part, "style", None), part.layout, part):
                    if widget is not None:
                        widget.close()
