"""How long a clerk needs to enter what stands in a notebook: the real commands are
driven with the answers of `burden/answers.yaml`, and what has to be typed, read and
looked for is counted.

uv run python benchmarks/burden.py [--small] [--show]

--small: one month of three. --show: every question with its answer.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from branchstd.__main__ import run
from branchstd.cli import add
from branchstd.cli.support import questions
from branchstd.records.base import Record, field_types
from branchstd.records.holdings import content
from branchstd.records.town import KINDS
from branchstd.records.types import split_list
from branchstd.store.strict import everyday
from branchstd.workbook.sheets import KEYS, Names, Sheet, cells_of, sheets
from branchstd.workspace import Workspace, open_workspace

HERE = Path(__file__).parent / "burden"
SLUG, NAME = "shiqiao", "石桥村"
YEAR = f"data/villages/{SLUG}/2019"
RECORDS = 14  # of a month, for which the minutes are told
# Seconds: of one key, and of each thing that takes a while.
KEY = 60 / 90
KEYS_A_HANZI = 4
SECONDS = {"prompts": 2.5, "names": 5, "messages": 20, "cells": 1.5, "drop-downs": 2}
HANZI = re.compile("[\u3007\u3400-\u9fff]")
TOLD = re.compile(r"\[[a-z_]+\]")  # a problem, by its code
PEOPLE = {
    str(kind.model_fields[name].title)
    for kind in KINDS.values()
    for name, how in field_types(kind).items()
    if how.refers == "people"
}


@dataclass
class Burden:
    """What was typed, read and looked for, by what it is."""

    counts: Counter[str]
    records: int = 0

    def type(self, text: str) -> None:
        """A text with what ends it."""
        hanzi = len(HANZI.findall(text))
        self.counts["hanzi"] += hanzi
        self.counts["keys"] += len(text) - hanzi + 1

    @property
    def minutes(self) -> float:
        """By the model."""
        keys = self.counts["keys"] + KEYS_A_HANZI * self.counts["hanzi"]
        others = sum(self.counts[what] * each for what, each in SECONDS.items())
        return (keys * KEY + others) / 60

    def line(self, title: str) -> str:
        """One line of figures."""
        month = self.minutes * RECORDS / self.records
        counted = ", ".join(f"{n} {what}" for what, n in self.counts.items() if n)
        return (
            f"{title}: {self.records} records, {self.minutes:.1f} min"
            f" ({month:.1f} for {RECORDS} records): {counted}"
        )


class Clerk:
    """Answers the questions of one run of `add`, and counts what that takes."""

    def __init__(self, parts: list[dict[str, Any]], burden: Burden) -> None:
        self.burden = burden
        self.left = [(p["kind"], dict(one)) for p in parts for one in p["asked"]]
        self.kind, self.now = self.left.pop(0)
        self.asked: list[tuple[str, str]] = []

    def answer(self, question: str, default: str = "") -> str:
        """What is typed at a question; nothing is Enter."""
        label = question.rpartition("\n")[2].partition("（")[0]
        text = self._answer(label, question)
        self.asked.append((question, text))
        self.burden.counts["prompts"] += 1
        self.burden.type(text)
        if label in PEOPLE:
            self.burden.counts["names"] += sum(map(many, split_list(text)))
        return text or default

    def _answer(self, label: str, question: str) -> str:
        if label == "对不对":
            return self._go_on()
        if label == "记哪一类":
            zh = KINDS[self.kind].zh
            found = re.search(rf"(\d+) {zh}", question)
            if found is None:
                raise SystemExit(f"not offered: {zh}")
            return found[1]
        return str(self.now.pop(label, ""))

    def _go_on(self) -> str:
        """To the next record, if there is one, of this kind or another."""
        if self.now:
            raise SystemExit(f"never asked for: {self.now}")
        self.burden.records += 1
        if not self.left:
            return "2"
        before = self.kind
        self.kind, self.now = self.left.pop(0)
        return "" if self.kind == before else "3"


def many(text: str) -> int:
    """How many people have to be found on the list for it; for a name none."""
    first, _, last = text.partition("-")
    if not first.isdecimal():
        return 0
    return int(last or first) - int(first) + 1


def new_town(folder: Path) -> Path:
    """A town with the village as it stood before these months."""
    town = folder / "town"
    words = ("--name", "清河镇", "--county", "某县", "--village", f"{NAME}={SLUG}")
    tell(["init", str(town), *words])
    shutil.copytree(HERE / "before", town, dirs_exist_ok=True)
    shutil.copy(HERE / "names.txt", town / f"data/villages/{SLUG}/names.csv")
    return town


def tell(words: list[str]) -> str:
    """What a command says. Stops where it fails."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(words)
    if code:
        raise SystemExit(f"{words}: {code}\n{said.getvalue()}")
    return said.getvalue()


