"""Sentences that must not say more than the records do."""

from __future__ import annotations

from datetime import date

import pytest

from branchstd.messages.speech import Speech
from samples import YEAR_END, standards


@pytest.mark.parametrize(("asked", "notes"), [(YEAR_END, ""), (date(2020, 1, 1), "2020-01-01已过年底")])
def test_a_day_after_the_year_is_told(asked: date, notes: str) -> None:
    assert Speech("zh", *standards(), asked=asked).year_note().startswith(notes)
    assert bool(Speech("en", *standards(), asked=asked).year_note()) == bool(notes)
