"""What a rule says: of every kind and share, and of every cause of having none, the whole sentence in both languages.

The sentences are written by hand: what was seen, what was needed, what lacks. Every sentence, every reason why a step
is not satisfied and everything that may be asked beside a noun has a row.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

import pytest
from builders import (
    activity,
    answered,
    broken,
    facts,
    make,
    monthly,
    people,
    person,
    post,
    rule,
    ruling,
    shipped,
    standards,
    view,
)

from branchstd.assess.assessment import judge
from branchstd.assess.result import RuleResult
from branchstd.findings import Outcome
from branchstd.messages import LANGUAGES
from branchstd.messages.messages import Messages, key_of
from branchstd.rules.answer import Answer
from samples import ROOT, workspace_of

END = "12-31"
LECTURES = "record: activity, where: {kind: lecture}"
HALF_WORTH = ("（晚30天以内算1/2，再晚不计）", " (up to 30 days late counts 1/2, later nothing)")
MEETINGS = [
    activity("05-01", "committee_meeting"),
    activity("05-05", "joint_meeting"),
    activity("05-10", "general_meeting"),
    activity("05-15", "reps_meeting"),
    activity("05-20", "disclosure"),
    activity("07-01", "disclosure"),
]
WHOLE = {"D1": "05-01", "D2": "05-05", "D3": "05-10", "D4": "05-15", "P1": "05-20", "W": "06-20", "P2": "07-01"}
FIRST_MONTHS = "1月、2月、3月、4月、5月、6月、7月、8月"
FIRST_MONTHS_EN = "January, February, March, April, May, June, July, August"


def matter(**changed: str | None) -> list[Any]:
    steps = {code: on for code, on in (WHOLE | changed).items() if on}
    return [make("matter", id="X1", type="major", title="修桥", steps=steps), *MEETINGS]


def candidate(code: str = "C1", /, **fields: Any) -> Any:
    return make("candidate", person=code, **({"steps": {"1": "2018-01-10", "2": "2018-01-20"}} | fields))


def voted(kind: str, /, *votes: tuple[str, str], **said: Any) -> list[Any]:
    """A meeting with votes: what about, and entitled/present+written/in favour; whoever else voted was against."""
    meeting = activity("05-01", kind)
    found = [meeting]
    for about, numbers in votes:
        entitled, there, agree = numbers.split("/")
        present, _, written = there.partition("+")
        against = int(present) + int(written or 0) - int(agree)
        counts = {"entitled": entitled, "present": present, "written": written or "0", "agree": agree}
        found.append(make("vote", meeting, about=about, against=against, abstain=0, **counts, **said))
    return found


def paper(on: str, form: str = "advance_plan", covers: str = "content progress measures schedule owner") -> Any:
    return make("document", date=on, form=form, title="计划", covers=covers.split(), record="柜一")


def paid(period: str, due_on: str, paid_on: str | None = None, kind: str = "elder_allowance", amount: int = 600) -> Any:
    return make("payment", village="test", kind=kind, period=period, due_on=due_on, amount=amount, paid_on=paid_on)


def case(due_on: str, closed_on: str | None = None) -> Any:
    return make("case", opened_on="03-01", due_on=due_on, closed_on=closed_on)


def income(amount: int) -> Any:
    return make("income", date="05-01", source="lease", amount=amount, stable="yes", basis="合同")


def member_year(code: str, **fields: str) -> Any:
    return make("member_year", person=code, **fields)


def supervisors(number: int) -> list[Any]:
    return [post(f"P{n}", "supervision", "member") for n in range(1, number + 1)]


def organised(kind: str, *months: int) -> list[Any]:
    return monthly(kind, *months, record="手册", image=["a.jpg"], discussion="议过")


def studied(on: str, present: int | None) -> Any:
    return activity(on, "study", covers=["1.1"], record="手册", discussion="议过", present=present)


class Row(NamedTuple):
    """A rule (a shipped one's id, or one line of YAML), the day, and the records; what it says."""

    key: str
    case: str
    rule: str
    as_of: str
    records: Any
    zh: str
    en: str


CADENCE = [
    Row("cadence.met", "each period", "3.4.a", END, monthly("theme_day", *range(1, 13)),
        "主题党日：到期12期，12期都已做到", "theme Party day: due 12, done 12"),
    Row("cadence.met", "the only period", "3.3.a", "03-31", monthly("lecture", 3),
        "党课：到期1期，已做到", "Party lecture: due 1, done 1"),
    Row("cadence.partial", "one quarter lacks", "3.3.a", END, monthly("lecture", 2, 5, 8),
        "党课：到期4期，做到3期，缺第四季度", "Party lecture: due 4, done 3, missing: the fourth quarter"),
    Row("cadence.partial", "two are asked of each", "6.3.d", "02-28",
        [activity(on, "lecture", place="venue") for on in ("01-05", "01-20", "02-05")],
        "场所使用：到期2期（满2才算），做到1期，缺2月",
        "use of the venue: due 2 (each needs 2), done 1, missing: February"),
    Row("cadence.unmet", "one where two are asked is not nothing", "6.3.d", "02-28",
        [activity(on, "lecture", place="venue") for on in ("01-05", "02-05")],
        "场所使用：到期2期（满2才算），一期也没有做到（缺1月、2月）",
        "use of the venue: due 2 (each needs 2), none done (missing: January, February)"),
    Row("cadence.unmet", "none", "3.3.a", "06-30", [],
        "党课：到期2期，一期也没有做到（缺第一季度、第二季度）",
        "Party lecture: due 2, none done (missing: the first quarter, the second quarter)"),
    Row("cadence.unmet", "a year is a period too", f"kind: cadence, every: year, {LECTURES}", END, [],
        "某事：到期1期，一期也没有做到（缺全年）", "something: due 1, none done (missing: the whole year)"),
    Row("cadence.unmet", "a day of grace", f"kind: cadence, every: half, {LECTURES}, grace_days: 1", "07-01", [],
        "某事：到期1期（宽限1天），一期也没有做到（缺上半年）",
        "something: due 1 (with 1 day of grace), none done (missing: the first half-year)"),
    Row("cadence.enough", "as many as the least share", f"kind: cadence, every: quarter, {LECTURES}, min_share: 1/2",
        END, monthly("lecture", 2, 5, 8),
        "某事：到期4期（50%就够），做到3期，达到最低比例（缺第四季度）",
        "something: due 4 (50% is enough), done 3, the least share is reached (missing: the fourth quarter)"),
    Row("cadence.partial", "kinds that are each owed", "3.8.b", END,
        [organised("general_meeting", 2, 5, 8, 11), organised("lecture", 1, 4, 7, 10),
         organised("theme_day", 1, *range(3, 13)), organised("org_life_meeting", 12)],
        "“三有”齐全的组织生活：到期22期，做到20期，缺主题党日 2月、民主评议党员会 全年",
        "organisation life with record, picture and discussion: due 22, done 20, "
        "missing: theme Party day in February, appraisal meeting in the whole year"),
    Row("cadence.partial", "each of a set", "2.7.a", "04-15",
        [activity("03-20", "disclosure", covers=["party_affairs"])],
        "党务、村务公开：到期2期（宽限15天），做到1期，缺村务 第一季度",
        "disclosure of Party and village affairs: due 2 (with 15 days of grace), done 1, "
        "missing: village affairs in the first quarter"),
    Row("cadence.run", "six in a row", "V2", END, monthly("lecture", 1, 2, 9, 10, 11, 12),
        "组织生活：到期12期，做到6期，连续6期以上没有做（缺3月、4月、5月、6月、7月、8月）",
        "organisation life: due 12, done 6, 6 or more in a row not done "
        "(missing: March, April, May, June, July, August)"),
    Row("cadence.run_met", "two in a row are no six", "V2", END, monthly("lecture", 1, 2, *range(5, 13)),
        "组织生活：到期12期，做到10期，没有连续6期不做（缺3月、4月）",
        "organisation life: due 12, done 10, never 6 in a row not done (missing: March, April)"),
    Row("cadence.unmet", "nothing at all", "V2", END, [],
        f"组织生活：到期12期，一期也没有做到（缺{FIRST_MONTHS}等12项）",
        f"organisation life: due 12, none done (missing: {FIRST_MONTHS_EN} and others, 12 in all)"),
]  # fmt: skip
COUNT = [
    Row("count.met", "as many", "3.5.a", END, monthly("org_life_meeting", 12),
        "组织生活会：应有1，现有1", "organisation-life meeting: needed 1, found 1"),
    Row("count.met", "a day late", "kind: count, record: document, where: {form: advance_plan}, due: M06", END,
        paper("06-16"), "某事：应有1，现有1；有1项晚了：2019-06-16晚1天" + HALF_WORTH[0],
        "something: needed 1, found 1; late: 1, 2019-06-16 by 1 day" + HALF_WORTH[1]),
    Row("count.met", "too late to count", "kind: count, record: document, where: {form: advance_plan}, due: M06", END,
        paper("07-25"), "某事：应有1，现有1；有1项晚了：2019-07-25晚40天" + HALF_WORTH[0],
        "something: needed 1, found 1; late: 1, 2019-07-25 by 40 days" + HALF_WORTH[1]),
    Row("count.partial", "too few", f"kind: count, {LECTURES}, at_least: 3, continuous: true", END,
        monthly("lecture", 5),
        "某事：应有3，现有1，还差2", "something: needed 3, found 1, 2 short"),
    Row("count.unmet", "none", "3.5.a", END, [],
        "组织生活会：应有1，现有0，还差1", "organisation-life meeting: needed 1, found 0, 1 short"),
    Row("count.met", "between two numbers", "2.3.a", END, supervisors(5),
        "村监会成员：应有3至5，现有5", "supervisors: needed 3 to 5, found 5"),
    Row("count.unmet", "below two numbers", "2.3.a", END, supervisors(2),
        "村监会成员：应有3至5，现有2，还差1", "supervisors: needed 3 to 5, found 2, 1 short"),
    Row("count.many", "above two numbers", "2.3.a", END, supervisors(6),
        "村监会成员：应有3至5，现有6，多1", "supervisors: needed 3 to 5, found 6, 1 too many"),
    Row("count.many", "above the only number", f"kind: count, {LECTURES}, at_most: 1, continuous: true", END,
        monthly("lecture", 5, 6, 7), "某事：应有1，现有3，多2", "something: needed 1, found 3, 2 too many"),
]  # fmt: skip
COVER = [
    Row("cover.met", "all", "3.4.b", END,
        [activity("03-10", "theme_day", form=form) for form in ("study", "deliberation", "service")],
        "主题党日三种形式：应有3，已有3", "the three forms of theme day: 3 of 3"),
    Row("cover.partial", "one lacks", "3.4.b", END,
        [activity("03-10", "theme_day", form=form) for form in ("study", "deliberation")],
        "主题党日三种形式：应有3，已有2，缺奉献日", "the three forms of theme day: 2 of 3, missing: service day"),
    Row("cover.met", "all, a day late", "7.3.d", END, paper("06-16"),
        "推进计划五要素：应有5，已有5；有5项晚了：工作内容晚1天、工作进度晚1天、主要措施晚1天、时间安排晚1天、责任人晚1天"
        + HALF_WORTH[0],
        "the plan's five elements: 5 of 5; late: 5, content by 1 day, progress by 1 day, measures by 1 day, "
        "schedule by 1 day, person responsible by 1 day" + HALF_WORTH[1]),
    Row("cover.partial", "some, and too late", "7.3.d", END, paper("07-25", covers="content owner"),
        "推进计划五要素：应有5，已有2，缺工作进度、主要措施、时间安排；有2项晚了：工作内容晚40天、责任人晚40天"
        + HALF_WORTH[0],
        "the plan's five elements: 2 of 5, missing: progress, measures, schedule; "
        "late: 2, content by 40 days, person responsible by 40 days" + HALF_WORTH[1]),
    Row("cover.unmet", "of one", "1.3.b", END, [person("M1"), post("M1", "branch_committee", "secretary")],
        "书记县级以上轮训：应有1，算得上的一个也没有（缺M1）", "the secretary's county rotation: none, missing: M1"),
    Row("cover.unmet", "studied, but with too few there", "1.1.c", END, [people(3), studied("05-10", 1)],
        "《手册》各项标准的学习讨论：应有42（到会够50%才算），算得上的一个也没有"
        "（缺1.1、1.2、1.3、1.4、1.5、2.1、2.2、2.3等42项）",
        "standards studied and discussed: none of 42 (each counts with 50% of those due present), "
        "missing: 1.1, 1.2, 1.3, 1.4, 1.5, 2.1, 2.2, 2.3 and others, 42 in all"),
    Row("cover.partial", "one studied with enough there", "1.1.c", END, [people(3), studied("05-10", 2)],
        "《手册》各项标准的学习讨论：应有42（到会够50%才算），已有1，缺1.2、1.3、1.4、1.5、2.1、2.2、2.3、2.4等41项",
        "standards studied and discussed: 1 of 42 (each counts with 50% of those due present), "
        "missing: 1.2, 1.3, 1.4, 1.5, 2.1, 2.2, 2.3, 2.4 and others, 41 in all"),
    Row("cover.enough", "as many as the least share", "5.4.a", END,
        [people(10), [member_year(f"M{n}", pledge="护林", pledged_on="03-01") for n in range(1, 10)]],
        "党员承诺：应有10（90%就够），已有9，达到最低比例（缺M10）",
        "members' pledges: 9 of 10 (90% is enough), the least share is reached (missing: M10)"),
    Row("cover.partial", "less than the least share", "1.2.b", END,
        [people(2), activity("05-10", "study", people=["M1"], present=1, hours=32)],
        "年度集中学习32学时：应有2（90%就够），已有1，缺M2",
        "32 hours of collective study: 1 of 2 (90% is enough), missing: M2"),
    Row("cover.unmet", "places without anybody", "4.4.a", END, facts(cadre_posts=2),
        "村干部培训：应有2，算得上的一个也没有（缺第1个名额、第2个名额）",
        "training of village cadres: none of 2, missing: place 1, place 2"),
    Row("cover.unmet", "somebody is reported to have left", "5.5.a", END,
        [person("M1"), person("M2", left_on="10-10")],
        "党性分析：应有2，算得上的一个也没有（缺M1、M2（报已离开，待镇核对））",
        "Party-spirit analysis: none of 2, missing: M1, M2 (reported to have left; the town has yet to confirm)"),
]  # fmt: skip
RECORDS = [
    Row("each.met", "the only one", "5.1.b", END, candidate(file="柜一"),
        "入党档案：1件，符合要求", "development files: the only one is in order"),
    Row("each.met", "all", "5.1.b", END, [candidate(file="柜一"), candidate("C2", file="柜一")],
        "入党档案：2件都符合要求", "development files: all 2 are in order"),
    Row("each.met", "ten days late", "kind: each, record: document, filled: title, due: M06, when_empty: unmet", END,
        paper("06-25"), "某事：1件，符合要求；有1项晚了：2019-06-25晚10天" + HALF_WORTH[0],
        "something: the only one is in order; late: 1, 2019-06-25 by 10 days" + HALF_WORTH[1]),
    Row("each.partial", "one of two", "5.1.b", END, [candidate(file="柜一"), candidate("C2")],
        "入党档案：2件中1件符合要求，不符合：C2", "development files: 1 of 2 in order, not in order: C2"),
    Row("each.unmet", "not the only one", "5.1.b", END, candidate(),
        "入党档案：1件，不符合要求：C1", "development files: the only one is not in order: C1"),
    Row("each.partial", "one vote in writing too few there", "3.1.b", END,
        [candidate("M30"), *voted("general_meeting", ("M30", "10/5+1/6"), ("X1", "10/5+1/6"))],
        "党员大会表决：2件中1件符合要求，不符合："
        "M30（按发展党员：有表决权10，要超过半数到会，即6，实到5、书面意见1；赞成要6，得6）",
        "votes of the general meeting: 1 of 2 in order, not in order: M30 (as admission: of 10 entitled more than half "
        "had to be there, that is 6, and 5 (and 1 in writing) were; 6 had to be in favour, and 6 were)"),
    Row("each.unmet", "an election that too few came to", "3.1.b", END,
        voted("general_meeting", ("补选", "29/16/16"), type="election"),
        "党员大会表决：1件，不符合要求："
        "2019-05-01“补选”（按选举：有表决权29，要超过五分之四到会，即24，实到16；赞成要9，得16）",
        "votes of the general meeting: the only one is not in order: 2019-05-01 “补选” (as election: of 29 entitled "
        "more than four fifths had to be there, that is 24, and 16 were; 9 had to be in favour, and 16 were)"),
    Row("each.unmet", "one of two at a meeting that decides nothing",
        'kind: each, record: vote, equals: {valid: "yes"}, continuous: true, when_empty: unmet', END,
        [*voted("study", ("X1", "10/10/10")), *voted("reps_meeting", ("X2", "30/20/10"))],
        "某事：2件都不符合要求：X1、X2（按决议：有表决权30，要三分之二以上到会，即20，实到20；赞成要11，得10）",
        "something: none of 2 is in order: X1, X2 (as resolution: of 30 entitled at least two thirds had to be there, "
        "that is 20, and 20 were; 11 had to be in favour, and 10 were)"),
    Row("each.unmet", "too few in favour of a resolution", "3.1.b", END, voted("general_meeting", ("X1", "11/6/5")),
        "党员大会表决：1件，不符合要求：X1（按决议：有表决权11，要半数以上到会，即6，实到6；赞成要6，得5）",
        "votes of the general meeting: the only one is not in order: X1 (as resolution: of 11 entitled at least half "
        "had to be there, that is 6, and 6 were; 6 had to be in favour, and 5 were)"),
    Row("each.unmet", "too few households", "2.5.b", END,
        voted("villagers_meeting", ("X1", "100/66/66"), counted="households"),
        "村民（代表）会议表决：1件，不符合要求："
        "X1（按决议：有表决权100，要三分之二以上的户到会，即67，实到66；赞成要34，得66）",
        "votes of villagers' meetings: the only one is not in order: X1 (as resolution: of 100 entitled at least two "
        "thirds of the households had to be there, that is 67, and 66 were; 34 had to be in favour, and 66 were)"),
    Row("each.unmet", "a majority whose base is a default",
        'kind: each, record: vote, equals: {valid: "yes"}, continuous: true, when_empty: unmet', END,
        voted("committee_meeting", ("X1", "5/3/2")),
        "某事：1件，不符合要求：X1（按决议：有表决权5，要半数以上委员到会，即3，实到3；赞成要3，得2"
        "（表决过半的基数为默认，待镇党委确认））",
        "something: the only one is not in order: X1 (as resolution: of 5 entitled at least half of the members had to "
        "be there, that is 3, and 3 were; 3 had to be in favour, and 2 were (default, to be confirmed by the town "
        "committee: on whom a majority is counted))"),
    Row("each.unmet", "none of two", "5.1.b", END, [candidate(), candidate("C2")],
        "入党档案：2件都不符合要求：C1、C2", "development files: none of 2 is in order: C1, C2"),
    Row("on_time.met", "the only one, within the grace", "6.2.a", END, paid("2019-H1", "06-30", "07-20"),
        "离任村干部和老党员补贴：到期或已办的1件，按时办结（宽限30天）",
        "allowances: due or done 1, in time (with 30 days of grace)"),
    Row("on_time.met", "all, one of them before its day", "5.5.e", "06-30",
        [case("06-01", "05-20"), case("08-01", "06-20")],
        "处置事项：到期或已办的2件都按时办结", "dispositions: due or done 2, all in time"),
    Row("on_time.partial", "one late", "6.2.a", END,
        [paid("2019-H1", "06-30", "08-20"), paid("2019-H2", "11-30", "11-30")],
        "离任村干部和老党员补贴：到期或已办的2件，按时1件（宽限30天），未按时：上半年",
        "allowances: due or done 2, in time 1 (with 30 days of grace), not in time: the first half-year"),
    Row("on_time.unmet", "the only one", "5.5.e", END, case("06-01", "06-02"),
        "处置事项：到期或已办的1件，没有按时：2019-03-01", "dispositions: due or done 1, not in time: 2019-03-01"),
    Row("on_time.unmet", "none of two", "6.2.a", END, [paid("2019-Q1", "03-31"), paid("2019-03", "03-31")],
        "离任村干部和老党员补贴：到期或已办的2件都没有按时（宽限30天）：第一季度、3月",
        "allowances: due or done 2, none in time (with 30 days of grace): the first quarter, March"),
    Row("on_time.any_met", "late is done as well", "kind: on_time, record: case, done: closed_on, limit: due_on, "
        "grace_days: any, continuous: true, when_empty: review", END, [case("06-01", "06-02"), case("06-01", "05-02")],
        "某事：到期或已办的2件都已办结", "something: due or done 2, all are done"),
    Row("on_time.any_partial", "one is not done", "kind: on_time, record: case, done: closed_on, limit: due_on, "
        "grace_days: any, continuous: true, when_empty: review", END, [case("06-01", "06-02"), case("06-01")],
        "某事：到期或已办的2件，办结1件，没有办结：2019-03-01",
        "something: due or done 2, of these done 1, not done: 2019-03-01"),
    Row("on_time.any_unmet", "the only one is not done", "kind: on_time, record: case, done: closed_on, limit: due_on, "
        "grace_days: any, continuous: true, when_empty: review", END, case("06-01"),
        "某事：到期的1件，没有办结：2019-03-01", "something: due 1, not done: 2019-03-01"),
]  # fmt: skip
QUARTERS = "kind: total, every: quarter, record: activity, where: {kind: study}, sum: hours, at_least: 4"
AMOUNTS = [
    Row("total.met", "more", "6.5.b", END, income(50600),
        "稳定集体经济收入金额：应达50000，已达50600", "amount of stable income: needed 50000, reached 50600"),
    Row("total.partial", "less", "6.5.b", END, income(18500),
        "稳定集体经济收入金额：应达50000，已达18500，还差31500",
        "amount of stable income: needed 50000, reached 18500, 31500 short"),
    Row("total.unmet", "nothing", "6.5.b", END, [],
        "稳定集体经济收入金额：应达50000，还没有", "amount of stable income: needed 50000, nothing yet"),
    Row("total.partial", "month by month since the founding", "6.1.a", END,
        [facts("07-01"), paid("2019-H2", "12-15", "12-10", "office_fund", 10000)],
        "村级办公经费：应达20500，已达10000，还差10500", "office fund: needed 20500, reached 10000, 10500 short"),
    Row("total.periods", "more in one period", QUARTERS, "03-31", activity("02-10", "study", hours=6),
        "某事：逐期算，应达4，期期达到", "something: period by period needed 4, reached in each"),
    Row("total.short", "too much in one makes up for no other", QUARTERS, "06-30",
        [activity("02-10", "study", hours=6), activity("05-10", "study", hours=1)],
        "某事：逐期算，应达8，算得上5，还差3，不够的是第二季度",
        "something: period by period needed 8, counting 5, 3 short (the second quarter)"),
    Row("deadline.met", "on the day", "7.3.c", END, paper("06-15"),
        "推进计划：2019-06-15完成，期限2019-06-15", "advance plan: done on 2019-06-15, due by 2019-06-15"),
    Row("deadline.partial", "a day late", "7.3.c", END, paper("06-16"),
        "推进计划：2019-06-16完成，比期限2019-06-15晚1天" + HALF_WORTH[0],
        "advance plan: done on 2019-06-16, 1 day after 2019-06-15" + HALF_WORTH[1]),
    Row("deadline.partial", "too late to count", "7.3.c", END, paper("07-25"),
        "推进计划：2019-07-25完成，比期限2019-06-15晚40天" + HALF_WORTH[0],
        "advance plan: done on 2019-07-25, 40 days after 2019-06-15" + HALF_WORTH[1]),
    Row("deadline.unmet", "never", "7.3.c", END, [],
        "推进计划：期限2019-06-15已过，还没有完成", "advance plan: due by 2019-06-15, not done yet"),
]  # fmt: skip
ADMITTED = {
    "1": "2018-01-10", "2": "2018-01-20", "3": "2018-06-01", "4": "2018-06-05", "5": "2018-06-05", "6": "2018-12-01",
    "7": "2019-03-01", "8": "2019-03-05", "9": "2019-03-10", "10": "2019-04-01", "11": "2019-04-10",
}  # fmt: skip
# Accepted on 20 March 2017; a year later the probation was put off, by a day less than half a year.
ENDING = {
    **dict.fromkeys(map(str, range(1, 7)), "2015-01-10"), **dict.fromkeys(map(str, range(7, 15)), "2017-03-01"),
    "15": "2017-03-20", "16": "2017-04-01", "17": "2017-05-01", **dict.fromkeys(("18", "19", "20", "21"), "2017-05-10"),
    "22": "2018-03-12", "23Y": "2018-03-20",
}  # fmt: skip
STEPS = [
    Row("steps.met", "all", "2.5.a", END, matter(),
        "四议两公开事项：1件，到期的7步都已按序完成", "major matters: cases: 1; all 7 due steps done in order"),
    Row("steps.partial", "one was never taken", "2.5.a", END, matter(D2=None),
        "四议两公开事项：1件，到期7步，按要求做到6步，缺X1·村“两委”会议商议",
        "major matters: cases: 1; due steps 7, rightly done 6; missing: X1·discussed by both committees"),
    Row("steps.partial", "built before it was disclosed, and told too late", "2.5.a", END,
        [*matter(W="05-16", P2="06-10"), activity("06-10", "disclosure")],
        "四议两公开事项：1件，到期7步，按要求做到5步，次序颠倒：X1·实施完成早于决议公开；超过时限：X1·实施结果公开",
        "major matters: cases: 1; due steps 7, rightly done 5; "
        "in the wrong order: X1·carried out before decision disclosed; too late: X1·result disclosed"),
    Row("steps.partial", "no meeting on that day", "2.5.a", END, matter(D2="05-06"),
        "四议两公开事项：1件，到期7步，按要求做到6步，当天没有对应的会议或公开记录：X1·村“两委”会议商议",
        "major matters: cases: 1; due steps 7, rightly done 6; "
        "without a meeting or disclosure recorded on that day: X1·discussed by both committees"),
    Row("steps.partial", "too early, and with one introducer", "5.1.a", END,
        candidate(steps=ADMITTED, review="qualified", introducers=["M1"]),
        "发展党员流程：1件，到期11步，按要求做到9步，没到规定时间就做：C1·确定发展对象；该填的没填全，或条件不符：C1·确定入党介绍人（要两名当时的正式党员）",
        "development procedures: cases: 1; due steps 11, rightly done 9; "
        "before its time: C1·candidate confirmed; "
        "with what it needs not filled, or not so: C1·introducers (two full members at that time)"),
    Row("steps.partial", "put off for too short a time", "5.1.a", END,
        [*people(2),
         candidate(steps=ENDING, review="qualified", introducers=["M1", "M2"], extended_until="2018-09-19")],
        "发展党员流程：1件，到期23步，按要求做到22步，延长的时间太短或太长：C1·延长预备期",
        "development procedures: cases: 1; due steps 23, rightly done 22; "
        "put off for too short or too long a time: C1·probation extended"),
    Row("steps.partial", "nothing says until when it was put off", "5.1.a", END,
        [*people(2), candidate(steps=ENDING, review="qualified", introducers=["M1", "M2"])],
        "发展党员流程：1件，到期23步，按要求做到22步，该填的没填全，或条件不符：C1·延长预备期（要写明延长到哪天）",
        "development procedures: cases: 1; due steps 23, rightly done 22; "
        "with what it needs not filled, or not so: C1·probation extended (until when in writing)"),
    Row("steps.partial", "who applies is too young, and nothing says how the review ended", "5.1.a", END,
        [*people(2), make("person", code="C1", born="2000-07"), candidate(steps=ADMITTED, introducers=["M1", "M2"])],
        "发展党员流程：1件，到期11步，按要求做到8步，"
        "该填的没填全，或条件不符：C1·递交入党申请书（申请时要满18周岁）、C1·进行政治审查（要写明结论）；没到规定时间就做：C1·确定发展对象",
        "development procedures: cases: 1; due steps 11, rightly done 8; "
        "with what it needs not filled, or not so: C1·application (eighteen when applying), "
        "C1·political review (its result in writing); before its time: C1·candidate confirmed"),
    Row("steps.partial", "late by the branch and by the town, whose steps bear one name", "5.1.a", END,
        [*people(2), candidate(steps=ENDING | {"2": "2016-04-05", "17": "2018-01-21"}, review="qualified",
                               introducers=["M1", "M2"], extended_until="2018-09-20")],
        "发展党员流程：1件，到期23步，按要求做到21步，超过时限：C1·党组织派人谈话、C1·上级党委审批（第17步）（由镇办理）",
        "development procedures: cases: 1; due steps 23, rightly done 21; "
        "too late: C1·talk, C1·approved above (step 17) (the town's)"),
    Row("steps.unmet", "handled in another way", "2.5.a", END,
        make("matter", id="X1", type="major", title="修桥", steps={"Q1": "05-01", "Q4": "06-20"}),
        "四议两公开事项：1件，到期4步，没有一步按要求做到，"
        "缺X1·村党组织提议、X1·村“两委”会议商议、X1·党员大会审议、X1·村民（代表）会议决议",
        "major matters: cases: 1; due steps 4, rightly done none; missing: X1·proposed, "
        "X1·discussed by both committees, X1·reviewed by members, X1·decided by villagers"),
    Row("steps.hard", "decided by nobody", "V3", END, matter(D4=None),
        "重大事项先议后办：1件，其中1件的关键步骤没有按规定过：缺X1·村民（代表）会议决议",
        "major matters decided first: cases: 1; "
        "key steps not passed as they must be in 1: missing: X1·decided by villagers"),
    Row("steps.hard", "built first", "V3", END, matter(W="05-14", P2="05-20"),
        "重大事项先议后办：1件，其中1件的关键步骤没有按规定过：次序颠倒：X1·实施完成早于村民（代表）会议决议",
        "major matters decided first: cases: 1; "
        "key steps not passed as they must be in 1: in the wrong order: X1·carried out before decided by villagers"),
    Row("steps.hard", "went on after a no", "V4", END,
        [candidate(steps=ADMITTED | {"7": "2019-06-01", "8": "2019-06-05", "9": "2019-06-10", "10": "2019-07-01",
                                     "11": "2019-07-10"}, review="unqualified", introducers=["M1", "M2"]), *people(2)],
        "发展党员关键程序：1件，其中1件的关键步骤没有按规定过：结果是没有通过：C1·进行政治审查",
        "key steps of admission: cases: 1; "
        "key steps not passed as they must be in 1: with a negative result: C1·political review"),
    Row("steps.hard_met", "what lacks is no key step", "V3", END, matter(P1=None),
        "重大事项先议后办：1件，没有越过关键步骤", "major matters decided first: cases: 1; no key step passed over"),
]  # fmt: skip
JUDGEMENTS = [
    Row("judgement.met", "conforms", "3.4.c", END, ruling("3.4.c", "conforms", "10-18"),
        "主题党日质量：T5于2019-10-18认定“符合”", "quality of theme days: T5 judged “conforms” on 2019-10-18"),
    Row("judgement.partial", "partly", "3.4.c", END, ruling("3.4.c", "partly", "10-18"),
        "主题党日质量：T5于2019-10-18认定“基本符合”：现场核查",
        "quality of theme days: T5 judged “partly conforms” on 2019-10-18: “现场核查”"),
    Row("judgement.unmet", "fails", "3.4.c", END, ruling("3.4.c", "fails", "10-18"),
        "主题党日质量：T5于2019-10-18认定“不符合”：现场核查",
        "quality of theme days: T5 judged “does not conform” on 2019-10-18: “现场核查”"),
    Row("judgement.veto", "a yes to a veto is no praise", "V1", END, ruling("V1", "yes", "10-18", by="T2"),
        "无弄虚作假：T2于2019-10-18认定“一票否决”情形成立：现场核查",
        "no falsification: T2 found on 2019-10-18 that the veto applies: “现场核查”"),
]  # fmt: skip
NONE = [
    Row("due", "before its day", "7.3.c", "06-14", [],
        "推进计划：未到期（2019-06-15到期）", "advance plan: not due yet (due 2019-06-15)"),
    Row("due", "who came later has longer than the day, which is past", "kind: cover, set: members.able, record: "
        "member_year, needs: analysed_on, due: M06, when_empty: unmet", "09-30", person("M1", joined="09-01"),
        "某事：未到期", "something: not due yet"),
    Row("founded", "founded after the day", "7.3.c", END, facts("06-20"),
        "推进计划：成立以后没有到期的日子，也没有完整的一期，不用做",
        "advance plan: no due day and no whole period lies after the founding, so nothing is owed"),
    Row("founded", "founded within the last month", "3.4.a", END, facts("12-05"),
        "主题党日：成立以后没有到期的日子，也没有完整的一期，不用做",
        "theme Party day: no due day and no whole period lies after the founding, so nothing is owed"),
    Row("when", "by the town's facts", "2.4.a", END, facts(),
        "三链各项：这里不适用（按登记的情况）", "the three chains: does not apply here (by what is registered)"),
    Row("when", "by the roster", "2.1.a", END, [facts(), people(3)],
        "支委职务：这里不适用（按登记的情况）", "committee posts filled: does not apply here (by what is registered)"),
    Row("ruling", "waived", "7.3.c", END, ruling("7.3.c", "not_applicable", "06-20", by="T4", until="2019-12-31"),
        "推进计划：T4于2019-06-20认定“不适用”：现场核查",
        "advance plan: T4 ruled “not applicable” on 2019-06-20: “现场核查”"),
    Row("ruling", "there was none", "2.5.a", END, ruling("2.5.a", "none", "12-20", by="T4"),
        "四议两公开事项：T4于2019-12-20认定“确认没有”：现场核查",
        "major matters: T4 ruled “confirmed as none” on 2019-12-20: “现场核查”"),
    Row("empty.unmet", "a record that proves nothing", "3.5.b", END,
        activity("12-20", "org_life_meeting", steps={"A1": "12-10"}),
        "组织生活会17项流程：没有算得上的记录", "the 17 steps: nothing that counts is recorded"),
    Row("empty.review", "no records", "2.5.a", END, [],
        "四议两公开事项：没有算得上的记录；是否确实没有，请镇确认",
        "major matters: nothing that counts is recorded; whether there was none is for the town to confirm"),
    Row("empty.not_applicable", "no cases", "5.1.b", END, [],
        "入党档案：没有这类事项", "development files: there is nothing of the kind"),
    Row("nobody.unmet", "nobody on the roster", "5.5.a", END, [],
        "党性分析：涉及的人或事一个也没有登记，按没有做到算",
        "Party-spirit analysis: nobody and nothing it concerns is registered, which counts as not done"),
    Row("nobody.review", "nobody to be visited", "6.2.b", END, people(2),
        "走访慰问党员：涉及的人或事一个也没有登记；是否确实没有，请镇确认",
        "members visited: nobody and nothing it concerns is registered; "
        "whether there is none is for the town to confirm"),
    Row("nobody.not_applicable", "nobody to be helped", "5.5.b", END, people(2),
        "结对帮扶：没有涉及的人或事", "paired help: there is nobody and nothing it concerns"),
    Row("list", "the town has not filled it in", "1.1.a", END, [],
        "五学各项：“五学”的内容还没有填写，上级下达后由镇填在 data/town.yaml 的 lists 里",
        "items of the five studies: the list “Five studies” is not filled in yet; once it is issued from above, "
        "the town fills it in under lists in data/town.yaml"),
    Row("no_facts", "the town has said nothing", "2.4.a", END, [],
        "三链各项：镇还没有登记这里的任务和身份，不知道适不适用",
        "the three chains: the town has not registered the facts here, so whether it applies is not known"),
    Row("no_judgement", "nobody has judged", "3.4.c", END, [],
        "主题党日质量：待包村干部认定", "quality of theme days: waits for the judgement of the village liaison"),
    Row("waiting", "the notice still runs", "7.2.a", END,
        make("star", date="12-27", star=4, points=85, comment="稳", published_on="12-28"),
        "党支部星级评定：应有1，算得上0，差的已经做了，还不能算数（例如公示期没有满），到时再看",
        "the branch's stars: needed 1, counting 0; the rest is done, but does not count yet "
        "(a public notice still runs, for one)"),
]  # fmt: skip
ROWS = [*CADENCE, *COUNT, *COVER, *RECORDS, *AMOUNTS, *STEPS, *JUDGEMENTS, *NONE]
BUG = Answer(outcome=Outcome.ERROR, cause="bug", values={"detail": "KeyError: M06"})
BY_HAND = [
    ("unreadable", answered(shipped("7.3.c"), END, broken=[broken("document")]),
     "推进计划：无法判断，先改正 document.yaml 第7行",
     "advance plan: cannot be determined; first correct document.yaml line 7"),
    ("bug", BUG, "推进计划：程序出错，请把这一行发给维护人员：KeyError: M06",
     "advance plan: the program failed; please send this line to its maintainers: KeyError: M06"),
]  # fmt: skip


@cache
def messages(lang: str) -> Messages:
    return Messages(lang, *standards())


def found(row: Row) -> RuleResult:
    asked = rule(row.rule) if ":" in row.rule else shipped(row.rule)
    return judge(view(row.as_of, row.records), asked, asked.id.rpartition(".")[0])


def said(result: RuleResult) -> tuple[str, str, str]:
    return key_of(result), messages("zh").rule(result), messages("en").rule(result)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.key}: {row.case}")
