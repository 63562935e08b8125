"""An import of many files, killed at each moment or failing at each operation: all is old or all is new.

Whatever was left half is put back by the next that may write, and the same import then goes through.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest
from openpyxl import load_workbook
from rounds import BOOK, SLUG, Town

from branchstd.store import FileChange, Writer
from branchstd.store.disk import Disk
from branchstd.store.journal import journals
from branchstd.store.writing import UnwrittenError, pen
from disks import CLOSING, Happening, Watched, When, child

KILLS, ERRORS = 300, 150
CODES: Final = (errno.ENOSPC, errno.EIO, errno.EACCES)
# A cell of each sheet, and so of each file, that takes another word.
CELLS: Final = (
    ("花名册", "E4", "1974-11"), ("花名册", "C5", "马秀兰兰"), ("任职", "I4", "镇委37号"), ("党费收缴", "H4", "补"),
    ("坐班", "D4", "4"), ("重大事项和一事一议", "D4", "草场发包"), ("党员年度表", "C4", "打桩"), ("文件", "G4", "柜"),
    ("收入", "F4", "合同"), ("自查", "K4", "没学完"), ("整改", "E4", "在上游"), ("销号申请", "F4", "贴了"),
    ("意见建议", "E4", "问栏目"), ("发展党员", "E4", "柜子"), ("届期", "D4", "大会选举"), *(
        ("活动", f"J{row}", "会议室") for row in (4, 10, 16, 22, 28, 34, 40, 46, 52, 58)),
)  # fmt: skip


def prepared(folder: Path) -> tuple[Town, Path]:
    folder.mkdir(parents=True)
    town = Town.made(folder / "town")
    town.say("export", SLUG, "--out", str(folder / "out"))
    path = folder / "out" / f"{BOOK}.xlsx"
    book = load_workbook(path)
    for sheet, cell, text in CELLS:
        book[sheet][cell] = text
    book.save(path)
    return town, path


class Run:
    """The files that an import of one workbook writes, written in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.town, self.path = prepared(folder)
        self.old = self.town.files()
        self.changes: list[FileChange] = []
        real = Writer.change_all

        def keep(hand: Writer, changes: Sequence[FileChange], what: str, name: str) -> str:
            self.changes = [*changes]
            return real(hand, changes, what, name)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Writer, "change_all", keep)
            said = self.town.say("import", str(self.path))
        assert said.code == 0, said.text
        self.new = self.town.files()
        self.town.put_back(self.old)
        disk = Watched(lambda *_: None)
        self.write(disk)
        self.town.put_back(self.old)
        self.operations = [*enumerate(disk.done, 1)]

    def write(self, disk: Disk) -> None:
        with pen(self.town.root, disk) as hand:
            hand.change_all(self.changes, "import", "20191231-080000")

    @property
    def files(self) -> int:
        return sum(data != self.old.get(name) for name, data in self.new.items())

    def after(self, *, again: bool) -> str:
        """What is wrong with the town when the next has put back what was half. again: the import is said again."""
        with pen(self.town.root) as hand:
            left = [str(problem) for problem in hand.left]
        now = self.town.files()
        fault = ""
        if now not in (self.old, self.new):
            fault = f"half: {sorted(name for name in now if now[name] not in {self.old.get(name), self.new.get(name)})}"
        elif left or "begun" in dict(journals(self.town.root)).values():
            fault = f"left: {left}"
        elif again:
            said = self.town.say("import", str(self.path))
            fault = "" if said.code == 0 and self.town.files() == self.new else f"again: {said.text[:300]}"
        self.town.put_back(self.old)
        return fault


def spread(found: list[tuple[int, str, When]], count: int) -> list[tuple[int, str, When]]:
    """So many, from all over."""
    return [found[at * len(found) // count] for at in range(count)] if len(found) > count else found


def kill_at(number: int, moment: When) -> Happening:
    def happening(_: str, at: int, when: When) -> None:
        if (at, when) == (number, moment):
            os.kill(os.getpid(), signal.SIGKILL)

    return happening


def try_kills(run: Run, count: int = KILLS, shift: int = 0) -> Iterator[tuple[str, str]]:
    halves = 0
    moments: list[tuple[int, str, When]] = []
    for at, name in run.operations:
        moments += [(at, name, "before"), *([(at, name, "within")] if name == "write" else []), (at, name, "after")]
    for turn, (at, name, moment) in enumerate(spread(moments[shift:], count)):
        disk = Watched(kill_at(at, moment))
        code = child(lambda: run.write(disk))  # noqa: B023  run at once
        halves += run.town.files() not in (run.old, run.new)
        fault = "" if code == -signal.SIGKILL else f"not killed: {code}"
        yield f"{run.files} files, killed {moment} {name} {at}", fault or run.after(again=turn % 50 == 0)
    yield "some were half before they were put back", "" if halves or count < KILLS else "none was"


def fail_at(number: int, code: int, *, lasting: bool) -> Happening:
    def happening(name: str, at: int, when: When) -> None:
        hit = at >= number if lasting else at == number
        if hit and when == ("after" if name in CLOSING else "before"):
            raise OSError(code, os.strerror(code))

    return happening


def try_errors(run: Run, count: int = ERRORS, shift: int = 0) -> Iterator[tuple[str, str]]:
    """One that passes leaves all old or all new at once, and whoever asked knows which."""
    points: list[tuple[int, str, When]] = [(at, name, "before") for at, name in run.operations]
    for turn, (at, name, _) in enumerate(spread(points[shift:], count)):
        lasting, error = turn % 2 == 1, CODES[turn % len(CODES)]
        told = set()
        try:
            run.write(Watched(fail_at(at, error, lasting=lasting)))
        except UnwrittenError as unwritten:
            told = {problem.code for problem in unwritten.problems}
        now, fault = run.town.files(), ""
        if now not in (run.old, run.new) and not (lasting and "change_unfinished" in told):
            fault = f"half, told {told}"
        elif not told and now != run.new:
            fault = "said to be done"
        elif told == {"unwritten_file"} and now == run.new:
            fault = f"said not to be done: {told}"
        way = "from then on" if lasting else "once"
        yield f"{os.strerror(error)} at {name} {at}, {way}", fault or run.after(again=turn % 50 == 0)
