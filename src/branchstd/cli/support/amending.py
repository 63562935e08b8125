"""Commands that change a record: under the town's lock, shown before, refused where
they would bring in faults.

A record from texts: in which file it goes, what is said against it. Typed by the reader
of files alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from branchstd.amend import Amendment, Edit, amend, difference
from branchstd.catalogue.everyday import Everyday
from branchstd.checks.shapes import NEEDS
from branchstd.cli.support.books import change_names
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, RefusalError, refusal
from branchstd.cli.support.language import LANG
from branchstd.cli.support.session import Session, act_day, open_session, refusing, show
from branchstd.cli.support.telling import say, tell
from branchstd.findings import Place, Problem, Severity, excerpt
from branchstd.messages.phrases import Phrases
from branchstd.records.base import Record, dated_fields, field_types
from branchstd.records.holdings import Village
from branchstd.records.town import KINDS
from branchstd.records.types import NOBODY
from branchstd.records.village import Dues
from branchstd.render.amend_text import show_changes
from branchstd.render.style import indent
from branchstd.root import find_root
from branchstd.store import Writer, pen
from branchstd.store.amending import blank, with_record, with_row, written
from branchstd.store.copying import sweep_copies
from branchstd.store.disk import LINE_END
from branchstd.store.entry import Inner, Said, has_steps, join, read_entry, steps
from branchstd.store.files import path_name
from branchstd.store.layout import VILLAGE_FILES, FileSpec, village_folder
from branchstd.store.parser import Context
from branchstd.store.schemas import modeline
from branchstd.store.strict import everyday
from branchstd.store.village import codes_of
from branchstd.text.decode import end_lines
from branchstd.text.nodes import Value
from branchstd.text.splice import SpliceError
from branchstd.workbook.sheets import Names
from branchstd.workspace import Workspace


@dataclass(frozen=True)
class Draft:
    """What is to become of one file of a village.

    file: its name from the root. empty: what it begins with where it is not there.
    words: what people say for what stands in it. against: what speaks against the
    change, seen with it. typed: what stands where because of which option, so that a
    fault is told at what was typed. there: where it stands already, if nothing is to be
    changed. named: what is written with it into the list of names, by code.
    """

    slug: str
    path: Path
    file: str
    empty: bytes
    words: Everyday
    edit: Edit = lambda data: data
    against: Callable[[Amendment], Iterable[Problem]] = lambda _: ()
    typed: Callable[[Amendment], Mapping[Place, Place]] = lambda _: {}
    there: Place | None = None
    named: Mapping[str, str] = field(default_factory=dict)


def draft_of(
    session: Session, slug: str, path: Path, spec: FileSpec | None = None
) -> Draft:
    """A file as it is, to be changed. spec: what it holds, unless it is what the town
    says of one village.
    """
    root = session.workspace.office.root
    file = path_name(root, path)
    empty = blank(file, spec) if spec else modeline(file)
    return Draft(slug, path, file, end_lines(empty, LINE_END), everyday(root))


def draft_of_village(session: Session, slug: str, spec: FileSpec) -> Draft:
    """A file among the village's records of the plan's year."""
    folder = village_folder(
        session.workspace.office.root, slug, session.workspace.plan.year
    )
    return draft_of(session, slug, folder / spec.name, spec)


@dataclass(frozen=True)
class Done:
    """A change that was shown, and written unless it was only to be shown."""

    session: Session
    amendment: Amendment


def apply_on_day(
    settings: Options,
    on: str | None,
    decide: Callable[[Session], Draft],
    *,
    dry_run: bool,
    opened: Callable[[Options, str | None], Session] | None = None,
) -> Done:
    """What is done on a day: seen and written as of that day, today unless given.
    Raises RefusalError.

    opened: the town on that day; it lies in the plan's year unless this says otherwise.
    """
    return _apply(
        settings, lambda: (opened or open_on)(settings, on), decide, dry_run=dry_run
    )


def apply(
    settings: Options,
    decide: Callable[[Session], Draft],
    *,
    dry_run: bool,
    brief: bool = False,
) -> Done:
    """What is recorded with days of its own. Raises RefusalError. brief: without the
    lines that it is.
    """
    return _apply(
        settings,
        lambda: open_session(settings),
        decide,
        dry_run=dry_run,
        brief=brief,
    )


def _apply(
    settings: Options,
    opened: Callable[[], Session],
    decide: Callable[[Session], Draft],
    *,
    dry_run: bool,
    brief: bool = False,
) -> Done:
    """Decides on records as they are under the lock, and writes, unless it is only to
    be shown.
    """
    with lock(settings, dry_run=dry_run) as hand:
        session = opened()
        draft = decide(session)
        found = _amend(session, draft)
        if wrong := _against(found, draft):
            typed = draft.typed(found)
            raise RefusalError(
                replace(problem, place=typed.get(problem.place, problem.place))
                for problem in wrong
            )
        if draft.there and not found.changes:
            raise refusal("record_there", draft.there)
        if hand and draft.named:  # first: a name without its record is taken up again
            path, before, after = change_names(session, draft.slug, draft.named)
            hand.change(path, before, after or b"")
        if hand and found.changes:
            hand.change(found.path, found.before, found.after)
    messages = session.messages()
    show(show_changes(found, messages, dry_run=dry_run, brief=brief))
    for code, name in draft.named.items():
        show([indent(messages.ui("import_name", code=code, name=name), 0)])
    lines = "\n".join(line for line in found.diff[2:] if line.startswith("+"))
    if codes := Names(by_code=session.names(draft.slug)).in_text(lines):
        known = messages.words.AND.join(codes)
        show([indent(messages.ui("named_in_text", codes=known), 0)])
    return Done(session, found)


def _against(found: Amendment, draft: Draft) -> tuple[Problem, ...]:
    """What speaks against a change. Where a code would be there twice, or the same
    words, that alone: all follows.
    """
    wrong = found.faults or tuple(draft.against(found))
    return (
        tuple(problem for problem in wrong if problem.code == "duplicate_id")
        or found.repeats
        or wrong
    )


@contextmanager
def lock(settings: Options, *, dry_run: bool) -> Iterator[Writer | None]:
    """The town's lock; none where nothing will be written. Raises RefusalError."""
    with refusing():
        if dry_run:
            yield None
            return
        sweep_copies()
        with pen(find_root(settings.root)) as hand:
            _tell_restored(hand)
            try:
                yield hand
            finally:
                settings.written.extend(hand.changed)


