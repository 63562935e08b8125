"""Every setting of a town moves what rests on it, or is refused: a table over parameters, days, lists and choices.

The echo of a value counts for nothing: a row names a result, its value without the setting and with it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from branchstd.__main__ import run
from branchstd.assess.targets import Tally, conclude_targets
from branchstd.catalogue.model import Parameters
from branchstd.catalogue.settings import fingerprint
from branchstd.messages import LANGUAGES
from branchstd.messages.messages import Messages
from branchstd.store import CatalogueError
from branchstd.workflow.opening import openings
from branchstd.workflow.oversight import heard, stars
from branchstd.workspace import Workspace
from samples import ROOT, YEAR_END, Edit, apply, standards, workspace_of

TEXT = (ROOT / "tests/settings.yaml").read_text("utf-8")
TABLE: dict[str, dict[str, Any]] = yaml.load(TEXT, yaml.BaseLoader)  # noqa: S506  texts, as the program reads them
ROWS = [(part, name) for part, rows in TABLE.items() for name in rows]
WHO = {"by": "T2", "date": "2019-06-05"}


def town(folder: Path, edits: list[Edit], settings: dict[str, Any], decisions: list[dict[str, str]]) -> Path:
    """A copy of the shipped town with these decisions in the stead of its own."""
    shutil.copytree(ROOT / "data", folder / "data")
    for edit in edits:
        apply(folder, edit)
    path = folder / "data/town.yaml"
    kept = path.read_text("utf-8").partition("decisions:")[0]
    said = yaml.safe_dump({"decisions": decisions, **settings}, allow_unicode=True, default_style='"')
    path.write_text(kept + said, "utf-8")
    return folder


def said_by(part: str, name: str, row: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The settings and decisions of a row, each with what ships as `was`."""
    catalogue, plan = standards()
    if part == "decisions":
        point, _, code = name.partition(".")
        own = {of: {"value": value, "was": str(getattr(catalogue.parameters, of))} | WHO | {"basis": "纪要"}
               for of, value in row.get("parameters", {}).items()}  # fmt: skip
        return {"parameters": own} if own else {}, [{"id": point, "choice": code, "reason": "纪要", **WHO}]
    if part == "lists":
        shipped = plan.lists[name]
        entry = {"items": row["value"]} | ({"was": fingerprint(shipped)} if shipped.items else {})
    else:
        was = getattr(catalogue.parameters, name) if part == "parameters" else plan.days[name]
        entry = {"value": row["value"], "was": str(was)}
    return {part: {name: entry | WHO | {"basis": "纪要"}}}, []


def seen(workspace: Workspace, probe: dict[str, Any], day: date, lang_out: pytest.CaptureFixture[str]) -> str:
    """What a probe finds in a town on a day."""
    kind = next(key for key in PROBES if key in probe)
    return str(PROBES[kind](workspace, probe, date.fromisoformat(str(probe.get("day", day))), lang_out))


def _rule(workspace: Workspace, probe: Any, day: date, _: Any) -> str:
    result = _result(workspace, probe["village"], probe["rule"], day)
    return f"{result.outcome.value} {result.share}"


def _result(workspace: Workspace, village: str, rule: str, day: date) -> Any:
    found = workspace.village(village, day).assessment
    return next(one for standard in found.standards for one in standard.rules if one.rule.id == rule)


def _due(workspace: Workspace, probe: Any, day: date, _: Any) -> Any:
    return _result(workspace, probe["village"], probe["due"], day).answer.due


def _target(workspace: Workspace, probe: Any, day: date, _: Any) -> str:
    if tally := probe.get("tally"):
        results = conclude_targets(workspace.plan, {probe["target"]: Tally(*(Fraction(part) for part in tally))}, day)
    else:
        results = workspace.targets(workspace.villages(day), day)
    one = next(one for one in results if one.target.id == probe["target"])
    return f"{one.outcome.value} {one.tally.have}/{one.tally.of} {one.needed}"


def _duty(workspace: Workspace, probe: Any, day: date, _: Any) -> str:
    found = next(one for one in workspace.duties(workspace.villages(day), day) if one.duty.id == probe["duty"])
    return f"{found.state.value} {found.due}"


