"""The official lists, each a view of the same records: problems, tasks,
responsibilities, measures, closings, ledgers.

Columns are the usual official form (F07 to F13). Nothing is filled in that nobody has
recorded.

Lists for those who work with them: one for all villages, one for each village, or one
for each who has to act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Final, NamedTuple

from branchstd.messages.messages import Messages
from branchstd.records.town import Closure
from branchstd.records.village import Claim
from branchstd.render.branch_lists import OF_BRANCH, OF_RECORDS
from branchstd.render.ledgers import OF_VILLAGES, staff
from branchstd.render.rectify_text import (
    describe_verdict,
    mark,
    next_step,
    problem,
    state_text,
)
from branchstd.render.tables import Row, Table, table
from branchstd.rules.items import State
from branchstd.rules.view import View
from branchstd.workflow.rectification import (
    AT_ONCE,
    Rectification,
    count_completion,
)
from branchstd.workflow.register import OF_TOWN, LedgerEntry, RegisterEntry

USUAL: Final = ("problems", "tasks", "duties", "measures")
# Kinds of records that the cells are filled from.
READ: Final = (
    "item",
    "closure",
    "inspection",
    "finding",
    "rectify",
    "claim",
    "acceptance",
)


def read_for(keys: Iterable[str]) -> tuple[str, ...]:
    """Kinds of records that the cells of these lists are filled from."""
    own = chain.from_iterable(OF_RECORDS.get(key, ()) for key in keys)
    return tuple(dict.fromkeys((*READ, *own)))


def who(entry: RegisterEntry, messages: Messages) -> str:
    """Who has to act next, in words; with the village, unless it is the town's."""
    turn, words = entry.turn, messages.words.RESPONSIBLE
    if turn in OF_TOWN:
        return str(words[turn])
    return f"{entry.one.name} {words.get(turn) or messages.person(turn)}".strip()


# Of a village: its people have names only among themselves.
MessagesOf = Callable[[str], Messages]


def of_items(
    key: str,
    entries: Sequence[RegisterEntry],
    as_of: date,
    messages: Messages,
    names: MessagesOf | None = None,
) -> Table:
    """One of the lists of items. names: what speaks of a village's people."""
    kept = [
        entry
        for entry in entries
        if key != "closing" or entry.one.state is State.CLOSED
    ]
    row = OF_ITEMS[key]
    rows = (
        row(entry, names(entry.one.village) if names else messages) for entry in kept
    )
    said = [_sum([entry.one for entry in kept], messages)]
    if "manner" in messages.sheets.COLUMNS[key]:
        said.append(messages.ui("list_manner", days=AT_ONCE))
    return _dated(table(key, rows, messages), as_of, messages, said)


def of_villages(
    key: str,
    lines: Iterable[LedgerEntry],
    as_of: date,
    messages: Messages,
    names: MessagesOf | None = None,
) -> Table:
    """The ledger of villages that have met the standard, of those that have not, or of
    those without a word.
    """
    row = OF_VILLAGES[key]
    rows = chain.from_iterable(
        row(line, names(line.assessed.village.slug) if names else messages)
        for line in lines
        if line.ledger(messages.plan) == key
    )
    return _dated(table(key, rows, messages), as_of, messages)


def _dated(
    found: Table, as_of: date, messages: Messages, said: Iterable[str] = ()
) -> Table:
    day = messages.ui("list_day", day=as_of.isoformat())
    note = str(messages.words.SEMI).join([*said, messages.ui("list_note")])
    return replace(found, head=(day,), note=note)


def _sum(found: Sequence[Rectification], messages: Messages) -> str:
    """As offices count: completed, kept up, not completed; what nobody owes is
    aside.
    """
    counted = count_completion(found)
    told = messages.ui(
        "list_sum",
        count=len(found) - counted.aside,
        done=counted.done,
        kept_up=counted.kept_up,
        undone=counted.undone,
    )
    aside = messages.ui("list_aside", count=counted.aside) if counted.aside else ""
    return told + aside


def _problems(entry: RegisterEntry, messages: Messages) -> Row:
    one = entry.one
    aspect = next(
        (
            a
            for a in messages.catalogue.aspects
            if one.standard and a.id == one.standard.aspect
        ),
        None,
    )
    return {
        "number": one.item.id,
        "branch": one.name,
        "aspect": aspect.title[messages.lang] if aspect else None,
        "standard": one.rule.id if one.rule else one.item.standard,
        "problem": problem(one, messages),
        "origin": messages.word_of("origins", one.item.origin),
        "found_on": one.item.found_on,
        "degree": messages.words.OUTCOMES[one.result.outcome]
        if one.result and one.result.is_gap
        else None,
        "cause": one.plan.cause if one.plan else None,
    }


def _tasks(entry: RegisterEntry, messages: Messages) -> Row:
    one = entry.one
    phase = next(
        (p for p in messages.plan.phases if p.start <= one.joined.due <= p.end), None
    )
    return {
        "number": one.item.id,
        "branch": one.name,
        "problem": problem(one, messages),
        "manner": messages.sheets.MANNERS[one.manner],
        "task": one.plan.task if one.plan else None,
        "mark": one.plan.proof if one.plan and one.plan.proof else mark(one, messages),
        "start": one.plan.start if one.plan else None,
        "due": one.joined.due,
        "phase": phase.title[messages.lang] if phase else None,
    }


