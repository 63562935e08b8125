"""One village's records: its own folder, and what the town says of it in the town's
folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from branchstd.findings import Place, Problem, few
from branchstd.records import spelling
from branchstd.records.base import Record
from branchstd.records.holdings import Broken, Records, Town, Village, once, records_of
from branchstd.records.town import Event
from branchstd.records.village import Activity, Dues
from branchstd.store import search
from branchstd.store.files import exists, find_files, path_name, shut, size_of
from branchstd.store.layout import (
    MONTHS,
    SAID,
    SIZE,
    TOWN_ON_VILLAGE,
    VILLAGE_FILES,
    WHOLE,
    FileSpec,
    Room,
    refusal,
    town_folder,
)
from branchstd.store.parser import Codes
from branchstd.store.reading import (
    NO_CODES,
    Read,
    merge,
    read_records,
    read_single,
    read_spec,
    unread,
)

Drafts = Mapping[Path, bytes]
NO_DRAFTS: Drafts = MappingProxyType({})
# What the town keeps in one table for all its villages.
SHARED = ("payment", "project")
ACTIVITIES = next(spec for spec in VILLAGE_FILES if spec.kind == "activity")
DUES = next(spec for spec in VILLAGE_FILES if spec.kind == "dues")


@dataclass(frozen=True)
class VillageFile:
    """A village as read, and every problem of its own files and of what the town wrote
    about it.
    """

    village: Village
    problems: tuple[Problem, ...]


def read_village(
    root: Path,
    entry: tuple[str, str],
    town: Town,
    shared: Records,
    year: int,
    *,
    drafts: Drafts = NO_DRAFTS,
    closed: Problem | None = None,
) -> VillageFile:
    """entry: folder name and name. A missing folder gives a village with nothing
    recorded.

    drafts: what files are to hold, taken instead of what they hold. closed: why its
    folder is not read at all.
    """
    slug, name = entry
    folder = root / "data" / "villages" / slug
    reads = (
        [_all_unread(closed)]
        if closed
        else list(_village_reads(root, folder, year, drafts))
    )
    reads.append(read_town_file(root, slug, year, drafts, codes_of(reads)))
    said, twins = once(merge(reads))
    dues = _none() if closed else _dues_before(root, folder, year)
    records = {**said, **shared}
    trained = (_training_of(e, slug) for e in town.of(Event))
    records["activity"] = (*records.get("activity", ()), *filter(None, trained))
    broken = [b for read in (*reads, dues) for b in read.broken] + list(
        _lost(town, slug)
    )
    before = records_of(dues.records, Dues)
    village = Village(
        slug, name, MappingProxyType(records), tuple(broken), twins, before
    )
    others = () if closed else few(search.in_village(root, folder, year))
    return VillageFile(
        village, (*(p for read in (*reads, dues) for p in read.problems), *others)
    )


def rows_by_village(town: Town) -> Mapping[str, Records]:
    """What the town's tables say of each village, by its folder name: once for all, as
    they have rows of thousands.
    """
    found: dict[str, dict[str, list[Record]]] = {}
    for kind in SHARED:
        record: Any
        for record in town.records.get(kind, ()):
            of = found.setdefault(record.village, {})
            of.setdefault(kind, []).append(record)
    return {
        slug: {kind: tuple(rows) for kind, rows in kinds.items()}
        for slug, kinds in found.items()
    }


def town_file(root: Path, slug: str, year: int) -> Path:
    """What the town says of one village."""
    return town_folder(root, year) / "villages" / f"{slug}.yaml"


def read_town_file(
    root: Path,
    slug: str,
    year: int,
    drafts: Drafts = NO_DRAFTS,
    codes: Mapping[str, Codes] = NO_CODES,
) -> Read:
    """What the town says of one village, and nothing else. codes: the village's own, to
    which short ones are led.
    """
    path = town_file(root, slug, year)
    if not (path in drafts or exists(root, path)):
        return Read({}, [], [], {})
    return read_records(
        root,
        path,
        dict(TOWN_ON_VILLAGE),
        draft=drafts.get(path),
        codes=codes,
        room=Room(SAID),
    )


# By what it is named elsewhere, of which kind the records are that have a code.
_CODED: Final = {"people": "person", "groups": "group"}


def codes_of(
    reads: Iterable[Read | Village], *, resting: bool = True
) -> dict[str, Codes]:
    """The codes of people and groups as far as they are read; while one of a kind
    cannot be, each stands for itself.

    Groups go by their names, too, unless the name of one cannot be read. resting:
    whether what names an entry that cannot be read, or any group where there is none at
    all, is left to be told there.
    """
    every = list(reads)
    return {to: _codes_of(kind, every, resting=resting) for to, kind in _CODED.items()}


def _codes_of(kind: str, reads: Sequence[Read | Village], *, resting: bool) -> Codes:
    broken = [b for read in reads for b in read.broken if b.kind == kind]
    if unsure := [b for b in broken if "code" not in b.known]:
        unread = {
            spelling.bare(said): b.place
            for b in unsure
            if resting
            for said in _calls_for(b)
        }
        return Codes((), unread=unread)
    rows = [
        *(one.__dict__ for read in reads for one in read.records.get(kind, ())),
        *(b.known for b in broken),
    ]
    names = [(str(row["code"]), str(row["name"])) for row in rows if "name" in row]
    called = [(code, said) for code, name in names for said in _names_of(name)]
    none = _place_for_groups(reads) if resting and kind == "group" and not rows else {}
    return Codes(
        {str(row["code"]) for row in rows},
        called if len(names) == len(rows) else (),
        none,
    )


def _place_for_groups(reads: Iterable[Read | Village]) -> dict[str, Place]:
    """Where they would stand, whatever they are called."""
    places = [
        one.mark.place for read in reads for one in read.records.get("village", ())
    ]
    return {"": places[0]} if places else {}


def _calls_for(broken: Broken) -> set[str]:
    """What an entry whose code cannot be read may be called elsewhere; a group of which
    nothing is known, anything.
    """
    said = {broken.called} - {""}
    if broken.kind == "group":
        said |= _names_of(str(broken.known["name"])) if "name" in broken.known else {""}
    return said


def _names_of(group: str) -> set[str]:
    """How a Party group is called, with and without a word for group behind it."""
    stem = re.sub("(?:党?小)?组$", "", group)
    return (
        {group, stem, *(stem + end for end in ("组", "小组", "党小组"))}
        if stem
        else {group}
    )


def _village_reads(
    root: Path, folder: Path, year: int, drafts: Drafts
) -> Iterator[Read]:
    yearly = folder / str(year)
    if closed := shut(root, yearly):
        yield _all_unread(closed)
        return
    if not (exists(root, yearly) or any(yearly in path.parents for path in drafts)):
        return
    first: list[Read] = []
    codes: Mapping[str, Codes] = NO_CODES
    left = WHOLE
    for spec in VILLAGE_FILES:
        room, paths = Room(spec.most), list(_paths(root, yearly, spec, drafts))
        for path in paths[:MONTHS]:
            draft = drafts.get(path)
            size = size_of(path) if draft is None else len(draft)
            # What is too large alone is not read anyway.
            left -= size if size <= SIZE else 0
            if left < 0:
                place = Place(path_name(root, path), 0)
                fault = refusal("too_much_in_all", place, f"{WHOLE // SIZE} MiB")
                read = unread(place.file, spec.kinds, [fault])
            elif spec.key is None and path.suffix == ".yaml":
                read = read_single(root, path, spec.kind, draft=draft, room=room)
            else:
                read = read_spec(root, path, spec, draft, codes, room=room)
            yield read
            # The first two say who there is; all others name them.
            if spec.kind in {
                "village",
                "person",
            }:
                codes = codes_of(first := [*first, read])
        if len(paths) > MONTHS:
            place = Place(path_name(root, paths[0].parent), 0)
            yield unread(
                place.file, spec.kinds, [refusal("too_many_files", place, MONTHS)]
            )
    before = folder / str(year - 1)
    room = Room(ACTIVITIES.most)
    paths = list(_paths(root, before, ACTIVITIES, NO_DRAFTS))[:MONTHS]
    yield from (
        read_spec(root, path, ACTIVITIES, codes=codes, room=room) for path in paths
    )


def _none() -> Read:
    return Read({}, [], [], {})


def _all_unread(why: Problem) -> Read:
    """Of a village that cannot be read nothing is known, and nothing missing."""
    return unread(
        why.place.file,
        tuple(kind for spec in VILLAGE_FILES for kind in spec.kinds),
        [why],
    )


def _dues_before(root: Path, folder: Path, year: int) -> Read:
    """The book of dues of the year before; what cannot be read of it is of that year,
    and of no month of this.
    """
    path, of_it = folder / str(year - 1) / DUES.name, {"month": str(year - 1)}
    if closed := shut(root, path.parent):  # told with the activities of that year
        return Read({}, [Broken(DUES.kind, closed.place, of_it)], [], {})
    read = read_spec(root, path, DUES) if exists(root, path) else _none()
    return read._replace(
        broken=[
            Broken(b.kind, b.place, {**b.known, **of_it}, b.since) for b in read.broken
        ]
    )


def _paths(root: Path, folder: Path, spec: FileSpec, drafts: Drafts) -> Iterable[Path]:
    path = folder / spec.name
    if "*" in spec.name:
        drafted = (one for one in drafts if one.match(str(path)))
        return sorted({*find_files(root, path.parent, path.name), *drafted})
    return (path,) if path in drafts or exists(root, path) else ()


def read_files(root: Path, slug: str, year: int) -> Iterator[Path]:
    """The village's files that are read for a year; other files of its folder nobody
    reads.
    """
    folder = root / "data" / "villages" / slug
    for spec in VILLAGE_FILES:
        yield from _paths(root, folder / str(year), spec, NO_DRAFTS)
    for spec in (ACTIVITIES, DUES):
        yield from _paths(root, folder / str(year - 1), spec, NO_DRAFTS)


def _lost(town: Town, slug: str) -> Iterator[Broken]:
    """What could not be read of the town's tables and trainings and may be about this
    village.
    """
    for broken in town.broken:
        if broken.kind in SHARED and broken.known.get("village", slug) == slug:
            yield broken
        elif (
            broken.kind == "event"
            and broken.known.get("kind", "training") == "training"
        ):
            people = (
                _of_village(broken.known["people"], slug)
                if "people" in broken.known
                else None
            )
            if people is None or people:
                fields = Activity.model_fields
                known = {
                    name: fields[name].default
                    for name in fields
                    if name not in FROM_EVENT
                }
                known |= {
                    name: broken.known[name]
                    for name in FROM_EVENT
                    if name in broken.known
                }
                known |= {"kind": "training"} | ({"people": people} if people else {})
                yield Broken("activity", broken.place, known, broken.since)


# What a training says of the activity that it is in a village, beside who took part.
FROM_EVENT: Final = ("date", "form", "topic", "hours", "covers", "record")


def _of_village(people: tuple[str, ...], slug: str) -> tuple[str, ...]:
    return tuple(
        code.partition("/")[2] for code in people if code.startswith(f"{slug}/")
    )


def _training_of(event: Event, slug: str) -> Activity | None:
    """A training the town held, as an activity of the village whose people took part;
    None where none did.
    """
    people = _of_village(event.people, slug) if event.kind == "training" else ()
    if not people:
        return None
    activity = Activity.model_construct(
        date=event.date,
        kind="training",
        form=event.form,
        topic=event.title,
        people=people,
        hours=event.hours,
        covers=event.covers,
        record=event.record,
    )
    activity.put(event.mark)
    return activity
