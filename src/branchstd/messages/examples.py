"""A problem as it might be, for whoever asks what a code means: made-up values in the
place of those a record has.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType
from typing import Final


def _values(row: str) -> dict[str, str]:
    pairs = (
        part.strip().partition("=")
        for part in row.strip().replace("\n", "|").split("|")
    )
    return {name: value for name, _, value in pairs}


# By the value's name; then, of the problems for which such a value would not fit, by
# their codes.
VALUES: Final[Mapping[str, str]] = MappingProxyType(_values("""
    about=3.4.c|absent=2|aside=note|also=study|amount=5000|asked=10|before=D2
    back=2.80|cell=F8|body=branch_committee|by=T4|cast=9|character=U+200B|choice=usual
    code=M03|codes=theory|column=3|command=branchstd init
    count=2|day=2019-06-05|days=31|detail=-|due=2019-06-30|entitled=8|expected=8|field=topic
    file=data/villages/shiqiao/2019/activities/2019-06.yaml|files=5000|first=12
    found=2019-06-05|high=100|hours=26|id=KZ1|key=topic|kind=theme_day
    else=open|known=theory|option=--as|label=专题|label_first=入党日期
    label_second=转正日期|lacks=7.4.d|last=2019-12-31|limit=2000|line=12|low=1|mark=;|missing=D011
    out=2.70|month=2019-06|more=1|most=50|name=theory|names=C5|near=|needed=28|now=2019-06-05|on=2019-06-05
    original=2019-05|other=M04|people=M03 M07|person=M03|post=head|named=14
    present=9|record=activity
    right=11|rule=3.4.a|second=14|seconds=20|seen=26|set=members.able|size=8|slug=shiqiao
    standard=3.4|step=D3|steps=D2|to=people|until=2019-09-30|village=shiqiao|what=standards
    left=4|note=学习日|meant=theme_day|written=1|year=2019|years=5
    title=党费收缴|above=2|wanted=person,post|lacking=post|cut=#1号文件
    read=2019-06-05|readings=2019-05-06
"""))  # fmt: skip
_OF: Final = """
    bad_date_form|seen=2019.6.5|needed=2019-06-10|label=日期|field=date
    other_name|name=people.csv
    folder_full|limit=20,000
    other_year|seen=2020
    bad_date|seen=2019-02-30|needed=2019-06-10|label=日期|field=date
    bad_month|seen=2019-13|label=月份|field=month
    bad_period|seen=Q2|label=所属期|field=period
    bad_code|seen=M 3|label=人员|field=person
    bad_person|seen=书记|label=缺席人员|field=absent
    payers_counted|seen=28人|label=交纳人|field=people
    bad_group|seen=桥上、桥下|label=党小组|field=group
    bad_content|seen=别的事|aside=note|known=党务、村务|label=内容代码|field=covers
    note_unread|seen=组织委员（兼文书）|read=兼文书|label=职务|field=post
    sum_row|seen=合计|label=人员代码|field=code
    whom_for_kind|label=对象或参加人|field=people|kind=care
    vote_unclear|seen=接收为预备党员
    word_with_note|seen=主题党日（学习日）|meant=主题党日|note=学习日|label=种类|field=kind
    step_no_activity|seen=决议公开
    one_person|seen=M01、M02|label=主持人或讲课人|field=by|aside=note
    two_kinds|seen=党员大会暨党课|label=种类|field=kind|first=党员大会|other=党课
    word_not_kept|seen=文书|label=职务|field=post|known=主任、副主任、成员
    bad_standard|seen=三会一课|label=标准编号|field=standard
    names_apart|key=姓名
    image_unnamed|seen=拍照|label=图像文件|field=image
    bad_slug|seen=Dawantan|label=文件夹名|field=slug
    bad_int|seen=8.5|label=应到人数|field=expected
    bad_decimal|seen=1,200|label=金额|field=amount
    bad_yesno|seen=maybe|label=稳定收入|field=stable
    unknown_word|seen=party|label=种类|field=kind|known=theme_day
    word_lookalike|seen=theme_ day|label=种类|field=kind|known=theme_day
    in_future|seen=2029-06-05|needed=2019-06-10|label=日期|field=date
    out_of_year|seen=2018-06-05
    wrong_month|seen=2019-06-05|needed=2019-06-10|label=日期|field=date
    step_order|seen=2019-06-05|needed=2019-06-10|label=日期|field=date
    stop_unfounded|seen=2019-06-05|needed=2019-06-10|label=日期|field=date
    term_too_long|seen=2025-03-01|last=2023-07-20
    extension_too_long|seen=2025-03-01|last=2024-07-20|years=1
    year_for_kind|seen=2019
    change_there|name=20190605-080000
    unknown_change|name=20190605-080000|known=20190604-171500
    was_other|id=late_days|seen=20|needed=30
    decision_choice|id=C5|seen=weekly|known=usual
    decision_against|id=C5|choice=usual|needed=month|name=every|seen=quarter
    bad_own_day|seen=2019-02-30
    bad_name|seen=-
    bad_parameter|name=late_days|seen=400|low=0|high=366
    bad_as_of|seen=2019-02-30
    one_time|id=3.4.a|seen=every, due
    on_in_future|seen=2019-12-30
    on_other_year|seen=2018-06-05
    wrong_state|seen=closed|needed=claimed|id=LS-06
    major_by_amount|seen=18000|needed=10000
    word_early|seen=2019-06-01|id=LS-06
    bad_steps|seen=D3|label=步骤|field=steps
    field_twice|first=专题
    same_step|first=推优|key=列积极分子|step=3
    not_approver|needed=T2
    points_total|seen=98|needed=100
    weights_total|id=3.4|seen=90|needed=100
    dues_sum|seen=150|needed=168
    book_conflict|now=2.60
    csv_ragged|seen=8|needed=7
    csv_truncated|seen=3|needed=7
    roster_empty|needed=26
    committee_size|seen=9|most=7
"""


def example(code: str, texts: tuple[str, ...]) -> dict[str, str]:
    """Values with which a problem of this code can be told. texts: its sentence and
    remedy.
    """
    own = next(
        (row for row in _OF.splitlines() if row.strip().startswith(f"{code}|")), ""
    )
    known = {**VALUES, **(_values(own.partition("|")[2]) if own else {})}
    return known | {
        name: "…"
        for text in texts
        for _, name, _, _ in Formatter().parse(text)
        if name and name not in known
    }
