"""`gaps`: everything partial or unmet, by village, standard, aspect or responsible
role.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, Villages
from branchstd.cli.support.session import noting, open_session, show, unless_lost
from branchstd.findings import Problem
from branchstd.render import catalogue_text, gaps_text
from branchstd.workflow.rectification import by_rule


class GapGrouping(StrEnum):
    """What gaps stand under. `responsible`: the role that answers for the standard."""

    VILLAGE = "village"
    STANDARD = "standard"
    ASPECT = "aspect"
    RESPONSIBLE = "responsible"


def command(
    context: typer.Context,
    villages: Villages = None,
    by: Annotated[
        GapGrouping, typer.Option("--by", help=HELP["by"])
    ] = GapGrouping.VILLAGE,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    messages = session.messages()
    unread: list[Problem] = []
    read = noting(session.villages(villages or ()), unread)
    found: list[gaps_text.GapLine] = []
    for one in read:
        found += gaps_text.gaps_of(
            one.assessment, by_rule(session.workspace.desk(one).items())
        )
    show(catalogue_text.summary(messages))
    show(gaps_text.gaps(found, by, messages) if found else [messages.ui("no_gaps")])
    unless_lost(unread)
    return Exit.FINDINGS if found else Exit.CLEAN
