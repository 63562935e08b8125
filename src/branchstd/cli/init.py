"""`init`: a town of one's own, anywhere; what is not said is asked for at a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from pydantic_core import PydanticCustomError

from branchstd.catalogue.model import Plan
from branchstd.cli.exits import Exit, RefusalError
from branchstd.cli.language import HELP, LANG, spoken
from branchstd.cli.session import show
from branchstd.findings import Place, Problem, excerpt
from branchstd.messages.telling import Teller
from branchstd.records.types import read_slug
from branchstd.store import load_standards
from branchstd.store.new_town import NewTown, create_town, in_the_way
from branchstd.text.pinyin import propose_slug

LONGEST = 40
HAN = re.compile(r"[\u3400-\u9fff]")
TELLER = Teller(LANG)


def command(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help=HELP["new_folder"], metavar="DIR")],
    *,
    name: Annotated[str | None, typer.Option("--name", help=HELP["town_name"], metavar="NAME")] = None,
    county: Annotated[str | None, typer.Option("--county", help=HELP["county_name"], metavar="NAME")] = None,
    village: Annotated[
        list[str] | None, typer.Option("--village", help=HELP["new_village"], metavar="NAME[=SLUG]")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=HELP["yes"])] = False,
) -> int:
    plan: Plan = load_standards(None)[1]
    town = _name_of(name, "town_name", "--name")
    region, villages = _name_of(county, "county_name", "--county"), _villages(village or [], yes)
    new = NewTown(town, region, _language(context.obj.lang, [town, *villages.values()]), plan.year, villages)
    if there := in_the_way(folder, new):
        taken = Problem("folder_taken", Place(str(folder), 0), {"name": excerpt(there.name)})
        raise RefusalError([taken], Exit.UNWRITTEN)
    try:
        repository = create_town(folder, new)
    except OSError as error:
        raise _half(folder, error.strerror or type(error).__name__, Exit.UNWRITTEN) from None
    except KeyboardInterrupt:
        raise _half(folder, TELLER.ui("stopped"), Exit.INTERRUPTED) from None
    context.obj.written.append(str(folder))
    show([TELLER.ui("town_made", folder=folder, count=len(new.villages))])
    show([TELLER.ui("git_made" if repository else "git_missing"), TELLER.ui("town_next", folder=folder)])
    return Exit.CLEAN


def _language(asked: str | None, names: Iterable[str]) -> str:
    """The town's: as asked, else the one that it is named in, whatever the machine is set to."""
    return spoken(asked, "zh" if any(HAN.search(name) for name in names) else None)


def _half(folder: Path, why: str, code: Exit) -> RefusalError:
    return RefusalError([Problem("half_town", Place(str(folder), 0), {"detail": why})], code)


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _name_of(given: str | None, what: str, option: str) -> str:
    text = given if given is not None else _ask(HELP[what]) if _at_terminal() else ""
    return _fit(text.strip(), option)


def _ask(question: str, default: str | None = None) -> str:
    return str(typer.prompt(question, default=default))


def _fit(text: str, option: str) -> str:
    """A name that can be printed, of a sane length. Raises RefusalError."""
    if not text or len(text) > LONGEST or not text.isprintable():
        raise RefusalError([Problem("bad_name", Place(option, 0), {"seen": excerpt(text)})])
    return text


def _villages(given: list[str], sure: bool) -> dict[str, str]:
    """Folder names with the villages' names: as given, or proposed and confirmed."""
    said = given or (_ask(TELLER.ui("ask_villages")).split() if _at_terminal() else [])
    words = [word for text in said for word in re.split("[、，,;；]", text) if word.strip()]
    if not words:
        raise RefusalError([Problem("no_villages", Place("--village", 0))])
    found: dict[str, str] = {}
    for word in words:
        name, _, slug = word.partition("=")
        fit = _fit(name.strip(), "--village")
        chosen = _slug(slug.strip() or _confirm(fit, found, sure))
        if {chosen, fit} & {*found, *found.values()}:
            raise RefusalError(
                [Problem("village_twice", Place("--village", 0), {"name": excerpt(fit), "slug": chosen})]
            )
        found[chosen] = fit
    return found


def _confirm(name: str, taken: dict[str, str], sure: bool) -> str:
    slug = propose_slug(name, taken)
    if sure:
        return slug
    if not _at_terminal():
        raise RefusalError([Problem("slug_unconfirmed", Place("--village", 0), {"name": name, "slug": slug})])
    return _ask(TELLER.ui("ask_slug", name=name), slug)


def _slug(text: str) -> str:
    try:
        return read_slug(text)
    except PydanticCustomError as error:
        values = {"seen": excerpt(text), "label": "--village", "field": "--village"}
        raise RefusalError([Problem(error.type, Place("--village", 0), values)]) from None
