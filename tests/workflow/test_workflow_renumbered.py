"""Items outlive what the office does to the catalogue: another number, a standard that it takes out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from branchstd.__main__ import run
from branchstd.store import CatalogueError
from branchstd.workflow.opening import openings
from branchstd.workflow.rectification import Rectification, by_rule, count_items
from samples import MANUAL, PLAN, ROOT, Edit, apply, copy_of, entry_of, workspace_of

YEAR_END = date(2019, 12, 31)
# 5.1 has three rules; chuankouyi's CKY-04 is about the third, baiyutan's BYT-05 about the first.
OLD, NEW = "5.1", "5.9"
RULES = rf"\b{re.escape(OLD)}(\.[a-c])\b"


def renumbered(target: Path) -> Path:
    """It goes, and comes under another number with the same rules, which keep their first numbers as keys."""
    root = copy_of(target, [{"file": MANUAL, "add": f'withdrawn: ["{OLD}"]\n'}])
    old = entry_of(OLD)
    new = re.sub(r"- \{id: ([a-z]),", rf"- {{id: \1, key: {OLD}.\1,", old.replace(f'- id: "{OLD}"', f'- id: "{NEW}"'))
    for path in (root / MANUAL, root / PLAN):
        others = (re.sub(RULES, rf"{NEW}\1", text) for text in path.read_text("utf-8").split(old))
        path.write_text(new.join(others), "utf-8")
    return root


def taken_out(target: Path) -> Path:
    """Its four points go to 3.1: all points stay a hundred."""
    third = entry_of("3.1")
    edits: list[Edit] = [
        {"file": MANUAL, "replace": [entry_of(OLD), ""]},
        {"file": MANUAL, "replace": [third, third.replace("points: 3", "points: 7")]},
        {"file": MANUAL, "replace": [f"{OLD}.a, V4", "V4"]},
        {"file": MANUAL, "add": f"withdrawn: ['{OLD}', {OLD}.a, {OLD}.b, {OLD}.c]\n"},
        {"file": PLAN, "replace": [", 5.1.c]", "]"]},
        *({"file": PLAN, "replace": [f"proof: [{OLD}.{rule}]", "why: 本镇今年不考"]} for rule in "bc"),
        {"file": PLAN, "replace": [f"proof: [{OLD}.a, V4]", "proof: [V4]"]},
    ]
    return copy_of(target, edits)


def seen(root: Path, slug: str) -> dict[str, Rectification]:
    workspace = workspace_of(root)
    return {one.item.id: one for one in workspace.desk(workspace.village(slug, YEAR_END)).items()}


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    return renumbered(tmp_path)


def test_an_item_follows_its_rule_to_another_number(moved: Path) -> None:
    one, before = seen(moved, "chuankouyi")["CKY-04"], seen(ROOT, "chuankouyi")["CKY-04"]
    assert one.rule is not None
    assert (one.rule.id, one.state, one.overdue, one.holds) == (f"{NEW}.c", before.state, before.overdue, before.holds)
    assert before.names(2019) == ("CKY-04", "2019-川口驿村-5.1-04")
    assert one.names(2019) == ("CKY-04", "2019-川口驿村-5.1-04", "2019-川口驿村-5.9-04")  # papers of before and after
    assert workspace_of(moved).village("chuankouyi", YEAR_END).problems == ()


def test_nothing_is_opened_again_under_the_new_number(moved: Path) -> None:
    workspace = workspace_of(moved)
    desk = workspace.desk(workspace.village("chuankouyi", YEAR_END))
    assert f"{NEW}.c" in by_rule(desk.items())
    new = [item.rule for item in openings(desk, lambda found: found.rule.id, frozenset({NEW}))]
    assert new == [f"{OLD}.a"]  # a gap without an item; the item takes the number that the rule was first given


def test_the_item_goes_on_under_both_numbers(moved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--text", "写了一半", "--on", "2019-12-28"]
    assert run(["--root", str(moved), "rectify", "progress", "chuankouyi", "2019-川口驿村-5.9-04", *words]) == 0
    assert run(["--root", str(moved), "check", "chuankouyi", "--full", "--as-of", "2019-12-31"]) == 1
    assert "〔CKY-04 已退回、超期112天〕" in capsys.readouterr().out.replace("\n", "").replace(" ", " ")


def test_two_rules_of_one_number(moved: Path) -> None:
    """A key that is another rule's number: items would not know whose they are."""
    apply(moved, {"file": MANUAL, "replace": [f"key: {OLD}.b", "key: 5.2.a"]})
    with pytest.raises(CatalogueError) as caught:
        workspace_of(moved)
    assert ("id_twice", "5.2.a") in {(p.code, p.values.get("id")) for p in caught.value.problems}


def test_what_is_asked_is_not_withdrawn(moved: Path) -> None:
    apply(moved, {"file": MANUAL, "replace": [f'withdrawn: ["{OLD}"]', f'withdrawn: ["{OLD}", {NEW}.b]']})
    with pytest.raises(CatalogueError) as caught:
        workspace_of(moved)
    assert [(p.code, p.values.get("id")) for p in caught.value.problems] == [("id_twice", f"{NEW}.b")]


@pytest.fixture
def without(tmp_path: Path) -> Path:
    return taken_out(tmp_path)


def test_an_item_of_a_withdrawn_standard_stays_and_is_not_chased(without: Path) -> None:
    one = seen(without, "chuankouyi")["CKY-04"]
    assert (one.is_disabled, one.is_open, one.overdue, one.step) == (True, False, 0, None)
    assert one.names(2019) == ("CKY-04", "2019-川口驿村-5.1-04")
    before = count_items(list(seen(ROOT, "chuankouyi").values()))
    after = count_items(list(seen(without, "chuankouyi").values()))
    assert (after.closed, after.due, after.open) == (before.closed, before.due - 1, before.open - 1)


def test_what_was_closed_before_stays_closed(without: Path) -> None:
    """BYT-05 was closed on 9 October."""
    one = seen(without, "baiyutan")["BYT-05"]
    assert (one.state, one.is_disabled, one.again) == ("closed", True, False)


def test_a_withdrawn_standard_is_owed_no_more_by_the_rules_about_items(without: Path) -> None:
    for code in ("7.4.b", "7.4.c"):
        then, now = (workspace_of(root).village("chuankouyi", YEAR_END).assessment for root in (ROOT, without))
        (old,), (new,) = ([r for s in a.standards for r in s.rules if r.rule.id == code] for a in (then, now))
        assert (old.answer.expected or 0) - (new.answer.expected or 0) == 1


def test_the_list_says_why(without: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(without), "rectify", "list", "chuankouyi", "--as-of", "2019-12-31"]) == 0
    assert "CKY-04 5.1 已退回、标准已停用" in capsys.readouterr().out
    assert run(["--root", str(without), "rectify", "open", "chuankouyi", OLD, "--on", "2019-12-30"]) == 2
    assert "unknown_standard" in capsys.readouterr().err
