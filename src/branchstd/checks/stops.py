"""Stops of matters and candidates that take nothing out of a rule: what was due by then still counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from branchstd.catalogue.rules import Steps
from branchstd.findings import Problem
from branchstd.rules.amounts import name_of
from branchstd.rules.select import select
from branchstd.rules.steps import stands, unfounded
from branchstd.rules.view import View


def unfounded_stops(view: View) -> Iterator[Problem]:
    """Told at the day of the stop, with the steps that speak against it, unless the town has let it stand."""
    for rule in (rule for _, rule in view.catalogue.every_rule() if isinstance(rule, Steps) and not rule.hard):
        template = view.catalogue.templates[rule.template]
        for record in select(view, rule).records:
            stopped: Any = getattr(record, "stopped_on", None)
            if stopped is None or not (wrong := unfounded(view, template, record)) or stands(view, record):
                continue
            values = {"id": name_of(record), "seen": stopped.isoformat(), "steps": "、".join(wrong)}
            yield Problem("stop_unfounded", record.mark.of("stopped_on"), values)
