"""A record file as it stands, and in its canonical form."""

from __future__ import annotations

from pathlib import Path

from branchstd.findings import Problem
from branchstd.store.files import path_name, read_bytes
from branchstd.store.layout import LIMITS
from branchstd.store.reading import read_layout
from branchstd.text.canonical import canonical
from branchstd.text.splice import SpliceError


def both_forms(root: Path, path: Path) -> tuple[bytes, bytes]:
    """The same bytes twice where nothing is to be done. Raises SpliceError for a file
    that has to be left alone.
    """
    data = read_bytes(root, path)
    if isinstance(data, Problem):
        raise SpliceError([data])
    file, read = path_name(root, path), read_layout(root, path, data)
    if too_much := [problem for problem in read.problems if problem.code in LIMITS]:
        raise SpliceError(too_much)
    after = canonical(data, file, read.respelt)
    # As files are where lines end so; mixed, they become alike.
    crlf = 0 < data.count(b"\n") == data.count(b"\r\n")
    return data, after.replace(b"\n", b"\r\n") if crlf and after != data else after
