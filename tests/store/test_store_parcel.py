"""What is sent of a town to be looked at elsewhere is enough for the same results, and no more than is needed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from branchstd.store.copying import OddError, pack, unpacked
from branchstd.workspace import open_workspace
from samples import ROOT, YEAR_END

VILLAGE = "liushao"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    home = tmp_path / "data/villages" / VILLAGE
    (home / "names.csv").write_text("code,name\nM01,甲某\n", "utf-8")
    (home / "2019/会场.jpg").write_bytes(b"\xff\xd8\0" * 999)
    (home / "2019/说明.txt").write_text("电话 13800000000\n", "utf-8")
    (home / "2019/empty").mkdir()
    (home / "2019/dues.csv").write_bytes(b"month\0\n")
    return tmp_path


def test_the_same_is_found_there(town: Path) -> None:
    parcel = pack(town, (VILLAGE,))
    before = open_workspace(town).village(VILLAGE, YEAR_END)
    with unpacked(parcel) as root:
        workspace = open_workspace(root)
        assert workspace.village(VILLAGE, YEAR_END) == before
        assert {"personal_phone", "csv_nul"} <= {one.code for one in before.problems}
    assert not root.exists()


def test_no_more_goes_than_is_needed(town: Path) -> None:
    parcel = pack(town, (VILLAGE,))
    sent = {name for name, data in parcel.items() if data is not None}
    home = f"data/villages/{VILLAGE}/"
    assert not [name for name in sent if name.startswith("data/villages/") and not name.startswith(home)]
    assert [name for name in sent if "/2019/villages/" in name] == [f"data/town/2019/villages/{VILLAGE}.yaml"]
    assert not [name for name in parcel if name.endswith("names.csv")]
    assert parcel[f"{home}2019/会场.jpg"] == b"\0"
    assert parcel[f"{home}2019/empty"] is None


def link(town: Path) -> None:
    (town / "data/villages" / VILLAGE / "2019/again.yaml").symlink_to(town / "data/town.yaml")


def linked_data(town: Path) -> None:
    (town / "data").rename(town / "elsewhere")
    (town / "data").symlink_to(town / "elsewhere")


def faulty_names(town: Path) -> None:
    (town / "data/villages" / VILLAGE / "names.csv").write_text("code,name\nM01,13800000000\n", "utf-8")


def names_astray(town: Path) -> None:
    (town / "data/names (1).csv").write_text("code,name\n", "utf-8")


@pytest.mark.parametrize("make", [link, linked_data, faulty_names, names_astray], ids=lambda one: one.__name__)
def test_what_is_not_the_same_elsewhere_stays(make: object, town: Path) -> None:
    pack(town, (VILLAGE,))
    make(town)  # type: ignore[operator]
    with pytest.raises(OddError):
        pack(town, (VILLAGE,))
