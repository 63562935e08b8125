"""Field types: one strict reading of a text each."""

from __future__ import annotations

import pytest

from branchstd.records.types import read_list


@pytest.mark.parametrize(
    ("said", "codes"),
    [("none", ()), ("无", ()), ("M01", ("M01",)), ("M01  M02", ("M01", "M02")), (["M01"], ("M01",)), ([], ())],
)
def test_lists_of_codes(said: object, codes: tuple[str, ...]) -> None:
    assert read_list(said) == codes
