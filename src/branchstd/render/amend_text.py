"""A change of a record file for the terminal: its lines, what it moves, what is said against it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from rich.console import RenderableType

from branchstd.assess import Assessment, RuleResult, SurveyedVillage
from branchstd.findings import Problem
from branchstd.messages.speech import Speech
from branchstd.render.check_text import problems, rule_line
from branchstd.render.look import heading, indented

STYLES: Final = {"+": "green", "-": "red", "@": "dim"}


class Change(Protocol):
    """`branchstd.amend.Amendment`, of which only this is shown."""

    @property
    def file(self) -> str: ...
    @property
    def changes(self) -> bool: ...
    @property
    def diff(self) -> tuple[str, ...]: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def was(self) -> SurveyedVillage: ...
    @property
    def now(self) -> SurveyedVillage: ...


def changed(found: Change, speech: Speech, *, dry_run: bool) -> Iterator[RenderableType]:
    """Which lines of which file; the file's two names at the head of a difference say nothing that is not said."""
    if not found.changes:
        yield indented(speech.ui("nothing_to_write", file=found.file), 0)
        return
    yield heading(speech.ui("would_write" if dry_run else "written", file=found.file))
    for line in found.diff[2:]:
        yield indented(line, 0, STYLES.get(line[:1], ""), keep=True)
    yield from problems(found.problems, speech)


def moved(found: Change, speech: Speech) -> Iterator[RenderableType]:
    """The rules that come out otherwise with the change, as they come out then."""
    before = {rule.rule.id: rule for rule in _rules(found.was.assessment)}
    after = [rule for rule in _rules(found.now.assessment) if _differs(before.get(rule.rule.id), rule)]
    yield from (indented(rule_line(rule, speech)) for rule in after)


def _rules(found: Assessment) -> Iterator[RuleResult]:
    return (rule for standard in found.standards for rule in standard.rules)


def _differs(before: RuleResult | None, after: RuleResult) -> bool:
    return before is None or (before.outcome, before.share, before.answer.observed) != (
        after.outcome,
        after.share,
        after.answer.observed,
    )
