"""`rollup`: many towns, one row each and their sum; nobody is named, and nobody
ranked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from branchstd.cli.support.context import Options
from branchstd.cli.support.documents import BOM
from branchstd.cli.support.exits import (
    Exit,
    RefusalError,
    RootlessError,
    refusal,
    take_text,
)
from branchstd.cli.support.language import HELP, LANG, spoken
from branchstd.cli.support.options import AsOf, ExecutorOption, Jobs, strip_words
from branchstd.cli.support.output import write
from branchstd.cli.support.parallel import (
    LEAST,
    TOGETHER,
    Batch,
    TellEach,
    mapping,
    processes,
    processors,
    tell_each,
)
from branchstd.cli.support.progress import counting
from branchstd.cli.support.session import (
    Session,
    capture,
    day,
    of_problems,
    of_village,
    on_day,
    refusing,
)
from branchstd.cli.support.telling import tell
from branchstd.findings import Outcome, Place
from branchstd.mask import mask_all
from branchstd.messages.phrases import Phrases
from branchstd.render import rollup
from branchstd.root import NoRootError, find_root
from branchstd.store.files import text_of
from branchstd.text.csv import csv_text
from branchstd.workflow.rollup import (
    RollupTotal,
    TownCount,
    TownRow,
    count_problems,
    terms_of,
)
from branchstd.workspace import Workspace, open_workspace


class RollupFormat(StrEnum):
    """`json`: an object a line (docs/rollup.md). `csv`: for spreadsheets."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class UnitPart(NamedTuple):
    """What is sent back of one unit."""

    added: TownCount
    exit: Exit


@dataclass(frozen=True)
class TownJob:
    """A town, to be opened anew where its villages are looked at."""

    root: Path
    as_of: date

    def at(self, root: Path) -> TownJob:
        """The same of a town that lies there."""
        return replace(self, root=root)

    def begin(self) -> Callable[[str], UnitPart]:
        """Reads nothing of any village yet."""
        return partial(_count, open_workspace(self.root), self.as_of)


class Named(NamedTuple):
    """A folder as it was named, and where: on the line, or in a file of towns."""

    text: str
    folder: Path
    place: Place


@dataclass(frozen=True)
class Opened:
    """A town before its villages; session: None where it cannot be used."""

    root: str
    session: Session | None
    slugs: tuple[str, ...] = ()
    refused: RefusalError | None = None

    def batches(self) -> Iterator[Batch[UnitPart]]:
        """All its villages, in order."""
        if self.session is None:
            return
        workspace, as_of = self.session.workspace, self.session.as_of
        job = TownJob(workspace.office.root, as_of)
        for first in range(0, len(self.slugs), TOGETHER):
            yield Batch(
                job,
                self.slugs[first : first + TOGETHER],
                partial(_count, workspace, as_of),
                partial(_count_killed, workspace, as_of),
            )


def command(
    context: typer.Context,
    roots: Annotated[
        list[str] | None,
        typer.Argument(
            help=HELP["rollup_roots"], metavar="[DIR]...", callback=strip_words
        ),
    ] = None,
    *,
    towns: Annotated[
        Path | None, typer.Option("--towns", help=HELP["rollup_towns"], metavar="FILE")
    ] = None,
    format_: Annotated[
        RollupFormat, typer.Option("--format", help=HELP["rollup_format"])
    ] = RollupFormat.TEXT,
    as_of: AsOf = None,
    jobs: Jobs = None,
    executor: ExecutorOption = None,
) -> int:
    named = [*_typed(roots or ()), *(_listed(towns) if towns else ())]
    if not named:
        raise refusal("no_towns", str(towns or "rollup"), Exit.NOTHING)
    on = day(as_of) if as_of else None
    is_text = format_ is RollupFormat.TEXT
    lang = context.obj.lang
    phrases = Phrases(spoken(lang) if is_text else spoken(lang or "zh"))
    write(_head(format_, phrases), console=is_text)
    total = RollupTotal()
    labels = [phrases.ui("checking", name=_shown(one.text)) for one in named]
    with mapping(executor) as tell_each:
        rows = counting(_rows(named, on, jobs, tell_each), labels)
        for place, row in enumerate(rows, 1):
            total = total.add(row)
            tell(row.faults, Phrases(LANG))
            write(_text(row, place, format_, phrases), console=is_text)
    write(_text(total, None, format_, phrases), console=is_text)
    if is_text:
        write(capture(rollup.notes(total, phrases)), console=True)
    return total.exit


def _typed(roots: Iterable[str]) -> Iterator[Named]:
    return (Named(root, Path(root), Place(_shown(root), 0)) for root in roots)


def _listed(file: Path) -> Iterator[Named]:
    """A folder a line, from where the file lies; `#` begins a comment. Raises
    RefusalError.
    """
    for line, text in enumerate(take_text(text_of(file)).splitlines(), 1):
        name = text.strip()
        if name and not name.startswith("#"):
            place = Place(_shown(str(file)), line)
            yield Named(name, file.parent / name, place)


