"""How far a village has come and what each step lacks, in sentences; the chain for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from branchstd.messages.speech import Speech
from branchstd.messages.telling import counted
from branchstd.render.look import indented
from branchstd.workflow.cycle import Cycle, Lack

# Lacks that name a result as it was quoted, and as it is now.
RESULTS: Final = ("terms", "records", "both", "unsure")


def lack(one: Lack, speech: Speech) -> str:
    """Why a step is not done, or what should have come before it."""
    which = list(one.which)
    if one.code == "returned":
        which = [speech.closed("conclusions", code) for code in which]
    elif one.code in RESULTS:
        which = [" → ".join(dict.fromkeys(speech.words.CONCLUSIONS.get(code, "?") for code in which))]
    values = {"have": one.have, "of": one.of, "which": speech.words.AND.join(which)}
    return str(speech.sheets.LACKS[one.code].format(**counted(values)))


def cycle_text(found: Cycle, speech: Speech) -> Iterator[RenderableType]:
    """Each step with its day, and what it lacks."""
    for step in found.steps:
        line = Text(f"{speech.sheets.CYCLE[step.name]}{speech.words.COLON}{step.on or '-'}")
        yield indented(line, 2)
        for one in step.lacks:
            yield indented(lack(one, speech), 6, "yellow")
