"""Two hundred numbers of persons in a town's files, and no command that says any of them, in any format.

The daily round tries some lines; `--masks all` tries every one (about 500, some minutes), `--masks 7` another sample.
"""

from __future__ import annotations

import io
import random
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from planted import NEEDLES, ODD, VALUES, Run, bare, leaked, planted_town, runs

import branchstd.mask
from branchstd.__main__ import run
from branchstd.mask import mask

RUNS = list(runs())
PARTS = 8
A_PART = 2  # of the daily round
ON = ("--as-of", "2019-12-20")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_town(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def places(town: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Files that some commands read, made by others."""
    folder = tmp_path_factory.mktemp("made")
    found = {"town": town, "kept": folder / "kept.json", "report": folder / "report.md", "form": folder / "form.csv"}
    found["kept"].write_text(said(town, "check", "--format", "json", *ON)[0], "utf-8")
    found["report"].write_text(said(town, "report", *ON)[0], "utf-8")
    found["form"].write_text(f"standard,title\n1.1,{VALUES[0]}\n", "utf-8")
    return {key: str(path) for key, path in found.items()}


def said(root: Path, *words: str) -> tuple[str, str]:
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline=""), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["--root", str(root), "--lang", "zh", *words])
    out.flush()
    assert code != 70, err.getvalue()
    return out.buffer.getvalue().decode(), err.getvalue()  # type: ignore[attr-defined]


def chosen(option: str, part: int) -> list[Run]:
    mine = RUNS[part::PARTS]
    return mine if option == "all" else random.Random(f"{option}{part}").sample(mine, A_PART)


def read(path: Path) -> list[bytes]:
    """A file, or what is in it where it is packed; of a paper its text, whatever marks break it."""
    if path.suffix != ".docx":
        return [path.read_bytes()]
    with ZipFile(path) as whole:
        return [re.sub(rb"<[^>]*>", b"", whole.read(name)) for name in whole.namelist()]


def written(folder: Path) -> tuple[list[str], list[str]]:
    """Names and texts of what a command made; records of a new town are what was typed, and are none."""
    made = [path for path in folder.rglob("*") if "new" not in path.relative_to(folder).parts]
    texts = [data.decode("utf-8", "replace") for path in made if path.is_file() for data in read(path)]
    return [path.name for path in made], texts


@pytest.mark.parametrize("part", range(PARTS))
def test_no_command_says_a_number_of_a_person(  # noqa: PLR0917
    part: int, town: Path, places: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: Any
) -> None:
    found = {}
    for number, line in enumerate(chosen(request.config.getoption("--masks"), part)):
        out = tmp_path / str(number)
        out.mkdir()
        monkeypatch.chdir(out)  # a number that was typed may be the name of a folder to be made
        words = [word.format(out=out, **places) if "{" in word else word for word in line.words]
        told = said(town, *words)
        names, texts = written(out)
        typed = {value for value in leaked("\n".join(names)) if value in words}
        if values := {value for text in (*told, *texts, *names) for value in leaked(text)} - typed:
            found[line.name] = sorted(values)
    assert found == {}


def test_every_command_and_form_is_tried() -> None:
    """The lines come from the commands themselves, so that a new one is tried by itself."""
    assert len(NEEDLES) == len(VALUES) == 200
    assert [value for value in VALUES if bare(mask(value)) == bare(value)] == []
    assert {"check", "why", "add activity", "rectify list", "lists", "report", "verify", "init"} <= {
        name for line in RUNS for name in (line.words[0], " ".join(line.words[:2]))
    }
    assert {f"lists --format {form}" for form in ("text", "json", "md", "csv")} <= {line.name for line in RUNS}


def test_without_the_mask_they_would_be_said(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That the search can fail, and that values stand where commands look."""
    monkeypatch.setattr(branchstd.mask, "find_numbers", lambda text: iter(()))
    branchstd.mask.mask.cache_clear()
    try:
        assert len(leaked("".join(said(town, "lists", *ON)))) > 20
    finally:
        branchstd.mask.mask.cache_clear()


def test_a_masked_report_is_still_the_same_report(town: Path, tmp_path: Path) -> None:
    """Its code is of what it says, and it is made again behind the same mask."""
    report = tmp_path / "report.md"
    report.write_text(said(town, "report", *ON)[0], "utf-8")
    assert "*" in report.read_text("utf-8")
    assert run(["--root", str(town), "verify", str(report)]) == 0


def test_a_broken_village_is_told_by_its_places(town: Path) -> None:
    told, _ = said(town, "check", ODD.rpartition("/")[2], "--problems", *ON)
    codes = ("phone", "id", "card", "contact")
    for code in (
        *(f"personal_{one}" for one in codes),
        "unknown_column",
        "bad_date_form",
        "not_a_name",
        "unknown_field",
    ):
        assert f"[{code}]" in told, code
    assert leaked(told) == []
