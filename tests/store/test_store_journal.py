"""Several files changed together: whatever happens at any operation, all are new or all are old."""

from __future__ import annotations

import errno
import json
import os
import signal
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from branchstd.findings import Problem
from branchstd.store import FileChange, writing
from branchstd.store.disk import DISK, Disk
from branchstd.store.journal import FOLDER, HOUSE, KEPT, journals, unfinished
from branchstd.store.writing import UnwrittenError, Writer, pen
from disks import CLOSING, NEW, OLD, Happening, Watched, When, child, quiet

if not hasattr(os, "fork"):
    pytest.skip("kills need fork", allow_module_level=True)

YEAR = "data/villages/baiyutan/2019"
# One is changed, one is new and makes its folder, one goes.
FILES = {
    f"{YEAR}/village.yaml": (OLD, NEW),
    f"{YEAR}/activities/2019-06.yaml": (None, NEW),
    f"{YEAR}/people.csv": (b"code\nM01\n", None),
}
BEFORE = {file: before for file, (before, _) in FILES.items()}
AFTER = {file: after for file, (_, after) in FILES.items()}
FIRST, SECOND = "20191201-080000", "20191202-080000"
Did = Callable[["Three", Disk], Writer]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "TRIES", 1)


class Seen(Watched):
    """Also making and listing folders are operations."""

    def make(self, folder: Path) -> None:
        self._watched("make", folder)

    def names(self, folder: Path, most: int) -> list[str]:
        return self._watched("names", folder, most)  # type: ignore[no-any-return]


class Three(NamedTuple):
    """A root with three files to be changed, as they are before or after it."""

    root: Path

    def now(self) -> dict[str, bytes | None]:
        return {file: DISK.read(self.root / file) for file in FILES}

    def changes(self) -> list[FileChange]:
        return [FileChange(self.root / file, *both) for file, both in FILES.items()]

    def change(self, disk: Disk = DISK, name: str = FIRST) -> Writer:
        with pen(self.root, disk) as hand:
            assert hand.change_all(self.changes(), "甲", name) == name
        return hand

    def undo(self, disk: Disk = DISK, which: str = FIRST, name: str = SECOND) -> Writer:
        with pen(self.root, disk) as hand:
            assert hand.undo(which, "乙", name) == name
        return hand

    def refused(self, work: Callable[[], object]) -> list[str]:
        """The codes of what the caller is told, with the files."""
        with pytest.raises(UnwrittenError) as unwritten:
            work()
        return [f"{one.code} {one.place.file.removeprefix(YEAR)}" for one in unwritten.value.problems]

    def states(self) -> dict[str, str]:
        return dict(journals(self.root))

    def staged(self) -> list[Path]:
        return list(self.root.rglob(".~*"))


def three(root: Path, *, undoing: bool = False) -> Three:
    at = Three(root)
    for file, data in BEFORE.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        if data is not None:
            (root / file).write_bytes(data)
    (root / f"{YEAR}/activities").rmdir()
    if undoing:
        at.change()
    return at


def changing(at: Three, disk: Disk) -> Writer:
    return at.change(disk)


def undoing(at: Three, disk: Disk) -> Writer:
    return at.undo(disk)


DEEDS = {"change": changing, "undo": undoing}
by_deed = pytest.mark.parametrize("deed", DEEDS)


class Case(NamedTuple):
    """One run on towns of its own, and what the three files hold before and after it."""

    folder: Path
    deed: str

    @property
    def both(self) -> tuple[dict[str, bytes | None], dict[str, bytes | None]]:
        return (BEFORE, AFTER) if self.deed == "change" else (AFTER, BEFORE)

    @property
    def name(self) -> str:
        return FIRST if self.deed == "change" else SECOND

    def town(self, name: str) -> Three:
        return three(self.folder / name, undoing=self.deed == "undo")

    def run(self, at: Three, disk: Disk) -> Writer:
        return DEEDS[self.deed](at, disk)

    def operations(self, most: int | None = None) -> list[str]:
        disk = Seen(quiet, most)
        self.run(self.town(f"calm-{most}"), disk)
        return disk.done


