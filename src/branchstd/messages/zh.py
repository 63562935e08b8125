"""Chinese sentences. One a rule kind and outcome, one a cause, one a problem with its remedy. A table."""

from __future__ import annotations

from typing import Final

AND: Final = "、"
SEMI: Final = "；"
COLON: Final = "："
STOP: Final = ""
GUESS: Final = r"(?:（?是不是(?:想写)?“”？）?)"
PERIODS: Final = {
    "month": tuple(f"{n}月" for n in range(1, 13)),
    "Q": ("第一季度", "第二季度", "第三季度", "第四季度"),
    "H": ("上半年", "下半年"),
}
RULES: Final = {
    "cadence.enough": "{noun}：到期{expected}期，做到{observed}期，达到最低比例（缺{missing}）",
    "cover.enough": "{noun}：应有{expected}，已有{observed}，达到最低比例（缺{missing}）",
    "cadence.met": "{noun}：到期{expected}期，{observed}期都已做到",
    "cadence.partial": "{noun}：到期{expected}期，做到{observed}期，缺{missing}",
    "cadence.unmet": "{noun}：到期{expected}期，一期也没有（缺{missing}）",
    "count.met": "{noun}：应有{expected}，现有{observed}",
    "count.partial": "{noun}：应有{expected}，现有{observed}，还差{short}",
    "count.unmet": "{noun}：应有{expected}，现有{observed}",
    "cover.met": "{noun}：{expected}项（人）全部有记录",
    "cover.partial": "{noun}：应有{expected}，已有{observed}，缺{missing}",
    "cover.unmet": "{noun}：应有{expected}，一项也没有（缺{missing}）",
    "each.met": "{noun}：{expected}件都符合要求",
    "each.partial": "{noun}：{expected}件中{observed}件符合要求，不符合：{missing}",
    "each.unmet": "{noun}：{expected}件都不符合要求：{missing}",
    "on_time.met": "{noun}：到期{expected}件都按时办结",
    "on_time.partial": "{noun}：到期{expected}件，按时{observed}件，未按时：{missing}",
    "on_time.unmet": "{noun}：到期{expected}件都未按时：{missing}",
    "total.met": "{noun}：应达{expected}，已达{observed}",
    "total.partial": "{noun}：应达{expected}，已达{observed}，还差{short}",
    "total.unmet": "{noun}：应达{expected}，还没有",
    "deadline.met": "{noun}：{done}完成，期限{due}",
    "deadline.partial": "{noun}：{done}完成，比期限{due}晚{late}天",
    "deadline.unmet": "{noun}：期限{due}已过，没有按期完成",
    "steps.met": "{noun}：{instances}件，到期的{expected}步都已按序完成",
    "steps.partial": "{noun}：{instances}件，到期{expected}步，做到{observed}步，缺{missing}",
    "steps.unmet": "{noun}：{instances}件，到期{expected}步都没有做到：{missing}",
    "judgement.met": "{noun}：{by}于{on}认定“{verdict}”",
    "judgement.partial": "{noun}：{by}于{on}认定“{verdict}”：{reason}",
    "judgement.unmet": "{noun}：{by}于{on}认定“{verdict}”：{reason}",
}
EMPTY: Final = "{noun}：没有任何记录"
CAUSES: Final = {
    "due": "{noun}：未到期{until}",
    "when": "{noun}：本村不适用（由镇登记的情况决定）",
    "ruling": "{noun}：镇已认定不适用或确认没有",
    "empty.review": "{noun}：没有记录；是否确实没有，请镇确认",
    "empty.not_applicable": "{noun}：没有需要做这件事的对象",
    "list": "{noun}：“{list}”的内容上级尚未下达，待镇在 data/town.yaml 填写",
    "no_facts": "{noun}：镇还没有登记这个村的任务和身份，不知道适不适用",
    "no_judgement": "{noun}：待{role}认定",
    "unreadable": "{noun}：无法判断，先改正 {file} 第{line}行",
    "bug": "{noun}：程序出错，请把这一行发给维护人员：{detail}",
}
NEXT: Final = {
    "cadence": "错过的如实说明，不得补造；从下一期起按期做。",
    "deadline": "已过期限的，尽快如实完成，落款写实际日期。",
    "judgement": "",
    "default": "",
}
WAITS: Final = {
    "no_facts": "由镇党建办在 data/town/ 里写这个村的 facts",
    "no_judgement": "请镇指定的人查看实情后写认定（data/town/ 里的 rulings），写明理由和有效期",
    "list": "由镇党建办照上级通知在 data/town.yaml 的 lists 里填写",
    "empty": "确实没有的，由镇写一条“确认没有”的认定；有的，如实登记",
    "unreadable": "先改正那一处记录，再核查一次",
    "bug": "把这一行连同命令发给维护人员",
}
REASONS: Final = {
    "error": "有记录无法读取，先改正",
    "veto": "有一票否决情形",
    "cap": "有限制等次情形",
    "waiting": "待人工认定的分值会改变结论",
    "too_little": "已评价的分值不到适用分值的一半",
    "threshold": "按得分",
}
CONCLUSIONS: Final = {"met": "达标", "basic": "基本达标", "unmet": "未达标", "open": "待定"}
OUTCOMES: Final = {
    "met": "达标", "partial": "部分达标", "unmet": "未达标", "not_due": "未到期", "not_applicable": "不适用",
    "review": "待认定", "error": "无法判断",
}  # fmt: skip
KINDS: Final = {
    "cadence": "频次", "count": "数量", "cover": "覆盖", "each": "逐条", "on_time": "按时", "total": "合计",
    "deadline": "时限", "steps": "流程", "judgement": "评判",
}  # fmt: skip
RESPONSIBLE: Final = {
    "secretary": "村党支部书记", "organisation": "组织委员", "publicity": "宣传委员", "clerk": "村文书",
    "first_secretary": "第一书记", "supervisor": "村监会主任", "director": "村委会主任", "party_office": "镇党建办",
    "town_deputy": "分管党建副书记", "town_finance": "镇财政所", "organiser": "镇组织员",
}  # fmt: skip
SEVERITIES: Final = {"error": "错误", "warning": "提醒"}
VETOES: Final = {"fail": "一票否决", "cap": "限制等次"}
STATES: Final = {"proposed": "系统提示，待镇核实", "confirmed": "镇已认定", "dismissed": "镇已排除"}
REJECTED: Final = {
    "where": "“{field}”不符合",
    "needs": "“{field}”没有填",
    "person_in": "当天不属于要求的人员范围",
    "outside": "不在应做的期内，或没有落到缺的那一项",
    "demand": "“{field}”不符合要求",
    "late": "超过期限",
    "steps": "流程步骤不全或次序不对",
}
FIELDS: Final = {
    "quorate": "到会人数", "valid": "表决有效（到会和赞成人数）", "meeting": "会议", "conflicted": "不应回避",
    "closed_on": "销号日期", "due_now": "整改时限",
}  # fmt: skip
SOURCES: Final = {
    "plan": "推进计划 {clause}：{phrase}",
    "regulation": "{title}（{checked}）",
    "office": "本镇：{basis}",
    "default": "默认，待镇党委确认",
    "verbatim": "已核对原文", "excerpt": "已核对摘录", "secondary": "据转述", "memory": "凭记忆，用前须核对",
}  # fmt: skip
PARAMETERS: Final = {
    "every": "周期", "due": "期限", "grace_days": "宽限天数", "min_share": "最低比例", "at_least": "数量",
    "times": "基数", "template": "流程清单", "window": "时段", "young_age": "年龄", "effect": "后果", "run": "连续期数",
}  # fmt: skip
DUTY_STATES: Final = {
    "done": "已完成", "late": "晚了", "lacking": "没做到", "waiting": "待认定", "not_due": "未到期",
    "unproven": "不由记录证明",
}  # fmt: skip
CONTRADICTIONS: Final = {
    "overlap": "两个阶段重叠：{name1}到{day1}，{name2}从{day2}开始",
    "gap": "两个阶段之间有空档：{name1}到{day1}，{name2}从{day2}开始",
    "first_day": "阶段第一天就到期：{name1}（{day1}）",
    "two_days": "一件事两个日期：{name1}（{day1}，又写{day2}）",
    "after_successor": "后一步先到期：{name1}若取{day1}，就在{name2}（{day2}）之后",
    "no_day": "没有日期：{name1}",
}
CYCLE: Final = {
    "baseline": "摸底自查", "final": "自查评估（逐项）", "self_assessment": "自查评估报告",
    "application": "考核验收申请", "acceptance": "镇考核验收", "report": "上报县委组织部", "county": "县考核验收",
}  # fmt: skip
LACKS: Final = {
    "answers": "已答{have}项，应答{of}项",
    "paper": "还没有",
    "overdue": "有{have}个问题超期未销（{which}）",
    "vetoes": "有一票否决或限制等次情形待镇核实（{which}）",
    "acceptance": "还没有验收",
    "returned": "镇的结论：{which}",
    "panel": "验收组{have}人，不足{of}人（默认，待镇党委确认）",
    "report": "还没有上报",
    "county": "还没有结果",
}
REPORT: Final = {
    "as_of": "数据截至", "revision": "记录版本", "version": "标准目录", "overall": "总体情况", "chain": "进程",
    "targets": "全镇指标", "must": "必须完成", "strive": "力争完成", "duties": "本阶段任务", "villages": "各村情况",
    "acceptance": "考核验收", "rectification": "问题整改", "stars": "星级评定", "matrix": "全镇对标矩阵", "notes": "口径说明",
    "ledgers": "达标和未达标台账", "lists": "清单", "conclusion": "结论", "own_score": "自评得分",
    "score": "核查得分", "panel_score": "现场核查分", "difference": "差", "opinion": "验收意见", "panel": "验收组",
    "on": "日期", "steps": "进程", "aspects": "七个方面", "outcomes": "42项", "closing": "到期应销", "closed": "已销",
    "open": "未销", "overdue": "其中超期", "village": "村", "state": "状态", "count": "数", "code": "核对码",
    "check": "核对：branchstd verify 本文件", "nothing": "没有", "target": "指标", "result": "结果", "numbers": "数",
}  # fmt: skip
LEGEND: Final = "√ 达标　△ 部分达标　× 未达标　- 不适用　… 未到期　? 待认定　! 无法判断"
LISTS: Final = {
    "problems": "问题清单", "tasks": "任务清单", "duties": "责任清单", "measures": "整改措施台账",
    "closing": "销号台账", "met": "达标党支部台账", "unmet": "未达标党支部台账", "register": "整改问题台账",
    "acceptance": "考核验收表", "chain": "自查、申请、验收、上报进程", "stars": "党支部星级",
}  # fmt: skip
COLUMNS: Final = {
    "problems": {
        "no": "序号", "number": "问题编号", "branch": "村党支部", "aspect": "方面", "standard": "标准编号",
        "problem": "问题表现", "origin": "来源", "found_on": "发现日期", "degree": "程度", "cause": "原因",
    },
    "tasks": {
        "no": "序号", "number": "问题编号", "task": "整改任务", "mark": "工作标准（完成标志）", "start": "开始日期",
        "due": "完成时限", "phase": "阶段节点",
    },
    "duties": {
        "no": "序号", "number": "问题编号", "unit": "责任单位", "responsible": "责任人", "lead": "牵头（包抓）领导",
        "support": "配合单位", "liaison": "督办人",
    },
    "measures": {
        "no": "序号", "number": "问题编号", "measure": "整改措施", "due": "时限", "progress": "整改进展",
        "proof": "佐证材料", "state": "是否完成", "claimed_on": "申请销号日期", "by": "核查人", "reason": "核查意见",
        "closed_on": "销号日期", "note": "备注",
    },
    "closing": {
        "no": "序号", "number": "问题编号", "branch": "村党支部", "problem": "问题", "measure": "整改措施",
        "result": "整改结果", "proof": "佐证清单", "claimed_on": "申请销号日期", "by": "核查人", "reason": "核查意见",
        "closed_on": "销号日期", "rests_on": "核查依据",
    },
    "met": {
        "no": "序号", "branch": "村党支部", "secretary": "书记", "members": "党员数", "met": "达标项数",
        "basic": "基本达标项数", "not_applicable": "不适用项数", "own_score": "自评得分", "score": "核查得分",
        "accepted_on": "认定日期", "lead": "包村领导", "keep_up": "巩固提升措施", "note": "备注",
    },
    "unmet": {
        "no": "序号", "branch": "村党支部", "secretary": "书记", "members": "党员数", "standards": "未达标项（编号）",
        "score": "得分", "gaps": "存在差距", "cause": "原因分析", "measure": "整改措施", "responsible": "责任人",
        "lead": "包抓领导", "due": "整改时限", "progress": "整改进展", "note": "备注",
    },
    "register": {
        "no": "序号", "number": "问题编号", "branch": "村党支部", "problem": "问题表现", "state": "状态",
        "first_due": "首定时限", "due": "整改时限", "overdue": "超期天数", "who": "该谁办", "next": "下一步",
    },
    "acceptance": {
        "no": "序号", "standard": "标准编号", "title": "标准", "points": "分值", "own": "自查结论",
        "computed": "核查结果", "score": "核查得分", "differs": "不一致", "gaps": "差距", "evidence": "佐证记录数",
    },
    "chain": {
        "no": "序号", "village": "村", "baseline": "摸底自查", "final": "自查评估（逐项）",
        "self_assessment": "自查评估报告", "application": "验收申请", "acceptance": "镇考核验收",
        "report": "上报县委组织部", "county": "县考核验收",
    },
    "stars": {
        "no": "序号", "village": "村党支部", "star": "星级", "points": "积分", "comment": "定性分析",
        "date": "审定日期", "published_on": "公示日期",
    },
}  # fmt: skip
STATE_WORDS: Final = {
    "open": "待制定方案", "planned": "整改中", "claimed": "已申请销号", "objected": "有异议", "returned": "已退回",
    "watched": "长期坚持", "reopened": "返潮重开", "closed": "已销号", "upheld": "异议成立",
}  # fmt: skip
STATE_FLAGS: Final = {
    "disabled": "标准已停用", "overdue": "超期{days}天", "extended": "已延期", "again": "销号后又出现",
    "reopened": "重开过", "town": "镇办事项", "elsewhere": "别处也有",
}  # fmt: skip
MARKS: Final = {
    "following": "{periods}都按期做到（以前缺的不补，仍记缺）",
    "records": "{periods}的记录都符合要求（以前的不改）",
    "exists": "补办了，写实际日期（晚了仍记晚）",
    "done": "到期的都办结（晚了仍记晚）",
    "met": "这条规则达标",
}
TURNS: Final = {
    "open": "村写全整改计划（缺{missing}）：branchstd rectify plan {command}",
    "planned": "村照计划做，做完申请销号：branchstd rectify done {command}",
    "town": "这件事由镇办理，镇办完后在记录里登记",
    "claimed": "镇去核实，再销号或退回：branchstd rectify confirm {command}",
    "objected": "镇裁定异议成立（uphold）或不成立（overrule）：branchstd rectify uphold {command}",
    "returned": "村照退回的意见再做，做完再申请",
    "watched": "镇{day}回看",
    "reopened": "村重新整改，做完再申请",
    "closed": "",
    "upheld": "",
    "again": "销号以后又出现；镇核实后重开：branchstd rectify reopen {command}",
    "asked": "村申请延期至{asked}，待分管领导批",
}
STEPS: Final = {
    "remind": "已超期{days}天，提醒责任人",
    "liaison": "已超期{days}天，建议由包村干部督办（默认，待镇党委确认）",
    "deputy": "已超期{days}天，建议报分管党建副书记（默认，待镇党委确认）",
    "interview": "已超期{days}天，建议列入约谈名单（默认，待镇党委确认）",
}
UI: Final = {
    "report_deploy": "{name}党支部建设标准化对标部署阶段情况报告",
    "report_advance": "{name}党支部建设标准化对标推进阶段情况报告",
    "report_assess": "{name}党支部建设标准化对标考核阶段情况报告",
    "no_revision": "未纳入版本管理",
    "note_open": "疑点 {id}：{question}暂按：{default}（待镇党委确认）",
    "note_defaults": "{count}处口径为默认，待镇党委确认：{what}",
    "differs": "自查为达标",
    "sum_villages": "全镇{count}个村党支部，提出验收申请{applied}个。",
    "sum_conclusion": "{word}{count}个",
    "sum_waiting": "还没有验收结论{count}个",
    "report_written": "写好了 {file}",
    "verified": "{file}：和现在的记录一致（{code}）",
    "unverified": "{file}：和现在的记录不一致：文件里是 {code}，照现在的记录是 {now}",
    "fmt_done": "理整齐了：{file}",
    "fmt_would": "写法要理：{file}",
    "fmt_none": "写法都已整齐。",
    "serves_none": "这条记录现在没有用到任何一条规则。",
    "still_wanted": "看过这条记录，还缺的（有就如实补上，没有就空着）",
    "rows": "（{count}项）",
    "list_note": "截至{day}（当日结束时）；内容都出自村和镇的记录，没有登记的留空",
    "branch_of": "{name}党支部",
    "first_due": "已延期，首定时限{day}",
    "not_accepted": "镇还没有验收，结论为系统建议",
    "lists_written": "写好了{count}张表：{folder}",
    "plan_head": "推进计划的任务  截至{day}（当日结束时）",
    "all_year": "全年",
    "proof_any": "{code} 有（{have}个村）",
    "proof_none": "{code} 没有",
    "proof_waits": "（待认定{count}）",
    "decided": "镇已定（{day}，{by}）：{choice}",
    "decided_why": "理由：{reason}",
    "to_decide": "怎么办：镇定下来，写进 data/town.yaml 的 decisions（编号 {id}），写明日期、谁定的、理由",
    "deadlines_only": "日期当作任务的期限，不当作阶段的门槛；不影响得分",
    "item_none": "〔未立项〕",
    "item_mark": "〔{id} {state}〕",
    "written": "已写入 {file}",
    "would_write": "没有写（--dry-run）；会这样改 {file}",
    "nothing_to_write": "{file} 不用改，已经是这样",
    "ask_field": "{label}（不填就直接回车）",
    "ask_field_of": "{label}（可填：{known}；不填就直接回车）",
    "no_items": "没有符合条件的整改问题。",
    "no_rule": "没有对应的规则，由镇核实",
    "mark": "完成标志：{text}",
    "mark_none": "没有对应的规则，由镇到现场核实",
    "mark_holds": "——已经做到",
    "mark_not_yet": "——还没有做到",
    "mark_unknown": "",
    "rule_now": "现在核查：{text}",
    "found_by": "来源：{origin}，{day}发现，首定时限{due}",
    "not_said": "（没有写）",
    "village_says": "村",
    "town_says": "镇{by}",
    "set_until": "（至{day}）",
    "elsewhere": "同一条规则、同类原因，别处也有：{where}",
    "suggestion": "可以这样做（只供参考，计划自己写）：{text}",
    "opened": "新开问题{count}个",
    "despite": "（标志未达仍销号：{text}）",
    "closing_rate": "到期应销{due}个，已销{closed}个",
    "closing_none": "还没有到期或已销的问题",
    "still_open": "未销{open}个，其中超期{overdue}个",
    "ages": "未销的已有：{ages}",
    "age": "{days}天{count}个",
    "nothing_quoted": "没有引用过核查结果的处理意见。",
    "quote_same": "{village} {item}：销号时的依据和现在的记录一致（{quoted}）",
    "quote_other": "{village} {item}：销号时的依据是 {quoted}，照现在的记录是 {now}；请问清记录后来为什么改了",
    "quote_lost": "{village} {item}：销号时的依据是 {quoted}，那条规则现在没有了",
    "as_of": "截至{day}（当日结束时）",
    "score": "得分{score}；已评价{evaluated}分，适用{applicable}分，满分{total}分；待认定规则{waiting}条",
    "no_score": "还没有可评价的内容；适用{applicable}分，满分{total}分；待认定规则{waiting}条",
    "conclusion": "建议结论：{word}（{reasons}；以镇党委验收为准）",
    "gaps": "差距（{count}项标准）",
    "no_gaps": "没有差距。",
    "waits": "待认定、待确认",
    "problems": "记录里的问题（{errors}个错误，{warnings}个提醒）",
    "next": "接下来",
    "nothing_next": "一个月内没有要到期的事项；镇的认定哪天到期，用 branchstd due 看。",
    "until": "{day}前",
    "today": "（今天到期）",
    "more": "……还有{count}处",
    "to_do": "怎么办：{text}",
    "who": "责任人：{who}；整改{days}天内",
    "town_side": "由镇办理",
    "place": "见 {place}",
    "forgotten": "有原始记录而漏登的，登记在 {path}",
    "outcome_count": "{word}{count}",
    "score_head": "得分",
    "evaluated_head": "已评价/适用",
    "default_mark": "（{what}为默认，待镇党委确认）",
    "due_on": "（{day}到期）",
    "points_rules": "{points}分，{rules}条规则",
    "only_when": "仅限：{fact}",
    "quoted": "推进计划 {clause}：{phrase}",
    "other_reading": "另一种读法：{day}",
    "default_taken": "暂按：{text}（默认，待镇党委确认）",
    "changes": "影响：{what}",
    "own_summary": "口径：自带标准{shipped}项，本镇换{replaced}项、加{added}项、停用{disabled}项；"
    "另定参数、日期、清单、分值{other}处（branchstd catalogue own）",
    "own_none": "本镇没有改动自带的标准、参数、日期和清单。",
    "own_head": "本镇自己的口径（{count}）",
    "own_by": "（{by} {date}决定；依据：{basis}）",
    "own_basis": "（出处：{basis}）",
    "own_mark.replace": "〔本镇改〕",
    "own_mark.add": "〔本镇加〕",
    "own_mark.shipped": "",
    "waiting_head": "仍为默认、待镇党委确认的（{count}）",
    "fingerprint": "自带条目的指纹（替换或停用时写在 was 里）：{code}",
    "form_written": "写好了 {file}，{count}项各一行；填完用 branchstd catalogue fill in 收进来",
    "form_taken": "已存成 {file}：有原文的{words}项，有分值的{points}项",
    "schemas_written": "写好了{count}个格式说明：{folder}",
    "target_share": "现有{have}/{of}（{percent}%）",
    "target_number": "现有{have}",
    "target_need": "需{needed}",
    "target_short": "还差{short}",
    "target_waits": "待认定{waiting}",
    "target_strive": "（力争）",
    "proven_by": "由这些记录或规则证明：{what}",
    "not_proven": "不由记录证明：{why}",
    "duties_of": "计划任务：{what}",
    "town_made": "建好了：{folder}，{count}个村，都还没有登记任何记录",
    "git_made": "已经是一个 git 仓库；第一次提交：git add -A，再 git commit",
    "git_missing": "这台电脑没有 git，记录照样能用；装好 git 后在文件夹里运行 git init",
    "town_next": "接下来：镇在 data/town.yaml 里核对干部、在 data/town/ 里写各村的任务（facts），"
    "各村从 people.csv 填起；"
    "然后 branchstd --root {folder} check",
    "ask_villages": "各村的名称，用空格隔开",
    "ask_slug": "{name}的文件夹名（小写字母，以后不改）",
    "no_problems": "记录里没有发现问题",
    "gaps_of": "差距{count}项：{codes}",
    "whole": "逐项看：{command}",
    "needed": "（必填）",
    "list_empty": "上级尚未下达内容，由镇在 data/town.yaml 的 lists 里填写",
    "usage": "命令写得不对：{message}",
    "usage.UsageError": "多出来的内容：{name}",
    "usage.NoSuchOption": "没有 {name} 这个选项",
    "usage.MissingParameter": "缺少 {name}",
    "usage.BadParameter": "{name} 的值不对",
    "usage.BadOptionUsage": "{name} 后面要写一个值",
    "usage_help": "用 {command} --help 看写法",
    "unwritten": "结果写不出去：{detail}；看看磁盘满没满、文件夹能不能写，或者换个地方再写",
    "bug": "程序出错，请把这一行发给维护人员：{kind}；{where}；branchstd {version}；Python {python}",
    "group": "{title}（{count}项）",
    "next_due": "下一个期限：{day}",
    "official_text": "手册原文：{text}",
    "will_be": "否则：{before} → {after}",
    "judgement_ends": "{noun}：镇的认定到期，要重新认定",
    "and_more": "{shown}等{count}项",
    "vacancy": "第{number}个名额",
    "veto": "{effect}：{message}（{state}）",
    "requirement": "要求：",
    "official": "手册原文：未录入（本软件没有手册原文）",
    "sources": "依据：",
    "counted": "算数的记录（{count}）",
    "rejected": "没有算的记录（{count}）",
    "none": "无",
    "outcome": "结果：{outcome}{share}",
    "share": "，完成{share}",
    "share_of_least": "，达到最低比例（{least}）的{share}",
    "weight": "权重{weight}",
    "checking": "正在核查 {name} …",
    "lapses": "{first}之后到{last}，如果不再登记：",
    "none_due": "这段时间没有到期的事项。",
    "percent": "{share}%",
    "not_yet": "未评价",
    "disclaimer": "说明：{text}",
    "lint_fine": "目录和计划没有发现问题：{aspects}个方面、{standards}项标准、{rules}条规则、{duties}项计划任务。",
    "phrases_fine": "引用的短语都在计划原文里。",
    "phrase_missing": "计划原文里没有这句话：{phrase}",
}  # fmt: skip
OWN: Final = {
    "parameter.set": "参数 {id}：{was} → {now}",
    "date.set": "日期 {id}：{was} → {now}",
    "list.set": "清单 {id}：{now}",
    "standard.replace": "标准 {id} {was}：换成本镇的“{now}”",
    "standard.add": "标准 {id}：本镇增加“{now}”",
    "standard.disable": "标准 {id} {was}：停用",
    "points.set": "标准 {id} 的分值：{was} → {now}",
}
EVERY: Final = {"month": "每月", "quarter": "每季度", "half": "每半年", "year": "每年", "continuous": "随时"}
OWNERS: Final = {"village": "由村完成", "town": "由镇完成", "both": "由镇和村完成", "county": "由县完成"}
SETS: Final = {
    "members.active": "在册党员：已入党、未离开本支部的",
    "members.full": "正式党员",
    "members.able": "在册党员，不含镇确认不作硬性要求的",
    "members.home": "能参加活动的党员，不含流动党员",
    "members.paying": "有月应交党费的在册党员",
    "members.floating": "镇确认的流动党员",
    "members.care": "镇确认需走访慰问的党员",
    "members.lapsed": "连续六个月未交党费的党员",
    "officers": "在村级组织任职的人",
    "committee": "支委会成员",
    "secretary": "村党支部书记",
    "villagers_committee": "村委会成员",
    "cadres.village": "村“两委”干部",
    "supervisors": "村监会成员",
    "helpers": "在岗帮扶力量",
    "reserves": "后备干部",
    "one_person": "依法选举产生的“一肩挑”",
    "candidates.in_training": "在培入党积极分子：已确定、未接收",
    "newcomers.young": "年内发展的年轻党员",
    "key_posts": "书记，以及镇应派的第一书记、副书记、大学生村官",
    "committee.posts": "支委会四个职务",
    "groups": "党小组",
    "items": "整改问题（镇已认定异议成立的除外）",
    "helpers.required": "镇应派的帮扶力量",
    "list:standards": "全部标准",
}
FACTS: Final = {
    "has_committee": "正式党员7人以上，设支委会", "has_groups": "应设党小组", "has_helpers": "有应派帮扶力量",
    "has_quota": "有发展党员指标", "has_projects": "有场所建设项目", "poor_village": "贫困村",
    "chain_target": "列入三链任务", "one_person_target": "列入一肩挑任务",
}  # fmt: skip
TARGETS: Final = {
    "people": "人员", "groups": "党小组", "items": "问题", "standards": "标准", "staff": "镇干部", "villages": "村",
    "rules": "规则", "findings": "督查问题", "ruled": "认定对象", "feedback": "意见建议", "village_people": "村/人员",
}  # fmt: skip
