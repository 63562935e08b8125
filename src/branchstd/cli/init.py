"""`init`: a town of one's own, anywhere; what is not said is asked for at a
terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from pydantic_core import PydanticCustomError

from branchstd.catalogue.model import Plan
from branchstd.cli.support.exits import Exit, refusal
from branchstd.cli.support.language import HELP, LANG, spoken
from branchstd.cli.support.session import at_terminal, show
from branchstd.findings import excerpt
from branchstd.messages.phrases import Phrases
from branchstd.records.types import read_slug
from branchstd.store.new_town import NewTown, create_town, in_the_way
from branchstd.text.pinyin import propose_slug
from branchstd.workspace import load_standards

LONGEST = 40
HAN = re.compile(r"[\u3400-\u9fff]")
TELLER = Phrases(LANG)


def command(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help=HELP["new_folder"], metavar="DIR")],
    *,
    name: Annotated[
        str | None, typer.Option("--name", help=HELP["town_name"], metavar="NAME")
    ] = None,
    county: Annotated[
        str | None, typer.Option("--county", help=HELP["county_name"], metavar="NAME")
    ] = None,
    village: Annotated[
        list[str] | None,
        typer.Option("--village", help=HELP["new_village"], metavar="NAME[=SLUG]"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=HELP["yes"])] = False,
) -> int:
    plan: Plan = load_standards(None)[1]
    town = _name_of(name, "town_name", "--name")
    region = _name_of(county, "county_name", "--county")
    villages = _villages(village or [], yes)
    new = NewTown(
        town,
        region,
        _language(context.obj.lang, [town, *villages.values()]),
        plan.year,
        villages,
    )
    if there := in_the_way(folder, new):
        raise refusal("folder_taken", folder, Exit.UNWRITTEN, name=excerpt(there.name))
    try:
        repository = create_town(folder, new)
    except OSError as error:
        raise refusal(
            "half_town",
            folder,
            Exit.UNWRITTEN,
            detail=error.strerror or type(error).__name__,
        ) from None
    except KeyboardInterrupt:
        raise refusal(
            "half_town", folder, Exit.INTERRUPTED, detail=TELLER.ui("stopped")
        ) from None
    context.obj.written.append(str(folder))
    show([TELLER.ui("town_made", folder=folder, count=len(new.villages))])
    show(
        [
            TELLER.ui("git_made" if repository else "git_missing"),
            TELLER.ui("town_next", folder=folder),
        ]
    )
    return Exit.CLEAN


def _language(asked: str | None, names: Iterable[str]) -> str:
    """The town's: as asked, else the one that it is named in, whatever the machine is
    set to.
    """
    return spoken(asked, "zh" if any(HAN.search(name) for name in names) else None)


def _name_of(given: str | None, what: str, option: str) -> str:
    text = given if given is not None else _ask(HELP[what]) if at_terminal() else ""
    return _fit(text.strip(), option)


def _ask(question: str, default: str | None = None) -> str:
    return str(typer.prompt(question, default=default))


def _fit(text: str, option: str) -> str:
    """A name that can be printed, of a sane length. Raises RefusalError."""
    if not text or len(text) > LONGEST or not text.isprintable():
        raise refusal("bad_name", option, seen=excerpt(text))
    return text


def _villages(given: list[str], sure: bool) -> dict[str, str]:
    """Folder names with the villages' names: as given, or proposed and confirmed."""
    said = given or (_ask(TELLER.ui("ask_villages")).split() if at_terminal() else [])
    words = [
        word for text in said for word in re.split("[、，,;；]", text) if word.strip()
    ]
    if not words:
        raise refusal("no_villages", "--village")
    found: dict[str, str] = {}
    for word in words:
        name, _, slug = word.partition("=")
        fit = _fit(name.strip(), "--village")
        chosen = _slug(slug.strip() or _confirm(fit, found, sure))
        if {chosen, fit} & {*found, *found.values()}:
            raise refusal("village_twice", "--village", name=excerpt(fit), slug=chosen)
        found[chosen] = fit
    return found


def _confirm(name: str, taken: dict[str, str], sure: bool) -> str:
    slug = propose_slug(name, taken)
    if sure:
        return slug
    if not at_terminal():
        raise refusal("slug_unconfirmed", "--village", name=name, slug=slug)
    return _ask(TELLER.ui("ask_slug", name=name), slug)


def _slug(text: str) -> str:
    try:
        return read_slug(text)
    except PydanticCustomError as error:
        label = "--village"
        raise refusal(
            error.type, label, seen=excerpt(text), label=label, field=label
        ) from None