def _tell_restored(hand: Writer) -> None:
    """What a run that was broken off had changed by halves, before anything else is
    done.
    """
    phrases = Phrases(LANG)
    if hand.restored:
        files = str(phrases.words.AND).join(hand.restored)
        say(phrases.ui("restored", files=files))
    tell(hand.left, phrases)


def open_on(settings: Options, on: str | None) -> Session:
    """The town as of the day of an act."""
    session = open_session(settings)
    return Session(session.workspace, settings, act_day(on, session.workspace.plan))


def open_for_word(settings: Options, on: str | None) -> Session:
    """The town as of the day of a word on an item, which may be open beyond the plan's
    year.
    """
    session = open_session(settings)
    plan = session.workspace.plan
    return Session(session.workspace, settings, act_day(on, plan, plan.last_word))


def _amend(session: Session, draft: Draft) -> Amendment:
    try:
        return amend(
            session.workspace,
            draft.slug,
            draft.path,
            draft.edit,
            as_of=session.as_of,
            empty=draft.empty,
        )
    except SpliceError as error:
        if error.problems:
            raise RefusalError(error.problems) from None
        if error.tried is not None:
            show(difference(*error.tried, draft.file))
        raise refusal("cannot_splice", draft.file, Exit.UNWRITTEN) from None


def values_of(record: Record, session: Session) -> dict[str, Value]:
    """The fields that say something, as they are written: words of closed lists in the
    town's language.
    """
    fields, types = type(record).model_fields, field_types(type(record))
    said = {name: getattr(record, name) for name in fields}
    chinese = in_chinese(session)
    return {
        name: [values_of(one, session) for one in value]
        if name in record.nested
        else written(value, types[name].words, chinese=chinese)
        for name, value in said.items()
        if value not in (None, "") and value != fields[name].default
    }


def in_chinese(session: Session) -> bool:
    """Whether records take Chinese words: the town's language is that, or not set."""
    return (session.workspace.office.town.language or "zh") == "zh"


# Of a village's own facts there is one record, and items have commands of their own.
SPECS: Final = {
    spec.kind: spec for spec in VILLAGE_FILES if spec.kind not in {"village", "rectify"}
}
# What is known by a number that says nothing, and with which letter that begins.
NUMBERED: Final[Mapping[str, Mapping[str | None, str]]] = {
    "feedback": {None: "F"}, "matter": {"major": "Z", "case": "Y", None: "Z"},
}  # fmt: skip


