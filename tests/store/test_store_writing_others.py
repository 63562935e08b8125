"""What others do meanwhile or have put in the way: nothing of theirs is lost, nothing is written through it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from branchstd.store import writing
from branchstd.store.disk import DISK
from branchstd.store.writing import UnwrittenError, pen
from disks import NAME, NEW, OLD, STATES, Town, Watched, When, child, operations, quiet, town

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and rights of POSIX")


@pytest.fixture
def at(tmp_path: Path) -> Town:
    return town(tmp_path, STATES["small"])


def refused(at: Town, disk: Watched | None = None) -> str:
    with pytest.raises(UnwrittenError) as unwritten:
        at.change(disk or Watched(quiet))
    return unwritten.value.problem.code


def test_an_editor_saved_between_reading_and_change(at: Town) -> None:
    at.path.write_bytes(OLD + b"# more\n")
    assert refused(at) == "changed_meanwhile"
    assert at.now() == OLD + b"# more\n"
    assert at.left() == []


def test_an_editor_saved_into_a_file_that_was_not_there(tmp_path: Path) -> None:
    at = town(tmp_path, STATES["new"])
    at.path.write_bytes(b"")
    assert refused(at) == "changed_meanwhile"
    assert at.now() == b""


def test_somebody_took_the_file_away(at: Town) -> None:
    at.path.unlink()
    assert refused(at) == "changed_meanwhile"
    assert at.now() is None
    assert at.left() == []


@pytest.mark.parametrize("operation", ["create", "write", "sync", "close", "like"])
def test_an_editor_saved_while_the_new_file_was_staged(operation: str, at: Town) -> None:
    """A slow disk gives an editor seconds before the rename."""

    def happening(name: str, number: int, when: When) -> None:
        if (name, when) == (operation, "after"):
            at.path.write_bytes(b"# of the editor\n")

    assert refused(at, Watched(happening)) == "changed_meanwhile"
    assert at.now() == b"# of the editor\n"
    assert at.left() == []


@posix
@pytest.mark.parametrize("leads_to", ["a file", "the same bytes", "nowhere", "a folder"])
def test_nothing_is_written_through_a_link(leads_to: str, at: Town) -> None:
    outside = at.root / "outside"
    if leads_to == "a folder":
        outside.mkdir()
    elif leads_to != "nowhere":
        outside.write_bytes(OLD if leads_to == "the same bytes" else b"secret\n")
    before = outside.read_bytes() if outside.is_file() else None
    at.path.unlink()
    at.path.symlink_to(outside)
    assert refused(at) == "unwritten_file"
    assert at.path.is_symlink()
    assert (outside.read_bytes() if outside.is_file() else None) == before
    assert outside.exists() == (leads_to != "nowhere")
    assert at.left() in ([], ["village.yaml"])


@posix
def test_nothing_is_written_through_a_link_in_the_place_of_the_staged_file(at: Town) -> None:
    """The sweep takes it away; set up later, it is not followed."""
    outside, staged = at.root / "outside", at.folder / f".~{NAME}.tmp"
    outside.write_bytes(b"secret\n")
    staged.symlink_to(outside)
    at.change(Watched(quiet))
    assert at.now() == NEW
    assert outside.read_bytes() == b"secret\n"

    def happening(name: str, number: int, when: When) -> None:
        if (name, when) == ("create", "before"):
            staged.symlink_to(outside)

    at = town(at.root, at.state)
    assert refused(at, Watched(happening)) == "unwritten_file"
    assert (at.now(), outside.read_bytes(), at.left()) == (OLD, b"secret\n", [])


def test_a_folder_in_the_place_of_the_file(at: Town) -> None:
    at.path.unlink()
    at.path.mkdir()
    assert refused(at) == "unwritten_file"
    assert list(at.path.iterdir()) == []
    assert at.left() == []


@posix
@pytest.mark.parametrize("name", [NAME, f".~{NAME}.tmp"])
def test_a_pipe_stops_nobody(name: str, at: Town) -> None:
    """In the place of the file it is refused, in the place of the staged one it is swept away."""
    (at.folder / name).unlink(missing_ok=True)
    os.mkfifo(at.folder / name)

    def tries() -> None:
        signal.alarm(20)
        if name == NAME:
            assert refused(at) == "unwritten_file"
        else:
            at.change(Watched(quiet))

    assert child(tries) == 0
    assert stat.S_ISFIFO(at.path.lstat().st_mode) == (name == NAME)


def test_the_first_record_of_a_month_makes_its_folder(at: Town) -> None:
    path = at.folder / "activities" / "2019-06.yaml"
    with pen(at.root) as hand:
        hand.change(path, None, NEW)
    assert path.read_bytes() == NEW


def test_no_town(tmp_path: Path) -> None:
    with pytest.raises(UnwrittenError) as unwritten, pen(tmp_path):
        pass
    assert unwritten.value.problem.code == "unwritten_file"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "TRIES", 3)
    monkeypatch.setattr(writing, "PAUSE", 0.001)


@posix
@pytest.mark.usefixtures("impatient")
def test_another_process_holds_the_lock(at: Town) -> None:
    def tries() -> None:
        assert refused(at) == "town_locked"

    with pen(at.root):
        assert child(tries) == 0
    assert at.now() == OLD
    at.change(Watched(quiet))
    assert at.now() == NEW


@pytest.mark.usefixtures("impatient")
def test_who_waits_gets_the_lock_when_it_is_free(at: Town) -> None:
    handle = DISK.lock(at.root / "data")
    assert handle is not None
    tried = []

    def happening(name: str, number: int, when: When) -> None:
        if (name, when) == ("lock", "after"):
            tried.append(number)
            if len(tried) == 2:
                DISK.unlock(handle)

    at.change(Watched(happening))
    assert (at.now(), len(tried)) == (NEW, 3)


@posix
def test_two_towns_do_not_wait_for_each_other(tmp_path: Path) -> None:
    first, second = (town(tmp_path / name, STATES["small"]) for name in ("a", "b"))
    with pen(first.root):
        second.change(Watched(quiet))
    assert second.now() == NEW


@pytest.mark.parametrize(
    "name", ["MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD", "index.lock"]
)
def test_git_waits_for_a_decision(name: str, at: Town) -> None:
    (at.root / ".git").mkdir()
    at.change(Watched(quiet))
    at = town(at.root, at.state)
    path = at.root / ".git" / name
    path.mkdir() if "-" in name else path.write_bytes(b"")
    disk = Watched(quiet)
    with pytest.raises(UnwrittenError) as unwritten:
        at.change(disk)
    problem = unwritten.value.problem
    assert (problem.code, problem.values["name"]) == ("git_under_way", name)
    assert disk.done == []
    assert at.now() == OLD


@posix
@pytest.mark.parametrize("rights", [0o600, 0o640, 0o644, 0o664, 0o755, 0o400])
def test_the_rights_of_a_file_are_kept(rights: int, at: Town) -> None:
    at.path.chmod(rights)
    at.change(Watched(quiet))
    assert stat.S_IMODE(at.path.stat().st_mode) == rights


@posix
def test_a_new_file_is_for_everybody_to_read_but_for_what_the_user_masks(tmp_path: Path) -> None:
    at = town(tmp_path, STATES["new"])
    mask = os.umask(0o027)
    try:
        at.change(Watched(quiet))
    finally:
        os.umask(mask)
    assert stat.S_IMODE(at.path.stat().st_mode) == 0o640


@pytest.fixture
def open_to_all() -> Iterator[Town]:
    """A town below folders that every user may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield town(Path(name), STATES["small"])


