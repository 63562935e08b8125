"""Two ordinary record files."""

from __future__ import annotations

YAML = """\
# 组织生活
activities:
  - id: A001
    date: 2019-06-10
    kind: 支部党员大会
    topic: "学习《条例》, 讨论修路"
    present: [M01, M02, 'M03']
    votes: {for: 12, against: 0}
    note: |
      议题：修路
        一致同意。
  - id: A002
    date: 2019-07-05
    kind: 党课
    leave:
"""

CSV = """\
代码,姓名,性别,入党日期,备注
M01,张三,男,1985-07-01,
M02,李四,女,1990-07-01,"组长, 会计"
M03,王五,男,2001-07-01,"第一行
第二行"
"""
