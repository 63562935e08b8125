"""What was looked at around the records, a line each: whether it is as it should be,
what was seen, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.console import RenderableType
from rich.text import Text

from branchstd.findings import Outcome, Problem, Severity
from branchstd.messages.phrases import Phrases, numbers_of
from branchstd.render.style import LOOKS, indent

_SHOWN = {Severity.ERROR: Outcome.UNMET, Severity.WARNING: Outcome.PARTIAL}


def sight(
    key: str,
    values: Mapping[str, str | int],
    problems: Iterable[Problem],
    phrases: Phrases,
) -> Iterator[RenderableType]:
    """One thing that was looked at. key, values: of the sentence where nothing is wrong
    with it. Problems that are alike are told as one.
    """
    title, told = phrases.words.SIGHTS[key]
    title, words = f"{title}{phrases.words.COLON}", phrases.words.SEEN
    found = phrases.alike(problems)
    if not found:
        told = told.format(**numbers_of(values))
        yield _line(Outcome.MET, words["ok"], title, told)
    for alike in found:
        problem = alike[0]
        seen, remedy = phrases.problem(problem)
        outcome, word = _SHOWN[problem.severity], words[problem.severity]
        yield _line(outcome, word, title, f"{seen} [{problem.code}]")
        yield indent(str(problem.place), 4, keep=True)
        if others := phrases.others(alike):
            yield indent(others, 4)
        yield indent(phrases.ui("to_do", text=remedy), 4)


def _line(outcome: Outcome, word: str, title: str, text: str) -> RenderableType:
    look = LOOKS[outcome]
    return indent(Text(f"{look.sign} {word}  ", look.style) + Text(f"{title}{text}"), 0)
