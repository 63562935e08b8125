"""The closed lists of words that records may use: code, Chinese label, English label.

A file may use the code or the Chinese label; a label is an alias of exactly one code of
its list. A table: adding a word is adding a line here. What people say beside the
labels stands in `standards/words.yaml`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

Words = MappingProxyType[str, tuple[str, str]]


def _words(text: str) -> Words:
    rows = (line.strip().split("|") for line in text.strip().splitlines())
    return MappingProxyType({code: (zh, en) for code, zh, en in rows})


WORDS: Final = MappingProxyType(
    {
        "activity_kinds": _words("""
        general_meeting|支部党员大会|general meeting
        committee_meeting|支部委员会会议|committee meeting
        group_meeting|党小组会|Party-group meeting
        lecture|党课|Party lecture
        theme_day|主题党日|theme Party day
        org_life_meeting|组织生活会|organisation-life meeting
        appraisal_meeting|民主评议党员会|appraisal meeting
        study|集中学习讨论|collective study
        training|教育培训|training
        winter_training|党员冬训|winter training
        work_report|向党员群众报告工作|report to members and villagers
        dual_review|双述双评会|dual-review meeting
        joint_meeting|村两委会议|meeting of the two committees
        villagers_meeting|村民会议|villagers' meeting
        reps_meeting|村民代表会议|villagers' representatives' meeting
        supervision_meeting|村监会会议|supervision meeting
        assistance_meeting|帮扶联席会|joint assistance meeting
        disclosure|党务村务公开|disclosure
        talk|谈心谈话|heart-to-heart talk
        care|走访慰问救助|visit or aid
        contact|联系流动党员|contact with floating members
        task|后备干部交任务|task for reserve cadres
        check|对照检查|check against a list
        """),
        "forms": _words("""
        study|学习日|study day
        deliberation|议事日|deliberation day
        service|奉献日|service day
        special|镇专题培训|town special training
        county|县级以上轮训|county rotation
        ability|能力提升培训|ability course
        member|党员培训|members' training
        visit|走访慰问|visit
        aid|救助|aid
        pairing|结对帮扶|paired help
        eight_haves|八有回头看|eight-haves look-back
        three_chains|三链对照|three-chains check
        signage|阵地悬挂张贴|wall displays
        """),
        "places": _words("""
        venue|村级活动场所|village venue
        pasture|牧点|pasture site
        home|入户|at home
        online|线上|online
        other|其他|elsewhere
        """),
        "genders": _words("""
        male|男|male
        female|女|female
        """),
        "backgrounds": _words("""
        graduate|大中专毕业生|graduate
        returnee|返乡青年|returned young person
        leader|致富带头人|income leader
        veteran|退役军人|veteran
        other|其他|other
        """),
        "bodies": _words("""
        branch_committee|党支部委员会|branch committee
        villagers_committee|村民委员会|villagers' committee
        supervision|村务监督委员会|supervisory committee
        youth_league|共青团|youth league
        women|妇联|women's federation
        union|工会|trade union
        villager_group|村民小组|villager group
        party_group|党小组|Party group
        helpers|帮扶力量|dispatched helpers
        leading_group|工作领导小组|leading group
        reserve|后备干部|reserve cadres
        venue|活动场所|village venue
        wechat|党支部微信群|branch WeChat group
        """),
        "posts": _words("""
        secretary|书记|secretary
        deputy_secretary|副书记|deputy secretary
        organisation|组织委员|organisation commissioner
        publicity|宣传委员|publicity commissioner
        discipline|纪检委员|discipline commissioner
        head|主任|head
        deputy_head|副主任|deputy head
        leader|组长|leader
        member|成员|member
        first_secretary|第一书记|first secretary
        deputy|选派副书记|dispatched deputy
        team|驻村帮扶工作队|work team
        graduate|大学生村官|graduate official
        unit|帮扶单位|partner unit
        keeper|管理员|keeper
        """),
        "venue_states": _words("""
        in_use|正常使用|in use
        rebuilding|改造中|being rebuilt
        building|在建|being built
        idle|闲置|idle
        unsafe|危房|unsafe
        none|无|none
        """),
        "document_forms": _words("""
        village_plan|村发展规划|village development plan
        poverty_plan|脱贫计划|poverty-exit plan
        aid_measures|帮扶措施|household measures
        duties|职责权限清单|list of duties
        dev_system|发展党员制度|membership-development rules
        handbook|党支部工作手册|branch work handbook
        responsibility|书记责任书|responsibility letter
        advance_plan|推进计划|advance plan
        economy_plan|集体经济发展计划|collective-economy plan
        self_assessment|自查评估报告|self-assessment report
        application|考核验收申请|application for acceptance
        """),
        "vote_types": _words("""
        resolution|决议|resolution
        admission|发展党员|admission
        election|选举|election
        """),
        "vote_units": _words("""
        persons|按人|persons
        households|按户|households
        """),
        "matter_types": _words("""
        major|四议两公开重大事项|major matter
        case|一事一议|single matter
        """),
        "review_results": _words("""
        qualified|合格|qualified
        unqualified|不合格|unqualified
        """),
        "income_sources": _words("""
        lease|发包租赁|lease
        dividend|入股分红|dividend
        business|自主经营|business
        service|服务收入|service
        subsidy|财政补助|subsidy
        donation|捐赠|donation
        other|其他|other
        """),
        "funds": _words("""
        central|中央|central
        provincial|省级|provincial
        other|州县及其他|prefecture, county or other
        """),
        "rounds": _words("""
        baseline|摸底自查|baseline self-check
        final|自查评估|self-assessment
        """),
        "answers": _words("""
        met|达标|met
        basic|基本达标|basically met
        unmet|未达标|unmet
        not_applicable|不适用|not applicable
        not_due|未到期|not due
        """),
        "claim_kinds": _words("""
        progress|进展|progress
        done|申请销号|claimed as done
        extend|申请延期|extension asked
        dispute|提出异议|disputed
        """),
        "cause_kinds": _words("""
        unaware|不了解要求|did not know what was asked
        away|人员外出|people away
        nobody|没有合适人选|nobody suitable
        neglect|责任不落实|nobody saw to it
        conditions|条件限制|weather, roads, power or distance
        rules|制度缺失|no rule for it
        papers|材料没留|papers not kept
        money|资金不到位|money not there
        other|其他|other
        """),
        "feedback_kinds": _words("""
        problem|问题|problem
        opinion|意见|opinion
        suggestion|建议|suggestion
        none|零报告|nothing to report
        """),
        "standings": _words("""
        exempt|不作硬性要求|exempt
        floating|流动党员|floating
        care|需走访慰问|to be visited
        quarterly|按季交党费|pays by the quarter
        officer|任职|holds office
        no_dues|免交党费|owes no dues
        """),
        "roles": _words("""
        town_secretary|镇党委书记|town secretary
        town_deputy|分管党建副书记|deputy secretary for Party building
        organiser|组织员|organiser
        party_office|党建办|Party-building office
        liaison|包村干部|village liaison
        town_finance|财政所|finance office
        """),
        "event_kinds": _words("""
        special_meeting|专题会议|special meeting
        plan_issued|下发推进计划|plan issued
        training|培训|training
        leading_group|成立领导小组|leading group set up
        ledger_issued|建立达标台账|ledgers issued
        lookback_2018|上年回头看|look-back at last year
        acceptance_report|验收情况上报|acceptance report
        summary|总结和整改提升意见|summary and opinion
        appraisal_scheme|考核评议方案|appraisal scheme
        model|先进典型宣传|model publicised
        direct_branch|镇直党支部工作|town-direct branch work
        circular|通报|circular
        interview|约谈|interview
        adjustment|调整撤换|adjustment
        award|表彰奖励|award
        cadre_plan|干部队伍建设规划|cadre plan
        none|没有这类情况|nothing of the kind
        """),
        "inspection_forms": _words("""
        scheduled|定期|scheduled
        surprise|不定期|unannounced
        """),
        "verdicts": _words("""
        conforms|符合|conforms
        partly|基本符合|partly conforms
        fails|不符合|does not conform
        not_applicable|不适用|not applicable
        none|确认没有|confirmed as none
        yes|是|yes
        no|否|no
        """),
        "origins": _words("""
        self_check|自查|self-check
        check|系统核查|computed check
        inspection|督查|inspection
        acceptance|考核验收|acceptance
        central|上级反馈|higher-level feedback
        masses|群众反映|reported by villagers
        """),
        "closure_actions": _words("""
        confirm|销号|closed
        return|退回|returned
        extend|同意延期|extended
        watch|长期坚持|kept under watch
        uphold|异议成立|dispute upheld
        overrule|异议不成立|dispute overruled
        reopen|返潮重开|reopened
        """),
        "levels": _words("""
        town|镇|town
        county|县|county
        """),
        "conclusions": _words("""
        met|达标|met
        basic|基本达标|basically met
        unmet|未达标|unmet
        deferred|暂缓验收|deferred
        """),
        "payment_kinds": _words("""
        office_fund|村级办公经费|office fund
        cadre_pay|村干部报酬|village cadre pay
        group_pay|组干部报酬|group cadre pay
        retired_allowance|离任村干部补贴|retired cadres' allowance
        elder_allowance|老党员生活补贴|elderly members' allowance
        """),
        "unit_kinds": _words("""
        village|行政村|village
        town_direct|镇直|town-direct
        """),
        "yesno": _words("""
        yes|是|yes
        no|否|no
        """),
        "project_batches": _words("""
        unfinished_2018|2018年未完工|unfinished in 2018
        unstarted_2018|2018年未开工|not started in 2018
        improve_2019|2019年改造提升|improvement of 2019
        """),
    }
)
