"""Loads catalogue and plan, and puts the office's own settings over them; a mistake
stops the run with its line.

A root may have a catalogue and a plan of its own; they begin as a copy of the shipped
ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.names import Registries
from branchstd.catalogue.parts import Part
from branchstd.findings import Place, Problem
from branchstd.root import package_folder
from branchstd.store.compiled import compiled
from branchstd.store.files import bytes_of, exists, find_files, path_name
from branchstd.store.own import own_standards
from branchstd.store.strict import (
    CatalogueError,
    everyday,
    everyday_texts,
    read_everyday,
    short,
    standard_bytes,
    stop,
    take,
)

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
    texts = _texts(own)
    return compiled(texts, lambda: _read(texts, registries))


def read_shipped(
    registries: Registries,
) -> Iterator[tuple[Mapping[str, bytes], tuple[Part, ...]]]:
    """What ships, read and linted, each with the files that it is made of: what the
    wheel holds compiled.
    """
    words, texts = everyday_texts(None), _texts(None)
    yield words, read_everyday(words)
    yield texts, _read(texts, registries)


def _texts(own: Path | None) -> dict[str, bytes]:
    paths = (_one(own, PLAN), _one(own, MANUAL))
    return {short(path): standard_bytes(own, path) for path in paths}


def _read(texts: Mapping[str, bytes], registries: Registries) -> tuple[Catalogue, Plan]:
    """The plan's and the catalogue's text, in this order."""
    from branchstd.catalogue.choices import lint_choices  # most are kept
    from branchstd.catalogue.lint import Known, lint, lint_links, lint_plan

    (plan_file, plan_data), (manual, data) = texts.items()
    plan_node, plan = take(plan_file, plan_data, Plan)
    node, catalogue = take(manual, data, Catalogue)
    stop(plan_file, plan_node, lint_plan(plan))
    known = Known(catalogue, plan, registries)
    stop(manual, node, lint(known))
    stop(plan_file, plan_node, lint_links(known))
    stop(plan_file, plan_node, lint_choices(known))
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
