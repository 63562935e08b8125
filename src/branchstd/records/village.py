"""The village's voice: what a village writes down about itself, and nothing that no
rule, ledger or report reads.

Every field carries its Chinese label (an allowed key), its meaning and the paper forms
(F01–F33) that print it; `docs/records.md` is generated from here.
"""

from types import MappingProxyType
from typing import Annotated, cast

from branchstd.records.base import Record, optional, required
from branchstd.records.types import (
    Code,
    Codes,
    Day,
    Limit,
    Month,
    Number,
    People,
    Period,
    Person,
    Steps,
    Text,
    Texts,
    Whole,
    YearOrPeriod,
    YesNo,
    code,
    word,
)

Standard = Annotated[str, code("standards")]
Group = Annotated[str, code("groups")]


class VillageFacts(Record):
    """The village and its branch. What can change stands in dated lists below it."""

    zh, path, writer = "村和党支部概况", "village.yaml", "村文书"
    nested = MappingProxyType({"terms": "term", "venue": "venue", "groups": "group"})

    branch: Text = required("党支部名称", "the branch's name", forms="F06 F07 F24 F25")
    households: Whole | None = optional(
        "户数", "households of the village", forms="F24"
    )
    population: Whole | None = optional("人口", "inhabitants", forms="F24")
    terms: tuple["Term", ...] = required(
        "届期", "terms of the branch committee", default=()
    )
    venue: tuple["Venue", ...] = required(
        "活动场所", "states of the village venue", default=()
    )
    groups: tuple["PartyGroup", ...] = required(
        "党小组名单", "Party groups", default=()
    )


class Term(Record):
    """A term of the branch committee; an approved extension is a further entry with its
    basis.
    """

    zh, path, writer, own = "届期", "village.yaml / terms", "村文书", "start"

    start: Day = required("任期起", "first day of the term", forms="F07")
    end: Limit = required("任期止", "last day of the term", forms="F07")
    basis: Text = required("依据", "election or approval", forms="F07")


class Venue(Record):
    """The state of the venue from a day on, until the next entry."""

    zh, path, writer, own = "活动场所状态", "village.yaml / venue", "村文书", "start"

    start: Day = required("起", "first day of this state", forms="F24")
    state: Annotated[str, word("venue_states")] = required(
        "状态", "state of the venue", forms="F24"
    )


class PartyGroup(Record):
    """A Party group and how long it existed."""

    zh, path, writer, own = "党小组", "village.yaml / groups", "村文书", "start"

    code: Code = required("小组代码", "code of the group", forms="F14")
    name: Text = required("名称", "name of the group", forms="F14 F24")
    start: Day = required("成立日期", "first day of the group", forms="F24")
    end: Day | None = optional("撤销日期", "last day of the group", forms="F24")


class PersonRow(Record):
    """One person under a code: member, cadre, helper, candidate, reserve. Names:
    data/villages/<village>/names.csv.
    """

    zh, path, writer = "人员", "people.csv", "组织委员"

    code: Code = required(
        "人员代码",
        "a code that never changes and means nothing",
        forms="F07 F16 F17 F21",
    )
    gender: Annotated[str, word("genders")] | None = optional(
        "性别", "needed for committee members", forms="F21"
    )
    born: Month | None = optional(
        "出生年月", "needed for candidates only", forms="F17 F21"
    )
    joined_on: Day | None = optional(
        "入党日期", "day the branch meeting accepted the member", forms="F16"
    )
    full_on: Day | None = optional(
        "转正日期", "day of becoming a full member", forms="F16"
    )
    came_on: Limit | None = optional(
        "转入日期", "first day here of a member from another branch", forms="F24"
    )
    left_on: Day | None = optional("离开日期", "last day in this branch", forms="F24")
    group: Group | None = optional(
        "所在党小组", "the member's Party group", forms="F14"
    )
    dues: Number | None = optional(
        "月应交党费", "yuan a month, fixed for the year", forms="F16"
    )
    background: Annotated[str, word("backgrounds")] | None = optional(
        "来源类别", "of cadres and reserves", forms="F21"
    )
    smaller_people: YesNo | None = optional(
        "人数较少民族",
        "of the committee, in villages of several peoples: whether of the smaller",
        forms="F21",
    )


