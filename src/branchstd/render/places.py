"""Where a gap leads: to the records that fail, or to the file where a record that was
only forgotten belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import RenderableType

from branchstd.assess import Assessment, RuleResult
from branchstd.catalogue.model import Plan
from branchstd.findings import Place
from branchstd.messages.messages import Messages
from branchstd.records.spelling import YEAR_OR_PERIOD
from branchstd.records.town import KINDS
from branchstd.render.style import indent
from branchstd.rules.periods import days_of
from branchstd.rules.sets import READS

PLACES_AT_MOST: Final = 3
# What counts for these is itself what falls short: a late paper, a judgement.
TELLING: Final = frozenset({"deadline", "judgement"})
# A record of these stands in one of another kind.
INSIDE: Final = {"vote": "activity", "finding": "inspection"}


def leads(
    result: RuleResult, found: Assessment, messages: Messages, columns: int
) -> Iterator[RenderableType]:
    """The program never offers to fill in what did not happen: it only names the file.

    What is there and only came late leads nowhere.
    """
    if path := enter_in(result, found, messages.plan):
        yield forgotten(path, result, messages, columns)
    elif result.failing or result.rule.kind in TELLING:
        yield from _list(result.places, messages, columns)


def forgotten(
    path: str, result: RuleResult, messages: Messages, columns: int
) -> RenderableType:
    """Where what is missing would stand; of a month's file that nobody names for sure,
    that another may be right.
    """
    key = (
        "forgotten_month"
        if "/activities/" in path and not _months(result)
        else "forgotten"
    )
    return indent(messages.ui(key, path=path), columns, "dim", keep=True)


def enter_in(result: RuleResult, found: Assessment, plan: Plan) -> str | None:
    """The file, below the root, where what a gap misses would stand, if no record is to
    blame and it is not there.
    """
    recorded = result.failing or (result.rule.kind in TELLING and result.places)
    if not result.is_gap or recorded or result.answer.is_there:
        return None
    return home(result, found, plan)


def spot(result: RuleResult, found: Assessment, plan: Plan) -> Place:
    """The one place that a gap leads to: the first record to blame, else the file where
    what is missing would stand.
    """
    path = enter_in(result, found, plan)
    return (
        Place(path, 0)
        if path
        else next(iter(result.places), Place(home(result, found, plan), 0))
    )


def _list(
    places: Iterable[Place], messages: Messages, columns: int
) -> Iterator[RenderableType]:
    shown = list(places)
    for place in shown[:PLACES_AT_MOST]:
        yield indent(messages.ui("place", place=place), columns, "dim", keep=True)
    if len(shown) > PLACES_AT_MOST:
        yield indent(
            messages.ui("more", count=len(shown) - PLACES_AT_MOST), columns, "dim"
        )


def home(result: RuleResult, found: Assessment, plan: Plan) -> str:
    """The file in which a record that is missing would stand.

    Of an activity the month's that is missing; where none is named, that of the last
    day of the first period that is, of the rule's day, or else of the day asked about.
    """
    rule, year = result.rule, str(plan.year)
    made_of = READS.get(getattr(rule, "set", None) or "", ())
    kind = getattr(rule, "record", None) or next((k for k, _ in made_of), "post")
    kind = INSIDE.get(kind, kind)
    # What the town organises for its villages' people stands in its own folder.
    kind = "event" if kind == "activity" and rule.by == "town" else kind
    ends = (days_of(code)[1] for code in _periods(result))
    day = min(next(ends, result.answer.due or found.as_of), found.as_of)
    path = KINDS[kind].path.partition(" / ")[0].replace("<slug>", found.village)
    path = path.replace("YYYY-MM", f"{day:%Y-%m}").replace("YYYY", year)
    return (
        path
        if path.startswith("data/")
        else f"data/villages/{found.village}/{year}/{path}"
    )


def _periods(result: RuleResult) -> list[str]:
    """Codes of the periods among what is missing."""
    codes = (code.rpartition(":")[2] for code in result.answer.missing)
    return [code for code in codes if YEAR_OR_PERIOD.fullmatch(code)]


def _months(result: RuleResult) -> list[str]:
    return [code for code in _periods(result) if code[5:].isdigit()]
