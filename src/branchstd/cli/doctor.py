"""`doctor`: whether the machine and the town's folder are fit for keeping records."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from typing import Final

import typer

from branchstd import __version__
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, RefusalError
from branchstd.cli.support.language import LANG
from branchstd.cli.support.session import Session, of_problems, open_session, show
from branchstd.findings import Place, Problem, Severity
from branchstd.messages.phrases import Phrases
from branchstd.render.doctor_text import sight
from branchstd.root import NoRootError, find_root
from branchstd.store.surroundings import Sight, encoding, look_around, look_at_git
from branchstd.workspace import load_standards

LIBRARIES: Final = ("pydantic", "PyYAML", "rich", "typer")
# What the reader tells of a folder rather than of a record in it.
OF_NAMES: Final = frozenset({"names_tracked", "names_elsewhere"})
OF_FOLDERS: Final = frozenset({
    "change_unfinished", "folder_closed", "folder_full", "linked_folder", "no_folder",
    "other_name",
})  # fmt: skip


def command(context: typer.Context) -> int:
    phrases, ending = Phrases(LANG), Exit.CLEAN
    for one in _sights(context.obj):
        show(sight(one.key, one.values, one.problems, phrases))
        ending = max(ending, of_problems(one.problems))
    return ending


def _sights(settings: Options) -> Iterator[Sight]:
    """One after the other, as they are looked at; the records come last, which take
    longest.
    """
    terminal = sys.stdout.encoding if sys.stdout else "utf-8"
    yield encoding(terminal, sys.getfilesystemencoding())
    try:
        root = find_root(settings.root)
    except NoRootError:
        yield look_at_git(None)
    else:
        yield look_at_git(root)
        yield from look_around(root)
    try:
        session = open_session(settings)
    except RefusalError as refused:
        hiding = (replace(one, unreadable=True) for one in refused.problems)
        yield Sight("town", tuple(hiding))
        standards = load_standards(None)
    else:
        yield from _town(session)
        standards = session.workspace.catalogue, session.workspace.plan
    values = {
        "program": __version__,
        "python": platform.python_version(),
        "catalogue": standards[0].version,
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
    }
    yield Sight("versions", (), values)


def _town(session: Session) -> Iterator[Sight]:
    office = session.workspace.office
    problems = [*session.workspace.problems]
    for slug in office.names:
        problems += office.village(slug).problems
    folders, names = _of(problems, OF_FOLDERS), _of(problems, OF_NAMES)
    yield Sight("town", folders, {"count": len(office.names)})
    yield Sight("names", names)
    others = OF_FOLDERS | OF_NAMES
    errors = [
        one
        for one in problems
        if one.severity is Severity.ERROR and one.code not in others
    ]
    if not errors:
        yield Sight("records")
        return
    values = {"count": str(len(errors))}
    place, warning = Place("data", 0), Severity.WARNING
    yield Sight("records", (Problem("records_faulty", place, values, warning),))


def _of(problems: Iterable[Problem], codes: frozenset[str]) -> tuple[Problem, ...]:
    return tuple(one for one in problems if one.code in codes)
