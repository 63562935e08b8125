"""Edits of YAML records as a clerk sees them: each text before and after, written by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from branchstd.store.amending import with_fields, with_nested, with_record
from branchstd.store.strict import everyday
from branchstd.text.splice import Path, SpliceError, append, fill, remove

TAGS, ITEMS, PEOPLE = ("tags", "标签"), ("items", "事项"), ("people", "人员")
ORDER = (("branch", "党支部"), TAGS, ITEMS, ("note", "备注"))

# Where the entry N goes: path, text before, text after.
APPENDED: dict[str, tuple[Path, str, str]] = {
    "empty_file": ((TAGS,), "", "tags:\n  - N\n"),
    "only_comments": ((TAGS,), "# 记\n\n# 完", "# 记\n\n# 完\ntags:\n  - N\n"),
    "only_a_start": ((TAGS,), "---\n# 记\n", "---\n# 记\ntags:\n  - N\n"),
    "empty_braces": ((TAGS,), "{ }  # 记\n", "{tags: [N] }  # 记\n"),
    "braces": ((TAGS,), '{"branch": 甲}\n', '{"branch": 甲, tags: [N]}\n'),
    "crlf": ((TAGS,), "tags:\r\n- a\r\n\r\n# 完\r\n", "tags:\r\n- a\r\n- N\r\n\r\n# 完\r\n"),
    "no_last_line_end": ((TAGS,), "tags:\n- a  # 记", "tags:\n- a  # 记\n- N\n"),
    "blank_lines_at_the_end": ((TAGS,), "tags:\n- a\n\n\n", "tags:\n- a\n- N\n\n\n"),
    "its_own_indent": ((TAGS,), "tags:\n     -   a\nnote: b\n", "tags:\n     -   a\n     - N\nnote: b\n"),
    "aligned_colons": ((TAGS,), "tags   : []\nnote   : b\n", "tags   :\n  - N\nnote   : b\n"),
    "the_chinese_key": ((TAGS,), "标签: [a]\n", "标签: [a, N]\n"),
    "a_quoted_key": ((TAGS,), '"tags": [ a ]\n', '"tags": [ a, N ]\n'),
    "an_empty_list_s_comment": ((TAGS,), "tags: []  # 暂无\n", "tags:  # 暂无\n  - N\n"),
    "a_null_s_comment": ((TAGS,), "tags: ~ # 暂无\nnote: b\n", "tags: # 暂无\n  - N\nnote: b\n"),
    "nothing_after_the_colon": ((TAGS,), "tags:\nnote: b\n", "tags:\n  - N\nnote: b\n"),
    "comma_at_the_end": ((TAGS,), "tags: [a, b,]  # 记\n", "tags: [a, b, N,]  # 记\n"),
    "brackets_over_lines": ((TAGS,), "tags: [a,\n  b]\nnote: c\n", "tags: [a,\n  b,\n  N]\nnote: c\n"),
    "two_to_a_line": ((TAGS,), "tags: [\n  a, b,\n  c, d\n]\n", "tags: [\n  a, b,\n  c, d, N\n]\n"),
    "a_comment_stays_with_its_entry": (
        (TAGS,), "tags: [\n  a,  # 甲\n  b,  # 乙\n]\n", "tags: [\n  a,  # 甲\n  b,  # 乙\n  N,\n]\n",
    ),
    "and_without_a_comma": ((TAGS,), "tags: [\n  a,\n  b  # 乙\n]\n", "tags: [\n  a,\n  b,  # 乙\n  N\n]\n"),
    "json": ((TAGS,), '{\n  "tags": [\n    "a"\n  ]\n}\n', '{\n  "tags": [\n    "a",\n    N\n  ]\n}\n'),
    "a_deeper_comment_is_the_entry_s": ((TAGS,), "tags:\n- a\n  # 甲的\n# 完\n", "tags:\n- a\n  # 甲的\n- N\n# 完\n"),
    "a_text_over_lines": ((TAGS,), 'tags:\n- "a\n   b"\n# 完\n', 'tags:\n- "a\n   b"\n- N\n# 完\n'),
    "a_block_of_text": ((TAGS,), "tags:\n- |\n  a\n\n# 完\n", "tags:\n- |\n  a\n- N\n\n# 完\n"),
    "a_block_that_keeps_its_blanks": ((TAGS,), "tags:\n- |+\n  a\n\n# 完\n", "tags:\n- |+\n  a\n\n- N\n# 完\n"),
    "a_plus_in_a_comment_keeps_nothing": (
        (TAGS,), "tags:\n- |  # a+b\n  a\n\n# 完\n", "tags:\n- |  # a+b\n  a\n- N\n\n# 完\n",
    ),
    "a_block_at_the_very_end": ((TAGS,), "note: |\n  a", "note: |\n  a\ntags:\n  - N\n"),
    "a_wide_blank_ends_a_block": ((TAGS,), "tags:\n- |\n  a\n  \u3000\n", "tags:\n- |\n  a\n  \u3000\n- N\n"),
    "missing_first": ((TAGS,), "branch: 甲\nnote: b\n", "branch: 甲\ntags:\n  - N\nnote: b\n"),
    "missing_behind_a_nearer_key": (
        (("note", "备注"),), "items:\n- {id: a}\nbranch: 甲\n", "items:\n- {id: a}\nnote:\n  - N\nbranch: 甲\n",
    ),
    "nested": ((ITEMS, 1, TAGS), "items:\n- id: a\n- tags: [c]\n", "items:\n- id: a\n- tags: [c, N]\n"),
    "nested_missing": (
        (ITEMS, 0, TAGS), "items:\n- id: a\n# 乙\n- id: b\n", "items:\n- id: a\n  tags:\n    - N\n# 乙\n- id: b\n",
    ),
    "nested_missing_in_braces": ((ITEMS, 0, TAGS), "items:\n- {id: a}  # 甲\n", "items:\n- {id: a, tags: [N]}  # 甲\n"),
    "nested_null_in_braces": ((ITEMS, 0, TAGS), "items:\n- {tags: , id: b}\n", "items:\n- {tags: [N], id: b}\n"),
    "of_two_names_the_first": ((TAGS,), "标签: [a]\ntags: [b]\n", "标签: [a]\ntags: [b, N]\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", APPENDED)
def test_an_entry_is_put_in(case: str) -> None:
    path, before, after = APPENDED[case]
    assert append(before.encode(), "a.yaml", path, "N", ORDER).decode() == after


# What a value becomes: path, value, text before, text after.
NOTE = ("note", "备注")
FILLED: dict[str, tuple[Path, object, str, str]] = {
    "empty_file": ((NOTE,), "N", "", "note: N\n"),
    "only_comments": ((NOTE,), "N", "# 记", "# 记\nnote: N\n"),
    "plain": ((NOTE,), "N", "note: a b  # 记\ntags: []\n", "note: N  # 记\ntags: []\n"),
    "aligned": ((NOTE,), "N", "note      :   a\n", "note      :   N\n"),
    "nothing": ((NOTE,), "N", "note:   # 记\r\ntags: []\r\n", "note: N   # 记\r\ntags: []\r\n"),
    "null": ((NOTE,), "N", "备注: ~\n", "备注: N\n"),
    "quoted_over_lines": ((NOTE,), "N", 'note: "a\n  b"  # 记\ntags: []\n', "note: N  # 记\ntags: []\n"),
    "block": ((NOTE,), "N", "note: |\n  a\n  b\n\n# 完\n", "note: N\n\n# 完\n"),
    "block_with_a_plus_in_its_comment": ((NOTE,), "N", "note: | # a+b\n  a\n\n# 完\n", "note: N\n\n# 完\n"),
    "on_the_next_line": ((NOTE,), "N", "note:  # 记\n  a\ntags: []\n", "note:  # 记\n  N\ntags: []\n"),
    "several_lines": ((NOTE,), "甲\n乙", "note: a\n", 'note: "甲\\n乙"\n'),
    "missing": ((NOTE,), "N", "tags: []\nother: a\n", "tags: []\nnote: N\nother: a\n"),
    "in_braces": ((ITEMS, 0, NOTE), "a, b: c", "items: [{note: a}]\n", "items: [{note: 'a, b: c'}]\n"),
    "a_comma_in_braces": ((ITEMS, 0, NOTE), "甲, 乙", "items: [{note: a}]\n", "items: [{note: '甲, 乙'}]\n"),
    "a_comma_without_braces": ((NOTE,), "甲, 乙", "note: a\n", "note: 甲, 乙\n"),
    "nothing_in_braces": ((ITEMS, 0, NOTE), "N", "items: [{note: , id: a}]\n", "items: [{note: N, id: a}]\n"),
    "missing_in_braces": ((ITEMS, 0, NOTE), "N", "items: [{id: a,}]\n", "items: [{id: a, note: N,}]\n"),
    "empty_braces": ((ITEMS, 0, NOTE), "N", "items:\n- {}\n", "items:\n- {note: N}\n"),
    "dashes_without_indent": (
        (TAGS,), ["a", "b"], "tags:  # 记\n- a  # 甲\n# 乙\n- c\nnote: b\n", "tags: [a, b]  # 记\nnote: b\n",
    ),
    "dashes": ((TAGS,), ["a"], "tags:\n    - a\n    - b\n      # 乙\nnote: b\n", "tags: [a]\n      # 乙\nnote: b\n"),
    "brackets": ((TAGS,), ["a"], "tags: [\n  b,\n]  # 记\n", "tags: [a]  # 记\n"),
    "day": ((NOTE,), date(2019, 6, 1), "note: a\n", "note: 2019-06-01\n"),
    "number": ((NOTE,), 12, "note: a\n", "note: 12\n"),
    "amount": ((NOTE,), Decimal("12.50"), "note: a\n", "note: 12.50\n"),
    "amount_below_zero": ((NOTE,), Decimal("-0.50"), "note: a\n", "note: -0.50\n"),
    "amount_in_powers": ((NOTE,), Decimal("1E+3"), "note: a\n", "note: 1000\n"),
    "text_of_digits": ((NOTE,), "1.10", "note: a\n", 'note: "1.10"\n'),
    "wide_blank": ((NOTE,), "到:\u2003会", "note: a\n", 'note: "到:\u2003会"\n'),
    "empty": ((NOTE,), "", "note: a\n", "note: ''\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", FILLED)
def test_a_field_is_set(case: str) -> None:
    path, value, before, after = FILLED[case]
    assert fill(before.encode(), "a.yaml", path, value, ORDER).decode() == after  # type: ignore[arg-type]


# What is left: path of what goes, text before, text after.
ID, STEPS = ("id", "编号"), ("steps", "步骤")
REMOVED: dict[str, tuple[Path, str, str]] = {
    "a_key": ((NOTE,), "branch: 甲\nnote: a  # 记\ntags: []\n", "branch: 甲\ntags: []\n"),
    "the_last_key": ((NOTE,), "tags: []\n备注: |\n  a\n\n  b", "tags: []\n"),
    "its_comments": (
        (NOTE,), "tags: [] # 甲\n# 乙一\n# 乙二\nnote: a # 乙\n  # 乙三\n# 丙\nx: b\n", "tags: [] # 甲\n# 丙\nx: b\n",
    ),
    "no_comment_beyond_a_blank_line": ((NOTE,), "a: b\n# 甲\n\nnote: a\nx: c\n", "a: b\n# 甲\n\nx: c\n"),
    "no_comment_of_another_depth": (
        (ITEMS, 1), "items:\n  - id: a\n    # 甲的\n# 外\n  - id: b\n", "items:\n  - id: a\n    # 甲的\n# 外\n",
    ),
    "what_heads_a_file": ((NOTE,), "# 记\nnote: a\n\ntags: []\n", "# 记\n\ntags: []\n"),
    "crlf": ((TAGS, 0), "tags:\r\n- a\r\n\r\n# 乙\r\n- b\r\n", "tags:\r\n# 乙\r\n- b\r\n"),
    "blank_lines_between": ((TAGS, 1), "tags:\n- a\n\n- b\n\n- c\n", "tags:\n- a\n\n- c\n"),
    "blank_lines_at_the_end": ((TAGS, 1), "tags:\n- a\n\n# 乙\n- b\n", "tags:\n- a\n"),
    "blank_lines_of_a_text": ((TAGS, 1), "tags:\n- |+\n  a\n\n- b\n- c\n", "tags:\n- |+\n  a\n\n- c\n"),
    "a_line_of_a_text_is_no_comment": ((TAGS, 1), 'tags:\n  - "a\n  # b"\n  - c\n', 'tags:\n  - "a\n  # b"\n'),
    "the_only_entry": ((TAGS, 0), "tags: # 记\n  # 甲\n  - a # 甲\n\nnote: b\n", "tags: [] # 记\n\nnote: b\n"),
    "the_only_entry_in_brackets": ((TAGS, 0), "tags: [\n  a, # 甲\n] # 记\n", "tags: [] # 记\n"),
    "the_only_step": ((ITEMS, 0, STEPS, ("D1",)), "items:\n- steps:\n    D1: a\n", "items:\n- steps: {}\n"),
    "a_step_in_braces": (
        (ITEMS, 0, STEPS, ("D2",)), "items:\n- {steps: {D1: a, D2: b, D3: c}}\n", "items:\n- {steps: {D1: a, D3: c}}\n",
    ),
    "the_key_on_the_dash": ((ITEMS, 0, ID), "items:\n- id: a # 甲\n\n  note: b\n", "items:\n- note: b\n"),
    "and_a_comment_below_it": (
        (ITEMS, 0, ID), "items:\n- id: a\n  # 乙\n  note: b\n", "items:\n- # 乙\n  note: b\n",
    ),
    "a_key_in_braces": ((ITEMS, 0, ID), "items: [{id: a, note: b}] # 记\n", "items: [{note: b}] # 记\n"),
    "the_last_in_braces": ((ITEMS, 0, NOTE), "items: [{id: a, note: , }]\n", "items: [{id: a, }]\n"),
    "in_brackets": ((TAGS, 1), "tags: [a,  b, c]\n", "tags: [a, c]\n"),
    "over_lines": ((TAGS, 1), "tags: [a,\n  b, c]\n", "tags: [a,\n  c]\n"),
    "two_to_a_line": ((TAGS, 1), "tags: [\n  a, b, # 甲乙\n  c, d]\n", "tags: [\n  a, # 甲乙\n  c, d]\n"),
    "one_to_a_line": (
        (TAGS, 1), "tags: [\n  a, # 甲\n  # 乙\n  b, # 乙\n  # 丙\n  c\n]\n", "tags: [\n  a, # 甲\n  # 丙\n  c\n]\n",
    ),
    "the_last_of_one_to_a_line": ((TAGS, 1), "tags: [\n  a, # 甲\n  b # 乙\n]\n", "tags: [\n  a # 甲\n]\n"),
    "a_comment_before_the_last": ((TAGS, 1), "tags: [\n  a, # 甲\n  b]\n", "tags: [\n  a, # 甲\n  ]\n"),
    "json": ((TAGS, 1), '{\n  "tags": [\n    "a",\n    "b"\n  ]\n}\n', '{\n  "tags": [\n    "a"\n  ]\n}\n'),
    "of_two_names_the_first": ((TAGS,), "标签: [a]\ntags: [b]\n", "标签: [a]\n"),
    "a_key_with_its_mark": ((NOTE,), "? note\n: a\n? tags\n: b\n", "? tags\n: b\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", REMOVED)
def test_a_part_is_taken_out(case: str) -> None:
    path, before, after = REMOVED[case]
    assert remove(before.encode(), "a.yaml", path).decode() == after


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ((), "note: a\n"),
        ((NOTE,), ""),
        ((NOTE,), "note: a\n"),
        ((NOTE,), "tags: []\n"),
        ((ITEMS, 0, ID), "items:\n- id: a\n"),
        ((ITEMS, 0, ID), "items: [{id: a}]\n"),
        ((ITEMS, 1), "items:\n- id: a\n"),
        ((ITEMS, 0), "items: a\n"),
        ((ITEMS, NOTE), "items: [a, b]\n"),
        ((ITEMS, 0), "items: {0: a}\n"),
        ((ITEMS, 0), "items: [a\n"),
        ((NOTE,), "tags:\n- |\n  a\n    \nnote: b\n"),
        ((NOTE,), "tags: |+\n  a\n\nnote: b\n\nx: c\n"),
    ],
)
def test_what_cannot_be_taken_out(path: Path, before: str) -> None:
    with pytest.raises(SpliceError):
        remove(before.encode(), "a.yaml", path)


def test_a_first_record_stands_as_wished_and_later_ones_as_the_last() -> None:
    record = {"id": "I1", "people": ["M01"]}
    flow = append(b"", "a.yaml", (ITEMS,), record, flow=True)
    assert flow == b"items:\n  - {id: I1, people: [M01]}\n"
    assert append(flow, "a.yaml", (ITEMS,), record) == flow + b"  - {id: I1, people: [M01]}\n"
    block = append(b"", "a.yaml", (ITEMS,), record)
    assert block == b"items:\n  - id: I1\n    people: [M01]\n"
    assert append(block, "a.yaml", (ITEMS,), record, flow=True) == block + block.partition(b"\n")[2]


def test_a_record_of_one_field_keeps_its_braces() -> None:
    after = append(b"items: [{id: a}]\n", "a.yaml", (ITEMS,), {"tags": [{"id": "b"}]})
    assert after == b"items: [{id: a}, {tags: [{id: b}]}]\n"


# What is not a file of records, or not where the path leads, or cannot hold what is wanted.
REFUSED: dict[str, tuple[Path, str]] = {
    "text": ((TAGS,), "完\n"),
    "null": ((TAGS,), "~\n"),
    "list": ((TAGS,), "- a\n"),
    "empty_list": ((TAGS,), "[]\n"),
    "no_yaml": ((TAGS,), "tags: [\n"),
    "anchor": ((TAGS,), "tags: &a [b]\n"),
    "two_documents": ((TAGS,), "tags: []\n---\ntags: []\n"),
    "key_twice": ((TAGS,), "tags: []\ntags: []\n"),
    "no_entry_there": ((ITEMS, 1, TAGS), "items:\n- id: a\n"),
    "no_list_there": ((ITEMS, 0, TAGS), "note: a\n"),
    "null_entry": ((ITEMS, 0, TAGS), "items:\n-\n"),
    "text_entry": ((ITEMS, 0, TAGS), "items:\n- a\n"),
    "under_a_text": ((ITEMS, 0, TAGS), "items: abc\n"),
    "blanks_that_belong_to_a_text": ((TAGS,), "tags:\n- |\n  a\n    \n"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    path, before = REFUSED[case]
    with pytest.raises(SpliceError):
        append(before.encode(), "a.yaml", path, "N")


@pytest.mark.parametrize("before", ["tags: a\n", "tags: {a: b}\n", "tags:\n  a: b\n"])
def test_no_list_to_go_behind(before: str) -> None:
    with pytest.raises(SpliceError):
        append(before.encode(), "a.yaml", (TAGS,), "N")


@pytest.mark.parametrize("value", ["\u200b", "a\x00", "a\u2028b", "\ud800", "a\rb", "<\x1b[0m>"])
@pytest.mark.parametrize("before", ["note: a\n", "{note: a}\n", "tags: []\n"])
def test_a_text_that_no_record_may_hold(before: str, value: str) -> None:
    with pytest.raises(SpliceError):
        fill(before.encode(), "a.yaml", (NOTE,), value)


def test_what_is_refused_after_trying_is_shown() -> None:
    with pytest.raises(SpliceError) as refused:
        append(b"tags: a\n", "a.yaml", (TAGS,), "N")
    assert refused.value.tried is not None
    assert refused.value.tried[0] == b"tags: a\n"


RECORDS = """\
inspections:
  - 看了手册
  - id: D1
    date: 2019-06-10   # 摸底
  - {id: D2, date: 2019-08-22}
