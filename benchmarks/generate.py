"""A town of any number of invented villages, for load: seeded, village number n the
same in every town. Of two shapes: *heavy* has a row for each member's dues each month
and for each cadre's month, *kept* what villages keep: some 25 collections and 36 rows of
cadres' months.

uv run python benchmarks/generate.py FOLDER 200        # heavy
uv run python benchmarks/generate.py FOLDER 200 kept
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

SEED = 7
ROLES = ("镇党委书记", "分管党建副书记", "包村干部")
PLACES = ("村级活动场所", "牧点", "入户", "线上")
TOPICS = (
    "草场轮牧",
    "暖棚修缮",
    "防疫打针",
    "学校接送",
    "合作社账目",
    "便桥养护",
    "冬季储草",
    "水源清理",
    "网围栏",
    "兽医点",
)
VERBS = ("商量", "学习", "讨论", "通报", "安排")
PAY = (
    ("村级办公经费", "H", 20500),
    ("村干部报酬", "Q", 30000),
    ("组干部报酬", "H", 12750),
)
ENDS = {"Q": ("03-31", "06-30", "09-30", "12-31"), "H": ("06-30", "12-31")}
POSTS = (
    "党支部委员会,书记", "党支部委员会,组织委员", "党支部委员会,宣传委员",
    "党支部委员会,纪检委员",
    "村民委员会,主任", "村民委员会,成员", "村民委员会,成员", "村务监督委员会,主任",
    "村务监督委员会,成员",
    "村务监督委员会,成员", "妇联,主任",
)  # fmt: skip
MONTHLY = (
    "支部委员会会议",
    "主题党日",
    "党小组会",
    "党小组会",
    "集中学习讨论",
    "谈心谈话",
    "走访慰问救助",
    "村监会会议",
)
QUARTERLY = ("支部党员大会", "党课", "党务村务公开")
YEARLY = ("民主评议党员会",)
VILLAGE = """branch: 第{number}村党支部
households: {households}
terms:
  - {{start: 2018-01-06, end: 2021-01-05, basis: 党员大会选举}}
venue:
  - {{start: 2014-07-01, state: 正常使用}}
groups:
  - {{code: G1, name: 东组, start: 2016-03-12}}
  - {{code: G2, name: 西组, start: 2016-03-12}}
"""
FACTS = """facts:
  - {{start: 2019-01-01, poor_village: 否, poor_households: 0, members: {count}, full_members: {count}, party_groups: 2,
     cadre_posts: {cadres}, group_posts: 3, duty_shifts: 14, quota: 1, chain_target: 否, one_person_target: 否}}
standings:
"""
IN_OFFICE = "  - {{person: {code}, standing: 任职, start: 2018-01-06}}\n"
AT_THE_DESK = 3  # cadres of whom a kept table has each month
CADRES = 7  # the first of POSTS; the town has to agree that the other posts are held
MEETING = """    planned_on: {day}
    expected: {expected}
    present: {present}
    absent: [{absent}]
    hours: 2
    covers: [theory]
    record: 手册第{page}页
    image: [{page}.jpg]
    discussion: {about}说了半天，{spoke}人发言，定下下月再看
