"""What commands that only read have said, kept, and said again while nothing changed.

A result is known by all that it may rest on, and more: the bytes of everything below
the root's `data`, `standards` and `templates`, the command line, the day, the
environment, the terminal, the program's own files, Python and its libraries. What is
too much in that costs time; what would lack could cost a wrong result. What is told of
one village is known by what all share and by its own files.

Nothing is kept of a run that had people's names at hand or masked a number, that said
something beside its result, or wrote a file. The folder is the user's alone; what lies
in it is believed only with its digest. Loads nothing but what Python ships and
`platformdirs`.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from branchstd import __version__
from branchstd.cachefile import changes, own_folder, put, take
from branchstd.cli.support.output import LISTENERS, allow_any_encoding, write
from branchstd.root import NoRootError, find_root, package_folder

READING: Final = frozenset(
    {
        *("check", "due", "explain", "gaps", "lists", "stars", "town", "why"),
        *("plan show", "rectify list", "rectify show"),
    }
)
OFF: Final = "--no-cache"
OFF_BY_ENVIRONMENT: Final = "BRANCHSTD_NO_CACHE"
# Another one for another form of what is kept.
FORM: Final = "results-1"
# In bytes: one result, all of them, all files below a root; and how many these may be.
ONE, ALL, BELOW, ENTRIES = 8 << 20, 256 << 20, 512 << 20, 200_000
# In nanoseconds: within it a file may change and bear the same times.
MOMENT: Final = 2_000_000_000
# Documents for programs have codes and no names.
_NAMELESS: Final = {"check": frozenset({"json", "github"})}
# What stands for each sign of a number of a person; nothing else that is said has one.
_MASKED: Final = "*"
# What a shell changes from one command to the next.
_PASSING: Final = frozenset({"_", "SHLVL", "PWD", "OLDPWD", "PYTEST_CURRENT_TEST"})
_OPEN: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)  # fmt: skip


class UnkeepableError(Exception):
    """What lies below the root is not known by its bytes: links, devices, too much."""


class KeptResult(NamedTuple):
    """What went to stdout, each as text for a console or as a document, and a code."""

    parts: list[tuple[bool, str]]
    code: int
    more: Any = None  # plain data


class Digests(NamedTuple):
    """Digests of what lies below a root. own: by village, of its folder and of what the
    town says of it. named: villages that have people's names beside their records.
    """

    common: str
    own: Mapping[str, str]
    named: frozenset[str]


@dataclass
class Run:
    """A command line that may be answered from what was kept; what it says is heard."""

    root: Path
    argv: tuple[str, ...]
    around: str
    files: Digests
    parts: list[tuple[bool, str]] = field(default_factory=list)
    is_whole: bool = True  # nothing was said beside its result
    made: dict[str, str] = field(default_factory=dict)  # by village: the key it has
    reused: int = 0  # villages
    size: int = 0

    def hear(self, text: str, *, console: bool) -> None:
        """Of what is too long for one result nothing is held."""
        self.size += len(text)
        if self.size > ONE:
            self.is_whole = False
            self.parts.clear()
        else:
            self.parts.append((console, text))

    @property
    def key(self) -> str:
        """Of the whole result."""
        return digest(
            (*self.argv, self.around, self.files.common),
            sorted(self.files.own.items()),
        )

    def village_key(
        self, slug: str, asked: Iterable[object], *, names: bool
    ) -> str | None:
        """Of what is told of one village; None where it is not kept. asked: all that
        was asked for, but for which villages. names: people's are printed.
        """
        if names and slug in self.files.named:
            return None
        own = (slug, self.files.own.get(slug, ""))
        return digest((self.around, self.files.common, *own), asked)


def run_kept(argv: list[str], invoke: Callable[[list[str]], int]) -> int:
    """Says again what a line has said, else has it run and keeps what it says."""
    run = begin(argv)
    if run is None:
        return invoke(argv)
    if (said := recall(run.key)) is not None:
        return say_again(said)
    LISTENERS.append(run)
    try:
        code = invoke(argv)
    finally:
        LISTENERS.remove(run)
    finish(run, code)
    return code


def begin(argv: list[str]) -> Run | None:
    """None of a line whose result is not kept."""
    off = OFF in argv or os.environ.get(OFF_BY_ENVIRONMENT)
    writes = any(word.startswith(("-o", "--out")) for word in argv)
    if off or writes or not _command(argv):
        return None
    with suppress(OSError, ValueError, NoRootError, UnkeepableError):
        root = find_root(Path(_root_of(argv)))
        return Run(root, tuple(argv), _surroundings(root), read_files(root))
    return None


def finish(run: Run, code: int) -> None:
    """Keeps what was said, unless what it rests on has changed meanwhile."""
    with suppress(OSError, UnkeepableError):
        now = read_files(run.root)
        for slug, key in run.made.items():
            if (now.common, now.own.get(slug)) != (
                run.files.common, run.files.own.get(slug),
            ):  # fmt: skip
                _path(key).unlink(missing_ok=True)
        document = _NAMELESS.get(_command([*run.argv]), frozenset())
        is_nameless = not run.files.named or any(
            word.removeprefix("--format=") in document for word in run.argv
        )
        if run.is_whole and is_nameless and now == run.files:
            keep(run.key, KeptResult(run.parts, code))
        clear()
    if run.reused:
        _tell("reused_villages", count=run.reused)


def _command(argv: list[str]) -> str:
    """Its name; of those that have commands of their own, both."""
    words, found = iter(argv), list[str]()
    for word in words:
        if word in {"--root", "--lang"}:
            next(words, None)
        elif not word.startswith("-"):
            found.append(word)
    return next(
        (name for name in (*found[:1], " ".join(found[:2])) if name in READING), ""
    )


def _root_of(argv: list[str]) -> str:
    """Raises UnkeepableError where it is said twice."""
    words = ("", *argv)
    found = [word for before, word in pairwise(words) if before == "--root"]
    found += [w.removeprefix("--root=") for w in argv if w.startswith("--root=")]
    if len(found) > 1:
        raise UnkeepableError
    return found[0] if found else "."


def digest(*parts: Iterable[object]) -> str:
    """Of the texts of all that; another one for each other."""
    said = json.dumps([[str(one) for one in part] for part in parts])
    return sha256(said.encode()).hexdigest()


def _surroundings(root: Path) -> str:
    """All that is not below the root and may change a result."""
    environment = sorted((k, v) for k, v in os.environ.items() if k not in _PASSING)
    out = sys.stdout
    terminal: object = out is not None and out.isatty()
    if terminal:
        terminal = os.get_terminal_size(out.fileno())
    return digest(
        (FORM, __version__, sys.version, root, Path.cwd(), date.today()),  # noqa: DTZ011  as commands take it
        (terminal, getattr(out, "encoding", ""), sys.flags),
        environment,
        _program(),
    )


def _program() -> Iterator[tuple[str, int, int]]:
    """Its own files, and the folders of libraries: by size and time of change."""
    package = Path(__file__).parents[2]
    yield from changes(
        (package, package_folder("standards"), package_folder("templates"))
    )
    for folder in sys.path:
        if folder.endswith("-packages"):
            yield folder, 0, Path(folder).stat().st_mtime_ns


def read_files(root: Path) -> Digests:
    """Raises OSError and UnkeepableError."""
    common, own, named = sha256(), dict[str, list[bytes]](), set[str]()
    index = Index(root)
    for path, content in _below(root, index):
        place = sha256("/".join(path).encode("utf-8", "surrogateescape")).digest()
        entry = place + content
        # Which villages there are is for all to know; what is in one's folder, or said
        # of it by the town, is its own.
        if path[:2] == ("data", "villages") and len(path) > len(
            ("data", "villages", "")
        ):
            own.setdefault(path[2], []).append(entry)
            named |= {path[2]} if path[-1] == "names.csv" else set()
        elif path[1:2] == ("town",) and path[-2] == "villages":
            own.setdefault(path[-1].partition(".")[0], []).append(entry)
            common.update(place)
        else:
            common.update(entry)
    index.save()
    digests = {slug: sha256(b"".join(parts)).hexdigest() for slug, parts in own.items()}
    return Digests(common.hexdigest(), digests, frozenset(named))


class Index:
    """The digests of files by size, times of change and inode, as git has them: a file
    of which all are the same is not read again.

    Not of what changed in the last moments, which may change again within one tick of
    the clock, nor beyond the root's own file system. Who sets back a time of change
    moves the other, which nobody can set. Files go by digests of their names.
    """

    def __init__(self, root: Path) -> None:
        self._key = digest((FORM, "index", root))
        self._device = root.stat().st_dev
        self._now = time.time_ns()
        self._found: dict[str, list[int | str]] = {}
        self._known: dict[str, list[int | str]] = {}
        if os.name == "posix" and (data := _get(self._key)) is not None:
            self._known = json.loads(data)

    def digest_of(self, path: str, info: os.stat_result) -> bytes:
        """Of a regular file. Raises OSError."""
        name = sha256(os.fsencode(path)).hexdigest()[:20]
        stamp = [info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino]
        known = self._known.get(name)
        if known is not None and known[:-1] == stamp:
            self._found[name] = known
            return bytes.fromhex(str(known[-1]))
        with os.fdopen(os.open(path, _OPEN), "rb") as file:
            content = sha256(file.read(info.st_size + 1)).digest()
        is_settled = max(info.st_mtime_ns, info.st_ctime_ns) < self._now - MOMENT
        if is_settled and info.st_dev == self._device:
            self._found[name] = [*stamp, content.hex()]
        return content

    def save(self) -> None:
        """Where it says something new."""
        if self._found != self._known and os.name == "posix":
            with suppress(OSError):
                put(_path(self._key), self._key, json.dumps(self._found).encode())


def _below(root: Path, index: Index) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """All files and folders that a command may look at, in one order, with digests of
    files. Raises OSError and UnkeepableError.
    """
    room = [BELOW, ENTRIES]
    for top in ("data", "standards", "templates", ".branchstd"):
        with suppress(FileNotFoundError):
            info = os.lstat(root / top)
            yield from _entry(f"{root}{os.sep}{top}", (top,), info, (index, room))


def _entry(
    path: str,
    name: tuple[str, ...],
    info: os.stat_result,
    by: tuple[Index, list[int]],
) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """by: and how much room there is, in bytes and entries."""
    index, room = by
    room[0] -= info.st_size
    room[1] -= 1
    if min(room) < 0:
        raise UnkeepableError
    if name[0] == ".branchstd" and not stat.S_ISDIR(info.st_mode):
        yield name, b""  # of changes only their state is looked at
    elif stat.S_ISREG(info.st_mode):
        yield name, index.digest_of(path, info)
    elif stat.S_ISDIR(info.st_mode) and getattr(info, "st_reparse_tag", 0) == 0:
        yield name, b"/"
        for entry in sorted(os.scandir(path), key=lambda one: one.name):
            looked_at = entry.stat(follow_symlinks=False)
            yield from _entry(entry.path, (*name, entry.name), looked_at, by)
    else:
        raise UnkeepableError


def say_again(said: KeptResult) -> int:
    """A result that was kept; its exit code. What stands in the way of it is told as
    where it is worked out.
    """
    allow_any_encoding()
    try:
        for console, text in said.parts:
            write(text, console=console)
    except OSError as error:
        from branchstd.cli.support.context import Options  # seldom
        from branchstd.cli.support.endings import tell_ending
        from branchstd.cli.support.language import LANG

        return tell_ending(error, Options(Path(), None), LANG)
    _tell("reused")
    return said.code


def _tell(key: str, **values: object) -> None:
    """To somebody who is there: programs hear the same as without anything kept."""
    if sys.stderr is not None and sys.stderr.isatty():
        from branchstd.cli.support.language import LANG  # only here
        from branchstd.cli.support.telling import say
        from branchstd.messages.phrases import Phrases

        say(Phrases(LANG).ui(key, **values))


def is_there(key: str) -> bool:
    """Whether something is kept; whether it can be used shows when it is read."""
    with suppress(OSError):
        return _path(key).is_file()
    return False


def recall(key: str) -> KeptResult | None:
    """What was kept; None where nothing is, or less than was written."""
    with suppress(ValueError, TypeError, zlib.error):
        if (body := _get(key)) is not None:
            parts, code, more = json.loads(zlib.decompress(body))
            return KeptResult(
                [(bool(console), text) for console, text in parts], code, more
            )
    return None


def keep(key: str, said: KeptResult) -> None:
    """All or nothing, and nothing that a masked number is in. Costs time where it
    cannot be, and nothing else.
    """
    text = json.dumps(said)
    if _MASKED not in text and len(text) <= ONE:
        with suppress(OSError):
            put(_path(key), key, zlib.compress(text.encode(), 1))


def _get(key: str) -> bytes | None:
    body = None
    with suppress(OSError):
        body = take(path := _path(key), key)
        os.utime(path)  # it was used last
    return body


def _path(key: str) -> Path:
    """Raises OSError where the folder cannot be used."""
    return own_folder("results") / key[:2] / key


def clear() -> None:
    """What has not been asked for longest goes where all is more than may be."""
    with suppress(OSError):
        found = [
            (info.st_mtime_ns, info.st_size, entry.path)
            for part in os.scandir(own_folder("results"))
            for entry in os.scandir(part.path)
            for info in [entry.stat(follow_symlinks=False)]
        ]
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found) if total > ALL else ():
            if total > ALL // 2:
                Path(path).unlink(missing_ok=True)
                total -= size
