"""Where a gap leads: to the records that fail, or to the file where a record that was only forgotten belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import RenderableType

from branchstd.assess import RuleResult
from branchstd.findings import Place
from branchstd.messages.speech import Speech
from branchstd.records.town import KINDS
from branchstd.render.look import indented

PLACES_AT_MOST: Final = 3
# What counts for these is itself what falls short: a late paper, a judgement.
TELLING: Final = frozenset({"deadline", "judgement"})
# Which records make up a set of people; the others come from posts.
SET_RECORDS: Final = {"candidates.in_training": "candidate", "newcomers.young": "candidate"}
MONTH: Final = re.compile(r"\d{4}-\d{2}")


def leads(result: RuleResult, village: str, speech: Speech, columns: int) -> Iterator[RenderableType]:
    """`village` is the slug. The program never offers to fill in what did not happen: it only names the file.

    What is there and only came late leads nowhere.
    """
    if result.failing or result.rule.kind in TELLING:
        yield from _listed(result.places, speech, columns)
    elif not result.answer.is_there and (path := home(result, village, speech.plan.year)):
        yield indented(speech.ui("forgotten", path=path), columns, "dim", keep=True)


def spot(result: RuleResult, village: str, year: int) -> Place:
    """The one place that a gap leads to: the first record to blame, else the file where what is missing would stand."""
    if result.places and (result.failing or result.rule.kind in TELLING):
        return result.places[0]
    return Place(home(result, village, year), 0)


def _listed(places: Iterable[Place], speech: Speech, columns: int) -> Iterator[RenderableType]:
    shown = list(places)
    for place in shown[:PLACES_AT_MOST]:
        yield indented(speech.ui("place", place=place), columns, "dim", keep=True)
    if len(shown) > PLACES_AT_MOST:
        yield indented(speech.ui("more", count=len(shown) - PLACES_AT_MOST), columns, "dim")


def home(result: RuleResult, village: str, year: int) -> str:
    """The file in which a record that is missing would stand."""
    rule = result.rule
    kind = getattr(rule, "record", None) or SET_RECORDS.get(getattr(rule, "set", None) or "", "post")
    # What the town organises for its villages' people stands in its own folder.
    kind = "event" if kind == "activity" and rule.by == "town" else kind
    path = KINDS[kind].path.partition(" / ")[0].replace("<slug>", village)
    months = (part for code in result.answer.missing for part in MONTH.findall(code.rpartition(":")[2]))
    path = path.replace("YYYY-MM.yaml", next((f"{month}.yaml" for month in months), "")).replace("YYYY", str(year))
    return path if path.startswith("data/") else f"data/villages/{village}/{year}/{path}"
