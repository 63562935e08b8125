"""Sentences that must not say more than the records do."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from branchstd.messages.speech import Speech
from samples import VILLAGE, YEAR_END, copy_of, standards, survey_of


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ("0[3-9]", ("到期12期，做到5期，连续6期以上没有做（缺3月、", "due 12, done 5, 6 or more in a row not done")),
        ("*", ("到期12期，一期也没有（缺1月、", "due 12, none done")),
    ],
    ids=["a_row_of_misses", "none"],
)
def test_a_veto_for_a_row_of_misses_does_not_say_that_there_was_nothing(
    tmp_path: Path, months: str, said: tuple[str, str]
) -> None:
    root = copy_of(tmp_path, [{"file": f"V/activities/2019-{months}.yaml", "delete": True}])
    found = survey_of(root).village(VILLAGE, YEAR_END).assessment
    veto = next(one.result for one in found.vetoes if one.result.rule.id == "V2")
    for lang, part in zip(("zh", "en"), said, strict=True):
        assert part in Speech(lang, *standards()).rule(veto)


DECIDED, BUILT = "LS1·村民（代表）会议决议", "LS1·实施完成"


@pytest.mark.parametrize(
    ("old", "new", "rule", "said"),
    [
        (
            "D4: 2019-04-09, ",
            "",
            "V3",
            (
                f"重大事项先议后办：1件，到期7步，做到6步，关键步骤没过就往下做了：缺{DECIDED}",
                "due steps 7, done 6; key steps passed over: missing: LS1·decided by villagers",
            ),
        ),
        (
            "W: 2019-09-05, P2: 2019-09-12",
            "W: 2019-04-04, P2: 2019-09-12",
            "V3",
            (
                f"到期7步，做到5步，关键步骤没过就往下做了：次序颠倒：{BUILT}早于村民（代表）会议决议",
                "due steps 7, done 5; key steps passed over: in the wrong order: LS1·carried out before decided by",
            ),
        ),
        (
            "W: 2019-09-05, P2: 2019-09-12",
            "W: 2019-04-04, P2: 2019-09-12",
            "2.5.a",
            (
                f"到期7步，做到5步，次序颠倒：{BUILT}早于决议公开；超过时限：LS1·实施结果公开",
                "in the wrong order: LS1·carried out before decision disclosed; too late: LS1·result disclosed",
            ),
        ),
        (
            "D2: 2019-03-20, D3: 2019-04-03",
            "D2: 2019-04-04, D3: 2019-04-03",
            "2.5.a",
            (
                "做到6步，当天没有对应的会议或公开记录：LS1·村“两委”会议商议",
                "done 6; without a meeting or disclosure recorded on that day: LS1·discussed by both committees",
            ),
        ),
    ],
    ids=["undecided", "built_first", "built_first_in_its_own_rule", "no_meeting"],
)
def test_what_lacks_in_steps_is_told_by_its_reason(
    old: str, new: str, rule: str, said: tuple[str, str], tmp_path: Path
) -> None:
    root = copy_of(tmp_path, [{"file": "V/matters.yaml", "replace": [old, new]}], "liushao")
    found = survey_of(root).village("liushao", YEAR_END).assessment
    results = [*(one.result for one in found.vetoes), *(one for standard in found.standards for one in standard.rules)]
    result = next(one for one in results if one.rule.id == rule)
    for lang, part in zip(("zh", "en"), said, strict=True):
        assert part in Speech(lang, *standards()).rule(result)


@pytest.mark.parametrize(
    ("rule", "edits", "said"),
    [
        (
            "7.3.d",
            [],
            ("5项（人）全部有记录；有5项晚了：工作内容晚3天、", "all 5 recorded; late: 5, content by 3 days, "),
        ),
        (
            "7.3.d",
            [
                {
                    "file": "V/documents.yaml",
                    "replace": ["date: 2019-06-18, form: 推进计划", "date: 2019-12-18, form: 推进计划"],
                }
            ],
            ("全部有记录；有5项晚了：工作内容晚186天", "content by 186 days"),
        ),
        ("7.3.c", [], ("2019-06-18完成，比期限2019-06-15晚3天", "done on 2019-06-18, 3 days after 2019-06-15")),
        (
            "2.9.a",
            [{"file": "V/duty.csv", "drop": "2019-05,"}],
            ("应达201.6，算得上182.7，还差18.9，不够的是5月", "needed 201.6, reached 182.7, 18.9 short (May)"),
        ),
    ],
)
def test_what_came_late_is_told_with_its_days(
    tmp_path: Path, rule: str, edits: list[dict[str, Any]], said: tuple[str, str]
) -> None:
    found = survey_of(copy_of(tmp_path, edits)).village(VILLAGE, YEAR_END).assessment
    result = next(one for standard in found.standards for one in standard.rules if one.rule.id == rule)
    for lang, part in zip(("zh", "en"), said, strict=True):
        assert part in Speech(lang, *standards()).rule(result)


@pytest.mark.parametrize(("asked", "notes"), [(YEAR_END, ""), (date(2020, 1, 1), "2020-01-01已过年底")])
def test_a_day_after_the_year_is_told(asked: date, notes: str) -> None:
    assert Speech("zh", *standards(), asked=asked).year_note().startswith(notes)
    assert bool(Speech("en", *standards(), asked=asked).year_note()) == bool(notes)
