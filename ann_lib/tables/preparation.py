"""From a table to the numbers that a network takes, fitted on the training part alone.

Each kind of column is a class of its own, in which what is done to a column and the plain
pandas that does the same stand next to each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from ann_lib._support.checks import check_choice, check_int, describe
from ann_lib._support.config import Configured
from ann_lib.tables.cells import date_format, numbers_of
from ann_lib.tables.splitting import check_column, check_frame

if TYPE_CHECKING:
    import pandas as pd

Made = list[tuple[str, Any]]
"""What becomes of a column: new columns, each with its name."""
USES = ("number", "categories", "date", "leave out")
"""What a column can be used as."""
PARTS = {"year": "year", "month": "month", "weekday": "day_of_week", "hour": "hour"}
"""What a date is taken apart into, and pandas' name of it; weekday 0 is Monday."""


class Preparation(Configured):
    """Turns the columns of a table into numbers; all that it must know it learns in `fit`.

    Fit it on the training part alone: then nothing of the test part, not even a mean,
    reaches the network. It takes part in scikit-learn's pipelines and cross-validation.

    Parameters
    ----------
    uses : mapping of column name to str
        What each column is used as; `TableReport.uses` offers it. Columns that are not
        named are left out, the answer among them.

        - ``"number"``: as it is. Gaps get the training part's median; where the training
          part has any, another column says what was missing. Text that is no number is a
          gap, and so is infinity.
        - ``"categories"``: one column of 0 and 1 for each value, those with fewer than
          ``rare`` rows together as "other". A value that the training part does not have
          counts as "other" too where there is such a column; otherwise all are 0.
        - ``"date"``: year, month, weekday and hour as numbers, those of them that differ
          within the training part.
        - ``"leave out"``.
    scale : bool
        Whether numbers get mean 0 and standard deviation 1 over the training part, as a
        network needs them.
    rare : int
        Values with fewer rows than this in the training part become "other".

    Examples
    --------
    >>> import pandas as pd
    >>> train = pd.DataFrame({"size": [1.0, 3.0], "sort": ["a", "b"]})
    >>> preparation = Preparation({"size": "number", "sort": "categories"}, rare=1)
    >>> preparation.fit_transform(train)
    array([[-1.,  1.,  0.],
           [ 1.,  0.,  1.]])
    >>> preparation.get_feature_names_out().tolist()
    ['size', 'sort = a', 'sort = b']
    """

    def __init__(
        self, uses: Mapping[Any, str], *, scale: bool = True, rare: int = 5
    ) -> None:
        self.uses = uses
        self.scale = scale
        self.rare = rare

    def fit(self, frame: pd.DataFrame, y: object = None) -> Self:
        """Learn medians, means and categories from the training part.

        Parameters
        ----------
        frame : DataFrame
        y : object
            Not looked at; scikit-learn's pipelines give it.

        Raises
        ------
        TypeError
            If ``frame`` is no DataFrame, or ``uses`` no mapping.
        ValueError
            If a column is missing, cannot be used as it is to be, or nothing is left.
        """
        check_int(self.rare, "rare")
        if not isinstance(self.uses, Mapping):
            raise TypeError(
                "uses must map names of columns to uses, such as {'size': 'number'} or "
                f"report.uses, got {describe(self.uses)}."
            )
        check_frame(frame)
        if len(frame) == 0:
            raise ValueError("The training part is empty: there is no row to learn from.")
        kinds: dict[str, Any]
        kinds = {"number": _Number, "categories": _Categories, "date": _Date}
        used: list[_Number | _Categories | _Date] = []
        for name, use in self.uses.items():
            if check_choice(use, f"uses[{name!r}]", USES) != "leave out":
                used.append(kinds[use](name, _column(frame, name), self))
        self.columns_ = used
        names = [each for column in used for each in column.names]
        if not names:
            raise ValueError(
                "No column is left to learn from: all are left out, or have one value "
                "only. Use one as 'number', 'categories' or 'date'."
            )
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(
                f"Two of the prepared columns would be called {min(twice)!r}. Rename the "
                "column of that name: frame.rename(columns={...})."
            )
        self.names_ = names
        return self

    def transform(self, frame: pd.DataFrame) -> NDArray[np.float64]:
        """Return the numbers, shape (n_rows, n_features), whatever the columns' order.

        Raises
        ------
        TypeError
            If ``frame`` is no DataFrame.
        ValueError
            If `fit` was not called, a column is missing, or most of one that held numbers
            or dates is none.
        """
        self._check_fitted()
        columns = [
            numbers
            for column in self.columns_
            for _, numbers in column.transform(_column(frame, column.name))
        ]
        return np.column_stack([np.asarray(each, dtype=float) for each in columns])

    def fit_transform(self, frame: pd.DataFrame, y: object = None) -> NDArray[np.float64]:
        """Fit on the training part, and return its numbers."""
        return self.fit(frame, y).transform(frame)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[Any]:
        """Return the names of the columns of numbers, shape (n_features,)."""
        self._check_fitted()
        return np.array(self.names_, dtype=object)

    def code(self) -> str:
        """Return plain pandas that does the same, with the numbers of the training part."""
        self._check_fitted()
        lines = ["import numpy as np", "import pandas as pd", "", ""]
        if any(isinstance(column, _Number) for column in self.columns_):
            lines += [
                "def number(column):",
                "    numbers = pd.to_numeric(column, errors='coerce').astype(float)",
                "    return numbers.replace([np.inf, -np.inf], np.nan)",
                "",
                "",
            ]
        lines += [
            "def prepare(frame):",
            "    # All medians, means and spreads are those of the training part.",
            "    x = {}",
        ]
        lines += [f"    {line}" for column in self.columns_ for line in column.code()]
        lines.append("    return np.column_stack(list(x.values())).astype(float)")
        return "\n".join(lines) + "\n"

    # What scikit-learn asks of a step in a pipeline.

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return the constructor's arguments by name."""
        return self.config()

    def set_params(self, **values: Any) -> Self:
        """Change arguments of the constructor; what was fitted stays until the next fit."""
        for name, value in values.items():
            setattr(self, check_choice(name, "each name", self.config()), value)
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "columns_")

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import InputTags, Tags, TargetTags

        return Tags(
            estimator_type=None,
            target_tags=TargetTags(required=False),
            input_tags=InputTags(string=True, categorical=True, allow_nan=True),
        )

    def _check_fitted(self) -> None:
        if not self.__sklearn_is_fitted__():
            raise ValueError(
                "This Preparation has not seen a training part. Call fit(train) first."
            )


