"""A workbook that comes back as it was sent changes nothing; a cell that was changed changes its line."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from books import Book, copied, lines_changed

from branchstd.records.types import FieldType
from branchstd.records.words import WORDS
from samples import ROOT

VILLAGES = sorted(path.name for path in (ROOT / "data/villages").iterdir())
NAMES = {"M01": "才让东智", "M02": "马秀兰", "M03": "李建国", "M04": "李建国"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("town"))


@pytest.mark.parametrize("names", [None, NAMES], ids=["codes", "names"])
@pytest.mark.parametrize("slug", VILLAGES)
def test_what_comes_back_as_it_was_sent_changes_nothing(slug: str, names: Mapping[str, str] | None, town: Path) -> None:
    book = Book(town, slug, names)
    assert bool(book.base.rows) == (slug != "qinglanping")  # which has kept nothing yet
    assert book.merged().changes == []
    assert book.codes() == []


def retyped(text: str) -> str:
    """As WPS gives a date back, and a hand a number: the same said otherwise."""
    if len(text) == 10 and text[4] == text[7] == "-":
        return f"{text[:4]}/{int(text[5:7])}/{int(text[8:])}"
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return f" {text.translate(wide)} " if text.isdecimal() else f"{text} "


@pytest.mark.parametrize("slug", VILLAGES)
def test_the_same_retyped_changes_nothing(slug: str, town: Path) -> None:
    book = Book(town, slug)
    for sheet in book.sheets:
        for row in book.rows[sheet.kind][3:]:
            for at, column in enumerate(sheet.columns, 1):
                if column.own and not column.how.free and not column.how.words and column.how.refers is None:
                    row[at] = retyped(row[at])
    assert book.codes() == []
    assert book.merged().changes == []


def another(how: FieldType, now: str, chance: random.Random) -> str:
    """Something else that the cell may say; nothing where it takes only what other records have."""
    if how.words:
        labels = [zh for zh, _ in WORDS[how.words].values() if zh != now]
        return chance.choice(labels)
    if how.value in (date, Mapping):
        return "2019-03-07" if now != "2019-03-07" else "2019-03-08"
    if how.value is Decimal:
        return "12.50" if now != "12.50" else "13.50"
    if how.value is int:
        return "7" if now != "7" else "8"
    return "改了的字" if how.free else ""


def cells_of(book: Book) -> list[tuple[str, int, int, str]]:
    """One cell of every column that can be set: sheet, row, column, its key."""
    found = []
    for sheet in book.sheets:
        rows = book.rows[sheet.kind]
        for at, column in enumerate(sheet.columns, 1):
            filled = [number for number in range(3, len(rows)) if rows[number][at]]
            if len(rows) > 3 and column.own and column.key not in {"body", "post"}:
                found.append((sheet.kind, (filled or [3])[0], at, column.key))
    return found


@pytest.mark.parametrize("slug", VILLAGES)
def test_a_cell_that_is_set_or_cleared_changes_its_line(
    slug: str, town: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """Every column of every sheet, one at a time; in the daily round of the village that keeps most."""
    if slug != "baiyutan" and pytestconfig.getoption("--books") != "all":
        pytest.skip("--books all")
    book, chance, tried = Book(town, slug), random.Random(1), 0
    known = book.now()
    monkeypatch.setattr(book, "now", lambda: known)  # nothing is written here
    for kind, number, at, key in cells_of(book):
        column, row = book.sheet(kind).columns[at - 1], book.rows[kind][number]
        now = row[at]
        for said in ("", another(column.how, now, chance)):
            if said == now or (said == "" and column.needed) or (key, now, said) == ("written", "0", ""):
                continue  # nobody voted in writing, which goes without saying
            row[at] = said
            found = book.merged()
            row[at] = now
            if key == "round" and found.faults:  # the other round has a row on this standard
                assert [one.code for one in found.faults] == ["book_rows_crossed"]
                continue
            assert found.faults == [], (kind, key, said)
            assert len(found.changes) == 1, (kind, key, said)
            row[at] = said
            (pair,) = book.back().values()
            row[at] = now
            gone, came = lines_changed(pair)
            if pair[0].partition(b"\n")[0] == pair[1].partition(b"\n")[0]:  # no column had to be added
                assert max(gone, came) <= 3, (kind, key, said)
            tried += 1
    assert tried > (120 if slug == "baiyutan" else 0) or slug == "qinglanping"  # which has kept nothing yet
