"""Sentences that must not say more than the records do."""

from __future__ import annotations

from pathlib import Path

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
