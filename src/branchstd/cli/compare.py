"""`compare`: what an update of the program moves, before anybody relies on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from branchstd.cli.support.exits import Exit, refusal, take_text
from branchstd.cli.support.language import HELP
from branchstd.cli.support.session import open_session, show
from branchstd.render import compare_text
from branchstd.store.files import text_of
from branchstd.workflow.updating import KeptCheck, compare_village, read_check


def command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=HELP["compare_file"], metavar="FILE")],
) -> int:
    """Settings that are refused now are told first, as any command tells them."""
    before = _read_kept(file)
    session = open_session(context.obj, before.as_of.isoformat())
    messages, workspace = session.messages(), session.workspace
    moved = False
    for village in before.villages:
        if village.village not in workspace.office.names:
            show([messages.ui("compare_gone", village=village.village)])
            continue
        found = workspace.village(village.village, session.as_of).assessment
        one = compare_village(
            village, found, workspace.catalogue, before.catalogue.version
        )
        moved = moved or not one.is_same
        show(compare_text.village(one, messages))
    return Exit.FINDINGS if moved else Exit.CLEAN


def _read_kept(file: Path) -> KeptCheck:
    if (check := read_check(take_text(text_of(file)))) is None:
        raise refusal("no_check", file)
    return check