def _shown(text: str) -> str:
    """As it can be printed and encoded."""
    return "".join(c if c.isprintable() else "?" for c in text)


def _rows(
    named: Iterable[Named],
    as_of: date | None,
    jobs: int | None,
    tell_each: TellEach = tell_each,
) -> Iterator[TownRow]:
    """Each as its last village ends; a few towns are open ahead of it, and none is kept
    after it.
    """
    first, coming = deque[Opened](), _opened(named, as_of)
    workers = jobs or processes(_look(first, coming, LEAST * processors()), None)
    told, parts = deque[Opened](), list[UnitPart]()

    def batches() -> Iterator[Batch[UnitPart]]:
        for town in chain(_emptied(first), coming):
            told.append(town)
            yield from town.batches()

    for part in tell_each(batches(), workers):
        parts.append(part)
        while told and len(parts) >= len(told[0].slugs):
            yield _row(told[0], parts[: len(told[0].slugs)])
            del parts[: len(told.popleft().slugs)]
    yield from (_row(town, []) for town in _emptied(told))


def _look(first: deque[Opened], coming: Iterator[Opened], enough: int) -> int:
    """How many villages there are; where there are enough, no more are counted. first:
    takes what was looked at.
    """
    count = 0
    for town in coming:
        first.append(town)
        count += len(town.slugs)
        if count >= enough:
            break
    return count


def _emptied(some: deque[Opened]) -> Iterator[Opened]:
    while some:
        yield some.popleft()


def _opened(named: Iterable[Named], as_of: date | None) -> Iterator[Opened]:
    seen: dict[Path, str] = {}
    for one in named:
        root = _shown(one.text)
        try:
            folder = _find(one, seen)
            seen[folder.resolve()] = root
            session = _session(folder, as_of)
            yield Opened(root, session, session.chosen(()))
        except RefusalError as error:
            yield Opened(root, None, refused=_within(root, error))


def _find(one: Named, seen: dict[Path, str]) -> Path:
    """Raises RefusalError where no town is named, or one that was named before."""
    try:
        found = find_root(one.folder)
    except NoRootError as error:
        if error.nested:
            raise RootlessError(error) from None
        raise refusal("no_town", one.place, name=_shown(one.text)) from None
    if found != one.folder.absolute():
        near = _shown(str(found))
        raise refusal("town_above", one.place, name=_shown(one.text), near=near)
    if before := seen.get(found.resolve()):
        raise refusal("town_twice", one.place, name=_shown(one.text), near=before)
    return found


def _session(folder: Path, as_of: date | None) -> Session:
    """Raises RefusalError where its standards cannot be used."""
    with refusing():
        workspace = open_workspace(folder)
    return on_day(workspace, Options(folder, None), as_of)


def _within(root: str, error: RefusalError) -> RefusalError:
    """With places that say in which town they are."""
    told = [
        one
        if one.code in {"no_town", "town_above", "town_twice", "nested_root"}
        else replace(one, place=one.place._replace(file=f"{root}/{one.place.file}"))
        for one in error.problems
    ]
    return RefusalError(told, error.code)


def _row(town: Opened, parts: list[UnitPart]) -> TownRow:
    if town.session is None:
        refused = town.refused
        return TownRow(
            town.root,
            refused.code if refused else Exit.UNUSABLE,
            refused.problems if refused else (),
        )
    workspace, as_of = town.session.workspace, town.session.as_of
    count = sum((part.added for part in parts), TownCount())
    targets = workspace.targets_from(count.tallies, as_of)
    unmet = any(one.outcome is Outcome.UNMET for one in targets)
    own = count_problems(workspace.problems)
    return TownRow(
        town.root,
        max(
            of_problems(workspace.problems),
            Exit.FINDINGS if unmet else Exit.CLEAN,
            *(part.exit for part in parts),
        ),
        name=workspace.office.town.name,
        as_of=town.session.judging_day,
        terms=terms_of(workspace.catalogue),
        count=replace(count, problems=count.problems + own),
        targets=targets,
    )


def _count(workspace: Workspace, as_of: date, slug: str) -> UnitPart:
    found = workspace.village(slug, as_of)
    return UnitPart(workspace.count(found), of_village(found))


def _count_killed(workspace: Workspace, as_of: date, slug: str) -> UnitPart:
    """Of a village at which the system ends the program."""
    return _count(workspace.without(slug), as_of, slug)


def _head(format_: RollupFormat, phrases: Phrases) -> str:
    match format_:
        case RollupFormat.TEXT:
            return capture(rollup.head(phrases))
        case RollupFormat.CSV:
            return BOM + _csv(rollup.titles(phrases))
    return ""


def _text(
    found: TownRow | RollupTotal,
    place: int | None,
    format_: RollupFormat,
    phrases: Phrases,
) -> str:
    match format_:
        case RollupFormat.TEXT:
            return capture(rollup.line(found, phrases))
        case RollupFormat.CSV:
            return _csv(mask_all(rollup.cells(found, place, phrases)))
    return rollup.as_json(found, phrases)


def _csv(cells: list[str]) -> str:
    return csv_text([cells]).replace("\n", "\r\n")
