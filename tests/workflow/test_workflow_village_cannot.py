"""Accepted, reported, confirmed by the county, starred, closed: no village comes there by its own word or command.

Whatever a village writes into its folder, as the models allow it or not, the town's steps stay as the town left them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from forging import WISHES, Known, file_of, foreign, of_town, plain, text_of, variants

from branchstd.__main__ import run
from branchstd.records.town import KINDS
from branchstd.records.village import VILLAGE_KINDS
from branchstd.rules.items import join_item
from branchstd.store.layout import TOWN_FILES, TOWN_ON_VILLAGE, VILLAGE_FILES
from branchstd.workflow.cycle import ACCEPTED
from branchstd.workspace import Workspace
from samples import ROOT, YEAR_END, a_sixth, workspace_of

# Put off by the town, with items; nothing recorded, and named in the town's report; not yet looked at.
SLUGS = ("chiyangou", "qinglanping", "mingjinghu")
BY_TOWN = ("acceptance", "report", "county")
SPECS = {spec.kind: spec for spec in VILLAGE_FILES}
KEYS = {**TOWN_ON_VILLAGE, **{spec.key: spec.kind for spec in TOWN_FILES if spec.key}}
# Items that a village without any might invent.
NUMBERS = {"qinglanping": ["QLP-01"], "mingjinghu": ["MJH-01"]}
# Entries in one file: of more, there are more faults than a file is read on after.
AT_ONCE = 12
Drafts = dict[Path, bytes]


class Reached(NamedTuple):
    """What only the town's word gives."""

    steps: tuple[Any, ...]
    accepted: Any
    stars: tuple[Any, ...]
    items: tuple[str, ...]
    settled: frozenset[str]


def reached(workspace: Workspace, slug: str, drafts: Drafts) -> tuple[Reached, str]:
    """That, and the conclusion, which is only proposed as long as the town has given none."""
    found = workspace.village(slug, YEAR_END, drafts)
    standing, view = workspace.standing(found), workspace.desk(found).view
    steps = tuple((step.name, step.on) for step in workspace.cycle(found).steps if step.name in BY_TOWN)
    items: Any = view.records("item")
    settled = frozenset(item.id for item in items if join_item(view, item).is_settled)
    stars = tuple(found.village.records.get("star", ()))
    return Reached(steps, standing.accepted, stars, tuple(item.id for item in items), settled), standing.conclusion


@cache
def shipped() -> Workspace:
    return workspace_of(ROOT)


@cache
def before(slug: str) -> tuple[Reached, str]:
    return reached(shipped(), slug, {})


def stays(slug: str, drafts: Drafts, workspace: Workspace | None = None) -> None:
    now, concluded = reached(workspace or shipped(), slug, drafts)
    was, proposed = before(slug)
    assert now._replace(settled=was.settled) == was
    assert now.settled <= was.settled
    worse = concluded not in ACCEPTED or (concluded, proposed) == ("basic", "met")
    assert concluded == proposed or (was.accepted is None and worse)


def year(slug: str, root: Path = ROOT) -> Path:
    return root / "data" / "villages" / slug / "2019"


def known(slug: str) -> Known:
    """Codes that are there to be named."""
    town = shipped().office.town.records
    records: Any = {**town, **shipped().village(slug, YEAR_END).village.records}
    return {
        "people": [one.code for one in records.get("person", ())][:2] or ["M01"],
        "groups": [one.code for one in records.get("group", ())][:1],
        "standards": [one.id for one in shipped().catalogue.standards][:2],
        "ruled": [veto.id for veto in shipped().catalogue.vetoes][:2],
        "items": [one.id for one in records.get("item", ())] or NUMBERS[slug],
        "staff": ["T2"],
        "villages": [slug],
        "village_people": [f"{slug}/M01"],
    }


def entries(kind: str, slug: str, *, back: bool) -> list[dict[str, Any]]:
    """A set for each item; back: in the other order, as some readers take the first of several, some the last."""
    codes = known(slug)
    each = [{**codes, "items": [code]} for code in codes["items"]] if kind == "rectify" else [codes]
    makers = (variants, foreign) if SPECS[kind].key else (variants,)  # a strange column spoils the whole table
    found = [entry for one in each for maker in makers for entry in maker(kind, one)]
    return found[::-1] if back else found


def path_of(kind: str, slug: str) -> Path:
    return year(slug) / SPECS[kind].name.replace("*", "2019-06")


def forged(slug: str) -> Iterator[tuple[str, Drafts]]:
    """Kind and file: as many files, each so short that it is read whole, as hold all that might be written."""
    for kind, spec in SPECS.items():
        if kind == "village":
            continue
        for back in (False, True):
            whole = entries(kind, slug, back=back)
            for first in range(0, len(whole), AT_ONCE):
                yield kind, {path_of(kind, slug): file_of(spec, whole[first : first + AT_ONCE])}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_field_of_every_kind(slug: str, pytestconfig: pytest.Config) -> None:
    """Each file in one of the villages; in the daily round a sixth of them."""
    mine = list(islice(forged(slug), SLUGS.index(slug), None, len(SLUGS)))
    for _, drafts in a_sixth(mine, pytestconfig):
        stays(slug, drafts)


