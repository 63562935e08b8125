"""Numbers of persons in texts: where they stand, and the text without them. Nothing is
printed that did not pass here.

They are known by their form: national IDs (also with a wrong check character), mobile
numbers, bank cards and e-mail anywhere; landlines with an area code; QQ, WeChat,
accounts and short numbers only behind their word. What is found and what is not:
`docs/personal-data.md`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple, TypeVar

T = TypeVar("T")


class Found(NamedTuple):
    """A number and the code of the problem that it is; `end` is the first place behind
    it.
    """

    code: str
    start: int
    end: int


class _Plain(dict[int, int]):
    """Each character as the plain one that it looks like, one for one, so that places
    stay.
    """

    def __missing__(self, key: int) -> int:
        self[key] = ord(_plain(chr(key)))
        return self[key]


def _plain(sign: str) -> str:
    if (digit := unicodedata.digit(sign, None)) is not None:
        return str(digit)
    if sign in "×Хх":
        return "X"
    if sign in "·•・⁄∕\\_~～*＊#＃|｜'…‧⋅。":
        return "."
    kind = unicodedata.category(sign)
    if kind in {"Zs", "Zl", "Zp", "Cf", "Cc", "Mn", "Me"}:
        return " "
    if kind in {"Ps", "Pe", "Pi", "Pf"} or sign in '"＂<>':
        return "("
    wide = unicodedata.normalize("NFKC", sign)
    return (
        wide
        if len(wide) == 1 and wide.isascii()
        else "-"
        if kind == "Pd" or sign == "−"
        else sign
    )


_TABLE: Final = _Plain()
_SEP = r"[ \-./()?=]{0,3}"
# A look before the work: ten digits, or a sign or word behind which fewer are a number;
# first by its first letter.
_CALLS = "电话|手机|座机|固话|传真|热线|联系方式"
_WORTH: Final = re.compile(
    rf"\d(?:{_SEP}\d){{9}}|@|"
    rf"(?=[QqVvWwTtPp扣微薇电手座固传热联])(?i:QQ|扣扣|[微薇v]信|wechat|weixin|wxid|[vw]x|{_CALLS}|tel|phone)"
)
_RUN: Final = re.compile(rf"\d(?:{_SEP}\d)*(?:{_SEP}[Xx](?![A-Za-z0-9]))?")
# Letters and digits in turn as hashing gives them; a letter in front of a number makes
# none.
_DIGEST: Final = re.compile(
    r"(?<![0-9A-Za-z])(?=\d*(?:[a-f]+\d+[a-f]|[A-F]+\d+[A-F]))[0-9A-Fa-f]{12,}(?![0-9A-Za-z])"
)
_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# By the digits alone; each may begin anywhere, also within another.
_FORMS: Final[tuple[tuple[str, re.Pattern[str], tuple[int, ...]], ...]] = (
    (
        "personal_id",
        re.compile(rf"(?=[1-9]\d{{5}}(?:19|20)\d\d{_DAY}\d{{3}}[\dX])"),
        (18,),
    ),
    ("personal_id", re.compile(rf"(?={_PROVINCE}\d{{4}}[2-9]\d{_DAY}\d{{3}})"), (15,)),
    ("personal_phone", re.compile(r"(?=1[3-9]\d{9})"), (11,)),
    ("personal_phone", re.compile(r"(?=861[3-9]\d{9})"), (13,)),
    ("personal_phone", re.compile(r"(?=00861[3-9]\d{9})"), (15,)),
    (
        "personal_card",
        re.compile(r"(?=(?:4|5[1-5]|3[57]|6[02]|9[45])\d{14})"),
        (16, 17, 18, 19),
    ),
)
_ANY: Final = re.compile("|".join(form.pattern for _, form, _ in _FORMS))
# As people break them. A whole row of digits may be broken anywhere, by one sign, where
# no part of it is a year or day.
_BROKEN: Final[Mapping[str, set[tuple[int, ...]]]] = {
    "personal_id": {(6, 6, 3)},
    "personal_phone": {
        (3, 4, 4),
        (3, 8),
        (1,) * 11,
        (2, 3, 4, 4),
        (2, 3, 8),
        (4, 3, 4, 4),
        (4, 3, 8),
        (5, 4, 4),
    },
    "personal_card": {
        (4, 4, 4, 4),
        (4, 4, 4, 4, 1),
        (4, 4, 4, 4, 2),
        (4, 4, 4, 4, 3),
        (6, 13),
        (6, 10),
    },
}
_MOST_CUTS: Final = {
    code: max(map(len, shapes)) + 1 for code, shapes in _BROKEN.items()
}
_YEAR: Final = re.compile(rf"(?:19|20)\d\d(?:{_DAY})?")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LAST_MISTYPED: Final = 2012  # later days in such a place are mostly those of papers
_OF = r"(?:号码|帐号|账号|号|码|名|ID|是|为|群|[ :=(\-.]){0,4}"
_NO_DAY = r"(?!(?:19|20)\d\d[ \-.]?[01]\d[ \-.]?[0-3]\d(?!\d))"
_LOCAL = rf"{_NO_DAY}[1-9]\d{{2,3}}[ \-]{{0,2}}\d{{4}}"
_AREA = rf"(?:(?:\+|00)86{_SEP}0?|0)(?:10|2\d|[3-9]\d\d)"
_ACCOUNT = r"\d{10,22}|\d{4}(?:[ -]\d{4}){2,4}(?:[ -]\d{1,3})?"
_WECHAT = r"\d{6,}|(?=[a-z\-]*[\d.])[a-z][-.a-z0-9]{5,19}"
_EMAIL = r"[a-z0-9.%+\-]+ ?@ ?[a-z0-9\-]+(?: ?\. ?[a-z0-9\-]+)*\.[a-z]{2,}"
# The number is the group of each.
_BEHIND: Final = (
    (
        "personal_id",
        rf"(?:身份证|证件){_OF}(\d(?:{_SEP}\d){{13,18}}{_SEP}X?)(?!\d)",
    ),
    (
        "personal_card",
        rf"(?:卡|[账帐]号|[账帐]户|存折|一[卡折]通){_OF}({_ACCOUNT})(?!\d)",
    ),
    (
        "personal_phone",
        rf"(?:{_CALLS}|(?<![a-z])tel|phone){_OF}(1{_SEP}[3-9](?:{_SEP}\d){{9}}|[01]\d{{9,12}}|{_LOCAL})(?!\d)",
    ),
    ("personal_phone", rf"(?<!\d)({_AREA}[ \-./()?]{{1,3}}{_LOCAL})(?!\d)"),
    (
        "personal_phone",
        r"(?<!\d)(0(?:10|2\d)[1-9]\d{7}|0[3-9]\d\d[1-9]\d{6,7})(?!\d)",
    ),
    (
        "personal_contact",
        (
            rf"(?:(?<![a-z])QQ|扣扣)(?:邮箱|mail)?{_OF}([1-9](?:["
            r" -]?\d){4,10})(?!\d)"
        ),
    ),
    (
        "personal_contact",
        rf"(?:[微薇v]信(?!群)|wechat|weixin|(?<![a-z])[vw]x){_OF}({_WECHAT})(?![.a-z0-9])",
    ),
    (
        "personal_contact",
        r"(?:[微薇v]信(?:[账帐]?号码?)?|wechat|weixin|(?<![a-z])[vw]x)(?:(?<=[号码])|"
        r" ?[:=])[ (]{0,2}"
        r"([a-z][-.a-z0-9]{5,19})",
    ),
    ("personal_contact", r"(?<![a-z0-9])(wxid\.[a-z0-9]+)"),
    ("personal_contact", rf"(?<![a-z0-9.%+\-])({_EMAIL})"),
)


@cache
def _behind() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Few texts come so far, and these take their time."""
    return tuple((code, re.compile(form, re.IGNORECASE)) for code, form in _BEHIND)


