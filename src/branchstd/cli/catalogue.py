"""`catalogue`: what the 42 standards ask, and whether catalogue and plan are sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType

from branchstd.amend import difference
from branchstd.catalogue.lint import phrases
from branchstd.cli.support.amending import lock
from branchstd.cli.support.exits import (
    Exit,
    RefusalError,
    RootlessError,
    refusal,
    take_text,
)
from branchstd.cli.support.language import HELP, of_town, spoken
from branchstd.cli.support.options import DryRun, by_number
from branchstd.cli.support.pages import Command, group
from branchstd.cli.support.session import open_standards, show
from branchstd.findings import Problem
from branchstd.messages.messages import Messages
from branchstd.messages.phrases import Phrases
from branchstd.render import amend_text, catalogue_text, check_text
from branchstd.root import NoRootError, find_root
from branchstd.store import CatalogueError
from branchstd.store.files import path_name, read_user_file
from branchstd.store.manual import Filled, take_form, write_form
from branchstd.store.standards import FOLDER, missing_files
from branchstd.store.writing import put
from branchstd.text.decode import decode
from branchstd.workspace import REGISTRIES

app = group("catalogue", HELP["catalogue"])


@app.command("list", cls=Command, help=HELP["catalogue_list"])
def list_(context: typer.Context) -> int:
    catalogue, _, messages = open_standards(context.obj)
    show(catalogue_text.list_standards(catalogue, messages))
    return Exit.CLEAN


@app.command("show", cls=Command, help=HELP["catalogue_show"])
def show_(
    context: typer.Context,
    standard: Annotated[str, typer.Argument(help=HELP["standard"], metavar="STANDARD")],
) -> int:
    catalogue, _, messages = open_standards(context.obj)
    vetoes = {rule.id: rule for rule in catalogue.vetoes}
    if standard in vetoes:
        show(catalogue_text.one_rule(vetoes[standard], messages))
        return Exit.CLEAN
    found = by_number({one.id: one for one in catalogue.standards}, standard, vetoes)
    show(catalogue_text.show_standard(found, messages))
    return Exit.CLEAN


@app.command("own", cls=Command, help=HELP["catalogue_own"])
def own(context: typer.Context) -> int:
    catalogue, _, messages = open_standards(context.obj)
    show(catalogue_text.own(catalogue, messages))
    return Exit.CLEAN


@app.command("copy", cls=Command, help=HELP["catalogue_copy"])
def copy(context: typer.Context) -> int:
    try:
        root = find_root(context.obj.root)
        files = missing_files(root)
    except NoRootError as error:
        raise RootlessError(error) from None
    except CatalogueError as error:
        raise RefusalError(error.problems, Exit.UNWRITTEN) from None
    for path, text in files.items():
        with context.obj.writing(path):
            put(path, text.encode())
    # The standards may not hold yet.
    phrases = Phrases(spoken(context.obj.lang, of_town(root)))
    show([phrases.ui("standards_copied", folder=root / FOLDER)])
    return Exit.CLEAN


fill = group("fill", HELP["catalogue_fill"])
app.add_typer(fill)
FormFile = Annotated[Path, typer.Argument(help=HELP["form_file"], metavar="FILE")]


@fill.command("out", cls=Command, help=HELP["fill_out"])
def fill_out(context: typer.Context, file: FormFile) -> int:
    catalogue, _, messages = open_standards(context.obj)
    if file.exists():
        raise refusal("file_exists", file, Exit.UNWRITTEN)
    with context.obj.writing(file):
        write_form(file, catalogue)
    show([messages.ui("form_written", file=file, count=len(catalogue.standards))])
    return Exit.CLEAN


@fill.command("in", cls=Command, help=HELP["fill_in"])
def fill_in(context: typer.Context, file: FormFile, dry_run: DryRun = False) -> int:
    with lock(context.obj, dry_run=dry_run) as hand:
        root = find_root(context.obj.root)
        filled = take_form(file.absolute(), root, REGISTRIES)
        if hand and not filled.changes:
            raise refusal("record_there", path_name(root, filled.file))
        if hand:
            hand.change(filled.file, filled.before, filled.after)
    _, _, messages = open_standards(context.obj)
    show(check_text.problems(filled.problems, messages))
    show(_taken(filled, path_name(root, filled.file), messages, dry_run=dry_run))
    return Exit.CLEAN


def _taken(
    filled: Filled, file: str, messages: Messages, *, dry_run: bool
) -> Iterator[RenderableType]:
    if dry_run:
        yield messages.ui(
            "would_write" if filled.changes else "nothing_to_write", file=file
        )
        yield from amend_text.lines(
            difference(filled.before or b"", filled.after, file)
        )
    else:
        yield messages.ui(
            "form_taken", file=file, words=filled.words, points=filled.points
        )


@app.command("lint", cls=Command, help=HELP["catalogue_lint"])
def lint(
    context: typer.Context,
    plan_text: Annotated[
        Path | None, typer.Option("--plan-text", help=HELP["plan_text"], metavar="FILE")
    ] = None,
) -> int:
    """Loading has already refused whatever is unsound; what is left is the plan's own
    text.
    """
    catalogue, plan, messages = open_standards(context.obj)
    show([catalogue_text.sound(catalogue, plan, messages)])
    if plan_text is None:
        return Exit.CLEAN
    wrong = list(phrases(catalogue, plan, _read(plan_text)))
    show(catalogue_text.phrases(wrong, messages))
    return Exit.FINDINGS if wrong else Exit.CLEAN


def _read(path: Path) -> str:
    data = read_user_file(path)
    return take_text(data if isinstance(data, Problem) else decode(data, path.name))
