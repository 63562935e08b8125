"""What lies around the records, and may harm them or carry names away: the encoding,
git, locks, what killed runs left, sync folders, workbooks and papers, old schemas.

Looks and changes nothing. What it tells of names no person and no folder above the
root.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Final, NamedTuple

from branchstd.findings import Place, Problem, Severity
from branchstd.store.copying import left_copies
from branchstd.store.disk import DISK, Disk
from branchstd.store.files import below, is_folder, path_name, read_bytes, why
from branchstd.store.journal import BROKEN, FOLDER, journals
from branchstd.store.schemas import FOLDER as SCHEMAS
from branchstd.store.schemas import schema_files
from branchstd.store.search import MOST, WORKBOOKS
from branchstd.store.templates import git
from branchstd.store.writing import git_under_way, leftovers
from branchstd.text.decode import line_ends

PAPERS: Final = frozenset({".docx", ".doc", ".wps", ".odt"})
# What this program prints, in characters that a terminal for Chinese has.
_PRINTED: Final = "√△×村"
# By the folder on the way to the town, whatever stands behind the service's name in it.
_CLOUDS: Final = {
    "OneDrive": r"onedrive\b.*", "坚果云": r"(我的)?坚果云.*|nutstore.*",
    "百度网盘": r"百度网盘.*|baidu(netdisk|syncdisk|yun).*", "Dropbox": r"dropbox\b.*",
    "微信": r"wechat files|xwechat_files|微信.*", "QQ": r"tencent files",
    "WPS 云盘": r"wps ?云盘.*|wps cloud files|wpsdrive",
    "Google Drive": r"google drive.*",
    "iCloud": r"icloud ?drive|mobile documents",
}  # fmt: skip
# By a file that the service puts into the folder that it carries.
_MARKERS: Final = {
    ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".stfolder": "Syncthing",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
}  # fmt: skip


class Sight(NamedTuple):
    """One thing that was looked at. key: its sentence where nothing is wrong with it;
    problems: an error is a fault, a warning is to be looked at.
    """

    key: str
    problems: tuple[Problem, ...] = ()
    values: Mapping[str, str | int] = MappingProxyType({})


def encoding(terminal: str, files: str) -> Sight:
    """Whether Chinese can be printed, and be the name of a file; in Python's names of
    encodings.
    """
    problems = []
    if not _prints(terminal):
        values = {"name": terminal}
        problems.append(Problem("terminal_narrow", Place("stdout", 0), values))
    if not _prints(files):
        values = {"name": files}
        problems.append(Problem("file_names_narrow", Place("files", 0), values))
    return Sight("encoding", tuple(problems), {"terminal": terminal, "files": files})


def _prints(name: str) -> bool:
    with suppress(LookupError, UnicodeEncodeError):
        return bool(_PRINTED.encode(name))
    return False


def look_at_git(root: Path | None) -> Sight:
    """Whether it is there, and fit for a town in this folder, if there is any."""
    said = git(Path(), "--version")  # the root may be closed
    if not said:
        problem = Problem("no_git", Place(".git", 0), severity=Severity.WARNING)
        return Sight("git", (problem,))
    values = {"version": said.removeprefix("git version ")}
    return Sight("git", tuple(_git(root)) if root else (), values)


def look_around(root: Path, disk: Disk = DISK) -> Iterator[Sight]:
    """Of a town's folder, also of one whose records cannot be read."""
    free, locked = _lock(root, disk)
    yield Sight("lock", locked)
    yield Sight("left", tuple(_left(root, disk)) if free else ())
    yield Sight("clouds", tuple(_clouds(root, disk)))
    yield Sight("papers", tuple(_papers(root)))
    yield Sight("schemas", tuple(_schemas(root)))


def _git(root: Path) -> Iterator[Problem]:
    here = Place(".git", 0)
    inside = git(root, "rev-parse", "--is-inside-work-tree")
    if inside != "true":
        yield Problem(
            "git_refuses" if inside is None else "no_repository",
            here,
            severity=Severity.WARNING,
        )
        return
    with suppress(OSError):
        if waiting := git_under_way(root):
            yield waiting
    lacking = [
        name for name in ("user.name", "user.email") if not git(root, "config", name)
    ]
    if lacking:
        values = {"names": ", ".join(lacking)}
        yield Problem("git_unnamed", here, values, Severity.WARNING)
    # Without taking git's own lock, not even to remember what was looked at.
    words = ("--no-optional-locks", "status", "--porcelain", "--", ".")
    if changed := git(root, *words):
        values = {"count": str(len(changed.splitlines()))}
        yield Problem("git_uncommitted", here, values, Severity.WARNING)
    ends = git(root, "check-attr", "text", "--", "data/town.yaml") or ""
    loose = ends.rpartition(": ")[2] in {"unspecified", "unset"}
    if loose and git(root, "config", "core.autocrlf") not in {"true", "input"}:
        place = Place(".gitattributes", 0)
        yield Problem("line_ends_loose", place, severity=Severity.WARNING)


