"""What is kept of catalogue, plan and words is what their files say, in every case; else they are read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from branchstd import cachefile
from branchstd.catalogue.parts import Part
from branchstd.root import package_folder
from branchstd.store import CatalogueError, compiled, standards, strict
from branchstd.workspace import REGISTRIES

SHIPPED = package_folder("standards")


KEYS: dict[Path, str] = {}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def put(path: Path, key: str, body: bytes) -> None:
        KEYS[path] = key
        cachefile.put(path, key, body)

    folder = tmp_path / "cache"
    monkeypatch.setattr(compiled, "own_folder", lambda _: folder)
    monkeypatch.setattr(compiled, "put", put)
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A root with standards of its own."""
    root = tmp_path / "root"
    shutil.copytree(SHIPPED, root / "standards")
    return root


def opened(root: Path | None) -> tuple[Part, ...]:
    strict._load.cache_clear()
    return strict.everyday(root), *standards.base_standards(root, REGISTRIES)


def read(root: Path | None) -> tuple[Part, ...]:
    """From the files, whatever is kept."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (strict, standards):
            patch.setattr(module, "compiled", lambda texts, make: make())
        return opened(root)


def dumped(value: Any) -> Any:
    """All that a part is made of, with its types, its order, and what was said in it."""
    if isinstance(value, Part):
        fields = [(name, dumped(getattr(value, name))) for name in type(value).model_fields]
        return type(value), fields, value.model_fields_set, value.__pydantic_private__
    if isinstance(value, dict):
        return [(key, dumped(one)) for key, one in value.items()]
    if isinstance(value, (list, tuple)):
        return type(value), [dumped(one) for one in value]
    return type(value), value


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file of the standards is read as YAML."""

    def refuse(*_: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr(strict, "read_yaml", refuse)
        yield


@pytest.mark.parametrize("root", [None, "own"])
def test_what_is_kept_is_what_was_read(root: str | None, own: Path, request: pytest.FixtureRequest) -> None:
    edit(own / "standards" / "plan_2019.yaml", 'version: "2019.2"', 'version: "2019.3"')
    folder = own if root else None
    first = dumped(opened(folder))
    assert first == dumped(read(folder))
    request.getfixturevalue("unread")
    assert dumped(opened(folder)) == first


def test_a_changed_file_is_read_anew(own: Path) -> None:
    before = opened(own)
    edit(own / "standards" / "manual_42.yaml", 'version: "2019.2"', 'version: "2019.3"')
    after = opened(own)
    assert after[0] == before[0]
    assert after[1] != before[1]
    assert dumped(after) == dumped(read(own))


def test_a_fault_stops_the_run_whatever_is_kept(own: Path, cache: Path) -> None:
    opened(own)
    kept = {path: path.read_bytes() for path in cache.iterdir()}
    edit(own / "standards" / "manual_42.yaml", "kind: cadence", "kind: cadense")
    for _ in range(2):
        with pytest.raises(CatalogueError) as caught:
            opened(own)
        assert caught.value.problems[0].values["near"] == "cadence"
    assert {path: path.read_bytes() for path in cache.iterdir()} == kept


@pytest.mark.parametrize("name", ["__version__", "changes"])
def test_another_program_reads_anew(name: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    opened(None)
    request.getfixturevalue("unread")
    opened(None)
    monkeypatch.setattr(compiled, name, "9.9" if name == "__version__" else lambda _: ["other"])
    with pytest.raises(AssertionError):
        opened(None)


def _spoil(path: Path, how: str) -> None:
    data = path.read_bytes()
    head, body = data.split(b"\n", 1)
    match how:
        case "cut":
            path.write_bytes(data[:-9])
        case "empty":
            path.write_bytes(b"")
        case "altered":
            path.write_bytes(data.replace("村".encode(), "镇".encode(), 1))
        case "of another":
            path.write_bytes(b"0" * 64 + head[64:] + b"\n" + body)
        case "no part":
            cachefile.put(path, KEYS[path], b'[{"=":"os.system"}]')
        case "folder":
            path.unlink()
            path.mkdir()


@pytest.mark.parametrize("how", ["cut", "empty", "altered", "of another", "no part", "folder"])
def test_what_is_spoilt_costs_time_alone(how: str, cache: Path) -> None:
    first = dumped(opened(None))
    for path in cache.iterdir():
        _spoil(path, how)
    assert dumped(opened(None)) == first


def test_without_a_place_to_keep_it(cache: Path) -> None:
    cache.write_text("no folder", "utf-8")
    assert dumped(opened(None)) == dumped(read(None))


def test_the_wheel_has_what_ships(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """As the build writes it."""
    expected = dumped(read(None))
    for texts, parts in standards.read_shipped(REGISTRIES):
        key = compiled.key_of(texts)
        compiled.write(tmp_path / "wheel" / key, key, parts)
    monkeypatch.setattr(compiled, "package_folder", lambda name: tmp_path / "wheel")
    request.getfixturevalue("unread")
    assert dumped(opened(None)) == expected
    assert not cache.exists()
