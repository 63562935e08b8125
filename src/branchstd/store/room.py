"""How much of a village's records is read: more than any real branch writes down, little enough to be read at once."""

from __future__ import annotations

from typing import Final

from branchstd.findings import MOST_TOLD, Place, Problem
from branchstd.text.decode import LARGEST
from branchstd.text.nodes import Mapping, Node, Sequence

ENTRIES: Final = 400  # of one kind of file, with the entries in them
SAID: Final = 5 * ENTRIES  # of what the town says of one village, all in one file
PARTS: Final = 500  # of one record: its keys, or what stands in one of its lists
SIZE: Final = 1024 * 1024  # bytes of one file
NODES: Final = 50_000  # keys, texts and lists of one file
WHOLE: Final = 2 * SIZE  # bytes of a village's year
MONTHS: Final = 100  # files of activities of one year
# Told of a file that holds too much to be laid out anew in a moment.
LIMITS: Final = frozenset(
    {"file_too_large", "yaml_too_many", "csv_too_many_rows", "too_many_entries", "too_many_parts"}
)


class Room:
    """What may be read of one kind of file. The same room serves all files of a kind and is filled by each.

    times: how many villages the files are about. What goes beyond is no part of the records: the file counts as
    unreadable.
    """

    def __init__(self, entries: int = ENTRIES, times: int = 1) -> None:
        self.entries, self.parts, self.problems = entries * times, PARTS * times, MOST_TOLD * times
        self.size, self.nodes = min(SIZE * times, LARGEST), NODES * times
        self._taken = self._told = 0

    def too_large(self, data: bytes, file: str) -> Problem | None:
        limit = f"{self.size // 1024 // 1024} MiB"
        return refusal("file_too_large", Place(file), limit) if len(data) > self.size else None

    def take(self, place: Place) -> Problem | None:
        """One record more."""
        self._taken += 1
        return refusal("too_many_entries", place, self.entries) if self._taken > self.entries else None

    def tell(self, place: Place) -> Problem | None:
        """One problem more."""
        self._told += 1
        return refusal("too_many_problems", place, self.problems) if self._told > self.problems else None

    def hold(self, node: Node, place: Place) -> Problem | None:
        """A record, or what stands under one of its keys."""
        parts = node.entries if isinstance(node, Mapping) else node.items if isinstance(node, Sequence) else ()
        return refusal("too_many_parts", place, self.parts) if len(parts) > self.parts else None


def refusal(code: str, place: Place, limit: object) -> Problem:
    """A fault after which the file is not used."""
    return Problem(code, place, {"limit": str(limit)}, unreadable=True)