class Post(Record):
    """Who holds which post from when to when; a body exists while somebody heads it."""

    zh, path, writer, own = "任职", "posts.csv", "村文书", "start"

    person: Person = required("人员", "who", forms="F03 F21")
    body: Annotated[str, word("bodies")] = required(
        "组织", "in which body", forms="F03 F21"
    )
    post: Annotated[str, word("posts", by="body")] = required(
        "职务", "as what", forms="F03"
    )
    group: Group | None = optional(
        "党小组", "of which Party group (leaders)", forms="F14"
    )
    start: Day = required("任职起", "first day in post", forms="F03")
    end: Day | None = optional("任职止", "last day in post", forms="F03")
    basis_on: Day | None = optional(
        "产生日期", "day of election or approval", forms="F03"
    )
    basis: Text | None = optional(
        "产生方式", "how elected, or the approval's number", forms="F03 F21"
    )


class Activity(Record):
    """One dated entry of organised life. One record serves every standard that it can
    prove.
    """

    zh = "活动记录"
    path = "activities/YYYY-MM.yaml"
    writer = "宣传委员、村文书"
    own = "date"
    nested = MappingProxyType({"votes": "vote"})

    date: Day = required("日期", "the day it happened", forms="F14 F15")
    kind: Annotated[str, word("activity_kinds")] = required(
        "种类", "what it was", forms="F14"
    )
    also: Annotated[str, word("activity_kinds")] | None = optional(
        "兼作种类", "a second kind it served", forms="F14"
    )
    form: Annotated[str, word("forms")] | None = optional(
        "形式", "theme day, training, care or check form", forms="F14 F15"
    )
    topic: Text | None = optional("专题", "what it was about", forms="F14 F15")
    group: Group | None = optional("党小组", "which Party group met", forms="F14")
    period: YearOrPeriod | None = optional(
        "所属期",
        "the period a disclosure is about, or the year a yearly meeting is about",
        forms="F19",
    )
    planned_on: Limit | None = optional(
        "预定日期", "the day fixed beforehand", forms="F15"
    )
    place: Annotated[str, word("places")] | None = optional(
        "地点", "where", forms="F14"
    )
    by: Person | None = optional(
        "主讲或经办人", "who lectured, talked, visited or checked", forms="F05 F14"
    )
    people: People = required(
        "对象或参加人",
        "whom it concerned, or who took part",
        forms="F05 F14",
        default=(),
    )
    expected: Whole | None = optional("应到人数", "number expected", forms="F14")
    present: Whole | None = optional(
        "实到人数", "number present, from the sign-in sheet", forms="F14"
    )
    absent: People | None = optional(
        "缺席人员",
        "who of those expected was absent; leave out if not noted",
        forms="F14",
    )
    hours: Number | None = optional("学时", "hours of study", forms="F05")
    covers: Codes = required(
        "内容代码",
        "items of a list, standards or aspects it covered",
        forms="F19",
        default=(),
    )
    steps: Steps | None = optional(
        "流程步骤", "day of each step (organisation-life meeting)", forms="F14"
    )
    votes: tuple["Vote", ...] = required("表决", "votes taken", default=())
    amount: Number | None = optional("金额", "yuan given (care)", forms="F24")
    problems: Whole | None = optional(
        "发现问题数", "faults found by a check; 0 must be typed", forms="F24"
    )
    signed_by: Person | None = optional(
        "村监会签字人", "supervisor who signed a disclosure", forms="F19"
    )
    checked_by: Person | None = optional(
        "保密审核人", "who checked it for secrecy and privacy", forms="F19"
    )
    record: Text | None = optional(
        "记录存放处", "where the minutes are (handbook page, box, file)", forms="F14"
    )
    image: Texts = required("图像文件", "pictures", forms="F14 F19", default=())
    discussion: Text | None = optional("讨论要点", "what was discussed", forms="F14")
    note: Text | None = optional(
        "说明", "anything a reader should know (late entry, language)", forms="F14"
    )


