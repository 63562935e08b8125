"""The ledgers of branches: that have met the standard, that have not, and without a
word (forms F07 and F08).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from branchstd.assess import StandardResult
from branchstd.messages.messages import Messages
from branchstd.render.rectify_text import state_text
from branchstd.render.tables import Row
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.register import LedgerEntry, RegisterEntry


def staff(
    entry: RegisterEntry | LedgerEntry, code: str | None, messages: Messages
) -> str:
    """A cadre's code with the role."""
    role = entry.roles.get(code or "")
    return f"{code} {messages.word_of('roles', role)}" if role else code or ""


def score(line: LedgerEntry) -> Fraction | None:
    """None also of a village that has nothing recorded."""
    return None if line.assessed.nothing_recorded else line.assessed.assessment.score


def conclusion_text(line: LedgerEntry, messages: Messages) -> str:
    """The town's; as long as there is none, the proposed one, and that it is no more
    than that.
    """
    if line.standing.accepted is not None:
        return messages.word_of("conclusions", line.standing.conclusion)
    if line.assessed.nothing_recorded:
        return messages.ui("nothing_kept")
    return messages.ui(
        "proposed_only", word=messages.words.CONCLUSIONS[line.standing.conclusion]
    )


def _met(line: LedgerEntry, messages: Messages) -> Iterator[Row]:
    standing = line.standing
    yield {
        **_branch(line, messages),
        "met": standing.count("met"),
        "basic": standing.count("partial"),
        "not_applicable": standing.count("not_applicable"),
        "own_score": standing.own_score,
        "score": score(line),
        "accepted_on": standing.accepted_on,
        "lead": staff(line, line.village.lead, messages),
        "keep_up": None,
        "note": None if standing.accepted_on else conclusion_text(line, messages),
    }


def _unmet(line: LedgerEntry, messages: Messages) -> Iterator[Row]:
    """A row for each standard with a gap. Of a village that has none, or has nothing
    recorded, a row that says so.
    """
    gaps: list[StandardResult | None] = [
        one for one in line.assessed.assessment.standards if one.gaps
    ]
    for number, one in enumerate(
        [None] if line.assessed.nothing_recorded else gaps or [None]
    ):
        yield {
            **_branch(line, messages),
            "score": score(line),
            "lead": staff(line, line.village.lead, messages),
            **_gap(line, one, messages),
            "note": None if number else conclusion_text(line, messages),
        }


def _gap(line: LedgerEntry, found: StandardResult | None, messages: Messages) -> Row:
    """Of one standard: what lacks, as the check says it, and what the village and the
    town have written of its items that are open.
    """
    items = open_items(line, found.standard.id) if found else []
    plans = [one.plan for one in items if one.plan]
    words = messages.words
    return {
        "standard": found.standard.id if found else None,
        "title": found.standard.title[messages.lang] if found else None,
        "degree": words.OUTCOMES[found.outcome] if found else None,
        "gap": join(map(messages.rule, found.gaps), messages) if found else None,
        "cause": join((plan.cause for plan in plans), messages),
        "measure": join((plan.measure for plan in plans), messages),
        "responsible": answering(found, items, messages) if found else None,
        "due": max((one.joined.due for one in items), default=None),
        "state": join((state_text(one, messages) for one in items), messages),
        "why_not": join((one.why_not for one in items), messages),
    }


def open_items(line: LedgerEntry, standard: str) -> list[Rectification]:
    """A village's open items of a standard."""
    every = (entry.one for entry in line.entries if entry.one.is_open)
    return [one for one in every if one.standard and one.standard.id == standard]


def answering(
    found: StandardResult, items: Iterable[Rectification], messages: Messages
) -> str:
    """The role that the standard names, and who answers for its items in the
    village.
    """
    role = str(messages.words.RESPONSIBLE[found.standard.responsible])
    named = {
        one.plan.responsible: one.leaving
        for one in items
        if one.plan and one.plan.responsible
    }
    people = (messages.person(code, left=left) for code, left in named.items())
    return " ".join([role, *people])


def _branch(line: LedgerEntry, messages: Messages) -> Row:
    gone = line.standing.leaving
    return {
        "branch": line.assessed.village.name,
        "secretary": messages.words.AND.join(
            messages.person(c, left=c in gone) for c in line.standing.secretaries
        ),
        "members": line.standing.members or None,
    }


def join(texts: Iterable[str | None], messages: Messages) -> str:
    """Texts without those that are empty or have been said."""
    return str(messages.words.SEMI).join(dict.fromkeys(text for text in texts if text))


OF_VILLAGES: Final[Mapping[str, Callable[[LedgerEntry, Messages], Iterator[Row]]]] = {
    "met": _met, "unmet": _unmet, "pending": _unmet,
}  # fmt: skip
