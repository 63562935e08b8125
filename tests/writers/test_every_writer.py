"""Every command that writes, killed, interrupted and on a failing disk at each operation; and said twice.

The daily round does one of the first to some, at one moment, and says some twice; `--writers all` does all at every one
(hours), `--writers 7` others (`conftest.py`).
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from writer_rows import ANEW, BOOK, LOOKING, READS, WRITES, Row, tree, words_of

from branchstd.__main__ import run
from branchstd.store import writing
from branchstd.store.disk import DISK, is_staged
from disks import CLOSING, Watched, When, child
from samples import ROOT

if not hasattr(os, "fork"):
    pytest.skip("kills need fork", allow_module_level=True)

ROWS = [(name, row) for name, rows in WRITES.items() for row in rows]
OF_THE_TOUR = 40  # moments, of thousands
ALONE = {"fmt"}  # each file by itself: one that cannot be read leaves the others in order
Tree = dict[str, bytes]
Led = Callable[[tuple[str, ...]], Path]


def test_every_command_reads_or_has_a_row() -> None:
    assert READS | set(WRITES) == set(tree())
    assert not READS & set(WRITES)


@pytest.mark.parametrize("name", WRITES)
def test_every_option_stands_in_a_row(name: str) -> None:
    """The fields of a record are options of `add`, and all written by the same way."""
    wanted = set() if name.startswith("add ") else tree()[name] - LOOKING
    assert wanted - {word for row in WRITES[name] for word in row.words.split()} == set()


def test_who_only_reads_takes_no_place_to_write_to() -> None:
    assert not {option for name in READS for option in tree()[name]} & {"-o", "--out", "--output"}


class Office(NamedTuple):
    """A town, a folder beside it, and one for what is temporary."""

    folder: Path
    row: Row

    def run(self) -> int:
        root, out = self.folder / "town", self.folder / "out"
        return run(["--root", str(root), "--lang", "zh", *words_of(self.row.words, out)])

    def apart(self, disk: Watched | None = None) -> tuple[int, str]:
        """In a process of its own: its exit code, or below zero the signal that killed it, and what stderr says."""
        said = self.folder / "said"

        def work() -> None:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            if disk is not None:  # the one that all modules hold
                vars(DISK).update(vars(disk))
                DISK.__class__ = type(disk)
            with said.open("w", encoding="utf-8") as err, (self.folder / "shown").open("w", encoding="utf-8") as out:
                sys.stderr, sys.stdout = err, out
                code = self.run()
                err.flush()
            os._exit(code)

        return child(work), said.read_text("utf-8")

    def operations(self) -> list[str]:
        """The operations of a run that goes well."""
        told = self.folder / "done"

        def happening(name: str, number: int, when: When) -> None:
            if when == "before":
                with told.open("a") as file:
                    file.write(f"{name}\n")

        told.write_text("")
        assert self.apart(Watched(happening))[0] in {0, 1}
        return told.read_text().split()

    def files(self) -> Tree:
        parts = [self.folder / name for name in ("town", "out", "temporary")]
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for part in parts
            for path in sorted(part.rglob("*"))
            if path.is_file() and not {".git", ".branchstd"} & set(path.parts)
        }

    def put_back(self, before: Tree) -> None:
        shutil.rmtree(self.folder / "out")
        shutil.rmtree(self.folder / "temporary")
        shutil.rmtree(self.folder / "town/.branchstd", ignore_errors=True)
        if (self.folder / "kept").exists():
            shutil.copytree(self.folder / "kept", self.folder / "town/.branchstd")
        now = self.files()
        for name in now.keys() - before.keys():
            (self.folder / name).unlink()
        for name, data in before.items():
            if now.get(name) != data:
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / name).write_bytes(data)
        for name in ("out", "temporary"):
            (self.folder / name).mkdir(exist_ok=True)


def changed_book(folder: Path) -> None:
    """A workbook in which cells of two sheets were changed and a row was taken out."""
    from openpyxl import load_workbook

    assert Office(folder, Row((), "export liushao --out {out}/books")).run() == 0
    path = Path(BOOK.format(out=folder / "out"))
    book = load_workbook(path)
    book["党费收缴"]["F4"] = "2.80"
    book["坐班"]["D4"] = "7"
    book["收入"].delete_rows(4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        book.save(path)


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """What every run loads and builds is there when a process is forked."""
    tree()
    run(["--root", str(ROOT), "check", "liushao"])


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Led:
    """The folder to which commands lead; each is run once."""

    @cache
    def there(before: tuple[str, ...]) -> Path:
        folder = tmp_path_factory.mktemp("led")
        if not before:
            shutil.copytree(ROOT / "data", folder / "town" / "data")
            for name in ("out", "temporary"):
                (folder / name).mkdir()
            return folder
        shutil.copytree(there(before[:-1]), folder, dirs_exist_ok=True)
        if before[-1] == "!loose":
            for name in ("documents.yaml", "feedback.yaml"):
                path = folder / "town/data/villages/liushao/2019" / name
                path.write_bytes(path.read_bytes().replace(b"date: 2019", b"date:    2019"))
        elif before[-1] == "!book":
            changed_book(folder)
        elif before[-1] == "!tables":
            roster = "花名册,,,\n序号,姓名,性别,月应交党费（元）\n1,才让,男,2\n2,马秀兰,女,2\n"
            (folder / "out" / "roster.csv").write_bytes(roster.encode("gb18030"))
            dues = "姓名,10月,11月\n才让,2,2\n马秀兰,,4\n合计,2,6\n"
            (folder / "out" / "dues.csv").write_text(dues, "utf-8-sig")
        elif before[-1] == "!form":
            (folder / "out" / "form.csv").write_text("标准编号,手册原文\n1.1,原文\n", "utf-8")
        else:
            assert Office(folder, Row((), before[-1])).run() == 0
        return folder

    return there


@pytest.fixture
def office(request: pytest.FixtureRequest, led: Led, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    row: Row = request.param
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(writing, "TRIES", 1)
    monkeypatch.delenv("COLUMNS", raising=False)
    shutil.copytree(led(row.before), tmp_path, dirs_exist_ok=True)
    if (tmp_path / "town/.branchstd").exists():
        shutil.copytree(tmp_path / "town/.branchstd", tmp_path / "kept")
    return Office(tmp_path, row)


by_row = pytest.mark.parametrize(
    ("name", "office"),
    ROWS,
    indirect=["office"],
    ids=[f"{name.replace(' ', '-')}-{number}" for number, (name, _) in enumerate(ROWS)],
)


def sample(request: pytest.FixtureRequest, found: list[tuple[str, int, When]]) -> list[tuple[str, int, When]]:
    """All moments (of the tour, which has thousands, some spread over all), or one that the seed and the name draw."""
    wish = str(request.config.getoption("--writers"))
    if wish == "all":
        return found[:: max(1, len(found) // OF_THE_TOUR)] if "[demo-" in request.node.name else found
    return [random.Random(f"{wish}/{request.node.name}").choice(found)]


def points(names: list[str]) -> list[tuple[str, int]]:
    """The operations with their numbers, but for the many by which a town is read before anything is written."""
    return [(name, n) for n, name in enumerate(names, 1) if name != "read" or "create" in names[:n]]


def moments(names: list[str]) -> list[tuple[str, int, When]]:
    """After an operation is before the next: nothing on the disk differs."""
    found: list[tuple[str, int, When]] = []
    for name, n in points(names):
        found += [(name, n, "before"), *([(name, n, "within")] if name == "write" else [])]
    return [*found, (names[-1], len(names), "after")]


def hit(number: int, moment: When, deed: signal.Signals) -> Watched:
    def happening(_: str, at: int, when: When) -> None:
        if (at, when) == (number, moment):
            os.kill(os.getpid(), deed)

    return Watched(happening)


def whole(now: Tree, before: Tree, after: Tree, *, staged: bool = False) -> bool:
    """Every file as it was or as it is to be; `staged`: beside what a killed run may leave."""
    left = {name for name in now if is_staged(Path(name).name) or name.startswith("temporary/")} if staged else set()
    return all(data in {before.get(name), after.get(name)} for name, data in now.items() if name not in left) and (
        set(before) & set(after) <= set(now)
    )


def goes_on(office: Office, name: str, before: Tree, after: Tree) -> None:
    """The same again comes to what an undisturbed run comes to, and nothing else lies there."""
    wrote = {one for one, data in office.files().items() if data != before.get(one)}
    code, said = office.apart()
    assert office.files() == after, (code, said)
    assert code in {0, 1} or (code in {2, 5} and wrote & set(after)), (name, code, said)


def run_well(office: Office) -> tuple[list[str], Tree, Tree]:
    """The operations, and the files before and after."""
    before = office.files()
    names = office.operations()
    after = office.files()
    office.put_back(before)
    return names, before, after


@by_row
def test_killed(name: str, office: Office, request: pytest.FixtureRequest) -> None:
    names, before, after = run_well(office)
    assert name == "demo" or before != after
    for _, number, moment in sample(request, moments(names)):
        assert office.apart(hit(number, moment, signal.SIGKILL))[0] == -signal.SIGKILL
        assert whole(office.files(), before, after, staged=True), (number, moment)
        goes_on(office, name, before, after)
        office.put_back(before)


@by_row
def test_interrupted(name: str, office: Office, request: pytest.FixtureRequest) -> None:
    """Whoever interrupts is told what was written, and nothing waits to be cleared away."""
    names, before, after = run_well(office)
    for _, number, moment in sample(request, moments(names)):
        code, said = office.apart(hit(number, moment, signal.SIGINT))
        now = office.files()
        wrote = sorted(Path(one).name for one in now if now[one] != before.get(one))
        assert (code, whole(now, before, after)) == (130, True), (number, moment, said)
        if name == "init":
            assert "[half_town] 没有建完：已中断" in said
        else:
            assert [one for one in wrote if one not in said] == [], (number, moment, said)
            assert ("什么也没有写" in said) == (not wrote), (number, moment, said)
        goes_on(office, name, before, after)
        office.put_back(before)


class Failing(Watched):
    """A disk that is full at one operation, or from it on; a handle that fails to close is closed."""

    def __init__(self, at: int, *, lasting: bool) -> None:
        super().__init__(self._fail)
        self.at, self.lasting = at, lasting

    def _fail(self, name: str, number: int, when: When) -> None:
        fails = number == self.at or (self.lasting and number > self.at)
        if fails and when == ("after" if name in CLOSING else "before"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from_then_on"])
@by_row
def test_the_disk_is_full(name: str, office: Office, lasting: bool, request: pytest.FixtureRequest) -> None:
    names, before, after = run_well(office)
    for _, number, _ in sample(request, [(one, at, "before") for one, at in points(names)]):
        code, said = office.apart(Failing(number, lasting=lasting))
        now = office.files()
        assert whole(now, before, after, staged=lasting), (number, said)  # nothing can be cleared away there
        # 2: the town cannot be read, before anything is written or when all is.
        assert code in {0, 1, 5} or (code == 2 and (name in ALONE or now in (before, after))), (number, said)
        assert code != 2 or ("已经写好的" in said) == (now != before), (number, said)
        if code in {2, 5}:
            wrote = sorted(
                Path(one).name for one in now if now[one] != before.get(one) and not is_staged(Path(one).name)
            )
            assert "磁盘满了" in said
            assert name == "init" or [one for one in wrote if one not in said] == [], (number, said)
        else:
            assert {one: data for one, data in now.items() if not is_staged(Path(one).name)} == after
        goes_on(office, name, before, after)
        office.put_back(before)


@by_row
def test_said_twice(name: str, office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Refused with the place where it stands; what is only put in order, or made anew, is as it was."""
    assert office.run() in {0, 1}
    after = office.files()
    capsys.readouterr()
    code = office.run()
    said = capsys.readouterr().err
    assert office.files() == after
    if name in ANEW:
        assert (code in {0, 1}, said) == (True, "")
    else:
        assert code in {2, 5}, said
        assert any(Path(one).name in said for one in after), said
