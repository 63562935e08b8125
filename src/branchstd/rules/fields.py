"""Which fields of a record a rule or report reads, as far as its words tell."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from branchstd.catalogue.model import Catalogue
from branchstd.catalogue.names import RECORDS
from branchstd.catalogue.rules import Rule
from branchstd.rules.sets import PEOPLE, READS
from branchstd.rules.view import AUDIENCE

# The parameters of a rule that name fields of its record kind.
FIELD_PARAMETERS: Final = (
    "where", "needs", "equals", "filled", "match", "sum", "done", "limit", "date",
    "waiting",
)  # fmt: skip
# Those of them that name a set of people, whose own records are read as well.
_SETS: Final = ("set", "per", "person_in", "partner_in", "or_in")
# Of what computed fields are made, where that is not the field of their name alone.
MADE_OF: Final[Mapping[tuple[str, str], tuple[str, ...]]] = MappingProxyType({
    ("activity", "quorate"): ("expected", "present"),
    ("vote", "meeting"): (),
    ("vote", "valid"): (
        "about", "type", "counted", "entitled", "present", "written", "agree",
    ),
    ("person", "joined_on"): ("joined_on", "came_on", "left_on"),
    ("income", "stable"): ("stable", "amount", "basis"),
    ("matter", "type"): ("type", "amount"),
    ("candidate", "of_age"): ("person", "steps"),
    ("candidate", "full_introducers"): ("introducers", "steps"),
})  # fmt: skip
# What no rule reads and the report on subsidies does, of these alone.
_REPORTED: Final[Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]] = (
    MappingProxyType(
        {
            ("income", "fund"): {"source": ("subsidy",)},
            ("income", "use"): {"source": ("subsidy",)},
        }
    )
)


def named_by(rule: Rule, record: str) -> set[str]:
    """The fields of a kind of record that a rule names; none where it is about
    another.
    """
    if getattr(rule, "record", None) != record:
        return set()
    named = [getattr(rule, parameter, None) or () for parameter in FIELD_PARAMETERS]
    return {
        field
        for value in named
        for field in ([value] if isinstance(value, str) else value)
    }


def _read_by(rule: Rule, record: str) -> set[str]:
    """With whom it is about, where the rule asks who that is."""
    persons = {"by", "person"} if getattr(rule, "person_in", None) else set()
    return named_by(rule, record) | persons & RECORDS[record].model_fields.keys()


def read_fields_of(
    catalogue: Catalogue, record: str, said: Mapping[str, str]
) -> set[str]:
    """Stored fields that some rule or report reads of such a record. said: codes of
    closed words that are known of it; a rule that wants others reads nothing.
    """
    every = [rule for _, rule in catalogue.every_rule()]
    read = {
        field
        for rule in every
        if is_about(rule, record, said)
        for field in _read_by(rule, record)
    } | {
        field
        for rule in every
        for name in _SETS
        for kind, reads in READS.get(getattr(rule, name, None) or "", ())
        for field, words in reads.items()
        if kind == record and not words
    }
    found = {name for field in read for name in MADE_OF.get((record, field), (field,))}
    return found | {
        field
        for (kind, field), where in _REPORTED.items()
        if kind == record and _fits(where, said)
    }


def is_about(rule: Rule, record: str, said: Mapping[str, str]) -> bool:
    """Whether a rule is meant for such a record: on single people for no activity that
    names nobody, and without a kind for the meetings of a body alone.
    """
    if getattr(rule, "record", None) != record:
        return False
    where = getattr(rule, "where", {})
    code = said.get("kind", "") if record == "activity" else ""
    if code and code not in AUDIENCE:
        names = {getattr(rule, "set", None), getattr(rule, "per", None)}
        if "kind" not in where or ("people" not in said and names & PEOPLE.keys()):
            return False
    return _fits(where, said)


def _fits(where: Mapping[str, tuple[str, ...]], said: Mapping[str, str]) -> bool:
    return all(said[name] in codes for name, codes in where.items() if name in said)
