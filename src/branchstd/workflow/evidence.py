"""What a decision rested on, short enough to be quoted: the day, the outcome, a digest
of what was counted, the terms.

The terms are catalogue, plan and program; the ground is all that was recorded. Where a
digest differs and the ground does not, no record was changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Final, Literal, NamedTuple

from branchstd import __version__
from branchstd.assess import Assessment, RuleResult
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.settings import fingerprint
from branchstd.records.base import Record
from branchstd.records.town import StaffRow
from branchstd.rules.view import View

LENGTH: Final = 12
SHORT: Final = 8
_WRITTEN: Final = re.compile(
    r"(\d{4}-\d\d-\d\d) ([a-z_]+) ([k-z]{12})(?: ([k-z]{8}) ([k-z]{8}))?"
)
# Digits of a digest could by chance be somebody's telephone number, and be refused.
_LETTERS: Final = str.maketrans("0123456789abcdef", "zyxwvutsrqponmlk")
# What is written down of a result once it is known: it may follow a quote of the same
# day.
FOLLOWING: Final = ("item", "rectify", "claim", "closure", "acceptance", "star")
Sort = Literal["same", "terms", "records", "both", "unsure", "lost", "spoilt"]


class Evidence(NamedTuple):
    """`2019-09-18 met wkxpqnzosyml ypxoxnwm umktspro` as written in a record; older
    ones end with the digest.
    """

    as_of: date
    outcome: str
    digest: str
    terms: str = ""
    ground: str = ""

    def __str__(self) -> str:
        return " ".join(str(part) for part in self if part)


def read_quote(text: str) -> Evidence | None:
    """None for what is no quote of ours."""
    found = _WRITTEN.fullmatch(text)
    with suppress(ValueError):  # no such day
        return (
            Evidence(date.fromisoformat(found[1]), *(found.groups("")[1:]))
            if found
            else None
        )
    return None


def quote(result: RuleResult, view: View) -> Evidence:
    """The digest changes when a record that was counted changes, or one more or less
    is; not with its line.
    """
    return _quote(result.outcome.value, digest(_lines(result, view.as_of)), view)


def quote_village(found: Assessment, view: View) -> Evidence:
    """The same of a whole village: its proposed conclusion, and a digest of every
    rule's.
    """
    results = (result for standard in found.standards for result in standard.rules)
    lines = (
        f"{found.as_of} {result.outcome.value}"
        f" {digest(_lines(result, found.as_of))[:LENGTH]}"
        for result in results
    )
    return _quote(found.conclusion.proposed, digest(lines), view)


def _quote(outcome: str, text: str, view: View) -> Evidence:
    ground = digest(all_recorded(view, FOLLOWING))[:SHORT]
    return Evidence(
        view.as_of, outcome, text[:LENGTH], terms(view.catalogue, view.plan), ground
    )


def compare(quoted: Evidence, now: Evidence) -> Sort:
    """Whether a quote still holds; if not, whether what is recorded has changed, the
    terms, or both.
    """
    if quoted[:3] == now[:3]:
        return "same"
    if not quoted.ground:
        return "unsure"
    if quoted.ground == now.ground:
        return "terms"
    return "records" if quoted.terms == now.terms else "both"


def terms(catalogue: Catalogue, plan: Plan) -> str:
    """By what is judged: catalogue and plan with the town's settings in them, and the
    program.
    """
    return digest([fingerprint(catalogue), fingerprint(plan), __version__])[:SHORT]


def all_recorded(view: View, without: Collection[str] = ()) -> Iterator[str]:
    """All that was recorded of a village by the view's day, and who held which role in
    the town.
    """
    for kind in sorted(view.village.records.keys() - {*without}):
        yield from sorted(map(fields_of, view.records(kind)))
    yield from sorted(map(fields_of, view.town.of(StaffRow)))


def digest(lines: Iterable[str]) -> str:
    """SHA-256 in the letters z to k, which stand for the hexadecimal digits; another
    order of the lines is another digest.
    """
    return hashlib.sha256("\n".join(lines).encode()).hexdigest().translate(_LETTERS)


def _lines(result: RuleResult, as_of: date) -> Iterator[str]:
    answer = result.answer
    yield (
        f"{result.rule.stable} {as_of} {result.outcome.value} {answer.observed}"
        f" {answer.expected}"
    )
    yield " ".join(answer.missing)
    yield from sorted(fields_of(record) for record in answer.counted)


def fields_of(record: Record) -> str:
    """What a record says, on one line; what it leaves out may get a name later."""
    fields = record.model_dump(exclude_defaults=True, warnings=False)
    return f"{type(record).__name__} " + " ".join(
        f"{name}={fields[name]}" for name in sorted(fields)
    )


class Verdict(NamedTuple):
    """One quoted decision: what was quoted, and what the records say of that day now
    (None: no such rule).

    quoted: as it stands there, where it is no quote of ours.
    """

    item: str
    quoted: Evidence | str
    now: Evidence | None

    @property
    def sort(self) -> Sort:
        """`spoilt`: no quote of ours. `lost`: its rule is gone. Else see `compare`."""
        if isinstance(self.quoted, str):
            return "spoilt"
        return "lost" if self.now is None else compare(self.quoted, self.now)
