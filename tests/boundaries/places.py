"""A village of which the town asks everything that it can ask, and the day before and after a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from builders import day, facts, people, post, standing

ASKED = {
    "poor_village": "yes",
    "poor_households": 3,
    "members": 8,
    "full_members": 8,
    "party_groups": 2,
    "cadre_posts": 5,
    "group_posts": 2,
    "duty_shifts": 10,
    "quota": 1,
    "chain_target": "yes",
    "one_person_target": "yes",
    "helpers": ["first_secretary"],
}


def asked(**other: Any) -> list[Any]:
    """Eight members who pay dues, one to be visited and one away; M1 is secretary. Nothing was done all the year."""
    roster = people(8, dues="1.00")
    said = [standing("M2", "care"), standing("M3", "floating")]
    return [facts(**(ASKED | other)), *roster, *said, post("M1", "branch_committee", "secretary")]


def shift(on: str, days: int) -> str:
    return (day(on) + timedelta(days=days)).isoformat()
