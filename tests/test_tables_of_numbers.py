"""The tables of part IV: made-up files, read as they were written, and real ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from local_data import published_as

from ann_lib.datasets import (
    Dataset,
    DataUnavailableError,
    available,
    energy_use,
    load_bikes,
    load_buildings,
    load_diabetes,
    make_household_energy,
    tables,
)

HOURS = """\
instant,dteday,season,yr,mnth,hr,holiday,weekday,workingday,weathersit,temp,atemp,hum,windspeed,casual,registered,cnt
1,2011-01-01,1,0,1,22,0,6,0,1,0.24,0.2879,0.81,0,3,13,16
2,2011-01-01,1,0,1,23,0,6,0,2,0.22,0.2727,0.8,0.1,8,32,40
3,2011-01-03,1,0,1,0,0,1,1,1,0.5,0.25,0.75,0.3,0,5,5
"""
HOUSES = """\
x1,x2,x3,x4,x5,x6,x7,x8,y1,y2
0.98,514.5,294,110.25,7,2,0,0,15.55,21.33
0.9,563.5,318.5,122.5,7,2,0.1,1,20.84,28.28
0.98,514.5,294,110.25,7,3,0.4,5,16.5,22
"""


@pytest.fixture
def folder(local_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A local folder with small files, which count as the published ones."""
    for name, text in (("BIKES", HOURS), ("BUILDINGS", HOUSES)):
        file, content = getattr(tables, f"{name}_FILE"), text.encode()
        monkeypatch.setattr(tables, f"{name}_FILE", published_as(file, content))
        (local_data / name.lower()).mkdir()
        (local_data / name.lower() / file.name).write_bytes(content)
    return local_data


class TestBikes:
    def test_they_are_read_as_they_were_written(self, folder: Path) -> None:
        bikes = load_bikes()
        assert bikes.x.shape == (3, 14)
        assert bikes.y.tolist() == [16, 40, 5]
        assert bikes.columns("hour", "temperature").tolist() == [
            [22, 0.24],
            [23, 0.22],
            [0, 0.5],
        ]
        assert bikes.groups is not None
        assert bikes.groups.tolist() == [0, 0, 2]

    def test_the_two_kinds_of_customers_add_up_to_the_answer(self, folder: Path) -> None:
        bikes = load_bikes()
        np.testing.assert_array_equal(bikes.columns("casual", "registered").sum(1), bikes.y)

    def test_another_file_of_that_name_is_refused(self, folder: Path) -> None:
        path = folder / "bikes" / "hour.csv"
        path.write_text(HOURS.replace("0.24", "0.25"))
        with pytest.raises(DataUnavailableError, match="expected SHA-256") as caught:
            load_bikes()
        assert "make_household_energy() needs no such file" in str(caught.value)
        assert not available("bikes")
        path.write_text(HOURS)
        assert available("bikes")

    def test_without_the_file_the_message_says_where_to_put_it(self, folder: Path) -> None:
        (folder / "bikes" / "hour.csv").unlink()
        with pytest.raises(DataUnavailableError, match=r"put hour\.csv into a folder"):
            load_bikes(download=False)
        assert not available("bikes")


class TestBuildings:
    def test_one_shape_is_one_group(self, folder: Path) -> None:
        buildings = load_buildings()
        assert buildings.x.shape == (3, 8)
        assert buildings.y.tolist() == [15.55, 20.84, 16.5]
        assert buildings.groups is not None
        one, other, again = buildings.groups.tolist()
        assert one == again != other
        assert buildings.columns("glazing distribution")[:, 0].tolist() == [0, 1, 5]

    def test_no_mirror_is_known(self, folder: Path) -> None:
        (folder / "buildings" / "ENB2012_data.csv").unlink()
        with pytest.raises(DataUnavailableError, match="there is no mirror"):
            load_buildings()
        assert not available("buildings")


