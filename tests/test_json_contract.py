"""`branchstd-check-v1` keeps its word: every part, every type, every order, the same bytes in every locale."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from samples import standards

ROOT = Path(__file__).parents[1]
DAYS = ["2019-01-01", "2019-06-10", "2019-11-01", "2019-12-31"]
OUTCOMES = ["met", "partial", "unmet", "not_due", "not_applicable", "review", "error"]
NUMBER = re.compile(r"\d+(\.\d+)?|\d+/\d+")
VILLAGES = {path.name for path in (ROOT / "data" / "villages").iterdir()}
POINTS = re.compile(r"\d+\.\d\d")
SHAPES: dict[str, set[str]] = {
    "top": {"format", "as_of", "lang", "catalogue", "villages", "problems"},
    "village": {
        "village", "name", "kind", "conclusion", "score", "score_exact", "points", "waiting", "outcomes", "aspects",
        "vetoes", "standards", "problems", "before", "now",
    },
    "aspect": {"id", "title", "aim", "before", "score", "evaluated"},
    "standard": {"id", "aspect", "title", "outcome", "points", "evaluated", "score", "share", "rules"},
    "rule": {
        "id", "kind", "weight", "source", "outcome", "share", "observed", "expected", "missing", "due", "responsible",
        "controllable_by", "message", "remedy", "counted", "records", "item", "enter_in",
    },
    "item": {"id", "number", "state", "due", "overdue_days", "back_after_closing"},
    "task": {"sort", "message", "remedy", "command", "place", "rules", "item", "due", "lost"},
    "problem": {"code", "severity", "message", "remedy", "file", "line", "column"},
}  # fmt: skip


def output(*arguments: str, **environment: str) -> tuple[int, bytes]:
    command = [sys.executable, "-m", "branchstd", "check", "--format", "json", *arguments]
    run = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env={**os.environ, **environment})
    assert run.stderr == b""
    return run.returncode, run.stdout


@cache
def document(day: str) -> dict[str, Any]:
    code, text = output("--as-of", day)
    assert code == 1
    found: dict[str, Any] = json.loads(text)
    return found


def villages() -> list[Any]:
    return [
        pytest.param(village, id=f"{day}-{village['village']}") for day in DAYS for village in document(day)["villages"]
    ]


def test_head() -> None:
    found = document("2019-11-01")
    assert set(found) == SHAPES["top"]
    assert (found["format"], found["as_of"], found["lang"]) == ("branchstd-check-v1", "2019-11-01", "zh")
    assert found["catalogue"] == {"id": "manual-42", "version": "2019.2", "aspects": 7, "standards": 42, "own": []}
    assert [village["village"] for village in found["villages"]] == sorted(VILLAGES)
    assert found["problems"] == []


@pytest.mark.parametrize("village", villages())
def test_village(village: dict[str, Any]) -> None:
    assert set(village) == SHAPES["village"]
    assert village["conclusion"]["proposed"] in {"met", "basic", "unmet", "open"}
    assert all(set(reason) == {"code", "message"} for reason in village["conclusion"]["reasons"])
    assert list(village["outcomes"]) == OUTCOMES
    own = standards()[0].of_kind(village["kind"])
    assert sum(village["outcomes"].values()) == len(own.standards)
    assert [aspect["id"] for aspect in village["aspects"]] == [aspect.id for aspect in own.aspects]
    assert all(set(aspect) == SHAPES["aspect"] for aspect in village["aspects"])
    assert all(set(veto) == {"rule", "effect", "state", "message", "records"} for veto in village["vetoes"])
    assert all(set(problem) == SHAPES["problem"] for problem in village["problems"])
    if village["score"] is None:
        assert village["score_exact"] is None
    else:
        assert POINTS.fullmatch(village["score"])
        assert abs(Fraction(village["score"]) - Fraction(village["score_exact"])) <= Fraction(1, 200)


@pytest.mark.parametrize("village", villages())
def test_what_to_do_now(village: dict[str, Any]) -> None:
    """At most five, in the order of their sorts, each with its command or place; all else stands where it stood."""
    tasks, order = village["now"], ["fault", "begin", "veto", "overdue", "due", "gap"]
    rules = {rule["id"]: rule for standard in village["standards"] for rule in standard["rules"]}
    rules |= {veto["rule"]: veto for veto in village["vetoes"]}
    sorts = [order.index(task["sort"]) for task in tasks]
    assert sorts == sorted(sorts)
    assert len(tasks) <= 5
    for task in tasks:
        assert set(task) == SHAPES["task"]
        assert task["message"]
        assert task["command"] or task["place"]
        assert task["command"] is None or task["command"].startswith("branchstd ")
        assert task["place"] is None or set(task["place"]) == {"file", "line", "column"}
        assert set(task["rules"]) <= set(rules)
        assert (task["lost"] is not None) == (task["sort"] == "gap")
        assert (task["due"] is not None) == (task["sort"] in {"overdue", "due"})
        assert task["sort"] != "gap" or {rules[code]["controllable_by"] for code in task["rules"]} == {"village"}


def test_a_task_in_json() -> None:
    """CYG-02 was due on 30 July: 94 days to 1 November. It was sent back, and its plan lacks two parts."""
    found = {v["village"]: v for v in document("2019-11-01")["villages"]}["chiyangou"]
    assert found["now"][0] == {
        "sort": "overdue", "message": "CYG-02 2.8.a 已退回、超期94天：没有支部微信群",
        "remedy": "村照退回的意见再做，做完再申请；村写全整改计划（缺责任人、完成标志）",
        "command": "branchstd rectify plan chiyangou CYG-02",
        "place": {"file": "data/town/2019/villages/chiyangou.yaml", "line": 34, "column": 5},
        "rules": [], "item": "CYG-02", "due": "2019-07-30", "lost": None,
    }  # fmt: skip


@pytest.mark.parametrize("village", villages())
def test_standards(village: dict[str, Any]) -> None:
    catalogue = {standard.id: standard for standard in standards()[0].of_kind(village["kind"]).standards}
    assert [standard["id"] for standard in village["standards"]] == list(catalogue)
    for standard in village["standards"]:
        assert set(standard) == SHAPES["standard"]
        assert standard["outcome"] in OUTCOMES
        assert [rule["id"] for rule in standard["rules"]] == [rule.id for rule in catalogue[standard["id"]].rules]
        evaluated = any(rule["share"] is not None for rule in standard["rules"])
        assert (standard["share"] is not None) == (standard["score"] is not None) == evaluated


@pytest.mark.parametrize("village", villages())
def test_rules(village: dict[str, Any]) -> None:
    for rule in (rule for standard in village["standards"] for rule in standard["rules"]):
        assert set(rule) == SHAPES["rule"]
        assert rule["source"] in {"plan", "regulation", "office", "default"}
        assert rule["controllable_by"] in {"village", "town"}
        assert rule["message"]
        assert rule["share"] is None or rule["share"] == str(Fraction(rule["share"]))
        assert (rule["outcome"] in {"met", "partial", "unmet"}) == (rule["share"] is not None)
        assert all(rule[name] is None or NUMBER.fullmatch(rule[name]) for name in ("observed", "expected"))
        assert all(re.fullmatch(r"[\w.?/-]+(:[\w-]+)?", code, re.ASCII) for code in rule["missing"])
        assert len(rule["records"]) <= 20
        places = [(place["file"], place["line"], place["column"]) for place in rule["records"]]
        assert places == sorted(places)
        assert all((ROOT / file).is_file() and line >= 1 and column >= 1 for file, line, column in places)
        assert rule["outcome"] not in {"partial", "unmet"} or rule["remedy"]
        assert rule["item"] is None or (set(rule["item"]) == SHAPES["item"] and rule["item"]["overdue_days"] >= 0)


def test_a_gap_shows_its_item() -> None:
    """BYT-03 was closed on 18 September; BYT-04, extended to 30 November, was returned on 5 December."""
    found = {v["village"]: v for v in document("2019-12-31")["villages"]}["baiyutan"]
    items = {rule["id"]: rule["item"] for standard in found["standards"] for rule in standard["rules"]}
    assert items["3.2.a"] | {"back_after_closing": None} == {
        "id": "BYT-03", "number": "BYT-03", "state": "closed", "due": "2019-09-30", "overdue_days": 0,
        "back_after_closing": None,
    }  # fmt: skip
    assert items["4.5.a"] == {
        "id": "BYT-04", "number": "BYT-04", "state": "returned", "due": "2019-11-30", "overdue_days": 31,
        "back_after_closing": False,
    }  # fmt: skip
    assert items["1.1.a"] is None


def test_scores_add_up() -> None:
    """A village's exact score is that of its standards, from shares and weights alone."""
    points = {standard.id: standard.points for standard in standards()[0].standards}
    for village in document("2019-11-01")["villages"]:
        won = evaluated = Fraction(0)
        for standard in village["standards"]:
            rules = [rule for rule in standard["rules"] if rule["outcome"] != "not_applicable"]
            whole = sum(rule["weight"] for rule in rules)
            for rule in (rule for rule in rules if rule["share"] is not None):
                part = Fraction(points[standard["id"]] * rule["weight"], whole)
                evaluated += part
                won += part * Fraction(rule["share"])
        assert Fraction(village["score_exact"]) == 100 * won / evaluated


