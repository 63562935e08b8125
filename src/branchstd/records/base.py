"""What all records share: frozen, knowing where they stand and which of their fields
are dates that happened.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from branchstd.findings import Place
from branchstd.records.types import FieldType


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands and where each of its fields does.

    fields: how many lines below the record, and in which column. Records of one shape
    share theirs: a town's tables have thousands of rows.
    """

    place: Place
    fields: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def of(self, name: str) -> Place:
        """The place of a field, or of the record where the field is missing."""
        spot = self.fields.get(name)
        return (
            Place(self.place.file, self.place.line + spot[0], spot[1])
            if spot
            else self.place
        )


NOWHERE = Origin(Place(""))


def required(zh: str, meaning: str = "", *, forms: str = "", default: Any = ...) -> Any:
    """A field: Chinese label, meaning, the paper forms (`F..`) that print it; required
    unless a default is given.
    """
    return Field(
        default,
        title=zh,
        description=meaning,
        json_schema_extra={"forms": list(forms.split())},
    )


def optional(zh: str, meaning: str = "", *, forms: str = "") -> Any:
    """An optional field: None while empty."""
    return required(zh, meaning, forms=forms, default=None)


class Record(BaseModel):
    """One entry of one kind. `own` names the field that dates it; None: it belongs to
    its folder's year as a whole.

    `start`/`end` records (posts, groups, venues…) are in force from the first to the
    last of these days.
    """

    # No private attributes of pydantic's: rules ask for these more often than for
    # anything else.
    __slots__ = ("_mark", "_parent")

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True
    )

    own: ClassVar[str | None] = None
    zh: ClassVar[str] = ""
    path: ClassVar[str] = ""
    writer: ClassVar[str] = ""
    nested: ClassVar[Mapping[str, str]] = MappingProxyType({})

    @property
    def mark(self) -> Origin:
        """Where it stands in its file; NOWHERE for one that was made and not read."""
        return self._mark if hasattr(self, "_mark") else NOWHERE

    @property
    def parent(self) -> "Record | None":
        """The record that a nested one stands in (a vote's meeting, a claim's item)."""
        return self._parent if hasattr(self, "_parent") else None

    def put(self, mark: Origin, parent: "Record | None" = None) -> None:
        """Sets where the record stands; called once, by whoever read it."""
        object.__setattr__(self, "_mark", mark)
        object.__setattr__(self, "_parent", parent)

    @classmethod
    def of_values(cls, values: dict[str, Any], given: Iterable[str]) -> Self:
        """Of values that the types of all its fields have read, in their order: as
        validated, which takes five times as long. given: the fields that were written.
        """
        made = cls.__new__(cls)
        put = object.__setattr__
        put(made, "__dict__", values)
        put(made, "__pydantic_fields_set__", set(given))
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made

    def day(self) -> date | None:
        """The record's day: its own date; of steps the earliest; of a month its last
        day; None without own date.
        """
        value = getattr(self, self.own) if self.own else None
        # First, as nearly all are and rules ask for nothing more often.
        if value is None or isinstance(value, date):
            return value
        return (
            month_end(value)
            if isinstance(value, str)
            else min(value.values(), default=None)
        )

    def as_of_day(self, as_of: date) -> Self | None:
        """The record as known at the end of `as_of`: later happenings are empty; None
        if it did not exist yet.
        """
        day = self.day()
        if day is not None and day > as_of:
            return None
        late = {
            name: value
            for name in dated_fields(type(self))
            if (value := self._late(name, as_of)) is not _SAME
        }
        if not late:
            return self
        seen = self.model_copy(update=late)
        seen.put(self.mark, self.parent)
        return seen

    def _late(self, name: str, as_of: date) -> Any:
        value = getattr(self, name)
        if isinstance(value, date):
            return None if value > as_of else _SAME
        if isinstance(value, Mapping) and any(day > as_of for day in value.values()):
            return MappingProxyType(
                {step: day for step, day in value.items() if day <= as_of}
            )
        return _SAME


R = TypeVar("R", bound=Record)
_SAME: Any = object()


def record_as_of(record: R, as_of: date) -> R | None:
    """The record as known at the end of `as_of`; what stands in another record does not
    exist before that one.
    """
    if record.parent is not None and record.parent.as_of_day(as_of) is None:
        return None
    return record.as_of_day(as_of)


def records_as_of(records: Iterable[R], as_of: date) -> tuple[R, ...]:
    """Those that existed at the end of the day, as they were known then."""
    return tuple(
        known
        for record in records
        if (known := record_as_of(record, as_of)) is not None
    )


@cache
def has_field(kind: type[Record], name: str) -> bool:
    """Whether records of this kind have such a field at all. Asking a record for what
    it lacks is slow.
    """
    return name in kind.model_fields


@cache
def month_end(month: str) -> date:
    """The last day of `YYYY-MM`."""
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, monthrange(year, number)[1])


@cache
def dated_fields(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind that are hidden while their day has not come."""
    return tuple(name for name, how in field_types(kind).items() if how.happened)


@cache
def field_types(kind: type[Record]) -> Mapping[str, FieldType]:
    """The types of a kind's fields by name, without those of nested records."""
    fields = {
        name: info
        for name, info in kind.model_fields.items()
        if name not in kind.nested
    }
    return MappingProxyType({name: _type_of(info) for name, info in fields.items()})


def _type_of(field: FieldInfo) -> FieldType:
    """Also where it stands inside `X | None`."""
    inside = (
        mark
        for part in get_args(field.annotation)
        for mark in getattr(part, "__metadata__", ())
    )
    return next(
        mark for mark in (*field.metadata, *inside) if isinstance(mark, FieldType)
    )
