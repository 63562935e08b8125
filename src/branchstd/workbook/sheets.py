"""The sheets of a village's workbook: which records, in which columns, what each cell
says, and by what a record is known again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import count
from types import MappingProxyType
from typing import Any, Final

from branchstd.catalogue.everyday import Everyday
from branchstd.catalogue.model import Catalogue
from branchstd.catalogue.rules import Steps
from branchstd.mask import mask
from branchstd.records.base import Record, field_types
from branchstd.records.holdings import Village
from branchstd.records.town import KINDS
from branchstd.records.types import NOBODY, FieldType
from branchstd.records.words import WORDS
from branchstd.store.layout import VILLAGE_FILES, FileSpec
from branchstd.store.parser import OF_THE_YEAR

# In the order of the workbook, each with the fields by which a record is known.
# A field of the record that it stands in is written with a stroke before it.
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("code",),
    "group": ("code",),
    "post": ("person", "body", "post", "start"),
    "term": ("start",),
    "venue": ("start",),
    "activity": ("date", "kind", "group"),
    "vote": ("/date", "/kind", "/group", "about"),
    "dues": ("month", "paid_on", "people"),
    "duty": ("month", "person"),
    "matter": ("id",),
    "candidate": ("person",),
    "member_year": ("person",),
    "document": ("date", "form", "title"),
    "income": ("date", "source", "amount", "ref"),
    "self_check": ("round", "standard"),
    "rectify": ("item",),
    "claim": ("/item", "date", "kind"),
    "feedback": ("id",),
    "case": ("opened_on", "ref"),
}
HOLDERS: Final = {
    inner: (kind, name) for kind in KEYS for name, inner in KINDS[kind].nested.items()
}
# What is shown beside the field that it is about.
BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "self_check": ("standard", "title", "requirement", "progress", "gaps", "days"),
    "rectify": ("item", "problem", "due"),
}
NAME: Final = "@name"  # of a person, from the office's own list of names
LONGEST: Final = 16_000  # characters in a cell; a spreadsheet takes some 32,000
CUT: Final = "……（太长，后面没有导出）"
Cells = Mapping[str, str]
# How a cell is written where a file wants it otherwise.
_PERSON: Final = "写姓名，或者人员代码"
_SEVERAL: Final = "；几个用“、”隔开，一个也没有写“无”"
_DAY: Final = "日期，平时怎么写就怎么写，例如 2019-06-05、6月5日"
_DAY_OF_A_YEAR: Final = "日期，写上四位的年份，例如 2019-06-05、2019年6月5日"
# What is done about an item has its year by the day on which it was found.
_YEARLESS: Final = OF_THE_YEAR | {"rectify", "claim"}


@dataclass(frozen=True)
class SheetColumn:
    """key: the field; `/field` of the record that it stands in; `=word` of what is only
    shown beside it; `field.step` of one step; NAME. words: what people say for its
    codes.
    """

    key: str
    title: str
    how: FieldType
    meaning: str = ""
    needed: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether the record itself says it."""
        return self.key[0] not in "/@="

    @property
    def is_shown(self) -> bool:
        """Whether it only tells what stands elsewhere: nobody changes it here."""
        return self.key[0] in "/="

    @property
    def name(self) -> str:
        """The field, of a step the field of steps."""
        return self.key.strip("/").partition(".")[0]

    @property
    def step(self) -> str:
        """The code of a step; empty for other columns."""
        return self.key.partition(".")[2]

    @property
    def choices(self) -> list[str]:
        """The words that it takes, where they are a closed list."""
        return (
            [zh for zh, _ in WORDS[self.how.words].values()] if self.how.words else []
        )


@dataclass(frozen=True)
class Sheet:
    """One kind of record, a row each. spec: the file in which they stand."""

    kind: str
    title: str
    spec: FileSpec
    columns: tuple[SheetColumn, ...]

    @property
    def model(self) -> type[Record]:
        """The kind's class."""
        return KINDS[self.kind]


