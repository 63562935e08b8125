"""What the plan asks besides duties: its three heads, efforts for secretaries, questions, growth, subsidies' use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from branchstd.messages.messages import Messages
from branchstd.messages.phrases import Counted
from branchstd.records.town import Inspection
from branchstd.render.plan_text import LOOKS as DUTY_LOOKS
from branchstd.render.plan_text import proof_name
from branchstd.render.report.summing import upward
from branchstd.render.style import LOOKS
from branchstd.render.tables import Column, Row, Table, table
from branchstd.workflow.last_year import Figures, Grown
from branchstd.workflow.proof import Proof
from branchstd.workflow.year import VillageYear, Year

IMPROVEMENT: Final = "improvement"


def asks(year: Year, messages: Messages) -> dict[str, object]:
    heads = messages.plan.heads
    return {
        "heads": {"strive": heads.strive[messages.lang], "rectify": heads.rectify[messages.lang],
                  "improve": heads.improve[messages.lang]},
        "striving": table("striving", [row for one in year.villages for row in _striving(one, messages)], messages),
        "improvement": table("upward", [upward(one, year, messages) for one in _opinions(year)], messages),
        "efforts": _efforts(year, messages),
        "effort_proofs": [_proof_text(one.title[messages.lang], one.proof, messages) for one in messages.plan.efforts],
        "questions": table("questions", [_questions(one, messages) for one in year.villages], messages),
        "growth": table("growth", _growth(year, messages), messages),
        "subsidies": table("subsidies", [row for one in year.villages for row in _subsidies(one, messages)], messages),
        "subsidies_said": _use(year, messages),
    }  # fmt: skip


def _striving(one: VillageYear, messages: Messages) -> Iterator[Row]:
    """What a village has of what the town strives for, rule by rule."""
    found = {r.rule.id: r for s in one.line.assessed.assessment.standards for r in s.rules}
    for target in messages.plan.targets:
        for result in (found[code] for code in target.rules if target.strength == "strive" and code in found):
            word = f"{LOOKS[result.outcome].sign} {messages.words.OUTCOMES[result.outcome]}"
            yield {
                "village": one.name,
                "target": target.title[messages.lang],
                "rule": result.rule.id,
                "result": word,
                "seen": messages.rule(result),
            }


def _opinions(year: Year) -> Iterator[Any]:
    """Summaries with an opinion on what is to be better; in a village's report those that concern it."""
    slugs = {one.slug for one in year.villages}
    for event in year.of_kind("summary"):
        if IMPROVEMENT in event.covers and (not event.villages or slugs & set(event.villages)):
            yield event


def _efforts(year: Year, messages: Messages) -> Table:
    """A row a village, a column an effort; last of several villages, of each proof how many have it."""
    efforts, proofs = messages.plan.efforts, year.proofs
    rows: list[Row] = [
        {"village": one.name, **{effort.id: _effort(one.name, effort.proof, proofs, messages) for effort in efforts}}
        for one in year.villages
    ]
    if len(rows) > 1:
        names = {one.name for one in year.villages}
        counts = {effort.id: _count_text(names, effort.proof, proofs, messages) for effort in efforts}
        rows.append({"village": messages.ui("whole_town"), **counts})
    return table("efforts", rows, messages, more=[Column(one.id, one.title[messages.lang]) for one in efforts])


def _of(names: Iterable[str], code: str, proofs: Mapping[str, Proof]) -> Proof:
    return Proof(tuple(seen for seen in proofs.get(code, Proof()).seen if seen.name in names))


def _effort(name: str, codes: Iterable[str], proofs: Mapping[str, Proof], messages: Messages) -> str:
    signs = ((DUTY_LOOKS[_of([name], code, proofs).state][0], proof_name(code, messages)) for code in codes)
    return str(messages.words.SEMI).join(f"{sign} {said}" for sign, said in signs)


def _count_text(names: Iterable[str], codes: Iterable[str], proofs: Mapping[str, Proof], messages: Messages) -> str:
    told = ((proof_name(code, messages), _of(names, code, proofs)) for code in codes)
    return str(messages.words.SEMI).join(f"{said} {proof.have}/{proof.of}" for said, proof in told)


