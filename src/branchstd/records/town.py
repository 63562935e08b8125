"""The town's voice: what the town is, what it asks of each village, what it decided and
what it paid.

Facts that switch a duty off stand here and nowhere in a village's folder. Same
conventions as `records.village`.
"""

import datetime
from types import MappingProxyType
from typing import Annotated, cast

from branchstd.records.base import Record, optional, required
from branchstd.records.types import (
    Code,
    Codes,
    Day,
    FolderName,
    Limit,
    Number,
    Period,
    Person,
    Text,
    Whole,
    YesNo,
    code,
    code_list,
    word,
    word_list,
)
from branchstd.records.village import VILLAGE_KINDS, Standard

Staff = Annotated[str, code("staff")]
StaffList = Annotated[tuple[str, ...], code_list("staff")]
Slug = Annotated[str, code("villages")]
Slugs = Annotated[tuple[str, ...], code_list("villages")]


class TownFacts(Record):
    """Who the town is; its settings stand beside as plain maps."""

    zh, path, writer = "镇", "data/town.yaml", "镇党建办"
    nested = MappingProxyType(
        {"staff": "staff", "villages": "village_entry", "decisions": "decision"}
    )

    name: Text = required("镇名", "the town's name", forms="F01 F27")
    county: Text = required("县名", "the county's name", forms="F27")
    language: Text | None = optional(
        "语言", "zh or en: language of output unless asked otherwise", forms="F01"
    )
    staff: tuple["StaffRow", ...] = required(
        "镇干部", "the town's cadres, under codes", default=()
    )
    villages: tuple["VillageEntry", ...] = required(
        "各村", "the town's villages", default=()
    )
    decisions: tuple["Decision", ...] = required(
        "疑点决定", "dated decisions on the plan's open points", default=()
    )


class StaffRow(Record):
    """A town cadre who judges, inspects, pays or closes."""

    zh, path, writer = "镇干部", "data/town.yaml / staff", "镇党建办"

    code: Code = required("代码", "code", forms="F23 F26")
    role: Annotated[str, word("roles")] = required("角色", "role", forms="F26")
    start: Limit | None = optional(
        "起", "first day in the role; empty: from before the plan", forms="F26"
    )
    end: Limit | None = optional("止", "last day in the role", forms="F26")

    def holds(self, day: datetime.date) -> bool:
        """Whether the role was held on a day."""
        return (self.start is None or self.start <= day) and (
            self.end is None or day <= self.end
        )


class VillageEntry(Record):
    """A unit, mostly a village: its folder, its name, of which kind it is, who of the
    town looks after it.
    """

    zh, path, writer = "村", "data/town.yaml / villages", "镇党建办"

    slug: FolderName = required("文件夹名", "folder name", forms="F33")
    name: Text = required("村名", "name", forms="F33")
    kind: Annotated[str, word("unit_kinds")] = required(
        "种类", "village or town-direct", forms="F33", default="village"
    )
    lead: Staff | None = optional("包抓领导", "leader in charge", forms="F07 F08 F11")
    liaison: Staff | None = optional("包村干部", "liaison cadre", forms="F08")


class Decision(Record):
    """The town's dated choice on a point that the plan leaves open."""

    zh, path, writer, own = "疑点决定", "data/town.yaml / decisions", "镇党建办", "date"

    id: Code = required("疑点编号", "id of the ambiguity", forms="F01")
    date: Day = required("日期", "day", forms="F01")
    by: Staff = required("决定人", "who decided", forms="F01")
    choice: Text = required(
        "采用的口径",
        "code or title of one of the point's choices (explain)",
        forms="F01",
    )
    reason: Text = required("理由", "on what basis", forms="F01")


