"""Field types of records: one reading of a text each, or a coded error. Nothing is guessed.

A `Day` is something that happened (hidden while it lies after the day of assessment); a `Limit` is a date set for
something and is never hidden. Errors are `PydanticCustomError`s whose type is a problem code and whose context holds
the values of its sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, cast, get_args

from pydantic import GetCoreSchemaHandler, PlainValidator
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from branchstd.findings import excerpt, nearest
from branchstd.records import spelling
from branchstd.records.spelling import BETWEEN, DATE, MONTH, PERIOD, YEAR_OR_PERIOD
from branchstd.records.words import WORDS

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}", re.ASCII)
# Windows keeps some names for devices, whatever stands behind them.
SLUG = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9-]{1,39}", re.ASCII)
INT = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
DECIMAL = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?", re.ASCII)
NOBODY = ("none", "无")


def fault(code: str, **values: str) -> PydanticCustomError:
    return PydanticCustomError(code, code, dict(values))


def read_plain(value: object) -> str:
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
    """Why a text is no day or month: no year, a spreadsheet's number, several readings, or none."""
    of_day = form.endswith("%d")
    several = spelling.readings(text, of_day=of_day)
    if spelling.yearless(text, of_day=of_day) or (len(several) == 1 and several[0].endswith("日")):
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


def _spelt_as(pattern: re.Pattern[str], code: str, value: object, spell: spelling.Spelling) -> str:
    text = read_plain(value)
    if not pattern.fullmatch(spelt := spell(text, None)):
        raise _doubtful(text, code, "%Y-%m")
    return spelt


def read_month(value: object) -> str:
    return _spelt_as(MONTH, "bad_month", value, spelling.month)


def read_period(value: object) -> str:
    return _spelt_as(PERIOD, "bad_period", value, spelling.period)


def read_year_or_period(value: object) -> str:
    """A period, or the whole year that a yearly meeting is about."""
    return _spelt_as(YEAR_OR_PERIOD, "bad_period", value, spelling.year_or_period)


def read_code(value: object) -> str:
    return _matching(CODE, "bad_code", value)


def read_slug(value: object) -> str:
    """A folder name: it may never lead out of its folder."""
    return _matching(SLUG, "bad_slug", value)


def read_int(value: object) -> int:
    return int(_read_count(INT, "bad_int", value))


def read_decimal(value: object) -> Decimal:
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
    """A list of codes: a YAML list, or one text (CSV cells); `none` or 无 is a list of nobody.

    All that is no code is told at once.
    """
    if isinstance(value, str) and value.strip() in NOBODY:
        return ()
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)):
        raise fault("not_a_list")
    codes = tuple(code for part in parts for code in split_list(read_plain(part)) or [part])
    if unfit := [excerpt(code) for code in codes if not CODE.fullmatch(code)]:
        raise fault("bad_code", seen="、".join(unfit))
    return codes


def read_texts(value: object) -> tuple[str, ...]:
    parts = value.split() if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)):
        raise fault("not_a_list")
    return tuple(read_plain(part) for part in parts)


def read_steps(value: object) -> Mapping[str, date]:
    """A mapping of step code to the day that step was done."""
    if not isinstance(value, dict):
        raise fault("not_a_mapping")
    return MappingProxyType({read_code(step): read_date(day) for step, day in value.items()})


@dataclass(frozen=True, slots=True)
class Word:
    """Marks a field whose text is a word of the closed list `name` of `words.WORDS`.

    by: the field beside it whose word says which of the list's words there are.
    """

    name: str
    by: str = ""

    def read(self, value: object) -> str:
        """The code of a code or Chinese label. A text that only looks like one is told apart by name."""
        text = read_plain(value)
        code = _codes(self.name).get(text)
        if code is None:
            raise self.unknown(text, WORDS[self.name])
        return code

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def unknown(self, text: str, codes: Iterable[str]) -> PydanticCustomError:
        """That none of these codes is meant."""
        labels = {WORDS[self.name][code][0]: code for code in codes}
        known = [*labels, *labels.values()]
        plain = _plain(text)
        if plain in known:
            return fault("word_lookalike", seen=excerpt(text), known=plain)
        near = nearest(text, known)
        if near and (noted := _NOTED.match(text)) and near != text:
            return fault("word_with_note", seen=excerpt(text), meant=near, note=excerpt(noted[1]))
        other = WORDS[self.name]["other"][0] if self.name == "places" else ""  # of a hundred places few have a name
        return fault("unknown_word", seen=excerpt(text), near=near or other, known="、".join(labels))


@dataclass(frozen=True, slots=True)
class WordList(Word):
    """Several words of one closed list: a YAML list, or blanks between in a CSV cell."""

    def read_all(self, value: object) -> tuple[str, ...]:
        return tuple(self.read(part) for part in (split_list(value) if isinstance(value, str) else read_texts(value)))

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read_all)


_NOTED = re.compile(r".+?[（(](.+?)[）)]?$")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00a0\u3000 "))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip()


_codes_cache: dict[str, dict[str, str]] = {}


def _codes(name: str) -> dict[str, str]:
    if name not in _codes_cache:
        words = WORDS[name]
        _codes_cache[name] = {code: code for code in words} | {zh: code for code, (zh, _) in words.items()}
    return _codes_cache[name]


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a field that holds codes of other records: people, groups, items, standards, staff, villages."""

    to: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Marks a date that is something that happened, so that it is hidden until its day has come."""


def markers(field: FieldInfo) -> tuple[object, ...]:
    """What marks a field (Word, Refers, Happened), also where it stands inside `X | None`."""
    inside = (mark for part in get_args(field.annotation) for mark in getattr(part, "__metadata__", ()))
    return (*field.metadata, *inside)


def reader(field: FieldInfo) -> Callable[[Any], Any]:
    """What makes a field's value of its text."""
    marks = markers(field)
    word = next((mark for mark in marks if isinstance(mark, Word)), None)
    if word is not None:
        return word.read_all if isinstance(word, WordList) else word.read
    return next(cast("Callable[[Any], Any]", mark.func) for mark in marks if isinstance(mark, PlainValidator))


Text = Annotated[str, PlainValidator(read_plain)]
Texts = Annotated[tuple[str, ...], PlainValidator(read_texts)]
Day = Annotated[date, PlainValidator(read_date), Happened()]
Limit = Annotated[date, PlainValidator(read_date)]
Month = Annotated[str, PlainValidator(read_month)]
Period = Annotated[str, PlainValidator(read_period)]
YearOrPeriod = Annotated[str, PlainValidator(read_year_or_period)]
Whole = Annotated[int, PlainValidator(read_int)]
Number = Annotated[Decimal, PlainValidator(read_decimal)]
YesNo = Annotated[bool, PlainValidator(read_yesno)]
Code = Annotated[str, PlainValidator(read_code)]
FolderName = Annotated[str, PlainValidator(read_slug)]
Codes = Annotated[tuple[str, ...], PlainValidator(read_list)]
Person = Annotated[Code, Refers("people")]
People = Annotated[Codes, Refers("people")]
Steps = Annotated[Mapping[str, date], PlainValidator(read_steps), Happened()]
