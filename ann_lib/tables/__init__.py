"""A table on its way to a network: read it, judge it, split it, prepare it.

Every step says what it found and what it did. Nothing is repaired in silence: the report
offers one repair per column, and what is accepted is fitted on the training part alone.

>>> import pandas as pd
>>> sizes = [0.5, None, *range(1, 119)]
>>> frame = pd.DataFrame({"size": sizes, "sort": ["bird", "cat", "dog"] * 40})
>>> report = TableReport(frame, target="sort")
>>> report["size"].repair
'Use it as a number. Gaps get the median, and a column says where they were.'
>>> train, test = split_table(frame, **report.split, rng=0)
>>> preparation = Preparation(report.uses).fit(train)
>>> len(train), preparation.transform(test).shape
(90, (30, 2))
"""

from __future__ import annotations

from ann_lib.tables.preparation import Preparation
from ann_lib.tables.reading import Reading, read_table
from ann_lib.tables.report import Column, TableReport
from ann_lib.tables.splitting import Split, split_table

__all__ = [
    "Column",
    "Preparation",
    "Reading",
    "Split",
    "TableReport",
    "read_table",
    "split_table",
]
