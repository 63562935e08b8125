"""What stands before a command: where to look for the town and in which language to
speak; what the run has written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from branchstd.cli.support.output import spoil


@dataclass(frozen=True)
class Options:
    """What stands before the command: where to look for the root, and the language
    asked for.

    written: files that the run has changed, to be told if it ends before it has shown
    what it did. roots: the town's folder, once it has been told.
    """

    root: Path
    lang: str | None
    written: list[str] = field(default_factory=list, compare=False)
    roots: list[Path] = field(default_factory=list, compare=False)

    @contextmanager
    def writing(self, path: Path) -> Iterator[None]:
        """While a file is written. Raises RefusalError where that fails."""
        before = _file(path)
        spoil()
        try:
            yield
        except OSError as error:
            from branchstd.cli.support.exits import Exit, refusal  # where it fails

            detail = error.strerror or type(error).__name__
            raise refusal(
                "unwritten_file", path, Exit.UNWRITTEN, detail=detail
            ) from None
        finally:
            if _file(path) not in {before, None}:
                self.written.append(str(path))


def _file(path: Path) -> tuple[int, int] | None:
    """Which file stands there: each that is put in its place is another."""
    with suppress(OSError):
        return path.stat().st_ino, path.stat().st_mtime_ns
    return None
