"""The one place that looks, lists and reads below the root: names, junctions, faults of the disk, what changes."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from branchstd.__main__ import run
from branchstd.findings import Problem
from branchstd.store import files
from branchstd.store.copying import copy_town
from branchstd.store.disk import Disk, NotAFileError
from branchstd.store.files import exists, find_files, list_folder, read_bytes, shut

sys.path.append(str(Path(__file__).parents[1] / "threats"))
from threat_town import BAD, CHECK, GOOD, YEAR, Checked, parsed, two_villages

PEOPLE = "data/villages/xiaoquan/2019/people.csv"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    files._spelt.cache_clear()
    return two_villages(tmp_path)


@pytest.fixture
def check(town: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[], Checked]:
    return lambda: parsed(run([*CHECK, "--root", str(town)]), *capsys.readouterr())


def told(seen: object) -> tuple[str, str]:
    assert isinstance(seen, Problem)
    return seen.code, seen.place.file


# What is asked for, what lies there instead or as well, and where it is told.
SPELLINGS = {
    "a table in capitals": (PEOPLE, PEOPLE.replace("people", "People"), True),
    "an ending in capitals": (PEOPLE, PEOPLE.replace(".csv", ".CSV"), True),
    "alone": (PEOPLE, PEOPLE.replace("people", "PEOPLE"), False),
    "in full width": (PEOPLE, PEOPLE.replace("people", "ｐeople"), False),
    "the sign for kelvin": ("data/villages/kelvin/2019/people.csv", "data/villages/\u212aelvin/2019/people.csv", False),
    "the year in full width": (PEOPLE, PEOPLE.replace("2019", "２０１９"), False),
    "the village": (PEOPLE, PEOPLE.replace("xiaoquan", "Xiaoquan"), False),
    "all villages": (PEOPLE, PEOPLE.replace("villages", "Villages"), False),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_another_spelling_of_a_name_is_refused_at_its_place(name: str, tmp_path: Path) -> None:
    asked, there, both = SPELLINGS[name]
    for file in {there, asked} if both else {there}:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("code\n", "utf-8")
    parts = zip(Path(asked).parts, Path(there).parts, strict=True)
    odd = next(number for number, (one, other) in enumerate(parts, 1) if one != other)
    place = "/".join(Path(there).parts[:odd])
    for seen in (exists(tmp_path, tmp_path / asked), read_bytes(tmp_path, tmp_path / asked)):
        assert told(seen) == ("other_name", place)
        assert isinstance(seen, Problem)
        assert seen.values["name"] == Path(asked).parts[odd - 1]
        assert seen.unreadable


def test_forms_of_one_letter_are_one_name(tmp_path: Path) -> None:
    """As macOS takes them; git and Linux keep both."""
    for name in ("caf\u00e9.yaml", "cafe\u0301.yaml"):
        (tmp_path / name).write_text("", "utf-8")
    assert told(read_bytes(tmp_path, tmp_path / "caf\u00e9.yaml")) == ("other_name", "cafe\u0301.yaml")


def test_what_is_wanted_goes_by_the_name_it_should_bear(tmp_path: Path) -> None:
    for name in ("2019-05.yaml", "2019-06.YAML", "2019-07.yml", "x.txt"):
        (tmp_path / name).write_text("", "utf-8")
    assert [path.name for path in find_files(tmp_path, tmp_path, "*.yaml")] == ["2019-05.yaml", "2019-06.yaml"]
    assert told(read_bytes(tmp_path, tmp_path / "2019-06.yaml")) == ("other_name", "2019-06.YAML")


def test_a_name_that_comes_is_seen(tmp_path: Path) -> None:
    assert list_folder(tmp_path, tmp_path) == ()
    time.sleep(0.05)  # longer than the system's own clock takes for a step
    (tmp_path / "a").touch()
    assert [path.name for path in list_folder(tmp_path, tmp_path)] == ["a"]


# Tags as Windows gives them: a junction, a link, and two of what a cloud keeps elsewhere.
TAGS = {0xA0000003: "linked_folder", 0x9000001A: "", 0x9000601A: "", 0: ""}


@pytest.mark.parametrize("tag", TAGS)
def test_a_junction_is_a_link_and_what_a_cloud_keeps_is_none(
    tag: int, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows calls a junction a folder; only its tag tells."""
    look = Disk.look

    def tagged(disk: Disk, path: Path) -> Any:
        info = look(disk, path)
        return SimpleNamespace(
            st_mode=info.st_mode, st_mtime_ns=info.st_mtime_ns, st_reparse_tag=tag if path.name == "2019" else 0
        )

    monkeypatch.setattr(Disk, "look", tagged)
    wrong = shut(town, town / YEAR)
    assert (wrong.code if wrong else "") == TAGS[tag]
    assert isinstance(read_bytes(town, town / PEOPLE), Problem) == bool(TAGS[tag])