class Facts(Record):
    """What the town says a village is and owes, from a day on until the next entry.
    Complete each time.
    """

    zh = "村的任务和身份"
    path = "data/town/YYYY/villages/<slug>.yaml / facts"
    writer = "镇党建办"
    own = "start"

    start: Day = required("起", "first day these facts hold", forms="F33")
    poor_village: YesNo = required("贫困村", "registered poor village", forms="F27")
    poor_households: Whole = required(
        "建档立卡户数", "registered poor households", forms="F27"
    )
    members: Whole = required(
        "党员数",
        "members of the branch on that day, by the town's statistics",
        forms="F24",
    )
    full_members: Whole = required(
        "正式党员数",
        "full members among them; from 7 on a committee is due",
        forms="F24",
    )
    party_groups: Whole = required(
        "应设党小组数", "Party groups the branch must have", forms="F24"
    )
    cadre_posts: Whole = required(
        "两委干部职数", "posts of the two committees", forms="F27"
    )
    group_posts: Whole = required(
        "组干部职数", "posts of villager-group heads", forms="F27"
    )
    duty_shifts: Whole = required(
        "每月坐班次数", "shifts owed a month by the whole village", forms="F20"
    )
    quota: Whole = required(
        "发展党员指标", "members that may be admitted this year", forms="F24"
    )
    chain_target: YesNo = required(
        "列入三链任务", "on the year's three-chains list", forms="F27"
    )
    one_person_target: YesNo = required(
        "列入一肩挑任务", "on the year's one-person list", forms="F27"
    )
    several_peoples: YesNo | None = optional(
        "多民族村", "villagers of several peoples live there", forms="F27"
    )
    helpers: Annotated[tuple[str, ...], word_list("posts")] = required(
        "应派帮扶力量", "helpers due here", forms="F27", default=()
    )
    candidates: Whole | None = optional(
        "发展对象数",
        "people on the way into the Party, by the town's register",
        forms="F17",
    )
    matters: Whole | None = optional(
        "村级事项数", "matters of the year in the town's register", forms="F18"
    )
    cases: Whole | None = optional(
        "处置事项数", "dispositions of the year in the town's register", forms="F24"
    )
    feedback: Whole | None = optional(
        "意见建议数", "feedback received from it, by the town's register", forms="F22"
    )


class Standing(Record):
    """What the town confirmed about a member: exempt, floating, to be visited, dues, in
    office. No reasons.
    """

    zh = "党员情形"
    path = "data/town/YYYY/villages/<slug>.yaml / standings"
    writer = "镇党建办"
    own = "start"

    person: Person = required("人员", "who", forms="F24")
    standing: Annotated[str, word("standings")] = required("情形", "which", forms="F24")
    start: Day = required("起", "first day", forms="F24")
    end: Day | None = optional("止", "last day", forms="F24")


class Inspection(Record):
    """A visit of the town."""

    zh = "督查"
    path = "data/town/YYYY/villages/<slug>.yaml / inspections"
    writer = "包村干部、党建办"
    own = "date"
    nested = MappingProxyType({"findings": "finding"})

    id: Code = required("督查号", "id", forms="F23")
    date: Day = required("日期", "day", forms="F23")
    form: Annotated[str, word("inspection_forms")] = required(
        "方式", "scheduled or not", forms="F23"
    )
    by: StaffList = required("督查人", "who", forms="F23")
    standards: Annotated[tuple[str, ...], code_list("standards")] = required(
        "核查标准", "which standards", forms="F23", default=()
    )
    note: Text | None = optional("现场情况", "what was seen", forms="F23")
    asked: Whole | None = optional(
        "抽问题数", "sample questions asked on the handbook; nobody's name", forms="F23"
    )
    right: Whole | None = optional(
        "答对题数", "of them answered rightly; needed with questions asked", forms="F23"
    )
    asked_by: Staff | None = optional(
        "抽问人", "who asked; empty: those who made the visit", forms="F23"
    )
    findings: tuple["InspectionFinding", ...] = required(
        "发现问题", "what was found", default=()
    )


class InspectionFinding(Record):
    """One fault found on the spot."""

    zh = "督查问题"
    path = "…/<slug>.yaml / inspections / findings"
    writer = "包村干部、党建办"

    id: Code = required("问题号", "id", forms="F23")
    standard: Standard = required("标准编号", "which standard", forms="F23")
    text: Text = required("问题", "what was wrong", forms="F23 F28")
    due_on: Limit = required("整改时限", "by when", forms="F23")

    @property
    def visit(self) -> Inspection:
        """The visit whose finding it is: it stands in no other record."""
        return cast("Inspection", self.parent)


