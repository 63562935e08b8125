"""How a run ends that did not end well: what is told on stderr, and the exit code."""

from __future__ import annotations

import sys
import traceback
from dataclasses import replace
from pathlib import Path

import typer

from branchstd import __version__
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, LackingError, RefusalError
from branchstd.cli.support.telling import say, tell
from branchstd.findings import Severity
from branchstd.messages.phrases import Phrases
from branchstd.stopping import SIGNALS


def tell_ending(error: BaseException, settings: Options, lang: str) -> int:
    """Tells what ended the run; its exit code. Raises BrokenPipeError again where
    nothing was written.
    """
    phrases = Phrases(lang)
    match error:
        case RefusalError():
            _tell(error, phrases)
            # Its result says what was written.
            if settings.written and not isinstance(error, LackingError):
                say(phrases.ui("wrote", files=_files(settings, phrases)))
            return error.code
        case typer.Abort() | KeyboardInterrupt():
            return _stopped(settings, phrases)
        case OSError():
            return _unshown(error, settings, phrases)
        case Exception() if SIGNALS:
            return _stopped(settings, phrases)
        case Exception() if hasattr(error, "format_message"):
            return _usage(error, phrases)
    return _bug(error, phrases)


def _stopped(settings: Options, phrases: Phrases) -> int:
    wrote = (
        phrases.ui("wrote", files=_files(settings, phrases))
        if settings.written
        else phrases.ui("wrote_nothing")
    )
    say(f"{phrases.ui('stopped')}{phrases.words.SEMI}{wrote}")
    return Exit.INTERRUPTED


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


def _bug(error: BaseException, phrases: Phrases) -> int:
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