def _duties(entry: RegisterEntry, messages: Messages) -> Row:
    one = entry.one
    unit = (
        messages.words.RESPONSIBLE["party_office"]
        if one.by_town
        else messages.ui("branch_of", name=one.name)
    )
    return {
        "number": one.item.id,
        "branch": one.name,
        "problem": problem(one, messages),
        "unit": unit,
        "responsible": _answering(one, messages),
        "lead": staff(entry, entry.village.lead, messages),
        "support": None,
        "liaison": staff(entry, entry.village.liaison, messages),
    }


def _answering(one: Rectification, messages: Messages) -> str:
    """Who answers for it in the village; marked where reported to have left."""
    code = one.plan.responsible if one.plan else None
    return messages.person(code, left=one.leaving) if code else ""


def _measures(entry: RegisterEntry, messages: Messages) -> Row:
    one = entry.one
    claims, closed, done = one.joined.claims, _closing(one), _done(one)
    last = claims[-1] if claims else None
    said = next((action for action in reversed(one.joined.actions)), None)
    return {
        "number": one.item.id,
        "branch": one.name,
        "problem": problem(one, messages),
        "manner": messages.sheets.MANNERS[one.manner],
        "measure": one.plan.measure if one.plan else None,
        "due": one.joined.due,
        "progress": f"{last.date} {last.text}" if last else None,
        "proof": messages.words.AND.join(
            proof for claim in claims for proof in claim.proof
        ),
        "state": state_text(one, messages),
        "why_not": one.why_not,
        "claimed_on": done.date if done else None,
        "by": staff(entry, said.by, messages) if said else None,
        "reason": said.reason if said else None,
        "closed_on": closed.date if closed else None,
        "note": messages.ui("first_due", day=one.item.due_on)
        if one.joined.is_extended
        else None,
    }


def _closings(entry: RegisterEntry, messages: Messages) -> Row:
    one = entry.one
    closed, done = _closing(one), _done(one)
    return {
        "number": one.item.id,
        "branch": one.name,
        "problem": problem(one, messages),
        "measure": one.plan.measure if one.plan else None,
        "result": done.text if done else None,
        "proof": messages.words.AND.join(done.proof) if done else None,
        "claimed_on": done.date if done else None,
        "by": staff(entry, closed.by, messages) if closed else None,
        "reason": closed.reason if closed else None,
        "closed_on": closed.date if closed else None,
        "rests_on": _rests_on(one, messages),
    }


def _rests_on(one: Rectification, messages: Messages) -> str:
    """What the closing quoted; where the same result is another one now, both and
    why.
    """
    return (
        str(messages.sheets.RESTS[one.verdict.sort]).format(
            **describe_verdict(one.verdict, messages)
        )
        if one.verdict
        else ""
    )


def _register(entry: RegisterEntry, messages: Messages) -> Row:
    one = entry.one
    return {
        "number": one.item.id,
        "branch": one.name,
        "problem": problem(one, messages),
        "state": state_text(one, messages),
        "first_due": one.item.due_on,
        "due": one.joined.due,
        "left": one.left,
        "overdue": one.overdue or None,
        "who": None if one.joined.is_settled else who(entry, messages),
        "next": next_step(one, messages, typed=False),  # papers are handed on to people
    }


def _done(one: Rectification) -> Claim | None:
    return next(
        (claim for claim in reversed(one.joined.claims) if claim.kind == "done"), None
    )


def _closing(one: Rectification) -> Closure | None:
    word = one.joined.settled
    return word if isinstance(word, Closure) and one.state is State.CLOSED else None


OF_ITEMS: Final[Mapping[str, Callable[[RegisterEntry, Messages], Row]]] = {
    "problems": _problems, "tasks": _tasks, "duties": _duties, "measures": _measures,
    "closing": _closings,
    "register": _register,
}  # fmt: skip
LISTS: Final = (*OF_ITEMS, *OF_VILLAGES, *OF_BRANCH, "draw")


class ListPart(NamedTuple):
    """Lists that go together. name: whose they are; empty: everybody's."""

    name: str
    tables: tuple[Table, ...]


def _is_ledger(found: Table) -> bool:
    return found.key in OF_VILLAGES


