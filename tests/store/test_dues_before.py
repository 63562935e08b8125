"""The book of dues of the year before: read for who has long paid nothing, and for nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samples import VILLAGE, copy_of, workspace_of

BOOK = f"data/villages/{VILLAGE}/2018/dues.csv"
HEAD = "month,paid_on,people,unpaid,total,receipt\n"
# All paid in August; from September on all but M23.
SINCE_SEPTEMBER = HEAD + "2018-08,2018-08-10,,无,26.40,901-928\n" + "".join(
    f"2018-{n:02},2018-{n:02}-10,,M23,25.40,\n" for n in range(9, 13)
)  # fmt: skip
# This year's book says of January and February that M23 did not pay.
UNPAID = [
    {"file": "V/dues.csv", "replace": [f"{month}-{day},,无,26.40", f"{month}-{day},,M23,25.40"]}
    for month, day in (("2019-01,2019-01", 10), ("2019-02,2019-02", 21))
]


def looked_at(root: Path, day: date) -> tuple[dict[str, tuple[str, Any]], list[str]]:
    """Each rule's outcome and share, and the faults of the year before."""
    found = workspace_of(root).village(VILLAGE, day)
    rules = {r.rule.id: (r.outcome.value, r.share) for s in found.assessment.standards for r in s.rules}
    return rules, [f"{p.code} {p.place.file}:{p.place.line}" for p in found.problems if "/2018/" in p.place.file]


@pytest.mark.parametrize(
    ("book", "day", "expected"),
    [
        (None, "02-28", "not_applicable"),  # two months; the year before is not known
        (SINCE_SEPTEMBER, "02-27", "not_applicable"),  # September to January: five
        (SINCE_SEPTEMBER, "02-28", "unmet"),  # six, and no case
        (SINCE_SEPTEMBER, "04-10", "unmet"),  # March is paid on this day: the six were there all the same
    ],
)
def test_six_months_across_new_year(book: str | None, day: str, expected: str, tmp_path: Path) -> None:
    root = copy_of(tmp_path, UNPAID)
    if book:
        (root / BOOK).write_text(book, "utf-8")
    rules, faults = looked_at(root, date.fromisoformat(f"2019-{day}"))
    assert (rules["5.5.d"][0], faults) == (expected, [])


SPOILT = {
    "a month that is none": (SINCE_SEPTEMBER.replace("2018-12,", "2018-13,"), ["bad_period " + BOOK + ":6"]),
    "half a file": (SINCE_SEPTEMBER.encode()[:60] + b'"\n', None),
    "no text": (b"\x00\x01", None),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_cannot_be_read_of_it_leaves_only_lapses_undecided(name: str, tmp_path: Path) -> None:
    root, day = copy_of(tmp_path, UNPAID), date(2019, 2, 28)
    before, _ = looked_at(root, day)
    content, told = SPOILT[name]
    (root / BOOK).write_bytes(content if isinstance(content, bytes) else content.encode())
    rules, faults = looked_at(root, day)
    assert rules["5.5.d"] == ("error", None)
    assert {name for name in rules if rules[name] != before[name]} == {"5.5.d"}
    assert faults
    assert told is None or faults == told
