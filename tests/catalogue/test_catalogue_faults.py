"""What `catalogue lint` says of a faulty catalogue or plan: the code, the line, the name that was meant, exit code 2.

A town may keep its own `standards/`; each case is one edit of a copy of the shipped ones. The line is the edited one,
unless a case says `at` another text; the name that was meant is read off the edit by eye.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from branchstd.__main__ import run

ROOT = Path(__file__).parents[2]
MANUAL, PLAN = "manual_42.yaml", "plan_2019.yaml"


NOTHING = "-"  # no name with another number is what was meant


class Case(NamedTuple):
    """In `file`, `old` becomes `new`; `near` is what the remedy offers; `at`: a text on the line that is named."""

    file: str
    old: str
    new: str
    code: str
    near: str = ""
    at: str = ""


STUDY = 'set: "list:five_studies", record: activity, where: {kind: study}, match: covers'
CASES = {
    "a kind of rule misspelt": Case(
        MANUAL, "{id: a, kind: cover, weight: 30", "{id: a, kind: cvoer, weight: 30", "unknown_name", "cover"
    ),
    "a key of a rule misspelt": Case(MANUAL, "at_least: 32", "at_laest: 32", "unknown_name", "at_least"),
    "a key of a standard misspelt": Case(MANUAL, "  points: 3", "  ponts: 3", "unknown_name"),
    "a record kind misspelt": Case(
        MANUAL, STUDY, STUDY.replace("activity", "activty"), "unknown_name", "activity"
    ),
    "a field in where": Case(
        MANUAL, STUDY, STUDY.replace("{kind:", "{knd:"), "unknown_name", "kind"
    ),
    "a word in where": Case(
        MANUAL, "where: {kind: lecture},", "where: {kind: lectures},", "unknown_name", "lecture"
    ),
    "a field to match": Case(MANUAL, "match: standard,", "match: standrad,", "unknown_name", "standard"),
    "a field to sum": Case(MANUAL, "sum: hours", "sum: hour", "unknown_name", "hours"),
    "a field that is needed": Case(
        MANUAL, "needs: [appraised_on,", "needs: [apraised_on,", "unknown_name", "appraised_on"
    ),
    "a set of people": Case(
        MANUAL, "members.able, record: activity, sum", "member.able, record: activity, sum", "unknown_name",
        "members.able",
    ),
    "an aim of no aspect": Case(PLAN, '  "7": {zh: 考核', '  "8": {zh: 考核', "unknown_name"),
    "an effort shown by what proves no duty": Case(
        PLAN, "proof: [4.1.a, V5]}", "proof: [4.1.a, V1.x]}", "unknown_name"
    ),
    "a kind that is to grow": Case(PLAN, "kinds: care, sum", "kinds: cares, sum", "unknown_name", "care"),
    "a sum of what has none": Case(
        PLAN, "record: event, kinds: training, sum: hours", "record: event, kinds: training, sum: amount",
        "unknown_name", "",
    ),
    "a list": Case(MANUAL, "list:five_studies", "list:five_study", "unknown_name", "list:five_studies"),
    "a fact": Case(MANUAL, "when: has_quota", "when: has_qouta", "unknown_name", "has_quota"),
    "a number": Case(MANUAL, "times: duty_shifts", "times: duty_shift", "unknown_name", "duty_shifts"),
    "an interval": Case(MANUAL, "after: D4, within: 15d", "after: D4, within: 15", "catalogue_value"),
    "a step to follow": Case(MANUAL, 'follows: "16"', 'follows: "26"', "unknown_name"),
    "a step to follow that comes later": Case(MANUAL, 'follows: "17"', 'follows: "21"', "unknown_name", NOTHING),
    "a last step without an end": Case(MANUAL, ", after: C3, within: 60d", "", "step_endless"),
    "a template": Case(MANUAL, "template: one_case", "template: one_cases", "unknown_name", "one_case"),
    "a role": Case(MANUAL, "role: party_office", "role: party_ofice", "unknown_name", "party_office"),
    "who is responsible": Case(
        MANUAL, "responsible: publicity", "responsible: publicty", "unknown_name", "publicity"
    ),
    "a milestone": Case(MANUAL, "due: autumn", "due: autum", "unknown_name", "autumn"),
    "the meeting of a quorum": Case(
        MANUAL, "meeting: reps_meeting, word", "meeting: rep_meeting, word", "unknown_name", "reps_meeting"
    ),
    "the votes of a quorum": Case(MANUAL, "type: admission,", "type: admision,", "unknown_name", "admission"),
    "what a quorum counts": Case(MANUAL, "counted: households,", "counted: household,", "unknown_name", "households"),
    "the article of a quorum": Case(
        MANUAL, "source: {regulation: R09#election}", "source: {regulation: R09#elect}", "unknown_name", "R09#election"
    ),
    "what of a quorum is only a default": Case(
        MANUAL, "R01#12, default: majority", "R01#12, default: majorty", "unknown_name", "majority"
    ),
    "an article": Case(MANUAL, "{regulation: R07#2}", "{regulation: R07#22}", "unknown_name", NOTHING),
    "what is only a default": Case(
        MANUAL, "default: young_age", "default: yuong_age", "unknown_name", "young_age"
    ),
    "a choice of a rule that is none": Case(
        PLAN, "fields: {5.2.b: {when: \"\"}}", "fields: {5.2.z: {when: \"\"}}", "unknown_name"
    ),
    "a choice of a field that is none": Case(
        PLAN, "fields: {5.2.b: {when: \"\"}}", "fields: {5.2.b: {wenn: \"\"}}", "unknown_name", "when"
    ),
    "a choice of a set that is none": Case(
        PLAN, "{set: candidates.new}", "{set: candidates.neu}", "unknown_name", "candidates.new"
    ),
    "a choice of a parameter that is none": Case(
        PLAN, "parameters: {young_age: \"35\"}", "parameters: {yuong_age: \"35\"}", "unknown_name", "young_age"
    ),
    "a choice of a number out of bounds": Case(
        PLAN, "winter_start: 2018-12-01", "winter_start: 2017-12-01", "bad_parameter"
    ),
    "a choice of a day of another year": Case(PLAN, "{M08: 2019-12-01}", "{M08: 2020-12-01}", "bad_own_day"),
    "a first choice that is not what ships": Case(PLAN, "{M08: 2019-11-01}", "{M08: 2019-11-02}", "not_shipped"),
    "a choice twice": Case(PLAN, "{code: \"12-01\"", "{code: \"11-01\"", "id_twice"),
    "a step that is followed": Case(MANUAL, "after: D4", "after: D5", "unknown_name", NOTHING),
    "a meeting that backs a step": Case(
        MANUAL, "backed: joint_meeting", "backed: joint_meting", "unknown_name", "joint_meeting"
    ),
    "a standard outside the aspects": Case(MANUAL, '- id: "1.5"', '- id: "8.5"', "unknown_name"),
    "no English noun": Case(
        MANUAL, "{zh: 五学各项, en: items of the five studies}", "{zh: 五学各项}", "catalogue_missing"
    ),
    "no noun at all": Case(
        MANUAL, "noun: {zh: 支部班子在任期内, en: leadership within its term}, ", "", "catalogue_missing",
        at="record: term",
    ),
    "no word for the empty set": Case(
        MANUAL, "due: M02, when_empty: review,\n     source: {plan: S3.1.1, phrase: 扎实",
        "due: M02,\n     source: {plan: S3.1.1, phrase: 扎实", "catalogue_missing",
    ),
    "both every and due": Case(
        MANUAL, "at_least: 9/10, times: duty_shifts", "due: M07, at_least: 9/10, times: duty_shifts", "one_time"
    ),
    "neither every nor due": Case(
        MANUAL, "record: term, window: now, continuous: true", "record: term, window: now", "one_time"
    ),
    "a rule's weight": Case(MANUAL, "{id: a, kind: cadence, weight: 45", "{id: a, kind: cadence, weight: 44",
                            "weights_total"),
    "a standard's points": Case(MANUAL, "  points: 4\n", "  points: 5\n", "points_total", at="- id: \"1.1\""),
    "a number twice": Case(MANUAL, '- id: "3.3"', '- id: "3.2"', "id_twice"),
    "a rule twice": Case(MANUAL, "{id: d, kind: deadline,", "{id: c, kind: deadline,", "id_twice"),
    "an aspect twice": Case(MANUAL, '- {id: "7", title', '- {id: "6", title', "id_twice"),
    "a veto twice": Case(MANUAL, "- {id: V4,", "- {id: V3,", "id_twice"),
    "an aspect too few": Case(
        MANUAL, '- {id: "7", title: {zh: 考核评价, en: Assessment}}\n', "", "wrong_count", at='- {id: "1", title'
    ),
    "no match for a list": Case(MANUAL, "match: form, due: autumn", "due: autumn", "match_missing"),
    "a match for people": Case(
        MANUAL, "set: secretary, record", "set: secretary, match: people, record", "match_forbidden"
    ),
    "points in words": Case(MANUAL, "  points: 4\n", "  points: four\n", "bad_decimal"),
    "a share that is none": Case(MANUAL, "late_share: 1/2", "late_share: half", "catalogue_value"),
    "a flag that is none": Case(MANUAL, "late: true", "late: maybe", "catalogue_value"),
    "a period that is none": Case(
        MANUAL, "every: month, record: activity, where: {covers", "every: week, record: activity, where: {covers",
        "unknown_name",
    ),
    "a phrase without its clause": Case(
        MANUAL, "{plan: S3.5.1a, phrase: 规范发展党员程序, ", "{phrase: 规范发展党员程序, ", "catalogue_value",
    ),
    "a clause without its phrase": Case(
        MANUAL, "{plan: S3.5.1a, phrase: 规范发展党员程序, ", "{plan: S3.5.1a, ", "catalogue_value",
    ),
    "a full-width colon": Case(MANUAL, "  points: 4\n", "  points： 4\n", "yaml_fullwidth_colon"),
    "a tab": Case(MANUAL, "  points: 4\n", "\tpoints: 4\n", "yaml_tab"),
    "a key twice": Case(MANUAL, "  points: 4\n", "  points: 4\n  days: 15\n  points: 4\n", "yaml_duplicate_key"),
    "a bracket without its partner": Case(
        MANUAL, 'id: "1", title: {zh: 政治建设, en: Political building}}', 'id: "1", title: {zh: 政治建设, en: x}}}',
        "yaml_bracket",
    ),
    "the plan: a duty's day": Case(PLAN, "due: each_half, ", "due: each_halves, ", "unknown_name", "each_half"),
    "the plan: a duty's proof": Case(
        PLAN, "proof: [income.subsidy]", "proof: [income.subsidies]", "unknown_name", "income.subsidy"
    ),
    "the plan: what a record must cover": Case(PLAN, "summary.experience", "summary.experiences", "unknown_name"),
    "the plan: a level": Case(PLAN, "[acceptance.county]", "[acceptance.country]", "unknown_name"),
    "the plan: a milestone's phase": Case(PLAN, "phase: advance", "phase: advanced", "unknown_name", "advance"),
    "the plan: a target's day": Case(PLAN, "rules: [6.5.b], due: year_end", "rules: [6.5.b], due: yearend",
                                     "unknown_name", "year_end"),
    "the plan: a duty's rule": Case(PLAN, "proof: [3.4.a, 3.4.b]", "proof: [3.4.a, 3.4.z]", "unknown_name"),
    "the plan: a duty's event": Case(PLAN, "event.award", "event.awards", "unknown_name", "event.award"),
    "the plan: a duty with nothing to prove it": Case(PLAN, ", proof: [5.1.b]", "", "proof_or_why"),
    "the plan: a target's rule": Case(PLAN, "rules: [6.5.b]", "rules: [6.5.z]", "unknown_name"),
    "the plan: a target's set": Case(PLAN, "set: one_person", "set: one_persons", "unknown_name", "one_person"),
    "the plan: a target's ruling": Case(PLAN, "ruling: demo, ", "ruling: dem, ", "unknown_name", "demo"),
    "the plan: a duty twice": Case(PLAN, "- {id: D005,", "- {id: D004,", "id_twice"),
    "the plan: a duty and a guidance": Case(PLAN, "[D002, ", "[D004, ", "id_twice"),
    "the plan: a milestone twice": Case(PLAN, "- {id: M05,", "- {id: M04,", "id_twice"),
    "the plan: a target twice": Case(PLAN, "- {id: T06,", "- {id: T05,", "id_twice"),
    "the plan: an open point that is none": Case(PLAN, "open: C1}", "open: C99}", "unknown_name", NOTHING),
    "the plan: what an open point changes": Case(
        PLAN, "changes: [M08, 7.4.e, T15]", "changes: [M088, 7.4.e, T15]", "unknown_name", NOTHING
    ),
    "the plan: an article of a list": Case(
        PLAN, "default: true, regulation: R01#20", "default: true, regulation: R01#200", "unknown_name", NOTHING
    ),
    "the plan: no such day": Case(PLAN, "due: 2019-05-31, phase: deploy", "due: 2019-05-32, phase: deploy",
                                  "bad_date"),
    "the plan: an owner": Case(PLAN, "owner: county, proof: [list", "owner: country, proof: [list",
                               "unknown_name", "county"),
}  # fmt: skip


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The smallest town, with its own standards."""
    shutil.copytree(ROOT / "docs" / "tiny", tmp_path / "town")
    shutil.copytree(ROOT / "standards", tmp_path / "town" / "standards")
    return tmp_path / "town"


