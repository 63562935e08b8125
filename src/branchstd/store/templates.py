"""Templates of reports by name: the shipped ones, those of the town over them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

from branchstd.findings import Place, Problem
from branchstd.root import package_folder
from branchstd.store.files import (
    bytes_of,
    find_files,
    path_name,
    read_bytes,
    read_package_file,
    shut,
)
from branchstd.text.decode import decode

FOLDER = Path("templates") / "report"
PAPERS: Final = Path("templates") / "paper"
# How git says that a folder is in no repository, or in one without a revision.
NONE_YET: Final = (
    "not a git repository",
    "Needed a single revision",
    "unknown revision",
)


class Templates(NamedTuple):
    """Name to text. own: some differ from what ships; problems: files of the town's
    that cannot be used.
    """

    texts: dict[str, str]
    own: bool
    problems: tuple[Problem, ...]


def report_templates(root: Path) -> Templates:
    """A town may put a file of the same name into its own `templates/report`."""
    ours = {
        path.name: read_package_file(path)
        for path in (package_folder("templates") / "report").glob("*.j2")
    }
    texts = {
        name: data.decode() for name, data in ours.items() if isinstance(data, bytes)
    }
    own = {path.name: _text(root, path) for path in _own(root)}
    problems = tuple(
        text for text in (*ours.values(), *own.values()) if isinstance(text, Problem)
    )
    over = {name: text for name, text in own.items() if isinstance(text, str)}
    return Templates(
        texts | over,
        any(texts.get(name) != text for name, text in over.items()),
        problems,
    )


class PaperTemplate(NamedTuple):
    """A Word document, or why there is none; own: it is the town's."""

    file: str
    data: bytes | Problem
    own: bool


def paper_template(root: Path, name: str) -> PaperTemplate:
    """A town may put a document of the same name into its own `templates/paper`."""
    path = root / PAPERS / f"{name}.docx"
    own = bytes_of(root, path)
    shipped = package_folder("templates") / "paper" / path.name
    data = read_package_file(shipped) if own is None else own
    return PaperTemplate((PAPERS / path.name).as_posix(), data, own is not None)


def _own(root: Path) -> tuple[Path, ...]:
    """The town's own files; a folder that is a link stands for what is in it, and is
    refused as such.
    """
    closed = shut(root, root / FOLDER)
    if closed and closed.code == "linked_folder":
        return (root / closed.place.file,)
    return find_files(root, root / FOLDER, "*.j2")


def _text(root: Path, path: Path) -> str | Problem:
    """A template's text; a link could lead to any file of the computer, so none is
    followed.
    """
    data, name = read_bytes(root, path), path_name(root, path)
    text = data if isinstance(data, Problem) else decode(data, name)
    if isinstance(text, str) and not text.strip():
        return Problem("template_empty", Place(name, 0))
    return text


def revision(root: Path) -> str | None:
    """The git revision that the records stand at, with a `+` where they differ from it;
    empty without a repository.

    None where it cannot be found out: there is no git, or it refuses the folder or does
    not end.
    """
    head = git(root, "rev-parse", "--short=10", "HEAD")
    if not head:
        return head
    changed = git(root, "status", "--porcelain", "--", "data", "standards")
    return None if changed is None else f"{head}+" if changed else head


def git(root: Path, *words: str) -> str | None:
    """What git says of the town's repository; empty where it knows for sure that there
    is none, or nothing in it.
    """
    try:
        run = subprocess.run(  # noqa: S603  no shell, fixed words
            ["git", "-C", str(root), *words],  # noqa: S607
            capture_output=True, check=False, timeout=20,
            encoding="utf-8", errors="replace",  # git's own, whatever the system's is
            env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    if run.returncode == 0:
        return run.stdout.strip()
    return "" if any(said in run.stderr for said in NONE_YET) else None
