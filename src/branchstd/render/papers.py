"""What papers are filled with: facts as the records have them, under the words by which
a template calls them.

Nothing is said for anybody. Opinions, signatures and the day of signing are blanks in
the template.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Any, Final

from branchstd.messages.messages import Messages
from branchstd.messages.phrases import Phrases
from branchstd.render.ledgers import conclusion_text, score, staff
from branchstd.render.lists import MessagesOf, of_items
from branchstd.render.report import branch, oversight, parts, summing
from branchstd.render.tables import Table, plain, text_of
from branchstd.render.town_text import lack
from branchstd.workflow.cycle import ACCEPTED, NAMES
from branchstd.workflow.duties import phase_of
from branchstd.workflow.paper import Paper, stands
from branchstd.workflow.rectification import count_items
from branchstd.workflow.register import RegisterEntry
from branchstd.workflow.year import VillageYear, Year

Facts = dict[str, object]
_LISTS: Final = ("problems", "tasks", "duties", "measures", "register")
BEFORE_APPLICATION: Final = NAMES[: NAMES.index("application") + 1]
_BRACKETS: Final = re.compile(r"（.*?）")


def paper_facts(
    paper: Paper,
    year: Year,
    named: Collection[tuple[str, str]],
    messages_of: MessagesOf,
) -> Facts:
    """What a paper can say of a town, or of the one unit of its year.

    named: village and number of the items that it is to be about, where some are.
    messages_of: what speaks of a village's people; of an empty name, of no village.
    """
    messages = messages_of("")
    units = year.villages
    about = [
        _item(entry, year, messages_of(one.slug))
        for one in units
        for entry in one.line.entries
        if (
            (one.slug, entry.one.item.id) in named
            if named
            else stands(paper, entry.one)
        )
    ]
    villages = [_village(one, year, messages_of(one.slug)) for one in units]
    has_names = all(messages_of(one.slug).names for one in units)
    told = {
        "town": year.town,
        "county": year.county,
        "year": str(messages.plan.year),
        "as_of": year.as_of.isoformat(),
        "about": about,
        "notes": _notes(year, messages, named=has_names),
    }
    if not paper.of_town:
        return _worded(told, messages) | villages[0]
    return _worded(told | {"villages": villages} | _town(year, messages), messages)


def empty(facts: Any) -> Any:
    """The same words with nothing behind them, to see whether a template can do without
    any.
    """
    match facts:
        case Mapping():
            return {key: empty(value) for key, value in facts.items()}
        case str() | list():
            return type(facts)()
    return False


def known_words(facts: object) -> list[str]:
    """Every word that a template may use of these facts."""
    if isinstance(facts, Mapping):
        found = [str(key) for key in facts]
        return found + known_words(list(facts.values()))
    parts = facts if isinstance(facts, list) else ()
    return list(dict.fromkeys(word for part in parts for word in known_words(part)))


def in_words(facts: Mapping[str, object]) -> Any:
    """As a template gets it: plain, every text on one line, days as papers have
    them.
    """
    chinese = Phrases("zh")
    return plain(facts, lambda text: chinese.spell_days(_on_one_line(text)))


def _on_one_line(text: str) -> str:
    """What no eye sees stays out of a paper, and no text begins a line of its own."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else " " for one in text)


def _worded(told: Mapping[str, object], messages: Messages) -> Facts:
    """Under their words. Raises KeyError where one has none."""
    return {str(messages.sheets.FACTS[key]): value for key, value in told.items()}


def _rows(table: Table) -> list[dict[str, str]]:
    """Cells by the title of their column, without what stands there in brackets."""
    titles = [_BRACKETS.sub("", column.title) for column in table.columns]
    return [dict(zip(titles, row, strict=True)) for row in table.texts]


def _item(entry: RegisterEntry, year: Year, messages: Messages) -> Facts:
    """All that the lists say of one item, and what its rule rests on."""
    tables = (of_items(key, [entry], year.as_of, messages) for key in _LISTS)
    told = dict(chain.from_iterable(_rows(table)[0].items() for table in tables))
    one = entry.one
    more = {
        "basis": messages.basis(one.rule) if one.rule else "",
        "requirement": one.standard.requirement[messages.lang] if one.standard else "",
        "is_open": one.is_open,
        "is_late": one.overdue > 0,
    }
    return told | _worded(more, messages)


def _counts(entries: Iterable[RegisterEntry]) -> dict[str, str]:
    """Items in figures; what was closed, and what should have been by now."""
    listed = [entry.one for entry in entries]
    found = count_items(listed)
    return {
        "items_all": str(len(listed)),
        "items_due": str(found.due),
        "items_closed": str(found.closed),
        "items_open": str(found.open),
        "items_late": str(found.overdue),
    }


def _village(one: VillageYear, year: Year, messages: Messages) -> Facts:
    line, standing, words = one.line, one.line.standing, messages.words
    told = {
        "village": one.name,
        "branch": messages.ui("branch_of", name=one.name),
        "secretary": words.AND.join(
            messages.person(code, left=code in standing.leaving)
            for code in standing.secretaries
        ),
        "members": text_of(standing.members or None),
        "lead": staff(line, line.village.lead, messages),
        "liaison": staff(line, line.village.liaison, messages),
        **_judged(one, year, messages),
        "items": [_item(entry, year, messages) for entry in line.entries],
        **_counts(line.entries),
        **_cycle(one, year, messages),
        "tasks": _tasks(one, year, messages),
        "phases": _phases(year, messages),
    }
    return _worded(told, messages)


