"""Catalogue, plan and everyday words as they were read and found sound, kept as plain
JSON: to read and to lint them takes longer than to check a village.

Kept under a digest of their files' bytes and of the program, so that no other form can
be taken for theirs: what ships beside them in the wheel, a town's own in the user's
cache folder. What cannot be used or kept there costs time and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from pydantic.fields import FieldInfo

from branchstd import __version__
from branchstd.cachefile import changes, own_folder, put, take
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
    package = Path(__file__).parents[1]
    readers = [*changes(package / name for name in _READERS)]
    key = sha256(f"{key} {readers}".encode()).hexdigest()
    try:
        # Sixteen places for each kind and no more: the last one has it.
        path = own_folder(FOLDER) / f"{len(texts)}{key[0]}.json"
    except OSError:
        return read()
    kept = _taken(path, key)
    if kept is not None:
        return kept
    found = read()
    with suppress(OSError):
        write(path, key, found)
    return found


def key_of(texts: Mapping[str, bytes]) -> str:
    """Another one for each other byte, name or version of the program."""
    said = sha256(__version__.encode())
    for name, data in texts.items():
        said.update(f"\n{name} {len(data)}\n".encode() + data)
    return said.hexdigest()


def write(path: Path, key: str, parts: Iterable[Part]) -> None:
    """All or nothing of it. Raises OSError."""
    body = json.dumps(
        [_plain(part) for part in parts], ensure_ascii=False, separators=(",", ":")
    )
    put(path, key, body.encode())


def _taken(path: Path, key: str) -> Any:
    """The parts; None where nothing is, something else, or less than was written."""
    with suppress(ValueError, LookupError, TypeError):
        if (body := take(path, key)) is not None:
            return tuple(json.loads(body, object_hook=_value))
    return None


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
    from branchstd.catalogue import everyday, model  # noqa: F401  all kinds that there are

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
