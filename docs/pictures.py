"""Draws the pictures of README and docs: with Chromium a check as the terminal shows it
and the first page of a report, with LibreOffice and pdftoppm a page of four papers.

uv run python docs/pictures.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rich.console import Console
from rich.text import Text

ROOT: Final = Path(__file__).parents[1]
PICTURES: Final = ROOT / "docs" / "pictures"
WIDTH: Final = 84
CHECK: Final = ["check", "chuankouyi", "--as-of", "2019-11-20"]
REPORT: Final = [
    "report",
    "--village",
    "chuankouyi",
    "--phase",
    "assess",
    "--format",
    "html",
    "--as-of",
    "2019-12-31",
]
PAGE: Final = """<!DOCTYPE html><meta charset="UTF-8"><style>{stylesheet}
body {{ margin: 0; padding: 14px 18px; background: #fdfdfb; color: #222 }}
pre {{ margin: 0; font: 15px/1.35 "Noto Sans Mono CJK SC", "WenQuanYi Zen Hei Mono",
  monospace }}
</style><pre>{code}</pre>"""


def branchstd(words: list[str], lang: str) -> str:
    """What the program prints, in colours."""
    surroundings = {
        **os.environ,
        "FORCE_COLOR": "1",
        "TERM": "xterm-256color",
        "COLUMNS": str(WIDTH),
    }
    line = [sys.executable, "-m", "branchstd", "--lang", lang, *words]
    return subprocess.run(
        line,
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout


def check_page(lang: str) -> str:
    """The command and what it prints, as a page."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(f"$ branchstd {' '.join(CHECK)}", style="bold", highlight=False)
    console.print(Text.from_ansi(branchstd(CHECK, lang)))
    return console.export_html(code_format=PAGE)


def draw(page: str, target: Path, height: int) -> None:
    """What Chromium shows of a page. Raises FileNotFoundError where there is none."""
    browser = next(
        filter(
            None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
        ),
        None,
    )
    if browser is None:
        raise FileNotFoundError("chromium")
    with TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(page, encoding="utf-8")
        options = [
            "--headless",
            "--no-sandbox",
            "--hide-scrollbars",
            f"--window-size=800,{height}",
        ]
        line = [browser, *options, f"--screenshot={target}", path.as_uri()]
        subprocess.run(line, check=True, capture_output=True)


# Of each paper what makes it, what stands in its name, and the page that is shown.
AS_OF: Final = ["chuankouyi", "--as-of", "2019-11-20"]
PAPERS: Final[dict[str, tuple[list[str], str, int]]] = {
    "notice": (["paper", "整改通知书", *AS_OF], "整改通知书2019-11-20.docx", 1),
    "acceptance": (["paper", "考核验收表", *AS_OF], "考核验收表2019-11-20.docx", 1),
    "one-list": (
        ["lists", "--list", "one_list", "--format", "xlsx", *AS_OF],
        "一张清单",
        1,
    ),
    "roster": (["export", "--codes", *AS_OF], "记录.xlsx", 2),
}


def draw_paper(name: str) -> None:
    """What LibreOffice makes of a paper. Raises CalledProcessError."""
    line, part, page = PAPERS[name]
    with TemporaryDirectory() as folder:
        branchstd([*line, "--out", folder], "zh")
        path = next(one for one in Path(folder).iterdir() if part in one.name)
        office = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/own"]
        turn = [*office, "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(turn, check=True, capture_output=True)
        only = ["-f", str(page), "-l", str(page), "-singlefile", "-r", "50", "-gray"]
        pages = ["pdftoppm", "-png", *only, str(path.with_suffix(".pdf"))]
        subprocess.run([*pages, str(PICTURES / name)], check=True)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for language in ("en", "zh"):
        draw(check_page(language), PICTURES / f"check.{language}.png", 790)
    draw(branchstd(REPORT, "zh"), PICTURES / "report.png", 980)
    for paper in PAPERS:
        draw_paper(paper)
