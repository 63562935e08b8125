"""The shipped town under git for each test, in its own folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
