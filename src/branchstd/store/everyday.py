"""The everyday words that hold in a root: those of its own standards where it has any, else the shipped ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from branchstd.catalogue.everyday import Everyday, lint_everyday
from branchstd.root import own_or_shipped, shipped
from branchstd.store.strict import loaded, short, stop

FILE = "words.yaml"


def everyday(root: Path | None = None) -> Everyday:
    """Raises CatalogueError where the file is faulty."""
    own = own_or_shipped(root, "standards") / FILE
    return _loaded(own if own.is_file() else shipped("standards") / FILE)


@cache
def _loaded(path: Path) -> Everyday:
    node, found = loaded(path, Everyday)
    stop(short(path), node, lint_everyday(found))
    return found