class Vote(Record):
    """One vote of a meeting; date and meeting are its activity's."""

    zh, path, writer = "表决", "activities / votes", "村文书"

    about: Text = required(
        "表决事项", "matter's id, person's code or words", forms="F14 F18"
    )
    type: Annotated[str, word("vote_types")] | None = optional(
        "表决种类",
        "what is voted on; empty: of a candidate's code admission, else resolution",
        forms="F14 F17",
    )
    counted: Annotated[str, word("vote_units")] | None = optional(
        "计数单位",
        "who is counted at a villagers' meeting; empty: persons",
        forms="F18",
    )
    entitled: Whole = required("有表决权人数", "entitled to vote", forms="F14 F18")
    present: Whole = required("有表决权实到", "of them present", forms="F14 F18")
    written: Whole = required(
        "书面意见",
        "absent, with a written opinion that is a vote",
        forms="F14 F17",
        default=0,
    )
    agree: Whole = required("赞成", "in favour", forms="F14 F18")
    against: Whole = required("反对", "against", forms="F14 F18")
    abstain: Whole = required("弃权", "abstaining", forms="F14 F18")

    @property
    def meeting(self) -> Activity:
        """The activity at which it was taken, and which gives it its day."""
        return cast("Activity", self.parent)


class Document(Record):
    """A paper the village issued or keeps."""

    zh, path, writer, own = "文件", "documents.yaml", "村文书", "date"

    date: Day = required("落款日期", "the date it bears", forms="F25")
    form: Annotated[str, word("document_forms")] = required(
        "文件种类", "what paper it is", forms="F25"
    )
    title: Text = required("标题", "title", forms="F25")
    covers: Codes = required("所含要素", "parts it contains", forms="F25", default=())
    households: Whole | None = optional(
        "涉及户数", "households it has measures for (aid measures)", forms="F24"
    )
    record: Text = required("存放处", "where it is kept", forms="F25")


class Matter(Record):
    """A village matter decided step by step (四议两公开, 一事一议)."""

    zh, path, writer, own = "村级事项", "matters.yaml", "村文书", "steps"

    id: Code = required("事项号", "id", forms="F18")
    type: Annotated[str, word("matter_types")] = required(
        "类别", "major or single matter", forms="F18"
    )
    title: Text = required("事项", "what it is", forms="F18")
    amount: Number | None = optional("金额", "yuan", forms="F18")
    steps: Steps = required("步骤", "day of each step", forms="F18")
    stopped_on: Day | None = optional("终止日期", "day it was given up", forms="F18")


class Candidate(Record):
    """A person on the way into the Party: dates of the 25 steps only, no vetting
    material.
    """

    zh, path, writer, own = "发展对象", "candidates.yaml", "组织委员", "steps"

    person: Person = required("人员", "who", forms="F17")
    steps: Steps = required("步骤", "day of each step", forms="F17")
    introducers: People = required(
        "入党介绍人", "two full members", forms="F17", default=()
    )
    review: Annotated[str, word("review_results")] | None = optional(
        "政治审查结论", "conclusion only", forms="F17"
    )
    file: Text | None = optional("档案存放处", "where the file is kept", forms="F17")
    stopped_on: Day | None = optional("终止日期", "day it was ended", forms="F17")
    approval_reason: Text | None = optional(
        "审批延长理由", "why the approval took over three months", forms="F17"
    )
    extended_until: Limit | None = optional(
        "预备期延长至", "until when the probation was extended", forms="F17"
    )


