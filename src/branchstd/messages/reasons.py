"""Why one record did not count for a rule, as a sentence: the field, number, code, day
or person that it lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from branchstd.catalogue.names import RECORDS, field_words
from branchstd.catalogue.rules import Rule, Steps
from branchstd.messages.messages import Messages, sum_text
from branchstd.messages.phrases import Counted
from branchstd.records.base import Record
from branchstd.records.town import KIND_OF
from branchstd.records.words import WORDS
from branchstd.rules.answer import Rejected


def reason(rule: Rule, left: Rejected, messages: Messages) -> str:
    """By the value `key`, else by the code; of steps all that lack, in one sentence."""
    values, words = left.values, messages.words
    if "quorum" in values:
        return messages.quorum_text(left)
    if isinstance(rule, Steps) and "lacks" in values:
        return str(words.SEMI).join(
            _step(rule, lack, messages) for lack in values["lacks"].split()
        )
    told = {
        name: _VALUES[name](rule, left, text, messages) if name in _VALUES else text
        for name, text in values.items()
    }
    key = values.get("key") or left.reason
    key += (
        "_empty"
        if values.get("seen") == ""
        else "_sum"
        if key == "short" and left.detail
        else ""
    )
    return str(
        words.REJECTED[key].format(
            **told, field=_label(type(left.record), left.detail, messages)
        )
    )


def describe_wanted(rule: Rule, messages: Messages) -> str:
    """Which records count for a rule, and what they must say; nothing where no records
    are looked at.
    """
    kind = getattr(rule, "record", None)
    if kind is None:
        return ""
    model, parts = RECORDS[kind], []
    for name, codes in (getattr(rule, "where", None) or {}).items():
        shown = [_meant(rule, kind, name, code, messages) for code in codes]
        key = (
            "counts_where"
            if name in model.model_fields or codes != ("yes",)
            else "counts_is"
        )
        parts.append(
            messages.ui(
                key,
                field=_label(model, name, messages),
                wanted=messages.words.OR.join(shown),
            )
        )
    needs = [
        messages.ui("quoted_word", text=_label(model, name, messages))
        for name in getattr(rule, "needs", ())
    ]
    parts += (
        [messages.ui("counts_needs", fields=messages.words.AND.join(needs))]
        if needs
        else []
    )
    if person := getattr(rule, "person_in", None):
        parts.append(messages.ui("counts_person", set=messages.words.SETS[person]))
    if match := getattr(rule, "match", None):
        parts.append(messages.ui("counts_match", field=_label(model, match, messages)))
    title = kind if messages.lang == "en" else model.zh
    return messages.ui(
        "counts",
        record=title,
        path=model.path,
        what=messages.words.SEMI.join(["", *parts]),
    )


def _label(model: type[Record], name: str, messages: Messages) -> str:
    """A field's label; where it is computed, what it says."""
    fields = model.model_fields
    if name in fields:
        return name if messages.lang == "en" else str(fields[name].title)
    return str(messages.words.FIELDS.get(name, name))


def _quote_codes(
    rule: Rule, left: Rejected, codes: str, messages: Messages
) -> list[str]:
    kind, name = KIND_OF[type(left.record)], left.detail
    return [_meant(rule, kind, name, code, messages) for code in codes.split(" ")]


def _join_alternatives(
    rule: Rule, left: Rejected, codes: str, messages: Messages
) -> str:
    """One of several that would do."""
    texts = _quote_codes(rule, left, codes, messages)
    shown = str(messages.words.OR).join(texts[: messages.most])
    return (
        shown
        if len(texts) <= messages.most
        else messages.ui("and_more", shown=shown, count=len(texts))
    )


def _meant(rule: Rule, kind: str, name: str, code: str, messages: Messages) -> str:
    """A code as the file may hold it: with what it means where it is an item of a list,
    which in Chinese may stand there itself.
    """
    words = field_words(kind, name) if kind in RECORDS and name else None
    if words in WORDS:
        return messages.ui("quoted_word", text=messages.word_of(str(words), code))
    own = (getattr(rule, "set", None) or getattr(rule, "per", None) or "").removeprefix(
        "list:"
    )
    lists = messages.plan.lists
    found = [n for n in (own, *lists) if n in lists and code in lists[n].items]
    if found and name == "covers":
        text = lists[found[0]].items[code][messages.lang]
        # What ships has Chinese words that are read; the town's own codes have none.
        if (
            messages.lang == "zh"
            and f"lists.{found[0]}" not in messages.plan.settlements
        ):
            return messages.ui("quoted_word", text=text)
        return messages.ui("quoted_item", code=code, text=text)
    return messages.ui("quoted_word", text=messages.person(code))


def _step(rule: Steps, lack: str, messages: Messages) -> str:
    """One thing that a record lacks in its steps, with its days:
    `<step>:<reason>:<other step>:<day>:<limit>`.
    """
    code, why, other, day, limit = lack.split(":")
    titles, words = messages.steps(rule.template), messages.words
    step = next(
        one
        for one in messages.catalogue.templates[rule.template].steps
        if one.code == code
    )
    needs = words.STEP_NEEDS.get(step.extends.field if step.extends else step.needs, "")
    meetings = str(words.OR).join(
        messages.word_of("activity_kinds", kind) for kind in step.backed
    )
    values = {
        "other": titles.get(other, ""),
        "day": day,
        "limit": limit,
        "needs": needs,
        "meetings": meetings,
    }
    key = "missing_by" if why == "missing" and limit else why
    return str(words.STEP_REASONS[key].format(step=titles[code], **values))


def _join(texts: Iterable[str], messages: Messages) -> str:
    return str(messages.words.AND).join(texts)


_Wording = Callable[[Rule, Rejected, str, Messages], str]
# Values of a reason that are not said as they stand.
_VALUES: Final[Mapping[str, _Wording]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("present", "expected", "needed", "number"),
            lambda _, __, text, ___: Counted(text),
        ),
        **dict.fromkeys(
            ("have", "need"), lambda _, __, text, ___: sum_text(Fraction(text))
        ),
        **dict.fromkeys(
            ("person", "by"), lambda _, __, code, messages: messages.person(code)
        ),
        **dict.fromkeys(
            ("role", "had"),
            lambda _, __, code, messages: messages.word_of("roles", code),
        ),
        **dict.fromkeys(
            ("code", "missing"),
            lambda rule, _, codes, messages: messages.missing(rule, codes.split()),
        ),
        "seen": lambda rule, left, codes, messages: _join(
            _quote_codes(rule, left, codes, messages), messages
        ),
        "wanted": _join_alternatives,
        "set": lambda _, __, name, messages: str(messages.words.SETS[name]),
        "every": lambda _, __, name, messages: str(messages.words.UNITS[name]),
        "meeting": lambda _, __, code, messages: messages.word_of(
            "activity_kinds", code
        ),
        "sort": lambda _, __, code, messages: messages.word_of("vote_types", code),
        "fields": lambda _, left, name, messages: _label(
            type(left.record), name, messages
        ),
        "steps": lambda _, __, codes, messages: _join(codes.split(), messages),
    }
)