def _lock(root: Path, disk: Disk) -> tuple[bool, tuple[Problem, ...]]:
    """Whether nobody writes just now; and what is to be told of it."""
    place = Place("data", 0)
    try:
        handle = disk.lock(root / "data")
    except OSError as error:
        return True, (Problem("lock_refused", place, {"detail": why(error)}),)
    if handle is None:
        return False, (Problem("lock_held", place, severity=Severity.WARNING),)
    disk.unlock(handle)
    if not disk.takes(root / "data"):
        return True, (Problem("folder_read_only", place),)
    return True, ()


def _left(root: Path, disk: Disk) -> Iterator[Problem]:
    with suppress(OSError):
        if staged := [path_name(root, path) for path in leftovers(root, disk)]:
            place = Place(staged[0], 0)
            yield Problem("staged_left", place, _count(staged), Severity.WARNING)
    if copies := len([*left_copies()]):
        values = {"count": str(copies)}
        yield Problem("copies_left", Place("demo", 0), values, Severity.WARNING)
    with suppress(OSError):  # that is told where the town is read
        broken = [one for one in journals(root, disk).values() if one == BROKEN]
        if broken:
            place, values = Place(FOLDER.as_posix(), 0), {"count": str(len(broken))}
            yield Problem("changes_broken", place, values, Severity.WARNING)


def _clouds(root: Path, disk: Disk) -> Iterator[Problem]:
    here = root.absolute()
    for name in dict.fromkeys([*clouds(here.parts), *_marked(here, disk)]):
        yield Problem("in_cloud", Place(".", 0), {"name": name})


def clouds(parts: Sequence[str]) -> list[str]:
    """Services whose folders stand among these names."""
    return [
        name
        for name, form in _CLOUDS.items()
        if any(re.fullmatch(form, part, re.IGNORECASE) for part in parts)
    ]


def _marked(here: Path, disk: Disk) -> Iterator[str]:
    for folder in (here, *here.parents):
        for marker, name in _MARKERS.items():
            with suppress(OSError):
                disk.look(folder / marker)
                yield name


def _papers(root: Path) -> Iterator[Problem]:
    """Workbooks and papers below the root: names of people may stand in each."""
    suffixes = WORKBOOKS | PAPERS
    asked = ("-z", "--cached", "--others", "--exclude-standard", "--")
    named = (f":(icase)*{suffix}" for suffix in sorted(suffixes))
    said = git(root, "ls-files", *asked, *named)
    kept = {name for name in (said or "").split("\0") if name}
    # Programs, and the town's own forms of papers.
    others = [root / name for name in (".venv", "python", "wheels", "templates")]
    found = [
        name
        for path in below(root, MOST, others=others)
        if path.suffix.lower() in suffixes and not path.name.startswith("~$")
        for name in [path_name(root, path)]
    ]
    if kept_here := [name for name in found if name in kept]:
        yield Problem("papers_kept", Place(kept_here[0], 0), _count(kept_here))
    if others_here := [name for name in found if name not in kept]:
        place = Place(others_here[0], 0)
        yield Problem("papers_lying", place, _count(others_here), Severity.WARNING)


def _count(names: Sequence[str]) -> dict[str, str]:
    return {"count": str(len(names))}


def _schemas(root: Path) -> Iterator[Problem]:
    """What an editor helps by, where it is not what this version writes."""
    if not is_folder(root / SCHEMAS):
        return
    old = [name for name, text in schema_files(root) if _differs(root, name, text)]
    if old:
        values = {"count": str(len(old)), "name": PurePath(old[0]).name}
        yield Problem("schemas_old", Place(SCHEMAS, 0), values, Severity.WARNING)


def _differs(root: Path, name: str, text: str) -> bool:
    data = read_bytes(root, root / SCHEMAS / name)
    return (
        isinstance(data, Problem) or line_ends(data.decode("utf-8", "replace")) != text
    )
