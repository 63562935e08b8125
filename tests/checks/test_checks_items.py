"""Words of the town on items: who may settle, what was claimed before, and items that say what is wrong."""

from __future__ import annotations

import pytest
from towns import YEAR_END, TinyTown

from branchstd.workspace import open_workspace

ITEM = "items:\n  - {{id: XQ-01, standard: '3.4', origin: 督查, found_on: 2019-05-02, {text}due_on: 2019-05-20}}\n"
SETTLED = "closures:\n  - {{item: XQ-01, date: 2019-05-12, action: {action}, by: {by}, reason: 看过}}\n"
PLAN = (
    "items:\n  - item: XQ-01\n    start: 2019-05-03\n    responsible: {who}\n    claims:\n"
    "      - {{date: 2019-05-10, kind: {kind}, text: 做了, proof: [手册3页]}}\n"
)


def settle(town: TinyTown, *, action: str = "销号", by: str = "T1", kind: str = "申请销号", who: str = "M01") -> None:
    """T1 is the only cadre of the tiny town, and not the village's liaison."""
    said = ITEM.format(text="text: 会议室漏雨, ") + SETTLED.format(action=action, by=by)
    town.add("T/villages/xiaoquan.yaml", said)
    town.write("V/rectify.yaml", PLAN.format(kind=kind, who=who))


def test_settled_by_somebody_of_the_town(town: TinyTown) -> None:
    town.replace("D/town.yaml", ", liaison: T1", "")
    settle(town)
    assert town.told() == []


@pytest.mark.parametrize(
    ("action", "codes"), [("销号", ["unfit_liaison"]), ("长期坚持", ["unfit_liaison"]), ("退回", [])]
)
def test_the_villages_own_liaison(action: str, codes: list[str], town: TinyTown) -> None:
    """Who looks after a village may return an item, not settle it."""
    settle(town, action=action)
    assert town.codes() == codes


def test_somebody_without_a_role_that_day(town: TinyTown) -> None:
    town.replace("D/town.yaml", ", liaison: T1", "")
    town.replace("D/town.yaml", "{code: T1, ", "{code: T1, start: 2019-05-13, ")
    settle(town)
    assert town.told() == [("unfit_no_role", town.at("T/villages/xiaoquan.yaml", "by"), {"by": "T1"})]


def test_who_answers_for_it(town: TinyTown) -> None:
    """A code of the town's in the village's own plan: that cadre claims it."""
    town.replace("D/town.yaml", ", liaison: T1", "")
    settle(town, who="T1")
    assert "unfit_claimant" in town.codes()


def test_words_before_the_item_was_found(town: TinyTown) -> None:
    town.replace("D/town.yaml", ", liaison: T1", "")
    settle(town)
    for file in ("V/rectify.yaml", "T/villages/xiaoquan.yaml"):
        town.write(file, town.text(file).replace("2019-05-10", "2019-05-01").replace("2019-05-12", "2019-05-01"))
    values = {"id": "XQ-01", "seen": "2019-05-01", "found": "2019-05-02"}
    assert town.told() == [
        ("word_early", town.at("T/villages/xiaoquan.yaml", "date"), values),
        ("word_early", town.at("V/rectify.yaml", "date"), values),
    ]


def test_words_of_the_year_after(town: TinyTown) -> None:
    """What is open goes on; who may not settle it may not do it then."""
    settle(town)
    for file in ("V/rectify.yaml", "T/villages/xiaoquan.yaml"):
        town.write(file, town.text(file).replace("2019-05-10", "2020-05-10").replace("2019-05-12", "2020-05-12"))
    assert town.told() == [("unfit_liaison", town.at("T/villages/xiaoquan.yaml", "by"), {"by": "T1"})]
    town.replace("T/villages/xiaoquan.yaml", "2020-05-12", "2021-05-12")
    assert town.codes() == ["in_future"]


def test_closed_before_it_was_claimed(town: TinyTown) -> None:
    town.replace("D/town.yaml", ", liaison: T1", "")
    settle(town, kind="进展")
    assert town.told() == [("closed_unclaimed", town.at("T/villages/xiaoquan.yaml", "action"), {"id": "XQ-01"})]


@pytest.mark.parametrize(
    ("rule", "code", "values"),
    [
        ("3.4.x", "unknown_reference", {"to": "rules", "code": "3.4.x", "near": "3.4.c"}),
        ("3.5.a", "rule_elsewhere", {"rule": "3.5.a", "standard": "3.4"}),
        ("3.4.a", "", {}),
    ],
)
def test_a_rule_that_is_not_the_items(rule: str, code: str, values: dict[str, str], town: TinyTown) -> None:
    """Wrong whichever way, the item is still its standard's, and chased."""
    town.add("T/villages/xiaoquan.yaml", ITEM.format(text=f"rule: {rule}, "))
    place = town.at("T/villages/xiaoquan.yaml", "rule")
    assert town.told() == ([(code, place, values)] if code else [])
    workspace = open_workspace(town.root)
    (item,) = workspace.desk(workspace.village("xiaoquan", YEAR_END)).items()
    assert (item.is_open, item.overdue > 0) == (True, True)


def test_nobody_knows_what_is_wrong(town: TinyTown) -> None:
    town.add("T/villages/xiaoquan.yaml", ITEM.format(text=""))
    ((code, place, values),) = town.told()
    assert (code, values) == ("item_textless", {"id": "XQ-01"})
    assert place.startswith("T/villages/xiaoquan.yaml:5:")  # the line after its key


def test_a_rule_or_a_finding_says_what_is_wrong(town: TinyTown) -> None:
    town.add("T/villages/xiaoquan.yaml", ITEM.format(text="rule: 3.4.a, "))
    assert town.told() == []