"""


def town(
    villages: int, first: int = 0, *, kept: bool = False
) -> Iterator[tuple[str, str]]:
    """Every file of a town by its path from the root. first: number of its first
    village.
    """
    slugs = [f"v{number:05}" for number in range(first, first + villages)]
    staff = "".join(
        f"  - {{code: T{n}, role: {role}}}\n" for n, role in enumerate(ROLES, 1)
    )
    listed = "".join(
        f"  - {{slug: {slug}, name: 第{number}村, liaison: T3}}\n"
        for number, slug in enumerate(slugs, first)
    )
    yield (
        "data/town.yaml",
        (
            "name: 样镇\ncounty: 样县\nlanguage:"
            f" zh\nstaff:\n{staff}villages:\n{listed}decisions: []\n"
        ),
    )
    paid = (row for slug in slugs for row in _paid(slug))
    yield (
        "data/town/2019/payments.csv",
        _table("village,kind,period,due_on,amount,paid_on", paid),
    )
    for number, slug in enumerate(slugs, first):
        yield from village(number, slug, kept=kept)


def _table(head: str, rows: Iterable[str]) -> str:
    return "\n".join([head, *rows]) + "\n"


def _paid(slug: str) -> Iterator[str]:
    for kind, mark, amount in PAY:
        for n, end in enumerate(ENDS[mark], 1):
            yield f"{slug},{kind},2019-{mark}{n},2019-{end},{amount},2019-{end}"


def village(number: int, slug: str, *, kept: bool = False) -> Iterator[tuple[str, str]]:
    """Some 75 KB, kept 60: about 110 dated activities, 30 to 48 members, cadres' months,
    all dues.
    """
    chance = random.Random(f"{SEED}-{number}")
    members = {
        f"M{n:02}": chance.randint(1, 6) for n in range(1, chance.randint(30, 48) + 1)
    }
    home = f"data/villages/{slug}/2019"
    agreed = "".join(
        IN_OFFICE.format(code=code) for code in list(members)[CADRES : len(POSTS)]
    )
    yield (
        f"data/town/2019/villages/{slug}.yaml",
        FACTS.format(count=len(members), cadres=CADRES) + agreed,
    )
    yield (
        f"{home}/village.yaml",
        VILLAGE.format(number=number, households=chance.randint(60, 300)),
    )
    head = "code,gender,born,joined_on,full_on,left_on,group,dues,background"
    yield f"{home}/people.csv", _table(head, _people(chance, members))
    held = (
        f"{code},{post},,2018-01-06,,2018-01-06,选举"
        for code, post in zip(members, POSTS, strict=False)
    )
    yield (
        f"{home}/posts.csv",
        _table("person,body,post,group,start,end,basis_on,basis", held),
    )
    yield (
        f"{home}/duty.csv",
        _table(
            "month,person,attended,handled",
            _duty(chance, list(members)[: AT_THE_DESK if kept else CADRES]),
        ),
    )
    yield (
        f"{home}/dues.csv",
        _table(
            "month,paid_on,people,unpaid,total,receipt",
            (_collections if kept else _dues)(chance, members),
        ),
    )
    head = "person,pledge,pledged_on,kept_on,post,posted_on,analysed_on,appraised_on,fed_back_on,points,star,starred_on"
    yield (
        f"{home}/member_year.csv",
        _table(f"{head},comment", _member_years(chance, members)),
    )
    for month in range(1, 13):
        yield (
            f"{home}/activities/2019-{month:02}.yaml",
            "activities:\n" + "".join(_month(chance, month, list(members))),
        )


def _people(chance: random.Random, members: dict[str, int]) -> Iterator[str]:
    for n, (code, fee) in enumerate(members.items()):
        day, born = n % 28 + 1, f"19{chance.randint(50, 85)}-0{chance.randint(1, 9)}"
        yield (
            f"{code},{chance.choice('男女')},{born},2005-06-{day:02},2006-06-{day:02},,G{n % 2 + 1},{fee}.00,"
        )


def _duty(chance: random.Random, cadres: list[str]) -> Iterator[str]:
    for month in range(1, 13):
        yield from (
            f"2019-{month:02},{code},{chance.randint(1, 3)},{chance.randint(0, 9)}"
            for code in cadres
        )


def _dues(chance: random.Random, members: dict[str, int]) -> Iterator[str]:
    for month in range(1, 13):
        for code, fee in members.items():
            yield (
                f"2019-{month:02},2019-{month:02}-{chance.randint(8, 20):02},{code},,{fee}.00,{month:02}{code}"
            )


def _collections(chance: random.Random, members: dict[str, int]) -> Iterator[str]:
    """Each month one from all who came, one from who came later."""
    receipt = 1
    for month in range(1, 13):
        late = sorted(chance.sample(list(members), chance.randint(1, 3)))
        unpaid = sum(members[code] for code in late)
        day, count = chance.randint(8, 20), len(members) - len(late)
        yield (
            f"2019-{month:02},2019-{month:02}-{day:02},,{' '.join(late)},{sum(members.values()) - unpaid}.00,"
            f"{receipt:04}-{receipt + count - 1:04}"
        )
        receipt += count
        yield (
            f"2019-{month:02},2019-{month:02}-{day + 7:02},{' '.join(late)},,{unpaid}.00,"
            f"{receipt:04}-{receipt + len(late) - 1:04}"
        )
        receipt += len(late)


def _member_years(chance: random.Random, members: dict[str, int]) -> Iterator[str]:
    for n, code in enumerate(members):
        days = f"2019-04-1{n % 9},2019-12-1{n % 9},,,2019-12-1{n % 9},2019-12-2{n % 9},2019-12-2{n % 9}"
        yield (
            f"{code},办好第{n}件事,{days},{chance.randint(60, 99)},{chance.randint(2, 5)},2019-12-30,第{n}名党员"
        )


def _month(chance: random.Random, month: int, members: list[str]) -> Iterator[str]:
    for n, kind in enumerate(
        YEARLY * (month == 12) + MONTHLY + QUARTERLY * (month % 3 == 0)
    ):
        day = f"2019-{month:02}-{2 + 2 * n:02}"
        topic = f"{chance.choice(VERBS)}{chance.choice(TOPICS)}，第{month}月第{n}次"
        yield (
            f"  - date: {day}\n    kind: {kind}\n    topic: {topic}\n    place:"
            f" {chance.choice(PLACES)}\n"
        )
        yield _rest(chance, kind, day, members, page=month * 20 + n)


def _rest(
    chance: random.Random, kind: str, day: str, members: list[str], *, page: int
) -> str:
    """What a kind of activity has besides its day, topic and place."""
    if kind == "谈心谈话":
        return (
            f"    by: M01\n    people: [{', '.join(chance.sample(members[1:], 5))}]\n"
        )
    if kind == "走访慰问救助":
        return (
            f"    form: 走访慰问\n    by: M01\n    people: [{members[-1]}]\n    amount:"
            " 300\n"
        )
    if kind == "党务村务公开":
        quarter = int(day[5:7]) // 3
        return (
            f"    period: 2019-Q{quarter}\n    covers: [party_affairs,"
            " village_affairs]\n    record: 公开盒\n"
        )
    own = {
        "主题党日": f"    form: {chance.choice(('学习日', '议事日', '奉献日'))}\n",
        "党小组会": f"    group: G{page % 2 + 1}\n",
        "党课": "    by: M01\n",
    }
    due = {
        "支部委员会会议": members[:4],
        "村监会会议": members[7:10],
        "党小组会": members[page % 2 :: 2],
    }
    there = due.get(kind, members)
    away = chance.sample(there, len(there) // 10)
    return own.get(kind, "") + MEETING.format(
        day=day, expected=len(there), present=len(there) - len(away),
        absent=", ".join(away), page=page,
        about=chance.choice(TOPICS), spoke=chance.randint(3, 12),
    )  # fmt: skip


def write(folder: Path, villages: int, first: int = 0, *, kept: bool = False) -> None:
    for name, text in town(villages, first, kept=kept):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), kept=sys.argv[3:] == ["kept"])
