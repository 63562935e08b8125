"""`explain`: what a number, a code or a bare word of the catalogue means."""

from __future__ import annotations

from typing import Annotated

import typer

from branchstd.cli.catalogue import opened, spoken_words
from branchstd.cli.exits import Exit, RefusalError
from branchstd.cli.help import HELP
from branchstd.cli.session import show
from branchstd.findings import Place, Problem, shown
from branchstd.render import explain_text


def command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=HELP["id"], metavar="ID")],
) -> int:
    said, speech = spoken_words(context.obj), opened(context.obj)[2]
    meant = [found for label in said.labels(name) if (found := explain_text.explain(label, speech))]
    told = explain_text.explain(name, speech)
    if told is None and not meant:
        near = explain_text.closest(name, speech)
        raise RefusalError([Problem("unknown_standard", Place("standards/", 0), {"name": shown(name), "near": near})])
    for lines in [*meant, *([told] if told is not None else [])]:
        show(lines)
    return Exit.CLEAN