def moments(names: list[str]) -> Iterator[tuple[int, When]]:
    for number, name in enumerate(names, 1):
        yield from ((number, "before"), *([(number, "within")] if name == "write" else []), (number, "after"))


def at_moment(wanted: int, moment: When, happens: Callable[[], object]) -> Happening:
    def happening(_: str, number: int, when: When) -> None:
        if (number, when) == (wanted, moment):
            happens()

    return happening


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt() -> None:
    raise KeyboardInterrupt


def renaming(operations: list[str]) -> int:
    """The number of the operation that makes the journal one of a change that is done."""
    return max(number for number, name in enumerate(operations, 1) if name == "replace")


@by_deed
def test_killed_at_every_moment(deed: str, tmp_path: Path) -> None:
    """Half a change is told, and put back by the next that may write; the reader sees it until then."""
    case = Case(tmp_path, deed)
    old, new = case.both
    operations = case.operations()
    done, halves = renaming(operations), 0
    for number, moment in moments(operations):
        at = case.town(f"{number}-{moment}")
        disk = Seen(at_moment(number, moment, kill))
        assert child(lambda: case.run(at, disk)) == -signal.SIGKILL  # noqa: B023  run at once
        now, begun = at.now(), at.states().get(case.name) == "begun"
        assert [one.place.file for one in unfinished(at.root)] == [f"{FOLDER}/{case.name}.begun.json"] * begun
        halves += now not in (old, new)
        assert begun or now in (old, new), (number, moment)
        with pen(at.root) as hand:
            wanted = new if number > done or (number, moment) == (done, "after") else old
            assert at.now() == wanted, (number, moment)
            assert sorted(hand.restored) == sorted(file for file in FILES if now[file] != wanted[file])
            assert (hand.left, at.staged()) == ([], [])
        assert "begun" not in at.states().values()
        assert list(unfinished(at.root)) == []
    assert halves >= 5


def half(root: Path) -> Three:
    """Killed when two of three files were changed."""
    at = three(root)
    seen = []

    def happening(name: str, _: int, when: When) -> None:
        seen.append((name, when))
        # gitignore and journal, then the first two files
        if seen.count(("replace", "after")) == 4:
            kill()

    assert child(lambda: at.change(Seen(happening))) == -signal.SIGKILL
    assert [at.now()[file] == AFTER[file] for file in FILES] == [True, True, False]
    return at


def test_killed_at_every_moment_of_putting_back(tmp_path: Path) -> None:
    calm = Seen(quiet)
    with pen(half(tmp_path / "calm").root, calm) as hand:
        assert hand.restored == list(FILES)[:2]
    for number, moment in moments(calm.done):
        at = half(tmp_path / f"{number}-{moment}")

        def back(at: Three = at, number: int = number, moment: When = moment) -> None:
            with pen(at.root, Seen(at_moment(number, moment, kill))):
                pass

        assert child(back) == -signal.SIGKILL
        with pen(at.root) as hand:
            assert (at.now(), hand.left, at.staged(), at.states()) == (BEFORE, [], [], {})


@by_deed
def test_interrupted_at_every_moment(deed: str, tmp_path: Path) -> None:
    """Whoever interrupts finds all old or all new at once."""
    case = Case(tmp_path, deed)
    old, new = case.both
    for number, moment in moments(case.operations()):
        at = case.town(f"{number}-{moment}")
        disk = Seen(at_moment(number, moment, interrupt))
        assert child(lambda: case.run(at, disk)) == 130  # noqa: B023
        assert at.now() in (old, new), (number, moment)
        assert (at.staged(), "begun" in at.states().values()) == ([], False), (number, moment)
        assert (at.states().get(case.name) == "done") == (at.now() == new)
        with pen(at.root) as hand:
            assert hand.restored == []


