"""`branchstd` and `python -m branchstd`. The version answers without loading anything else."""

from __future__ import annotations

import sys

from branchstd import __version__


def run(argv: list[str]) -> int:
    """Runs one command line; the exit code. Never raises for anything a user can cause."""
    if argv == ["--version"]:
        sys.stdout.write(f"branchstd {__version__}\n")
        return 0
    from branchstd.cli.app import invoke  # noqa: PLC0415  loads typer, rich and pydantic

    return invoke(argv)


def main() -> None:
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
