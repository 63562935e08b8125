"""The plan's duties by phase for the terminal, and what in the plan contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from branchstd.catalogue.model import TO_COUNTY, Phase
from branchstd.messages.speech import Speech
from branchstd.records.town import KINDS
from branchstd.records.words import WORDS
from branchstd.render.footnotes import footnotes
from branchstd.render.look import heading, indented
from branchstd.workflow.contradictions import Contradiction
from branchstd.workflow.duties import DutyResult, phase_of
from branchstd.workflow.proofs import DutyState, Proof

LOOKS: Final = {
    DutyState.DONE: ("√", "green"),
    DutyState.LATE: ("△", "yellow"),
    DutyState.LACKING: ("×", "red"),
    DutyState.WAITING: ("?", "cyan"),
    DutyState.NOT_DUE: ("…", "dim"),
    DutyState.NOT_APPLICABLE: ("-", "dim"),
    DutyState.UNPROVEN: ("-", "dim"),
}


def duties(found: Sequence[DutyResult], as_of: date, speech: Speech) -> Iterator[RenderableType]:
    """Phase by phase, then what is owed all the year; first how many stand how."""
    yield heading(speech.ui("plan_head", day=as_of.isoformat()))
    yield indented(_counts(found, speech), 0)
    for phase in (*speech.plan.phases, None):
        own = [one for one in found if phase_of(one, speech.plan) == phase]
        if own:
            yield Text()
            yield heading(_title(phase, speech))
            for one in own:
                yield from duty(one, speech)
    yield from footnotes({code for one in found for code in (*one.proofs, one.duty.due or "")}, speech)


def _counts(found: Sequence[DutyResult], speech: Speech) -> str:
    counts = {state: sum(one.state is state for one in found) for state in DutyState}
    words = speech.words.DUTY_STATES
    said = (speech.ui("outcome_count", word=words[state], count=count) for state, count in counts.items() if count)
    return str(speech.words.AND).join(said)


def _title(phase: Phase | None, speech: Speech) -> str:
    if phase is None:
        return speech.ui("all_year")
    return f"{phase.title[speech.lang]}  {phase.start}—{phase.end}"


def duty(one: DutyResult, speech: Speech) -> Iterator[RenderableType]:
    """Number, the plan's words, state and day; then each proof with how many have it."""
    sign, style = LOOKS[one.state]
    line = Text(f"{sign} ", style).append(f"{one.duty.id} ", "bold").append(f"{one.duty.phrase}  ", "")
    line.append(speech.words.DUTY_STATES[one.state], style)
    yield indented(line)
    said = [speech.words.OWNERS[one.duty.owner]]
    if one.due is not None:
        said.append(speech.ui("until", day=one.due.isoformat()))
    said += [proof(code, seen, speech) for code, seen in one.proofs.items()]
    if one.duty.why is not None:
        said.append(one.duty.why[speech.lang])
    yield indented(str(speech.words.SEMI).join(said), 4, "dim")


def proof(code: str, seen: Proof, speech: Speech) -> str:
    """What proves it, with how many have it; of the town's own records the day."""
    name = proof_name(code, speech)
    if seen.on is not None:
        return f"{name} {seen.on}"
    if seen.any:
        return speech.ui("proof_any" if seen.have else "proof_none", code=name, have=seen.have)
    waits = speech.ui("proof_waits", count=seen.waiting) if seen.waiting else ""
    return f"{name} {seen.have}/{seen.of}{waits}"


def proof_name(code: str, speech: Speech) -> str:
    """A rule or a target by its number; a kind of record by its name, with the word that it must have and its part."""
    kind, *rest = code.split(".")
    if code in speech.words.PROOFS:
        return str(speech.words.PROOFS[code])
    if kind not in KINDS:
        return code
    if kind == "event" and rest:
        part = f"{speech.words.COLON}{_part(rest[1], speech)}" if rest[1:] else ""
        return speech.ui("proof_event", word=speech.closed("event_kinds", rest[0]) + part)
    name = KINDS[kind].zh if speech.lang == "zh" else kind.replace("_", " ")
    return " ".join([name, *(_part(word, speech) for word in rest)])


def _part(word: str, speech: Speech) -> str:
    """A form of visits, a level, a review by name, what went to the county, or an item of one of the plan's lists."""
    if word == TO_COUNTY:
        return speech.ui("proof_sent")
    items = {code: item[speech.lang] for listed in speech.plan.lists.values() for code, item in listed.items.items()}
    closed = next((name for name in ("inspection_forms", "levels") if word in WORDS[name]), "")
    return speech.closed(closed, word) if closed else str(speech.words.REVIEWS.get(word) or items.get(word, word))


def contradictions(found: Iterable[Contradiction], speech: Speech) -> Iterator[RenderableType]:
    """Each with the default that holds, or what the town decided, when and on what basis."""
    for one in found:
        yield indented(_said(one, speech), 0)
        if one.point is None:
            yield indented(speech.ui("deadlines_only"), 2, "dim")
            continue
        settled = one.point.id in speech.plan.settled
        yield indented(speech.taken(one.point), 2, "green" if settled else "yellow")
        if not settled:
            codes = speech.words.AND.join(choice.code for choice in one.point.choices)
            yield indented(speech.ui("to_decide", id=one.point.id, codes=codes), 2, "dim")


def _said(one: Contradiction, speech: Speech) -> str:
    names = [_name(code, speech) for code in one.ids]
    days = [day.isoformat() for day in one.days]
    values = {f"name{n}": name for n, name in enumerate(names, 1)} | {f"day{n}": day for n, day in enumerate(days, 1)}
    return str(speech.words.CONTRADICTIONS[one.sort]).format(**values)


def _name(code: str, speech: Speech) -> str:
    """A phase, a milestone or a duty by its title or words."""
    plan = speech.plan
    titled = {phase.id: phase.title[speech.lang] for phase in plan.phases}
    titled |= {one.id: one.title[speech.lang] for one in plan.milestones}
    return titled.get(code) or next(duty.phrase for duty in plan.duties if duty.id == code)
