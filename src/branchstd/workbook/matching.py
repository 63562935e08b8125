"""What a table calls by its words where records have a number: standards by their
titles, items by their problems. One that fits alone is meant; else people are asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from branchstd.findings import Problem, Severity, excerpt
from branchstd.records import spelling
from branchstd.workbook.lists import Reader, put
from branchstd.workbook.rows import SheetRow

# Fewer characters are part of too much.
_SHORTEST: Final = 3
_NEAREST: Final = 3
_NUMBERED: Final = re.compile(r"(\d{1,2}\.\d{1,2})(?![\d.])")


def named(
    row: SheetRow,
    key: str,
    at: str,
    known: Mapping[str, Sequence[str]],
    by: Reader,
) -> SheetRow:
    """The row with the number of what a cell names. key: of that number. at: of the
    cell. known: what each number is called. Where none fits alone, that is asked.
    """
    text = row.cells.get(at, "")
    answers = by.said.standards if key == "standard" else by.said.items
    for said in (text, excerpt(text)):
        if said in answers:
            by.said.used.add((f"{key}s", said))
            return _put(row, key, at, answers[said])
    exact, fits = fitting(text, known)
    label, place = by.label(key), row.place(at)
    if len(fits) == 1:
        if not exact:
            values = {"label": label, "seen": excerpt(text), "code": fits[0]}
            told = Problem("table_matched", place, values, Severity.WARNING)
            by.found.problems.append(told)
        return _put(row, key, at, fits[0])
    near = [f"{code} {known[code][0]}" for code in fits or _nearest(text, known)]
    values = {"label": label, "field": key, "seen": excerpt(text)}
    values["known"] = "；".join(near) or "-"
    by.found.report("table_unmatched", place, Severity.ERROR, **values)
    return row


def _put(row: SheetRow, key: str, at: str, code: str) -> SheetRow:
    columns = {key: row.columns.get(at, 0), **row.columns}
    return put(
        SheetRow(row.grid, row.number, row.id, row.cells, columns, row.numbers),
        **{key: code},
    )


def fitting(text: str, known: Mapping[str, Sequence[str]]) -> tuple[bool, list[str]]:
    """What a text may be; whether it says so word for word, or by a number in front. Of
    what each is called a part of the first is enough, where that fits one alone.
    """
    number = _NUMBERED.match(spelling.plain(text))
    if number and number[1] in known:
        return True, [number[1]]
    said = _words(text)
    every = {code: [_words(name) for name in of] for code, of in known.items()}
    same = [code for code, of in every.items() if said and said in of]
    if same:
        return True, same
    first = {code: of[0] for code, of in every.items() if of}
    return False, [
        code
        for code, name in first.items()
        if min(len(said), len(name)) >= _SHORTEST and (said in name or name in said)
    ]


def _words(text: str) -> str:
    """Its letters and signs of words alone."""
    return "".join(one for one in spelling.plain(text) if one.isalnum())


def _nearest(text: str, known: Mapping[str, Sequence[str]]) -> list[str]:
    from difflib import SequenceMatcher  # only where something is wrong

    said = _words(text)[:100]

    def share(name: str) -> float:
        return SequenceMatcher(None, said, _words(name)[:100]).ratio()

    alike = {code: max(map(share, of)) for code, of in known.items() if of}
    near = sorted(alike, key=lambda code: -alike[code])
    return [code for code in near if alike[code]][:_NEAREST]
