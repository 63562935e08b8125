"""Which file holds which records: the folder layout of a town, as one table.

How much of a village's records is read: more than any real branch writes down, little
enough to be read at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from branchstd.findings import MOST_TOLD, Place, Problem
from branchstd.store.files import exists, find_files, shut
from branchstd.text.decode import LARGEST
from branchstd.text.nodes import MappingNode, Node, SequenceNode

ENTRIES: Final = 400  # of one kind of file, with the entries in them
SAID: Final = 5 * ENTRIES  # of what the town says of one village, all in one file
PARTS: Final = 500  # of one record: its keys, or what stands in one of its lists
SIZE: Final = 1024 * 1024  # bytes of one file
NODES: Final = 50_000  # keys, texts and lists of one file
WHOLE: Final = 2 * SIZE  # bytes of a village's year
MONTHS: Final = 100  # files of activities of one year
# Told of a file that holds too much to be laid out anew in a moment.
LIMITS: Final = frozenset(
    {
        "file_too_large",
        "yaml_too_many",
        "csv_too_many_rows",
        "too_many_entries",
        "too_many_parts",
    }
)


class Room:
    """What may be read of one kind of file. The same room serves all files of a kind
    and is filled by each.

    times: how many villages the files are about. What goes beyond is no part of the
    records: the file counts as unreadable.
    """

    def __init__(self, entries: int = ENTRIES, times: int = 1) -> None:
        self.entries, self.parts, self.problems = (
            entries * times,
            PARTS * times,
            MOST_TOLD * times,
        )
        self.size, self.nodes = min(SIZE * times, LARGEST), NODES * times
        self._taken = self._told = 0

    def too_large(self, data: bytes, file: str) -> Problem | None:
        """The fault of a file with more bytes than fit; None where they do."""
        limit = f"{self.size // 1024 // 1024} MiB"
        return (
            refusal("file_too_large", Place(file), limit)
            if len(data) > self.size
            else None
        )

    def take(self, place: Place) -> Problem | None:
        """One record more."""
        self._taken += 1
        return (
            refusal("too_many_entries", place, self.entries)
            if self._taken > self.entries
            else None
        )

    def tell(self, place: Place) -> Problem | None:
        """One problem more."""
        self._told += 1
        return (
            refusal("too_many_problems", place, self.problems)
            if self._told > self.problems
            else None
        )

    def hold(self, node: Node, place: Place) -> Problem | None:
        """A record, or what stands under one of its keys."""
        parts = (
            node.entries
            if isinstance(node, MappingNode)
            else node.items
            if isinstance(node, SequenceNode)
            else ()
        )
        return (
            refusal("too_many_parts", place, self.parts)
            if len(parts) > self.parts
            else None
        )


def refusal(code: str, place: Place, limit: object) -> Problem:
    """A fault after which the file is not used."""
    return Problem(code, place, {"limit": str(limit)}, unreadable=True)


class FileSpec(NamedTuple):
    """`name` in its folder (`*`: one file a month), the record kinds in it, and its top
    key (YAML lists).

    most: how many records of a village's year are read of it, those in others with
    them.
    """

    name: str
    kind: str
    key: str | None = None
    also: tuple[str, ...] = ()
    most: int = ENTRIES

    @property
    def kinds(self) -> tuple[str, ...]:
        """Its own kind first, then those that stand in its records or beside them."""
        return (self.kind, *self.also)


VILLAGE_FILES: Final = (
    FileSpec("village.yaml", "village", also=("term", "venue", "group")),
    FileSpec("people.csv", "person", most=500),
    FileSpec("posts.csv", "post"),
    FileSpec("activities/*.yaml", "activity", "activities", ("vote",), most=1500),
    FileSpec("documents.yaml", "document", "documents"),
    FileSpec("matters.yaml", "matter", "matters"),
    FileSpec("candidates.yaml", "candidate", "candidates"),
    FileSpec("member_year.csv", "member_year", most=500),
    FileSpec("dues.csv", "dues", most=3000),
    FileSpec("duty.csv", "duty"),
    FileSpec("income.csv", "income"),
    FileSpec("cases.csv", "case"),
    FileSpec("self_check.csv", "self_check"),
    FileSpec("rectify.yaml", "rectify", "items", ("claim",), most=1000),
    FileSpec("feedback.yaml", "feedback", "feedback"),
)

# What the town says about one village: top key to record kind, all in
# `data/town/<year>/villages/<slug>.yaml`.
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


def town_folder(root: Path, year: int) -> Path:
    """What the town wrote in a year; `town.yaml`, of all years, lies above."""
    return root / "data" / "town" / str(year)


def village_folder(root: Path, slug: str, year: int) -> Path:
    """What a village wrote in a year; its `names.csv` may lie above."""
    return root / "data" / "villages" / slug / str(year)


def town_files(root: Path, year: int) -> Iterator[Path]:
    """The town's record files of a year that are there, with what it says of each
    village.
    """
    folder = town_folder(root, year)
    own = (
        root / "data" / "town.yaml",
        *(() if shut(root, folder) else (folder / spec.name for spec in TOWN_FILES)),
    )
    yield from (path for path in own if exists(root, path))
    yield from find_files(root, folder / "villages", "*.yaml")


def village_files(root: Path, year: int, slug: str) -> Iterator[Path]:
    """A village's record files of a year that are there; for a folder that is shut one
    name, to be told why.
    """
    folder = village_folder(root, slug, year)
    if shut(root, folder):
        yield folder / "*"
        return
    for spec in VILLAGE_FILES:
        path = folder / spec.name
        yield from (
            find_files(root, path.parent, path.name)
            if "*" in spec.name
            else (path,)
            if exists(root, path)
            else ()
        )
