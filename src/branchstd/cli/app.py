"""The command line as a whole: the commands, the options before them, and how a run
ends.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from branchstd import __version__
from branchstd.cli.support.context import Options
from branchstd.cli.support.language import HELP, LANG
from branchstd.cli.support.layout import COMMANDS
from branchstd.cli.support.output import allow_any_encoding
from branchstd.cli.support.pages import Command, Group
from branchstd.messages import SPOKEN

BEFORE = ("--root", "--lang")
FLAG = "--no-cache"
INTERRUPTED = 130  # typer's answer to Ctrl-C


class Commands(Group):
    """All commands by name; a command's module, and all that it needs, is loaded when
    the command is asked for.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """In the order of the help page; no command is loaded for it."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Loads the command's module; None for a name that is none of ours."""
        return _load(cmd_name) if cmd_name in COMMANDS else None

    def summaries(self, ctx: Any) -> Iterator[tuple[str, str, str]]:
        """Panel, name and help, out of the language tables: no command is loaded."""
        return ((HELP[panel], name, HELP[name]) for name, panel in COMMANDS.items())


def _load(name: str) -> Any:
    """A module's `app` where it has commands of its own, else its `command`."""
    module = import_module(f"branchstd.cli.{name}{'_' if iskeyword(name) else ''}")
    if hasattr(module, "app"):
        return get_command(module.app)
    own = typer.Typer(add_completion=False)
    own.command(name, cls=Command, help=HELP[name])(module.command)
    return get_command(own)


app = typer.Typer(
    name="branchstd",
    cls=Commands,
    help=HELP["app"],
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"branchstd {__version__}\n")
        raise typer.Exit


@app.callback()
def before(
    context: typer.Context,
    root: Annotated[
        Path | None, typer.Option("--root", help=HELP["root"], metavar="DIR")
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", help=HELP["lang"], metavar="zh|en")
    ] = None,
    _no_cache: Annotated[
        bool, typer.Option("--no-cache", help=HELP["no_cache"])
    ] = False,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help=HELP["version"], callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    if lang is not None and lang not in SPOKEN:
        raise typer.BadParameter(lang, param_hint="--lang")
    context.obj = replace(context.obj, root=root or Path(), lang=lang)


def invoke(argv: list[str]) -> int:
    """Runs a command line to its exit code; whatever goes wrong is told in the user's
    language.
    """
    allow_any_encoding()
    settings = Options(Path(), None)
    try:
        return run_line(argv, settings)
    except (Exception, KeyboardInterrupt) as error:
        from branchstd.cli.support.endings import tell_ending  # most runs end well

        return tell_ending(error, settings, LANG)


def run_line(argv: list[str], settings: Options) -> int:
    """A command line's exit code. Raises what a command raises."""
    how: Any = {"prog_name": "branchstd", "standalone_mode": False, "obj": settings}
    try:
        code = int(get_command(app).main(args=move_global_options(argv), **how) or 0)
    except SystemExit as end:  # so typer ends a run whose reader has gone
        raise (
            end.__context__ if isinstance(end.__context__, OSError) else end
        ) from None
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return code


def move_global_options(argv: list[str]) -> list[str]:
    """--root, --lang and --no-cache may stand anywhere on the line; they are moved
    before the command.
    """
    first: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            return [*first, *rest, word, *words]
        if word in BEFORE:
            first += [
                word,
                *(value for value in [next(words, None)] if value is not None),
            ]
        elif word == FLAG or word.startswith(tuple(f"{name}=" for name in BEFORE)):
            first.append(word)
        else:
            rest.append(word)
    return first + rest