class Ruling(Record):
    """A named person's word on a rule, a standard or a veto, or on a named review
    (dual, demo).
    """

    zh = "认定"
    path = "data/town/YYYY/villages/<slug>.yaml / rulings"
    writer = "镇（有名有姓）"
    own = "date"

    about: Annotated[str, code("ruled")] = required(
        "认定对象", "rule, standard, veto, or a review by name", forms="F26"
    )
    verdict: Annotated[str, word("verdicts")] = required(
        "结论", "the word", forms="F26"
    )
    date: Day = required("日期", "day", forms="F26")
    by: Staff = required("认定人", "who", forms="F26")
    reason: Text = required("理由", "why", forms="F26")
    until: Limit | None = optional(
        "有效期至", "last day it holds; needed for not applicable", forms="F26"
    )


class Item(Record):
    """A rectification item as the town opened it; it cannot vanish from a village's
    folder.
    """

    zh = "问题"
    path = "data/town/YYYY/villages/<slug>.yaml / items"
    writer = "镇党建办"
    own = "found_on"

    id: Code = required("问题编号", "number", forms="F09 F10 F11 F12")
    rule: Annotated[str, code("rules")] | None = optional(
        "规则编号",
        "the rule it rose from, by the number the rule was first given",
        forms="F09",
    )
    finding: Annotated[str, code("findings")] | None = optional(
        "督查问题号", "the finding it rose from", forms="F09"
    )
    standard: Standard = required("标准编号", "which standard", forms="F09")
    origin: Annotated[str, word("origins")] = required(
        "来源", "where it came from", forms="F09"
    )
    found_on: Day = required("发现日期", "day it was found", forms="F09")
    text: Text | None = optional(
        "问题表现", "what is wrong; empty: as rule or finding say", forms="F09"
    )
    due_on: Limit = required("整改时限", "first due date", forms="F10 F12")


class Closure(Record):
    """What the town did with an item."""

    zh = "销号"
    path = "data/town/YYYY/villages/<slug>.yaml / closures"
    writer = "党建办、分管副书记"
    own = "date"

    item: Annotated[str, code("items")] = required(
        "问题编号", "which item", forms="F12 F13"
    )
    date: Day = required("日期", "day", forms="F12 F13")
    action: Annotated[str, word("closure_actions")] = required(
        "动作", "what was done", forms="F12 F13"
    )
    by: Staff = required("办理人", "who", forms="F13")
    reason: Text = required("核查意见", "what was seen", forms="F13")
    until: Limit | None = optional(
        "至", "extended to, or looked at again on", forms="F12"
    )
    rests_on: Text | None = optional(
        "核查依据", "day, outcome and digest of the result it rested on", forms="F13"
    )


class Acceptance(Record):
    """The panel's conclusion."""

    zh = "考核验收"
    path = "data/town/YYYY/villages/<slug>.yaml / acceptance"
    writer = "验收组"
    own = "date"

    level: Annotated[str, word("levels")] = required(
        "层级", "town or county", forms="F26 F27"
    )
    date: Day = required("日期", "day", forms="F26 F27")
    panel: StaffList = required("验收组", "who", forms="F26", default=())
    conclusion: Annotated[str, word("conclusions")] = required(
        "结论", "the word", forms="F26 F27"
    )
    score: Number | None = optional("现场核查分", "the panel's own score", forms="F26")
    reason: Text = required("意见", "opinion, and why it differs", forms="F26")
    rests_on: Text | None = optional(
        "验收依据", "day, conclusion and digest of the result it rested on", forms="F26"
    )


class Star(Record):
    """The branch's stars for the year."""

    zh = "党支部星级"
    path = "data/town/YYYY/villages/<slug>.yaml / stars"
    writer = "镇党委"
    own = "date"

    date: Day = required("审定日期", "day", forms="F31")
    star: Whole = required("星级", "stars", forms="F31")
    points: Number | None = optional("积分", "points", forms="F31")
    comment: Text = required("定性分析", "comment", forms="F31")
    published_on: Day | None = optional("公示日期", "day of public notice", forms="F31")
    members_approved_on: Day | None = optional(
        "党员星级审定日期", "day the members' stars were approved", forms="F31"
    )


