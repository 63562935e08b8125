"""Many villages by several processes: the same text in the same order, flat in memory, whatever happens to one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.cli.support import parallel
from samples import ROOT

GENERATE = ROOT / "benchmarks" / "generate.py"
COUNT = 8


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    subprocess.run([sys.executable, str(GENERATE), str(folder), str(COUNT)], check=True)
    return folder


def checked(town: Path, *arguments: str) -> tuple[int, bytes]:
    command = [sys.executable, "-m", "branchstd", "--root", str(town), "check", *arguments]
    ended = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "COLUMNS": "80"})
    assert ended.stderr == b""
    return ended.returncode, ended.stdout


@pytest.fixture(scope="module")
def whole_town(town: Path) -> tuple[int, bytes]:
    """What two processes say of it as a document."""
    return checked(town, "--format", "json", "--jobs", "2")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_two_processes_say_what_one_says(
    form: str,
    town: Path,
    whole_town: tuple[int, bytes],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """The one is this process: so the villages are read once for all three forms."""
    monkeypatch.setenv("COLUMNS", "80")
    one = run(["--root", str(town), "check", "--format", form, "--jobs", "1"]), capfdbinary.readouterr().out
    assert one[0] == 1
    assert (whole_town if form == "json" else checked(town, "--format", form, "--jobs", "2")) == one
    assert form != "json" or checked(town, "--format", form) == one


def test_the_generated_villages_have_no_faults(town: Path) -> None:
    assert checked(town, "--problems", "--format", "github") == (0, b"")


def test_one_bad_village_hides_no_other(town: Path, whole_town: tuple[int, bytes], tmp_path: Path) -> None:
    before = whole_town[1].splitlines()
    shutil.copytree(town / "data", tmp_path / "data")
    (tmp_path / "data/villages/v00007/2019/people.csv").write_bytes(b"\xff\xfe\x00")
    code, after = checked(tmp_path, "--format", "json", "--jobs", "2")
    assert code == 2
    differing = [n for n, pair in enumerate(zip(before, after.splitlines(), strict=True)) if pair[0] != pair[1]]
    assert differing == [2 + 7]  # the head takes two lines


def test_a_reader_that_goes_away_ends_all_processes(town: Path) -> None:
    command = f"{sys.executable} -m branchstd --root {town} check --jobs 2 | head -1"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert ended.stderr == b""
    assert ended.stdout.count(b"\n") == 1


@pytest.mark.parametrize(
    ("villages", "wished", "expected"),
    [(1, None, 1), (parallel.LEAST, None, 1), (1000, 1, 1), (2, 3, 3), (0, None, 1)],
)
def test_how_many_processes(villages: int, wished: int | None, expected: int) -> None:
    assert parallel.processes(villages, wished) == expected


def killed(slug: str) -> str:
    return f"killed {slug}"


def dying(slug: str) -> str:
    if slug == "3":
        os._exit(9)
    return slug


def once(mark: Path, slug: str) -> str:
    if slug == "11" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return slug


@dataclass(frozen=True)
class Telling:
    tell: Callable[[str], str] | None = str
    root: Path = ROOT
    as_of: date = date(2019, 12, 31)

    def at(self, root: Path) -> Telling:
        return replace(self, root=root)

    def begin(self) -> Callable[[str], str]:
        return self.tell or os._exit(9)


def told(job: Telling, count: int, size: int = 1) -> list[str]:
    """In batches of a size: as one village each, and as several."""
    slugs = [str(number) for number in range(count)]
    batches = [parallel.Batch(job, tuple(slugs[first : first + size]), str, killed) for first in range(0, count, size)]
    return list(parallel.tell_each(iter(batches), 2))


@pytest.mark.parametrize(("count", "size"), [(0, 1), (1, 1), (40, 1), (5, 20), (50, 20)])
def test_all_come_in_order(count: int, size: int) -> None:
    assert told(Telling(), count, size) == [str(number) for number in range(count)]


@pytest.mark.parametrize(("count", "size"), [(3, 1), (4, 1), (40, 1), (50, 20)])
def test_at_which_village_processes_die_is_told(count: int, size: int) -> None:
    """The third is told as such, every other whole and in its place."""
    expected = [killed(slug) if slug == "3" else slug for slug in map(str, range(count))]
    assert told(Telling(dying), count, size) == expected


def test_where_no_process_can_be_had_all_is_told_here() -> None:
    assert told(Telling(None), 12, 5) == [str(number) for number in range(12)]


@pytest.mark.parametrize("size", [1, 7])
def test_a_process_that_is_killed_once_costs_time_alone(size: int, tmp_path: Path) -> None:
    """As when the system wants memory: what the village holds is not to blame."""
    assert told(Telling(partial(once, tmp_path / "killed")), 30, size) == [str(number) for number in range(30)]
    assert (tmp_path / "killed").exists()


KILLING = """
import os, signal, sys
from branchstd.__main__ import run
from branchstd.store import village
read, first = village._village_reads, os.getpid()
def killing(root, folder, *more):
    if folder.name == "v00007" and os.getpid() != first:
        os.kill(os.getpid(), signal.SIGKILL)
    return read(root, folder, *more)
village._village_reads = killing
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="processes there begin anew")
def test_a_village_that_ends_the_program_is_as_one_that_cannot_be_read(
    town: Path, whole_town: tuple[int, bytes]
) -> None:
    before = whole_town[1].decode().splitlines()
    argv = [sys.executable, "-c", KILLING, "--root", str(town), "check", "--format", "json", "--jobs", "2"]
    ended = subprocess.run(argv, capture_output=True, check=False, env={**os.environ, "COLUMNS": "80"})
    assert (ended.returncode, ended.stderr) == (2, b"")
    after = ended.stdout.decode().splitlines()
    assert [n for n, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]] == [2 + 7]
    one = json.loads(after[2 + 7].rstrip(","))
    assert [(p["code"], p["file"]) for p in one["problems"]][:1] == [("village_killed", "data/villages/v00007")]
    assert one["conclusion"]["proposed"] == "open"


def test_of_many_towns_such_a_village_is_counted_as_unread(town: Path) -> None:
    """Though it was sent in one batch with all others."""
    line = ["rollup", str(town), "--as-of", "2019-12-31", "--format", "json", "--jobs"]
    before = subprocess.run([sys.executable, "-m", "branchstd", *line, "1"], capture_output=True, check=False)
    ended = subprocess.run([sys.executable, "-c", KILLING, *line, "2"], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (2, b"")
    whole, without = (json.loads(out.splitlines()[0]) for out in (before.stdout, ended.stdout))
    assert [one["problems"]["unreadable"] for one in (whole, without)] == [0, 1]
    assert [one["villages"] for one in (whole, without)] == [COUNT, COUNT]
    assert whole["outcomes"]["error"] == 0 < without["outcomes"]["error"]


@pytest.mark.parametrize("command", ["check", "rollup"])
def test_an_interrupt_ends_all_processes_with_one_line(command: str, town: Path) -> None:
    """As a terminal sends it: to every process of the group."""
    words = ["--root", str(town), "check"] if command == "check" else ["rollup", str(town)]
    line = [sys.executable, "-m", "branchstd", *words, "--jobs", "2"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as begun:
        assert begun.stdout is not None
        begun.stdout.readline()  # they are at work
        os.killpg(begun.pid, signal.SIGINT)
        _, error = begun.communicate(timeout=60)
    assert (begun.returncode, error.decode("utf-8").splitlines()) == (130, ["已中断；什么也没有写"])
