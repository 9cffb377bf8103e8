"""What `00_start_here` shows: the check of what is installed, and the first slider."""

from __future__ import annotations

import sys
from importlib import metadata

import numpy as np
import pytest

from ann_course.__main__ import main
from ann_course.learn.setup_check import Part, SetupCheck, check_setup
from ann_course.panels.first_slider import FirstSliderPanel
from ann_lib.plots import style


def test_what_is_installed_is_new_enough() -> None:
    check = check_setup()
    names = [part.name for part in check.parts]
    assert names[:3] == ["Python", "numpy", "matplotlib"]
    assert "pytest" not in names
    assert check.ok
    assert check.describe() == f"All {len(names)} parts are there and new enough."
    assert check.parts[1].found == np.__version__
    assert np.__version__ in check._repr_html_()


def test_what_is_too_old_or_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name == "tqdm":
            raise metadata.PackageNotFoundError(name)
        return "1.26.4" if name == "numpy" else real(name)

    monkeypatch.setattr(metadata, "version", version)
    check = check_setup()
    assert not check.ok
    assert "numpy is too old: >=2.2 is needed" in check.describe()
    assert "tqdm is missing" in check.describe()
    advice = f'"{sys.executable}" -m pip install --upgrade "numpy>=2.2" "tqdm>=4.66"'
    assert advice in check.describe()
    assert "1.26.4" in check._repr_html_()


def test_the_command_asks_for_jupyterlab_and_pandas_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lesson 13 needs pandas; in a browser an import fetches it."""
    real = metadata.version

    def version(name: str) -> str:
        if name == "pandas":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "pandas is missing" in said
    assert "jupyterlab" in said
    assert "pytest" not in said
    assert check_setup().ok


def test_a_package_that_is_not_installed() -> None:
    check = check_setup("no-such-distribution-at-all")
    assert [part.verdict for part in check.parts] == ["missing"]
    assert "no-such-distribution-at-all is missing" in repr(check)


@pytest.mark.parametrize("name", ["Python", "ann-lib"])
def test_pip_is_not_asked_for_python_nor_for_the_course_itself(name: str) -> None:
    """It has no newer Python, and may have something else by the course's name."""
    said = SetupCheck([Part(name, None, ">=9", False)]).describe()
    assert said == f"{name} is missing. Install the course again, as its README says."


def test_a_terminal_is_shown_a_table_too() -> None:
    check = SetupCheck(
        [Part("numpy", "2.4.6", ">=2.2", True), Part("tqdm", None, ">=4.66", False)]
    )
    first, second, last = str(check).splitlines()
    assert first.split() == ["numpy", "2.4.6", "fine"]
    assert second.split() == ["tqdm", "-", "missing"]
    assert last == check.describe()


def test_versions_are_shown_as_text() -> None:
    shown = SetupCheck([Part("<b>", "1", ">=1", True)])._repr_html_()
    assert "&lt;b&gt;" in shown


def test_the_line_follows_the_slider() -> None:
    panel = FirstSliderPanel()
    panel.controls["weight"].value = -1.5
    panel.flush()
    assert list(panel.line.get_ydata()) == [3.0, -3.0]
    assert panel.line.get_color() == style.NEGATIVE
    assert "−1.50: a negative number, in blue" in panel.words.value
    panel.state = {"weight": 0.001}
    assert "gives 0.001: a positive number" in panel.describe()
    panel.state = {"weight": 0.5}
    assert panel.line.get_color() == style.POSITIVE
    assert panel.number.get_text() == "weight 0.50"
    panel.reset()
    assert panel.state["weight"] == 1.0


def test_a_step_that_misses_zero_by_a_rounding_error_is_zero() -> None:
    panel = FirstSliderPanel()
    panel.controls["weight"].slider.set_state({"value": 1e-17})  # as the page reports it
    panel.flush()
    assert panel.state["weight"] == 0.0
    assert panel.line.get_color() == style.NEUTRAL
    assert panel.describe().endswith("gives 0.00: the input no longer matters.")


def test_the_first_slider_survives_its_sweep() -> None:
    assert FirstSliderPanel().sweep() > 10
