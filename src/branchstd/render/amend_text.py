"""A change of a record file for the terminal: its lines, what it moves, what is said against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from rich.console import RenderableType

from branchstd.assess import Assessment, RuleResult, SurveyedVillage
from branchstd.findings import Problem
from branchstd.messages.speech import Speech
from branchstd.records.base import Record
from branchstd.render.check_text import problems, rule_line
from branchstd.render.look import heading, indented
from branchstd.render.records_text import reason

# Reasons that a clerk can do something about, if it was so.
WANTING: Final = ("needs", "demand", "steps")
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
    yield from lines(found.diff)
    yield from problems(found.problems, speech)


def lines(diff: Sequence[str]) -> Iterator[RenderableType]:
    """A difference without the file's two names."""
    return (indented(line, 0, STYLES.get(line[:1], ""), keep=True) for line in diff[2:])


def served(found: Assessment, record: Record, speech: Speech) -> Iterator[RenderableType]:
    """The rules in which a new record counts, and those that looked at it and found something lacking."""
    place = record.mark.place
    rules = list(_rules(found))
    counting = [rule for rule in rules if any(one.mark.place == place for one in rule.answer.counted)]
    wanting = [(rule, left) for rule in rules for left in rule.answer.rejected
               if left.record.mark.place == place and left.reason in WANTING]  # fmt: skip
    if not counting:
        yield indented(speech.ui("serves_none"), 0)
    for rule in counting:
        yield indented(rule_line(rule, speech))
    if wanting:
        yield heading(speech.ui("still_wanted"))
        yield from (indented(f"{rule.rule.id} {reason(left, speech)}") for rule, left in wanting)


def _rules(found: Assessment) -> Iterator[RuleResult]:
    return (rule for standard in found.standards for rule in standard.rules)
