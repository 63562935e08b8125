"""`report` and `verify`: the phases' reports of a town and of a village, in both forms and both languages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path

import pytest

from branchstd.__main__ import run
from samples import ROOT, workspace_of

TINY = ROOT / "docs" / "tiny"
DAY = ["--as-of", "2019-06-30"]
PHASES = ["deploy", "advance", "assess"]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The tiny town outside of any repository."""
    shutil.copytree(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


@pytest.fixture
def say(tiny: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., str]:
    """What `report` says of the tiny town."""
    return partial(told, capsysbinary, tiny)


def told(capsysbinary: pytest.CaptureFixture[bytes], root: Path, *words: str, lang: str = "zh") -> str:
    assert run(["--root", str(root), "--lang", lang, "report", *words]) == 0
    captured = capsysbinary.readouterr()
    assert captured.err == b""
    return captured.out.decode("utf-8")


REPORTS = [*PHASES, *(f"village-{phase}" for phase in PHASES)]
WHOLE = [*((what, "md", "zh") for what in REPORTS), ("assess", "html", "en"), ("village-assess", "html", "en")]


def words_of(what: str, form: str) -> list[str]:
    phase = what.removeprefix("village-")
    return ["--phase", phase, "--format", form, *(["--village", "xiaoquan"] if phase != what else []), *DAY]


@pytest.mark.parametrize(("what", "form", "lang"), WHOLE)
def test_golden(what: str, form: str, lang: str, golden: Callable[[str, str], None], say: Callable[..., str]) -> None:
    golden(f"report-{what}.{lang}.{form}", say(*words_of(what, form), lang=lang))


def contents(text: str) -> tuple[list[str], int]:
    """Of Markdown its headings, and how many rows of tables there are under them."""
    lines = text.splitlines()
    rows = [line for line in lines if line.startswith("|") and not line.startswith("| ---")]
    return [line.lstrip("# ") for line in lines if line.startswith(("## ", "### "))], len(rows)


DRAWN = {"一年的任务和期限", "The year's duties and days"}  # a line of the year, which no text can draw


def contents_of_page(text: str) -> tuple[list[str], int]:
    headings = map(unescape, re.findall(r"<h[23][^>]*>(.*?)</h[23]>", text))
    return [one for one in headings if one not in DRAWN], len(re.findall(r"<tr[ >]", text))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("what", REPORTS)
def test_both_forms_have_the_same_sections_and_rows(what: str, lang: str, say: Callable[..., str]) -> None:
    found = contents(say(*words_of(what, "md"), lang=lang))
    assert len(found[0]) > 3
    assert contents_of_page(say(*words_of(what, "html"), lang=lang)) == found


@pytest.mark.parametrize("what", REPORTS)
def test_both_languages_have_as_many_sections_and_rows(what: str, say: Callable[..., str]) -> None:
    zh, en = (contents(say(*words_of(what, "md"), lang=lang)) for lang in ("zh", "en"))
    assert (len(zh[0]), zh[1]) == (len(en[0]), en[1])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("phase", PHASES)
def test_a_page_needs_nothing_else(phase: str, lang: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """No address, no script, no second file; as many opened elements as closed ones."""
    page = told(capsysbinary, ROOT, "--phase", phase, "--format", "html", lang=lang)
    assert re.findall(r"https?:|//|<script|<link|@import|url\(|<img|onload", page) == []
    for name in ("table", "tr", "td", "ul", "li", "h2", "svg", "p"):
        opened = len(re.findall(rf"<{name}[ >]", page))
        assert opened == page.count(f"</{name}>"), name


@pytest.mark.diagonal
@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("village", sorted(path.name for path in (ROOT / "data/villages").iterdir()))
def test_every_village_in_every_phase(
    village: str, phase: str, form: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Its own name heads it, no other village has a row in it, and nothing of a template is left over."""
    names = workspace_of(ROOT).office.names
    others = [name for slug, name in names.items() if slug != village]
    text = told(capsysbinary, ROOT, "--phase", phase, "--village", village, "--format", form)
    assert f"{names[village]}党支部建设标准化" in text
    assert [name for name in others if f"| {name} |" in text or f">{name}</td>" in text] == []
    assert "{{" not in text
    assert "{%" not in text


def test_the_day_is_the_phase_s_last_at_the_latest(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    ends = {"deploy": "2019-06-10", "advance": "2019-10-30", "assess": "2019-12-20"}
    for phase, end in ends.items():
        assert f"数据截至 {end}" in told(capsysbinary, ROOT, "--phase", phase)


def test_what_the_town_has_decided_on_its_villages(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Three met, two basic, one deferred, two not yet; 40 of 42 answers in one, none in the new one."""
    text = told(capsysbinary, ROOT)
    assert "达标3个、暂缓验收1个、基本达标2个、还没有验收结论2个" in text
    assert "| 2 | 赤岩沟村 | 已答40项，应答42项 | 已答0项，应答42项 |" in text
    assert "镇的结论：暂缓验收" in text
    assert text.count("## 考核验收：") == 8


def test_both_scores_and_their_difference(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The panel gave 大湾滩村 84; what the records prove stands beside it."""
    text = told(capsysbinary, ROOT, "--village", "dawantan", "--as-of", "2019-12-31")
    assert "核查得分 88.56 · 现场核查分 84 · 差 -4.56" in text


def test_a_hostile_record_stays_a_text(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    payload = '"<script>alert(1)</script>{{ 7+7 }}|x"'
    plan = tmp_path / "data/villages/dawantan/2019/rectify.yaml"
    plan.write_text(plan.read_text("utf-8").replace("补三名后备", payload), "utf-8")
    town = tmp_path / "data/town/2019/villages/dawantan.yaml"
    town.write_text(town.read_text("utf-8").replace("后备干部差3名", payload), "utf-8")
    for form in ("html", "md"):
        for words in (["--phase", "deploy", "--as-of", "2019-12-31"], ["--village", "dawantan"]):
            text = told(capsysbinary, tmp_path, *words, "--format", form)
            assert "<script>" not in text
            assert "{{ 7+7 }}" in text


def test_verify(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report fits its records until one of them is changed."""
    out = tmp_path / "out"
    for form in ("md", "html"):
        assert run(["--root", str(tiny), "--lang", "zh", "report", "--format", form, "-o", str(out), *DAY]) == 0
    reports = [str(path) for path in sorted(out.iterdir())]
    assert len(reports) == 2
    assert run(["--root", str(tiny), "verify", *reports]) == 0
    people = tiny / "data/villages/xiaoquan/2019/activities"
    next(iter(sorted(people.glob("*.yaml")))).unlink()
    assert run(["--root", str(tiny), "verify", *reports]) == 1
    assert "不一致" in capsys.readouterr().out
    (tmp_path / "other.md").write_text("# nothing", "utf-8")
    assert run(["--root", str(tiny), "verify", str(tmp_path / "other.md")]) == 2
    assert run(["--root", str(tiny), "verify", str(tmp_path / "nowhere.md")]) == 2
    capsys.readouterr()
    assert run(["--root", str(tiny), "verify", str(tmp_path / "other.md"), reports[0]]) == 2
    assert reports[0] in capsys.readouterr().out


def test_a_report_under_other_terms(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The town sets a number; then a record goes as well. A report of an older program cannot tell which it was."""
    out = tmp_path / "out"
    assert run(["--root", str(tiny), "--lang", "zh", "report", "-o", str(out), *DAY]) == 0
    (path,) = out.iterdir()
    town = tiny / "data/town.yaml"
    staff = town.read_text("utf-8").partition("code: ")[2].partition(",")[0]
    own = f"parameters: {{reply_days: {{value: 10, was: 7, by: {staff}, date: 2019-06-05, basis: 纪要}}}}\n"
    town.write_text(town.read_text("utf-8") + own, "utf-8")
    assert run(["--root", str(tiny), "verify", str(path)]) == 1
    assert "口径已变" in (told := capsys.readouterr().out.replace("\n", ""))
    assert "记录没有变" in told
    next(iter(sorted((tiny / "data/villages/xiaoquan/2019/activities").glob("*.yaml")))).unlink()
    assert run(["--root", str(tiny), "verify", str(path)]) == 1
    assert "记录也变了" in capsys.readouterr().out.replace("\n", "")
    path.write_text(re.sub(r" terms=\w+ ground=\w+", "", path.read_text("utf-8")), "utf-8")
    assert run(["--root", str(tiny), "verify", str(path)]) == 1
    assert "分不清" in capsys.readouterr().out.replace("\n", "")


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_retouched_report_is_told(form: str, tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its code fits the records, its words do not; another revision is no other word."""
    out = tmp_path / "out"
    assert run(["--root", str(tiny), "--lang", "zh", "report", "--format", form, "-o", str(out), *DAY]) == 0
    (path,) = out.iterdir()
    text = path.read_text("utf-8")
    path.write_text(text.replace("未纳入版本管理", "0123456789"), "utf-8")
    assert run(["--root", str(tiny), "verify", str(path)]) == 0
    path.write_text(text.replace("系统建议：", "镇定：", 1), "utf-8")
    capsys.readouterr()
    assert run(["--root", str(tiny), "--lang", "zh", "verify", str(path)]) == 1
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "系统建议：" in row)
    assert f"从第{line}行起" in capsys.readouterr().out.replace("\n", "")  # wherever the terminal breaks it
    path.write_text(text + "\n另：表扬\n", "utf-8")
    assert run(["--root", str(tiny), "verify", str(path)]) == 1


SAVED_AGAIN = {
    "with_a_mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "as_gbk": lambda text: text.encode("gbk"),
    "as_utf16": lambda text: text.encode("utf-16"),
    "with_crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "with_mark_and_crlf": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "with_old_mac_ends": lambda text: text.replace("\n", "\r").encode(),
    "without_the_last_end": lambda text: text.rstrip().encode(),
    "with_blanks_at_the_ends": lambda text: text.replace("\n", "  \n").encode() + b"\n\n",
}


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("how", SAVED_AGAIN)
def test_a_report_saved_again_is_the_same(
    how: str, form: str, tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An editor changes bytes; only other words are told, and told all the same."""
    assert run(["--root", str(tiny), "--lang", "zh", "report", "--format", form, "-o", str(tmp_path), *DAY]) == 0
    path = next(tmp_path.glob(f"*.{form}"))
    text = path.read_bytes().decode()
    path.write_bytes(SAVED_AGAIN[how](text))
    assert run(["--root", str(tiny), "verify", str(path)]) == 0
    path.write_bytes(SAVED_AGAIN[how](text.replace("系统建议：", "镇定：", 1)))
    assert run(["--root", str(tiny), "verify", str(path)]) == 1


def test_a_report_is_not_overwritten(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--root", str(tiny), "report", "-o", str(tmp_path / "out"), *DAY]
    assert run(command) == 0
    assert run(command) == 5
    assert "[file_there]" in capsys.readouterr().err


def test_the_towns_own_template(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tiny / "templates" / "report"
    folder.mkdir(parents=True)
    (folder / "assess.md.j2").write_text("{{ title }}: {{ section.stars.content[0].rows | length }}\n", "utf-8")
    command = ["--root", str(tiny), "--lang", "zh", "report", *DAY]
    assert run(command) == 0
    assert capsys.readouterr().out == "示例镇党支部建设标准化对标考核阶段情况报告: 1\n"
    (folder / "assess.md.j2").write_text("a\n{{ nobody }}\n", "utf-8")
    assert run(command) == 2
    assert "templates/report/assess.md.j2:2:1: 错误[template_fault]" in capsys.readouterr().err


CHOSEN = """{% import "parts.md.j2" as parts with context %}
{{ parts.section(section.stars) -}}
{% for one in sections if one.key not in ("rectification", "lapses") %}
{{ one.heading }}
{% endfor %}
{{ section.plan_duties.content[0].columns[1].title }}
"""


def test_the_towns_own_choice_of_sections(tiny: Path, say: Callable[..., str]) -> None:
    """One of another phase comes first, two are left out, the others are laid out anew; other reports stay."""
    folder = tiny / "templates" / "report"
    folder.mkdir(parents=True)
    village = ["--village", "xiaoquan", *DAY]
    shipped = say(*village)
    (folder / "village-advance.md.j2").write_text(CHOSEN, "utf-8")
    lines = say("--phase", "advance", *village).splitlines()
    assert (lines[0], lines[2][:12]) == ("## 星级", "| 序号 | 党支部 |")
    assert lines[-5:] == ["本阶段任务", "七个方面", "意见建议和答复", "督查", "任务"]
    assert say(*village) == shipped


def test_the_towns_own_layout_of_every_report(tiny: Path, say: Callable[..., str]) -> None:
    """One file for all reports of a form; of a file for one report only, that one holds."""
    folder = tiny / "templates" / "report"
    folder.mkdir(parents=True)
    (folder / "report.md.j2").write_text("{{ title }}", "utf-8")
    (folder / "deploy.md.j2").write_text("{{ phase }}", "utf-8")
    assert say("--phase", "deploy", *DAY) == "对标部署阶段"
    assert say("--phase", "advance", *DAY) == "示例镇党支部建设标准化对标推进阶段情况报告"
    assert say("--village", "xiaoquan", *DAY).startswith("小泉村")


@pytest.mark.parametrize("phase", PHASES)
def test_both_forms_have_the_same_sections(phase: str, say: Callable[..., str]) -> None:
    """In one order; what is only drawn stands in the page alone."""
    for words in (["--phase", phase, *DAY], ["--phase", phase, "--village", "xiaoquan", *DAY]):
        page = re.findall(r"<h[23]>(.*)</h[23]>", say(*words, "--format", "html"))
        assert re.findall(r"^##+ (.*)$", say(*words), re.MULTILINE) == [
            one for one in page if one != "一年的任务和期限"
        ]
