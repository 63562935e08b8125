"""Loads catalogue and plan, and puts the office's own settings over them; a mistake stops the run with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from branchstd.catalogue.choices import lint_choices
from branchstd.catalogue.lint import lint, lint_links, lint_plan
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.findings import Place, Problem
from branchstd.root import package_folder
from branchstd.store.files import exists, find_files
from branchstd.store.own import own_standards
from branchstd.store.strict import CatalogueError, everyday, load, short, stop

FOLDER: Final = "standards"


def load_standards(root: Path | None) -> tuple[Catalogue, Plan]:
    """What holds in a root: its own `standards/`, else the shipped ones, with the settings of its town.

    Raises CatalogueError with all that is wrong.
    """
    catalogue, plan = base_standards(root)
    return own_standards(root, catalogue, plan) if root else (catalogue, plan)


def base_standards(root: Path | None) -> tuple[Catalogue, Plan]:
    """The same without the town's settings."""
    everyday(root)
    own = root if root and exists(root, root / FOLDER) else None
    manual, plan_file = _one(own, "manual_*.yaml"), _one(own, "plan_*.yaml")
    plan_node, plan = load(own, plan_file, Plan)
    node, catalogue = load(own, manual, Catalogue)
    stop(short(plan_file), plan_node, lint_plan(plan))
    stop(short(manual), node, lint(catalogue, plan))
    stop(short(plan_file), plan_node, lint_links(plan, catalogue))
    stop(short(plan_file), plan_node, lint_choices(plan, catalogue))
    return catalogue, plan


def _one(own: Path | None, pattern: str) -> Path:
    """The latest by name: plan_2020 before plan_2019."""
    files = find_files(own, own / FOLDER, pattern) if own else sorted(package_folder(FOLDER).glob(pattern))
    if not files:
        raise CatalogueError([Problem("no_standards", Place(f"{FOLDER}/{pattern}"))])
    return files[-1]
