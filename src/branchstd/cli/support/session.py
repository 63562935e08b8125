"""One command's surroundings: the town as opened, the day, the language, the console.

Which exit code a village's problems and results mean.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from pydantic_core import PydanticCustomError
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from branchstd.assess import AssessedVillage, Assessment
from branchstd.catalogue.everyday import Everyday
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import (
    Exit,
    LackingError,
    RefusalError,
    RootlessError,
    refusal,
)
from branchstd.cli.support.language import LANG, of_town, spoken
from branchstd.cli.support.options import chosen
from branchstd.cli.support.output import spoil, write
from branchstd.cli.support.progress import counting
from branchstd.findings import Problem, Severity, excerpt
from branchstd.mask import mask
from branchstd.messages.messages import SHOWN_AT_MOST, Messages
from branchstd.messages.phrases import Phrases
from branchstd.records import spelling
from branchstd.records.types import read_date
from branchstd.render.style import Paragraph
from branchstd.root import NoRootError, find_root
from branchstd.store import CatalogueError, UnwrittenError
from branchstd.store.strict import everyday
from branchstd.workspace import TownOnDay, Workspace, load_standards, open_workspace

T = TypeVar("T")


@dataclass(frozen=True)
class Session:
    """The town as one command sees it. as_of: as asked, also after the year."""

    workspace: Workspace
    settings: Options
    as_of: date

    @property
    def judging_day(self) -> date:
        """The day by which the year is judged: the one asked for, but none after the
        year's last.
        """
        return min(self.as_of, self.workspace.plan.last_day)

    def messages(
        self,
        names: Mapping[str, str] | None = None,
        *,
        document: bool = False,
        most: int = SHOWN_AT_MOST,
    ) -> Messages:
        """A document is the same everywhere: it asks neither environment nor locale,
        and is Chinese before all.
        """
        town = self.workspace.office.town.language
        lang = spoken(self.settings.lang or (town or "zh" if document else None), town)
        return Messages(
            lang,
            self.workspace.catalogue,
            self.workspace.plan,
            names or {},
            asked=self.as_of,
            most=most,
        )

    def villages(self, wishes: Iterable[str]) -> Iterator[AssessedVillage]:
        """The villages asked for, one after the other. Raises RefusalError where no
        village can be meant.
        """
        slugs = self.chosen(wishes)
        return self.announce(
            slugs, (self.workspace.village(slug, self.as_of) for slug in slugs)
        )

    def town(self, wishes: Iterable[str] = ()) -> TownOnDay:
        """The villages asked for, with what is seen over all. Raises RefusalError where
        no village can be meant.
        """
        return self.workspace.on(self.as_of, self.chosen(wishes), self.announce)

    def chosen(self, wishes: Iterable[str]) -> tuple[str, ...]:
        """Folder names of the villages asked for, in order.

        Raises RefusalError where no village can be meant; faults of the town's files
        that may be why come first.
        """
        faults = [
            problem
            for problem in self.workspace.problems
            if problem.severity is Severity.ERROR
        ]
        if faults and not self.workspace.office.names:
            raise RefusalError(faults)
        return tuple(sorted(chosen(wishes, self.workspace.office.names)))

    def announce(self, slugs: tuple[str, ...], results: Iterator[T]) -> Iterator[T]:
        """The results of villages; whose turn it is stands on stderr while it lasts."""
        messages, names = self.messages(), self.workspace.office.names
        return counting(
            results, [messages.ui("checking", name=names[slug]) for slug in slugs]
        )

    def names(self, slug: str) -> Mapping[str, str]:
        """Its people's names by code, to be printed beside it and for nothing else."""
        return self.workspace.office.people_names(slug)


@contextmanager
def refusing() -> Iterator[None]:
    """What stops the layers below stops the command. Raises RefusalError."""
    try:
        yield
    except NoRootError as error:
        raise RootlessError(error) from None
    except CatalogueError as error:
        raise RefusalError(error.problems) from None
    except UnwrittenError as error:
        raise RefusalError(error.problems, Exit.UNWRITTEN) from None


def open_session(settings: Options, as_of: str | None = None) -> Session:
    """Raises RefusalError where there is no root, no usable catalogue, or no such
    day.
    """
    with refusing():
        workspace = open_workspace(settings.root)
    tell_root(settings, workspace.office.root)
    # catalogue and town stay to the end: no need to look through them again and again
    gc.freeze()
    asked = day(as_of, year=workspace.plan.year) if as_of else None
    return on_day(workspace, settings, asked)


def on_day(workspace: Workspace, settings: Options, asked: date | None) -> Session:
    """The town on the day asked for; else today, at most the plan year's last day."""
    # Records and results are trees: looking for circles among them, as often as Python
    # does, costs a tenth of a run.
    gc.set_threshold(50_000, 20, 20)
    return Session(workspace, settings, asked or min(_today(), workspace.plan.last_day))


def _root(settings: Options) -> Path | None:
    try:
        return find_root(settings.root)
    except NoRootError:
        return None


def spoken_words(settings: Options) -> Everyday:
    """What people say for the words of records. Raises RefusalError."""
    with refusing():
        return everyday(_root(settings))


