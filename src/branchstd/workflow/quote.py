"""What a decision rested on, short enough to be quoted: the day, the outcome, and a digest of what was counted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final, NamedTuple

from branchstd.assess import Assessment, RuleResult
from branchstd.records.base import Record

LENGTH: Final = 12
_WRITTEN: Final = re.compile(r"(\d{4}-\d\d-\d\d) ([a-z_]+) ([0-9a-f]{12})")


class Quote(NamedTuple):
    """`2019-09-18 met 3f2a9c0b71de` as written in a record."""

    as_of: date
    outcome: str
    digest: str

    def __str__(self) -> str:
        return f"{self.as_of} {self.outcome} {self.digest}"


def read_quote(text: str) -> Quote | None:
    """None for what is no quote of ours."""
    found = _WRITTEN.fullmatch(text)
    with suppress(ValueError):  # no such day
        return Quote(date.fromisoformat(found[1]), found[2], found[3]) if found else None
    return None


def quote(result: RuleResult, as_of: date) -> Quote:
    """The digest changes when a record that was counted changes, or one more or less is; not with its line."""
    text = "\n".join(_lines(result, as_of))
    return Quote(as_of, result.outcome.value, hashlib.sha256(text.encode()).hexdigest()[:LENGTH])


def quote_village(found: Assessment) -> Quote:
    """The same of a whole village: its proposed conclusion, and a digest of every rule's."""
    rules = (rule for standard in found.standards for rule in standard.rules)
    text = "\n".join(str(quote(rule, found.as_of)) for rule in rules)
    return Quote(found.as_of, found.conclusion.proposed, hashlib.sha256(text.encode()).hexdigest()[:LENGTH])


def _lines(result: RuleResult, as_of: date) -> Iterator[str]:
    answer = result.answer
    yield f"{result.rule.stable} {as_of} {result.outcome.value} {answer.observed} {answer.expected}"
    yield " ".join(answer.missing)
    yield from sorted(_said(record) for record in answer.counted)


def _said(record: Record) -> str:
    fields = record.model_dump(exclude_defaults=True, warnings=False)
    return f"{type(record).__name__} " + " ".join(f"{name}={fields[name]}" for name in sorted(fields))


class Verdict(NamedTuple):
    """One quoted decision: what was quoted, and what the records say of that day now (None: no such rule).

    quoted: as it stands there, where it is no quote of ours.
    """

    item: str
    quoted: Quote | str
    now: Quote | None
