"""Commands that change a record: under the town's lock, shown before, refused where they would bring in faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from branchstd.amend import Amendment, Edit, amend, difference
from branchstd.cli.exits import Exit, RefusalError, RootlessError
from branchstd.cli.help import HELP
from branchstd.cli.session import Session, act_day, open_session, show
from branchstd.cli.settings import Settings
from branchstd.findings import Place, Problem
from branchstd.records.base import Record
from branchstd.records.types import Word, markers
from branchstd.records.words import WORDS
from branchstd.render.amend_text import changed
from branchstd.root import NoRootError, find_root
from branchstd.store import Pen, UnwrittenError, pen
from branchstd.store.copying import sweep_copies
from branchstd.store.files import named
from branchstd.text.splice import SpliceError
from branchstd.text.values import Value

On = Annotated[str | None, typer.Option("--on", help=HELP["on"], metavar="YYYY-MM-DD")]
DryRun = Annotated[bool, typer.Option("--dry-run", help=HELP["dry_run"])]


@dataclass(frozen=True)
class Draft:
    """What is to become of one file of a village.

    empty: what the file begins with where it is not there. against: what speaks against it, seen with the change.
    typed: what stands where because of which option, so that a fault is told at what was typed.
    there: where it stands already, if nothing is to be changed.
    """

    slug: str
    path: Path
    edit: Edit
    empty: bytes = b""
    against: Callable[[Amendment], Iterable[Problem]] = lambda _: ()
    typed: Callable[[Amendment], Mapping[Place, Place]] = lambda _: {}
    there: Place | None = None


@dataclass(frozen=True)
class Done:
    session: Session
    amendment: Amendment


def acted_out(
    settings: Settings,
    on: str | None,
    decide: Callable[[Session], Draft],
    *,
    dry_run: bool,
    opened: Callable[[Settings, str | None], Session] | None = None,
) -> Done:
    """What is done on a day: seen and written as of that day, today unless given. Raises RefusalError.

    opened: the town on that day; it lies in the plan's year unless this says otherwise.
    """
    return _carried_out(settings, lambda: (opened or opened_on)(settings, on), decide, dry_run=dry_run)


def carried_out(settings: Settings, decide: Callable[[Session], Draft], *, dry_run: bool) -> Done:
    """What is recorded with days of its own. Raises RefusalError."""
    return _carried_out(settings, lambda: open_session(settings), decide, dry_run=dry_run)


def _carried_out(
    settings: Settings, opened: Callable[[], Session], decide: Callable[[Session], Draft], *, dry_run: bool
) -> Done:
    """Decides on records as they are under the lock, and writes, unless it is only to be shown."""
    with held(settings, dry_run=dry_run) as hand:
        session = opened()
        draft = decide(session)
        found = _amended(session, draft)
        if wrong := _against(found, draft):
            typed = draft.typed(found)
            raise RefusalError(replace(problem, place=typed.get(problem.place, problem.place)) for problem in wrong)
        if draft.there and not found.changes:
            raise RefusalError([Problem("record_there", draft.there)])
        if hand and found.changes:
            hand.change(found.path, found.before, found.after)
    show(changed(found, session.speech(), dry_run=dry_run))
    return Done(session, found)


def _against(found: Amendment, draft: Draft) -> tuple[Problem, ...]:
    """What speaks against a change. Where a code would be there twice, or the same words, that alone: all follows."""
    wrong = found.faults or tuple(draft.against(found))
    return tuple(problem for problem in wrong if problem.code == "duplicate_id") or found.repeated or wrong


@contextmanager
def held(settings: Settings, *, dry_run: bool) -> Iterator[Pen | None]:
    """The town's lock; none where nothing will be written. Raises RefusalError."""
    if dry_run:
        yield None
        return
    sweep_copies()
    try:
        with pen(find_root(settings.root)) as hand:
            try:
                yield hand
            finally:
                settings.written.extend(hand.changed)
    except NoRootError as error:
        raise RootlessError(error) from None
    except UnwrittenError as error:
        raise RefusalError([error.problem], Exit.UNWRITTEN) from None


def opened_on(settings: Settings, on: str | None) -> Session:
    """The town as of the day of an act."""
    session = open_session(settings)
    return Session(session.survey, settings, act_day(on, session.survey.plan))


def opened_for_word(settings: Settings, on: str | None) -> Session:
    """The town as of the day of a word on an item, which may be open beyond the plan's year."""
    session = open_session(settings)
    plan = session.survey.plan
    return Session(session.survey, settings, act_day(on, plan, plan.last_word))


def _amended(session: Session, draft: Draft) -> Amendment:
    file = named(session.survey.office.root, draft.path)
    try:
        return amend(session.survey, draft.slug, draft.path, draft.edit, as_of=session.as_of, empty=draft.empty)
    except SpliceError as error:
        if error.problems:
            raise RefusalError(error.problems) from None
        if error.tried is not None:
            show(difference(*error.tried, file))
        raise RefusalError([Problem("cannot_splice", Place(file, 0))], Exit.UNWRITTEN) from None


def values_of(record: Record, session: Session) -> dict[str, Value]:
    """The fields that say something, as they are written: words of closed lists in the town's language."""
    fields = type(record).model_fields
    said = {name: getattr(record, name) for name in fields}
    chinese = in_chinese(session)
    return {
        name: _written(value, markers(fields[name]), chinese=chinese)
        for name, value in said.items()
        if value not in (None, "") and value != fields[name].default
    }


def in_chinese(session: Session) -> bool:
    return (session.survey.office.town.language or "zh") == "zh"


def _written(value: Any, marks: tuple[object, ...], *, chinese: bool) -> Value:
    word = next((mark.name for mark in marks if isinstance(mark, Word)), None)
    if isinstance(value, bool):
        return ("是" if value else "否") if chinese else ("yes" if value else "no")
    if isinstance(value, tuple):
        return [_written(part, marks, chinese=chinese) for part in value]
    if isinstance(value, Mapping):
        return dict(value)
    return WORDS[word][value][0] if word and chinese else value
