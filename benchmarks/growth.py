"""How time grows with the size of one file: each kind of file below a town's root
doubled several times, limits off.

uv run python benchmarks/growth.py                  # every case; some minutes
uv run python benchmarks/growth.py posts dues       # cases whose name begins so
uv run python benchmarks/growth.py posts --profile  # and where the time of one goes

The exponent is that of the last doubling: 1 is linear, 2 quadratic. A time below 50 ms
says nothing and has none.
"""

from __future__ import annotations

import argparse
import cProfile
import math
import pstats
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from branchstd.messages.messages import Messages
from branchstd.render import check_json, check_text
from branchstd.store import open_office
from branchstd.text.canonical import canonical
from branchstd.text.splice import SpliceError
from branchstd.workflow.rectification import by_rule
from branchstd.workflow.tasks import to_do
from branchstd.workspace import Workspace, load_standards

ROOT: Final = Path(__file__).parents[1]
VILLAGE: Final = "baiyutan"
HOME: Final = f"data/villages/{VILLAGE}/2019"
DAY: Final = date(2019, 12, 31)
SOONEST: Final = 0.05  # seconds: below it a ratio is noise


class Case(NamedTuple):
    """Files by their path with a text of n entries each; at what n to begin. own:
    instead of the file, not behind it.
    """

    files: Callable[[int], dict[str, str]]
    least: int
    own: bool = False


def _on(n: int) -> str:
    """A day of the year, each as often as another."""
    return (date(2019, 1, 1) + timedelta(days=n % 365)).isoformat()


def rows(name: str, row: Callable[[int], str], least: int = 500) -> Case:
    return Case(
        lambda n: {f"{HOME}/{name}": "".join(f"{row(i)}\n" for i in range(n))}, least
    )


def entries(name: str, entry: Callable[[int], str], least: int = 250) -> Case:
    """Entries of a YAML list, behind those that are there."""
    return Case(
        lambda n: {
            f"{HOME}/{name}": "".join(f"  - {{{entry(i)}}}\n" for i in range(n))
        },
        least,
    )


def whole(name: str, text: Callable[[int], str], least: int = 1000) -> Case:
    return Case(lambda n: {f"{HOME}/{name}": text(n)}, least, own=True)


def said(key: str, entry: Callable[[int], str], least: int = 250) -> Case:
    """Entries under a key of what the town says of the village."""
    path = f"data/town/2019/villages/{VILLAGE}.yaml"
    return Case(
        lambda n: {
            path: f"{key}:\n" + "".join(f"  - {{{entry(i)}}}\n" for i in range(n))
        },
        least,
        own=True,
    )


def _item(i: int) -> str:
    return f'id: X-{i}, rule: 2.1.c, standard: "2.1", origin: 自查, found_on: 2019-06-10, text: 第{i}件, due_on: 2019-08-09'


def _items_and_claims(n: int) -> dict[str, str]:
    claimed = "".join(f"  - {{item: X-{i}, start: 2019-06-10}}\n" for i in range(n))
    return {
        **said("items", _item).files(n),
        f"{HOME}/rectify.yaml": f"items:\n{claimed}",
    }


def _claims(n: int) -> dict[str, str]:
    claims = "".join(
        f"      - {{date: {_on(i)}, kind: 进展, text: 第{i}句}}\n" for i in range(n)
    )
    return {
        f"{HOME}/rectify.yaml": f"items:\n  - item: BYT-01\n    start: 2019-06-10\n    claims:\n{claims}"
    }


def _votes(n: int) -> dict[str, str]:
    votes = "".join(
        f"      - {{about: 第{i}件, entitled: 30, present: 24, agree: 24, against: 0, abstain: 0}}\n"
        for i in range(n)
    )
    head = "activities:\n  - date: 2019-03-08\n    kind: 支部党员大会\n    topic: 表决\n    votes:\n"
    return {f"{HOME}/activities/2019-03.yaml": head + votes}


def _numbers(n: int, form: str = "M{}") -> str:
    return ", ".join(form.format(1000 + i) for i in range(n))


