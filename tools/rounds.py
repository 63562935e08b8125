"""Tries the promises of the workbook in full, and prints how often each was held.

uv run python tools/rounds.py                     # all; an hour, mostly LibreOffice's
uv run python tools/rounds.py damages bombs --work /tmp/rounds     # some
uv run python tools/rounds.py untouched --formats  # nothing saved by LibreOffice

What LibreOffice saved in the folder of `--work` is used again.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parents[1]
# The folder of this file would hide `tests/workbook/rounds.py`.
sys.path[:1] = [str(HERE / "tests"), str(HERE / "tests/workbook")]
SECONDS, MEBIBYTES = 1.0, 200
APART: Final = """
import resource, sys, time
import python_calamine
from branchstd.workbook.grids import BookError, read_grids
data = open(sys.argv[1], "rb").read()
before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
try:
    read_grids(data, sys.argv[1])
    said = "read"
except BookError as error:
    said = error.problem.code
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(said, round(time.process_time() - begun, 2), (after - before) // 1024)
"""
Cases = Iterator[tuple[str, str]]


def untouched(work: Path, formats: list[str]) -> Cases:
    from rounds import LAYOUTS, Town, try_untouched

    for layout in LAYOUTS:
        with tempfile.TemporaryDirectory() as folder:
            yield from try_untouched(Town.made(Path(folder)), layout, work, formats)


def damages(work: Path, formats: list[str]) -> Cases:
    from rounds import Town, try_damages

    with tempfile.TemporaryDirectory() as folder:
        yield from try_damages(Town.made(Path(folder)), work / "damages", formats)


def bombs(_: Path, __: list[str]) -> Cases:
    """Each in a process of its own."""
    from bombs import BOMBS

    with tempfile.TemporaryDirectory() as folder:
        for name, make in BOMBS.items():
            path = Path(folder) / name
            path.write_bytes(make())
            line = [sys.executable, "-c", APART, str(path)]
            ended = subprocess.run(
                line, capture_output=True, text=True, timeout=60, check=False
            )
            said, seconds, more = (ended.stdout or f"{ended.returncode} 0 0").split()
            is_light = float(seconds) <= SECONDS and int(more) <= MEBIBYTES
            held = said == "book_too_large" and is_light
            yield name, "" if held else f"{said}, {seconds} s, {more} MiB"


def halves(_: Path, __: list[str]) -> Cases:
    from halves import Run, try_errors, try_kills

    with tempfile.TemporaryDirectory() as folder:
        run = Run(Path(folder) / "run")
        yield from try_kills(run)
        yield from try_errors(run)


def payloads(_: Path, __: list[str]) -> Cases:
    from payloads import try_payloads

    with tempfile.TemporaryDirectory() as folder:
        yield from try_payloads(Path(folder))


_WAYS: Final = (untouched, damages, bombs, halves, payloads)
PARTS: Final = {one.__name__: one for one in _WAYS}


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    options.add_argument("--work", type=Path, help="a folder that is kept")
    options.add_argument(
        "--formats",
        nargs="*",
        default=["xlsx", "ods", "xls"],
        help="saved by LibreOffice",
    )
    given = options.parse_args()
    os.environ["COLUMNS"] = "400"
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        work = given.work.resolve() if given.work else Path(folder)
        for part in given.parts or PARTS:
            count = held = 0
            for name, fault in PARTS[part](work, given.formats):
                count, held = count + 1, held + (not fault)
                if fault:
                    print(f"FAILED {part}: {name}: {fault}")
            print(f"{part}: {held} of {count} held", flush=True)
            bad += count - held
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
