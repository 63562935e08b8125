"""What lapses by when if nothing more is recorded, one village after the other, day by
day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from rich.console import RenderableType
from rich.text import Text

from branchstd.findings import Outcome
from branchstd.messages.messages import Messages, points
from branchstd.outlook import Lapse, Upcoming
from branchstd.render.style import LOOKS, heading, indent

AT_MOST: Final = 10  # lines to one role


class Call(NamedTuple):
    """What is to be done by a day. what: in words; role: of who does it. late: it is
    missing already, and would still be worth part of it.
    """

    day: date
    slug: str
    village: str
    rule: str
    role: str
    what: str
    late: bool


def calls(
    village: tuple[str, str],
    missed: Iterable[Upcoming],
    found: Iterable[Lapse],
    messages: Messages,
) -> Iterator[Call]:
    """All that `due` tells of a village (folder and name), without what it changes."""
    for one in missed:
        rule, standard = one.result.rule, one.standard.standard
        missing = messages.missing(rule, one.result.answer.missing)
        what = _noun_and(rule.noun[messages.lang], missing, messages)
        yield Call(one.day, *village, rule.id, standard.responsible, what, late=True)
    for lapse in found:
        rule, standard = lapse.after.rule, lapse.standard.standard
        what = _what(lapse, messages)
        yield Call(lapse.day, *village, rule.id, standard.responsible, what, late=False)


def by_role(found: Iterable[Call], messages: Messages) -> Iterator[str]:
    """A few lines for each role, to be sent on: the same of several villages on one,
    the next days first.
    """
    roles: dict[str, dict[tuple[date, str, bool], list[str]]] = {}
    for one in sorted(found, key=lambda one: (one.day, one.rule, one.village)):
        told = roles.setdefault(one.role, {})
        told.setdefault((one.day, one.what, one.late), []).append(one.village)
    if not roles:
        yield messages.ui("none_due")
    for role, told in sorted(roles.items()):
        yield messages.ui("call_head", role=messages.words.RESPONSIBLE[role])
        lines = list(told.items())
        shown = lines if len(lines) <= AT_MOST else lines[: AT_MOST - 1]
        for (day, what, late), villages in shown:
            yield messages.ui(
                "call_late" if late else "call",
                month=day.month,
                day=day.day,
                villages=messages.words.AND.join(villages),
                what=what,
            )
        if rest := len(lines) - len(shown):
            yield messages.ui("calls_more", count=rest)
        yield ""


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
    return _noun_and(noun, missing, messages)


def _noun_and(noun: str, missing: str, messages: Messages) -> str:
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
