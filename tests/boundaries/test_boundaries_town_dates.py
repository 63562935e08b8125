"""The town's own duties and its targets: the day before their day, the day itself, the day after; typed in by hand.

What of the duties rests on the villages' rules is dated in test_boundaries_dates.
"""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from builders import day, make, standards
from places import shift

from branchstd.assess import AssessedVillage, assess
from branchstd.assess.targets import Tally, conclude_targets
from branchstd.messages.messages import Messages
from branchstd.records.holdings import Town, Village
from branchstd.render.plan_text import proofs
from branchstd.workflow.duties import DutyResult, duties
from branchstd.workflow.proofs import add_proofs, proofs_of
from branchstd.workflow.village_items import VillageItems

CATALOGUE, PLAN = standards()
SLUGS = ("one", "other")
ENTRIES = tuple(make("village_entry", slug=slug, name=f"{slug}村") for slug in SLUGS)


def town_of(kind: str, *records: Any) -> Town:
    return Town("镇", "县", records=MappingProxyType({kind: tuple(records), "village_entry": ENTRIES}))


def event(kind: str, covers: list[str], on: str, villages: tuple[str, ...] = SLUGS) -> Any:
    said = {"kind": kind, "title": "某事", "covers": covers or None, "villages": villages}
    return make("event", date=on, to_county_on=on, **said)


# The town's own duties: duty, the record that shows it and what it covers, its day.
TOWN_DUTIES: list[tuple[str, str, list[str], str]] = [
    ("D098", "special_meeting", [], "05-31"),
    ("D099", "special_meeting", ["province", "prefecture", "county"], "05-31"),
    ("D100", "plan_issued", [], "05-31"),
    ("D006", "lookback_2018", [], "06-10"),
    ("D104", "lookback_2018", [], "06-10"),
    ("D106", "ledger_issued", [], "06-10"),
    ("D111", "leading_group", ["town_secretary", "town_deputy", "organiser"], "06-10"),
    ("D124", "acceptance_report", [], "11-20"),
    ("D126", "summary", ["experience", "shortcomings"], "12-20"),
    ("D127", "summary", ["improvement"], "12-20"),
    ("D058", "cadre_plan", [], "12-31"),
    ("D090", "appraisal_scheme", ["secretary_review"], "12-31"),
    ("D092", "appraisal_scheme", [], "12-31"),
    ("D131", "appraisal_scheme", ["party_exam"], "12-31"),
]


def told(duty: str, town: Town, as_of: str, **records: tuple[Any, ...]) -> DutyResult:
    """The duty over two villages; records: what the first of them has."""
    parts = []
    for slug in SLUGS:
        own = MappingProxyType(records if slug == "one" else {})
        village = Village(slug, f"{slug}村", own, ())
        found = assess(village, town, CATALOGUE, PLAN, day(as_of))
        parts.append(proofs_of(PLAN, VillageItems(AssessedVillage(village, (), found), town, CATALOGUE, PLAN)))
    return next(one for one in duties(PLAN, add_proofs(parts), town, (), day(as_of)) if one.duty.id == duty)


def state(duty: str, town: Town, as_of: str) -> str:
    return told(duty, town, as_of).state.value


def over(due: str) -> str:
    """What a record of the day after comes to: the year is judged by its last day."""
    return "lacking" if due == "12-31" else "late"


