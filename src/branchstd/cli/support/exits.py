"""Exit codes, the same for every format. Of several that apply, the highest holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from pathlib import Path

from branchstd.findings import Place, Problem
from branchstd.root import NoRootError


class Exit(IntEnum):
    """What each means to a script stands in docs/commands.md, where it is promised."""

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


def refusal(
    code: str, where: Place | Path | str, ending: Exit = Exit.UNUSABLE, /, **values: str
) -> RefusalError:
    """For one reason. where: a place in a file, or a whole: an option, a file, a
    folder.
    """
    place = where if isinstance(where, Place) else Place(str(where), 0)
    return RefusalError([Problem(code, place, values)], ending)


def raise_together(refusals: Sequence[RefusalError]) -> None:
    """Raises one RefusalError for all; returns where there are none."""
    if refusals:
        problems = [problem for one in refusals for problem in one.problems]
        raise RefusalError(problems, max(one.code for one in refusals))


def take_text(found: str | Problem) -> str:
    """The text. Raises RefusalError where there is a problem instead."""
    if isinstance(found, Problem):
        raise RefusalError([found])
    return found


class RootlessError(RefusalError):
    """No town to work on."""

    def __init__(self, error: NoRootError) -> None:
        super().__init__(
            [
                Problem(
                    "nested_root" if error.nested else "no_root",
                    Place(str(error.start), 0),
                )
            ]
        )


class LackingError(RefusalError):
    """Told after a result: what it may lack, each fault as it weighs."""
