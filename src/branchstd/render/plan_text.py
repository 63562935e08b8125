"""The plan's duties by phase for the terminal, and what in the plan contradicts
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from branchstd.catalogue.model import TO_COUNTY, Phase
from branchstd.messages.messages import Messages
from branchstd.records.town import KINDS
from branchstd.records.words import WORDS
from branchstd.render.style import footnotes, heading, indent
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


def duties(
    found: Sequence[DutyResult], as_of: date, messages: Messages, counted: str = ""
) -> Iterator[RenderableType]:
    """Phase by phase, then what is owed all the year; first how many stand how.
    counted: units of which kinds.
    """
    yield heading(
        f"{messages.ui('plan_head', day=as_of.isoformat())}  {counted}".rstrip()
    )
    yield indent(_counts(found, messages), 0)
    for phase in (*messages.plan.phases, None):
        own = [one for one in found if phase_of(one, messages.plan) == phase]
        if own:
            yield Text()
            yield heading(_title(phase, messages))
            for one in own:
                yield from duty(one, messages)
    yield from footnotes(
        {code for one in found for code in (*one.proofs, one.duty.due or "")}, messages
    )


def _counts(found: Sequence[DutyResult], messages: Messages) -> str:
    counts = {state: sum(one.state is state for one in found) for state in DutyState}
    words = messages.words.DUTY_STATES
    said = (
        messages.ui("outcome_count", word=words[state], count=count)
        for state, count in counts.items()
        if count
    )
    return str(messages.words.AND).join(said)


def _title(phase: Phase | None, messages: Messages) -> str:
    if phase is None:
        return messages.ui("all_year")
    return f"{phase.title[messages.lang]}  {phase.start}—{phase.end}"


def duty(one: DutyResult, messages: Messages) -> Iterator[RenderableType]:
    """Number, the plan's words, state and day; then each proof with how many have
    it.
    """
    sign, style = LOOKS[one.state]
    line = (
        Text(f"{sign} ", style)
        .append(f"{one.duty.id} ", "bold")
        .append(f"{one.duty.phrase}  ", "")
    )
    line.append(messages.words.DUTY_STATES[one.state], style)
    yield indent(line)
    said = [messages.words.OWNERS[one.duty.owner]]
    if one.due is not None:
        said.append(messages.ui("until", day=one.due.isoformat()))
    said += proofs(one, messages)
    yield indent(str(messages.words.SEMI).join(said), 4, "dim")


def proofs(one: DutyResult, messages: Messages) -> Iterator[str]:
    """Each proof; why there is none; that the town has said there is nothing of it, or
    still has to.
    """
    yield from (
        proof(code, seen, one.due, messages) for code, seen in one.proofs.items()
    )
    if one.duty.why is not None:
        yield one.duty.why[messages.lang]
    if one.none is not None:
        yield messages.ui(
            "duty_none", day=one.none.date, by=one.none.by, reason=one.none.reason
        )
    elif (
        one.duty.none
        and one.state is DutyState.WAITING
        and not any(seen.of for seen in one.proofs.values())
    ):
        yield messages.ui("duty_silent", id=one.duty.id)


def proof(code: str, seen: Proof, due: date | None, messages: Messages) -> str:
    """What proves it, how many have it, of the town's own records the day; who lacks
    it, and where it came late.
    """
    name = proof_name(code, messages)
    waits = messages.ui("proof_waits", count=seen.waiting) if seen.waiting else ""
    lacking = [text for text in _lacking(seen, messages) if text]
    late = [f"{one.name} {one.on or ''}".strip() for one in seen.late(due)]
    on = f" {seen.on}" if seen.on and not late and code.startswith("event.") else ""
    said = f"{name} {seen.have}/{seen.of}{on}{waits}"
    said += messages.ui("proof_lacks", names=messages.some(lacking)) if lacking else ""
    return said + (messages.ui("proof_late", names=messages.some(late)) if late else "")


def _lacking(seen: Proof, messages: Messages) -> Iterator[str]:
    """A village with what exactly is not there; of what is the town's as a whole that
    alone.
    """
    for one in seen.lacking:
        what = messages.words.AND.join(
            messages.words.LACKS.get(code, code) for code in one.lacks
        )
        yield (
            messages.ui("proof_part", name=one.name, what=what)
            if one.name and what
            else one.name or what
        )


def proof_name(code: str, messages: Messages) -> str:
    """A rule or a target by its number; a kind of record by its name, with the word
    that it must have and its part.
    """
    kind, *rest = code.split(".")
    if code in messages.words.PROOFS:
        return str(messages.words.PROOFS[code])
    rule, _, element = code.partition(":")
    if element:
        return f"{rule} {_part(element, messages)}"
    if kind == "list":
        return messages.ui(
            "proof_list", title=messages.plan.lists[rest[0]].title[messages.lang]
        )
    if kind not in KINDS:
        return code
    if kind == "event" and rest:
        parts = "".join(
            f"{messages.words.COLON}{_part(part, messages)}" for part in rest[1:]
        )
        return messages.ui(
            "proof_event", word=messages.word_of("event_kinds", rest[0]) + parts
        )
    if kind == "inspection" and len(rest) > 1:
        rest = [".".join(rest)]
    name = kind.replace("_", " ") if messages.lang == "en" else KINDS[kind].zh
    return " ".join([name, *(_part(word, messages) for word in rest)])


def _part(word: str, messages: Messages) -> str:
    """A form of visits, a level, a review by name, what went to the county, or an item
    of one of the plan's lists.
    """
    if word == TO_COUNTY:
        return messages.ui("proof_sent")
    items = {
        code: item[messages.lang]
        for listed in messages.plan.lists.values()
        for code, item in listed.items.items()
    }
    lists = ("inspection_forms", "levels", "income_sources", "origins", "forms")
    closed = next(
        (name for name in lists if word in WORDS[name] and word not in items), ""
    )
    return (
        messages.word_of(closed, word)
        if closed
        else str(messages.words.REVIEWS.get(word) or items.get(word, word))
    )


def contradictions(
    found: Iterable[Contradiction], messages: Messages
) -> Iterator[RenderableType]:
    """Each with the default that holds, or what the town decided, when and on what
    basis.
    """
    for one in found:
        yield indent(_describe(one, messages), 0)
        if one.point is None:
            yield indent(messages.ui("deadlines_only"), 2, "dim")
            continue
        settled = one.point.id in messages.plan.settlements
        yield indent(messages.taken(one.point), 2, "green" if settled else "yellow")
        if not settled:
            codes = messages.words.AND.join(choice.code for choice in one.point.choices)
            yield indent(
                messages.ui("to_decide", id=one.point.id, codes=codes), 2, "dim"
            )


def _describe(one: Contradiction, messages: Messages) -> str:
    names = [_name(code, messages) for code in one.ids]
    days = [day.isoformat() for day in one.days]
    values = {f"name{n}": name for n, name in enumerate(names, 1)} | {
        f"day{n}": day for n, day in enumerate(days, 1)
    }
    return str(messages.words.CONTRADICTIONS[one.sort]).format(**values)


def _name(code: str, messages: Messages) -> str:
    """A phase, a milestone or a duty by its title or words."""
    plan = messages.plan
    titled = {phase.id: phase.title[messages.lang] for phase in plan.phases}
    titled |= {one.id: one.title[messages.lang] for one in plan.milestones}
    if code in titled:
        return titled[code]
    duty = next(duty for duty in plan.duties if duty.id == code)
    if messages.lang != "en" or not duty.proof:
        return duty.phrase
    # The plan's words are Chinese.
    return str(messages.words.AND).join(
        proof_name(proof, messages) for proof in duty.proof
    )
