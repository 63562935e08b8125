"""What a record file is once read: scalars, lists and mappings, each with its line and
column. All text. And the values that can be written into one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final


# Not `frozen`, which takes three times as long to make: there are thousands. Nothing
# changes them all the same.
@dataclass(slots=True, unsafe_hash=True)
class Scalar:
    """A text as typed; a YAML null (empty, `~`, `null`) and an empty CSV cell are the
    empty text.
    """

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list in the order of the file; it may be empty."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys in file order, each once."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | SequenceNode | MappingNode
Instead = Mapping[tuple[int, int], str]
NOTHING: Final[Instead] = MappingProxyType({})


def plain(node: Node, instead: Instead = NOTHING) -> Any:
    """Texts, lists and mappings without their positions. instead: texts by line and
    column, for what stands there.
    """
    if isinstance(node, Scalar):
        return (
            instead.get((node.line, node.column), node.text) if instead else node.text
        )
    if isinstance(node, SequenceNode):
        return [plain(item, instead) for item in node.items]
    return {key.text: plain(value, instead) for key, value in node.entries}


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV: header cells (stripped, unique) and rows with exactly one scalar for each
    header cell.

    Every scalar's line is the physical line its row begins on, its column the cell's
    number from 1.
    """

    header: tuple[Scalar, ...]
    rows: tuple[tuple[Scalar, ...], ...]


Value = str | int | Decimal | date | Sequence["Value"] | Mapping[str, "Value"]
