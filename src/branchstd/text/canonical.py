"""The canonical form of a record file: the same records and comments, indented, spaced
and ended alike everywhere; and new YAML, as records have it.

YAML: what ruamel.yaml makes of it, with LF and without BOM; meaning and comments are
compared with what stood there.
CSV: UTF-8, LF, cells without blanks around them, no empty rows; a table that has the
mark for spreadsheets keeps it, one in GBK gets it. In both, days and months as records
have them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import StringIO
from textwrap import dedent
from typing import Any, Final

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.resolver import BaseResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from branchstd.findings import Place, Problem
from branchstd.text.csv import LEFT_OUT, csv_text, read_csv
from branchstd.text.decode import BOM, line_ends
from branchstd.text.nodes import NOTHING, Instead, Value, plain
from branchstd.text.splice import SpliceError
from branchstd.text.yaml import PARSER, read_yaml

ONE_LINE: Final = 100_000
# Numbers of standards, which are texts; what brackets take for a pair; blanks that only
# look like one; several lines.
_QUOTED: Final = re.compile(
    r"[\d.]+|[?:].*|.*(?:[\u3000\u00a0\u2000-\u200a\u202f\n\u200c\u200d]|:\?).*",
    re.DOTALL,
)


class _Representer(RoundTripRepresenter):
    """A number keeps as many digits behind the point as it has."""

    def amount(self, value: Decimal) -> Any:
        text = f"{value:f}"
        return self.represent_scalar(
            f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text
        )

    def ignore_aliases(self, data: Any) -> bool:
        """The same day twice is written twice: records know no anchors."""
        return True


_Representer.add_representer(Decimal, _Representer.amount)


def make_yaml() -> YAML:
    """What writes in the style of these records: each value on one line, lists two
    blanks below their key.
    """
    writer = YAML()
    writer.width, writer.allow_unicode = ONE_LINE, True
    writer.brace_single_entry_mapping_in_flow_sequence = True
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer


def emit(value: Value, *, flow: bool) -> list[str]:
    """The lines of a value at column 0. flow: on one line, in braces and brackets."""
    writer = make_yaml()
    writer.Representer = _Representer
    if flow:  # else it would put blanks into brackets
        writer.indent(mapping=2, sequence=2, offset=0)
    stream = io.StringIO()
    writer.dump(_shape(value, flow=flow), stream)
    # Not at other line ends, which no record may hold: as they stand they are found and
    # refused.
    return (
        dedent(stream.getvalue()).removesuffix("...\n").removesuffix("\n").split("\n")
    )


def _shape(value: Value, *, flow: bool) -> Any:
    """Mappings in lists and lists of plain values stand on one line, as a clerk writes
    them.
    """
    if isinstance(value, str):
        return DoubleQuotedScalarString(value) if _QUOTED.fullmatch(value) else value
    if isinstance(value, Mapping):
        shaped = CommentedMap(
            (key, _shape(part, flow=True)) for key, part in value.items()
        )
        for name in value if not flow else ():
            if _holds_mappings(value[name]):
                shaped[name] = _shape(value[name], flow=False)
        if flow:
            shaped.fa.set_flow_style()
        return shaped
    if isinstance(value, Sequence):
        listed = CommentedSeq(_shape(part, flow=True) for part in value)
        if flow or not _holds_mappings(value):
            listed.fa.set_flow_style()
        return listed
    return value


def _holds_mappings(value: Value) -> bool:
    return (
        not isinstance(value, str)
        and isinstance(value, Sequence)
        and any(isinstance(v, Mapping) for v in value)
    )


# It takes six seconds for a million characters; no year of a branch fills a tenth of
# that.
LONGEST: Final = 150_000


class _AsTyped(BaseResolver):
    """Every plain text is one: no days, numbers, yes or nothing are made of what a
    clerk typed.
    """

    def __init__(
        self, version: object = None, loader: object = None, loadumper: object = None
    ) -> None:
        super().__init__(loader or loadumper)

    processing_version = (1, 2)


def _round_trip(text: str) -> str:
    """As ruamel.yaml writes it: lists two blanks below their key, what stands in
    brackets on one line.

    No empty lines first or last.
    """
    writer = make_yaml()
    writer.Resolver, writer.preserve_quotes = _AsTyped, True
    stream = StringIO()
    writer.dump(writer.load(text), stream)
    return stream.getvalue().strip("\n") + "\n"


def canonical(data: bytes, file: str, respelt: Instead = NOTHING) -> bytes:
    """The file anew. respelt: days, months, numbers. Raises SpliceError where it cannot
    be read or would lose text.
    """
    return (
        _table(data, file, respelt)
        if file.endswith(".csv")
        else _records(data, file, respelt)
    )


def _records(data: bytes, file: str, respelt: Instead) -> bytes:
    node, problems = read_yaml(data, file)
    if any(problem.unreadable for problem in problems):
        raise SpliceError(problems)
    text = line_ends(data.removeprefix(BOM).decode("utf-8"))
    # With the last line ended, as it will be: a block of text at the end means more by
    # it.
    text += "" if text.endswith("\n") or not text else "\n"
    if node is None:
        return text.encode("utf-8")
    try:
        after = _round_trip(_respelt(text, respelt)) if len(text) <= LONGEST else ""
        is_kept = _meaning(after, file) == plain(node, respelt) and comments(
            after
        ) == comments(text)
        is_kept = is_kept and (after == text or after == _round_trip(after))
    except Exception:  # whatever ruamel.yaml stumbles over: the file is left as it is
        is_kept = False
    if not is_kept:
        raise SpliceError([Problem("cannot_format", Place(file, 0))])
    return after.encode("utf-8")


def _respelt(text: str, respelt: Instead) -> str:
    """The text with other scalars where they stand."""
    edits: list[tuple[int, int, str]] = []
    for event in yaml.parse(text, Loader=PARSER) if respelt else ():
        if isinstance(event, yaml.ScalarEvent):
            start: Any = event.start_mark
            if said := respelt.get((start.line + 1, start.column + 1)):
                end: Any = event.end_mark
                edits.append((start.index, end.index, said))
    return _apply(text, edits)


def _apply(text: str, edits: list[tuple[int, int, str]]) -> str:
    """With other words from one place to another, in their order."""
    pieces, behind = [], 0
    for start, end, said in edits:
        pieces += [text[behind:start], said]
        behind = end
    return "".join([*pieces, text[behind:]])


def _meaning(text: str, file: str) -> Any:
    node = read_yaml(text.encode("utf-8"), file)[0]
    return None if node is None else plain(node)


def comments(text: str) -> list[str]:
    """Every comment of a text, in order: what stands behind `#` outside of its scalars;
    of blocks, their first line.
    """
    bare = list(text)
    for event in yaml.parse(text, Loader=PARSER):
        if isinstance(event, yaml.ScalarEvent):
            mark: Any = event
            start, end = mark.start_mark.index, mark.end_mark.index
            head = text.find("\n", start) if mark.style in {"|", ">"} else start
            bare[head:end] = ["\n" if was == "\n" else "x" for was in text[head:end]]
    found = []
    for line, whole in zip("".join(bare).split("\n"), text.split("\n"), strict=True):
        if "#" in line:
            found.append(whole[line.index("#") :].strip())
    return found


def _table(data: bytes, file: str, respelt: Instead) -> bytes:
    table, problems = read_csv(data, file)
    if lost := [
        problem
        for problem in problems
        if problem.unreadable or problem.code in LEFT_OUT
    ]:
        raise SpliceError(lost)
    if table is None:
        return data
    names = [cell.text for cell in table.header]
    rows = [
        [respelt.get((cell.line, cell.column), cell.text) for cell in row]
        for row in table.rows
    ]
    mark = (
        BOM
        if data.startswith(BOM)
        or any(problem.code == "csv_gb18030" for problem in problems)
        else b""
    )
    after = mark + csv_text([names, *rows]).encode("utf-8")
    if _cells(after) != [names, *rows]:
        raise SpliceError([Problem("cannot_format", Place(file, 0))])
    return after


def _cells(data: bytes) -> list[list[str]]:
    """What the table would be read as."""
    table = read_csv(data, "")[0]
    if table is None:
        return []
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]
