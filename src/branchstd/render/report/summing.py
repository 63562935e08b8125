"""The year summed up out of records: where villages fall short together, what is done,
what was good, efforts, stars.

A page in sentences for who reads no tables: every number in it stands in a table below
it. No praise, no ranks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from branchstd.findings import Outcome
from branchstd.messages.messages import Messages
from branchstd.records.town import Event
from branchstd.records.village import MemberYear
from branchstd.render.lists import who
from branchstd.render.plan_text import LOOKS as DUTY_LOOKS
from branchstd.render.plan_text import proof_name
from branchstd.render.style import LOOKS
from branchstd.render.tables import Block, Column, Row, Table, as_table, table
from branchstd.render.town_text import units
from branchstd.workflow.duties import phase_of
from branchstd.workflow.oversight import BranchStars, bands
from branchstd.workflow.proof import DutyState, Proof
from branchstd.workflow.rectification import count_items
from branchstd.workflow.year import VillageYear, Year

IMPROVEMENT: Final = "improvement"
PAPERS = ("acceptance_report", "summary")
STAR_FLOORS = tuple(f"parameters.star_{star}_from" for star in (2, 3, 4, 5))


def branch_stars(villages: Iterable[VillageYear], messages: Messages) -> Table:
    """What the bands propose beside what the town decided."""
    return table("stars", [_stars(one, messages) for one in villages], messages)


def star_bands(messages: Messages) -> str:
    """From how many points there are how many stars, and that nothing else decides."""
    floors = bands(messages.catalogue.parameters)
    said = (
        messages.ui("star_band", star=star, floor=floor)
        for star, floor in enumerate(floors, 2)
    )
    return messages.ui(
        "star_bands",
        bands=messages.words.AND.join(said),
        stands=messages.stands(*STAR_FLOORS),
    )


def member_stars(
    one: VillageYear, rows: Iterable[MemberYear], messages: Messages
) -> Table:
    """For the branch's own eyes: members by code, with points, stars and comment, and
    how far they are.
    """
    stage = (
        messages.sheets.MEMBER_STAGES[one.stars.members_stage]
        if one.stars.members_stage
        else ""
    )
    told: Iterator[Row] = (
        {
            "person": messages.person(
                row.person, left=row.person in one.line.standing.leaving
            ),
            "points": row.points or None,
            "star": row.star or None,
            "comment": row.comment,
            "date": row.starred_on,
            "stage": stage,
        }
        for row in rows
    )
    return table("member_stars", told, messages, one.name)


@as_table("baseline")
def baseline(year: Year, messages: Messages) -> Iterator[Row]:
    """The year before, where the town kept it, beside this year's first answers of the
    branch itself.
    """
    for one in year.villages:
        accepted, star = one.accepted_before, one.star_before
        untold = messages.ui("unread_before" if one.before_unread else "not_kept")
        yield {
            "village": one.name,
            "conclusion": messages.word_of("conclusions", accepted.conclusion)
            if accepted
            else untold,
            "score": accepted.score if accepted else None,
            "star": star.star if star else None,
            "reason": accepted.reason if accepted else None,
        }


@as_table("shortcomings")
def shortcomings(year: Year, messages: Messages) -> Iterator[Row]:
    """Standards by how many villages fall short of them, most first; villages in their
    own order.
    """
    found: dict[str, list[str]] = {}
    for line in year.lines:
        for result in line.assessed.assessment.standards:
            if result.gaps:
                found.setdefault(result.standard.id, []).append(
                    line.assessed.village.name
                )
    place = {
        standard.id: number
        for number, standard in enumerate(messages.catalogue.standards)
    }
    for code in sorted(found, key=lambda code: (-len(found[code]), place[code])):
        standard = messages.catalogue.standards[place[code]]
        yield {
            "standard": code,
            "title": standard.title[messages.lang],
            "count": messages.ui(
                "of_villages", count=len(found[code]), all=len(year.villages)
            ),
            "villages": messages.words.AND.join(found[code]),
            "remedy": standard.remedy[messages.lang],
        }


@as_table("measures_open")
def measures(year: Year, messages: Messages) -> Iterator[Row]:
    """What is planned about items that are still open, in the villages' own words."""
    for entry in year.entries:
        one = entry.one
        if one.is_open:
            plan = one.plan
            yield {
                "village": one.name,
                "item": one.item.id,
                "measure": (plan.measure if plan else None) or messages.ui("not_said"),
                "due": one.joined.due,
                "who": who(entry, messages),
            }


@as_table("practice")
def practice(year: Year, messages: Messages) -> Iterator[Row]:
    """Events that the town called a model."""
    names = {one.slug: one.name for one in year.villages}
    for event in year.of_kind("model"):
        villages = messages.words.AND.join(
            names.get(slug, slug) for slug in event.villages
        )
        yield {
            "date": event.date,
            "title": event.title,
            "villages": villages,
            "record": event.record,
        }


