"""What the tests at the boundaries share: neighbouring days, a village that owes everything, its whole assessment."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from builders import day, facts, listing, make, people, standards, standing, town, view

from branchstd.assess import AssessedVillage, Assessment, assess
from branchstd.catalogue.model import Plan
from branchstd.rules.view import View
from branchstd.workflow.village_items import VillageItems

LISTS = {"five_studies": "abcde", "eight_haves": "abcdefgh", "three_chains": "abc"}
KEY = ("first_secretary", "deputy", "graduate")


def shifted(on: str, days: int) -> str:
    """So many days after a day (before it: less than 0)."""
    return (day(on) + timedelta(days=days)).isoformat()


def around(on: str) -> tuple[str, str, str]:
    """The day before, the day, and the day after."""
    return shifted(on, -1), shifted(on, 0), shifted(on, 1)


def owing() -> list[Any]:
    """A village of eight members that has done nothing, and in which every rule of the catalogue that can apply does.

    M1 is to be visited and M2 away: without them the rules about care and contact would ask for nothing.
    """
    said = facts(
        poor_village="yes", poor_households=4, members=8, full_members=8, party_groups=1, cadre_posts=5,
        group_posts=2, duty_shifts=20, quota=1, chain_target="yes", one_person_target="yes", helpers=KEY,
    )  # fmt: skip
    return [said, people(8), standing("M1", "care"), standing("M2", "floating")]


def paper(on: str, form: str, **fields: Any) -> Any:
    return make("document", date=on, form=form, title="标题", record="柜1", **fields)


def seen(as_of: str, *records: Any, plan: Plan | None = None) -> tuple[Assessment, View]:
    """The whole assessment of a village at the end of a day, and the view behind it."""
    looked = view(as_of, *records, plan=plan)
    found = assess(looked.village, town(), standards()[0], looked.plan, looked.as_of)
    return found, looked


def desk(as_of: str, *records: Any) -> VillageItems:
    found, looked = seen(as_of, *records)
    return VillageItems(AssessedVillage(looked.village, (), found), looked.town, looked.catalogue, looked.plan)


@cache
def filled() -> Plan:
    """The shipped plan with the three lists that wait for the office filled in."""
    plan = standards()[1]
    lists = {name: listing(name, codes).lists[name] for name, codes in LISTS.items()}
    return plan.model_copy(update={"lists": plan.lists | lists})
