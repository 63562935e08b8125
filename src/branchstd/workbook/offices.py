"""Lists of who holds which post, as villages keep them: the body within the post, two
posts in a cell, the group of a leader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from branchstd.catalogue.everyday import Everyday
from branchstd.findings import Severity, excerpt
from branchstd.records.words import WORDS
from branchstd.workbook.grids import Grid
from branchstd.workbook.lists import Reader, columns_of, put_from, rows_of, texts_above
from branchstd.workbook.rows import SheetRow
from branchstd.workbook.tables import OwnTable, bare

ALSO: Final[Mapping[str, tuple[str, ...]]] = {}
_BETWEEN: Final = re.compile("[、，,；;/兼]+")
_STILL: Final = frozenset({"至今", "现在", "在任", "今", "在职", "-", "—", "/"})
_LEADER: Final = re.compile(r"(\w+?组)(?:党小组)?(?:组长|长)")
_OTHER_GROUP: Final = re.compile("村民|领导|工作组|监督")
_CHOSEN: Final = re.compile("选举|产生|任职|换届|当选")
_MANY: Final = re.compile("两委|各组织|各级")


def posts_of(grid: Grid, by: Reader) -> list[SheetRow] | None:
    """Rows of all lists of a sheet; None where there is none."""
    rows: list[SheetRow] = []
    tables = [
        (table, columns)
        for table in by.tables(grid)
        if {"person", "post"} <= (columns := columns_of(table, by)).keys()
    ]
    for table, columns in tables:
        if "start" not in columns and "basis_on" in columns:
            columns["start"] = columns.pop("basis_on")
        here = rows_of(table, by, columns)
        if "start" not in columns and "start" not in by.said.fill:
            here = _with_start(table, here, by)
        posts = [post for row in here for post in _posts(row, by)]
        rows += _with_body(table, posts, columns, by)
    return rows if tables else None


def _with_body(
    table: OwnTable, posts: list[SheetRow], columns: Mapping[str, int], by: Reader
) -> list[SheetRow]:
    """Posts of which nothing beside says in which body, with that of the title."""
    above = _body_above(table, by.now.context.words)
    lacking = [post for post in posts if not post.cells.get("body")]
    if above is None or not lacking or "body" in columns:
        return posts
    cell, label = above[0], WORDS["bodies"][above[1]][0]
    by.tell_above(table.grid.place(*cell), "body", label)
    return [
        post if post.cells.get("body") else put_from(post, "body", label, cell)
        for post in posts
    ]


def _with_start(table: OwnTable, rows: list[SheetRow], by: Reader) -> list[SheetRow]:
    """Where no column says from when, the title may: the day of the election."""
    days = {
        day: cell
        for day, cell in table.days(table.above).items()
        if _CHOSEN.search(table.text(*cell))
    }
    if len(days) != 1:
        return rows
    day, cell = days.popitem()
    by.tell_above(table.grid.place(*cell), "start", day)
    return [put_from(row, "start", day, cell) for row in rows]


def _body_above(table: OwnTable, words: Everyday) -> tuple[tuple[int, int], str] | None:
    """The one body that the titles of a list name."""
    found: dict[str, tuple[int, int]] = {}
    for cell, text in texts_above(table):
        if _MANY.search(text):
            return None
        said = bare(text)
        for word, code in _bodies(words):
            if len(word) > 1 and word in said:
                found.setdefault(code, cell)
                said = said.replace(word, "/")
    return (
        next(((cell, code) for code, cell in found.items()), None)
        if len(found) == 1
        else None
    )


def _bodies(words: Everyday) -> list[tuple[str, str]]:
    """What bodies are called, the longer words first."""
    said = [
        (word, code)
        for code, (zh, _) in WORDS["bodies"].items()
        for word in (zh, *words.words.get("bodies", {}).get(code, ()))
    ]
    return sorted(said, key=lambda one: -len(one[0]))


def _posts(row: SheetRow, by: Reader) -> Iterator[SheetRow]:
    """A row for each post that a row names."""
    words, cells = by.now.context.words, dict(row.cells)
    if bare(cells.get("end", "")) in _STILL:
        cells["end"] = ""
    said = bare(cells.get("post", ""))
    body = words.code("bodies", bare(cells.get("body", "")))
    whole = _place(said, body, words)
    parts = [said] if whole else [part for part in _BETWEEN.split(said) if part]
    for part in parts:
        if len(parts) > 1 and part in words.unkept:
            place, seen = row.place("post"), excerpt(part)
            by.found.report("table_part_unread", place, Severity.WARNING, seen=seen)
            continue
        found = _place(part, body, words) or _place(part, None, words) or {}
        own = {"post": part, **found}
        # Of several posts in a cell the body beside is that of those that it has.
        here = replace(row, cells={**cells, **own})
        if "body" in own and "body" not in row.columns:
            cell = row.number, row.columns["post"]
            here = put_from(here, "body", own["body"], cell)
        yield here


def _place(post: str, body: str | None, words: Everyday) -> dict[str, str] | None:
    """Post, body and group that a text says; None where it is not known, or several
    bodies have it. body: that is named beside.
    """
    led = _LEADER.fullmatch(post) if body in {None, "party_group"} else None
    if led and (body or not _OTHER_GROUP.search(post)):
        label = WORDS["bodies"]["party_group"][0]
        return {"post": "组长", "body": label, "group": led[1]}
    if body is not None:
        return {"post": post} if words.code("posts", post, body) else None
    fits = [b for b in words.posts if words.code("posts", post, b)]
    if len(fits) == 1:
        return {"post": post, "body": WORDS["bodies"][fits[0]][0]}
    for word, code in _bodies(words):
        rest = post.removeprefix("村").removeprefix(word)
        rest = post.removeprefix(word) if post.startswith(word) else rest
        is_there = rest and rest not in {post, post.removeprefix("村")}
        if is_there and code in words.posts and words.code("posts", rest, code):
            return {"post": rest, "body": WORDS["bodies"][code][0]}
    return None
