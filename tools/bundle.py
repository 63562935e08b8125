"""Makes a folder for a USB stick, from which the program runs on Windows without a
network: the wheels that `uv.lock` has for the target, the program's own, the sample
town, and Python where its zip is brought along.

uv run --with pip python tools/bundle.py FOLDER --python python-3.12.10-embed-amd64.zip

A script and no command, as a wheel does not carry `uv.lock`. Python is never fetched:
the office brings the embeddable package for 64-bit Windows from python.org. Wheels come
from the index that pip is set to, held to the hashes of `uv.lock`; or, without a
network, from a folder (`--wheels`), with the program's own among them.
"""

from __future__ import annotations

import argparse
import re
import shutil
import struct
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from packaging.markers import Marker
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from branchstd import __version__
from branchstd.store.new_town import LAUNCHERS, RUN, launcher
from branchstd.text.decode import end_lines

ROOT = Path(__file__).parents[1]
PLATFORM = "win_amd64"
VERSIONS = ("3.11", "3.12", "3.13")
AMD64 = 0x8664  # in the head of a program of Windows
MIB = 1024 * 1024
WHEELS_AT_MOST, UNPACKED_AT_MOST = 15, 55  # MiB
NEW = ('set /p "FOLDER=FOLDER (wenjianjia, pinyin): "', f'{RUN} init "%FOLDER%"')


class Pinned(NamedTuple):
    """A package as the lock has it. hashes: of its wheels, for whatever platform."""

    name: str
    version: str
    hashes: frozenset[str]


def environment(version: str) -> dict[str, str]:
    """What markers ask of the target; not of the machine on which this runs."""
    return {
        "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt",
        "platform_machine": "AMD64", "platform_release": "10",
        "platform_version": "10.0", "implementation_name": "cpython",
        "platform_python_implementation": "CPython", "python_version": version,
        "python_full_version": f"{version}.0", "implementation_version": f"{version}.0",
        "extra": "",
    }  # fmt: skip


def pinned(lock: Mapping[str, Any], version: str) -> list[Pinned]:
    """What the program needs on the target, at any depth."""
    target = environment(version)
    by_name: dict[str, list[dict[str, Any]]] = {}
    for one in lock["package"]:
        by_name.setdefault(one["name"], []).append(one)
    found: dict[str, Pinned] = {}
    asked: list[Mapping[str, Any]] = []
    waiting: list[Mapping[str, Any]] = [{"name": "branchstd"}]
    while waiting:
        wish = waiting.pop()
        name, version_asked = wish["name"], wish.get("version")
        marker = wish.get("marker")
        if wish in asked or (marker and not Marker(marker).evaluate(target)):
            continue
        asked.append(wish)
        (one,) = (
            one for one in by_name[name] if version_asked in {None, one.get("version")}
        )
        hashes = frozenset(wheel["hash"] for wheel in one.get("wheels", ()))
        found[name] = Pinned(name, one.get("version", ""), hashes)
        waiting += one.get("dependencies", ())
        more = one.get("optional-dependencies", {})
        waiting += [part for extra in wish.get("extra", ()) for part in more[extra]]
    del found["branchstd"]
    return sorted(found.values())


def python_of(file: Path) -> tuple[str, str]:
    """Version (`3.12`) of an embeddable Python for 64-bit Windows, and the name of the
    file that says where it looks for libraries. Raises ValueError for anything else.
    """
    try:
        with ZipFile(file) as found:
            paths = [
                name
                for name in found.namelist()
                if re.fullmatch(r"python3\d+\._pth", name)
            ]
            head = found.read("python.exe")[:4096]
    except (OSError, BadZipFile, KeyError) as error:
        raise ValueError(f"{file.name}: {error}") from None
    if len(paths) != 1:
        raise ValueError(f"{file.name}: no python3XX._pth: not an embeddable package")
    (start,) = struct.unpack_from("<I", head, 0x3C) if len(head) > 0x40 else (0,)
    if (
        head[start : start + 4] != b"PE\0\0"
        or struct.unpack_from("<H", head, start + 4)[0] != AMD64
    ):
        raise ValueError(
            f"{file.name}: its python.exe is not for 64-bit Windows (amd64)"
        )
    version = f"3.{paths[0].removeprefix('python3').removesuffix('._pth')}"
    if version not in VERSIONS:
        raise ValueError(
            f"{file.name}: Python {version}; needed is one of {', '.join(VERSIONS)}"
        )
    return version, paths[0]


def with_libraries(text: str) -> str:
    """A `._pth` file that also looks into `Lib\\site-packages`."""
    lines = text.splitlines()
    own = "Lib\\site-packages"
    return "\n".join(lines if own in lines else [*lines, own]) + "\n"


def pip(*words: str | Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, words)],
        check=True,
    )


def on_target(version: str) -> tuple[str, ...]:
    return (
        "--platform",
        PLATFORM,
        "--python-version",
        version,
        "--implementation",
        "cp",
        "--only-binary=:all:",
    )


def download(needed: Sequence[Pinned], version: str, into: Path) -> None:
    """By pip, which holds each to its hashes."""
    lines = []
    for one in needed:
        hashes = " ".join(f"--hash={found}" for found in sorted(one.hashes))
        lines.append(f"{one.name}=={one.version} {hashes}")
    with TemporaryDirectory() as folder:
        wishes = Path(folder) / "requirements.txt"
        wishes.write_text("\n".join(lines), "utf-8")
        pip(
            "download",
            "-q",
            "--no-deps",
            "--require-hashes",
            *on_target(version),
            "-r",
            wishes,
            "-d",
            into,
        )


