"""A second town, made by `init`: two villages, settings and ten standards of its own, and nothing of the first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

from branchstd.__main__ import run
from branchstd.assess import Assessment
from branchstd.findings import Severity
from branchstd.records.words import WORDS
from branchstd.workspace import open_workspace
from samples import MANUAL, ROOT, entry_of, standards

DAY = date(2019, 6, 30)
BY = "by: T2, date: 2019-06-05, basis: 河口镇党委会议纪要〔2019〕3号"
ACT = "record: activity, where: {kind: check}"
# Number: rule, what village one reaches on 30 June, what village two does. One point each.
OWN = {
    "1.10": (f"kind: cadence, every: quarter, {ACT}", "met", "unmet"),
    "1.11": ("kind: count, set: committee, at_least: 3, continuous: true", "met", "unmet"),
    "2.10": ("kind: cover, set: members.able, record: member_year, needs: [pledged_on], due: half_year, "
             "when_empty: unmet", "2/3", "unmet"),
    "2.11": ("kind: each, record: document, where: {form: advance_plan}, filled: [record], continuous: true, "
             "when_empty: review", "met", "review"),
    "3.10": ("kind: on_time, record: payment, done: paid_on, limit: due_on, continuous: true, when_empty: review",
             "met", "1/2"),
    "3.11": ("kind: total, record: income, sum: amount, at_least: 5000, due: year_end", "met", "not_due"),
    "4.10": ("kind: deadline, record: document, where: {form: advance_plan}, due: M06", "met", "unmet"),
    "5.10": ("kind: steps, record: matter, where: {type: case}, template: one_case, continuous: true, "
             "when_empty: review", "review", "review"),
    "6.10": ("kind: judgement, role: party_office, continuous: true", "met", "review"),
    "7.10": ("kind: count, record: activity, where: {kind: lecture}, at_least: 2, due: year_end", "not_due", "not_due"),
}  # fmt: skip
ENTRY = """- id: "{code}"
  title: {{zh: 本镇第{code}项, en: Own {code}}}
  requirement: {{zh: 按镇里的规定办, en: As the town asks}}
  points: 1
  responsible: secretary
  days: 30
  remedy: {{zh: 如实补上, en: Do it truthfully}}
  rules:
  - {{id: a, weight: 100, noun: {{zh: 本镇要求, en: own demand}}, source: {{office: 会议纪要}}, {rule}}}

"""
FACTS = """facts:
  - {start: 2019-01-01, poor_village: 否, poor_households: 0, members: 3, full_members: 3, party_groups: 0,
     cadre_posts: 3, group_posts: 1, duty_shifts: 4, quota: 0, chain_target: 否, one_person_target: 否}
"""
SETTINGS = f"""parameters:
  young_age: {{value: 28, was: 35, {BY}}}
dates:
  half_year: {{value: 2019-06-20, was: 2019-06-30, {BY}}}
lists:
  three_chains: {{items: {{org: 组织链, member: 党员链, people: 群众链}}, {BY}}}
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("second") / "河口"
    villages = ["--village", "石桥村=shiqiao", "--village", "双井村=shuangjing"]
    assert run(["--lang", "zh", "init", str(root), "--name", "河口镇", "--county", "某县", *villages]) == 0
    with (root / "data/town.yaml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    assert run(["--root", str(root), "catalogue", "copy"]) == 0
    shipped, listed = (root / MANUAL).read_text("utf-8"), "\nstandards:\n"
    entries = "".join(ENTRY.format(code=code, rule=rule) for code, (rule, *_) in OWN.items())
    write(root, MANUAL, fewer_points(shipped).replace(listed, f"{listed}{entries}"))
    write(root, "data/town/2019/payments.csv", (
        "村,项目,所属期,应发日期,金额,发放日期\nshiqiao,村级办公经费,2019-Q1,2019-03-31,9000,2019-03-30\n"
        "shuangjing,村级办公经费,2019-Q1,2019-03-31,9000,2019-04-02\n"
        "shuangjing,村级办公经费,2019-Q2,2019-06-30,9000,2019-06-30\n"
    ))  # fmt: skip
    said = "rulings:\n  - {about: 6.10.a, verdict: 符合, date: 2019-06-20, by: T4, reason: 看过, until: 2019-12-31}\n"
    write(root, "data/town/2019/villages/shiqiao.yaml", FACTS + said)
    write(root, "data/town/2019/villages/shuangjing.yaml", FACTS.replace("members: 3", "members: 0"))
    fill(root, "data/villages/shiqiao/2019")
    return root


def fewer_points(catalogue: str) -> str:
    """Ten shipped standards give a point each."""
    giving = [standard for standard in standards()[0].standards if standard.points >= 2][:10]
    for standard in giving:
        entry = entry_of(standard.id)
        less = entry.replace(f"points: {standard.points}", f"points: {standard.points - 1}")
        catalogue = catalogue.replace(entry, less)
    return catalogue


def write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text, "utf-8")


