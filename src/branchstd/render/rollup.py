"""Many towns, a row each and their sum: for the terminal, for spreadsheets, and
`branchstd-rollup-v1` for programs, an object a line (docs/rollup.md describes it).

Rows are laid out one at a time, as towns end.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from branchstd.assess.targets import TargetResult
from branchstd.findings import Outcome, Problem, Severity
from branchstd.mask import mask_all
from branchstd.messages.phrases import Phrases, number
from branchstd.render.style import heading, indent
from branchstd.render.tables import Row, table
from branchstd.workflow.rollup import VILLAGE, RollupTotal, TownCount, TownRow

K = TypeVar("K", bound=str)
FORMAT: Final = "branchstd-rollup-v1"
CONCLUSIONS: Final = ("met", "basic", "unmet", "open")
ITEMS: Final = ("open", "overdue", "closed")
# Columns of a terminal that the name and each number take; what is longer moves the
# rest of its line.
NAME: Final = 14
WIDTHS: Final = (8, 6, 6, 6, 6, 9, 7, 10, 8)


def titles(phrases: Phrases) -> list[str]:
    """Of the columns of `cells`."""
    return list(phrases.sheets.COLUMNS["rollup"].values())


def cells(
    found: TownRow | RollupTotal, place: int | None, phrases: Phrases
) -> list[str]:
    """A town's row for a spreadsheet, or the sum's. place: the row's number."""
    row = {"no": place, **_whose(found, phrases), **_numbers(found.count)}
    reached = _reached(found)
    row |= {"targets_met": reached[Outcome.MET], "targets": reached.total()}
    if isinstance(found, TownRow) and found.terms is None:
        row = {key: row[key] if key in {"no", "root", "fault"} else None for key in row}
    return table("rollup", [row], phrases).texts[0]


def _whose(found: TownRow | RollupTotal, phrases: Phrases) -> Row:
    if isinstance(found, RollupTotal):
        unread = phrases.ui("rollup_unread", count=found.unread) if found.unread else ""
        town = phrases.ui("rollup_total", count=found.towns)
        return {
            "root": None, "town": town, "as_of": None, "catalogue": None,
            "fault": unread,
        }  # fmt: skip
    return {
        "root": found.root,
        "town": found.name,
        "as_of": found.as_of,
        "catalogue": f"{found.terms.catalogue} {found.terms.version}"
        if found.terms
        else None,
        "fault": phrases.stop.join(phrases.problem(one)[0] for one in found.faults),
    }


def _numbers(count: TownCount) -> Row:
    villages = count.units[VILLAGE]
    return {
        "villages": villages,
        "others": count.units.total() - villages,
        **{outcome.value: count.outcomes[outcome] for outcome in Outcome},
        **{f"conclusion_{one}": count.conclusions[one] for one in CONCLUSIONS},
        **{f"items_{one}": count.items[one] for one in ITEMS},
        **{f"{one.value}s": count.problems[one.value] for one in Severity},
        "unreadable": count.problems["unreadable"],
    }


def _reached(found: TownRow | RollupTotal) -> Counter[Outcome]:
    if isinstance(found, RollupTotal):
        return found.targets
    return Counter(one.outcome for one in found.targets)


def head(phrases: Phrases) -> Iterator[RenderableType]:
    """What stands over the lines of the terminal."""
    yield heading(phrases.sheets.LISTS["rollup"])
    yield indent(phrases.ui("rollup_legend"), 0, "dim")
    named = phrases.sheets.COLUMNS["rollup_lines"]
    yield from _line(list(named.values()), "bold")


def line(found: TownRow | RollupTotal, phrases: Phrases) -> Iterator[RenderableType]:
    """A town's line, or the sum's; the second names the folder where nothing can be
    said.
    """
    if isinstance(found, TownRow) and found.terms is None:
        yield indent(f"{found.root}  {phrases.ui('rollup_fault')}", 0, "red", keep=True)
        return
    count, reached = found.count, _reached(found)
    total = isinstance(found, RollupTotal)
    outcomes = (Outcome.MET, Outcome.PARTIAL, Outcome.UNMET, Outcome.REVIEW)
    name = str(_whose(found, phrases)["town"])
    yield from _line(
        [
            name,
            str(count.units[VILLAGE]),
            *(str(count.outcomes[one]) for one in outcomes),
            "/".join(str(count.conclusions[one]) for one in CONCLUSIONS[:-1]),
            f"{reached[Outcome.MET]}/{reached.total()}",
            "/".join(str(count.items[one]) for one in ITEMS),
            "/".join(str(count.problems[one.value]) for one in Severity),
        ],
        "bold" if total else "",
    )


