"""Villages by slug, Chinese name, or an unambiguous beginning of either."""

from __future__ import annotations

import pytest

from branchstd.cli.support.exits import Exit, RefusalError
from branchstd.cli.support.options import chosen, find

NAMES = {"hongliu": "红柳村", "hongshan": "红山村", "lucaotan": "芦草滩村"}


@pytest.mark.parametrize("wish", ["lucaotan", "芦草滩村", "芦草滩", "芦", "lu", "l"])
def test_one_village_is_meant(wish: str) -> None:
    assert find(wish, NAMES) == "lucaotan"


@pytest.mark.parametrize(
    ("wish", "code", "near"),
    [
        ("红", "ambiguous_village", "hongliu 红柳村、hongshan 红山村"),
        ("hong", "ambiguous_village", "hongliu 红柳村、hongshan 红山村"),
        ("红抑村", "unknown_village", "红柳村"),
        ("lucaotn", "unknown_village", "lucaotan"),
        ("", "unknown_village", ""),
        ("../../etc", "unknown_village", ""),
    ],
)
def test_no_single_village_is_meant(wish: str, code: str, near: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        find(wish, NAMES)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.values["near"], refusal.value.code) == (code, near, Exit.UNUSABLE)


def test_an_exact_name_is_never_ambiguous() -> None:
    assert find("hong", {"hong": "红村", "hongliu": "红柳村"}) == "hong"


def test_all_when_none_is_named_each_once_when_some_are() -> None:
    assert chosen([], NAMES) == ("hongliu", "hongshan", "lucaotan")
    assert chosen(["芦草滩", "lucaotan", "红柳"], NAMES) == ("lucaotan", "hongliu")


def test_no_villages_at_all() -> None:
    with pytest.raises(RefusalError) as refusal:
        chosen([], {})
    assert refusal.value.code == Exit.NOTHING
