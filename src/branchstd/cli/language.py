"""Which language to speak: --lang, BRANCHSTD_LANG, the town's setting, the locale, English."""

from __future__ import annotations

import locale
import os
import sys

from branchstd.messages import LANGUAGES


def spoken(asked: str | None, town: str | None = None) -> str:
    """The first of the four that names a language we have."""
    for wish in (asked, os.environ.get("BRANCHSTD_LANG"), town, _locale()):
        if wish and (lang := wish[:2].lower()) in LANGUAGES:
            return lang
    return "en"


def _locale() -> str:
    """`zh_CN` and the like; on Windows `Chinese (Simplified)_China`."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    name = name or locale.getlocale()[0] or ""
    return "zh" if name.startswith("Chinese") else name


def early() -> str:
    """The language before any file is read: of help texts and of faults in the command line."""
    argv = sys.argv[1:]
    after = (argv[place + 1] for place, word in enumerate(argv[:-1]) if word == "--lang")
    joined = (word.partition("=")[2] for word in argv if word.startswith("--lang="))
    return spoken(next((*after, *joined).__iter__(), None))
