"""What can be known before somebody answers: people, groups, words, the place used last, how many are expected.

Never what was talked about, who came, who voted how, or on which day something happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from branchstd.messages.speech import Speech
from branchstd.records.town import KINDS
from branchstd.records.types import Refers, Word, markers, read_date
from branchstd.records.words import WORDS
from branchstd.rules.view import AUDIENCE, View

# Settings of an activity that are mostly those of the last one.
USUAL: Final = ("place", "group")


def offers(view: View, kind: str, name: str, speech: Speech) -> Sequence[str]:
    """What may be answered."""
    marks = markers(KINDS[kind].model_fields[name])
    for mark in marks:
        if isinstance(mark, Word):
            return [label[0 if speech.lang == "zh" else 1] for label in WORDS[mark.name].values()]
        if isinstance(mark, Refers) and mark.to == "people":
            return [speech.person(code) for code in sorted(view.people)]
        if isinstance(mark, Refers) and mark.to == "groups":
            return sorted(group.code for group in view.records("group"))
    return ()


def usual(view: View, kind: str, name: str, said: Mapping[str, Any]) -> str:
    """What is taken with Enter: the place or group of the last record of its kind, or the roster's number."""
    if kind == "activity" and name == "expected":
        return _expected(view, said)
    if name not in USUAL:
        return ""
    before = [one for one in view.records(kind) if getattr(one, name) and _same(one, said)]
    return str(getattr(before[-1], name)) if before else ""


def _same(record: Any, said: Mapping[str, Any]) -> bool:
    labels = {record.kind, *WORDS["activity_kinds"][record.kind]} if hasattr(record, "kind") else set()
    return not labels or said.get("kind") in labels


def _expected(view: View, said: Mapping[str, Any]) -> str:
    """How many the roster says are due, where the kind tells who; of a group, its own."""
    words = WORDS["activity_kinds"]
    code = next((code for code, labels in words.items() if said.get("kind") in {code, *labels}), "")
    with suppress(Exception):  # no such day: the reader will say so
        due = view.members_of(AUDIENCE[code], read_date(said.get("date")))
        if group := said.get("group"):
            due = frozenset(person for person in due if view.people[person].group == group)
        return str(len(due))
    return ""
