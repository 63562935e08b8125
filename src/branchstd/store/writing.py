"""The one place that writes: a file is there whole or not at all, and what others wrote meanwhile is never lost.

A change of records holds the town's lock from reading to the end: stage beside the target, sync, re-read and compare,
rename, sync the folder, read back. What a broken-off run left staged is removed by the next.

Records put into the text of their file: which key, which columns, in which language its neighbours are written.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from branchstd.findings import Place, Problem
from branchstd.records.town import KINDS
from branchstd.store.disk import DISK, STAGED, Disk
from branchstd.store.files import exists, is_folder, path_name, read_bytes, why
from branchstd.store.layout import LIMITS, TOWN_ON_VILLAGE, FileSpec
from branchstd.store.reading import read_layout
from branchstd.store.schemas import modeline
from branchstd.store.strict import everyday
from branchstd.text.canonical import canonical
from branchstd.text.emit import Value
from branchstd.text.nodes import plain
from branchstd.text.rows import append_row
from branchstd.text.splice import Key, SpliceError, append, fill
from branchstd.text.tables import csv_text
from branchstd.text.yaml import read_yaml

PAUSE: Final = 0.02
TRIES: Final = 500
# What git leaves while a merge or the like waits for somebody.
_UNDER_WAY: Final = ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD", "index.lock")


class UnwrittenError(Exception):
    """Nothing was changed, or (code `write_unconfirmed`) it may not outlast a power cut."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Writer:
    """The right to change one town's records, for as long as its lock is held."""

    def __init__(self, root: Path, disk: Disk) -> None:
        self._root, self._disk = root, disk
        self.changed: list[str] = []

    def change(self, path: Path, before: bytes | None, after: bytes) -> None:
        """Puts `after` where `before` was read (None: no file). Raises UnwrittenError."""
        try:
            self._change(path, before, after)
        except KeyboardInterrupt:
            if not self._holds(path, after):
                raise
            self.changed.append(path_name(self._root, path))
            raise
        self.changed.append(path_name(self._root, path))

    def _change(self, path: Path, before: bytes | None, after: bytes) -> None:
        seen = exists(self._root, path)
        if isinstance(seen, Problem):
            raise UnwrittenError(seen)
        place = Place(path_name(self._root, path), 0)
        try:
            if before is None:
                self._disk.make(path.parent)  # the first record of a month
            with _beside(path, after, self._disk) as staged:
                if self._disk.read(path) != before:  # as late as can be: a sync may take seconds
                    raise UnwrittenError(Problem("changed_meanwhile", place))
                self._disk.replace(staged, path)
        except OSError as error:
            detail = {"detail": why(error)}
            raise UnwrittenError(
                Problem("write_unconfirmed" if self._holds(path, after) else "unwritten_file", place, detail)
            ) from None
        self._confirm(path, after, place)

    def _holds(self, path: Path, data: bytes) -> bool:
        """A disk of another computer may fail to say that it has renamed."""
        with suppress(OSError):
            return self._disk.read(path) == data
        return False

    def _confirm(self, path: Path, after: bytes, place: Place) -> None:
        """The name on the disk, and what stands there now."""
        try:
            self._disk.sync_folder(path.parent)
            seen = self._disk.read(path)
        except OSError as error:
            raise UnwrittenError(Problem("write_unconfirmed", place, {"detail": why(error)})) from None
        if seen != after:
            raise UnwrittenError(Problem("changed_meanwhile", place))


@contextmanager
def pen(root: Path, disk: Disk = DISK) -> Iterator[Writer]:
    """Holds the town's lock. Raises UnwrittenError where another program holds it, or git waits for a decision."""
    handle = _lock(root, disk)
    try:
        _sweep(root, disk)
        yield Writer(root, disk)
    finally:
        with suppress(OSError):
            disk.unlock(handle)


def _sweep(root: Path, disk: Disk) -> None:
    with suppress(OSError):
        for left in disk.leftovers(root / "data"):
            with suppress(OSError):
                disk.remove(left)


def _lock(root: Path, disk: Disk) -> int:
    place = Place("data", 0)
    try:
        if waiting := next((name for name in _UNDER_WAY if (root / ".git" / name).exists()), None):
            raise UnwrittenError(Problem("git_under_way", Place(".git", 0), {"name": waiting}))
        for _ in range(TRIES):
            if (handle := disk.lock(root / "data")) is not None:
                return handle
            time.sleep(PAUSE)
    except OSError as error:
        raise UnwrittenError(Problem("unwritten_file", place, {"detail": why(error)})) from None
    raise UnwrittenError(Problem("town_locked", place, {"seconds": f"{TRIES * PAUSE:g}"}))


def replace(path: Path, data: bytes, disk: Disk = DISK) -> None:
    """Writes beside the target and renames. Raises OSError; then the old file stands."""
    with _beside(path, data, disk) as staged:
        disk.replace(staged, path)


@contextmanager
def _beside(path: Path, data: bytes, disk: Disk) -> Iterator[Path]:
    """The file whole beside its target, with the target's rights, to be renamed; whatever fails, it goes again."""
    staged = path.parent / STAGED.format(name=path.name)
    while is_folder(staged):  # put there by nobody of ours: it bars nobody's way
        staged = path.parent / STAGED.format(name=staged.name)
    try:
        _stage(staged, data, disk)
        if path.exists():
            disk.like(staged, path)
        yield staged
    except BaseException:
        with suppress(OSError):
            disk.remove(staged)
        raise


