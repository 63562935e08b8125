"""What a village says that would relieve it and only the town can know: each a
question, with the line to paste.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from branchstd.catalogue.rules import Cover
from branchstd.findings import Place, Problem, Severity
from branchstd.records.town import Facts
from branchstd.records.words import WORDS
from branchstd.rules.coverage import cover
from branchstd.rules.sets import OFFICES, full_among, on_roster
from branchstd.rules.view import View


def questions(view: View) -> Iterator[Problem]:
    """Warnings for the town; each has in `line` what it would write if it agrees."""
    yield from _leaving(view)
    yield from _dues(view)
    yield from _posts(view)


def _leaving(view: View) -> Iterator[Problem]:
    """All who are reported to have left, at once: one entry of the town's after the
    last of them settles it.
    """
    left = {
        code: view.people[code].left_on or date.min
        for code in sorted(view.members_of("leaving"))
    }
    last: Facts | None = max(
        view.of(Facts), key=lambda facts: facts.start, default=None
    )
    if left and last is not None:
        start = min(
            max(*left.values(), last.start) + timedelta(days=1), view.plan.last_day
        )
        people = ", ".join(f"{code} ({day.isoformat()})" for code, day in left.items())
        values = _values(view, people=people, line=_entry(view, last, start))
        yield Problem("leaving_unconfirmed", _place(view), values, Severity.WARNING)


def _entry(view: View, last: Facts, start: date) -> str:
    """The town's latest entry with what the roster comes to on that day."""
    there = on_roster(view, start)
    counts = {
        "members": len(there),
        "full_members": len(full_among(view, there, start)),
    }
    said = last.model_copy(update={"start": start, **counts})
    fields = ((name, getattr(said, name)) for name in Facts.model_fields)
    return (
        "- {"
        + ", ".join(
            f"{name}: {_text(value)}" for name, value in fields if value is not None
        )
        + "}"
    )


def _text(value: Any) -> str:
    """As the shipped files write it: keys are plain, words Chinese."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "[" + ", ".join(WORDS["posts"][code][0] for code in value) + "]"
    return str(value)


def _dues(view: View) -> Iterator[Problem]:
    """Members of whom no amount is written down: they owe dues until the town says that
    they owe none.
    """
    first = view.plan.first_day
    since = {
        code: max(first, view.people[code].joined_on or first)
        for code in sorted(view.members_of("members.paying"))
        if not view.people[code].dues
    }
    if since:
        lines = [_standing(code, "no_dues", day) for code, day in since.items()]
        between = "\n" if len(lines) > 1 else ""
        line = between + "\n".join(lines)
        values = _values(view, person="、".join(since), line=line)
        yield Problem("dues_unconfirmed", _place(view), values, Severity.WARNING)


def _posts(view: View) -> Iterator[Problem]:
    """Who lacks a record that a rule does not ask of those in office, and holds such a
    post by the village's word.
    """
    covers = (
        rule
        for _, rule in view.catalogue.every_rule()
        if isinstance(rule, Cover) and rule.or_in
    )
    spared = {
        code
        for rule in covers
        for code in {*cover(view, rule).missing} & view.members_of(rule.or_in or "")
    }
    for code in sorted(spared):
        post = next(
            p
            for body in OFFICES
            for p in view.posts(body, view.as_of)
            if p.person == code
        )
        line = _standing(code, "officer", post.start)
        values = _values(view, person=code, body=post.body, post=post.post, line=line)
        yield Problem("post_unconfirmed", _place(view), values, Severity.WARNING)


def _standing(code: str, word: str, start: date) -> str:
    return (
        f"- {{person: {code}, standing: {WORDS['standings'][word][0]}, start:"
        f" {start.isoformat()}}}"
    )


def _values(view: View, **values: str) -> dict[str, str]:
    return {"village": view.village.name, **values}


def _place(view: View) -> Place:
    """In the town's file on the village, at the entry that holds now."""
    facts = view.facts()
    return (
        facts.mark.of("start")
        if facts
        else Place(f"data/town/{view.plan.year}/villages/{view.village.slug}.yaml")
    )
