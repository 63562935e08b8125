"""A record asked for at a terminal: one question a field, each answer read at once,
what can be known offered by numbers.

An empty answer leaves the field out. People and groups may be named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

import typer
from rich.cells import cell_len
from rich.columns import Columns
from rich.padding import Padding

from branchstd.checks.shapes import NEEDS
from branchstd.cli.support.amending import (
    activity_kind,
    add_number,
    errors,
    faults,
    heard,
    in_codes,
    missing,
    option,
)
from branchstd.cli.support.books import code_of_new, names_of
from branchstd.cli.support.exits import RefusalError
from branchstd.cli.support.roll import is_roll, read_roll
from branchstd.cli.support.session import Session, act_day, show
from branchstd.cli.support.suggestions import (
    REPEATED,
    SHOWN_AT_MOST,
    Offer,
    choices,
    chosen_by_number,
    closed_codes,
    due_at,
    numbered,
    steps_of,
    strangers,
    usual,
)
from branchstd.findings import Place, Problem
from branchstd.mask import mask
from branchstd.records import spelling
from branchstd.records.base import field_types
from branchstd.records.persons import is_name
from branchstd.records.town import KINDS
from branchstd.records.types import NOBODY, split_list
from branchstd.rules.fields import read_fields_of
from branchstd.rules.view import AUDIENCE
from branchstd.store.entry import Inner, Said, has_steps, join
from branchstd.store.parser import OF_THE_YEAR
from branchstd.workbook import entries

LEFT_OUT: Final = "-"
# How nothing is answered: where no further record may follow, and where Enter takes
# something.
LEAVING: Final = MappingProxyType({
    (False, False): "ask_skip", (False, True): "ask_skip_dash",
    (True, False): "ask_none_more", (True, True): "ask_none_more_dash",
})  # fmt: skip
ABREAST: Final = 60  # columns of a screen that choices take beside their question
MONTHS: Final = 12
_TODAY: Final[Mapping[str, int]] = MappingProxyType(
    {"今天": 0, "昨天": 1, "today": 0, "yesterday": 1}
)
_AS_BEFORE: Final = frozenset({"同上", "ditto"})
_MONTH_AND_DAY: Final = re.compile(
    r"(?=\d{4}|\d{1,2}[-./])(\d{1,2})[-./]?(\d{1,2})", re.ASCII
)
# Who did not pay is asked only where it is not said who did.
INSTEAD: Final = MappingProxyType({"unpaid": "people"})
# Forms that gather papers and figures, and have no line for a record.
_BOXES: Final = frozenset({"F24"})


def prompt(question: str, default: str = "") -> str:
    """What was typed; what Enter takes is said in the question."""
    return str(
        typer.prompt(mask(question), default=default, show_default=False)
    ).strip()


@dataclass(frozen=True)
class Answered:
    """A record as it was answered. inner: records that stand in it, by field. left:
    fields that were asked for and left out. called: the name of the person whose record
    it is.
    """

    kind: str
    said: Said
    inner: Inner = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    called: str = ""

    def without(self, names: Collection[str]) -> Answered:
        """With some of its fields still to be asked for."""
        return replace(
            self,
            said={name: text for name, text in self.said.items() if name not in names},
            inner={name: of for name, of in self.inner.items() if name not in names},
            left=self.left - set(names),
        )


def needs_questions(session: Session, slug: str, entry: Answered) -> bool:
    """Whether something lacks that cannot be left out. Raises RefusalError where what
    was given is wrong.
    """
    village = session.workspace.office.village(slug).village
    context = heard(session.workspace, village)
    if wrong := errors(faults(entry.kind, entry.said, context)):
        raise RefusalError(wrong)
    said = in_codes(entry.kind, entry.said, context)
    return bool(missing(entry.kind, add_number(village, entry.kind, said)))


def name_people(session: Session, slug: str, entry: Answered) -> Answered:
    """With the codes of people who were named, and of who is new on the roster. Raises
    RefusalError for who is not known, or is called as another.
    """
    village = session.workspace.office.village(slug).village
    names, types = names_of(session, village), field_types(KINDS[entry.kind])
    said, wrong = dict(entry.said), list[Problem]()
    if entry.called and "code" not in said:
        said["code"] = code_of_new(session, slug, entry.called)
    elif entry.called and not is_name(entry.called):
        wrong.append(Problem("not_a_name", Place("--name", 0)))
    for name, text in entry.said.items():
        if types[name].refers == "people":
            codes, unknown = entries.in_codes(join(text), names)
            said[name] = codes
            place = Place(option(name), 0)
            wrong += [replace(one, place=place) for one in unknown]
    if wrong:
        raise RefusalError(wrong)
    return replace(entry, said=said)


class Asking:
    """One record of a kind being asked for. every: all of its fields. before: the
    record answered just before it. there: what stands already, which Enter keeps.
    """

    def __init__(
        self,
        session: Session,
        slug: str,
        kind: str,
        *,
        every: bool = False,
        before: Said = MappingProxyType({}),
        there: Said = MappingProxyType({}),
    ) -> None:
        found = session.workspace.village(slug, session.as_of)
        self.session, self.slug = session, slug
        self.view = session.workspace.view(found)
        self.messages = session.messages(session.names(slug))
        self.context = heard(session.workspace, found.village)
        self.names = names_of(session, found.village)
        self.kind, self.every, self.before = kind, every, before
        self.there = there
        self.answered: Said = {}
        self.named: Collection[str] = ()
        self.code = code_of_new(session, slug) if kind == "person" else ""

    def all(self, entry: Answered, *, at_will: bool = False) -> Answered | None:
        """What was given, and an answer to what else is needed or may be wished.

        What is needed may hang on an answer: each is taken in before the next question.
        at_will: None where the first is left empty.
        """
        said = dict(in_codes(self.kind, entry.said, self.context))
        said |= add_number(self.view.village, self.kind, said)
        inner, left = dict(entry.inner), set(entry.left)
        if self.kind == "person" and "code" not in said and not entry.called:
            called = self.ask_name(at_will=at_will)
            if called is None:
                return None
            entry, at_will = replace(entry, called=called), False
        for name in KINDS[self.kind].model_fields:
            if name in said or name in inner or name in left:
                continue
            if name in KINDS[self.kind].nested:
                if self._holds(name, said):
                    inner[name] = list(self._ask_inner(name, said))
            elif (
                name in self.named
                or name in self._fields_needed(said)
                or name in self._fields_wished(said)
            ):
                answered = self.ask(name, said, at_will=at_will)
                if at_will and not answered:
                    return None
                at_will = False
                said |= in_codes(self.kind, answered, self.context)
                left |= {name} - answered.keys()
                self.answered = {"name": entry.called, **said} if entry.called else said
        return replace(entry, said=said, inner=inner, left=frozenset(left))

    def change(self, entry: Answered, named: Collection[str]) -> Answered:
        """With some fields asked for again. named: those that are meant by Enter, also
        where they were not asked for.
        """
        self.named = named
        there = {*entry.said, *entry.inner, *entry.left, *named}
        fields = [one for one in KINDS[self.kind].model_fields if one in there]
        shown = [Offer(one, self._label(one)) for one in fields]
        self._show_choices(shown)
        usual = " ".join(str(fields.index(one) + 1) for one in fields if one in named)
        told = self.messages.ui("ask_usual", usual=usual) if usual else ""
        question = self.messages.ui("ask_change")
        if told:
            question = self.messages.ui("ask_one", label=question, how=told)
        answer = prompt(question, usual)
        parts = split_list(answer)
        chosen = {one for part in parts for one in chosen_by_number(part, shown)}
        chosen |= {one.value for one in shown if one.label in parts}
        return self.all(entry.without(chosen)) or entry

    def ask(self, name: str, said: Said, *, at_will: bool = False) -> Said:
        """The field as it was answered; asked again until it can be read, or left out
        where it may be. at_will: nothing where there is no such record any more.
        """
        must = name in self._fields_needed(said) and not at_will
        default = self._usual(name, said)
        shown = choices(self.view, self.kind, name, said, self.messages)
        must = must or name in self.there
        skip = LEAVING[at_will, bool(default)] if at_will or not must else ""
        question = self._question(name, said, shown, default, skip)
        while True:
            answer = prompt(question, default)
            if not must and answer in {"", LEFT_OUT}:
                return {}
            if not answer:
                show([f"  {self.messages.ui('ask_needed')}"])
                continue
            value, wrong = self._read(name, answer, said, shown)
            if name == "kind" and [one.code for one in wrong] == ["two_kinds"]:
                both = wrong[0].values
                return {name: both["first"], "also": both["other"]}
            self.tell(wrong)
            if value and not errors(wrong):
                return {name: value}

    def ask_name(self, *, at_will: bool) -> str | None:
        """What somebody new is called, from which follows the code that is offered for
        him; empty where it is left out. at_will: None where there is nobody any more.
        """
        ui = self.messages.ui
        keys = ("ask_skip_dash", "ask_none_more") if at_will else ("ask_skip",)
        how = str(self.messages.words.SEMI).join(map(ui, ("how_name", *keys)))
        while True:
            answer = prompt(ui("ask_one", label=ui("person_name"), how=how))
            if at_will and not answer:
                return None
            name = "" if answer == LEFT_OUT else answer
            try:
                self.code = code_of_new(self.session, self.slug, name)
            except RefusalError as refused:
                self.tell(refused.problems)
            else:
                return name

    def tell(self, problems: Sequence[Problem]) -> None:
        """What is wrong with an answer, and what to do."""
        semi = self.messages.words.SEMI
        show(f"  {semi.join(self.messages.problem(one))}" for one in problems)

    def pick(
        self, question: str, options: Sequence[str], usual: int | None = None
    ) -> int:
        """Which of these is meant, by number or beginning, or by Enter the usual one;
        asked until one is.
        """
        listed = self._list([Offer(one, one) for one in options])
        default = "" if usual is None else str(usual + 1)
        enter = self.messages.ui("ask_usual", usual=default) if default else ""
        told = self.messages.words.SEMI.join(filter(None, (listed, enter)))
        while True:
            answer = prompt(
                self.messages.ui("ask_one", label=question, how=told), default
            )
            meant = [at for at, one in enumerate(options) if one.startswith(answer)]
            if answer and len(meant) == 1:
                return meant[0]
            said = spelling.plain(answer)
            if said.isdecimal() and 1 <= int(said) <= len(options):
                return int(said) - 1

    def told(self, entry: Answered) -> str:
        """A record as it was answered, in one line."""
        fields, who = KINDS[entry.kind].model_fields, self.messages.ui("person_name")
        words = [f"{who} {entry.called}"] if entry.called else []
        for name in fields:
            label = name if self.messages.lang == "en" else str(fields[name].title)
            if name in entry.said:
                words.append(f"{label} {self._shown(name, join(entry.said[name]))}")
            elif entry.inner.get(name):
                words.append(f"{label} {len(entry.inner[name])}")
        return str(self.messages.words.SEMI).join(words)

    def _fields_needed(self, said: Said) -> set[str]:
        return {problem.values["field"] for problem in missing(self.kind, said)}

    def _fields_wished(self, said: Said) -> set[str]:
        """What rules or reports read of such a record. Of an activity also what it was
        about, where it was and is kept, and who was absent; of others all that has a
        line on a form.
        """
        types, fields = field_types(KINDS[self.kind]), KINDS[self.kind].model_fields
        if self.every:
            return set(types)
        known = closed_codes(self.kind, said)
        if self.kind == "activity":
            code = activity_kind(self.kind, said)
            named = {"people": ""} if "people" in NEEDS.get(code, ()) else {}
            read = {"topic", "place", "record"}
            read |= {"absent"} if code in AUDIENCE else set()
            for one in {code, known.get("also", code)}:
                told = known | named | {"kind": one}
                read |= read_fields_of(self.view.catalogue, self.kind, told)
            return read & types.keys()
        read = read_fields_of(self.view.catalogue, self.kind, known)
        spared = {name for name, other in INSTEAD.items() if other in said}
        lines = {
            name
            for name, info in fields.items()
            if not _BOXES.issuperset((info.json_schema_extra or {})["forms"])  # type: ignore[index,arg-type]
        }
        return ((read | lines) - spared) & types.keys()

    def _holds(self, name: str, said: Said) -> bool:
        """Whether a rule reads votes of such a meeting; with every field, whether one
        may be held there.
        """
        code, catalogue = activity_kind(self.kind, said), self.view.catalogue
        inner = KINDS[self.kind].nested[name]
        if self.every:
            return any(one.meeting == code for one in catalogue.quorums.values())
        return any(
            code in getattr(rule, "where", {}).get("meeting", ())
            for _, rule in catalogue.every_rule()
            if getattr(rule, "record", None) == inner
        )

    def _ask_inner(self, name: str, said: Said) -> Iterator[dict[str, str]]:
        """Votes, until there is none any more."""
        code = activity_kind(self.kind, said)
        units = any(
            one.counted and one.meeting == code
            for one in self.view.catalogue.quorums.values()
        )
        asking = copy(self)
        asking.kind = KINDS[self.kind].nested[name]
        first, *others = (
            one for one in KINDS[asking.kind].model_fields if units or one != "counted"
        )
        while found := dict(asking.ask(first, {}, at_will=True)):
            for one in others:
                found |= asking.ask(one, found)
            said = in_codes(asking.kind, found, self.context)
            yield {one: join(text) for one, text in said.items()}

    def _usual(self, name: str, said: Said) -> str:
        if (self.kind, name) == ("person", "code"):
            return self.code
        repeated = self.before.get(name, "") if name in REPEATED else ""
        kept = join(self.there.get(name, "")) or join(repeated)
        return self._shown(name, kept or usual(self.view, self.kind, name, said))

    def _shown(self, name: str, text: str) -> str:
        """What a field says, in words and names."""
        how = field_types(KINDS[self.kind])[name]
        if how.refers == "people":
            return self._people(split_list(text))
        if how.refers == "groups":
            return self.names.group(text)
        return self.messages.word_of(how.words, text) if how.words else text

    def _read(
        self, name: str, answer: str, said: Said, shown: Sequence[Offer]
    ) -> tuple[str | list[str], list[Problem]]:
        """The answer as records have it, and what is wrong with it; nothing of either
        where it was taken back.
        """
        how = field_types(KINDS[self.kind])[name]
        if how.refers == "people" and how.several and is_roll(answer):
            text, wrong = self._read_roll(name, answer, said, shown)
        else:
            text, wrong = self._spell(name, answer, shown)
        if wrong or not text:
            return "", wrong
        value = [text] if how.several else text
        beside = {how.by: said[how.by]} if how.by in said else {}
        return value, [
            *faults(self.kind, {**beside, name: value}, self.context),
            *strangers(self.view, self.kind, name, text),
        ]

    def _spell(
        self, name: str, answer: str, shown: Sequence[Offer]
    ) -> tuple[str, list[Problem]]:
        how = field_types(KINDS[self.kind])[name]
        if how.value is date:
            return self._spell_day(answer)
        if how.spell in {spelling.month, spelling.period, spelling.year_or_period}:
            number = spelling.plain(answer)
            is_month = number.isdecimal() and 1 <= int(number) <= MONTHS
            said = f"{number}月" if is_month else answer
            return how.spell(said, self._year), []
        parts = split_list(answer)
        if shown and (how.several or len(parts) == 1):
            meant = [one for part in parts for one in self._meant(name, part, shown)]
            answer = answer if meant == parts else " ".join(dict.fromkeys(meant))
        if how.refers == "people":
            codes, wrong = entries.in_codes(answer, self.names)
            return codes, [self._tell_apart(one, shown) for one in wrong]
        if known := self.context.codes.get(how.refers or ""):
            answer = known.meant(answer)
        return answer, []

    def _meant(self, name: str, part: str, shown: Sequence[Offer]) -> list[str]:
        """What a number stands for, or a word for who was said just before."""
        if part in _AS_BEFORE and name in self.before:
            return split_list(join(self.before[name]))
        return chosen_by_number(part, shown)

    def _spell_day(self, answer: str) -> tuple[str, list[Problem]]:
        """Of today only where that lies in the plan's year."""
        plan = self.view.plan
        if answer in _TODAY:
            try:
                found = act_day(None, plan) - timedelta(_TODAY[answer])
            except RefusalError:
                found = date.min
            if found >= plan.first_day:
                return found.isoformat(), []
            values = {"seen": answer, "year": str(plan.year)}
            return "", [Problem("today_elsewhere", Place("", 0), values)]
        # Typed by hand, so no spreadsheet has made a month's year or lost a nought.
        if short := _MONTH_AND_DAY.fullmatch(spelling.plain(answer)):
            answer = f"{short[1]}月{short[2]}日"
        return spelling.day(answer, self._year), []

    @property
    def _year(self) -> int | None:
        """That of days without one, where records are all of one year."""
        return self.view.plan.year if self.kind in OF_THE_YEAR else None

    def _tell_apart(self, problem: Problem, shown: Sequence[Offer]) -> Problem:
        """Of people with one name each with number and group, to choose from."""
        if problem.code != "name_of_several":
            return problem
        numbers = {one.value: f"{at} " for at, one in enumerate(shown, 1)}
        told = [
            f"{numbers.get(code, '')}{self.messages.person(code)}"
            + (f" {self.names.group(group)}" if group else "")
            for code in problem.values["codes"].split("、")
            for group in [getattr(self.view.people.get(code), "group", None)]
        ]
        return replace(problem, values={**problem.values, "codes": "、".join(told)})

    def _read_roll(
        self, name: str, first: str, said: Said, shown: Sequence[Offer]
    ) -> tuple[str, list[Problem]]:
        """People out of a list of a group chat. Who did not come is taken from who came
        only after both were shown and confirmed.
        """
        lines = [first]
        # An empty line may stand before the first name, and ends the list after it.
        while lines[-1] or not (read_roll("\n".join(lines)) or lines[-2:] == ["", ""]):
            lines.append(prompt(self.messages.ui("roll_more")))
        signed = read_roll("\n".join(lines))
        if not signed:
            return "", [Problem("roll_unread", Place("", 0))]
        codes: dict[str, bool] = {}
        wrong: list[Problem] = []
        for one in signed:
            known = one.name in self.names.codes
            text = one.name if known else one.name.rstrip("到来")
            code, unknown = entries.in_codes(text, self.names)
            wrong += [self._tell_apart(problem, shown) for problem in unknown]
            codes |= dict.fromkeys(split_list(code), one.excused)
        if wrong:
            return "", wrong
        others = [code for code, excused in codes.items() if not excused]
        if name != "absent":
            return " ".join(others), []
        return self._confirm_absent(codes, others, said), []

    def _confirm_absent(
        self, codes: Mapping[str, bool], others: Sequence[str], said: Said
    ) -> str:
        """Codes of who was absent; nothing where that was not confirmed."""
        ui, due = self.messages.ui, due_at(self.view, said)
        away = set(codes)
        if others and due is not None:
            who = ui("roll_who", count=len(others))
            if self.pick(who, (ui("roll_came"), ui("roll_away"))) == 0:
                away = set(due).difference(others)
        told = ui(
            "roll_told",
            due=len(due or ()),
            away=len(away),
            people=self._people(sorted(away)) or ui("roll_nobody"),
        )
        right = self.pick(told, (ui("yes"), ui("no"))) == 0
        return (" ".join(sorted(away)) or NOBODY[0]) if right else ""

    def _people(self, codes: Sequence[str]) -> str:
        return str(self.messages.words.AND).join(map(self.names.shown, codes))

    def _label(self, name: str) -> str:
        info = KINDS[self.kind].model_fields[name]
        return (
            str(info.title)
            if self.messages.lang != "en"
            else f"{name}: {info.description}"
        )

    def _question(
        self,
        name: str,
        said: Said,
        shown: Sequence[Offer],
        default: str,
        skip: str,
    ) -> str:
        """What is asked; many choices are listed above it. skip: the sentence that
        tells how it is left out, empty where it cannot be.
        """
        messages, label = self.messages, self._label(name)
        known = (
            "、".join(steps_of(self.view, self.kind, said, messages))
            if has_steps(self.kind, name)
            else self._list(shown)
        )
        if shown and cell_len(known) > ABREAST:
            self._show_choices(shown)
            known = ""
        meaning = str(KINDS[self.kind].model_fields[name].description)
        parts = [
            messages.meaning(meaning) if "empty:" in meaning else "",
            self._how(name, shown),
            messages.ui("ask_known", known=known) if known else "",
            messages.ui("ask_usual", usual=default) if default else "",
            messages.ui(skip) if skip else "",
        ]
        told = str(messages.words.SEMI).join(filter(None, parts))
        return messages.ui("ask_one", label=label, how=told) if told else label

    def _how(self, name: str, shown: Sequence[Offer]) -> str:
        how = field_types(KINDS[self.kind])[name]
        if how.value is date:
            key = "how_day_here" if self.kind in OF_THE_YEAR else "how_day"
        elif how.refers == "people":
            key = "how_people" if how.several else "how_person"
            key = "how_absent" if name == "absent" else key
        elif shown:
            key = "how_numbers" if how.several else "how_number"
        else:
            key = how.ask
        return self.messages.ui(key) if key else ""

    def _list(self, shown: Sequence[Offer]) -> str:
        labels = [
            f"{at} {one.label}" if numbered(shown) else one.label
            for at, one in enumerate(shown, 1)
        ]
        return str(self.messages.words.AND).join(labels)

    def _show_choices(self, shown: Sequence[Offer]) -> None:
        """In columns, as many as there is room for."""
        labels = [
            f"{at:>2} {one.label}" if numbered(shown) else one.label
            for at, one in enumerate(shown[:SHOWN_AT_MOST], 1)
        ]
        show([Padding(Columns(labels, padding=(0, 2), column_first=True), (0, 2))])
        if len(shown) > SHOWN_AT_MOST:
            more = self.messages.ui("and_more", shown="", count=len(shown))
            show([f"  {more}"])
