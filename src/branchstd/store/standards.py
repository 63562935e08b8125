"""Loads catalogue and plan, and puts the office's own settings over them; a mistake stops the run with its line."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from branchstd.catalogue.choices import lint_choices
from branchstd.catalogue.lint import lint, lint_links, lint_plan
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.parts import Part
from branchstd.findings import Place, Problem
from branchstd.root import own_or_shipped
from branchstd.store.own import own_standards
from branchstd.store.strict import CatalogueError, stop, typed
from branchstd.text.nodes import Node
from branchstd.text.yaml import read_yaml

P = TypeVar("P", bound=Part)


def load_standards(root: Path | None) -> tuple[Catalogue, Plan]:
    """What holds in a root: its own `standards/`, else the shipped ones, with the settings of its town.

    Raises CatalogueError with all that is wrong.
    """
    catalogue, plan = base_standards(root)
    return own_standards(root, catalogue, plan) if root else (catalogue, plan)


def base_standards(root: Path | None) -> tuple[Catalogue, Plan]:
    """The same without the town's settings."""
    folder = own_or_shipped(root, "standards")
    manual, plan_file = _one(folder, "manual_*.yaml"), _one(folder, "plan_*.yaml")
    plan_node, plan = _load(plan_file, Plan)
    node, catalogue = _load(manual, Catalogue)
    stop(_short(plan_file), plan_node, lint_plan(plan))
    stop(_short(manual), node, lint(catalogue, plan))
    stop(_short(plan_file), plan_node, lint_links(plan, catalogue))
    stop(_short(plan_file), plan_node, lint_choices(plan, catalogue))
    return catalogue, plan


def _one(folder: Path, pattern: str) -> Path:
    """The latest by name: plan_2020 before plan_2019."""
    found = sorted(folder.glob(pattern))
    if not found:
        raise CatalogueError([Problem("no_standards", Place(_short(folder / pattern)))])
    return found[-1]


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _load(path: Path, model: type[P]) -> tuple[Node, P]:
    file = _short(path)
    try:
        node, problems = read_yaml(path.read_bytes(), file)
    except OSError as error:
        raise CatalogueError([Problem("cannot_read", Place(file), {"detail": error.strerror or ""})]) from None
    if node is None or problems:
        raise CatalogueError(problems or [Problem("no_standards", Place(file))])
    return node, typed(node, file, model)
