"""`check`: what the records of villages prove, standard by standard."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from branchstd.assess import AssessedVillage
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, refusal
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, ExecutorOption, Jobs, Villages
from branchstd.cli.support.output import spoil, write
from branchstd.cli.support.parallel import TOGETHER, Batch, Told, mapping, processes
from branchstd.cli.support.session import (
    Session,
    capture,
    of_problems,
    of_village,
    open_session,
)
from branchstd.cli.support.unchanged import tell_changed
from branchstd.findings import Problem
from branchstd.messages.messages import Messages
from branchstd.render import catalogue_text, check_github, check_json, check_text
from branchstd.workflow.rectification import by_rule
from branchstd.workflow.tasks import to_do


class CheckFormat(StrEnum):
    """`json`: docs/check-json.md. `github`: annotations of a workflow's run."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@dataclass(frozen=True)
class CheckJob:
    """What is asked of each village; also what another process needs to know to do
    it.
    """

    settings: Options
    as_of: date
    format: CheckFormat
    problems: bool
    brief: bool
    full: bool

    @property
    def asked(self) -> tuple[object, ...]:
        """All that decides what is told of a village, beside its records."""
        how = self.format, self.problems, self.brief, self.full
        return (self.settings.lang, self.as_of, *how)

    @property
    def root(self) -> Path:
        """The town's."""
        return self.settings.root

    def at(self, root: Path) -> CheckJob:
        """The same of a town that lies there; nothing is said of where that is."""
        return replace(self, settings=replace(self.settings, root=root, roots=[root]))

    def begin(self) -> partial[Told]:
        """Opens the town anew: called in a process of its own."""
        return partial(
            _village, open_session(self.settings, self.as_of.isoformat()), self
        )


def command(
    context: typer.Context,
    villages: Villages = None,
    *,
    as_of: AsOf = None,
    format_: Annotated[
        CheckFormat, typer.Option("--format", help=HELP["format"])
    ] = CheckFormat.TEXT,
    problems: Annotated[
        bool, typer.Option("--problems", help=HELP["problems"])
    ] = False,
    full: Annotated[bool, typer.Option("--full", help=HELP["full"])] = False,
    jobs: Jobs = None,
    executor: ExecutorOption = None,
) -> int:
    if executor is not None and format_ is not CheckFormat.JSON:
        raise refusal("executor_text", "--executor")
    session = open_session(context.obj, as_of)
    slugs = session.chosen(villages or ())
    brief = not (full or villages) and len(slugs) > 1
    settings = replace(context.obj, root=session.workspace.office.root)
    job = CheckJob(settings, session.as_of, format_, problems, brief, full)
    one, killed = partial(_village, session, job), partial(_killed, session, job)
    size = 1 if executor is None else TOGETHER

    worst = of_problems(session.workspace.problems)
    with mapping(executor) as tell_each:

        def tell(some: Sequence[str]) -> Iterator[Told]:
            batches = (
                Batch(job, tuple(some[first : first + size]), one, killed)
                for first in range(0, len(some), size)
            )
            return tell_each(batches, processes(len(some), jobs))

        names = format_ is CheckFormat.TEXT
        texts = tell_changed(slugs, tell, job.asked, names=names)
        for part in _document(session, format_, session.announce(slugs, texts)):
            worst = max(worst, part.code)
            write(part.text, console=format_ is CheckFormat.TEXT)
    return worst


def _village(session: Session, job: CheckJob, slug: str) -> Told:
    """What is said of one village, and what it means for the exit code."""
    found = session.workspace.village(slug, job.as_of)
    code = of_problems(found.problems) if job.problems else of_village(found)
    return Told(_text(session, job, found), code, found.questions)


def _killed(session: Session, job: CheckJob, slug: str) -> Told:
    """Of a village at which the system ends the program."""
    spoil()
    without = replace(session, workspace=session.workspace.without(slug))
    told = _village(without, job, slug)
    return told._replace(is_lasting=False)


def _text(session: Session, job: CheckJob, found: AssessedVillage) -> str:
    if job.format is CheckFormat.JSON:
        desk = session.workspace.desk(found)
        last = session.workspace.last_year(found.village.slug)
        return check_json.village(
            found,
            to_do(found, desk),
            by_rule(desk.items()),
            last,
            session.messages(document=True),
        )
    if job.format is CheckFormat.GITHUB:
        messages = session.messages(document=True)
        prefix = _prefix(session.workspace.office.root)
        gaps = () if job.problems else check_github.gaps(found, messages, prefix)
        return "".join(
            [*check_github.problems(found.problems, messages, prefix), *gaps]
        )
    own = session.messages(session.names(found.village.slug))
    if job.problems or job.brief:
        return capture(
            (check_text.faults if job.problems else check_text.overview)(found, own)
        )
    desk = session.workspace.desk(found)
    if job.full:
        return capture(
            check_text.village(
                found,
                by_rule(desk.items()),
                session.workspace.last_year(found.village.slug),
                own,
            )
        )
    return capture(check_text.opening(found, to_do(found, desk), own))


def _document(
    session: Session, format_: CheckFormat, villages: Iterator[Told]
) -> Iterator[Told]:
    """The villages with what stands before, between and after them; last, once each,
    what the town is asked.
    """
    messages = session.messages(document=format_ is not CheckFormat.TEXT)
    problems = session.workspace.problems
    asked: list[Problem] = []
    yield Told(_head(session, format_, messages), Exit.CLEAN)
    for count, told_of in enumerate(villages):
        between = (",\n" if count else "\n") if format_ is CheckFormat.JSON else ""
        asked += told_of.questions
        yield told_of._replace(text=between + told_of.text)
    yield Told(
        _tail(
            session,
            format_,
            messages,
            [*problems, *asked] if format_ is CheckFormat.JSON else asked,
        ),
        Exit.CLEAN,
    )


def _head(session: Session, format_: CheckFormat, messages: Messages) -> str:
    problems = session.workspace.problems
    if format_ is CheckFormat.JSON:
        return check_json.head(messages, session.judging_day)
    if format_ is CheckFormat.GITHUB:
        return "".join(
            check_github.problems(
                problems, messages, _prefix(session.workspace.office.root)
            )
        )
    return capture(
        [*catalogue_text.summary(messages), *check_text.problems(problems, messages)]
    )


def _tail(
    session: Session, format_: CheckFormat, messages: Messages, problems: list[Problem]
) -> str:
    if format_ is CheckFormat.JSON:
        return check_json.tail(problems, messages)
    if format_ is CheckFormat.GITHUB:
        return "".join(
            check_github.problems(
                problems, messages, _prefix(session.workspace.office.root)
            )
        )
    return capture(check_text.problems(problems, messages))


def _prefix(root: Path) -> str:
    """From here, where a workflow runs, down to the town; nothing where the town is not
    below.
    """
    inside = Path(os.path.relpath(root))
    return (
        ""
        if inside.parts[:1] == ("..",) or inside == Path()
        else f"{inside.as_posix()}/"
    )
