"""Days, months and periods as people and spreadsheets write them, in the one form that
records have.

What can be read in one way only is respelt; of what could mean two things all readings
are named, and none is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
MONTH: Final = re.compile(r"(?:19|20)[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)
PERIOD: Final = re.compile(r"(?:19|20)[0-9]{2}-(0[1-9]|1[0-2]|Q[1-4]|H[12])", re.ASCII)
YEAR_OR_PERIOD: Final = re.compile(
    r"(?:19|20)[0-9]{2}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?", re.ASCII
)
# What stands between codes in a list.
BETWEEN: Final = re.compile(r"[\s、，,;；]+")

_NAMES: Final = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_NAMED: Final = (
    "(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MIDNIGHT: Final = r"(?:[ t]0?0:00(?::00(?:\.0+)?)?)?"
# Longer is neither day nor number: patterns that look for either take their time.
LONGEST: Final = 60
# When on that day, or from when to when: 上午9点, 下午3点半, 14:30-16:00.
_PART_OF_DAY: Final = "(?:清早|早上?|上午|中午|下午|傍晚|晚上?)"
_CLOCK: Final = (
    r"(?:(?:[01]?\d|2[0-4])(?::[0-5]\d){1,2}"
    r"|(?:[01]?\d|2[0-4]|两)[点时](?:钟|整|半|[13]刻|[0-5]?\d分?)?)"
)
_SPAN: Final = rf"{_CLOCK}(?: ?[-—~至到]+ ?{_CLOCK})?"
_HOUR: Final = re.compile(
    rf"[ (]*(?:{_PART_OF_DAY} ?(?:{_SPAN})?|(?<=[日号 (]){_SPAN})\)?$", re.ASCII
)
# Between which two days something lasted.
UNTIL: Final = re.compile("—+|–|～|~|至|到|--")
NOT_YET: Final = frozenset({"还没", "还没有", "没有", "未", "尚未", "暂无", "无"})
_WEEKDAY: Final = re.compile(r"[ (]*(?:星期|周|礼拜)([1-6日天])[ )]*")
_DAYS: Final = tuple(re.compile(form, re.ASCII) for form in (
    rf"(?P<y>\d{{4}})([-./])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}}){_MIDNIGHT}",
    rf"(?P<y>\d{{4}})年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})[日号]?{_MIDNIGHT}",
    r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])",
    r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
))  # fmt: skip
_MONTHS: Final = tuple(re.compile(form, re.ASCII) for form in (
    r"(?P<y>\d{4})[-./](?P<m>\d{1,2})",
    r"(?P<y>\d{4})年(?P<m>\d{1,2})月份?",
    r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])",
    rf"{_NAMED}-(?P<y>\d{{4}}|\d\d)",
    r"(?P<m>\d{1,2})月-(?P<y>\d\d)",
    r"(?P<m>\d{1,2})月份?",
))  # fmt: skip
# A month and a day, of a year that is known.
# Of a point and one digit nobody knows whether a spreadsheet took a nought behind it.
_SHORT: Final = re.compile(
    r"(0?[1-9]|1[0-2])(?:/|\.(?![1-3]$)|(-))(0?[1-9]|[12]\d|3[01])", re.ASCII
)
_LOST_NOUGHT: Final = re.compile(r"(0?[1-9]|1[0-2])\.([1-3])", re.ASCII)
_PART: Final = re.compile(
    r"(?:(\d{4})年?-?)?(?:第?([1-4])季度?|(?P<half>[上下])半年|(?P<code>q[1-4]|h[12]))",
    re.ASCII,
)
_YEAR: Final = re.compile(r"(\d{4})年度?", re.ASCII)
# October, which a column of numbers shows like January.
_LOST_ZERO: Final = re.compile(r"(\d{4})\.1", re.ASCII)
_TWO: Final = re.compile(
    rf"(\d{{1,2}}|{_NAMED})([-./年])(\d{{1,2}}|[a-z]{{3,9}})(?:月份?)?", re.ASCII
)
_THREE: Final = re.compile(
    r"(\d{1,2}|\d{4})[-./年](\d{1,2})[-./月](\d{1,2}|\d{4})日?", re.ASCII
)
# From one day of a month to another: 6.27-28.
_LASTED: Final = re.compile(r"\d{1,2}[./]\d{1,2}-\d{1,2}日?", re.ASCII)
_SERIAL: Final = re.compile(r"[2-5]\d{4}", re.ASCII)
_EPOCH: Final = date(1899, 12, 30)
# The year from which on a spreadsheet takes two digits for one of the last century.
_LAST_CENTURY: Final = 30
_LEAP: Final = 2000
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TENS: Final = re.compile(r"(\d?)十(\d?)", re.ASCII)
_HEADS: Final = "人 名"
# The unit in which a field is counted, as far as people write it: another would make it
# another number.
UNITS: Final[Mapping[str, str]] = MappingProxyType({
    **dict.fromkeys(("expected", "present", "entitled", "agree", "against", "abstain",
        "written"), f"{_HEADS} 票 到 人到 人全 全"),
    **dict.fromkeys(("population", "members", "full_members", "quota", "candidates"),
        _HEADS),
    **dict.fromkeys(("households", "poor_households"), "户"),
    **dict.fromkeys(("amount", "total", "dues"), "元 元整 块 块钱 万 万元"),
    **dict.fromkeys(("points", "score"), "分"),
    "hours": "学时 小时 个学时 个小时", "attended": "次 天", "handled": "件 次",
    "problems": "个 件",
    "party_groups": "个", "cadre_posts": "个 名 人", "group_posts": "个 名 人",
    "duty_shifts": "次",
    "star": "星 星级 颗星", "stars": "星 星级 颗星",
})  # fmt: skip
# What people write before a number, and where "none" is said for nought.
_BEFORE: Final[Mapping[str, str]] = MappingProxyType({
    **dict.fromkeys(("expected", "entitled"), "应到会 应参加 应到 应 党员 代表 共"),
    "present": "实到会 实到 实 到会 到 出席 参加 共",
    "attended": "到岗 值班 坐班 共", "handled": "办理 办 共", "problems": "发现 共",
    **dict.fromkeys(("amount", "total", "dues"), "¥"),
    "agree": "赞成 同意", "against": "反对 不同意", "abstain": "弃权",
})  # fmt: skip
_NONE: Final = frozenset({"无", "没有"})
_MAY_BE_NONE: Final = frozenset({"against", "abstain", "problems", "handled"})
BEFORE: Final = frozenset(word for words in _BEFORE.values() for word in words.split())
_COUNTED: Final = re.compile(
    r"((?:0|[1-9][0-9]*)(?:\.[0-9]+)?|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?)"
    r" ?(\w*)"
)
# Heads and times; money and points are in digits.
_COUNTED_IN_WORDS: Final = re.compile(
    r"([一二三四五六七八九]?十[一二三四五六七八九]?|[零一二三四五六七八九])"
    r" ?([^分元\W]\w*)"
)
# 16/17, and 5人全 or 全到5人.
_OF_ALL: Final = re.compile(
    r"(?:实?到)?([1-9]\d{0,3})人?/(?:应到)?([1-9]\d{0,3})人?", re.ASCII
)
_ALL_CAME: Final = re.compile(
    r"([1-9]\d{0,3})[人名]?全(?:到|到齐|部到齐)?|全(?:到|部到齐)([1-9]\d{0,3})[人名]?"
)
_ZEROS: Final = re.compile(r"(?<![0-9])0+(?=[0-9])", re.ASCII)

Spelling = Callable[[str, int | None], str]
# Tables say the same months and amounts again and again.
_kept: Final = lru_cache(1024)


@_kept
def day(text: str, year: int | None = None) -> str:
    """`2019-03-05` for any way to write that day; other texts as they are. year: that
    of days without one.
    """
    if DATE.fullmatch(text):
        return text
    spelt = _spelt_day(text, year)
    return spelt if _weekdays(spelt) else text


def without_hour(text: str) -> str:
    """A day without when on it; other texts in ordinary signs."""
    return _HOUR.sub("", _fold(text))


def first_day(text: str, year: int | None = None) -> str:
    """Of `4/25—5/5` the first day; other texts as they are."""
    parts = UNTIL.split(text, 2) if len(text) <= LONGEST else []
    days = [day(part.strip(), year) for part in parts]
    whole = len(days) == 2 and all(DATE.fullmatch(one) for one in days)
    return days[0] if whole and days[0] <= days[1] else text


def day_from(text: str, first: date) -> str:
    """Of a day without a year that cannot be before `first` the one that is meant: of
    the same year, or of the next if it is nearer there; other texts as they are.
    """
    this, then = (day(text, year) for year in (first.year, first.year + 1))
    if this == then or not all(_weekdays(one) for one in (this, then)):
        return text
    before, after = (first - date.fromisoformat(this), date.fromisoformat(then) - first)
    if before <= timedelta():
        return this
    return then if after < before else text


@_kept
def impossible(text: str) -> bool:
    """Whether it is written as a day, and there is no such day, in whichever year."""
    spelt = text if DATE.fullmatch(text) else _spelt_day(text, _LEAP)
    return DATE.fullmatch(spelt) is not None and not _weekdays(spelt)


def _spelt_day(text: str, year: int | None) -> str:
    if len(text) > LONGEST:
        return text
    said, weekday = _fold(text), None
    if found := _WEEKDAY.search(said):
        said = f"{said[: found.start()]} {said[found.end() :]}".strip()
        weekday = found[1]
    said = _HOUR.sub("", said)
    parts = _parts(_DAYS, said, year)
    if (
        year
        and (halves := _SHORT.fullmatch(said))
        and not (halves[2] and _near(year) & {halves[1], halves[3]})
    ):
        parts = {"y": year, "m": int(halves[1]), "d": int(halves[3])}
    if len(parts) < len("ymd"):
        return text
    spelt = f"{parts['y']:04}-{parts['m']:02}-{parts['d']:02}"
    return spelt if weekday is None or weekday in _weekdays(spelt) else text


def _near(year: int) -> set[str]:
    """With which two digits it may be called in its folder, or the one before or after
    it.
    """
    return {f"{one % 100:02}" for one in (year - 1, year, year + 1)}


def _weekdays(spelt: str) -> str:
    """How a day of the week is called; nothing for a day that does not exist."""
    try:
        number = date.fromisoformat(spelt).isoweekday()
    except ValueError:
        return ""
    return str(number) if number < 7 else "日天"


@_kept
def month(text: str, year: int | None = None) -> str:
    """`2019-05` for any way to write that month, also by its first day, as spreadsheets
    keep months.
    """
    if MONTH.fullmatch(text) or _LOST_ZERO.fullmatch(said := _fold(text)):
        return text
    if (
        not _TWO.fullmatch(said)
        and (first := day(text, year)).endswith("-01")
        and DATE.fullmatch(first)
    ):
        return first.removesuffix("-01")
    parts = _parts(_MONTHS, said, year)
    return (
        f"{parts['y']:04}-{parts['m']:02}"
        if len(parts) == len("ym") and 1 <= parts["m"] <= 12
        else text
    )


@_kept
def period(text: str, year: int | None = None) -> str:
    """A month, `2019-Q1` or `2019-H1`, for any way to write it."""
    found = _PART.fullmatch(_fold(text))
    if found is None:
        return month(text, year)
    half, code = found["half"], found["code"]
    part = f"H{'上下'.index(half) + 1}" if half else (code or f"q{found[2]}").upper()
    return f"{found[1] or year}-{part}" if found[1] or year else text


@_kept
def year_or_period(text: str, year: int | None = None) -> str:
    """`2019年度` as `2019`, all else as `period`. year: where the text names none."""
    found = _YEAR.fullmatch(_fold(text))
    return found[1] if found else period(text, year)


@_kept
def number(text: str, _year: int | None = None, units: str = "") -> str:
    """Digits without marks between thousands, and without a unit that is one of these;
    `三十一人` likewise, with its unit and below a hundred; other texts as they are.

    units: with blanks between; none where another would make it another number.
    """
    said = plain(text) if len(text) <= LONGEST else ""
    if found := _COUNTED_IN_WORDS.fullmatch(said):
        said = in_digits(found[1]) + found[2]
    found = _COUNTED.fullmatch(said)
    if not found or found[2] not in {"", *units.split()}:
        return text
    counted = found[1].replace(",", "")
    if not found[2].startswith("万"):
        return counted
    return f"{(Decimal(counted) * 10_000).normalize():f}"


@_kept
def count(field: str, text: str) -> str:
    """`number` in the units of a field, also behind what people say there: 到25,
    赞成22.
    """
    said = plain(text)
    if field in _MAY_BE_NONE and said in _NONE:
        return "0"
    units = UNITS.get(field, "")
    before = _BEFORE.get(field, "").split()
    rest = next((said.removeprefix(w) for w in before if said.startswith(w)), said)
    if rest == said:
        return number(text, units=units)
    spelt = number(rest, units=units)
    return spelt if spelt.replace(".", "", 1).isdecimal() else text


def present(text: str) -> tuple[str, str] | None:
    """How many came and of how many: of 16/17, and of 5人全, where all came; None of
    other texts.
    """
    said = plain(text) if len(text) <= LONGEST else ""
    found = _OF_ALL.fullmatch(said)
    if found and int(found[1]) <= int(found[2]):
        return found[1], found[2]
    found = _ALL_CAME.fullmatch(said)
    number_ = found and (found[1] or found[2])
    return (number_, number_) if number_ else None


@_kept
def bare(code: str) -> str:
    """A code by which `M8`, `m08` and `M008` are the same."""
    return _ZEROS.sub("", plain(code).upper())


def plain(text: str) -> str:
    """Full-width letters and digits as ordinary ones, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def _fold(text: str) -> str:
    """Ordinary digits, also for Chinese numbers; lower case; no blanks around the marks
    of a date.
    """
    if len(text) > LONGEST or (text.isascii() and text.isdigit()):
        return text
    said = re.sub(
        r"\s*([-./年月日号])\s*",
        r"\1",
        plain(text).lower().replace("。", ".").replace("–", "-"),
    )
    return in_digits(said)


