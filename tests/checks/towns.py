"""The smallest town, copied and changed: what the checks say of it, at places that are read off the changed text."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from branchstd.findings import Problem
from branchstd.workspace import open_workspace

TINY = Path(__file__).parents[2] / "docs" / "tiny"
SLUG = "xiaoquan"
FOLDERS = {"V": f"data/villages/{SLUG}/2019", "T": "data/town/2019", "D": "data"}
YEAR_END = date(2019, 12, 31)
Told = tuple[str, str, dict[str, str]]


class TinyTown:
    """Files are named `V/people.csv` (the village's year), `T/events.yaml` (the town's year), `D/town.yaml`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(TINY, root)

    def path(self, file: str) -> Path:
        return self.root / FOLDERS[file[0]] / file[2:]

    def text(self, file: str) -> str:
        return self.path(file).read_text("utf-8")

    def write(self, file: str, text: str) -> TinyTown:
        self.path(file).parent.mkdir(parents=True, exist_ok=True)
        self.path(file).write_text(text, "utf-8")
        return self

    def add(self, file: str, text: str) -> TinyTown:
        """Lines at the file's end."""
        return self.write(file, self.text(file) + text.rstrip("\n") + "\n")

    def replace(self, file: str, old: str, new: str) -> TinyTown:
        """The one place where the text stands."""
        assert self.text(file).count(old) == 1, (file, old)
        return self.write(file, self.text(file).replace(old, new))

    def left(self, day: str, counted: str = "") -> TinyTown:
        """M04, who pays 2 yuan a month, left the branch on that day. counted: from when the town counts three."""
        if counted:
            entry = self.text("T/villages/xiaoquan.yaml").partition("facts:\n")[2]
            three = entry.replace("2019-01-01", counted).replace("members: 4", "members: 3")
            self.add("T/villages/xiaoquan.yaml", three)
        rows = self.text("V/people.csv").splitlines()
        ends = ["left_on", *(day if row.startswith("M04,") else "" for row in rows[1:])]
        return self.write("V/people.csv", "".join(f"{row},{end}\n" for row, end in zip(rows, ends, strict=True)))

    def activities(self, month: str, *entries: str) -> TinyTown:
        """A month's file: each entry is one activity with `; ` between its fields, one line each in the file."""
        blocks = ("\n    ".join(entry.split("; ")) for entry in entries)
        text = "".join(f"  - {block}\n" for block in blocks)
        return self.write(f"V/activities/{month}.yaml", f"activities:\n{text}")

    def problems(self) -> tuple[Problem, ...]:
        """All that is said of the village and of the town's own files."""
        workspace = open_workspace(self.root)
        return (*workspace.village(SLUG, YEAR_END).problems, *workspace.problems)

    def told(self, *codes: str) -> list[Told]:
        """Code, place and values; of these codes only, where some are named."""
        found = (problem for problem in self.problems() if not codes or problem.code in codes)
        return [(problem.code, self.short(str(problem.place)), dict(problem.values)) for problem in found]

    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems()]

    def short(self, place: str) -> str:
        return next(
            (f"{letter}{place[len(folder) :]}" for letter, folder in FOLDERS.items() if place.startswith(folder)), place
        )

    def at(self, file: str, key: str, number: int = 1) -> str:
        """Where the value of the key stands in a YAML file, the key being found for the so-manieth time."""
        start = -1
        text = self.text(file)
        for _ in range(number):
            start = text.index(f"{key}: ", start + 1)
        return self._spot(file, text, start + len(f"{key}: "))

    def begins(self, file: str, line: str) -> str:
        """Where the record begins whose first line of YAML this is."""
        text = self.text(file)
        return self._spot(file, text, text.index(line))

    def cell(self, file: str, row: str, column: str) -> str:
        """The cell of a row (known by its whole line, the last such one) in a column of a table."""
        lines = self.text(file).splitlines()
        number = len(lines) - lines[::-1].index(row)
        return f"{file}:{number}:{lines[0].split(',').index(column) + 1}"

    def _spot(self, file: str, text: str, start: int) -> str:
        before = text[:start]
        return f"{file}:{before.count(chr(10)) + 1}:{start - before.rfind(chr(10))}"
