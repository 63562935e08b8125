"""Templates of reports by name: the shipped ones, those of the town over them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from branchstd.root import shipped

FOLDER = Path("templates") / "report"


def report_templates(root: Path) -> dict[str, str]:
    """Name to text. A town may put a file of the same name into its own `templates/report`. Raises OSError."""
    found: dict[str, str] = {}
    for folder in (shipped("templates") / "report", root / FOLDER):
        for path in sorted(folder.glob("*.j2")) if folder.is_dir() else ():
            found[path.name] = path.read_text("utf-8")
    return found


def revision(root: Path) -> str:
    """The git revision that the records stand at, with a `+` where they differ from it; empty without git."""
    head = _git(root, "rev-parse", "--short=10", "HEAD")
    if not head:
        return ""
    return f"{head}+" if _git(root, "status", "--porcelain", "--", "data", "standards") else head


def _git(root: Path, *words: str) -> str:
    try:
        run = subprocess.run(  # noqa: S603  no shell, fixed words
            ["git", "-C", str(root), *words],  # noqa: S607
            capture_output=True, text=True, check=False, timeout=20,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""
