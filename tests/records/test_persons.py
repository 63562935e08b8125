"""What can be a name: from one letter to forty, six of them Chinese between two dots."""

from __future__ import annotations

import pytest

from branchstd.records.persons import is_name


@pytest.mark.parametrize(
    ("text", "can_be"),
    [
        ("扎", True), ("", False), (" · ", False), ("拉毛才让卓玛", True), ("拉毛才让卓玛吉", False),
        ("拉毛才让卓玛·吉", True), ("x" * 40, True), ("x" * 41, False),
        ("张 三", True), ("张\u3000三", True), ("张\t三", False), ("张\n三", False),
    ],
)  # fmt: skip
def test_how_long_a_name_can_be(text: str, can_be: bool) -> None:
    assert is_name(text) == can_be
