"""Chinese titles, columns and words of lists, ledgers and reports. A table."""

from __future__ import annotations

from typing import Final

CYCLE: Final = {
    "baseline": "摸底自查", "final": "自查评估（逐项）", "self_assessment": "自查评估报告",
    "application": "考核验收申请", "acceptance": "镇考核验收", "report": "上报县委组织部", "county": "县考核验收",
}  # fmt: skip
LACKS: Final = {
    "answers": "已答{have}项，应答{of}项",
    "paper": "还没有",
    "overdue": "到报告这一天有{have}个问题超期未销（{which}）",
    "unlisted": "督查发现的问题有{have}个没有列入整改（{which}）",
    "reported_as": "{which}报县的文件里有这个村，但镇没有通过验收",
    "vetoes": "有一票否决或限制等次情形待镇核实（{which}）",
    "acceptance": "还没有验收",
    "returned": "镇的结论：{which}",
    "panel": "验收组{have}人，不足{of}人（默认，待镇党委确认）",
    "liaison": "验收组里有本村的包村干部（{which}）",
    "records": "验收以后，当时的记录又改过，请问清为什么（{which}）",
    "terms": "口径已变（{which}）；验收时的记录没有改过",
    "both": "验收以后，口径已变，当时的记录也改过（{which}），请问清记录为什么改",
    "unsure": "和验收时的结果不一样（{which}）：是口径变了还是记录改了，当时没有记下，分不清",
    "unapplied": "验收的时候还没有申请",
    "other_day": "验收依据写的是别的一天",
    "unquoted": "验收依据不是程序写的样子，核对不了",
    "report": "还没有上报",
    "county": "还没有结果",
}
RESTS: Final = {
    "same": "{quoted}", "spoilt": "{quoted}", "lost": "{quoted}",
    "terms": "口径已变：{quoted} → {now}", "records": "记录改过：{quoted} → {now}",
    "both": "口径已变，记录也改过：{quoted} → {now}", "unsure": "口径或记录变了：{quoted} → {now}",
}  # fmt: skip
REPORT: Final = {
    "colon": "：", "opens": "（", "closes": "）", "comma": "、", "gap": "　",
    "as_of": "数据截至", "revision": "记录版本", "version": "标准目录", "overall": "总体情况", "chain": "进程",
    "targets": "全镇指标", "must": "必须完成", "strive": "力争完成", "duties": "本阶段任务", "line": "一年的任务和期限",
    "acceptance": "考核验收", "rectification": "问题整改", "studies": "学习、培训等任务在各村的完成情况",
    "training": "镇里办的培训", "feedback": "意见建议和答复", "inspections": "督查", "escalation": "通报、约谈、调整",
    "lapses": "往后不登记就会缺的", "until": "到", "baseline": "上年底子", "upward": "上报",
    "unreported": "已验收、还没有报县的村", "stars": "星级", "summing": "总结", "self_check": "逐项自查",
    "matrix": "全镇对标矩阵", "notes": "口径说明", "first_round": "摸底自查", "last_round": "自查评估",
    "ledgers": "达标和未达标台账", "lists": "清单", "conclusion": "结论", "own_score": "自评得分",
    "score": "核查得分", "panel_score": "现场核查分", "difference": "差", "opinion": "验收意见", "panel": "验收组",
    "rests_on": "验收依据", "vetoes": "否决和限制情形", "aspects": "七个方面", "closing": "到期应销", "closed": "已销",
    "open": "未销", "overdue": "其中超期", "code": "核对码", "check": "核对：branchstd verify 本文件",
    "units": "其他单位", "reliefs": "镇给自己的宽限",
    "efforts": "对书记的五项力度", "questions": "《手册》抽问", "growth": "比上年",
    "subsidies": "财政补助资金用途", "opinions": "整改提升意见",
    "nothing": "没有", "page": "第", "pages": "页，共", "page_end": "页",
    "unit": "填报单位（盖章）：", "writer": "填报人：", "checker": "审核人：", "day": "日期：　　　　年　　月　　日",
    "panel_signs": "验收组（签字）：", "secretary_signs": "党支部书记（签字）：",
    "committee_says": "镇党委意见（盖章）：",
}  # fmt: skip
RELIEFS: Final = {"day": "改了期限", "project": "项目改期", "none": "没有这类情况"}
LEGEND: Final = "√ 达标　△ 部分达标　× 未达标　- 不适用　… 未到期　? 待认定　! 无法判断"
LISTS: Final = {
    "problems": "问题清单", "tasks": "任务清单", "duties": "责任清单", "measures": "整改措施台账",
    "closing": "销号台账", "met": "达标党支部台账", "unmet": "未达标党支部台账", "pending": "还没有结论的党支部",
    "register": "整改问题台账",
    "acceptance": "考核验收表", "chain": "自查、申请、验收、上报进程", "stars": "星级",
    "targets": "指标", "plan_duties": "任务", "training": "培训", "feedback": "意见建议汇总表", "visits": "督查记录",
    "coverage": "各村各季度督查次数", "findings": "督查发现的问题和回访", "escalation": "超期和处理",
    "lapses": "将要缺的", "baseline": "上年结论", "shortcomings": "各村共同的短处", "measures_open": "还在整改的措施",
    "practice": "好的做法", "upward": "报县的文件", "self_check": "逐项对标自查表",
    "member_stars": "党员星级（只在支部内部用）", "draw": "抽签督查",
    "units": "其他单位（不算在村里）", "reliefs": "镇给自己的宽限",
    "striving": "力争的指标", "efforts": "对书记的五项力度", "questions": "《手册》抽问（只计题数）",
    "growth": "救助慰问、教育培训和上年同期比", "subsidies": "财政补助资金",
}  # fmt: skip
COLUMNS: Final = {
    "problems": {
        "no": "序号", "number": "问题编号", "branch": "党支部", "aspect": "方面", "standard": "标准编号",
        "problem": "问题表现", "origin": "来源", "found_on": "发现日期", "degree": "程度", "cause": "原因",
    },
    "tasks": {
        "no": "序号", "number": "问题编号", "branch": "党支部", "task": "整改任务", "mark": "工作标准（完成标志）",
        "start": "开始日期", "due": "完成时限", "phase": "阶段节点",
    },
    "duties": {
        "no": "序号", "number": "问题编号", "branch": "党支部", "unit": "责任单位", "responsible": "责任人",
        "lead": "牵头（包抓）领导", "support": "配合单位", "liaison": "督办人",
    },
    "measures": {
        "no": "序号", "number": "问题编号", "branch": "党支部", "measure": "整改措施", "due": "时限",
        "progress": "整改进展", "proof": "佐证材料", "state": "是否完成", "claimed_on": "申请销号日期", "by": "核查人",
        "reason": "核查意见", "closed_on": "销号日期", "note": "备注",
    },
    "closing": {
        "no": "序号", "number": "问题编号", "branch": "党支部", "problem": "问题", "measure": "整改措施",
        "result": "整改结果", "proof": "佐证清单", "claimed_on": "申请销号日期", "by": "核查人", "reason": "核查意见",
        "closed_on": "销号日期", "rests_on": "核查依据",
    },
    "met": {
        "no": "序号", "branch": "党支部", "secretary": "书记", "members": "党员数", "met": "达标项数",
        "basic": "基本达标项数", "not_applicable": "不适用项数", "own_score": "自评得分", "score": "核查得分",
        "accepted_on": "认定日期", "lead": "包村领导", "keep_up": "巩固提升措施", "note": "备注",
    },
    "unmet": {
        "no": "序号", "branch": "党支部", "secretary": "书记", "members": "党员数", "standards": "未达标项（编号）",
        "score": "得分", "gaps": "存在差距", "cause": "原因分析", "measure": "整改措施", "responsible": "责任人",
        "lead": "包抓领导", "due": "整改时限", "progress": "整改进展", "note": "备注",
    },
    "pending": {
        "no": "序号", "branch": "党支部", "secretary": "书记", "members": "党员数", "standards": "未达标项（编号）",
        "score": "得分", "gaps": "存在差距", "cause": "原因分析", "measure": "整改措施", "responsible": "责任人",
        "lead": "包抓领导", "due": "整改时限", "progress": "整改进展", "note": "备注",
    },
    "register": {
        "no": "序号", "number": "问题编号", "branch": "党支部", "problem": "问题表现", "state": "状态",
        "first_due": "首定时限", "due": "整改时限", "overdue": "超期天数", "who": "该谁办", "next": "下一步",
    },
    "acceptance": {
        "no": "序号", "standard": "标准编号", "title": "标准", "points": "分值", "own": "自查结论",
        "own_points": "自评分", "computed": "核查结果", "evaluated": "已评价分值", "score": "核查分",
        "differs": "自评减核查（按已评价）", "gaps": "差距",
        "evidence": "佐证记录数",
    },
    "chain": {
        "no": "序号", "village": "村", "baseline": "摸底自查", "final": "自查评估（逐项）",
        "self_assessment": "自查评估报告", "application": "验收申请", "acceptance": "镇考核验收",
        "report": "上报县委组织部", "county": "县考核验收",
    },
    "stars": {
        "no": "序号", "village": "党支部", "proposed": "按分段拟", "base": "依据分", "star": "镇定星级",
        "points": "积分", "before": "上年", "comment": "定性分析", "stage": "进度", "members": "党员星级（只计人数）",
    },
    "targets": {"no": "序号", "id": "编号", "target": "指标", "result": "结果", "numbers": "数"},
    "units": {
        "no": "序号", "name": "单位", "kind": "种类", "standards": "标准项数", "total": "总分", "score": "核查得分",
        "word": "结论", "outcomes": "各项结果", "open": "未销号",
    },
    "reliefs": {
        "no": "序号", "sort": "哪一种", "what": "对象", "change": "内容", "by": "谁定的", "date": "日期",
        "basis": "依据",
    },
    "plan_duties": {
        "no": "序号", "id": "任务", "phrase": "计划原文", "owner": "由谁", "due": "期限", "state": "情况",
        "proof": "由什么证明",
    },
    "training": {
        "no": "序号", "date": "日期", "title": "培训", "form": "形式", "hours": "学时", "people": "各村参加人数",
        "record": "存放处",
    },
    "feedback": {
        "no": "序号", "village": "村", "id": "编号", "date": "提出日期", "kind": "类别", "text": "内容",
        "standard": "涉及标准", "answered_on": "答复日期", "reply": "镇答复", "days": "天数",
        "to_county_on": "报县日期", "state": "情况",
    },
    "visits": {
        "no": "序号", "village": "村", "date": "日期", "form": "方式", "by": "督查人", "standards": "核查标准",
        "note": "现场情况", "asked": "抽问", "findings": "问题数",
    },
    "coverage": {
        "no": "序号", "village": "村", "q1": "第一季度", "q2": "第二季度", "q3": "第三季度", "q4": "第四季度",
    },
    "findings": {
        "no": "序号", "village": "村", "id": "问题号", "standard": "标准编号", "text": "问题", "due": "整改时限",
        "item": "整改问题编号", "state": "情况", "again": "回访日期",
    },
    "escalation": {
        "no": "序号", "village": "村", "late": "超期问题", "days": "最长天数", "step": "按超期天数建议",
        "acts": "已经做的",
    },
    "lapses": {
        "no": "序号", "village": "村", "rule": "规则", "what": "事项", "missing": "将缺", "who": "责任人",
        "due": "期限",
    },
    "baseline": {
        "no": "序号", "village": "村", "conclusion": "上年结论", "score": "分", "star": "星级", "reason": "意见",
    },
    "shortcomings": {
        "no": "序号", "standard": "标准", "title": "名称", "count": "差的村数", "villages": "哪些村",
        "remedy": "怎么办",
    },
    "measures_open": {
        "no": "序号", "village": "村", "item": "问题编号", "measure": "整改措施", "due": "时限", "who": "该谁办",
    },
    "practice": {"no": "序号", "date": "日期", "title": "做法", "villages": "村", "record": "存放处"},
    "upward": {
        "no": "序号", "kind": "种类", "date": "日期", "title": "标题", "what": "内容和涉及村", "sent": "报县日期",
        "record": "存放处",
    },
    "striving": {
        "no": "序号", "village": "村", "target": "指标", "rule": "规则", "result": "结果", "seen": "情况",
    },
    "efforts": {"no": "序号", "village": "村"},
    "questions": {
        "no": "序号", "village": "村", "visits": "抽问次数", "asked": "抽问题数", "right": "答对题数",
        "by": "哪天、谁问的",
    },
    "growth": {
        "no": "序号", "village": "村或镇", "what": "事项", "before": "上年同期", "now": "今年", "more": "增减",
        "note": "说明",
    },
    "subsidies": {
        "no": "序号", "village": "村", "date": "到账日期", "amount": "金额（元）", "fund": "层级", "use": "用途",
        "basis": "依据",
    },
    "member_stars": {
        "no": "序号", "person": "党员代码", "points": "积分", "star": "星级", "comment": "定性分析",
        "date": "评星日期", "stage": "进度",
    },
    "draw": {"no": "序号", "village": "抽中的村", "standard": "抽中的标准", "title": "名称"},
    "self_check": {
        "no": "序号", "standard": "标准编号", "title": "标准", "points": "分值", "answer": "是否达标",
        "reason": "差距和原因", "date": "日期",
    },
}  # fmt: skip
HEARD: Final = {
    "none": "零报告", "answered": "已答复", "late": "答复晚了", "waiting": "待答复", "overdue": "超期未答复",
}  # fmt: skip
FOLLOWED: Final = {
    "not_listed": "没有列入整改", "not_due": "", "revisit": "到期，该回访", "seen_again": "已回访",
    "settled": "",
}  # fmt: skip
GROWTH: Final = {"times": "{value}次", "people": "{value}人次", "amount": "{value}元", "hours": "{value}学时"}
ESCALATION: Final = {
    "remind": "提醒责任人", "liaison": "包村干部督办（默认，待镇党委确认）",
    "deputy": "报分管党建副书记（默认，待镇党委确认）", "interview": "列入约谈名单（默认，待镇党委确认）",
}  # fmt: skip
NO_STAR: Final = {
    "veto": "有否决情形，先核实", "not_accepted": "还没有通过验收", "no_score": "还没有得分",
    "unread": "有记录读不了",
}  # fmt: skip
STAR_STAGES: Final = {"draft": "拟定，还没有公示", "notice": "公示中，到{day}", "final": "已公示期满（{day}）"}
MEMBER_STAGES: Final = {"draft": "支部已评，镇还没有审定", "final": "镇已审定"}
