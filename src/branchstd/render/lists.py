"""The official lists, each a view of the same records: problems, tasks, responsibilities, measures, closings, ledgers.

Columns are the usual official form (F07 to F13). Nothing is filled in that nobody has recorded.

Lists for those who work with them: one for all villages, one for each village, or one for each who has to act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from branchstd.assess import StandardResult
from branchstd.findings import Outcome
from branchstd.messages.messages import Messages, points
from branchstd.records.town import Closure
from branchstd.records.village import Claim
from branchstd.render.rectify_text import describe_verdict, mark, next_step, problem
from branchstd.render.sheets import Sheet, sheet
from branchstd.render.states import state_text
from branchstd.rules.items import State
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.register import OF_TOWN, LedgerEntry, RegisterEntry

OF_ITEMS: Final = ("problems", "tasks", "duties", "measures", "closing", "register")
OF_VILLAGES: Final = ("met", "unmet", "pending")
LISTS: Final = (*OF_ITEMS, *OF_VILLAGES)
USUAL: Final = OF_ITEMS[:4]
# Kinds of records that the cells are filled from.
READ: Final = ("item", "closure", "inspection", "finding", "rectify", "claim", "acceptance")


def staff(entry: RegisterEntry | LedgerEntry, code: str | None, messages: Messages) -> str:
    """A cadre's code with the role."""
    role = entry.roles.get(code or "")
    return f"{code} {messages.word_of('roles', role)}" if role else code or ""


def who(entry: RegisterEntry, messages: Messages) -> str:
    """Who has to act next, in words; with the village, unless it is the town's."""
    turn, words = entry.turn, messages.words.RESPONSIBLE
    if turn in OF_TOWN:
        return str(words[turn])
    return f"{entry.one.name} {words.get(turn) or messages.person(turn)}".strip()


Cells = Callable[[RegisterEntry, Messages], tuple[str, ...]]
# Of a village: its people have names only among themselves.
MessagesOf = Callable[[str], Messages]


def of_items(
    key: str, entries: Sequence[RegisterEntry], as_of: date, messages: Messages, names: MessagesOf | None = None
) -> Sheet:
    """One of the lists of items. names: what speaks of a village's people."""
    kept = [entry for entry in entries if key != "closing" or entry.one.state is State.CLOSED]
    rows = (CELLS[key](entry, names(entry.one.village) if names else messages) for entry in kept)
    return _dated(sheet(key, rows, messages), as_of, messages)


def _dated(found: Sheet, as_of: date, messages: Messages) -> Sheet:
    return replace(found, note=messages.ui("list_note", day=as_of.isoformat()))


def _problems(entry: RegisterEntry, messages: Messages) -> tuple[str, ...]:
    one = entry.one
    aspect = next((a for a in messages.catalogue.aspects if one.standard and a.id == one.standard.aspect), None)
    degree = messages.words.OUTCOMES[one.result.outcome] if one.result and one.result.is_gap else ""
    return (
        one.item.id,
        one.name,
        aspect.title[messages.lang] if aspect else "",
        one.rule.id if one.rule else one.item.standard,
        problem(one, messages),
        messages.word_of("origins", one.item.origin),
        one.item.found_on.isoformat(),
        degree,
        (one.plan.cause if one.plan else None) or "",
    )


def _tasks(entry: RegisterEntry, messages: Messages) -> tuple[str, ...]:
    one = entry.one
    phase = next((p for p in messages.plan.phases if p.start <= one.joined.due <= p.end), None)
    proof = one.plan.proof if one.plan and one.plan.proof else mark(one, messages)
    return (
        one.item.id,
        one.name,
        (one.plan.task if one.plan else None) or "",
        proof,
        one.plan.start.isoformat() if one.plan else "",
        one.joined.due.isoformat(),
        phase.title[messages.lang] if phase else "",
    )


def _duties(entry: RegisterEntry, messages: Messages) -> tuple[str, ...]:
    one = entry.one
    unit = messages.words.RESPONSIBLE["party_office"] if one.by_town else messages.ui("branch_of", name=one.name)
    lead, liaison = (staff(entry, code, messages) for code in (entry.village.lead, entry.village.liaison))
    return one.item.id, one.name, unit, _answering(one, messages), lead, "", liaison


def _answering(one: Rectification, messages: Messages) -> str:
    """Who answers for it in the village; marked where reported to have left."""
    code = one.plan.responsible if one.plan else None
    return messages.person(code, left=one.leaving) if code else ""


def _measures(entry: RegisterEntry, messages: Messages) -> tuple[str, ...]:
    one = entry.one
    claims, closed = one.joined.claims, _closing(one)
    last = claims[-1] if claims else None
    said = next((action for action in reversed(one.joined.actions)), None)
    return (
        one.item.id,
        one.name,
        (one.plan.measure if one.plan else None) or "",
        one.joined.due.isoformat(),
        f"{last.date} {last.text}" if last else "",
        messages.words.AND.join(proof for claim in claims for proof in claim.proof),
        state_text(one, messages),
        _claim_text(one),
        staff(entry, said.by, messages) if said else "",
        said.reason if said else "",
        closed.date.isoformat() if closed else "",
        messages.ui("first_due", day=one.item.due_on) if one.joined.is_extended else "",
    )


