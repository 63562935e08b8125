"""The root: the folder with `data/town.yaml`, found by walking up; its own standards
hold, else the shipped.

Loads nothing: help pages look for the town's language before anything else is needed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

MARK = Path("data") / "town.yaml"


class NoRootError(Exception):
    """No folder with `data/town.yaml` at or above where the search began, or one among
    the records of another.
    """

    def __init__(self, start: Path, *, nested: bool = False) -> None:
        super().__init__(str(start))
        self.start, self.nested = start, nested


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `data/town.yaml`.

    Raises NoRootError, also for one that lies in another's `data`: a village could
    speak there as the town.
    """
    # The working folder is gone, a name is too long, a folder above is closed to us.
    with suppress(OSError):
        here = start.absolute()
        found = [
            folder for folder in (here, *here.parents) if (folder / MARK).is_file()
        ]
        if any(outer / MARK.parent in found[0].parents for outer in found[1:]):
            raise NoRootError(found[0], nested=True)
        if found:
            return found[0]
    raise NoRootError(start)


def package_folder(name: str) -> Path:
    """A folder that ships with the package: beside it in the wheel, at the repository's
    root in a checkout.
    """
    package = Path(__file__).parent
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent.parent / name