def _conclusion(workspace: Workspace, probe: Any, day: date, _: Any) -> str:
    return workspace.village(probe["conclusion"], day).assessment.conclusion.proposed


def _stars(workspace: Workspace, probe: Any, day: date, _: Any) -> str:
    village = workspace.village(probe["stars"], day)
    found = stars(workspace.view(village), village.assessment, workspace.standing(village))
    return f"{found.proposal.star} {found.stage}"


def _heard(workspace: Workspace, probe: Any, day: date, _: Any) -> str:
    view = workspace.view(workspace.village(probe["village"], day))
    return next(one.state for one in heard(view) if one.said.id == probe["heard"])


def _opened(workspace: Workspace, probe: Any, day: date, _: Any) -> date:
    desk = workspace.desk(workspace.village(probe["village"], day))
    return next(item.due_on for item in openings(desk, lambda found: found.rule.id, frozenset({probe["opened"]})))


def _words(workspace: Workspace, probe: Any, _: date, out: Any) -> str:
    run(["--root", str(workspace.office.root), "explain", probe["words"]])
    text = out.readouterr().out.replace("\n  ", "")
    said = {"default": "待镇党委确认" in text, "settled": "镇已定（2019-06-05，依据：纪要）" in text}
    return " ".join(word for word, so in said.items() if so)


def _default(workspace: Workspace, probe: Any, _: date, __: Any) -> str:
    rule = next(rule for _, rule in workspace.catalogue.every_rule() if rule.id == probe["default"])
    return "waits" if rule.source.default else "settled"


PROBES = {
    "rule": _rule, "due": _due, "target": _target, "duty": _duty, "conclusion": _conclusion, "stars": _stars,
    "heard": _heard, "opened": _opened, "words": _words, "default": _default,
}  # fmt: skip


def settings() -> Iterator[tuple[str, str]]:
    """All there are; of choices those that are not what ships, of points without such the only one."""
    _, plan = standards()
    yield from (("parameters", name) for name in Parameters.model_fields)
    yield from (("dates", name) for name in plan.days)
    yield from (("lists", name) for name in plan.lists)
    for point in plan.open:
        yield from (("decisions", f"{point.id}.{one.code}") for one in point.choices[1:] or point.choices)


def test_every_setting_has_a_row_and_every_row_a_setting() -> None:
    assert sorted(ROWS) == sorted(settings())


