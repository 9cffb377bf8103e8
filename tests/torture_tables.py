"""Small tables as people save them, each with how it is to be read and judged."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Case:
    """A file, and what is to be found in it.

    Attributes
    ----------
    content : bytes
    how : str
        Separator, decimal mark and encoding.
    first : list
        The first row as it is to be read; None is missing.
    judged : dict of column name to str
        Its kind, and after a comma what it is offered to be used as if that differs.
    says : tuple of str
        Words that must be in the reading or in the report.
    target : str, optional
    error : str
        Words of the error where the file is no table.
    """

    content: bytes
    how: str = ", . UTF-8"
    first: list[Any] | None = None
    judged: dict[str, str] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    target: str | None = None
    error: str = ""


def lines(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\n".join(rows).encode(encoding) + "\n".encode(encoding)[-1:]


def columns(**values: Any) -> bytes:
    """Return a table of columns, each a sequence of what can be printed."""
    rows = zip(*values.values(), strict=True)
    body = "\n".join(",".join(map(str, row)) for row in rows)
    return f"{','.join(values)}\n{body}\n".encode()


RNG = np.random.default_rng(0)
N = 200
NOISE = RNG.normal(size=N).round(3)
CLASS = np.array(["cat", "dog"])[np.arange(N) % 2]
FRUIT = np.array(["apple", "pear", "plum"])[RNG.integers(3, size=N)]
PRICE = RNG.uniform(10, 20, N).round(4)
WORDS = ["the", "dog", "sat", "down", "and", "barked", "at", "every", "old", "cat"]
TEXTS = [" ".join(RNG.choice(WORDS, 7)) for _ in range(N)]
HOLES = np.where(np.arange(N) % 2, "", NOISE.astype(str))  # every second one is missing
FEW_HOLES = np.where(np.arange(N) % 10, NOISE.astype(str), "")

READING = {
    "plain": Case(
        lines("size,sort", "1.5,a", "2.5,b"),
        first=[1.5, "a"],
        judged={"size": "number", "sort": "categories"},
    ),
    "semicolons and decimal commas": Case(
        lines("size;sort", "1,5;a", "2,25;b"), "; , UTF-8", [1.5, "a"], {"size": "number"}
    ),
    "semicolons and decimal points": Case(
        lines("size;sort", "1.5;a", "2.25;b"), "; . UTF-8", [1.5, "a"]
    ),
    "tabs": Case(lines("size\tsort", "1.5\ta, b", "2\tc"), "\t . UTF-8", [1.5, "a, b"]),
    "bars": Case(lines("size|sort", "1|a;b", "2|c"), "| . UTF-8", [1, "a;b"]),
    "a byte order mark": Case(
        codecs.BOM_UTF8 + lines("größe,art", "1,süß", "2,sauer"), first=[1, "süß"],
        judged={"größe": "number"},
    ),
    "UTF-16 as Excel writes it": Case(
        codecs.BOM_UTF16_LE + "größe\tart\n1\tsüß\n2\tsauer\n".encode("utf-16-le"),
        "\t . UTF-16", [1, "süß"],
    ),
    "Windows-1252": Case(
        lines("größe;art", "1,5;süß", "2,5;sauer", encoding="cp1252"),
        "; , Windows-1252", [1.5, "süß"],
    ),
    "line ends of Windows": Case(b"a,b\r\n1,2\r\n3,5\r\n", first=[1, 2]),
    "line ends of an old Mac": Case(b"a,b\r1,2\r3,5\r", first=[1, 2]),
    "no line end at the end": Case(b"a,b\n1,2\n3,5", first=[1, 2]),
    "empty lines": Case(b"\n\na,b\n\n1,2\n\n,\n3,5\n\n", first=[1, 2]),
    "quoted line breaks and separators": Case(
        b'text,y\n"two\nlines, and a comma",1\n"a ""word""",2\n',
        first=["two\nlines, and a comma", 1],
    ),
    "a line break of another kind in a text": Case(
        "text,y\none\x85two,1\nthree,2\n".encode(), first=["one\x85two", 1]
    ),
    "a quotation mark that is never closed": Case(
        lines("inch,y", '"5,1', "6,2", "7,3"), first=['"5', 1], says=("never closed",)
    ),
    "inches": Case(lines("height,y", "5'11\",1", "6'2\",2"), first=["5'11\"", 1]),
    "thousands with commas": Case(
        lines('"pay","n"', '"1,234.50","1"', '"12,345.00","2"'), first=[1234.5, 1]
    ),
    "thousands with points": Case(
        lines("pay;n", "1.234,50;1", "1.000.000,00;2"), "; , UTF-8", [1234.5, 1]
    ),
    "thousands with spaces": Case(lines("pay,n", "1 234,1", "12 345,2"), first=[1234, 1]),
    "thousands with apostrophes": Case(
        lines("pay;n", "1'234.50;1", "2'000.00;2"), "; . UTF-8", [1234.5, 1]
    ),
    "a mark that could be either, quoted": Case(
        lines("pay,n", '"1,234",1', '"2,500",2'), first=[1234, 1],
        says=("1,234 was read as 1234; if it is not, use decimal=','",),
    ),
    "a mark that could be either, between semicolons": Case(
        lines("size;n", "1,234;1", "2,500;2"), "; , UTF-8", [1.234, 1],
        says=("1,234 was read as 1.234; if it is not, use decimal='.'",),
    ),
    "percent": Case(
        lines("share,n", "45%,1", "7.5 %,2"), first=[45.0, 1],
        says=("without the unit '%'",),
    ),
    "units": Case(
        lines("weight,n", "12 kg,1", "7.5 kg,2"), first=[12.0, 1],
        says=("'weight': read as numbers, without the unit 'kg'",),
    ),
    "two units": Case(
        lines("weight,n", "12 kg,1", "700 g,2"), first=["12 kg", 1],
        judged={"weight": "categories"},
    ),
    "euros": Case(lines("pay;n", "€ 1.200,50;1", "€ 3,00;2"), "; , UTF-8", [1200.5, 1]),
    "exponents and signs": Case(
        lines("x,n", "1e-3,1", "−2.5E+2,2", "+.5,3"), first=[0.001, 1]
    ),
    "codes with leading zeros": Case(
        lines("town,n", "01067,1", "80331,2"), first=["01067", 1], says=("stay text",)
    ),
    "codes with leading zeros, several times": Case(
        lines("town,n", *["01067,1", "80331,2", "20095,3"] * 9), first=["01067", 1],
        judged={"town": "categories"},
    ),
    "numbers too long to be any": Case(
        lines("account,n", "12345678901234567890,1", "12345678901234567891,2"),
        first=["12345678901234567890", 1], says=("stay text",),
    ),
    "no number among decimal commas": Case(
        lines("size;n", *["k.A.;1", "1,69;2", "1.002,5;3", *["0,5;4"] * 5]), "; , UTF-8",
        ["k.A.", 1], {"size": "number"},
        says=("'size': numbers but for 1 entry, such as 'k.A.'.", "Numbers stored as text"),
    ),
    "a separator that a spreadsheet is told": Case(
        b"sep=;\r\nsize;sort\r\n1,5;a\r\n2,5;b\r\n", "; , UTF-8", [1.5, "a"]
    ),
    "letters and their dots apart": Case(
        lines("gro\u0308ße,art", "1,su\u0308ß", "2,süß", "3,fad"), first=[1, "süß"],
        judged={"größe": "number"}, says=("2 values: 'süß', 'fad'",),
    ),
    "no header": Case(
        lines("5.1,3.5,Setosa", "4.9,3.0,Setosa", "6.3,3.3,Virginica"),
        first=[5.1, 3.5, "Setosa"], says=("There is no header",),
        judged={"column 1": "number", "column 3": "categories"},
    ),
    "no header, all text": Case(
        lines("red,small", "blue,large", "red,large"), first=["red", "small"],
        says=("There is no header",),
    ),
    "years as names": Case(
        lines("land,2019,2020,2021", "A,1,2,3", "B,4,5,6"), first=["A", 1, 2, 3],
        judged={"2020": "number"},
    ),
    "the header twice": Case(
        lines("a,b", "1,2", "3,5", "a,b", "7,8"), first=[1, 2],
        says=("The header is repeated: 1 row left out",), judged={"a": "number"},
    ),
    "a row of units": Case(
        lines("weight,height", "kg,cm", "70,180", "80,190", "60,165"), first=[70, 180],
        says=("Left out beneath the header: kg, cm",),
    ),
    "a first row that is partly missing": Case(
        lines("weight,height", "NA,about 180", "70,180", "80,190", "60,165"),
        first=[None, "about 180"],
    ),
    "a title above": Case(
        lines("Sales of 2020", "", "month,sold", "May,3", "June,5"), first=["May", 3],
        says=("Left out above the header: 'Sales of 2020'",),
    ),
    "a title above, as spreadsheets write it": Case(
        lines("Sales,,", "month,sold,lost", "May,3,1", "June,5,2"), first=["May", 3, 1],
        says=("Left out above the header: 'Sales'",),
    ),
    "the same name twice": Case(
        lines("x,x,y", "1,2,3", "4,5,7"), first=[1, 2, 3],
        judged={"x (2)": "number"}, says=("has another's name",),
    ),
    "a name that would be given": Case(
        lines("x,x,x (2),,column 5", "1,2,3,5,7", "8,9,9,9,8"), first=[1, 2, 3, 5, 7],
        judged={"x (2)": "number", "x (2) (2)": "number", "column 5": "number"},
    ),
    "a column without a name": Case(
        lines(",x", *(f"{i},{i * i / 4}" for i in range(20))), first=[0, 0.0],
        judged={"column 1": "id, leave out"}, says=("has no name",),
    ),
    "row names without a header": Case(
        lines("x,y", "a,1,2", "b,3,4", "c,7,8"), first=["a", 1, 2], says=("has no name",)
    ),
    "a separator at each line's end": Case(
        lines("x,y,", "1,2,", "4,5,"), first=[1, 2], says=("1 empty column left out",)
    ),
    "rows too short and too long": Case(
        lines("x,y,z", "1,2,3", "4,5", "7,8,9", "1,2,3,4", "5,6,7"), first=[1, 2, 3],
        says=("1 row with fewer cells", "1 row with more cells than the header left out"),
    ),
    "one column": Case(
        lines("height", "1,5", "2,25"), "  , UTF-8", [1.5],
        says=("If it holds several, use separator=", "nothing to predict it from"),
    ),
    "one column of text": Case(
        lines("said", "well, well", "no", "yes", "let me see, then, tomorrow"),
        "  . UTF-8", ["well, well"],
    ),
    "missing in many ways": Case(
        lines("x,y", "NA,a", "?,b", "1,", "n/a,NULL", "2.5,-"), first=[None, "a"],
        judged={"x": "number, leave out"}, says=("Taken as missing: 'NA'", "60%"),
    ),
    "minus 999": Case(
        lines("x,y", "-999,a", "12,b", "15,a", "14,b"), first=[None, "a"],
        says=("Taken as missing: '-999', 1 entry in 1 column",),
    ),
    "a true minus 999": Case(
        lines("debt,y", "-999,a", "-1200,b", "-850,a", "3,b"), first=[-999, "a"]
    ),
    "Inf and NaN": Case(lines("x,y", "nan,1", "2.5,2", "3,3"), first=[None, 1]),
    "dates": Case(
        lines("day,y", "2020-12-24,1", "2021-01-02,2"), first=["2020-12-24", 1],
        judged={"day": "date"},
        says=("read as dates; 2020-12-24 is 24 December 2020", "split by time"),
    ),
    "German dates": Case(
        lines("tag;y", "24.12.2020;1,5", "02.01.2021;2,5"), "; , UTF-8", ["2020-12-24", 1.5]
    ),
    "German dates with short years": Case(
        lines("tag;y", "24.12.20;1,5", "2.1.21;2,5"), "; , UTF-8", ["2020-12-24", 1.5],
        judged={"tag": "date"},
    ),
    "a spreadsheet's dates": Case(
        lines("day,y", "3-Jan-23,1", "12-Feb-23,2"), first=["2023-01-03", 1],
        says=("read as dates; 3-Jan-23 is 03 January 2023",),
    ),
    "dates with the month's name first": Case(
        lines("day;y", "Mar 12, 2023;1", "May 3, 2023;2"), "; . UTF-8", ["2023-03-12", 1],
        judged={"day": "date"},
    ),
    "dates with a month in full": Case(
        lines("day,y", '"September 1, 2023 18:30",1', '"May 3, 2023 07:00",2'),
        first=["2023-09-01 18:30", 1],
    ),
    "dates with a short month": Case(
        lines("day,y", "12 Mar 2023,1", "3 Oct 2023,2"), first=["2023-03-12", 1]
    ),
    "American dates": Case(
        lines("day,y", "01/02/2020,1", "12/24/2020,2"), first=["2020-01-02", 1]
    ),
    "dates that could be either": Case(
        lines("day,y", "03/04/2020,1", "05/06/2020,2"), first=["2020-04-03", 1],
        says=("day and month may be the other way round",),
    ),
    "dates with hours": Case(
        lines("at,y", "2020-12-24 18:30,1", "2020-12-25 06:00,2"),
        first=["2020-12-24 18:30", 1], judged={"at": "date"},
    ),
    "times of day": Case(
        lines("at,y", "7:30,1", "18:15,2", ",3"), first=[7.5, 1], judged={"at": "number"},
        says=("'at': read as hours; 7:30 is 7.5",),
    ),
    "a day that was not": Case(
        lines("day,y", "2020-02-30,1", "2020-03-01,2"), first=["2020-02-30", 1],
        judged={"day": "categories"},
    ),
    "an empty file": Case(b"", error="is empty"),
    "nothing but line ends": Case(b"\n\r\n,,,\n", error="is empty"),
    "a web page": Case(b" <!DOCTYPE html>\n<title>a,b</title>\n", error="is a web page"),
    "JSON": Case(b'[{"a": 1, "b": 2}]', error="is JSON"),
    "commas between cells and in numbers": Case(
        lines("a,b,sort", *["0,5,1,5,x"] * 3, "1,5,2,5,y", "2,3,z"), error="with semicolons"
    ),
    "a header alone": Case(b"a,b,c\n", error="no row beneath it"),
    "an Excel workbook": Case(b"PK\x03\x04rest", error="an Excel workbook"),
    "a picture": Case(b"\x89PNG\r\n\x1a\n\0\0", error="is a picture"),
    "nothing but bytes": Case(bytes(range(256)), error="is not text"),
    "UTF-16, cut off": Case(codecs.BOM_UTF16_LE + b"a", error="is not text"),
}  # fmt: skip
"""How files are read; what is judged there follows from that."""