def test_the_same_bytes_everywhere() -> None:
    first = output("--as-of", "2019-11-01", LC_ALL="C", PYTHONHASHSEED="1", TZ="UTC", COLUMNS="40")
    second = output(
        "--as-of", "2019-11-01", LC_ALL="C.UTF-8", PYTHONHASHSEED="2", TZ="Asia/Shanghai", BRANCHSTD_LANG="en"
    )
    assert first == second


def test_text_and_json_exit_alike() -> None:
    for day in ("2019-01-01", "2019-12-31"):
        command = [sys.executable, "-m", "branchstd", "check", "baiyutan", "--as-of", day]
        text = subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode
        assert text == output("baiyutan", "--as-of", day)[0]


def test_nothing_but_continuous_rules_fails_on_new_years_day() -> None:
    rules = {rule.id: rule for _, rule in standards()[0].every_rule()}
    for village in document("2019-01-01")["villages"]:
        failing = [r["id"] for s in village["standards"] for r in s["rules"] if r["outcome"] in {"partial", "unmet"}]
        assert [name for name in failing if not getattr(rules[name], "continuous", False)] == []


@pytest.mark.parametrize("day", DAYS)
def test_the_empty_village_is_met_nowhere(day: str) -> None:
    (empty,) = [village for village in document(day)["villages"] if village["village"] == "qinglanping"]
    assert {standard["outcome"] for standard in empty["standards"]} <= {"unmet", "review", "not_due", "not_applicable"}
    assert [rule["id"] for s in empty["standards"] for rule in s["rules"] if rule["outcome"] == "met"] == []
