"""One command's surroundings: the town as opened, the day, the language, the console."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from rich.console import Console, RenderableType
from rich.progress import Progress, TextColumn

from branchstd.assess import SurveyedVillage
from branchstd.cli.exits import RefusalError
from branchstd.cli.language import spoken
from branchstd.cli.settings import Settings
from branchstd.cli.villages import chosen
from branchstd.findings import Place, Problem, Severity, shown
from branchstd.messages.speech import Speech
from branchstd.records.types import read_date
from branchstd.root import NoRootError
from branchstd.store import CatalogueError
from branchstd.survey import Survey, open_survey


@dataclass(frozen=True)
class Session:
    survey: Survey
    settings: Settings
    as_of: date

    def speech(self, names: Mapping[str, str] | None = None, *, default: str | None = None) -> Speech:
        """`default` holds instead of environment and locale: a document is the same everywhere."""
        town = self.survey.office.town.language
        lang = spoken(self.settings.lang or (town or default if default else None), town)
        return Speech(lang, self.survey.catalogue, self.survey.plan, names or {})

    def villages(self, wishes: Iterable[str]) -> Iterator[SurveyedVillage]:
        """The villages asked for, one after the other; who they are is on stderr while it lasts.

        Raises RefusalError where no village can be meant; faults of the town's files that may be why come first.
        """
        faults = [problem for problem in self.survey.problems if problem.severity is Severity.ERROR]
        if faults and not self.survey.office.names:
            raise RefusalError(faults)
        slugs = chosen(wishes, self.survey.office.names)
        return _announced(self.survey, slugs, self.as_of, self.speech())

    def names(self, slug: str) -> Mapping[str, str]:
        return self.survey.office.people_names(slug)


def open_session(settings: Settings, as_of: str | None = None) -> Session:
    """Raises RefusalError where there is no root, no usable catalogue, or no such day."""
    try:
        survey = open_survey(settings.root)
    except NoRootError as error:
        raise RefusalError([Problem("no_root", Place(str(error.start), 0))]) from None
    except CatalogueError as error:
        raise RefusalError(error.problems) from None
    return Session(survey, settings, day(as_of) if as_of else min(_today(), survey.plan.last_day))


def day(text: str, option: str = "--as-of") -> date:
    """A day typed as an option, in a year that somebody can mean. Raises RefusalError."""
    with suppress(Exception):
        found = read_date(text)
        if 1900 <= found.year <= 2100:
            return found
    seen = text if len(text) <= len("2019-11-01") and text.isprintable() else shown(text)
    raise RefusalError([Problem("bad_as_of", Place(option, 0), {"seen": seen})])


def _today() -> date:
    """The only clock of the package."""
    return datetime.now().astimezone().date()


def _announced(survey: Survey, slugs: tuple[str, ...], as_of: date, speech: Speech) -> Iterator[SurveyedVillage]:
    console = Console(file=sys.stderr)
    shown_while = Progress(TextColumn("{task.description}"), console=console, transient=True)
    shown_while.disable = len(slugs) < 2 or not console.is_terminal
    with shown_while:
        task = shown_while.add_task("", total=len(slugs))
        for slug in sorted(slugs):
            name = survey.office.names[slug]
            shown_while.update(task, description=speech.ui("checking", name=name), advance=1)
            yield survey.village(slug, as_of)


def show(renderables: Iterable[RenderableType]) -> None:
    """Prints to stdout: no colour when it is not a terminal."""
    console = Console(highlight=False, markup=False, emoji=False)
    for item in renderables:
        console.print(item, crop=False)


def write(chunks: Iterable[str]) -> None:
    """Documents are UTF-8 with LF whatever the console is; where stdout is closed, only the exit code is left."""
    for chunk in chunks:
        if sys.stdout is not None:
            sys.stdout.buffer.write(chunk.encode("utf-8"))
    if sys.stdout is not None:
        sys.stdout.buffer.flush()