def test_whoever_interrupts_is_told_what_is_changed(tmp_path: Path) -> None:
    case = Case(tmp_path, "change")
    operations = case.operations()
    for number in range(operations.index("create") + 1, len(operations)):
        at = case.town(str(number))
        with pytest.raises(KeyboardInterrupt), pen(at.root, Seen(at_moment(number, "after", interrupt))) as hand:
            hand.change_all(at.changes(), "甲", FIRST)
        assert hand.changed == ([] if at.now() == BEFORE else list(FILES)), number


def test_whoever_interrupts_twice_is_told_too(tmp_path: Path) -> None:
    """The second file's rename is interrupted, and so is putting back the first: the next run does it."""
    at, count = three(tmp_path), []

    def happening(name: str, _: int, when: When) -> None:
        count.extend([name] * ((name, when) == ("replace", "after")))
        if (len(count), name, when) in {(4, "replace", "after"), (4, "create", "before")}:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), pen(at.root, Seen(happening)) as hand:
        hand.change_all(at.changes(), "甲", FIRST)
    assert hand.changed == list(FILES)[:2]
    with pen(at.root) as hand:
        assert (at.now(), hand.restored) == (BEFORE, list(FILES)[:2])


class Failing(Seen):
    """Fails at one operation, or from it on; a handle that fails to close is closed."""

    def __init__(self, at: int, code: int, most: int | None, *, lasting: bool) -> None:
        super().__init__(self._fail, most)
        self.at, self.code, self.lasting = at, code, lasting

    def _fail(self, name: str, number: int, when: When) -> None:
        hit = number >= self.at if self.lasting else number == self.at
        if hit and when == ("after" if name in CLOSING else "before"):
            raise OSError(self.code, os.strerror(self.code))


def attempt(case: Case, at: Three, disk: Disk) -> list[Problem]:
    """What the caller is told."""
    try:
        case.run(at, disk)
    except UnwrittenError as unwritten:
        return list(unwritten.problems)
    return []


@pytest.mark.parametrize(("code", "most"), [(errno.EIO, None), (errno.ENOSPC, 300)], ids=["whole", "short"])
@by_deed
def test_every_operation_fails_once(deed: str, code: int, most: int | None, tmp_path: Path) -> None:
    """All old or all new at once, and the caller knows which."""
    case = Case(tmp_path, deed)
    old, new = case.both
    for number in range(1, len(case.operations(most)) + 1):
        at = case.town(str(number))
        told = [one.code for one in attempt(case, at, Failing(number, code, most, lasting=False))]
        assert told in ([], ["unwritten_file"], ["write_unconfirmed"]), number
        assert at.now() == (old if told == ["unwritten_file"] else new), (number, told)
        assert (at.staged(), list(unfinished(at.root))) == ([], []), number


@by_deed
def test_every_operation_fails_from_then_on(deed: str, tmp_path: Path) -> None:
    """Nothing can be put back there; that is told, and the next run does it."""
    case = Case(tmp_path, deed)
    old, new = case.both
    stuck = 0
    for number in range(1, len(case.operations()) + 1):
        at = case.town(str(number))
        told = attempt(case, at, Failing(number, errno.EIO, None, lasting=True))
        codes = {one.code for one in told}
        now = at.now()
        assert now in (old, new) or codes == {"unwritten_file", "change_unfinished"}, number
        if codes == {"unwritten_file"}:
            assert now == old, number
        if not codes or "write_unconfirmed" in codes:
            assert now == new, number
        stuck += now not in (old, new)
        with pen(at.root) as hand:
            assert at.now() in (old, new), number
            assert (hand.left, at.staged()) == ([], [])
        assert "begun" not in at.states().values()
    assert stuck >= 3