FAULTS = [errno.EIO, errno.EACCES, errno.ENOENT, errno.ENAMETOOLONG, errno.ESTALE, errno.EBUSY]


@pytest.mark.parametrize("number", FAULTS, ids=os.strerror)
@pytest.mark.parametrize(
    "fault",
    [
        ("read", PEOPLE, "cannot_read"),
        ("names", YEAR[:-1], "folder_closed"),
        ("names", YEAR + "activities", "folder_closed"),
        ("look", f"data/villages/{BAD}", "folder_closed"),
    ],
)
def test_a_fault_of_the_disk_is_that_village_s(
    fault: tuple[str, str, str], number: int, town: Path, check: Callable[[], Checked], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never the code of what could not be written, and the other village's line is the same."""
    operation, at, code = fault
    before = check()
    real = getattr(Disk, operation)

    def failing(disk: Disk, path: Path, *more: Any) -> Any:
        if path == town / at:
            raise OSError(number, os.strerror(number), str(path))
        return real(disk, path, *more)

    files._spelt.cache_clear()
    monkeypatch.setattr(Disk, operation, failing)
    after = check()
    files._spelt.cache_clear()
    errors = [(problem["code"], problem["file"]) for problem in after.problems() if problem["severity"] == "error"]
    assert (code, at) in errors
    assert after.code == 2
    assert "error" in after.outcomes()
    assert after.lines[GOOD] == before.lines[GOOD]


def test_a_file_that_goes_before_it_is_read(
    town: Path, check: Callable[[], Checked], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = check()
    read = Disk.read

    def late(disk: Disk, path: Path) -> bytes | None:
        if path == town / PEOPLE:
            path.unlink(missing_ok=True)
        return read(disk, path)

    monkeypatch.setattr(Disk, "read", late)
    after = check()
    assert ("cannot_read", PEOPLE) in [(problem["code"], problem["file"]) for problem in after.problems()]
    assert after.code == 2
    assert after.lines[GOOD] == before.lines[GOOD]


def test_a_folder_that_goes_before_it_is_listed(
    town: Path, check: Callable[[], Checked], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = check()
    names = Disk.names

    def late(disk: Disk, folder: Path, most: int) -> list[str]:
        if folder == town / YEAR:
            shutil.rmtree(folder, ignore_errors=True)
        return names(disk, folder, most)

    files._spelt.cache_clear()
    monkeypatch.setattr(Disk, "names", late)
    after = check()
    assert ("folder_closed", YEAR[:-1]) in [(problem["code"], problem["file"]) for problem in after.problems()]
    assert after.lines[GOOD] == before.lines[GOOD]


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_nobody_waits_for_a_pipe_that_comes_in_the_place_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").touch()
    os.mkfifo(tmp_path / "pipe")
    plain = (tmp_path / "plain").lstat()
    monkeypatch.setattr(Disk, "look", lambda *_: plain)
    with pytest.raises(NotAFileError):
        Disk().read(tmp_path / "pipe")


def test_of_a_file_without_an_end_the_beginning_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It grew since it was looked at."""
    (tmp_path / "grown").touch()
    os.truncate(tmp_path / "grown", 8 << 30)
    assert told(read_bytes(tmp_path, tmp_path / "grown")) == ("file_too_large", "grown")


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_a_copy_holds_real_files_alone(town: Path, tmp_path: Path) -> None:
    year = town / YEAR
    (tmp_path / "secret.csv").write_text("code\n", "utf-8")
    (year / "duty.csv").symlink_to(tmp_path / "secret.csv")
    (year / "photos").symlink_to(tmp_path)
    os.mkfifo(year / "pipe.csv")
    for name in ("names.csv", "NAMES.CSV"):
        (town / "data/villages" / BAD / name).write_text("code,name\nM01,甲\n", "utf-8")
    with copy_town(town) as copy:
        names = {path.name for path in copy.rglob("*")}
        assert "people.csv" in names
        assert not names & {"duty.csv", "photos", "pipe.csv", "names.csv", "NAMES.CSV", "secret.csv"}
        assert all(stat.S_ISREG(path.lstat().st_mode) or path.is_dir() for path in copy.rglob("*"))
