"""A change of a record file for the terminal: its lines, what it moves, what is said
against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Final, Protocol

from rich.console import RenderableType

from branchstd.assess import AssessedVillage, Assessment, RuleResult
from branchstd.catalogue.rules import Rule
from branchstd.findings import Outcome, Place, Problem
from branchstd.messages.messages import Messages
from branchstd.messages.reasons import reason
from branchstd.records.base import Record
from branchstd.records.persons import delicate
from branchstd.records.town import KIND_OF
from branchstd.render.check_text import problems, rule_line
from branchstd.render.style import heading, indent

# Reasons told also of a record that counts elsewhere: what was perhaps only left out,
# came late or is too little.
ALWAYS: Final = frozenset(
    {"unsaid", "attendance", "after", "short", "period", "no_steps"}
)
STYLES: Final = {"+": "green", "-": "red", "@": "dim"}


class LineChange(Protocol):
    """`branchstd.amend.Amendment`, of which only this is shown."""

    @property
    def file(self) -> str:
        """From the root, with `/`."""

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""

    @property
    def diff(self) -> tuple[str, ...]:
        """Lines of a unified difference, the file's two names first."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the change brings in and is not refused for."""

    @property
    def was(self) -> AssessedVillage:
        """The village without the change."""

    @property
    def now(self) -> AssessedVillage:
        """The village with the change."""


def show_changes(
    found: LineChange, messages: Messages, *, dry_run: bool, brief: bool = False
) -> Iterator[RenderableType]:
    """Which lines of which file; the file's two names at the head of a difference say
    nothing that is not said. brief: without the lines.
    """
    if not found.changes:
        yield indent(messages.ui("nothing_to_write", file=found.file), 0)
        return
    yield heading(messages.ui("would_write" if dry_run else "written", file=found.file))
    if not brief:
        yield from lines(found.diff)
    yield from problems(found.problems, messages)
    if words := delicate(
        "\n".join(line for line in found.diff if line.startswith("+"))
    ):
        yield indent(messages.ui("delicate", words=messages.words.AND.join(words)), 0)


def lines(diff: Sequence[str]) -> Iterator[RenderableType]:
    """A difference without the file's two names."""
    return (indent(line, 0, STYLES.get(line[:1], ""), keep=True) for line in diff[2:])


def show_rules(
    found: LineChange, records: Sequence[Record], messages: Messages
) -> Iterator[RenderableType]:
    """The rules in which new records count or that they move, and those that looked at
    them and found them lacking.
    """
    before = {rule.rule.id: rule for rule in _rules(found.was.assessment)}
    rules = [(before.get(rule.rule.id), rule) for rule in _rules(found.now.assessment)]
    places = {record.mark.place for record in records}
    counting = [
        pair
        for pair in rules
        if any(one.mark.place in places for one in pair[1].answer.counted)
    ]
    moved = [pair for pair in rules if pair not in counting and _differs(*pair)]
    as_of = found.now.assessment.as_of
    later = {day for one in records if (day := one.day()) and day > as_of}
    for day in sorted(later):
        yield indent(messages.ui("serves_later", day=day.isoformat()), 0)
    if not later and not counting and not moved:
        yield indent(messages.ui("serves_none"), 0)
        yield from _conditions(found.now, records[-1], messages)
    yield from _list_rules("serves", counting, messages)
    yield from _list_rules("serves_moved", moved, messages)
    yield from _wanting([rule for _, rule in rules], places, messages)


def _conditions(
    now: AssessedVillage, record: Record, messages: Messages
) -> Iterator[RenderableType]:
    """Rules that would look at such a record, were something the case with the village
    that is not, or not yet said.
    """
    asking: dict[tuple[str, str], list[str]] = {}
    for one in _rules(now.assessment):
        key = "serves_unsaid" if one.answer.cause == "no_facts" else "serves_if"
        is_off = key == "serves_unsaid" or one.outcome is Outcome.NOT_APPLICABLE
        if is_off and one.rule.when and _is_meant(one.rule, record):
            asking.setdefault((key, one.rule.when), []).append(one.rule.id)
    for (key, when), rules in asking.items():
        values = {
            "rules": messages.words.AND.join(rules),
            "fact": messages.words.FACTS[when],
        }
        yield indent(messages.ui(key, **values), 0)


def _is_meant(rule: Rule, record: Record) -> bool:
    """Whether a rule looks for such records, as far as their own fields say."""
    if rule.kind == "judgement" or rule.record != KIND_OF[type(record)]:
        return False
    said = dict(record)
    return all(
        said[name] in codes for name, codes in rule.where.items() if name in said
    )


def _list_rules(
    title: str, rules: list[tuple[RuleResult | None, RuleResult]], messages: Messages
) -> Iterator[RenderableType]:
    """Rules as they come out with the change, and what they were if that was something
    else.
    """
    if rules:
        yield heading(messages.ui(title))
    for before, after in rules:
        line = rule_line(after, messages)
        if before is not None and before.outcome != after.outcome:
            line.append(
                messages.ui(
                    "was_outcome", outcome=messages.words.OUTCOMES[before.outcome]
                ),
                "bold",
            )
        yield indent(line)


def _wanting(
    rules: list[RuleResult], places: Set[Place], messages: Messages
) -> Iterator[RenderableType]:
    """One line for each thing that lacks, with the rules that looked for it; all of it
    of a record that counts for nothing.
    """
    counting = {one.mark.place for rule in rules for one in rule.answer.counted}
    lacking: dict[str, dict[str, None]] = {}
    for rule in rules:
        for left in rule.answer.rejected:
            told = (
                not left.is_elsewhere
                or left.reason in ALWAYS
                or left.values.get("seen") == ""
            )
            place = left.record.mark.place
            if place in places and (told or place not in counting):
                said = reason(rule.rule, left, messages)
                lacking.setdefault(said, {})[rule.rule.id] = None
    if lacking:
        yield heading(messages.ui("still_wanted"))
        yield from (
            indent(f"{messages.words.AND.join(ids)} {what}")
            for what, ids in lacking.items()
        )


def _differs(before: RuleResult | None, after: RuleResult) -> bool:
    return before is None or (
        before.outcome,
        before.share,
        before.answer.observed,
        before.answer.expected,
    ) != (
        after.outcome,
        after.share,
        after.answer.observed,
        after.answer.expected,
    )


def _rules(found: Assessment) -> Iterator[RuleResult]:
    return (rule for standard in found.standards for rule in standard.rules)
