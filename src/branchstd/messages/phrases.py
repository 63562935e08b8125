"""What can be said in one language without any catalogue: the interface's own
sentences, and problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from types import SimpleNamespace
from typing import Final, Self

from branchstd.findings import RESPELT, VARYING_OF, Problem, group
from branchstd.messages import table, translate
from branchstd.records.village import VILLAGE_KINDS
from branchstd.records.words import WORDS

_DAY: Final = re.compile(
    r"(?<![\w./-])(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w./-])", re.ASCII
)


class Phrases:
    """One language. `words` is its message table."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words: SimpleNamespace = table("sentences", lang)

    def ui(self, key: str, **values: object) -> str:
        """A sentence of the interface; whole numbers know what stands for one and what
        for more.
        """
        return str(self.words.UI[key].format(**numbers_of(values)))

    def meaning(self, english: str) -> str:
        """What a record kind or a field means, from what the models say of it."""
        return translate(self.lang, "meaning", english)

    def word_of(self, name: str, code: str) -> str:
        """A word of a closed list of the records."""
        zh, en = WORDS[name].get(code, (code, code))
        return en if self.lang == "en" else zh

    def problem(self, problem: Problem) -> tuple[str, str]:
        """Sentence and remedy of a problem; where nothing is near enough to be meant,
        the question about it goes.
        """
        sentence, remedy = self._problems[problem.code]
        values = {key: self._value(key, value) for key, value in problem.values.items()}
        # Labels are Chinese; elsewhere a field goes by its name.
        if self.lang == "en" and "field" in values:
            values["label"] = values["field"]
        usual = {"near": "", "aside": self.words.ASIDE["none"], "else": ""}
        told = str(remedy.format(**(usual | values)))
        if not values.get("near"):
            told = re.sub(str(self.words.GUESS), "", told).strip()
        said = str(sentence.format(**values))
        if problem.place.cell and self.lang != "en":
            told = told.replace(f"（{values.get('field')}）", "")
            return self._by_sheets(said), self._by_sheets(told)
        return said, told

    def _by_sheets(self, text: str) -> str:
        """With the sheets of a workbook for the files that its records come from."""
        for file, title in self._sheets_by_file.items():
            text = re.sub(rf" ?{re.escape(file)} ?", f"“{title}”表", text)
        return text

    @cached_property
    def _sheets_by_file(self) -> Mapping[str, str]:
        """Of a file with several sheets the first."""
        pairs = (
            (VILLAGE_KINDS[kind].path.partition(" ")[0], title)
            for kind, title in self.sheets.BOOK.items()
            if "." in VILLAGE_KINDS[kind].path
        )
        return dict(reversed([*pairs]))

    @property
    def stop(self) -> str:
        """Between sentences: a blank where the language parts words by blanks."""
        return " " if self.words.COLON.endswith(" ") else ""

    def alike(self, problems: Iterable[Problem]) -> list[list[Problem]]:
        """Those told as one; of several people where the same is to be done about
        each.
        """
        return group(
            problems,
            {
                code
                for code, (_, remedy) in self._problems.items()
                if "{person}" not in remedy
            },
        )

    def others(self, alike: Sequence[Problem]) -> str:
        """Where the same is said again, after the first: lines, and what stands
        there.
        """
        if alike[0].code in RESPELT:
            told = [f"“{p.values['seen']}”→{p.values['read']}" for p in alike[1:]]
            count = sum(int(p.values["count"]) for p in alike[1:])
            places = self.words.AND.join(told)
            return self.ui("alike", count=count, places=places) if told else ""
        # Of a row that says two things each may be told at the same cell.
        once = [*{(p.place, _seen(p)): p for p in reversed(alike)}.values()][::-1]
        runs: list[list[Problem]] = []
        for one in once[1:]:
            if runs and _is_below(runs[-1][-1], one):
                runs[-1].append(one)
            else:
                runs.append([one])
        told = self.words.AND.join(
            self._other(run, alike[0].place.file) for run in runs
        )
        return self.ui("alike", count=len(once) - 1, places=told) if told else ""

    def _other(self, run: Sequence[Problem], file: str) -> str:
        """Where it stands, with its file unless that is the one just named, and what
        stands there; of several cells below one another the first and the last.
        """
        place, text = run[0].place, _seen(run[0])
        name = place.file.rpartition("/")[2] if place.file != file else ""
        where = place.cell or self.ui("at_line", line=place.line)
        where = f"{where}:{run[-1].place.cell}" if len(run) > 1 else where
        return f"{name} {where}".strip() + (f"“{text}”" if text else "")

    def spell_days(self, text: str) -> str:
        """Days that stand by themselves in a text, and in no file's name, as papers
        have them.
        """
        return _DAY.sub(self._spell_day, text)

    def _spell_day(self, found: re.Match[str]) -> str:
        year, month, day = map(int, found.groups())
        name = self.words.PERIODS["month"][month - 1]
        return self.ui("day", year=year, month=name, day=day)

    def problem_texts(self) -> Mapping[str, tuple[str, str]]:
        """Every problem code with its sentence and remedy, values still in braces."""
        return self._problems

    @cached_property
    def sheets(self) -> SimpleNamespace:
        """Titles, columns and words of lists and reports, loaded when the first is
        made.
        """
        return table("sheets", self.lang)

    @cached_property
    def _problems(self) -> Mapping[str, tuple[str, str]]:
        found = table("problems", self.lang)
        return {**found.TEXT_PROBLEMS, **found.PROBLEMS}

    def detail(self, text: str) -> str:
        """What the system says of a file, in this language where it is known."""
        return translate(self.lang, "system", text)

    def _value(self, key: str, value: str) -> str:
        """Values that are codes, as words."""
        if key == "detail":
            return self.detail(value)
        tables = {"to": self.words.TARGETS, "aside": self.words.ASIDE}
        if texts := (tables | {"else": self.words.ELSE}).get(key):
            return str(texts.get(value, value))
        if key in {"kind", "also"} and value in WORDS["activity_kinds"]:
            return self.word_of("activity_kinds", value)
        if key == "kind" and value in VILLAGE_KINDS:
            return value if self.lang == "en" else VILLAGE_KINDS[value].zh
        if key in {"body", "post"}:
            return self.word_of("bodies" if key == "body" else "posts", value)
        return value