JUDGING = {
    "numbers stored as text": Case(
        columns(x=["about 12" if i % 20 == 0 else NOISE[i] for i in range(N)], y=CLASS),
        judged={"x": "number"}, says=("Numbers stored as text. 10 entries not a number",),
    ),
    "mostly missing": Case(
        columns(x=HOLES, y=CLASS), judged={"x": "number, leave out"},
        says=("100 missing (50%). Leave it out",),
    ),
    "sometimes missing": Case(
        columns(x=FEW_HOLES, y=CLASS), judged={"x": "number"}, says=("Gaps get the median",)
    ),
    "nothing in it": Case(
        columns(x=[""] * N, y=CLASS), judged={"x": "empty, leave out"}
    ),
    "the same throughout": Case(
        columns(x=["here"] * N, z=[3] * N, y=CLASS),
        judged={"x": "constant, leave out", "z": "constant, leave out"},
    ),
    "a few values": Case(columns(x=FRUIT, y=CLASS), judged={"x": "categories"}),
    "free text": Case(
        columns(x=TEXTS, y=CLASS), judged={"x": "text, leave out"}, says=("Lesson 10",)
    ),
    "true and false": Case(
        columns(x=NOISE > 0, y=CLASS), judged={"x": "categories"}, target="y"
    ),
    "codes or amounts": Case(
        columns(x=np.arange(N) % 5, y=CLASS), judged={"x": "number"},
        says=("If they are codes, not amounts, use 'categories'",),
    ),
    "numbered rows": Case(
        columns(x=range(N), y=CLASS), judged={"x": "id, leave out"}, target="y"
    ),
    "passport numbers": Case(
        columns(x=[f"P{i * 7919 % 1000:03}" for i in range(N)], y=CLASS),
        judged={"x": "id, leave out"},
    ),
    "customers by number": Case(
        columns(CustomerId=1000 + RNG.permutation(N) * 3, x=NOISE, y=CLASS),
        judged={"CustomerId": "id, leave out"},
    ),
    "few answers of many people": Case(
        columns(x=np.arange(N) // 2 % 2, z=FRUIT, y=CLASS), judged={"x": "number"},
        says=("rows are the same as an earlier one", "they stay"), target="y",
    ),
    "a class too rare, and no third": Case(
        columns(x=NOISE[:50], y=["cat"] * 47 + ["dog"] * 3), target="y",
        says=("Find more rows, merge classes, or choose another target",),
    ),
    "patients who come again": Case(
        columns(patient=np.arange(N) % 40 + 100, x=NOISE, y=CLASS),
        judged={"patient": "id, leave out"},
        says=("Rows of the same 'patient' belong together",),
    ),
    "birds that come again": Case(
        columns(ring=[f"R{i % 60}X" for i in range(N)], x=NOISE, y=CLASS),
        judged={"ring": "id, leave out"}, says=("Rows of the same 'ring'",),
    ),
    "a number of something": Case(
        columns(rooms=np.arange(N) % 30, x=NOISE, y=CLASS), judged={"rooms": "number"}
    ),
    "the answer in other words": Case(
        columns(x=np.where(CLASS == "cat", "miaow", "woof"), z=NOISE, y=CLASS),
        judged={"x": "categories, leave out", "z": "number"}, target="y",
        says=("It alone scores 1.000. Would you know this beforehand?",),
    ),
    "the answer as a threshold": Case(
        columns(x=np.where(CLASS == "cat", 1, -1) * RNG.uniform(1, 9, N).round(2), y=CLASS),
        judged={"x": "number, leave out"}, target="y",
    ),
    "the answer in another currency": Case(
        columns(cents=(PRICE * 93.4 + NOISE / 10).round(3), z=NOISE, pay=PRICE),
        judged={"cents": "number, leave out", "z": "number"}, target="pay",
    ),
    "the answer's name": Case(
        columns(log_price=NOISE, area=NOISE[::-1], price=PRICE), target="price",
        judged={"log_price": "number, leave out", "area": "number"},
        says=("Its name has the target's, 'price', in it",),
    ),
    "no leak": Case(
        columns(x=NOISE + (CLASS == "cat"), z=FRUIT, y=CLASS), target="y",
        judged={"x": "number", "z": "categories", "y": "answer, leave out"},
    ),
    "rows sorted by their class": Case(
        columns(x=[1] * 50 + [2] * 150, w=[5] * N, y=["cat"] * 100 + ["dog"] * 100),
        judged={"x": "number"}, target="y",
    ),
    "numbers to predict": Case(
        columns(x=NOISE, y=PRICE), target="y", says=("scores an R² of 0",)
    ),
    "few numbers to predict": Case(
        columns(x=NOISE, y=np.arange(N) % 3), target="y",
        says=("3 classes", "To predict the number, use task='numbers'"),
    ),
    "a class of four": Case(
        columns(x=NOISE, y=["rare"] * 4 + ["cat"] * 96 + ["dog"] * 100), target="y",
        says=("Fewer than 10 rows in 'rare'",),
    ),
    "nearly all of one class": Case(
        columns(x=NOISE, y=["ill"] * 15 + ["well"] * 185), target="y",
        says=("balanced accuracy", "0.93 of the rows"),
    ),
    "answers that are missing": Case(
        columns(x=NOISE, y=np.where(np.arange(N) < 7, "", CLASS)), target="y",
        says=("7 rows without an answer",),
    ),
    "all answers the same": Case(
        columns(x=NOISE, y=["cat"] * N), target="y", says=("nothing to learn",)
    ),
    "an answer for each row": Case(
        columns(x=NOISE, y=[f"name{i}" for i in range(N)]), target="y",
        says=("200 classes are many",),
    ),
    "few rows": Case(
        columns(x=NOISE[:60], y=CLASS[:60]), target="y", says=("RepeatedKFold",)
    ),
    "rows that are there twice": Case(
        columns(x=[*PRICE, *PRICE[:5]], y=[*CLASS, *CLASS[:5]]), target="y",
        says=("5 of 205 rows are the same as an earlier one",),
    ),
    "many columns": Case(
        columns(**{f"x{i}": NOISE for i in range(201)}, y=CLASS), target="y",
        says=("202 columns are many",),
    ),
}  # fmt: skip
"""What is thought of columns, and of the table."""

CASES = READING | JUDGING
