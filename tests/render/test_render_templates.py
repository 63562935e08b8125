"""Templates lay out what they are given and reach nothing else; what they cannot do is told with its line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from branchstd.cli.support.context import Options
from branchstd.cli.support.reporting import open_for_phase
from branchstd.render.markdown import cell
from branchstd.render.report.sections import TOWN, VILLAGE, Report, report_data
from branchstd.render.tables import Block, Column, Section, Table, plain
from branchstd.render.templates import ReportError, render
from branchstd.root import package_folder
from samples import ROOT

HOSTILE = "<img src=x onerror=alert(1)> | ` {{ 7*7 }} \n# x"
SHEET = Table("k", "t", (Column("a", "A"), Column("b", "B|")), (("1", HOSTILE),))


def made(template: str, *, html: bool = False, **context: object) -> str:
    return render({"x": template}, "x", plain(context, str if html else cell), html=html)


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
    ],
)
def test_what_a_template_may_not(template: str) -> None:
    with pytest.raises(ReportError) as caught:
        made(template, words={"a": "b"}, listed=[1])
    assert caught.value.name == "x"


def test_a_template_counts_to_a_million_in_all() -> None:
    """A range costs its turns and one."""
    assert made("{{ range(999999) | length }}") == "999999"
    with pytest.raises(ReportError):
        made("{{ range(999999) | length }}{{ range(0) | length }}")


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


def test_a_point_finds_an_entry_before_a_method() -> None:
    assert made("{{ one.items }} {{ one.count }}", one={"items": 1, "count": 2}) == "1 2"


@pytest.mark.parametrize("thing", [object(), date(2019, 6, 5), {1}, b"x", Decimal(1), SHEET.columns[0].index, [print]])
def test_only_plain_data_reach_a_template(thing: object) -> None:
    with pytest.raises(TypeError):
        plain({"thing": [thing]})


def test_all_that_reports_are_made_of_is_plain() -> None:
    """What another process reads of it is the same, so nothing else was in it."""
    session = open_for_phase(Options(ROOT, "zh"), "assess", "2019-12-31")
    for village in (None, "dawantan"):
        year = session.town([village] if village else []).year("assess", of_one=bool(village))
        given = report_data(year, session.messages(), of_one=bool(village))
        data = plain(given)
        assert json.loads(json.dumps(data)) == data
        assert kinds(given) <= {str, int, float, bool, type(None), list, tuple, dict, Table, Column, Section, Block}


def kinds(value: object) -> set[type]:
    inner: tuple[object, ...] = ()
    if isinstance(value, dict):
        inner = (*value.keys(), *value.values())
    elif isinstance(value, (list, tuple)):
        inner = tuple(value)
    elif isinstance(value, Table):
        inner = (value.key, value.title, value.columns, value.texts, value.note)
    elif isinstance(value, (Section, Block)):
        inner = tuple(vars(value).values())
    return {type(value)}.union(*map(kinds, inner))


@pytest.mark.parametrize("phase", TOWN)
@pytest.mark.parametrize("reports", [TOWN, VILLAGE], ids=["town", "village"])
def test_every_section_has_a_key_of_its_own_and_a_layout_in_both_forms(
    reports: Mapping[str, Report], phase: str
) -> None:
    session = open_for_phase(Options(ROOT, "zh"), phase, "2019-12-31")
    one = reports is VILLAGE
    year = session.town(["dawantan"] if one else []).year(phase, of_one=one)
    sections = list(reports[phase](year, session.messages()))
    assert len({section.key for section in sections}) == len(sections)
    page = (ROOT / "docs/reports.md").read_text("utf-8")
    assert [one.key for one in sections if not one.key.startswith("acceptance_") and f"`{one.key}`" not in page] == []
    kinds = {block.kind for section in sections for block in section.content if isinstance(block, Block)}
    for form in ("md", "html"):
        source = (package_folder("templates") / "report" / f"parts.{form}.j2").read_text("utf-8")
        assert {kind for kind in kinds if f'"{kind}": ' not in source or f"`{kind}`" not in page} == set()
