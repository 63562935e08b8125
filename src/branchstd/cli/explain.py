"""`explain`: what a number, a code or a bare word of the catalogue means."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import RenderableType

from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, RefusalError, refusal
from branchstd.cli.support.language import HELP
from branchstd.cli.support.session import (
    open_session,
    open_standards,
    show,
    spoken_words,
)
from branchstd.findings import excerpt
from branchstd.messages.messages import Messages
from branchstd.render import explain_text, rectify_text
from branchstd.render.style import indent
from branchstd.workflow.rectification import Rectification


def command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=HELP["id"], metavar="ID")],
) -> int:
    said, messages = spoken_words(context.obj), open_standards(context.obj)[2]
    meant = [
        found
        for label in said.labels(name)
        if (found := explain_text.explain(label, messages))
    ]
    told = explain_text.explain(name, messages)
    numbers: set[str] = set()
    if told is None and not meant:
        told, numbers = _items(context.obj, name)
    if not told and not meant:
        near = explain_text.closest(name, messages, numbers)
        raise refusal("unknown_standard", "explain", name=excerpt(name), near=near)
    for lines in [*meant, *([told] if told else [])]:
        show(lines)
    return Exit.CLEAN


def _items(settings: Options, name: str) -> tuple[list[RenderableType], set[str]]:
    """The items that are called so, each as it stands, in whatever village; and the
    numbers of all that there are.
    """
    try:
        session = open_session(settings)
    except RefusalError:  # there is no town here, or none that can be read
        return [], set()
    workspace, messages = session.workspace, session.messages()
    numbers = {
        slug: workspace.office.item_numbers(slug) for slug in workspace.office.names
    }
    there = [
        slug
        for slug, known in numbers.items()
        if name in known or workspace.office.names[slug] in name
    ]
    found = [
        one
        for slug in there
        for one in workspace.desk(workspace.village(slug, session.as_of)).find(name)
    ]
    told = [
        line
        for one in found
        for line in (*rectify_text.whole(one, messages), _why(one, messages))
    ]
    return told, set().union(*numbers.values())


def _why(one: Rectification, messages: Messages) -> RenderableType:
    return indent(
        messages.ui("whole", command=f"branchstd why {one.village} {one.item.id}"),
        2,
        "dim",
    )