class MemberYear(Record):
    """One row a member and year: pledge, post, analysis, appraisal, star."""

    zh, path, writer = "党员年度表", "member_year.csv", "组织委员"

    person: Person = required("党员", "who", forms="F31")
    pledge: Text | None = optional("承诺事项", "what was pledged", forms="F24")
    pledged_on: Day | None = optional(
        "承诺公示日期", "day it was made public", forms="F24"
    )
    kept_on: Day | None = optional(
        "兑现核实日期", "day it was verified as kept", forms="F24"
    )
    post: Text | None = optional(
        "设岗岗位", "post for members without office", forms="F24"
    )
    posted_on: Day | None = optional("定岗日期", "day the post was given", forms="F24")
    analysed_on: Day | None = optional(
        "党性分析日期", "day of the analysis", forms="F24"
    )
    appraised_on: Day | None = optional(
        "民主评议日期", "day of the appraisal; its grade stays on paper", forms="F24"
    )
    fed_back_on: Day | None = optional(
        "反馈本人日期", "day the result was told to the member", forms="F24"
    )
    contact: Person | None = optional(
        "联系人", "who keeps contact with a floating member", forms="F24"
    )
    points: Whole | None = optional("积分", "points of the vanguard index", forms="F31")
    star: Whole | None = optional("星级", "stars", forms="F31")
    starred_on: Day | None = optional("评星日期", "day the branch rated", forms="F31")
    comment: Text | None = optional("定性分析", "qualitative comment", forms="F31")


class Dues(Record):
    """One collection of dues, not one payment: who did not pay is named."""

    zh, path, writer, own = "党费收缴", "dues.csv", "组织委员", "paid_on"

    month: Period = required(
        "所属月份",
        "month paid for; quarter for those who pay by the quarter",
        forms="F16",
    )
    paid_on: Day = required("收缴日期", "day of collection", forms="F16")
    people: People = required(
        "交纳人", "who paid; empty: all who pay monthly", forms="F16", default=()
    )
    unpaid: People | None = optional(
        "未交人",
        "needed with empty 交纳人: who did not pay; 无 if all did",
        forms="F16",
    )
    total: Number = required("合计", "yuan collected", forms="F16")
    receipt: Text | None = optional("收据号", "receipts", forms="F16")
    note: Text | None = optional(
        "说明", "why more or less was collected than the roster says", forms="F16"
    )


class Duty(Record):
    """One cadre's month on the duty rota; applicants stay in the paper register."""

    zh, path, writer, own = "坐班月汇总", "duty.csv", "村文书", "month"

    month: Month = required("月份", "month", forms="F20")
    person: Person = required("值班人", "who", forms="F20")
    attended: Whole = required("到岗次数", "shifts kept", forms="F20")
    handled: Whole | None = optional(
        "办理件数", "entries in the service register; 0 must be typed", forms="F20"
    )


class Income(Record):
    """Money the village's collective received."""

    zh, path, writer, own = "集体经济收入", "income.csv", "村主任、文书", "date"

    date: Day = required("到账日期", "day it arrived", forms="F24")
    source: Annotated[str, word("income_sources")] = required(
        "来源", "source", forms="F24"
    )
    amount: Number = required("金额", "yuan", forms="F24")
    stable: YesNo = required(
        "稳定收入", "recurring and under contract or rule", forms="F24"
    )
    basis: Text | None = optional("依据", "contract or rule", forms="F24")
    fund: Annotated[str, word("funds")] | None = optional(
        "补助层级", "whose subsidy it is", forms="F24"
    )
    use: Text | None = optional(
        "补助用途", "what the subsidy was used for", forms="F24"
    )
    ref: Text | None = optional(
        "收据号", "receipt; tells two like payments apart", forms="F24"
    )


