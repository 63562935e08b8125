"""A page in sentences for who reads no tables: every number in it stands in a table below it. No praise, no ranks."""

from __future__ import annotations

from collections import Counter

from branchstd.findings import Outcome
from branchstd.messages.speech import Speech
from branchstd.render.report.year import Year
from branchstd.render.town_text import units
from branchstd.workflow.duties import phase_of
from branchstd.workflow.ledger import counted
from branchstd.workflow.proof import DutyState

DONE = frozenset({DutyState.DONE, DutyState.LATE})
APPLIED = frozenset({"application", "acceptance", "report", "county"})


def brief(year: Year, speech: Speech) -> list[str]:
    """Villages and their conclusions, duties, targets, items, and what waits for the town."""
    said = [_villages(year, speech), _duties(year, speech), _targets(year, speech), _items(year, speech)]
    return [line for line in [*said, *_waiting(year, speech)] if line]


def _villages(year: Year, speech: Speech) -> str:
    words = Counter(one.line.standing.conclusion for one in year.villages if one.line.standing.accepted)
    waiting = len(year.villages) - words.total()
    said = [
        speech.ui("sum_conclusion", word=speech.closed("conclusions", word), count=count)
        for word, count in words.items()
    ]
    said += [speech.ui("sum_waiting", count=waiting)] if waiting else []
    applied = sum(one.cycle.reached in APPLIED for one in year.villages)
    counted = units([one.kind for one in (*year.villages, *year.others)], speech)
    lead = speech.ui("sum_villages", units=counted, applied=applied)
    return f"{lead}{speech.words.AND.join(said)}{speech.ui('full_stop')}"


def _duties(year: Year, speech: Speech) -> str:
    own = [one for one in year.duties if phase_of(one, speech.plan) == year.phase]
    done, lacking = (sum(one.state in wanted for one in own) for wanted in (DONE, {DutyState.LACKING}))
    waiting = sum(one.state is DutyState.WAITING for one in own)
    return speech.ui("brief_duties", count=len(own), done=done, lacking=lacking, waiting=waiting)


def _targets(year: Year, speech: Speech) -> str:
    met = sum(one.outcome is Outcome.MET for one in year.targets)
    short = [one for one in year.targets if one.outcome is Outcome.UNMET]
    names = speech.words.AND.join(one.target.title[speech.lang] for one in short)
    tail = speech.ui("brief_short", count=len(short), names=names) if short else ""
    return speech.ui("brief_targets", count=len(year.targets), met=met) + tail


def _items(year: Year, speech: Speech) -> str:
    found = counted([entry.one for entry in year.entries])
    told = {"count": len(year.entries), "due": found.due, "closed": found.closed, "overdue": found.overdue}
    return speech.ui("brief_items", **told)


def _waiting(year: Year, speech: Speech) -> list[str]:
    """What somebody of the town has to take up: answers, findings nobody listed, looks that are due again."""
    heard = sum(said.is_open for one in year.villages for said in one.heard)
    found = [one.state for village in year.villages for visit in village.visits for one in visit.findings]
    counts = {"heard": heard, "unlisted": found.count("not_listed"), "revisit": found.count("revisit")}
    return [speech.ui(f"brief_{key}", count=count) for key, count in counts.items() if count]
