"""`add`: one more record of a village, by options or by questions; checked at once, and told what it serves.

A command for each kind of record; its options are the fields of that kind.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from inspect import Parameter
from subprocess import list2cmdline
from typing import Any, Final

import typer
from pydantic.fields import FieldInfo

from branchstd.cli.support.amending import NUMBERED, SPECS, apply, draft_record, is_list, latest, option
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, RefusalError
from branchstd.cli.support.language import HELP, LANG
from branchstd.cli.support.options import DryRun, OneVillage, make_option, parameter, sign
from branchstd.cli.support.pages import Command, group
from branchstd.cli.support.questions import questions
from branchstd.cli.support.session import at_terminal, open_session, show
from branchstd.messages.phrases import Phrases
from branchstd.records.town import KINDS
from branchstd.records.types import (
    Word,
    markers,
    read_date,
    read_decimal,
    read_int,
    read_month,
    read_period,
    read_steps,
    read_year_or_period,
)
from branchstd.records.words import WORDS
from branchstd.render import amend_text
from branchstd.render.style import indent
from branchstd.store.entry import join

# How a text is written, by who reads it.
METAVARS: Final[Mapping[Any, str]] = {
    read_date: "YYYY-MM-DD", read_month: "YYYY-MM", read_period: "YYYY-MM|YYYY-Q1",
    read_year_or_period: "YYYY-MM|YYYY-Q1|YYYY",
    read_int: "N", read_decimal: "N", read_steps: "STEP=YYYY-MM-DD",
}  # fmt: skip

app = group("add", HELP["add"])


def _options(kind: str) -> Iterator[Parameter]:
    """The fields of a kind as options, all texts; what stands in a record of its own is none of them."""
    model = KINDS[kind]
    for name, info in model.model_fields.items():
        if name not in model.nested:
            marks = markers(info)
            readers = (getattr(mark, "func", None) for mark in marks)
            metavar = next((METAVARS[reader] for reader in readers if reader in METAVARS), "TEXT")
            needed = info.is_required() and not (name == "id" and kind in NUMBERED)
            kept = list[str] | None if is_list(kind, name) else str | None
            yield make_option(name, _help(info, marks, needed=needed), metavar, kept)


def _help(info: FieldInfo, marks: tuple[object, ...], *, needed: bool) -> str:
    """What a field is, whether it is needed, and its words where they are a closed list."""
    text = str(info.title) if LANG != "en" else str(info.description)
    word = next((mark.name for mark in marks if isinstance(mark, Word)), "")
    words = [zh if LANG != "en" else code for code, (zh, _) in WORDS[word].items()] if word else []
    return (
        text
        + (HELP["field_needed"] if needed else "")
        + (HELP["field_words"].format(words=HELP["and"].join(words)) if words else "")
    )


def _command(kind: str) -> Callable[..., int]:
    def command(context: typer.Context, village: str, *, dry_run: bool = False, **fields: Any) -> int:
        given = {name: value for name, value in fields.items() if value}
        return _add(context.obj, kind, village, given, dry_run=dry_run)

    before = (parameter("context", typer.Context), parameter("village", OneVillage))
    return sign(command, [*before, *_options(kind), parameter("dry_run", DryRun, False)])


def _add(settings: Options, kind: str, village: str, given: dict[str, Any], *, dry_run: bool) -> int:
    said = questions(open_session(settings), kind, village, given) if at_terminal() else given
    try:
        done = apply(settings, lambda session: draft_record(session, kind, village, said), dry_run=dry_run)
    except RefusalError:
        if said != given:
            show([indent(Phrases(LANG).ui("add_again", command=_line(kind, village, said)), 0, keep=True)])
        raise
    found = done.amendment
    show(amend_text.show_rules(found, latest(found, kind), done.session.messages()))
    return Exit.CLEAN


def _line(kind: str, village: str, said: Mapping[str, Any]) -> str:
    """The command with all that was answered, so that nothing has to be answered twice."""
    words = [word for name, text in said.items() for word in (option(name), join(text))]
    line = ["branchstd", "add", _command_name(kind), village, *words]
    return list2cmdline(line) if sys.platform == "win32" else shlex.join(line)


def _command_name(kind: str) -> str:
    return kind.replace("_", "-")


for known in SPECS:
    about = KINDS[known].zh if LANG != "en" else (KINDS[known].__doc__ or "").partition("\n")[0]
    app.command(_command_name(known), cls=Command, help=HELP["add_one"].format(what=about))(_command(known))
