"""What an update moves, for the terminal: village by village, each rule's result before
and now, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich.console import RenderableType

from branchstd.assess import RuleResult
from branchstd.messages.messages import Messages, points
from branchstd.render.style import heading, indent
from branchstd.workflow.updating import KeptRule, KeptVeto, Moved, MovedVillage


def village(one: MovedVillage, messages: Messages) -> Iterator[RenderableType]:
    """Conclusion and score before and now; each rule that moved, and the news on it."""
    found, words = one.found, messages.words.CONCLUSIONS
    before, now = one.before.conclusion.proposed, found.conclusion.proposed
    yield heading(f"{found.name}  {messages.ui('as_of', day=found.as_of.isoformat())}")
    score = points(found.score) if found.score is not None else "-"
    told = {
        "before": words.get(before, before),
        "now": words[now],
        "was": one.before.score or "-",
        "score": score,
    }
    yield indent(
        messages.ui("compare_same" if one.is_same else "compare_village", **told)
    )
    for moved in one.moved:
        yield indent(_movement(moved, messages), 4)
        yield from (
            indent(messages.ui("compare_why", text=news.why[messages.lang]), 6)
            for news in moved.why
        )


def _movement(one: Moved, messages: Messages) -> str:
    noun = ""
    if isinstance(one.now, RuleResult):
        noun = one.now.rule.noun[messages.lang]
    elif one.before is None or isinstance(one.before, KeptVeto):
        noun = next(
            rule.noun[messages.lang]
            for rule in messages.catalogue.vetoes
            if rule.id == one.id
        )
    return messages.ui(
        "compare_rule",
        id=one.id,
        noun=noun,
        before=_outcome_text(one.before, messages),
        now=_outcome_text(one.now, messages),
    )


def _outcome_text(
    result: KeptRule | KeptVeto | RuleResult | str | None, messages: Messages
) -> str:
    """An outcome with its share, the state of a veto, or that it was not there."""
    if result is None:
        return messages.ui("compare_none")
    if isinstance(result, str):
        return str(messages.words.STATES[result])
    if isinstance(result, KeptVeto):
        return str(messages.words.STATES.get(result.state, result.state))
    word = str(messages.words.OUTCOMES.get(str(result.outcome), result.outcome))
    share: Fraction | None = result.share
    return word if share is None else f"{word} {share}"
