"""Everything that a file system can hold in the place of a file or a folder, in every place that is read.

Wherever it lies, a run ends by itself with a documented code and without a traceback; what the program cannot use it
tells; and what lies among one village's records changes nothing in the line of the other. A normal run tries a sample;
`--oddities all` tries all and prints what came of each (`-rP`). Permissions hold for root too (`second_user`).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from second_user import be_held_by_rights
from threat_town import BAD, GOOD, YEAR, parsed, two_villages

from branchstd.__main__ import run
from branchstd.root import package_folder
from branchstd.store.amending import blank
from branchstd.store.files import MOST
from branchstd.store.layout import TOWN_FILES, VILLAGE_FILES
from branchstd.workspace import load_standards

if os.name == "nt":
    pytest.skip("links, pipes and permissions of POSIX", allow_module_level=True)

SAMPLE = 20  # one in so many is tried in a normal run
PATIENCE = 120  # seconds until a run counts as one that never ends
VILLAGE, SAID, TOWN = f"data/villages/{BAD}", "data/town/2019", "data/town.yaml"
TEMPLATE = "templates/report/report.md.j2"
Change = Callable[[Path], None]


class Kind(NamedTuple):
    """How the thing is made where a good one lies, and the codes of which one tells it; none: nothing to tell."""

    make: Change
    codes: str = ""


def without(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def instead(make: Change) -> Change:
    def made(path: Path) -> None:
        without(path)
        make(path)

    return made


def to_a_copy(path: Path) -> None:
    real = path.rename(path.with_name("elsewhere"))
    target = Path(tempfile.mkdtemp(dir=path.parents[-3])) / path.name if path.parents[-3] != path else real
    shutil.move(real, target)
    path.symlink_to(target)


def bound(path: Path) -> None:
    """A socket; its name is shorter from the folder."""
    here = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"/proc/self/fd/{here}/{path.name}")
    os.close(here)


def rights(mode: int) -> Change:
    return lambda path: path.chmod(mode)


def respelt(spell: Callable[[str], str], *, beside: bool) -> Change:
    def made(path: Path) -> None:
        other = path.with_name(spell(path.name))
        if beside:
            (shutil.copytree if path.is_dir() else shutil.copy)(path, other)
        else:
            path.rename(other)

    return made


def wide(name: str) -> str:
    """With its first character in full width: the same in Unicode's compatible form."""
    return chr(ord(name[0]) + 0xFEE0) + name[1:]


def sparse(path: Path) -> None:
    os.truncate(path, 5 << 30)


def deep(path: Path) -> None:
    """Deeper than any path can say."""
    here = os.open(path, os.O_RDONLY)
    for _ in range(2_500):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


def full(path: Path) -> None:
    for number in range(MOST + 1):
        os.close(os.open(path / f"{number}.jpg", os.O_CREAT | os.O_WRONLY))


def strange(path: Path) -> None:
    for name in (b"people\n.csv", "人员.csv".encode("gbk"), b"x" * 255, "p\u202evsc".encode(), b"-rf", b" "):
        Path(os.fsdecode(os.fsencode(path) + b"/" + name)).write_bytes(b"")


def nested(path: Path) -> None:
    (path / "data").mkdir(exist_ok=True)
    (path / TOWN).write_text("name: 假镇\n", "utf-8")


def staged(path: Path) -> None:
    for name in (".~people.csv.tmp", ".~lock.tmp", ".~2019-06.yaml.tmp"):
        (path / name).mkdir()


