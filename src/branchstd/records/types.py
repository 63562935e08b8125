"""Field types of records: one reading of a text each, or a coded error. Nothing is
guessed.

All that the rest of the program asks of a field's type stands in one `FieldType`: a
further type is one object here. Errors are `PydanticCustomError`s whose type is a
problem code and whose context holds the values of its sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from branchstd.findings import excerpt, nearest
from branchstd.records import spelling
from branchstd.records.spelling import BEFORE, BETWEEN, DATE, UNITS
from branchstd.records.words import WORDS

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}", re.ASCII)
# Windows keeps some names for devices, whatever stands behind them.
SLUG = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9-]{1,39}", re.ASCII
)
INT = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
DECIMAL = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?", re.ASCII)
NOBODY = ("none", "无")
# Of who was absent or did not pay nobody, too; of who came 全到 is everybody.
NOBODY_LEFT = frozenset({"没有", "无人", "没人", "全到", "全交"})
Schema = dict[str, Any]


def fault(code: str, **values: str) -> PydanticCustomError:
    """A problem by its code, with the values of its sentence."""
    return PydanticCustomError(code, code, dict(values))


def read_plain(value: object) -> str:
    """Any text as it stands; a list or mapping is none."""
    if not isinstance(value, str):
        raise fault("not_a_text")
    return value


def read_date(value: object) -> date:
    """`2019-06-05`, or another way to write one day; the day must exist."""
    text = read_plain(value)
    if spelling.impossible(text):
        raise fault("bad_date", seen=excerpt(text))
    if not DATE.fullmatch(spelt := spelling.day(text)):
        raise _doubtful(text, "bad_date_form", "%Y-%m-%d")
    return date.fromisoformat(spelt)


def _doubtful(text: str, code: str, form: str) -> PydanticCustomError:
    """Why a text is no day or month: no year, a spreadsheet's number, several readings,
    or none.
    """
    of_day = form.endswith("%d")
    several = spelling.readings(text, of_day=of_day)
    if spelling.yearless(text, of_day=of_day) or (
        len(several) == 1 and several[0].endswith("日")
    ):
        return fault("date_yearless", seen=excerpt(text))
    if (day := spelling.serial(text)) is not None:
        return fault("date_serial", seen=excerpt(text), day=day.strftime(form))
    if several:
        return fault("date_ambiguous", seen=excerpt(text), readings="、".join(several))
    return fault(code, seen=excerpt(text))


def _matching(pattern: re.Pattern[str], code: str, value: object) -> str:
    text = read_plain(value)
    if not pattern.fullmatch(text):
        raise fault(code, seen=excerpt(text))
    return text


def _spelt_as(
    pattern: re.Pattern[str], code: str, value: object, spell: spelling.Spelling
) -> str:
    text = read_plain(value)
    if not pattern.fullmatch(spelt := spell(text, None)):
        raise _doubtful(text, code, "%Y-%m")
    return spelt


def read_month(value: object) -> str:
    """`2019-06`, or another way to write one month."""
    return _spelt_as(spelling.MONTH, "bad_month", value, spelling.month)


def read_period(value: object) -> str:
    """A month, `2019-Q2` or `2019-H1`."""
    return _spelt_as(spelling.PERIOD, "bad_period", value, spelling.period)


def read_year_or_period(value: object) -> str:
    """A period, or the whole year that a yearly meeting is about."""
    return _spelt_as(
        spelling.YEAR_OR_PERIOD, "bad_period", value, spelling.year_or_period
    )


def read_code(value: object) -> str:
    """What other records may point to: at most forty ASCII letters, digits, dots,
    strokes.
    """
    return _matching(CODE, "bad_code", value)


def read_slug(value: object) -> str:
    """A folder name: it may never lead out of its folder."""
    return _matching(SLUG, "bad_slug", value)


def read_int(value: object) -> int:
    """Below a thousand million, without a sign; thousands may be parted."""
    return int(_read_count(INT, "bad_int", value))


def read_decimal(value: object) -> Decimal:
    """At most two places behind the point, exact, without a sign."""
    return Decimal(_read_count(DECIMAL, "bad_decimal", value))


def _read_count(pattern: re.Pattern[str], code: str, value: object) -> str:
    text = read_plain(value)
    if not pattern.fullmatch(number := spelling.number(text)):
        raise fault(code, seen=excerpt(text))
    return number


def read_yesno(value: object) -> bool:
    """`yes`/`no`, or 是/否."""
    text = read_plain(value)
    if text not in _codes("yesno"):
        raise fault("bad_yesno", seen=excerpt(text))
    return _codes("yesno")[text] == "yes"


def split_list(text: str) -> list[str]:
    """The parts of a list in one text: blanks, commas and `、` between them."""
    return [part for part in BETWEEN.split(text) if part]


def read_list(value: object) -> tuple[str, ...]:
    """A list of codes: a YAML list, or one text (CSV cells); `none` or 无 is a list of
    nobody.

    All that is no code is told at once.
    """
    if isinstance(value, str) and value.strip() in NOBODY:
        return ()
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)):
        raise fault("not_a_list")
    codes = tuple(
        code for part in parts for code in split_list(read_plain(part)) or [part]
    )
    if unfit := [excerpt(code) for code in codes if not CODE.fullmatch(code)]:
        raise fault("bad_code", seen="、".join(unfit))
    return codes


def read_texts(value: object) -> tuple[str, ...]:
    """A YAML list of texts; in a CSV cell blanks part them."""
    parts = value.split() if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)):
        raise fault("not_a_list")
    return tuple(read_plain(part) for part in parts)


def read_steps(value: object) -> Mapping[str, date]:
    """A mapping of step code to the day that step was done."""
    if not isinstance(value, dict):
        raise fault("not_a_mapping")
    return MappingProxyType(
        {read_code(step): read_date(day) for step, day in value.items()}
    )


def _read_word(name: str, value: object) -> str:
    """The code of a code or Chinese label of a closed list. A text that only looks like
    one is told apart by name.
    """
    text = read_plain(value)
    code = _codes(name).get(text)
    if code is None:
        raise unknown_word(name, text, WORDS[name])
    return code


def _read_words(name: str, value: object) -> tuple[str, ...]:
    """Several of one closed list: a YAML list, or one text."""
    parts = split_list(value) if isinstance(value, str) else read_texts(value)
    return tuple(_read_word(name, part) for part in parts)


def unknown_word(name: str, text: str, codes: Iterable[str]) -> PydanticCustomError:
    """That none of these codes of a closed list is meant."""
    labels = {WORDS[name][code][0]: code for code in codes}
    known = [*labels, *labels.values()]
    plain = _plain(text)
    if plain in known:
        return fault("word_lookalike", seen=excerpt(text), known=plain)
    head = plain.partition("(")[0]
    near = head if head in known else ""
    if name not in _JUDGING:
        near = nearest(text, known)
    if near and (noted := _NOTED.match(text)) and near != text:
        return fault(
            "word_with_note", seen=excerpt(text), meant=near, note=excerpt(noted[1])
        )
    # Of a hundred places few have a name.
    other = WORDS[name]["other"][0] if name == "places" else ""
    return fault(
        "unknown_word", seen=excerpt(text), near=near or other, known="、".join(labels)
    )


# A word that looks like another judges otherwise here: 部分达标, 不同意延期.
_JUDGING = frozenset({
    "answers", "conclusions", "verdicts", "review_results", "venue_states",
    "claim_kinds", "closure_actions",
})  # fmt: skip
_NOTED = re.compile(r".+?[（(](.+?)[）)]?$")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00a0\u3000 "))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip()


@cache
def _codes(name: str) -> dict[str, str]:
    words = WORDS[name]
    return {code: code for code in words} | {
        zh: code for code, (zh, _) in words.items()
    }


def _pattern(pattern: re.Pattern[str]) -> str:
    return f"^(?:{pattern.pattern})$"


def _month(pattern: str) -> Schema:
    """A month or period; YAML takes 2019.5 and 201905 for numbers."""
    return {
        "anyOf": [
            {"type": "string", "pattern": f"^\\s*(?:{pattern})\\s*$"},
            {"type": "number", "minimum": 1900},
        ]
    }


def _number(*also: str) -> Schema:
    return {"type": [*also, "string"], "pattern": _COUNT, "minimum": 0}


# YAML takes 5, 2.5 and 01 for numbers where a text or a code is meant; the reader takes
# all as typed.
TEXT_SHAPE: Final[Schema] = {"type": ["string", "number"]}
_CODE: Final[Schema] = {"type": ["string", "number"], "pattern": _pattern(CODE)}
# Digits may be full-width or Chinese, and what stands between them anything usual.
_N: Final = "[0-9０-９〇○零一二三四五六七八九十]"
_GAP: Final = "\\s*[-./。年月－／．–]\\s*"
_MONTH: Final = "|".join((
    f"{_N}{{4}}{_GAP}{_N}{{1,3}}.*", f"{_N}{{1,3}}\\s*月(?:份|-[0-9]{{2}})?",
    "[A-Za-z]{3,9}-[0-9]{2}(?:[0-9]{2})?", f"{_N}{{6}}",
))  # fmt: skip
_PERIOD: Final = f"{_MONTH}|.*(?:季度?|半年|[QqHh][1-4])"
_DATE: Final = "|".join((
    f"{_N}{{4}}{_GAP}{_N}{{1,3}}{_GAP}{_N}{{1,3}}.*",
    f"{_N}{{1,3}}\\s*月\\s*{_N}{{1,3}}\\s*[日号]", f"{_N}{{8}}",
    f"{_N}{{1,2}}{_GAP}{_N}{{1,2}}",
))  # fmt: skip
_DAY: Final[Schema] = {
    "anyOf": [
        {"type": "string", "pattern": f"^\\s*(?:{_DATE})\\s*$"},
        {"type": "integer", "minimum": 19000101},
        {"type": "number", "minimum": 1.1, "maximum": 12.31},
    ]
}
_UNITS: Final = "|".join(
    sorted({unit for units in UNITS.values() for unit in units.split()})
)
_COUNT: Final = (
    f"^\\s*(?:无|没有|(?:{'|'.join(sorted(BEFORE))})?\\s*"
    f"(?:[0-9０-９,，]+(?:[.．][0-9０-９]+)?|[零一二三四五六七八九十]{{1,3}})\\s*(?:{_UNITS})?)\\s*$"
)


@dataclass(frozen=True, slots=True, eq=False)
class FieldType:
    """What is known of every field of one type.

    read: makes the value of a text; raises PydanticCustomError. value: the type of
    that; of several texts `tuple`.
    hint: how it is written, in Chinese. shape: the same as JSON Schema, of several
    texts that of one; never stricter than `read`. spell: makes the form that is read of
    all in which it may be written.
    words: the closed list of `words.WORDS` that it takes; by: the field beside it whose
    word says which of them.
    refers: to what its codes belong (people, groups, items …), empty where any may
    stand, None where it holds none.
    happened: hidden until its day has come. free: anything may be written.
    metavar: how help pages write it. ask: the sentence that tells how a question is
    answered.
    """

    read: Callable[[object], object]
    value: type
    hint: str
    shape: Schema
    spell: spelling.Spelling | None = None
    words: str = ""
    by: str = ""
    refers: str | None = None
    happened: bool = False
    free: bool = False
    metavar: str = "TEXT"
    ask: str = ""

    @property
    def several(self) -> bool:
        """Whether it is made up of texts that can be given one by one."""
        return self.value in (tuple, Mapping)

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


_WHERE: Final = MappingProxyType({
    "people": " people.csv ", "groups": " village.yaml 的 groups ",
    "staff": " data/town.yaml 的 staff ",
    "villages": " data/town.yaml 的 villages ", "items": "镇开的问题",
    "standards": "42项标准",
})  # fmt: skip


def word(name: str, by: str = "") -> FieldType:
    """A word of a closed list. by: the field beside it whose word says which of the
    list's words there are.
    """
    labels = [zh for zh, _ in WORDS[name].values()]
    hint, shape = f"从这些里选：{'、'.join(labels)}", {"enum": [*labels, *WORDS[name]]}
    return FieldType(partial(_read_word, name), str, hint, shape, words=name, by=by)


def word_list(name: str) -> FieldType:
    """Several words of one closed list."""
    one = word(name)
    hint = one.hint.replace("：", "，可以几个：", 1)
    return replace(one, read=partial(_read_words, name), value=tuple, hint=hint)


def code(of: str | None = None) -> FieldType:
    """A code. of: to which records it belongs, if to others than its own."""
    shape = TEXT_SHAPE if of == "groups" else _CODE  # by its name, too
    return FieldType(
        read_code, str, "代码，英文字母和数字" + _where(of or ""), shape, refers=of
    )


def code_list(of: str = "") -> FieldType:
    """Codes of records of one sort, or of any."""
    hint = "代码的清单，写成 [M01, M02]；一个也没有写 []" + _where(of)
    return FieldType(read_list, tuple, hint, _CODE, refers=of, ask="how_codes")


def _where(of: str) -> str:
    return f"，要在{_WHERE[of]}里有" if of in _WHERE else ""


Text = Annotated[str, FieldType(read_plain, str, "文字", TEXT_SHAPE, free=True)]
Texts = Annotated[
    tuple[str, ...],
    FieldType(
        read_texts, tuple, "清单，写成 [甲, 乙]", TEXT_SHAPE, free=True, ask="how_texts"
    ),
]
YesNo = Annotated[
    bool, replace(word("yesno"), read=read_yesno, value=bool, hint="写“是”或“否”")
]
Whole = Annotated[
    int,
    FieldType(
        read_int, int, "整数，例如 28", _number("integer"), spelling.number, metavar="N"
    ),
]
Number = Annotated[
    Decimal,
    FieldType(
        read_decimal,
        Decimal,
        "数，最多两位小数，例如 45.50",
        _number("number"),
        spelling.number,
        metavar="N",
    ),
]

# A limit is set for something and never hidden; a day is something that happened.
_LIMIT: Final = FieldType(
    read_date,
    date,
    "日期，写成 2019-06-05",
    _DAY,
    spelling.day,
    metavar="YYYY-MM-DD",
    ask="how_day",
)
Limit = Annotated[date, _LIMIT]
Day = Annotated[date, replace(_LIMIT, happened=True)]
Month = Annotated[
    str,
    FieldType(
        read_month,
        str,
        "年月，写成 2019-06",
        _month(_MONTH),
        spelling.month,
        metavar="YYYY-MM",
        ask="how_month",
    ),
]
Period = Annotated[
    str,
    FieldType(
        read_period,
        str,
        "所属期，写成 2019-06、2019-Q2 或 2019-H1",
        _month(_PERIOD),
        spelling.period,
        metavar="YYYY-MM|YYYY-Q1",
        ask="how_period",
    ),
]
YearOrPeriod = Annotated[
    str,
    FieldType(
        read_year_or_period,
        str,
        "所属期，写成 2019-06、2019-Q2 或 2019-H1；一年一次的会写年份 2019",
        _month(f"{_PERIOD}|{_N}{{4}}\\s*(?:年度?)?"),
        spelling.year_or_period,
        metavar="YYYY-MM|YYYY-Q1|YYYY",
        ask="how_period",
    ),
]
Steps = Annotated[
    Mapping[str, date],
    FieldType(
        read_steps,
        Mapping,
        "每一步的日期，写成 {步骤: 2019-03-05}",
        {"type": "object", "additionalProperties": _DAY},
        spelling.day,
        happened=True,
        metavar="STEP=YYYY-MM-DD",
        ask="how_steps",
    ),
]

Code = Annotated[str, code()]
Codes = Annotated[tuple[str, ...], code_list()]
FolderName = Annotated[
    str,
    FieldType(
        read_slug,
        str,
        "文件夹名，小写英文字母和数字",
        {"type": "string", "pattern": _pattern(SLUG)},
    ),
]
Person = Annotated[str, code("people")]
People = Annotated[tuple[str, ...], code_list("people")]
