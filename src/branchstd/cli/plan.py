"""`plan`: the year's duties by phase with their proof, and the contradictions that
stand in the plan itself.
"""

from __future__ import annotations

from typing import Annotated

import typer

from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf
from branchstd.cli.support.pages import Command, group
from branchstd.cli.support.reporting import PhaseName
from branchstd.cli.support.session import open_session, show, unless_lost
from branchstd.render import catalogue_text, plan_text, town_text
from branchstd.workflow.duties import contradictions, phase_of
from branchstd.workflow.proof import DutyState

app = group("plan", HELP["plan"])


@app.command("show", cls=Command, help=HELP["plan_show"])
def show_(
    context: typer.Context,
    phase: Annotated[
        PhaseName | None, typer.Option("--phase", help=HELP["phase"])
    ] = None,
    lacking: Annotated[bool, typer.Option("--lacking", help=HELP["lacking"])] = False,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    town = session.town()
    found = town.duties
    if phase is not None:
        found = [
            one
            for one in found
            if (own := phase_of(one, session.workspace.plan)) and own.id == phase
        ]
    if lacking:
        found = [one for one in found if one.state is DutyState.LACKING]
    messages = session.messages()
    show(catalogue_text.summary(messages))
    show(
        plan_text.duties(
            found,
            session.judging_day,
            messages,
            town_text.units(session.workspace.kinds, messages),
        )
    )
    unless_lost(town.missing.faults)
    return (
        Exit.FINDINGS
        if any(one.state is DutyState.LACKING for one in found)
        else Exit.CLEAN
    )


@app.command("lint", cls=Command, help=HELP["plan_lint"])
def lint(context: typer.Context) -> int:
    session = open_session(context.obj)
    messages = session.messages()
    plan = session.workspace.plan
    found = list(contradictions(plan))
    show(plan_text.contradictions(found, messages))
    return (
        Exit.FINDINGS
        if any(one.point and one.point.id not in plan.settlements for one in found)
        else Exit.CLEAN
    )
