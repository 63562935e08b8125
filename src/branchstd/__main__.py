"""`branchstd` and `python -m branchstd`. The version answers without loading anything
else.
"""

from __future__ import annotations

import gc
import os
import sys

from branchstd import __version__

VERSION, HELP = ["--version"], (["--help"], ["-h"])


def run(argv: list[str]) -> int:
    """Runs one command line; the exit code. Never raises for anything a user can
    cause.
    """
    if argv == VERSION:
        sys.stdout.write(f"branchstd {__version__}\n")
        return 0
    if argv in HELP:
        from branchstd.cli.support.layout import show_program  # and no typer

        return show_program()
    # While modules load nothing falls into circles that would be worth looking for;
    # `open_session` has the garbage of records looked for.
    gc.set_threshold(500_000, 20, 20)
    # No plugin takes part here, and to look for some means to read what is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from branchstd.cli.app import invoke  # loads typer

    return invoke(argv)


def _recall_or_run(argv: list[str]) -> int:
    """Says again what is kept of such a line, as long as nothing has changed."""
    if not argv or argv == VERSION or argv in HELP:
        return run(argv)
    from branchstd.cli.support.cache import run_kept  # help needs none

    return run_kept(argv, run)


def main() -> None:
    """Ctrl-C while the modules load, and a reader that has gone (`| head -1`), end the
    run without a word.
    """
    argv = sys.argv[1:]
    try:
        if argv != VERSION:
            _catch_signals()
        code = _recall_or_run(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        sys.stdout = None  # or it would be flushed once more
        code = 1
    except Exception:
        from branchstd.stopping import SIGNALS

        if not SIGNALS:
            raise
        code = 130
    sys.exit(code)


def _catch_signals() -> None:
    import signal  # the version waits for nothing

    from branchstd.stopping import stop

    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):  # not each everywhere
        sign = getattr(signal, name, None)
        # Who has said that a signal is to be ignored (`nohup`) is heeded.
        if sign and signal.getsignal(sign) in {
            signal.SIG_DFL,
            signal.default_int_handler,
        }:
            signal.signal(sign, stop)


if __name__ == "__main__":
    main()
