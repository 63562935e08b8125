"""Templates lay out what they are given and reach nothing else; what they cannot do is told with its line."""

from __future__ import annotations

import pytest

from branchstd.render.markdown import cell
from branchstd.render.plain import plain
from branchstd.render.sheets import Column, Sheet
from branchstd.render.templates import ReportError, rendered

HOSTILE = "<img src=x onerror=alert(1)> | ` {{ 7*7 }} \n# x"
SHEET = Sheet("k", "t", (Column("a", "A"), Column("b", "B|")), (("1", HOSTILE),))


def made(template: str, *, html: bool = False, **context: object) -> str:
    return rendered({"x": template}, "x", plain(context, str if html else cell), html=html)


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ words.update({'a': 1}) }}",
        "{{ listed.append(1) }}",
        "{% set _ = listed.clear() %}",
        "{{ ''.join.__func__ }}",
        "{{ 'x' * 10000000 }}",
        "{{ listed * 100000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% for n in range(10000000) %}x{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}xxxxxxxxxx{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}"
        "{% endfor %}{% endfor %}{% endfor %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% include 'nowhere' %}",
        "{% include '/etc/passwd' %}",
        "{{ nobody }}",
        "{{ words.nobody }}",
        "{{ 1 / 0 }}",
        "{{ '%1000000000d' % 1 }}",
    ],
)
def test_what_a_template_may_not(template: str) -> None:
    with pytest.raises(ReportError) as caught:
        made(template, words={"a": "b"}, listed=[1])
    assert caught.value.name == "x"


@pytest.mark.parametrize(
    ("template", "line"),
    [("a\n{% if %}\n", 2), ("a\n\n{{ nobody }}\n", 3), ("{% for x in y %}\n", 1), ("a\nb\nc {{ 1 / 0 }}", 3)],
)
def test_a_fault_names_its_line(template: str, line: int) -> None:
    with pytest.raises(ReportError) as caught:
        made(template)
    assert caught.value.line == line


def test_html_escapes_whatever_it_is_given() -> None:
    shown = made(
        "{{ said }}{% for row in sheet | table %}{{ row[1] }}{% endfor %}", html=True, said=HOSTILE, sheet=SHEET
    )
    assert "<img" not in shown
    assert shown.count("&lt;img") == 2
    assert "{{ 7*7 }}" in shown  # what stands in a record is no template


def test_markdown_cells_end_no_cell_and_open_no_tag() -> None:
    shown = made("{{ sheet | table }}", sheet=SHEET)
    head, rule, row = shown.splitlines()
    assert (head, rule) == ("| A | B\\| |", "| --- | --- |")
    assert "<img" not in row
    assert row.replace("\\|", "").count("|") == 3
