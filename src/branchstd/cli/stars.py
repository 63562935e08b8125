"""`stars`: what the bands propose and the town decided; of one village also its members, inside the branch."""

from __future__ import annotations

from typing import Annotated

import typer

from branchstd.cli.exits import Exit
from branchstd.cli.help import HELP
from branchstd.cli.lists import Format, told
from branchstd.cli.options import AsOf, complete_village
from branchstd.cli.session import open_session, show, unless_lost
from branchstd.cli.years import lost, village_years
from branchstd.render.look import indented
from branchstd.render.report.summing import branch_stars, member_stars, star_bands
from branchstd.workflow.stars import members

Village = Annotated[
    str | None, typer.Argument(help=HELP["stars_village"], metavar="[VILLAGE]", autocompletion=complete_village)
]


def command(
    context: typer.Context,
    village: Village = None,
    *,
    format_: Annotated[Format, typer.Option("--format", help=HELP["list_format"])] = Format.TEXT,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    years = village_years(session, [village] if village else [])
    speech = session.speech(default=None if format_ is Format.TEXT else "zh")
    found = [branch_stars(years, speech)]
    if village:
        (one,) = years
        own = session.speech(session.names(one.slug), default=None if format_ is Format.TEXT else "zh")
        found = [*found, member_stars(one, members(session.survey.view(one.line.surveyed)), own)]
    told(found if format_ is not Format.CSV else found[-1:], format_, session)
    if format_ is Format.TEXT:
        show([indented(star_bands(speech), 0, "dim")])
    unless_lost(lost(session, [year.line.surveyed for year in years]))
    return Exit.CLEAN
