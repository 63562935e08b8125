"""What every command says and writes, kept in a folder: the same before a change and after it, or the change shows.

uv run python tools/outputs.py /tmp/before --whole                     # all towns, days, languages
uv run python tools/outputs.py /tmp/before --towns shipped             # less
uv run python tools/outputs.py /tmp/after --towns shipped --compare /tmp/before

Each command of `READING` is said of each town on each day in each language; each line of commands of `WRITING` is
begun in a fresh copy of a town, and the files that it leaves are kept as well. `--compare` tells where two such folders
differ. `WORDS`: pairs of words, before and after, that may differ; each has to be of use.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

HERE: Final = Path(__file__).resolve().parents[1]
DAYS: Final = (
    "2019-03-31",
    "2019-06-30",
    "2019-08-24",
    "2019-10-31",
    "2019-12-20",
    "2019-12-31",
)
LANGUAGES: Final = ("zh", "en")
GENERATED: Final = 20  # villages, in two towns of ten
WORDS: Final[dict[str, str]] = {
    "cannot be told": "cannot be determined", "is to be made good": "is to be rectified",
    "to be made good within": "to be rectified within", "what is made good by": "what is rectified by",
    "(so long: ": "(until decided: ", "by its own check": "by its self-check", "own checks by": "self-checks by",
    "The manual's words: not typed in (this program does not have them)":
    "Official wording: not entered (this program does not have it)",
    "Asked: ": "Requirement: ", "On the whole": "Overview", "How far": "Progress",
    "Own check, standard by standard": "Self-check, standard by standard",
}  # fmt: skip

# {v}: a village; {s}: a standard; {r}: a rule; {i}: an item.
READING: Final = (
    "check", "check --full", "check --problems", "check --format json", "check --format github", "check --jobs 2",
    "check {v}", "check {v} --full", "check {v} --problems", "check {v} --format json", "check nowhere",
    "why {v} {s}", "why {v} {r}", "why {v} 5.6", "why {v} 2.1", "why {v} {i}", "why {v} 9.9",
    "gaps", "gaps --by standard", "gaps --by village", "gaps {v}", "due", "due {v}", "due --days 90",
    "town", "stars", "stars {v}", "stars --format json", "plan show", "plan lint",
    "lists", "lists --by village", "lists --by role", "lists --format json", "lists --format md",
    "lists --format csv --list register", "lists {v}", "lists --for 组织委员", "lists --list met --list unmet",
    *(f"report --phase {phase}{who} --format {form}" for phase in ("deploy", "advance", "assess")
      for who in ("", " --village {v}") for form in ("md", "html")),
    "rectify list", "rectify list {v}", "rectify list --format json", "rectify show {v} {i}", "rectify verify",
    "inspect list", "inspect draw --seed x", "feedback list", "catalogue list", "catalogue show {s}",
    "catalogue own", "catalogue lint", "explain activity", "explain {s}", "explain 达标", "explain nothing",
    "fmt --check", "--help", "check --help", "rectify --help", "--version",
)  # fmt: skip
# Lines of commands in one copy of the shipped town, or of nothing.
WRITING: Final = {
    "init": ["init new --name 河口镇 --county 某县 --village 石桥村 --yes", "--root new check"],
    "add": [
        "add activity liushao --date 2019-11-05 --kind 主题党日 --topic 学习 --expected 14 --present 12 --form 学习日",
        "add income liushao --date 2019-11-05 --source 发包租赁 --amount 100 --stable 否 --basis 合同",
        "add activity liushao --date 2019-11-05 --kind 没有的",
    ],
    "rectify": [
        "rectify open liushao 5.1.c --on 2019-09-01",
        "rectify plan liushao LS-06 --cause 抄漏 --cause-kind 制度缺失 --task 补 --measure 议 --responsible M02"
        " --proof 齐 --start 2019-09-02 --on 2019-09-02",
        "rectify done liushao LS-06 --text 补了 --proof 夹6 --on 2019-09-03",
        "rectify confirm liushao LS-06 --by T4 --reason 看了 --despite 原件在镇上 --on 2019-09-04",
        "rectify reopen liushao LS-06 --by T4 --reason 又没了 --on 2019-09-05",
        "rectify open --on 2019-10-31",
    ],
    "accept": ["accept liushao --conclusion 达标 --panel T2 --panel T4 --reason 看 --score 86 --despite 已说明"
               " --on 2019-12-20"],
    "fmt": ["fmt", "fmt --check"],
    "files": ["report -o out --phase assess", "lists --out out --format md", "schema --output out/schemas",
              "catalogue fill out out/form.csv", "paper 整改通知书 --as-of 2019-10-01 --out out"],
}  # fmt: skip


class Town(NamedTuple):
    name: str
    root: Path
    village: str
    item: str


def towns(work: Path) -> Iterator[Town]:
    """The shipped one, the tiny one, and generated ones."""
    yield Town("shipped", HERE, "liushao", "LS-01")
    yield Town("tiny", HERE / "docs/tiny", "xiaoquan", "XQ-01")
    sys.path.insert(0, str(HERE / "benchmarks"))
    from generate import write

    for number in (1, 2):
        root = work / f"generated{number}"
        write(root, GENERATED // 2)
        yield Town(
            root.name,
            root,
            min(path.name for path in (root / "data/villages").iterdir()),
            "V-01",
        )


def say(root: Path, words: list[str]) -> str:
    """What a command prints, what it complains of, and how it ends."""
    from branchstd.__main__ import run

    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline=""),
        io.StringIO(),
    )
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = run(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    out.flush()
    text = out.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]
    return f"{text}\n== stderr\n{err.getvalue()}\n== {code}\n".replace(
        str(root), "ROOT"
    )


def read(job: tuple[Town, str, str, Path]) -> None:
    """All reading commands of one town, day and language, a file for each."""
    town, day, lang, folder = job
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["COLUMNS"] = "100"
    os.chdir(town.root)
    for number, line in enumerate(READING):
        filled = line.format(v=town.village, s="2.7", r="5.1.c", i=town.item).split()
        dated = filled[0] in {"check", "why", "gaps", "due", "town", "stars", "lists", "report", "rectify", "inspect",
                              "feedback"} and "--help" not in filled  # fmt: skip
        said = say(
            town.root, ["--lang", lang, *filled, *(["--as-of", day] if dated else [])]
        )
        name = re.sub(r"[^\w.-]+", "_", line)
        (folder / f"{number:02} {name}").write_text(said, "utf-8")


def write_in_copy(job: tuple[str, str, Path]) -> None:
    """One line of writing commands, what each says, and all files below the copied town in the end."""
    name, lang, folder = job
    os.environ["COLUMNS"] = "100"
    with tempfile.TemporaryDirectory() as work:
        root = Path(work) / "town"
        for part in ("data", "standards", "templates"):
            shutil.copytree(HERE / part, root / part)
        os.chdir(root)
        said = [say(root, ["--lang", lang, *line.split()]) for line in WRITING[name]]
        target = folder / name
        shutil.copytree(root, target)
        (target / "said").write_text("".join(said), "utf-8")


def _plain(text: str) -> str:
    """Without digests, which are of the program as well, the version and empty lines."""
    text = re.sub(r"\b(?:[0-9a-f]{8}|[0-9a-f]{10})\b|branchstd 0\.\d\.\d", "#", text)
    return re.sub(r"\n\s*\n", "\n", text)


def differences(before: Path, after: Path) -> Iterator[str]:
    """Where two folders differ, but for the words that may; and words of no use."""
    used = set[str]()
    files = {
        path.relative_to(folder)
        for folder in (before, after)
        for path in folder.rglob("*")
        if path.is_file()
    }
    for file in sorted(files):
        if not ((before / file).is_file() and (after / file).is_file()):
            yield f"only in one: {file}"
            continue
        old, new = (
            _plain((folder / file).read_bytes().decode("utf-8", "replace"))
            for folder in (before, after)
        )
        for was, now in WORDS.items():
            if old != new and was in old:
                old = old.replace(was, now)
                used.add(was)
        if old != new:
            yield f"differs: {file}"
    yield from (f"of no use: {word}" for word in sorted(set(WORDS) - used))


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--whole", action="store_true", help="all days; else two")
    options.add_argument("--towns", nargs="*", help="by their folders here; else all")
    options.add_argument("--compare", type=Path, help="a folder of before")
    options.add_argument("--jobs", type=int, default=2)
    given = options.parse_args()
    folder: Path = given.folder.resolve()
    if folder.exists():
        options.error(f"{folder} is there already")
    with tempfile.TemporaryDirectory() as work, ProcessPoolExecutor(given.jobs) as pool:
        days = DAYS if given.whole else DAYS[2:5:2]
        jobs = [(town, day, lang, folder / town.name / day / lang)
                for town in towns(Path(work)) if town.name in (given.towns or [town.name])
                for day in days for lang in LANGUAGES]  # fmt: skip
        lines = [
            (name, lang, folder / "written" / lang)
            for name in WRITING
            for lang in LANGUAGES
        ]
        for end in [
            *(pool.submit(read, job) for job in jobs),
            *(pool.submit(write_in_copy, line) for line in lines),
        ]:
            end.result()
    found = list(differences(given.compare.resolve(), folder)) if given.compare else []
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
