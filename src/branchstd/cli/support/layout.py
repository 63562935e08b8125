"""How help pages look: Chinese text wraps between characters, names stay aligned.

The page of the program itself is laid out here alone: who asks what there is does not
wait for Typer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from shutil import get_terminal_size
from typing import Final

from rich.cells import cell_len

from branchstd.cli.support.language import HELP
from branchstd.cli.support.output import allow_any_encoding
from branchstd.render.breaks import breaks

WIDEST_NAME = 30
Row = tuple[str, str]
# Each command, in a module of its name, with its panel on the help page.
COMMANDS: Final = {
    **dict.fromkeys(
        ("check", "why", "gaps", "due", "plan", "town", "rollup", "explain"),
        "panel_check",
    ),
    **dict.fromkeys(("add", "export", "import", "undo", "fmt"), "panel_record"),
    **dict.fromkeys(("rectify", "lists"), "panel_rectify"),
    **dict.fromkeys(("inspect", "feedback", "accept", "stars"), "panel_cycle"),
    **dict.fromkeys(("report", "paper", "verify", "compare"), "panel_report"),
    **dict.fromkeys(
        ("demo", "init", "doctor", "catalogue", "schema"), "panel_maintain"
    ),
}
# What may stand before a command, as Typer names it, by its help.
OPTIONS: Final = {
    "root": "--root DIR",
    "lang": "--lang zh|en",
    "no_cache": "--no-cache",
    "version": "--version",
    "--install-completion": "--install-completion",
    "--show-completion": "--show-completion",
    "--help": "-h, --help",
}


def show_program() -> int:
    """The help page of the program itself, on stdout."""
    panels: dict[str, list[Row]] = {}
    for name, panel in COMMANDS.items():
        panels.setdefault(HELP[panel], []).append((name, HELP[name]))
    panels[HELP["options"]] = [(names, HELP[key]) for key, names in OPTIONS.items()]
    usage = " ".join(["branchstd", HELP["some_options"], HELP["some_command"]])
    # As Typer's pages are.
    width = max(min(get_terminal_size().columns, 80) - 2, 50)
    allow_any_encoding()
    sys.stdout.write("\n".join(lay_out(usage, HELP["app"], panels, width)) + "\n")
    return 0


def lay_out(
    usage: str, text: str, panels: Mapping[str, list[Row]], width: int
) -> Iterator[str]:
    """The lines of a page; of panels those with rows."""
    yield HELP["usage"].format(usage=usage)
    yield ""
    yield from _wrap(text, 2, width)
    for title, rows in panels.items():
        yield from _section(title, rows, width)


def _section(title: str, rows: list[Row], width: int) -> Iterator[str]:
    if not rows:
        return
    column = min(max(cell_len(name) for name, _ in rows), WIDEST_NAME) + 4
    yield ""
    yield title
    for name, text in rows:
        lines = list(_wrap(text, column, width)) or [""]
        padded = f"  {name}" + " " * (column - 2 - cell_len(name))
        yield (
            padded + lines[0].lstrip() if cell_len(name) <= column - 4 else f"  {name}"
        )
        yield from lines[1:] if cell_len(name) <= column - 4 else lines


def _wrap(text: str, indent: int, width: int) -> Iterator[str]:
    at = [0, *breaks(text, max(width - indent, 20)), len(text)]
    for start, end in pairwise(at):
        if start < end:
            yield " " * indent + text[start:end].strip()
