"""`explain`: what a number, a code or a bare word of the catalogue means."""

from __future__ import annotations

from typing import Annotated

import typer

from branchstd.cli.catalogue import opened
from branchstd.cli.exits import Exit, RefusalError
from branchstd.cli.help import HELP
from branchstd.cli.session import show
from branchstd.findings import Place, Problem, shown
from branchstd.render import explain_text


def command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=HELP["id"], metavar="ID")],
) -> int:
    _, _, speech = opened(context.obj)
    told = explain_text.explain(name, speech)
    if told is None:
        near = explain_text.closest(name, speech)
        raise RefusalError([Problem("unknown_standard", Place("standards/", 0), {"name": shown(name), "near": near})])
    show(told)
    return Exit.CLEAN
