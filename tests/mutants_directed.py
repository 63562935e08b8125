"""For each code that a file can raise, a change of one file that raises it, by its kind of file.

Of a kind of several files, the file is named behind a slash. What only a command or the disk can raise stands in
tests/threats/test_threats_codes.py.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Beside(NamedTuple):
    """All that stands in another file of the same folder."""

    name: str


Edit = str | tuple[str, str] | bytes | Beside

_JUNE: Final = "  - {date: 2019-06-25, kind: "
_VOTE: Final = (
    _JUNE + "支部党员大会, topic: 表决, expected: 14, present: 12, votes: [{about: 一件事, entitled: %s, present: 12, "
    "agree: %s, against: 0, abstain: 0%s}]}\n"
)

_BY: Final = "by: T2, date: 2019-06-05, basis: 镇党委会议纪要"
_OWN: Final = f"standards:\n  - {{action: %s, id: '2.10', {_BY}, entry: %s}}\n"
_ENTRY: Final = (
    "{id: '%s', title: 牧道, requirement: 每季度巡护, official_wording: '', points: 2, responsible: secretary, days: 30, "
    "remedy: 巡护, rules: [{id: a, kind: cadence, weight: 100, noun: 巡护, source: {office: 纪要}, every: quarter, "
    "record: activity, where: {kind: check}}]}"
)
_CHOICES: Final = """choices: [
     {code: "11-01", title: {zh: 11月1日, en: 1 November}, dates: {M08: 2019-11-01}},
     {code: "12-01", title: {zh: 12月1日, en: 1 December}, dates: {M08: 2019-12-01}}]"""
_MANUAL, _PLAN, _WORDS = "standards/manual_42.yaml", "standards/plan_2019.yaml", "standards/words.yaml"

# Text: put behind the file; a pair: what stands there, and what instead; bytes: the whole file.
DIRECTED: Final[dict[str, tuple[str, Edit]]] = {
    # a day, a number, a word, a code
    "bad_code": ("people.csv", "扎西,男,,,,,,,\n"),
    "bad_person": ("duty.csv", "2019-12,书记,2,6\n"),
    "bad_group": ("people.csv", "M20,男,桥上、桥下,2001-07-01,,,,1,\n"),
    "bad_content": ("documents.yaml", "  - {date: 2019-06-14, form: 推进计划, title: x, record: y, covers: [别的事]}\n"),
    "payers_counted": ("dues.csv", "2019-05,2019-05-13,28人,,1.00,1\n"),
    "word_with_note": ("activities/2019-06.yaml", _JUNE + "主题党日（学习日）, topic: x}\n"),
    "step_no_activity": ("activities/2019-06.yaml", _JUNE + "决议公开, topic: x}\n"),
    "names_apart": ("documents.yaml", "  - {date: 2019-06-14, form: 推进计划, title: x, record: y, 姓名: z}\n"),
    "image_unnamed": ("activities/2019-06.yaml", _JUNE + "支部党员大会, topic: x, expected: 14, present: 14, image: [拍照]}\n"),
    "bad_date": ("people.csv", "M20,男,,2019-02-30,,,,,\n"),
    "bad_date_form": ("people.csv", "M20,男,,去年春天,,,,,\n"),
    "bad_decimal": ("people.csv", "M20,男,,2001-07-01,,,,一块,\n"),
    "bad_int": ("duty.csv", "2019-01,M01,两次,6\n"),
    "bad_month": ("people.csv", "M20,男,属马,2001-07-01,,,,1,\n"),
    "bad_period": ("dues.csv", "一季度的,2019-04-12,,无,14.00,1\n"),
    "bad_slug": ("town.yaml", ("slug: liushao", "slug: 柳哨")),
    "bad_yesno": ("income.csv", "2019-04-21,发包租赁,12000,大概,合同\n"),
    "date_ambiguous": ("income.csv", "5-19,发包租赁,12000,是,合同\n"),
    "date_serial": ("income.csv", "43575,发包租赁,12000,是,合同\n"),
    "date_spelling": ("income.csv", "2019/4/21,发包租赁,12000,是,合同\n"),
    "date_yearless": ("people.csv", "M20,男,,7月1日,,,,1,\n"),
    "code_respelt": ("duty.csv", "2019-12,M6,2,6\n"),
    "not_a_text": ("documents.yaml", "  - {date: 2019-06-14, form: 推进计划, title: [x], record: y}\n"),
    "unknown_word": ("income.csv", "2019-04-21,卖羊毛的钱啊,12000,是,合同\n"),
    "word_lookalike": ("income.csv", "2019-04-21,发包 租赁,12000,是,合同\n"),
    "missing_field": ("documents.yaml", "  - {date: 2019-06-14, form: 推进计划, title: x}\n"),
    "unknown_field": ("documents.yaml", "  - {date: 2019-06-14, form: 推进计划, title: x, record: y, titel: z}\n"),
    "field_twice": ("documents.yaml", "  - {date: 2019-06-14, form: 推进计划, title: x, 标题: z, record: y}\n"),
    "same_step": (
        "matters.yaml", "  - {id: Z99, type: major, title: x, steps: {D1: 2019-06-14, 支部提议: 2019-06-15}}\n",
    ),
    "not_a_list": ("documents.yaml", b"documents: x\n"),
    "not_a_mapping": ("documents.yaml", "  - x\n"),
    "top_not_mapping": ("documents.yaml", b"- x\n"),
    "columns_missing": ("duty.csv", b"month,person\n2019-01,M01\n"),
    "not_kept": ("documents.yaml", "  - {date: 2019-06-14, form: 推进计划, title: x, record: y, 主持人: z}\n"),
    "unknown_column": ("duty.csv", b"month,person,attended,handled,note\n2019-01,M01,1,1,x\n"),
    # tables
    "csv_delimiter": ("duty.csv", b"month;person;attended\n2019-01;M01;1\n"),
    "csv_duplicate_header": ("duty.csv", b"month,person,attended,person\n2019-01,M01,1,M01\n"),
    "csv_empty_header": ("duty.csv", b"month,person,attended,,handled\n2019-01,M01,1,x,1\n"),
    "csv_encoding": ("duty.csv", b"month,person,attended\n2019-01,\xff\xff,1\n"),
    "csv_excel_number": ("dues.csv", "2019-05,2019-05-13,M13,,1.00,1.2E+17\n"),
    "csv_field_too_long": ("dues.csv", f"2019-05,2019-05-13,M13,,1.00,{'9a' * 5001}\n"),
    "csv_gb18030": ("duty.csv", "月份,值班人,到岗次数\n2019-01,M01,1\n".encode("gb18030")),
    "csv_nul": ("duty.csv", b"month,person,attended\n2019-01,M01\x00,1\n"),
    "csv_quote": ("duty.csv", b'month,person,attended\n2019-01,"M01"x,1\n'),
    "csv_ragged": ("duty.csv", "2019-01,M01\n"),
    "csv_truncated": ("duty.csv", b"month,person,attended\n2019-01,M01,1\n2019-02,M0"),
    "csv_sep_line": ("duty.csv", b"sep=,\nmonth,person,attended\n"),
    "csv_text_prefix": ("duty.csv", "'2019-01,M06,1,1\n"),
    "csv_title": ("duty.csv", "赤岩沟村坐班表,,\nmonth,person,attended\n2019-01,M01,1\n".encode()),
    "csv_too_many_columns": ("duty.csv", ",".join(f"c{n}" for n in range(101)).encode() + b"\n"),
    "csv_too_many_rows": ("duty.csv", b"month,person,attended\n" + b"2019-01,M01,1\n" * 401),
    "file_cut": ("documents.yaml", "documents:\n  - {date: 2019-06-14, title: 推进".encode()[:-1]),
    "file_empty": ("documents.yaml", b""),
    "file_too_large": ("documents.yaml", b"#" * (1024 * 1024 + 1)),
    "merge_conflict": ("documents.yaml", "<<<<<<< HEAD\n=======\n>>>>>>> x\n"),
    "not_text": ("documents.yaml", b"PK\x03\x04x"),
    "not_utf8": ("documents.yaml", "documents: 推进计划\nx: y\n".encode("gb18030")),
    "utf16": ("documents.yaml", "documents:\n".encode("utf-16")),
    "control_character": ("documents.yaml", "  - {date: 2019-06-14, title: x\x01}\n"),
    "invisible_character": ("documents.yaml", "  - {date: 2019-06-14, title: x\u200b}\n"),
    # lists
    "yaml_alias": ("documents.yaml", "  - {date: 2019-06-14, title: *a}\n"),
    "yaml_anchor": ("documents.yaml", "  - {date: 2019-06-14, title: &a x}\n"),
    "yaml_bracket": ("documents.yaml", "  - {date: 2019-06-14, title: x\n"),
    "yaml_colon": ("documents.yaml", b"documents:\n  - date: 2019-06-14\n    title\n    form: x\n"),
    "yaml_depth": ("documents.yaml", "  - " + "[" * 30 + "]" * 30 + "\n"),
    "yaml_directive": ("documents.yaml", b"%YAML 1.1\n---\ndocuments: []\n"),
    "yaml_documents": ("documents.yaml", "---\nx: y\n"),
    "yaml_duplicate_key": ("documents.yaml", "  - {date: 2019-06-14, date: 2019-06-15}\n"),
    "yaml_escape": ("documents.yaml", '  - {title: "\\q"}\n'),
    "yaml_fullwidth_colon": ("documents.yaml", "documents：\n  - {date: 2019-06-14}\n".encode()),
    "yaml_hash_cut": ("documents.yaml", "  - date: 2019-06-14\n    form: 推进计划\n    title: 第 #1号\n    record: x\n"),
    "yaml_indent": ("documents.yaml", "  - date: 2019-06-14\n      form: 推进计划\n   title: x\n"),
    "yaml_key_not_text": ("documents.yaml", "  - {[a]: b}\n"),
    "yaml_merge_key": ("documents.yaml", "  - {<<: {a: b}}\n"),
    "yaml_quote": ("documents.yaml", '  - {title: "x}\n'),
    "yaml_second_colon": ("documents.yaml", "  - title: x: y\n"),
    "yaml_start": ("documents.yaml", "  - @x\n"),
    "yaml_tab": ("documents.yaml", b"documents:\n\t- x\n"),
    "yaml_tag": ("documents.yaml", "  - !x y\n"),
    "yaml_text_too_long": ("documents.yaml", f"  - {{title: {'长' * 10_001}}}\n"),
    "yaml_too_many": ("documents.yaml", b"documents: [" + b"[]," * 50_001 + b"]\n"),
    "yaml_wide_space": ("documents.yaml", "　- date: 2019-06-14\n"),
    "too_many_entries": ("documents.yaml", b"documents:\n" + b"  - {date: 2019-06-14, form: \xe6\x8e\xa8\xe8\xbf\x9b\xe8\xae\xa1\xe5\x88\x92, title: x, record: y}\n" * 401),
    "too_many_parts": ("documents.yaml", "  - {covers: [" + "content, " * 501 + "]}\n"),
    "too_many_problems": ("documents.yaml", b"documents:\n" + b"  - x\n" * 201),
    # personal numbers
    "personal_id": ("documents.yaml", "# 11010519491231002X\n"),
    "personal_phone": ("documents.yaml", "# 13812345678\n"),
    "personal_card": ("documents.yaml", "# 6222021234567890128\n"),
    # attendance
    "appraised_without_meeting": ("member_year.csv", "P02,,,,,,,2019-03-01,,,,,\n"),
    "named_exceed": ("activities/2019-06.yaml", _JUNE + "支部党员大会, topic: x, expected: 14, present: 1, people: [M01, M02]}\n"),
    "absent_short": ("activities/2019-06.yaml", _JUNE + "支部党员大会, topic: x, present: 1, absent: []}\n"),
    "attendance_sum": ("activities/2019-06.yaml", _JUNE + "支部党员大会, topic: x, expected: 14, present: 12, absent: [M01]}\n"),
    "present_exceeds": ("activities/2019-06.yaml", _JUNE + "支部党员大会, topic: x, expected: 14, present: 15}\n"),
    "expected_other": ("activities/2019-06.yaml", _JUNE + "支部党员大会, topic: x, expected: 40, present: 15}\n"),
    "entitled_other": ("activities/2019-06.yaml", _VOTE % (20, 12, "")),
    "hours_over_day": ("activities/2019-06.yaml", _JUNE + "支部党员大会, topic: x, expected: 14, present: 14, absent: [], hours: 9}\n"),
    "not_member_then": ("activities/2019-06.yaml", _JUNE + "支部党员大会, topic: x, expected: 14, present: 13, absent: [P01]}\n"),
    "two_places": ("activities/2019-06.yaml", "".join(_JUNE + f"谈心谈话, by: M01, people: [M02], place: {place}}}\n" for place in ("入户", "牧点"))),
    # votes, dues, shifts, income
    "vote_sum": ("activities/2019-06.yaml", _VOTE % (14, 11, "")),
    "vote_present": ("activities/2019-06.yaml", _VOTE % (11, 12, "")),
    "counted_elsewhere": ("activities/2019-06.yaml", _VOTE % (14, 12, ", counted: 户")),
    "lost_matter": ("activities/2019-06.yaml", (_VOTE % (14, 12, "")).replace("一件事", "SY9")),
    "dues_sum": ("dues.csv", "2019-05,2019-05-14,M11,,7.00,x\n"),
    "dues_unpaid_missing": ("dues.csv", "2019-05,2019-05-14,,,7.00,x\n"),
    "shifts_exceed": ("duty.csv", "2019-12,M06,32,6\n"),
    "stable_without_basis": ("income.csv", "2019-04-21,发包租赁,12000,是,\n"),
    # days
    "in_future": ("activities/2019-06.yaml", "  - {date: 2031-06-25, kind: 支部党员大会, topic: x, expected: 14, present: 14}\n"),
    "out_of_year": ("income.csv", "2017-04-21,发包租赁,12000,是,合同\n"),
    "wrong_month": ("activities/2019-06.yaml", "  - {date: 2019-07-25, kind: 支部党员大会, topic: x, expected: 14, present: 14}\n"),
    "wrong_order": ("posts.csv", "M09,村民委员会,成员,,2018-01-20,2017-01-20,2018-01-20,村民选举\n"),
    "step_order": ("matters.yaml", "  - {id: Y2, type: 一事一议, title: x, steps: {Q1: 2019-09-02, Q2: 2019-08-11}}\n"),
    "unknown_step": ("matters.yaml", "  - {id: Y2, type: 一事一议, title: x, steps: {Z9: 2019-09-02}}\n"),
    "major_by_amount": ("matters.yaml", "  - {id: Y2, type: 一事一议, title: x, amount: 900000, steps: {Q1: 2019-09-02}}\n"),
    "stop_unfounded": ("matters.yaml", "  - {id: Y2, type: 一事一议, title: x, steps: {Q1: 2019-01-02, Q2: 2019-01-05, Q3: 2019-01-08}, stopped_on: 2019-12-01}\n"),
    # shapes
    "field_for_kind": ("activities/2019-06.yaml", _JUNE + "支部党员大会}\n"),
    "wrong_pair": ("activities/2019-06.yaml", _JUNE + "谈心谈话, also: 党课, by: M01, people: [M02]}\n"),
    "year_for_kind": ("activities/2019-06.yaml", _JUNE + "谈心谈话, period: 2019, by: M01, people: [M02]}\n"),
    "town_only": ("activities/2019-06.yaml", _JUNE + "培训, form: 镇专题培训, topic: x}\n"),
    "unknown_content": ("activities/2019-06.yaml", _JUNE + "谈心谈话, by: M01, people: [M02], covers: [nonsense]}\n"),
    # who and what there is
    "unknown_reference": ("duty.csv", "2019-12,Q77,2,6\n"),
    "nobody_there": ("people.csv", b"code,gender,joined_on\n"),
    "roster_empty": ("people.csv", b"code,gender,joined_on\n"),
    "roster_short": ("people.csv", ("M13,男,1966-08,1995-07-01,1996-07-01,,G2,1.00,\n", "")),
    "full_members_other": ("people.csv", ("2000-06-22", "2021-06-22")),
    "lost_candidate": ("candidates.yaml", ("  - person: C02    # 申请后两个多月才谈\n    steps: {\"1\": 2019-02-01, \"2\": 2019-04-10}\n", "")),
    "lost_post": ("posts.csv", ("M05,村民委员会,成员", "M05,村民小组,主任")),
    "count_short": ("feedback.yaml", b"feedback: []\n"),
    "duplicate_id": ("people.csv", "M01,女,1972-02,1999-06-22,2000-06-22,,G1,1.00,\n"),
    "same_record_twice": ("income.csv", "2019-04-20,发包租赁,12000,是,集体草场承包合同\n"),
    "branch_size": ("people.csv", "".join(f"Q{n},男,,2001-07-01,2002-07-01,,,1.00,\n" for n in range(40))),
    "committee_size": ("posts.csv", "".join(f"M{n:02},党支部委员会,委员,,2018-01-06,,2018-01-06,党员大会选举\n" for n in range(7, 13))),
    "two_holders": ("posts.csv", "M09,党支部委员会,书记,,2018-02-06,,2018-02-06,镇委批复\n"),
    "conflict_of_posts": ("posts.csv", "M04,村务监督委员会,成员,,2018-01-25,,2018-01-25,推选\n"),
    "post_without_basis": ("posts.csv", "M09,村民委员会,成员,,2018-01-20,,2018-01-20,\n"),
    "reserve_in_office": ("posts.csv", "M01,后备干部,成员,,2018-01-20,,2018-01-20,推荐\n"),
    "term_too_long": ("village.yaml", ("end: 2021-01-05", "end: 2031-01-05")),
    "extension_too_long": ("village.yaml", ("venue:", "  - {start: 2021-01-06, end: 2029-01-05, basis: 延长}\nvenue:")),
    "leaving_unconfirmed": ("people.csv", ("2000-06-22,,", "2000-06-22,2019-06-30,")),
    "dues_unconfirmed": ("people.csv", ("2000-06-22,,G1,1.00", "2000-06-22,,G1,")),
    "closed_unclaimed": ("rectify.yaml", b"items: []\n"),
    "more_problems": ("duty.csv", b"month,person,attended\n" + b"".join(b"2019-12,Q%d,1\n" % n for n in range(300))),
    # the town's words on the village
    "facts_twice": ("town said", ("standings:", "  - {start: 2019-01-01, poor_village: 否, poor_households: 1, members: 14, full_members: 14, party_groups: 2, cadre_posts: 5, group_posts: 2, duty_shifts: 10, quota: 0, chain_target: 否, one_person_target: 否}\nstandings:")),
    "facts_late": ("town said", ("start: 2019-01-01", "start: 2019-08-01")),
    "no_facts": ("town said", b"standings: []\n"),
    "asked_part": ("town said", ("    note: 夏天", "    asked: 5\n    note: 夏天")),
    "asked_right": ("town said", ("    note: 夏天", "    asked: 5\n    right: 6\n    asked_by: T4\n    note: 夏天")),
    "waiver_without_end": ("town said", ("items:", "  - {about: 1.4.c, verdict: 不适用, date: 2019-09-28, by: T2, reason: x}\nitems:")),
    "item_textless": ("town said", ("closures:", "  - {id: CYG-09, standard: \"2.1\", origin: 自查, found_on: 2019-06-12, due_on: 2019-08-12}\nclosures:")),
    "rule_elsewhere": ("town said", ("rule: 2.1.a", "rule: 3.2.a")),
    "word_early": ("town said", ("date: 2019-06-19, action", "date: 2019-06-01, action")),
    "unfit_no_role": ("town said", ("action: 销号, by: T4", "action: 销号, by: T99")),
    "unfit_liaison": ("town said", ("action: 销号, by: T4", "action: 销号, by: T7")),
    "unfit_role": ("town said", ("date: 2019-10-18, by: T2", "date: 2019-10-18, by: T6")),
    # the town's own files
    "village_unregistered": ("town.yaml", ("slug: chiyangou", "slug: chiyangou9")),
    "unknown_file": ("town.yaml", ("slug: liushao", "slug: liushao9")),
    "none_unasked": ("town events.yaml", "  - {date: 2019-07-15, kind: 无, title: x, covers: [D999], by: T2, record: x}\n"),
    "id_twice": ("town manual.csv", "1.1,,再来一遍,\n"),
    # what the town says that nobody may, and what its files say of each other
    "unfit_claimant": ("rectify.yaml", ("responsible: M01\n    start: 2019-06-13", "responsible: T4\n    start: 2019-06-13")),
    "unfit_responsible": ("town said", ("items:", "  - {about: '4.2', verdict: 不适用, date: 2019-09-28, by: T2, reason: x, until: 2019-12-31}\nitems:")),
    "none_unsigned": ("town events.yaml", "  - {date: 2019-12-20, kind: 没有这类情况, title: 没有, covers: [D138], record: 盒1}\n"),
    "moved_unfounded": ("town projects.csv", "village,name,batch,planned_finish,finished_on,moved_by,basis\ndawantan,翻顶,2019年改造提升,2020-06-30,,T1,\n".encode()),
    "post_unconfirmed": ("town said", ("  - {person: M06, standing: 任职, start: 2018-01-25}\n", "")),
    "election_unsaid": ("posts.csv", "M09,党支部委员会,纪检委员,,2019-03-10,,2019-03-10,党员大会补选\n"),
    "copied_month": ("activities/2019-06.yaml", Beside("2019-05.yaml")),
    "period_ahead": ("activities/2019-06.yaml", _JUNE + "党务公开, period: 2019-Q4, record: x}\n"),
    "personal_contact": ("documents.yaml", "# QQ 12345678\n"),
    "not_a_name": ("names.csv", "M04,书记!\n"),
    "cannot_format": ("documents.yaml", b"documents: [  # x\n  ]\n"),
    "yaml_syntax": ("documents.yaml", b"documents: |x\n  y\n"),
    "template_empty": ("templates", b" \n"),
    # the town's own settings and choices
    "bad_own_day": ("settings", f"dates: {{M11: {{value: 2020-11-12, was: 2019-11-10, {_BY}}}}}\n"),
    "bad_parameter": ("settings", f"parameters: {{late_days: {{value: 367, was: 30, {_BY}}}}}\n"),
    "catalogue_missing": ("settings", "parameters: {young_age: {value: 30, was: 35, by: T2, date: 2019-06-05}}\n"),
    "catalogue_value": ("settings", f"parameters: {{young_age: {{value: thirty, was: 35, {_BY}}}}}\n"),
    "was_other": ("settings", f"parameters: {{young_age: {{value: 30, was: 28, {_BY}}}}}\n"),
    "unknown_list": ("settings", f"lists: {{five_study: {{items: [w1], {_BY}}}}}\n"),
    "list_size": ("settings", f"lists: {{five_studies: {{items: [w1, w2], {_BY}}}}}\n"),
    "list_bound": ("settings", f"lists: {{study_contents: {{items: [theory, more], {_BY}}}}}\n"),
    "entry_wanted": ("settings", f"standards:\n  - {{action: replace, id: '2.4', {_BY}}}\n"),
    "entry_unwanted": ("settings", _OWN % ("disable", _ENTRY % "2.10")),
    "entry_other": ("settings", _OWN % ("add", _ENTRY % "2.11")),
    "decision_choice": ("settings", ('choice: "11-01"', "choice: 随便")),
    "decision_unfit": ("settings", ('by: T2, choice: "11-01"', 'by: T4, choice: "11-01"')),
    "decision_own": ("settings", "  - {id: Q11, date: 2019-06-05, by: T2, choice: own, reason: 纪要}\n"),
    "decision_against": ("settings", f"  - {{id: Q11, date: 2019-06-05, by: T2, choice: '35', reason: 纪要}}\nparameters: {{young_age: {{value: 30, was: 35, {_BY}}}}}\n"),
    # the standards
    "unknown_name": (_MANUAL, ("responsible: publicity", "responsible: publicty")),
    "points_total": (_MANUAL, ("  points: 4\n", "  points: 5\n")),
    "weights_total": (_MANUAL, ("{id: a, kind: cadence, weight: 45", "{id: a, kind: cadence, weight: 44")),
    "wrong_count": (_MANUAL, ('- {id: "7", title: {zh: 考核评价, en: Assessment}}\n', "")),
    "foreign_rule": (_MANUAL, ("- {id: a, kind: cover", "- {id: a.b, kind: cover")),
    "one_time": (_MANUAL, ("at_least: 9/10, times: duty_shifts", "due: M07, at_least: 9/10, times: duty_shifts")),
    "match_missing": (_MANUAL, ("match: form, due: autumn", "due: autumn")),
    "match_forbidden": (_MANUAL, ("set: secretary, record", "set: secretary, match: people, record")),
    "field_unfit": (_MANUAL, ("sum: hours", "sum: topic")),
    "due_of_villages": (_MANUAL, ("due: M02, when_empty: review,", "due: M02, kinds: [town_direct], when_empty: review,")),
    "step_endless": (_MANUAL, (", after: C3, within: 60d", "")),
    "step_unfounded": (_MANUAL, ("hard: true, source: {regulation: R16#25-steps}}", "hard: true}")),
    "proof_or_why": (_PLAN, (", proof: [5.1.b]", "")),
    "no_choices": (_PLAN, (_CHOICES, "choices: []")),
    "not_shipped": (_PLAN, ("{M08: 2019-11-01}", "{M08: 2019-11-02}")),
    "word_twice": (_WORDS, ("home: [家里,", "home: [会议室, 家里,")),
}  # fmt: skip
