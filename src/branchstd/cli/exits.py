"""Exit codes, the same for every format. Of several that apply, the highest holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from branchstd.findings import Place, Problem
from branchstd.root import NoRootError


class Exit(IntEnum):
    CLEAN = 0
    FINDINGS = 1
    UNUSABLE = 2
    NOTHING = 3
    UNWRITTEN = 5
    BUG = 70
    INTERRUPTED = 130


class RefusalError(Exception):
    """The command cannot go on; `problems` are told on stderr."""

    def __init__(self, problems: Iterable[Problem], code: Exit = Exit.UNUSABLE) -> None:
        super().__init__()
        self.problems, self.code = tuple(problems), code


class RootlessError(RefusalError):
    """No town to work on."""

    def __init__(self, error: NoRootError) -> None:
        super().__init__([Problem("nested_root" if error.nested else "no_root", Place(str(error.start), 0))])


class LackingError(RefusalError):
    """Told after a result: what it may lack, each fault as it weighs."""


@dataclass(frozen=True)
class Options:
    """What stands before the command: where to look for the root, and the language asked for.

    written: files that the run has changed, to be told if it ends before it has shown what it did. roots: the town's
    folder, once it has been told.
    """

    root: Path
    lang: str | None
    written: list[str] = field(default_factory=list, compare=False)
    roots: list[Path] = field(default_factory=list, compare=False)

    @contextmanager
    def writing(self, path: Path) -> Iterator[None]:
        """While a file is written. Raises RefusalError where that fails."""
        before = _file(path)
        try:
            yield
        except OSError as error:
            detail = {"detail": error.strerror or type(error).__name__}
            raise RefusalError([Problem("unwritten_file", Place(str(path), 0), detail)], Exit.UNWRITTEN) from None
        finally:
            if _file(path) not in {before, None}:
                self.written.append(str(path))


def _file(path: Path) -> tuple[int, int] | None:
    """Which file stands there: each that is put in its place is another."""
    with suppress(OSError):
        return path.stat().st_ino, path.stat().st_mtime_ns
    return None
