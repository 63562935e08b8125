"""The official lists, each a view of the same records: problems, tasks,
responsibilities, measures, closings, ledgers.

Columns are the usual official form (F07 to F13). Nothing is filled in that nobody has
recorded.

Lists for those who work with them: one for all villages, one for each village, or one
for each who has to act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from branchstd.assess import StandardResult
from branchstd.findings import Outcome
from branchstd.messages.messages import Messages
from branchstd.records.town import Closure
from branchstd.records.village import Claim
from branchstd.render.rectify_text import (
    describe_verdict,
    mark,
    next_step,
    problem,
    state_text,
)
from branchstd.render.tables import Row, Table, table
from branchstd.rules.items import State
from branchstd.workflow.rectification import Rectification
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


def staff(
    entry: RegisterEntry | LedgerEntry, code: str | None, messages: Messages
) -> str:
    """A cadre's code with the role."""
    role = entry.roles.get(code or "")
    return f"{code} {messages.word_of('roles', role)}" if role else code or ""


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
    return _dated(table(key, rows, messages), as_of, messages)


def _dated(found: Table, as_of: date, messages: Messages) -> Table:
    return replace(found, note=messages.ui("list_note", day=as_of.isoformat()))


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
        "measure": one.plan.measure if one.plan else None,
        "due": one.joined.due,
        "progress": f"{last.date} {last.text}" if last else None,
        "proof": messages.words.AND.join(
            proof for claim in claims for proof in claim.proof
        ),
        "state": state_text(one, messages),
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


def score(line: LedgerEntry) -> Fraction | None:
    """None also of a village that has nothing recorded."""
    return None if line.is_new else line.assessed.assessment.score


def conclusion_text(line: LedgerEntry, messages: Messages) -> str:
    """The town's; as long as there is none, the proposed one, and that it is no more
    than that.
    """
    if line.standing.accepted is not None:
        return messages.word_of("conclusions", line.standing.conclusion)
    if line.is_new:
        return messages.ui("nothing_kept")
    return messages.ui(
        "proposed_only", word=messages.words.CONCLUSIONS[line.standing.conclusion]
    )


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
    kept = [line for line in lines if line.ledger(messages.plan) == key]
    row = OF_VILLAGES[key]
    rows = (
        row(line, names(line.assessed.village.slug) if names else messages)
        for line in kept
    )
    return _dated(table(key, rows, messages), as_of, messages)


def _met(line: LedgerEntry, messages: Messages) -> Row:
    standing = line.standing
    return {
        **_branch(line, messages),
        "met": standing.count("met"),
        "basic": standing.count("partial"),
        "not_applicable": standing.count("not_applicable"),
        "own_score": standing.own_score,
        "score": score(line),
        "accepted_on": standing.accepted_on,
        "lead": staff(line, line.village.lead, messages),
        "keep_up": None,
        "note": None if standing.accepted_on else conclusion_text(line, messages),
    }


def _failures(gaps: Sequence[StandardResult], messages: Messages) -> str:
    """Numbers of those with nothing, and apart from them of those that are met in
    part.
    """
    numbers = {
        outcome: messages.words.AND.join(
            one.standard.id for one in gaps if one.outcome is outcome
        )
        for outcome in (Outcome.UNMET, Outcome.PARTIAL)
    }
    words = messages.words
    partly = f"{words.OUTCOMES[Outcome.PARTIAL]}{words.COLON}{numbers[Outcome.PARTIAL]}"
    return str(messages.words.SEMI).join(
        filter(
            None, [numbers[Outcome.UNMET], partly if numbers[Outcome.PARTIAL] else ""]
        )
    )


def _unmet(line: LedgerEntry, messages: Messages) -> Row:
    gaps = [
        standard for standard in line.assessed.assessment.standards if standard.gaps
    ]
    left = [entry for entry in line.entries if entry.one.is_open]
    plans = [entry.one.plan for entry in left if entry.one.plan]
    return {
        **_branch(line, messages),
        "standards": _failures(gaps, messages),
        "score": score(line),
        "gaps": messages.words.AND.join(
            standard.standard.title[messages.lang] for standard in gaps
        ),
        "cause": _join((plan.cause for plan in plans), messages),
        "measure": _join((plan.measure for plan in plans), messages),
        "responsible": _join(
            (_answering(entry.one, messages) for entry in left), messages
        ),
        "lead": staff(line, line.village.lead, messages),
        "due": max((entry.one.joined.due for entry in left), default=None),
        "progress": messages.ui(
            "still_open",
            open=len(left),
            overdue=sum(entry.one.overdue > 0 for entry in left),
        ),
        "note": conclusion_text(line, messages),
    }


