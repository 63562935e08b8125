"""Ratios of one run on this machine: start-up, other programs, growth, several
processes, against the bare bytes, and where time goes.

A check is the whole of it: with the limits on files and records, and the search for
personal data. Bytecode is compiled first and kept, as installed programs have it.

uv run python benchmarks/run.py            # 20, 200 and 2,000 villages: an hour
uv run python benchmarks/run.py --quick    # 20 and 200
uv run python benchmarks/run.py --small    # 2 and 4, whether it runs at all; no others
uv run python benchmarks/run.py --quick --only start peers
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

import generate
import peers

ROOT = Path(__file__).parents[1]
PROGRAM = [str(Path(sys.executable).with_name("branchstd"))]  # as users begin it
PASS = [sys.executable, "-c", "pass"]
HASH = (
    "import hashlib, pathlib, sys\nfor p in pathlib.Path(sys.argv[1]).rglob('*.*'):"
    " hashlib.sha256(p.read_bytes())"
)
DAY = ["--as-of", "2019-12-31"]
PARTS = ("start", "peers", "shares", "growth", "cache")
LIBRARIES = (
    "branchstd",
    "typer",
    "rich",
    "pydantic",
    "pydantic-core",
    "pyyaml",
    "ruamel.yaml",
)
MIB = 1024  # ru_maxrss counts KiB
# Everything is worked out, but where results that were kept are measured.
SURROUNDINGS = {**os.environ, "BRANCHSTD_NO_CACHE": "1"}
SURROUNDINGS.pop("PYTHONDONTWRITEBYTECODE", None)


class Run(NamedTuple):
    seconds: float
    memory: float  # MiB, of the largest process


def run(command: list[str]) -> Run:
    """A whole process with its children, output thrown away."""
    quiet = [
        (os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)
    ]
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, SURROUNDINGS, file_actions=quiet)
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


def told(
    what: str,
    ratio: float,
    goal: float | None = None,
    note: str = "",
    *,
    least: bool = False,
) -> None:
    """least: the goal is to reach so much, not to stay below."""
    reached = goal is not None and (ratio >= goal if least else ratio <= goal)
    mark = (
        ""
        if goal is None
        else f"goal {goal:g}: {'reached' if reached else 'NOT reached'}"
    )
    print(f"{what:<58} {ratio:>8.2f}  {mark}  {note}".rstrip(), flush=True)


def start(pairs: int) -> None:
    shipped = [*PROGRAM, "--root", str(ROOT)]
    commands = {
        "--version": ([*PROGRAM, "--version"], 1.2),
        "--help": ([*PROGRAM, "--help"], 6.5),
        "check of one shipped village": ([*shipped, "check", "baiyutan", *DAY], 22),
        "rectify list of the shipped town": ([*shipped, "rectify", "list", *DAY], 45),
    }
    for what, (command, goal) in commands.items():
        ratio, least, most = paired(command, PASS, pairs)
        told(f"{what} / python -c pass", ratio, goal, f"[{least:.1f}..{most:.1f}]")


def others(towns: dict[int, Path], records: int, pairs: int) -> None:
    """The nearest programs, and ours on the same records: YAML of the larger town,
    entries of the smaller.
    """
    programs = peers.environment()
    if programs is None:
        print("other programs: cannot be had here, left out")
        return
    print(peers.versions(programs))
    (few, small), (many, town) = towns.items()
    with tempfile.TemporaryDirectory() as beside:
        commands = {
            f"{name} / check of {many} villages": (command, town, 5.0)
            for name, command in peers.on_yaml(programs, town, Path(beside)).items()
        }
        entries = peers.on_entries(programs, records, Path(beside))
        commands[f"bean-check of {records} entries / check of {few} villages"] = (
            entries, small, 1.5,
        )  # fmt: skip
        for what, (command, folder, goal) in commands.items():
            ratio, least, most = paired(command, check(folder, 1), pairs)
            told(what, ratio, goal, f"[{least:.2f}..{most:.2f}]", least=True)


def count(folder: Path) -> int:
    """All records of a town's villages."""
    from branchstd.workspace import open_workspace

    office = open_workspace(folder).office
    villages = (office.village(slug).village for slug in office.names)
    return sum(len(rows) for one in villages for rows in one.records.values())


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


