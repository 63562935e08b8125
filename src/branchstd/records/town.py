"""The town's voice: what the town is, what it asks of each village, what it decided and what it paid.

Facts that switch a duty off stand here and nowhere in a village's folder. Same conventions as `records.village`.
"""

from __future__ import annotations

import datetime
from types import MappingProxyType
from typing import Annotated

from branchstd.records.base import Record, maybe, said
from branchstd.records.types import (
    Code,
    Codes,
    Day,
    FolderName,
    Limit,
    Number,
    Period,
    Person,
    Refers,
    Text,
    Whole,
    Word,
    WordList,
    YesNo,
)
from branchstd.records.village import VILLAGE_KINDS, Standard

Staff = Annotated[Code, Refers("staff")]
StaffList = Annotated[Codes, Refers("staff")]
Slug = Annotated[Code, Refers("villages")]
Slugs = Annotated[Codes, Refers("villages")]


class TownFacts(Record):
    """Who the town is; its settings stand beside as plain maps."""

    zh, path, writer = "镇", "data/town.yaml", "镇党建办"
    nested = MappingProxyType({"staff": "staff", "villages": "village_entry", "decisions": "decision"})

    name: Text = said("镇名", "the town's name", forms="F01 F27")
    county: Text = said("县名", "the county's name", forms="F27")
    language: Text | None = maybe("语言", "zh or en: language of output unless asked otherwise", forms="F01")
    staff: tuple[StaffRow, ...] = said("镇干部", "the town's cadres, under codes", default=())
    villages: tuple[VillageEntry, ...] = said("各村", "the town's villages", default=())
    decisions: tuple[Decision, ...] = said("疑点决定", "dated decisions on the plan's open points", default=())


class StaffRow(Record):
    """A town cadre who judges, inspects, pays or closes."""

    zh, path, writer = "镇干部", "data/town.yaml / staff", "镇党建办"

    code: Code = said("代码", "code", forms="F23 F26")
    role: Annotated[str, Word("roles")] = said("角色", "role", forms="F26")
    start: Limit | None = maybe("起", "first day in the role; empty: from before the plan", forms="F26")
    end: Limit | None = maybe("止", "last day in the role", forms="F26")

    def holds(self, day: datetime.date) -> bool:
        """Whether the role was held on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class VillageEntry(Record):
    """A unit, mostly a village: its folder, its name, of which kind it is, who of the town looks after it."""

    zh, path, writer = "村", "data/town.yaml / villages", "镇党建办"

    slug: FolderName = said("文件夹名", "folder name", forms="F33")
    name: Text = said("村名", "name", forms="F33")
    kind: Annotated[str, Word("unit_kinds")] = said("种类", "village or town-direct", forms="F33", default="village")
    lead: Staff | None = maybe("包抓领导", "leader in charge", forms="F07 F08 F11")
    liaison: Staff | None = maybe("包村干部", "liaison cadre", forms="F08")


class Decision(Record):
    """The town's dated choice on a point that the plan leaves open."""

    zh, path, writer, own = "疑点决定", "data/town.yaml / decisions", "镇党建办", "date"

    id: Code = said("疑点编号", "id of the ambiguity", forms="F01")
    date: Day = said("日期", "day", forms="F01")
    by: Staff = said("决定人", "who decided", forms="F01")
    choice: Text = said("采用的口径", "code or title of one of the point's choices (explain)", forms="F01")
    reason: Text = said("理由", "on what basis", forms="F01")