"""


def test_a_record_is_found_by_its_code_beside_what_is_no_record() -> None:
    """Counted among all entries: the text above them must not shift a change to the record before."""
    where = ("inspections", "inspection", "D2")
    after = with_fields(RECORDS.encode(), "a.yaml", where, {"date": date(2019, 8, 23)}, words=everyday())
    assert after.decode() == RECORDS.replace("2019-08-22", "2019-08-23")
    where = ("inspections", "inspection", "D1")
    after = with_fields(RECORDS.encode(), "a.yaml", where, {"date": date(2019, 6, 11)}, words=everyday())
    assert after.decode() == RECORDS.replace("2019-06-10", "2019-06-11")


def test_a_record_speaks_the_language_of_those_beside_it() -> None:
    found = {"id": "D2-1", "standard": "1.4", "text": "记录不全", "due_on": date(2019, 7, 1)}
    before = "inspections:\n- {id: D1}\n- 督查号: D2\n".encode()
    english = with_nested(before, "a.yaml", ("inspections", "inspection", "D1"), "findings", found, words=everyday())
    assert english.decode() == (
        "inspections:\n"
        '- {id: D1, findings: [{id: D2-1, standard: "1.4", text: 记录不全, due_on: 2019-07-01}]}\n'
        "- 督查号: D2\n"
    )
    chinese = with_nested(before, "a.yaml", ("inspections", "inspection", "D2"), "findings", found, words=everyday())
    assert chinese.decode() == (
        "inspections:\n- {id: D1}\n- 督查号: D2\n"
        '  发现问题:\n    - {问题号: D2-1, 标准编号: "1.4", 问题: 记录不全, 整改时限: 2019-07-01}\n'
    )
    record = with_record(before, "a.yaml", ("inspections", "inspection"), {"id": "D3"}, words=everyday(), flow=True)
    assert record == before + "- 督查号: D3\n".encode()


def test_no_record_of_that_code() -> None:
    with pytest.raises(SpliceError):
        with_fields(RECORDS.encode(), "a.yaml", ("inspections", "inspection", "D3"), {"note": "N"}, words=everyday())
    with pytest.raises(SpliceError):
        with_fields(b"", "a.yaml", ("inspections", "inspection", "D1"), {"note": "N"}, words=everyday())
