"""A change of one record file, seen before it is made: what it does to the records and
to the results.

with pen(root) as hand:
    found = amend(open_workspace(root), "xiaoquan", path, edit, as_of=day)
    hand.change(found.path, found.before, found.after)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Final

from branchstd.assess import AssessedVillage
from branchstd.findings import Problem, Severity
from branchstd.records.holdings import content
from branchstd.records.village import PersonRow
from branchstd.store.files import bytes_of, path_name
from branchstd.text.splice import SpliceError
from branchstd.workspace import Workspace

ROSTER: Final = frozenset({"roster_empty", "roster_short"})
# What lacks while records that belong together are typed in one after the other: told,
# and no reason to refuse one.
GROWING: Final = frozenset(
    {"lost_candidate", "lost_matter", "lost_post", "count_short"}
)
# Old bytes to new bytes; of a file that is not there, the bytes of an empty one.
Edit = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Amendment:
    """`before` is None where there is no file yet. `was` and `now`: the village without
    and with the change.
    """

    path: Path
    file: str
    before: bytes | None
    after: bytes
    was: AssessedVillage
    now: AssessedVillage

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Warnings that the change would bring in, and what it leaves incomplete."""
        known = {_key_of(problem) for problem in self.was.problems}
        told = (
            p
            for p in self.now.problems
            if p.severity is Severity.WARNING or p.code in GROWING
        )
        return tuple(problem for problem in told if _key_of(problem) not in known)

    @property
    def repeats(self) -> tuple[Problem, ...]:
        """Where what the change says stands already, word for word."""
        known = Counter(content(twin.record) for twin in self.was.village.twins)
        found = []
        for twin in self.now.village.twins:
            known[content(twin.record)] -= 1
            if known[content(twin.record)] < 0:
                found.append(Problem("record_there", twin.first.mark.place))
        return tuple(found)

    @property
    def changes(self) -> bool:
        """Whether any byte of the file would be another."""
        return self.before != self.after

    @property
    def faults(self) -> tuple[Problem, ...]:
        """Errors that the change would bring in."""
        return new_faults(self.was, self.now)

    @property
    def diff(self) -> tuple[str, ...]:
        """Lines of `difference`, the file's two names first; empty without a change."""
        return difference(self.before or b"", self.after, self.file)


def new_faults(was: AssessedVillage, now: AssessedVillage) -> tuple[Problem, ...]:
    """Errors of a village with a change that it has not without it; of what is typed in
    one after the other, not that the rest is still missing.
    """
    known = Counter(_key_of(problem) for problem in was.problems)
    found = [p for p in now.problems if p.severity is Severity.ERROR]
    # Below nought: so many are new, and what is new stands last.
    known.subtract(map(_key_of, found))
    new: list[Problem] = []
    for problem in reversed(found):
        known[_key_of(problem)] += 1
        if known[_key_of(problem)] <= 0 and problem.code not in GROWING:
            new.append(problem)
    # A roster that is still being typed in: one more member does not make it short.
    begun = bool(was.village.of(PersonRow))
    growing = not begun or any(problem.code in ROSTER for problem in was.problems)
    return tuple(p for p in reversed(new) if not (growing and p.code in ROSTER))


def amend(
    workspace: Workspace,
    slug: str,
    path: Path,
    edit: Edit,
    *,
    as_of: date,
    empty: bytes = b"",
) -> Amendment:
    """What an edit of one file of a village, or of what the town says of it, would do.

    empty: what a file that is not there begins with. Raises SpliceError, also where the
    file cannot be read.
    """
    root = workspace.office.root
    before = bytes_of(root, path)
    if isinstance(before, Problem):
        raise SpliceError([before])
    after = edit(empty if before is None else before)
    was = workspace.village(slug, as_of)
    now = was if after == before else workspace.village(slug, as_of, {path: after})
    return Amendment(path, path_name(root, path), before, after, was, now)


def _key_of(problem: Problem) -> tuple[str, str, frozenset[tuple[str, str]]]:
    """A problem without its line, which an edit above it moves, and without what is
    only proposed for it.
    """
    values = (
        (key, value)
        for key, value in problem.values.items()
        if key not in {"near", "first"}
    )
    return problem.code, problem.place.file, frozenset(values)


def difference(before: bytes, after: bytes, file: str) -> tuple[str, ...]:
    """Unified, with two lines around each change; line ends are not shown."""
    old, new = (
        data.decode("utf-8-sig", "replace").splitlines() for data in (before, after)
    )
    return tuple(
        line.rstrip("\n")
        for line in unified_diff(old, new, f"a/{file}", f"b/{file}", lineterm="", n=2)
    )
