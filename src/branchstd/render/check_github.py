"""Workflow commands of GitHub and Gitea: each problem marked on its line of a proposal,
each gap as a notice.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from branchstd.assess import AssessedVillage
from branchstd.findings import Place, Problem
from branchstd.mask import mask
from branchstd.messages.messages import Messages
from branchstd.render.places import spot

_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans(
    {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}
)


def problems(
    found: Iterable[Problem], messages: Messages, prefix: str
) -> Iterator[str]:
    """`prefix`: from the repository's folder to the town's root."""
    for problem in found:
        sentence, remedy = messages.problem(problem)
        text = f"{sentence} {messages.ui('to_do', text=remedy)}"
        yield _command(
            problem.severity.value, problem.place, problem.code, text, prefix
        )


def gaps(assessed: AssessedVillage, messages: Messages, prefix: str) -> Iterator[str]:
    """At the first record that fails, else at the file where what is missing would
    stand.
    """
    found = assessed.assessment
    for standard in found.standards:
        for rule in standard.gaps:
            place = spot(rule, found, messages.plan)
            title = (
                f"{found.name} {rule.rule.id} {standard.standard.title[messages.lang]}"
            )
            yield _command("notice", place, title, messages.rule(rule), prefix)


def _command(kind: str, place: Place, title: str, text: str, prefix: str) -> str:
    title, text, file = mask(title), mask(text), mask(prefix + place.file)
    where = f"file={file.translate(_PROPERTY)}"
    spot = f",line={place.line},col={place.column}" if place.line else ""
    return (
        f"::{kind}"
        f" {where}{spot},title={title.translate(_PROPERTY)}::{text.translate(_TEXT)}\n"
    )