class Case(Record):
    """A disposition, as dates only: no name, no measure, no reason leaves the paper
    file.
    """

    zh, path, writer, own = "处置事项", "cases.csv", "书记", "opened_on"

    opened_on: Day = required("开始日期", "day it began", forms="F24")
    due_on: Limit = required("期限", "day it is to be ended by", forms="F24")
    closed_on: Day | None = optional("办结日期", "day it was ended", forms="F24")
    ref: Text | None = optional(
        "卷号", "number of the paper file; tells two of one day apart", forms="F24"
    )


class SelfCheck(Record):
    """The branch's own answer on one standard."""

    zh, path, writer, own = "逐项自查", "self_check.csv", "书记", "date"

    round: Annotated[str, word("rounds")] = required(
        "轮次", "June or autumn", forms="F06 F24"
    )
    date: Day = required("日期", "day", forms="F06")
    standard: Standard = required("标准编号", "which standard", forms="F06")
    answer: Annotated[str, word("answers")] = required(
        "自查结论", "the branch's own word", forms="F06 F24"
    )
    reason: Text | None = optional("差距和原因", "gap and cause", forms="F06")


class Rectify(Record):
    """The village's side of an item that the town has opened: cause, task, measure,
    who, proof, and its claims.
    """

    zh, path, writer, own = "整改事项", "rectify.yaml", "书记", "start"
    nested = MappingProxyType({"claims": "claim"})

    item: Annotated[str, code("items")] = required(
        "问题编号", "number of the town's item", forms="F09 F10 F11 F12"
    )
    cause: Text | None = optional("原因", "why", forms="F08 F09")
    cause_kind: Annotated[str, word("cause_kinds")] | None = optional(
        "原因类别",
        "the sort of cause, by which what comes back again and again is found",
        forms="F09",
    )
    task: Text | None = optional("整改任务", "what is to be reached", forms="F10")
    measure: Text | None = optional("整改措施", "how", forms="F12")
    responsible: Person | None = optional("责任人", "who in the village", forms="F11")
    start: Day = required("开始日期", "day the plan was made", forms="F12")
    proof: Text | None = optional("完成标志", "what will prove it", forms="F12")
    claims: tuple["Claim", ...] = required(
        "进展和申请", "progress and claims", default=()
    )


class Claim(Record):
    """One dated word of the village on an item."""

    zh, path, writer, own = "整改申请", "rectify.yaml / claims", "书记", "date"

    date: Day = required("日期", "day", forms="F12 F13")
    kind: Annotated[str, word("claim_kinds")] = required(
        "种类", "progress, done, extension or dispute", forms="F13"
    )
    text: Text = required("结果或理由", "result or reason", forms="F12 F13")
    proof: Texts = required("佐证", "where the proof is", forms="F13", default=())
    until: Limit | None = optional("申请延期至", "asked extension", forms="F13")

    @property
    def plan(self) -> Rectify:
        """The village's side of the item that it is about."""
        return cast("Rectify", self.parent)


class Feedback(Record):
    """A problem, opinion or suggestion sent up; a zero report is a record."""

    zh, path, writer, own = "意见建议", "feedback.yaml", "书记", "date"

    id: Code = required("编号", "id", forms="F22")
    date: Day = required("报镇日期", "day it was sent", forms="F22")
    kind: Annotated[str, word("feedback_kinds")] = required(
        "类别", "what it is", forms="F22"
    )
    text: Text | None = optional("内容", "words", forms="F22")
    standard: Standard | None = optional("涉及标准", "which standard", forms="F22")


VILLAGE_KINDS: dict[str, type[Record]] = {
    "village": VillageFacts, "term": Term, "venue": Venue, "group": PartyGroup,
    "person": PersonRow, "post": Post,
    "activity": Activity, "vote": Vote, "document": Document, "matter": Matter,
    "candidate": Candidate,
    "member_year": MemberYear, "dues": Dues, "duty": Duty, "income": Income,
    "case": Case, "self_check": SelfCheck,
    "rectify": Rectify, "claim": Claim, "feedback": Feedback,
}  # fmt: skip