def _column(frame: Any, name: Any) -> pd.Series:
    """Return a column of the table, or say what is wrong."""
    check_frame(frame)
    check_column(frame, name, "each name in uses")
    column: pd.Series = frame[name]
    return column


class _Scaled:
    """Numbers with their gaps filled, and scaled."""

    def __init__(self, name: str, numbers: Any, prepared: Preparation) -> None:
        self.name = name
        self.median = float(numbers.median()) if numbers.notna().any() else 0.0
        filled = numbers.fillna(self.median)
        differ = filled.nunique() > 1
        self.mean = float(filled.mean()) if prepared.scale else 0.0
        self.spread = float(filled.std(ddof=0)) if prepared.scale and differ else 1.0

    def transform(self, numbers: Any) -> Made:
        return [(self.name, (numbers.fillna(self.median) - self.mean) / self.spread)]

    def code(self, numbers: str) -> list[str]:
        filled = f"{numbers}.fillna({self.median!r})"
        if (self.mean, self.spread) != (0.0, 1.0):
            filled = f"({filled} - {self.mean!r}) / {self.spread!r}"
        return [f"x[{self.name!r}] = {filled}"]


class _Number:
    """A column that is used as a number."""

    def __init__(self, name: Any, column: Any, prepared: Preparation) -> None:
        self.name = name
        numbers = _unless_most_failed(name, column, numbers_of(column), "number")
        self.scaled = _Scaled(str(name), numbers, prepared)
        self.missing = [f"{name} was missing"] if numbers.isna().any() else []
        self.names = [self.scaled.name, *self.missing]

    def transform(self, column: Any) -> Made:
        numbers = _unless_most_failed(self.name, column, numbers_of(column), "number")
        gaps = [(each, numbers.isna()) for each in self.missing]
        return [*self.scaled.transform(numbers), *gaps]

    def code(self) -> list[str]:
        return [
            f"column = number(frame[{self.name!r}])",
            *self.scaled.code("column"),
            *(f"x[{each!r}] = column.isna()" for each in self.missing),
        ]


