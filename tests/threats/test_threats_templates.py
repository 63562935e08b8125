"""A town's own templates: what they cannot do, what is told of it, and where they end."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from threat_town import put

import branchstd.cli.support.reporting
from branchstd.__main__ import run
from branchstd.render.confined import render_confined
from branchstd.render.templates import ReportError
from branchstd.root import package_folder

FOLDER = "templates/report/"
OWN = FOLDER + "assess.md.j2"
SHIPPED = package_folder("templates") / "report"
Refused = Callable[[Path], str]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    """What is said of a town whose templates cannot be used: the first line, its remedy is there as well."""

    def told(root: Path) -> str:
        assert run(["--root", str(root), "--lang", "zh", "report", "--as-of", "2019-06-30"]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "Traceback" not in err
        first, remedy = err.splitlines()
        assert remedy.startswith("  怎么办：")
        return first

    return told


# Payloads that run commands or read files where there is no sandbox, and what needs objects with methods.
REACHING = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__['__builtins__'].open('/etc/passwd').read() }}",
    "{{ self.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(title) }}",
    "{{ title | attr('__class__') }}",
    "{{ ('{a.__class__.__mro__}' | attr('format_map'))({'a': title}) }}",
    "{{ range.__call__.__func__ }}",
    "{% set _ = sections.append(1) %}",
    "{% set _ = words.update({'a': 1}) %}",
    "{% set _ = words.pop('as_of') %}",
    "{% include '/etc/passwd' %}",
    "{% include '../../data/town.yaml' %}",
    "{% include '..\\\\..\\\\data\\\\town.yaml' %}",
    "{% import 'os' as os %}{{ os.system('id') }}",
    "{% extends 'nowhere.md.j2' %}",
    "{{ title | safe }}",
    "{{ [title] | map('safe') | list }}",
    "{{ title | urlize }}",
    "{% autoescape false %}{{ title }}{% endautoescape %}",
    "{{ nobody }}",
    "{{ words.nobody }}",
    "{{ sections[99] }}",
    "{{ 5 | table }}",
    "{{ 'a'.encode('nothing') }}",
    "{{ 1 / 0 }}",
    "{% for a in %}",
    "{% debug %}",
)


@pytest.mark.parametrize("template", REACHING)
def test_what_a_template_may_not(template: str, town: Path, refused: Refused) -> None:
    put(town, OWN, f"a\n{template}\n")
    assert refused(town).startswith(f"{OWN}:2:1: 错误[template_fault] 模板第2行用不了：")


def test_a_fault_in_a_part_is_told_of_the_part(town: Path, refused: Refused) -> None:
    put(town, OWN, "{% import 'parts.md.j2' as parts %}{{ parts.head(title) }}")
    put(town, FOLDER + "parts.md.j2", "{% macro head(title) %}\n\n{{ nobody }}{% endmacro %}")
    assert refused(town).startswith(f"{FOLDER}parts.md.j2:3:1: 错误[template_fault]")
    put(town, FOLDER + "parts.md.j2", "a\n{% macro head( %}")
    assert refused(town).startswith(f"{FOLDER}parts.md.j2:2:1: 错误[template_fault]")


def test_a_missing_base_is_named(town: Path, refused: Refused) -> None:
    put(town, OWN, "{% extends 'basis.md.j2' %}")
    assert refused(town) == f"{OWN}:1:1: 错误[template_fault] 模板第1行用不了：there is no template basis.md.j2"


# Content, then the place and the code of what is told.
FILES: dict[str, tuple[bytes, str]] = {
    "gbk": ("第一行\n{{ title }} 报告".encode("gbk"), ":1:1: 错误[not_utf8]"),
    "latin": (b"a\nb\xe9c", ":2:2: 错误[not_utf8]"),
    "empty": (b"", ": 错误[template_empty]"),
    "blank": (b" \n\n", ": 错误[template_empty]"),
    "huge": (b"a" * (4 * 1024 * 1024 + 1), ":1:1: 错误[file_too_large]"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_template(name: str, town: Path, refused: Refused) -> None:
    content, said = FILES[name]
    put(town, OWN, content)
    assert refused(town).startswith(OWN + said)


@pytest.mark.parametrize("content", ["\ufeff{{ name }}\n", "{{ name }}\r\n"], ids=["bom", "crlf"])
def test_a_file_as_windows_writes_it(content: str, town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(town, OWN, content)
    assert run(["--root", str(town), "report"]) == 0
    assert capsys.readouterr().out == "示例镇\n"


def test_a_folder_in_the_place_of_a_template(town: Path, refused: Refused) -> None:
    (town / OWN).mkdir(parents=True)
    assert refused(town).startswith(f"{OWN}:1:1: 错误[not_a_file]")


@pytest.mark.parametrize("target", ["/etc/passwd", "nowhere", "../../data/town.yaml"])
def test_no_link_is_followed(target: str, town: Path, refused: Refused) -> None:
    """Also where another template would take it in."""
    put(town, OWN, "{% include 'x.j2' %}")
    (town / FOLDER / "x.j2").symlink_to(target)
    assert refused(town).startswith(f"{FOLDER}x.j2:1:1: 错误[not_a_file]")


@pytest.mark.parametrize("folder", ["templates", "templates/report"])
def test_no_folder_that_is_a_link_is_followed(folder: str, town: Path, tmp_path: Path, refused: Refused) -> None:
    put(tmp_path, "elsewhere/report/assess.md.j2", "{{ title }}")
    put(tmp_path, "elsewhere/assess.md.j2", "{{ title }}")
    (town / folder).parent.mkdir(exist_ok=True)
    (town / folder).symlink_to(tmp_path / "elsewhere")
    assert refused(town).startswith(f"{folder}:1:1: 错误[not_a_file]")


VILLAGES = [{"name": "x" * 50}] * 8
TENFOLD = "{% set s = 'aaaaaaaaaa' %}"
LARGE = {
    "nested": "".join(f"{{% for a{n} in villages %}}" for n in range(9)) + "x" * 999 + "{% endfor %}" * 9,
    "center": "{{ 'a' | center(1000000000) }}",
    "indent": "{{ 'a\nb' | indent(1000000000) }}",
    "format": "{{ '%1000000000d' | format(1) }}",
    "percent": "{{ '%1000000000d' % 1 }}",
    "str_format": "{{ '{:>1000000000}'.format(1) }}",
    "replace": TENFOLD + "{% set s = s | replace('a', 'aaaaaaaaaa') %}" * 8 + "{{ s }}",
    "tilde": TENFOLD + f"{{% set s = {'~'.join('s' * 10)} %}}" * 8 + "{{ s }}",
    "join": "{% set s = 'aaaaaaaaaa' * 90000 %}{{ (villages * 100) | join(s) }}",
    "batch": "{{ [1] | batch(1000000000, 0) | list | length }}",
    "expandtabs": "{{ ('\t' * 100000).expandtabs(100000) }}",
    "folded": "{{ 'a' | center(1000000000) | length }}{{ 'a'.ljust(1000000000) }}",
}
LONG = {
    "nested": "".join(f"{{% for a{n} in villages %}}" for n in range(12)) + "{% endfor %}" * 12,
    "slice": "{{ [1] | slice(900000000) | list | length }}",
}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded for certain on Linux only")
@pytest.mark.parametrize("name", LARGE)
def test_what_grows_too_large_ends(name: str) -> None:
    """By its own size, or by the memory of the process."""
    with pytest.raises(ReportError) as caught:
        render_confined({"x": LARGE[name]}, "x", {"villages": VILLAGES}, html=False)
    assert (caught.value.code, caught.value.name) == ("template_large", "x")


@pytest.mark.parametrize("name", LONG)
def test_what_takes_too_long_ends(name: str) -> None:
    with pytest.raises(ReportError) as caught:
        render_confined({"x": LONG[name]}, "x", {"villages": VILLAGES}, html=False, seconds=2)
    assert (caught.value.code, caught.value.detail) == ("template_slow", "2")


def test_what_does_not_end_is_told(town: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branchstd.cli.support.reporting, "render_confined", partial(render_confined, seconds=2))
    turns = "{% for _ in words %}" * 12 + "{% endfor %}" * 12
    put(town, OWN, turns)
    assert refused(town) == f"{OWN}: 错误[template_slow] 模板2秒还没有排完"
    put(town, OWN, "{% for _ in words %}" * 9 + "x" * 9999 + "{% endfor %}" * 9)
    assert refused(town) == f"{OWN}: 错误[template_large] 模板排出的内容太多，或者占用内存太多（> 20 MB）"


def test_shipped_templates_need_no_process(
    town: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither where the town has none of its own, nor where its own are the shipped ones."""
    monkeypatch.setattr(branchstd.cli.support.reporting, "render_confined", None)
    command = ["--root", str(town), "report", "--as-of", "2019-06-30"]
    assert run(command) == 0
    without = capsys.readouterr().out
    shutil.copytree(SHIPPED, town / FOLDER)
    assert run(command) == 0
    assert capsys.readouterr().out == without


@pytest.mark.parametrize("form", ["md", "html"])
def test_both_ways_lay_out_the_same(form: str, town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--root", str(town), "report", "--as-of", "2019-06-30", "--format", form]
    assert run(command) == 0
    here = capsys.readouterr().out
    put(town, FOLDER + "other.j2", "{{ title }}")
    assert run(command) == 0
    assert capsys.readouterr().out == here


def test_modules_of_the_working_folder_are_not_loaded(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A town's folder may come from anybody: what lies there is no program."""
    for name in ("jinja2", "json", "branchstd", "sitecustomize"):
        put(tmp_path, f"here/{name}.py", f"open({os.fspath(tmp_path / 'ran')!r}, 'w').close()")
    put(town, OWN, "{{ name }}")
    monkeypatch.chdir(tmp_path / "here")
    assert run(["--root", str(town), "report"]) == 0
    assert capsys.readouterr().out == "示例镇"
    assert not (tmp_path / "ran").exists()
