"""Ratios of one run on this machine: start-up, growth, several processes, against the
bare bytes, and where time goes.

uv run python benchmarks/run.py            # 20, 200 and 2,000 villages: ten minutes
uv run python benchmarks/run.py --quick    # 20 and 200
uv run python benchmarks/run.py --small    # 2 and 4, whether it runs at all
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

import generate

ROOT = Path(__file__).parents[1]
PROGRAM = [sys.executable, "-m", "branchstd"]
PASS = [sys.executable, "-c", "pass"]
HASH = (
    "import hashlib, pathlib, sys\nfor p in pathlib.Path(sys.argv[1]).rglob('*.*'):"
    " hashlib.sha256(p.read_bytes())"
)
DAY = ["--as-of", "2019-12-31"]
MIB = 1024  # ru_maxrss counts KiB


class Run(NamedTuple):
    seconds: float
    memory: float  # MiB, of the largest process


def run(command: list[str]) -> Run:
    """A whole process with its children, output thrown away. Bytecode is kept, as
    installed programs do.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONDONTWRITEBYTECODE"
    }
    quiet = [
        (os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)
    ]
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, environment, file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(f"failed: {command}")
    return Run(time.perf_counter() - began, used.ru_maxrss / MIB)


def paired(
    first: list[str], second: list[str], pairs: int
) -> tuple[float, float, float]:
    """Median, least and greatest ratio of pairs that ran in turn."""
    run(first), run(second)
    ratios = sorted(run(first).seconds / run(second).seconds for _ in range(pairs))
    return median(ratios), ratios[0], ratios[-1]


def told(what: str, ratio: float, goal: float | None = None, note: str = "") -> None:
    mark = (
        ""
        if goal is None
        else f"goal {goal:g}: {'reached' if ratio <= goal else 'NOT reached'}"
    )
    print(f"{what:<58} {ratio:>8.2f}  {mark}  {note}".rstrip(), flush=True)


def start(pairs: int) -> None:
    commands = {
        "--version": ([*PROGRAM, "--version"], 2),
        "--help": ([*PROGRAM, "--help"], 14),
        "check of one village": (
            [*PROGRAM, "--root", str(ROOT), "check", "baiyutan", *DAY],
            35,
        ),
    }
    for what, (command, goal) in commands.items():
        ratio, least, most = paired(command, PASS, pairs)
        told(f"{what} / python -c pass", ratio, goal, f"[{least:.1f}..{most:.1f}]")


def check(folder: Path, jobs: int) -> list[str]:
    return [
        *PROGRAM,
        "--root",
        str(folder),
        "check",
        "--format",
        "json",
        "--jobs",
        str(jobs),
        *DAY,
    ]


def growth(towns: dict[int, Path]) -> None:
    """Time and memory from size to size, and two processes against one at the
    largest.
    """
    runs = {size: run(check(folder, 1)) for size, folder in towns.items()}
    for size, found in runs.items():
        told(
            f"check of {size} villages, ms each",
            1000 * found.seconds / size,
            None,
            f"{found.memory:.0f} MiB",
        )
    *_, before, largest = towns
    factor = largest / before
    told(
        f"time({largest}) / time({before})",
        runs[largest].seconds / runs[before].seconds,
        1.05 * factor,
    )
    told(
        f"memory({largest}) / memory({before})",
        runs[largest].memory / runs[before].memory,
        1.1,
    )
    told(f"memory({largest}), MiB a process", runs[largest].memory, 120)
    two = run(check(towns[largest], 2))
    told(f"two processes / one at {largest}", two.seconds / runs[largest].seconds, 0.7)


def bytes_alone(folder: Path, pairs: int) -> None:
    ratio, least, most = paired(
        check(folder, 1), [sys.executable, "-c", HASH, str(folder)], pairs
    )
    told(
        "check / reading and hashing the same bytes",
        ratio,
        None,
        f"[{least:.0f}..{most:.0f}]",
    )


def shares(folder: Path) -> None:
    """Where the time of a check goes, in percent of one process's run without its
    start.
    """
    spent: dict[str, float] = {}
    for name, step in _steps(folder):
        began = time.perf_counter()
        step()
        spent[name] = spent.get(name, 0.0) + time.perf_counter() - began
    whole = sum(spent.values())
    for name, seconds in spent.items():
        told(f"  {name}, percent", 100 * seconds / whole)


def _steps(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    from branchstd.assess import AssessedVillage
    from branchstd.checks import check_village
    from branchstd.messages.messages import Messages
    from branchstd.render import check_json
    from branchstd.workflow.tasks import to_do
    from branchstd.workspace import open_workspace

    workspace = open_workspace(folder)
    office, day, standards = (
        workspace.office,
        date(2019, 12, 31),
        (workspace.catalogue, workspace.plan),
    )
    messages = Messages("zh", workspace.catalogue, workspace.plan)
    for slug in office.names:
        village = office.village(slug).village
        assessment = workspace.assess(village, day)
        whole = AssessedVillage(village, (), assessment)
        yield "reading and typing", lambda slug=slug: office.village(slug)
        yield (
            "checks between records",
            lambda v=village: check_village(v, office.town, *standards),
        )
        yield "assessing", lambda v=village: workspace.assess(v, day)
        last = workspace.last_year(slug)
        first = to_do(whole, workspace.desk(whole))
        yield (
            "writing the JSON",
            lambda w=whole, n=first, y=last: check_json.village(w, n, {}, y, messages),
        )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--quick", action="store_true", help="20 and 200 villages only"
    )
    options.add_argument(
        "--small",
        action="store_true",
        help="2 and 4 villages and one pair each, some seconds",
    )
    options.add_argument(
        "--pairs", type=int, default=9, help="pairs for start-up ratios"
    )
    asked = options.parse_args()
    sizes = (2, 4) if asked.small else (20, 200) if asked.quick else (20, 200, 2000)
    with tempfile.TemporaryDirectory() as folder:
        towns = {size: Path(folder) / str(size) for size in sizes}
        for size, town in towns.items():
            generate.write(town, size)
        pairs = 1 if asked.small else asked.pairs
        start(pairs)
        bytes_alone(towns[sizes[0]], min(pairs, 3))
        print(f"where the time of {sizes[0]} villages goes:")
        shares(towns[sizes[0]])
        growth(towns)


if __name__ == "__main__":
    main()
