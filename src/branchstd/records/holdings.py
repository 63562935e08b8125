"""A village and its town as the assessment sees them: typed records by kind, and what
of them could not be typed.

Twice is once: what makes two records of a kind the same, and which of them counts.

Content is every field but the record's own number and its `note`; lists are compared as
sets, what stands in a record counts as its content and is compared within it. The
second by file and line is the twin, but of a copied month's file the copy's: in the
order in which files are read, a file with the month's own name stands before one
without.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar, cast

from branchstd.findings import Place
from branchstd.records.base import Origin, Record, field_types
from branchstd.records.town import KIND_OF, KINDS, StaffRow, VillageEntry
from branchstd.records.village import Dues

# The number that a record is given, in kinds in which it says nothing about the thing
# itself.
_NUMBERED: Final = frozenset({"matter", "feedback", "item", "inspection", "finding"})
_INNER: Final = frozenset(
    kind for model in KINDS.values() for kind in model.nested.values()
)


class Twin(NamedTuple):
    """A record that says nothing new, and the one that counts."""

    kind: str
    record: Record
    first: Record


def content(record: Record) -> Hashable:
    """What a record says: equal for two that are the same."""
    kind, nested = KIND_OF[type(record)], type(record).nested
    said = ((name, getattr(record, name)) for name in _telling(kind))
    return kind, *(
        frozenset(map(content, v)) if name in nested else _plain(v) for name, v in said
    )


@cache
def _telling(kind: str) -> tuple[str, ...]:
    """The fields of a kind by which its records differ."""
    aside = {"id", "note"} if kind in _NUMBERED else {"note"}
    return tuple(name for name in KINDS[kind].model_fields if name not in aside)


@cache
def _single(kind: str) -> Callable[[Mapping[str, Any]], Hashable]:
    """Takes of a record's fields those that tell something by one value."""
    types = field_types(KINDS[kind])
    names = [n for n in _telling(kind) if n in types and not types[n].several]
    return itemgetter(*names) if names else len


def says_again(new: Record, old: Record) -> bool:
    """Whether two say the same, whatever they rested on: what a word rests on is worked
    out anew each time.
    """
    aside = {"rests_on": None} if "rests_on" in type(new).model_fields else {}
    return content(new.model_copy(update=aside)) == content(
        old.model_copy(update=aside)
    )


def _plain(value: Any) -> Hashable:
    if isinstance(value, tuple):
        return frozenset(value)
    is_mapping = isinstance(value, (dict, MappingProxyType))
    return frozenset(value.items()) if is_mapping else value


def once(
    records: Mapping[str, tuple[Record, ...]],
) -> tuple[dict[str, tuple[Record, ...]], tuple[Twin, ...]]:
    """The records without twins, and the twins in the order of their places; one pass
    with a table a kind.
    """
    inside = [
        twin
        for kind in records
        if kind in _INNER
        for twin in _second(kind, records[kind])
    ]
    kept = _without(records, inside)
    whole = [
        twin
        for kind in kept
        if kind not in _INNER
        for twin in _second(kind, kept[kind])
    ]
    gone = {id(twin.record) for twin in whole}
    told = [*whole, *(twin for twin in inside if id(twin.first.parent) not in gone)]
    return _without(kept, whole), tuple(
        sorted(told, key=lambda twin: _order(twin.record))
    )


def _second(kind: str, records: tuple[Record, ...]) -> Iterator[Twin]:
    single = _single(kind)
    if len({(id(one.parent), single(one.__dict__)) for one in records}) == len(records):
        return  # nearly always, and seen at once
    seen: dict[Hashable, Record] = {}
    for record in sorted(records, key=_order):
        first = seen.setdefault((id(record.parent), content(record)), record)
        if first is not record:
            yield Twin(kind, record, first)


def _order(record: Record) -> tuple[bool, str, int]:
    place = record.mark.place
    return is_misnamed(record), place.file, place.line


