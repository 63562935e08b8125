"""A tenth of an invented province: many towns, generated one after the other, rolled up
and thrown away, and the memory of the program from town to town (Linux).

uv run python benchmarks/province.py           # 120 towns, 1,600 villages: some minutes
uv run python benchmarks/province.py --small   # 12 towns, 24 villages: whether it runs
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate, cycle, islice
from pathlib import Path
from statistics import mean
from typing import Final, NamedTuple

import generate

GOAL: Final = 1.05  # memory at the last towns ÷ at the first
TOWNS, SIZES = 120, (12, 13, 13, 13, 14, 15)  # 1,600 villages
AHEAD: Final = 30  # towns that are there at once; the program opens fewer
PART: Final = 6  # of all towns at the beginning, and at the end


class Seen(NamedTuple):
    row: dict[str, object]
    memory: float  # MiB
    seconds: float


def roll_up(sizes: list[int], folder: Path) -> Iterator[Seen]:
    """What is said of each town, and last of all."""
    roots = [folder / f"{number:04}" for number in range(len(sizes))]
    (folder / "towns.txt").write_text("".join(f"{one.name}\n" for one in roots))
    firsts = [0, *accumulate(sizes)]
    coming = zip(roots, sizes, firsts, strict=False)

    def make(count: int) -> None:
        for root, villages, first in islice(coming, count):
            generate.write(root, villages, first, kept=True)

    make(AHEAD)
    line = ["rollup", "--towns", str(folder / "towns.txt"), "--as-of", "2019-12-31"]
    line += ["--format", "json", "--jobs", "1"]
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "branchstd", *line], stdout=subprocess.PIPE
    ) as work:
        assert work.stdout is not None
        for text, root in zip(work.stdout, [*roots, None], strict=True):
            yield Seen(json.loads(text), memory(work.pid), time.perf_counter() - began)
            if root is not None:
                shutil.rmtree(root)
            make(1)
    assert work.returncode in {0, 1}, work.returncode


def memory(process: int) -> float:
    """In MiB; of a process that has ended nothing."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    lines = (line.split() for line in status.splitlines())
    return next((int(one[1]) / 1024 for one in lines if one[0] == "VmRSS:"), 0)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--small", action="store_true", help="12 towns, 24 villages")
    small = options.parse_args().small
    sizes = [2] * 12 if small else list(islice(cycle(SIZES), TOWNS))
    with tempfile.TemporaryDirectory() as name:
        seen = list(roll_up(sizes, Path(name)))
    *towns, last = seen
    total = last.row["total"]
    assert isinstance(total, dict)
    assert (total["towns"], total["unread"]) == (len(sizes), 0)
    assert total["villages"] == sum(sizes)
    part = max(1, len(towns) // PART)
    # The first town is still the start of the program.
    first, end = (
        mean(one.memory for one in some)
        for some in (towns[1 : part + 1], towns[-part:])
    )
    print(f"{len(sizes)} towns, {sum(sizes)} villages: {last.seconds:.0f} s")
    print(f"{1000 * last.seconds / sum(sizes):.0f} ms a village")
    if first:
        print(f"memory at the first {part} towns {first:.1f} MiB, last {end:.1f}")
        print(f"last / first: {end / first:.3f} (goal {GOAL})")


if __name__ == "__main__":
    main()
