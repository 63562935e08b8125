"""Loads catalogue and plan, and puts the office's own settings over them; a mistake
stops the run with its line.

A root may have a catalogue and a plan of its own; they begin as a copy of the shipped
ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from branchstd.catalogue.choices import lint_choices
from branchstd.catalogue.lint import Known, lint, lint_links, lint_plan
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.names import Registries
from branchstd.findings import Place, Problem
from branchstd.root import package_folder
from branchstd.store.files import bytes_of, exists, find_files, path_name
from branchstd.store.own import own_standards
from branchstd.store.strict import CatalogueError, everyday, load, short, stop

FOLDER: Final = "standards"
MANUAL, PLAN = "manual_*.yaml", "plan_*.yaml"


def read_standards(root: Path | None, registries: Registries) -> tuple[Catalogue, Plan]:
    """What holds in a root: its own `standards/`, else the shipped ones, with the
    settings of its town.

    Raises CatalogueError with all that is wrong.
    """
    catalogue, plan = base_standards(root, registries)
    return own_standards(root, catalogue, plan) if root else (catalogue, plan)


def base_standards(root: Path | None, registries: Registries) -> tuple[Catalogue, Plan]:
    """The same without the town's settings."""
    everyday(root)
    own = root if root and exists(root, root / FOLDER) else None
    manual, plan_file = _one(own, MANUAL), _one(own, PLAN)
    plan_node, plan = load(own, plan_file, Plan)
    node, catalogue = load(own, manual, Catalogue)
    stop(short(plan_file), plan_node, lint_plan(plan))
    known = Known(catalogue, plan, registries)
    stop(short(manual), node, lint(known))
    stop(short(plan_file), plan_node, lint_links(known))
    stop(short(plan_file), plan_node, lint_choices(known))
    return catalogue, plan


def _one(own: Path | None, pattern: str) -> Path:
    """The latest by name: plan_2020 before plan_2019."""
    files = (
        find_files(own, own / FOLDER, pattern)
        if own
        else sorted(package_folder(FOLDER).glob(pattern))
    )
    if not files:
        raise CatalogueError([Problem("no_standards", Place(f"{FOLDER}/{pattern}"))])
    return files[-1]


def missing_files(root: Path) -> dict[Path, str]:
    """The shipped catalogue and plan, by where a root has its own; what is there
    already is left out.

    Raises CatalogueError where both are there, or the folder cannot be read.
    """
    shipped = {
        root / FOLDER / file.name: file.read_text("utf-8")
        for file in (_one(None, MANUAL), _one(None, PLAN))
    }
    there = {path: bytes_of(root, path) for path in shipped}
    left = {path: text for path, text in shipped.items() if there[path] is None}
    if not left:
        raise CatalogueError(
            seen
            if isinstance(seen, Problem)
            else Problem("file_exists", Place(path_name(root, path), 0))
            for path, seen in there.items()
        )
    return left
