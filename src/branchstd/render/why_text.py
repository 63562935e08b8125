"""One standard of one village: what is asked, each rule, the records that counted and
those that did not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import islice
from types import MappingProxyType
from typing import Any, Final

from rich.console import RenderableType
from rich.text import Text

from branchstd.assess import Assessment, RuleResult, StandardResult
from branchstd.catalogue.names import field_words
from branchstd.messages.messages import Messages, percent
from branchstd.messages.reasons import reason
from branchstd.records.base import Record
from branchstd.records.town import KINDS
from branchstd.render.catalogue_text import asked
from branchstd.render.check_text import rule_line, standard_line
from branchstd.render.places import enter_in, forgotten
from branchstd.render.style import footnotes, heading, indent

RECORDS_AT_MOST = 12


def why(
    found: Assessment, result: StandardResult, messages: Messages
) -> Iterator[RenderableType]:
    """Each rule apart, then notes on open points of theirs. result: one of
    `found`'s.
    """
    standard = result.standard
    yield heading(f"{found.name}  {messages.ui('as_of', day=found.as_of.isoformat())}")
    yield from (indent(note, 0, "dim") for note in (messages.year_note(),) if note)
    yield standard_line(result, messages)
    yield from asked(standard, messages)
    yield indent(
        messages.ui(
            "who",
            who=messages.words.RESPONSIBLE[standard.responsible],
            days=standard.days,
        ),
        style="dim",
    )
    for rule in result.rules:
        yield Text()
        yield from _rule(rule, result, found, messages)
    yield from footnotes([rule.rule.id for rule in result.rules], messages)


def veto(
    found: Assessment, result: RuleResult, messages: Messages
) -> Iterator[RenderableType]:
    """A veto or cap, also where nothing suggests it; what the town has said of it."""
    yield heading(f"{found.name}  {messages.ui('as_of', day=found.as_of.isoformat())}")
    yield from _rule(result, None, found, messages)
    for one in found.vetoes:
        if one.result.rule.id == result.rule.id:
            words = {
                "effect": messages.words.VETOES[one.effect],
                "state": messages.words.STATES[one.state],
            }
            yield indent(messages.ui("veto_state", **words))
    yield from footnotes([result.rule.id], messages)


def _rule(
    result: RuleResult,
    parent: StandardResult | None,
    found: Assessment,
    messages: Messages,
) -> Iterator[RenderableType]:
    yield indent(rule_line(result, messages), 0)
    share = "" if result.share is None else _share(result, messages)
    kind = messages.words.KINDS[result.rule.kind]
    head = messages.ui(
        "outcome", outcome=messages.words.OUTCOMES[result.outcome], share=share
    )
    effect = result.rule.effect
    weight = (
        messages.words.VETOES[effect]
        if effect
        else messages.ui("weight", weight=result.rule.weight)
    )
    yield indent(messages.words.SEMI.join((head, kind, weight)))
    yield indent(messages.ui("sources") + messages.source(result.rule), style="dim")
    yield from _list_counted(result, messages)
    yield from _list_rejected(result, messages)
    if path := enter_in(result, found, messages.plan):
        yield forgotten(path, result, messages, 2)
    if parent and (remedy := messages.remedy(result, parent.standard)):
        yield indent(messages.ui("to_do", text=remedy))
    if result.answer.due is not None and result.answer.due > found.as_of:
        yield indent(messages.ui("next_due", day=result.answer.due.isoformat()))


def _share(result: RuleResult, messages: Messages) -> str:
    """How much was done, in a hundred; the share is that of the least, where a least
    share is enough.
    """
    least = getattr(result.rule, "min_share", Fraction(1))
    share = result.share or Fraction(0)
    answer = result.answer
    done = (
        share * least
        if share < 1 or not answer.expected
        else Fraction(answer.observed or 0) / answer.expected
    )
    return messages.ui(
        "share" if least == 1 else "share_of_least",
        percent=percent(min(done, Fraction(1))),
        least=percent(least),
    )


def _list_counted(result: RuleResult, messages: Messages) -> Iterator[RenderableType]:
    records = result.answer.counted
    if not records:
        return
    yield indent(messages.ui("counted", count=len(records)))
    yield from _list_records(
        ((record, "") for record in records[: most(messages)]), messages
    )
    yield from _more(len(records), messages)


def _list_rejected(result: RuleResult, messages: Messages) -> Iterator[RenderableType]:
    """Those that lack something first, then those that are about something else; each
    with all its reasons.
    """
    left: dict[int, tuple[Record, list[str]]] = {}
    for one in sorted(result.answer.rejected, key=lambda one: one.is_elsewhere):
        left.setdefault(id(one.record), (one.record, []))[1].append(
            reason(result.rule, one, messages)
        )
    if not left:
        return
    yield indent(messages.ui("rejected", count=len(left)))
    told = (
        (record, messages.words.SEMI.join(reasons)) for record, reasons in left.values()
    )
    yield from _list_records(islice(told, most(messages)), messages)
    yield from _more(len(left), messages)


def _list_records(
    records: Iterable[tuple[Record, str]], messages: Messages
) -> Iterator[RenderableType]:
    for record, note in records:
        told = (
            f"{label(record, messages)}{messages.words.SEMI}{note}"
            if note
            else label(record, messages)
        )
        yield indent(told, 4)
        yield indent(str(record.mark.place), 6, "dim")


def _more(count: int, messages: Messages) -> Iterator[RenderableType]:
    if count > most(messages):
        yield indent(
            messages.ui("more_records", count=count - most(messages)), 4, "dim"
        )


def most(messages: Messages) -> int:
    """How many records are listed: all where all that is missing is named."""
    return max(RECORDS_AT_MOST, messages.most)


KIND_OF: Final[Mapping[type[Record], str]] = MappingProxyType(
    {model: kind for kind, model in KINDS.items()}
)
# The fields that tell one record from its like, in the order a reader wants them.
TELLING: Final = (
    "date", "start", "found_on", "month", "period", "paid_on", "opened_on", "id",
    "item", "kind", "form", "type",
    "body", "post", "about", "verdict", "round", "standard", "source", "person", "code",
    "name", "title", "topic",
    "amount", "group",
)  # fmt: skip


def label(record: Record, messages: Messages) -> str:
    """`2019-03-08 主题党日 议事日 审议草场流转合同`."""
    kind = KIND_OF[type(record)]
    parts = [
        _word(kind, name, getattr(record, name), messages)
        for name in TELLING
        if getattr(record, name, None)
    ]
    own = parts or [kind if messages.lang == "en" else type(record).zh]
    return " ".join(own[:5])


def _word(kind: str, name: str, value: Any, messages: Messages) -> str:
    if isinstance(value, date):
        return value.isoformat()
    words = field_words(kind, name)
    if words and isinstance(value, str):
        return messages.word_of(words, value)
    return messages.person(str(value)) if name in {"person", "code"} else str(value)
