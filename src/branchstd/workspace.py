"""Reads, checks and assesses: the one way from a folder of records to results, for the
commands and for Python users.

workspace = open_workspace(Path("."))
for village in workspace.villages(date(2019, 12, 31)):
    print(village.assessment.name, village.assessment.score)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

from branchstd.assess import AssessedVillage, Assessment, assess
from branchstd.assess.targets import (
    Tally,
    TargetResult,
    add_tallies,
    conclude_targets,
    contribution,
)
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.names import Registries
from branchstd.checks import check_town, check_village
from branchstd.findings import Problem, Severity, by_place
from branchstd.outlook import lapsing
from branchstd.records.base import records_as_of
from branchstd.records.holdings import Village
from branchstd.records.town import Event, StaffRow, VillageEntry
from branchstd.records.village import Income
from branchstd.root import MARK, find_root
from branchstd.rules.sets import CODES, FACTS, PEOPLE, POSTS
from branchstd.rules.view import View, kind_of
from branchstd.store import NO_DRAFTS, Drafts, Office, open_office, read_standards
from branchstd.workflow.completeness import Completeness
from branchstd.workflow.cycle import (
    Cycle,
    VillageStatus,
    cycle,
    latest,
    own_answers,
    standing,
)
from branchstd.workflow.duties import DutyResult, duties, reliefs
from branchstd.workflow.last_year import Grown, LastYear, aims, grown, grown_in_town
from branchstd.workflow.oversight import heard, stars, town_star, visits
from branchstd.workflow.proof import COUNTED, Proof
from branchstd.workflow.proofs import add_proofs, proofs_of
from branchstd.workflow.rectification import Rectification, with_recurrence
from branchstd.workflow.register import LedgerEntry, RegisterEntry
from branchstd.workflow.rollup import TownCount, count_unit
from branchstd.workflow.village_items import VillageItems, recall_items
from branchstd.workflow.year import VillageYear, Year

AHEAD: Final = timedelta(days=30)  # for which it is told what will lapse
REGISTRIES: Final = Registries(PEOPLE, POSTS, CODES, FACTS, COUNTED)


Units = Iterator[AssessedVillage]
Watch = Callable[[tuple[str, ...], Units], Units]


@dataclass(frozen=True)
class Workspace:
    """A town's root, opened. Villages are read one at a time, when asked for, and never
    kept.
    """

    office: Office

    @property
    def catalogue(self) -> Catalogue:
        """What ships, or the town's own, with what the town set or decided in it."""
        return self.office.catalogue

    @property
    def plan(self) -> Plan:
        """What ships, or the town's own, with what the town set or decided in it."""
        return self.office.plan

    def kind(self, slug: str) -> str:
        """What kind of unit it is."""
        return kind_of(self.office.town, slug)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Of all units."""
        return tuple(self.kind(slug) for slug in sorted(self.office.names))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Problems of the town-wide files; those of a village come with the village."""
        checked = check_town(self.office.town, self.catalogue, self.plan)
        return tuple(sorted((*self.office.problems, *checked), key=by_place))

    @cached_property
    def hidden(self) -> tuple[Problem, ...]:
        """Those that hide a village or leave open whose word counts: rows that cannot
        be read, villages without one.
        """
        kinds = {broken.kind for broken in self.office.town.broken} & {
            "town",
            "staff",
            "village_entry",
        }
        town, error = MARK.as_posix(), Severity.ERROR
        return tuple(
            p
            for p in self.problems
            if _is_of_nobody(p)
            or (kinds and p.severity is error and p.place.file == town)
        )

    def without(self, slug: str) -> Workspace:
        """The same where nothing of a village can be read."""
        return replace(self, office=self.office.without(slug))

    def village(
        self, slug: str, as_of: date, drafts: Drafts = NO_DRAFTS
    ) -> AssessedVillage:
        """Read, checked and assessed anew. drafts: what some files are to hold."""
        read = self.office.village(slug, drafts)
        checked = check_village(
            read.village, self.office.town, self.catalogue, self.plan
        )
        village = replace(read.village, broken=(*read.village.broken, *checked.broken))
        problems = tuple(sorted((*read.problems, *checked.problems), key=by_place))
        return AssessedVillage(
            village, problems, self.assess(village, as_of), checked.questions, as_of
        )

    def assess(self, village: Village, as_of: date) -> Assessment:
        """By records alone, without reading or checking anything."""
        return assess(village, self.office.town, self.catalogue, self.plan, as_of)

    def villages(
        self, as_of: date, slugs: Iterable[str] | None = None
    ) -> Iterator[AssessedVillage]:
        """By slug; all registered villages unless some are named."""
        chosen = self.office.names if slugs is None else slugs
        return (self.village(slug, as_of) for slug in sorted(chosen))

    def on(
        self, day: date, slugs: Iterable[str] | None = None, watch: Watch | None = None
    ) -> TownOnDay:
        """The town on a day, all of its units unless some are named; what is asked more
        than once is made once. watch: hands on the units as they are read.
        """
        chosen = tuple(sorted(self.office.names if slugs is None else slugs))
        return TownOnDay(self, day, chosen, watch)

    def desk(self, assessed: AssessedVillage) -> VillageItems:
        """The items of a village, seen together with its results."""
        lost = (
            problem for problem in self.hidden if problem.severity is Severity.ERROR
        )
        return VillageItems(assessed, self.office.town, self.catalogue, self.plan, lost)

    def standing(self, assessed: AssessedVillage) -> VillageStatus:
        """How a village stands between its own word and the town's."""
        return standing(self.judging_view(assessed), assessed.assessment)

    def cycle(self, assessed: AssessedVillage) -> Cycle:
        """How far a village has come, from its first look at itself to the county's
        word.
        """
        return cycle(
            self.judging_view(assessed),
            assessed.assessment,
            self.desk(assessed).items(),
        )

    def recall_items(self, slug: str, as_of: date) -> Iterator[Rectification]:
        """The items of a village with both voices, without its results."""
        return recall_items(
            View(
                self.office.village(slug).village,
                self.office.town,
                self.catalogue,
                self.plan,
                as_of,
            )
        )

    def earlier(self) -> Iterator[Rectification]:
        """The items of the year before, where they are kept."""
        last = date(self.plan.year - 1, 12, 31)
        for slug in sorted(self.office.names):
            kept = self.office.earlier(slug)
            if kept is not None:
                yield from recall_items(
                    View(
                        kept.village, self.office.town, self.catalogue, self.plan, last
                    )
                )

    def last_year(self, slug: str) -> LastYear:
        """What town and village said of it in the year before, as far as it was kept;
        only villages have aims.
        """
        plan = (
            self.plan
            if self.kind(slug) == "village"
            else self.plan.model_copy(update={"aims": {}})
        )
        kept = self.office.earlier(slug)
        if kept is None:
            return LastYear(None, None, aims(plan, {}), ())
        view = View(
            kept.village,
            self.office.town,
            self.catalogue,
            self.plan,
            date(self.plan.year - 1, 12, 31),
        )
        faults = tuple(
            problem for problem in kept.problems if problem.severity is Severity.ERROR
        )
        return LastYear(
            latest(view, "town"), town_star(view), aims(plan, own_answers(view)), faults
        )

    def town_growth(self, as_of: date) -> list[Grown]:
        """Of what the town's own work there is more than the year before."""
        return list(
            grown_in_town(self.plan, self.office.town, self.office.before, as_of)
        )

    def duties(
        self, villages: Iterable[AssessedVillage], as_of: date
    ) -> list[DutyResult]:
        """The plan's duties over villages, with the targets among their proofs; one
        read after the other.
        """
        return self.conclude(map(self.judging_desk, villages), as_of)[1]

    def targets(
        self, villages: Iterable[AssessedVillage], as_of: date
    ) -> tuple[TargetResult, ...]:
        """The town's targets over villages, one read after the other."""
        counts = add_tallies(
            self._counts(found.assessment, self.judging_view(found))
            for found in villages
        )
        return self.targets_from(counts, as_of)

    def targets_from(
        self, counts: Mapping[str, Tally], as_of: date
    ) -> tuple[TargetResult, ...]:
        """The same from what all villages add to them (`TownCount.tallies`)."""
        return conclude_targets(self.plan, counts, min(as_of, self.plan.last_day))

    def conclude(
        self, desks: Iterable[VillageItems], as_of: date
    ) -> tuple[tuple[TargetResult, ...], list[DutyResult]]:
        """Targets and duties over units that are seen on the day by which the year is
        judged.
        """
        as_of = min(as_of, self.plan.last_day)
        counts: dict[str, Tally] = {}
        proofs: dict[str, Proof] = {}
        for desk in desks:
            counts = add_tallies([counts, self._counts(desk.assessment, desk.view)])
            proofs = add_proofs([proofs, proofs_of(self.plan, desk)])
        reached = conclude_targets(self.plan, counts, as_of)
        return reached, duties(self.plan, proofs, self.office.town, reached, as_of)

    def count(self, assessed: AssessedVillage) -> TownCount:
        """What a unit adds to its town's row among many towns."""
        counts = self._counts(assessed.assessment, self.judging_view(assessed))
        return count_unit(assessed, self.desk(assessed).items(), counts)

    def _counts(self, assessment: Assessment, view: View) -> dict[str, Tally]:
        return {
            target.id: contribution(target, assessment, view)
            for target in self.plan.targets
        }

    def judging_desk(self, assessed: AssessedVillage) -> VillageItems:
        """The items as they stand on the day by which the year is judged."""
        return self.desk(replace(assessed, asked=None))

    def view(self, found: AssessedVillage) -> View:
        """A village's records as they were known on the day asked for."""
        return View(
            found.village, self.office.town, self.catalogue, self.plan, found.day_asked
        )

    def judging_view(self, found: AssessedVillage) -> View:
        """The same on the day by which the year is judged."""
        return self.view(replace(found, asked=None))