def in_digits(said: str) -> str:
    """With digits for Chinese numbers below a hundred."""
    return _TENS.sub(
        lambda found: str(int(found[1] or 1) * 10 + int(found[2] or 0)),
        said.translate(_DIGITS),
    )


def _parts(
    forms: tuple[re.Pattern[str], ...], said: str, year: int | None
) -> dict[str, int]:
    """Year, month and day by the first form that fits; without a year where nothing
    says which.
    """
    for form in forms:
        if found := form.fullmatch(said):
            named = found.groupdict()
            parts = {
                part: int(number) for part, number in named.items() if part in "ymd"
            }
            if "name" in named:
                parts["m"] = _NAMES.index(named["name"][:3]) + 1
            if "y" in named and len(named["y"]) < 4:
                parts["y"] = _in_century(parts["y"])
            return parts if "y" in parts or year is None else {**parts, "y": year}
    return {}


def _in_century(year: int) -> int:
    """As spreadsheets take two digits of a year."""
    return year + (2000 if year < _LAST_CENTURY else 1900)


def serial(text: str) -> date | None:
    """The day that a spreadsheet keeps as this number."""
    said = plain(text)
    return _EPOCH + timedelta(days=int(said)) if _SERIAL.fullmatch(said) else None


def yearless(text: str, *, of_day: bool = False) -> bool:
    """Whether only the year lacks, of a day or else of a month."""
    forms = _DAYS if of_day else (*_DAYS, *_MONTHS)
    return "y" not in (_parts(forms, _fold(text), None) or {"y": 0})