def _proof_text(title: str, codes: Iterable[str], messages: Messages) -> str:
    """Rules by what they are about, as their numbers tell nobody anything."""
    rules = {rule.id: rule for _, rule in messages.catalogue.every_rule()}
    said = (
        f"{code} {rules[code].noun[messages.lang]}" if code in rules else proof_name(code, messages) for code in codes
    )
    return f"{title}{messages.words.COLON}{messages.words.AND.join(said)}"


def sample_questions(record: Inspection, messages: Messages) -> str:
    """The sample questions of a visit: counts alone, and who asked. What is half told is no count."""
    if record.asked is None or record.right is None:
        return ""
    by = record.asked_by or messages.words.AND.join(record.by)
    return messages.ui("asked", asked=record.asked, right=record.right, by=by)


def _questions(one: VillageYear, messages: Messages) -> Row:
    records = [visit.record for visit in one.visits]
    told = [record for record in records if record.asked is not None and record.right is not None]
    said = (f"{record.date} {sample_questions(record, messages)}" for record in told)
    return {
        "village": one.name,
        "visits": len(told) or None,
        "asked": sum(record.asked or 0 for record in told) if told else None,
        "right": sum(record.right or 0 for record in told) if told else None,
        "by": messages.words.SEMI.join(said) or messages.ui("not_kept"),
    }


def _growth(year: Year, messages: Messages) -> Iterator[Row]:
    for one in year.villages:
        yield from (_grown(one.name, grown, messages) for grown in one.grown)
    yield from (_grown(year.town, grown, messages) for grown in year.grown)


def _grown(name: str, one: Grown, messages: Messages) -> Row:
    """What is not there is told so, and compared with nothing."""
    note = messages.ui("unread_before") if one.is_unread else ""
    if one.before is not None and one.kept < one.months:
        note = messages.ui("kept_months", kept=one.kept, months=one.months)
    return {
        "village": name,
        "what": one.growth.title[messages.lang],
        "before": _figures(one.before, one, messages),
        "now": _figures(one.now, one, messages),
        "more": _more(one, messages),
        "note": note,
    }


def _parts(figures: Figures, one: Grown) -> dict[str, int | Decimal | None]:
    return {"times": figures.times, "people": figures.people, one.growth.sum: figures.sum}


def _figures(figures: Figures | None, one: Grown, messages: Messages) -> str:
    if figures is None:
        return messages.ui("not_kept")
    parts = _parts(figures, one)
    return _join({key: f"{Decimal(value):f}" for key, value in parts.items() if value is not None}, messages)


def _more(one: Grown, messages: Messages) -> str:
    if not one.is_comparable or one.now is None or one.before is None:
        return ""
    now, before = _parts(one.now, one), _parts(one.before, one)
    both = {key: value - then for key, value in now.items() if value is not None and (then := before[key]) is not None}
    return _join({key: f"{Decimal(value):+f}" if value else "0" for key, value in both.items()}, messages)


def _join(parts: Mapping[str, str], messages: Messages) -> str:
    return str(messages.words.AND).join(
        messages.sheets.GROWTH[key].format(value=Counted(value)) for key, value in parts.items()
    )


def _subsidies(one: VillageYear, messages: Messages) -> Iterator[Row]:
    for row in one.subsidies:
        yield {
            "village": one.name,
            "date": row.date,
            "amount": row.amount,
            "fund": messages.word_of("funds", row.fund) if row.fund else messages.ui("not_said"),
            "use": row.use or messages.ui("not_said"),
            "basis": row.basis,
        }


def _use(year: Year, messages: Messages) -> str:
    """How many subsidies there are and of how many the use is told, those of centre and province apart."""
    rows = [row for one in year.villages for row in one.subsidies]
    if not rows:
        return ""
    used = [row for row in rows if row.use]
    upper = [row for row in rows if row.fund in {"central", "provincial"}]
    told = {"count": len(rows), "sum": _money(rows), "used": len(used), "spent": _money(used), "upper": len(upper),
            "upper_sum": _money(upper), "untold": sum(row.fund is None for row in rows)}  # fmt: skip
    return messages.ui("subsidies_said", **told)


def _money(rows: Iterable[Any]) -> str:
    return f"{sum((row.amount for row in rows), Decimal(0)):f}"
