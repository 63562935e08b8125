"""The contexts of the phases' reports: a head that all have, and the parts that the phase asks for."""

from __future__ import annotations

from collections.abc import Iterator

from branchstd.findings import Severity
from branchstd.messages.speech import Speech
from branchstd.render.lists import OF_ITEMS, OF_VILLAGES, of_items, of_villages
from branchstd.render.report.asks import asks
from branchstd.render.report.branch import branch
from branchstd.render.report.oversight import oversight
from branchstd.render.report.parts import items, parts
from branchstd.render.report.summing import STAR_FLOORS, brief, summing
from branchstd.workflow.year import Year


def town(year: Year, speech: Speech) -> dict[str, object]:
    """The context of a town's report."""
    ledgers = {key: of_villages(key, year.lines, year.as_of, speech) for key in OF_VILLAGES}
    villages = [branch(one, year, speech) for one in year.villages]
    said = {"villages": villages, "ledgers": ledgers, "brief": brief(year, speech)}
    return _head(year, speech, year.town) | said | _lists(year, speech) | parts(year, speech) | _more(year, speech)


def village(year: Year, speech: Speech) -> dict[str, object]:
    """The context of one village's report; the year holds this village alone."""
    (one,) = year.villages
    said = {"village": branch(one, year, speech)}
    return _head(year, speech, one.name) | said | _lists(year, speech) | parts(year, speech) | _more(year, speech)


def _more(year: Year, speech: Speech) -> dict[str, object]:
    return oversight(year, speech) | summing(year, speech) | asks(year, speech)


def _lists(year: Year, speech: Speech) -> dict[str, object]:
    entries = year.entries
    return {
        "items": items(entries, speech),
        "lists": {key: of_items(key, entries, year.as_of, speech) for key in OF_ITEMS},
    }


def _head(year: Year, speech: Speech, of: str) -> dict[str, object]:
    return {
        "lang": speech.lang,
        "title": speech.ui(f"report_{year.phase.id}", name=of),
        "name": of,
        "town": year.town,
        "county": year.county,
        "phase": year.phase.title[speech.lang],
        "as_of": year.as_of.isoformat(),
        "revision": speech.revision(year.revision),
        "version": f"{speech.catalogue.id} {speech.catalogue.version}",
        "disclaimer": speech.catalogue.disclaimer[speech.lang],
        "own": speech.own_summary(),
        "notes": list(dict.fromkeys(_notes(year, speech))),
        "words": speech.sheets.REPORT,
        "legend": speech.sheets.LEGEND,
    }


def _notes(year: Year, speech: Speech) -> Iterator[str]:
    """What in the numbers is only a default, and what the plan leaves open until the town decides."""
    if note := speech.year_note():
        yield note
    if year.unread:
        yield speech.ui("list_unread", files=speech.words.AND.join(year.unread))
    errors = sum(p.severity is Severity.ERROR for line in year.lines for p in line.assessed.problems)
    if errors:
        yield speech.ui("note_errors", count=errors)
    yield speech.ui("note_codes")
    yield from map(speech.open_point, speech.plan.open)
    rules = (rule for standard in speech.catalogue.standards for rule in standard.rules)
    defaults = dict.fromkeys(name for rule in rules for name in rule.source.default)
    if defaults:
        yield speech.ui("note_defaults", count=len(defaults), what=speech.defaults(tuple(defaults)))
    numbers = speech.catalogue.parameters
    yield speech.ui(
        "note_oversight",
        reply=numbers.reply_days,
        notice=numbers.notice_days,
        replied=speech.stands("parameters.reply_days"),
        noticed=speech.stands("parameters.notice_days"),
        visited=speech.stands("Q17"),
        pressed=speech.stands(),
        bands=speech.stands(*STAR_FLOORS),
    )