def own_wheel(given: Path | None, into: Path) -> Path:
    """The program's: out of the folder, else built."""
    name = f"branchstd-{__version__}-py3-none-any.whl"
    if given and (given / name).is_file():
        shutil.copy(given / name, into)
    else:
        pip("wheel", "-q", "--no-deps", "-w", into, ROOT)
    return into / name


def fitting(needed: Sequence[Pinned], folder: Path, version: str) -> Iterator[Path]:
    """The wheel of each that the target takes. Raises ValueError for one that is not
    there, or is another than the lock's.
    """
    number = tuple(map(int, version.split(".")))
    abi = f"cp{version.replace('.', '')}"
    taken = {
        *cpython_tags(number, [abi], [PLATFORM]),
        *compatible_tags(number, abi, [PLATFORM]),
    }
    found = {}
    for path in sorted(folder.glob("*.whl")):
        name, release, _, tags = parse_wheel_filename(path.name)
        if tags & taken:
            found[name, str(release)] = path
    for one in needed:
        path = found.get((canonicalize_name(one.name), one.version), Path())
        if not path.is_file():
            wanted = f"{one.name} {one.version} for {PLATFORM}, Python {version}"
            raise ValueError(f"no wheel of {wanted}, in {folder}")
        if f"sha256:{sha256(path.read_bytes()).hexdigest()}" not in one.hashes:
            raise ValueError(f"{path.name}: not the file that uv.lock names")
        yield path


def installer(versions: Sequence[str]) -> bytes:
    """For a machine that has Python: a `.venv` beside the towns."""
    newest = sorted(versions, reverse=True)
    made = " || ".join(f"py -{one} -m venv .venv 2>nul" for one in newest)
    python, said = '".venv\\Scripts\\python.exe"', " / ".join(versions)
    text = f"""@echo off
setlocal
chcp 65001 >nul
pushd "%~dp0"
{made} || goto failed
{python} -m pip install --no-index --find-links wheels branchstd || goto failed
".venv\\Scripts\\branchstd.exe" --version
goto end
:failed
echo Not installed: this needs Python {said} for 64-bit Windows, with py.exe.
echo Mei you zhuang hao: xian zhuang Python {said}, 64-bit.
:end
popd
pause
"""
    return end_lines(text, "\r\n")


def unpack_python(file: Path, name: str, home: Path) -> Path:
    """Returns where it looks for libraries. name: of its file that says so."""
    with ZipFile(file) as found:
        found.extractall(home)
    paths = home / name
    paths.write_bytes(end_lines(with_libraries(paths.read_text("utf-8")), "\r\n"))
    return home / "Lib" / "site-packages"


def bundle(
    folder: Path, python: Path | None, given: Path | None, asked: Sequence[str]
) -> None:
    """Raises ValueError for what cannot be used, CalledProcessError where pip fails."""
    version, paths = python_of(python) if python else ("", "")
    versions = [version] if version else list(asked) or list(VERSIONS)
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    chosen: dict[str, list[Path]] = {}
    for one in versions:
        needed = pinned(lock, one)
        if given:
            for path in fitting(needed, given, one):
                shutil.copy(path, wheels)
        else:
            download(needed, one, wheels)
        chosen[one] = [*fitting(needed, wheels, one)]
    own = own_wheel(given, wheels)
    if python:
        home = unpack_python(python, paths, folder / "python")
        how = ("-q", "--no-index", "--no-deps", "--no-compile", *on_target(version))
        pip("install", *how, "--target", home, *chosen[version], own)
        shutil.rmtree(home / "bin", ignore_errors=True)  # scripts of this machine
    else:
        (folder / "安装.bat").write_bytes(installer(versions))
    town, names = folder / "示例镇", shutil.ignore_patterns("names.csv")
    shutil.copytree(ROOT / "data", town / "data", ignore=names)
    for name, steps in LAUNCHERS.items():
        (town / name).write_bytes(launcher(steps))
    (folder / "新建.bat").write_bytes(launcher(NEW))
    text = Path(__file__).with_name("bundle.txt").read_text("utf-8")
    (folder / "使用说明.txt").write_bytes(end_lines(f"\ufeff{text}", "\r\n"))
    for one in versions:
        print(f"{PLATFORM}, Python {one}: {sizes([*chosen[one], own])}")


def sizes(files: Sequence[Path]) -> str:
    """How large they are, and once unpacked; beside what they may be."""
    size = sum(path.stat().st_size for path in files) / MIB
    unpacked = 0.0
    for path in files:
        with ZipFile(path) as wheel:
            unpacked += sum(one.file_size for one in wheel.infolist()) / MIB
    large = size > WHEELS_AT_MOST or unpacked > UNPACKED_AT_MOST
    return (
        f"{len(files)} wheels, {size:.1f} MiB (at most {WHEELS_AT_MOST}), "
        f"unpacked {unpacked:.1f} MiB (at most {UNPACKED_AT_MOST})"
        f"{': larger than it may be' if large else ''}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n\n")[0])
    add = parser.add_argument
    add("folder", type=Path, help="a new folder")
    add("--python", type=Path, metavar="ZIP", help="embeddable Python, 64-bit Windows")
    add("--wheels", type=Path, metavar="FOLDER", help="from here, nothing is fetched")
    add("--python-version", action="append", default=[], choices=VERSIONS,
        help="for which Python, where none is brought; once for each")  # fmt: skip
    given = parser.parse_args()
    if given.folder.exists():
        sys.exit(f"{given.folder}: there already; name a new folder")
    try:
        bundle(given.folder, given.python, given.wheels, given.python_version)
    except (ValueError, OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(given.folder, ignore_errors=True)
        sys.exit(f"{error}\nNothing was made.")


if __name__ == "__main__":
    main()
