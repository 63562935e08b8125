"""One Chromium for all tests of a process, driven through Playwright; the system's own, none is downloaded."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from looked_at import Seen, looked_at
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The first of the names that starts; on some systems one of them only tells how to install the other."""
    for path in filter(None, map(shutil.which, NAMES)):
        if subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60).returncode == 0:
            return path
    return None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on the PATH and starts")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if root else [])
        yield started
        started.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[[Path], Seen]]:
    """Opens a file as its reader would, in a window of its own, and tells all that happened."""
    with browser.new_context() as context:
        yield lambda path: looked_at(context.new_page(), path)