# Village one: three members, all in the committee; two of them pledged something.
FILLED = {
    "people.csv": """人员代码,性别,入党日期,转正日期,月应交党费
M01,男,2005-06-01,2006-06-01,1.00
M02,男,2005-06-01,2006-06-01,1.00
M03,女,2005-06-01,2006-06-01,1.00
""",
    "posts.csv": """人员,组织,职务,任职起,产生日期,产生方式
M01,党支部委员会,书记,2018-01-06,2018-01-06,选举
M02,党支部委员会,组织委员,2018-01-06,2018-01-06,选举
M03,党支部委员会,宣传委员,2018-01-06,2018-01-06,选举
""",
    "member_year.csv": "党员,承诺事项,承诺公示日期\nM01,甲,2019-04-01\nM02,乙,2019-06-20\nM03,,\n",
    "documents.yaml": "documents:\n  - {date: 2019-06-10, form: 推进计划, title: 推进计划, record: 柜1}\n",
    "income.csv": "到账日期,来源,金额,稳定收入,依据\n2019-05-01,发包租赁,6000,是,合同\n",
}
LOOKED = (
    "activities:\n  - {{date: 2019-{}-12, kind: 对照检查, form: 阵地悬挂张贴, by: M01, problems: 0, topic: 看一遍}}\n"
)


def fill(root: Path, village: str) -> None:
    months = {f"activities/2019-{month}.yaml": LOOKED.format(month) for month in ("03", "06")}
    for name, text in (FILLED | months).items():
        write(root, f"{village}/{name}", text)


def assessed(town: Path, slug: str) -> Assessment:
    assessed = open_workspace(town).village(slug, DAY)
    assert [problem for problem in assessed.problems if problem.severity is Severity.ERROR] == []
    return assessed.assessment


@pytest.mark.parametrize("code", OWN)
@pytest.mark.parametrize(("slug", "place"), [("shiqiao", 1), ("shuangjing", 2)])
def test_each_own_standard(code: str, slug: str, place: int, town: Path) -> None:
    found = next(result for result in assessed(town, slug).standards if result.standard.id == code)
    told = str(found.share) if found.share is not None and 0 < found.share < 1 else found.outcome.value
    assert told == OWN[code][place]


def test_fifty_two_standards_of_a_hundred_points(town: Path) -> None:
    found = assessed(town, "shiqiao")
    assert len(found.standards) == 52
    assert found.total == 100


def test_every_output_says_what_is_the_town_s(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["check", "石桥"], ["gaps"], ["due", "--days", "3"], ["catalogue", "list"], ["town"]):
        run(
            [
                "--root",
                str(town),
                "--lang",
                "zh",
                *command,
                *(["--as-of", "2019-06-30"] if command[0] != "catalogue" else []),
            ]
        )
        assert "本镇另定参数、日期、清单、分值、疑点3处" in capsys.readouterr().out.replace("\n", ""), command
    run(["--root", str(town), "--lang", "zh", "why", "石桥", "2.10", "--as-of", "2019-06-30"])
    assert "会议纪要" in capsys.readouterr().out


def names_of_the_first() -> list[str]:
    """The first town's name, its villages' names and folders."""
    first = yaml.safe_load((ROOT / "data" / "town.yaml").read_text("utf-8"))
    villages = [word for entry in first["villages"] for word in (entry["name"], entry["name"][:-1], entry["slug"])]
    return [first["name"], *villages]


def written_in(path: Path) -> str:
    """A Word document is a folder of texts."""
    if path.suffix != ".docx":
        return path.read_text("utf-8")
    with ZipFile(path) as whole:
        return "".join(whole.read(name).decode("utf-8") for name in whole.namelist())


@pytest.mark.parametrize("folder", ["src", "templates", "standards", "schemas"])
def test_nothing_of_the_first_town_is_in_the_program(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*.*") if path.is_file() and path.suffix not in {".pyc", ".mo"}]
    texts = {path: written_in(path) for path in files}
    assert texts
    assert {(path, name) for path, text in texts.items() for name in names_of_the_first() if name in text} == set()


def test_no_word_of_a_closed_list_is_a_name_of_the_first() -> None:
    words = {zh for known in WORDS.values() for zh, _ in known.values()}
    assert words & set(names_of_the_first()) == set()