@dataclass(frozen=True, kw_only=True)
class Names:
    """What people of a village are called, both ways. by_code: as the office's own list
    says; where it says nothing a code stands for itself. before: what they were called
    when a workbook was sent. groups: names of Party groups. answered: codes by what a
    table calls somebody, as people answered.
    """

    by_code: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    answered: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def codes(self) -> Mapping[str, Sequence[str]]:
        """All who are called so, or were."""
        found: dict[str, list[str]] = {}
        for code, name in dict.fromkeys((*self.by_code.items(), *self.before.items())):
            codes = found.setdefault(bare_name(name), [])
            codes += [] if code in codes else [code]
        own = {bare_name(name): [code] for name, code in self.answered.items()}
        return {**found, **own}

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """Any of the names, of two that begin alike the longer one."""
        names = sorted((one for one in self.codes if len(one) > 1), key=len)
        spaced = (
            rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])"
            if name.isascii()
            else r"\s*".join(map(re.escape, name))
            for name in reversed(names)
        )
        return re.compile("|".join(spaced) or "(?!)")

    def in_text(self, text: str) -> list[str]:
        """Codes of all whose whole name, of two signs at least, stands in a text."""
        found = (bare_name(one) for one in self._any.findall(text))
        return list(dict.fromkeys(code for name in found for code in self.codes[name]))

    def at_start(self, text: str) -> str:
        """The name with which a text begins, as it is written there; or nothing."""
        found = self._any.match(text)
        return found[0] if found else ""

    def is_called(self, code: str, name: str) -> bool:
        """Whether somebody has that code, and is called so where a name is said."""
        said = {bare_name(one.get(code, "")) for one in (self.by_code, self.before)}
        return code in self.by_code and (not name or bare_name(name) in said)

    def shown(self, code: str) -> str:
        """The name; with the code behind it where others are called the same."""
        name = self.by_code.get(code)
        if name is None:
            return code
        return name if len(self.codes[bare_name(name)]) == 1 else f"{name}（{code}）"

    def group(self, code: str) -> str:
        """The name of a Party group; its code where several are called the same."""
        name = self.groups.get(code, code)
        return code if list(self.groups.values()).count(name) > 1 else name


def new_codes(taken: Iterable[str]) -> Iterator[str]:
    """Of people who are new, one after the other, behind all that were ever given."""
    numbers = (int(code[1:]) for code in taken if _MEMBER.fullmatch(code))
    return (f"M{number:02}" for number in count(max(numbers, default=0) + 1))


_MEMBER: Final = re.compile(r"M\d{1,3}", re.ASCII)


def bare_name(text: str) -> str:
    """A name without blanks in it: 扎 西 is 扎西."""
    return "".join(text.split()) if not text.isascii() else text.strip()


def plain_key(key: tuple[str, ...]) -> tuple[str, ...]:
    """A key without what tells apart several that have the same."""
    return key[:-1] if key and key[-1].startswith("#") else key


def sheets(
    catalogue: Catalogue,
    titles: Mapping[str, str],
    beside: Mapping[str, str],
    words: Everyday,
    *,
    named: bool,
) -> tuple[Sheet, ...]:
    """All of a village. titles: of the sheets, by kind. beside: of columns that only
    show, by their words. words: what people say for codes. named: whether people have
    names here.
    """
    found = []
    for kind in KEYS:
        columns = tuple(
            replace(column, words=_said_for(words, kind, column))
            for column in _columns(kind, catalogue, beside, named=named)
        )
        found.append(Sheet(kind, titles[kind], _spec(kind), columns))
    return tuple(found)


def _said_for(words: Everyday, kind: str, column: SheetColumn) -> Mapping[str, str]:
    """The first word that people say for each code of a field."""
    said = words.codes.get(f"{kind}.{column.name}", {}) if not column.step else {}
    return {code: of_it[0] for code, of_it in said.items()}


def _spec(kind: str) -> FileSpec:
    return next(spec for spec in VILLAGE_FILES if kind in spec.kinds)


def _columns(
    kind: str, catalogue: Catalogue, beside: Mapping[str, str], *, named: bool
) -> Iterator[SheetColumn]:
    model = KINDS[kind]
    if kind in HOLDERS:
        outer = KINDS[HOLDERS[kind][0]]
        for key in KEYS[kind]:
            if key.startswith("/"):
                info = outer.model_fields[key[1:]]
                yield SheetColumn(key, str(info.title), field_types(outer)[key[1:]])
    # Steps last: of a meeting there are many, and few meetings have them.
    types = field_types(model)
    for name in sorted(types, key=lambda name: types[name].value is Mapping):
        how, info = types[name], model.model_fields[name]
        if how.value is Mapping:
            yield from (
                SheetColumn(
                    f"{name}.{code}", f"{code} {said}", how, _meaning(kind, how)
                )
                for code, said in _steps(kind, catalogue)
            )
            continue
        told, needed = _meaning(kind, how), info.is_required()
        yield SheetColumn(name, str(info.title), how, told, needed)
        if kind == "person" and name == "code" and named:
            yield SheetColumn(NAME, "姓名", how)
        if name == BESIDE.get(kind, ("",))[0]:
            yield from (
                SheetColumn(f"={word}", beside[word], how) for word in BESIDE[kind][1:]
            )


