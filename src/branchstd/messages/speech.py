"""Results as sentences of one language: a rule's message, remedy and source, a missing code's meaning. No layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from branchstd.assess import RuleResult, StandardResult
from branchstd.catalogue.model import Catalogue, Change, OpenPoint, Plan, Standard
from branchstd.catalogue.rules import Rule
from branchstd.findings import Outcome
from branchstd.messages.telling import Teller
from branchstd.records.words import WORDS

SHOWN_AT_MOST: Final = 8
_PERIOD = re.compile(r"(\d{4})-(?:(Q|H)(\d)|(\d{2}))")
_NOBODY: Mapping[str, str] = MappingProxyType({})


class Speech(Teller):
    """One language, with the texts of one catalogue and plan, and people's names where the office keeps them.

    undecided: open points of the plan whose defaults hold until the town decides.
    """

    def __init__(
        self,
        lang: str,
        catalogue: Catalogue,
        plan: Plan,
        names: Mapping[str, str] = _NOBODY,
        undecided: Sequence[OpenPoint] = (),
    ) -> None:
        super().__init__(lang)
        self.catalogue, self.plan, self.names, self.undecided = catalogue, plan, names, undecided

    def rule(self, result: RuleResult) -> str:
        """One sentence: what was seen, what was needed, what is missing."""
        return str(self._template(result).format(**self._values(result)))

    def _template(self, result: RuleResult) -> str:
        answer, words = result.answer, self.words
        if answer.share is None:
            causes = (f"{answer.cause}.{result.outcome}", answer.cause)
            return str(next(words.CAUSES[cause] for cause in causes if cause in words.CAUSES))
        if answer.cause == "empty":
            return str(words.EMPTY)
        enough = f"{result.rule.kind}.enough"
        if result.outcome is Outcome.MET and answer.missing and enough in words.RULES:
            return str(words.RULES[enough])
        if result.outcome is Outcome.UNMET and answer.observed and getattr(result.rule, "run", None):
            return str(words.RULES["cadence.run"])  # broken by a row of misses, not by there being none
        return str(words.RULES[f"{result.rule.kind}.{result.outcome}"])

    def _values(self, result: RuleResult) -> dict[str, str]:
        answer, rule = result.answer, result.rule
        observed, expected = answer.observed or 0, answer.expected or 0
        due = answer.due.isoformat() if answer.due else ""
        values = {
            "noun": rule.noun[self.lang],
            "observed": number(observed),
            "expected": number(expected),
            "short": number(max(Fraction(0), Fraction(expected) - Fraction(observed))),
            "missing": self.missing(rule, answer.missing),
            "run": number(getattr(rule, "run", None) or 0),
            "due": due,
            "until": self.ui("due_on", day=due) if due else "",
        }
        return values | {key: self._word(key, value) for key, value in answer.values.items()}

    def _word(self, key: str, value: str) -> str:
        """Values that are codes, as words."""
        if key == "verdict":
            return self.closed("verdicts", value)
        if key == "role":
            return self.closed("roles", value)
        if key == "list":
            return self.plan.lists[value].title[self.lang]
        return value

    def missing(self, rule: Rule, codes: tuple[str, ...]) -> str:
        """Missing codes as words, the first few of them."""
        shown = [self.code(rule, code) for code in codes[:SHOWN_AT_MOST]]
        text = str(self.words.AND).join(shown)
        return text if len(codes) <= SHOWN_AT_MOST else self.ui("and_more", shown=text, count=len(codes))

    def all_of(self, words: str, codes: Iterable[str]) -> str:
        """Several words of a closed list."""
        return str(self.words.AND).join(self.closed(words, code) for code in codes)

    def some(self, names: Sequence[str]) -> str:
        """The first of many names, and how many there are."""
        text = str(self.words.AND).join(names[:SHOWN_AT_MOST])
        return text if len(names) <= SHOWN_AT_MOST else self.ui("some_more", names=text, count=len(names))

    def code(self, rule: Rule, code: str) -> str:
        """A period, a person, an item of a list, a seat without a holder, or `<record>:<step>`."""
        head, _, tail = code.partition(":")
        if tail and rule.kind == "steps":
            return f"{head}·{self._steps(rule.template).get(tail, tail)}"
        if tail:
            return f"{self._element(rule, head)} {self.period(tail)}"
        return self.period(head) if _PERIOD.fullmatch(head) else self._element(rule, head)

    def _steps(self, template: str) -> dict[str, str]:
        return {step.code: step.title[self.lang] for step in self.catalogue.templates[template].steps}

    def period(self, code: str) -> str:
        """A month, quarter or half-year; with its year where that is not the plan's."""
        found = _PERIOD.fullmatch(code)
        if not found:
            return code
        year, letter, part, month = found.groups()
        text = str(self.words.PERIODS[letter or "month"][int(part or month) - 1])
        return text if int(year) == self.plan.year else f"{year} {text}"

    def _element(self, rule: Rule, code: str) -> str:
        if code.startswith("?"):
            return self.ui("vacancy", number=code[1:])
        name = getattr(rule, "set", None) or getattr(rule, "per", None) or ""
        if name.startswith("list:") and (found := self.plan.lists.get(name[5:])) and code in found.items:
            return found.items[code][self.lang]
        if code in WORDS["posts"]:
            return self.closed("posts", code)
        return self.person(code)

    def person(self, code: str) -> str:
        """The code, with the name where a local names.csv has it."""
        return f"{code} {self.names[code]}" if code in self.names else code

    def remedy(self, result: RuleResult, standard: Standard) -> str:
        """What to do next; nothing where nothing is to be done."""
        if result.is_gap:
            first = str(self.words.NEXT.get(result.rule.kind, ""))
            return f"{first}{self.words.STOP}{standard.remedy[self.lang]}" if first else standard.remedy[self.lang]
        if result.outcome in {Outcome.REVIEW, Outcome.ERROR}:
            return str(self.words.WAITS.get(f"{result.answer.cause}", ""))
        return ""

    def advice(self, result: StandardResult) -> str:
        """What to do about all gaps of a standard: what holds for their kinds of rule, then the standard's remedy."""
        first = dict.fromkeys(str(self.words.NEXT.get(rule.rule.kind, "")) for rule in result.gaps)
        return str(self.words.STOP).join([*filter(None, first), result.standard.remedy[self.lang]])

    def moment(self, rule: Rule) -> str:
        """When it must hold: a period, a day, or all the time."""
        if due := getattr(rule, "due", None):
            return self.ui("until", day=self.plan.days.get(due, due))
        return str(self.words.EVERY[getattr(rule, "every", None) or "continuous"])

    def source(self, rule: Rule) -> str:
        """Where a rule comes from: the plan's clause and words, articles, and what in it is only a default."""
        source, words = rule.source, self.words.SOURCES
        parts = []
        if source.plan:
            parts.append(words["plan"].format(clause=source.plan, phrase=source.phrase))
        for article in source.regulation:
            found = self.catalogue.regulations[article]
            parts.append(words["regulation"].format(title=found.title, checked=words[found.checked]))
        if source.office:
            parts.append(words["office"].format(basis=source.office))
        return str(self.words.SEMI).join(
            [*parts, *([self.default_mark(rule).strip(" ()（）")] if source.default else [])]
        )

    def footnotes(self, codes: Collection[str]) -> list[str]:
        """What the plan leaves open about rules, standards, targets or days, with the default that holds."""
        meant = {*codes, *(code.rpartition(".")[0] for code in codes)}
        return [self.open_point(point) for point in self.undecided if meant & set(point.changes)]

    def open_point(self, point: OpenPoint) -> str:
        question, default = point.question[self.lang], point.default[self.lang]
        return self.ui("note_open", id=point.id, question=question, default=default)

    def own(self, change: Change) -> str:
        """What the office changed, who decided it and on what basis."""
        said = {"id": change.id, "was": change.was, "now": change.now}
        text = str(self.words.OWN[f"{change.what}.{change.action}"].format(**said))
        if change.by:
            return text + self.ui("own_by", by=change.by, date=change.date, basis=change.basis)
        return text + (self.ui("own_basis", basis=change.basis) if change.basis else "")

    def own_summary(self) -> str:
        """How many standards ship and how many are the office's; nothing where it changed nothing."""
        changes = self.catalogue.changes
        if not changes:
            return ""
        done = Counter(change.action for change in changes)
        shipped = sum(self.catalogue.origin(standard.id) == "shipped" for standard in self.catalogue.standards)
        counts = {"replaced": done["replace"], "added": done["add"], "disabled": done["disable"], "other": done["set"]}
        return self.ui("own_summary", shipped=shipped, **counts)

    def own_mark(self, standard: Standard) -> str:
        """A mark behind the title of a standard that the office replaced or added."""
        return self.ui(f"own_mark.{self.catalogue.origin(standard.id)}")

    def default_mark(self, rule: Rule) -> str:
        """What in the rule waits for the town, or nothing."""
        if not rule.source.default:
            return ""
        return self.ui("default_mark", what=self.defaults(rule.source.default))

    def defaults(self, names: tuple[str, ...]) -> str:
        """What of numbers, periods and lists is only a default."""
        return str(self.words.AND).join(self._parameter(name) for name in names)

    def _parameter(self, name: str) -> str:
        if name.startswith("list:"):
            return self.plan.lists[name[5:]].title[self.lang]
        return str(self.words.PARAMETERS[name])


def number(value: Fraction | int) -> str:
    """An exact number: whole, decimal where that is exact, else a fraction."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    if 100 % exact.denominator == 0:
        return f"{Decimal(exact.numerator) / exact.denominator:f}"
    return str(exact)


def points(value: Fraction) -> str:
    """Half up to two places."""
    hundredths = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02}"
