"""Puts single faults into copies of the source, each tried by the tests: those that
live show what no test sees.

uv run python tools/faults.py 120      # hours; what lived is printed with its line
uv run python tools/faults.py 5 --seed 3 --tests tests/rules tests/text

A fault is one change of meaning: a comparison turned or moved by its equal case, a
number one off, `and` for `or`, a condition turned, a sum for a difference, a result
left out. Lines of tables, texts and annotations are left alone.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
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


def tried(fault: Fault, tests: list[str]) -> bool:
    """Whether some test fails with it. Annotations and the like change nothing, and
    live.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in NEEDED:
            source = ROOT / name
            put = shutil.copytree if source.is_dir() else shutil.copy
            put(source, copy / name)
        subprocess.run(["git", "init", "-q", folder], check=True)
        target = copy / fault.path.relative_to(ROOT)
        data = target.read_bytes()
        target.write_bytes(
            data[: fault.start] + fault.instead.encode() + data[fault.end :]
        )
        line = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            *tests,
        ]
        path = f"{copy / 'src'}:{copy / 'tests'}"
        ended = subprocess.run(line, cwd=copy,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": path, "HOME": folder},
                               capture_output=True, check=False)  # fmt: skip
        return ended.returncode != 0


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("count", type=int)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--tests", nargs="*", default=[], help="else all")
    given = options.parse_args()
    sources = [
        path
        for path in sorted((ROOT / "src").rglob("*.py"))
        if path.parent.name != "messages"
    ]
    found = random.Random(given.seed).sample(
        [one for path in sources for one in faults(path)], given.count
    )
    lived = [one for one in found if not tried(one, given.tests)]
    print(f"seed {given.seed}: {given.count - len(lived)} of {given.count} caught")
    for one in lived:
        print(f"lived: {one.path.relative_to(ROOT)}:{one.line}: {one.instead}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
