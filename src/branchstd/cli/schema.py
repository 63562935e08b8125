"""`schema`: JSON Schemas of all record files, for editors that help while typing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from branchstd.cli.support.exits import Exit, RefusalError
from branchstd.cli.support.language import HELP, LANG
from branchstd.cli.support.session import show
from branchstd.messages.phrases import Phrases
from branchstd.root import NoRootError, find_root
from branchstd.store.files import is_folder, shut
from branchstd.store.schemas import FOLDER, schema_files
from branchstd.store.writing import put


def command(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=HELP["schema_folder"], metavar="DIR"),
    ] = None,
) -> int:
    home = _home(context.obj.root)
    target = folder or home / FOLDER
    if folder is None and is_folder(home) and (closed := shut(home, target)):
        raise RefusalError([closed], Exit.UNWRITTEN)
    for name, text in schema_files(home if is_folder(home) else None):
        with context.obj.writing(target / name):
            put(target / name, text.encode())
    show(
        [
            Phrases(LANG).ui(
                "schemas_written", folder=target, count=len(context.obj.written)
            )
        ]
    )
    return Exit.CLEAN


def _home(start: Path) -> Path:
    """The town's folder, or where the search began."""
    try:
        return find_root(start)
    except NoRootError:
        return start
