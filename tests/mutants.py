"""Mutated files of every kind below a town's root, each read, checked, assessed and told in process.

uv run python tests/mutants.py 100000          # the whole; prints seeds and the census
uv run python tests/mutants.py 500 --seed 7    # another sample

A mutant is made of one whole file by a few changes: mostly of its values, codes, days, keys, cells, rows and indents,
so that most still parse; else of its bytes. It may be refused with a place and words, and never ends in a traceback.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import memory
from branchstd.checks import check_village
from branchstd.findings import Problem
from branchstd.messages.messages import Messages
from branchstd.messages.phrases import Phrases
from branchstd.records.words import WORDS
from branchstd.render import check_json, check_text
from branchstd.store import open_office, reading, strict
from branchstd.store.canonical import both_forms
from branchstd.store.strict import CatalogueError
from branchstd.store.templates import report_templates
from branchstd.text.splice import SpliceError
from branchstd.workflow.last_year import LastYear
from branchstd.workflow.rectification import by_rule
from branchstd.workflow.tasks import to_do
from branchstd.workspace import Workspace, load_standards
from mutants_directed import DIRECTED, Beside

ROOT: Final = Path(__file__).parents[1]
VILLAGE: Final = "chiyangou"
DAY: Final = date(2019, 12, 31)
SLOW: Final = 2.0  # seconds of processor time, more than the honest village takes
LARGE: Final = 300  # MiB
PIECES: Final = (
    b"", b" ", b"\n", b"\t", b":", b": ", b"- ", b"[", b"]", b"{", b"}", b'"', b"'", b",", b"#", b" #", b"&a", b"*a",
    b"|", b">", b"%", b"\\", b"\x00", b"\x1b", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\r",
    "：".encode(), "　".encode(), "\u200b".encode(), b"---\n", b"<<: ", b"? ", b"<<<<<<< HEAD\n", b"9" * 400, b"=1+1",
)  # fmt: skip
ODD: Final = (
    "", "~", "0", "-1", "99999", "1.005", "1,000", "是", "否", "无", "none", "M99", "M1", "M01", "T1", "T9", "2019",
    "2018", "2019-02-30", "2019-13", "2019/3/5", "2019年3月5日", "3月5日", "43529", "May-19", "2019-Q5", "2030-01-01",
    "1.1", "1.1.a", "9.9", "2.7.b", "baiyutan", "qinglan", "甲乙丙", "13812345678", "11010519491231002X", "=1+1",
    "[]", "{}", "[M01, M02]", "{a: 1}", "x" * 50, "不在表里的词", "theory", "M01 M02", "６", "null", "true", "1e5",
)  # fmt: skip
TOKEN: Final = re.compile(r"[^\s,:{}\[\]\"'#]+")
DATED: Final = re.compile(r"20[12]\d-\d\d-\d\d")
SETTINGS: Final = """
lists:
  three_chains:
    items: {org: 组织链, member: 党员链, people: 群众链}
    by: T4
    date: "2019-06-03"
    basis: 县里通知
"""
MANUAL: Final = "standard,points,wording,ref\n1.1,,原文,第1页\n1.2,,,\n2.1,,另一段原文,第3页\n"
NAMES: Final = "code,name\nM01,甲\nM02,乙\nM03,丙\n"


class Mutant(NamedTuple):
    kind: str
    path: Path
    data: bytes


@dataclass
class Census:
    """What became of the mutants; times are multiples of the honest village's."""

    tried: Counter[str] = field(default_factory=Counter)
    parsed: Counter[str] = field(default_factory=Counter)
    codes: dict[str, Counter[str]] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)
    slow: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.parsed.total() / max(1, self.tried.total())

    @property
    def hit(self) -> set[str]:
        return {code for codes in self.codes.values() for code in codes}

    def lines(self) -> Iterator[str]:
        for kind in sorted(self.tried):
            times, codes = sorted(self.times[kind]), self.codes.get(kind, Counter())
            yield (
                f"{kind:<22} {self.tried[kind]:>7} tried, {100 * self.parsed[kind] // self.tried[kind]:>3}% parsed, "
                f"time ×{median(times):.2f} ×{times[-1]:.2f} at most, {len(codes)} codes: "
                + ", ".join(f"{code} {count}" for code, count in codes.most_common(12))
            )
        yield f"{self.tried.total()} tried, {self.share:.0%} parsed, {len(self.hit)} codes, {len(self.slow)} slow, {len(self.failed)} failed"