class _Categories:
    """A column of which each value becomes a column of 0 and 1."""

    def __init__(self, name: Any, column: Any, prepared: Preparation) -> None:
        self.name = name
        if column.dtype.kind == "M":
            raise ValueError(f"The column {name!r} holds dates. Use it as a 'date'.")
        counts = Counter(column.dropna().tolist())
        common = [value for value, n in counts.items() if n >= prepared.rare]
        self.values = sorted(common, key=lambda value: (str(type(value)), value))
        self.other = [f"{name} = other"] if len(common) < len(counts) else []
        self.missing = [f"{name} was missing"] if column.isna().any() else []
        each = [f"{name} = {value}" for value in self.values]
        self.names = [*each, *self.other, *self.missing]

    def transform(self, column: Any) -> Made:
        import pandas as pd

        which = pd.Index(self.values, dtype=object).get_indexer(column.astype(object))
        known = [which == place for place in range(len(self.values))]
        other = [(which < 0) & column.notna() for _ in self.other]
        missing = [column.isna() for _ in self.missing]
        return list(zip(self.names, [*known, *other, *missing], strict=True))

    def code(self) -> list[str]:
        column = f"frame[{self.name!r}]"
        rest = f"~{column}.isin({self.values!r}) & {column}.notna()"
        tests = [
            *(f"{column}.isin([{value!r}])" for value in self.values),
            *(rest for _ in self.other),
            *(f"{column}.isna()" for _ in self.missing),
        ]
        return [f"x[{n!r}] = {test}" for n, test in zip(self.names, tests, strict=True)]


class _Date:
    """A column of dates, taken apart into what differs within the training part."""

    def __init__(self, name: Any, column: Any, prepared: Preparation) -> None:
        self.name = name
        self.format = None if column.dtype.kind == "M" else date_format(column)
        dates = self._dates(column)
        self.parts = {
            part: _Scaled(f"{name}: {words}", getattr(dates.dt, part), prepared)
            for words, part in PARTS.items()
            if getattr(dates.dt, part).nunique() > 1
        }
        self.missing = [f"{name} was missing"] if dates.isna().any() else []
        self.names = [*(scaled.name for scaled in self.parts.values()), *self.missing]

    def _dates(self, column: Any) -> Any:
        import pandas as pd

        if self.format:
            dates = pd.to_datetime(column, errors="coerce", format=self.format)
        else:
            dates = column if column.dtype.kind == "M" else column.map(lambda _: pd.NaT)
        return _unless_most_failed(self.name, column, dates, "date")

    def transform(self, column: Any) -> Made:
        dates = self._dates(column)
        parts = [
            made
            for part, scaled in self.parts.items()
            for made in scaled.transform(getattr(dates.dt, part))
        ]
        return [*parts, *((each, dates.isna()) for each in self.missing)]

    def code(self) -> list[str]:
        date = f"frame[{self.name!r}]"
        if self.format:
            date = f"pd.to_datetime({date}, errors='coerce', format={self.format!r})"
        lines = [f"date = {date}"]
        for part, scaled in self.parts.items():
            lines += scaled.code(f"date.dt.{part}")
        return lines + [f"x[{each!r}] = date.isna()" for each in self.missing]


def _unless_most_failed(name: Any, column: Any, converted: Any, use: str) -> Any:
    """Return what a column was converted to, unless most of it could not be."""
    failed = column[converted.isna() & column.notna()]
    if len(failed) > 0.5 * column.notna().sum():
        raise ValueError(
            f"The column {name!r} is used as {use!r}, but most of it is no {use}, such as "
            f"{str(failed.iloc[0])!r}. Read both parts of the table in the same way, or "
            "leave it out."
        )
    return converted
