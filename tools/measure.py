"""A Python tree in figures: how much of it there is, and in what words.

uv run python tools/measure.py src/branchstd [--data DIR ...]

Lines are counted at a width of 88 columns, whatever width they stand in, so that dense
writing gains nothing. What is data (`--data`) is counted in lines, apart.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median
from typing import Final

PARTICIPLE: Final = re.compile(
    r"^_*([a-z]+ed|told|held|kept|said|given|known|seen|shown|found|worn|made)(_[a-z_]+)?$"
)
BRANCHES: Final = (
    ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.Assert,
    ast.comprehension, ast.match_case, ast.BoolOp,
)  # fmt: skip
DEFINED: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
LAYOUT: Final = {
    tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
}  # fmt: skip
WORDS: Final = {
    "cast(": r"\bcast\(",
    "Any": r"\bAny\b",
    "getattr(": r"\bgetattr\(",
    "isinstance(": r"\bisinstance\(",
    "type: ignore": r"type: ignore",
    "noqa": r"noqa",
    "fmt:": r"# fmt:",
    "lambda": r"\blambda\b",
}


def line_kinds(text: str, tree: ast.AST) -> tuple[int, int, int]:
    """Lines of code, of docstrings and comments, and empty ones."""
    code, words, comments = set[int](), set[int](), set[int]()
    for node in ast.walk(tree):
        first = (
            (getattr(node, "body", None) or [None])[0]
            if not isinstance(node, ast.Lambda | ast.IfExp)
            else None
        )
        value = first.value if isinstance(first, ast.Expr) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            words |= set(range(value.lineno, (value.end_lineno or value.lineno) + 1))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in LAYOUT:
            lines = range(token.start[0], token.end[0] + 1)
            (comments if token.type == tokenize.COMMENT else code).update(lines)
    code -= words
    words |= comments - code
    return len(code), len(words), text.count("\n") - len(code | words)


def measure(folder: Path) -> dict[str, str]:
    """Figures of all modules at and below a folder, by what they count."""
    figures: Counter[str] = Counter()
    sizes, lengths = list[int](), list[int]()
    classes: defaultdict[str, set[Path]] = defaultdict(set)
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        code, words, blank = line_kinds(text, tree)
        figures.update({
            "modules": 1, "lines at 88": text.count("\n"), "code": code,
            "docstrings and comments": words, "blank": blank,
                "code and blank": code + blank,
        })  # fmt: skip
        names = [node.name for node in tree.body if isinstance(node, DEFINED)]
        private = sum(name.startswith("_") for name in names)
        figures.update({"public names": len(names) - private, "private names": private})
        figures.update(
            {word: len(re.findall(pattern, text)) for word, pattern in WORDS.items()}
        )
        sizes.append(text.count("\n"))
        for node in ast.walk(tree):
            figures["imports"] += isinstance(node, ast.Import | ast.ImportFrom)
            if isinstance(node, ast.ClassDef):
                classes[node.name].add(path)
            if isinstance(node, FUNCTIONS):
                branches = sum(isinstance(part, BRANCHES) for part in ast.walk(node))
                figures["functions"] += 1
                figures["named by a participle"] += bool(PARTICIPLE.match(node.name))
                figures["complexity over 10"] += branches >= 10
                lengths.append((node.end_lineno or node.lineno) - node.lineno + 1)
    figures["names of two types"] = sum(len(paths) > 1 for paths in classes.values())
    found = {name: str(value) for name, value in figures.items()}
    found["file median / max"] = f"{median(sizes):.0f} / {max(sizes)}"
    found["function median / max"] = f"{median(lengths):.0f} / {max(lengths)}"
    return found


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--data", type=Path, nargs="*", default=[])
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work) / "tree"
        shutil.copytree(given.folder, copy)
        at_88 = ["ruff", "format", "-q", "--isolated", "--line-length", "88", str(copy)]
        subprocess.run([sys.executable, "-m", *at_88], check=True)
        for name, value in measure(copy).items():
            print(f"{name:<26}{value:>12}")
    for place in given.data:
        files = (
            path
            for path in place.rglob("*")
            if path.is_file() and path.suffix not in {".mo", ".pyc"}
        )
        rows = sum(path.read_bytes().count(b"\n") for path in files)
        print(f"{'lines of ' + place.name:<26}{rows:>12}")


if __name__ == "__main__":
    main()