@dataclass(frozen=True)
class TownOnDay:
    """Some units of a town on one day, each read and assessed once, with what is seen
    over all of them.

    slugs: those that are looked at; what comes up elsewhere is found over the whole
    town.
    """

    workspace: Workspace
    as_of: date
    slugs: tuple[str, ...]
    watch: Watch | None = None

    @cached_property
    def units(self) -> tuple[AssessedVillage, ...]:
        """By slug."""
        found = self.workspace.villages(self.as_of, self.slugs)
        return tuple(self.watch(self.slugs, found) if self.watch else found)

    @cached_property
    def desks(self) -> Mapping[str, VillageItems]:
        """The items of each unit, by slug, on the day asked for."""
        return {one.village.slug: self.workspace.desk(one) for one in self.units}

    @cached_property
    def last_years(self) -> Mapping[str, LastYear]:
        """By slug, also of a unit of which nothing was kept."""
        return {slug: self.workspace.last_year(slug) for slug in self.slugs}

    @cached_property
    def missing(self) -> Completeness:
        """What all this may lack."""
        workspace = self.workspace
        broken = {one.place.file for one in workspace.office.town.broken}
        town = (
            p
            for p in workspace.problems
            if p.severity is Severity.ERROR and p.place.file in broken
        )
        earlier = (fault for one in self.last_years.values() for fault in one.faults)
        return Completeness(workspace.hidden, tuple(town), self.units, tuple(earlier))

    @cached_property
    def items(self) -> tuple[Rectification, ...]:
        """All, with where the same came up: in another unit of its kind, or the year
        before.
        """
        workspace = self.workspace
        others = (slug for slug in workspace.office.names if slug not in self.slugs)
        around = [
            one for slug in others for one in workspace.recall_items(slug, self.as_of)
        ]
        around += workspace.earlier()
        own = [one for desk in self.desks.values() for one in desk.items()]
        found: list[Rectification] = []
        for kind in dict.fromkeys(workspace.kinds):
            here, there = (
                [one for one in some if workspace.kind(one.village) == kind]
                for some in (own, around)
            )
            found += with_recurrence(here, there)
        return tuple(found)

    @cached_property
    def lines(self) -> tuple[LedgerEntry, ...]:
        """The register and the ledger: each unit with its items."""
        town = self.workspace.office.town
        roles = {row.code: row.role for row in town.of(StaffRow)}
        rows = {row.slug: row for row in town.of(VillageEntry)}

        def line(one: AssessedVillage) -> LedgerEntry:
            slug = one.village.slug
            own = tuple(
                RegisterEntry(item, rows[slug], roles)
                for item in self.items
                if item.village == slug
            )
            return LedgerEntry(
                one, self.workspace.standing(one), own, rows[slug], roles
            )

        return tuple(map(line, self.units))

    @property
    def targets(self) -> tuple[TargetResult, ...]:
        """Over these units alone; after the year, as its last day found them."""
        return self._concluded[0]

    @property
    def duties(self) -> list[DutyResult]:
        """Over these units alone; after the year, as its last day found them."""
        return self._concluded[1]

    @cached_property
    def _concluded(self) -> tuple[tuple[TargetResult, ...], list[DutyResult]]:
        is_over = self.as_of > self.workspace.plan.last_day
        desks = (
            map(self.workspace.judging_desk, self.units)
            if is_over
            else self.desks.values()
        )
        return self.workspace.conclude(desks, self.as_of)

    def years(self, until: date | None = None) -> tuple[VillageYear, ...]:
        """Each unit's year. until: up to which day it is looked at what will lapse;
        None: not at all.
        """
        return tuple(self._year_of(line, until) for line in self.lines)

    def _year_of(self, line: LedgerEntry, until: date | None) -> VillageYear:
        workspace, assessed = self.workspace, line.assessed
        view, slug = workspace.view(assessed), assessed.village.slug
        before = self.last_years[slug]
        return VillageYear(
            line=line,
            kind=view.kind,
            cycle=cycle(
                workspace.judging_view(assessed),
                assessed.assessment,
                self.desks[slug].items(),
            ),
            stars=stars(view, assessed.assessment, line.standing),
            heard=tuple(heard(view)),
            visits=tuple(
                visits(self.desks[slug], (entry.one for entry in line.entries))
            ),
            lapses=lapsing(workspace.assess, assessed.village, self.as_of, until)
            if until
            else (),
            accepted_before=before.accepted,
            star_before=before.star,
            before_unread=bool(before.faults),
            aims=before.aims,
            grown=tuple(grown(view)),
            subsidies=tuple(row for row in view.of(Income) if row.source == "subsidy"),
        )

    def year(
        self, phase: str, *, of_one: bool = False, revision: str | None = None
    ) -> Year:
        """All that a phase's report is drawn from. of_one: of the one unit looked at,
        not of the town.
        """
        workspace, until = self.workspace, self.as_of + AHEAD
        every = self.years(until if phase == "advance" else None)
        villages = (
            every if of_one else tuple(one for one in every if one.kind == "village")
        )
        return Year(
            town=workspace.office.town.name,
            county=workspace.office.town.county,
            as_of=self.as_of,
            phase=next(one for one in workspace.plan.phases if one.id == phase),
            villages=villages,
            others=tuple(one for one in every if one not in villages),
            targets=self.targets,
            duties=tuple(
                one
                for one in self.duties
                if not of_one or one.duty.owner in {"village", "both"}
            ),
            proofs={
                code: proof for one in self.duties for code, proof in one.proofs.items()
            },
            grown=() if of_one else tuple(workspace.town_growth(self.as_of)),
            events=records_as_of(workspace.office.town.of(Event), self.as_of),
            reliefs=tuple(
                reliefs(
                    workspace.catalogue,
                    workspace.plan,
                    workspace.office.town,
                    self.as_of,
                )
            ),
            lapse_day=until,
            unread=tuple(sorted({fault.place.file for fault in self.missing.faults})),
            revision=revision,
        )


def _is_of_nobody(problem: Problem) -> bool:
    """A folder or file of a village that no row of the town's names."""
    folder, _, name = problem.place.file.rpartition("/")
    unread = problem.code == "unknown_file" and name.endswith(".yaml")
    return folder.endswith("/villages") and (
        unread or problem.code == "village_unregistered"
    )


def load_standards(root: Path | None) -> tuple[Catalogue, Plan]:
    """What holds in a root, or what ships. Raises CatalogueError with all faults."""
    return read_standards(root, REGISTRIES)


def open_workspace(start: Path) -> Workspace:
    """Finds the root at or above `start`. Raises NoRootError, or CatalogueError where
    standards or plan are faulty.
    """
    root = find_root(start)
    return Workspace(open_office(root, *load_standards(root)))