def short(year: Path) -> None:
    """Four months' meetings and thirty rows a table: what a change can do is seen in few records as in many."""
    for path in (year / "activities").glob("*.yaml"):
        if path.stem not in {"2019-03", "2019-05", "2019-06", "2019-12"}:
            path.unlink()
    for path in year.glob("*.csv"):
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:31]))


class Town:
    """A copy of the shipped town in which every kind of file stands; one file at a time is put in its place."""

    def __init__(self, root: Path, *, judged: bool = True) -> None:
        """judged: whether a village is assessed and told whole, or only read and checked."""
        self.root, self.judged = root, judged
        shutil.copytree(ROOT / "data", root / "data")
        shutil.copytree(ROOT / "templates", root / "templates")
        shutil.copytree(ROOT / "standards", root / "standards")
        for other in (root / "data/villages").iterdir():
            if other.name not in {VILLAGE, "baiyutan"}:
                shutil.rmtree(other)
        short(root / f"data/villages/{VILLAGE}/2019")
        (root / "data/town/2019/manual.csv").write_text(MANUAL, "utf-8")
        (root / f"data/villages/{VILLAGE}/names.csv").write_text(NAMES, "utf-8")
        self.phrases = {lang: Phrases(lang) for lang in ("zh", "en")}
        self.standards = load_standards(root)
        self.honest = self.seconds(lambda: self.village(self.workspace))

    @cached_property
    def workspace(self) -> Workspace:
        return Workspace(open_office(self.root, *self.standards))

    @cached_property
    def last(self) -> LastYear:
        return self.workspace.last_year(VILLAGE)

    @cached_property
    def files(self) -> dict[str, list[Path]]:
        """By kind: the village's own, what the town says, its settings and standards, templates, names, manual."""
        home, town = self.root / f"data/villages/{VILLAGE}", self.root / "data/town/2019"
        found = {path.name: [path] for path in (home / "2019").glob("*.*")}
        found["activities"] = sorted((home / "2019/activities").glob("*.yaml"))
        found |= {f"town {path.name}": [path] for path in town.glob("*.*")}
        found["town said"] = [town / f"villages/{VILLAGE}.yaml"]
        found |= {"town.yaml": [self.root / "data/town.yaml"], "settings": [self.root / "data/town.yaml"]}
        found["names.csv"] = [home / "names.csv"]
        found["standards"] = sorted((self.root / "standards").glob("*.yaml"))
        found["templates"] = sorted((self.root / "templates/report").glob("*.j2")) or sorted(
            (ROOT / "templates/report").glob("*.j2")
        )
        return found

    @cached_property
    def pool(self) -> list[str]:
        """Words that stand somewhere in the records, and all of the closed lists."""
        texts = (path.read_text("utf-8") for kind, paths in self.files.items() if kind not in SELDOM for path in paths)
        words = {zh for one in WORDS.values() for code, (zh, _) in one.items()} | {
            c for one in WORDS.values() for c in one
        }
        return sorted(words | {token for text in texts for token in TOKEN.findall(text)})

    @staticmethod
    def seconds(step: Callable[[], object]) -> float:
        began = time.process_time()
        step()
        return time.process_time() - began

    def village(self, workspace: Workspace, drafts: dict[Path, bytes] | None = None) -> tuple[Problem, ...]:
        """Everything that a check of the village tells, in every form."""
        if not self.judged:
            office = workspace.office
            read = office.village(VILLAGE, drafts or {})
            checked = check_village(read.village, office.town, office.catalogue, office.plan)
            return (*read.problems, *checked.problems, *checked.questions)
        found = workspace.village(VILLAGE, DAY, drafts or {})
        desk = workspace.desk(found)
        items = by_rule(desk.items())
        messages = Messages("zh", workspace.catalogue, workspace.plan, workspace.office.people_names(VILLAGE))
        list(check_text.village(found, items, self.last, messages))
        now = to_do(found, desk)
        list(check_text.opening(found, now, messages))
        check_json.village(found, now, items, self.last, messages)
        return (*found.problems, *found.questions)

    def told(self, mutant: Mutant) -> tuple[Problem, ...]:
        """What is told of a mutant: read, checked, assessed, said, and put in form."""
        if mutant.kind in IN_VILLAGE or mutant.kind in {"activities", "town said"}:
            problems = self.village(self.workspace, {mutant.path: mutant.data})
            return (*problems, *self._formed(mutant))
        before = mutant.path.read_bytes() if mutant.path.exists() else None
        mutant.path.parent.mkdir(parents=True, exist_ok=True)
        mutant.path.write_bytes(mutant.data)
        strict._load.cache_clear()
        try:
            return self._whole(mutant)
        except CatalogueError as error:
            return tuple(error.problems)
        finally:
            mutant.path.unlink() if before is None else mutant.path.write_bytes(before)
            strict._load.cache_clear()

    def _whole(self, mutant: Mutant) -> tuple[Problem, ...]:
        if mutant.kind == "templates":
            return report_templates(self.root).problems
        standards = load_standards(self.root) if mutant.kind in READ_ANEW else self.standards
        workspace = Workspace(open_office(self.root, *standards))
        formed = self._formed(mutant) if mutant.kind not in {"standards", "names.csv"} else ()
        return (*workspace.problems, *self.village(workspace), *formed)

    def _formed(self, mutant: Mutant) -> tuple[Problem, ...]:
        before = mutant.path.read_bytes()
        mutant.path.write_bytes(mutant.data)
        try:
            both_forms(self.root, mutant.path)
        except SpliceError as error:
            return tuple(error.problems)
        finally:
            mutant.path.write_bytes(before)
        return ()


