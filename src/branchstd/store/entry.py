"""One record out of texts that somebody typed: read by the reader of files, each field
as a line of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from branchstd.findings import RESPELT, Problem
from branchstd.records.base import Record, field_types
from branchstd.records.town import KINDS
from branchstd.records.types import split_list
from branchstd.store.parser import Context
from branchstd.store.reading import read_bytes_of

# A field's text, or the texts of one that was given several times.
Said = Mapping[str, str | Sequence[str]]
_FILE: Final = "entry.yaml"


def read_entry(
    kind: str, said: Said, context: Context | None = None
) -> tuple[Record | None, list[tuple[str, Problem]]]:
    """The record, or None; and what is wrong or missing, each with its field. Personal
    numbers are found, too.
    """
    texts = {name: text for name, given in said.items() if (text := join(given))}
    lines = [f"{name}: {_line(kind, name, text)}" for name, text in texts.items()]
    text = "entry:\n  - " + ("\n    ".join(lines) or "{}") + "\n"
    # Half a character, from a terminal of another encoding, becomes an escape that no
    # record may hold.
    read = read_bytes_of(
        text.encode("utf-8", "backslashreplace"),
        _FILE,
        {"entry": kind},
        (kind,),
        context,
    )
    fields = list(texts)
    found = [
        (problem.values.get("field") or _at(problem, fields), problem)
        for problem in read.problems
        if problem.code not in RESPELT
    ]
    order = list(KINDS[kind].model_fields)
    records = read.records.get(kind, [])
    return records[0] if records and not found else None, sorted(
        found, key=lambda one: order.index(one[0])
    )


def _at(problem: Problem, fields: Sequence[str]) -> str:
    """The field on whose line a problem stands."""
    return fields[min(max(problem.place.line - 2, 0), len(fields) - 1)]


def join(given: str | Sequence[str]) -> str:
    """What was typed for a field, in one or several words, as one text."""
    return (given if isinstance(given, str) else " ".join(given)).strip()


def steps(text: str) -> list[tuple[str, str]]:
    """`D1=2019-06-01 D2=2019-06-03` as pairs."""
    pairs = (part.partition("=") for part in split_list(text))
    return [(step, day) for step, _, day in pairs]


def has_steps(kind: str, name: str) -> bool:
    """Whether the field takes days by step (`D1=2019-06-01`)."""
    return field_types(KINDS[kind])[name].value is Mapping


def _line(kind: str, name: str, text: str) -> str:
    """As YAML, which takes what JSON writes."""
    if has_steps(kind, name):
        return json.dumps(dict(steps(text)), ensure_ascii=False)
    return json.dumps(text, ensure_ascii=False)
