"""`compare`: results kept before an update beside those of now; written by hand, moved where the hand moved them."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from branchstd.__main__ import run
from samples import ROOT


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    said = io.BytesIO()
    out = io.TextIOWrapper(said, encoding="utf-8")
    with contextlib.redirect_stdout(out):
        run(["--root", str(ROOT), "check", "baiyutan", "--format", "json", "--as-of", "2019-12-31"])
    out.flush()
    return dict(json.loads(said.getvalue()))


def told(check: object, folder: Path, capsys: pytest.CaptureFixture[str], lang: str = "en") -> tuple[int, str, str]:
    file = folder / "before.json"
    file.write_text(check if isinstance(check, str) else json.dumps(check), "utf-8")
    code = run(["--root", str(ROOT), "--lang", lang, "compare", str(file)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def rule(check: dict[str, Any], code: str) -> dict[str, Any]:
    standards = check["villages"][0]["standards"]
    return next(rule for standard in standards for rule in standard["rules"] if rule["id"] == code)


def test_nothing_moves(kept: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(kept, tmp_path, capsys)
    assert code == 0
    assert "nothing moves" in out


@pytest.mark.parametrize(("lang", "line"), [("en", "partly met 1/7 → met 1"), ("zh", "部分达标 1/7 → 达标 1")])
def test_a_share_that_was_another(
    lang: str, line: str, kept: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads(json.dumps(kept))
    rule(before, "3.3.a").update(outcome="partial", share="1/7")
    before["villages"][0]["vetoes"] = [{"rule": "V3", "state": "proposed"}]
    code, out, _ = told(before, tmp_path, capsys, lang)
    assert code == 1
    assert line in out.replace("\n", " ")
    assert "3.3.a" in out
    assert "V3" in out
    assert "3.1.a" not in out


def test_a_rule_that_is_new_and_one_that_is_gone(
    kept: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads(json.dumps(kept))
    rule(before, "3.3.a")["id"] = "3.3.z"
    code, out, _ = told(before, tmp_path, capsys)
    assert code == 1
    assert "none → met 1" in out
    assert "met 1 → none" in out


def test_every_rule_that_may_have_moved_since_the_version_before_has_a_reason(
    kept: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads(json.dumps(kept))
    before["catalogue"]["version"] = "2019.1"
    rules = [rule for standard in before["villages"][0]["standards"] for rule in standard["rules"]]
    for one in rules:
        one.update(outcome="error", share=None)
    vetoes = before["villages"][0]["vetoes"] = [{"rule": f"V{n}", "state": "confirmed"} for n in range(1, 7)]
    _, out, _ = told(before, tmp_path, capsys)
    parts = re.split(r"^    (?=\d\.\d+\.[a-z] |V\d )", out, flags=re.MULTILINE)[1:]
    assert len(parts) == len(rules) + len(vetoes)
    assert [part for part in parts if "      why: " not in part] == []


@pytest.mark.parametrize("text", ["", "{}", "[1", '{"format": "branchstd-check-v1"}', "\x00", "[" * 100_000])
def test_no_check(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = told(text, tmp_path, capsys)
    assert code == 2
    assert "no_check" in err