def find_numbers(text: str) -> Iterator[Found]:
    """Every number of a person in a text; some may lie in others."""
    plain = text.translate(_TABLE)
    if not _WORTH.search(plain):
        return
    hidden = _DIGEST.sub(lambda digest: "#" * len(digest[0]), plain)
    for run in _RUN.finditer(hidden):
        if len(run[0]) > 10:
            yield from _in_run(hidden, run)
    for code, pattern in _behind():
        yield from (Found(code, *one.span(1)) for one in pattern.finditer(hidden))


@lru_cache(4096, typed=True)  # the words of rules are told of each village
def mask(text: str) -> str:
    """The text with a star for each sign of such a number: as long as before, so that
    columns stay.
    """
    spots = {
        at
        for one in find_numbers(text)
        for at in range(one.start, one.end)
        if text[at].isalnum()
    }
    return (
        "".join("*" if at in spots else sign for at, sign in enumerate(text))
        if spots
        else text
    )


def mask_all(value: T) -> T:
    """The same of every text in plain data, keys included; a number that is no number
    of a person stays one.
    """
    made: Any = value
    if isinstance(value, str):
        made = mask(value)
    elif isinstance(value, (int, Decimal)):
        made = value if (shown := mask(str(value))) == str(value) else shown
    elif isinstance(value, Mapping):
        made = {mask_all(key): mask_all(part) for key, part in value.items()}
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        made = type(value)(*map(mask_all, value))
    elif isinstance(value, (list, tuple)):
        made = type(value)(map(mask_all, value))
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(
            value,
            **{
                field.name: mask_all(getattr(value, field.name))
                for field in fields(value)
            },
        )
    return made  # type: ignore[no-any-return]


