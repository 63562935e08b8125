"""Lists of who holds which post, as villages keep them: the body within the post, two
posts in a cell, the group of a leader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from branchstd.catalogue.everyday import Everyday
from branchstd.findings import Severity, excerpt
from branchstd.records.words import WORDS
from branchstd.workbook.grids import Grid
from branchstd.workbook.lists import (
    Reader,
    columns_of,
    put,
    put_from,
    rows_of,
    said_above,
    texts_above,
)
from branchstd.workbook.rows import SheetRow
from branchstd.workbook.tables import OwnTable, bare, meaning

# Of two columns of people those who hold the posts now.
ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("换届后人选", "换届后", "现任", "现任人选", "当选人", "当选人员"),
}
_NOBODY: Final = frozenset({"-", "—", "/", "无", "空缺", "暂缺", "不设"})
_BESIDE: Final = re.compile("[、，,;；/]+")
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
        for whole in by.tables(grid)
        for table in _body_by_body(whole, by)
        if {"person", "post"} <= (columns := columns_of(table, by)).keys()
    ]
    for table, columns in tables:
        if "start" not in columns and "basis_on" in columns:
            columns["start"] = columns.pop("basis_on")
        here = rows_of(table, by, columns)
        if "start" not in columns and "start" not in by.said.fill:
            above = table.days(table.above).items()
            days = {day: c for day, c in above if _CHOSEN.search(table.text(*c))}
            here = said_above(here, "start", days, by)
        over, at = table.words[columns["post"]], columns["post"]
        code = by.now.context.words.code("bodies", bare(over[0]))
        if len(over) > 1 and code:
            body, cell = WORDS["bodies"][code][0], (table.head - 1, at)
            here = [put_from(row, "body", body, cell) for row in here]
        posts = [post for row in _held(here, by) for post in _posts(row, by)]
        rows += _with_body(table, posts, columns, by)
    return rows if tables else None


def _body_by_body(table: OwnTable, by: Reader) -> list[OwnTable]:
    """Bodies across, each with columns of its own, as a table each."""
    bodies: dict[str, list[int]] = {}
    for at, words in table.words.items():
        if len(words) > 1:
            bodies.setdefault(words[0], []).append(at)
    posts = [
        sum(meaning(by.titles, table.words[at][-1]) == "post" for at in columns)
        for columns in bodies.values()
    ]
    if len(posts) <= 1 or {*posts} != {1}:
        return [table]
    rest = {at: words for at, words in table.words.items() if len(words) == 1}
    found: list[OwnTable] = []
    for columns in bodies.values():
        own = {at: table.words[at] for at in columns}
        held = [n for n in table.rows if any(table.text(n, at) for at in columns)]
        found.append(replace(table, words={**rest, **own}, rows=held))
        known = {at: meaning(by.titles, words[0]) for at, words in rest.items()}
        rest = {at: words for at, words in rest.items() if known[at] == "person"}
    return found


def _held(rows: Sequence[SheetRow], by: Reader) -> Iterator[SheetRow]:
    """A row for each who holds a post, with the body that is only said above."""
    body, cell = "", (0, 0)
    for own in rows:
        row = own
        if row.cells.get("body"):
            body, cell = row.cells["body"], (row.number, row.columns["body"])
        elif body:
            row = put_from(row, "body", body, cell)
        if bare(row.cells["person"]).strip("()") in _NOBODY:
            place, seen = row.place("person"), row.cells["person"]
            by.found.report("table_part_unread", place, Severity.WARNING, seen=seen)
            continue
        for name in _BESIDE.split(row.cells["person"]):
            yield put(row, person=name)


def _with_body(
    table: OwnTable, posts: list[SheetRow], columns: Mapping[str, int], by: Reader
) -> list[SheetRow]:
    """Posts of which nothing beside says in which body, with the one of the titles."""
    found: dict[str, tuple[int, int]] = {}
    for cell, text in texts_above(table):
        if _MANY.search(text) or "body" in columns:
            return posts
        said = bare(text)
        for word, code in _bodies(by.now.context.words):
            if len(word) > 1 and word in said:
                found.setdefault(WORDS["bodies"][code][0], cell)
                said = said.replace(word, "/")
    return said_above(posts, "body", found, by)


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
        if "group" in found and not body and "党" not in part:
            # There may be a villagers' group of the name as well.
            by.tell_above(row.place("post"), "body", f"{part} → {found['body']}")
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
