"""The pieces that catalogue and plan are made of: texts in two languages, shares,
sources, what the plan asks or leaves open.
"""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, model_validator

from branchstd.findings import excerpt
from branchstd.records.types import Code, Limit, Text, fault, read_code, read_decimal

_SPAN = re.compile(r"([1-9]\d{0,2})([dmy])", re.ASCII)
_SHARE = re.compile(r"(\d{1,4})/([1-9]\d{0,3})|(\d{1,9}(\.\d{1,2})?)", re.ASCII)


class Part(BaseModel):
    """Frozen, and an unknown key is an error: a typo must never vanish."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True
    )

    def __copy__(self) -> Self:
        """What was computed from the fields stays behind: a copy may have others
        (`model_copy`).
        """
        copied = super().__copy__()
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


def read_share(value: object) -> Fraction:
    """`2/3` or `0.25`, exactly; at most two digits behind the point, or `bad_share`."""
    if not isinstance(value, str) or not _SHARE.fullmatch(value):
        raise fault("bad_share", seen=excerpt(str(value)))
    return Fraction(value)


class Span(NamedTuple):
    """A time from one day to another: `15d` counts days, `1m` and `1y` are calendar
    months and years.
    """

    number: int
    unit: str


def _span(value: object) -> Span:
    found = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise fault("bad_span", seen=excerpt(str(value)))
    return Span(int(found[1]), found[2])


def _names(value: object) -> tuple[str, ...]:
    """One bare word or a list of them."""
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise fault("not_a_list")
    return tuple(parts)


def _points(value: object) -> Fraction:
    """`2` or `2.5`: manuals give half points too."""
    return Fraction(read_decimal(value))


Share = Annotated[Fraction, PlainValidator(read_share)]
Points = Annotated[Fraction, PlainValidator(_points)]
Interval = Annotated[Span, PlainValidator(_span)]
Names = Annotated[tuple[str, ...], PlainValidator(_names)]
Every = Literal["month", "quarter", "half", "year"]


def _flag(value: object) -> bool:
    if value not in {"true", "false"}:
        raise fault("bad_flag", seen=excerpt(str(value)))
    return value == "true"


Flag = Annotated[bool, PlainValidator(_flag)]


class Words(Part):
    """The same thing said in both languages. A bare text is said the same way in both:
    a town need not translate.
    """

    zh: Text
    en: Text

    @model_validator(mode="before")
    @classmethod
    def _of_one_text(cls, value: object) -> object:
        return {"zh": value, "en": value} if isinstance(value, str) else value

    def __getitem__(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


def _items(value: object) -> dict[str, Words]:
    """Codes with their titles, or a bare list of codes, which are then their own
    titles.
    """
    plain = isinstance(value, list) and all(isinstance(code, str) for code in value)
    titles = (
        dict(zip(value, value, strict=True))
        if plain and isinstance(value, list)
        else value
    )
    if not isinstance(titles, dict) or not all(
        isinstance(title, str) for title in titles.values()
    ):
        raise fault("not_a_mapping")
    return {
        read_code(code): Words(zh=title, en=title) for code, title in titles.items()
    }


Items = Annotated[dict[str, Words], PlainValidator(_items)]


class Source(Part):
    """Where a rule comes from: a plan clause with an exact short phrase, an article,
    the office's word, or a default.

    `default` names what in the rule is only a default and waits for the town; a rule
    with nothing but a default rests on no text at all. `office` is the office's own
    basis: a document, a meeting.
    """

    plan: Code | None = None
    phrase: Text | None = None
    regulation: Annotated[tuple[str, ...], PlainValidator(_names)] = ()
    office: Text | None = None
    default: Annotated[tuple[str, ...], PlainValidator(_names)] = ()

    @property
    def standing(self) -> Literal["plan", "regulation", "office", "default"]:
        """The strongest text it rests on."""
        if self.plan or self.regulation:
            return "plan" if self.plan else "regulation"
        return "office" if self.office or not self.default else "default"

    @model_validator(mode="after")
    def _says_where_from(self) -> Self:
        if (self.plan is None) != (self.phrase is None):
            raise fault("source_phrase")
        if not (self.plan or self.regulation or self.office or self.default):
            raise fault("source_missing")
        return self


class Heads(Part):
    """Under which the year is summed up: what is striven for, what is put right, what
    is to be better.
    """

    strive: Words
    rectify: Words
    improve: Words


class Effort(Part):
    """Something that the town does for secretaries, and which of the duties' proofs
    show it.
    """

    id: Code
    title: Words
    proof: Names


class Growth(Part):
    """Of which records there are to be more than the year before: how many, with how
    many people, and a sum.
    """

    id: Code
    title: Words
    clause: Code
    phrase: Text
    record: Literal["activity", "event"]
    kinds: Names
    sum: Literal["amount", "hours"]


class Settled(NamedTuple):
    """Who of the town settled something that the plan leaves open, on which day, on
    what basis.
    """

    by: str
    date: date
    basis: str


class Choice(Part):
    """One answer to an open point, with all that it sets, in the texts that files
    write.

    lists: the items of a list; none: the list as it holds. fields: of rules, targets
    and duties, by their number.
    own: parameters of which the town sets at least one itself.
    """

    code: Code
    title: Words
    parameters: dict[str, Text] = Field(default_factory=dict)
    dates: dict[str, Limit] = Field(default_factory=dict)
    lists: dict[str, Items] = Field(default_factory=dict)
    fields: dict[str, dict[str, Any]] = Field(default_factory=dict)
    own: Names = ()

    @property
    def subjects(self) -> frozenset[str]:
        """What it settles: `parameters.young_age`, `dates.M08`, `lists.dev_systems`,
        `4.5.a.times`.
        """
        named = {
            "parameters": (*self.parameters, *self.own),
            "dates": self.dates,
            "lists": self.lists,
            **self.fields,
        }
        return frozenset(
            f"{part}.{name}" for part, names in named.items() for name in names
        )


class OpenPoint(Part):
    """A contradiction or gap in the plan. The first choice is the default that holds
    until the town decides.

    changes: the rules, targets and days whose result rests on it.
    """

    id: Code
    clause: Text
    question: Words
    changes: Names = ()
    choices: tuple[Choice, ...]

    @property
    def default(self) -> Words:
        """The title of what holds until the town has decided."""
        return self.choices[0].title

    @property
    def subjects(self) -> frozenset[str]:
        """What is settled with it, whichever choice is taken."""
        return frozenset().union(*(choice.subjects for choice in self.choices))

    @property
    def effects(self) -> frozenset[str]:
        """Rules, standards, targets and days whose result rests on it."""
        return frozenset(
            (*self.changes, *(subject.rpartition(".")[0] for subject in self.subjects))
        )

    def choice(self, said: str) -> Choice | None:
        """By code, or by title in either language."""
        return next(
            (
                one
                for one in self.choices
                if said in {one.code, one.title.zh, one.title.en}
            ),
            None,
        )
