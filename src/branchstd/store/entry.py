"""One record out of texts that somebody typed: read by the reader of files, each field
as a line of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from branchstd.findings import RESPELT, Problem, Severity
from branchstd.records.base import Record, field_types
from branchstd.records.town import KINDS
from branchstd.records.types import split_list
from branchstd.store.layout import Room
from branchstd.store.parser import Context
from branchstd.store.reading import read_bytes_of

# A field's text, or the texts of one that was given several times.
Said = Mapping[str, str | Sequence[str]]
# Records that stand in one, by its field, each by its own fields.
Inner = Mapping[str, Sequence[Mapping[str, str]]]
_FILE: Final = "entry.yaml"


class EntryRead(NamedTuple):
    """What was made of the fields. record: None where something needed is missing or
    cannot be read. known: the values that can be read. problems: each with its field,
    of a step with `field.step`.
    """

    record: Record | None
    known: Mapping[str, Any]
    problems: list[tuple[str, Problem]]


def read_fields(
    kind: str, fields: Mapping[str, Any], context: Context | None = None
) -> EntryRead:
    """fields: texts, lists of texts, days by step. Personal numbers are found, too."""
    lines: list[str] = []
    keys: list[str] = []  # of each line the field, or step
    for name, given in fields.items():
        steps = given if isinstance(given, Mapping) else {}
        lines.append(f"{name}:" if steps else f"{name}: {_quote(given)}")
        keys.append(name)
        for step, day in steps.items():
            lines.append(f"  {_quote(step)}: {_quote(day)}")
            keys.append(f"{name}.{step}")
    text = "entry:\n  - " + ("\n    ".join(lines) or "{}") + "\n"
    # Half a character, from a terminal of another encoding, becomes an escape that no
    # record may hold.
    read = read_bytes_of(
        text.encode("utf-8", "backslashreplace"),
        _FILE,
        {"entry": kind},
        (kind,),
        replace(context or Context(), room=Room()),
    )
    problems = [
        (_field_of(problem, fields, keys), problem)
        for problem in read.problems
        if problem.code not in RESPELT
    ]
    records = read.records.get(kind, [])
    broken = (one.known for one in read.broken if one.kind == kind)
    known = records[0].__dict__ if records else next(broken, {})
    return EntryRead(records[0] if records else None, known, problems)


def _quote(given: object) -> str:
    """As YAML, which takes what JSON writes."""
    return json.dumps(given, ensure_ascii=False)


def _field_of(problem: Problem, fields: Mapping[str, Any], keys: list[str]) -> str:
    """The field on whose line a problem stands; of one that is missing its name."""
    name = problem.values.get("field", "")
    at = min(max(problem.place.line - 2, 0), len(keys) - 1)
    return keys[at] if keys and (not name or name in fields) else name


def read_entry(
    kind: str,
    said: Said,
    context: Context | None = None,
    inner: Inner = MappingProxyType({}),
) -> EntryRead:
    """As `read_fields`, of what was typed; no record where anything is wrong, and what
    is told in the order of the fields.
    """
    texts = {name: text for name, given in said.items() if (text := join(given))}
    fields: dict[str, Any] = {
        name: dict(steps(text)) if has_steps(kind, name) else text
        for name, text in texts.items()
    }
    fields |= {name: list(records) for name, records in inner.items() if records}
    read = read_fields(kind, fields, context)
    found = [(key.partition(".")[0], problem) for key, problem in read.problems]
    order = list(KINDS[kind].model_fields)
    wrong = any(problem.severity is Severity.ERROR for _, problem in found)
    return EntryRead(
        None if wrong else read.record,
        read.known,
        sorted(found, key=lambda one: order.index(one[0])),
    )


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
