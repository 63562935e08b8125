"""The contexts of the phases' reports: a head that all have, and the parts that the phase asks for."""

from __future__ import annotations

from collections.abc import Iterator

from branchstd.findings import Severity
from branchstd.messages.messages import Messages
from branchstd.render.lists import OF_ITEMS, OF_VILLAGES, of_items, of_villages
from branchstd.render.report.asks import asks
from branchstd.render.report.branch import branch
from branchstd.render.report.oversight import oversight
from branchstd.render.report.parts import items, parts
from branchstd.render.report.summing import STAR_FLOORS, brief, summing
from branchstd.workflow.year import Year


def town(year: Year, messages: Messages) -> dict[str, object]:
    """The context of a town's report."""
    ledgers = {key: of_villages(key, year.lines, year.as_of, messages) for key in OF_VILLAGES}
    villages = [branch(one, year, messages) for one in year.villages]
    said = {"villages": villages, "ledgers": ledgers, "brief": brief(year, messages)}
    return (
        _head(year, messages, year.town) | said | _lists(year, messages) | parts(year, messages) | _more(year, messages)
    )


def village(year: Year, messages: Messages) -> dict[str, object]:
    """The context of one village's report; the year holds this village alone."""
    (one,) = year.villages
    said = {"village": branch(one, year, messages)}
    return (
        _head(year, messages, one.name) | said | _lists(year, messages) | parts(year, messages) | _more(year, messages)
    )


def _more(year: Year, messages: Messages) -> dict[str, object]:
    return oversight(year, messages) | summing(year, messages) | asks(year, messages)


def _lists(year: Year, messages: Messages) -> dict[str, object]:
    entries = year.entries
    return {
        "items": items(entries, messages),
        "lists": {key: of_items(key, entries, year.as_of, messages) for key in OF_ITEMS},
    }


def _head(year: Year, messages: Messages, of: str) -> dict[str, object]:
    return {
        "lang": messages.lang,
        "title": messages.ui(f"report_{year.phase.id}", name=of),
        "name": of,
        "town": year.town,
        "county": year.county,
        "phase": year.phase.title[messages.lang],
        "as_of": year.as_of.isoformat(),
        "revision": messages.revision(year.revision),
        "version": f"{messages.catalogue.id} {messages.catalogue.version}",
        "disclaimer": messages.catalogue.disclaimer[messages.lang],
        "own": messages.own_summary(),
        "notes": list(dict.fromkeys(_notes(year, messages))),
        "words": messages.sheets.REPORT,
        "legend": messages.sheets.LEGEND,
    }


def _notes(year: Year, messages: Messages) -> Iterator[str]:
    """What in the numbers is only a default, and what the plan leaves open until the town decides."""
    if note := messages.year_note():
        yield note
    if year.unread:
        yield messages.ui("list_unread", files=messages.words.AND.join(year.unread))
    errors = sum(p.severity is Severity.ERROR for line in year.lines for p in line.assessed.problems)
    if errors:
        yield messages.ui("note_errors", count=errors)
    yield messages.ui("note_codes")
    yield from map(messages.open_point, messages.plan.open)
    rules = (rule for standard in messages.catalogue.standards for rule in standard.rules)
    defaults = dict.fromkeys(name for rule in rules for name in rule.source.default)
    if defaults:
        yield messages.ui("note_defaults", count=len(defaults), what=messages.defaults(tuple(defaults)))
    numbers = messages.catalogue.parameters
    yield messages.ui(
        "note_oversight",
        reply=numbers.reply_days,
        notice=numbers.notice_days,
        replied=messages.stands("parameters.reply_days"),
        noticed=messages.stands("parameters.notice_days"),
        visited=messages.stands("Q17"),
        pressed=messages.stands(),
        bands=messages.stands(*STAR_FLOORS),
    )
