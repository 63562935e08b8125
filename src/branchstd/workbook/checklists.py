"""Tables of a branch's own answers on the standards: answers in a column of ticks each,
two rounds beside one another, round and day in a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from branchstd.records import spelling
from branchstd.records.words import WORDS
from branchstd.workbook.grids import Grid
from branchstd.workbook.lists import (
    Reader,
    columns_of,
    put,
    put_from,
    rows_of,
    said_above,
    texts_above,
)
from branchstd.workbook.matching import named
from branchstd.workbook.rows import SheetRow
from branchstd.workbook.tables import OwnTable, bare, find_tables

ALSO: Final = {
    "+name": (
        "标准名称", "标准内容", "运行标准", "项目", "名称", "对标内容", "自查内容",
        "自查项目", "标准项目", "评估内容",
    ),
}  # fmt: skip
_TICKS: Final = frozenset("√✓✔☑●")
# By which a standard is called; people also write 2-1, or 3.2项.
_STANDARD: Final = re.compile(r"(\d{1,2})[.-](\d{1,2})项?", re.ASCII)
_MEANS: Final = re.compile(r"([^\w\s(),、。;:=])[:=]?(\w+)")
_WITH_REASON: Final = re.compile(r"([^()]+)\((.+)\)")
_WRITTEN: Final = re.compile("打印|印发|文号")


def answers_of(grid: Grid, by: Reader) -> list[SheetRow] | None:
    """Rows for the sheet of answers; None where no table of the kind stands."""

    def read(row: Sequence[str]) -> Mapping[int, str]:
        also = {
            at: f"+{cell}"
            for at, cell in enumerate(row)
            if _answer(cell, by) or _round(cell, by)[0]
        }
        return {**also, **by.known(row)}

    rows: list[SheetRow] = []
    found = False
    for table in find_tables(grid, read):
        here = _answers(table, by)
        found = found or here is not None
        rows += here or []
    # A standard without a word on it has not been answered.
    said = [row for row in rows if row.cells.get("answer") or row.cells.get("reason")]
    marks = _legend(grid, by)
    said = [_without_none(_spelt(row, marks, by)) for row in said]
    return [_numbered(row, by) for row in said] if found else None


def _legend(grid: Grid, by: Reader) -> Mapping[str, str]:
    """Answers by the marks that stand for them, as the sheet itself says (√达标
    △基本达标).
    """
    said = (_MEANS.findall(bare(cell)) for row in grid.rows for cell in row)
    pairs = [(mark, _answer(word, by)) for found in said for mark, word in found]
    return {mark: answer for mark, answer in pairs if answer}


def _spelt(row: SheetRow, marks: Mapping[str, str], by: Reader) -> SheetRow:
    """The row with the answer that its mark stands for, and the reason that stands in
    brackets behind that.
    """
    said = bare(row.cells.get("answer", ""))
    both = _WITH_REASON.fullmatch(said)
    alone, reason = both.groups() if both else (said, "")
    answer = marks.get(alone) or (alone if _answer(alone, by) else "")
    if not answer or (reason and row.cells.get("reason")):
        return row
    row = put(row, answer=answer)
    if reason:
        cell = row.numbers.get("answer", row.number), row.columns["answer"]
        row = put_from(row, "reason", reason, cell)
    return row


def _numbered(row: SheetRow, by: Reader) -> SheetRow:
    """The row with its standard's number, by its name where no number stands there."""
    if row.cells.get("+name") and not row.cells.get("standard"):
        row = named(row, "standard", "+name", by.now.standards, by)
    if number := _STANDARD.fullmatch(bare(row.cells.get("standard", ""))):
        row = put(row, standard=f"{number[1]}.{number[2]}")
    return replace(row, cells={k: t for k, t in row.cells.items() if k != "+name"})


def _answer(heading: str, by: Reader) -> str:
    """The answer that a heading is, as a word of records."""
    code = by.now.context.words.code("answers", bare(heading))
    return WORDS["answers"][code][0] if code else ""