IN_VILLAGE: Final = frozenset({
    "village.yaml", "people.csv", "posts.csv", "documents.yaml", "matters.yaml", "candidates.yaml", "member_year.csv",
    "dues.csv", "duty.csv", "income.csv", "cases.csv", "self_check.csv", "rectify.yaml", "feedback.yaml",
})  # fmt: skip
# What takes long to read, or whose words are no records.
SELDOM: Final = frozenset({"standards", "templates"})
READ_ANEW: Final = frozenset({"settings", "town manual.csv", "standards"})


def mutants(town: Town, count: int, seed: int) -> Iterator[tuple[int, Mutant]]:
    """Each of one number, with which it can be made again alone."""
    for number in range(seed * 1_000_000, seed * 1_000_000 + count):
        yield number, mutant_of(town, number)


def mutant_of(town: Town, number: int) -> Mutant:
    chance = random.Random(number)
    kinds = sorted(town.files)
    weights = [0.2 if kind in SELDOM else 3 if kind in {"activities", "town said"} else 1 for kind in kinds]
    kind = chance.choices(kinds, weights)[0]
    path = chance.choice(town.files[kind])
    text = path.read_text("utf-8") + (SETTINGS if kind == "settings" else "")
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        text = chance.choices((_value, _day, _line, _indent, _key, _more), (60, 10, 14, 3, 8, 1))[0](chance, town, text)
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.18:
        data = _bytes(chance, data)
    if kind == "templates":
        path = town.root / "templates/report" / path.name
    return Mutant(kind, path, data)


def directed(town: Town, codes: Iterable[str] = DIRECTED) -> Iterator[tuple[int, Mutant]]:
    """One mutant for each code that it is to raise; counted from -1 down."""
    for number, code in enumerate(codes, 1):
        (kind, _, name), edit = DIRECTED[code][0].partition("/"), DIRECTED[code][1]
        path = next(p for p in town.files[kind] if p.name == (name or p.name))
        text = path.read_text("utf-8")
        if isinstance(edit, Beside):
            edit = path.with_name(edit.name).read_bytes()
        elif isinstance(edit, tuple):
            assert edit[0] in text, code
            edit = text.replace(*edit, 1).encode()
        yield -number, Mutant(kind, path, edit if isinstance(edit, bytes) else (text + edit).encode())