def _stage(staged: Path, data: bytes, disk: Disk) -> None:
    handle = disk.create(staged)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[disk.write(handle, bytes(rest)) :]
        disk.sync(handle)
    finally:
        disk.close(handle)


def put(path: Path, text: str, disk: Disk = DISK) -> None:
    """A file that is no record of a town in use; folders are made as needed. Raises OSError, leaving no trace."""
    disk.make(path.parent)
    replace(path, text.encode("utf-8"), disk)


# Excel takes a table without this mark for GBK.
BOM: Final = "\ufeff"
Values = Mapping[str, Value]


def blank(file: str, spec: FileSpec) -> str:
    """A table with nothing but its Chinese head, or a list with nothing in it."""
    model = KINDS[spec.kind]
    if spec.key is None:
        head = [str(info.title) for name, info in model.model_fields.items() if name not in model.nested]
        return BOM + csv_text([head])
    return f"{modeline(file)}# {model.zh}，{model.writer}记\n{spec.key}: []\n"


def with_row(data: bytes, file: str, kind: str, values: Values) -> bytes:
    """One more row of a table. Raises SpliceError."""
    cells = {_key(kind, name): _cell(value) for name, value in values.items()}
    return append_row(data, cells, file)


def with_record(data: bytes, file: str, where: tuple[str, str], values: Values, *, flow: bool) -> bytes:
    """One more record under a top key. where: top key and kind. Raises SpliceError."""
    key, kind = where
    path = (everyday().top(key, kind),)
    order = tuple(everyday().top(*one) for one in TOWN_ON_VILLAGE.items())
    return append(data, file, path, _spoken(kind, values, _neighbours(data, file, path)), order, flow=flow)


def with_nested(data: bytes, file: str, where: tuple[str, str, str], name: str, values: Values) -> bytes:
    """One more record inside another. where: top key, kind, and the code of the record; name: its field."""
    path, holder = _holder(data, file, where)
    kind = KINDS[where[1]].nested[name]
    entry = _spoken(kind, values, [holder])
    return append(data, file, (*path, _order(where[1], name, holder)), entry, _fields(where[1]), flow=True)


def with_fields(data: bytes, file: str, where: tuple[str, str, str], values: Values) -> bytes:
    """A record with some of its fields set anew. Raises SpliceError."""
    for name, value in values.items():
        path, holder = _holder(data, file, where)
        data = fill(data, file, (*path, _order(where[1], name, holder)), value, _fields(where[1]))
    return data


def _holder(data: bytes, file: str, where: tuple[str, str, str]) -> tuple[tuple[Key | int, ...], Mapping[str, Any]]:
    """Path and content of the record with a code in its first field."""
    key, kind, code = where
    first = _key(kind, next(iter(KINDS[kind].model_fields)))
    path = (everyday().top(key, kind),)
    for place, entry in enumerate(_entries(data, file, path)):
        if isinstance(entry, dict) and any(entry.get(name) == code for name in first):
            return (*path, place), entry
    raise SpliceError


def _neighbours(data: bytes, file: str, path: tuple[Key]) -> list[dict[str, Any]]:
    return [entry for entry in _entries(data, file, path) if isinstance(entry, dict)]


def _entries(data: bytes, file: str, path: tuple[Key]) -> list[Any]:
    """Every entry under a top key, in its place."""
    node = read_yaml(data, file)[0]
    tree = plain(node) if node is not None else {}
    listed = next((tree[name] for name in path[0] if isinstance(tree, dict) and name in tree), None)
    return listed if isinstance(listed, list) else []


def _spoken(kind: str, values: Values, neighbours: list[Any]) -> dict[str, Value]:
    """The record's keys in the language of the record before it."""
    last: Mapping[str, Any] = neighbours[-1] if neighbours else {}
    chinese = any(not key.isascii() for key in last)
    return {_key(kind, name)[-1 if chinese else 0]: value for name, value in values.items()}


def _order(kind: str, name: str, holder: Mapping[str, Any]) -> Key:
    """All names of a field, first the one in the language of the record that it comes to stand in."""
    names = _key(kind, name)
    return names[::-1] if any(not key.isascii() for key in holder) else names


def _key(kind: str, name: str) -> Key:
    """A field's own name, what people say for it, and last its label."""
    said = (word for word, field in everyday().headings.get(kind, {}).items() if field == name)
    return name, *said, str(KINDS[kind].model_fields[name].title)


def _fields(kind: str) -> tuple[Key, ...]:
    return tuple(_key(kind, name) for name in KINDS[kind].model_fields)


def _cell(value: Value) -> str:
    if isinstance(value, (str, int, Decimal, date)):
        return str(value)
    return " ".join(map(str, value))


def both_forms(root: Path, path: Path) -> tuple[bytes, bytes]:
    """The same bytes twice where nothing is to be done. Raises SpliceError for a file that has to be left alone."""
    data = read_bytes(root, path)
    if isinstance(data, Problem):
        raise SpliceError([data])
    file, read = path_name(root, path), read_layout(root, path, data)
    if too_much := [problem for problem in read.problems if problem.code in LIMITS]:
        raise SpliceError(too_much)
    return data, canonical(data, file, read.respelt)
