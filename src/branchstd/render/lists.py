"""The official lists, each a view of the same records: problems, tasks, responsibilities, measures, closings, ledgers.

Columns are the usual official form (F07 to F13). Nothing is filled in that nobody has recorded.

Lists for those who work with them: one for all villages, one for each village, or one for each who has to act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from branchstd.assess import StandardResult, SurveyedVillage
from branchstd.findings import Outcome
from branchstd.messages.speech import Speech, points
from branchstd.records.town import Closure, VillageEntry
from branchstd.records.village import Claim, PersonRow
from branchstd.render.rectify_text import describe_verdict, mark, next_step, problem
from branchstd.render.sheets import Column, Sheet
from branchstd.render.states import state_text
from branchstd.rules.items import State
from branchstd.rules.periods import has_passed
from branchstd.workflow.cycle import VillageStatus
from branchstd.workflow.rectification import Rectification

OF_ITEMS: Final = ("problems", "tasks", "duties", "measures", "closing", "register")
OF_VILLAGES: Final = ("met", "unmet", "pending")
LISTS: Final = (*OF_ITEMS, *OF_VILLAGES)
USUAL: Final = OF_ITEMS[:4]
OF_TOWN: Final = ("party_office", "town_deputy", "town_finance", "organiser")
TOWNS_TURN: Final = (State.CLAIMED, State.OBJECTED, State.WATCHED)
# Kinds of records that the cells are filled from.
READ: Final = ("item", "closure", "inspection", "finding", "rectify", "claim", "acceptance")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with the voice of its village: names of people are known village by village."""

    one: Rectification
    village: VillageEntry
    roles: dict[str, str]
    speech: Speech

    def staff(self, code: str | None) -> str:
        """A cadre's code with the role."""
        role = self.roles.get(code or "")
        return f"{code} {self.speech.word_of('roles', role)}" if role else code or ""

    @property
    def turn(self) -> str:
        """Who has to act next: a role of the town, who answers for it in the village, else the standard's role."""
        one = self.one
        role = one.standard.responsible if one.standard else ""
        if one.state in TOWNS_TURN:
            return "party_office"
        if one.by_town:
            return role if role in OF_TOWN else "party_office"
        return one.responsible or role

    @property
    def who(self) -> str:
        """The same in words; with the village, unless it is the town's."""
        turn, words = self.turn, self.speech.words.RESPONSIBLE
        if turn in OF_TOWN:
            return str(words[turn])
        return f"{self.one.name} {words.get(turn) or self.speech.person(turn)}".strip()

    def concerns(self, code: str) -> bool:
        """Whether somebody of this code, or in this role, has to do with it, or has to act next."""
        role = self.one.standard.responsible if self.one.standard else None
        answers = {self.village.lead, self.village.liaison, role, self.speech.words.RESPONSIBLE.get(role)}
        answers.add(self.one.responsible)
        if self.one.is_open:
            answers |= {self.turn, self.who}
        return code in answers or (self.one.is_open and self.roles.get(code) == self.turn)


Cells = Callable[[Entry], tuple[str, ...]]


def of_items(key: str, entries: Sequence[Entry], as_of: date, speech: Speech, whose: str = "") -> Sheet:
    """One of the lists of items. whose: the village or the person whose list it is."""
    kept = [entry for entry in entries if key != "closing" or entry.one.state is State.CLOSED]
    rows = ((str(number), *CELLS[key](entry)) for number, entry in enumerate(kept, 1))
    return _sheet(key, tuple(rows), as_of, speech, whose)


def _sheet(key: str, rows: tuple[tuple[str, ...], ...], as_of: date, speech: Speech, whose: str) -> Sheet:
    title = speech.sheets.LISTS[key]
    columns = tuple(Column(name, text) for name, text in speech.sheets.COLUMNS[key].items())
    note = speech.ui("list_note", day=as_of.isoformat())
    return Sheet(key, f"{title}（{whose}）" if whose else title, columns, rows, note)


def _problems(entry: Entry) -> tuple[str, ...]:
    one, speech = entry.one, entry.speech
    aspect = next((a for a in speech.catalogue.aspects if one.standard and a.id == one.standard.aspect), None)
    degree = speech.words.OUTCOMES[one.result.outcome] if one.result and one.result.is_gap else ""
    return (
        one.item.id,
        one.name,
        aspect.title[speech.lang] if aspect else "",
        one.rule.id if one.rule else one.item.standard,
        problem(one, speech),
        speech.word_of("origins", one.item.origin),
        one.item.found_on.isoformat(),
        degree,
        (one.plan.cause if one.plan else None) or "",
    )


