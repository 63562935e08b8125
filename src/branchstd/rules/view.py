"""A village's records as they were known at the end of one day; everything rules ask of
them passes through here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.names import FIXED
from branchstd.catalogue.parts import Every
from branchstd.records.base import Record, dated_fields, has_field, records_as_of
from branchstd.records.holdings import Town, Village
from branchstd.records.town import KIND_OF, KINDS, Facts, Ruling, StaffRow, VillageEntry
from branchstd.records.village import VILLAGE_KINDS, Activity, Dues, PersonRow, Post
from branchstd.rules.periods import Period, days_of, later, periods

T = TypeVar("T", bound=Record)
M = TypeVar("M")

# Who is due at a kind of activity, where nobody is named; at all others the records
# cannot tell.
AUDIENCE: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "general_meeting",
                "group_meeting",
                "lecture",
                "theme_day",
                "org_life_meeting",
                "appraisal_meeting",
                "study",
                "training",
                "winter_training",
            ),
            "members.able",
        ),
        "committee_meeting": "committee",
        "joint_meeting": "cadres.village",
        "supervision_meeting": "supervisors",
    }
)


# What a village writes down of its year: not who it is or belongs to it, nor
# applications, which come from elsewhere.
OWN_YEAR: Final = tuple(
    kind
    for kind in VILLAGE_KINDS
    if kind not in {"village", "term", "venue", "group", "person", "candidate"}
)
# What is said from a day on, or on a day, about one subject: the fields that name the
# subject.
SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "facts": (),
        "standing": ("person", "standing"),
        "term": (),
        "venue": (),
        "post": ("person", "body", "post", "group"),
        "self_check": ("round", "standard"),
        "rectify": ("item",),
        "star": (),
        "acceptance": ("level",),
    }
)


class View:
    """Reads once, remembers: records hidden after `as_of`, people by code, sets by name
    and day.

    catalogue: what it asks of this kind of unit. seen_on: up to which day it is seen
    what has run out, where that is later than the day by which the year is judged.
    """

    def __init__(
        self,
        village: Village,
        town: Town,
        catalogue: Catalogue,
        plan: Plan,
        as_of: date,
        *,
        seen_on: date | None = None,
    ) -> None:
        self.village, self.town, self.plan, self.as_of, self.seen_on = (
            village,
            town,
            plan,
            as_of,
            seen_on or as_of,
        )
        self.kind = kind_of(town, village.slug)
        self.catalogue = catalogue.of_kind(self.kind)
        self._sets: dict[tuple[str, date], frozenset[str]] = {}
        self._kept: dict[Hashable, Any] = {}
        self._attendees: dict[int, frozenset[str]] = {}

    def memo(self, key: Hashable, make: Callable[[], M]) -> M:
        """What is made of the records once, however often it is asked for."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast("M", self._kept[key])

    def of(self, kind: type[T]) -> tuple[T, ...]:
        """The records of a kind that existed at the end of the day, later happenings
        emptied, in file order.

        Rulings by those who may give them: what others say counts for nothing.
        """
        return self.memo(
            kind,
            lambda: tuple(
                self._visible(kind) if kind is not Ruling else self._counting()
            ),
        )

    def records(self, kind: str) -> tuple[Any, ...]:
        """The same, by the kind's name."""
        return self.of(KINDS[kind])

    def _counting(self) -> Iterator[Any]:
        # Whose word counts is a question to views.
        from branchstd.rules.items import unfit

        return (word for word in self._said if unfit(self, word) is None)

    @cached_property
    def _said(self) -> tuple[Ruling, ...]:
        """All rulings, also those that do not count."""
        return tuple(self._visible(Ruling))

    def spoken(self, *about: str, lapsed: bool = False) -> tuple[Ruling, ...]:
        """All rulings on something that would be in force, also those that do not
        count; or those that have run out.
        """
        return tuple(
            word
            for word in self._said
            if word.about in about and self._holds(word) is not lapsed
        )

    def _holds(self, ruling: Ruling) -> bool:
        return ruling.until is None or ruling.until >= self.as_of

    def _visible(self, kind: type[T]) -> Iterator[T]:
        """Of two words of one day on one subject the later in the file."""
        seen = records_as_of(self.village.of(kind), self.as_of)
        if (names := SUBJECTS.get(KIND_OF[kind])) is not None:
            subjects = [
                (one.day(), *(getattr(one, name) for name in names)) for one in seen
            ]
            last = dict(zip(subjects, seen, strict=True))
            return (
                one
                for subject, one in zip(subjects, seen, strict=True)
                if last[subject] is one
            )
        return iter(seen)

    @cached_property
    def people(self) -> Mapping[str, PersonRow]:
        """The roster by code; of two rows with one code the later in the file."""
        return {person.code: person for person in self.of(PersonRow)}

    def facts(self, day: date | None = None) -> Facts | None:
        """The town's latest word, on a day, on what this village is and owes."""
        known = bisect_right(
            self._facts, day or self.as_of, key=lambda entry: entry.start
        )
        return self._facts[known - 1] if known else None

    @cached_property
    def _facts(self) -> list[Facts]:
        """By day: of one day there is but one word."""
        return sorted(self.of(Facts), key=lambda entry: entry.start)

    @cached_property
    def founding_day(self) -> date:
        """The day from which the village exists: the first of the town's first facts on
        it, if within the year.

        Where its own records or members are older, from the year's beginning, until the
        town has settled it.
        """
        year = self.plan.first_day
        first = min((facts.start for facts in self.of(Facts)), default=year)
        return first if first > year and not self._older(first) else year

    def exists_on(self, day: date) -> bool:
        """Whether the village was there on a day of the year; of older villages nothing
        is too early.
        """
        return day >= self.founding_day or self.founding_day == self.plan.first_day

    def _older(self, day: date) -> bool:
        """Whether the village's own records, or its members, are older than a day."""
        if self.members_of("members.active", later(day, -1)):
            return True
        own = (
            r
            for kind in OWN_YEAR
            for r in self.records(kind)
            if not is_inherited(kind, r)
        )
        return any(
            (begun := _first_day(record)) is not None and begun < day for record in own
        )

    def number(self, name: str, day: date | None = None) -> int:
        """A number of the town's facts, or the same everywhere; 0 where the town has
        said nothing.
        """
        facts = self.facts(day)
        return int(FIXED.get(name) or getattr(facts, name)) if facts else 0

    def members_of(self, name: str, day: date | None = None) -> frozenset[str]:
        """Codes in a set of people on a day (default: as_of)."""
        key = (name, day or self.as_of)
        found = self._sets.get(key)
        if found is None:
            # Sets are functions of views.
            from branchstd.rules.sets import PEOPLE, UNNAMED

            members = PEOPLE[name].members if name in PEOPLE else UNNAMED[name]
            found = self._sets[key] = members(self, key[1])
        return found

    def posts(self, body: str, day: date) -> Iterator[Post]:
        """Posts of a body in force on a day."""
        return (post for post in self._by_body.get(body, ()) if in_force(post, day))

    @cached_property
    def _by_body(self) -> Mapping[str, list[Post]]:
        found: dict[str, list[Post]] = {}
        for post in self.of(Post):
            found.setdefault(post.body, []).append(post)
        return found

    @cached_property
    def dues_before(self) -> tuple[Dues, ...]:
        """Collections for months before the plan's year, from the book of the year
        before.
        """
        seen = records_as_of(self.village.before, self.as_of)
        return tuple(row for row in seen if days_of(row.month)[0] < self.plan.first_day)

    def dues_of(self, person: str, month: date) -> list[Dues]:
        """Collections, in file order, for the month that begins on a day, that name
        this member or nobody.
        """
        named = self._collections.get((month, person), [])
        general = self._collections.get((month, ""), [])
        return [
            row
            for _, row in (
                sorted([*named, *general], key=lambda entry: entry[0])
                if named
                else general
            )
        ]

    def dues_naming(self, person: str, month: date) -> list[Dues]:
        """Those of them that name the member."""
        return [row for _, row in self._collections.get((month, person), [])]

    @cached_property
    def _collections(self) -> Mapping[tuple[date, str], list[tuple[int, Dues]]]:
        """By month and member (nobody: a general one), with each one's number: there
        are thousands in a year.
        """
        found: dict[tuple[date, str], list[tuple[int, Dues]]] = {}
        for number, row in enumerate((*self.dues_before, *self.of(Dues))):
            first, last = days_of(row.month)
            months = (
                month.first
                for month in periods(first.year, "month")
                if first <= month.first <= last
            )
            for month in months:
                for person in row.people or ("",):
                    found.setdefault((month, person), []).append((number, row))
        return found

    def ruling(
        self, about: str, test: Callable[[Ruling], bool] = lambda _: True
    ) -> Ruling | None:
        """The latest ruling on something that is in force and passes the test; of one
        day the last in the file.
        """
        found = [r for r in self.rulings(about) if test(r)]
        return found[-1] if found else None

    def rulings(self, about: str) -> list[Ruling]:
        """All rulings on something that are in force, by day; the last valid day itself
        is included.
        """
        return list(self._rulings.get(about, ()))

    @cached_property
    def _rulings(self) -> Mapping[str, list[Ruling]]:
        found: dict[str, list[Ruling]] = {}
        for ruling in sorted(self.of(Ruling), key=lambda one: one.date):
            if self._holds(ruling):
                found.setdefault(ruling.about, []).append(ruling)
        return found

    def role(self, staff: str, day: date) -> str | None:
        """The role of one of the town's cadres on a day; None for who had none, or is
        not the town's.
        """
        return role_of(self.town, staff, day)

    def list_items(self, name: str) -> tuple[str, ...]:
        """Items of a list; none means not configured."""
        return tuple(self.plan.lists[name].items)

    def attendees(self, activity: Activity) -> frozenset[str]:
        """Who certainly took part: those named; else audience minus absent; unknown
        attendance proves nobody's.
        """
        if id(activity) not in self._attendees:  # records outlive their view
            self._attendees[id(activity)] = self._took_part(activity)
        return self._attendees[id(activity)]

    def _took_part(self, activity: Activity) -> frozenset[str]:
        if activity.people:
            both = {activity.by} if activity.kind == "talk" and activity.by else set()
            there = frozenset(activity.people) - frozenset(activity.absent or ())
            return frozenset() if named_exceed(activity) else there | both
        if activity.absent is None:
            return frozenset()
        audience = self.audience(activity)
        there = (
            audience - frozenset(activity.absent) - self._left_out(activity, audience)
        )
        return frozenset() if is_outnumbered(activity, len(there)) else there

    def audience(self, activity: Activity) -> frozenset[str]:
        """Who is due at this kind of activity on that day; of members, those of the
        group that met.
        """
        name = AUDIENCE.get(activity.kind)
        audience = self.members_of(name, activity.date) if name else frozenset()
        if activity.group and name == "members.able":
            return frozenset(
                c for c in audience if self.people[c].group == activity.group
            )
        return audience

    def _left_out(self, activity: Activity, audience: frozenset[str]) -> frozenset[str]:
        """Who is reported to have left and is not among those expected any more: nobody
        says that they were there.
        """
        left = self.members_of("leaving", activity.date) & audience
        is_less = activity.expected is not None and activity.expected <= len(
            audience
        ) - len(left)
        return left if is_less else frozenset()


