"""`fmt`: record files in their canonical form, comments kept; each file by itself, or
not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from branchstd.amend import difference
from branchstd.cli.support.amending import lock
from branchstd.cli.support.exits import Exit, RefusalError, raise_together, refusal
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import DryRun
from branchstd.cli.support.session import Session, open_session, refusing, show
from branchstd.findings import Problem, excerpt
from branchstd.render.amend_text import lines
from branchstd.store import Writer
from branchstd.store.canonical import both_forms
from branchstd.store.files import meant, path_name, read_user_file
from branchstd.store.layout import town_files, village_files
from branchstd.text.splice import SpliceError


class FormChange(NamedTuple):
    """A file that is not in canonical form. file: its name from the root."""

    file: str
    before: bytes
    after: bytes


def command(
    context: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(help=HELP["fmt_what"], metavar="[FILE|VILLAGE]..."),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help=HELP["fmt_check"])] = False,
    dry_run: DryRun = False,
) -> int:
    only_look = check or dry_run
    changes: list[FormChange] = []
    refusals: list[RefusalError] = []
    with lock(context.obj, dry_run=only_look) as hand:
        session = open_session(context.obj)
        for path in _files(session, what or []):
            try:
                changes += _format(session, path, hand)
            except RefusalError as refusal:
                refusals.append(refusal)
    messages = session.messages()
    for change in changes:
        show([messages.ui("fmt_would" if only_look else "fmt_done", file=change.file)])
        show(
            lines(difference(change.before, change.after, change.file))
            if dry_run
            else ()
        )
    raise_together(refusals)
    show([] if changes else [messages.ui("fmt_none")])
    return Exit.FINDINGS if check and changes else Exit.CLEAN


def _files(session: Session, wishes: list[str]) -> list[Path]:
    """Files as named, those of a village, or all of the town; each once. Raises
    RefusalError for what is none.
    """
    root = session.workspace.office.root
    year = session.workspace.plan.year
    names = session.workspace.office.names
    own = {slug: list(village_files(root, year, slug)) for slug in names}
    every = [
        *town_files(root, year),
        *(path for slug in sorted(own) for path in own[slug]),
    ]
    found: list[Path] = [] if wishes else every
    for wish in wishes:
        there = _find_file(wish, every)
        found += [there] if there else own[session.chosen([wish])[0]]
    return list(dict.fromkeys(found))


def _find_file(wish: str, every: list[Path]) -> Path | None:
    """The record file that is meant; None for what can only be a village. Raises
    RefusalError for other files.
    """
    path = Path(wish)
    if found := meant(path, every):
        return found
    if path.suffix in {".yaml", ".csv"} or not isinstance(
        read_user_file(path), Problem
    ):
        raise refusal("no_record_file", excerpt(wish))
    return None


def _format(session: Session, path: Path, hand: Writer | None) -> Iterator[FormChange]:
    """What becomes of a file, written already where there is a hand; nothing if it is
    in order. Raises RefusalError.
    """
    root = session.workspace.office.root
    try:
        before, after = both_forms(root, path)
    except SpliceError as error:
        raise RefusalError(error.problems) from None
    if after != before:
        with refusing():
            if hand:
                hand.change(path, before, after)
        yield FormChange(path_name(root, path), before, after)
