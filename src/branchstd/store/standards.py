"""Loads catalogue and plan, strictly: the first run that meets a mistake stops with its file, line and nearest name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from branchstd.catalogue.lint import Fault, lint, lint_links, lint_plan
from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.parts import Part
from branchstd.findings import Place, Problem, nearest, shown
from branchstd.root import own_or_shipped
from branchstd.store.typing import plain
from branchstd.text.nodes import Mapping, Node, Sequence
from branchstd.text.yaml import read_yaml

P = TypeVar("P", bound=Part)
Path_ = tuple[str | int, ...]
# Errors that say which words would have been right, and where they say so.
_CHOICES: Final = {"union_tag_invalid": "expected_tags", "literal_error": "expected"}


class CatalogueError(Exception):
    """A catalogue or plan that cannot be used; `problems` say where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(str(problems[0].place))
        self.problems = problems


def load_standards(root: Path | None) -> tuple[Catalogue, Plan]:
    """The root's own `standards/`, else the shipped ones. Raises CatalogueError with all that is wrong."""
    folder = own_or_shipped(root, "standards")
    manual, plan_file = _one(folder, "manual_*.yaml"), _one(folder, "plan_*.yaml")
    plan_node, plan = _load(plan_file, Plan)
    node, catalogue = _load(manual, Catalogue)
    _stop(plan_file, plan_node, list(lint_plan(plan)))
    _stop(manual, node, list(lint(catalogue, plan)))
    _stop(plan_file, plan_node, list(lint_links(plan, catalogue)))
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
        raise CatalogueError(list(problems) or [Problem("no_standards", Place(file))])
    values = plain(node)
    _complete_ids(values)
    try:
        return node, model.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise CatalogueError([_problem(path, node, detail) for detail in details]) from None


def _complete_ids(values: object) -> None:
    """A rule's `id: a` stands for `3.4.a`: the file is shorter and cannot contradict itself."""
    standards = values.get("standards", ()) if isinstance(values, dict) else ()
    for standard in standards if isinstance(standards, list) else ():
        rules = standard.get("rules", ()) if isinstance(standard, dict) else ()
        for rule in rules if isinstance(rules, list) else ():
            if isinstance(rule, dict) and isinstance(rule.get("id"), str):
                rule["id"] = f"{standard.get('id')}.{rule['id']}"


def _problem(path: Path, node: Node, detail: ErrorDetails) -> Problem:
    loc, code, values = detail["loc"], detail["type"], detail.get("ctx", {})
    place = Place(_short(path), *_locate(node, loc))
    if code in _CHOICES:
        said = str(values.get("tag") or getattr(_find(node, loc), "text", ""))
        options = re.findall(r"'([^']+)'", str(values.get(_CHOICES[code], "")))
        return Problem("unknown_name", place, {"name": shown(said), "near": nearest(said, tuple(options))})
    key = str(loc[-1]) if loc else ""
    near = nearest(key, tuple(_keys())) if code == "extra_forbidden" else ""
    texts = {name: str(value) for name, value in values.items()}
    known = {"missing": "catalogue_missing", "extra_forbidden": "unknown_name"}
    return Problem(
        known.get(code, "catalogue_value"),
        place,
        {"name": key, "near": near, "detail": code} | texts,
    )


def _keys() -> list[str]:
    """All field names of catalogue parts: good enough to find the one that was meant."""
    from branchstd.catalogue import model as parts  # noqa: PLC0415  only on the way out
    from branchstd.catalogue import rules  # noqa: PLC0415

    kinds = [v for m in (parts, rules) for v in vars(m).values() if isinstance(v, type) and issubclass(v, Part)]
    return sorted({name for kind in kinds for name in kind.model_fields})


def _stop(path: Path, node: Node, faults: list[Fault]) -> None:
    if faults:
        raise CatalogueError([Problem(f.code, Place(_short(path), *_locate(node, f.path)), f.values) for f in faults])


def _locate(node: Node, path: Path_) -> tuple[int, int]:
    found = _find(node, path)
    return found.line, found.column


def _find(node: Node, path: Path_) -> Node:
    """What stands at a path, or its nearest ancestor that stands in the file."""
    for step in path:
        found: Node | None = None
        if isinstance(node, Mapping):
            found = next((value for key, value in node.entries if key.text == step), None)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            found = node.items[step]
        if found is None:
            continue
        node = found
    return node