def edit(town: Path, case: Case) -> int:
    """The line that the problem must name."""
    path = town / "standards" / case.file
    text = path.read_text("utf-8")
    assert case.old in text
    before, _, after = text.partition(case.old)
    text = before + case.new + after
    path.write_text(text, "utf-8")
    return text[: text.index(case.at)].count("\n") + 1 if case.at else _changed(before, case)


def _changed(before: str, case: Case) -> int:
    """The edited line; of a key written twice, the second one."""
    return before.count("\n") + 1 + (case.new.rstrip("\n").count("\n") if case.code == "yaml_duplicate_key" else 0)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals speak the language of the process, which is settled when it starts."""
    monkeypatch.setattr("branchstd.cli.app.LANG", "en")


def lint(town: Path) -> int:
    return run(["--root", str(town), "catalogue", "lint"])


@pytest.mark.parametrize("name", CASES)
def test_fault(name: str, town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[name]
    line = edit(town, case)
    assert lint(town) == 2
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    found = [text for text in lines if f"[{case.code}]" in text]
    assert found, said.err
    assert {text.partition(": ")[0].rsplit(":", 2)[0] for text in found} == {f"standards/{case.file}"}
    alike = re.findall(r"line (\d+)", said.err)  # the second of two equal faults
    assert str(line) in {*(text.partition(": ")[0].split(":")[1] for text in found), *alike}
    if case.near == NOTHING:
        assert "Did you mean" not in said.err
    elif case.near:
        assert f"Did you mean “{case.near}”?" in said.err


def test_untouched_standards_are_sound(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(town) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("file", "pattern"), [(MANUAL, "manual_*.yaml"), (PLAN, "plan_*.yaml")])
def test_a_missing_file(file: str, pattern: str, town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "standards" / file).unlink()
    assert lint(town) == 2
    assert f"standards/{pattern}:1:1: error[no_standards]" in capsys.readouterr().err


def test_a_copy_adds_what_is_missing_and_leaves_what_is_there(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manual, plan = (town / "standards" / file for file in (MANUAL, PLAN))
    manual.write_text(f"# 本镇的\n{manual.read_text('utf-8')}", "utf-8")
    plan.unlink()
    assert run(["--root", str(town), "catalogue", "copy"]) == 0
    assert plan.read_bytes() == (ROOT / "standards" / PLAN).read_bytes()
    assert manual.read_text("utf-8").startswith("# 本镇的\n")
    assert run(["--root", str(town), "catalogue", "copy"]) == 5
    assert capsys.readouterr().err.count("error[file_exists]") == 2


@pytest.mark.parametrize("file", [MANUAL, PLAN])
@pytest.mark.parametrize(("content", "code"), [(b"", "file_empty"), (b"\xb1\xea\xd7\xbc: 1\n", "not_utf8")])
def test_a_file_without_content(
    content: bytes, code: str, file: str, town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (town / "standards" / file).write_bytes(content)
    assert lint(town) == 2
    assert f"standards/{file}:1:1: error[{code}]" in capsys.readouterr().err


def test_a_folder_in_the_place_of_a_file(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "standards" / MANUAL).unlink()
    (town / "standards" / MANUAL).mkdir()
    assert lint(town) == 2
    assert f"standards/{MANUAL}:1:1: error[not_a_file]" in capsys.readouterr().err


def test_all_faults_are_told_at_once(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a fact", "a number", "a template"):
        edit(town, CASES[name])
    assert lint(town) == 2
    assert capsys.readouterr().err.count("error[unknown_name]") == 3


def test_the_latest_plan_holds(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two plans the later one by name is read, so its fault is the one that is told."""
    text = (town / "standards" / PLAN).read_text("utf-8")
    (town / "standards" / "plan_2020.yaml").write_text(text.replace("year: 2019", "year: twenty"), "utf-8")
    assert lint(town) == 2
    assert "standards/plan_2020.yaml:8:7: error[catalogue_value]" in capsys.readouterr().err


def test_faulty_standards_stop_every_command(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A catalogue that is not sound judges nobody."""
    edit(town, CASES["a rule's weight"])
    assert run(["--root", str(town), "check"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "error[weights_total] weights of standard 1.2 sum to 99, not 100" in said.err
