"""Which activities the village wrote down itself: among them stand trainings out of the town's own file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from branchstd.rules.view import View, inherited


def own_activities(view: View) -> Iterator[Any]:
    return (record for record in view.village.records.get("activity", ()) if not inherited("activity", record))