def _in_run(text: str, run: re.Match[str]) -> Iterator[Found]:
    """Numbers in digits that at most separators part, from the beginning of a group to
    the end of one.
    """
    spots = [at for at in range(*run.span()) if text[at].isalnum()]
    digits = "".join([text[at] for at in spots]).upper()
    if not _ANY.search(digits):
        return
    cuts = [
        place
        for place, at in enumerate(spots)
        if not place or at - spots[place - 1] > 1
    ] + [len(spots)]
    order = {place: number for number, place in enumerate(cuts)}
    alone = len({sign for sign in run[0] if not sign.isalnum()}) < 2
    for code, form, lengths in _FORMS:
        for start in (
            one.start() for one in form.finditer(digits) if one.start() in order
        ):
            for end in (
                start + length for length in lengths if start + length in order
            ):
                parts = cuts[order[start] : order[end] + 1]
                if _is(code, digits, parts, whole=alone and len(parts) == len(cuts)):
                    yield Found(code, spots[start], spots[end - 1] + 1)


def _is(code: str, digits: str, cuts: list[int], *, whole: bool) -> bool:
    """Whether digits that begin like a number, cut there, are one. whole: nothing else
    stands in the row.
    """
    number = digits[cuts[0] : cuts[-1]]
    if len(number) == 18 and code == "personal_id":
        return is_national_id(number)
    if len(cuts) > 2:
        # Before the work: rows of thousands come as well.
        if len(cuts) > _MOST_CUTS[code] and not whole:
            return False
        shape = tuple(end - start for start, end in pairwise(cuts))
        years = any(_is_year(digits[start:end]) for start, end in pairwise(cuts))
        if shape not in _BROKEN[code] and (years or not whole):
            return False
        if code == "personal_phone" and _is_year(number[-8:]):
            return False
    # In fours, as on the card: it may be mistyped.
    written = len(cuts) > 4 and number.startswith("62")
    return code != "personal_card" or (number.isdigit() and (written or _luhn(number)))


def _is_year(digits: str) -> bool:
    """A year, or a day without separators."""
    return _YEAR.fullmatch(digits) is not None


def is_national_id(number: str) -> bool:
    """18 characters with a possible birthday; the right check character is not asked of
    the days of grown-ups.
    """
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    known = re.match(_PROVINCE, number) and born.year <= _LAST_MISTYPED
    right = (
        number[17]
        == "10X98765432"[
            sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True)) % 11
        ]
    )
    return 1900 <= born.year <= 2100 and (right or bool(known))


def _luhn(number: str) -> bool:
    doubled = (
        int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(number))
    )
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
