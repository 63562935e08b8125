"""Whole files: bombs, line endings, marks, cuts at any byte, empty and oversized files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from threat_town import BAD, CHECK, GOOD, MAY, TINY, YEAR, Check, Checked, environment, parsed, put, told, words

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from branchstd.__main__ import run
sys.exit(run(sys.argv[1:]))
"""
FEW = 9
BOMBS: dict[str, tuple[str, str]] = {
    "alias_bomb": (
        "a: &a [lol]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * FEW)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        "yaml_anchor yaml_alias",
    ),
    "merge_bomb": (
        "a0: &a0 {k: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * FEW)}]}}\n" for n in range(1, 7)),
        "yaml_anchor yaml_merge_key yaml_alias",
    ),
    "cycle": ("activities: &a [*a]\n", "yaml_anchor yaml_alias"),
    **{f"{n}_brackets": ("activities: " + "[" * n, "yaml_depth") for n in (1_000, 100_000, 1_000_000)},
    "100000_braces": ("{a: " * 100_000, "yaml_depth"),
    "500000_dashes": ("- " * 500_000, "yaml_depth"),
    "1000000_dashes": ("- " * 1_000_000, "file_too_large"),
    "300000_nodes": ("activities: [" + "a, " * 300_000 + "]\n", "yaml_too_many"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb(name: str, town: Path, check: Check) -> None:
    """In 1 GB and 20 seconds of processor time, ended by the program itself and not by a signal."""
    before = check(town)
    content, codes = BOMBS[name]
    put(town, MAY, content)
    argv = [sys.executable, "-c", LIMITED, *CHECK, "--root", str(town)]
    child = subprocess.run(argv, env=environment(), capture_output=True, check=False)
    after = parsed(child.returncode, child.stdout.decode(), child.stderr.decode())
    assert (after.code, after.err) == (2, "")
    assert set(codes.split()) == {problem["code"] for problem in after.problems()}
    assert {problem["file"] for problem in after.problems()} == {MAY}
    assert after.lines[GOOD] == before.lines[GOOD]


def rewritten(root: Path, change: Callable[[bytes], bytes]) -> None:
    for path in sorted(p for p in (root / "data").rglob("*") if p.is_file()):
        path.write_bytes(change(path.read_bytes()))


def mixed(data: bytes) -> bytes:
    """LF, CRLF and CR in turn."""
    ends = (b"\n", b"\r\n", b"\r")
    return b"".join(line + ends[number % 3] for number, line in enumerate(data.splitlines()))


SAME = {
    "crlf": lambda data: data.replace(b"\n", b"\r\n"),
    "cr": lambda data: data.replace(b"\n", b"\r"),
    "mixed_line_ends": mixed,
    "bom": lambda data: b"\xef\xbb\xbf" + data,
    "no_last_line_end": lambda data: data.rstrip(b"\n"),
    "blank_lines_at_the_end": lambda data: data + b"\n  \n\n",
}


@pytest.mark.parametrize("name", SAME)
def test_same_records(name: str, town: Path, check: Check) -> None:
    """The document does not change by a byte."""
    before = check(town)
    rewritten(town, SAME[name])
    assert check(town) == before


RECORDS = sorted(path.relative_to(TINY).as_posix() for path in (TINY / "data/villages").rglob("*.*"))


@pytest.mark.parametrize("file", [*RECORDS, f"data/town/2019/villages/{BAD}.yaml"])
def test_cut_anywhere(file: str, town: Path, check: Check, pytestconfig: pytest.Config) -> None:
    """A cut file raises no share, and where a village's result is another it has a problem or a record less."""
    step = 19 if pytestconfig.getoption("--crossings") == "all" else 61
    before = check(town)
    whole = (town / file).read_bytes()
    for end in range(0, len(whole), step):
        put(town, file, whole[:end])
        after = check(town)
        assert after.lines[GOOD] == before.lines[GOOD]
        assert {problem["file"] for problem in after.problems()} <= {file, *RECORDS}
        assert not raised(before, after), f"cut at {end}"


def raised(before: Checked, after: Checked) -> list[str]:
    """Rules whose share is higher than it was."""
    return [
        rule
        for rule, now in after.rules().items()
        if now["share"] is not None and Fraction(now["share"]) > Fraction(before.rules()[rule]["share"] or 1)
    ]


EMPTY = {"zero_bytes": "", "only_comments": "# 没有\n", "only_dashes": "---\n", "only_the_key": "documents:\n"}


@pytest.mark.parametrize("name", EMPTY)
def test_empty_is_missing_and_not_met(name: str, town: Path, check: Check) -> None:
    assert check(town).rules()["7.3.c"]["outcome"] == "met"
    put(town, YEAR + "documents.yaml", EMPTY[name])
    after = check(town)
    assert after.rules()["7.3.c"]["outcome"] == "unmet"
    assert told(after.problems()) == ["documents.yaml:1:1 file_empty"] * (name != "only_the_key")
    assert {problem["severity"] for problem in after.problems()} <= {"warning"}
    assert after.code == 1


@pytest.mark.parametrize("file", ["people.csv", "posts.csv", "dues.csv", "village.yaml", "activities/2019-06.yaml"])
def test_every_file_may_be_empty(file: str, town: Path, check: Check) -> None:
    before = check(town)
    put(town, YEAR + file, "")
    after = check(town)
    assert f"{file}:1:1 file_empty" in told(after.problems())
    assert after.code == 1
    assert after.lines[GOOD] == before.lines[GOOD]


@pytest.mark.parametrize("file", ["activities/2019-05.yaml", "dues.csv"])
def test_too_large(file: str, town: Path, check: Check) -> None:
    before = check(town)
    put(town, YEAR + file, b"# " + b"a" * 4 * 1024 * 1024)
    after = check(town)
    assert told(after.problems()) == [f"{file}:1:1 file_too_large"]
    assert "图片、扫描件不要放进记录文件" in words(after.problems())
    assert after.code == 2
    assert after.lines[GOOD] == before.lines[GOOD]


def test_without_a_fault(town: Path, check: Check) -> None:
    """The tiny town reads clean; by the middle of the year four standards are met, the others tell their gaps."""
    after = check(town)
    assert (after.code, after.err, after.town, list(after.lines)) == (1, "", [], [GOOD, BAD])
    assert after.problems() == after.problems(GOOD) == []
    met = [standard["id"] for standard in after.village()["standards"] if standard["outcome"] == "met"]
    assert met == ["2.1", "3.1", "3.3", "7.3"]
