"""A disk that fails at any operation, once or from then on: the file is whole, the caller knows, nothing is left."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from branchstd.store.disk import DISK
from branchstd.store.writing import UnwrittenError, pen, put
from disks import CLOSING, NEW, STATES, Town, Watched, When, operations, town

CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT)
# A failure of these leaves nothing undone that anybody asked for.
CLEANING = {"leftovers", "remove", "unlock"}


class Failing(Watched):
    """Fails at one operation, or from it on; a handle that fails to close is closed."""

    def __init__(self, at: int, code: int, most: int | None, *, lasting: bool) -> None:
        super().__init__(self._fail, most)
        self.at, self.code, self.lasting = at, code, lasting
        self.failed: list[str] = []

    def _fail(self, name: str, number: int, when: When) -> None:
        if when == ("after" if name in CLOSING else "before") and self._hit(number):
            self.failed.append(name)
            raise OSError(self.code, os.strerror(self.code))

    def _hit(self, number: int) -> bool:
        return number >= self.at if self.lasting else number == self.at


def attempt(at: Town, disk: Watched) -> str | None:
    """The code of what the caller is told."""
    try:
        at.change(disk)
    except UnwrittenError as unwritten:
        return unwritten.problem.code
    return None


def check(at: Town, disk: Failing, told: str | None) -> None:
    """The file is old or new, and the caller was told which."""
    assert at.now() == (at.state.after if told in {None, "write_unconfirmed"} else at.state.before)
    assert told in {None, "write_unconfirmed", "unwritten_file"}
    if told is None:
        assert set(disk.failed) <= CLEANING
    if told == "write_unconfirmed":
        assert "replace" in disk.done


def check_next(at: Town) -> None:
    """One run that goes well clears away what the failed one left."""
    with pen(at.root) as hand:
        hand.change(at.path, at.now(), b"items: []\n")
    assert at.now() == b"items: []\n"
    assert at.left() == []


def handles() -> int:
    """How many files are open; none where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from_then_on"])
@pytest.mark.parametrize("name", STATES)
def test_every_operation_fails(name: str, lasting: bool, tmp_path: Path) -> None:
    count = len(operations(town(tmp_path, STATES[name])))
    open_before = handles()
    for number in range(1, count + 1):
        for code in CODES:
            at = town(tmp_path, STATES[name])
            disk = Failing(number, code, at.state.most, lasting=lasting)
            check(at, disk, attempt(at, disk))
            assert disk.failed
            check_next(at)
    assert handles() == open_before


def test_how_many_cases_there_are(tmp_path: Path) -> None:
    """Every kind of operation is among them."""
    done = [operations(town(tmp_path / name, state)) for name, state in STATES.items()]
    assert sum(map(len, done)) * 2 * len(CODES) >= 800
    every = "lock leftovers remove create write sync close like read replace sync_folder unlock"
    assert {operation for run in done for operation in run} == set(every.split())


@pytest.mark.parametrize("code", CODES)
def test_a_rename_that_is_done_and_not_reported(code: int, tmp_path: Path) -> None:
    """As on a share of another computer."""

    def lost(name: str, number: int, when: When) -> None:
        if (name, when) == ("replace", "after"):
            raise OSError(code, os.strerror(code))

    at = town(tmp_path, STATES["small"])
    assert attempt(at, Watched(lost)) == "write_unconfirmed"
    assert at.now() == NEW
    assert at.left() == []


def test_what_the_system_says_is_told(tmp_path: Path) -> None:
    at = town(tmp_path, STATES["small"])
    number = operations(at).index("sync") + 1
    with pytest.raises(UnwrittenError) as unwritten:
        at.change(Failing(number, errno.ENOSPC, None, lasting=False))
    problem = unwritten.value.problem
    assert problem.values["detail"] == os.strerror(errno.ENOSPC)
    assert problem.place.file == "data/villages/baiyutan/2019/village.yaml"


def test_bytes_that_do_not_come_back(tmp_path: Path) -> None:
    """What stands there after the rename is not what was written: somebody else wrote."""

    def other(name: str, number: int, when: When) -> None:
        if (name, when) == ("sync_folder", "after"):
            at.path.write_bytes(b"other\n")

    at = town(tmp_path, STATES["small"])
    assert attempt(at, Watched(other)) == "changed_meanwhile"
    assert at.now() == b"other\n"


@pytest.mark.parametrize("number", range(1, 7))
def test_a_file_that_is_no_record_is_put_whole_or_not_at_all(number: int, tmp_path: Path) -> None:
    """In a folder that was not there: create, write, sync, close, like, replace."""
    path = tmp_path / "schemas" / "a.json"
    put(path, b"old")
    disk = Failing(number, errno.ENOSPC, None, lasting=False)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        put(path, b"new", disk)
    assert disk.failed
    assert path.read_text("utf-8") == "old"
    assert [found.name for found in path.parent.iterdir()] == ["a.json"]
    put(path, b"new", DISK)
    assert path.read_text("utf-8") == "new"
