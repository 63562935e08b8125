"""What keeps the house in shape: where files are opened, the one clock, sizes, no standard's number in code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from samples import ROOT

SOURCE = Path(__file__).parent.parent / "src" / "branchstd"
FILES = sorted(SOURCE.rglob("*.py"))
POSIX_ONLY = {"fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "syslog", "crypt", "posix"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def functions() -> Iterator[tuple[str, int]]:
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                yield f"{name(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def imports(path: Path) -> set[str]:
    """Top names of everything a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            function = node.func
            yield function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_only_the_store_opens_files(path: Path) -> None:
    opening = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "lstat"} & set(calls(path))
    # The plan's text, named by the user; the town's language, before the town is opened.
    allowed = name(path).startswith("store/") or name(path) in {
        "cli/catalogue.py", "cli/support/language.py", "cli/support/cache.py", "cachefile.py",
    }  # fmt: skip
    assert allowed or not opening


TOUCHING = {
    "open", "read_bytes", "read_text", "write_bytes", "write_text", "iterdir", "glob", "rglob", "walk", "scandir",
    "listdir", "stat", "lstat", "exists", "is_file", "is_dir", "is_symlink", "is_mount", "is_fifo", "samefile",
    "resolve", "mkdir", "rmdir", "unlink", "rename", "touch", "chmod", "symlink_to", "readlink", "copytree", "copyfile",
    "copy2", "rmtree", "move",
}  # fmt: skip
# Below a town's root `store/files` with the disk alone looks, lists and reads, and `store/writing` with it writes.
# What others touch lies elsewhere, or is looked for before there is a root.
ELSEWHERE = {
    "root.py": {"is_file", "is_dir"},  # where the root is; what ships
    "cli/support/language.py": {"open"},  # a glance at the town's language, for help pages
    "cli/import_.py": {"exists"}, "cli/support/answers.py": {"exists"}, "cli/support/books.py": {"is_dir", "resolve"},
    "cli/rollup.py": {"resolve"},  # which of the roots that were named are one
    "cli/support/documents.py": {"exists"}, "cli/catalogue.py": {"exists"},  # what was handed out
    "store/disk.py": TOUCHING,
    # The root, what a user typed; by the disk; what ships.
    "store/files.py": {"stat", "walk", "is_dir", "is_file", "read_bytes"},
    "store/writing.py": {"exists"},  # whether git waits; the file to be replaced, when it has been looked at
    "cli/support/context.py": {"stat"},  # whether what was handed out has been written
    # The folder of the system's for what passes; a folder in which no town is yet.
    "store/copying.py": {"mkdir", "write_bytes", "glob", "is_dir", "is_symlink", "rmtree", "walk"},
    "store/new_town.py": {"exists", "is_dir", "is_file", "is_symlink", "rglob", "read_bytes", "read_text"},
    # The user's cache folder and the program's own files.
    "cachefile.py": {"read_bytes", "mkdir", "scandir", "stat", "lstat", "unlink", "is_dir", "open"},
    # The same, and all bytes below the root: the store takes longer to load than they to read.
    "cli/support/cache.py": {"scandir", "stat", "lstat", "unlink", "is_file", "open"},
    "store/manual.py": {"exists"},  # the form, wherever the user wants it
    "store/standards.py": {"glob", "read_text"}, "store/templates.py": {"glob"},  # what ships
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=name)
def test_one_place_touches_what_lies_below_the_root(path: Path) -> None:
    called = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    methods = {function.attr for function in called if isinstance(function, ast.Attribute)}
    builtin = {"open"} & {function.id for function in called if isinstance(function, ast.Name)}
    assert (methods | builtin) & TOUCHING <= ELSEWHERE.get(name(path), set())


@pytest.mark.parametrize("path", FILES, ids=name)
def test_one_clock(path: Path) -> None:
    """What is kept is of a day as well."""
    clocks = {"cli/support/session.py", "cli/support/cache.py"}
    assert name(path) in clocks or not {"today", "now", "time", "monotonic", "perf_counter"} & set(calls(path))


@pytest.mark.parametrize(
    ("library", "folders"),
    [
        ("typer", ("cli/",)),
        ("rich", ("cli/", "render/")),
        ("yaml", ("text/",)),
        ("ruamel", ("text/canonical.py",)),
        ("jinja2", ("render/templates.py",)),
        ("xlsxwriter", ("render/page_setup.py",)),
        ("python_calamine", ("workbook/grids.py",)),
        ("docxtpl", ("render/word.py",)),
        ("lxml", ("render/word.py",)),
    ],
)
def test_libraries_stay_where_they_are_used(library: str, folders: tuple[str, ...]) -> None:
    users = [name(path) for path in FILES if library in imports(path)]
    assert [user for user in users if not folders or not user.startswith(folders)] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_runs_on_windows(path: Path) -> None:
    top = {alias.name for node in tree(path).body if isinstance(node, ast.Import) for alias in node.names}
    assert not top & POSIX_ONLY


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_number_of_a_standard_in_code(path: Path) -> None:
    texts = [n.value for n in ast.walk(tree(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    docs = {
        ast.get_docstring(n, clean=False)
        for n in ast.walk(tree(path))
        if isinstance(n, (ast.Module, ast.ClassDef, ast.FunctionDef))
    }
    told = {
        "sentences.py",
        "help.py",
        "problems.py",
        "examples.py",
        "calendar.py",
    }  # examples in help texts and remedies; the version of a format
    assert path.name in told or not [
        t for t in texts if t not in docs and re.search(r"(?<![\d.])[1-7]\.\d{1,2}(\.[a-f])?(?![\d.])", t)
    ]


def test_sizes() -> None:
    lengths = dict(functions())
    assert not {where: size for where, size in lengths.items() if size > 72}
    assert median(lengths.values()) < 10
    assert sum(path.read_text("utf-8").count("\n") for path in FILES) < 55_500  # what counts is the whole


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["-h"]], ids=" ".join)
def test_what_asks_for_no_town_loads_nothing_heavy(words: list[str]) -> None:
    heavy = ("typer", "rich.console", "pydantic", "yaml", "branchstd.records", "branchstd.mask")
    code = (
        f"import sys; from branchstd.__main__ import run; run({words!r});"
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert seen.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "words",
    [["--help"], ["check", "liushao"], ["rectify", "list"], ["why", "liushao", "2.1"], ["paper", "--help"]],
    ids=" ".join,
)
def test_what_only_reads_does_not_load_what_writes(words: list[str]) -> None:
    code = (
        f"import sys; from branchstd.__main__ import run; run({words!r});"
        "writes = ('ruamel.yaml', 'docx', 'lxml', 'branchstd.text.canonical');"
        "print([m for m in sys.modules if m.startswith(writes)])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert seen.splitlines()[-1] == "[]"