class Facts(Record):
    """What the town says a village is and owes, from a day on until the next entry. Complete each time."""

    zh, path, writer, own = "村的任务和身份", "data/town/YYYY/villages/<slug>.yaml / facts", "镇党建办", "start"

    start: Day = said("起", "first day these facts hold", forms="F33")
    poor_village: YesNo = said("贫困村", "registered poor village", forms="F27")
    poor_households: Whole = said("建档立卡户数", "registered poor households", forms="F27")
    members: Whole = said("党员数", "members of the branch on that day, by the town's statistics", forms="F24")
    full_members: Whole = said("正式党员数", "full members among them; from 7 on a committee is due", forms="F24")
    party_groups: Whole = said("应设党小组数", "Party groups the branch must have", forms="F24")
    cadre_posts: Whole = said("两委干部职数", "posts of the two committees", forms="F27")
    group_posts: Whole = said("组干部职数", "posts of villager-group heads", forms="F27")
    duty_shifts: Whole = said("每月坐班次数", "shifts owed a month by the whole village", forms="F20")
    quota: Whole = said("发展党员指标", "members that may be admitted this year", forms="F24")
    chain_target: YesNo = said("列入三链任务", "on the year's three-chains list", forms="F27")
    one_person_target: YesNo = said("列入一肩挑任务", "on the year's one-person list", forms="F27")
    several_peoples: YesNo | None = maybe("多民族村", "villagers of several peoples live there", forms="F27")
    helpers: Annotated[tuple[str, ...], WordList("posts")] = said(
        "应派帮扶力量", "helpers due here", forms="F27", default=()
    )
    candidates: Whole | None = maybe(
        "发展对象数", "people on the way into the Party, by the town's register", forms="F17"
    )
    matters: Whole | None = maybe("村级事项数", "matters of the year in the town's register", forms="F18")
    cases: Whole | None = maybe("处置事项数", "dispositions of the year in the town's register", forms="F24")
    feedback: Whole | None = maybe("意见建议数", "feedback received from it, by the town's register", forms="F22")


class Standing(Record):
    """What the town confirmed about a member: exempt, floating, to be visited, dues, in office. No reasons."""

    zh, path, writer, own = "党员情形", "data/town/YYYY/villages/<slug>.yaml / standings", "镇党建办", "start"

    person: Person = said("人员", "who", forms="F24")
    standing: Annotated[str, Word("standings")] = said("情形", "which", forms="F24")
    start: Day = said("起", "first day", forms="F24")
    end: Day | None = maybe("止", "last day", forms="F24")


class Inspection(Record):
    """A visit of the town."""

    zh, path, writer, own = "督查", "data/town/YYYY/villages/<slug>.yaml / inspections", "包村干部、党建办", "date"
    nested = MappingProxyType({"findings": "finding"})

    id: Code = said("督查号", "id", forms="F23")
    date: Day = said("日期", "day", forms="F23")
    form: Annotated[str, Word("inspection_forms")] = said("方式", "scheduled or not", forms="F23")
    by: StaffList = said("督查人", "who", forms="F23")
    standards: Annotated[Codes, Refers("standards")] = said("核查标准", "which standards", forms="F23", default=())
    note: Text | None = maybe("现场情况", "what was seen", forms="F23")
    asked: Whole | None = maybe("抽问题数", "sample questions asked on the handbook; nobody's name", forms="F23")
    right: Whole | None = maybe("答对题数", "of them answered rightly; needed with questions asked", forms="F23")
    asked_by: Staff | None = maybe("抽问人", "who asked; empty: those who made the visit", forms="F23")
    findings: tuple[InspectionFinding, ...] = said("发现问题", "what was found", default=())


class InspectionFinding(Record):
    """One fault found on the spot."""

    zh, path, writer = "督查问题", "…/<slug>.yaml / inspections / findings", "包村干部、党建办"

    id: Code = said("问题号", "id", forms="F23")
    standard: Standard = said("标准编号", "which standard", forms="F23")
    text: Text = said("问题", "what was wrong", forms="F23 F28")
    due_on: Limit = said("整改时限", "by when", forms="F23")


class Ruling(Record):
    """A named person's word on a rule, a standard or a veto, or on a named review (dual, demo)."""

    zh, path, writer, own = "认定", "data/town/YYYY/villages/<slug>.yaml / rulings", "镇（有名有姓）", "date"

    about: Annotated[Code, Refers("ruled")] = said("认定对象", "rule, standard, veto, or a review by name", forms="F26")
    verdict: Annotated[str, Word("verdicts")] = said("结论", "the word", forms="F26")
    date: Day = said("日期", "day", forms="F26")
    by: Staff = said("认定人", "who", forms="F26")
    reason: Text = said("理由", "why", forms="F26")
    until: Limit | None = maybe("有效期至", "last day it holds; needed for not applicable", forms="F26")