class TestAsPublished:
    """What the papers and pages state about the real files, where they lie here."""

    def test_bikes(self) -> None:
        if not available("bikes"):
            pytest.skip("the table of bicycles is not on this computer")
        bikes = load_bikes()
        assert bikes.x.shape == (17_379, 14)
        assert bikes.y.sum() == 3_292_679
        assert bikes.groups is not None
        assert bikes.groups[-1] == 730  # two years, one of them a leap year
        np.testing.assert_array_equal(bikes.columns("casual", "registered").sum(1), bikes.y)

    def test_buildings(self) -> None:
        if not available("buildings"):
            pytest.skip("the table of buildings is not on this computer")
        buildings = load_buildings()
        assert buildings.x.shape == (768, 8)
        assert np.bincount(buildings.groups).tolist() == [64] * 12


def test_diabetes_is_that_of_scikit_learn() -> None:
    published = pytest.importorskip("sklearn.datasets").load_diabetes(scaled=False)
    diabetes = load_diabetes()
    np.testing.assert_allclose(diabetes.x, published.data, rtol=1e-15)
    np.testing.assert_array_equal(diabetes.y, published.target)


def test_diabetes_in_its_own_units() -> None:
    diabetes = load_diabetes()
    assert diabetes.x.shape == (442, 10)
    assert (diabetes.y.min(), diabetes.y.max()) == (25, 346)
    age = diabetes.columns("age")
    assert (age.min(), age.max()) == (19, 79)
    assert set(np.unique(diabetes.columns("sex"))) == {1, 2}
    mass = np.corrcoef(diabetes.columns("body mass index")[:, 0], diabetes.y)[0, 1]
    assert mass == pytest.approx(0.586, abs=0.001)


class TestHouseholdEnergy:
    def test_by_hand(self) -> None:
        rows = [[15, 0, 6], [5, 0, 6], [26, 0, 6], [20, 19, 6], [20, 7, 6], [20, 7, 4]]
        use = energy_use(np.array(rows, dtype=float))
        np.testing.assert_allclose(use, [4, 14, 7, 12, 4, 10], atol=1e-4)

    def test_the_noise_is_what_the_features_do_not_explain(self) -> None:
        house = make_household_energy(20_000, noise=2.0, rng=0)
        left = house.y - energy_use(house.x)
        assert left.std() == pytest.approx(2.0, rel=0.02)
        assert left.mean() == pytest.approx(0.0, abs=0.05)
        quiet = make_household_energy(100, noise=0.0, rng=0)
        np.testing.assert_array_equal(quiet.y, energy_use(quiet.x))

    def test_the_features_lie_where_it_says(self) -> None:
        house = make_household_energy(5_000, temperatures=(5, 28), rng=1)
        temperature, hour, weekday = house.x.T
        assert 5 <= temperature.min() < 5.1
        assert 27.9 < temperature.max() <= 28
        assert set(hour) == set(range(24))
        assert set(weekday) == set(range(7))

    def test_the_seed_decides(self) -> None:
        one, same, other = (make_household_energy(9, rng=seed) for seed in (3, 3, 4))
        np.testing.assert_array_equal(one.x, same.x)
        np.testing.assert_array_equal(one.y, same.y)
        assert not np.array_equal(one.y, other.y)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ({"n_samples": 1}, "n_samples must be at least 2"),
            ({"noise": -1}, "noise must be"),
            ({"temperatures": (20, 20)}, "the lowest and the highest, got 20 and 20"),
        ],
    )
    def test_bad_arguments(self, arguments: dict[str, object], words: str) -> None:
        with pytest.raises(ValueError, match=words):
            make_household_energy(**arguments)  # type: ignore[arg-type]

    def test_rows_of_another_width(self) -> None:
        with pytest.raises(ValueError, match="weekday in each row, got 2"):
            energy_use(np.zeros((3, 2)))


class TestNamedColumns:
    def test_a_name_that_there_is_not(self) -> None:
        house = make_household_energy(5, rng=0)
        with pytest.raises(ValueError, match="temperature"):
            house.columns("temp")

    def test_columns_without_names(self) -> None:
        with pytest.raises(ValueError, match="have no names: use x"):
            Dataset("d", np.zeros((2, 2)), np.zeros(2)).columns("a")

    def test_names_and_groups_must_fit(self) -> None:
        x, y = np.zeros((2, 2)), np.zeros(2)
        with pytest.raises(ValueError, match="feature_names must hold 2 names"):
            Dataset("d", x, y, feature_names=("a",))
        with pytest.raises(ValueError, match="x and groups must have the same number"):
            Dataset("d", x, y, groups=np.zeros(3))
