"""A village cannot settle an item or make it vanish, whatever it writes into its own folder or deletes from it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from branchstd.records.holdings import Village
from branchstd.records.village import Claim, Rectify
from branchstd.records.words import WORDS
from branchstd.rules.items import join_item
from branchstd.rules.view import View
from branchstd.workspace import Workspace
from samples import ROOT, a_sixth, workspace_of

SLUGS = ("baiyutan", "chiyangou", "chuankouyi", "dawantan", "gaoxueya", "liushao")
DAYS = tuple(date(2019, month, 28) for month in (6, 7, 9, 11, 12))
# What only the town says, and words that somebody may try.
WISHES = (
    "confirm",
    "销号",
    "已销号",
    "closed",
    "met",
    "watch",
    "长期坚持",
    "uphold",
    "T4",
    "M01",
    "2019-06-01",
    "是",
    "[]",
    "~",
)
FOREIGN = ("closed_on", "state", "action", "by", "closures", "销号日期", "状态")


def folder(slug: str, root: Path = ROOT) -> Path:
    return root / "data" / "villages" / slug / "2019"


@cache
def shipped() -> Workspace:
    return workspace_of(ROOT)


@cache
def before(slug: str, day: date) -> dict[str, bool]:
    return items(shipped(), shipped().office.village(slug).village, day)


def items(workspace: Workspace, village: Village, day: date) -> dict[str, bool]:
    """Each item with whether it is still open."""
    view = View(village, workspace.office.town, workspace.catalogue, workspace.plan, day)
    return {item.id: not join_item(view, item).is_settled for item in view.records("item")}


def stays(
    slug: str, drafts: dict[Path, bytes], days: tuple[date, ...] = DAYS, workspace: Workspace | None = None
) -> None:
    """Every item is still there, and each that was open is."""
    workspace = workspace or shipped()
    village = workspace.office.village(slug, drafts).village
    for day in days:
        found = items(workspace, village, day)
        assert found.keys() == before(slug, day).keys()
        assert [code for code, is_open in before(slug, day).items() if is_open and not found[code]] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_villages_have_items_to_lose(slug: str) -> None:
    assert any(before(slug, DAYS[-1]).values())


@pytest.mark.parametrize("slug", SLUGS)
def test_every_file_emptied_or_spoilt(slug: str, pytestconfig: pytest.Config) -> None:
    """In the daily round each file in one way, which is another in the next village."""
    ways = (b"", b"items: []\n", b"items:\n  - {item: [", "乱码".encode("utf-16"))
    for number, path in enumerate(sorted(folder(slug).rglob("*.*"))):
        whole = pytestconfig.getoption("--forged") == "all" or path.name == "rectify.yaml"
        for data in ways if whole else (ways[(number + SLUGS.index(slug)) % len(ways)],):
            stays(slug, {path: data}, DAYS[-1:])


@pytest.mark.parametrize("slug", SLUGS)
def test_every_file_deleted(slug: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.rmtree(folder(slug, tmp_path))
    stays(slug, {}, workspace=workspace_of(tmp_path))


def entries(slug: str) -> list[dict[str, object]]:
    text = (folder(slug) / "rectify.yaml").read_text("utf-8")
    return list(yaml.load(text, yaml.BaseLoader)["items"])  # noqa: S506  texts only


def written(found: list[dict[str, object]], **top: object) -> bytes:
    return yaml.safe_dump({"items": found, **top}, allow_unicode=True).encode()


@pytest.mark.parametrize("slug", SLUGS)
def test_every_entry_and_every_claim_deleted(slug: str) -> None:
    path, found = folder(slug) / "rectify.yaml", entries(slug)
    for number, entry in enumerate(found):
        rest = [*found[:number], *found[number + 1 :]]
        stays(slug, {path: written(rest)})
        stays(slug, {path: written([*rest, {**entry, "claims": []}])})


def edits(entry: dict[str, object]) -> Iterator[dict[str, object]]:
    """The entry with each of its fields, and of a claim's, set to each wish; and with fields that only the town has."""
    for wish in WISHES:
        yield from ({**entry, name: wish} for name in [*Rectify.model_fields, *FOREIGN])
        claim = {"date": "2019-06-20", "kind": "done", "text": "做了", "proof": ["夹1"]}
        yield from ({**entry, "claims": [{**claim, name: wish}]} for name in [*Claim.model_fields, *FOREIGN])
    for kind in [*WORDS["claim_kinds"], *WORDS["closure_actions"]]:
        for day in ("2019-01-01", "2019-06-20", "2019-12-31"):
            said = {"date": day, "kind": kind, "text": "做了", "proof": ["夹1"], "until": "2030-01-01"}
            yield {**entry, "claims": [said]}


def test_every_field_written(pytestconfig: pytest.Config) -> None:
    """In the daily round a sixth of the edits."""
    slug = "chuankouyi"
    path, found = folder(slug) / "rectify.yaml", entries(slug)
    open_ones = [code for code, is_open in before(slug, DAYS[-1]).items() if is_open]
    number = next(n for n, entry in enumerate(found) if entry["item"] in open_ones)
    for edited in a_sixth(list(edits(found[number])), pytestconfig):
        stays(slug, {path: written([*found[:number], edited, *found[number + 1 :]])}, DAYS[-1:])


@pytest.mark.parametrize("name", ["rectify.yaml", "closures.yaml", "items.yaml", "documents.yaml", "village.yaml"])
@pytest.mark.parametrize("key", ["closures", "items", "rulings", "acceptance"])
def test_the_towns_keys_in_the_villages_files(key: str, name: str) -> None:
    """A closing in the village's own folder is none, whatever the file is called."""
    open_one = next(code for code, is_open in before("dawantan", DAYS[-1]).items() if is_open)
    said = [{"item": open_one, "date": "2019-12-01", "action": "销号", "by": "T4", "reason": "好了"}]
    stays("dawantan", {folder("dawantan") / name: yaml.safe_dump({key: said}, allow_unicode=True).encode()}, DAYS[-1:])
    mixed = written(entries("dawantan"), **{key: said}) if key != "items" else written([*entries("dawantan"), *said])
    stays("dawantan", {folder("dawantan") / "rectify.yaml": mixed}, DAYS[-1:])
