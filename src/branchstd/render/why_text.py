"""One standard of one village: what is asked, each rule, the records that counted and those that did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice

from rich.console import RenderableType
from rich.text import Text

from branchstd.assess import Assessment, RuleResult, StandardResult
from branchstd.messages.reasons import reason
from branchstd.messages.speech import Speech, percent
from branchstd.records.base import Record
from branchstd.render.check_text import rule_line, standard_line
from branchstd.render.places import enter_in, forgotten
from branchstd.render.records_text import label
from branchstd.render.sheets import footnotes
from branchstd.render.style import heading, indent

RECORDS_AT_MOST = 12


def why(found: Assessment, result: StandardResult, speech: Speech) -> Iterator[RenderableType]:
    standard = result.standard
    yield heading(f"{found.name}  {speech.ui('as_of', day=found.as_of.isoformat())}")
    yield from (indent(note, 0, "dim") for note in (speech.year_note(),) if note)
    yield standard_line(result, speech)
    yield indent(speech.ui("requirement") + standard.requirement[speech.lang])
    official = f"{standard.official_wording} {standard.official_ref}".strip()
    yield indent(speech.ui("official_text", text=official) if official else speech.ui("official"), style="dim")
    yield indent(speech.ui("who", who=speech.words.RESPONSIBLE[standard.responsible], days=standard.days), style="dim")
    for rule in result.rules:
        yield Text()
        yield from _rule(rule, result, found, speech)
    yield from footnotes([rule.rule.id for rule in result.rules], speech)


def veto(found: Assessment, result: RuleResult, speech: Speech) -> Iterator[RenderableType]:
    """A veto or cap, also where nothing suggests it; what the town has said of it."""
    yield heading(f"{found.name}  {speech.ui('as_of', day=found.as_of.isoformat())}")
    yield from _rule(result, None, found, speech)
    for one in found.vetoes:
        if one.result.rule.id == result.rule.id:
            words = {"effect": speech.words.VETOES[one.effect], "state": speech.words.STATES[one.state]}
            yield indent(speech.ui("veto_state", **words))
    yield from footnotes([result.rule.id], speech)


def _rule(
    result: RuleResult, parent: StandardResult | None, found: Assessment, speech: Speech
) -> Iterator[RenderableType]:
    yield indent(rule_line(result, speech), 0)
    share = "" if result.share is None else _share(result, speech)
    kind = speech.words.KINDS[result.rule.kind]
    head = speech.ui("outcome", outcome=speech.words.OUTCOMES[result.outcome], share=share)
    effect = result.rule.effect
    weight = speech.words.VETOES[effect] if effect else speech.ui("weight", weight=result.rule.weight)
    yield indent(speech.words.SEMI.join((head, kind, weight)))
    yield indent(speech.ui("sources") + speech.source(result.rule), style="dim")
    yield from _list_counted(result, speech)
    yield from _list_rejected(result, speech)
    if path := enter_in(result, found, speech.plan):
        yield forgotten(path, result, speech, 2)
    if parent and (remedy := speech.remedy(result, parent.standard)):
        yield indent(speech.ui("to_do", text=remedy))
    if result.answer.due is not None and result.answer.due > found.as_of:
        yield indent(speech.ui("next_due", day=result.answer.due.isoformat()))


def _share(result: RuleResult, speech: Speech) -> str:
    """How much was done, in a hundred; the share is that of the least, where a least share is enough."""
    least, share = getattr(result.rule, "min_share", Fraction(1)), result.share or Fraction(0)
    answer = result.answer
    done = share * least if share < 1 or not answer.expected else Fraction(answer.observed or 0) / answer.expected
    return speech.ui(
        "share" if least == 1 else "share_of_least", percent=percent(min(done, Fraction(1))), least=percent(least)
    )


def _list_counted(result: RuleResult, speech: Speech) -> Iterator[RenderableType]:
    records = result.answer.counted
    if not records:
        return
    yield indent(speech.ui("counted", count=len(records)))
    yield from _list_records(((record, "") for record in records[: most(speech)]), speech)
    yield from _more(len(records), speech)


def _list_rejected(result: RuleResult, speech: Speech) -> Iterator[RenderableType]:
    """Those that lack something first, then those that are about something else; each with all its reasons."""
    left: dict[int, tuple[Record, list[str]]] = {}
    for one in sorted(result.answer.rejected, key=lambda one: one.is_elsewhere):
        left.setdefault(id(one.record), (one.record, []))[1].append(reason(result.rule, one, speech))
    if not left:
        return
    yield indent(speech.ui("rejected", count=len(left)))
    told = ((record, speech.words.SEMI.join(reasons)) for record, reasons in left.values())
    yield from _list_records(islice(told, most(speech)), speech)
    yield from _more(len(left), speech)


def _list_records(records: Iterable[tuple[Record, str]], speech: Speech) -> Iterator[RenderableType]:
    for record, note in records:
        told = f"{label(record, speech)}{speech.words.SEMI}{note}" if note else label(record, speech)
        yield indent(told, 4)
        yield indent(str(record.mark.place), 6, "dim")


def _more(count: int, speech: Speech) -> Iterator[RenderableType]:
    if count > most(speech):
        yield indent(speech.ui("more_records", count=count - most(speech)), 4, "dim")


def most(speech: Speech) -> int:
    """How many records are listed: all where all that is missing is named."""
    return max(RECORDS_AT_MOST, speech.most)