MARCH: Final = "activities/2019-03.yaml"
CASES: Final[dict[str, Case]] = {
    # tables of a village
    "people": rows("people.csv", lambda i: f"M{1000 + i},男,1974-03,1998-06-20,1999-06-20,,G1,1.00,"),
    "people.empty": whole("people.csv", lambda n: "code,gender\n" + "M01,\n" * n),
    "people.strange": rows("people.csv", lambda i: f"人{i},他,1974.03,1998.6.20,,,G1,一元,"),
    "posts": rows("posts.csv", lambda i: f"M01,村民委员会,成员,,{_on(i)},,{_on(i)},选举"),
    "posts.secretary": rows("posts.csv", lambda i: f"M{i},党支部委员会,书记,,{_on(i)},,{_on(i)},选举"),
    "posts.same": rows("posts.csv", lambda i: f"M01,{('村民委员会,成员', '村务监督委员会,成员', '后备干部,')[i % 3]},,2018-01-{i % 28 + 1:02},,,{i}"),
    "posts.reserve": rows("posts.csv", lambda i: f"M{i % 40:02},后备干部,村级后备,,{_on(i)},,,第{i}次"),
    "dues": rows("dues.csv", lambda i: f"2019-{i % 12 + 1:02},{_on(i)},M{i % 30 + 1:02},,1.00,R{i}"),
    "dues.all": rows("dues.csv", lambda i: f"2019-{i % 12 + 1:02},{_on(i)},,无,26.40,R{i}"),
    "dues.one_month": rows("dues.csv", lambda i: f"2019-03,2019-03-08,M01,,1.00,R{i}"),
    "duty": rows("duty.csv", lambda i: f"2019-{i % 12 + 1:02},M{i:05},3,5"),
    "income": rows("income.csv", lambda i: f"{_on(i)},发包租赁,{100 + i},是,合同{i}"),
    "cases": rows("cases.csv", lambda i: f"{_on(i)},2019-12-31,"),
    "self_check": rows("self_check.csv", lambda i: f"摸底自查,{_on(i)},1.1,达标,第{i}条"),
    "member_year": rows("member_year.csv", lambda i: f"M{i:05},承诺{i},2019-04-10,2019-12-20,,,{_on(i)},{_on(i)},,86,4,2019-12-25,好"),
    "rows.twice": rows("income.csv", lambda i: "2019-03-30,发包租赁,32000,是,合同"),
    "rows.ragged": rows("income.csv", lambda i: "2019-03-30"),
    "cells.odd": rows("income.csv", lambda i: f"'{_on(i)},=\"发包\",1E+05,是,'x"),
    "days.slashed": rows("income.csv", lambda i: f"2019/3/{i % 28 + 1},发包租赁,{100 + i},是,合同{i}"),
    "columns.near": whole("posts.csv", lambda n: ",".join(f"person{i}" for i in range(n)) + "\n" + "," * (n - 1) + "\n", 500),
    "columns.wide": whole("posts.csv", lambda n: "person,body,post,start," + ",".join(f"列{i}" for i in range(n)) + "\nM01,党支部委员会,书记,2019-01-01" + ",x" * n + "\n", 500),
    "columns.blank": whole("posts.csv", lambda n: "person,body,post,start" + "," * n + "\n" + "M01,党支部委员会,书记,2019-01-01\n" * 10),
    "bytes.quotes": whole("posts.csv", lambda n: "person,body\n" + '"' * n),
    "bytes.lines": whole("posts.csv", lambda n: "person,body\n" + "\n" * n, 100_000),
    # lists of a village
    "activities": entries(MARCH, lambda i: f"date: 2019-03-{i % 28 + 1:02}, kind: 主题党日, topic: 第{i}次, expected: 30, present: 28, hours: 2"),
    "activities.study": entries(MARCH, lambda i: f"date: 2019-03-{i % 28 + 1:02}, kind: 集中学习讨论, topic: 第{i}次, expected: 30, present: 30, absent: [], hours: 2"),
    "activities.talks": entries(MARCH, lambda i: f"date: 2019-03-{i % 28 + 1:02}, kind: 谈心谈话, by: M03, people: [M{i % 30:02}, M{i % 29:02}], place: 入户, topic: 第{i}次"),
    "activities.general": entries(MARCH, lambda i: f"date: 2019-03-{i % 28 + 1:02}, kind: 支部党员大会, topic: 第{i}次, expected: 30, present: 30, absent: [], place: 线上"),
    "activities.open": entries(MARCH, lambda i: f"date: 2019-03-{i % 28 + 1:02}, kind: 党务村务公开, period: 2019-Q1, covers: [party_affairs], record: 第{i}盒"),
    "activities.check": entries(MARCH, lambda i: f"date: 2019-03-{i % 28 + 1:02}, kind: 检查, form: 值班, by: M03, problems: 0, record: 第{i}页"),
    "activities.broken": entries(MARCH, lambda i: f"date: 2019-3-{i % 28 + 1}, kind: 主题党日, topic: 第{i}次"),
    "activities.empty": whole(MARCH, lambda n: "activities:\n" + "  - {}\n" * n),
    "activities.other_year": entries(MARCH, lambda i: f"date: 20{i % 90 + 10}-03-08, kind: 主题党日, topic: 第{i}次"),
    "activities.files": Case(lambda n: {f"{HOME}/activities/2019-03-{i}.yaml": "activities: []\n" for i in range(n)}, 250, own=True),
    "people.in_one": whole(MARCH, lambda n: f"activities:\n  - {{date: 2019-03-08, kind: 谈心谈话, by: M01, people: [{_numbers(n)}]}}\n"),
    "absent.in_one": whole(MARCH, lambda n: f"activities:\n  - {{date: 2019-03-08, kind: 支部党员大会, topic: x, expected: 30, present: 3, absent: [{_numbers(n)}]}}\n"),
    "covers.in_one": whole(MARCH, lambda n: f"activities:\n  - {{date: 2019-03-08, kind: 主题党日, topic: x, covers: [{_numbers(n, 'theory{}')}]}}\n"),
    "votes": Case(_votes, 250, own=True),
    "documents": entries("documents.yaml", lambda i: f"date: {_on(i)}, form: 职责权限清单, title: 第{i}份, covers: [supervision], record: 盒{i}"),
    "matters": entries("matters.yaml", lambda i: f"id: Z{i}x, type: 一事一议, title: 第{i}件, amount: {i}, steps: {{Q1: {_on(i)}}}"),
    "candidates": entries("candidates.yaml", lambda i: f'person: M{i:05}, steps: {{"1": 2018-06-05, "2": 2018-06-28}}'),
    "steps.in_one": whole("candidates.yaml", lambda n: "candidates:\n  - person: C01\n    steps:\n" + "".join(f"      S{i}: {_on(i)}\n" for i in range(n))),
    "matter.steps": whole("matters.yaml", lambda n: "matters:\n  - id: Z1\n    type: 一事一议\n    title: x\n    steps:\n" + "".join(f"      S{i}: {_on(i)}\n" for i in range(n))),
    "feedback": entries("feedback.yaml", lambda i: f"id: F{i}, date: {_on(i)}, kind: 意见, text: 第{i}条"),
    "rectify": entries("rectify.yaml", lambda i: f"item: X-{i}, start: 2019-06-10, task: 第{i}件"),
    "rectify.same": entries("rectify.yaml", lambda i: f"item: BYT-01, start: {_on(i)}, task: 第{i}件"),
    "rectify.empty": whole("rectify.yaml", lambda n: "items:\n" + "  - {}\n" * n),
    "rectify.commas": whole("rectify.yaml", lambda n: "items: [" + "{}," * n + "]\n"),
    "claims": Case(_claims, 250, own=True),
    "terms": entries("village.yaml", lambda i: f"code: G{i}, name: 第{i}组, start: {_on(i)}"),
    "keys.unknown": entries("village.yaml", lambda i: "x: x", 1)._replace(
        files=lambda n: {f"{HOME}/village.yaml": "".join(f"househo{i}: 1\n" for i in range(n))}, least=500
    ),
    "keys.unknown.top": whole(MARCH, lambda n: "".join(f"activitie{i}: []\n" for i in range(n)), 500),
    "keys.long": whole(MARCH, lambda n: "activities:\n  - {" + "日" * n + ": 1, date: 2019-03-08, kind: 主题党日}\n", 20_000),
    "words.long": whole(MARCH, lambda n: "activities:\n  - {date: 2019-03-08, kind: " + "主题" * n + "}\n", 20_000),
    "words.unknown": entries(MARCH, lambda i: f"date: 2019-03-08, kind: 主题日{i}"),
    "codes.unknown": entries(MARCH, lambda i: f"date: 2019-03-08, kind: 谈心谈话, by: M{i}x, people: [MM{i}]"),
    "text.long": whole(MARCH, lambda n: f"activities:\n  - {{date: 2019-03-08, kind: 主题党日, topic: {'学' * n}}}\n", 100_000),
    "text.digits": whole(MARCH, lambda n: f"activities:\n  - {{date: 2019-03-08, kind: 主题党日, topic: x{'1234567890 ' * n}}}\n", 10_000),
    "text.phones": whole(MARCH, lambda n: "activities:\n" + "  - {date: 2019-03-08, kind: 主题党日, topic: 13812345678}\n" * n, 500),
    "text.block": whole(MARCH, lambda n: "activities:\n  - date: 2019-03-08\n    kind: 主题党日\n    topic: |\n" + "      学习\n" * n, 10_000),
    "bytes.newlines": whole(MARCH, lambda n: "\n" * n, 100_000),
    "bytes.newlines_in": whole(MARCH, lambda n: "activities:\n" + "\n" * n + "  - {date: 2019-03-08, kind: 主题党日}\n", 100_000),
    "bytes.comments": whole(MARCH, lambda n: "activities:\n" + "# x\n" * n + "  - {date: 2019-03-08, kind: 主题党日}\n", 20_000),
    "bytes.comments_after": whole(MARCH, lambda n: "activities:\n" + "  - {date: 2019-03-08, kind: 主题党日}  # x\n" * n),
    "bytes.blanks": whole(MARCH, lambda n: "activities:" + " " * n + "\n", 100_000),
    "bytes.tabs": whole(MARCH, lambda n: "activities:\n" + "\t- x\n" * n, 20_000),
    "bytes.tabs_line": whole(MARCH, lambda n: "activities:\n  - a" + "\t" * n + "b\n", 20_000),
    "bytes.wide": whole(MARCH, lambda n: "activities:\n" + "　- x：y\n" * n, 5_000),
    "bytes.colons": whole(MARCH, lambda n: "a：1\n" * n, 5_000),
    "bytes.dashes": whole(MARCH, lambda n: "- " * n, 10_000),
    "bytes.brackets": whole(MARCH, lambda n: "activities: " + "[" * n, 10_000),
    "bytes.flow": whole(MARCH, lambda n: "activities: [" + "[a]," * n + "]\n", 5_000),
    "bytes.open_quote": whole(MARCH, lambda n: 'activities:\n  - topic: "' + "x\n" * n, 20_000),
    "bytes.conflict": whole(MARCH, lambda n: "<<<<<<< a\n=======\n>>>>>>> b\n" * n, 5_000),
    "bytes.invisible": whole(MARCH, lambda n: "activities: " + "\u200b" * n, 20_000),
    "bytes.escapes": whole(MARCH, lambda n: 'activities: "' + "\\u200b" * n + '"\n', 10_000),
    "bytes.question": whole(MARCH, lambda n: "? a\n" * n, 5_000),
    "bytes.no_colon": whole(MARCH, lambda n: "activities:\n" + "abc\n" * n + "x: y\n", 10_000),
    # the town's files
    "town.events": Case(lambda n: {"data/town/2019/events.yaml": "".join(f"  - {{date: {_on(i)}, kind: 专题会议, title: 第{i}次, record: x}}\n" for i in range(n))}, 250),
    "town.trainings": Case(lambda n: {"data/town/2019/events.yaml": "".join(f"  - {{date: {_on(i)}, kind: 培训, form: 能力提升培训, title: 第{i}次, people: [{VILLAGE}/M{i % 30 + 1:02}], hours: 2, record: x}}\n" for i in range(n))}, 250),
    "town.payments": Case(lambda n: {"data/town/2019/payments.csv": "".join(f"{VILLAGE},村级办公经费,2019-H1,2019-06-30,{i},2019-06-30\n" for i in range(n))}, 250),
    "town.projects": Case(lambda n: {"data/town/2019/projects.csv": "".join(f"{VILLAGE},第{i}项,x\n" for i in range(n))}, 250),
    "town.replies": Case(lambda n: {"data/town/2019/replies.yaml": "".join(f"  - {{village: {VILLAGE}, feedback: F{i}, date: {_on(i)}, text: 第{i}条}}\n" for i in range(n))}, 250),
    "town.staff": Case(lambda n: {"data/town.yaml": "".join(f"  - {{id: X{i}, date: 2019-06-03, by: T2, choice: yearly, reason: x}}\n" for i in range(n))}, 100),
    "said.facts": said("facts", lambda i: f"start: {_on(i)}, poor_village: 否, poor_households: 0, members: 30, full_members: 30, party_groups: 2, cadre_posts: 7, group_posts: 3, duty_shifts: 21, quota: 1, chain_target: 否, one_person_target: 否"),
    "said.standings": said("standings", lambda i: f"person: M{i % 30:02}, standing: 流动党员, start: {_on(i)}"),
    "said.rulings": said("rulings", lambda i: f"about: 1.4.c, verdict: 符合, date: {_on(i)}, by: T5, reason: 第{i}次, until: 2019-12-31"),
    "said.inspections": said("inspections", lambda i: f'id: D{i}, date: {_on(i)}, form: 定期, by: [T5, T4], standards: ["1.4"], note: 第{i}次, findings: [{{id: D{i}-1, standard: "2.9", text: x, due_on: 2019-09-21}}]'),
    "said.items": said("items", _item),
    "said.items_claimed": Case(_items_and_claims, 250, own=True),
    "said.closures": said("closures", lambda i: f"item: BYT-01, action: 销号, date: {_on(i)}, by: T5, reason: 第{i}次"),
    "said.acceptance": said("acceptance", lambda i: f"level: 镇级, date: {_on(i)}, by: T2, verdict: 达标"),
    "said.stars": said("stars", lambda i: f"date: {_on(i)}, stars: 4, by: T2, reason: 第{i}次"),
}  # fmt: skip


