"""Opens a town: its own records at once, each village when asked for. One broken
village hides no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.findings import Place, Problem, few
from branchstd.records.holdings import Records, Town, once, records_of
from branchstd.records.town import Item, TownFacts, VillageEntry
from branchstd.records.village import PersonRow
from branchstd.store import search
from branchstd.store.files import exists, shut
from branchstd.store.journal import unfinished
from branchstd.store.layout import (
    TOWN_FILES,
    VILLAGE_FILES,
    Room,
    town_files,
    town_folder,
)
from branchstd.store.reading import (
    SETTINGS,
    merge,
    read_names,
    read_single,
    read_spec,
    unread,
    villages,
)
from branchstd.store.search import NAMES, search_folder
from branchstd.store.village import (
    NO_DRAFTS,
    Drafts,
    VillageFile,
    read_files,
    read_town_file,
    read_village,
    rows_by_village,
    town_file,
)

TOWN_FILE = Path("data") / "town.yaml"
VILLAGES = "data/villages"
PEOPLE = next(spec for spec in VILLAGE_FILES if spec.kind == "person")
EVENTS = next(spec for spec in TOWN_FILES if spec.kind == "event")


@dataclass(frozen=True)
class Office:
    """A town's root as opened: the town, its villages' names by slug, and the problems
    of town-wide files.
    """

    root: Path
    town: Town
    catalogue: Catalogue
    plan: Plan
    names: Mapping[str, str]
    problems: tuple[Problem, ...]
    unread: frozenset[str] = frozenset()

    def without(self, slug: str) -> Office:
        """The same, of one village nothing read: reading it ends the program."""
        return replace(self, unread=self.unread | {slug})

    def village(self, slug: str, drafts: Drafts = NO_DRAFTS) -> VillageFile:
        """Reads one village's files, now; drafts: what some of them are to hold."""
        entry = (slug, self.names.get(slug, slug))
        year = self.plan.year
        place = Place(f"{VILLAGES}/{slug}", 0)
        killed = (
            Problem("village_killed", place, unreadable=True)
            if slug in self.unread
            else None
        )
        shared = self._rows_by_village.get(slug, {})
        one = read_village(
            self.root, entry, self.town, shared, year, drafts=drafts, closed=killed
        )
        read = {*read_files(self.root, slug, year), *drafts}
        more = (
            ()
            if killed
            else search_folder(self.root, self.root / VILLAGES / slug, read)
        )
        return replace(one, problems=(*one.problems, *more))

    def item_numbers(self, slug: str) -> frozenset[str]:
        """Of the items that the town opened in a village, without reading the
        village.
        """
        read = read_town_file(self.root, slug, self.plan.year)
        return frozenset(item.id for item in records_of(read.records, Item))

    def earlier(self, slug: str, drafts: Drafts = NO_DRAFTS) -> VillageFile | None:
        """What is kept of a village's year before this one; None where neither town nor
        village kept anything. drafts: what some of its files are to hold.
        """
        year = self.plan.year - 1
        folder = self.root / VILLAGES / slug / str(year)
        if slug in self.unread or not (
            drafts
            or exists(self.root, town_file(self.root, slug, year))
            or exists(self.root, folder)
        ):
            return None
        entry = slug, self.names.get(slug, slug)
        return read_village(self.root, entry, self.town, {}, year, drafts=drafts)

    @cached_property
    def before(self) -> Town | None:
        """The town's own work of the year before; None where it was not kept."""
        path = town_folder(self.root, self.plan.year - 1) / EVENTS.name
        if not exists(self.root, path):
            return None
        read = read_spec(
            self.root, path, EVENTS, room=Room(EVENTS.most, villages(self.root))
        )
        return Town(records=MappingProxyType(merge([read])), broken=tuple(read.broken))

    @cached_property
    def _rows_by_village(self) -> Mapping[str, Records]:
        return rows_by_village(self.town)

    def people_names(self, slug: str) -> Mapping[str, str]:
        """Names of the village's own people by code, from its local `names.csv` or its
        year's; git ignores it.
        """
        folder = self.root / VILLAGES / slug
        yearly = folder / str(self.plan.year)
        places = () if slug in self.unread else (yearly / NAMES, folder / NAMES)
        names = {
            code: name
            for place in places
            for code, name in read_names(self.root, place)[0].items()
        }
        if not names:
            return {}
        people = records_of(
            read_spec(self.root, yearly / PEOPLE.name, PEOPLE).records, PersonRow
        )
        return {row.code: names[row.code] for row in people if row.code in names}


def village_names(root: Path) -> Mapping[str, str]:
    """Names by slug, from `data/town.yaml` alone."""
    facts = read_single(
        root, root / TOWN_FILE, "town", SETTINGS, room=Room(times=villages(root))
    )
    entries = records_of(facts.records, VillageEntry)
    return {
        entry.slug: entry.name
        for entry in sorted(entries, key=lambda entry: entry.slug)
    }


def open_office(root: Path, catalogue: Catalogue, plan: Plan) -> Office:
    """Reads the town's own files. Faults in them are problems, never exceptions."""
    times = villages(root)
    facts = read_single(
        root, root / TOWN_FILE, "town", SETTINGS, room=Room(times=times)
    )
    folder = town_folder(root, plan.year)
    if closed := shut(root, folder):
        reads = [
            facts,
            unread(
                closed.place.file,
                tuple(kind for spec in TOWN_FILES for kind in spec.kinds),
                [closed],
            ),
        ]
    else:
        files = ((folder / spec.name, spec) for spec in TOWN_FILES)
        there = ((path, spec) for path, spec in files if exists(root, path))
        reads = [
            facts,
            *(
                read_spec(root, path, spec, room=Room(spec.most, times))
                for path, spec in there
            ),
        ]
    own, twins = once(merge(reads))
    said = records_of(own, TownFacts)
    entries = records_of(own, VillageEntry)
    town = Town(
        name=said[0].name if said else "",
        county=said[0].county if said else "",
        language=said[0].language if said else None,
        records=MappingProxyType(own),
        broken=tuple(b for read in reads for b in read.broken),
        twins=twins,
    )
    names = {entry.slug: entry.name for entry in sorted(entries, key=lambda e: e.slug)}
    problems = [*unfinished(root), *(p for read in reads for p in read.problems)]
    problems += few(search.in_town(root, plan.year, names))
    others = [root / VILLAGES / slug for slug in names]
    problems += search_folder(
        root, root / "data", list(town_files(root, plan.year)), others
    )
    return Office(root, town, catalogue, plan, MappingProxyType(names), tuple(problems))
