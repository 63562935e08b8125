"""What is said on stderr. Loads little: who only asks for help waits for no town."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from branchstd.cli.support.output import spoil
from branchstd.findings import Problem
from branchstd.mask import mask
from branchstd.messages.phrases import Phrases


def tell(problems: Iterable[Problem], phrases: Phrases) -> None:
    """Each on stderr with its place and what to do; those that are alike as one."""
    for alike in phrases.alike(problems):
        problem, others = alike[0], phrases.others(alike)
        sentence, remedy = phrases.problem(problem)
        severity = phrases.words.SEVERITIES[problem.severity]
        say(f"{problem.place}: {severity}[{problem.code}] {sentence}")
        if others:
            say(f"  {others}")
        say(f"  {phrases.ui('to_do', text=remedy)}")


def say(line: str) -> None:
    """On stderr, as its encoding allows; no number of a person."""
    spoil()
    if sys.stderr is None:  # closed by the caller
        return
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(mask(line).encode(encoding, "replace").decode(encoding) + "\n")
