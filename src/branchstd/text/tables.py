"""Rows to CSV text that a spreadsheet shows as it is and that `read_csv` gives back
unchanged.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from branchstd.text.csv import COMPUTED


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """UTF-8 text with LF; what a spreadsheet would compute is marked as text, which
    reading takes off again.
    """
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(
        [guard_cell(cell) for cell in row] for row in rows
    )
    return lines.getvalue()


def guard_cell(cell: str) -> str:
    """With a mark in front where a spreadsheet would compute it, which takes blanks of
    any kind off first.
    """
    return (
        f"'{cell}"
        if cell.lstrip().startswith(COMPUTED) or cell.startswith("\t")
        else cell
    )
