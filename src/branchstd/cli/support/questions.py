"""A record asked for at a terminal: one question a field, each answer read at once,
what can be known offered.

An empty answer leaves the field out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import typer

from branchstd.catalogue.rules import Count, Selecting
from branchstd.checks.shapes import NEEDS
from branchstd.cli.support.amending import (
    activity_kind,
    add_number,
    faults,
    heard,
    in_codes,
    missing,
)
from branchstd.cli.support.exits import RefusalError
from branchstd.cli.support.language import LANG
from branchstd.cli.support.session import Session, show
from branchstd.cli.support.suggestions import SHOWN_AT_MOST, offers, strangers, usual
from branchstd.findings import Problem
from branchstd.mask import mask
from branchstd.messages.messages import Messages
from branchstd.messages.phrases import Phrases
from branchstd.records.base import field_types
from branchstd.records.town import KINDS
from branchstd.rules.view import AUDIENCE, View
from branchstd.store.entry import Said
from branchstd.store.parser import Context
from branchstd.text.nodes import Value


def prompt(question: str, default: str = "") -> str:
    """What was typed; what Enter takes is said in the question."""
    return str(
        typer.prompt(mask(question), default=default, show_default=False)
    ).strip()


def ask_all(
    labels: Mapping[str, str],
    offers: Mapping[str, Sequence[str]],
    wrong: Callable[[str, str], Iterable[Problem]] = lambda _name, _answer: (),
) -> dict[str, Value]:
    """labels: field to what is asked; offers: what may be answered, shown with the
    question.

    wrong: what is wrong with an answer; it is told, and only that question is asked
    again.
    """
    phrases = Phrases(LANG)
    found: dict[str, Value] = {}
    for name, label in labels.items():
        known = "、".join(offers.get(name, ()))
        question = (
            phrases.ui("ask_field_of", label=label, known=known)
            if known
            else phrases.ui("ask_field", label=label)
        )
        answer = prompt(question)
        while answer and (faults := list(wrong(name, answer))):
            for problem in faults:
                typer.echo(
                    mask("  " + phrases.words.SEMI.join(phrases.problem(problem)))
                )
            answer = prompt(question)
        if answer:
            found[name] = answer
    return found


LEFT_OUT: Final = "-"


def questions(session: Session, kind: str, village: str, given: Said) -> Said:
    """What was given, and what is answered where something lacks that cannot be left
    out. Raises RefusalError.
    """
    (slug,) = session.chosen([village])
    context = heard(session.workspace)
    if wrong := faults(kind, given, context):
        raise RefusalError(wrong)
    given = in_codes(kind, given, context)
    found = session.workspace.village(slug, session.as_of)
    if not missing(kind, given := add_number(found.village, kind, given)):
        return given
    messages = session.messages(session.names(slug))
    context = heard(session.workspace, found.village)
    return Asking(session.workspace.view(found), kind, messages, context).all(given)


class Asking:
    """One record of a kind being asked for."""

    def __init__(
        self, view: View, kind: str, messages: Messages, context: Context
    ) -> None:
        self.view, self.kind, self.messages, self.context = (
            view,
            kind,
            messages,
            context,
        )

    def all(self, given: Said) -> Said:
        """What was given, and an answer to what else is needed or may be wished.

        What is needed may hang on an answer: each is taken in before the next question.
        """
        said = dict(given)
        for name in KINDS[self.kind].model_fields:
            if name not in said and (
                name in self._fields_needed(said) or name in self._fields_wished(said)
            ):
                said |= in_codes(
                    self.kind, self._ask_until_read(name, said), self.context
                )
        return said

    def _fields_needed(self, said: Said) -> set[str]:
        return {problem.values["field"] for problem in missing(self.kind, said)}

    def _fields_wished(self, said: Said) -> set[str]:
        """Of an activity what rules look at in its kind, and where it is kept; of other
        records everything.
        """
        fields = field_types(KINDS[self.kind])
        if self.kind != "activity":
            return set(fields)
        code = activity_kind(self.kind, said)
        present = ("absent",) if code in AUDIENCE else ()
        return {
            "place",
            "record",
            *present,
            *NEEDS.get(code, ()),
            *self._fields_read(code),
        } & fields.keys()

    def _fields_read(self, code: str) -> Iterator[str]:
        """Fields of a kind of activity that some rule asks for."""
        for _, rule in self.view.catalogue.every_rule():
            if not isinstance(rule, Selecting | Count) or rule.record != "activity":
                continue
            if code in rule.where.get("kind", (code,)):
                named = (getattr(rule, "match", None), getattr(rule, "sum", None))
                yield from (
                    name
                    for name in (*rule.where, *rule.needs, *named)
                    if name and name != "kind"
                )

    def _ask_until_read(self, name: str, said: Said) -> Said:
        """The field as it was answered; asked again until it can be read, or left out
        where it may be.
        """
        must = name in self._fields_needed(said)
        default = usual(self.view, self.kind, name, said, self.messages)
        question = self._question(name, said, default, must=must)
        while True:
            answer = prompt(question, default)
            if not must and answer in {"", LEFT_OUT}:
                return {}
            value = [answer] if field_types(KINDS[self.kind])[name].several else answer
            wrong = [
                *faults(self.kind, {name: value}, self.context),
                *strangers(self.view, self.kind, name, answer),
            ]
            if answer and not wrong:
                return {name: value}
            semi = self.messages.words.SEMI
            show(f"  {semi.join(self.messages.problem(one))}" for one in wrong)

    def _question(self, name: str, said: Said, default: str, *, must: bool) -> str:
        info, messages = KINDS[self.kind].model_fields[name], self.messages
        label = (
            str(info.title) if messages.lang != "en" else f"{name}: {info.description}"
        )
        how = field_types(KINDS[self.kind])[name].ask
        known = offers(self.view, self.kind, name, said, messages)
        parts = [
            messages.ui(how) if how else "",
            messages.ui("ask_known", known=self._list(known)) if known else "",
            messages.ui("ask_usual", usual=default) if default else "",
            "" if must else messages.ui("ask_dash" if default else "ask_skip"),
        ]
        told = str(messages.words.SEMI).join(filter(None, parts))
        return messages.ui("ask_one", label=label, how=told) if told else label

    def _list(self, known: list[str]) -> str:
        text = str(self.messages.words.AND).join(known[:SHOWN_AT_MOST])
        return (
            text
            if len(known) <= SHOWN_AT_MOST
            else self.messages.ui("and_more", shown=text, count=len(known))
        )
