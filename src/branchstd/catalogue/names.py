"""The bare words a rule may use: record kinds with their fields, numbers, and the names
of what is computed. Closed; checked on load.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from branchstd.records.base import Record, field_types
from branchstd.records.town import TOWN_KINDS
from branchstd.records.village import VILLAGE_KINDS


class Registries(NamedTuple):
    """The names of what is computed above the catalogue: `workspace.REGISTRIES`.

    counted: what of duties is counted over records where no rule does.
    """

    people: Collection[str]
    posts: Collection[str]
    codes: Collection[str]
    facts: Collection[str]
    counted: Collection[str]


RECORDS: Final[dict[str, type[Record]]] = VILLAGE_KINDS | {
    kind: TOWN_KINDS[kind]
    for kind in (
        "standing",
        "inspection",
        "finding",
        "ruling",
        "item",
        "closure",
        "acceptance",
        "star",
        "payment",
        "project",
    )
}

# Fields that are computed and used like stored ones: yes/no words, or the name of a
# closed word list.
DERIVED: Final[dict[str, dict[str, str]]] = {
    "activity": {"quorate": "yesno"},
    "vote": {"valid": "yesno", "meeting": "activity_kinds"},
    "person": {"conflicted": "yesno"},
    "candidate": {"of_age": "yesno", "full_introducers": "people"},
    "item": {"closed_on": "date", "due_now": "date"},
    "star": {"final": "yesno"},
}

# Numbers that are no facts of a village: secretary and director are two posts
# everywhere.
FIXED: Final = {"leading_posts": 2}
NUMBERS: Final = (
    "cadre_posts",
    "group_posts",
    "party_groups",
    "poor_households",
    "duty_shifts",
    *FIXED,
)
# What in a rule `default:` may name, besides a list of the plan; every one has a word
# in the messages.
PARAMETERS: Final = (
    "every", "due", "grace_days", "min_share", "at_least", "times", "template",
    "window", "young_age", "effect",
    "major_from", "turnout", "idle_months", "vacant_months", "quorum", "majority",
    "limit", "quarterly", "signed_by",
    "image", "fed_back_on",
)  # fmt: skip
# Reviews by name that a ruling may be about, besides rules, standards and vetoes.
RULED: Final = ("dual", "chain", "demo")
RESPONSIBLE: Final = (
    "secretary", "organisation", "publicity", "clerk", "first_secretary", "supervisor",
    "director", "party_office",
    "town_deputy", "town_finance", "organiser",
)  # fmt: skip


def field_words(record: str, name: str) -> str | None:
    """The closed word list of a field: a key of `WORDS`; something else or None where
    any text may stand.

    Raises KeyError for a field that the record kind does not have.
    """
    derived = DERIVED.get(record, {})
    if name in derived:
        return derived[name]
    kind = RECORDS[record]
    return None if name in kind.nested else field_types(kind)[name].words or None
