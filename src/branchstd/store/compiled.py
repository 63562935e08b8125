"""Catalogue, plan and everyday words as they were read and found sound, kept as plain
JSON: to read and to lint them takes longer than to check a village.

Kept under a digest of their files' bytes and of the program, so that no other form can
be taken for theirs: what ships beside them in the wheel, a town's own in the user's
cache folder. What cannot be used or kept there costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from pydantic.fields import FieldInfo

from branchstd import __version__
from branchstd.catalogue.parts import Part, Span
from branchstd.root import package_folder

T = TypeVar("T", bound=tuple[Part, ...])
FOLDER: Final = "compiled"
# A word that no field has: what kind of value this is.
KIND: Final = "="
# In a checkout these decide what becomes of the files, beside the version.
_READERS: Final = ("catalogue", "records", "rules", "store", "text", "workflow")


def compiled(texts: Mapping[str, bytes], read: Callable[[], T]) -> T:
    """What `read` makes of the files of these names and bytes. Raises what it raises;
    nothing is kept then.
    """
    key = key_of(texts)
    kept: T | None = _taken(package_folder(FOLDER) / key, key)
    if kept is not None:
        return kept
    key = hashlib.sha256(f"{key} {_program()}".encode()).hexdigest()
    # Sixteen places for each kind and no more: the last one has it.
    path = _cache() / f"{len(texts)}{key[0]}.json"
    kept = _taken(path, key)
    if kept is not None:
        return kept
    found = read()
    with suppress(OSError):
        write(path, key, found)
    return found


def key_of(texts: Mapping[str, bytes]) -> str:
    """Another one for each other byte, name or version of the program."""
    said = hashlib.sha256(__version__.encode())
    for name, data in texts.items():
        said.update(f"\n{name} {len(data)}\n".encode() + data)
    return said.hexdigest()


def write(path: Path, key: str, parts: Iterable[Part]) -> None:
    """All or nothing of it. Raises OSError."""
    body = json.dumps(
        [_plain(part) for part in parts], ensure_ascii=False, separators=(",", ":")
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        beside.write_bytes(_head(key, body.encode()) + body.encode())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {hashlib.sha256(body).hexdigest()}\n".encode()


def _taken(path: Path, key: str) -> Any:
    """The parts; None where nothing is, something else, or less than was written."""
    with suppress(OSError, ValueError, LookupError, TypeError):
        head, body = path.read_bytes().split(b"\n", 1)
        if head + b"\n" == _head(key, body):
            return tuple(json.loads(body, object_hook=_value))
    return None


@cache
def _cache() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415  what ships needs none

    return user_cache_path("branchstd", appauthor=False) / FOLDER


def _program() -> str:
    """Of the modules that read and lint when each was changed: in a checkout they
    change, and the version does not.
    """
    package = Path(__file__).parents[1]
    return " ".join(
        f"{entry.name} {entry.stat().st_size} {entry.stat().st_mtime_ns}"
        for name in _READERS
        for entry in sorted(os.scandir(package / name), key=lambda one: one.name)
        if entry.name.endswith(".py")
    )


def _plain(value: Any) -> Any:
    """A value as JSON has it; `_value` back. Raises TypeError for a kind of value that
    no part has.
    """
    match value:
        case None | str() | int():
            return value
        case Part():
            said = {
                name: _plain(getattr(value, name))
                for name in type(value).model_fields
                if name in value.model_fields_set
            }
            return {KIND: type(value).__name__, **said}
        case list():
            return [_plain(one) for one in value]
        case dict():
            pairs = [[_plain(key), _plain(one)] for key, one in value.items()]
            return {KIND: "dict", "of": pairs}
        case tuple():
            return {KIND: type(value).__name__, "of": [_plain(one) for one in value]}
        case Fraction() | date():
            return {KIND: type(value).__name__, "of": str(value)}
    raise TypeError(type(value))


_SIMPLE: Final[Mapping[str, Callable[[Any], object]]] = {
    "tuple": tuple,
    "dict": dict,
    "Span": lambda of: Span(*of),
    "Fraction": Fraction,
    "date": date.fromisoformat,
}


def _value(said: dict[str, Any]) -> object:
    kind = said.pop(KIND)
    if (make := _SIMPLE.get(kind)) is not None:
        return make(said["of"])
    part, defaults, fresh = _parts()[kind]
    made = part.__new__(part)
    # As pydantic's `model_construct`, in half the time: what was read has been found
    # sound, and defaults that do not change need no copies.
    own = {name: field.get_default(call_default_factory=True) for name, field in fresh}
    object.__setattr__(made, "__dict__", defaults | own | said)
    object.__setattr__(made, "__pydantic_fields_set__", set(said))
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    if part.__private_attributes__:
        made.model_post_init(None)
    return made


class _Kind(NamedTuple):
    """defaults: of all fields, in their order. fresh: those that are made anew."""

    part: type[Part]
    defaults: dict[str, Any]
    fresh: tuple[tuple[str, FieldInfo], ...]


@cache
def _parts() -> Mapping[str, _Kind]:
    """By name."""
    from branchstd.catalogue import everyday, model  # noqa: F401, PLC0415  all kinds that there are

    def below(kind: type[Part]) -> Iterator[type[Part]]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    return {
        part.__name__: _Kind(
            part,
            {name: field.default for name, field in part.model_fields.items()},
            tuple(one for one in part.model_fields.items() if one[1].default_factory),
        )
        for part in below(Part)
    }
