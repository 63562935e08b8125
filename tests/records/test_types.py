"""Field types: one strict reading of a text each."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError

from branchstd.records.types import read_list, read_slug


@pytest.mark.parametrize(
    ("said", "codes"),
    [("none", ()), ("无", ()), ("M01", ("M01",)), ("M01  M02", ("M01", "M02")), (["M01"], ("M01",)), ([], ())],
)
def test_lists_of_codes(said: object, codes: tuple[str, ...]) -> None:
    assert read_list(said) == codes


@pytest.mark.parametrize("name", ["ab", "baiyutan", "a-1", "conx", "9z"])
def test_folder_names(name: str) -> None:
    assert read_slug(name) == name


@pytest.mark.parametrize("name", ["", "a", "con", "nul", "com1", "-a", "A1", "..", "a/b", "a" * 41, "村"])
def test_folder_names_refused(name: str) -> None:
    with pytest.raises(PydanticCustomError) as error:
        read_slug(name)
    assert error.value.type == "bad_slug"