def _tasks(entry: Entry) -> tuple[str, ...]:
    one, speech = entry.one, entry.speech
    phase = next((p for p in speech.plan.phases if p.start <= one.joined.due <= p.end), None)
    proof = one.plan.proof if one.plan and one.plan.proof else mark(one, speech)
    return (
        one.item.id,
        one.name,
        (one.plan.task if one.plan else None) or "",
        proof,
        one.plan.start.isoformat() if one.plan else "",
        one.joined.due.isoformat(),
        phase.title[speech.lang] if phase else "",
    )


def _duties(entry: Entry) -> tuple[str, ...]:
    one, speech = entry.one, entry.speech
    unit = speech.words.RESPONSIBLE["party_office"] if one.by_town else speech.ui("branch_of", name=one.name)
    who = _answering(one, speech)
    return (one.item.id, one.name, unit, who, entry.staff(entry.village.lead), "", entry.staff(entry.village.liaison))


def _answering(one: Rectification, speech: Speech) -> str:
    """Who answers for it in the village; marked where reported to have left."""
    code = one.plan.responsible if one.plan else None
    return speech.person(code, left=one.leaving) if code else ""


def _measures(entry: Entry) -> tuple[str, ...]:
    one, speech = entry.one, entry.speech
    claims, closed = one.joined.claims, _closing(one)
    last = claims[-1] if claims else None
    said = next((action for action in reversed(one.joined.actions)), None)
    return (
        one.item.id,
        one.name,
        (one.plan.measure if one.plan else None) or "",
        one.joined.due.isoformat(),
        f"{last.date} {last.text}" if last else "",
        speech.words.AND.join(proof for claim in claims for proof in claim.proof),
        state_text(one, speech),
        _claim_text(one),
        entry.staff(said.by) if said else "",
        said.reason if said else "",
        closed.date.isoformat() if closed else "",
        speech.ui("first_due", day=one.item.due_on) if one.joined.is_extended else "",
    )


def _closings(entry: Entry) -> tuple[str, ...]:
    one, speech = entry.one, entry.speech
    closed, done = _closing(one), _done(one)
    return (
        one.item.id,
        one.name,
        problem(one, speech),
        (one.plan.measure if one.plan else None) or "",
        done.text if done else "",
        speech.words.AND.join(done.proof) if done else "",
        _claim_text(one),
        entry.staff(closed.by) if closed else "",
        closed.reason if closed else "",
        closed.date.isoformat() if closed else "",
        _rests_on(one, speech),
    )


def _rests_on(one: Rectification, speech: Speech) -> str:
    """What the closing quoted; where the same result is another one now, both and why."""
    return (
        str(speech.sheets.RESTS[one.verdict.sort]).format(**describe_verdict(one.verdict, speech))
        if one.verdict
        else ""
    )


def _register(entry: Entry) -> tuple[str, ...]:
    one, speech = entry.one, entry.speech
    return (
        one.item.id,
        one.name,
        problem(one, speech),
        state_text(one, speech),
        one.item.due_on.isoformat(),
        one.joined.due.isoformat(),
        str(one.overdue or ""),
        "" if one.joined.is_settled else entry.who,
        next_step(one, speech, typed=False),  # papers are handed on to people
    )


def _done(one: Rectification) -> Claim | None:
    return next((claim for claim in reversed(one.joined.claims) if claim.kind == "done"), None)


def _claim_text(one: Rectification) -> str:
    done = _done(one)
    return done.date.isoformat() if done else ""


def _closing(one: Rectification) -> Closure | None:
    word: Any = one.joined.settled
    return word if one.state is State.CLOSED else None


