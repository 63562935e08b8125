"""Posts that one person holds at a time: two holders on one day would each count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from branchstd.findings import Problem, Severity
from branchstd.rules.view import View, in_force

# Of villager groups, Party groups and helpers there are several heads; of these bodies there is one.
SINGLE: Final = (("branch_committee", "secretary"), ("villagers_committee", "head"), ("supervision", "head"))


def two_holders(view: View) -> Iterator[Problem]:
    """The later of two posts of which there is one, while the earlier is still held."""
    for body, name in SINGLE:
        held: list[Any] = sorted(
            (p for p in view.village.records.get("post", ()) if p.body == body and p.post == name),  # type: ignore[attr-defined]
            key=lambda post: post.start,
        )
        for number, later in enumerate(held):
            before = next((p for p in held[:number] if in_force(p, later.start) and p.person != later.person), None)
            if before is not None:
                values = {"person": later.person, "other": before.person, "first": str(before.mark.place)}
                yield Problem("two_holders", later.mark.of("start"), values, Severity.WARNING)
