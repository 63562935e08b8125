"""Text with positions to typed records: unknown keys, wrong values and missing fields become problems at their place.

A record with a fault is kept as `Broken` with what of it could be read, so that rules know what they cannot know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from branchstd.findings import Place, Problem, nearest, shown
from branchstd.records.base import Mark, Record, month_end
from branchstd.records.holdings import Broken
from branchstd.records.town import KINDS
from branchstd.records.types import reader
from branchstd.text.nodes import Mapping as MappingNode
from branchstd.text.nodes import Node, Scalar, Sequence, plain

# What others refer to stays open where the whole failed: what they mean may have been lost with it.
_CODES: Final = frozenset({"code", "id"})


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
        values, doubted = self._sort(kind, node)
        nested = {name: values.pop(name) for name in model.nested if name in values}
        record = self._validated(kind, node, values, doubted)
        mark = Mark(self.place(node), self._shape(node.line, values | nested))
        if record is not None and not keep:
            known = {name: value for name, value in record.__dict__.items() if name not in _CODES}
            self.broken.append(Broken(kind, mark.place, known))
        holder, count = self.broken[-1].part if record is None or not keep else record, len(self.broken)
        kept = keep and record is not None
        children = {name: self.take_list(model.nested[name], item, keep=kept) for name, item in nested.items()}
        self.broken[count:] = [_standing_in(holder, broken) for broken in self.broken[count:]]
        if record is None or not keep:
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

    def _sort(self, kind: str, node: MappingNode) -> tuple[dict[str, Node], set[str] | None]:
        """Nodes by field; unknown keys and a key written in both languages are faults. Empty values are left out.

        With them the fields whose value is then in doubt: of an unknown key all that are not there; None without fault.
        """
        known, values, twice, strange = labels(kind), dict[str, Node](), set[str](), False
        for key, value in node.entries:
            name = known.get(key.text)
            if name is None:
                near = nearest(key.text, tuple(known))
                self.report("unknown_field", key, key=shown(key.text), near=near, record=kind)
                strange = True
            elif name in values:
                self.report("field_twice", key, key=shown(key.text))
                twice.add(name)
            elif not (isinstance(value, Scalar) and not value.text):
                values[name] = value
        absent = KINDS[kind].model_fields.keys() - values.keys() if strange else set[str]()
        return values, twice | absent if twice or strange else None

    def _validated(
        self, kind: str, node: MappingNode, values: Mapping[str, Node], doubted: set[str] | None
    ) -> Record | None:
        model = KINDS[kind]
        wrong = set(doubted or ())
        try:
            record = model.model_validate({name: plain(value) for name, value in values.items()})
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                wrong.add(str(detail["loc"][0]))
                self._fault(model, node, values, detail)
        else:
            if doubted is None:
                return record
        sure = model.model_fields.keys() - model.nested.keys() - wrong
        self.broken.append(_broken(kind, self.place(node), {name: values.get(name) for name in sure}))
        return None

    def _fault(self, model: type[Record], node: Node, values: Mapping[str, Node], detail: ErrorDetails) -> None:
        name = str(detail["loc"][0])
        label = str(model.model_fields[name].title)
        code = "missing_field" if detail["type"] == "missing" else detail["type"]
        known = {key: str(value) for key, value in detail.get("ctx", {}).items()}
        self.report(code, values.get(name, node), **({"field": name, "label": label} | known))


def _broken(kind: str, place: Place, values: Mapping[str, Node | None]) -> Broken:
    """values: the texts of the fields that can be read; None for one that was certainly left empty."""
    fields = KINDS[kind].model_fields
    known = {n: fields[n].default if v is None else reader(fields[n])(plain(v)) for n, v in values.items()}
    return Broken(kind, place, known, _since(known.get(KINDS[kind].own or "")))


def _standing_in(holder: Record, broken: Broken) -> Broken:
    """What stands in a record is not seen before it; what a deeper one stands in has been told before."""
    if broken.parent is not None:
        return broken
    return replace(broken, parent=holder, since=broken.since or _since(getattr(holder, holder.own or "", None)))


def _since(own: object) -> date | None:
    """The day before which the record cannot count, where its date could be read."""
    if isinstance(own, Mapping):
        return min(own.values(), default=None)
    return month_end(own) if isinstance(own, str) else own if isinstance(own, date) else None