class Event(Record):
    """Dated work of the town; a training names the villages' people who took part and
    counts in each village.
    """

    zh = "镇级工作记录"
    path = "data/town/YYYY/events.yaml"
    writer = "镇党建办"
    own = "date"

    date: Day = required("日期", "day", forms="F27 F30")
    kind: Annotated[str, word("event_kinds")] = required(
        "种类", "what it was", forms="F27 F30"
    )
    form: Annotated[str, word("forms")] | None = optional(
        "形式", "form of a training", forms="F27"
    )
    title: Text = required("标题", "title", forms="F27 F28 F30")
    villages: Slugs = required("涉及村", "villages concerned", forms="F27", default=())
    people: Annotated[tuple[str, ...], code_list("village_people")] = required(
        "参加人", "slug/code of each", forms="F05", default=()
    )
    hours: Number | None = optional("学时", "hours of study", forms="F05")
    covers: Codes = required(
        "内容代码",
        "items of a list it covered; standards of a model or award; feedback summed "
        "up; duties of a `none`",
        forms="F27", default=(),
    )  # fmt: skip
    by: Staff | None = optional("谁定的", "who said that there is none", forms="F27")
    reason: Text | None = optional("理由", "why there is none", forms="F27")
    to_county_on: Day | None = optional(
        "报县日期", "day it was sent to the county", forms="F27 F30"
    )
    record: Text | None = optional("存放处", "where the paper is", forms="F30")


class Reply(Record):
    """The town's answer to feedback."""

    zh = "答复和上报"
    path = "data/town/YYYY/replies.yaml"
    writer = "镇党建办"
    own = "date"

    date: Day = required("日期", "day", forms="F22")
    village: Slug = required("村", "which village", forms="F22")
    ids: Annotated[tuple[str, ...], code_list("feedback")] = required(
        "答复的编号", "which feedback", forms="F22"
    )
    text: Text = required("答复", "answer", forms="F22")
    by: Staff = required("答复人", "who", forms="F22")
    to_county_on: Day | None = optional("报县日期", "day it was passed on", forms="F22")


class Payment(Record):
    """A payment the finance office owes or made; unpaid while `paid_on` is empty."""

    zh, path, writer = "经费报酬补贴", "data/town/YYYY/payments.csv", "镇财政所"

    village: Slug = required("村", "which village", forms="F27")
    kind: Annotated[str, word("payment_kinds")] = required(
        "项目", "what for", forms="F27"
    )
    period: Period = required("所属期", "which period", forms="F27")
    due_on: Limit = required("应发日期", "day it is owed", forms="F27")
    amount: Number = required("金额", "yuan", forms="F27")
    paid_on: Day | None = optional("发放日期", "day it was paid", forms="F27")
    ref: Text | None = optional(
        "对象或凭证号",
        "payee's code or voucher; tells two like payments apart",
        forms="F27",
    )


class Project(Record):
    """A venue building project of the town."""

    zh, path, writer = "场所建设项目", "data/town/YYYY/projects.csv", "镇党建办"

    village: Slug = required("村", "which village", forms="F27")
    name: Text = required("项目", "name", forms="F27")
    batch: Annotated[str, word("project_batches")] = required(
        "批次", "which batch", forms="F27"
    )
    planned_finish: Limit = required("计划完工", "planned finish", forms="F27")
    finished_on: Day | None = optional("完工日期", "finished", forms="F27")
    moved_by: Staff | None = optional(
        "改期批准人", "who put it off beyond the year", forms="F27"
    )
    basis: Text | None = optional(
        "改期依据", "the paper on which it was put off", forms="F27"
    )


class ManualRow(Record):
    """The official manual's words on a standard, and its points, typed in by an office
    that has the manual.
    """

    zh, path, writer = "手册原文", "data/town/YYYY/manual.csv", "镇党建办"

    standard: Standard = required("标准编号", "which standard", forms="F01")
    points: Number | None = optional(
        "手册分值", "the manual's points; empty: the shipped ones", forms="F01"
    )
    wording: Text | None = optional("手册原文", "the manual's words", forms="F01")
    ref: Text | None = optional("手册出处", "page or part of the manual", forms="F01")


TOWN_KINDS: dict[str, type[Record]] = {
    "town": TownFacts, "staff": StaffRow, "village_entry": VillageEntry,
    "decision": Decision, "facts": Facts,
    "standing": Standing, "inspection": Inspection, "finding": InspectionFinding,
    "ruling": Ruling, "item": Item,
    "closure": Closure, "acceptance": Acceptance, "star": Star, "event": Event,
    "reply": Reply, "payment": Payment,
    "project": Project, "manual_row": ManualRow,
}  # fmt: skip
KINDS: dict[str, type[Record]] = VILLAGE_KINDS | TOWN_KINDS
KIND_OF: dict[type[Record], str] = {model: kind for kind, model in KINDS.items()}
