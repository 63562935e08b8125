"""The town's targets for the terminal: what counts of how many, what is needed and by when.

How far a village has come and what each step lacks, in sentences; the chain for the terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from branchstd.assess.targets import TargetResult
from branchstd.messages.speech import Speech, points
from branchstd.messages.telling import number, numbers_of
from branchstd.records.words import WORDS
from branchstd.render.sheets import footnotes
from branchstd.render.style import LOOKS, heading, indent
from branchstd.workflow.cycle import Cycle, Lack


def targets(
    town: str, found: Iterable[TargetResult], as_of: date, speech: Speech, counted: str = ""
) -> Iterator[RenderableType]:
    """counted: units of which kinds."""
    every = list(found)
    yield heading(f"{town}  {counted}  {speech.ui('as_of', day=as_of.isoformat())}".replace("    ", "  "))
    for result in every:
        look = LOOKS[result.outcome]
        line = Text(f"{look.sign} ", look.style).append(f"{result.target.id} {_title(result, speech)}  ", "bold")
        yield indent(line.append(speech.words.OUTCOMES[result.outcome], look.style), 0)
        yield indent(speech.words.SEMI.join(numbers(result, speech)), 4)
    yield from footnotes([result.target.id for result in every], speech)


def _title(result: TargetResult, speech: Speech) -> str:
    strive = speech.ui("target_strive") if result.target.strength == "strive" else ""
    return result.target.title[speech.lang] + strive


def numbers(result: TargetResult, speech: Speech) -> Iterator[str]:
    """What there is, is needed, is short or waits; what came late, who is named, what was put off; the day."""
    tally, short = result.tally, max(Fraction(0), result.needed - result.tally.have)
    if result.target.share is not None and not tally.of:
        yield speech.ui("target_nothing")
        return
    if result.target.share is None:
        yield speech.ui("target_number", have=number(tally.have))
    else:
        percent = points(100 * tally.have / tally.of)
        yield speech.ui("target_share", have=number(tally.have), of=number(tally.of), percent=percent)
    yield speech.ui("target_need", needed=result.needed)
    if short:
        yield speech.ui("target_short", short=number(short))
    if tally.waiting:
        yield speech.ui("target_waits", waiting=tally.waiting)
    if tally.late:
        yield speech.ui("target_late", count=len(tally.late))
    if tally.named:
        lacking = speech.ui("proof_lacks", names=speech.some(tally.unreached)) if tally.unreached else ""
        yield speech.ui("target_named", have=tally.named - len(tally.unreached), of=tally.named) + lacking
    if tally.moved:
        yield speech.ui("target_moved", count=tally.moved, have=number(tally.have), of=number(tally.of + tally.moved))
    yield speech.ui("until", day=result.due.isoformat())


def units(kinds: Iterable[str], speech: Speech) -> str:
    """How many there are of each kind, villages first."""
    counts = Counter(kinds)
    said = (speech.ui(f"units_{kind}", count=counts[kind]) for kind in WORDS["unit_kinds"] if counts[kind])
    return str(speech.words.AND).join(said)


# Lacks that name a result as it was quoted, and as it is now.
RESULTS: Final = ("terms", "records", "both", "unsure")


def lack(one: Lack, speech: Speech) -> str:
    """Why a step is not done, or what should have come before it."""
    which = list(one.which)
    if one.code == "returned":
        which = [speech.word_of("conclusions", code) for code in which]
    elif one.code in RESULTS:
        which = [" → ".join(dict.fromkeys(speech.words.CONCLUSIONS.get(code, "?") for code in which))]
    values = {"have": one.have, "of": one.of, "which": speech.words.AND.join(which)}
    return str(speech.sheets.LACKS[one.code].format(**numbers_of(values)))


def cycle_text(found: Cycle, speech: Speech) -> Iterator[RenderableType]:
    """Each step with its day, and what it lacks."""
    for step in found.steps:
        line = Text(f"{speech.sheets.CYCLE[step.name]}{speech.words.COLON}{step.on or '-'}")
        yield indent(line, 2)
        for one in step.lacks:
            yield indent(lack(one, speech), 6, "yellow")
