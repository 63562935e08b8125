"""The smallest town for each test, in its own folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from towns import TinyTown


@pytest.fixture
def town(tmp_path: Path) -> TinyTown:
    return TinyTown(tmp_path / "town")