@pytest.mark.parametrize(("duty", "kind", "covers", "due"), TOWN_DUTIES, ids=[row[0] for row in TOWN_DUTIES])
def test_before_on_and_after_a_duty_of_the_town(duty: str, kind: str, covers: list[str], due: str) -> None:
    nothing, late = town_of("event"), town_of("event", event(kind, covers, shift(due, 1)))
    assert state(duty, nothing, shift(due, -1)) == "not_due"
    assert state(duty, nothing, due) == "lacking"
    assert state(duty, late, due) == "lacking"  # nobody knows yet
    assert state(duty, late, shift(due, 1)) == over(due)
    for done in (shift(due, -1), due):
        assert state(duty, town_of("event", event(kind, covers, done)), due) == "done"
        assert state(duty, town_of("event", event(kind, covers, done, ())), due) == "done"  # none listed: all


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("duty", "kind", "covers", "due"), TOWN_DUTIES, ids=[row[0] for row in TOWN_DUTIES])
def test_a_record_of_one_village_leaves_the_other_lacking(
    duty: str, kind: str, covers: list[str], due: str, lang: str
) -> None:
    """Named as lacking; and named as late where its own record came a day later."""
    first = event(kind, covers, due, ("one",))
    lacking = told(duty, town_of("event", first), due)
    late = told(duty, town_of("event", first, event(kind, covers, shift(due, 1), ("other",))), shift(due, 1))
    assert lacking.state == "lacking"
    assert (late.state, late.late) == (over(due), () if over(due) == "lacking" else ("other村",))
    messages = Messages(lang, CATALOGUE, PLAN)
    words = {"zh": "，缺：other村", "en": ", lacking: other村"}
    assert all(line.endswith(words[lang]) for line in proofs(lacking, messages))
    assert late.state == "lacking" or all(f"other村 {shift(due, 1)}" in line for line in proofs(late, messages))


@pytest.mark.parametrize(("sent", "expected"), [("10-29", "done"), ("10-30", "done"), ("10-31", "late")])
def test_feedback_goes_on_to_the_county(sent: str, expected: str) -> None:
    reply = make("reply", date="10-20", village="one", ids=["F1"], text="同意", by="T4", to_county_on=sent)
    said = (said_up("F1"), make("feedback", id="F2", date="10-12", kind="none"))  # nothing to report: nothing to send
    assert told("D118", town_of("reply", reply), "12-31", feedback=said).state == expected


def said_up(code: str) -> Any:
    return make("feedback", id=code, date="10-10", kind="problem", text="路断了")


def test_one_of_two_that_went_on_is_not_all() -> None:
    reply = make("reply", date="10-20", village="one", ids=["F1"], text="同意", by="T4", to_county_on="10-20")
    answered = make("reply", date="10-20", village="one", ids=["F2"], text="同意", by="T4")
    town, said = town_of("reply", reply, answered), (said_up("F1"), said_up("F2"))
    found = told("D118", town, "12-31", feedback=said)
    assert (found.state, found.proofs["passed_on"].lacking[0].lacks) == ("lacking", ("F2",))


@pytest.mark.parametrize(
    ("covers", "sent", "expected"),
    [(["F1", "F2"], "10-30", "done"), (["F1"], "10-30", "lacking"), (["experience"], "10-30", "lacking"),
     (["F1", "F2"], None, "lacking")],
)  # fmt: skip
def test_a_summary_passes_on_what_it_lists(covers: list[str], sent: str | None, expected: str) -> None:
    summary = make("event", date="10-25", kind="summary", title="意见汇总", covers=covers, to_county_on=sent)
    said = (said_up("F1"), said_up("F2"))
    assert told("D118", town_of("event", summary), "12-31", feedback=said).state == expected


def test_every_duty_of_the_town_alone_is_in_the_table() -> None:
    """Those that one record of a kind shows by a day; D018, D055 and others rest on villages too."""
    alone = [d for d in PLAN.duties if d.due in PLAN.days and d.proof and all(p.startswith("event") for p in d.proof)]
    assert {duty.id for duty in alone} == {row[0] for row in TOWN_DUTIES} | {"D091", "D135", "D136"}  # models, awards


TARGETS = {
    "T05": "06-15", "T15": "11-01", "T16": "11-20", "T06": "12-31", "T07": "12-31", "T08": "12-31", "T09": "12-31",
    "T10": "12-31", "T11": "12-31", "T14": "12-31", "T18": "12-31", "T23": "12-31", "T24": "12-31",
}  # fmt: skip


@pytest.mark.parametrize(("target", "due"), TARGETS.items())
def test_a_target_is_missed_on_its_day_and_not_before(target: str, due: str) -> None:
    def outcome(on: str) -> str:
        found = conclude_targets(PLAN, {target: Tally(Fraction(0), Fraction(8))}, day(on))
        return next(result.outcome.value for result in found if result.target.id == target)

    assert [outcome(shift(due, -1)), outcome(due), outcome(shift(due, 1))] == ["not_due", "unmet", "unmet"]


def test_every_target_is_in_the_table() -> None:
    assert [target.id for target in PLAN.targets] == sorted(TARGETS)
