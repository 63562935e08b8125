"""A record that failed in its very code is told once; whoever refers to it is not at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from samples import YEAR_END, copy_of, workspace_of


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("data/town.yaml", "slug: baiyutan", "slug: ../evil", "bad_slug"),
        ("data/town.yaml", "{code: T5,", "{code: 五号,", "bad_code"),
        ("V/people.csv", "\nM12,", "\nM 12,", "bad_code"),
    ],
)
def test_told_once(file: str, old: str, new: str, code: str, tmp_path: Path) -> None:
    workspace = workspace_of(copy_of(tmp_path, [{"file": file, "replace": [old, new]}]))
    found = [problem for problem in workspace.problems if problem.severity == "error"]
    for slug in sorted(workspace.office.names):
        found += [
            p for p in workspace.village(slug, YEAR_END).problems if p.severity == "error" and p.code != "roster_empty"
        ]
    assert [problem.code for problem in found] == [code]
