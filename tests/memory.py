"""One reading of a village, file or settings serves all tests of a process that would read the same, to the byte.

Most cases change one file of one village and then look at the whole town. `--fresh` reads everything each time, and so
do the tests of the folders in FRESH, which are about the reading itself.
"""

from __future__ import annotations

import copyreg
import os
import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from functools import wraps
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.catalogue.names import Registries
from branchstd.root import MARK, package_folder
from branchstd.store import Office
from branchstd.store.own import manual_file
from branchstd.workspace import Workspace

FRESH = (
    "tests/store/",
    "tests/text/",
    "tests/threats/test_threats_files",
    "tests/threats/test_threats_places",
    "tests/threats/test_threats_links",
    "tests/mask/test_mask_search",
    "tests/threats/test_threats_codes",
    "tests/threats/test_threats_oddities",
    "tests/test_workspace",
)
MOST = 200
MOST_FILES = 1000
MOST_DIGESTS = 100
DIGESTS: OrderedDict[int, tuple[Any, bytes]] = OrderedDict()

copyreg.pickle(MappingProxyType, lambda view: (dict, (dict(view),)))
Standards = tuple[Catalogue, Plan]


def remembering_villages(read: Callable[..., Any]) -> Callable[..., Any]:
    """A method that reads one village, its answers kept by catalogue, plan, town and the village's files."""
    kept: OrderedDict[tuple[str, tuple[Any, ...], bytes], Any] = OrderedDict()

    @wraps(read)
    def village(opened: Workspace | Office, slug: str, *asked: Any) -> Any:
        office = opened.office if isinstance(opened, Workspace) else opened
        files = (
            None if is_fresh() or any(isinstance(one, Mapping) and one for one in asked) else _files(office.root, slug)
        )
        if files is None:
            return read(opened, slug, *asked)
        key = (slug, tuple(one for one in asked if isinstance(one, date)), common(office) + files)
        if key not in kept:
            kept[key] = read(opened, slug, *asked)
        kept.move_to_end(key)
        if len(kept) > MOST:
            kept.popitem(last=False)
        return kept[key]

    return village


def remembering_files(read: Callable[..., Any]) -> Callable[..., Any]:
    """The reading of one file's bytes, its answers kept by all that it is told, and by how full the room is by then."""
    kept: OrderedDict[Any, tuple[Any, dict[str, Any]]] = OrderedDict()

    def read_bytes_of(data: bytes, file: str, keys: Any, kinds: Any, context: Any = None) -> Any:
        if context is None or is_fresh():
            return read(data, file, keys, kinds, context)
        room = context.room.__dict__
        codes = tuple((name, frozenset(one.known)) for name, one in context.codes.items())
        key = (
            data,
            file,
            tuple(keys.items()),
            kinds,
            _digest(context.words),
            context.year,
            codes,
            tuple(room.items()),
        )
        if key not in kept:
            found = read(data, file, keys, kinds, context)
            kept[key] = (found, dict(room))
        kept.move_to_end(key)
        if len(kept) > MOST_FILES:
            kept.popitem(last=False)
        found, after = kept[key]
        room.update(after)
        records = {kind: list(rows) for kind, rows in found.records.items()}
        return found._replace(records=records, broken=list(found.broken), problems=list(found.problems))

    return read_bytes_of


def remembering_standards(load: Callable[[Path | None, Registries], Standards]) -> Callable[..., Standards]:
    """Catalogue and plan as files say, without a town's settings."""
    kept: dict[bytes, Standards] = {}

    def base_standards(root: Path | None, registries: Registries) -> Standards:
        own = root / "standards" if root else None
        if root and is_fresh() and any(path.name != "data" for path in root.iterdir()):
            return load(root, registries)
        folder = own if own and own.is_dir() else package_folder("standards")
        files = [path for path in sorted(folder.glob("*.yaml")) if path.is_file()]
        key = sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).digest()
        if key not in kept:
            kept[key] = load(root, registries)
        return kept[key]

    return base_standards


def remembering_own(read: Callable[[Path, Catalogue, Plan], Standards]) -> Callable[[Path, Catalogue, Plan], Standards]:
    """A town's settings put over catalogue and plan, kept by these and the two files in which settings stand."""
    kept: dict[tuple[Any, ...], tuple[Standards, Standards]] = {}

    def own_standards(root: Path, catalogue: Catalogue, plan: Plan) -> Standards:
        files = (root / MARK, manual_file(root, plan.year))
        if is_fresh() or any(path.is_symlink() for file in files for path in (file, file.parent)):
            return read(root, catalogue, plan)
        said = (path.read_bytes() if path.is_file() else path.exists() for path in files)
        key = (*said, id(catalogue), id(plan))
        if key not in kept:
            kept[key] = ((catalogue, plan), read(root, catalogue, plan))  # kept as well, or others had their ids
        return kept[key][1]

    return own_standards


def remembering_templates(translate: Callable[..., Any]) -> Callable[..., Any]:
    """Templates as Python, kept by their text and by what they are translated for."""
    kept: dict[tuple[Any, ...], Any] = {}

    @wraps(translate)
    def compiled(environment: Environment, source: Any, name: str | None = None, filename: str | None = None) -> Any:
        key = (type(environment), environment.autoescape, tuple(environment.filters), source, name, filename)
        if key not in kept:
            kept[key] = translate(environment, source, name, filename)
        return kept[key]

    return compiled


def is_fresh() -> bool:
    return os.environ.get("PYTEST_CURRENT_TEST", "").startswith(FRESH)


def common(office: Office) -> bytes:
    """What all villages share, kept with the office: it never changes."""
    if "_common" not in office.__dict__:
        town = [getattr(office.town, field.name) for field in fields(office.town)]
        marks = [record.mark for records in office.town.records.values() for record in records]
        told = (_digest(office.catalogue), _digest(office.plan), town, marks, office.names)
        office.__dict__["_common"] = sha256(pickle.dumps(told)).digest()
    return bytes(office.__dict__["_common"])


def _digest(said: Any) -> bytes:
    """Of an object that never changes, reckoned once."""
    if id(said) not in DIGESTS:
        DIGESTS[id(said)] = (said, sha256(pickle.dumps(said)).digest())
    found = DIGESTS[id(said)][1]
    if len(DIGESTS) > MOST_DIGESTS:
        DIGESTS.popitem(last=False)
    return found


def _files(root: Path, slug: str) -> bytes | None:
    """Names and bytes of a village's files; None where something else lies among them."""
    own = sorted((root / "data/villages" / slug).rglob("*"))
    said = sorted((root / "data/town").glob(f"*/villages/{slug}.*"))
    found = sha256()
    for path in (*own, *said):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            return None
        content = path.read_bytes() if path.is_file() else b"/"
        found.update(f"{path.relative_to(root)} {len(content)} ".encode() + content)
    return found.digest()