def test_sentence(row: Row) -> None:
    assert said(found(row)) == (row.key, row.zh, row.en)


@pytest.mark.parametrize(("key", "answer", "zh", "en"), BY_HAND, ids=["unreadable", "bug"])
def test_sentence_where_nothing_can_be_told(key: str, answer: Answer, zh: str, en: str) -> None:
    assert said(RuleResult(shipped("7.3.c"), Outcome.ERROR, answer)) == (key, zh, en)


def test_one_step_is_told_in_the_singular() -> None:
    answer = Answer(share=Fraction(1), observed=1, expected=1, values={"instances": "1", "lacks": ""})
    assert said(RuleResult(shipped("5.1.a"), Outcome.MET, answer))[1:] == (
        "发展党员流程：1件，到期的1步已经完成",
        "development procedures: cases: 1; the only due step done in order",
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_has_a_row(lang: str) -> None:
    words = messages(lang).words
    assert {*words.RULES, *words.CAUSES} - {row.key for row in ROWS} - {key for key, *_ in BY_HAND} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["STEP_LACKS", "STEP_NEEDS", "ASKED"])
def test_every_part_of_a_sentence_has_a_row(lang: str, name: str) -> None:
    told = "\n".join(getattr(row, lang) for row in ROWS)
    parts = [re.split(r"\{[^}]*\}", text) for text in getattr(messages(lang).words, name).values()]
    assert [part for part in parts if not all(piece in told for piece in part)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_waits_has_a_remedy(lang: str) -> None:
    waiting = {Outcome.REVIEW, Outcome.ERROR}
    causes = {found(row).answer.cause for row in ROWS if found(row).outcome in waiting} | {key for key, *_ in BY_HAND}
    assert causes == set(messages(lang).words.WAITS)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("07-25", "已经做了，只是晚了：不用补做，日期如实保留。"),
        (None, "已过期限的，尽快如实完成，落款写实际日期。补上缺的成员和要素，落款写实际日期"),
    ],
)
def test_what_is_there_is_not_to_be_done_again(on: str | None, told: str) -> None:
    standard = next(one for one in standards()[0].standards if one.id == "7.3")
    row = Row("", "", "7.3.c", END, [paper(on)] if on else [], "", "")
    assert messages("zh").remedy(found(row), standard) == told


