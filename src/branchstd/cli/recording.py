"""A record from texts: in which file it goes, what is said against it. Typed by the reader of files alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final, cast

from branchstd.amend import Amendment
from branchstd.checks.shapes import NEEDS
from branchstd.cli.amending import Draft, in_chinese, values_of
from branchstd.cli.exits import RefusalError
from branchstd.cli.session import Session
from branchstd.findings import Place, Problem, shown
from branchstd.records.base import Record, happened
from branchstd.records.holdings import Village
from branchstd.records.town import KINDS
from branchstd.records.types import NOBODY, WordList, markers, read_list, read_steps, read_texts
from branchstd.records.village import Dues
from branchstd.store.amending import blank, with_record, with_row
from branchstd.store.entry import Said, has_steps, joined, read_entry, steps
from branchstd.store.everyday import everyday
from branchstd.store.files import named
from branchstd.store.layout import VILLAGE_FILES
from branchstd.store.typing import Context
from branchstd.store.village import known_codes
from branchstd.survey import Survey
from branchstd.text.values import Value

# Of a village's own facts there is one record, and items have commands of their own.
SPECS: Final = {spec.kind: spec for spec in VILLAGE_FILES if spec.kind not in {"village", "rectify"}}
# What is known by a number that says nothing, and with which letter that begins.
NUMBERED: Final[Mapping[str, Mapping[str | None, str]]] = {
    "feedback": {None: "F"}, "matter": {"major": "Z", "case": "Y", None: "Z"},
}  # fmt: skip
LISTED: Final = frozenset({read_list, read_texts, read_steps})


def is_list(kind: str, name: str) -> bool:
    """Whether a field takes several texts."""
    marks = markers(KINDS[kind].model_fields[name])
    return any(isinstance(mark, WordList) or getattr(mark, "func", None) in LISTED for mark in marks)


def option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def heard(survey: Survey, village: Village | None = None) -> Context:
    """As what something is understood that is said of this year, and of a village."""
    return Context(everyday(survey.office.root), survey.plan.year, known_codes([village]) if village else {})


def faults(kind: str, said: Said, context: Context | None = None) -> list[Problem]:
    """What is wrong with what was said, whatever is still missing."""
    bad = list(_bad_steps(kind, said))
    named = [(name, problem) for name, problem in read_entry(kind, said, context)[1] if problem.code != "missing_field"]
    told = [Problem(problem.code, Place(option(name), 0), problem.values, problem.severity) for name, problem in named]
    return [*(problem for problem in told if problem.place not in {one.place for one in bad}), *bad]


def _bad_steps(kind: str, said: Said) -> Iterator[Problem]:
    """Steps without a day, or twice."""
    for name in (name for name in said if has_steps(kind, name)):
        pairs = steps(joined(said[name]))
        codes = [code for code, _ in pairs]
        wrong = next((code for code, day in pairs if not day or codes.count(code) > 1), None)
        if wrong is not None:
            label = str(KINDS[kind].model_fields[name].title)
            yield Problem("bad_steps", Place(option(name), 0), {"field": name, "label": label, "seen": shown(wrong)})


def missing(kind: str, said: Said) -> list[Problem]:
    """What such a record cannot do without, and its kind of activity."""
    fields, code = KINDS[kind].model_fields, activity_kind(kind, said)
    lacking = [name for name, info in fields.items() if not joined(said.get(name, ""))]
    wanted = [name for name in lacking if fields[name].is_required()]
    labels = {name: {"field": name, "label": str(fields[name].title)} for name in lacking}
    found = [Problem("missing_field", Place(option(name), 0), labels[name]) for name in wanted]
    needed = [name for name in NEEDS.get(code, ()) if name in lacking and name not in wanted]
    return found + [Problem("field_for_kind", Place(option(name), 0), labels[name] | {"kind": code}) for name in needed]


def activity_kind(kind: str, said: Said) -> str:
    """The code of an activity's kind, whichever of its names was given; nothing for other records."""
    return (everyday().code("activity_kinds", joined(said.get("kind", ""))) or "") if kind == "activity" else ""


