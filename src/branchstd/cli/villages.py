"""Villages as people name them: slug, Chinese name, or an unambiguous beginning of either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from branchstd.cli.exits import Exit, RefusalError
from branchstd.findings import Place, Problem, nearest, shown

TOWN = Place("data/town.yaml")


def chosen(wishes: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Slugs of the villages asked for, each once; all of them when none is named. Raises RefusalError."""
    if not names:
        raise RefusalError([Problem("nothing_to_check", TOWN)], Exit.NOTHING)
    return tuple(dict.fromkeys(find(wish, names) for wish in wishes)) or tuple(names)


def find(wish: str, names: Mapping[str, str]) -> str:
    """The one village that is meant. Raises RefusalError with the nearest name, or with those that it could be."""
    exact = [slug for slug, name in names.items() if wish in {slug, name}]
    begins = [slug for slug, name in names.items() if wish and (slug.startswith(wish) or name.startswith(wish))]
    found = exact or begins
    if len(found) == 1:
        return found[0]
    if found:
        near = "、".join(f"{slug} {names[slug]}" for slug in found)
        raise RefusalError([Problem("ambiguous_village", TOWN, {"name": shown(wish), "near": near})])
    near = nearest(wish, [*names, *names.values()], 0.3)
    raise RefusalError([Problem("unknown_village", TOWN, {"name": shown(wish), "near": near})])
