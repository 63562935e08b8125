"""`add`: one more record of a village, by options or by questions; checked at once, and
told what it serves.

A command for each kind of record; its options are the fields of that kind.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from inspect import Parameter
from subprocess import list2cmdline
from typing import Any

import typer
from pydantic.fields import FieldInfo

from branchstd.cli.support.amending import (
    NUMBERED,
    SPECS,
    apply,
    draft_record,
    latest,
    option,
)
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, RefusalError
from branchstd.cli.support.language import HELP, LANG
from branchstd.cli.support.options import (
    DryRun,
    OneVillage,
    make_option,
    parameter,
    sign,
)
from branchstd.cli.support.pages import Command, group
from branchstd.cli.support.questions import questions
from branchstd.cli.support.session import at_terminal, open_session, show
from branchstd.messages.phrases import Phrases
from branchstd.records.base import field_types
from branchstd.records.town import KINDS
from branchstd.records.types import FieldType
from branchstd.records.words import WORDS
from branchstd.render import amend_text
from branchstd.render.style import indent
from branchstd.store.entry import join

app = group("add", HELP["add"])


def _options(kind: str) -> Iterator[Parameter]:
    """The fields of a kind as options, all texts; what stands in a record of its own is
    none of them.
    """
    for name, how in field_types(KINDS[kind]).items():
        info = KINDS[kind].model_fields[name]
        needed = info.is_required() and not (name == "id" and kind in NUMBERED)
        kept = list[str] | None if how.several else str | None
        yield make_option(name, _help(info, how, needed=needed), how.metavar, kept)


def _help(info: FieldInfo, how: FieldType, *, needed: bool) -> str:
    """What a field is, whether it is needed, and its words where they are a closed
    list.
    """
    text = str(info.title) if LANG != "en" else str(info.description)
    known = WORDS[how.words] if how.words and how.value is not bool else {}
    words = [zh if LANG != "en" else code for code, (zh, _) in known.items()]
    return (
        text
        + (HELP["field_needed"] if needed else "")
        + (HELP["field_words"].format(words=HELP["and"].join(words)) if words else "")
    )


def _command(kind: str) -> Callable[..., int]:
    def command(
        context: typer.Context, village: str, *, dry_run: bool = False, **fields: Any
    ) -> int:
        given = {name: value for name, value in fields.items() if value}
        return _add(context.obj, kind, village, given, dry_run=dry_run)

    before = (parameter("context", typer.Context), parameter("village", OneVillage))
    return sign(
        command, [*before, *_options(kind), parameter("dry_run", DryRun, False)]
    )


def _add(
    settings: Options, kind: str, village: str, given: dict[str, Any], *, dry_run: bool
) -> int:
    said = (
        questions(open_session(settings), kind, village, given)
        if at_terminal()
        else given
    )
    try:
        done = apply(
            settings,
            lambda session: draft_record(session, kind, village, said),
            dry_run=dry_run,
        )
    except RefusalError:
        if said != given:
            show(
                [
                    indent(
                        Phrases(LANG).ui(
                            "add_again", command=_line(kind, village, said)
                        ),
                        0,
                        keep=True,
                    )
                ]
            )
        raise
    found = done.amendment
    show(amend_text.show_rules(found, latest(found, kind), done.session.messages()))
    return Exit.CLEAN


def _line(kind: str, village: str, said: Mapping[str, Any]) -> str:
    """The command with all that was answered, so that nothing has to be answered
    twice.
    """
    words = [word for name, text in said.items() for word in (option(name), join(text))]
    line = ["branchstd", "add", _command_name(kind), village, *words]
    return list2cmdline(line) if sys.platform == "win32" else shlex.join(line)


def _command_name(kind: str) -> str:
    return kind.replace("_", "-")


for known in SPECS:
    about = (
        KINDS[known].zh
        if LANG != "en"
        else " ".join((KINDS[known].__doc__ or "").split())
    )
    app.command(
        _command_name(known), cls=Command, help=HELP["add_one"].format(what=about)
    )(_command(known))
