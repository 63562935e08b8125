"""Nothing is won by leaving a record out, a file away, empty, or with its header alone: in any village, on three days.

Better is: a share rises, a share below one becomes none, a veto goes, an item, target or duty stands better, the score
or the conclusion rises. That may be only where something left behind betrays it: then an error says so, every rule that
reads the kind answers `error`, and the conclusion is open. A normal run tries a sample; `--deletions all` tries all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import pytest

from branchstd.assess import AssessedVillage
from branchstd.assess.targets import Tally, contribution
from branchstd.catalogue.rules import Rule
from branchstd.checks import check_village
from branchstd.findings import Outcome, Severity
from branchstd.records.base import Record
from branchstd.records.holdings import Broken, Village
from branchstd.records.village import VILLAGE_KINDS
from branchstd.workflow.proof import DutyState, Proof
from branchstd.workflow.proofs import proofs_of
from branchstd.workspace import Workspace
from samples import ROOT, YEAR_END, workspace_of

DAYS = (date(2019, 6, 30), date(2019, 11, 20), YEAR_END)
VILLAGES = sorted(path.name for path in (ROOT / "data/villages").iterdir())
# One in so many is tried in a normal run.
SAMPLE = 100
# What no second record can hold, with the rules that it speaks against: at most three rows.
ALONE = {
    "chiyangou/2019/activities/2019-03.yaml:14": ({"3.1.b"}, "a vote that failed: nothing else follows from it"),
    "chuankouyi/2019/activities/2019-06.yaml:16": ({"3.1.b"}, "a vote that failed: nothing else follows from it"),
    "mingjinghu/2019/documents.yaml:14": ({"T16"}, "an application that the town has not taken up: its own duty"),
}
# From which conclusion to which others it would rise; what is open may be any of them.
RISING = {"unmet": ("open", "basic", "met"), "basic": ("met",)}
STATES = (DutyState.LACKING, DutyState.WAITING, DutyState.NOT_DUE, DutyState.LATE, DutyState.DONE)
Change = Callable[[], Village]


@dataclass(frozen=True)
class Seen:
    """All that a village comes to on a day."""

    shares: dict[str, Fraction | None]
    outcomes: dict[str, Outcome]
    vetoes: set[str]
    open_items: dict[str, int]
    targets: dict[str, Tally]
    proofs: dict[str, Proof]
    score: Fraction
    conclusion: str


@cache
def workspace() -> Workspace:
    return workspace_of(ROOT)


@cache
def whole(slug: str) -> Village:
    return workspace().village(slug, YEAR_END).village


def look(village: Village, day: date) -> Seen:
    found = workspace().assess(village, day)
    assessed = AssessedVillage(village, (), found)
    desk = workspace().desk(assessed)
    rules = [rule for standard in found.standards for rule in standard.rules]
    return Seen(
        shares={rule.rule.id: rule.share for rule in rules},
        outcomes={rule.rule.id: rule.outcome for rule in rules},
        vetoes={veto.result.rule.id for veto in found.vetoes if veto.state != "dismissed"},
        open_items={one.item.id: one.overdue for one in desk.items() if one.is_open},
        targets={target.id: contribution(target, found, desk.view) for target in workspace().plan.targets},
        proofs=proofs_of(workspace().plan, desk),
        score=found.score or Fraction(0),
        conclusion=found.conclusion.proposed,
    )


@cache
def before(slug: str, day: date) -> Seen:
    return look(whole(slug), day)


def better(was: Seen, now: Seen) -> Iterator[str]:
    """Whatever stands better than before."""
    yield from (rule for rule in was.shares if _rises(was.shares[rule], now.shares[rule], was.outcomes[rule]))
    yield from (veto for veto in was.vetoes - now.vetoes)
    yield from (item for item, late in was.open_items.items() if now.open_items.get(item, -1) < late)
    yield from (target for target in was.targets if _of(now.targets[target]) > _of(was.targets[target]))
    yield from (f"duty {code}" for code in was.proofs if _rank(now.proofs.get(code)) > _rank(was.proofs[code]))
    if now.score > was.score:
        yield "score"
    if now.conclusion in RISING.get(was.conclusion, ()):
        yield "conclusion"


def _rises(was: Fraction | None, now: Fraction | None, outcome: Outcome) -> bool:
    """What waited may not become known; what did not apply or was not due becomes known by being owed."""
    if was is None:
        return outcome in {Outcome.REVIEW, Outcome.ERROR} and bool(now)
    return was < 1 if now is None else now > was


def _of(tally: Tally) -> Fraction:
    """Nothing to count is as good as all."""
    return tally.have / tally.of if tally.of else Fraction(1)


def _rank(proof: Proof | None) -> int:
    state = proof.state if proof is not None else DutyState.NOT_APPLICABLE
    return STATES.index(state) if state in STATES else STATES.index(DutyState.DONE)


def reads(rule: Rule, broken: Broken) -> bool:
    """Whether the rule looks at such records: one that must have said something else than it asks is not its own."""
    where = getattr(rule, "where", {})
    fits = all(said in where.get(name, (said,)) for name, said in broken.known.items())
    return getattr(rule, "record", None) == broken.kind and fits


def betrayed(slug: str, village: Village, day: date) -> bool:
    """An error tells what is gone, all rules that read such records are `error`, and no word is said on the whole."""
    checked = check_village(village, workspace().office.town, workspace().catalogue, workspace().plan)
    before_that = {broken.kind for broken in whole(slug).broken}
    gone = [broken for broken in (*checked.broken, *village.broken) if broken.kind not in before_that]
    lost = {broken.kind for broken in gone}
    now = look(replace(village, broken=(*village.broken, *checked.broken)), day)
    reading = [
        rule.id for _, rule in workspace().catalogue.every_rule()
        if rule.effect is None and any(reads(rule, broken) for broken in gone)
    ]  # fmt: skip
    off = (Outcome.ERROR, Outcome.NOT_APPLICABLE)
    told = any(problem.severity is Severity.ERROR for problem in checked.problems) or bool(village.broken)
    silent = all(now.outcomes[rule] in off for rule in reading)
    rises = [
        rule for rule in better(before(slug, day), now) if now.outcomes.get(rule, Outcome.ERROR) is not Outcome.ERROR
    ]
    return told and bool(lost) and silent and not rises and now.conclusion in {"open", "unmet"}


def deletions(slug: str) -> Iterator[tuple[str, Change]]:
    """Every record of the village's own, and every file of its year in three ways."""
    own = f"data/villages/{slug}/"
    files = sorted((ROOT / own / "2019").rglob("*.*"))
    for record in (r for kind in VILLAGE_KINDS for r in whole(slug).records.get(kind, ())):
        if record.mark.place.file.startswith(own):
            yield (
                str(record.mark.place),
                lambda gone=record: _without(slug, lambda one: one is gone or one.parent is gone),
            )
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        yield f"{name} away", lambda name=name: _without(slug, lambda r: r.mark.place.file == name)
        yield f"{name} emptied", lambda path=path: _read(slug, path, b"")
        yield f"{name} header", lambda path=path: _read(slug, path, _header(path))