@posix
def test_a_folder_that_may_not_be_written(open_to_all: Town) -> None:
    at = open_to_all

    def tries() -> None:
        if os.geteuid() == 0:
            os.setuid(65_534)
        assert refused(at) == "unwritten_file"

    at.path.chmod(0o644)
    at.folder.chmod(0o555)
    assert child(tries) == 0
    assert at.now() == OLD
    assert at.left() == []
    at.folder.chmod(0o755)


SCRIPT = """
from pathlib import Path
from branchstd.store.writing import pen
root = Path({root!r})
path = root / "data/villages/baiyutan/2019/village.yaml"
with pen(root) as hand:
    hand.change(path, path.read_bytes(), {after!r})
"""
CALLS = "fsync,fdatasync,rename,renameat,renameat2,write"


def traced(at: Town) -> list[str]:
    """What the system was asked for, with the paths of handles."""
    log = at.root / "trace"
    script = SCRIPT.format(root=str(at.root), after=NEW)
    command = ["strace", "-f", "-y", "-e", f"trace={CALLS}", "-o", str(log), sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode and b"ptrace" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    return log.read_text("utf-8").splitlines()


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_order_in_which_the_system_is_asked(at: Town) -> None:
    """The bytes are on the disk before the name, and the name before anybody is told."""
    calls = traced(at)
    folder = re.escape(str(at.folder))
    steps = (
        rf"write\(\d+<{folder}/\.~village\.yaml\.tmp>",
        rf"fsync\(\d+<{folder}/\.~village\.yaml\.tmp>\)\s+= 0",
        rf"rename\w*\(.*{folder}/\.~village\.yaml\.tmp\".*{folder}/village\.yaml\".*= 0",
        rf"fsync\(\d+<{folder}>\)\s+= 0",
    )
    found = [next((at for at, call in enumerate(calls) if re.search(step, call)), -1) for step in steps]
    assert -1 not in found, calls
    assert found == sorted(found), calls
    assert not [call for call in calls if re.search(rf"write\(\d+<{folder}/village\.yaml>", call)]


def test_the_order_of_a_change(tmp_path: Path) -> None:
    """The same on every system, as the store asks its disk."""
    asked = operations(town(tmp_path, STATES["small"]))
    assert asked[:7] == ["lock", "leftovers", "create", "write", "sync", "close", "like"]
    assert asked[7:] == ["read", "replace", "sync_folder", "read", "unlock"]


@posix
def test_what_lies_under_a_staged_name_is_in_nobody_s_way(at: Town) -> None:
    """A folder stays, with what is in it; a link and a pipe go as leftovers do, and what the link led to stays."""
    staged = at.folder / f".~{NAME}.tmp"
    (staged / "kept").mkdir(parents=True)
    (at.folder / ".~people.csv.tmp").symlink_to(staged)
    os.mkfifo(at.folder / ".~other.csv.tmp")
    at.change(Watched(quiet))
    assert at.now() == NEW
    assert (staged / "kept").is_dir()
    assert [path.name for path in at.folder.glob(".~*")] == [staged.name]


def test_a_tree_deeper_than_any_path_stops_no_writer(at: Town, request: pytest.FixtureRequest) -> None:
    # Whatever comes of it: nothing of Python's can take such a tree away.
    request.addfinalizer(lambda: subprocess.run(["rm", "-rf", str(at.folder / "d")], check=True))
    here = os.open(at.folder, os.O_RDONLY)
    for _ in range(2_500):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    at.change(Watched(quiet))
    assert at.now() == NEW


@pytest.mark.parametrize("there", ["Village.yaml", "village.YAML", "ｖillage.yaml"])
def test_nothing_is_written_beside_another_spelling(there: str, at: Town) -> None:
    (at.folder / there).write_bytes(b"")
    assert refused(at) == "other_name"
    assert at.now() == OLD
