"""Results as sentences of one language: a rule's message, remedy and source, a missing
code's meaning. No layout.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from branchstd.assess import RuleResult, StandardResult
from branchstd.catalogue.model import Catalogue, Change, Plan, Quorum, Standard
from branchstd.catalogue.parts import OpenPoint, Settled
from branchstd.catalogue.rules import (
    Cadence,
    Count,
    Cover,
    Deadline,
    Each,
    Judgement,
    OnTime,
    Rule,
    Steps,
    Total,
)
from branchstd.findings import Outcome
from branchstd.messages.phrases import Counted, Phrases, number
from branchstd.records.spelling import YEAR_OR_PERIOD
from branchstd.records.words import WORDS
from branchstd.rules.answer import Answer, Rejected, outcome_of

SHOWN_AT_MOST: Final = 8
OF_RECORDS: Final = {"each", "on_time", "steps"}
# What a rule may ask beside its noun, and where that is nothing.
PLAIN: Final[dict[str, set[Any]]] = {
    "at_least": {1}, "grace_days": {0, "0", "any"}, "min_share": {1}, "turnout": {None},
}  # fmt: skip
_NOBODY: Mapping[str, str] = MappingProxyType({})


class Messages(Phrases):
    """One language, with the texts of one catalogue and plan, and people's names where
    the office keeps them.

    asked: the day asked for, which may lie after the plan's year. most: how many of
    what is missing a sentence names.
    """

    def __init__(
        self,
        lang: str,
        catalogue: Catalogue,
        plan: Plan,
        names: Mapping[str, str] = _NOBODY,
        *,
        asked: date | None = None,
        most: int = SHOWN_AT_MOST,
    ) -> None:
        super().__init__(lang)
        self.catalogue, self.plan, self.names, self.asked, self.most = (
            catalogue,
            plan,
            names,
            asked,
            most,
        )

    def year_note(self) -> str:
        """That a day after the year was asked for, and by which it is judged; else
        nothing.
        """
        if self.asked is None or self.asked <= self.plan.last_day:
            return ""
        return self.ui("year_note", asked=self.asked, day=self.plan.last_day)

    def rule(self, result: RuleResult) -> str:
        """One sentence: what was seen, what was needed, what is missing, what came
        late.
        """
        sentences = self.words.CAUSES if result.answer.cause else self.words.RULES
        return str(
            sentences[key_of(result)].format(**self._values(result))
        ) + self._late(result)

    def _late(self, result: RuleResult) -> str:
        """What came late and by how much; a deadline says so itself."""
        late = result.answer.late
        if not late or result.rule.kind == "deadline":
            return ""
        shown = [
            self.ui(
                "late_one",
                code=self.code(result.rule, one.code),
                days=Counted(one.days),
            )
            for one in late[: self.most]
        ]
        what = self._and_more(shown, len(late))
        return self.ui("late", count=len(late), what=what, **self._worth())

    def _worth(self) -> dict[str, str]:
        """How many days late still count, and how much."""
        numbers = self.catalogue.parameters
        return {"days": Counted(numbers.late_days), "worth": str(numbers.late_share)}

    def late_until(self, result: RuleResult) -> str:
        """Until when what is missing would still be worth something."""
        missing = self.missing(result.rule, result.answer.missing)
        values = {
            "noun": result.rule.noun[self.lang],
            "day": result.answer.late_until,
            **self._worth(),
        }
        return self.ui(
            "late_until",
            **values,
            missing=self.ui("late_missing", missing=missing) if missing else "",
        )

    def _requirement(self, rule: Rule) -> str:
        """What is asked beside what the noun says, in brackets; nothing where it is the
        plain thing.
        """
        if not isinstance(rule, (Cadence, Cover, OnTime)):
            return ""
        found = {name: getattr(rule, name) for name in PLAIN if hasattr(rule, name)}
        # So much only of who is a member all year: the noun says it.
        if isinstance(rule, Cover) and rule.sum:
            del found["at_least"]
        asked = [
            str(
                self.words.ASKED[name].format(
                    number=percent(value)
                    if isinstance(value, Fraction)
                    else Counted(f"{value}")
                )
            )
            for name, value in found.items()
            if value not in PLAIN[name]
        ]
        return (
            str(self.words.ASKED["in"].format(what=self.words.AND.join(asked)))
            if asked
            else ""
        )

    def _values(self, result: RuleResult) -> dict[str, str]:
        answer, rule = result.answer, result.rule
        observed, expected = answer.observed or 0, answer.expected or 0
        due = answer.due.isoformat() if answer.due else ""
        said = sum_text if rule.kind == "total" else Counted
        values: dict[str, str] = {
            "noun": rule.noun[self.lang],
            "observed": said(observed),
            "expected": said(expected),
            "short": said(max(Fraction(0), Fraction(expected) - Fraction(observed))),
            "asked": self._requirement(rule),
            "missing": self._fallen_short(rule, answer)
            or self.missing(rule, answer.missing, answer.leaving),
            "effect": str(self.words.VETOES.get(rule.effect, "")),
            "due": due,
            "until": self.ui("due_on", day=due) if due else "",
            **self._worth(),
        }
        if isinstance(rule, Count) and rule.at_most is not None:
            values["over"] = Counted(observed - rule.at_most)
            if rule.at_most > expected:
                values["expected"] = self.ui("range", least=expected, most=rule.at_most)
        values |= {key: self._word(key, value) for key, value in answer.values.items()}
        if isinstance(rule, Steps):
            values |= {
                "lacks": self._lacks(rule, answer),
                "failed": Counted(answer.values.get("failed", "0")),
            }
        return values

    def _word(self, key: str, value: str) -> str:
        """Values that are codes, as words."""
        if key == "verdict":
            return self.word_of("verdicts", value)
        if key == "role":
            return self.word_of("roles", value)
        if key == "list":
            return self.plan.lists[value].title[self.lang]
        if key == "by":
            return self.person(value)
        return Counted(value) if value.isdecimal() else value

    def missing(
        self, rule: Rule, codes: Sequence[str], leaving: Collection[str] = ()
    ) -> str:
        """Missing codes as words, the first few of them. leaving: people to be marked
        as reported to have left.
        """
        marks = (
            self.ui("reported_left") if code.partition(":")[0] in leaving else ""
            for code in codes
        )
        shown = [
            self.code(rule, code) + mark
            for code, mark in zip(codes[: self.most], marks, strict=False)
        ]
        return self._and_more(shown, len(codes))

    def _fallen_short(self, rule: Rule, answer: Answer) -> str:
        """Of records that were measured by something, by what; nothing for a rule of
        which none was.
        """
        left: dict[int, Rejected] = {}
        for one in answer.rejected:
            left.setdefault(id(one.record), one)
        if not isinstance(rule, Each) or not any(
            "quorum" in one.values for one in left.values()
        ):
            return ""
        pairs = list(zip(answer.missing, left.values(), strict=False))
        shown = []
        for code, record in pairs[: self.most]:
            about = getattr(record.record, "about", "")
            said = (
                self.code(rule, code)
                if about in {"", code}
                else self.ui("in_words", code=code, words=about)
            )
            measured = "quorum" in record.values
            shown.append(
                self.ui("measured", code=said, measured=self.quorum_text(record))
                if measured
                else said
            )
        return self._and_more(shown, len(pairs))

    def quorum_text(self, rejected: Rejected) -> str:
        """By which quorum a vote was measured, in its source's word, and what it
        lacked.
        """
        values = {**rejected.values}
        quorum = self.catalogue.quorums[values["quorum"]]
        if values["written"] != "0":
            values["present"] = self.ui("and_written", **values)
        values |= {
            "kind": self.word_of("vote_types", values["kind"]),
            "word": quorum.word[self.lang],
        }
        return self.ui("ballot", **values) + self.waiting(quorum)

    def all_of(self, words: str, codes: Iterable[str]) -> str:
        """Several words of a closed list."""
        return str(self.words.AND).join(self.word_of(words, code) for code in codes)

    def some(self, texts: Sequence[str]) -> str:
        """The first of many names, and how many there are."""
        return self._and_more(texts[: self.most], len(texts), "some_more")

    def _and_more(self, shown: Sequence[str], count: int, key: str = "and_more") -> str:
        text = str(self.words.AND).join(shown)
        return text if count <= self.most else self.ui(key, shown=text, count=count)

    def _lacks(self, rule: Steps, answer: Answer) -> str:
        """What lacks in steps, by the reason: `<record>:<step>:<reason>:<the step it
        lies before>`, blanks between.

        What the town has to do is marked where not all of it is: there the whole line
        says so.
        """
        titles = self.steps(rule.template)
        steps = self.catalogue.templates[rule.template].steps
        needs = {
            step.code: step.extends.field if step.extends else step.needs
            for step in steps
        }
        of_town = {
            step.code for step in steps if step.by == "town" and not answer.by_town
        }
        told: dict[str, list[str]] = {}
        for name, step, reason, other, *_ in (
            lack.split(":") for lack in answer.values.get("lacks", "").split()
        ):
            text = self.code(rule, f"{name}:{step}")
            if reason == "field":
                text += self.words.STEP_NEEDS.get(needs[step], "")
            if other:
                text = self.ui("step_before", step=text, other=titles[other])
            told.setdefault(reason, []).append(
                self.ui("step_of_town", step=text) if step in of_town else text
            )
        parts = [
            self.words.STEP_LACKS[reason].format(
                steps=self._and_more(texts[: self.most], len(texts))
            )
            for reason, texts in told.items()
        ]
        return str(self.words.SEMI).join(parts)

    def code(self, rule: Rule, code: str) -> str:
        """A period, a person, an item of a list, a seat without a holder, or
        `<record>:<step>`.
        """
        head, _, tail = code.partition(":")
        if tail and rule.kind == "steps":
            return f"{head}·{self.steps(rule.template).get(tail, tail)}"
        if tail:
            return self.ui(
                "of_period", element=self._element(rule, head), period=self.period(tail)
            )
        return (
            self.period(head)
            if YEAR_OR_PERIOD.fullmatch(head)
            else self._element(rule, head)
        )

    def steps(self, template: str) -> dict[str, str]:
        """Titles by code; those that several steps bear with their numbers."""
        found = {
            step.code: step.title[self.lang]
            for step in self.catalogue.templates[template].steps
        }
        times = Counter(found.values())
        return {
            code: title
            if times[title] == 1
            else self.ui("step_numbered", title=title, code=code)
            for code, title in found.items()
        }

    def period(self, code: str) -> str:
        """A month, quarter, half-year or year; with its year where that is not the
        plan's.
        """
        if not YEAR_OR_PERIOD.fullmatch(code):
            return code
        year, _, part = code.partition("-")
        every = part[0] if part[:1] in {"Q", "H"} else "month" if part else "year"
        text = str(self.words.PERIODS[every][int(part.lstrip("QH") or 1) - 1])
        return (
            text
            if int(year) == self.plan.year
            else self.ui("of_year", year=year, period=text)
        )

    def _element(self, rule: Rule, code: str) -> str:
        if code.startswith("?"):
            return self.ui("vacancy", number=code[1:])
        name = getattr(rule, "set", None) or getattr(rule, "per", None) or ""
        if (
            name.startswith("list:")
            and (found := self.plan.lists.get(name[5:]))
            and code in found.items
        ):
            return found.items[code][self.lang]
        words = next(
            (words for words in ("posts", "activity_kinds") if code in WORDS[words]),
            None,
        )
        if words is not None:
            return self.word_of(words, code)
        return self.person(code)

    def person(self, code: str, *, left: bool = False) -> str:
        """The code, with the name where a local names.csv has it. left: reported to
        have left, not borne out.
        """
        told = (
            self.ui("named", code=code, name=self.names[code])
            if code in self.names
            else code
        )
        return told + self.ui("reported_left") if left else told

    def remedy(self, result: RuleResult, standard: Standard) -> str:
        """What to do next; nothing where nothing is to be done."""
        if result.is_gap:
            return self._advice([result], standard)
        if result.outcome in {Outcome.REVIEW, Outcome.ERROR}:
            return str(self.words.WAITS.get(f"{result.answer.cause}", ""))
        return ""

    def advice(self, result: StandardResult) -> str:
        """What to do about all gaps of a standard: what holds for their kinds of rule,
        then the standard's remedy.
        """
        return self._advice(result.gaps, result.standard)

    def _advice(self, gaps: Sequence[RuleResult], standard: Standard) -> str:
        """What is done, only late, asks for nothing more."""
        said = dict.fromkeys("late" if gap.is_there else gap.rule.kind for gap in gaps)
        first = [str(self.words.NEXT[key]) for key in said if key in self.words.NEXT]
        return str(self.stop).join(
            first if said.keys() == {"late"} else [*first, standard.remedy[self.lang]]
        )

    def moment(self, rule: Rule) -> str:
        """When it must hold: a period, a day, or all the time."""
        if due := getattr(rule, "due", None):
            return self.ui("until", day=self.plan.days.get(due, due))
        return str(self.words.EVERY[getattr(rule, "every", None) or "continuous"])

    def source(self, part: Rule | Quorum) -> str:
        """Where a rule comes from: the plan's clause and words, articles, and what in
        it is only a default.
        """
        source, words = part.source, self.words.SOURCES
        parts = []
        if source.plan:
            parts.append(words["plan"].format(clause=source.plan, phrase=source.phrase))
        parts += map(self.article, source.regulation)
        if source.office:
            parts.append(words["office"].format(basis=source.office))
        settled = () if isinstance(part, Quorum) else self.settlements(part)
        return str(self.words.SEMI).join(
            [
                *parts,
                *filter(
                    None,
                    [self.waiting(part).strip(" ()（）"), *map(str.strip, settled)],
                ),
            ]
        )

    def names_of_sources(self, rule: Rule) -> str:
        """Where a rule comes from, without the words: the plan's clause, articles, the
        town's basis.
        """
        source, words = rule.source, self.words.SOURCES
        titles = (self.catalogue.articles[code].title for code in source.regulation)
        clause = words["clause"].format(clause=source.plan) if source.plan else ""
        office = words["office"].format(basis=source.office) if source.office else ""
        return str(self.words.AND).join(filter(None, [clause, *titles, office]))

    def basis(self, rule: Rule) -> str:
        """The same as a paper says it: the words alone, and where nobody has seen them
        in the original.
        """
        source, words = rule.source, self.words.SOURCES
        said = [words["plan"].format(clause=source.plan, phrase=source.phrase)]
        said = said if source.plan else []
        for found in (self.catalogue.articles[code] for code in source.regulation):
            quoted = "".join(f"“{text}”" for text in found.words)
            doubt = self.words.ASKED["in"].format(what=words["secondary"])
            doubt = doubt if found.seen == "secondary" else ""
            said.append(f"{found.title}{quoted}{doubt}")
        said += [words["office"].format(basis=source.office)] if source.office else []
        return str(self.words.SEMI).join(
            filter(None, [*said, self.waiting(rule).strip(" ()（）")])
        )

    def revision(self, found: str | None) -> str:
        """At which revision the records stand; that they are under none, or that nobody
        could find out.
        """
        return (
            self.ui("unknown_revision")
            if found is None
            else found or self.ui("no_revision")
        )

    def article(self, code: str) -> str:
        """An article with how it was seen, from when it is in force, and its words."""
        found, words = self.catalogue.articles[code], self.words.SOURCES
        since = words["since"].format(day=found.since) if found.since else ""
        quoted = "".join(f"“{text}”" for text in found.words)
        said = {
            "title": found.title,
            "seen": words[found.seen],
            "since": since,
            "words": quoted,
        }
        return str(words["regulation"].format(**said)).rstrip()

    def footnotes(self, codes: Collection[str]) -> list[str]:
        """What the plan leaves open about rules, standards, targets or days, with what
        holds.
        """
        return [self.open_point(point) for point in self.open_points(codes)]

    def open_points(self, codes: Collection[str]) -> list[OpenPoint]:
        """Those that move rules, standards, targets or days."""
        meant = {*codes, *(code.rpartition(".")[0] for code in codes)}
        return [point for point in self.plan.open if meant & point.effects]

    def open_point(self, point: OpenPoint) -> str:
        """The question, with what the town has decided, or the default that holds until
        it does.
        """
        word = self.plan.settlements.get(point.id)
        values = {
            "id": point.id,
            "question": point.question[self.lang],
            "default": self.holding(point),
        }
        if word is None:
            return self.ui("note_open", **values)
        return self.ui("note_settled", settled=self._word_of(word), **values)

    def holding(self, point: OpenPoint) -> str:
        """What holds of an open point: a choice; where the town set something itself,
        what it set.
        """
        chosen = self.plan.chosen(point)
        own = [
            change
            for change in self.catalogue.changes
            if f"{change.what}s.{change.id}" in point.subjects
        ]
        if chosen is None and not own:
            return point.default[self.lang]
        said = chosen.title[self.lang] if chosen else ""
        numbers = [
            f"{change.id} {change.now}"
            for change in own
            if chosen is None or chosen.own
        ]
        return str(self.words.SEMI).join(filter(None, [said, *numbers]))

    def stands(self, *subjects: str) -> str:
        """Behind what rests on these: when and on what basis the town settled it, or
        that it waits for the town.
        """
        word = next(
            (
                self.plan.settlements[one]
                for one in subjects
                if one in self.plan.settlements
            ),
            None,
        )
        return (
            self.ui("stands_settled", settled=self._word_of(word))
            if word
            else self.ui("stands_default")
        )

    def taken(self, point: OpenPoint) -> str:
        """What holds of an open point, and by whose word."""
        key = "settled_taken" if point.id in self.plan.settlements else "default_taken"
        return self.ui(key, text=self.holding(point), stands=self.stands(point.id))

    def _word_of(self, word: Settled) -> str:
        return self.ui("decided", date=word.date, basis=word.basis)

    def own(self, change: Change) -> str:
        """What the office changed, who decided it and on what basis."""
        said = {"id": change.id, "was": change.was, "now": change.now}
        text = str(self.words.OWN[change.what].format(**said))
        if change.by:
            return text + self.ui(
                "own_by", by=change.by, date=change.date, basis=change.basis
            )
        return text + (self.ui("own_basis", basis=change.basis) if change.basis else "")

    def own_summary(self) -> str:
        """How much the office set itself; nothing where it set nothing."""
        changes = self.catalogue.changes
        return self.ui("own_summary", count=len(changes)) if changes else ""

    def default_mark(self, rule: Rule) -> str:
        """What in the rule waits for the town, and what of it the town has settled; or
        nothing.
        """
        return "".join([self.waiting(rule), *self.settlements(rule)])

    def waiting(self, part: Rule | Quorum) -> str:
        """What in the rule is only a default; where it rests on no text, all of it."""
        if not part.source.default:
            return ""
        is_alone = part.source.standing == "default"
        return self.ui(
            "default_mark",
            what=self.ui("this_rule")
            if is_alone
            else self.defaults(part.source.default),
        )

    def settlements(self, rule: Rule) -> list[str]:
        """What in the rule would wait for the town, had it not settled it; together
        what was settled at once.
        """
        words: dict[Settled, list[str]] = {}
        for key, word in self.plan.settlements.items():
            if key.startswith(f"{rule.id}:"):
                words.setdefault(word, []).append(key.partition(":")[2])
        said = (
            (self.defaults(tuple(named)), self._word_of(word))
            for word, named in words.items()
        )
        return [
            self.ui("settled_mark", what=what, settled=settled)
            for what, settled in said
        ]

    def defaults(self, names: tuple[str, ...]) -> str:
        """What of numbers, periods and lists is only a default."""
        return str(self.words.AND).join(self._parameter(name) for name in names)

    def _parameter(self, name: str) -> str:
        if name.startswith("list:"):
            return self.plan.lists[name[5:]].title[self.lang]
        return str(self.words.PARAMETERS[name])


def key_of(result: RuleResult) -> str:
    """Which sentence holds: among CAUSES where there is a cause, else among RULES; how
    late is told beside it.
    """
    cause, kind = result.answer.cause, result.rule.kind
    if cause == "empty":  # no records of the kind, or nobody in a set
        return f"{'empty' if kind in OF_RECORDS else 'nobody'}.{result.outcome}"
    return cause or f"{kind}.{_choose_sentence(result)}"


def _choose_sentence(result: RuleResult) -> str:
    """Which of the sentences of its kind: by the outcome as if nothing had come late,
    or by what is told instead.
    """
    answer, rule = result.answer, result.rule
    outcome = result.outcome if answer.there is None else outcome_of(answer.there)
    met, said = outcome is Outcome.MET, str(outcome)
    match rule:
        case Steps(hard=True):
            said = "hard_met" if met else "hard"
        case Deadline() if answer.late:
            said = "partial"
        # A veto is judged by a plain yes to it.
        case Judgement() if answer.values.get("verdict") == "yes":
            said = "veto"
        case Total(every=str()) if answer.observed:
            said = "periods" if met else "short"
        case Count(at_most=int(most)) if int(answer.observed or 0) > most:
            said = "many"
        case OnTime(grace_days="any"):
            said = f"any_{outcome}"
        case Cadence(run=str()) if answer.missing and answer.observed:
            # Broken by a row of misses, not by there being none.
            said = "run_met" if met else "run"
        case Cadence() | Cover() if met and answer.missing:
            said = "enough"
    return said


def sum_text(value: Fraction | int) -> str:
    """What was added up: no fractions of a hundredth."""
    return (
        number(value)
        if 100 % Fraction(value).denominator == 0
        else points(Fraction(value))
    )


def percent(share: Fraction | int) -> str:
    """In a hundred, of what is not exact no more than there is: only the whole is
    100%.
    """
    hundredths = math.floor(10_000 * Fraction(share))
    return f"{Decimal(hundredths) / 100:f}%"


def points(value: Fraction) -> str:
    """Half up to two places."""
    hundredths = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02}"
