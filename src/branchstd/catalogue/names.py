"""The bare words a rule may use: record kinds with their fields, sets, facts, numbers.
Closed; checked on load.

`branchstd.rules` computes what they mean; a test holds both lists equal.
"""

from __future__ import annotations

from typing import Final

from branchstd.records.base import Record, field_types
from branchstd.records.town import TOWN_KINDS
from branchstd.records.village import VILLAGE_KINDS

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

PEOPLE_SETS: Final = (
    "members.active", "members.full", "members.able", "members.home", "members.paying",
    "members.floating",
    "members.care", "members.lapsed", "officers", "committee", "secretary",
    "villagers_committee", "cadres.village",
    "supervisors", "helpers", "reserves", "one_person", "candidates.in_training",
    "candidates.new",
    "newcomers.young",
)  # fmt: skip
POST_SETS: Final = ("key_posts", "committee.posts", "secretary.post")
CODE_SETS: Final = ("groups", "items", "helpers.required", "list:standards")
FACTS: Final = (
    "has_committee", "has_groups", "has_helpers", "has_quota", "has_projects",
    "poor_village", "chain_target",
    "one_person_target", "several_peoples", "has_shifts",
)  # fmt: skip
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
# What of duties is counted over records where no rule does: answers given, visits made,
# warnings that were due.
COUNTED: Final = (
    "acceptance.town", "answers", "passed_on", "visits", "follow_up", "follow_up.month",
    "reasons", "listed",
    "escalation",
)  # fmt: skip
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
