"""The command line as a whole: the commands, the options before them, and how a run
ends.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.main import get_command

from branchstd import __version__
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, LackingError, RefusalError
from branchstd.cli.support.language import HELP, LANG
from branchstd.cli.support.pages import Command, Group
from branchstd.cli.support.telling import say, tell
from branchstd.findings import Severity
from branchstd.messages import SPOKEN
from branchstd.messages.phrases import Phrases
from branchstd.stopping import SIGNALS

BEFORE = ("--root", "--lang")
# Each command, in a module of its name, with its panel on the help page.
COMMANDS: Final = {
    **dict.fromkeys(
        ("check", "why", "gaps", "due", "plan", "town", "explain"), "panel_check"
    ),
    **dict.fromkeys(("add", "export", "import", "undo", "fmt"), "panel_record"),
    **dict.fromkeys(("rectify", "lists"), "panel_rectify"),
    **dict.fromkeys(("inspect", "feedback", "accept", "stars"), "panel_cycle"),
    **dict.fromkeys(("report", "paper", "verify", "compare"), "panel_report"),
    **dict.fromkeys(
        ("demo", "init", "doctor", "catalogue", "schema"), "panel_maintain"
    ),
}


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
    phrases = Phrases(LANG)
    # What its encoding lacks becomes `?`; it may be closed.
    with suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    settings = Options(Path(), None)
    try:
        return run_line(argv, settings)
    except RefusalError as refusal:
        _tell(refusal, phrases)
        # Its result says what was written.
        if settings.written and not isinstance(refusal, LackingError):
            say(phrases.ui("wrote", files=_files(settings, phrases)))
        return refusal.code
    except (typer.Abort, KeyboardInterrupt):
        return _stopped(settings, phrases)
    except OSError as error:
        return _unshown(error, settings, phrases)
    except Exception as error:
        if SIGNALS:
            return _stopped(settings, phrases)
        is_usage = hasattr(error, "format_message") and hasattr(error, "exit_code")
        return (_usage if is_usage else _bug)(error, phrases)


def _stopped(settings: Options, phrases: Phrases) -> int:
    wrote = (
        phrases.ui("wrote", files=_files(settings, phrases))
        if settings.written
        else phrases.ui("wrote_nothing")
    )
    say(f"{phrases.ui('stopped')}{phrases.words.SEMI}{wrote}")
    return Exit.INTERRUPTED


def run_line(argv: list[str], settings: Options) -> int:
    """A command line's exit code. Raises what a command raises."""
    how: Any = {"prog_name": "branchstd", "standalone_mode": False, "obj": settings}
    try:
        code = int(get_command(app).main(args=move_global_options(argv), **how) or 0)
    except SystemExit as end:  # so typer ends a run whose reader has gone
        raise (
            end.__context__ if isinstance(end.__context__, OSError) else end
        ) from None
    if code == Exit.INTERRUPTED:  # typer's answer to Ctrl-C
        raise KeyboardInterrupt
    return code


def _files(settings: Options, phrases: Phrases) -> str:
    return str(phrases.words.AND).join(dict.fromkeys(settings.written))


def _unshown(error: OSError, settings: Options, phrases: Phrases) -> int:
    """A full disk, or a reader that has gone: of a record that was written it must not
    look as if it was not.
    """
    place = f"{error.filename}: " if isinstance(error.filename, str) else ""
    detail = place + phrases.detail(error.strerror or type(error).__name__)
    if settings.written:
        sys.stdout = None  # or it would be flushed once more
        say(phrases.ui("unshown", files=_files(settings, phrases), detail=detail))
        return Exit.CLEAN
    if isinstance(error, BrokenPipeError):
        raise error
    say(phrases.ui("unwritten", detail=detail))
    return Exit.UNWRITTEN


def move_global_options(argv: list[str]) -> list[str]:
    """--root and --lang may stand anywhere on the line; they are moved before the
    command.
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
        elif word.startswith(tuple(f"{name}=" for name in BEFORE)):
            first.append(word)
        else:
            rest.append(word)
    return first + rest


def _tell(refusal: RefusalError, phrases: Phrases) -> None:
    weighed = isinstance(refusal, LackingError)
    tell(
        (
            one if weighed else replace(one, severity=Severity.ERROR)
            for one in refusal.problems
        ),
        phrases,
    )


def _usage(error: Exception, phrases: Phrases) -> int:
    """A fault in the command line. Without any word at all the help has been shown."""
    message = str(error.format_message())  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" or (
        context and message == "Missing command."
    ):
        say(context.get_help() if context else message)
        return Exit.UNUSABLE
    key = f"usage.{type(error).__name__}"
    if key in phrases.words.UI:
        choices = message.partition(" is not one of ")[
            2
        ]  # typer says them in its sentence only
        message = phrases.ui(key, name=_culprit(error))
        message += (
            phrases.ui("usage_choices", choices=choices.replace("'", "").rstrip("."))
            if choices
            else ""
        )
    say(phrases.ui("usage", message=message))
    say(
        phrases.ui(
            "usage_help", command=context.command_path if context else "branchstd"
        )
    )
    return Exit.UNUSABLE


def _culprit(error: Exception) -> str:
    """The option or argument that a fault in the command line is about."""
    hint = getattr(error, "option_name", None) or getattr(error, "param_hint", None)
    param = getattr(error, "param", None)
    if hint or param is None:
        return str(hint or str(error).rpartition("(")[2].rstrip(")"))
    return str(
        param.metavar
        if param.param_type_name == "argument" and param.metavar
        else param.opts[0]
    )


def _bug(error: Exception, phrases: Phrases) -> int:
    """Four lines to send on: what broke and where in the package; no values of
    records.
    """
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
    python = ".".join(map(str, sys.version_info[:3]))
    say(
        phrases.ui(
            "bug",
            kind=type(error).__name__,
            where=where,
            version=__version__,
            python=python,
        )
    )
    return Exit.BUG