def typed(session: Session, kind: str, said: Said, village: Village | None = None) -> Record:
    """Raises RefusalError with all that is wrong and all that is missing."""
    context = heard(session.survey, village)
    wrong = [*faults(kind, said, context), *missing(kind, said)]
    record = read_entry(kind, said, context)[0]
    if wrong or record is None:
        raise RefusalError(wrong)
    if early := list(_early(session, record)):
        raise RefusalError(early)
    return record


def _early(session: Session, record: Record) -> Iterator[Problem]:
    """Days of this year that have not come yet; about those of other years the check has its own word."""
    for name in happened(type(record)):
        value = getattr(record, name)
        days = value.values() if isinstance(value, Mapping) else [value] if value else []
        if days and session.as_of < max(days) <= session.survey.plan.last_day:
            yield Problem("on_in_future", Place(option(name), 0), {"seen": max(days).isoformat()})


def drafted(session: Session, which: tuple[str, str], said: Said) -> Draft:
    """The record at the end of its file. which: kind and village. Raises RefusalError."""
    kind, wish = which
    (slug,) = session.chosen([wish])
    village, spec, root = session.survey.office.village(slug).village, SPECS[kind], session.survey.office.root
    record = typed(session, kind, numbered(village, kind, said), village)
    name = spec.name.replace("*", f"{record.day():%Y-%m}") if "*" in spec.name else spec.name
    path = root / "data" / "villages" / slug / str(session.survey.plan.year) / name
    file, values = named(root, path), values_of(record, session)

    def edit(data: bytes) -> bytes:
        if spec.key is None:
            return with_row(data, file, kind, _cells(values, session))
        return with_record(data, file, (spec.key, kind), values, flow=False)

    empty = blank(file, spec).encode()
    return Draft(
        slug,
        path,
        edit,
        empty,
        against=lambda found: _twice(found, kind),
        typed=lambda found: _options(latest(found, kind), values),
    )


def numbered(village: Village, kind: str, said: Said) -> Said:
    """The same with the next number, where a record of this kind is known by one and none was given."""
    if kind not in NUMBERED or joined(said.get("id", "")):
        return said
    of = everyday().code("matter_types", joined(said.get("type", "")))
    records: Any = village.records.get(kind, ())
    taken = {one.id for one in records} | {twin.record.id for twin in village.twins if twin.kind == kind}  # type: ignore[attr-defined]
    taken |= {str(broken.known.get("id")) for broken in village.broken if broken.kind == kind}
    last = next((one.id for one in reversed(records) if of is None or one.type == of), "")
    parts = re.fullmatch(r"(.*?)([0-9]*)", last)
    prefix, digits = parts.groups() if parts and last else (NUMBERED[kind].get(of, ""), "0")
    codes = (f"{prefix}{number:0{len(digits)}}" for number in count(int(digits or 0) + 1))
    return {**said, "id": next(code for code in codes if code not in taken)}


def _options(record: Record, values: Mapping[str, Value]) -> dict[Place, Place]:
    """Which option gave what stands at a place."""
    return {record.mark.of(name): Place(option(name), 0) for name in values}


def _cells(values: dict[str, Value], session: Session) -> dict[str, Value]:
    """An empty list is a word in a table, where an empty cell says nothing."""
    nobody = NOBODY[in_chinese(session)]
    return {name: nobody if value == [] else value for name, value in values.items()}


def latest(found: Amendment, kind: str) -> Record:
    """The record that the change put in: the last of its kind in its file, also where it counts for nothing."""
    village = found.now.village
    twins = (twin.record for twin in village.twins if twin.kind == kind)
    own = (one for one in (*village.records.get(kind, ()), *twins) if one.mark.place.file == found.file)
    return max(own, key=lambda one: one.mark.place)


def _twice(found: Amendment, kind: str) -> Iterator[Problem]:
    """Somebody has paid for the same time."""
    if kind == "dues":
        new = cast("Dues", latest(found, kind))
        for old in cast("tuple[Dues, ...]", found.was.village.records.get(kind, ())):
            if _paid_again(old, new):
                yield Problem("dues_there", old.mark.place, {"month": new.month, "people": " ".join(new.people)})


def _paid_again(old: Dues, new: Dues) -> bool:
    """Of two collections from all, or from people who are in both; who pays later than all others is in one of each."""
    return old.month == new.month and (bool(set(old.people) & set(new.people)) or not (old.people or new.people))