def readings(text: str, *, of_day: bool = False) -> tuple[str, ...]:
    """What a text could mean that could mean more than one day or month, or whose year
    has two digits.

    of_day: where a day is meant, for which nobody says a month unless two digits look
    like its year.
    """
    said = _fold(text)
    if found := _LOST_ZERO.fullmatch(said):
        return f"{found[1]}-01", f"{found[1]}-10"
    if of_day and (found := _LOST_NOUGHT.fullmatch(said)):
        return f"{found[1]}月{found[2]}日", f"{found[1]}月{found[2]}0日"
    if found := _THREE.fullmatch(said):
        first, second, third = found.groups()
        if _LASTED.fullmatch(said):
            return ()
        orders = [(first, second, third)]
        if "年" not in said and len(first) < len("2019"):
            orders += [(third, first, second), (third, second, first)]
        return tuple(
            dict.fromkeys(_in_full(*parts) for parts in orders if _is_day(*parts))
        )
    found = _TWO.fullmatch(said)
    halves = _halves(found[1], found[4], marked=found[3] == "年") if found else ()
    years = (
        {
            str(_in_century(int(half)))
            for half in found.group(1, 4)
            if half.isdigit() and len(half) == 2
        }
        if found and of_day and found[3] != "/"
        else set()
    )
    return tuple(
        dict.fromkeys(
            one
            for one in halves
            if one.endswith("日") or not of_day or one[:4] in years
        )
    )


def _is_day(year: str, month_: str, day_: str) -> bool:
    return len(month_) <= len("12") >= len(day_) and bool(
        _weekdays(_in_full(year, month_, day_))
    )


def _in_full(year: str, month_: str, day_: str) -> str:
    full = _in_century(int(year)) if len(year) < len("2019") else year
    return f"{full}-{month_:0>2}-{day_:0>2}"


def _halves(first: str, second: str, *, marked: bool) -> Iterator[str]:
    """A day without its year, or a month with two digits of its year, either way round.
    marked: the year is first.
    """
    one, other = (
        _NAMES.index(p[:3]) + 1 if p[:3] in _NAMES else int(p) if p.isdigit() else 0
        for p in (first, second)
    )
    days, months = [(one, other)], [(one, other), (other, one)]
    if marked or second.isalpha():
        days, months = [(other, one)] if second.isalpha() else [], [(other, one)]
    elif first.isalpha():
        months = [(one, other)]
    yield from (f"{m}月{d}日" for m, d in days if 1 <= m <= 12 and 1 <= d <= 31)
    yield from (f"{_in_century(y)}-{m:02}" for m, y in months if 1 <= m <= 12)
