"""What a spreadsheet or Word would compute, open or run stays a text in every file that is handed out.

A payload stands first in every text that a person may write, so that it is the first in many cells; in lists of names
as well, which none of the files may then show unless it was asked for.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from rounds import NOTHING, Said, Town

import hostile_town
from branchstd.text.csv import COMPUTED

PAYLOADS: Final = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠A1", "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","y")', "http://x.example/a", "mailto:a@x.example", "_x003D_1+1", "<b>&amp;</b>",
    "{{7*7}}{% raw %}", "]]>", "'=1+1",
)  # fmt: skip
NAME: Final = "完玛扎西"
PAPERS: Final = (
    "整改通知书 liushao chuankouyi --as-of 2019-10-01", "催办单 dawantan --as-of 2019-10-01",
)  # fmt: skip
RUN: Final = {"instrText", "fldSimple", "hyperlink", "object", "altChunk", "oleObject", "attachedTemplate"}


def hostile(root: Path) -> Town:
    """Each text becomes one of the payloads; a name is one that stands nowhere else."""
    turns = cycle(PAYLOADS)

    def spoilt(kind: str, record: dict[str, object], text: str) -> None:
        plain(kind, record, text)
        for key, said in record.items():
            if isinstance(said, str) and "⟦" in said:
                record[key] = next(turns)
            elif isinstance(said, list) and any(isinstance(one, str) and "⟦" in one for one in said):
                record[key] = [next(turns)]

    plain = hostile_town._spoil
    hostile_town._spoil = spoilt  # type: ignore[assignment]
    try:
        for year in (hostile_town.copied_town(root) / "data/villages").glob("*/2019"):
            hostile_town._files(year, hostile_town.VILLAGE_FILES, "x")
    finally:
        hostile_town._spoil = plain
    for folder in (root / "data/villages").iterdir():
        rows = "".join(f"M0{number},{NAME}\n" for number in range(1, 9))
        (folder / "names.csv").write_text(f"代码,姓名\n{rows}", "utf-8-sig")
    return Town(root)


def active(data: bytes) -> list[str]:
    """What a workbook or document holds that is computed, opened or run; and XML that is none."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        for name in pack.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for element in ElementTree.fromstring(pack.read(name)).iter():  # noqa: S314  our own
                tag = element.tag.rpartition("}")[2]
                mode = element.get("TargetMode", "")
                own = tag == "instrText" and (element.text or "").strip() in {"PAGE", "NUMPAGES"}
                if (tag in RUN and not own) or (tag == "f" and "worksheets/" in name) or mode == "External":
                    found.append(f"{name}: {tag}")
    return found


def texts(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        return "\n".join(pack.read(name).decode("utf-8", "replace") for name in pack.namelist())


def computed(data: bytes) -> list[str]:
    """Cells of a table that a spreadsheet would compute, but for numbers."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    number = re.compile(r"-?\d+(\.\d+)?")
    return [c for row in rows for c in row if c.lstrip().startswith(COMPUTED) and not number.fullmatch(c)]


def faults_of(path: Path, *, named: bool) -> str:
    data = path.read_bytes()
    is_table = path.suffix == ".csv"
    found = computed(data)[:3] if is_table else active(data)[:3]
    said = data.decode("utf-8-sig") if is_table else texts(data)
    return ", ".join([*found, *(["a name"] if NAME in said and not named else [])])


def try_payloads(root: Path) -> Iterator[tuple[str, str]]:
    town = hostile(root / "town")
    before = town.files()
    lines = [
        (f"export --out {root}/named", True), (f"export --codes --out {root}/codes", False),
        *((f"lists --format {form} --out {root}/{form}", False) for form in ("csv", "xlsx")),
        *((f"paper {words} --out {root}/papers{number}", False) for number, words in enumerate(PAPERS)),
        (f"catalogue fill out {root}/form.csv", False),
    ]  # fmt: skip
    made: dict[Path, bool] = {}
    for line, is_named in lines:
        said: Said = town.say(*line.split())
        there = {path for path in root.rglob("*") if path.is_file() and not path.is_relative_to(town.root)}
        new = there - made.keys()
        held = said.code in {0, 1, 2} and new and "Traceback" not in said.text
        yield line.split(" --out")[0], "" if held else said.text
        made |= dict.fromkeys(new, is_named)
    for path, is_named in made.items():
        yield str(path.relative_to(root)), faults_of(path, named=is_named)
    for suffix, least in {".xlsx": len(PAYLOADS), ".csv": 5, ".docx": 3}.items():
        whole = "".join(
            path.read_text("utf-8-sig") if suffix == ".csv" else texts(path.read_bytes())
            for path in made if path.suffix == suffix
        )  # fmt: skip
        seen = [one for one in PAYLOADS if one in whole.replace('""', '"') or escape(one) in whole]
        yield f"payloads in {suffix}", "" if len(seen) >= least else f"only {seen}"
    for path in sorted((root / "named").glob("*.xlsx")):
        said = town.say("import", str(path))
        held = said.code == 0 and NOTHING in said.text and town.files() == before
        yield f"{path.name} comes back", "" if held else said.text[:500]
