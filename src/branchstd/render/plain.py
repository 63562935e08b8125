"""What a template is given: plain data, the same in this process and in another. No object comes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from branchstd.render.sheets import Sheet

SIMPLE: Final = (int, float, bool, type(None))


def plain(value: object, text: Callable[[str], str] = str) -> Any:
    """Dicts, lists, texts and numbers and nothing else; a sheet is a dict of its parts. Raises TypeError.

    text: what is made of every text, for forms in which signs of a record could mean something.
    """
    if isinstance(value, str):
        return text(str(value))
    if type(value) in SIMPLE:
        return value
    if isinstance(value, Sheet):
        columns = [column._asdict() for column in value.columns]
        parts = {"title": value.title, "columns": columns, "rows": value.rows, "note": value.note}
        return {"key": value.key, **{name: plain(part, text) for name, part in parts.items()}}
    if isinstance(value, Mapping):
        return {str(key): plain(part, text) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part, text) for part in value]
    raise TypeError(type(value).__name__)
