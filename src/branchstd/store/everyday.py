"""The everyday words that hold in a root: those of its own standards where it has any, else the shipped ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from branchstd.catalogue.everyday import Everyday, lint_everyday
from branchstd.root import shipped
from branchstd.store.files import found
from branchstd.store.strict import loaded, short, stop

FILE = "words.yaml"


def everyday(root: Path | None = None) -> Everyday:
    """Raises CatalogueError where the file is faulty."""
    return _loaded(root if root and found(root, root / "standards" / FILE) else None)


@cache
def _loaded(own: Path | None) -> Everyday:
    path = (own / "standards" if own else shipped("standards")) / FILE
    node, words = loaded(own, path, Everyday)
    stop(short(path), node, lint_everyday(words))
    return words