def option(name: str) -> str:
    """A field as the command line names it: `--joined-on` for `joined_on`."""
    return f"--{name.replace('_', '-')}"


def fields_of(problem: Problem) -> set[str]:
    """The field at whose option a problem is told, and that of which it is."""
    typed = problem.place.file.removeprefix("--").replace("-", "_")
    return {typed, problem.values.get("field", "")}


def heard(workspace: Workspace, village: Village | None = None) -> Context:
    """As what something is understood that is said of this year, and of a village."""
    codes = codes_of([village], resting=False) if village else {}
    return Context(everyday(workspace.office.root), workspace.plan.year, codes)


def in_codes(kind: str, said: Said, context: Context) -> Said:
    """What was said, with the code in place of each word of a closed list that means
    one; of what is said around a word (主题党日（学习日）) each field by itself.
    """
    types = field_types(KINDS[kind])
    closed = {name: types[name].words for name in said if types[name].value is not bool}
    codes = {
        name: context.words.code(words, join(said[name]))
        for name, words in closed.items()
        if words
    }
    read = {} if all(codes.values()) else read_entry(kind, said, context).known
    around = {
        name: text
        for name, text in read.items()
        if isinstance(text, str) and (name not in said or not codes.get(name, text))
    }
    return {**said, **around, **{name: code for name, code in codes.items() if code}}


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """What cannot stay as it was said."""
    return [one for one in problems if one.severity is Severity.ERROR]


def faults(kind: str, said: Said, context: Context | None = None) -> list[Problem]:
    """What is wrong with what was said, whatever is still missing; and what of it is
    not read.
    """
    bad = list(_bad_steps(kind, said))
    named = [
        (name, problem)
        for name, problem in read_entry(kind, said, context).problems
        if problem.code not in {"missing_field", "missing_number"}
    ]
    told = [
        Problem(problem.code, Place(option(name), 0), problem.values, problem.severity)
        for name, problem in named
    ]
    return [
        *(
            problem
            for problem in told
            if problem.place not in {one.place for one in bad}
        ),
        *bad,
    ]


def _bad_steps(kind: str, said: Said) -> Iterator[Problem]:
    """Steps without a day, or twice."""
    for name in (name for name in said if has_steps(kind, name)):
        pairs = steps(join(said[name]))
        codes = [code for code, _ in pairs]
        wrong = next(
            (code for code, day in pairs if not day or codes.count(code) > 1), None
        )
        if wrong is not None:
            label = str(KINDS[kind].model_fields[name].title)
            yield Problem(
                "bad_steps",
                Place(option(name), 0),
                {"field": name, "label": label, "seen": excerpt(wrong)},
            )


def missing(kind: str, said: Said) -> list[Problem]:
    """What such a record cannot do without, and its kind of activity."""
    fields, code = KINDS[kind].model_fields, activity_kind(kind, said)
    lacking = [name for name, info in fields.items() if not join(said.get(name, ""))]
    wanted = [name for name in lacking if fields[name].is_required()]
    labels = {
        name: {"field": name, "label": str(fields[name].title)} for name in lacking
    }
    found = [
        Problem("missing_field", Place(option(name), 0), labels[name])
        for name in wanted
    ]
    needed = [
        name for name in NEEDS.get(code, ()) if name in lacking and name not in wanted
    ]
    return found + [
        Problem("field_for_kind", Place(option(name), 0), labels[name] | {"kind": code})
        for name in needed
    ]


def activity_kind(kind: str, said: Said) -> str:
    """The code of an activity's kind, whichever of its names was given; nothing for
    other records.
    """
    return (
        (everyday().code("activity_kinds", join(said.get("kind", ""))) or "")
        if kind == "activity"
        else ""
    )


def make_record(
    session: Session,
    kind: str,
    said: Said,
    village: Village | None = None,
    inner: Inner = MappingProxyType({}),
) -> Record:
    """Raises RefusalError with all that is wrong and all that is missing. inner: see
    `read_entry`.
    """
    context = heard(session.workspace, village)
    found = faults(kind, said, context)
    said = in_codes(kind, said, context)
    said = add_number(village, kind, said) if village else said
    wrong = [*errors(found), *missing(kind, said)]
    record, _, read = read_entry(kind, said, context, inner)
    if wrong or record is None:
        raise RefusalError(wrong or [problem for _, problem in read])
    tell(found, session.messages())
    if early := list(_early(session, record)):
        raise RefusalError(early)
    return record