QUOTED = re.compile("“[^”]*”")
FAULTS = re.compile(r"[{}]|[：:][，；。,;）)]|[：:]\s*$|[，；。、,;]\s*[，；。、,;]|  |\( |（）|\(\)")


def shown(lang: str, result: RuleResult) -> str:
    """The sentence without what people wrote: the noun, reasons in quotes."""
    values = result.answer.values
    text = messages(lang).rule(result).removeprefix(result.rule.noun[lang]).replace(values.get("reason", "\n"), "x")
    return QUOTED.sub("“”", text)


@pytest.mark.parametrize("as_of", [date(2019, 6, 30), date(2019, 11, 20), date(2019, 12, 31)], ids=str)
def test_no_sentence_of_the_shipped_villages_is_broken(as_of: date) -> None:
    wrong = []
    for one in workspace_of(ROOT).villages(as_of):
        assessment = one.assessment
        rules = [rule for standard in assessment.standards for rule in standard.rules]
        for result in [*rules, *(veto.result for veto in assessment.vetoes)]:
            zh, en = shown("zh", result), shown("en", result)
            if FAULTS.search(zh) or FAULTS.search(en) or re.search("[　-〿一-鿿＀-￯]", en):
                wrong.append((one.village.slug, zh, en))
    assert wrong == []
