"""What a record file is once read: scalars, lists and mappings, each with its line and column. All text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as typed; a YAML null (empty, `~`, `null`) and an empty CSV cell are the empty text."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys in file order, each once."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


def plain(node: Node) -> Any:
    """Texts, lists and mappings without their positions."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV: header cells (stripped, unique) and rows with exactly one scalar for each header cell.

    Every scalar's line is the physical line its row begins on, its column the cell's number from 1.
    """

    header: tuple[Scalar, ...]
    rows: tuple[tuple[Scalar, ...], ...]
