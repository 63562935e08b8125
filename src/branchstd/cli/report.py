"""`report`: a phase's report of the town or of one village, as Markdown or as one page
that prints.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from branchstd.cli.support.documents import hand_out
from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, complete_village
from branchstd.cli.support.output import write
from branchstd.cli.support.reporting import PhaseName, compose, open_for_phase, year_of
from branchstd.cli.support.session import (
    Session,
    show,
    unless_lost,
)
from branchstd.mask import mask


class ReportFormat(StrEnum):
    """How names of templates go on before `.j2`, and names of reports end."""

    MD = "md"
    HTML = "html"


def command(
    context: typer.Context,
    *,
    phase: Annotated[
        PhaseName, typer.Option("--phase", help=HELP["report_phase"])
    ] = PhaseName.ASSESS,
    village: Annotated[
        str | None,
        typer.Option(
            "--village", help=HELP["report_village"], autocompletion=complete_village
        ),
    ] = None,
    format_: Annotated[
        ReportFormat, typer.Option("--format", help=HELP["report_format"])
    ] = ReportFormat.MD,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help=HELP["report_out"], metavar="DIR")
    ] = None,
    as_of: AsOf = None,
) -> int:
    session = open_for_phase(context.obj, str(phase), as_of)
    town = session.town([village] if village else [])
    year = year_of(town, str(phase), of_one=bool(village))
    text = compose(session, year, village, str(format_))
    if out is None or str(out) == "-":
        write(text, console=False)
    else:
        path = out / f"{_name(session, str(phase), village)}.{format_}"
        hand_out({path: text.encode()}, session)
        show([session.messages().ui("report_written", file=path)])
    unless_lost(town.missing.faults)
    return Exit.CLEAN


def _name(session: Session, phase: str, village: str | None) -> str:
    name = "-".join(
        filter(
            None,
            (
                phase,
                session.chosen([village])[0] if village else "",
                str(session.as_of),
            ),
        )
    )
    return mask(name).replace("*", "-")  # no sign for a file's name
