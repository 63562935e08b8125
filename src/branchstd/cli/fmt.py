"""`fmt`: record files in their canonical form, comments kept; each file by itself, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from branchstd.amend import difference
from branchstd.cli.amending import DryRun, held
from branchstd.cli.exits import Exit, RefusalError
from branchstd.cli.help import HELP
from branchstd.cli.session import Session, open_session, show
from branchstd.findings import Place, Problem
from branchstd.render import amend_text, check_text
from branchstd.store import Pen, UnwrittenError
from branchstd.store.disk import DISK
from branchstd.store.files import named
from branchstd.store.layout import record_files
from branchstd.store.reading import dated_columns
from branchstd.text.canon import canonical
from branchstd.text.splice import SpliceError


def command(
    context: typer.Context,
    what: Annotated[list[str] | None, typer.Argument(help=HELP["fmt_what"], metavar="[FILE|VILLAGE]...")] = None,
    check: Annotated[bool, typer.Option("--check", help=HELP["fmt_check"])] = False,
    dry_run: DryRun = False,
) -> int:
    only_look = check or dry_run
    with held(context.obj, dry_run=only_look) as hand:
        session = open_session(context.obj)
        faults: list[Problem] = []
        changed = [path for path in _files(session, what or []) if _done(session, path, hand, faults, diff=dry_run)]
    speech = session.speech()
    key = "fmt_would" if only_look else "fmt_done"
    root = session.survey.office.root
    show([speech.ui(key, file=named(root, path)) for path in changed] or [speech.ui("fmt_none")])
    show(check_text.problems(faults, speech))
    if faults:
        return Exit.UNUSABLE
    return Exit.FINDINGS if check and changed else Exit.CLEAN


def _files(session: Session, wishes: list[str]) -> Iterator[Path]:
    """Files as named, those of a village, or all of the town. Raises RefusalError for what is no record file."""
    root, year = session.survey.office.root, session.survey.plan.year
    names = session.survey.office.names
    every = list(record_files(root, year, names))
    for wish in wishes:
        path = Path(wish).absolute()
        if path in every:
            yield path
        elif path.is_file():
            raise RefusalError([Problem("no_record_file", Place(str(wish), 0))])
        else:
            slugs = session.chosen([wish])
            yield from (one for one in every if set(slugs) & {one.stem, *one.relative_to(root).parts})
    if not wishes:
        yield from every


def _done(session: Session, path: Path, hand: Pen | None, faults: list[Problem], *, diff: bool) -> bool:
    """Whether the file is, or would be, written anew; what speaks against it goes to `faults`."""
    file = named(session.survey.office.root, path)
    try:
        before = DISK.read(path)
        if before is None or (after := canonical(before, file, dated_columns(path.name))) == before:
            return False
        if hand is not None:
            hand.change(path, before, after)
        if diff:
            show(amend_text.lines(difference(before, after, file)))
    except SpliceError as error:
        faults.extend(error.problems)
        return False
    except UnwrittenError as error:
        faults.append(error.problem)
        return False
    except OSError as error:
        faults.append(Problem("cannot_read", Place(file), {"detail": error.strerror or str(error)}, unreadable=True))
        return False
    return True
