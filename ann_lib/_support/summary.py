"""A network's table: layers, shapes, parameter counts."""

from __future__ import annotations

import html
from dataclasses import dataclass

HEADINGS = ("Layer", "Output of one sample", "Parameters")


@dataclass(frozen=True)
class Summary:
    """Prints as a text table; in a notebook it is an HTML one."""

    rows: list[tuple[str, str, int]]

    @property
    def n_parameters(self) -> int:
        """How many numbers training adjusts."""
        return sum(count for _, _, count in self.rows)

    def __repr__(self) -> str:
        table = [
            HEADINGS,
            *((layer, shape, f"{count:,}") for layer, shape, count in self.rows),
            ("total", "", f"{self.n_parameters:,}"),
        ]
        widths = [max(len(row[i]) for row in table) for i in range(3)]
        return "\n".join(
            f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c:>{widths[2]}}".rstrip()
            for a, b, c in table
        )

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
        body = "".join(
            f"<tr><td><code>{html.escape(layer)}</code></td><td>{shape}</td>"
            f"<td>{count:,}</td></tr>"
            for layer, shape, count in self.rows
        )
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody><tfoot><tr>"
            f'<th scope="row">total</th><td></td><td>{self.n_parameters:,}</td>'
            "</tr></tfoot></table>"
        )
