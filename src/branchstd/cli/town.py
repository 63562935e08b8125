"""`town`: the targets of the plan over all villages, exact; nothing about single villages."""

from __future__ import annotations

import typer

from branchstd.cli.exits import Exit
from branchstd.cli.options import AsOf
from branchstd.cli.session import open_session, show
from branchstd.findings import Outcome
from branchstd.render import catalogue_text, town_text


def command(context: typer.Context, as_of: AsOf = None) -> int:
    session = open_session(context.obj, as_of)
    speech = session.speech()
    found = session.survey.targets(session.villages(()), session.as_of)
    show(catalogue_text.summary(speech))
    show(town_text.targets(session.survey.office.town.name, found, session.as_of, speech))
    return Exit.FINDINGS if any(result.outcome is Outcome.UNMET for result in found) else Exit.CLEAN
