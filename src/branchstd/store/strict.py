"""Text nodes to catalogue parts, strictly: whatever is wrong stops the run with its
file, line and nearest name.

The everyday words that hold in a root: those of its own standards where it has any,
else the shipped ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from branchstd.catalogue.everyday import Everyday, lint_everyday
from branchstd.catalogue.lint import Fault
from branchstd.catalogue.parts import Part
from branchstd.findings import Place, Problem, Severity, excerpt, nearest
from branchstd.root import package_folder
from branchstd.store.compiled import compiled
from branchstd.store.files import exists, read_bytes, read_package_file
from branchstd.text.nodes import MappingNode, Node, SequenceNode, plain
from branchstd.text.yaml import read_yaml

P = TypeVar("P", bound=Part)
Path_ = tuple[str | int, ...]
# Errors that say which words would have been right, and where they say so.
_CHOICES: Final = {"union_tag_invalid": "expected_tags", "literal_error": "expected"}
# Faults of values that have a sentence of their own, the same as in records.
_SAID: Final = {
    "proof_or_why",
    "bad_date",
    "bad_date_form",
    "bad_code",
    "bad_decimal",
}
_KNOWN: Final = {"missing": "catalogue_missing", "extra_forbidden": "unknown_name"}


class CatalogueError(Exception):
    """A catalogue, plan or office's setting that cannot be used; `problems` say where
    and why.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(str(self.problems[0].place))


def short(path: Path) -> str:
    """As faults name a file of the standards: `standards/words.yaml`."""
    return f"{path.parent.name}/{path.name}"


def standard_bytes(own: Path | None, path: Path) -> bytes:
    """A file of the standards: of the root `own`, or one that ships. Raises
    CatalogueError.
    """
    data = read_bytes(own, path) if own else read_package_file(path)
    if isinstance(data, Problem):
        raise CatalogueError([data])
    return data


def take(file: str, data: bytes, model: type[P]) -> tuple[Node, P]:
    """What the file says, with its node. Raises CatalogueError."""
    node, problems = read_yaml(data, file)
    if node is None or any(problem.severity is Severity.ERROR for problem in problems):
        raise CatalogueError(problems or [Problem("no_standards", Place(file))])
    return node, parse(node, file, model)


def parse(node: Node, file: str, model: type[P]) -> P:
    """Raises CatalogueError with all that is wrong."""
    values = plain(node)
    _complete_ids(values)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise CatalogueError(
            [_problem(file, node, detail) for detail in details]
        ) from None


def stop(file: str, node: Node, faults: Iterable[Fault]) -> None:
    """Raises CatalogueError if there is any fault."""
    found = [
        Problem(fault.code, Place(file, *locate(node, fault.path)), fault.values)
        for fault in faults
    ]
    if found:
        raise CatalogueError(found)


def _complete_ids(values: object) -> None:
    """A rule's `id: a` stands for `3.4.a`: the file is shorter and cannot contradict
    itself.
    """
    for standard in _mappings(values, "standards"):
        for rule in _mappings(standard, "rules"):
            if isinstance(rule.get("id"), str):
                rule["id"] = f"{standard.get('id')}.{rule['id']}"


def _mappings(values: object, key: str) -> list[dict[str, object]]:
    """Of what may be anything, the mappings that are listed under a key."""
    listed = values.get(key) if isinstance(values, dict) else None
    return (
        [one for one in listed if isinstance(one, dict)]
        if isinstance(listed, list)
        else []
    )


def _problem(file: str, node: Node, detail: ErrorDetails) -> Problem:
    loc, code, values = detail["loc"], detail["type"], detail.get("ctx", {})
    place = Place(file, *locate(node, loc))
    if code in _CHOICES:
        said = str(values.get("tag") or getattr(_find(node, loc), "text", ""))
        options = re.findall(r"'([^']+)'", str(values.get(_CHOICES[code], "")))
        return Problem(
            "unknown_name",
            place,
            {"name": excerpt(said), "near": nearest(said, tuple(options))},
        )
    key = str(loc[-1]) if loc else ""
    near = nearest(key, tuple(_keys())) if code == "extra_forbidden" else ""
    texts = {name: str(value) for name, value in values.items()}
    told = {
        "name": key,
        "label": key,
        "field": key,
        "near": near,
        "detail": code,
    } | texts
    return Problem(
        code if code in _SAID else _KNOWN.get(code, "catalogue_value"), place, told
    )


def _keys() -> list[str]:
    """All field names of catalogue parts: good enough to find the one that was
    meant.
    """
    # Only on the way out.
    from branchstd.catalogue import everyday, model, parts, rules, settings

    modules = (everyday, model, parts, rules, settings)
    kinds = [
        v
        for m in modules
        for v in vars(m).values()
        if isinstance(v, type) and issubclass(v, Part)
    ]
    return sorted({name for kind in kinds for name in kind.model_fields})


def locate(node: Node, path: Path_) -> tuple[int, int]:
    """Line and column of what stands at a path, or of its nearest ancestor in the
    file.
    """
    found = _find(node, path)
    return found.line, found.column


def _find(node: Node, path: Path_) -> Node:
    for step in path:
        found: Node | None = None
        if isinstance(node, MappingNode):
            found = next(
                (value for key, value in node.entries if key.text == step), None
            )
        elif (
            isinstance(node, SequenceNode)
            and isinstance(step, int)
            and step < len(node.items)
        ):
            found = node.items[step]
        if found is None:
            continue
        node = found
    return node


FILE = "words.yaml"


def everyday(root: Path | None = None) -> Everyday:
    """Raises CatalogueError where the file is faulty."""
    return _load(root if root and exists(root, root / "standards" / FILE) else None)


@cache
def _load(own: Path | None) -> Everyday:
    texts = everyday_texts(own)
    return compiled(texts, lambda: read_everyday(texts))[0]


def everyday_texts(own: Path | None) -> dict[str, bytes]:
    """The one file, by its name. Raises CatalogueError."""
    path = (own / "standards" if own else package_folder("standards")) / FILE
    return {short(path): standard_bytes(own, path)}


def read_everyday(texts: Mapping[str, bytes]) -> tuple[Everyday]:
    """Raises CatalogueError."""
    [(file, data)] = texts.items()
    node, words = take(file, data, Everyday)
    stop(file, node, lint_everyday(words))
    return (words,)
