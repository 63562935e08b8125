"""`inspect`: whom and what to visit, drawn by lot, and what became of the visits that
were made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from branchstd.catalogue.model import Standard
from branchstd.cli.support.documents import FormatOption, ListFormat, write_out
from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, Villages, strip_words
from branchstd.cli.support.pages import Command, group
from branchstd.cli.support.session import open_session, show, unless_lost
from branchstd.findings import excerpt
from branchstd.messages.messages import Messages
from branchstd.render.report.oversight import inspections
from branchstd.render.style import indent
from branchstd.render.tables import Table, table
from branchstd.workflow.oversight import drawn

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
    ] = 2,
    standards: Annotated[
        int, typer.Option("--standards", min=1, help=HELP["draw_standards"])
    ] = 5,
    format_: FormatOption = ListFormat.TEXT,
) -> int:
    session = open_session(context.obj)
    messages = session.messages(document=format_.is_document)
    workspace = session.workspace
    among = [
        slug
        for slug in session.chosen(villages or [])
        if villages or workspace.kind(slug) == "village"
    ]
    chosen = drawn(among, count, seed)
    asked = {
        slug: workspace.catalogue.of_kind(workspace.kind(slug)).standards
        for slug in chosen
    }
    write_out(
        [_lots(asked, standards, seed, workspace.office.names, messages)],
        format_,
        session,
    )
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


def _lots(
    asked: Mapping[str, tuple[Standard, ...]],
    count: int,
    seed: str,
    names: Mapping[str, str],
    messages: Messages,
) -> Table:
    """A row a unit and standard that is asked of it; each has lots of its own."""
    titles = {
        slug: {one.id: one.title[messages.lang] for one in standards}
        for slug, standards in asked.items()
    }
    rows = (
        {"village": names[slug], "standard": code, "title": titles[slug][code]}
        for slug in asked
        for code in drawn(titles[slug], count, f"{seed}/{slug}")
    )
    return table("draw", rows, messages)