def add_month(town: Path, parts: list[dict[str, Any]], *, shown: bool) -> Burden:
    """All records of a month by one command."""
    burden = Burden(Counter())
    clerk = Clerk(parts, burden)
    words = ["add", clerk.kind.replace("_", "-"), SLUG]
    burden.type(" ".join(["branchstd", *words]))
    with contextlib.ExitStack() as stack:
        for module, name, value in (
            (questions, "prompt", clerk.answer),
            (add, "at_terminal", lambda: True),
        ):
            stack.callback(setattr, module, name, getattr(module, name))
            setattr(module, name, value)
        said = tell(["--root", str(town), "--lang", "zh", *words])
    # What was told of each record, and what stands at the end.
    burden.counts["messages"] = len(TOLD.findall(said)) + 1
    if shown:
        print(said, *(f"{q}: {a}" for q, a in clerk.asked), sep="\n")
    return burden


def lay_beside(folder: Path, months: list[str]) -> Path:
    """A town in which the same months were written by hand."""
    town = new_town(folder)
    for path in (HERE / "after").rglob("*.*"):
        name = path.relative_to(HERE / "after")
        text = path.read_text("utf-8")
        if path.suffix == ".csv":
            head, *rows = text.splitlines()
            kept = [row for row in rows if any(day_in(row, month) for month in months)]
            text = "\ufeff" + "\n".join([head, *kept, ""])
        elif path.stem not in {*months, *(["matters"] if len(months) > 1 else [])}:
            continue
        (town / YEAR / name).write_text(text, "utf-8")
    return town


def day_in(row: str, month: str) -> bool:
    """Whether a row was written in a month: by its day, of shifts by their month."""
    cells = row.split(",")
    days = [cell for cell in cells[:2] if re.fullmatch(r"[0-9]{4}-[0-9]{2}-.*", cell)]
    return (days or cells)[0].startswith(month)


def records_of(town: Path) -> list[Record]:
    """All that the village holds, as it was read."""
    workspace: Workspace = open_workspace(town)
    village = workspace.office.village(SLUG).village
    return [one for kind in KEYS for one in village.records.get(kind, ())]


def compare(made: Path, by_hand: Path) -> None:
    """Stops where the two villages differ."""
    ours, theirs = (Counter(map(content, records_of(town))) for town in (made, by_hand))
    if ours != theirs:
        raise SystemExit(
            "not as by hand:\n"
            + "\n".join(f"+ {one}" for one in (ours - theirs))
            + "\n"
            + "\n".join(f"- {one}" for one in (theirs - ours))
        )


def count_cells(before: Path, by_hand: Path) -> Burden:
    """What the same records take in the workbook: each cell is typed, or chosen."""
    workspace = open_workspace(by_hand)
    titles = dict.fromkeys([*KEYS, "problem", "due"], "")
    beside = dict.fromkeys(("title", "requirement", "progress", "gaps", "days"), "")
    every: tuple[Sheet, ...] = sheets(
        workspace.office.catalogue,
        titles,
        beside | titles,
        everyday(),
        named=True,
    )
    rows = (HERE / "names.txt").read_text("utf-8").split()[1:]
    names = Names(by_code=dict(row.split(",") for row in rows))
    known = Counter(map(content, records_of(before)))
    burden = Burden(Counter(messages=1))
    for record in records_of(by_hand):
        if content(record) in known:
            continue
        sheet = next(one for one in every if one.model is type(record))
        burden.records += type(record) is not KINDS["vote"]
        cells = cells_of(sheet, record, names)
        for column in sheet.columns:
            if not cells[column.key]:
                continue
            if column.choices:
                burden.counts["drop-downs"] += 1
            else:
                burden.counts["cells"] += 1
                burden.type(cells[column.key])
    return burden


def main(argv: list[str]) -> None:
    """Prints minutes by month, of all, and of the same in the workbook."""
    answers = YAML(typ="safe").load((HERE / "answers.yaml").read_text("utf-8"))
    months = [*answers][:1] if "--small" in argv else [*answers]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "made").mkdir()
        (folder / "hand").mkdir()
        (folder / "none").mkdir()
        town = new_town(folder / "made")
        whole = Burden(Counter())
        for month in months:
            one = add_month(town, answers[month], shown="--show" in argv)
            print(one.line(month))
            whole.counts += one.counts
            whole.records += one.records
        by_hand = lay_beside(folder / "hand", months)
        compare(town, by_hand)
        print(whole.line("branchstd add"))
        print(count_cells(new_town(folder / "none"), by_hand).line("workbook"))


if __name__ == "__main__":
    main(sys.argv[1:])
