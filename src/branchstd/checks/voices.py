"""Which activities the village wrote down itself: among them stand trainings out of the town's own file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from branchstd.records.base import Record
from branchstd.rules.view import View


def inherited(kind: str, record: Record) -> bool:
    """An activity that the town wrote down: its faults are told with the town's files, once."""
    return kind == "activity" and "/activities/" not in record.mark.place.file


def own_activities(view: View) -> Iterator[Any]:
    return (record for record in view.village.records.get("activity", ()) if not inherited("activity", record))
