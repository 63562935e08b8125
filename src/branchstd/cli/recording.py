"""A record from texts: how each is written, in which file, what is asked for it. Typed by the reader of files alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from branchstd.amend import Amendment
from branchstd.checks.shapes import NEEDS
from branchstd.cli.amending import Draft
from branchstd.cli.asking import answered
from branchstd.cli.offers import offers, usual
from branchstd.cli.session import Session, day
from branchstd.findings import Problem
from branchstd.records.base import Record
from branchstd.records.town import KINDS
from branchstd.records.types import (
    WordList,
    markers,
    read_date,
    read_decimal,
    read_int,
    read_list,
    read_steps,
    read_texts,
)
from branchstd.records.words import WORDS
from branchstd.rules.view import View
from branchstd.store.amending import blank, with_record, with_row
from branchstd.store.files import named
from branchstd.store.layout import VILLAGE_FILES, FileSpec
from branchstd.text.values import Value

# Of a village's own facts there is one record, and items have commands of their own.
SPECS: Final = {spec.kind: spec for spec in VILLAGE_FILES if spec.kind not in {"village", "rectify"}}
LISTED: Final = frozenset({read_list, read_texts, read_steps})
NUMBERS: Final = frozenset({read_int, read_decimal})
Said = Mapping[str, Any]


def _readers(kind: str, name: str) -> set[object]:
    return {getattr(mark, "func", None) for mark in markers(KINDS[kind].model_fields[name])}


def is_list(kind: str, name: str) -> bool:
    """Whether a field takes several texts."""
    marks = markers(KINDS[kind].model_fields[name])
    return any(isinstance(mark, WordList) for mark in marks) or bool(_readers(kind, name) & LISTED)


def drafted(session: Session, which: tuple[str, str], said: Said) -> Draft:
    """The record at the end of its file. which: kind and village. Raises RefusalError."""
    kind, village = which
    (slug,) = session.chosen([village])
    spec, root = SPECS[kind], session.survey.office.root
    path = root / "data" / "villages" / slug / str(session.survey.plan.year) / _file(spec, said)
    file = named(root, path)
    values = {name: _value(kind, name, said[name]) for name in KINDS[kind].model_fields if name in said}

    def edit(data: bytes) -> bytes:
        if spec.key is None:
            return with_row(data, file, kind, values)
        return with_record(data, file, (spec.key, kind), values, flow=False)

    return Draft(slug, path, edit, blank(file, spec).encode(), against=lambda found: _twice(found, kind))


def _file(spec: FileSpec, said: Said) -> Path:
    """An activity stands in the file of its month. Raises RefusalError for a day that is none."""
    if "*" not in spec.name:
        return Path(spec.name)
    month = day(str(said.get("date", "")), "--date").isoformat()[: len("2019-06")]
    return Path(spec.name.replace("*", month))


def _value(kind: str, name: str, said: Any) -> Value:
    """As it is written in a file: days and numbers without quotation marks, lists in brackets."""
    readers = _readers(kind, name)
    if read_steps in readers:
        pairs = (part.partition("=") for text in said for part in text.split())
        return {step: _plain(when, {read_date}) for step, _, when in pairs}
    if isinstance(said, list):
        return [part for text in said for part in text.split()]
    return _plain(str(said).strip(), readers)


def _plain(text: str, readers: set[object]) -> Value:
    """What the reader would not take stays a text: the reader says what is wrong with it."""
    with suppress(Exception):
        if read_date in readers:
            return read_date(text)
        if readers & NUMBERS:
            return Decimal(read_decimal(text))
    return text


def latest(found: Amendment, kind: str) -> Record:
    """The record that the change put in: the last of its kind in its file."""
    own = (one for one in found.now.village.records[kind] if one.mark.place.file == found.file)
    return max(own, key=lambda one: one.mark.place.line)


def _twice(found: Amendment, kind: str) -> Iterator[Problem]:
    """The same thing is there already, word for word."""
    new = latest(found, kind)
    for old in found.was.village.records.get(kind, ()):
        if old.model_dump(warnings=False) == new.model_dump(warnings=False):
            yield Problem("record_there", old.mark.place)


def questions(session: Session, which: tuple[str, str], given: Said) -> dict[str, Any]:
    """What was given and, one question each, what cannot be left out; what can be known is offered."""
    kind, village = which
    (slug,) = session.chosen([village])
    survey = session.survey
    view = View(survey.village(slug, session.as_of).village, survey.office.town, survey.catalogue, survey.plan,
                session.as_of)  # fmt: skip
    said = dict(given)
    for name in _needed(kind):
        said |= _question(session, view, kind, name, said)
    if kind == "activity":
        for name in NEEDS.get(_code(str(said.get("kind", ""))), ()):
            said |= _question(session, view, kind, name, said)
    return said


def _needed(kind: str) -> list[str]:
    return [name for name, info in KINDS[kind].model_fields.items() if info.is_required()]


def _question(session: Session, view: View, kind: str, name: str, said: Said) -> dict[str, Any]:
    if name in said:
        return {}
    label = str(KINDS[kind].model_fields[name].title)
    known = offers(view, kind, name, session.speech(session.names(view.village.slug)))
    found = answered({name: label}, {name: known}, {name: usual(view, kind, name, said)})
    return {key: [text] if is_list(kind, key) else text for key, text in found.items()}


def _code(word: str) -> str:
    """The code of a kind of activity, whichever of its names was given."""
    words = WORDS["activity_kinds"]
    return next((code for code, (zh, _) in words.items() if word in {code, zh}), "")