CELLS: Final[dict[str, Cells]] = {
    "problems": _problems, "tasks": _tasks, "duties": _duties, "measures": _measures, "closing": _closings,
    "register": _register,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A village with what its ledger row is drawn from."""

    surveyed: SurveyedVillage
    standing: VillageStatus
    entries: tuple[Entry, ...]
    village: VillageEntry
    roles: dict[str, str]
    speech: Speech

    def concerns(self, code: str) -> bool:
        return code in {self.village.lead, self.village.liaison} or any(one.concerns(code) for one in self.entries)

    @property
    def own_codes(self) -> set[str]:
        """Codes of the village's people, and of who answers for an item."""
        people = (getattr(row, "code", "") for row in self.surveyed.village.of(PersonRow))
        return {*people, *(entry.one.plan.responsible or "" for entry in self.entries if entry.one.plan)}

    @property
    def is_new(self) -> bool:
        """Nothing is recorded: there is no score to speak of."""
        return any(problem.code == "nothing_recorded" for problem in self.surveyed.problems)

    @property
    def score(self) -> str:
        score = self.surveyed.assessment.score
        return points(score) if score is not None and not self.is_new else ""

    @property
    def word(self) -> str:
        """The town's conclusion; as long as there is none, the proposed one, and that it is no more than that."""
        conclusion, speech = self.standing.conclusion, self.speech
        if self.standing.accepted is not None:
            return speech.word_of("conclusions", conclusion)
        if self.is_new:
            return speech.ui("nothing_kept")
        return speech.ui("proposed_only", word=speech.words.CONCLUSIONS[conclusion])

    @property
    def unread(self) -> Iterator[str]:
        """Files of which something is missing in the lists because it cannot be read."""
        day = self.surveyed.assessment.as_of
        for broken in self.surveyed.village.broken:
            if broken.kind in READ and (broken.since is None or broken.since <= day):
                yield broken.place.file


def of_villages(key: str, lines: Iterable[VillageLine], as_of: date, speech: Speech, whose: str = "") -> Sheet:
    """The ledger of villages that have met the standard, of those that have not, or of those without a word."""
    kept = [line for line in lines if ledger_of(line) == key]
    cells = _met if key == "met" else _unmet
    rows = tuple((str(number), *cells(line)) for number, line in enumerate(kept, 1))
    return _sheet(key, rows, as_of, speech, whose)


def ledger_of(line: VillageLine) -> str:
    """By the town's word; until the day by which the town has accepted, by the proposed one, if there is any."""
    standing, plan = line.standing, line.speech.plan
    over = has_passed(plan.days[plan.acceptance], line.surveyed.assessment.as_of)
    if standing.accepted is None and (over or standing.conclusion == "open" or line.is_new):
        return "pending"
    return "met" if standing.conclusion == "met" else "unmet"


def _met(line: VillageLine) -> tuple[str, ...]:
    standing = line.standing
    return (
        *_head(line),
        *(str(standing.count(outcome)) for outcome in ("met", "partial", "not_applicable")),
        points(standing.own_score) if standing.own_score is not None else "",
        line.score,
        standing.accepted_on.isoformat() if standing.accepted_on else "",
        _lead(line),
        "",
        "" if standing.accepted_on else line.word,
    )


def _failures(gaps: Sequence[StandardResult], speech: Speech) -> str:
    """Numbers of those with nothing, and apart from them of those that are met in part."""
    numbers = {
        outcome: speech.words.AND.join(one.standard.id for one in gaps if one.outcome is outcome)
        for outcome in (Outcome.UNMET, Outcome.PARTIAL)
    }
    partly = f"{speech.words.OUTCOMES[Outcome.PARTIAL]}{speech.words.COLON}{numbers[Outcome.PARTIAL]}"
    return str(speech.words.SEMI).join(
        filter(None, [numbers[Outcome.UNMET], partly if numbers[Outcome.PARTIAL] else ""])
    )


def _unmet(line: VillageLine) -> tuple[str, ...]:
    speech, found = line.speech, line.surveyed.assessment
    gaps = [standard for standard in found.standards if standard.gaps]
    left = [entry for entry in line.entries if entry.one.is_open]
    plans = [entry.one.plan for entry in left if entry.one.plan]
    return (
        *_head(line),
        _failures(gaps, speech),
        line.score,
        speech.words.AND.join(standard.standard.title[speech.lang] for standard in gaps),
        _join((plan.cause for plan in plans), speech),
        _join((plan.measure for plan in plans), speech),
        _join(filter(None, (_answering(entry.one, speech) for entry in left)), speech),
        _lead(line),
        max((entry.one.joined.due.isoformat() for entry in left), default=""),
        speech.ui("still_open", open=len(left), overdue=sum(entry.one.overdue > 0 for entry in left)),
        line.word,
    )


def _head(line: VillageLine) -> tuple[str, ...]:
    gone = line.standing.leaving
    secretary = line.speech.words.AND.join(line.speech.person(c, left=c in gone) for c in line.standing.secretaries)
    return line.surveyed.village.name, secretary, str(line.standing.members or "")


def _lead(line: VillageLine) -> str:
    role = line.roles.get(line.village.lead or "")
    return f"{line.village.lead} {line.speech.word_of('roles', role)}" if role else line.village.lead or ""


def _join(texts: Iterable[str | None], speech: Speech) -> str:
    return str(speech.words.SEMI).join(dict.fromkeys(text for text in texts if text))


@dataclass(frozen=True, slots=True)
class Book:
    """`lines`: of the villages asked for, all; whose: only what concerns somebody of this code or role.

    lost: files of the town on account of which something may be missing in all of them.
    """

    lines: Sequence[VillageLine]
    town: str
    as_of: date
    speech: Speech
    whose: str = ""
    lost: Sequence[str] = ()

    def sheets(self, keys: Sequence[str], by: str | None = None) -> list[Sheet]:
        """One for each list and part; where no part has any of it, empty ones."""
        parts = {"village": self._by_village, "role": self._by_turn}.get(by or "", self._whole)
        return list(parts(keys)) or list(self._part(keys, [], []))

    def _whole(self, keys: Sequence[str]) -> Iterator[Sheet]:
        return self._part(keys, self._entries(self.lines), self._lines_concerned())

    def _by_village(self, keys: Sequence[str]) -> Iterator[Sheet]:
        """A village without items has lists too, but stands in one of the two ledgers only."""
        for line in self._lines_concerned():
            found = self._part(keys, self._entries([line]), [line], line.surveyed.village.name)
            yield from (sheet for sheet in found if sheet.rows or sheet.key not in OF_VILLAGES)

    def _by_turn(self, keys: Sequence[str]) -> Iterator[Sheet]:
        """Lists to work through: of what is open only. Ledgers are of villages, and stay whole."""
        groups: dict[str, list[Entry]] = {}
        for entry in self._entries(self.lines):
            if entry.one.is_open:
                groups.setdefault(entry.who, []).append(entry)
        for who, entries in (groups or {"": []}).items():
            yield from self._part([key for key in keys if key in OF_ITEMS], entries, [], who)
        yield from self._part([key for key in keys if key in OF_VILLAGES], [], self._lines_concerned())

    def _part(
        self, keys: Sequence[str], entries: Sequence[Entry], lines: Sequence[VillageLine], title: str = ""
    ) -> Iterator[Sheet]:
        words, name = self.speech.words, self.speech.words.AND.join(filter(None, (title, self.whose)))
        unit = self.speech.ui("list_unit", unit=self._unit(lines))
        lost = self.speech.ui("list_unread", files=words.AND.join(self.unread)) if self.unread else ""
        for key in keys:
            own = key in OF_ITEMS
            sheet = (of_items(key, entries, self.as_of, self.speech, name) if own
                     else of_villages(key, lines, self.as_of, self.speech, name))  # fmt: skip
            yield replace(sheet, note=str(words.SEMI).join(filter(None, (unit, sheet.note, lost))))

    def _entries(self, lines: Sequence[VillageLine]) -> list[Entry]:
        entries = [entry for line in lines for entry in line.entries]
        return [entry for entry in entries if entry.concerns(self.whose)] if self.whose else entries

    def _lines_concerned(self) -> list[VillageLine]:
        return [line for line in self.lines if not self.whose or line.concerns(self.whose)]

    def _unit(self, lines: Sequence[VillageLine]) -> str:
        """Whose list it is: a village's branch where it is about one village, else the town's office."""
        if len(lines) == 1:
            return self.speech.ui("branch_of", name=lines[0].surveyed.village.name)
        return self.speech.ui("office_of", name=self.town)

    @property
    def unread(self) -> tuple[str, ...]:
        """Files of which something is missing in the lists because it cannot be read."""
        return tuple(dict.fromkeys((*self.lost, *(file for line in self.lines for file in line.unread))))

    def villages_of(self, code: str) -> list[str]:
        """The villages in which somebody of their own has the code; none where it is a cadre's of the town."""
        return [line.surveyed.village.slug for line in self.lines if code in line.own_codes and code not in line.roles]

    @property
    def codes_known(self) -> set[str]:
        """The codes and roles that something can concern."""
        roles = self.speech.words.RESPONSIBLE
        found = {*roles, *roles.values()}
        for line in self.lines:
            own = (line.village.lead or "", line.village.liaison or "")
            found |= {*line.roles, *line.own_codes, *own, *(entry.who for entry in line.entries)}
        return found
