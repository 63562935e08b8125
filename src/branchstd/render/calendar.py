"""What falls due as a calendar that phones and office programs take (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from branchstd.mask import mask
from branchstd.messages.messages import Messages
from branchstd.render.due_text import Call

_WIDE: Final = 75  # octets of a line, without its end
_ESCAPED: Final = str.maketrans({
    "\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n",
})  # fmt: skip
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def calendar(found: Iterable[Call], as_of: date, messages: Messages) -> str:
    """A day of the calendar for each, without personal numbers; the same for the same
    records and day.

    A reminder keeps its UID as long as it is of the same village, rule and day, so that
    a newer file takes the place of an older one.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//branchstd//due//EN",
        "CALSCALE:GREGORIAN",
    ]
    for one in found:
        lines += _event(one, as_of, messages)
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(one: Call, as_of: date, messages: Messages) -> Iterator[str]:
    sort = "late" if one.late else "due"
    role = str(messages.words.RESPONSIBLE[one.role])
    summary = f"{one.village}{messages.words.COLON}{one.what}"
    more = messages.ui("event_late", role=role) if one.late else role
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one.slug)}-{one.rule}-{sort}-{one.day:%Y%m%d}@branchstd"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(f'{one.rule} {more}')}"
    yield f"CATEGORIES:{_text(role)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    return _CONTROL.sub(" ", mask(text)).translate(_ESCAPED)


def _fold(line: str) -> str:
    """Broken between characters where it is too long; what follows begins with a
    blank.
    """
    parts, width = [""], 0
    for sign in line:
        octets = len(sign.encode("utf-8", "surrogatepass"))
        if width + octets > _WIDE:
            parts.append(" ")
            width = 1
        parts[-1] += sign
        width += octets
    return "\r\n".join(parts)