def test_what_is_written_is_read() -> None:
    """Or nothing would have been tried. No file is given up as a whole."""
    read: set[str] = set()
    for _, drafts in islice(forged("chiyangou"), 0, None, len(SLUGS)):
        taken = shipped().office.village("chiyangou", drafts)
        assert [p.code for p in taken.problems if p.unreadable] == []
        found = taken.village.records
        read |= {kind for kind, records in found.items() if any(r.mark.place.file in names(drafts) for r in records)}
    assert read == set(VILLAGE_KINDS) - {"village", *KINDS["village"].nested.values()}


def names(drafts: Iterable[Path]) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in drafts}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_village_s_own_facts(slug: str, pytestconfig: pytest.Config) -> None:
    """One record: every field the same wish, or a key of the town's beside them; in the daily round in one village."""
    path, whole = path_of("village", slug), plain("village", known(slug))
    inside = {name: list(variants(kind, known(slug))) for name, kind in KINDS["village"].nested.items()}
    wished = [dict.fromkeys(whole, wish) for wish in WISHES]
    forged_facts = [whole | inside, *wished, *foreign("village", known(slug))]
    whole_round = pytestconfig.getoption("--forged") == "all"
    for facts in forged_facts if whole_round else forged_facts[SLUGS.index(slug) :: len(SLUGS)]:
        stays(slug, {path: text_of(facts)})


@pytest.mark.parametrize("slug", SLUGS)
def test_the_town_s_keys_in_every_file_of_the_village(slug: str) -> None:
    """Beside what stands there; alone where there is nothing, or a table."""
    said = {key: of_town(kind, known(slug)) for key, kind in KEYS.items()}
    for kind in SPECS:
        path = path_of(kind, slug)
        own = yaml.load(path.read_text("utf-8"), yaml.BaseLoader) if path.suffix == ".yaml" and path.exists() else {}  # noqa: S506
        stays(slug, {path: text_of(said | own)})


def strays(slug: str, folder: Path) -> dict[Path, bytes]:
    """The town's files, in the village's folder and in its year's, under all names that they have in the town's."""
    codes = known(slug)
    whole = text_of({key: of_town(kind, codes) for key, kind in KEYS.items()})
    found = dict.fromkeys((f"{slug}.yaml", "acceptance.yaml", "closures.yaml", "stars.yaml"), whole)
    found |= {spec.name: file_of(spec, of_town(spec.kind, codes)) for spec in TOWN_FILES}
    found |= {"town.yaml": (ROOT / "data" / "town.yaml").read_bytes()}
    places = ("", "town/2019", "town/2019/villages", "villages", "data", "data/town/2019/villages", "activities")
    return {folder / place / name: data for place in places for name, data in found.items()}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_town_s_files_in_the_village_s_folder(slug: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for folder in (year(slug, tmp_path), year(slug, tmp_path).parent, year(slug, tmp_path).parent / "2018"):
        for path, data in strays(slug, folder).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    stays(slug, {}, workspace_of(tmp_path))


RECTIFY = {
    "plan": ["--task", "销号", "--proof", "镇T4 销号：看过", "--responsible", "M01"],
    "progress": ["--text", "2019-11-18 镇T4 销号：看过"],
    "done": ["--text", "已销号", "--proof", "镇验收：达标"],
    "ask": ["--text", "甲", "--until", "2030-01-01"],
    "object": ["--text", "异议成立"],
}


def commands(slug: str) -> Iterator[list[str]]:
    for code in known(slug)["items"]:
        for command, words in RECTIFY.items():
            yield ["rectify", command, slug, code, *words, "--on", "2019-12-30"]
    for kind in [one for one in SPECS if one not in {"village", "rectify"}]:
        said = {name: value for name, value in plain(kind, known(slug)).items() if value}
        words = [word for name, value in said.items() for word in (f"--{name.replace('_', '-')}", given(value))]
        yield ["add", kind.replace("_", "-"), slug, *words]


def given(value: Any) -> str:
    """As it is typed after an option."""
    if isinstance(value, dict):
        return " ".join(f"{step}={day}" for step, day in value.items())
    return value if isinstance(value, str) else " ".join(value)


@pytest.mark.parametrize("slug", ["chiyangou", "qinglanping"])
def test_every_command_of_the_village(slug: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """None of them changes a byte outside the village's folder; most of them do write."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    own = year(slug, tmp_path)
    others = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file() and own not in path.parents}
    done = [run(["--root", str(tmp_path), *words]) for words in commands(slug)]
    capsys.readouterr()
    assert done.count(0) >= 4
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path in others} == others
    stays(slug, {}, workspace_of(tmp_path))


def test_own_answers_of_every_standard_settle_nothing() -> None:
    """达标 on all 42 in both rounds."""
    codes = [standard.id for standard in shipped().catalogue.standards]
    said = {"date": "2019-10-30", "answer": "达标"}
    rows = [{"round": one, **said, "standard": code} for one in ("摸底自查", "自查评估") for code in codes]
    for slug in SLUGS:
        stays(slug, {path_of("self_check", slug): file_of(SPECS["self_check"], rows)})