def _closings(entry: RegisterEntry, messages: Messages) -> tuple[str, ...]:
    one = entry.one
    closed, done = _closing(one), _done(one)
    return (
        one.item.id,
        one.name,
        problem(one, messages),
        (one.plan.measure if one.plan else None) or "",
        done.text if done else "",
        messages.words.AND.join(done.proof) if done else "",
        _claim_text(one),
        staff(entry, closed.by, messages) if closed else "",
        closed.reason if closed else "",
        closed.date.isoformat() if closed else "",
        _rests_on(one, messages),
    )


def _rests_on(one: Rectification, messages: Messages) -> str:
    """What the closing quoted; where the same result is another one now, both and why."""
    return (
        str(messages.sheets.RESTS[one.verdict.sort]).format(**describe_verdict(one.verdict, messages))
        if one.verdict
        else ""
    )


def _register(entry: RegisterEntry, messages: Messages) -> tuple[str, ...]:
    one = entry.one
    return (
        one.item.id,
        one.name,
        problem(one, messages),
        state_text(one, messages),
        one.item.due_on.isoformat(),
        one.joined.due.isoformat(),
        str(one.overdue or ""),
        "" if one.joined.is_settled else who(entry, messages),
        next_step(one, messages, typed=False),  # papers are handed on to people
    )


def _done(one: Rectification) -> Claim | None:
    return next((claim for claim in reversed(one.joined.claims) if claim.kind == "done"), None)


def _claim_text(one: Rectification) -> str:
    done = _done(one)
    return done.date.isoformat() if done else ""


def _closing(one: Rectification) -> Closure | None:
    word = one.joined.settled
    return word if isinstance(word, Closure) and one.state is State.CLOSED else None


CELLS: Final[dict[str, Cells]] = {
    "problems": _problems, "tasks": _tasks, "duties": _duties, "measures": _measures, "closing": _closings,
    "register": _register,
}  # fmt: skip


def score_text(line: LedgerEntry) -> str:
    found = line.assessed.assessment.score
    return points(found) if found is not None and not line.is_new else ""


def conclusion_text(line: LedgerEntry, messages: Messages) -> str:
    """The town's; as long as there is none, the proposed one, and that it is no more than that."""
    if line.standing.accepted is not None:
        return messages.word_of("conclusions", line.standing.conclusion)
    if line.is_new:
        return messages.ui("nothing_kept")
    return messages.ui("proposed_only", word=messages.words.CONCLUSIONS[line.standing.conclusion])


def of_villages(
    key: str, lines: Iterable[LedgerEntry], as_of: date, messages: Messages, names: MessagesOf | None = None
) -> Sheet:
    """The ledger of villages that have met the standard, of those that have not, or of those without a word."""
    kept = [line for line in lines if line.ledger(messages.plan) == key]
    cells = _met if key == "met" else _unmet
    rows = (cells(line, names(line.assessed.village.slug) if names else messages) for line in kept)
    return _dated(sheet(key, rows, messages), as_of, messages)


def _met(line: LedgerEntry, messages: Messages) -> tuple[str, ...]:
    standing = line.standing
    return (
        *_head(line, messages),
        *(str(standing.count(outcome)) for outcome in ("met", "partial", "not_applicable")),
        points(standing.own_score) if standing.own_score is not None else "",
        score_text(line),
        standing.accepted_on.isoformat() if standing.accepted_on else "",
        staff(line, line.village.lead, messages),
        "",
        "" if standing.accepted_on else conclusion_text(line, messages),
    )


def _failures(gaps: Sequence[StandardResult], messages: Messages) -> str:
    """Numbers of those with nothing, and apart from them of those that are met in part."""
    numbers = {
        outcome: messages.words.AND.join(one.standard.id for one in gaps if one.outcome is outcome)
        for outcome in (Outcome.UNMET, Outcome.PARTIAL)
    }
    partly = f"{messages.words.OUTCOMES[Outcome.PARTIAL]}{messages.words.COLON}{numbers[Outcome.PARTIAL]}"
    return str(messages.words.SEMI).join(
        filter(None, [numbers[Outcome.UNMET], partly if numbers[Outcome.PARTIAL] else ""])
    )


def _unmet(line: LedgerEntry, messages: Messages) -> tuple[str, ...]:
    found = line.assessed.assessment
    gaps = [standard for standard in found.standards if standard.gaps]
    left = [entry for entry in line.entries if entry.one.is_open]
    plans = [entry.one.plan for entry in left if entry.one.plan]
    return (
        *_head(line, messages),
        _failures(gaps, messages),
        score_text(line),
        messages.words.AND.join(standard.standard.title[messages.lang] for standard in gaps),
        _join((plan.cause for plan in plans), messages),
        _join((plan.measure for plan in plans), messages),
        _join(filter(None, (_answering(entry.one, messages) for entry in left)), messages),
        staff(line, line.village.lead, messages),
        max((entry.one.joined.due.isoformat() for entry in left), default=""),
        messages.ui("still_open", open=len(left), overdue=sum(entry.one.overdue > 0 for entry in left)),
        conclusion_text(line, messages),
    )