def open_standards(settings: Options) -> tuple[Catalogue, Plan, Messages]:
    """The root's own standards, or the shipped ones outside a root. Raises
    RefusalError.
    """
    root = _root(settings)
    with refusing():
        catalogue, plan = load_standards(root)
    if root:
        tell_root(settings, root)
    return (
        catalogue,
        plan,
        Messages(spoken(settings.lang, of_town(settings.root)), catalogue, plan),
    )


def day(text: str, option: str = "--as-of", year: int | None = None) -> date:
    """A day typed as an option, in a year that somebody can mean; year: of one without.
    Raises RefusalError.
    """
    try:
        found = read_date(spelling.day(text, year))
        if 1900 <= found.year <= 2100:
            return found
    except PydanticCustomError as error:
        if error.type in {"date_ambiguous", "date_serial", "date_yearless"}:
            values = {key: str(value) for key, value in (error.context or {}).items()}
            raise refusal(
                error.type, option, **{"label": option, "field": option, **values}
            ) from None
    seen = (
        text if len(text) <= len("2019-11-01") and text.isprintable() else excerpt(text)
    )
    raise refusal("bad_as_of", option, seen=seen)


def stamp() -> str:
    """The moment as a name that sorts by age."""
    return f"{datetime.now():%Y%m%d-%H%M%S-%f}"  # noqa: DTZ005  a name, no record


def act_day(on: str | None, plan: Plan, last: date | None = None) -> date:
    """The day of something done now: the one given, else today, in the plan's year.
    Raises RefusalError.

    last: until when it may be done, where that is not the year's end.
    """
    today = _today()
    found = day(on, "--on", plan.year) if on else today
    if found > today:
        raise refusal("on_in_future", "--on", seen=found.isoformat())
    if not plan.first_day <= found <= (last or plan.last_day):
        years = sorted({plan.year, (last or plan.last_day).year})
        raise refusal(
            "on_other_year",
            "--on",
            seen=found.isoformat(),
            year="–".join(map(str, years)),
        )
    return found


def noting(
    villages: Iterable[AssessedVillage], unread: list[Problem]
) -> Iterator[AssessedVillage]:
    """The villages as they come, with what of them cannot be read put aside: what is
    said is without it.
    """
    for village in villages:
        unread.extend(problem for problem in village.problems if problem.unreadable)
        yield village


def unless_lost(problems: Iterable[Problem]) -> None:
    """After a result, what it may lack: on stderr, as stdout may be for a program.
    Raises LackingError.
    """
    listed = list(problems)
    if lost := [
        problem for place, problem in enumerate(listed) if problem not in listed[:place]
    ]:
        unread = any(problem.severity is Severity.ERROR for problem in lost)
        raise LackingError(lost, Exit.UNUSABLE if unread else Exit.FINDINGS)


def _today() -> date:
    """The only clock of the package."""
    return date.today()  # noqa: DTZ011  the user's own, whatever their zone is called


def tell_root(settings: Options, root: Path) -> None:
    """Once a run on stderr, where the town is neither the folder that was named nor the
    one worked in.
    """
    if root == settings.root.absolute() or settings.roots:
        return
    settings.roots.append(root)
    spoil()
    if sys.stderr is not None:
        name = "".join(c if c.isprintable() else "?" for c in str(root))
        sys.stderr.write(Phrases(LANG).ui("root_is", root=name) + "\n")


class _Masking(Console):
    """No number of a person is laid out: once a line is broken, nobody could find
    it.
    """

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        if isinstance(renderable, Paragraph):
            renderable = replace(renderable, text=_mask(renderable.text))
        elif isinstance(renderable, (Text, str)):
            renderable = (
                _mask(renderable) if isinstance(renderable, Text) else mask(renderable)
            )
        return super().render(renderable, options)


def _mask(text: Text) -> Text:
    """In the same colours."""
    new = text.copy()
    new.plain = mask(text.plain)
    return new


def at_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def show(renderables: Iterable[RenderableType]) -> None:
    """Prints to stdout: no colour when it is not a terminal."""
    write(capture(renderables), console=True)


def capture(renderables: Iterable[RenderableType]) -> str:
    """What stdout would show of them, colours and width included."""
    console = _Masking(highlight=False, markup=False, emoji=False)
    with console.capture() as shown_text:
        for item in renderables:
            console.print(item, crop=False)
    return shown_text.get()


def of_village(assessed: AssessedVillage) -> Exit:
    """What one village's problems and results mean together."""
    return max(of_problems(assessed.problems), of_assessment(assessed.assessment))


def of_problems(problems: Iterable[Problem]) -> Exit:
    """UNUSABLE where one hides records, FINDINGS for other errors, else CLEAN."""
    found = Exit.CLEAN
    for problem in problems:
        if problem.unreadable:
            return Exit.UNUSABLE
        if problem.severity is Severity.ERROR:
            found = Exit.FINDINGS
    return found


def of_assessment(assessment: Assessment) -> Exit:
    """A partial or unmet rule is a finding; a rule that broke is our bug."""
    rules = [rule for standard in assessment.standards for rule in standard.rules]
    if any(rule.answer.cause == "bug" for rule in rules):
        return Exit.BUG
    return Exit.FINDINGS if any(rule.is_gap for rule in rules) else Exit.CLEAN