def write(root: Path, case: Case, size: int) -> dict[str, bytes]:
    """A copy of the shipped town with the files of a case; gives their bytes."""
    shutil.rmtree(root / "data", ignore_errors=True)
    shutil.copytree(ROOT / "data", root / "data")
    found = {}
    for name, text in case.files(size).items():
        path = root / name
        before = path.read_text("utf-8") if path.exists() and not case.own else ""
        path.write_text(before + text, "utf-8")
        found[name] = path.read_bytes()
    return found


def measured(root: Path, files: dict[str, bytes]) -> dict[str, float]:
    """Seconds of each part of a check of the village, and of `fmt` over the files."""
    spent: dict[str, float] = {}

    def timed(name: str, step: Callable[[], object]) -> object:
        began = time.process_time()
        done = step()
        spent[name] = time.process_time() - began
        return done

    catalogue, plan = load_standards(None)
    workspace = timed("open", lambda: Workspace(open_office(root, catalogue, plan)))
    assert isinstance(workspace, Workspace)
    timed("town", lambda: workspace.problems)
    timed("read", lambda: workspace.office.village(VILLAGE))
    found: object = timed("village", lambda: workspace.village(VILLAGE, DAY))
    spent["village"] -= spent["read"]
    items = timed("desk", lambda: by_rule(workspace.desk(found).items()))
    last = workspace.last_year(VILLAGE)
    messages = Messages("zh", catalogue, plan)
    timed("text", lambda: list(check_text.village(found, items, last, messages)))
    timed(
        "json",
        lambda: check_json.village(
            found, to_do(found, workspace.desk(found)), items, last, messages
        ),
    )
    timed("fmt", lambda: [formatted(data, name) for name, data in files.items()])
    return spent


