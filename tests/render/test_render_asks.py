"""What the plan asks besides its duties, as reports and the check say it; sums and shares are counted by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from branchstd.__main__ import run
from samples import VILLAGE, Edit, copy_of

INSPECTION = "data/town/2019/villages/baiyutan.yaml"
Say = Callable[..., str]
FIRST = "note: 摸底核查，看了上半年手册和帮扶记录，走访党员4名"


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    def told(*words: str, edits: list[Edit] | None = None, lang: str = "zh") -> str:
        root = tmp_path / "town"
        if not root.exists():
            copy_of(root, edits or [])
        run(["--root", str(root), "--lang", lang, *words])
        return capsys.readouterr().out

    return told


def section(text: str, title: str) -> str:
    """What stands under a heading, up to the next of its rank."""
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def report(say: Say, *words: str, edits: list[Edit] | None = None, lang: str = "zh") -> str:
    return say("report", "--phase", "assess", "--as-of", "2019-12-31", *words, edits=edits, lang=lang)


def test_the_aims_stand_below_the_aspects_of_a_village(say: Say) -> None:
    text = say("check", VILLAGE, "--full")
    lines = [line.strip() for line in text.splitlines()]
    at = next(number for number, line in enumerate(lines) if line.startswith("1  政治建设"))
    assert lines[at + 1] == "政治建设更加务实有效"
    assert "上年（2018年）：镇验收基本达标，得分78；各方面的自查没有留下记录" in lines
    # The aims are those of the villages' branches.
    assert "政治建设更加务实有效" not in say("check", "zhenzhi", "--full")


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("phase", ["advance", "assess"])
def test_the_aims_stand_beside_the_aspects_of_a_village_s_report(say: Say, phase: str, form: str) -> None:
    text = say("report", "--phase", phase, "--village", VILLAGE, "--format", form)
    assert text.count("目标：考核评价更加健全完善；2018年没有留下记录") == 1


def test_the_aims_in_json(say: Say) -> None:
    (village,) = json.loads(say("check", VILLAGE, "--format", "json"))["villages"]
    assert [aspect["aim"] for aspect in village["aspects"]][4:6] == ["党员管理更加科学合理", "场所功能更加务实管用"]
    assert [aspect["before"] for aspect in village["aspects"]] == [None] * 7
    assert village["before"] == {"year": "2018", "conclusion": "basic", "score": "78"}
    (unit,) = json.loads(say("check", "zhenzhi", "--format", "json"))["villages"]
    assert (unit["aspects"][0]["aim"], unit["before"]) == (None, None)


@pytest.mark.parametrize("form", ["md", "html"])
def test_three_heads(say: Say, form: str) -> None:
    """Both targets that are striven for under the first, what is still open under the second, the opinion last."""
    text = report(say, "--format", form)
    head = {"md": "\n## {}\n", "html": "<h2>{}</h2>"}[form]
    _, rest = text.split(head.format("对标争创"))
    strive, rest = rest.split(head.format("对标整改"))
    rectify, rest = rest.split(head.format("对标提升"))
    improve = rest.partition(head.partition("{}")[0])[0]
    assert ["T08" in strive, "T09" in strive, "T10" in strive] == [True, True, False]
    assert "走访返乡青年，支委会推荐报镇" in rectify
    assert "镇发〔2019〕80号" in improve


def test_five_efforts_for_the_secretaries(say: Say) -> None:
    """The town's course reached all key people of 5 villages, the county's the secretaries of 2."""
    text = section(report(say), "对书记的五项力度")
    assert "| 序号 | 村 | 教育培训 | 培养选拔 | 监督监管 | 评议考核 | 激励保障 |" in text
    assert "| 全镇 | 1.3.a 5/8；1.3.b 2/8 | 4.1.a 7/8；V5 7/8 |" in text
    assert "| 川口驿村 | √ 1.3.a；× 1.3.b |" in text
    assert "- 激励保障：6.1.b 村干部报酬、镇的记录“考核评议方案：评先选优”" in text
    own = section(report(say, "--village", "chuankouyi"), "对书记的五项力度")
    assert "| 川口驿村 | √ 1.3.a；× 1.3.b |" in own
    assert "全镇" not in own


@pytest.mark.parametrize(("lang", "told"), [("zh", "问10题，答对7题（T5）"), ("en", "10 asked, 7 right (T5)")])
def test_sample_questions_wherever_visits_are_told(say: Say, lang: str, told: str) -> None:
    """On the visit that has them; of villages where nobody asked it is not said that none were right."""
    edit = {"file": INSPECTION, "replace": [FIRST, f"{FIRST}\n    asked: 10\n    right: 7\n    asked_by: T5"]}
    assert told in say("inspect", "list", VILLAGE, edits=[edit], lang=lang).replace("\n    ", "")
    assert told in say("report", "--phase", "advance", "--village", VILLAGE, lang=lang)
    title = {"zh": "督查", "en": "Inspections"}[lang]
    none = {"zh": "没有留下记录", "en": "not kept"}[lang]
    text = section(report(say, lang=lang), title)
    assert f"| 1 | 10 | 7 | 2019-06-10 {told} |" in text
    assert text.count(f"|  |  |  | {none} |") == 7


def test_the_use_of_subsidies(say: Say) -> None:
    """Six in the town, 260,000 yuan; one is told to be the province's 50,000 and for what."""
    rows = "date,source,amount,stable,basis"
    file = "V/income.csv"
    edits: list[Edit] = [
        {"file": file, "replace": [rows, f"{rows},fund,use"]},
        {"file": file, "replace": ["一次性\n", "一次性,省级,买母羊\n"]},
        {"file": file, "replace": ["草场流转合同2019—2021年\n", "草场流转合同2019—2021年,,\n"]},
        {"file": file, "replace": ["合作社入股协议\n", "合作社入股协议,,\n"]},
    ]
    text = section(report(say, edits=edits), "财政补助资金用途")
    assert "| 白羽滩村 | 2019-05-12 | 50000 | 省级 | 买母羊 | 县财政扶持资金，一次性 |" in text
    assert "| 赤岩沟村 | 2019-07-02 | 30000 | （没有写） | （没有写） | 一次性扶持 |" in text
    assert (
        "财政补助6笔共260000元，写明用途的1笔共50000元；其中写明中央和省级的1笔共50000元，没有写明层级的5笔。" in text
    )


def test_growth_is_told_only_of_what_was_kept(say: Say) -> None:
    """Of the year before one month of 白羽滩村 is kept, with one course; of 柳哨村 nothing."""
    text = section(report(say), "比上年")
    assert "| 白羽滩村 | 救助慰问 | 没有留下记录 |" in text
    assert "上年12个月里只有1个月留下记录，不作比较" in text
    assert "| 柳哨村 | 救助慰问 | 没有留下记录 | 3次、3人次、500元 |  |  |" in text
