"""What `explain` says of the records that a rule counts, by hand: kind, file, conditions."""

from __future__ import annotations

import pytest
from builders import shipped, standards

from branchstd.messages.messages import Messages
from branchstd.messages.reasons import describe_wanted


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        (
            "1.2.a",
            "算数的记录：活动记录（activities/YYYY-MM.yaml）；“内容代码”是“政治理论”",
            "Records that count: activity (activities/YYYY-MM.yaml); “covers” is “theory” (political theory)",
        ),
        (
            "2.9.b",
            "算数的记录：坐班月汇总（duty.csv）；填了“办理件数”；当天的人属于：村“两委”干部",
            "Records that count: duty (duty.csv); “handled” filled in; "
            "whoever did it is one of: cadres of the two committees",
        ),
        (
            "3.2.b",
            "算数的记录：活动记录（activities/YYYY-MM.yaml）；“种类”是“党小组会”；“党小组”写着要算的那一项",
            "Records that count: activity (activities/YYYY-MM.yaml); “kind” is “Party-group meeting”; "
            "“group” names what is counted",
        ),
        (
            "3.1.a",
            "算数的记录：活动记录（activities/YYYY-MM.yaml）；“种类”是“支部党员大会”；“到会人数”合要求",
            "Records that count: activity (activities/YYYY-MM.yaml); “kind” is “general meeting”; "
            "“quorum” as it must be",
        ),
        ("2.3.a", "", ""),  # counts people, no records
    ],
)
def test_what_counts(code: str, zh: str, en: str) -> None:
    assert [describe_wanted(shipped(code), Messages(lang, *standards())) for lang in ("zh", "en")] == [zh, en]