@as_table("upward")
def upward(year: Year, messages: Messages) -> Iterator[Row]:
    """Papers that went to the county, or are to go."""
    return (_paper(event, year, messages) for event in year.of_kind(*PAPERS))


def missing_reports(year: Year, messages: Messages) -> list[Block]:
    """Who is accepted, and in no report to the county yet; nothing where nobody is."""
    names = [one.name for one in year.villages if _is_unreported(one)]
    words = messages.sheets.REPORT
    return (
        [
            Block(
                "note",
                f"{words['unreported']}{words['colon']}{words['comma'].join(names)}",
            )
        ]
        if names
        else []
    )


def _paper(event: Event, year: Year, messages: Messages) -> Row:
    """What went to the county, and with what in it."""
    names = {one.slug: one.name for one in year.villages}
    parts = (
        messages.plan.lists["summary_parts"].items
        if "summary_parts" in messages.plan.lists
        else {}
    )
    covers = [
        parts[code][messages.lang] if code in parts else code for code in event.covers
    ]
    what = [*covers, *(names.get(slug, slug) for slug in event.villages)]
    return {
        "kind": messages.word_of("event_kinds", event.kind),
        "date": event.date,
        "title": event.title,
        "what": messages.words.AND.join(what),
        "sent": event.to_county_on or messages.ui("not_sent"),
        "record": event.record,
    }


def _is_unreported(one: VillageYear) -> bool:
    done = {step.name: step.on for step in one.cycle.steps}
    return done["acceptance"] is not None and done["report"] is None


@as_table("upward")
def improvement(year: Year, messages: Messages) -> Iterator[Row]:
    """Summaries with an opinion on what is to be better; in a village's report those
    that concern it.
    """
    slugs = {one.slug for one in year.villages}
    for event in year.of_kind("summary"):
        if IMPROVEMENT in event.covers and (
            not event.villages or slugs & set(event.villages)
        ):
            yield _paper(event, year, messages)


@as_table("striving")
def striving(year: Year, messages: Messages) -> Iterator[Row]:
    """What villages have of what the town strives for, rule by rule."""
    rules = [
        (target, code)
        for target in messages.plan.targets
        for code in target.rules
        if target.strength == "strive"
    ]
    for one in year.villages:
        found = {
            r.rule.id: r
            for s in one.line.assessed.assessment.standards
            for r in s.rules
        }
        for target, result in (
            (target, found[code]) for target, code in rules if code in found
        ):
            word = (
                f"{LOOKS[result.outcome].sign}"
                f" {messages.words.OUTCOMES[result.outcome]}"
            )
            yield {
                "village": one.name,
                "target": target.title[messages.lang],
                "rule": result.rule.id,
                "result": word,
                "seen": messages.rule(result),
            }


def effort_proofs(messages: Messages) -> Block:
    """One line an effort: by which rules and duties it is proven."""
    return Block(
        "list",
        [
            _proof_text(one.title[messages.lang], one.proof, messages)
            for one in messages.plan.efforts
        ],
    )


def efforts(year: Year, messages: Messages) -> Table:
    """A row a village, a column an effort; last of several villages, of each proof how
    many have it.
    """
    efforts, proofs = messages.plan.efforts, year.proofs
    rows: list[Row] = [
        {
            "village": one.name,
            **{
                effort.id: _effort(one.name, effort.proof, proofs, messages)
                for effort in efforts
            },
        }
        for one in year.villages
    ]
    if len(rows) > 1:
        names = {one.name for one in year.villages}
        counts = {
            effort.id: _count_text(names, effort.proof, proofs, messages)
            for effort in efforts
        }
        rows.append({"village": messages.ui("whole_town"), **counts})
    return table(
        "efforts",
        rows,
        messages,
        more=[Column(one.id, one.title[messages.lang]) for one in efforts],
    )


def _of(names: Iterable[str], code: str, proofs: Mapping[str, Proof]) -> Proof:
    return Proof(
        tuple(seen for seen in proofs.get(code, Proof()).seen if seen.name in names)
    )


def _effort(
    name: str, codes: Iterable[str], proofs: Mapping[str, Proof], messages: Messages
) -> str:
    signs = (
        (DUTY_LOOKS[_of([name], code, proofs).state][0], proof_name(code, messages))
        for code in codes
    )
    return str(messages.words.SEMI).join(f"{sign} {said}" for sign, said in signs)


def _count_text(
    names: Iterable[str],
    codes: Iterable[str],
    proofs: Mapping[str, Proof],
    messages: Messages,
) -> str:
    told = ((proof_name(code, messages), _of(names, code, proofs)) for code in codes)
    return str(messages.words.SEMI).join(
        f"{said} {proof.have}/{proof.of}" for said, proof in told
    )


