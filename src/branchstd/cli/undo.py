"""`undo`: puts back all files of a change that touched several together."""

from __future__ import annotations

from typing import Annotated

import typer

from branchstd.cli.support.amending import lock
from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.session import open_session, refusing, show, stamp
from branchstd.render.style import indent


def command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=HELP["undo_name"], metavar="NAME")],
) -> int:
    with lock(context.obj, dry_run=False) as hand:
        session = open_session(context.obj)
        assert hand is not None  # noqa: S101  nothing is only shown here
        with refusing():
            again = hand.undo(name, f"undo {name}", stamp())
    text = session.messages().ui("undone", name=name, again=again)
    show([indent(text, 0, keep=True)])
    return Exit.CLEAN