def _early(session: Session, record: Record) -> Iterator[Problem]:
    """Days of this year that have not come yet; about those of other years the check
    has its own word.
    """
    for name in dated_fields(type(record)):
        value = getattr(record, name)
        days = (
            value.values() if isinstance(value, Mapping) else [value] if value else []
        )
        if days and session.as_of < max(days) <= session.workspace.plan.last_day:
            yield Problem(
                "on_in_future", Place(option(name), 0), {"seen": max(days).isoformat()}
            )


def draft_record(
    session: Session,
    kind: str,
    village: str,
    said: Said,
    inner: Inner = MappingProxyType({}),
    *,
    called: str = "",
) -> Draft:
    """The record at the end of its file. Raises RefusalError. inner: see `read_entry`.
    called: the name of the person whose record it is.
    """
    (slug,) = session.chosen([village])
    known, spec = session.workspace.office.village(slug).village, SPECS[kind]
    record = make_record(session, kind, said, known, inner)
    name = (
        spec.name.replace("*", f"{record.day():%Y-%m}")
        if "*" in spec.name
        else spec.name
    )
    draft = draft_of_village(session, slug, spec._replace(name=name))
    values = values_of(record, session)

    def edit(data: bytes) -> bytes:
        if spec.key is None:
            return with_row(
                data, draft.file, kind, _cells(values, session), words=draft.words
            )
        return with_record(
            data, draft.file, (spec.key, kind), values, words=draft.words, flow=False
        )

    return replace(
        draft,
        edit=edit,
        against=lambda found: _twice(found, kind),
        typed=lambda found: _options(latest(found, kind), values),
        named={str(values["code"]): called} if called else {},
    )


def add_number(village: Village, kind: str, said: Said) -> Said:
    """The same with the next number, where a record of this kind is known by one and
    none was given.
    """
    if kind not in NUMBERED or join(said.get("id", "")):
        return said
    of = everyday().code("matter_types", join(said.get("type", "")))
    twins = (twin.record for twin in village.twins if twin.kind == kind)
    records: Any = (*village.records.get(kind, ()), *twins)
    taken = {one.id for one in records}
    taken |= {
        str(broken.known.get("id")) for broken in village.broken if broken.kind == kind
    }
    last = next(
        (one.id for one in reversed(records) if of is None or one.type == of), ""
    )
    parts = re.fullmatch(r"(.*?)([0-9]*)", last)
    prefix, digits = (
        parts.groups() if parts and last else (NUMBERED[kind].get(of, ""), "0")
    )
    codes = (
        f"{prefix}{number:0{len(digits)}}" for number in count(int(digits or 0) + 1)
    )
    return {**said, "id": next(code for code in codes if code not in taken)}


def _options(record: Record, values: Mapping[str, Value]) -> dict[Place, Place]:
    """Which option, or answer, gave what stands at a place."""
    inner = {
        one.mark.of(part): Place(option(name), 0)
        for name in record.nested
        for one in getattr(record, name)
        for part in type(one).model_fields
    }
    return inner | {record.mark.of(name): Place(option(name), 0) for name in values}


def _cells(values: dict[str, Value], session: Session) -> dict[str, Value]:
    """An empty list is a word in a table, where an empty cell says nothing."""
    nobody = NOBODY[in_chinese(session)]
    return {name: nobody if value == [] else value for name, value in values.items()}


def latest(found: Amendment, kind: str) -> Record:
    """The record that the change put in: the last of its kind in its file, also where
    it counts for nothing.
    """
    village = found.now.village
    twins = (twin.record for twin in village.twins if twin.kind == kind)
    own = (
        one
        for one in (*village.records.get(kind, ()), *twins)
        if one.mark.place.file == found.file
    )
    return max(own, key=lambda one: one.mark.place)


def _twice(found: Amendment, kind: str) -> Iterator[Problem]:
    """Somebody has paid for the same time."""
    if kind == "dues" and isinstance(new := latest(found, kind), Dues):
        for old in found.was.village.of(Dues):
            if _paid_again(old, new):
                yield Problem(
                    "dues_there",
                    old.mark.place,
                    {"month": new.month, "people": " ".join(new.people)},
                )


def _paid_again(old: Dues, new: Dues) -> bool:
    """Of two collections from all, or from people who are in both; who pays later than
    all others is in one of each.
    """
    return old.month == new.month and (
        bool(set(old.people) & set(new.people)) or not (old.people or new.people)
    )