def test_what_could_not_be_put_back_is_told_as_written(tmp_path: Path) -> None:
    """The second file's rename fails, and nothing goes from then on."""
    at, count = three(tmp_path), []

    def happening(name: str, _: int, when: When) -> None:
        if (name, when) == ("replace", "before"):
            count.append(name)
        if len(count) >= 4:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with pytest.raises(UnwrittenError) as unwritten, pen(at.root, Seen(happening)) as hand:
        hand.change_all(at.changes(), "甲", FIRST)
    first, second = unwritten.value.problems
    assert (first.code, first.place.file) == ("unwritten_file", f"{YEAR}/activities/2019-06.yaml")
    assert (second.code, second.place.file) == ("change_unfinished", f"{FOLDER}/{FIRST}.begun.json")
    assert hand.changed[0] == f"{YEAR}/village.yaml"
    assert at.now()[f"{YEAR}/village.yaml"] == NEW


def test_a_file_changed_before_leaves_all_as_they_are(tmp_path: Path) -> None:
    at = three(tmp_path)
    (at.root / YEAR / "village.yaml").write_bytes(b"other\n")
    (at.root / YEAR / "people.csv").unlink()
    now = at.now()
    assert at.refused(at.change) == ["changed_meanwhile /village.yaml", "changed_meanwhile /people.csv"]
    assert (at.now(), at.states(), (at.root / HOUSE).exists()) == (now, {}, False)


@pytest.mark.parametrize("file", FILES)
def test_a_file_changed_while_others_are(file: str, tmp_path: Path) -> None:
    """An editor saves when the journal is written: what it wrote stays, and nothing else is changed."""
    at = three(tmp_path)

    def happening(name: str, number: int, when: When) -> None:
        if (name, when) == ("sync_folder", "after") and at.states() and not saved:
            saved.append(number)
            (at.root / file).parent.mkdir(exist_ok=True)
            (at.root / file).write_bytes(b"editor\n")

    saved: list[int] = []
    assert at.refused(lambda: at.change(Seen(happening))) == [f"changed_meanwhile {file.removeprefix(YEAR)}"]
    assert (at.now(), at.states()) == ({**BEFORE, file: b"editor\n"}, {})


def test_a_file_changed_after_its_turn(tmp_path: Path) -> None:
    """An editor saves over the new first file, and then the second fails: both are told, the old bytes are kept."""
    at, count = three(tmp_path), []

    def happening(name: str, _: int, when: When) -> None:
        if (name, when) == ("replace", "before"):
            count.append(name)
            if len(count) == 4:
                (at.root / YEAR / "village.yaml").write_bytes(b"editor\n")
                raise OSError(errno.ENOSPC, "")

    told = at.refused(lambda: at.change(Seen(happening)))
    assert told == ["unwritten_file /activities/2019-06.yaml", "changed_since /village.yaml"]
    assert at.now() == {**BEFORE, f"{YEAR}/village.yaml": b"editor\n"}
    assert at.states() == {FIRST: "broken"}


@pytest.mark.parametrize("in_the_way", ["bytes", "link", "folder"])
def test_what_others_changed_after_a_kill_stays(in_the_way: str, tmp_path: Path) -> None:
    at = half(tmp_path)
    path = at.root / YEAR / "village.yaml"
    path.unlink()
    if in_the_way == "bytes":
        path.write_bytes(b"editor\n")
    elif in_the_way == "link":
        (at.root / "same").write_bytes(NEW)
        path.symlink_to(at.root / "same")
    else:
        path.mkdir()
    with pen(at.root) as hand:
        assert [(one.code, one.place.file) for one in hand.left] == [("changed_since", f"{YEAR}/village.yaml")]
        assert hand.restored == [f"{YEAR}/activities/2019-06.yaml"]
    assert at.states() == {FIRST: "broken"}
    assert path.is_symlink() == (in_the_way == "link")
    assert in_the_way != "bytes" or path.read_bytes() == b"editor\n"
    with pen(at.root) as hand:
        assert (hand.left, hand.restored) == ([], [])


def test_undone_and_done_again(tmp_path: Path) -> None:
    at = three(tmp_path)
    assert at.change().changed == list(FILES)
    assert at.now() == AFTER
    assert at.undo().changed == list(FILES)
    assert at.now() == BEFORE
    at.undo(which=SECOND, name="3")
    assert at.now() == AFTER
    at.undo(which="3", name="4")
    assert at.now() == BEFORE
    assert at.states() == {FIRST: "done", SECOND: "done", "3": "done", "4": "done"}


