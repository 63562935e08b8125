"""What is kept of a result is said again only while all is as it was; the same bytes are told with it and without."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from branchstd.__main__ import run
from branchstd.cli.support import cache
from branchstd.workspace import Workspace

TINY = Path(__file__).parents[2] / "docs" / "tiny"
SOURCE = Path(__file__).parents[2] / "src"
DAY = ("--as-of", "2019-06-30")
CHECK = ("check", "--format", "json", *DAY)
MAY = "data/villages/xiaoquan/2019/activities/2019-06.yaml"
LINES = (
    CHECK, ("check", *DAY), ("check", "xiaoquan", "--full", *DAY), ("gaps", *DAY), ("town", *DAY), ("due", *DAY),
    ("lists", *DAY), ("why", "xiaoquan", "3.4", *DAY), ("rectify", "list", *DAY),
    ("stars", *DAY), ("plan", "show", *DAY),
)  # fmt: skip


class Told(NamedTuple):
    out: str
    code: int
    runs: int  # 0: it was kept


Tell = Callable[..., Told]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two villages, and a folder of its own for what is kept."""
    monkeypatch.delenv("BRANCHSTD_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "town"
    shutil.copytree(TINY, root)
    shutil.copytree(root / "data/villages/xiaoquan", root / "data/villages/liushu")
    text = (root / "data/town.yaml").read_text("utf-8")
    (root / "data/town.yaml").write_text(f"{text}  - {{slug: liushu, name: 柳树村}}\n", "utf-8")
    return root


@pytest.fixture
def tell(town: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Tell:
    def told(*argv: str) -> Told:
        runs: list[list[str]] = []

        def counting(line: list[str]) -> int:
            runs.append(line)
            return run(line)

        code = cache.run_kept(["--root", str(town), *argv], counting)
        return Told(capsysbinary.readouterr().out.decode(), code, len(runs))

    return told


def anew(tell: Tell, *argv: str) -> Told:
    return tell("--no-cache", *argv)._replace(runs=0)


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_the_same_is_said_again_without_working_it_out(line: tuple[str, ...], tell: Tell) -> None:
    fresh, first, second = anew(tell, *line), tell(*line), tell(*line)
    assert (first.runs, second.runs) == (1, 0)
    assert first._replace(runs=0) == second == fresh
    assert second.out


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def change(path: Path, chance: random.Random) -> None:
    """One byte becomes another; size and time of change stay."""
    info, data = path.stat(), bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    data[at] = ord("7") if data[at] != ord("7") else ord("1")
    path.write_bytes(data)
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))


def test_each_file_changed_alone_is_seen(town: Path) -> None:
    """By its bytes, also of a file that no command reads."""
    shutil.copytree(SOURCE.parent / "standards", town / "standards")

    def key() -> str:
        run = cache.begin(["--root", str(town), *CHECK])
        return run.key if run else "no town"

    first = key()
    for path in files(town):
        before = path.read_bytes()
        if before:
            change(path, random.Random(str(path.relative_to(town))))
            assert key() != first, path
            path.write_bytes(before)
    for path in files(town):
        path.rename(path.with_name("x"))
        assert key() != first, path
        path.with_name("x").rename(path)
    assert key() == first


