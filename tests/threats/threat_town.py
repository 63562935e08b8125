"""The tiny town with a second village beside it, and one run of the program over both.

Faults go into 小泉村 (`BAD`); the line of the document that belongs to 柳树村 (`GOOD`) must not change by a byte.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

TINY = Path(__file__).parents[2] / "docs" / "tiny"
SOURCE = Path(__file__).parents[2] / "src"
BAD, GOOD = "xiaoquan", "liushu"
ENTRY = f"  - {{slug: {GOOD}, name: 柳树村}}\n"
YEAR = f"data/villages/{BAD}/2019/"
MAY = YEAR + "activities/2019-05.yaml"
CHECK = ("check", "--format", "json", "--as-of", "2019-06-30", "--lang", "zh")


class Checked(NamedTuple):
    """One run: exit code, stderr, and of the document each village's line and the town's own problems."""

    code: int
    err: str
    lines: dict[str, str]
    town: list[dict[str, Any]]

    def village(self, slug: str = BAD) -> dict[str, Any]:
        return dict(json.loads(self.lines[slug]))

    def problems(self, slug: str = BAD) -> list[dict[str, Any]]:
        return list(self.village(slug)["problems"])

    def rules(self, slug: str = BAD) -> dict[str, dict[str, Any]]:
        return {rule["id"]: rule for standard in self.village(slug)["standards"] for rule in standard["rules"]}

    def outcomes(self) -> set[str]:
        return {rule["outcome"] for rule in self.rules().values()}


Check = Callable[..., Checked]


def two_villages(folder: Path) -> Path:
    """A copy of the tiny town in which the same records also belong to a second village."""
    root = folder / "town"
    shutil.copytree(TINY, root)
    shutil.copytree(root / "data/villages" / BAD, root / "data/villages" / GOOD)
    said = root / "data/town/2019/villages"
    shutil.copy(said / f"{BAD}.yaml", said / f"{GOOD}.yaml")
    town = root / "data/town.yaml"
    town.write_text(town.read_text("utf-8") + ENTRY, "utf-8")
    return root


def parsed(code: int, out: str, err: str) -> Checked:
    """The document has one line for each village; without a document there are none."""
    lines = [line.rstrip(",") for line in out.split("\n") if line.startswith('{"village"')]
    town = json.loads(out)["problems"] if out else []
    return Checked(code, err, {json.loads(line)["village"]: line for line in lines}, town)


def put(root: Path, file: str, content: bytes | str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def told(problems: list[dict[str, Any]]) -> list[str]:
    """`file:line:column code` of each problem, files of the village's year without their folder."""
    return [f"{p['file'].removeprefix(YEAR)}:{p['line']}:{p['column']} {p['code']}" for p in problems]


def words(problems: list[dict[str, Any]]) -> str:
    """Everything the problems say."""
    return "\n".join(problem["message"] + "\n" + problem["remedy"] for problem in problems)


def command(*argv: str) -> list[str]:
    return [sys.executable, "-m", "branchstd", *argv]


def environment(**changes: str) -> dict[str, str]:
    """This process's own, with UTF-8, Chinese and long lines unless changed."""
    own = {"PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", "BRANCHSTD_LANG": "zh", "COLUMNS": "400"}
    return {**os.environ, **own, **changes}


def program(*argv: str, cwd: Path | None = None, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own."""
    return subprocess.run(
        command(*argv), cwd=cwd, env=environment(**changes), capture_output=True, check=False, timeout=60
    )
