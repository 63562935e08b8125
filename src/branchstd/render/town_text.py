"""The town's targets for the terminal: what counts of how many, what is needed and by
when.

How far a village has come and what each step lacks, in sentences; the chain for the
terminal.
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
from branchstd.messages.messages import Messages, points
from branchstd.messages.phrases import number, numbers_of
from branchstd.records.words import WORDS
from branchstd.render.style import LOOKS, footnotes, heading, indent
from branchstd.workflow.cycle import Cycle, Lack


def targets(
    town: str,
    found: Iterable[TargetResult],
    as_of: date,
    messages: Messages,
    counted: str = "",
) -> Iterator[RenderableType]:
    """counted: units of which kinds."""
    every = list(found)
    yield heading(
        f"{town}  {counted}  {messages.ui('as_of', day=as_of.isoformat())}".replace(
            "    ", "  "
        )
    )
    for result in every:
        look = LOOKS[result.outcome]
        line = Text(f"{look.sign} ", look.style).append(
            f"{result.target.id} {_title(result, messages)}  ", "bold"
        )
        yield indent(
            line.append(messages.words.OUTCOMES[result.outcome], look.style), 0
        )
        yield indent(messages.words.SEMI.join(numbers(result, messages)), 4)
    yield from footnotes([result.target.id for result in every], messages)


def _title(result: TargetResult, messages: Messages) -> str:
    strive = messages.ui("target_strive") if result.target.strength == "strive" else ""
    return result.target.title[messages.lang] + strive


def numbers(result: TargetResult, messages: Messages) -> Iterator[str]:
    """What there is, is needed, is short or waits; what came late, who is named, what
    was put off; the day.
    """
    tally, short = result.tally, max(Fraction(0), result.needed - result.tally.have)
    if result.target.share is not None and not tally.of:
        yield messages.ui("target_nothing")
        return
    if result.target.share is None:
        yield messages.ui("target_number", have=number(tally.have))
    else:
        percent = points(100 * tally.have / tally.of)
        yield messages.ui(
            "target_share",
            have=number(tally.have),
            of=number(tally.of),
            percent=percent,
        )
    yield messages.ui("target_need", needed=result.needed)
    if short:
        yield messages.ui("target_short", short=number(short))
    if tally.waiting:
        yield messages.ui("target_waits", waiting=tally.waiting)
    if tally.late:
        yield messages.ui("target_late", count=len(tally.late))
    if tally.named:
        lacking = (
            messages.ui("proof_lacks", names=messages.some(tally.unreached))
            if tally.unreached
            else ""
        )
        yield (
            messages.ui(
                "target_named", have=tally.named - len(tally.unreached), of=tally.named
            )
            + lacking
        )
    if tally.moved:
        yield messages.ui(
            "target_moved",
            count=tally.moved,
            have=number(tally.have),
            of=number(tally.of + tally.moved),
        )
    yield messages.ui("until", day=result.due.isoformat())


def units(kinds: Iterable[str], messages: Messages) -> str:
    """How many there are of each kind, villages first."""
    counts = Counter(kinds)
    said = (
        messages.ui(f"units_{kind}", count=counts[kind])
        for kind in WORDS["unit_kinds"]
        if counts[kind]
    )
    return str(messages.words.AND).join(said)


# Lacks that name a result as it was quoted, and as it is now.
RESULTS: Final = ("terms", "records", "both", "unsure")


def lack(one: Lack, messages: Messages) -> str:
    """Why a step is not done, or what should have come before it."""
    which = list(one.which)
    if one.code == "returned":
        which = [messages.word_of("conclusions", code) for code in which]
    elif one.code in RESULTS:
        which = [
            " → ".join(
                dict.fromkeys(
                    messages.words.CONCLUSIONS.get(code, "?") for code in which
                )
            )
        ]
    values = {"have": one.have, "of": one.of, "which": messages.words.AND.join(which)}
    return str(messages.sheets.LACKS[one.code].format(**numbers_of(values)))


def cycle_text(found: Cycle, messages: Messages) -> Iterator[RenderableType]:
    """Each step with its day, and what it lacks."""
    for step in found.steps:
        line = Text(
            f"{messages.sheets.CYCLE[step.name]}{messages.words.COLON}{step.on or '-'}"
        )
        yield indent(line, 2)
        for one in step.lacks:
            yield indent(lack(one, messages), 6, "yellow")