class Item(Record):
    """A rectification item as the town opened it; it cannot vanish from a village's folder."""

    zh, path, writer, own = "问题", "data/town/YYYY/villages/<slug>.yaml / items", "镇党建办", "found_on"

    id: Code = said("问题编号", "number", forms="F09 F10 F11 F12")
    rule: Annotated[Code, Refers("rules")] | None = maybe(
        "规则编号", "the rule it rose from, by the number the rule was first given", forms="F09"
    )
    finding: Annotated[Code, Refers("findings")] | None = maybe("督查问题号", "the finding it rose from", forms="F09")
    standard: Standard = said("标准编号", "which standard", forms="F09")
    origin: Annotated[str, Word("origins")] = said("来源", "where it came from", forms="F09")
    found_on: Day = said("发现日期", "day it was found", forms="F09")
    text: Text | None = maybe("问题表现", "what is wrong; empty: as rule or finding say", forms="F09")
    due_on: Limit = said("整改时限", "first due date", forms="F10 F12")


class Closure(Record):
    """What the town did with an item."""

    zh, path, writer, own = "销号", "data/town/YYYY/villages/<slug>.yaml / closures", "党建办、分管副书记", "date"

    item: Annotated[Code, Refers("items")] = said("问题编号", "which item", forms="F12 F13")
    date: Day = said("日期", "day", forms="F12 F13")
    action: Annotated[str, Word("closure_actions")] = said("动作", "what was done", forms="F12 F13")
    by: Staff = said("办理人", "who", forms="F13")
    reason: Text = said("核查意见", "what was seen", forms="F13")
    until: Limit | None = maybe("至", "extended to, or looked at again on", forms="F12")
    rests_on: Text | None = maybe("核查依据", "day, outcome and digest of the result it rested on", forms="F13")


class Acceptance(Record):
    """The panel's conclusion."""

    zh, path, writer, own = "考核验收", "data/town/YYYY/villages/<slug>.yaml / acceptance", "验收组", "date"

    level: Annotated[str, Word("levels")] = said("层级", "town or county", forms="F26 F27")
    date: Day = said("日期", "day", forms="F26 F27")
    panel: StaffList = said("验收组", "who", forms="F26", default=())
    conclusion: Annotated[str, Word("conclusions")] = said("结论", "the word", forms="F26 F27")
    score: Number | None = maybe("现场核查分", "the panel's own score", forms="F26")
    reason: Text = said("意见", "opinion, and why it differs", forms="F26")
    rests_on: Text | None = maybe("验收依据", "day, conclusion and digest of the result it rested on", forms="F26")


class Star(Record):
    """The branch's stars for the year."""

    zh, path, writer, own = "党支部星级", "data/town/YYYY/villages/<slug>.yaml / stars", "镇党委", "date"

    date: Day = said("审定日期", "day", forms="F31")
    star: Whole = said("星级", "stars", forms="F31")
    points: Number | None = maybe("积分", "points", forms="F31")
    comment: Text = said("定性分析", "comment", forms="F31")
    published_on: Day | None = maybe("公示日期", "day of public notice", forms="F31")
    members_approved_on: Day | None = maybe("党员星级审定日期", "day the members' stars were approved", forms="F31")