def _value(chance: random.Random, town: Town, text: str) -> str:
    """Another word in a value's place: one of the records, of the closed lists, or an odd one."""
    found = list(TOKEN.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    said = chance.choice(ODD) if chance.random() < 0.4 else chance.choice(town.pool)
    return text[: one.start()] + said + text[one.end() :]


def _day(chance: random.Random, _: Town, text: str) -> str:
    found = list(DATED.finditer(text))
    if not found:
        return text
    one, moved = chance.choice(found), timedelta(days=chance.choice((-700, -366, -31, -7, -1, 1, 7, 31, 366)))
    with suppress(ValueError):  # a change before this one may have put a day there that there is not
        return text[: one.start()] + (date.fromisoformat(one[0]) + moved).isoformat() + text[one.end() :]
    return text


def _line(chance: random.Random, _: Town, text: str) -> str:
    """A line left out, twice, or elsewhere."""
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    line = lines[at]
    how = chance.randrange(3)
    lines[at : at + 1] = [] if how != 1 else [line, line]
    if how == 2:
        lines.insert(chance.randrange(len(lines) + 1), line)
    return "".join(lines)


def _indent(chance: random.Random, _: Town, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    lines[at] = " " * chance.randint(1, 3) + lines[at] if chance.random() < 0.5 else lines[at].removeprefix(" ")
    return "".join(lines)


def _key(chance: random.Random, _: Town, text: str) -> str:
    """A key or heading with a letter less, more, or another."""
    found = list(re.finditer(r"[\w]+(?=:)|^[\w,]+$", text, re.MULTILINE))
    if not found:
        return text
    one = chance.choice(found)
    at = chance.randrange(one.start(), one.end())
    return text[:at] + chance.choice(("", "x", "_", ",", "日")) + text[at + 1 :]


def _more(chance: random.Random, _: Town, text: str) -> str:
    """A line many times over."""
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    return "".join([*lines[:at], *[lines[at]] * chance.choice((50, 300, 600, 4000)), *lines[at + 1 :]])


def _bytes(chance: random.Random, data: bytes) -> bytes:
    if chance.random() < 0.1:
        return data.decode("utf-8", "replace").encode(chance.choice(("gb18030", "utf-16", "utf-8-sig")), "replace")
    spoilt = bytearray(data)
    start = chance.randrange(len(spoilt) + 1)
    spoilt[start : start + chance.choice((0, 0, 1, 1, 2, 5, 40))] = chance.choice(
        (*PIECES, bytes([chance.randrange(256)]))
    )
    return bytes(spoilt)


def run(
    town: Town, numbered: Iterable[tuple[int, Mutant]], census: Census, each: Callable[[int], None] = lambda _: None
) -> Census:
    for number, mutant in numbered:
        census.tried[mutant.kind] += 1
        began = time.process_time()
        try:
            problems = town.told(mutant)
            file = mutant.path.relative_to(town.root).as_posix()
            assert all(_is_whole(town, problem) for problem in problems)
            census.parsed[mutant.kind] += not any(p.unreadable and p.place.file == file for p in problems)
            census.codes.setdefault(mutant.kind, Counter()).update({problem.code for problem in problems})
        except Exception:
            census.failed.append(f"{number} {mutant.kind}\n{traceback.format_exc()}")
        spent = time.process_time() - began
        census.times.setdefault(mutant.kind, []).append(spent / town.honest)
        if spent > town.honest + SLOW:
            census.slow.append(f"{number} {mutant.kind} {mutant.path.name} {spent:.1f} s")
        each(number)
    return census


def _is_whole(town: Town, problem: Problem) -> bool:
    """A place that can be, and words in both languages."""
    said = [sentence for phrases in town.phrases.values() for sentence in phrases.problem(problem)]
    return problem.place.line >= 0 and problem.place.column >= 1 and all(said)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("count", type=int, help="how many mutants")
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    memory.MOST_FILES = 60  # what the harness keeps is counted as the program's
    reading.read_bytes_of = memory.remembering_files(reading.read_bytes_of)  # of each town one file is another
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Path(folder))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        census = run(town, mutants(town, given.count, given.seed), Census())
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(*census.lines(), *census.slow, *census.failed[:10], sep="\n")
        run(town, directed(town), census)
        missing = sorted(set(town.phrases["zh"].problem_texts()) - census.hit)
        print(
            f"seeds {given.seed * 1_000_000} to {given.seed * 1_000_000 + given.count - 1}; {grown:.0f} MiB more; not told: {' '.join(missing)}"
        )
        return 1 if census.failed or census.slow or grown > LARGE or census.share < 0.5 else 0


if __name__ == "__main__":
    sys.exit(main())