def test_nothing_is_undone_where_anything_was_changed_since(tmp_path: Path) -> None:
    at = three(tmp_path, undoing=True)
    (at.root / YEAR / "village.yaml").write_bytes(b"other\n")
    (at.root / YEAR / "people.csv").write_bytes(b"")
    now = at.now()
    assert at.refused(at.undo) == ["changed_since /village.yaml", "changed_since /people.csv"]
    assert (at.now(), at.states()) == (now, {FIRST: "done"})


@pytest.mark.parametrize(
    ("which", "seen"),
    [("7", "7"), ("", ""), ("../../x", "../../x"), ("a\nb", "a?b"), (f"{FIRST}.done", f"{FIRST}.done")],
)
def test_what_is_not_kept_is_not_undone(which: str, seen: str, tmp_path: Path) -> None:
    at = three(tmp_path, undoing=True)
    with pytest.raises(UnwrittenError) as unwritten:
        at.undo(which=which)
    assert unwritten.value.problem.code == "unknown_change"
    assert dict(unwritten.value.problem.values) == {"name": seen, "known": FIRST}
    assert at.now() == AFTER


def test_a_name_is_given_once(tmp_path: Path) -> None:
    at = three(tmp_path, undoing=True)
    with pytest.raises(UnwrittenError) as unwritten, pen(at.root) as hand:
        hand.undo(FIRST, "乙", FIRST)
    assert unwritten.value.problem.code == "change_there"
    assert (at.now(), at.states()) == (AFTER, {FIRST: "done"})


@pytest.mark.parametrize("name", ["", "a/b", "../a", "a.b", "-a", "a b", "甲", "a" * 65])
def test_names_are_plain(name: str, tmp_path: Path) -> None:
    at = three(tmp_path)
    with pytest.raises(ValueError, match="no name"), pen(at.root) as hand:
        hand.change_all(at.changes(), "", name)
    assert (at.now(), (at.root / HOUSE).exists()) == (BEFORE, False)


@pytest.mark.parametrize("file", ["a.yaml", "standards/a.yaml", "data/../a.yaml", ".git/config"])
def test_only_below_data(file: str, tmp_path: Path) -> None:
    at = three(tmp_path)
    with pytest.raises(ValueError, match="no files"), pen(at.root) as hand:
        hand.change_all([*at.changes(), FileChange(at.root / file, None, b"")], "", FIRST)
    assert (at.now(), (at.root / file).exists(), (at.root / HOUSE).exists()) == (BEFORE, False, False)


def test_the_last_that_are_done_are_kept(tmp_path: Path) -> None:
    at = three(tmp_path)
    path = at.root / YEAR / "village.yaml"
    for number in range(KEPT + 5):
        with pen(at.root) as hand:
            data = path.read_bytes()
            hand.change_all([FileChange(path, data, data + b"#\n")], "", f"n{number:02}")
    assert list(at.states()) == [f"n{number:02}" for number in range(5, KEPT + 5)]
    path.write_bytes(OLD)
    at.change(name="a")  # a clock that was put back
    assert list(at.states()) == ["a", *(f"n{number:02}" for number in range(6, KEPT + 5))]


def test_what_a_journal_says(tmp_path: Path) -> None:
    at = three(tmp_path, undoing=True)
    path = at.root / FOLDER / f"{FIRST}.done.json"
    found = json.loads(path.read_bytes())
    assert (found["format"], found["note"]) == ("branchstd-journal-v1", "甲")
    assert [one["file"] for one in found["files"]] == list(FILES)
    assert [one["bytes"] is None for one in found["files"]] == [False, True, False]
    assert [one["new"] is None for one in found["files"]] == [False, False, True]
    assert (at.root / HOUSE / ".gitignore").read_bytes() == b"*\n"  # also in a town whose own does not say so


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("rights", [0o700, 0o750, 0o775])
def test_whoever_may_look_into_data_sees_that_there_are_journals_and_nobody_reads_them(
    rights: int, tmp_path: Path
) -> None:
    at = three(tmp_path)
    (at.root / "data").chmod(rights)
    at.change()
    modes = [stat.S_IMODE((at.root / one).stat().st_mode) for one in (HOUSE, FOLDER)]
    assert modes == [rights, rights]
    assert stat.S_IMODE((at.root / FOLDER / f"{FIRST}.done.json").stat().st_mode) == 0o600


