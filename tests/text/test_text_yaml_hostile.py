"""Damaged and hostile YAML: always an answer, never an exception or a dead process."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples_text import YAML

from branchstd.text.yaml import read_yaml

SAMPLE = YAML.encode()


def answer(data: bytes) -> None:
    node, problems = read_yaml(data, "f")
    assert (node is None) == any(problem.code != "yaml_hash_cut" for problem in problems)
    lines = data.count(b"\n") + data.count(b"\r") + 2
    assert all(1 <= p.place.line <= lines and p.place.column >= 1 for p in problems)


def test_sample_is_sound() -> None:
    assert read_yaml(SAMPLE, "f")[1] == ()


@pytest.mark.parametrize("data", [SAMPLE, b"\xef\xbb\xbf" + SAMPLE.replace(b"\n", b"\r\n")], ids=["lf", "crlf"])
def test_every_prefix_is_answered(data: bytes) -> None:
    for end in range(len(data)):
        answer(data[:end])


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    answer(data)


@given(st.text(st.sampled_from("ab甲：　\t\n \"'[]{}:-,#&*!|>%@`<?~\\.=\u200b\u00a0"), max_size=60))
@settings(max_examples=500)
def test_any_syntax_is_answered(text: str) -> None:
    answer(text.encode())


EDITS = st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 4), st.binary(max_size=4))
SIGNS = st.tuples(
    st.integers(0, len(SAMPLE)), st.integers(0, 3), st.sampled_from("：　\t\n\"'[]{}:-#&*!|%").map(str.encode)
)


@given(st.lists(EDITS | SIGNS, min_size=1, max_size=4))
@settings(max_examples=500)
def test_mutated_samples_are_answered(edits: list[tuple[int, int, bytes]]) -> None:
    data = SAMPLE
    for start, length, new in edits:
        data = data[:start] + new + data[start + length :]
    answer(data)


CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from branchstd.text.yaml import read_yaml
data = sys.stdin.buffer.read()
node, problems = read_yaml(data, "f")
assert node is None
print(*sorted({problem.code for problem in problems}))
"""

BOMB = "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9) if before else 'lol'}]\n"
    for before, name in zip(["", *"abcdefgh"], "abcdefghi", strict=True)
)
MERGES = "a0: &a0 {k: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 7))
DEPTHS = (21, 1_000, 100_000, 1_000_000)
HOSTILE = {
    "alias bomb": (BOMB, "yaml_alias yaml_anchor"),
    "merge bomb": (MERGES, "yaml_alias yaml_anchor yaml_merge_key"),
    "cycle": ("a: &a [*a]\n", "yaml_alias yaml_anchor"),
    **{f"{n} brackets": ("[" * n, "yaml_depth") for n in DEPTHS},
    **{f"{n} braces": ("{a: " * n, "yaml_depth") for n in DEPTHS},
    **{f"{n} dashes": ("- " * n, "yaml_depth") for n in DEPTHS},
    **{f"{n} question marks": ("? " * n, "yaml_depth") for n in DEPTHS},
    "1000 indentations": ("".join(" " * n + "a:\n" for n in range(1_000)), "yaml_depth"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bomb_is_refused_without_harm(name: str) -> None:
    text, codes = HOSTILE[name]
    limit = 4 * 1024 * 1024
    child = subprocess.run([sys.executable, "-c", CHILD], input=text.encode()[:limit], capture_output=True, check=False)
    assert child.returncode == 0, child.stderr.decode()[-500:]
    assert child.stdout.decode().split() == codes.split()
