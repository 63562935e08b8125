"""Text with positions to typed records: unknown keys, wrong values and missing fields become problems at their place.

A record with a fault is kept as `Broken` with what of it could be read, so that rules know what they cannot know.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from branchstd.catalogue.names import RECORDS, field_words
from branchstd.findings import Place, Problem, nearest, shown
from branchstd.records.base import Mark, Record, month_end
from branchstd.records.holdings import Broken
from branchstd.records.town import KINDS
from branchstd.records.types import read_date
from branchstd.records.words import WORDS
from branchstd.text.nodes import Mapping as MappingNode
from branchstd.text.nodes import Node, Scalar, Sequence, plain


@cache
def labels(kind: str) -> Mapping[str, str]:
    """Every allowed key of a record kind (name or Chinese label) to its field."""
    fields = KINDS[kind].model_fields
    return MappingProxyType({name: name for name in fields} | {str(info.title): name for name, info in fields.items()})


class Typist:
    """Types the records of one file and gathers what it finds wrong."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.records: dict[str, list[Record]] = {}
        self.broken: list[Broken] = []
        self.problems: list[Problem] = []
        self._shapes: dict[tuple[tuple[str, tuple[int, int]], ...], Mapping[str, tuple[int, int]]] = {}

    def place(self, node: Node) -> Place:
        return Place(self.file, node.line, node.column)

    def report(self, code: str, node: Node, **values: str) -> None:
        self.problems.append(Problem(code, self.place(node), values))

    def take_list(self, kind: str, node: Node, *, keep: bool = True) -> tuple[Record, ...]:
        """Records of one kind from a YAML list; an empty value is an empty list.

        keep False: what stands inside a faulty record is looked through for faults and then counts as broken with it.
        """
        if isinstance(node, Scalar) and not node.text:
            return ()
        if not isinstance(node, Sequence):
            self.report("not_a_list", node, near="")
            self.broken.append(Broken(kind, self.place(node)))
            return ()
        taken = [self.take(kind, item, keep=keep) for item in node.items]
        return tuple(record for record in taken if record is not None)

    def take(self, kind: str, node: Node, *, keep: bool = True) -> Record | None:
        """One record, or None after its faults have been noted."""
        if not isinstance(node, MappingNode):
            self.report("not_a_mapping", node)
            self.broken.append(Broken(kind, self.place(node)))
            return None
        model = KINDS[kind]
        values, faults = self._sort(kind, node)
        nested = {name: values.pop(name) for name in model.nested if name in values}
        record = self._validated(kind, node, values, faults)
        mark = Mark(self.place(node), self._shape(node.line, values | nested))
        kept = keep and record is not None
        children = {name: self.take_list(model.nested[name], item, keep=kept) for name, item in nested.items()}
        if record is None or not keep:
            self.broken += [] if record is None else [Broken(kind, mark.place)]
            return None
        whole = record.model_copy(update=children) if children else record
        whole.put(mark)
        for child in (c for group in children.values() for c in group):
            child.put(child.mark, whole)
        self.records.setdefault(kind, []).append(whole)
        return whole

    def _shape(self, line: int, values: Mapping[str, Node]) -> Mapping[str, tuple[int, int]]:
        """Where the fields stand below the record's first line; the same object for all records of one shape."""
        shape = {name: (node.line - line, node.column) for name, node in values.items()}
        return self._shapes.setdefault(tuple(shape.items()), shape)

    def _sort(self, kind: str, node: MappingNode) -> tuple[dict[str, Node], bool]:
        """Nodes by field; unknown keys and a key written in both languages are faults. Empty values are left out."""
        known, values, faults = labels(kind), dict[str, Node](), False
        for key, value in node.entries:
            name = known.get(key.text)
            if name is None:
                near = nearest(key.text, tuple(known))
                self.report("unknown_field", key, key=shown(key.text), near=near, record=kind)
                faults = True
            elif name in values:
                self.report("field_twice", key, key=shown(key.text))
                faults = True
            elif not (isinstance(value, Scalar) and not value.text):
                values[name] = value
        return values, faults

    def _validated(self, kind: str, node: MappingNode, values: Mapping[str, Node], faults: bool) -> Record | None:
        model = KINDS[kind]
        wrong: set[str] = set()
        try:
            record = model.model_validate({name: plain(value) for name, value in values.items()})
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                wrong.add(str(detail["loc"][0]))
                self._fault(model, node, values, detail)
        else:
            if not faults:
                return record
        self.broken.append(_broken(kind, self.place(node), {n: v for n, v in values.items() if n not in wrong}))
        return None

    def _fault(self, model: type[Record], node: Node, values: Mapping[str, Node], detail: ErrorDetails) -> None:
        name = str(detail["loc"][0])
        label = str(model.model_fields[name].title)
        code = "missing_field" if detail["type"] == "missing" else detail["type"]
        known = {key: str(value) for key, value in detail.get("ctx", {}).items()}
        self.report(code, values.get(name, node), **({"field": name, "label": label} | known))


def _broken(kind: str, place: Place, values: Mapping[str, Node]) -> Broken:
    known = {name: _as_code(kind, name, value) for name, value in values.items()}
    own = KINDS[kind].own
    return Broken(kind, place, known, _since(known.get(own or "")))


def _as_code(kind: str, name: str, node: Node) -> Any:
    """A word as its code, lists as tuples, all else as typed; good enough to tell that a rule cannot mean it."""
    text = plain(node)
    words = WORDS.get(field_words(kind, name) or "") if kind in RECORDS else None
    if isinstance(text, list):
        return tuple(str(part) for part in text)
    if words and isinstance(text, str):
        return next((code for code, (zh, _) in words.items() if text in {code, zh}), text)
    return text


def _since(own: object) -> date | None:
    """The day before which the record cannot count, where its date could be read."""
    if not isinstance(own, str):
        return None
    try:
        return month_end(own) if len(own) == len("2019-01") else read_date(own)
    except Exception:
        return None
