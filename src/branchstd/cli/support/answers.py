"""What people answer of a table that does not say it: on the command line, or in a
mapping file, which keeps the answers and the open questions for the next time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

from branchstd.cli.support.exits import RefusalError, refusal, take_text
from branchstd.cli.support.language import HELP
from branchstd.findings import Place, Problem, Severity, excerpt, nearest
from branchstd.records import spelling
from branchstd.store.files import text_of
from branchstd.text.nodes import MappingNode, Node, Scalar
from branchstd.text.splice import emitted
from branchstd.text.yaml import read_yaml
from branchstd.workbook.dues_across import months_of
from branchstd.workbook.lists import Answers
from branchstd.workbook.sheets import Names, bare_name
from branchstd.workbook.tables import bare

PaidOn = Annotated[
    list[str] | None,
    typer.Option("--paid-on", help=HELP["import_paid"], metavar="MONTH=DAY"),
]
PaidFor = Annotated[
    list[str] | None,
    typer.Option("--paid-for", help=HELP["import_paid_for"], metavar="CELL=MONTHS"),
]
Arrears = Annotated[bool, typer.Option("--arrears", help=HELP["import_arrears"])]
Fill = Annotated[
    list[str] | None,
    typer.Option("--fill", help=HELP["import_fill"], metavar="COLUMN=TEXT"),
]
SheetNames = Annotated[
    list[str] | None,
    typer.Option("--sheet", help=HELP["import_sheet"], metavar="NAME"),
]
MapFile = Annotated[
    Path | None, typer.Option("--map", help=HELP["import_map"], metavar="FILE")
]

# What a mapping file calls its parts, in the order in which they are written.
PARTS: Final[Mapping[str, str]] = {
    "sheets": "要收的表", "headings": "表头", "fill": "每行", "days": "收缴日期",
    "paid_for": "交的月份", "arrears": "补交", "people": "姓名", "standards": "标准",
    "items": "问题",
}  # fmt: skip
_KIND, _YEAR = "表", "年度"
_LEFT, _YES = "不收", "是"
_OPTIONS: Final = {"days": "--paid-on", "paid_for": "--paid-for", "fill": "--fill"}
# Questions that an answer settles: its part, and the value that has its keys.
_ASKED: Final[Mapping[str, tuple[str, str]]] = {
    "book_column_unread": ("headings", "seen"),
    "dues_day": ("days", "month"),
    "dues_ahead": ("days", "first"),
    "dues_odd": ("paid_for", "cell"),
    "dues_unclear": ("paid_for", "cell"),
    "table_column_missing": ("fill", "label"),
    "table_sheets": ("sheets", "known"),
    "name_unknown": ("people", "name"),
    "name_of_several": ("people", "name"),
}
_LACKING: Final = frozenset({"table_no_headings", "table_column_missing"})
_SPAN: Final = re.compile("—+|–|-+|～|~|至|到")


class TableAnswer(NamedTuple):
    """part: of PARTS. key: of what it is said; empty where a part says one thing.
    value: empty while nobody has answered.
    """

    part: str
    key: str
    value: str
    place: Place


@dataclass(frozen=True)
class About:
    """What a table is of, and what an answer may name. kind: the word that was typed.
    columns: keys by titles. headings: keys by what may stand above, as `bare` has it.
    """

    kind: str
    year: int
    columns: Mapping[str, str]
    headings: Mapping[str, str]
    names: Names
    standards: Sequence[str]
    items: Sequence[str]


@dataclass(frozen=True)
class Typed:
    """What the options say of a table, as it was typed."""

    paid_on: Sequence[str]
    paid_for: Sequence[str]
    arrears: bool
    fill: Sequence[str]
    sheets: Sequence[str]

    def answers(self) -> Iterator[TableAnswer]:
        """Each at its option."""
        said = {"days": self.paid_on, "paid_for": self.paid_for, "fill": self.fill}
        for part, texts in said.items():
            for text in texts:
                if part == "fill":  # as it was typed
                    key, equals, value = text.partition("=")
                else:
                    key, equals, value = spelling.plain(text).rpartition("=")
                # A month without a day is left out.
                left = _LEFT if part == "days" and equals else ""
                place = Place(_OPTIONS[part], 0)
                yield TableAnswer(part, key.strip(), value.strip() or left, place)
        for title in self.sheets:
            yield TableAnswer("sheets", title, _YES, Place("--sheet", 0))
        if self.arrears:
            yield TableAnswer("arrears", "", _YES, Place("--arrears", 0))


def _said(answer: TableAnswer) -> str:
    return excerpt("=".join(filter(None, (answer.key, answer.value))))


def read_map(path: Path, kind: str, year: int) -> list[TableAnswer]:
    """All of a mapping file, open questions with it; nothing where there is none yet.
    kind, year: which it has to be of. Raises RefusalError.
    """
    if not path.exists():
        return []
    # Notepad may have saved it in another encoding.
    text = take_text(text_of(path))
    node, faults = read_yaml(text.encode(), path.name)
    if not isinstance(node, MappingNode):
        raise RefusalError(faults or [Problem("map_part", Place(path.name), _PARTS)])
    by_name = {name: part for part, name in PARTS.items()}
    found: list[TableAnswer] = []
    for key, value in node.entries:
        place = Place(path.name, key.line, key.column)
        if key.text in {_KIND, _YEAR} and isinstance(value, Scalar):
            here = kind if key.text == _KIND else str(year)
            if value.text != here:
                option = "--as" if key.text == _KIND else "--year"
                out = excerpt(f"{key.text}: {value.text}")
                raise refusal("map_against", place, out=out, back=here, option=option)
        elif key.text in by_name:
            found += _part(by_name[key.text], value, place)
        else:
            seen = {"seen": excerpt(key.text), **_PARTS}
            raise RefusalError([Problem("map_part", place, seen)])
    return found


_PARTS: Final = {"seen": "-", "known": "、".join((_KIND, _YEAR, *PARTS.values()))}


def _part(part: str, node: Node, place: Place) -> Iterator[TableAnswer]:
    if isinstance(node, Scalar) and (part == "arrears" or not node.text):
        if node.text:
            yield TableAnswer(part, "", node.text, place)
    elif isinstance(node, MappingNode) and part != "arrears":
        for key, value in node.entries:
            at = Place(place.file, key.line, key.column)
            if not isinstance(value, Scalar):
                raise refusal("map_answer", at, seen=excerpt(key.text), known="-")
            yield TableAnswer(part, key.text, value.text.strip(), at)
    else:
        raise refusal("map_answer", place, seen=PARTS[part], known="-")


def joined(
    typed: Iterable[TableAnswer], kept: Iterable[TableAnswer], about: About
) -> list[TableAnswer]:
    """All answers, each spelt in one way; what was typed first. Raises RefusalError for
    one that is none, and for two that contradict each other.
    """
    found: dict[tuple[str, str], TableAnswer] = {}
    for answer in (*typed, *kept):
        if answer.place.line and not answer.value:
            continue  # an open question
        one = _SPELL[answer.part](answer, about)
        first = found.setdefault((one.part, one.key), one)
        if first.value != one.value:
            values = {"out": f"{one.key}={one.value}", "option": str(first.place)}
            raise refusal("map_against", one.place, back=first.value, **values)
    return list(found.values())


def _unknown(answer: TableAnswer, known: str) -> RefusalError:
    return refusal("map_answer", answer.place, seen=_said(answer), known=known)


def _spell_day(answer: TableAnswer, about: About) -> TableAnswer:
    whose, colon, name = answer.key.partition(":")
    month = spelling.period(whose.strip(), about.year)
    day = spelling.day(answer.value, about.year)
    is_day = spelling.DATE.fullmatch(day) and not spelling.impossible(day)
    left_out = answer.value == _LEFT and not colon
    if not (spelling.PERIOD.fullmatch(month) and (is_day or left_out)):
        raise refusal("bad_paid_on", answer.place, seen=_said(answer))
    codes = about.names.codes.get(bare_name(name.strip()), ())
    who = codes[0] if len(codes) == 1 else name.strip()
    return answer._replace(key=f"{month}{colon}{who}", value=day if is_day else _LEFT)


def _spell_months(answer: TableAnswer, about: About) -> TableAnswer:
    months: list[str] = []
    for part in spelling.BETWEEN.split(spelling.plain(answer.value)):
        ends = [spelling.month(one, about.year) for one in _SPAN.split(part)]
        quarter = spelling.period(part, about.year)
        if spelling.PERIOD.fullmatch(quarter) and quarter[5] == "Q":
            ends = months_of(quarter)[::2]
        if MONTHS.fullmatch(part):
            ends = part.split("—")
        if len(ends) > 2 or not all(spelling.MONTH.fullmatch(one) for one in ends):
            raise refusal("bad_paid_for", answer.place, seen=_said(answer))
        months += _months_from(ends[0], ends[-1])
    if not months or len(months) > len({*months}):
        raise refusal("bad_paid_for", answer.place, seen=_said(answer))
    sheet, mark, address = answer.key.rpartition("!")
    cell = f"{sheet}{mark}{address.upper().strip()}"
    return answer._replace(key=cell, value="、".join(months))


MONTHS: Final = re.compile(r"\d{4}-\d{2}(?:—\d{4}-\d{2})?")


def _months_from(first: str, last: str) -> list[str]:
    """All from one to another of the same year or a later one."""
    count = [int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last)]
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(count[0], count[1] + 1)]


def _spell_fill(answer: TableAnswer, about: About) -> TableAnswer:
    if answer.key.strip() not in about.columns or not answer.value:
        known = "、".join(about.columns)
        raise refusal("bad_fill", answer.place, seen=_said(answer), known=known)
    return answer._replace(key=answer.key.strip())


def _spell_heading(answer: TableAnswer, about: About) -> TableAnswer:
    if bare(answer.value) not in about.headings:
        raise _unknown(answer, "、".join(about.columns))
    return answer


def _spell_person(answer: TableAnswer, about: About) -> TableAnswer:
    names = about.names
    codes = names.codes.get(bare_name(answer.value), ())
    code = codes[0] if len(codes) == 1 else answer.value
    if code not in names.by_code:
        near = nearest(answer.value, tuple(names.codes), 0.5)
        raise _unknown(answer, near)
    return answer._replace(value=code)


def _spell_standard(answer: TableAnswer, about: About) -> TableAnswer:
    if answer.value not in about.standards:
        raise _unknown(answer, nearest(answer.value, about.standards))
    return answer


def _spell_item(answer: TableAnswer, about: About) -> TableAnswer:
    if answer.value not in about.items:
        raise _unknown(answer, "、".join(about.items))
    return answer


def _spell_yes(answer: TableAnswer, about: About) -> TableAnswer:
    if answer.value != _YES:
        raise _unknown(answer, _YES)
    return answer


_SPELL: Final[Mapping[str, Callable[[TableAnswer, About], TableAnswer]]] = {
    "sheets": _spell_yes, "headings": _spell_heading, "fill": _spell_fill,
    "days": _spell_day, "paid_for": _spell_months, "arrears": _spell_yes,
    "people": _spell_person, "standards": _spell_standard, "items": _spell_item,
}  # fmt: skip


def answers_of(found: Iterable[TableAnswer], about: About) -> Answers:
    """As the readers of tables need them."""
    by: dict[str, dict[str, str]] = {part: {} for part in PARTS}
    for one in found:
        by[one.part][one.key] = one.value
    days, own = dict[str, str | None](), dict[tuple[str, str], str]()
    for key, value in by["days"].items():
        month, colon, who = key.partition(":")
        if colon:
            own[month, who] = value
        else:
            days[month] = None if value == _LEFT else value
    return Answers(
        days,
        own,
        {cell: months.split("、") for cell, months in by["paid_for"].items()},
        bool(by["arrears"]),
        {about.columns[title]: text for title, text in by["fill"].items()},
        list(by["sheets"]),
        {h: about.headings[bare(said)] for h, said in by["headings"].items()},
        by["people"],
        by["standards"],
        by["items"],
    )


def unused(found: Iterable[TableAnswer], said: Answers) -> list[Problem]:
    """Answers for which nothing in the table asked."""
    return [
        Problem(
            "answer_unused",
            one.place,
            {"seen": excerpt(one.key or PARTS[one.part])},
            Severity.WARNING,
        )
        for one in found
        if one.part in said.ASKED_FOR and (one.part, one.key) not in said.used
    ]


def asked_by(problems: Iterable[Problem]) -> dict[tuple[str, str], Problem]:
    """Open questions, by part and key, with the problem that asks. Where a column
    lacks, those that are not read may be it.
    """
    found: dict[tuple[str, str], Problem] = {}
    every = list(problems)
    lacks = any(one.code in _LACKING for one in every)
    for problem in every:
        if problem.code == "book_column_unread" and not lacks:
            continue
        part, value = _ASKED.get(problem.code, ("", ""))
        if problem.code == "table_unmatched":
            part, value = f"{problem.values['field']}s", "seen"
        # Of what was shortened nobody can tell the whole.
        if part and "***" not in problem.values[value]:
            keys = problem.values[value]
            for key in keys.split("、") if part in {"days", "sheets"} else [keys]:
                found.setdefault((part, key), problem)
    return found


def written_map(
    about: About,
    head: str,
    found: Iterable[TableAnswer],
    asked: Mapping[tuple[str, str], str],
) -> str:
    """A mapping file. head: how it is filled in. asked: what open questions say, by
    part and key.
    """
    by: dict[str, dict[str, str]] = {part: {} for part in PARTS}
    for one in found:
        by[one.part][one.key] = one.value
    lines = [f"# {head}", f"{_KIND}: {about.kind}", f"{_YEAR}: {about.year}"]
    for part, name in PARTS.items():
        if part == "arrears":
            lines += [f"{name}: {_YES}"] if by[part] else []
            continue
        questions = [key for p, key in asked if p == part and key not in by[part]]
        lines += [f"{name}:"] if by[part] or questions else []
        for key, value in by[part].items():
            day = spelling.DATE.fullmatch(value)
            said = {key: date.fromisoformat(value) if day else value}
            lines += [f"  {line}" for line in emitted(said, flow=False)]
        for key in questions:
            lines.append(f"  # {asked[part, key]}")
            lines.append(f"  {emitted({key: '-'}, flow=False)[0].rpartition(':')[0]}:")
    return "\n".join(lines) + "\n"
