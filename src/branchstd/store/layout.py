"""Which file holds which records: the folder layout of a town, as one table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from branchstd.store.files import found, shut, wanted


class FileSpec(NamedTuple):
    """`name` in its folder (`*`: one file a month), the record kinds in it, and its top key (YAML lists)."""

    name: str
    kind: str
    key: str | None = None
    also: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.kind, *self.also)


VILLAGE_FILES: Final = (
    FileSpec("village.yaml", "village", also=("term", "venue", "group")),
    FileSpec("people.csv", "person"),
    FileSpec("posts.csv", "post"),
    FileSpec("activities/*.yaml", "activity", "activities", ("vote",)),
    FileSpec("documents.yaml", "document", "documents"),
    FileSpec("matters.yaml", "matter", "matters"),
    FileSpec("candidates.yaml", "candidate", "candidates"),
    FileSpec("member_year.csv", "member_year"),
    FileSpec("dues.csv", "dues"),
    FileSpec("duty.csv", "duty"),
    FileSpec("income.csv", "income"),
    FileSpec("cases.csv", "case"),
    FileSpec("self_check.csv", "self_check"),
    FileSpec("rectify.yaml", "rectify", "items", ("claim",)),
    FileSpec("feedback.yaml", "feedback", "feedback"),
)

# What the town says about one village: top key to record kind, all in `data/town/<year>/villages/<slug>.yaml`.
TOWN_ON_VILLAGE: Final = {
    "facts": "facts",
    "standings": "standing",
    "inspections": "inspection",
    "rulings": "ruling",
    "items": "item",
    "closures": "closure",
    "acceptance": "acceptance",
    "stars": "star",
}

TOWN_FILES: Final = (
    FileSpec("events.yaml", "event", "events"),
    FileSpec("replies.yaml", "reply", "replies"),
    FileSpec("payments.csv", "payment"),
    FileSpec("projects.csv", "project"),
    FileSpec("manual.csv", "manual_row"),
)

# Files that may lie in a village's folder without being records.
OTHER_NAMES: Final = ("names.csv", "README.md", ".gitkeep", ".DS_Store", "Thumbs.db")


def town_files(root: Path, year: int) -> Iterator[Path]:
    """The town's record files of a year that are there, with what it says of each village."""
    folder = root / "data" / "town" / str(year)
    own = (root / "data" / "town.yaml", *(() if shut(root, folder) else (folder / spec.name for spec in TOWN_FILES)))
    yield from (path for path in own if found(root, path))
    yield from wanted(root, folder / "villages", "*.yaml")


def village_files(root: Path, year: int, slug: str) -> Iterator[Path]:
    """A village's record files of a year that are there; for a folder that is shut one name, to be told why."""
    folder = root / "data" / "villages" / slug / str(year)
    if shut(root, folder):
        yield folder / "*"
        return
    for spec in VILLAGE_FILES:
        path = folder / spec.name
        yield from wanted(root, path.parent, path.name) if "*" in spec.name else (path,) if found(root, path) else ()