class Event(Record):
    """Dated work of the town; a training names the villages' people who took part and counts in each village."""

    zh, path, writer, own = "镇级工作记录", "data/town/YYYY/events.yaml", "镇党建办", "date"

    date: Day = said("日期", "day", forms="F27 F30")
    kind: Annotated[str, Word("event_kinds")] = said("种类", "what it was", forms="F27 F30")
    form: Annotated[str, Word("forms")] | None = maybe("形式", "form of a training", forms="F27")
    title: Text = said("标题", "title", forms="F27 F28 F30")
    villages: Slugs = said("涉及村", "villages concerned", forms="F27", default=())
    people: Annotated[Codes, Refers("village_people")] = said("参加人", "slug/code of each", forms="F05", default=())
    hours: Number | None = maybe("学时", "hours of study", forms="F05")
    covers: Codes = said(
        "内容代码", "items of a list it covered; standards of a model or award; feedback summed up; duties of a `none`",
        forms="F27", default=(),
    )  # fmt: skip
    by: Staff | None = maybe("谁定的", "who said that there is none", forms="F27")
    reason: Text | None = maybe("理由", "why there is none", forms="F27")
    to_county_on: Day | None = maybe("报县日期", "day it was sent to the county", forms="F27 F30")
    record: Text | None = maybe("存放处", "where the paper is", forms="F30")


class Reply(Record):
    """The town's answer to feedback."""

    zh, path, writer, own = "答复和上报", "data/town/YYYY/replies.yaml", "镇党建办", "date"

    date: Day = said("日期", "day", forms="F22")
    village: Slug = said("村", "which village", forms="F22")
    ids: Annotated[Codes, Refers("feedback")] = said("答复的编号", "which feedback", forms="F22")
    text: Text = said("答复", "answer", forms="F22")
    by: Staff = said("答复人", "who", forms="F22")
    to_county_on: Day | None = maybe("报县日期", "day it was passed on", forms="F22")


class Payment(Record):
    """A payment the finance office owes or made; unpaid while `paid_on` is empty."""

    zh, path, writer = "经费报酬补贴", "data/town/YYYY/payments.csv", "镇财政所"

    village: Slug = said("村", "which village", forms="F27")
    kind: Annotated[str, Word("payment_kinds")] = said("项目", "what for", forms="F27")
    period: Period = said("所属期", "which period", forms="F27")
    due_on: Limit = said("应发日期", "day it is owed", forms="F27")
    amount: Number = said("金额", "yuan", forms="F27")
    paid_on: Day | None = maybe("发放日期", "day it was paid", forms="F27")
    ref: Text | None = maybe("对象或凭证号", "payee's code or voucher; tells two like payments apart", forms="F27")


class Project(Record):
    """A venue building project of the town."""

    zh, path, writer = "场所建设项目", "data/town/YYYY/projects.csv", "镇党建办"

    village: Slug = said("村", "which village", forms="F27")
    name: Text = said("项目", "name", forms="F27")
    batch: Annotated[str, Word("project_batches")] = said("批次", "which batch", forms="F27")
    planned_finish: Limit = said("计划完工", "planned finish", forms="F27")
    finished_on: Day | None = maybe("完工日期", "finished", forms="F27")
    moved_by: Staff | None = maybe("改期批准人", "who put it off beyond the year", forms="F27")
    basis: Text | None = maybe("改期依据", "the paper on which it was put off", forms="F27")


class ManualRow(Record):
    """The official manual's words on a standard, and its points, typed in by an office that has the manual."""

    zh, path, writer = "手册原文", "data/town/YYYY/manual.csv", "镇党建办"

    standard: Standard = said("标准编号", "which standard", forms="F01")
    points: Number | None = maybe("手册分值", "the manual's points; empty: the shipped ones", forms="F01")
    wording: Text | None = maybe("手册原文", "the manual's words", forms="F01")
    ref: Text | None = maybe("手册出处", "page or part of the manual", forms="F01")


TOWN_KINDS: dict[str, type[Record]] = {
    "town": TownFacts, "staff": StaffRow, "village_entry": VillageEntry, "decision": Decision, "facts": Facts,
    "standing": Standing, "inspection": Inspection, "finding": InspectionFinding, "ruling": Ruling, "item": Item,
    "closure": Closure, "acceptance": Acceptance, "star": Star, "event": Event, "reply": Reply, "payment": Payment,
    "project": Project, "manual_row": ManualRow,
}  # fmt: skip
KINDS: dict[str, type[Record]] = VILLAGE_KINDS | TOWN_KINDS
KIND_OF: dict[type[Record], str] = {model: kind for kind, model in KINDS.items()}