def _answers(table: OwnTable, by: Reader) -> list[SheetRow] | None:
    heads = {at: table.words[at][-1] for at in table.columns}
    answers = {at: _answer(head, by) for at, head in heads.items()}
    ticked = {at: answer for at, answer in answers.items() if answer}
    dated = {at: _round(head, by) for at, head in heads.items()}
    rounds = {at: said for at, said in dated.items() if all(said)}
    rest = {at: table.words[at] for at in heads if at not in {**ticked, **rounds}}
    plain = replace(table, words=_without_names(table, rest))
    columns = columns_of(plain, by)
    if columns.keys().isdisjoint({"standard", "+name"}) or not (
        ticked or rounds or "answer" in columns
    ):
        return None
    rows = rows_of(plain, by, columns)
    if ticked:
        rows = [_by_tick(row, ticked, by) for row in rows]
    if rounds:
        return [one for row in rows for one in _by_round(row, rounds)]
    return _dated(table, rows, columns, by)


def _without_names(
    table: OwnTable, words: Mapping[int, tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """Of columns that could be the standard's number those that hold none are its
    name.
    """
    found = dict(words)
    for at in words:
        texts = [text for row in table.rows if (text := table.text(row, at))]
        numbered = [text for text in texts if _STANDARD.fullmatch(bare(text))]
        if bare(words[at][-1]) in {"标准", "编号"} and texts and not numbered:
            found[at] = ("标准名称" if bare(words[at][-1]) == "标准" else "序号",)
    return found


def _round(heading: str, by: Reader) -> tuple[str, str]:
    """The round that a text names, and the day; each empty where it does not."""
    said, words = bare(heading), by.now.context.words
    labels = {zh: code for code, (zh, _) in WORDS["rounds"].items()}
    labels |= {w: c for c, ws in words.words.get("rounds", {}).items() for w in ws}
    codes = {code for word, code in labels.items() if word in said}
    days = re.findall(r"(?:19|20)\d\d[年.-]\d{1,2}[月.-]\d{1,2}日?", said)
    spelt = [spelling.day(day, by.now.year) for day in days]
    round_ = WORDS["rounds"][codes.pop()][0] if len(codes) == 1 else ""
    return round_, spelt[0] if len(spelt) == 1 else ""


def _by_tick(row: SheetRow, ticked: Mapping[int, str], by: Reader) -> SheetRow:
    marks = {at: row.grid.cell(row.number, at).strip() for at in ticked}
    yes = [at for at, text in marks.items() if text in _TICKS]
    others = [at for at, text in marks.items() if text and text not in _TICKS]
    for at in others:
        by.found.report("table_mark", row.grid.place(row.number, at), seen=marks[at])
    if len(yes) > 1:
        first = str(row.grid.place(row.number, yes[0]))
        place = row.grid.place(row.number, yes[1])
        by.found.report("table_ticked_twice", place, first=first)
    at = next(iter(yes), next(iter(ticked)))
    return put_from(row, "answer", ticked[at] if yes else "", (row.number, at))


def _by_round(
    row: SheetRow, rounds: Mapping[int, tuple[str, str]]
) -> Iterator[SheetRow]:
    for at, (round_, day) in rounds.items():
        answer = row.grid.cell(row.number, at).strip()
        if answer:
            one = put_from(row, "answer", answer, (row.number, at))
            yield put(one, round=round_, date=day)


def _dated(
    table: OwnTable, rows: list[SheetRow], columns: Mapping[str, int], by: Reader
) -> list[SheetRow]:
    """Round and day out of the title, or the line of signatures, where no column says
    them; without them each is asked once.
    """
    texts = [*texts_above(table)]
    rounds = {said: cell for cell, text in texts if (said := _round(text, by)[0])}
    days = table.days(table.above) or table.days(table.below)
    days = {d: c for d, c in days.items() if not _WRITTEN.search(table.text(*c))}
    for key, found in (("round", rounds), ("date", days)):
        if key in columns or key in by.said.fill:
            continue
        if len(found) == 1:
            rows = said_above(rows, key, found, by)
        else:
            place, label = table.grid.place(table.head, 0), by.label(key)
            by.found.report("table_column_missing", place, label=label)
            rows = []
    return rows


def _without_none(row: SheetRow) -> SheetRow:
    """无 is no reason."""
    if bare(row.cells.get("reason", "")) in {"无", "没有", "-", "—", "/"}:
        return put(row, reason="")
    return row
