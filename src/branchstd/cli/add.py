"""`add`: one more record of a village, by options or by questions; checked at once, and
told what it serves.

A command for each kind of record; its options are the fields of that kind.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from inspect import Parameter
from subprocess import list2cmdline
from typing import Any

import typer
from pydantic.fields import FieldInfo

from branchstd.cli.support.amending import (
    NUMBERED,
    SPECS,
    Done,
    Draft,
    apply,
    draft_record,
    fields_of,
    latest,
    option,
)
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, RefusalError
from branchstd.cli.support.language import HELP, LANG
from branchstd.cli.support.options import (
    DryRun,
    Every,
    OneVillage,
    make_option,
    parameter,
    sign,
)
from branchstd.cli.support.pages import Command, group
from branchstd.cli.support.questions import (
    Answered,
    Asking,
    name_people,
    needs_questions,
)
from branchstd.cli.support.session import Session, at_terminal, open_session, show
from branchstd.messages.phrases import Phrases
from branchstd.records.base import field_types
from branchstd.records.town import KINDS
from branchstd.records.types import FieldType
from branchstd.records.words import WORDS
from branchstd.render import amend_text
from branchstd.render.style import indent
from branchstd.store.entry import Said, join

app = group("add", HELP["add"])


def _options(kind: str) -> Iterator[Parameter]:
    """The fields of a kind as options, all texts; what stands in a record of its own is
    none of them.
    """
    if kind == "person":
        yield make_option("name", HELP["add_name"], "TEXT", str | None, strip=True)
    given = {"id"} if kind in NUMBERED else {"code"} if kind == "person" else ()
    for name, how in field_types(KINDS[kind]).items():
        info = KINDS[kind].model_fields[name]
        needed = info.is_required() and name not in given
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
        context: typer.Context,
        village: str,
        *,
        every: bool = False,
        dry_run: bool = False,
        **fields: Any,
    ) -> int:
        called = fields.pop("name", None) or ""
        given = {name: value for name, value in fields.items() if value}
        entry = Answered(kind, given, called=called)
        return _add(context.obj, village, entry, every=every, dry_run=dry_run)

    before = (parameter("context", typer.Context), parameter("village", OneVillage))
    after = (parameter("every", Every, False), parameter("dry_run", DryRun, False))
    return sign(command, [*before, *_options(kind), *after])


def _add(
    settings: Options, village: str, entry: Answered, *, every: bool, dry_run: bool
) -> int:
    if at_terminal():
        session = open_session(settings)
        (slug,) = session.chosen([village])
        entry = name_people(session, slug, entry)
        if every or needs_questions(session, slug, entry):
            run = _Run(settings, slug, every=every, dry_run=dry_run)
            run.ask(entry)
            return Exit.CLEAN

    def draft(session: Session) -> Draft:
        (slug,) = session.chosen([village])
        said = name_people(session, slug, entry).said
        return draft_record(session, entry.kind, slug, said, called=entry.called)

    done = apply(settings, draft, dry_run=dry_run)
    _show_rules([done], [entry.kind])
    return Exit.CLEAN


def _show_rules(every: Sequence[Done], kinds: Sequence[str]) -> None:
    """What records serve that were put in one after the other."""
    records = [
        latest(done.amendment, kind) for done, kind in zip(every, kinds, strict=True)
    ]
    whole = replace(every[-1].amendment, was=every[0].amendment.was)
    show(amend_text.show_rules(whole, records, every[-1].session.messages()))


class _Step(StrEnum):
    """What is to become of a record that has been answered, and what comes then: as it
    is offered.
    """

    SAME = "step_same"
    END = "step_end"
    OTHER = "step_other"
    CHANGE = "step_change"
    DROP = "step_drop"


class _Run:
    """Records asked for one after the other, each written as soon as it is confirmed:
    what breaks the run off loses none of these.
    """

    def __init__(
        self, settings: Options, slug: str, *, every: bool, dry_run: bool
    ) -> None:
        self.settings, self.slug = settings, slug
        self.every, self.dry_run = every, dry_run
        self.done: list[Done] = []
        self.kinds: list[str] = []
        self.before: Said = {}

    def ask(self, first: Answered) -> None:
        """Until there is none any more; then tells what all of them serve."""
        entry, step = first, _Step.SAME
        while step is not _Step.END:
            asking = Asking(
                open_session(self.settings),
                self.slug,
                entry.kind,
                every=self.every,
                before=self.before,
            )
            try:
                step = self._ask_one(asking, entry)
                if step is _Step.OTHER:
                    entry = Answered(self._pick_kind(asking), {})
                    self.before = {}
                else:
                    entry = Answered(entry.kind, {})
            except (typer.Abort, KeyboardInterrupt):
                self._show_again(entry.kind, asking.answered)
                raise
        if self.done:
            _show_rules(self.done, self.kinds)

    def _ask_one(self, asking: Asking, entry: Answered) -> _Step:
        found = asking.all(entry, at_will=bool(self.done))
        if found is None:
            return _Step.END
        steps: list[_Step] = list(_Step)
        labels = [asking.messages.ui(step) for step in steps]
        usual, named = _Step.SAME, set[str]()
        while True:
            told = f"{asking.told(found)}\n{asking.messages.ui('ask_step')}"
            step = steps[asking.pick(told, labels, steps.index(usual))]
            if step is _Step.DROP:
                return _Step.END
            if step is _Step.CHANGE:
                found = asking.change(found, named)
                usual = _Step.SAME
                continue
            try:
                self._write(found, step)
                asking.answered = {}
            except RefusalError as refused:
                if refused.code is not Exit.UNUSABLE:
                    self._show_again(found.kind, asking.answered or found.said)
                    raise
                asking.tell(refused.problems)
                usual = _Step.CHANGE
                named = {one for told in refused.problems for one in fields_of(told)}
                continue
            return step

    def _write(self, found: Answered, step: _Step) -> None:
        def draft(session: Session) -> Draft:
            of = (found.kind, self.slug, found.said, found.inner)
            return draft_record(session, *of, called=found.called)

        alone = step is _Step.END and not self.done
        done = apply(self.settings, draft, dry_run=self.dry_run, brief=not alone)
        self.done.append(done)
        self.kinds.append(found.kind)
        self.before = found.said

    def _pick_kind(self, asking: Asking) -> str:
        kinds, lang = [*SPECS], asking.messages.lang
        labels = [KINDS[kind].zh if lang != "en" else kind for kind in kinds]
        return kinds[asking.pick(asking.messages.ui("ask_kind"), labels)]

    def _show_again(self, kind: str, said: Said) -> None:
        """The command with all that was answered of a record that is not written, so
        that nothing has to be answered twice.
        """
        if said:
            command = _line(kind, self.slug, said)
            told = Phrases(LANG).ui("add_again", command=command)
            show([indent(told, 0, keep=True)])


def _line(kind: str, village: str, said: Mapping[str, Any]) -> str:
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
