"""The one place that writes: a file is there whole or not at all, and what others wrote
meanwhile is never lost.

A change of records holds the town's lock from reading to the end: stage beside the
target, sync, re-read and compare, rename, sync the folder, read back. What a broken-off
run left staged is removed by the next. Where several files are changed together, a
journal comes first: if not all can be changed all are put back, after a kill by the
next run.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace as replaced
from pathlib import Path
from typing import Final

from branchstd.findings import Place, Problem, Severity, excerpt
from branchstd.store.disk import DISK, STAGED, Disk, NotAFileError
from branchstd.store.files import exists, is_folder, path_name, why
from branchstd.store.journal import (
    BEGUN,
    BROKEN,
    DONE,
    FOLDER,
    HOUSE,
    KEPT,
    LARGEST,
    LIMIT,
    FileChange,
    Kept,
    digest,
    journal_file,
    journals,
    kept,
    read_journal,
    written,
)

PAUSE: Final = 0.02
TRIES: Final = 500
# What git leaves while a merge or the like waits for somebody.
_UNDER_WAY: Final = (
    "MERGE_HEAD",
    "rebase-merge",
    "rebase-apply",
    "CHERRY_PICK_HEAD",
    "REVERT_HEAD",
    "index.lock",
)


class UnwrittenError(Exception):
    """Nothing was changed, or (code `write_unconfirmed`) it may not outlast a power
    cut, or (`change_unfinished` among them) some of several files are. `problem`: the
    first, the reason.
    """

    def __init__(self, problem: Problem, *more: Problem) -> None:
        super().__init__(problem.code)
        self.problem, self.problems = problem, (problem, *more)


class Writer:
    """The right to change one town's records, for as long as its lock is held.

    changed: names of files changed with it. restored, left: what a run before had not
    finished was put back by `restore`, and what was not, as others have changed it.
    """

    def __init__(self, root: Path, disk: Disk) -> None:
        self._root, self._disk = root, disk
        self.changed: list[str] = []
        self.restored: list[str] = []
        self.left: list[Problem] = []

    def change(self, path: Path, before: bytes | None, after: bytes) -> None:
        """Puts `after` where `before` was read (None: no file). Raises
        UnwrittenError.
        """
        try:
            self._change(path, before, after)
        except KeyboardInterrupt:
            if not self._holds(path, after):
                raise
            self.changed.append(path_name(self._root, path))
            raise
        self.changed.append(path_name(self._root, path))

    def change_all(self, changes: Sequence[FileChange], note: str, name: str) -> str:
        """All the files, or none. Returns the name under which `undo` puts them back.

        note: what the change is. name: letters, digits and hyphens, a later change's
        sorting after an earlier one's, as a time does; the last KEPT are kept. Raises
        UnwrittenError (`change_unfinished` among its problems where not even putting
        back went through: the next `pen` does it), ValueError for a file outside `data`
        or another name.
        """
        files = kept(self._root, changes)
        paths = [change.path for change in changes]
        begun, done = (self._root / journal_file(name, one) for one in (BEGUN, DONE))
        self._begin(changes, name, written(self._root, files, note))
        tried = 0
        try:
            for tried, change in enumerate(changes, 1):  # noqa: B007  how far it came
                self._change(*change)
            self._move(begun, done)
        except BaseException as error:
            if self._holds(begun, None):  # it bears its other name: all is done
                self._say_changed(paths)
                raise
            more = self._take_back(name, files[:tried])
            if isinstance(error, UnwrittenError):
                raise UnwrittenError(_undone(error.problem), *more) from None
            raise
        self._say_changed(paths)
        self._forget(name)
        return name

    def undo(self, which: str, note: str, name: str) -> str:
        """Puts back all files of a change that was done, itself a change of that `note`
        and `name`, which it returns.

        Raises UnwrittenError as `change_all`, and with `unknown_change`,
        `change_unread` or, for each file that others have changed, `changed_since`:
        then nothing is put back.
        """
        place = self._place(self._root / FOLDER)
        with _told(place):
            known = journals(self._root, self._disk)
            if known.get(which) != DONE:
                last = [one for one, state in known.items() if state == DONE][-5:]
                values = {"name": excerpt(which), "known": ", ".join(last) or "-"}
                raise UnwrittenError(Problem("unknown_change", place, values))
            path = self._root / journal_file(which, DONE)
            place = self._place(path)
            files = read_journal(self._root, path, self._disk)
            if files is None:
                raise UnwrittenError(Problem("change_unread", place))
            now = [self._seen(one.path) for one in files]
        both = list(zip(files, now, strict=True))
        if since := [
            Problem("changed_since", self._place(one.path))
            for one, (seen, _) in both
            if seen != one.new
        ]:
            raise UnwrittenError(*since)
        changes = [FileChange(one.path, data, one.before) for one, (_, data) in both]
        return self.change_all(changes, note, name)

    def restore(self) -> None:
        """Puts back what runs that were broken off left half changed; what others have
        changed since stays. Raises UnwrittenError.
        """
        with _told(Place(FOLDER.as_posix(), 0)):
            found = journals(self._root, self._disk)
        for name in (name for name, state in found.items() if state == BEGUN):
            path = self._root / journal_file(name, BEGUN)
            with _told(self._place(path)):
                files = read_journal(self._root, path, self._disk)
            if files is None:
                place = self._place(path)
                self.left.append(
                    Problem("change_unread", place, severity=Severity.WARNING)
                )
                self._move(path, self._root / journal_file(name, BROKEN))
                continue
            restored, left = self._put_back(name, files)
            self.restored += restored
            self.left += left

    def _begin(self, changes: Sequence[FileChange], name: str, data: bytes) -> None:
        """The journal, once every file is seen to be what it was when it was read."""
        path = self._root / journal_file(name, BEGUN)
        place = self._place(path)
        for one in (path, *(change.path for change in changes)):
            if isinstance(seen := exists(self._root, one), Problem):
                raise UnwrittenError(seen)
        if len(data) > LARGEST:
            raise UnwrittenError(Problem("file_too_large", place, {"limit": LIMIT}))
        with _told(place):
            if name in journals(self._root, self._disk):
                raise UnwrittenError(Problem("change_there", place, {"name": name}))
        self._compare(changes)
        try:
            with _told(place):
                self._make(path.parent, self._root / "data")
                ignore = self._root / HOUSE / ".gitignore"
                if self._disk.read(ignore) is None:
                    replace(ignore, b"*\n", self._disk)
                replace(path, data, self._disk, 0o600)  # names of people, perhaps
                self._disk.sync_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                self._disk.remove(path)
            raise

    def _compare(self, changes: Iterable[FileChange]) -> None:
        meanwhile = []
        for change in changes:
            place = self._place(change.path)
            with _told(place):
                if self._seen(change.path) != (digest(change.before), change.before):
                    meanwhile.append(Problem("changed_meanwhile", place))
        if meanwhile:
            raise UnwrittenError(*meanwhile)

    def _take_back(self, name: str, tried: Sequence[Kept]) -> list[Problem]:
        """After a failure at the last of those tried: what is to be told beside it."""
        try:
            return self._put_back(name, tried, tried[-1].path if tried else None)[1]
        except BaseException as error:
            self._say_changed(one.path for one in tried if not self._is_old(one))
            if not isinstance(error, UnwrittenError):
                raise  # stopped once more
            place = Place(journal_file(name, BEGUN).as_posix(), 0)
            return [Problem("change_unfinished", place)]

    def _put_back(
        self, name: str, files: Iterable[Kept], told: Path | None = None
    ) -> tuple[list[str], list[Problem]]:
        """The old bytes wherever the new ones are, then the journal goes. Returns which
        files, and what others have changed, but for the file of which that is told.
        """
        restored, left = [], []
        for one in files:
            place = self._place(one.path)
            with _told(place):
                now, data = self._seen(one.path)
            if now == one.new != one.old:
                self._change(one.path, data, one.before)
                restored.append(place.file)
            elif now != one.old and one.path != told:
                left.append(Problem("changed_since", place, severity=Severity.WARNING))
        begun = self._root / journal_file(name, BEGUN)
        if left:
            self._move(begun, self._root / journal_file(name, BROKEN))
        else:
            with _told(self._place(begun)):
                self._disk.remove(begun)
                self._disk.sync_folder(begun.parent)
        return restored, left

    def _move(self, path: Path, to: Path) -> None:
        """A journal to its next name. Raises UnwrittenError."""
        try:
            self._disk.replace(path, to)
            self._disk.sync_folder(to.parent)
        except OSError as error:
            raise UnwrittenError(
                Problem(
                    "write_unconfirmed"
                    if self._holds(path, None)
                    else "unwritten_file",
                    self._place(to),
                    {"detail": why(error)},
                )
            ) from None

    def _forget(self, name: str) -> None:
        """Of changes that are done, this one and those before it are kept."""
        with suppress(OSError):
            found = journals(self._root, self._disk)
            done = [one for one in found if found[one] == DONE and one != name]
            for old in done[: 1 - KEPT]:
                self._disk.remove(self._root / journal_file(old, DONE))

    def _seen(self, path: Path) -> tuple[str | None, bytes | None]:
        """Digest and bytes of what is there; of what is no file a digest that no file
        has. Raises OSError.
        """
        try:
            data = self._disk.read(path)
        except (NotAFileError, NotADirectoryError):
            return "", None
        return digest(data), data

    def _is_old(self, one: Kept) -> bool:
        with suppress(OSError):
            return self._seen(one.path)[0] == one.old
        return False

    def _say_changed(self, paths: Iterable[Path]) -> None:
        self.changed.extend(path_name(self._root, path) for path in paths)

    def _place(self, path: Path) -> Place:
        return Place(path_name(self._root, path), 0)

    def _make(self, folder: Path, model: Path | None = None) -> None:
        """With the folders above it, their names on the disk too; with a model's
        rights.
        """
        if not is_folder(folder):
            self._make(folder.parent, model)
            self._disk.make(folder)
            if model:
                self._disk.like(folder, model)
            self._disk.sync_folder(folder.parent)

    def _change(self, path: Path, before: bytes | None, after: bytes | None) -> None:
        seen = exists(self._root, path)
        if isinstance(seen, Problem):
            raise UnwrittenError(seen)
        place = self._place(path)
        try:
            if after is None:
                self._still(path, before)
                self._disk.remove(path)
            else:
                if before is None:
                    self._make(path.parent)  # the first record of a month
                with _beside(path, after, self._disk) as staged:
                    # As late as can be: a sync may take seconds.
                    self._still(path, before)
                    self._disk.replace(staged, path)
        except OSError as error:
            raise UnwrittenError(
                Problem(
                    "write_unconfirmed"
                    if self._holds(path, after)
                    else "unwritten_file",
                    place,
                    {"detail": why(error)},
                )
            ) from None
        self._confirm(path, after, place)

    def _still(self, path: Path, before: bytes | None) -> None:
        if self._disk.read(path) != before:
            raise UnwrittenError(Problem("changed_meanwhile", self._place(path)))

    def _holds(self, path: Path, data: bytes | None) -> bool:
        """A disk of another computer may fail to say that it has renamed."""
        with suppress(OSError):
            return self._disk.read(path) == data
        return False

    def _confirm(self, path: Path, after: bytes | None, place: Place) -> None:
        """The name on the disk, and what stands there now."""
        try:
            self._disk.sync_folder(path.parent)
            seen = self._disk.read(path)
        except OSError as error:
            raise UnwrittenError(
                Problem("write_unconfirmed", place, {"detail": why(error)})
            ) from None
        if seen != after:
            raise UnwrittenError(Problem("changed_meanwhile", place))


@contextmanager
def _told(place: Place) -> Iterator[None]:
    """Raises UnwrittenError for an OSError."""
    try:
        yield
    except OSError as error:
        raise UnwrittenError(
            Problem("unwritten_file", place, {"detail": why(error)})
        ) from None


def _undone(problem: Problem) -> Problem:
    """What was written is put back, whether the disk confirmed it or not."""
    if problem.code == "write_unconfirmed":
        return replaced(problem, code="unwritten_file")
    return problem


@contextmanager
def pen(root: Path, disk: Disk = DISK) -> Iterator[Writer]:
    """Holds the town's lock, what a broken-off run changed by halves put back. Raises
    UnwrittenError where that fails, another program holds the lock, or git waits for a
    decision.
    """
    handle = _lock(root, disk)
    try:
        _sweep(root, disk)
        hand = Writer(root, disk)
        hand.restore()
        yield hand
    finally:
        with suppress(OSError):
            disk.unlock(handle)


def leftovers(root: Path, disk: Disk = DISK) -> Iterator[Path]:
    """Files that runs that were broken off left staged; while somebody holds the lock
    they are that one's. Raises OSError.
    """
    for folder in filter(is_folder, (root / "data", root / HOUSE)):
        yield from disk.leftovers(folder)


def _sweep(root: Path, disk: Disk) -> None:
    with suppress(OSError):
        for left in leftovers(root, disk):
            with suppress(OSError):
                disk.remove(left)


def git_under_way(root: Path) -> Problem | None:
    """What git is in the middle of, and waits for somebody. Raises OSError."""
    for name in _UNDER_WAY:
        if (root / ".git" / name).exists():
            return Problem("git_under_way", Place(".git", 0), {"name": name})
    return None


def _lock(root: Path, disk: Disk) -> int:
    place = Place("data", 0)
    try:
        if waiting := git_under_way(root):
            raise UnwrittenError(waiting)
        for _ in range(TRIES):
            if (handle := disk.lock(root / "data")) is not None:
                return handle
            time.sleep(PAUSE)
    except OSError as error:
        raise UnwrittenError(
            Problem("unwritten_file", place, {"detail": why(error)})
        ) from None
    raise UnwrittenError(
        Problem("town_locked", place, {"seconds": f"{TRIES * PAUSE:g}"})
    )


def replace(path: Path, data: bytes, disk: Disk = DISK, rights: int = 0o644) -> None:
    """Writes beside the target and renames. rights: of a new file. Raises OSError; then
    the old file stands.
    """
    with _beside(path, data, disk, rights) as staged:
        disk.replace(staged, path)


@contextmanager
def _beside(path: Path, data: bytes, disk: Disk, rights: int = 0o644) -> Iterator[Path]:
    """The file whole beside its target, with the target's rights, to be renamed;
    whatever fails, it goes again.
    """
    staged = path.parent / STAGED.format(name=path.name)
    while is_folder(staged):  # put there by nobody of ours: it bars nobody's way
        staged = path.parent / STAGED.format(name=staged.name)
    try:
        _stage(staged, data, disk, rights)
        if path.exists():
            disk.like(staged, path)
        yield staged
    except BaseException:
        with suppress(OSError):
            disk.remove(staged)
        raise


def _stage(staged: Path, data: bytes, disk: Disk, rights: int) -> None:
    handle = disk.create(staged, rights)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[disk.write(handle, bytes(rest)) :]
        disk.sync(handle)
    finally:
        disk.close(handle)


def put(path: Path, data: bytes, disk: Disk = DISK) -> None:
    """A file that is no record of a town in use; folders are made as needed. Raises
    OSError, leaving no trace.
    """
    disk.make(path.parent)
    replace(path, data, disk)
