"""Options and arguments that several commands share, how standards are named, and the
completion of villages.

Villages as people name them: slug, Chinese name, or an unambiguous beginning of either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer

from branchstd.cli.support.exits import Exit, refusal
from branchstd.cli.support.language import HELP
from branchstd.findings import Place, excerpt, nearest
from branchstd.root import find_root
from branchstd.store import village_names

T = TypeVar("T")


def strip_words(value: str | list[str] | None) -> str | list[str] | None:
    """Words without blanks around them. Raises BadParameter where nothing is left of
    what was given.
    """
    words = [
        word.strip() for word in ([value] if isinstance(value, str) else value or [])
    ]
    if not all(words):
        raise typer.BadParameter("blank")
    return words[0] if isinstance(value, str) else value and words


def reads_words(
    labels: Mapping[str, str],
) -> Callable[[list[str] | None], list[str] | None]:
    """Reads words of a closed list, each by its code or its Chinese label. BadParameter
    names all codes.
    """
    codes = {
        **{label: code for code, label in labels.items()},
        **{code: code for code in labels},
    }

    def read(values: list[str] | None) -> list[str] | None:
        for value in values or []:
            if value.strip() not in codes:
                raise typer.BadParameter(
                    f"{excerpt(value)} is not one of {', '.join(labels)}"
                )
        return [codes[value.strip()] for value in values or []] or None

    return read


def complete_village(incomplete: str) -> list[tuple[str, str]]:
    """Slugs with their Chinese names, and names where one is being typed; nothing where
    there is no town.
    """
    try:
        names = village_names(find_root(Path()))
    except Exception:
        return []
    both = [
        *names.items(),
        *(
            (name, slug)
            for slug, name in names.items()
            if incomplete and not incomplete.isascii()
        ),
    ]
    return [(word, meaning) for word, meaning in both if word.startswith(incomplete)]


Villages = Annotated[
    list[str] | None,
    typer.Argument(
        help=HELP["villages"], metavar="[VILLAGE]...", autocompletion=complete_village
    ),
]
OneVillage = Annotated[
    str,
    typer.Argument(
        help=HELP["village"], metavar="VILLAGE", autocompletion=complete_village
    ),
]
ItemNumber = Annotated[str, typer.Argument(help=HELP["item"], metavar="ITEM")]
ItemNumbers = Annotated[
    list[str], typer.Argument(help=HELP["items"], metavar="ITEM...")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help=HELP["as_of"], metavar="YYYY-MM-DD")
]
On = Annotated[str | None, typer.Option("--on", help=HELP["on"], metavar="YYYY-MM-DD")]
Every = Annotated[bool, typer.Option("--all", help=HELP["add_all"])]
MOST_JOBS: Final = 64
Jobs = Annotated[
    int | None, typer.Option("--jobs", help=HELP["jobs"], min=1, max=MOST_JOBS)
]
ExecutorOption = Annotated[
    str | None,
    typer.Option("--executor", help=HELP["executor"], metavar="dask:ADDRESS"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=HELP["dry_run"])]


def parameter(name: str, kept: object, default: object = Parameter.empty) -> Parameter:
    """Of a command that is put together; needed without a default."""
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kept)


def make_option(
    name: str, text: str, metavar: str, kept: object = str, *, strip: bool = False
) -> Parameter:
    """An option that takes a text, or what else is `kept`; which may be left out then.
    strip: see `strip_words`.
    """
    callback = strip_words if strip else None
    shown = typer.Option(
        f"--{name.replace('_', '-')}", help=text, metavar=metavar, callback=callback
    )
    return parameter(
        name, Annotated[kept, shown], Parameter.empty if kept is str else None
    )


def sign(
    command: Callable[..., int], parameters: Iterable[Parameter]
) -> Callable[..., int]:
    """The same with these parameters, of which Typer makes arguments and options."""
    command.__signature__ = Signature(list(parameters))  # type: ignore[attr-defined]
    command.__annotations__ = {}  # the signature has them
    return command


def by_number(known: Mapping[str, T], wish: str, others: Iterable[str] = ()) -> T:
    """The standard of this number, or the one that a rule of this number belongs to.
    Raises RefusalError.

    others: numbers that would have been understood, too.
    """
    wanted = wish if wish in known else wish.rpartition(".")[0]
    if wanted in known:
        return known[wanted]
    near = nearest(wish, [*known, *others], 0.3)
    raise refusal("unknown_standard", "standards/", name=excerpt(wish), near=near)


TOWN = Place("data/town.yaml")


def chosen(wishes: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Slugs of the villages asked for, each once; all of them when none is named.
    Raises RefusalError.
    """
    if not names:
        raise refusal("nothing_to_check", TOWN, Exit.NOTHING)
    return tuple(dict.fromkeys(find(wish, names) for wish in wishes)) or tuple(names)


def find(wish: str, names: Mapping[str, str]) -> str:
    """The one village that is meant. Raises RefusalError with the nearest name, or with
    those that it could be.
    """
    exact = [slug for slug, name in names.items() if wish in {slug, name}]
    begins = [
        slug
        for slug, name in names.items()
        if wish and (slug.startswith(wish) or name.startswith(wish))
    ]
    found = exact or begins
    if len(found) == 1:
        return found[0]
    if found:
        near = "、".join(f"{slug} {names[slug]}" for slug in found)
        raise refusal("ambiguous_village", TOWN, name=excerpt(wish), near=near)
    near = nearest(wish, [*names, *names.values()], 0.3)
    raise refusal("unknown_village", TOWN, name=excerpt(wish), near=near)