def _without(slug: str, is_gone: Callable[[Record], bool]) -> Village:
    """The village without some records and what stands inside them."""

    def stays(record: Record) -> bool:
        return not (is_gone(record) or (record.parent is not None and is_gone(record.parent)))

    records = {kind: tuple(filter(stays, said)) for kind, said in whole(slug).records.items()}
    return replace(whole(slug), records=MappingProxyType(records))


def _read(slug: str, path: Path, data: bytes) -> Village:
    return workspace().office.village(slug, {path: data}).village


def _header(path: Path) -> bytes:
    """A table's first line; of YAML what stands before the first entry."""
    lines = path.read_bytes().splitlines(keepends=True)
    if path.suffix == ".csv":
        return lines[0]
    return b"".join(line for line in lines[: next(n for n, x in enumerate([*lines, b"-"]) if x[:1] in b" -")])


def alone(slug: str, label: str) -> set[str]:
    """The rules of rows that nothing else holds, in what was deleted: the row, its meeting, or its file."""
    places = {spot: rules for spot, (rules, _) in ALONE.items() if spot.startswith(f"{slug}/")}
    file, *rest = label.removeprefix("data/villages/").split(" ")[0].split(":")
    parents = {
        f"{vote.parent.mark.place.file}:{vote.parent.mark.place.line}".removeprefix("data/villages/"): spot
        for vote in whole(slug).records.get("vote", ())
        if vote.parent
        and (spot := f"{vote.mark.place.file}:{vote.mark.place.line}".removeprefix("data/villages/")) in places
    }
    gone = f"{file}:{rest[0]}" if rest else file
    hit = {spot for spot in places if gone in {spot, spot.partition(":")[0]}} | {parents.get(gone, "")}
    return {rule for spot in hit if spot for rule in places[spot]}


def is_tried(wish: str, label: str) -> bool:
    return wish == "all" or int(sha256(f"{wish} {label}".encode()).hexdigest(), 16) % SAMPLE == 0


def test_exceptions_are_few() -> None:
    assert len(ALONE) <= 3


@pytest.mark.parametrize("slug", VILLAGES)
def test_nothing_is_won_by_leaving_out(slug: str, pytestconfig: pytest.Config) -> None:
    wish = str(pytestconfig.getoption("--deletions"))
    won = []
    for label, change in deletions(slug):
        for day in (day for day in DAYS if is_tried(wish, f"{label} {day}")):
            village = change()
            risen = set(better(before(slug, day), look(village, day)))
            excused = alone(slug, label)
            if excused and risen <= excused | {"score"}:
                continue
            if risen and not betrayed(slug, village, day):
                won.append((label, day.isoformat(), sorted(risen)))
    assert won == []
