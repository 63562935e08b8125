"""The folder for a USB stick: what the target needs, by its own markers, and nothing but what the lock names."""

from __future__ import annotations

import hashlib
import importlib.util
import struct
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

from samples import ROOT

PE = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x80) + bytes(0x40) + b"PE\0\0"
PATHS = "python312.zip\n.\n\n#import site\n"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "tools" / "bundle.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["bundle"] = module
    spec.loader.exec_module(module)
    return module


def test_windows_gets_what_windows_needs(tool: ModuleType) -> None:
    """On whatever machine it is asked: colorama is for Windows alone; what is for developers stays away."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    direct = {wish.partition(">")[0].partition("<")[0].replace(".", "-") for wish in project["dependencies"]}
    for version in tool.VERSIONS:
        found = tool.pinned(lock, version)
        names = {one.name for one in found}
        assert direct | {"colorama", "pydantic-core", "markupsafe"} <= names
        assert not {"pytest", "mypy", "ruff", "branchstd"} & names
        assert all(one.version and one.hashes for one in found)


def test_markers_and_extras_are_followed(tool: ModuleType) -> None:
    old, nt = "python_full_version < '3.12'", "sys_platform == 'win32'"
    lock = {"package": [
        {"name": "branchstd", "dependencies": [{"name": "a", "extra": ["x"]}, {"name": "b", "marker": old}]},
        {"name": "a", "version": "1", "dependencies": [{"name": "branchstd"}, {"name": "c", "version": "2"}],
         "optional-dependencies": {"x": [{"name": "d", "marker": nt}], "y": [{"name": "e"}]}},
        *({"name": "c", "version": version} for version in "12"),
        *({"name": name, "version": "1"} for name in "bde"),
    ]}  # fmt: skip
    told = {version: [(one.name, one.version) for one in tool.pinned(lock, version)] for version in ("3.11", "3.12")}
    assert told["3.12"] == [("a", "1"), ("c", "2"), ("d", "1")]
    assert told["3.11"] == [("a", "1"), ("b", "1"), ("c", "2"), ("d", "1")]


@pytest.mark.parametrize(
    ("paths", "program", "found"),
    [
        (["python312._pth"], PE + struct.pack("<H", 0x8664), "3.12"),
        (["python312._pth"], PE + struct.pack("<H", 0x014C), "64-bit"),
        (["python312._pth"], b"", "64-bit"),
        ([], PE + struct.pack("<H", 0x8664), "embeddable"),
        (["python39._pth"], PE + struct.pack("<H", 0x8664), "3.9"),
    ],
)
def test_the_python_that_is_brought(
    paths: list[str], program: bytes, found: str, tool: ModuleType, tmp_path: Path
) -> None:
    with ZipFile(tmp_path / "p.zip", "w") as file:
        file.writestr("python.exe", program)
        for name in paths:
            file.writestr(name, PATHS)
    if found == "3.12":
        assert tool.python_of(tmp_path / "p.zip") == ("3.12", "python312._pth")
        libraries = tool.unpack_python(tmp_path / "p.zip", "python312._pth", tmp_path / "python")
        text = (tmp_path / "python/python312._pth").read_bytes().decode()
        assert text == PATHS.replace("\n", "\r\n") + "Lib\\site-packages\r\n"
        assert tool.with_libraries(text).splitlines() == text.splitlines()  # said once
        assert libraries == tmp_path / "python/Lib/site-packages"
        return
    with pytest.raises(ValueError, match=found):
        tool.python_of(tmp_path / "p.zip")


def test_no_zip_at_all(tool: ModuleType, tmp_path: Path) -> None:
    for path in (ROOT / "README.md", tmp_path, tmp_path / "none.zip"):
        with pytest.raises(ValueError, match=path.name):
            tool.python_of(path)


def test_of_a_folder_the_wheel_that_fits_and_is_the_lock_s(tool: ModuleType, tmp_path: Path) -> None:
    tags = ["cp311-cp311-win_amd64", "cp312-cp312-manylinux_2_17_x86_64", "cp312-cp312-win32", "cp312-cp312-win_amd64",
            "cp313-cp313-win_amd64"]  # fmt: skip
    hashes = set()
    for tag in tags:
        (tmp_path / f"a_b-1.0-{tag}.whl").write_bytes(tag.encode())
        hashes.add(f"sha256:{hashlib.sha256(tag.encode()).hexdigest()}")
    needed = [tool.Pinned("a-b", "1.0", frozenset(hashes))]
    right = tmp_path / "a_b-1.0-cp312-cp312-win_amd64.whl"
    assert [*tool.fitting(needed, tmp_path, "3.12")] == [right]
    right.write_bytes(b"another")
    with pytest.raises(ValueError, match=r"not the file that uv\.lock names"):
        [*tool.fitting(needed, tmp_path, "3.12")]
    right.unlink()
    with pytest.raises(ValueError, match=r"no wheel of a-b 1\.0 for win_amd64, Python 3\.12"):
        [*tool.fitting(needed, tmp_path, "3.12")]


def test_what_is_clicked_on_to_install(tool: ModuleType) -> None:
    data = tool.installer(["3.11", "3.12"])
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert b"py -3.12 -m venv .venv 2>nul || py -3.11 -m venv" in data
