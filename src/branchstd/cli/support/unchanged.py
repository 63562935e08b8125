"""Villages of which nothing changed: what was told of them is told again, the others
are told anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from branchstd.cli.support.cache import KeptResult, Run, is_there, keep, recall
from branchstd.cli.support.exits import Exit
from branchstd.cli.support.output import LISTENERS
from branchstd.cli.support.parallel import Told
from branchstd.findings import Place, Problem, Severity


def tell_changed(
    slugs: Sequence[str],
    tell: Callable[[Sequence[str]], Iterator[Told]],
    asked: Iterable[object],
    *,
    names: bool,
) -> Iterator[Told]:
    """In the order of the villages. tell: of some of them, in their order. asked: all
    that was asked for, but for which villages. names: people's are told.
    """
    run = next((one for one in LISTENERS if isinstance(one, Run)), None)
    if run is None:
        yield from tell(slugs)
        return
    asked = tuple(asked)
    keys = {slug: run.village_key(slug, asked, names=names) for slug in slugs}
    kept = {slug for slug, key in keys.items() if key and is_there(key)}
    anew = tell([slug for slug in slugs if slug not in kept])
    for slug, key in keys.items():
        said = recall(key) if key and slug in kept else None
        if said is not None:
            run.reused += 1
            yield _told(said)
            continue
        told = next(tell([slug]) if slug in kept else anew)
        if key and told.is_lasting and told.code is not Exit.BUG:
            keep(key, _said(told))
            run.made[slug] = key
        yield told


def _said(told: Told) -> KeptResult:
    questions = [
        (one.code, one.place, dict(one.values), one.severity, one.unreadable)
        for one in told.questions
    ]
    return KeptResult([(False, told.text)], told.code, questions)


def _told(said: KeptResult) -> Told:
    questions: list[tuple[str, tuple[str, int, int], dict[str, str], str, bool]] = (
        said.more
    )
    asked = (
        Problem(code, Place(*place), values, Severity(severity), unreadable)
        for code, place, values, severity, unreadable in questions
    )
    return Told(said.parts[0][1], Exit(said.code), tuple(asked))
