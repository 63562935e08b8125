"""Bodies against the sizes and terms that their articles allow. All of it is for the town to look at: warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from branchstd.catalogue.model import VILLAGES
from branchstd.catalogue.parts import Span
from branchstd.findings import Place, Problem, Severity
from branchstd.rules.periods import after
from branchstd.rules.sets import FACTS
from branchstd.rules.view import View

# 任期的意见 of this day: villages five years from the next term on; a term that had begun runs on for its three.
FIVE_YEARS_FROM: Final = date(2018, 7, 12)
THREE_YEARS, FIVE_YEARS, MOST_EXTENSION = (Span(number, "y") for number in (3, 5, 1))
# As clerks write it.
EXTENDED: Final = re.compile(r"延长|延期|\bexten", re.IGNORECASE)
COMMITTEE: Final = (3, 7)  # R01#20: 由3至5人组成，一般不超过7人
BRANCH: Final = 50  # R02: from more than that on it may become a 党总支


def long_terms(view: View) -> Iterator[Problem]:
    """A term that ends later than the years in force when it began; an extension, than a year after the term's end."""
    terms: list[Any] = sorted(view.village.records.get("term", ()), key=lambda term: term.start)
    end: date | None = None  # of the last that was elected
    for term in terms:
        if end and EXTENDED.search(term.basis):
            if values := _beyond(term.end, end, MOST_EXTENSION):
                yield Problem("extension_too_long", term.mark.of("end"), values, Severity.WARNING)
            continue
        end = term.end
        if values := _beyond(end, term.start, _years(view, term.start)):
            yield Problem("term_too_long", term.mark.of("end"), values, Severity.WARNING)


def _beyond(end: date, since: date, span: Span) -> dict[str, str]:
    if since.year + span.number > date.max.year:
        return {}
    last = after(since, span)
    return {"seen": end.isoformat(), "years": str(span.number), "last": last.isoformat()} if end > last else {}


def _years(view: View, start: date) -> Span:
    return FIVE_YEARS if view.kind in VILLAGES and start >= FIVE_YEARS_FROM else THREE_YEARS


def committee_size(view: View) -> Iterator[Problem]:
    """A committee with other than three to seven people at the end of the year; with nobody its posts are gaps."""
    posts = sorted(view.posts("branch_committee", view.as_of), key=lambda post: post.start)
    number = len({post.person for post in posts})
    least, most = COMMITTEE
    if number > most or (0 < number < least and FACTS["has_committee"](view, view.as_of)):
        values = {"seen": str(number), "least": str(least), "most": str(most)}
        yield Problem("committee_size", posts[-1].mark.of("body"), values, Severity.WARNING)


def branch_size(view: View) -> Iterator[Problem]:
    """More members at the end of the year than one branch should have."""
    members = view.members_of("members.active")
    if len(members) > BRANCH:
        roster = Place(view.people[min(members)].mark.place.file)
        yield Problem("branch_size", roster, {"seen": str(len(members)), "most": str(BRANCH)}, Severity.WARNING)
