"""Questions at a terminal: one a field, with what can be known offered; an empty answer leaves the field out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

import typer

from branchstd.cli.help import LANG
from branchstd.findings import Problem
from branchstd.mask import masked
from branchstd.messages.telling import Teller
from branchstd.text.values import Value


def at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def prompted(question: str, default: str = "") -> str:
    """What was typed; what Enter takes is said in the question."""
    return str(typer.prompt(masked(question), default=default, show_default=False)).strip()


def answered(
    labels: Mapping[str, str],
    offers: Mapping[str, Sequence[str]],
    wrong: Callable[[str, str], Iterable[Problem]] = lambda _name, _answer: (),
) -> dict[str, Value]:
    """labels: field to what is asked; offers: what may be answered, shown with the question.

    wrong: what is wrong with an answer; it is told, and only that question is asked again.
    """
    teller = Teller(LANG)
    found: dict[str, Value] = {}
    for name, label in labels.items():
        known = "、".join(offers.get(name, ()))
        question = teller.ui("ask_field_of", label=label, known=known) if known else teller.ui("ask_field", label=label)
        answer = prompted(question)
        while answer and (faults := list(wrong(name, answer))):
            for problem in faults:
                typer.echo(masked("  " + teller.words.SEMI.join(teller.problem(problem))))
            answer = prompted(question)
        if answer:
            found[name] = answer
    return found