def growth(towns: dict[int, Path], pairs: int) -> None:
    """Time and memory from size to size, and two processes against one at the
    largest: medians of runs in turn.
    """
    runs: dict[int, list[Run]] = {size: [] for size in towns}
    *_, before, largest = towns
    two: list[Run] = []
    for _ in range(pairs):
        for size, folder in towns.items():
            runs[size].append(run(check(folder, 1)))
        two.append(run(check(towns[largest], 2)))
    memory = {size: median(one.memory for one in found) for size, found in runs.items()}
    for size, found in runs.items():
        each = 1000 * median(one.seconds for one in found) / size
        told(
            f"check of {size} villages, ms each", each, None, f"{memory[size]:.0f} MiB"
        )
    turns = list(zip(runs[largest], runs[before], two, strict=True))
    grown = median(many.seconds / few.seconds for many, few, _ in turns)
    told(f"time({largest}) / time({before})", grown, 1.05 * largest / before)
    told(f"memory({largest}) / memory({before})", memory[largest] / memory[before], 1.1)
    told(f"memory({largest}), MiB a process", memory[largest], 120)
    shared = median(both.seconds / many.seconds for many, _, both in turns)
    told(f"two processes / one at {largest}", shared, 0.7)


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


def unchanged(towns: dict[int, Path], pairs: int) -> None:
    """Results that were kept: of one village, of the largest town as it was, and after
    an edit of one of its villages.
    """
    *_, size = towns
    town, command = towns[size], check(towns[size], 1)
    whole = median(run(command).seconds for _ in range(min(pairs, 3)))
    SURROUNDINGS["BRANCHSTD_NO_CACHE"] = ""
    with tempfile.TemporaryDirectory() as folder:
        SURROUNDINGS["XDG_CACHE_HOME"] = folder
        one = [*PROGRAM, "--root", str(ROOT), "check", "baiyutan", *DAY]
        ratio, least, most = paired(one, PASS, pairs)
        note = f"[{least:.1f}..{most:.1f}]"
        told("check of one shipped village, kept / python -c pass", ratio, 14, note)
        git = [shutil.which("git") or "git", "-C", str(town)]
        for words in (["init", "-q"], ["add", "-A"]):
            run([*git, *words])
        text = [*PROGRAM, "--root", str(town), "check", *DAY]
        run(text), time.sleep(2)  # what changed just now is not believed by its times
        ratio, least, most = paired(text, [*git, "status"], pairs)
        note = f"[{least:.1f}..{most:.1f}]"
        told(f"check of {size} unchanged villages / git status", ratio, 3, note)
        run(command)
        edited = sorted(town.glob("data/villages/*/2019/village.yaml"))[0]
        edited.write_text(edited.read_text("utf-8") + "# edited\n", "utf-8")
        told(f"one of {size} edited / full check", run(command).seconds / whole, 0.15)
    SURROUNDINGS["BRANCHSTD_NO_CACHE"] = "1"


def versions() -> None:
    print(f"Python {platform.python_version()}, {platform.platform()}")
    print(", ".join(f"{name} {version(name)}" for name in LIBRARIES))


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
    options.add_argument("--pairs", type=int, default=9, help="for each ratio")
    options.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    asked = options.parse_args()
    sizes = (2, 4) if asked.small else (20, 200) if asked.quick else (20, 200, 2000)
    pairs = 1 if asked.small else asked.pairs
    compileall.compile_dir(ROOT / "src", quiet=1)
    versions()
    with tempfile.TemporaryDirectory() as folder:
        towns = {size: Path(folder) / str(size) for size in sizes}
        for size, town in towns.items():
            generate.write(town, size)
        kept = Path(folder) / "kept"
        generate.write(kept, sizes[0], kept=True)
        records = count(towns[sizes[0]])
        each = [number // sizes[0] for number in (records, count(kept))]
        print("records a village: heavy {}, kept {}".format(*each))
        if "start" in asked.only:
            start(pairs)
        if "peers" in asked.only and not asked.small:
            others({size: towns[size] for size in sizes[:2]}, records, pairs)
        if "shares" in asked.only:
            for shape, town in (("heavy", towns[sizes[0]]), ("kept", kept)):
                print(f"{sizes[0]} villages, {shape}:")
                bytes_alone(town, pairs)
                shares(town)
        if "growth" in asked.only:
            growth(towns, pairs)
        if "cache" in asked.only:
            unchanged(towns, pairs)


if __name__ == "__main__":
    main()