FILES = {
    "folder": Kind(instead(Path.mkdir), "not_a_file"),
    "link to itself": Kind(instead(lambda path: path.symlink_to(path.name)), "not_a_file"),
    "link to nothing": Kind(instead(lambda path: path.symlink_to("nowhere")), "not_a_file"),
    "link to a copy": Kind(to_a_copy, "not_a_file"),
    "link to a device": Kind(instead(lambda path: path.symlink_to("/dev/zero")), "not_a_file"),
    "pipe": Kind(instead(os.mkfifo), "not_a_file"),
    "socket": Kind(instead(bound), "not_a_file"),
    "device": Kind(instead(lambda path: os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))), "not_a_file"),
    "closed": Kind(rights(0), "cannot_read"),
    "other letters beside": Kind(respelt(str.swapcase, beside=True), "other_name"),
    "other letters": Kind(respelt(str.swapcase, beside=False), "other_name"),
    "other form beside": Kind(respelt(wide, beside=True), "other_name"),
    "other form": Kind(respelt(wide, beside=False), "other_name"),
    "huge": Kind(sparse, "file_too_large"),
    "gone": Kind(without),
    "empty": Kind(lambda path: path.write_bytes(b"") and None),
}
FOLDERS = {
    "file": Kind(instead(Path.touch), "no_folder"),
    "link to itself": Kind(instead(lambda path: path.symlink_to(path.name)), "linked_folder"),
    "link to nothing": Kind(instead(lambda path: path.symlink_to("nowhere")), "linked_folder"),
    "link to a copy": Kind(to_a_copy, "linked_folder"),
    "pipe": Kind(instead(os.mkfifo), "no_folder"),
    "socket": Kind(instead(bound), "no_folder"),
    "closed": Kind(rights(0), "folder_closed"),
    "not to be listed": Kind(rights(0o311), "folder_closed"),
    "not to be searched": Kind(rights(0o644), "folder_closed cannot_read"),
    "other letters beside": Kind(respelt(str.swapcase, beside=True), "other_name"),
    "other letters": Kind(respelt(str.swapcase, beside=False), "other_name"),
    "other form beside": Kind(respelt(wide, beside=True), "other_name"),
    "other form": Kind(respelt(wide, beside=False), "other_name"),
    "gone": Kind(without),
    "empty": Kind(instead(Path.mkdir)),
    "deep": Kind(deep),
    "full": Kind(full, "folder_full"),
    "strange names": Kind(strange),
    "nested": Kind(nested),
    "staged": Kind(staged),
}
OWN = [YEAR + spec.name.replace("*", "2019-06") for spec in VILLAGE_FILES]
FILE_PLACES = [
    *OWN, f"{VILLAGE}/2018/activities/2018-12.yaml", f"{VILLAGE}/names.csv", f"{YEAR}names.csv",
    f"{SAID}/villages/{BAD}.yaml", TOWN, *(f"{SAID}/{spec.name}" for spec in TOWN_FILES),
    TEMPLATE, "standards/manual_42.yaml", "standards/plan_2019.yaml",
]  # fmt: skip
FOLDER_PLACES = [
    "data", "data/town", SAID, f"{SAID}/villages", "data/villages", VILLAGE, YEAR[:-1], f"{YEAR}activities",
    f"{VILLAGE}/2018", f"{VILLAGE}/2018/activities", "templates", "templates/report", "standards",
]  # fmt: skip


def honest(folder: Path, place: str) -> Path:
    """A town with a file in every place, with standards and templates of its own where these are the place."""
    root = two_villages(folder)
    for name in ("standards", "templates/report"):
        if place.startswith(name.partition("/")[0]):
            shutil.copytree(package_folder(name), root / name)
    for spec in (*VILLAGE_FILES, *TOWN_FILES):
        file = f"{YEAR if spec in VILLAGE_FILES else f'{SAID}/'}{spec.name.replace('*', '2019-06')}"
        if not (root / file).exists():
            (root / file).write_text(blank(file, spec), "utf-8")
    before = root / VILLAGE / "2018/activities"
    before.mkdir(parents=True)
    (before / "2018-12.yaml").write_text("activities: []\n", "utf-8")
    for file in (f"{VILLAGE}/names.csv", f"{YEAR}names.csv"):
        (root / file).write_text("code,name\nM01,甲\n", "utf-8")
    return root


class Ended(NamedTuple):
    code: int
    out: str
    err: str
    seconds: float

    def lines(self) -> dict[str, str]:
        return parsed(self.code, self.out, self.err).lines

    def codes(self) -> set[str]:
        """Of every problem, wherever it is told."""
        told = set(re.findall(r"\[(\w+)\]", self.err))
        if self.out.startswith("{"):
            document = json.loads(self.out)
            every = [*document["problems"], *(p for one in document["villages"] for p in one["problems"])]
            told |= {problem["code"] for problem in every}
        return told