def _branch(line: LedgerEntry, messages: Messages) -> Row:
    gone = line.standing.leaving
    return {
        "branch": line.assessed.village.name,
        "secretary": messages.words.AND.join(
            messages.person(c, left=c in gone) for c in line.standing.secretaries
        ),
        "members": line.standing.members or None,
    }


def _join(texts: Iterable[str | None], messages: Messages) -> str:
    return str(messages.words.SEMI).join(dict.fromkeys(text for text in texts if text))


OF_ITEMS: Final[Mapping[str, Callable[[RegisterEntry, Messages], Row]]] = {
    "problems": _problems, "tasks": _tasks, "duties": _duties, "measures": _measures,
    "closing": _closings,
    "register": _register,
}  # fmt: skip
OF_VILLAGES: Final[Mapping[str, Callable[[LedgerEntry, Messages], Row]]] = {
    "met": _met, "unmet": _unmet, "pending": _unmet,
}  # fmt: skip
LISTS: Final = (*OF_ITEMS, *OF_VILLAGES)


@dataclass(frozen=True, slots=True)
class Book:
    """`lines`: of the villages asked for, all; whose: only what concerns somebody of
    this code or role.

    names: what speaks of a village's people. unread: files of which something is
    missing in the lists.
    """

    lines: Sequence[LedgerEntry]
    town: str
    as_of: date
    messages: Messages
    names: MessagesOf
    whose: str = ""
    unread: Sequence[str] = ()

    def tables(self, keys: Sequence[str], by: str | None = None) -> list[Table]:
        """One for each list and part; where no part has any of it, empty ones."""
        parts = {"village": self._by_village, "role": self._by_turn}.get(
            by or "", self._whole
        )
        return list(parts(keys)) or list(self._part(keys, [], []))

    def _whole(self, keys: Sequence[str]) -> Iterator[Table]:
        return self._part(keys, self._entries(self.lines), self._lines_concerned())

    def _by_village(self, keys: Sequence[str]) -> Iterator[Table]:
        """A village without items has lists too, but stands in one of the two ledgers
        only.
        """
        for line in self._lines_concerned():
            found = self._part(
                keys, self._entries([line]), [line], line.assessed.village.name
            )
            yield from (one for one in found if one.rows or one.key not in OF_VILLAGES)

    def _by_turn(self, keys: Sequence[str]) -> Iterator[Table]:
        """Lists to work through: of what is open only. Ledgers are of villages, and
        stay whole.
        """
        groups: dict[str, list[RegisterEntry]] = {}
        for entry in self._entries(self.lines):
            if entry.one.is_open:
                groups.setdefault(self._who(entry), []).append(entry)
        for name, entries in (groups or {"": []}).items():
            yield from self._part(
                [key for key in keys if key in OF_ITEMS], entries, [], name
            )
        yield from self._part(
            [key for key in keys if key in OF_VILLAGES], [], self._lines_concerned()
        )

    def _part(
        self,
        keys: Sequence[str],
        entries: Sequence[RegisterEntry],
        lines: Sequence[LedgerEntry],
        title: str = "",
    ) -> Iterator[Table]:
        words = self.messages.words
        name = self.messages.words.AND.join(filter(None, (title, self.whose)))
        unit = self.messages.ui("list_unit", unit=self._unit(lines))
        lost = (
            self.messages.ui("list_unread", files=words.AND.join(self.unread))
            if self.unread
            else ""
        )
        for key in keys:
            found = (
                of_items(key, entries, self.as_of, self.messages, self.names)
                if key in OF_ITEMS
                else of_villages(key, lines, self.as_of, self.messages, self.names)
            )
            headed = f"{found.title}（{name}）" if name else found.title
            yield replace(
                found,
                title=headed,
                note=str(words.SEMI).join(filter(None, (unit, found.note, lost))),
            )

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