def is_misnamed(record: Record) -> bool:
    """An activity in a file that is not its month's."""
    day, file = record.day(), record.mark.place.file
    return (
        day is not None
        and "/activities/" in file
        and not file.endswith(f"/{day:%Y-%m}.yaml")
    )


def _without(
    records: Mapping[str, tuple[Record, ...]], twins: list[Twin]
) -> dict[str, tuple[Record, ...]]:
    """Without the twins and what stands in them; what holds a twin is made anew without
    it.
    """
    gone = {id(twin.record) for twin in twins}
    if not gone:
        return dict(records)
    anew: dict[int, Record] = {}
    for twin in twins:
        if (parent := twin.record.parent) is not None and id(parent) not in gone:
            anew.setdefault(id(parent), _strip(parent, gone))
    return {
        kind: tuple(
            anew.get(id(record), record)
            for record in kept
            if id(record) not in gone and id(record.parent) not in gone
        )
        for kind, kept in records.items()
    }


def _strip(parent: Record, gone: set[int]) -> Record:
    """A record without the twins in it; the others in it stand in the new one."""
    inside = {
        name: tuple(r for r in getattr(parent, name) if id(r) not in gone)
        for name in type(parent).nested
    }
    new = parent.model_copy(update=inside)
    new.put(parent.mark, parent.parent)
    for record in (record for group in inside.values() for record in group):
        record.put(record.mark, new)
    return new


Records = Mapping[str, tuple[Record, ...]]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Broken:
    """A record (or a file of them) that could not be typed: its kind, the fields that
    could, and when it may begin.

    known: also what was certainly left empty. A rule that might have selected it
    answers `error`: an unreadable record is neither there nor missing. parent: the
    record, whole or not, that it stands in. called: what stands for its code and is
    none. place: its own, or that of another record without which it cannot be read.
    """

    kind: str
    place: Place
    known: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    since: date | None = None
    parent: Record | None = None
    called: str = ""
    part: Any = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """part: what could be read, as a record; asking it for anything else is an
        AttributeError.
        """
        part = KINDS[self.kind].model_construct(**self.known)
        for name in type(part).model_fields.keys() - self.known.keys():
            part.__dict__.pop(name, None)
        part.put(Origin(self.place), self.parent)
        object.__setattr__(self, "part", part)


def records_of(records: Mapping[str, Iterable[Record]], kind: type[R]) -> tuple[R, ...]:
    """The records of one kind, in their order."""
    return cast("tuple[R, ...]", tuple(records.get(KIND_OF[kind], ())))


class Holdings:
    """What holds records by kind."""

    records: Records

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Its records of one kind, in file order."""
        return records_of(self.records, kind)


@dataclass(frozen=True)
class Village(Holdings):
    """All that is known of one village: its own records and what the town says of it,
    never another village's.

    twins: records that say again, word for word, what one of `records` says; they count
    nowhere.
    before: collections of dues from the book of the year before, as far as it was kept.
    """

    slug: str
    name: str
    records: Records = field(default_factory=lambda: MappingProxyType({}))
    broken: tuple[Broken, ...] = ()
    twins: tuple[Twin, ...] = ()
    before: tuple[Dues, ...] = ()


@dataclass(frozen=True)
class Town(Holdings):
    """The town itself: who it is and its own dated work. twins: as of a village, what
    was written twice.
    """

    name: str = ""
    county: str = ""
    language: str | None = None
    records: Records = field(default_factory=lambda: MappingProxyType({}))
    broken: tuple[Broken, ...] = ()
    twins: tuple[Twin, ...] = ()

    @cached_property
    def codes(self) -> Mapping[str, frozenset[str]]:
        """Codes of the cadres and folder names of the villages, found once for
        thousands of villages.
        """
        villages = frozenset(entry.slug for entry in self.of(VillageEntry))
        return {
            "staff": frozenset(row.code for row in self.of(StaffRow)),
            "villages": villages,
        }
