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
from branchstd.render.sheets import footnotes
from branchstd.render.style import heading, indent
from branchstd.workflow.duties import Contradiction, DutyResult, phase_of
from branchstd.workflow.proof import DutyState, Proof

LOOKS: Final = {
    DutyState.DONE: ("√", "green"),
    DutyState.LATE: ("△", "yellow"),
    DutyState.LACKING: ("×", "red"),
    DutyState.WAITING: ("?", "cyan"),
    DutyState.NOT_DUE: ("…", "dim"),
    DutyState.NOT_APPLICABLE: ("-", "dim"),
    DutyState.UNPROVEN: ("-", "dim"),
}


def duties(found: Sequence[DutyResult], as_of: date, speech: Speech, counted: str = "") -> Iterator[RenderableType]:
    """Phase by phase, then what is owed all the year; first how many stand how. counted: units of which kinds."""
    yield heading(f"{speech.ui('plan_head', day=as_of.isoformat())}  {counted}".rstrip())
    yield indent(_counts(found, speech), 0)
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
    yield indent(line)
    said = [speech.words.OWNERS[one.duty.owner]]
    if one.due is not None:
        said.append(speech.ui("until", day=one.due.isoformat()))
    said += proofs(one, speech)
    yield indent(str(speech.words.SEMI).join(said), 4, "dim")


def proofs(one: DutyResult, speech: Speech) -> Iterator[str]:
    """Each proof; why there is none; that the town has said there is nothing of it, or still has to."""
    yield from (proof(code, seen, one.due, speech) for code, seen in one.proofs.items())
    if one.duty.why is not None:
        yield one.duty.why[speech.lang]
    if one.none is not None:
        yield speech.ui("duty_none", day=one.none.date, by=one.none.by, reason=one.none.reason)
    elif one.duty.none and one.state is DutyState.WAITING and not any(seen.of for seen in one.proofs.values()):
        yield speech.ui("duty_silent", id=one.duty.id)


def proof(code: str, seen: Proof, due: date | None, speech: Speech) -> str:
    """What proves it, how many have it, of the town's own records the day; who lacks it, and where it came late."""
    name, waits = proof_name(code, speech), speech.ui("proof_waits", count=seen.waiting) if seen.waiting else ""
    lacking = [text for text in _lacking(seen, speech) if text]
    late = [f"{one.name} {one.on or ''}".strip() for one in seen.late(due)]
    on = f" {seen.on}" if seen.on and not late and code.startswith("event.") else ""
    said = f"{name} {seen.have}/{seen.of}{on}{waits}"
    said += speech.ui("proof_lacks", names=speech.some(lacking)) if lacking else ""
    return said + (speech.ui("proof_late", names=speech.some(late)) if late else "")


def _lacking(seen: Proof, speech: Speech) -> Iterator[str]:
    """A village with what exactly is not there; of what is the town's as a whole that alone."""
    for one in seen.lacking:
        what = speech.words.AND.join(speech.words.LACKS.get(code, code) for code in one.lacks)
        yield speech.ui("proof_part", name=one.name, what=what) if one.name and what else one.name or what


def proof_name(code: str, speech: Speech) -> str:
    """A rule or a target by its number; a kind of record by its name, with the word that it must have and its part."""
    kind, *rest = code.split(".")
    if code in speech.words.PROOFS:
        return str(speech.words.PROOFS[code])
    rule, _, element = code.partition(":")
    if element:
        return f"{rule} {_part(element, speech)}"
    if kind == "list":
        return speech.ui("proof_list", title=speech.plan.lists[rest[0]].title[speech.lang])
    if kind not in KINDS:
        return code
    if kind == "event" and rest:
        parts = "".join(f"{speech.words.COLON}{_part(part, speech)}" for part in rest[1:])
        return speech.ui("proof_event", word=speech.word_of("event_kinds", rest[0]) + parts)
    if kind == "inspection" and len(rest) > 1:
        rest = [".".join(rest)]
    name = KINDS[kind].zh if speech.lang == "zh" else kind.replace("_", " ")
    return " ".join([name, *(_part(word, speech) for word in rest)])


def _part(word: str, speech: Speech) -> str:
    """A form of visits, a level, a review by name, what went to the county, or an item of one of the plan's lists."""
    if word == TO_COUNTY:
        return speech.ui("proof_sent")
    items = {code: item[speech.lang] for listed in speech.plan.lists.values() for code, item in listed.items.items()}
    lists = ("inspection_forms", "levels", "income_sources", "origins", "forms")
    closed = next((name for name in lists if word in WORDS[name] and word not in items), "")
    return speech.word_of(closed, word) if closed else str(speech.words.REVIEWS.get(word) or items.get(word, word))


def contradictions(found: Iterable[Contradiction], speech: Speech) -> Iterator[RenderableType]:
    """Each with the default that holds, or what the town decided, when and on what basis."""
    for one in found:
        yield indent(_describe(one, speech), 0)
        if one.point is None:
            yield indent(speech.ui("deadlines_only"), 2, "dim")
            continue
        settled = one.point.id in speech.plan.settlements
        yield indent(speech.taken(one.point), 2, "green" if settled else "yellow")
        if not settled:
            codes = speech.words.AND.join(choice.code for choice in one.point.choices)
            yield indent(speech.ui("to_decide", id=one.point.id, codes=codes), 2, "dim")


def _describe(one: Contradiction, speech: Speech) -> str:
    names = [_name(code, speech) for code in one.ids]
    days = [day.isoformat() for day in one.days]
    values = {f"name{n}": name for n, name in enumerate(names, 1)} | {f"day{n}": day for n, day in enumerate(days, 1)}
    return str(speech.words.CONTRADICTIONS[one.sort]).format(**values)


def _name(code: str, speech: Speech) -> str:
    """A phase, a milestone or a duty by its title or words."""
    plan = speech.plan
    titled = {phase.id: phase.title[speech.lang] for phase in plan.phases}
    titled |= {one.id: one.title[speech.lang] for one in plan.milestones}
    if code in titled:
        return titled[code]
    duty = next(duty for duty in plan.duties if duty.id == code)
    if speech.lang == "zh" or not duty.proof:
        return duty.phrase
    return str(speech.words.AND).join(proof_name(proof, speech) for proof in duty.proof)  # the plan's words are Chinese