def forged(**more: Any) -> bytes:
    row = {"file": "data/a", "old": None, "new": None, "bytes": None} | more
    return json.dumps({"format": "branchstd-journal-v1", "note": "", "files": [row]}).encode()


FORGED = {
    "empty": b"",
    "no text": b"\xff\xfe\0",
    "deep": b"[" * 200_000,
    "a list": b"[]",
    "files missing": b"{}",
    "other format": b'{"format": "x", "files": []}',
    "outside": forged(file="../x", old=None),
    "absolute": forged(file="/etc/x"),
    "standards": forged(file="standards/x"),
    "within": forged(file="data/../x"),
    "no digest": forged(bytes="eA=="),
    "another digest": forged(bytes="eA==", old="0" * 64),
    "no base64": forged(bytes="#", old="0" * 64),
    "number": forged(file=7),
    "nul": forged(file="data/\0"),
    "half a character": forged(file="data/\ud800"),
}


@pytest.mark.parametrize("what", [*FORGED, "folder", "link", "pipe", "huge"])
def test_no_journal_of_ours_is_carried_out(what: str, tmp_path: Path) -> None:
    at = three(tmp_path)
    path = at.root / FOLDER / "x.begun.json"
    path.parent.mkdir(parents=True)
    if what == "folder":
        path.mkdir()
    elif what == "link":
        path.symlink_to("/dev/zero")
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(FORGED.get(what, b""))
        if what == "huge":
            os.truncate(path, 5 << 30)
    before = sorted(tmp_path.rglob("*"))
    with pen(at.root) as hand:
        assert [(one.code, one.place.file) for one in hand.left] == [("change_unread", f"{FOLDER}/x.begun.json")]
    assert at.now() == BEFORE
    before[before.index(path)] = path.with_name("x.broken.json")
    assert sorted(tmp_path.rglob("*")) == before


def test_what_cannot_be_read_is_not_undone(tmp_path: Path) -> None:
    at = three(tmp_path, undoing=True)
    (at.root / FOLDER / f"{FIRST}.done.json").write_bytes(b"{}")
    with pytest.raises(UnwrittenError) as unwritten:
        at.undo()
    assert unwritten.value.problem.code == "change_unread"
    assert at.now() == AFTER


@pytest.mark.parametrize("where", [HOUSE, FOLDER])
def test_no_journal_through_a_link(where: Path, tmp_path: Path) -> None:
    at, other = three(tmp_path / "town"), half(tmp_path / "other")
    (at.root / where).parent.mkdir(exist_ok=True)
    (at.root / where).symlink_to(other.root / where)
    with pytest.raises(UnwrittenError) as unwritten:
        at.change()
    assert unwritten.value.problem.code == "linked_folder"
    assert (at.now(), other.states(), list(unfinished(at.root))) == (BEFORE, {FIRST: "begun"}, [])


def test_staged_files_and_other_names_among_journals(tmp_path: Path) -> None:
    at = three(tmp_path, undoing=True)
    for name in (".~x.begun.json.tmp", "x.json", "x.begun.json.bak", "x.begun.JSON"):
        (at.root / FOLDER / name).write_bytes(b"")
    assert list(unfinished(at.root)) == []
    at.undo()
    assert sorted(path.name for path in (at.root / FOLDER).iterdir()) == [
        f"{FIRST}.done.json", f"{SECOND}.done.json", "x.begun.JSON", "x.begun.json.bak", "x.json",
    ]  # fmt: skip
