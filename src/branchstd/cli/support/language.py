"""Which language to speak: --lang, BRANCHSTD_LANG, the town's setting, the locale,
English.

Help texts in the language of this run; the language is known before the commands are
built.
"""

from __future__ import annotations

import locale
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from branchstd.messages import SPOKEN, table
from branchstd.root import MARK, NoRootError, find_root

GLANCE: Final = 4096
_SETTING: Final = re.compile(r"^(?:language|语言): *(zh|en)\b", re.MULTILINE)


def spoken(asked: str | None, town: str | None = None) -> str:
    """The first of the four that names a language we have."""
    for wish in (asked, os.environ.get("BRANCHSTD_LANG"), town, _locale()):
        if wish and (lang := wish[:2].lower()) in SPOKEN:
            return lang
    return "en"


def _locale() -> str:
    """`zh_CN` and the like; on Windows `Chinese (Simplified)_China`."""
    name = (
        os.environ.get("LC_ALL")
        or os.environ.get("LC_MESSAGES")
        or os.environ.get("LANG")
    )
    name = name or locale.getlocale()[0] or ""
    return "zh" if name.startswith("Chinese") else name


def early() -> str:
    """The language before the town is opened: of help texts and of faults in the
    command line.
    """
    return spoken(_option("--lang"), of_town(Path(_option("--root") or ".")))


def of_town(start: Path) -> str | None:
    """The language that the town at or above a folder has set; None where it cannot be
    seen at a glance.
    """
    with (
        suppress(NoRootError, OSError, UnicodeDecodeError),
        (find_root(start) / MARK).open(encoding="utf-8") as text,
    ):
        found = _SETTING.search(text.read(GLANCE))
        return found[1] if found else None
    return None


def _option(name: str) -> str | None:
    argv = sys.argv[1:]
    after = [argv[place + 1] for place, word in enumerate(argv[:-1]) if word == name]
    joined = [word.partition("=")[2] for word in argv if word.startswith(f"{name}=")]
    return next(iter([*after, *joined]), None)


LANG: Final = early()
HELP: Final[dict[str, str]] = table("help", LANG).HELP