def test_no_result_is_stale_whatever_changes(
    town: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """Any change of any record, with files believed by their times: kept results of villages beside one told anew."""
    monkeypatch.setattr(cache, "MOMENT", 10_000_000)
    chance = random.Random(5)
    for _ in range(int(pytestconfig.getoption("--stale"))):
        path = chance.choice([one for one in files(town / "data") if one.stat().st_size])
        change(path, chance)
        if chance.random() < 0.2:
            (path.parent / f"{chance.choice('abc')}.csv").write_text(chance.choice(("", "code\n", "甲,乙\n1,2\n")))
        line = chance.choice(LINES)
        time.sleep(0.03)  # what changed is no longer of the last moment
        assert tell(*line)._replace(runs=0) == anew(tell, *line), (path, line)


def test_a_file_is_read_once_until_it_changes(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By size, times and inode, as git does; what changed in the last moments is read again."""
    monkeypatch.setattr(cache, "MOMENT", 10_000_000)
    read: list[str] = []
    opening = os.open

    def counting(path: str, *how: int) -> int:
        read.append(Path(path).name)
        return opening(path, *how)

    time.sleep(0.03)
    first = cache.begin(["--root", str(town), *CHECK])
    monkeypatch.setattr(cache.os, "open", counting)
    second = cache.begin(["--root", str(town), *CHECK])
    assert read == []
    assert first
    assert second
    assert first.files == second.files
    change(town / MAY, random.Random(1))
    assert cache.begin(["--root", str(town), *CHECK]).files != second.files  # type: ignore[union-attr]
    assert MAY.rpartition("/")[2] in read


@pytest.mark.parametrize(
    "other",
    [("--lang", "en"), ("--full",), ("--problems",), ("--as-of", "2019-06-29"), ("--format", "github")],
    ids=" ".join,
)
def test_another_option_is_another_result(other: tuple[str, ...], tell: Tell) -> None:
    tell("check", *DAY)
    assert tell("check", *DAY, *other).runs == 1


@pytest.mark.parametrize("name", ["LANG", "COLUMNS", "NO_COLOR", "BRANCHSTD_LANG", "ANYTHING"])
def test_another_environment_is_another_result(name: str, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(*CHECK)
    monkeypatch.setenv(name, "70")
    assert tell(*CHECK).runs == 1


def test_another_folder_day_or_program_is_another_result(
    tmp_path: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(*CHECK)
    with monkeypatch.context() as here:
        here.chdir(tmp_path)
        assert tell(*CHECK).runs == 1
    for name, value in (("__version__", "0"), ("_program", lambda: "edited"), ("FORM", "2")):
        with monkeypatch.context() as here:
            here.setattr(cache, name, value)
            assert tell(*CHECK).runs == 1
    assert tell(*CHECK).runs == 0


def test_of_many_villages_only_the_one_that_changed_is_told_anew(
    town: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    village = Workspace.village

    def counting(self: Workspace, slug: str, *asked: object) -> object:
        read.append(slug)
        return village(self, slug, *asked)  # type: ignore[arg-type]

    monkeypatch.setattr(Workspace, "village", counting)
    tell(*CHECK)
    assert read == ["liushu", "xiaoquan"]
    read.clear()
    (town / MAY).write_text((town / MAY).read_text("utf-8") + "  - {date: 2019-06-20, kind: theme_day}\n", "utf-8")
    told = tell(*CHECK)
    assert (read, told.runs) == (["xiaoquan"], 1)
    assert told._replace(runs=0) == anew(tell, *CHECK)


def kept(tmp_path: Path) -> list[Path]:
    return files(tmp_path / "cache")


@pytest.mark.parametrize("line", [("check", *DAY), ("lists", *DAY), ("why", "xiaoquan", "3.4", *DAY)], ids=" ".join)
def test_nothing_is_kept_that_may_name_a_person(line: tuple[str, ...], town: Path, tmp_path: Path, tell: Tell) -> None:
    (town / "data/villages/xiaoquan/names.csv").write_text("code,name\nM01,欧阳某某\n", "utf-8")
    (town / "data/villages/liushu/names.csv").write_text("code,name\nM01,司马某某\n", "utf-8")
    assert [tell(*line).runs for _ in range(2)] == [1, 1]
    assert not [path for path in kept(tmp_path) if "results" in path.parts]
    assert [tell(*CHECK).runs for _ in range(2)] == [1, 0]  # a document has codes alone


def test_nothing_is_kept_with_a_masked_number(town: Path, tmp_path: Path, tell: Tell) -> None:
    text = (town / MAY).read_text("utf-8")
    (town / MAY).write_text(text + "  - {date: 2019-06-20, kind: theme_day, topic: 打 13800138000 这个电话}\n", "utf-8")
    told = [tell("why", "xiaoquan", "3.4", "--all", *DAY) for _ in range(2)] + [tell(*CHECK)]
    assert "13800138000" not in "".join(one.out for one in told)
    for path in kept(tmp_path):
        assert b"13800138000" not in path.read_bytes()


def test_nothing_that_was_masked_is_kept_however_it_was_parted(town: Path) -> None:
    for text in ("电话 ***********", "1 3 8 → * * * *", "*"):
        cache.keep("a" * 64, cache.KeptResult([(True, text)], 0))
        assert cache.recall("a" * 64) is None


def test_what_was_said_beside_a_result_is_said_each_time(town: Path, tell: Tell) -> None:
    (town / MAY).write_text("- [", "utf-8")
    assert [tell("gaps", *DAY).runs for _ in range(2)] == [1, 1]


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "harm",
    [spoil, Path.unlink, lambda path: path.write_bytes(b""), lambda path: path.write_bytes(path.read_bytes()[:-9]),
     lambda path: path.parent.parent.chmod(0o755)],
    ids=["changed", "gone", "empty", "cut", "open to all"],
)  # fmt: skip
def test_a_harmed_cache_costs_only_time(harm: Callable[[Path], object], tmp_path: Path, tell: Tell) -> None:
    fresh = tell(*CHECK)
    for path in kept(tmp_path):
        harm(path)
    assert tell(*CHECK) == fresh


def test_the_folder_is_the_user_s_alone(tmp_path: Path, tell: Tell) -> None:
    tell(*CHECK)
    found = kept(tmp_path)
    assert found
    assert {path.stat().st_mode & 0o077 for path in (*found, *(one.parent for one in found))} == {0}


def test_a_cache_that_cannot_be_made_costs_only_time(tmp_path: Path, tell: Tell) -> None:
    (tmp_path / "cache").write_text("a file stands there")
    assert tell(*CHECK)._replace(runs=0) == anew(tell, *CHECK)


def test_no_more_is_kept_than_a_bound(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for last stays."""
    monkeypatch.setattr(cache, "ALL", 40_000)
    for number in range(20):
        cache.keep(f"{number:064}", cache.KeptResult([(False, random.Random(number).randbytes(2000).hex())], 0))
        os.utime(kept(tmp_path)[number], ns=(number, number))
    assert cache.recall(f"{0:064}") is not None
    cache.clear()
    assert sum(path.stat().st_size for path in kept(tmp_path)) <= 40_000
    assert cache.recall(f"{0:064}") is not None
    assert cache.recall(f"{1:064}") is None


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_town_with_links_is_worked_out_each_time(town: Path, tell: Tell) -> None:
    (town / "data/villages/liushu/2019/more.yaml").symlink_to(town / MAY)
    assert [tell(*CHECK).runs for _ in range(2)] == [1, 1]


def again(town: Path, out: int, **changes: str) -> list[tuple[int, bytes, bytes]]:
    """The program twice, as a process of its own; a number for each error that came instead."""
    line = [sys.executable, "-m", "branchstd", "--root", str(town), "--lang", "zh", "check", *DAY]
    surroundings = {**os.environ, "PYTHONPATH": str(SOURCE), **changes}
    found = (subprocess.run(line, stdout=out, stderr=subprocess.PIPE, check=False, env=surroundings) for _ in range(2))
    return [(one.returncode, one.stdout, one.stderr) for one in found]


def test_what_is_kept_is_said_as_the_encoding_allows(town: Path) -> None:
    first, second = again(town, subprocess.PIPE, PYTHONIOENCODING="ascii")
    assert first == second
    assert b"?" in first[1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk here")
def test_what_is_kept_and_cannot_be_shown_is_told_as_a_result_is(town: Path) -> None:
    with Path("/dev/null").open("w") as nowhere:
        again(town, nowhere.fileno())
    with Path("/dev/full").open("w") as full:
        for code, _, err in again(town, full.fileno()):
            assert code == 5
            assert b"Traceback" not in err


def test_what_is_kept_is_said_without_models_and_templates(town: Path) -> None:
    program = (
        "import sys; from branchstd.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end:\n"
        " print(end.code, *{'pydantic', 'jinja2', 'rich', 'yaml'} & {*sys.modules}, file=sys.stderr)"
    )
    line = [sys.executable, "-c", program, "--root", str(town), *CHECK]
    first, second = (
        subprocess.run(line, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(SOURCE)})
        for _ in range(2)
    )
    assert first.stdout == second.stdout
    assert second.stderr.split() == first.stderr.split()[:1]
