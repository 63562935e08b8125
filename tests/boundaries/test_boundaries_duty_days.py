"""Every duty that has a day: its record the day before, on the day and the day after, and a village that lacks it.

Once from records, for the duties of the phases; once from proofs, for all. The word stands in `plan show` and in the
report of the duty's phase, in both languages, and the village is named. The town's own records: see
test_boundaries_town_dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

import pytest
from builders import NAMES, ROLES, activity, facts, make, people, person, post, standards, town
from edges import filled
from rich.console import Console

from branchstd.assess import AssessedVillage, assess
from branchstd.assess.targets import Tally, Tardy, TargetResult, add_tallies, conclude_targets, contribution
from branchstd.catalogue.model import PlanDuty
from branchstd.findings import Outcome
from branchstd.messages.messages import Messages
from branchstd.records.holdings import Town, Village
from branchstd.render import plan_text
from branchstd.render.report import parts
from branchstd.rules.view import View
from branchstd.workflow.duties import DutyResult, duties, phase_of
from branchstd.workflow.proof import Proof, ProofState
from branchstd.workflow.proofs import add_proofs, proofs_of
from branchstd.workflow.village_items import VillageItems
from branchstd.workflow.year import Year

CATALOGUE, SHIPPED = standards()
PLAN = filled()
# D076 counts projects, which have days of their own; its own is the year's last.
DATED = [duty for duty in PLAN.duties if duty.proof and duty.due in PLAN.days and duty.id != "D076"]
WORDS = {
    "zh": {"done": "已完成", "late": "晚了", "lacking": "没做到", "not_due": "未到期"},
    "en": {"done": "done", "late": "late", "lacking": "lacking", "not_due": "not due"},
}
ONE, OTHER = "前沟村", "后坡村"


def day_of(duty: PlanDuty) -> date:
    return PLAN.days[duty.due or ""]


def beside(day: date, days: int) -> date:
    return day + timedelta(days=days)


# --- from records: what two villages of a small town have to show, all of it dated on one day.

KEY = ("first_secretary",)
ASKED = facts(
    poor_village="yes", poor_households=1, members=3, full_members=3, cadre_posts=1, helpers=KEY, quota=0,
)  # fmt: skip
COVERS = ["content", "progress", "measures", "schedule", "owner"]


def own_records(on: date) -> list[Any]:
    """Everything that the phases ask of a village, done on one day."""
    day = on.isoformat()
    paper = {"record": "柜1", "title": "文"}
    forms = [("village_plan", []), ("poverty_plan", []), ("responsibility", []), ("advance_plan", COVERS),
             ("self_assessment", []), ("application", [])]  # fmt: skip
    codes = [standard.id for standard in CATALOGUE.standards]
    plan = {"cause": "没定", "task": "补上", "measure": "专人办", "responsible": "M1", "proof": "记录"}
    return [
        activity(day, "study", covers=list("abcde"), record="册1", discussion="议了"),
        activity(day, "study", covers=list("1234567"), present=3, record="册2", discussion="议了"),
        activity(day, "check", form="eight_haves", covers=list("abcdefgh"), by="M1"),
        activity(day, "training", form="special", people=["M1", "H1"]),
        activity(day, "winter_training", people=["M1"]),
        [make("document", date=day, form=form, covers=covers or None, **paper) for form, covers in forms],
        make("document", date=day, form="aid_measures", households=1, **paper),
        [post(code, "reserve", "member", start=day) for code in ("R1", "R2")],
        [post(code, "leading_group", title, start=day) for code, title in (("M1", "leader"), ("H1", "member"))],
        [make("self_check", round="baseline", date=day, standard=code, answer="met") for code in codes],
        make("item", id="I1", standard="1.1", origin="check", found_on=day, text="没学", due_on="12-31"),
        make("rectify", item="I1", start=day, **plan),
        make("feedback", id="F1", date=day, kind="problem", text="路断了"),
        make("acceptance", level="town", date=day, conclusion="met", reason="好"),
    ]


def roster() -> list[Any]:
    seat = post("M1", "branch_committee", "secretary")
    return [ASKED, *people(3), person("H1", None, None), post("H1", "helpers", "first_secretary"), seat]


@cache
def office(on: date, both: bool, sent: date) -> Town:
    """The town: what it did for each of the two villages; for the first on the day, for the other in good time."""
    entries = [make("village_entry", slug=slug, name=name) for slug, name in (("one", ONE), ("other", OTHER))]
    staff = [make("staff", code=code, role=role) for code, role in ROLES.items()]
    events, replies = [], []
    for slug, day, told in (("one", on, both), ("other", early(on), True)):
        if told:
            said = {"villages": [slug], "title": "事", "date": day}
            events += [
                make("event", kind="training", form="special", **said),
                make("event", kind="ledger_issued", **said),
            ]
            replies.append(make("reply", date=day, village=slug, ids=["F1"], text="办", by="T4", to_county_on=day))
    records = {"village_entry": entries, "staff": staff, "event": events, "reply": replies}
    return Town("镇", "县", records=MappingProxyType({kind: tuple(own) for kind, own in records.items()}))


def early(on: date) -> date:
    return beside(on, -5)


def village(slug: str, name: str, records: Iterable[Any]) -> Village:
    kinds: dict[str, list[Any]] = {}
    for record in _flat(records):
        kinds.setdefault(NAMES[type(record)], []).append(record)
    return Village(slug, name, MappingProxyType({kind: tuple(own) for kind, own in kinds.items()}), ())


def _flat(records: Iterable[Any]) -> Iterable[Any]:
    for record in records:
        yield from _flat(record) if isinstance(record, list) else (record,)


@cache
def all_duties(on: date, as_of: date, has_it: bool, applied: bool) -> dict[str, DutyResult]:
    """The first village did everything on one day (or nothing, or only applied), the other five days before."""
    holder = office(on, has_it, on)
    least = [make("document", date=early(on), form="application", title="文", record="柜1")] if applied else []
    one = village("one", ONE, [*roster(), *(own_records(on) if has_it else least)])
    other = village("other", OTHER, [*roster(), *own_records(early(on))])
    tallies, proofs = [], []
    for each in (one, other):
        found = assess(each, holder, CATALOGUE, PLAN, as_of)
        view = View(each, holder, CATALOGUE, PLAN, as_of)
        tallies.append({target.id: contribution(target, found, view) for target in PLAN.targets})
        proofs.append(proofs_of(PLAN, VillageItems(AssessedVillage(each, (), found), holder, CATALOGUE, PLAN)))
    results = conclude_targets(PLAN, add_tallies(tallies), as_of)
    return {duty.duty.id: duty for duty in duties(PLAN, add_proofs(proofs), holder, results, as_of)}


# Duties of the phases that rest on the villages.
FROM_RECORDS = [
    "D011", "D012", "D013", "D014", "D021", "D022", "D057", "D085", "D097", "D102", "D103", "D105", "D107", "D108",
    "D110", "D112", "D113", "D114", "D115", "D117", "D119", "D120", "D121", "D122", "D123", "D128", "D130",
]  # fmt: skip


def of_records(code: str, shift: int, has_it: bool = True) -> DutyResult:
    due = next(day_of(duty) for duty in DATED if duty.id == code)
    on = beside(due, shift)
    return all_duties(on, beside(due, 1), has_it, code == "D123")[code]  # who has not applied is not waited for


@pytest.mark.parametrize("code", FROM_RECORDS)
def test_from_records_the_day_before_on_the_day_and_the_day_after(code: str) -> None:
    assert [of_records(code, shift).state for shift in (-1, 0, 1)] == ["done", "done", "late"]
    assert of_records(code, 0, has_it=False).state == "lacking"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", FROM_RECORDS)
def test_from_records_it_is_said_and_who_lacks_is_named(code: str, lang: str) -> None:
    for shift, has_it, word in ((0, True, "done"), (1, True, "late"), (0, False, "lacking")):
        for text in said(of_records(code, shift, has_it), lang):
            assert WORDS[lang][word] in text
            assert (ONE in text) == (word != "done")
            assert OTHER not in text


def test_of_the_phases_all_are_here_but_those_of_the_town_alone() -> None:
    phased = {duty.id for duty in DATED if phase_of(blank(duty), PLAN) is not None}
    alone = {duty.id for duty in DATED if all(code.startswith("event.") for code in duty.proof)}
    # D116 asks for what is closed by then (duty_changes.yaml); D118 is dated in test_boundaries_town_dates.
    assert phased - alone - set(FROM_RECORDS) == {"D116", "D118"}


# --- from proofs: every duty with a day, whatever proves it.


def blank(duty: PlanDuty) -> DutyResult:
    return next(one for one in duties(PLAN, {}, town(), (), PLAN.last_day) if one.duty.id == duty.id)


def of_proofs(duty: PlanDuty, on: date | None, as_of: date) -> DutyResult:
    """Two villages, of which the other has it in good time, and the first on a day (None: lacks it)."""
    due, kind = day_of(duty), duty.kinds[0]
    there = on is not None and on <= as_of
    first = ProofState(ONE, have=int(there), pending=int(not there and as_of < due), on=on, kind=kind, example="一件")
    both = Proof((first, ProofState(OTHER, have=1, on=beside(due, -9), kind=kind, example="一件")))
    targets = {target.id: target for target in PLAN.targets}
    late = (Tardy(ONE, on),) if there and on is not None and on > due else ()
    results = [reached(targets[code], there, late, as_of) for code in duty.proof if code in targets]
    proofs = {code: both for code in duty.proof if code not in targets}
    return next(one for one in duties(PLAN, proofs, town(), results, as_of) if one.duty.id == duty.id)


def reached(target: Any, there: bool, late: tuple[Tardy, ...], as_of: date) -> TargetResult:
    due = PLAN.days[target.due]
    missed = Outcome.UNMET if due <= as_of else Outcome.NOT_DUE
    tally = Tally(1 + there, 2, late=late, lacks=() if there else (ONE,))
    return TargetResult(target, tally, 2, due, Outcome.MET if there else missed)


@pytest.mark.parametrize("duty", DATED, ids=lambda duty: duty.id)
def test_before_on_and_after_the_day(duty: PlanDuty) -> None:
    due = day_of(duty)
    assert of_proofs(duty, None, beside(due, -1)).state == "not_due"
    assert of_proofs(duty, None, due).state == "lacking"  # at the end of its day
    assert [of_proofs(duty, beside(due, shift), due).state for shift in (-1, 0, 1)] == ["done", "done", "lacking"]
    assert of_proofs(duty, beside(due, 1), beside(due, 1)).state == "late"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("duty", DATED, ids=lambda duty: duty.id)
def test_the_word_and_the_village_are_said(duty: PlanDuty, lang: str) -> None:
    due = day_of(duty)
    late = of_proofs(duty, beside(due, 1), beside(due, 1))
    for found, word in ((of_proofs(duty, due, due), "done"), (late, "late"), (of_proofs(duty, None, due), "lacking")):
        for text in said(found, lang):
            assert WORDS[lang][word] in text
            assert (ONE in text) == (word == "lacking" or (word == "late" and bool(found.late)))


def said(found: DutyResult, lang: str) -> list[str]:
    """Its lines in `plan show`, and its row in the report of its phase, where it is in one."""
    messages = Messages(lang, CATALOGUE, PLAN)
    console = Console(width=4000, record=True, file=None, quiet=False)
    with console.capture() as shown:
        for line in plan_text.duty(found, messages):
            console.print(line)
    phase = phase_of(found, PLAN)
    rows = parts.duties(year(found, phase), messages).texts if phase else ()
    return [shown.get(), *(" ".join(row) for row in rows)]


def year(found: DutyResult, phase: Any) -> Year:
    return Year(
        town="镇", county="县", as_of=PLAN.last_day, phase=phase, villages=(), others=(), targets=(), duties=(found,),
        events=(), reliefs=(), lapse_day=PLAN.last_day, unread=(), revision="", proofs={}, grown=(),
    )  # fmt: skip
