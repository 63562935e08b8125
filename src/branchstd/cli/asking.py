"""Questions at a terminal: one a field, with what can be known offered; an empty answer leaves the field out."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import typer

from branchstd.cli.help import LANG
from branchstd.messages.telling import Teller
from branchstd.text.values import Value

NOTHING: Mapping[str, str] = MappingProxyType({})


def at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def answered(
    labels: Mapping[str, str], offers: Mapping[str, Sequence[str]], usual: Mapping[str, str] = NOTHING
) -> dict[str, Value]:
    """labels: field to what is asked; offers: what may be answered, shown beside it; usual: what Enter takes."""
    teller = Teller(LANG)
    found: dict[str, Value] = {}
    for name, label in labels.items():
        known = "、".join(offers.get(name, ()))
        question = teller.ui("ask_field_of", label=label, known=known) if known else teller.ui("ask_field", label=label)
        default = usual.get(name, "")
        if answer := str(typer.prompt(question, default=default, show_default=bool(default))).strip():
            found[name] = answer
    return found
