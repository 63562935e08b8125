"""评判 judgement: a named person's word, in force on the day."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from branchstd.catalogue.rules import Judgement
from branchstd.findings import Outcome
from branchstd.records.town import Ruling
from branchstd.rules.answer import Answer, Rejected
from branchstd.rules.view import View

WORTH: Final = {"conforms": Fraction(1), "partly": Fraction(1, 2), "fails": Fraction(0)}


def judgement(view: View, rule: Judgement) -> Answer:
    """符合 1, 基本符合 1/2, 不符合 0; the latest ruling in force by whoever may give it, else it waits for one.

    A veto is also judged by the town's plain yes to it.
    """
    ruling = view.ruling(rule.id, lambda r: _decides(view, rule, r))
    if ruling is None:
        spoken = (*view.spoken(rule.id), *view.spoken(rule.id, lapsed=True))
        others = tuple(_unfit(view, rule, word) for word in spoken if word.verdict in WORTH)
        return Answer(outcome=Outcome.REVIEW, cause="no_judgement", rejected=others, values={"role": rule.role})
    return Answer(
        share=WORTH.get(ruling.verdict, Fraction(0)),
        counted=(ruling,),
        values=ruling_values(ruling),
    )


def _unfit(view: View, rule: Judgement, word: Ruling) -> Rejected:
    """Whose word does not count, and whose would."""
    values = {"by": word.by, "day": str(word.date), "role": rule.role}
    if word.until and word.until < view.as_of:
        return Rejected(word, "expired", "until", {"day": str(word.until)})
    had = view.role(word.by, word.date)
    key = "no_role" if had is None else "other_liaison" if had == rule.role else "other_role"
    return Rejected(word, "where", "by", values | {"key": key, "had": had or ""})


def ruling_values(word: Ruling) -> dict[str, str]:
    """Who ruled what, when and why."""
    return {"by": word.by, "on": word.date.isoformat(), "verdict": word.verdict, "reason": word.reason}


def _decides(view: View, rule: Judgement, ruling: Ruling) -> bool:
    if rule.effect and ruling.verdict == "yes":
        return True
    return ruling.verdict in WORTH and view.role(ruling.by, ruling.date) == rule.role