@pytest.mark.parametrize(("part", "name"), ROWS, ids=[f"{part}.{name}" for part, name in ROWS])
def test_a_setting_moves_what_rests_on_it(
    part: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = TABLE[part][name]
    own, decisions = said_by(part, name, row)
    edits, day = row.get("edits", []), date.fromisoformat(row.get("day", YEAR_END.isoformat()))
    after = town(tmp_path / "after", edits, own, decisions)
    if refused := row.get("refused"):
        with pytest.raises(CatalogueError) as stopped:
            workspace_of(after)
        assert [problem.code for problem in stopped.value.problems] == [refused]
        return
    towns = [workspace_of(town(tmp_path / "before", edits, {}, [])), workspace_of(after)]
    for move in row["moves"]:
        assert [seen(one, move, day, capsys) for one in towns] == [move["was"], move["now"]], move
        assert move["was"] != move["now"]
    before, now = (seen(one, row["stays"], day, capsys) for one in towns)
    assert before == now


OUTPUTS = (
    ["check"], ["check", "liushao", "--full"], ["town"], ["plan", "show"], ["plan", "lint"], ["catalogue", "own"],
    ["why", "liushao", "4.5"], ["why", "dawantan", "6.1"], ["explain", "M08"], ["explain", "T07"], ["explain", "6.1.a"],
    ["explain", "dev_systems"], ["explain", "winter_end"], ["report", "--phase", "assess"],
)  # fmt: skip
DATED = ("check", "town", "why", "report")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_town_that_has_decided_all_waits_for_none(
    lang: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither a note on an open point nor a mark of a default that one of them settles is left."""
    _, plan = standards()
    taken = [{"id": point.id, "choice": point.choices[0].code, "reason": "纪要", **WHO} for point in plan.open]
    workspace = workspace_of(town(tmp_path / "town", [], {}, taken))
    assert {point.id for point in plan.open} <= workspace.plan.settlements.keys()
    waiting = Messages(lang, *standards())
    undecided = (waiting.open_point, waiting.taken)
    subjects = frozenset[str]().union(*(point.subjects for point in plan.open))
    left = {(rule.id, name) for _, rule in workspace.catalogue.every_rule() for name in rule.source.default}
    assert not {one for one in left if f"{one[0]}.{one[1]}" in subjects or f"parameters.{one[1]}" in subjects}
    assert not {(rule, name) for rule, name in left if name.startswith("list:") and f"lists.{name[5:]}" in subjects}
    day = ["--as-of", "2019-12-31"]
    for words in OUTPUTS:
        run(["--root", str(workspace.office.root), "--lang", lang, *words, *(day if words[0] in DATED else [])])
        text = _packed(capfd.readouterr().out)
        assert text
        assert not [point.id for point in plan.open if any(_packed(said(point)) in text for said in undecided)]


def _packed(text: str) -> str:
    """Without what a terminal's width or Markdown puts in between."""
    return "".join(text.replace("\\", "").split())


def test_a_copy_never_keeps_what_was_computed_from_the_old_one() -> None:
    _, plan = standards()
    assert plan.days["M08"] == date(2019, 11, 1)
    moved = tuple(one.model_copy(update={"due": date(2019, 12, 1)}) for one in plan.milestones)
    assert plan.model_copy(update={"milestones": moved}).days["M08"] == date(2019, 12, 1)
    template = standards()[0].templates["one_case"]
    assert template.steps
    assert template.model_copy(update={"stages": template.stages[:1]}).steps == template.stages[0].steps


# A decision, with the parameters beside it, and the code with which it is refused.
REFUSED = {
    "a text of its own": ({"id": "C1", "choice": "自查评估按12月1日"}, {}, "decision_choice"),
    "by nobody who may": ({"id": "C1", "choice": "12-01", "by": "T4"}, {}, "decision_unfit"),
    "no such point": ({"id": "C99", "choice": "12-01"}, {}, "unknown_name"),
    "no number beside it": ({"id": "Q11", "choice": "own"}, {}, "decision_own"),
    "another number beside it": ({"id": "Q11", "choice": "35"}, {"young_age": "30"}, "decision_against"),
    "no reason": ({"id": "C1", "choice": "12-01", "reason": ""}, {}, "missing_field"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_decision_that_cannot_hold_is_refused_at_its_place(name: str, tmp_path: Path) -> None:
    decision, numbers, code = REFUSED[name]
    row = {"parameters": numbers}
    own, (whole,) = said_by("decisions", f"{decision['id']}.{decision['choice']}", row)
    with pytest.raises(CatalogueError) as stopped:
        workspace_of(town(tmp_path, [], own, [whole | decision]))
    problem = stopped.value.problems[0]
    assert (problem.code, problem.place.file, problem.place.line > 1) == (code, "data/town.yaml", True)
    if code == "decision_choice":
        assert problem.values["known"] == "11-01（11月1日）; 12-01（12月1日）"


def test_a_title_stands_for_its_code_and_the_day_of_the_decision_for_nothing(tmp_path: Path) -> None:
    late = {"id": "C1", "choice": "12月1日", "reason": "纪要", "by": "T1", "date": "2019-12-20"}
    workspace = workspace_of(town(tmp_path, [], {}, [late]))
    assert workspace.plan.days["M08"] == date(2019, 12, 1)
    assert _rule(workspace, {"village": "chuankouyi", "rule": "7.4.e"}, date(2019, 11, 10), None) == "met 1"


def test_who_decides_held_the_role_on_that_day(tmp_path: Path) -> None:
    since = [
        {"file": "data/town.yaml", "replace": ["role: 分管党建副书记}", "role: 分管党建副书记, start: 2019-06-06}"]}
    ]
    decision = {"id": "C1", "choice": "12-01", "reason": "纪要"} | WHO
    with pytest.raises(CatalogueError):
        workspace_of(town(tmp_path / "early", since, {}, [decision]))
    assert workspace_of(town(tmp_path / "then", since, {}, [decision | {"date": "2019-06-06"}])).plan.settlements["C1"]
