"""The promises of the workbook, tried: each way is a function that tells of every case whether it was held.

The daily tests try some (`test_workbook_rounds.py`); `uv run python tools/rounds.py` tries all and counts.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from damages import DAMAGES, Damage, Lines
from openpyxl import load_workbook

from branchstd.__main__ import run
from branchstd.records.town import KINDS
from branchstd.store.layout import VILLAGE_FILES
from samples import ROOT

SLUG, BOOK = "liushao", "柳哨村2019年记录"
NAMES: Final = {
    SLUG: {"M01": "才让东智", "M02": "马秀兰", "M03": "李建国"},
    "baiyutan": {"M01": "扎西", "M02": "扎西", "M03": "完么措"},
}
FORMATS: Final = ("xlsx", "ods", "xls")
NOTHING: Final = "没有要收的"


class Said(NamedTuple):
    code: int
    text: str

    def told(self) -> list[str]:
        """`cell code` of all that is told, as `Damage` has it."""
        found = []
        lines = self.text.splitlines()
        for number, line in enumerate(lines):
            if head := re.match(r" *(.+?): (错误|提醒)\[(\w+)\]", line):
                more = re.search(r"同样的还有(\d+)处", "".join(lines[number + 1 : number + 2]))
                mark = "" if head[2] == "错误" else "~"
                found.append(f"{head[1]} {mark}{head[3]}" + (f" +{more[1]}" if more else ""))
        return sorted(found)


@dataclass
class Town:
    """A copy of the shipped one, with two lists of names."""

    root: Path

    @classmethod
    def made(cls, root: Path) -> Town:
        shutil.copytree(ROOT / "data", root / "data")
        for slug, names in NAMES.items():
            rows = "".join(f"{code},{name}\n" for code, name in names.items())
            (root / f"data/villages/{slug}/names.csv").write_text(f"代码,姓名\n{rows}", "utf-8-sig")
        return cls(root)

    def say(self, *words: str) -> Said:
        out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(["--root", str(self.root), "--lang", "zh", *words])
        out.flush()
        return Said(code, out.buffer.getvalue().decode() + "\n" + err.getvalue())  # type: ignore[attr-defined]

    def files(self) -> dict[str, bytes]:
        every = sorted((self.root / "data").rglob("*"))
        return {str(path.relative_to(self.root)): path.read_bytes() for path in every if path.is_file()}

    def put_back(self, before: Mapping[str, bytes]) -> None:
        now = self.files()
        for name in now.keys() - before.keys():
            (self.root / name).unlink()
        for name, data in before.items():
            if now.get(name) != data:
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                (self.root / name).write_bytes(data)
        shutil.rmtree(self.root / ".branchstd", ignore_errors=True)


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Lines:
    """Lines gone and new of each file, by its bare name."""
    found: Lines = {}
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            old, new = (Counter(one.get(name, b"").decode("utf-8-sig").splitlines()) for one in (before, after))
            found[Path(name).name] = [*(old - new).elements()], [*(new - old).elements()]
    return found


def saved_by_office(books: Sequence[Path], ending: str, work: Path) -> list[Path]:
    """As LibreOffice saves them, all in one call; what is there already is not made again."""
    folder = work / f"saved as {ending}"
    made = [folder / f"{book.stem}.{ending}" for book in books]
    lacking = [str(book) for book, path in zip(books, made, strict=True) if not path.exists()]
    if lacking:
        home = f"-env:UserInstallation=file://{work}/office"
        line = ["soffice", home, "--headless", "--convert-to", ending, "--outdir", str(folder), *lacking]
        subprocess.run(line, check=True, capture_output=True)
    return made


# Damages


def damaged(town: Town, names: Iterable[str], work: Path) -> dict[str, Path]:
    """Of each a workbook as Excel might hand it over."""
    work.mkdir(parents=True, exist_ok=True)
    town.say("export", SLUG, "--out", str(work / "sent"))
    found = {}
    for name in names:
        found[name] = work / f"{name}.xlsx"
        if not found[name].exists():
            book = load_workbook(work / "sent" / f"{BOOK}.xlsx")
            DAMAGES[name].do(book)
            book.save(found[name])
    return found


def take_damaged(town: Town, name: str, path: Path, *, saved: bool) -> str:
    """What is wrong with what comes of it; empty for nothing. saved: by a spreadsheet."""
    one: Damage = DAMAGES[name]
    told = one.told if saved or one.unsaved is None else one.unsaved
    wanted = sorted(text.replace("FILE", path.name) for text in told)
    refused = any("~" not in text for text in wanted)
    before = town.files()
    said = town.say("import", str(path), *one.options)
    lines = changed(before, town.files())
    seen = said.code, said.told(), lines
    if lines:
        town.put_back(before)
    for copy in path.parent.glob("*（问题*"):
        copy.unlink()
    return "" if seen == (2 if refused else 0, wanted, {} if refused else one.lines) else f"{seen}\n{said.text[:400]}"


def try_damages(town: Town, work: Path, formats: Sequence[str] = FORMATS) -> Iterator[tuple[str, str]]:
    found = damaged(town, DAMAGES, work)
    for name, path in found.items():
        yield f"{name}, unsaved", take_damaged(town, name, path, saved=False)
    for ending in formats:
        for name, path in zip(found, saved_by_office([*found.values()], ending, work), strict=True):
            if (name, ending) == ("control character", "ods"):
                continue
            yield f"{name}, .{ending}", take_damaged(town, name, path, saved=True)


# There and back


def in_chinese(root: Path) -> None:
    """Keys and heads of columns as the Chinese forms have them, but for those that differ within a file."""
    for spec in VILLAGE_FILES:
        titles: dict[str, str] = {}
        for kind in spec.kinds:
            for model in (KINDS[kind], *(KINDS[inner] for inner in KINDS[kind].nested.values())):
                for name, info in model.model_fields.items():
                    title = str(info.title)
                    titles[name] = title if titles.get(name, title) == title else name
        for path in (root / "data/villages").glob(f"*/2019/{spec.name}"):
            text = path.read_text("utf-8")
            if path.suffix == ".csv":
                head, _, rest = text.partition("\n")
                text = ",".join(titles.get(cell, cell) for cell in head.split(",")) + f"\n{rest}"
            else:
                key = re.compile(rf"(?m)((?:^|[{{,]) *(?:- *\{{?)?)({'|'.join(titles)})(?=: )")
                text = key.sub(partial(in_words, titles), text)
            path.write_text(text, "utf-8", newline="")


def in_words(titles: Mapping[str, str], found: re.Match[str]) -> str:
    return found[1] + titles[found[2]]


def with_carriage_returns(root: Path) -> None:
    for path in (root / "data/villages").glob("*/2019/**/*.*"):
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def in_gbk(root: Path) -> None:
    for path in (root / "data/villages").glob("*/2019/*.csv"):
        path.write_bytes(path.read_bytes().decode("utf-8-sig").encode("gb18030"))


LAYOUTS: Final[Mapping[str, Any]] = {
    "as shipped": lambda root: None, "Chinese keys": in_chinese, "CRLF": with_carriage_returns, "GBK": in_gbk,
}  # fmt: skip
FULL: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def retype(path: Path, to: Path) -> None:
    """Every cell as WPS and a hand give it back: 2019/3/5, full-width digits, blanks behind."""
    book = load_workbook(path)
    for page in book.worksheets[1:]:
        if page.sheet_state == "hidden":
            continue
        heads = [cell.value for cell in page[3]]
        for row in page.iter_rows(min_row=4, min_col=2):
            for cell in row:
                text = "" if cell.value is None else str(cell.value)
                if not text or heads[cell.column - 1] is None or not row[0].parent.cell(cell.row, 1).value:
                    continue
                if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                    text = f"{text[:4]}/{int(text[5:7])}/{int(text[8:])}"
                elif text.isdecimal():
                    text = text.translate(FULL)
                cell.value = f"{text}　" if cell.row % 2 else f"{text} "
                cell.data_type = "s"
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)


def try_untouched(town: Town, layout: str, work: Path, formats: Sequence[str] = FORMATS) -> Iterator[tuple[str, str]]:
    """All villages in one layout of their files; `work` keeps what LibreOffice saves, which is the same for all."""
    LAYOUTS[layout](town.root)
    out = town.root / "out"
    said = town.say("export", "--out", str(out))
    yield f"{layout}: all is exported", "" if said.code == 0 and "读不出来" not in said.text else said.text
    before, books = town.files(), sorted(out.glob("*.xlsx"))
    kept = work / "untouched"
    kept.mkdir(parents=True, exist_ok=True)
    for book in books:
        first = kept / book.name
        if not first.exists():
            shutil.copy(book, first)
        yield f"{layout}, {book.stem}: the same workbook", "" if first.read_bytes() == book.read_bytes() else "another"
    ways = {"sent": books, "retyped": [out / "retyped" / book.name for book in books]}
    for book, other in zip(books, ways["retyped"], strict=True):
        retype(book, other)
    for ending in formats:
        ways[f".{ending}"] = saved_by_office([kept / book.name for book in books], ending, kept)
    for way, paths in ways.items():
        for path in paths:
            said = town.say("import", str(path))
            held = said.code == 0 and NOTHING in said.text and town.files() == before
            yield f"{layout}, {path.stem}, {way}", "" if held else said.text[:600]
            if not held:
                town.put_back(before)
