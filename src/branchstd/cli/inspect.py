"""`inspect`: whom and what to visit, drawn by lot, and what became of the visits that
were made.
"""

from __future__ import annotations

from typing import Annotated

import typer

from branchstd.cli.support.documents import FormatOption, ListFormat, write_out
from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.lots import lots
from branchstd.cli.support.options import AsOf, Villages, strip_words
from branchstd.cli.support.pages import Command, group
from branchstd.cli.support.session import open_session, show, unless_lost
from branchstd.findings import excerpt
from branchstd.render.report.oversight import inspections
from branchstd.render.style import indent
from branchstd.workflow.oversight import DRAWN

app = group("inspect", HELP["inspect"])


@app.command("list", cls=Command, help=HELP["inspect_list"])
def list_(
    context: typer.Context,
    villages: Villages = None,
    *,
    format_: FormatOption = ListFormat.TEXT,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    messages = session.messages(document=format_.is_document)
    town = session.town(villages or [])
    years = town.years()
    found = inspections(years, session.as_of, messages)
    write_out(
        [found["findings"]] if format_ is ListFormat.CSV else list(found.values()),
        format_,
        session,
    )
    unless_lost(town.missing.faults)
    states = {
        one.state for year in years for visit in year.visits for one in visit.findings
    }
    return Exit.FINDINGS if states & {"not_listed", "revisit"} else Exit.CLEAN


@app.command("draw", cls=Command, help=HELP["inspect_draw"])
def draw(
    context: typer.Context,
    villages: Villages = None,
    *,
    seed: Annotated[
        str,
        typer.Option(
            "--seed", callback=strip_words, help=HELP["draw_seed"], metavar="TEXT"
        ),
    ],
    count: Annotated[
        int, typer.Option("--villages", min=1, help=HELP["draw_villages"])
    ] = DRAWN[0],
    standards: Annotated[
        int, typer.Option("--standards", min=1, help=HELP["draw_standards"])
    ] = DRAWN[1],
    format_: FormatOption = ListFormat.TEXT,
) -> int:
    session = open_session(context.obj)
    messages = session.messages(document=format_.is_document)
    found = lots(session, villages or [], (count, standards), seed, messages)
    write_out([found], format_, session)
    if format_ is ListFormat.TEXT:
        show(
            [
                indent(
                    messages.ui(
                        "draw_again", seed=seed if seed.isprintable() else excerpt(seed)
                    ),
                    0,
                    "dim",
                )
            ]
        )
    return Exit.CLEAN