def _head(line: LedgerEntry, messages: Messages) -> tuple[str, ...]:
    gone = line.standing.leaving
    secretary = messages.words.AND.join(messages.person(c, left=c in gone) for c in line.standing.secretaries)
    return line.assessed.village.name, secretary, str(line.standing.members or "")


def _join(texts: Iterable[str | None], messages: Messages) -> str:
    return str(messages.words.SEMI).join(dict.fromkeys(text for text in texts if text))


@dataclass(frozen=True, slots=True)
class Book:
    """`lines`: of the villages asked for, all; whose: only what concerns somebody of this code or role.

    names: what speaks of a village's people. unread: files of which something is missing in the lists.
    """

    lines: Sequence[LedgerEntry]
    town: str
    as_of: date
    messages: Messages
    names: MessagesOf
    whose: str = ""
    unread: Sequence[str] = ()

    def sheets(self, keys: Sequence[str], by: str | None = None) -> list[Sheet]:
        """One for each list and part; where no part has any of it, empty ones."""
        parts = {"village": self._by_village, "role": self._by_turn}.get(by or "", self._whole)
        return list(parts(keys)) or list(self._part(keys, [], []))

    def _whole(self, keys: Sequence[str]) -> Iterator[Sheet]:
        return self._part(keys, self._entries(self.lines), self._lines_concerned())

    def _by_village(self, keys: Sequence[str]) -> Iterator[Sheet]:
        """A village without items has lists too, but stands in one of the two ledgers only."""
        for line in self._lines_concerned():
            found = self._part(keys, self._entries([line]), [line], line.assessed.village.name)
            yield from (one for one in found if one.rows or one.key not in OF_VILLAGES)

    def _by_turn(self, keys: Sequence[str]) -> Iterator[Sheet]:
        """Lists to work through: of what is open only. Ledgers are of villages, and stay whole."""
        groups: dict[str, list[RegisterEntry]] = {}
        for entry in self._entries(self.lines):
            if entry.one.is_open:
                groups.setdefault(self._who(entry), []).append(entry)
        for name, entries in (groups or {"": []}).items():
            yield from self._part([key for key in keys if key in OF_ITEMS], entries, [], name)
        yield from self._part([key for key in keys if key in OF_VILLAGES], [], self._lines_concerned())

    def _part(
        self, keys: Sequence[str], entries: Sequence[RegisterEntry], lines: Sequence[LedgerEntry], title: str = ""
    ) -> Iterator[Sheet]:
        words, name = self.messages.words, self.messages.words.AND.join(filter(None, (title, self.whose)))
        unit = self.messages.ui("list_unit", unit=self._unit(lines))
        lost = self.messages.ui("list_unread", files=words.AND.join(self.unread)) if self.unread else ""
        for key in keys:
            found = (of_items(key, entries, self.as_of, self.messages, self.names) if key in OF_ITEMS
                     else of_villages(key, lines, self.as_of, self.messages, self.names))  # fmt: skip
            headed = f"{found.title}（{name}）" if name else found.title
            yield replace(found, title=headed, note=str(words.SEMI).join(filter(None, (unit, found.note, lost))))

    def _who(self, entry: RegisterEntry) -> str:
        return who(entry, self.names(entry.one.village))

    def _entries(self, lines: Sequence[LedgerEntry]) -> list[RegisterEntry]:
        return [entry for line in lines for entry in line.entries if not self.whose or self._concerns(entry)]

    def _concerns(self, entry: RegisterEntry) -> bool:
        return entry.concerns(self.whose) or (entry.one.is_open and self._who(entry) == self.whose)

    def _lines_concerned(self) -> list[LedgerEntry]:
        return [line for line in self.lines if not self.whose or line.concerns(self.whose) or self._entries([line])]

    def _unit(self, lines: Sequence[LedgerEntry]) -> str:
        """Whose list it is: a village's branch where it is about one village, else the town's office."""
        if len(lines) == 1:
            return self.messages.ui("branch_of", name=lines[0].assessed.village.name)
        return self.messages.ui("office_of", name=self.town)

    def villages_of(self, code: str) -> list[str]:
        """The villages in which somebody of their own has the code; none where it is a cadre's of the town."""
        return [line.assessed.village.slug for line in self.lines if code in line.own_codes and code not in line.roles]

    @property
    def codes_known(self) -> set[str]:
        """The codes and roles that something can concern, and who has to act next."""
        found = set(self.messages.words.RESPONSIBLE)
        for line in self.lines:
            own = (line.village.lead or "", line.village.liaison or "")
            found |= {*line.roles, *line.own_codes, *own, *map(self._who, line.entries)}
        return found
