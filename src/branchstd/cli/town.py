"""`town`: the targets of the plan over all villages, exact; nothing about single
villages.
"""

from __future__ import annotations

import typer

from branchstd.cli.support.exits import Exit
from branchstd.cli.support.options import AsOf
from branchstd.cli.support.session import noting, of_problems, open_session, show
from branchstd.findings import Outcome, Problem
from branchstd.render import catalogue_text, check_text, town_text


def command(context: typer.Context, as_of: AsOf = None) -> int:
    session = open_session(context.obj, as_of)
    messages = session.messages()
    unread: list[Problem] = []
    found = session.workspace.targets(
        noting(session.villages(()), unread), session.as_of
    )
    show(catalogue_text.summary(messages))
    office = session.workspace.office
    counted = town_text.units(session.workspace.kinds, messages)
    show(
        town_text.targets(
            office.town.name, found, session.judging_day, messages, counted
        )
    )
    show(check_text.problems(unread, messages))
    unmet = (
        Exit.FINDINGS
        if any(result.outcome is Outcome.UNMET for result in found)
        else Exit.CLEAN
    )
    return max(unmet, of_problems(unread))