def formatted(data: bytes, name: str) -> bytes | None:
    try:
        return canonical(data, name)
    except SpliceError:
        return None


def exponent(before: float, after: float) -> str:
    return f"{math.log2(after / before):5.2f}" if before > SOONEST else "    -"


def told(
    name: str, case: Case, sizes: list[int], most: float, *, profile: bool
) -> None:
    previous: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            files = write(Path(folder), case, size)
            profiler = cProfile.Profile() if profile and size == sizes[-1] else None
            began = time.process_time()
            spent = (
                profiler.runcall(measured, Path(folder), files)
                if profiler
                else measured(Path(folder), files)
            )
            spent = {"all": time.process_time() - began, **spent}
            parts = " ".join(
                f"{part} {seconds:.2f} {exponent(previous.get(part, 0), seconds).strip()}"
                for part, seconds in spent.items()
                if seconds > SOONEST and part != "all"
            )
            grown = exponent(previous.get("all", 0), spent["all"])
            kib = sum(map(len, files.values())) // 1024
            print(
                f"{name:<22} {size:>8} {kib:>6} KiB {spent['all']:>7.2f} s {grown}   {parts}",
                flush=True,
            )
            previous = spent
            if profiler:
                pstats.Stats(profiler).sort_stats("tottime").print_stats(14)
            if spent["all"] > most:
                break


def main(asked: Iterable[str] | None = None) -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "cases", nargs="*", help="beginnings of their names; all where none is given"
    )
    options.add_argument(
        "--doublings", type=int, default=4, help="sizes of each case (4)"
    )
    options.add_argument(
        "--times", type=int, default=1, help="begin at so many times the least size (1)"
    )
    options.add_argument(
        "--most",
        type=float,
        default=10,
        help="seconds after which a case goes no further (10)",
    )
    options.add_argument(
        "--profile",
        action="store_true",
        help="with the functions that took longest at the last size",
    )
    given = options.parse_args(asked)
    for name, case in CASES.items():
        if not given.cases or name.startswith(tuple(given.cases)):
            sizes = [case.least * given.times * 2**n for n in range(given.doublings)]
            told(name, case, sizes, given.most, profile=given.profile)
    print(
        f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
    )


if __name__ == "__main__":
    main()
