"""What of the many rows and ways is tried in this round; the rest is not collected."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from writer_rows import WRITES

HERE = Path(__file__).parent
# In which a run may come to grief: of each command one.
WAYS = ("test_killed", "test_interrupted", "test_the_disk_is_full once", "test_the_disk_is_full from_then_on")
TWICE = 4  # one in so many kinds of record is added twice; they have the same way
HARMED = 3  # one in so many commands comes to grief in a round


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wish = str(config.getoption("--writers"))
    own = (item for item in items if item.path.parent == HERE and "office" in getattr(item, "fixturenames", ()))
    others = [item for item in own if not _drawn(wish, item)]
    if wish != "all" and others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in set(others)]


def _drawn(wish: str, item: pytest.Item) -> bool:
    given = item.callspec.params  # type: ignore[attr-defined]
    name, row = given["name"], given["office"]
    chance = random.Random(f"{wish}/{name}")
    way, one, twice = chance.choice(WAYS), chance.choice(WRITES[name]), chance.randrange(TWICE) == 0
    harmed = chance.randrange(HARMED) == 0
    if name == "demo":  # a tour takes as long as all others together; its leftovers have a test of their own
        return False
    function = item.function.__name__  # type: ignore[attr-defined]
    if function == "test_said_twice":
        return twice or not name.startswith("add ")
    lasting = {None: "", False: " once", True: " from_then_on"}[given.get("lasting")]
    return harmed and (f"{function}{lasting}", row) == (way, one)