def _line(texts: Sequence[str], style: str) -> Iterator[RenderableType]:
    name, *numbers = texts
    if cell_len(name) > NAME:
        yield indent(name, 0, style, keep=True)
        name = ""
    told = name + " " * (NAME - cell_len(name))
    for text, width in zip(numbers, WIDTHS, strict=True):
        told += " " * max(1, width + 1 - cell_len(text)) + text
    yield indent(Text(told, style), 0, keep=True)


def notes(total: RollupTotal, phrases: Phrases) -> Iterator[RenderableType]:
    """What makes towns unlike one another, and what could not be read."""
    if len(total.terms) > 1:
        told = (
            f"{one.catalogue} {one.version}"
            + (phrases.ui("rollup_own", count=one.own) if one.own else "")
            + f" × {count}"
            for one, count in total.terms.items()
        )
        terms = str(phrases.words.AND).join(told)
        yield indent(phrases.ui("rollup_terms", terms=terms), 0, "yellow")
    days = str(phrases.words.AND).join(day.isoformat() for day in sorted(total.days))
    if days:
        yield indent(phrases.ui("rollup_days", days=days), 0, "dim")
    if total.count.outcomes[Outcome.ERROR] or total.count.problems["unreadable"]:
        yield indent(
            phrases.ui(
                "rollup_hidden",
                standards=total.count.outcomes[Outcome.ERROR],
                problems=total.count.problems["unreadable"],
            ),
            0,
            "red",
        )
    if total.unread:
        yield indent(phrases.ui("rollup_unread", count=total.unread), 0, "red")


def as_json(found: TownRow | RollupTotal, phrases: Phrases) -> str:
    """One line: of a town all keys, also where it could not be read; of the sum under
    `total`.
    """
    own = _total(found) if isinstance(found, RollupTotal) else _town(found, phrases)
    data = {"format": FORMAT, **own, "exit": found.exit}
    return json.dumps(mask_all(data), ensure_ascii=False) + "\n"


def _town(found: TownRow, phrases: Phrases) -> dict[str, object]:
    faults = [_fault(one, phrases) for one in found.faults]
    whose = {"root": found.root, "town": found.name or None}
    if found.terms is None or found.as_of is None:
        return {**whose, "faults": faults}
    return {
        **whose,
        "as_of": found.as_of.isoformat(),
        "catalogue": _terms(found.terms),
        **_counts(found.count),
        "targets": [_target(one) for one in found.targets],
        "faults": faults,
    }


def _total(found: RollupTotal) -> dict[str, object]:
    sums = {
        "towns": found.towns,
        "unread": found.unread,
        **_counts(found.count),
        "targets": [
            {"id": code, **_by(Outcome, outcomes)}
            for code, outcomes in found.reached.items()
        ],
        "catalogues": [
            {**_terms(one), "towns": count} for one, count in found.terms.items()
        ],
        "days": {day.isoformat(): count for day, count in sorted(found.days.items())},
    }
    return {"total": sums}


def _counts(count: TownCount) -> dict[str, object]:
    villages = count.units[VILLAGE]
    return {
        "villages": villages,
        "other_units": count.units.total() - villages,
        "outcomes": _by(Outcome, count.outcomes),
        "conclusions": _by(CONCLUSIONS, count.conclusions),
        "items": _by(ITEMS, count.items),
        "problems": _by([*map(str, Severity), "unreadable"], count.problems),
    }


def _by(keys: Iterable[K], counts: Counter[K]) -> dict[str, int]:
    return {str(key): counts[key] for key in keys}


def _terms(terms: tuple[str, str, int]) -> dict[str, object]:
    catalogue, version, own = terms
    return {"id": catalogue, "version": version, "own": own}


def _target(one: TargetResult) -> dict[str, object]:
    return {
        "id": one.target.id,
        "outcome": one.outcome.value,
        "have": number(one.tally.have),
        "of": number(one.tally.of),
        "needed": one.needed,
        "waiting": one.tally.waiting,
        "due": one.due.isoformat(),
    }


def _fault(problem: Problem, phrases: Phrases) -> dict[str, object]:
    sentence, remedy = phrases.problem(problem)
    return {
        "code": problem.code,
        "message": sentence,
        "remedy": remedy,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
    }
