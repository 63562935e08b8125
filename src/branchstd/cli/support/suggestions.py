"""What can be known before somebody answers: people, groups, words, contents, steps,
the branch's own place, how many are expected.

Never what was talked about, who came, who voted how, or on which day something
happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final, NamedTuple

from branchstd.catalogue.rules import Steps
from branchstd.checks.shapes import FORMS
from branchstd.cli.support.amending import activity_kind, option
from branchstd.findings import Place, Problem, excerpt, nearest
from branchstd.messages.messages import Messages
from branchstd.records import spelling
from branchstd.records.base import field_types
from branchstd.records.town import KINDS
from branchstd.records.types import NOBODY, NOBODY_LEFT, read_date, split_list
from branchstd.records.village import PartyGroup
from branchstd.rules.elements import elements
from branchstd.rules.fields import is_about
from branchstd.rules.view import AUDIENCE, View
from branchstd.store.entry import Said, join
from branchstd.store.strict import everyday
from branchstd.store.village import codes_of

# Settings of an activity that are mostly those of the last one.
USUAL: Final = ("place", "group")
# What a run of records has mostly from the one before it.
REPEATED: Final = ("month",)


SHOWN_AT_MOST: Final = 60
_NUMBERS: Final = re.compile(r"(\d{1,3})(?:[-~～—至](\d{1,3}))?", re.ASCII)


class Offer(NamedTuple):
    """What may be answered, by its number or as it is read, and what is shown of it."""

    value: str
    label: str


def choices(
    view: View, kind: str, name: str, said: Said, messages: Messages
) -> list[Offer]:
    """What may be chosen from in a field: words, people, groups."""
    how = field_types(KINDS[kind])[name]
    if how.words:
        beside = _code(kind, how.by, said) if said.get(how.by) else None
        words = [*everyday().choices(how.words, beside)]
        listed = _listed(view, kind, name, said)
        if name == "form" and not listed:
            listed = [*FORMS.get(activity_kind(kind, said), ())]
        shown = [one for one in words if one in listed] or words
        return [Offer(code, messages.word_of(how.words, code)) for code in shown]
    if how.refers == "people":
        due = due_at(view, said) if name == "absent" else None
        return [
            Offer(code, messages.names.get(code, code))
            for code in sorted(_here(view, _day(view, said)) if due is None else due)
        ]
    if how.refers == "groups":
        return [Offer(one.code, one.name) for one in view.of(PartyGroup)]
    if name == "covers":
        titles = {
            code: title[messages.lang]
            for one in view.plan.lists.values()
            for code, title in one.items.items()
        }
        rules = _rules(view, kind, said)
        asked = [code for one in rules for code in one.where.get(name, ())]
        codes = dict.fromkeys([*_listed(view, kind, name, said), *asked])
        return [Offer(code, titles[code]) for code in codes if code in titles]
    return []


def _listed(view: View, kind: str, name: str, said: Said) -> list[str]:
    """What such records are to cover of a list of words or contents, as the three forms
    of theme days.
    """
    sets = (
        getattr(rule, which, None) or ""
        for rule in _rules(view, kind, said)
        for which in ("set", "per")
        if getattr(rule, "match", None) == name
    )
    lists = (one for one in sets if one.startswith("list:"))
    return [code for one in lists for code in elements(view, one) or ()]


def _rules(view: View, kind: str, said: Said) -> list[Any]:
    """Those that such a record is meant for."""
    known = closed_codes(kind, said)
    rules = (rule for _, rule in view.catalogue.every_rule())
    return [rule for rule in rules if is_about(rule, kind, known)]


def closed_codes(kind: str, said: Said) -> dict[str, str]:
    """Of what was said the codes of closed words."""
    types = field_types(KINDS[kind])
    return {
        name: _code(kind, name, said) or join(text)
        for name, text in said.items()
        if name in types and types[name].words and types[name].value is str
    }


def numbered(shown: Sequence[Offer]) -> bool:
    """Whether each may be chosen by its number: no code itself is one."""
    return not any(one.value.isdecimal() for one in shown)


def chosen_by_number(text: str, shown: Sequence[Offer]) -> list[str]:
    """What a number stands for, or each of 8-14; another text is what it is."""
    found = _NUMBERS.fullmatch(spelling.plain(text))
    if not found or not numbered(shown):
        return [text]
    first, last = int(found[1]), int(found[2] or found[1])
    fit = 1 <= first <= last <= len(shown)
    return [one.value for one in shown[first - 1 : last]] if fit else [text]


def _here(view: View, day: date) -> list[str]:
    """People who had not left by a day."""
    return [
        code
        for code, one in view.people.items()
        if one.left_on is None or one.left_on >= day
    ]


def _day(view: View, said: Said) -> date:
    """The day of what is being said; before all others where none was given."""
    with suppress(Exception):  # no such day: the reader says so
        return read_date(spelling.day(join(said["date"]), view.plan.year))
    return date.min


def steps_of(view: View, kind: str, said: Said, messages: Messages) -> list[str]:
    """Codes and titles of the steps that such a record has."""
    known = {name: _code(kind, name, said) for name in ("kind", "type") if name in said}
    for _, rule in view.catalogue.every_rule():
        wanted = rule.where if isinstance(rule, Steps) else {}
        if (
            isinstance(rule, Steps)
            and rule.record == kind
            and all(known.get(n) in of for n, of in wanted.items())
        ):
            return [
                f"{step.code} {step.title[messages.lang]}"
                for step in view.catalogue.templates[rule.template].steps
            ]
    return []


def _code(kind: str, name: str, said: Said) -> str:
    """The code of a word that was said."""
    words = field_types(KINDS[kind])[name].words
    return everyday().code(words, join(said[name])) or "" if words else ""


def strangers(view: View, kind: str, name: str, answer: str) -> list[Problem]:
    """People and groups that are not there, told before all else has been answered."""
    refers = field_types(KINDS[kind])[name].refers or ""
    codes = codes_of([view.village]).get(refers)
    if codes is None or any(
        one.kind in {"person", "group"} for one in view.village.broken
    ):
        return []
    known = codes.known
    unknown = (
        code
        for code in split_list(answer)
        if codes.meant(code) not in known and code not in {*NOBODY, *NOBODY_LEFT}
    )
    values = (
        {"to": refers, "code": excerpt(code), "near": nearest(code, known)}
        for code in unknown
    )
    return [
        Problem("unknown_reference", Place(option(name), 0), told) for told in values
    ]


def usual(view: View, kind: str, name: str, said: Said) -> str:
    """What is taken with Enter: of the last record of its kind the group, or the place
    if it was the branch's own; the roster's number.
    """
    if kind != "activity":
        return ""
    code, day = activity_kind(kind, said), _day(view, said)
    if name == "expected":
        due = due_at(view, said)
        return "" if due is None else str(len(due))
    if name not in USUAL:
        return ""
    before = [
        one
        for one in view.records(kind)
        if one.kind == code and one.date <= day and getattr(one, name)
    ]
    last = getattr(max(before, key=lambda one: one.date), name) if before else ""
    # Where it was else, on the telephone or at somebody's, is no custom.
    return str(last) if name != "place" or last == "venue" else ""


def due_at(view: View, said: Said) -> frozenset[str] | None:
    """Whom the roster says are due at an activity on its day, where its kind tells; of
    a group, its own.
    """
    code, day = activity_kind("activity", said), _day(view, said)
    if code not in AUDIENCE or day == date.min:
        return None
    due = view.members_of(AUDIENCE[code], day)
    if group := said.get("group"):
        return frozenset(person for person in due if view.people[person].group == group)
    return due
