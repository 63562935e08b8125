"""A town's own templates are laid out in a process of its own, with an end to its time
and its memory.

The sandbox keeps a template from reaching anything; only a process that can be ended
keeps it from going on for ever, since loops over what it is given may nest and filters
may make texts of any length. Shipped templates do not need it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

from branchstd.render.templates import ReportError, render

SECONDS: Final = 20
MEMORY: Final = 512 * 1024 * 1024


def render_confined(
    sources: Mapping[str, str],
    name: str,
    context: Mapping[str, Any],
    *,
    html: bool,
    seconds: int = SECONDS,
) -> str:
    """The same as `rendered`, of plain data, or a ReportError when it takes too long or
    grows too large.
    """
    call = {
        "sources": dict(sources),
        "name": name,
        "context": context,
        "html": html,
    }
    return _answer("text", call, name, seconds)


def fill_confined(
    template: bytes, context: Mapping[str, Any], title: str, day: date
) -> bytes:
    """The same as `word.fill`, under the same bounds. Raises ReportError."""
    data = b64encode(template).decode()
    call = {"template": data, "context": context, "title": title, "day": str(day)}
    return b64decode(_answer("paper", call, "", SECONDS))


def _answer(what: str, call: Mapping[str, Any], name: str, seconds: int) -> str:
    asked = json.dumps({"what": what, "seconds": seconds, "call": call})
    try:
        run = subprocess.run(
            # -P: modules that lie in the folder it is called from, which may be
            # anybody's, are not ours.
            [sys.executable, "-P", "-m", "branchstd.render.confined"],
            input=asked.encode("ascii"), capture_output=True, check=False,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ReportError(name, 0, str(seconds), "template_slow") from None
    if run.returncode:  # it could not even say what was wrong
        raise ReportError(name, 0, f"exit {run.returncode}", "template_large")
    answer = json.loads(run.stdout)
    if "fault" in answer:
        raise ReportError(*answer["fault"])
    return str(answer["text"])


def main() -> None:
    """The other process: one call on stdin, one answer on stdout."""
    asked = json.load(sys.stdin)
    _bound(asked["seconds"])
    make = _fill if asked["what"] == "paper" else render
    try:
        answer: dict[str, Any] = {"text": make(**asked["call"])}
    except ReportError as error:
        answer = {"fault": [error.name, error.line, error.detail, error.code]}
    json.dump(answer, sys.stdout)


def _fill(template: str, context: Mapping[str, Any], title: str, day: str) -> str:
    from branchstd.render.word import fill  # heavy, and only here

    made = fill(b64decode(template), context, title, date.fromisoformat(day))
    return b64encode(made).decode()


def _bound(seconds: int) -> None:
    """Memory ends, and so does the time of a process whose first one has died; not
    where no such limits are.
    """
    if sys.platform == "win32":
        return
    import resource  # not there on Windows

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, 2 * seconds),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
