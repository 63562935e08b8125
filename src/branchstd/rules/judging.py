"""评判 judgement: a named person's word, in force on the day."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from branchstd.catalogue.rules import Judgement
from branchstd.findings import Outcome
from branchstd.rules.answer import Answer
from branchstd.rules.view import View

WORTH: Final = {"conforms": Fraction(1), "partly": Fraction(1, 2), "fails": Fraction(0)}


def judgement(view: View, rule: Judgement) -> Answer:
    """符合 1, 基本符合 1/2, 不符合 0; the latest ruling on the rule that is in force, else it waits for one."""
    ruling = view.ruling(rule.id, lambda r: r.verdict in WORTH)
    if ruling is None:
        return Answer(outcome=Outcome.REVIEW, cause="no_judgement", values={"role": rule.role})
    return Answer(
        share=WORTH[ruling.verdict],
        counted=(ruling,),
        values={"by": ruling.by, "on": ruling.date.isoformat(), "verdict": ruling.verdict, "reason": ruling.reason},
    )