def _judged(one: VillageYear, year: Year, messages: Messages) -> Facts:
    """What the branch, the program and the panel say of it by standards and aspects."""
    line, standing = one.line, one.line.standing
    *standards, sums = _rows(branch.acceptance(one, messages)[0])
    scored = branch.conclusion_and_scores(one, messages)
    aspects = [
        {
            "aspect": found["title"],
            # Of nothing recorded there is no score, not even none.
            "score": "" if line.assessed.nothing_recorded else found["score"],
        }
        for found in scored["aspects"]
    ]
    return {
        "standards": standards,
        "sums": sums,
        "answers": _rows(branch.self_check(one, year.as_of, messages)),
        **_outcomes(one),
        "own_score": text_of(standing.own_score),
        "round": messages.word_of("rounds", standing.round) if standing.round else "",
        "score": text_of(score(line)),
        "conclusion": conclusion_text(line, messages),
        **{key: scored[key] for key in ("vetoes", "panel_score", "panel", "opinion")},
        "aspects": [_worded(aspect, messages) for aspect in aspects],
    }


def _cycle(one: VillageYear, year: Year, messages: Messages) -> Facts:
    """How far it has come, and what the town saw and did."""
    own, steps = year.of_unit(one), messages.sheets.CYCLE
    return {
        "steps": {
            _BRACKETS.sub("", steps[step.name]): text_of(step.on)
            for step in one.cycle.steps
        },
        "lacks": [
            f"{steps[step.name]}{messages.words.COLON}{lack(found, messages)}"
            for step in one.cycle.steps
            if step.name in BEFORE_APPLICATION
            for found in step.lacks
        ],
        "visits": _rows(oversight.inspections((one,), year.as_of, messages)["visits"]),
        "questions": _rows(oversight.questions(own, messages)),
        "acts": "".join(
            row[messages.sheets.COLUMNS["escalation"]["acts"]]
            for row in _rows(oversight.escalation(own, messages))
        ),
    }


def _outcomes(one: VillageYear) -> dict[str, str]:
    """How many standards have come to what; `undecided` are all others."""
    count = one.line.standing.count
    found = {name: count(name) for name in ("met", "partial", "unmet")}
    found["not_applicable"] = count("not_applicable")
    every = len(one.line.assessed.assessment.standards)
    found |= {"asked": every, "undecided": every - sum(found.values())}
    return {f"{name}_count": str(number) for name, number in found.items()}


def _tasks(one: VillageYear, year: Year, messages: Messages) -> list[Facts]:
    """A row for each standard: what it asks, how far it is, when, who, with the items
    that are open on it.
    """
    titles = {aspect.id: aspect.title for aspect in messages.catalogue.aspects}
    told = []
    for found in one.line.assessed.assessment.standards:
        standard = found.standard
        own = [
            entry
            for entry in one.line.entries
            if entry.one.is_open and entry.one.standard == standard
        ]
        row = {
            "aspect": titles[standard.aspect][messages.lang],
            "standard": standard.id,
            "title": standard.title[messages.lang],
            "requirement": standard.requirement[messages.lang],
            "progress": messages.words.OUTCOMES[found.outcome],
            "gaps": messages.words.SEMI.join(
                messages.rule(rule) for rule in found.gaps
            ),
            "times": messages.words.AND.join(
                dict.fromkeys(messages.moment(rule.rule) for rule in found.rules)
            ),
            "who": messages.words.RESPONSIBLE[standard.responsible],
            "items": [_item(entry, year, messages) for entry in own],
        }
        told.append(_worded(row, messages))
    return told


def _phases(year: Year, messages: Messages) -> list[Facts]:
    """The plan's phases with the duties in which villages have a part, in its words."""
    told = []
    for phase in messages.plan.phases:
        duties = [
            _worded({"phrase": one.duty.phrase, "due": text_of(one.due)}, messages)
            for one in year.duties
            if phase_of(one, messages.plan) == phase
            and one.duty.owner in {"village", "both"}
        ]
        row = {
            "phase": phase.title[messages.lang],
            "from": phase.start.isoformat(),
            "until": phase.end.isoformat(),
            "duties": duties,
        }
        told.append(_worded(row, messages))
    return told


def _town(year: Year, messages: Messages) -> Facts:
    """Over villages alone, as in the town's reports."""
    decided = [one.line.standing for one in year.villages if one.line.standing.accepted]
    words = Counter(standing.conclusion for standing in decided)
    visits = oversight.inspections(year.villages, year.as_of, messages)
    targets = parts.targets(year, messages)
    applied = sum(
        step.on is not None
        for one in year.villages
        for step in one.cycle.steps
        if step.name == "application"
    )
    return {
        "villages_all": str(len(year.villages)),
        "villages_applied": str(applied),
        "villages_decided": str(len(decided)),
        "villages_waiting": str(len(year.villages) - len(decided)),
        "villages_met": str(words["met"]),
        "villages_basic": str(words["basic"]),
        "villages_failed": str(
            sum(count for word, count in words.items() if word not in ACCEPTED)
        ),
        "brief": summing.brief(year, messages),
        "targets": _rows(targets["must"]),
        "strive": _rows(targets["strive"]),
        "shortcomings": _rows(summing.shortcomings(year, messages)),
        "practice": _rows(summing.practice(year, messages)),
        "training": _rows(oversight.training(year, messages)),
        "visits": _rows(visits["visits"]),
        "found": _rows(visits["findings"]),
        **_counts(year.entries),
    }


def _notes(year: Year, messages: Messages, *, named: bool) -> list[str]:
    """What whoever finishes the paper has to know, and takes out."""
    said = [
        messages.ui("draft_note", day=year.as_of),
        "" if named else messages.ui("note_codes"),
        messages.catalogue.disclaimer[messages.lang],
        messages.year_note(),
    ]
    if year.unread:
        files = messages.words.AND.join(year.unread)
        said.append(messages.ui("list_unread", files=files))
    return [text.rstrip("。") for text in said if text]
