"""`verify`: a report's check code against what the records say now of the same day."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final

import typer

from branchstd.cli.exits import Exit, RefusalError
from branchstd.cli.help import HELP, LANG
from branchstd.cli.reporting import opened, written
from branchstd.cli.session import show
from branchstd.cli.settings import Settings
from branchstd.findings import Place, Problem
from branchstd.messages.telling import Teller
from branchstd.store.files import text_of

MARK: Final = re.compile(
    r"branchstd-report phase=(deploy|advance|assess) village=([a-z0-9-]*) format=(md|html) lang=(zh|en) "
    r"as_of=(\d{4}-\d\d-\d\d) code=([0-9a-f]{10})"
)


def command(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=HELP["verify_files"], metavar="FILE...")],
) -> int:
    worst = Exit.CLEAN
    for path in files:
        code, now = _codes(context.obj, path)
        key = "verified" if code == now else "unverified"
        show([Teller(LANG).ui(key, file=path, code=code, now=now)])
        worst = max(worst, Exit.CLEAN if code == now else Exit.FINDINGS)
    return worst


def _codes(settings: Settings, path: Path) -> tuple[str, str]:
    """The code that stands in a report, and the one that its words would have now. Raises RefusalError."""
    text = text_of(path)
    found = None if isinstance(text, Problem) else _last(text)
    if found is None:
        raise RefusalError([text if isinstance(text, Problem) else Problem("no_report", Place(str(path), 0))])
    phase, village, format_, lang, as_of, code = found
    session = opened(Settings(settings.root, lang), phase, as_of)
    again = _last(written(session, phase, village or None, format_))
    return code, again[5] if again else ""


def _last(text: str) -> tuple[str, ...] | None:
    marks = MARK.findall(text)
    return marks[-1] if marks else None
