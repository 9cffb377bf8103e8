"""The Python that builds a panel again, from the arguments it was built with."""

import numpy as np
import pytest
from wave_panel import WavePanel

from ann_lib import ReLU, Sigmoid


class Given(WavePanel):
    """Takes an argument of each kind, and keeps none itself."""

    def __init__(self, first=None, second=2, *, names=(), start=(1.0, 2.0), **others):
        super().__init__()


class Passing(WavePanel):
    """Passes on whatever comes."""

    def __init__(self, *values):
        super().__init__()


def double(z):
    return 2 * z


ARRAY = np.ones(3)


@pytest.mark.parametrize(
    ("values", "named", "call"),
    [
        ((), {}, "Given()"),
        ((None, 2), {"start": (1.0, 2.0)}, "Given()"),
        ((5,), {}, "Given(5)"),
        ((5, 3.5), {}, "Given(5, 3.5)"),
        ((), {"second": "three"}, "Given(second='three')"),
        ((None, 3), {}, "Given(second=3)"),
        ((ARRAY,), {"names": ["a", "b"]}, "Given(first, names=['a', 'b'])"),
        ((), {"start": [1.0, 2.0]}, "Given(start=[1.0, 2.0])"),
        ((), {"second": {"a": [1, None, True]}}, "Given(second={'a': [1, None, True]})"),
        ((), {"second": {"a": [1, ARRAY]}}, "Given(second=second)"),
        ((), {"second": list(range(1000))}, "Given(second=second)"),
        ((), {"second": np.float64(3)}, "Given(second=second)"),
        ((double,), {}, "Given(double)"),
        ((lambda z: z,), {}, "Given(first)"),
        ((Sigmoid(),), {}, "Given(Sigmoid())"),
        ((), {"noise": 10, "x1²": True}, "Given(noise=10, x1²=True)"),
        ((), {"noise": ARRAY}, "Given(noise=noise)"),
    ],
)
def test_the_call_in_the_code(values, named, call):
    panel = Given(*values, **named)
    assert f"\n\npanel = {call}\npanel.state = {panel.state}\n" in panel.code()
    panel.close()


def test_values_of_any_number_are_passed_on():
    assert "Passing(*values)" in Passing(1, 2).code()


def test_what_the_code_needs_is_imported_from_where_it_is_offered():
    lines = Given(ReLU()).code().splitlines()
    home = f"from {__name__} import Given"
    assert lines[:2] == sorted([home, "from ann_lib import ReLU"])


def test_arguments_that_do_not_fit_are_refused_as_python_does():
    with pytest.raises(TypeError, match="unexpected keyword argument 'length'"):
        type("Plain", (WavePanel,), {})(length=3)
