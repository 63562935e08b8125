"""Puts single faults into copies of the source, each tried by the tests: those that
live show what no test sees.

uv run python tools/faults.py 120      # what lived is printed with its line
uv run python tools/faults.py 5 --seed 3 --seconds 600
uv run python tools/faults.py 5 --seed 3 --tests tests    # hours: all of them

The nearest tests come first: the three of its package that name the module most
often, quick ones over the whole, the others of its package, a few wide ones; the first
that fails ends it. "Lived" then says: none of these failed within the seconds given. It
may be that a test further off would, that time ran out (said so), or that the fault
changes nothing; each is to be looked at. In the end the tests that caught are run
without a fault: one that fails then has caught nothing, and is named.

A fault is one change of meaning: a comparison turned or moved by its equal case, a
number one off, `and` for `or`, a condition turned, a sum for a difference, a result
left out. Lines of tables, texts and annotations are left alone.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
NEEDED: Final = (
    "src", "tests", "standards", "templates", "data", "docs", "schemas", "benchmarks",
    "tools", ".vscode",
    "pyproject.toml", "README.md", "README.zh.md", "CONTRIBUTING.md", "CHANGELOG.md",
    "LICENSE", "uv.lock",
    "hatch_build.py", ".ci", ".gitignore",
)  # fmt: skip
TURNED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
SWAPPED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}  # fmt: skip

NEAR: Final[dict[str, tuple[str, ...]]] = {
    "mask": ("mask",),
    "records": ("records", "store", "checks"),
    "catalogue": ("catalogue", "rules", "assess"),
    "rules": ("rules", "boundaries"),
    "assess": ("assess", "boundaries"),
    "outlook": ("assess",),
    "checks": ("checks", "threats"),
    "workflow": ("workflow", "boundaries"),
    "text": ("text", "store"),
    "store": ("store", "text", "threats"),
    "render": ("render", "cli"),
    "workbook": ("workbook",),
    "amend": ("cli", "store"),
    "cli": ("cli", "threats"),
}
NAMING: Final = 3
QUICK: Final = ("tests/test_hand_tables.py", "tests/cli/test_cli_golden.py")
WIDE: Final = (
    "tests/test_workspace.py", "tests/test_second_town.py", "tests/test_due_today.py",
    "tests/test_json_contract.py", "tests/test_examples.py", "tests/test_verdicts.py",
)  # fmt: skip
FAILED: Final = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


class Fault(NamedTuple):
    """Of a file of the source the segment from start to end, and what stands there
    instead.
    """

    path: Path
    line: int
    start: int
    end: int
    instead: str


def faults(path: Path) -> Iterator[Fault]:
    """All that can be made of a file, within functions."""
    text = path.read_text("utf-8")
    lines = [len(line.encode()) for line in text.splitlines(keepends=True)]
    starts = [sum(lines[:number]) for number in range(len(lines) + 1)]
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef):
            continue
        for statement in function.body:
            for node in ast.walk(statement):
                if isinstance(node, ast.expr) and (new := change(node)) is not None:
                    start = starts[node.lineno - 1] + node.col_offset
                    end = starts[(node.end_lineno or 1) - 1] + (
                        node.end_col_offset or 0
                    )
                    yield Fault(path, node.lineno, start, end, f"({ast.unparse(new)})")


def change(node: ast.expr) -> ast.expr | None:
    """The expression with one other meaning; None where none is made of such."""
    new: ast.expr | None = None
    match node:
        case ast.Compare(left=left, ops=[op], comparators=right) if type(op) in TURNED:
            new = ast.Compare(left, [TURNED[type(op)]()], right)
        case ast.BoolOp(op=op, values=values):
            new = ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            new = inner
        case ast.Constant(value=bool(flag)):
            new = ast.Constant(not flag)
        case ast.Constant(value=int(number)):
            new = ast.Constant(number + 1)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in SWAPPED:
            new = None if is_text(left) else ast.BinOp(left, SWAPPED[type(op)](), right)
        case ast.IfExp(test=test, body=body, orelse=other):
            new = ast.IfExp(test, other, body)
    return new


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def ordered(path: Path) -> list[list[str]]:
    """Tests for a file of the source in groups, the nearest first."""
    package = path.relative_to(ROOT / "src" / "branchstd").parts[0].removesuffix(".py")
    word = re.compile(rf"\b{path.stem.strip('_')}\b")
    near = [
        test
        for place in NEAR.get(package, ())
        for test in sorted((ROOT / "tests").glob(f"{place}/test_*.py"))
    ]
    named = {test: len(word.findall(test.read_text("utf-8"))) for test in near}
    naming = sorted(filter(named.get, near), key=lambda test: -named[test])
    others = [test for test in near if not named[test]]
    first, then = naming[:NAMING], [*naming[NAMING:], *others]
    by_name, by_package = (
        [str(test.relative_to(ROOT)) for test in some] for some in (first, then)
    )
    return [group for group in (by_name, [*QUICK], by_package, [*WIDE]) if group]


def catcher(copy: Path, groups: list[list[str]], seconds: float) -> str | None:
    """The first test that fails in the copy, or why none could be begun; None where
    all pass.

    Raises subprocess.TimeoutExpired.
    """
    end = time.monotonic() + seconds
    for group in groups:
        ended = run(copy, ["-x", *group], end - time.monotonic())
        if ended.returncode:
            found = FAILED.search(ended.stdout)
            return found[1] if found else f"pytest ended with {ended.returncode}"
    return None


def run(
    copy: Path, tests: list[str], seconds: float | None
) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "pytest", "-q", "-n", "0", "--tb=no", "-rfE"]
    path = f"{copy / 'src'}:{copy / 'tests'}"
    return subprocess.run(
        [*line, "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": path, "HOME": str(copy)},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def tried(copy: Path, fault: Fault, tests: list[str], seconds: float) -> str | None:
    """What caught it, if anything; the copy is as before afterwards. Annotations and
    the like change nothing, and live.
    """
    target = copy / fault.path.relative_to(ROOT)
    data = target.read_bytes()
    target.write_bytes(data[: fault.start] + fault.instead.encode() + data[fault.end :])
    try:
        return catcher(copy, [tests] if tests else ordered(fault.path), seconds)
    finally:
        target.write_bytes(data)


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("count", type=int)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--seconds", type=float, default=120, help="for each fault")
    options.add_argument("--tests", nargs="*", default=[], help="else the nearest")
    given = options.parse_args()
    sources = [
        path
        for path in sorted((ROOT / "src").rglob("*.py"))
        if path.parent.name != "messages"
    ]
    found = random.Random(given.seed).sample(
        [one for path in sources for one in faults(path)], given.count
    )
    caught: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in NEEDED:
            source = ROOT / name
            put = shutil.copytree if source.is_dir() else shutil.copy
            put(source, copy / name)
        subprocess.run(["git", "init", "-q", folder], check=True)
        for one in found:
            try:
                by = tried(copy, one, given.tests, given.seconds)
            except subprocess.TimeoutExpired:
                by, told = None, "lived until time ran out"
            else:
                told = f"caught by {by}" if by else "lived"
            caught += [by] if by else []
            place = f"{one.path.relative_to(ROOT)}:{one.line}"
            print(f"{place}: {one.instead}: {told}", flush=True)
        print(f"seed {given.seed}: {len(caught)} of {given.count} caught", flush=True)
        known = sorted({test for test in caught if "::" in test})
        without = run(copy, known, None) if known else None
        if without and without.returncode:
            print("these fail without a fault:", *FAILED.findall(without.stdout))
    return 0


if __name__ == "__main__":
    sys.exit(main())
