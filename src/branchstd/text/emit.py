"""New YAML, by ruamel.yaml: one value as lines in the style of these records. Only what
is new is ever emitted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from textwrap import dedent
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from branchstd.text.values import Value

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
