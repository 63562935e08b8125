"""Rows of a sheet as records: read as any entry is, so that a cell may say all that a
file may; people by their names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from branchstd.findings import Place, Problem, Severity, excerpt, nearest
from branchstd.records.base import Record
from branchstd.records.types import NOBODY, NOBODY_LEFT, split_list
from branchstd.store.entry import read_fields
from branchstd.store.parser import Context
from branchstd.workbook.sheets import CUT, Cells, Names, Sheet, SheetColumn, bare_name

# Not all of them are named.
_CUT: Final = re.compile(
    r".*等(?:[0-9一二三四五六七八九十]+[人名个]?)?"
    r"|[^0-9、]{0,6}[0-9一二三四五六七八九十]+[人名个]"
)
# Why somebody did not come, before names and behind one; words that take nothing back.
_AWAY: Final = (
    "(?:请假|请事假|请病假|事假|病假|产假|缺席|未到会?|没到会?|没来|未参加|未交|外出|外地|在外|出差|务工|"
    "打工|经商|放牧|上学|看病|就医|生病|有病|重病|多病|卧病|卧床|住院|因病|因事|因公|在家|年老|年迈|"
    "体弱|行动不便|开会|培训|县里|县城|镇上|照顾老人|带孩子)"
)
_AWAY_BEFORE: Final = re.compile(rf"{_AWAY}+(?:人员|党员)?[:：]\s*")
_AWAY_BEHIND: Final = re.compile(rf"\s*{_AWAY}+")
# Fields that say who did not come or pay.
_LEFT: Final = frozenset({"absent", "unpaid"})
_OFFICE: Final = re.compile(
    "(?:第一书记|副书记|书记|副主任|主任|(?:组织|宣传|纪检)?委员|文书|组长|同志)$"
)
_OFFICE_BEFORE: Final = re.compile(
    "(?:党?支部|村委会|村)?(?:第一书记|副书记|书记|副主任|主任|文书)(?=.{2})"
)
# Fields whose people are sometimes of elsewhere, or a committee.
_OUTSIDERS: Final = frozenset({"no_people", "no_by", "no_responsible"})
_CODED: Final = re.compile(r"(.*?) ?[（(]([A-Za-z0-9][\w.-]*)[）)]")


@dataclass(frozen=True)
class Entry:
    """What a row says. values: by field, of steps by `field.step`; those that can be
    read. record: None while anything is wrong or missing. problems: each with the key
    of its column.
    """

    model: type[Record]
    values: Mapping[str, Any] = field(default_factory=dict)
    record: Record | None = None
    problems: tuple[tuple[str, Problem], ...] = ()

    def of(self, key: str) -> Any:
        """What a column says; of one that is empty what a record has that says
        nothing there.
        """
        info = self.model.model_fields.get(key)
        empty = None if info is None or info.is_required() else info.default
        return self.values.get(key, empty)


def read_row(sheet: Sheet, cells: Cells, names: Names, context: Context) -> Entry:
    """A row's own cells. names: what people are called, so that a cell may name
    them.
    """
    said: dict[str, Any] = {}
    wrong: list[tuple[str, Problem]] = []
    for column in sheet.columns:
        text = cells.get(column.key, "").strip()
        if not column.own or not text:
            continue
        if text.endswith(CUT):
            wrong.append((column.key, Problem("book_cell_cut", Place("", 0))))
            continue
        if column.how.refers == "people":
            if column.key in _LEFT:
                label, (names_alone, why) = column.title, _without_reasons(text, names)
                values = {
                    "label": label, "field": column.name, "count": "1",
                    "seen": excerpt(text), "read": excerpt(why),
                }  # fmt: skip
                text = names_alone
                note = Problem("note_unread", Place("", 0), values, Severity.WARNING)
                wrong += [(column.key, note)] if why else []
            text, faults = in_codes(text, names)
            wrong += [(column.key, _for_field(sheet.kind, column, f)) for f in faults]
        if not text:
            continue
        if column.step:
            said.setdefault(column.name, {})[column.step] = text
        else:
            many = column.how.free and column.how.value is tuple
            said[column.name] = text.split("\n") if many else text
    read = read_fields(sheet.kind, said, context)
    # Who is not known is not missing as well.
    told = {key for key, _ in wrong}
    # What no column says stands in the word beside it, which is told.
    unread = {key for key, _ in read.problems}
    told |= {
        column.how.by
        for column in sheet.columns
        if column.key in unread and column.how.by not in cells
    }
    wrong += [
        (key, _as_written(problem, cells.get(key, "")))
        for key, problem in read.problems
        if not (problem.code == "missing_field" and key in told)
    ]
    errors = any(problem.severity is Severity.ERROR for _, problem in wrong)
    record = None if errors else read.record
    return Entry(
        sheet.model, _by_column(sheet.model, read.known, said), record, tuple(wrong)
    )


def _as_written(problem: Problem, text: str) -> Problem:
    """With the names that the cell says, not the codes that were made of them."""
    if problem.code != "one_person":
        return problem
    return replace(problem, values={**problem.values, "seen": excerpt(text)})


def _for_field(kind: str, column: SheetColumn, problem: Problem) -> Problem:
    """With what to do about people of whom there is no entry, as the field wants it."""
    if problem.code == "names_cut" and (kind, column.key) == ("dues", "people"):
        values = {**problem.values, "label": column.title}
        return replace(problem, code="payers_counted", values=values)
    if problem.code != "name_unknown":
        return problem
    aside = f"no_{column.name}"
    values = {**problem.values, "aside": aside if aside in _OUTSIDERS else "no_one"}
    return replace(problem, values=values)


def _without_reasons(text: str, names: Names) -> tuple[str, str]:
    """Of who is away the names alone, and why: behind a whole name that is known, or
    before all.
    """
    found: list[str] = []
    why: list[str] = []
    for piece in re.split("[、，,;；。\n]+", text):
        before = _AWAY_BEFORE.match(piece)
        name = piece[before.end() :] if before else piece
        called = names.at_start(name)
        rest = name.removeprefix(called)
        is_reason = called and _AWAY_BEHIND.fullmatch(rest)
        found.append(called if is_reason else name)
        why += [*([before[0]] if before else []), *([rest] if is_reason else [])]
    return ("、".join(filter(None, found)), "、".join(why)) if why else (text, "")


def _by_column(
    model: type[Record], known: Mapping[str, Any], said: Mapping[str, Any]
) -> dict[str, Any]:
    """Values by column: of steps each by itself. What was left empty is None. A cell
    may fill another column, too: 主题党日（学习日）.
    """
    found: dict[str, Any] = {}
    for name, value in known.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{step}": day for step, day in value.items()}
        elif name in said or value != model.model_fields[name].default:
            found[name] = value
    return found


def _bare(text: str) -> str:
    """A name without a remark in brackets and without an office before or behind it."""
    name = bare_name(re.sub(r"[（(][^（()）]*[）)]\s*$", "", text))
    before = _OFFICE_BEFORE.match(name)
    return name[before.end() :] if before else _OFFICE.sub("", name)


def in_codes(text: str, names: Names) -> tuple[str, list[Problem]]:
    """A cell that names people with their codes instead; and who is not known, or is
    called as another.
    """
    if text in NOBODY or text in NOBODY_LEFT or not names.by_code:
        return text, []
    parts: list[str] = []
    for piece in re.split("[、，,;；\n]+", text):
        known = bare_name(piece) in names.codes or _bare(piece) in names.codes
        parts += [bare_name(piece)] if known else split_list(piece)
    codes: list[str] = []
    wrong: list[Problem] = []
    for part in parts:
        coded = _CODED.fullmatch(part)
        called = names.codes.get(bare_name(part)) or names.codes.get(_bare(part), ())
        if part in names.by_code:
            codes.append(part)
        elif coded and names.is_called(coded[2], coded[1]):
            codes.append(coded[2])
        elif len(called) == 1:
            codes.append(called[0])
        elif called:
            values = {"name": excerpt(part), "codes": "、".join(called)}
            wrong.append(Problem("name_of_several", Place("", 0), values))
        elif _CUT.fullmatch(part):
            wrong.append(Problem("names_cut", Place("", 0), {"seen": excerpt(part)}))
        elif re.fullmatch(r"[\x00-\x7f]+", part):
            codes.append(part)  # a code, about which the check has its word
        else:
            # Of two signs of a name one may be another.
            near = nearest(part, tuple(names.codes), 0.5)
            values = {"name": excerpt(part), "near": near}
            wrong.append(Problem("name_unknown", Place("", 0), values))
    return " ".join(codes), wrong
