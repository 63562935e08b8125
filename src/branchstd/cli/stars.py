"""`stars`: what the bands propose and the town decided; of one village also its
members, inside the branch.
"""

from __future__ import annotations

from typing import Annotated

import typer

from branchstd.cli.support.documents import FormatOption, ListFormat, write_out
from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, complete_village
from branchstd.cli.support.session import open_session, show, unless_lost
from branchstd.render.report.summing import branch_stars, member_stars, star_bands
from branchstd.render.style import indent
from branchstd.workflow.oversight import members

Village = Annotated[
    str | None,
    typer.Argument(
        help=HELP["stars_village"], metavar="[VILLAGE]", autocompletion=complete_village
    ),
]


def command(
    context: typer.Context,
    village: Village = None,
    *,
    format_: FormatOption = ListFormat.TEXT,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    town = session.town([village] if village else [])
    years = town.years()
    messages = session.messages(document=format_.is_document)
    found = [branch_stars(years, messages)]
    if village:
        (one,) = years
        own = session.messages(session.names(one.slug), document=format_.is_document)
        found = [
            *found,
            member_stars(one, members(session.workspace.view(one.line.assessed)), own),
        ]
    write_out(found if format_ is not ListFormat.CSV else found[-1:], format_, session)
    if format_ is ListFormat.TEXT:
        show([indent(star_bands(messages), 0, "dim")])
    unless_lost(town.missing.faults)
    return Exit.CLEAN
