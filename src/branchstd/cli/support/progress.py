"""How far long work has come: on stderr, at a terminal alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console

from branchstd.mask import mask

T = TypeVar("T")


def counting(results: Iterator[T], labels: Sequence[str]) -> Iterator[T]:
    """The results as they come; before each, what is at work by its label, how many
    are done and how long the rest may take. Nothing is left of it while somebody has a
    result, so that it never stands in what is printed.
    """
    console = Console(file=sys.stderr)
    if len(labels) < 2 or not console.is_interactive:
        yield from results
        return
    from rich.progress import (  # seldom, and slow to load
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
    )
    # What goes to stdout is not its own, wherever that leads.
    progress = Progress(
        *columns,
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    task = progress.add_task("", total=len(labels))
    try:
        for label in labels:
            progress.update(task, description=mask(label))
            progress.start()
            result = next(results)
            progress.advance(task)
            progress.stop()
            yield result
    finally:
        progress.stop()
