"""The penguins: made-up tables, from a folder and from a package, and the real ones."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import numpy as np
import pytest
from local_data import published_as

from ann_lib.datasets import (
    DataUnavailableError,
    available,
    load_penguins,
    load_penguins_raw,
    penguins,
)

TIDY = """\
species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex,year
Adelie,Dream,39.1,18.7,181,3750,male,2007
Gentoo,Biscoe,46.1,13.2,211,4500,NA,2007
Adelie,Dream,NA,NA,NA,NA,NA,2008
Adelie,Dream,39.5,18.8,182,3800,male,2007
Adelie,Dream,40.5,18.9,190,3900,female,2008
Chinstrap,Dream,46.5,17.9,192,3500,female,2009
"""
RAW = """\
studyName,Species,Region,Individual ID,Comments
PAL0708,Adelie Penguin (Pygoscelis adeliae),Anvers,N1A1,"Small, and quick."
PAL0708,Gentoo penguin (Pygoscelis papua),Anvers,N1A2,NA
PAL0708,Adelie Penguin (Pygoscelis adeliae),Anvers,N9A2,Not caught.
PAL0708,Adelie Penguin (Pygoscelis adeliae),Anvers,N1A2,NA
PAL0809,Adelie Penguin (Pygoscelis adeliae),Anvers,N1A1,NA
PAL0708,Chinstrap penguin (Pygoscelis antarctica),Anvers,N2A1,NA
"""
FILES = {"penguins.csv": TIDY, "penguins_raw.csv": RAW}


@pytest.fixture
def home(local_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A local folder without tables, where small ones count as the published ones."""
    for name, text in (("TIDY", TIDY), ("RAW", RAW)):
        small = published_as(getattr(penguins, name), text.encode())
        monkeypatch.setattr(penguins, name, small)
    return local_data


@pytest.fixture
def folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the tables in the local folder; no package has them."""
    monkeypatch.setattr(penguins, "find_spec", lambda _: None)
    (home / "penguins").mkdir()
    for name, text in FILES.items():
        (home / "penguins" / name).write_bytes(text.encode())
    return home / "penguins"


@pytest.fixture
def package(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the tables in a package, which must not be imported."""
    data = home / "site" / "palmerpenguins" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").write_text("raise AssertionError('imported')")
    for name, text in FILES.items():
        (data / name.replace("_", "-")).write_bytes(text.encode())
    monkeypatch.syspath_prepend(home / "site")
    return data


class TestPenguins:
    def test_they_are_read_as_they_were_written(self, folder: Path) -> None:
        data = load_penguins(download=False)
        assert data.x[0].tolist() == [39.1, 18.7, 181, 3750]
        assert data.columns("body mass")[:, 0].tolist() == [3750, 4500, 3800, 3900, 3500]
        assert [data.class_names[label] for label in data.y] == [
            "Adelie", "Gentoo", "Adelie", "Adelie", "Chinstrap",
        ]  # fmt: skip

    def test_the_two_birds_of_a_nest_are_one_group(self, folder: Path) -> None:
        groups = load_penguins(download=False).groups
        assert groups is not None
        first, other_species, mate, next_season, other = groups.tolist()
        assert first == mate
        assert len({first, other_species, next_season, other}) == 4

    def test_the_raw_table_is_what_the_file_holds(self, folder: Path) -> None:
        assert load_penguins_raw(download=False) == RAW.encode()

    @pytest.mark.parametrize("name", FILES)
    def test_another_file_of_that_name_is_refused(self, folder: Path, name: str) -> None:
        (folder / name).write_text(FILES[name].replace("A", "B"))
        with pytest.raises(DataUnavailableError, match="expected SHA-256") as caught:
            load_penguins(download=False)
        assert str(folder / name) in str(caught.value)
        assert "load_diabetes() needs no such file" in str(caught.value)
        assert not available("penguins")

    @pytest.mark.parametrize("name", FILES)
    def test_without_a_file(self, folder: Path, name: str) -> None:
        (folder / name).unlink()
        with pytest.raises(DataUnavailableError, match=rf"put {name} into a folder 'pen"):
            load_penguins(download=False)
        assert not available("penguins")


class TestInAPackage:
    def test_they_are_found_without_importing_it(self, package: Path) -> None:
        assert len(load_penguins(download=False)) == 5
        assert load_penguins_raw(download=False) == RAW.encode()
        assert available("penguins")
        assert "palmerpenguins" not in sys.modules

    def test_the_local_folder_comes_first(self, package: Path, home: Path) -> None:
        (home / "penguins").mkdir()
        (home / "penguins" / "penguins_raw.csv").write_text("something else")
        with pytest.raises(DataUnavailableError, match="needs no such file"):
            load_penguins_raw(download=False)

    def test_line_ends_of_windows_change_nothing(self, package: Path) -> None:
        before = load_penguins(download=False)
        for path in package.glob("*.csv"):  # as in the package's version 0.1.5
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert available("penguins")
        np.testing.assert_array_equal(load_penguins(download=False).x, before.x)
        assert load_penguins_raw(download=False) == RAW.encode()

    def test_other_tables_in_it_are_not_used(self, package: Path) -> None:
        path = package / "penguins.csv"
        path.write_bytes(TIDY.replace("\n", "\r\n").replace("39.1", "39.2").encode())
        with pytest.raises(DataUnavailableError, match=r"penguins\.csv is damaged or not"):
            load_penguins(download=False)
        assert not available("penguins")


def test_as_published() -> None:
    if not available("penguins"):
        pytest.skip("the tables of penguins are not on this computer")
    data = load_penguins(download=False)
    assert data.x.shape == (342, 4)
    assert np.bincount(data.y).tolist() == [151, 68, 123]
    assert data.groups is not None
    counts = np.bincount(data.groups)
    assert np.bincount(counts).tolist() == [0, 2, 170]
    table = load_penguins_raw(download=False).decode("utf-8")
    rows = list(csv.reader(io.StringIO(table)))
    assert {len(row) for row in rows} == {17}
    assert len(rows) == 345
    nests = {(row[0], row[2], row[6].partition("A")[0]) for row in rows[1:]}
    assert len(nests) == 172