def _proof_text(title: str, codes: Iterable[str], messages: Messages) -> str:
    """Rules by what they are about, as their numbers tell nobody anything."""
    rules = {rule.id: rule for _, rule in messages.catalogue.every_rule()}
    said = (
        f"{code} {rules[code].noun[messages.lang]}"
        if code in rules
        else proof_name(code, messages)
        for code in codes
    )
    return f"{title}{messages.words.COLON}{messages.words.AND.join(said)}"


def _stars(one: VillageYear, messages: Messages) -> Row:
    """What the bands propose, what the town decided, how far it is, and how many
    members have how many stars.
    """
    found, proposal = one.stars, one.stars.proposal
    given = found.given
    why = "" if proposal.why == "bands" else str(messages.sheets.NO_STAR[proposal.why])
    members = messages.words.AND.join(
        messages.ui("star_count", star=star, count=count)
        for star, count in found.members.items()
    )
    return {
        "village": one.name,
        "proposed": proposal.star or why,
        "base": None if one.line.assessed.nothing_recorded else proposal.points,
        "star": given.star if given else None,
        "points": given.points if given else None,
        "before": one.star_before.star if one.star_before else None,
        "comment": given.comment if given else None,
        "stage": messages.words.SEMI.join(
            filter(None, [_stage(found, messages), _ask(found, messages)])
        ),
        "members": members,
    }


def _ask(found: BranchStars, messages: Messages) -> str:
    """A question where the town's stars are others than the bands propose, or were
    given where none are proposed.
    """
    if found.given is None or found.given.star == found.proposal.star:
        return ""
    return messages.ui("star_other" if found.proposal.star else "star_unproposed")


def _stage(found: BranchStars, messages: Messages) -> str:
    if found.stage is None:
        return ""
    day = found.final_on.isoformat() if found.final_on else ""
    return str(messages.sheets.STAR_STAGES[found.stage]).format(day=day)


DONE = frozenset({DutyState.DONE, DutyState.LATE})
APPLIED = frozenset({"application", "acceptance", "report", "county"})


def brief(year: Year, messages: Messages) -> list[str]:
    """Villages and their conclusions, duties, targets, items, and what waits for the
    town.
    """
    said = [
        _villages(year, messages),
        _duties(year, messages),
        _targets(year, messages),
        _items(year, messages),
    ]
    return [line for line in [*said, *_waiting(year, messages)] if line]


def _villages(year: Year, messages: Messages) -> str:
    words = Counter(
        one.line.standing.conclusion
        for one in year.villages
        if one.line.standing.accepted
    )
    waiting = len(year.villages) - words.total()
    said = [
        messages.ui(
            "sum_conclusion", word=messages.word_of("conclusions", word), count=count
        )
        for word, count in words.items()
    ]
    said += [messages.ui("sum_waiting", count=waiting)] if waiting else []
    applied = sum(one.cycle.last_step in APPLIED for one in year.villages)
    counted = units([one.kind for one in (*year.villages, *year.others)], messages)
    lead = messages.ui("sum_villages", units=counted, applied=applied)
    return f"{lead}{messages.words.AND.join(said)}{messages.ui('full_stop')}"


def _duties(year: Year, messages: Messages) -> str:
    own = [one for one in year.duties if phase_of(one, messages.plan) == year.phase]
    done, lacking = (
        sum(one.state in wanted for one in own)
        for wanted in (DONE, {DutyState.LACKING})
    )
    waiting = sum(one.state is DutyState.WAITING for one in own)
    return messages.ui(
        "brief_duties", count=len(own), done=done, lacking=lacking, waiting=waiting
    )


def _targets(year: Year, messages: Messages) -> str:
    met = sum(one.outcome is Outcome.MET for one in year.targets)
    short = [one for one in year.targets if one.outcome is Outcome.UNMET]
    names = messages.words.AND.join(one.target.title[messages.lang] for one in short)
    tail = messages.ui("brief_short", count=len(short), names=names) if short else ""
    return messages.ui("brief_targets", count=len(year.targets), met=met) + tail


def _items(year: Year, messages: Messages) -> str:
    found = count_items([entry.one for entry in year.entries])
    told = {
        "count": len(year.entries),
        "due": found.due,
        "closed": found.closed,
        "overdue": found.overdue,
    }
    return messages.ui("brief_items", **told)


def _waiting(year: Year, messages: Messages) -> list[str]:
    """What somebody of the town has to take up: answers, findings nobody listed, looks
    that are due again.
    """
    heard = sum(said.is_open for one in year.villages for said in one.heard)
    found = [
        one.state
        for village in year.villages
        for visit in village.visits
        for one in visit.findings
    ]
    counts = {
        "heard": heard,
        "unlisted": found.count("not_listed"),
        "revisit": found.count("revisit"),
    }
    return [
        messages.ui(f"brief_{key}", count=count)
        for key, count in counts.items()
        if count
    ]
