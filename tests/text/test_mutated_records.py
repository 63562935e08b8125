"""Records mutilated in volume: every one is read, or told with a place; the reader itself never breaks.

Twenty thousand files in chunks, each from one seed, so that a failure can be run again alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from branchstd.findings import Problem
from branchstd.store.layout import TOWN_FILES, TOWN_ON_VILLAGE, VILLAGE_FILES, FileSpec
from branchstd.store.reading import Read, read_bytes_of, read_single_bytes
from samples import ROOT

CHUNKS, EACH = 40, 500
PIECES = (
    b"", b" ", b"\n", b"\t", b":", b": ", b"- ", b"[", b"]", b"{", b"}", b'"', b"'", b",", b"#", b"&a", b"*a", b"!x",
    b"|", b">", b"%", b"@", b"`", b"\\", b"\x00", b"\x1b", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80",
    "：".encode(), "　".encode(), "“".encode(), b"---\n", b"...\n", b"<<: ", b"? ", b"0x1F", b"1e400", b"2019-02-30",
    b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> x\n", b"9" * 400, b"\r", b"\r\n", b"=1+1", b"~", b"null", b"true", b"-1",
)  # fmt: skip


@cache
def samples() -> tuple[tuple[Path, FileSpec, bytes], ...]:
    """Every kind of record file of the town, the smaller ones of each, so that 20,000 are soon read."""
    found = []
    for spec, folder in [
        *((s, "data/villages/*/2019") for s in VILLAGE_FILES),
        *((s, "data/town/2019") for s in TOWN_FILES),
    ]:
        paths = sorted(ROOT.glob(f"{folder}/{spec.name}"), key=lambda path: (path.stat().st_size, path))
        found += [(path, spec, path.read_bytes()) for path in paths if 100 < path.stat().st_size < 5000][:3]
    return tuple(found)


def read(path: Path, spec: FileSpec, data: bytes) -> Read:
    file = path.relative_to(ROOT).as_posix()
    if spec.key is None and path.suffix == ".yaml":
        return read_single_bytes(data, file, spec.kind)
    return read_bytes_of(data, file, {spec.key: spec.kind} if spec.key else {}, spec.kinds)


def told(problem: Problem, data: bytes) -> bool:
    """In its file, on a line that is there."""
    line, column = problem.place.line, problem.place.column
    return (
        problem.place.file.startswith("data/")
        and 0 <= line <= data.count(b"\n") + data.count(b"\r") + 1
        and column >= 1
    )


def mutations(chance: random.Random) -> Iterator[tuple[Path, FileSpec, bytes]]:
    for _ in range(EACH):
        path, spec, whole = chance.choice(samples())
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            start = chance.randrange(len(data) + 1)
            data[start : start + chance.choice((0, 0, 1, 1, 2, 5, 40))] = chance.choice(
                (*PIECES, bytes([chance.randrange(256)]), bytes(data[start : start + 30]))
            )
        yield path, spec, bytes(data)


def test_there_is_a_sample_of_every_file() -> None:
    kinds = {spec.kind for _, spec, _ in samples()}
    assert {spec.kind for spec in (*VILLAGE_FILES, *TOWN_FILES)} - kinds == {"case", "manual_row", "payment"}


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_a_mutilated_file_is_read_or_told(seed: int) -> None:
    for number, (path, spec, data) in enumerate(mutations(random.Random(seed))):
        found = read(path, spec, data)
        assert all(told(problem, data) for problem in found.problems), (seed, number, path)


CUT = ("village.yaml", "activities/2019-09.yaml", "people.csv")


@pytest.mark.parametrize("name", CUT)
def test_every_beginning_of_a_file_is_read_or_told(name: str) -> None:
    """And never has more records of its kind than the whole."""
    path = ROOT / "data/villages/liushao/2019" / name
    spec = next(spec for spec in VILLAGE_FILES if Path(name).match(spec.name))
    data = path.read_bytes()
    most = {kind: len(records) for kind, records in read(path, spec, data).records.items()}
    for end in range(len(data)):
        found = read(path, spec, data[:end])
        assert all(told(problem, data[:end]) for problem in found.problems), end
        assert all(len(records) <= most[kind] for kind, records in found.records.items()), end


def test_what_the_town_says_of_a_village_mutilated() -> None:
    path = ROOT / "data/town/2019/villages/qinglanping.yaml"
    whole = path.read_bytes()
    for end in range(len(whole)):
        kinds = tuple(TOWN_ON_VILLAGE.values())
        found = read_bytes_of(whole[:end], path.relative_to(ROOT).as_posix(), dict(TOWN_ON_VILLAGE), kinds)
        assert all(told(problem, whole[:end]) for problem in found.problems), end