def _meaning(kind: str, how: FieldType) -> str:
    """What a cell of a kind of record takes."""
    several = _SEVERAL if how.value is tuple else ""
    match how.refers:
        case "people":
            return _PERSON + several
        case "groups":
            return "写党小组的名称，或者代码"
    if how.value in {date, Mapping}:
        return _DAY if kind in _YEARLESS else _DAY_OF_A_YEAR
    if how.value is tuple:
        return "一行写一个" if how.free else several.removeprefix("；")
    return how.hint


def _steps(kind: str, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Code and title of every step that a record of the kind may have."""
    seen: dict[str, str] = {}
    for _, rule in catalogue.every_rule():
        if isinstance(rule, Steps) and rule.record == kind:
            for step in catalogue.templates[rule.template].steps:
                seen.setdefault(step.code, step.title["zh"])
    return iter(seen.items())


def numbered(key: tuple[str, ...], number: int) -> tuple[str, ...]:
    """The key of one of several that have the same, counted from 1."""
    return (*key, f"#{number}") if number > 1 else key


def records_of_sheet(sheet: Sheet, village: Village, folder: str) -> list[Record]:
    """Those that stand in the village's own files of the year, in their order. folder:
    of that year, from the root.
    """
    return [
        record
        for record in village.records.get(sheet.kind, ())
        if record.mark.place.file.startswith(f"{folder}/")
    ]


def cells_of(sheet: Sheet, record: Record, names: Names) -> dict[str, str]:
    """What each cell of the record's row says, by the column's key."""
    return {
        column.key: shorten(_text(column, record, names)) for column in sheet.columns
    }


def shorten(text: str) -> str:
    """What a cell takes of a text; what is left out is marked."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def _text(column: SheetColumn, record: Record, names: Names) -> str:
    if column.key[0] == "=":
        return ""  # whoever writes the sheet knows
    if column.key == NAME:
        return names.by_code.get(str(getattr(record, "code", "")), "")
    holder: Any = record if column.own else record.parent
    value = getattr(holder, column.name)
    if column.step:
        value = (value or {}).get(column.step)
    # Nobody was left out, and who was is not told, are two things.
    if value == () and type(holder).model_fields[column.name].default is None:
        return NOBODY[1]
    if isinstance(value, tuple) and column.words:
        return "、".join(column.words.get(part, part) for part in value)
    said = spell(value, column.how, names)
    # A number of a person's has no place in a record; it is not handed on with one.
    return mask(said) if column.how.free else said


def spell(value: Any, how: FieldType, names: Names) -> str:
    """A value as a cell says it: words in Chinese, people by their names, several one
    after the other; texts of a list each on its line.
    """
    if value is None or isinstance(value, bool):
        return {None: "", True: "是", False: "否"}[value]
    if isinstance(value, tuple):
        parts = [spell(part, how, names) for part in value]
        return ("\n" if how.free else "、").join(parts)
    if isinstance(value, date):
        return value.isoformat()
    if how.words:
        return WORDS[how.words][value][0]
    if how.refers == "groups":
        return names.group(value)
    return names.shown(value) if how.refers == "people" else str(value)


def key_of(
    kind: str, record: Record, values: Mapping[str, Any] = MappingProxyType({})
) -> tuple[str, ...]:
    """By what a record is known among those of its kind. values: of fields that are to
    become other.
    """
    holder: Any = record.parent
    return tuple(
        _plain(getattr(holder, name[1:]))
        if name[0] == "/"
        else _plain(values[name] if name in values else getattr(record, name))
        for name in KEYS[kind]
    )


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, tuple) else str(value)


def index_by_key(kind: str, records: Iterable[Record]) -> dict[tuple[str, ...], Record]:
    """Records by their keys; of several with one key the later ones are counted."""
    found: dict[tuple[str, ...], Record] = {}
    for record in records:
        found[_next(key_of(kind, record), found)] = record
    return found


def _next(key: tuple[str, ...], taken: Collection[tuple[str, ...]]) -> tuple[str, ...]:
    number = 1
    while numbered(key, number) in taken:
        number += 1
    return numbered(key, number)