@dataclass(frozen=True, slots=True)
class Book:
    """`lines`: of the villages asked for, all; whose: only what concerns somebody of
    this code or role.

    names: what speaks of a village's people. views: of the villages, by slug. unread:
    files of which something is missing in the lists. people: what is said of how people
    are named. made: lists that are no village's, by key.
    """

    lines: Sequence[LedgerEntry]
    town: str
    as_of: date
    messages: Messages
    names: MessagesOf
    views: Mapping[str, View]
    whose: str = ""
    unread: Sequence[str] = ()
    people: str = ""
    made: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))

    def parts(self, keys: Sequence[str], by: str | None = None) -> list[ListPart]:
        """Of the whole, of each village or of each who has to act; where none has any
        of it, one with empty lists.
        """
        parts = {"village": self._by_village, "role": self._by_turn}.get(
            by or "", self._whole
        )
        found = [part for part in parts(keys) if part.tables]
        return found or [self._part(keys, [], [])]

    def _whole(self, keys: Sequence[str]) -> Iterator[ListPart]:
        lines = self._lines_concerned()
        yield self._part(keys, self._entries(self.lines), lines)

    def _by_village(self, keys: Sequence[str]) -> Iterator[ListPart]:
        """A village without items has lists too, but stands in one of the two ledgers
        only.
        """
        own = [key for key in keys if key not in self.made]
        for line in self._lines_concerned():
            name = line.assessed.village.name
            found = self._part(own, self._entries([line]), [line], name)
            kept = (one for one in found.tables if one.rows or not _is_ledger(one))
            yield found._replace(tables=tuple(kept))
        yield self._part([key for key in keys if key in self.made], [], [])

    def _by_turn(self, keys: Sequence[str]) -> Iterator[ListPart]:
        """Lists to work through: of what is open only. All others are of villages, and
        stay whole.
        """
        groups: dict[str, list[RegisterEntry]] = {}
        for entry in self._entries(self.lines):
            if entry.one.is_open:
                groups.setdefault(self._who(entry), []).append(entry)
        of_items = [key for key in keys if key in OF_ITEMS]
        for name, entries in (groups or {"": []}).items():
            yield self._part(of_items, entries, [], name)
        others = [key for key in keys if key not in OF_ITEMS]
        yield self._part(others, [], self._lines_concerned())

    def _part(
        self,
        keys: Sequence[str],
        entries: Sequence[RegisterEntry],
        lines: Sequence[LedgerEntry],
        title: str = "",
    ) -> ListPart:
        name = str(self.messages.words.AND).join(filter(None, (title, self.whose)))
        unit = self._unit(lines)
        found: list[Table] = []
        for key in keys:
            if key in OF_BRANCH:
                found += self._of_branch(key, lines)
                continue
            one = self._one(key, entries, lines)
            headed = f"{one.title}（{name}）" if name else one.title
            found.append(self._handed(replace(one, title=headed), unit))
        return ListPart(name, tuple(found))

    def _one(
        self,
        key: str,
        entries: Sequence[RegisterEntry],
        lines: Sequence[LedgerEntry],
    ) -> Table:
        if key in self.made:
            return self.made[key]
        if key in OF_ITEMS:
            return of_items(key, entries, self.as_of, self.messages, self.names)
        return of_villages(key, lines, self.as_of, self.messages, self.names)

    def _of_branch(self, key: str, lines: Sequence[LedgerEntry]) -> Iterator[Table]:
        """Of each village its own."""
        for line in lines:
            slug = line.assessed.village.slug
            for one in OF_BRANCH[key](line, self.views[slug], self.names(slug)):
                said = [one.note] if one.note else []
                dated = _dated(one, self.as_of, self.messages, said)
                yield self._handed(dated, self._unit([line]))

    def _handed(self, found: Table, unit: str) -> Table:
        """With whose it is, how people are named in it, and what it lacks."""
        words = self.messages.words
        files = words.AND.join(self.unread)
        lost = self.messages.ui("list_unread", files=files) if files else ""
        note = words.SEMI.join(filter(None, (found.note, self.people, lost)))
        head = (self.messages.ui("list_unit", unit=unit), *found.head)
        return replace(found, head=head, note=str(note))

    def _who(self, entry: RegisterEntry) -> str:
        return who(entry, self.names(entry.one.village))

    def _entries(self, lines: Sequence[LedgerEntry]) -> list[RegisterEntry]:
        return [
            entry
            for line in lines
            for entry in line.entries
            if not self.whose or self._concerns(entry)
        ]

    def _concerns(self, entry: RegisterEntry) -> bool:
        return entry.concerns(self.whose) or (
            entry.one.is_open and self._who(entry) == self.whose
        )

    def _lines_concerned(self) -> list[LedgerEntry]:
        return [
            line
            for line in self.lines
            if not self.whose or line.concerns(self.whose) or self._entries([line])
        ]

    def _unit(self, lines: Sequence[LedgerEntry]) -> str:
        """Whose list it is: a village's branch where it is about one village, else the
        town's office.
        """
        if len(lines) == 1:
            return self.messages.ui("branch_of", name=lines[0].assessed.village.name)
        return self.messages.ui("office_of", name=self.town)

    def villages_of(self, code: str) -> list[str]:
        """The villages in which somebody of their own has the code; none where it is a
        cadre's of the town.
        """
        return [
            line.assessed.village.slug
            for line in self.lines
            if code in line.own_codes and code not in line.roles
        ]

    @property
    def codes_known(self) -> set[str]:
        """The codes and roles that something can concern, and who has to act next."""
        found = set(self.messages.words.RESPONSIBLE)
        for line in self.lines:
            own = (line.village.lead or "", line.village.liaison or "")
            found |= {*line.roles, *line.own_codes, *own, *map(self._who, line.entries)}
        return found