def named_exceed(activity: Activity) -> bool:
    """More are named as having come than were counted: who of them did, nobody
    knows.
    """
    there = set(activity.people) - set(activity.absent or ())
    return activity.kind in AUDIENCE and is_outnumbered(activity, len(there))


def is_outnumbered(activity: Activity, there: int) -> bool:
    """Fewer were counted than are there by names and absences: who of them came, nobody
    knows.
    """
    return activity.present is not None and activity.present < there


def periods_owed(view: View, every: Every) -> tuple[Period, ...]:
    """The year's periods that count for the town, and in which the village existed from
    the first day on.
    """
    first = max(view.founding_day, view.catalogue.parameters.count_from)
    return tuple(
        period for period in periods(view.plan.year, every) if period.first >= first
    )


def is_inherited(kind: str, record: Record) -> bool:
    """An activity that the town wrote down for the village."""
    return kind == "activity" and "/town/" in record.mark.place.file


def _first_day(record: Record) -> date | None:
    if record.own or record.parent:
        return record.day()
    days = (getattr(record, name) for name in dated_fields(type(record)))
    return min((day for day in days if isinstance(day, date)), default=None)


def kind_of(town: Town, slug: str) -> str:
    """What kind of unit a folder is; a village where the town says nothing else."""
    entries = town.of(VillageEntry)
    return next((entry.kind for entry in entries if entry.slug == slug), "village")


def role_of(town: Town, staff: str, day: date) -> str | None:
    """The role of one of the town's cadres on a day; None for who had none, or is not
    the town's.
    """
    rows = town.of(StaffRow)
    return next(
        (row.role for row in rows if row.code == staff and row.holds(day)), None
    )


def in_force(record: Any, day: date) -> bool:
    """A record with `start` (and `end`, its last day) holds on a day."""
    kind: type[Record] = type(record)
    end = record.end if has_field(kind, "end") else None
    return bool(record.start <= day and (end is None or end >= day))
