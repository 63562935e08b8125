"""A town under git, to see which lines of which files a command changes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from branchstd.__main__ import run
from samples import ROOT

Changed = list[tuple[str, list[str]]]


class Office:
    """A copy of the shipped town under git."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / "data", root / "data")
        self.git("init", "--quiet")
        self.git("config", "core.autocrlf", "false")
        self.keep()

    def git(self, *words: str) -> str:
        command = ["git", "-c", "user.name=x", "-c", "user.email=x@x", "-c", "core.quotepath=false", *words]
        return subprocess.run(command, cwd=self.root, check=True, capture_output=True, text=True).stdout

    def keep(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "step")

    def replace(self, file: str, old: str, new: str) -> None:
        """The one place where the text stands; then all is kept."""
        path = self.root / file
        data = path.read_bytes()
        assert data.count(old.encode()) == 1
        path.write_bytes(data.replace(old.encode(), new.encode()))
        self.keep()

    def run(self, *words: str, on: str = "") -> int:
        """A command on a day of 2019."""
        return run(["--root", str(self.root), "rectify", *words, *(["--on", f"2019-{on}"] if on else [])])

    def changed(self) -> Changed:
        """Files with the lines put in; a line taken out would be a line with a minus. Then all is kept."""
        assert self.git("ls-files", "--others") == ""
        found: Changed = []
        for line in self.git("diff", "--unified=0").splitlines():
            if line.startswith("+++ "):
                found.append((line[6:], []))
            elif line[:1] in "+-" and not line.startswith("---"):
                found[-1][1].append(line[1:] if line[0] == "+" else line)
        self.keep()
        return found
