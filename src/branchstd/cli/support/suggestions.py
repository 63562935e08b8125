"""What can be known before somebody answers: people, groups, words, steps, the place
used last, how many are expected.

Never what was talked about, who came, who voted how, or on which day something
happened.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Final

from branchstd.catalogue.rules import Steps
from branchstd.cli.support.amending import activity_kind, option
from branchstd.findings import Place, Problem, excerpt, nearest
from branchstd.messages.messages import Messages
from branchstd.records import spelling
from branchstd.records.base import field_types
from branchstd.records.town import KINDS
from branchstd.records.types import NOBODY, read_date, split_list
from branchstd.records.village import PartyGroup
from branchstd.records.words import WORDS
from branchstd.rules.view import AUDIENCE, View
from branchstd.store.entry import Said, has_steps, join
from branchstd.store.strict import everyday
from branchstd.store.village import codes_of

# Settings of an activity that are mostly those of the last one.
USUAL: Final = ("place", "group")
SHOWN_AT_MOST: Final = 60


def offers(
    view: View, kind: str, name: str, said: Said, messages: Messages
) -> list[str]:
    """What may be answered, as it is to be typed, some with a meaning behind it."""
    if has_steps(kind, name):
        return _steps(view, kind, said, messages)
    how = field_types(KINDS[kind])[name]
    if how.words:
        return [
            zh if messages.lang != "en" else code
            for code, (zh, _) in WORDS[how.words].items()
        ]
    if how.refers == "people":
        due = _due(view, said) if name == "absent" else None
        return [
            messages.person(code)
            for code in sorted(_here(view, _day(view, said)) if due is None else due)
        ]
    return (
        [f"{group.code} {group.name}" for group in view.of(PartyGroup)]
        if how.refers == "groups"
        else []
    )


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


def _steps(view: View, kind: str, said: Said, messages: Messages) -> list[str]:
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
        if codes.meant(code) not in known and code not in NOBODY
    )
    values = (
        {"to": refers, "code": excerpt(code), "near": nearest(code, known)}
        for code in unknown
    )
    return [
        Problem("unknown_reference", Place(option(name), 0), told) for told in values
    ]


def usual(view: View, kind: str, name: str, said: Said, messages: Messages) -> str:
    """What is taken with Enter: the place or group of the last record of its kind, or
    the roster's number.
    """
    if kind != "activity":
        return ""
    code, day = activity_kind(kind, said), _day(view, said)
    if name == "expected":
        due = _due(view, said)
        return "" if due is None else str(len(due))
    if name not in USUAL:
        return ""
    before = [
        one
        for one in view.records(kind)
        if one.kind == code and one.date <= day and getattr(one, name)
    ]
    last = getattr(max(before, key=lambda one: one.date), name) if before else ""
    return (
        WORDS["places"][last][0]
        if name == "place" and last and messages.lang != "en"
        else str(last)
    )


def _due(view: View, said: Said) -> frozenset[str] | None:
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
