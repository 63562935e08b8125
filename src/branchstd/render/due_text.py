"""What lapses by when if nothing more is recorded, one village after the other, day by
day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from rich.console import RenderableType
from rich.text import Text

from branchstd.findings import Outcome
from branchstd.messages.messages import Messages, points
from branchstd.outlook import Lapse, Upcoming
from branchstd.render.style import LOOKS, heading, indent


def due(
    name: str, missed: Iterable[Upcoming], found: Iterable[Lapse], messages: Messages
) -> Iterator[RenderableType]:
    """What can still be made good in part; then each day once, each rule that gets
    worse on it, who does it.
    """
    yield heading(name)
    for one in missed:
        look = LOOKS[one.result.outcome]
        line = Text(f"{look.sign} ", look.style).append(
            f"{one.result.rule.id} {messages.late_until(one.result)}", ""
        )
        yield indent(line)
    day = None
    for lapse in found:
        if lapse.day != day:
            day = lapse.day
            yield indent(Text(messages.ui("until", day=day.isoformat()), "bold"))
        yield from _lapse(lapse, messages)
    if day is None:
        yield indent(messages.ui("none_due"))
    yield Text()


def _lapse(lapse: Lapse, messages: Messages) -> Iterator[RenderableType]:
    rule, standard = lapse.after.rule, lapse.standard.standard
    look = LOOKS[lapse.after.outcome]
    line = Text(f"{look.sign} ", look.style).append(
        f"{rule.id} {_what(lapse, messages)}", ""
    )
    yield indent(line.append(messages.default_mark(rule), "dim"), 4)
    parts = (messages.words.RESPONSIBLE[standard.responsible], _change(lapse, messages))
    yield indent(messages.words.SEMI.join(filter(None, parts)), 6, "dim")
    if lapse.after.answer.late_until:
        yield indent(messages.late_until(lapse.after), 6, "dim")


def _what(lapse: Lapse, messages: Messages) -> str:
    noun = lapse.after.rule.noun[messages.lang]
    if lapse.after.share is None:
        return messages.ui("judgement_ends", noun=noun)
    missing = messages.missing(lapse.after.rule, lapse.missing)
    return f"{noun}{messages.words.COLON}{missing}" if missing else noun


def _change(lapse: Lapse, messages: Messages) -> str:
    before, after = (
        _state(result.share, result.outcome, messages)
        for result in (lapse.before, lapse.after)
    )
    return messages.ui("will_be", before=before, after=after) if before != after else ""


def _state(share: Fraction | None, outcome: Outcome, messages: Messages) -> str:
    """A clerk reads percent; the exact fraction is in `why`."""
    return (
        str(messages.words.OUTCOMES[outcome])
        if share is None
        else messages.ui("percent", share=points(100 * share))
    )