def ended(root: Path, *words: str) -> Ended:
    """The program in a process for which permissions hold; its code is -14 where it does not end by itself."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        code = _ended(root, words, out.fileno(), err.fileno())
        texts = [os.pread(file.fileno(), 1 << 30, 0).decode("utf-8") for file in (out, err)]
    return Ended(code, *texts, time.perf_counter() - begun)


def _ended(root: Path, words: tuple[str, ...], out: int, err: int) -> int:
    child = os.fork()
    if not child:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(PATIENCE)
        code = 99
        try:
            be_held_by_rights()
            sys.stdout, sys.stderr = (os.fdopen(os.dup(one), "w", encoding="utf-8") for one in (out, err))
            code = run(["--root", str(root), "--lang", "zh", *words])
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def commands(place: str) -> list[tuple[str, ...]]:
    """What reads in a place, and the look at the other village."""
    day = ("--as-of", "2019-06-30")
    looks = [("report", *day)] if place.startswith("templates") else [("check", "--format", "json", *day)]
    named = [("check", BAD, *day)] if place.endswith("names.csv") else []
    return [*looks, *named, ("check", GOOD, *day)]


@pytest.fixture(scope="module")
def open_to_all() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="oddities-of-branchstd-"))
    folder.chmod(0o755)
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=False)


@pytest.fixture(scope="module")
def good(open_to_all: Path) -> dict[tuple[str, ...], Ended]:
    """What is said of the honest town."""
    load_standards(None)  # once for all
    root = honest(open_to_all / "honest", TOWN)
    found = {words: ended(root, *words) for place in (TOWN, TEMPLATE) for words in commands(place)}
    assert {one.code for one in found.values()} <= {0, 1}, found
    return found


# What once ended the program.
ALWAYS = {("data/town", "not to be searched"), ("data/villages/xiaoquan/2019", "not to be searched")}


def is_tried(wish: str, place: str, kind: str) -> bool:
    return (
        wish == "all"
        or (place, kind) in ALWAYS
        or int(sha256(f"{wish} {place} {kind}".encode()).hexdigest(), 16) % SAMPLE == 0
    )


def census(line: str) -> None:
    sys.stdout.write(line + "\n")


def expected(place: str, name: str, kind: Kind) -> set[str]:
    """The codes of which one must be told."""
    if place.endswith("names.csv") or (place == "templates" and name.startswith(("other", "full"))):
        return set()
    if name == "nested":
        return {"nested_root"} if place.startswith(VILLAGE) else set()
    codes = set(kind.codes.split())
    if codes and place in {"data", TOWN}:  # without them there is no town
        codes |= {"no_root"}
    if codes and place in {"templates", "templates/report"}:
        codes |= {"not_a_file"}
    return codes


@pytest.mark.parametrize("place", [*FILE_PLACES, *FOLDER_PLACES])
def test_whatever_lies_there(
    place: str, open_to_all: Path, good: dict[tuple[str, ...], Ended], pytestconfig: pytest.Config
) -> None:
    wish = str(pytestconfig.getoption("--oddities"))
    for name, kind in (FILES if place in FILE_PLACES else FOLDERS).items():
        if not is_tried(wish, place, name) or (name == "device" and os.geteuid() != 0):
            continue
        if name in {"other letters", "other letters beside"} and place.rpartition("/")[2].isdigit():
            continue
        folder = Path(tempfile.mkdtemp(dir=open_to_all))
        folder.chmod(0o755)
        root = honest(folder, place)
        kind.make(root / place)
        seen = [ended(root, *words) for words in commands(place)]
        subprocess.run(["rm", "-rf", str(folder)], check=False)
        label = f"{place}: {name}"
        for one in seen:
            assert one.code in {0, 1, 2, 3}, (label, one)
            assert "Traceback" not in one.out + one.err, (label, one)
        wanted = expected(place, name, kind)
        told = {code for one in seen for code in one.codes()}
        census(f"{label}: {[one.code for one in seen]}, {max(one.seconds for one in seen):.1f} s, {sorted(told)}")
        assert not wanted or wanted & told, (label, told)
        if place.startswith(VILLAGE) or BAD in place:
            _, check = commands(TOWN)[0], commands(TOWN)[-1]
            assert seen[0].lines()[GOOD] == good[commands(TOWN)[0]].lines()[GOOD], label
            assert seen[-1].out == good[check].out, label


# What a village's folder may come to, and every command that looks at villages.
TROUBLES = {
    "closed": (VILLAGE, rights(0)),
    "year not to be listed": (YEAR[:-1], rights(0o311)),
    "pipe": (f"{YEAR}people.csv", instead(os.mkfifo)),
    "link": (f"{YEAR}activities", to_a_copy),
}
DAY = ("--as-of", "2019-06-30")
COMMANDS: dict[str, tuple[str, ...]] = {
    **{name: (name, *DAY) for name in ("check", "gaps", "due", "town", "lists", "stars", "report")},
    "check github": ("check", "--format", "github", *DAY),
    "jobs": ("check", "--jobs", "2", *DAY),
    "why": ("why", BAD, "3.4", *DAY),
    "plan": ("plan", "show", *DAY),
    "items": ("rectify", "list", *DAY),
    "visits": ("inspect", "draw", "--seed", "1", "--villages", "1", "--standards", "1"),
    "feedback": ("feedback", "list", *DAY),
    "fmt": ("fmt",),
    "fmt other": ("fmt", GOOD),
    "add": ("add", "document", BAD, "--date", "2019-06-03", "--form", "推进计划", "--title", "甲", "--record", "乙"),
    "open": ("rectify", "open", BAD, "--on", "2019-06-30"),
    "schema": ("schema",),
}
# Those that a village's trouble does not touch, and those that it touches only where they want what cannot be read. All
# others say so, beside what can be said of the other village.
UNTOUCHED, PARTLY = {"fmt other", "schema", "visits"}, {"lists", "items", "open", "add"}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_no_command_takes_it_for_a_full_disk(trouble: str, open_to_all: Path, pytestconfig: pytest.Config) -> None:
    wish = str(pytestconfig.getoption("--oddities"))
    folder = Path(tempfile.mkdtemp(dir=open_to_all))
    place, make = TROUBLES[trouble]
    root = honest(folder, place)
    make(root / place)
    for name, words in COMMANDS.items():
        if wish == "all" or is_tried(wish, trouble, name) or name in {"lists", "add"}:
            one = ended(root, *words)
            census(f"{trouble}: {name}: {one.code}, {one.seconds:.1f} s, {sorted(one.codes())}")
            assert one.code == (0 if name in UNTOUCHED else 2) or (name in PARTLY and one.code == 0), (name, one)
            assert one.code == 0 or place in one.out + one.err, (name, one)
            assert not re.search("磁盘满|程序出错|Traceback", one.out + one.err), (name, one)
    subprocess.run(["rm", "-rf", str(folder)], check=False)
