"""An item's state and what else is to be said of it, in a few words."""

from __future__ import annotations

from collections.abc import Iterator

from branchstd.messages.messages import Messages
from branchstd.workflow.rectification import Rectification


def state_text(one: Rectification, messages: Messages) -> str:
    """The state, then what is out of the ordinary."""
    return str(messages.words.AND).join(
        [str(messages.words.STATE_WORDS[one.state]), *_flags(one, messages)]
    )


def _flags(one: Rectification, messages: Messages) -> Iterator[str]:
    flags = messages.words.STATE_FLAGS
    if one.is_disabled:
        yield flags["disabled"]
    if one.unread:
        yield flags["unread"]
    if one.overdue:
        yield flags["overdue"].format(days=one.overdue)
    if one.joined.is_extended:
        yield flags["extended"]
    if one.again:
        yield flags["again"]
    if one.joined.reopened and one.state != "reopened":
        yield flags["reopened"]
    if one.by_town:
        yield flags["town"]
    if one.elsewhere:
        yield flags["elsewhere"]