def number(value: Fraction | int) -> str:
    """An exact number: whole, decimal where that is exact, else a fraction."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    if 100 % exact.denominator == 0:
        return f"{Decimal(exact.numerator) / exact.denominator:f}"
    return str(exact)


class Counted(str):
    """A number in a sentence that says what stands for one and what for more: `{days:#
    day|# days}`, # for itself.
    """

    __slots__ = ()

    def __new__(cls, value: Fraction | int | str) -> Self:
        """A text is taken as it is: a number that somebody has written already."""
        return super().__new__(cls, value if isinstance(value, str) else number(value))

    def __format__(self, forms: str) -> str:
        one, _, many = (forms or "#|#").partition("|")
        return (one if self.lstrip("+-") == "1" else many).replace("#", self)


def numbers_of(values: Mapping[str, object]) -> dict[str, object]:
    """The same values, whole numbers as numbers of sentences."""
    return {
        name: Counted(value) if type(value) is int else value
        for name, value in values.items()
    }


def _seen(problem: Problem) -> str:
    values = problem.values
    if problem.code in VARYING_OF:
        return f"{values['seen']}≠{values['needed']}"
    return values.get("seen") or values.get("person") or values.get("amount", "")


def _is_below(upper: Problem, lower: Problem) -> bool:
    """Whether the same is said of the cell below in a sheet."""
    above, place = upper.place, lower.place
    return (
        bool(place.cell)
        and above._replace(line=above.line + 1) == place
        and _seen(upper) == _seen(lower)
    )
