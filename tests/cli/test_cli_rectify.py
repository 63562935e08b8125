"""The life of an item by commands, in a repository: each step changes the intended lines of one file and no other."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from office import Office

from branchstd.__main__ import run
from branchstd.catalogue.settings import fingerprint
from samples import ROOT, YEAR_END, standards, workspace_of

TOWN = "data/town/2019/villages/liushao.yaml"
VILLAGE = "data/villages/liushao/2019/rectify.yaml"
DOCUMENTS = "data/villages/liushao/2019/documents.yaml"
THREE = (
    "  - {date: 2019-09-18, form: 发展党员制度, title: 补的三条, covers: [preview, ballot, accountability], "
    "record: 夹6}\n"
)


def test_a_selection_does_not_change_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for more in ([], ["--overdue"], ["--state", "closed"]):
        assert run(["--root", str(ROOT), "rectify", "list", "--as-of", "2019-10-26", *more]) == 0
        said.append(capsys.readouterr().out.splitlines())
    assert said[0][-3:] == said[1][-3:] == said[2][-3:]
    assert "上面列出" in said[1][-4]
    assert "上面列出" not in said[0][-4]


def test_the_whole_life_of_an_item(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Three of the twelve systems lack; 30 days from 5 August are 4 September."""
    assert office.run("open", "liushao", "5.1.c", on="08-05") == 0
    assert office.changed() == [
        (
            TOWN,
            [
                '  - {id: LS-06, rule: 5.1.c, standard: "5.1", origin: 系统核查, found_on: 2019-08-05, '
                "text: 发展党员基本制度：应有12，已有9，缺预审、票决、责任追究, due_on: 2019-09-04}"
            ],
        )
    ]
    plan = ["--cause", "当年抄漏", "--task", "补三条", "--measure", "支委会逐条议", "--proof", "十二条都有"]
    assert office.run("plan", "柳哨村", "LS-06", *plan, on="08-07") == 0
    assert office.changed() == [
        (VILLAGE, ["  - item: LS-06", "    cause: 当年抄漏", "    task: 补三条", "    measure: 支委会逐条议",
                   "    start: 2019-08-07", "    proof: 十二条都有"])
    ]  # fmt: skip
    assert office.run("done", "liushao", "LS-06", "--text", "好了", "--proof", "夹6", on="08-08") == 2
    assert "要素不全，缺责任人" in capsys.readouterr().err
    assert office.run("plan", "liushao", "LS-06", "--responsible", "M02", "--cause-kind", "制度缺失", on="08-08") == 0
    assert office.changed() == [(VILLAGE, ["    cause_kind: 制度缺失", "    responsible: M02"])]
    assert office.run("progress", "liushao", "LS-06", "--text", "起了草", on="08-20") == 0
    assert office.run("ask", "liushao", "LS-06", "--text", "接羔，人不齐", "--until", "2019-09-20", on="09-02") == 0
    assert office.changed() == [
        (VILLAGE, ["    claims:", "      - {date: 2019-08-20, kind: 进展, text: 起了草}",
                   "      - {date: 2019-09-02, kind: 申请延期, text: 接羔，人不齐, until: 2019-09-20}"])
    ]  # fmt: skip
    extend = ["--until", "2019-09-20", "--reason", "属实"]
    assert office.run("extend", "liushao", "LS-06", *extend, "--by", "T4", on="09-03") == 2
    assert office.changed() == []
    assert office.run("extend", "liushao", "LS-06", *extend, "--by", "T2", on="09-03") == 0
    assert office.changed() == [
        (TOWN, ["  - {item: LS-06, date: 2019-09-03, action: 同意延期, by: T2, reason: 属实, until: 2019-09-20}"])
    ]
    assert office.run("done", "liushao", "LS-06", "--text", "写了", "--proof", "夹6", on="09-15") == 0
    claim = "      - {date: 2019-09-15, kind: 申请销号, text: 写了, proof: [夹6]}"
    assert office.changed() == [(VILLAGE, [claim])]
    confirm = ["confirm", "liushao", "LS-06", "--reason", "十二条都看了"]
    assert office.run(*confirm, "--by", "T4", on="09-16") == 2  # the records do not show it
    assert "缺预审、票决、责任追究" in capsys.readouterr().err
    assert office.run("return", "liushao", "LS-06", "--by", "T4", "--reason", "记录里没有", on="09-16") == 0
    (office.root / DOCUMENTS).write_bytes((office.root / DOCUMENTS).read_bytes() + THREE.encode())
    assert office.run("done", "liushao", "LS-06", "--text", "登了", "--proof", "夹6", on="09-19") == 0
    office.keep()
    for by in ("T7", "X9", "M02"):  # the village's own liaison, nobody, who claims it
        assert office.run(*confirm, "--by", by, on="09-20") == 2
    assert office.changed() == []
    assert office.run(*confirm, "--by", "T4", on="09-20") == 0
    ((file, (line,)),) = office.changed()
    head = "  - {item: LS-06, date: 2019-09-20, action: 销号, by: T4, reason: 十二条都看了, rests_on: 2019-09-20 met "
    # Letters alone: digits could by chance be the telephone number of somebody, and be refused.
    assert (file, line[: len(head)]) == (TOWN, head)
    assert re.fullmatch(r"[k-z]{12} [k-z]{8} [k-z]{8}}", line[len(head) :])
    assert office.run("plan", "liushao", "LS-06", "--task", "另一件", on="09-21") == 2  # what is settled stays
    assert office.changed() == []


def test_changed_terms_are_not_changed_records(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """The town types in another list of systems: what was closed rests on other terms now, and on the same records."""
    documents = office.root / DOCUMENTS
    documents.write_bytes(documents.read_bytes() + THREE.encode())
    add_closed(office)
    town = office.root / "data/town.yaml"
    shipped = standards()[1].lists["dev_systems"]
    items = ", ".join([*list(shipped.items)[1:], "other"])
    was = f"was: {fingerprint(shipped)}, by: T2, date: 2019-06-05, basis: 纪要"
    town.write_bytes(town.read_bytes() + f"lists: {{dev_systems: {{items: [{items}], {was}}}}}\n".encode())
    office.keep()
    capsys.readouterr()
    assert office.run("verify", "liushao") == 1
    told = capsys.readouterr().out.replace("\n", "")
    assert "口径已变（2019-09-20核查：达标 → " in told
    assert "当时的记录没有改过" in told
    run(["--root", str(office.root), "lists", "liushao", "--list", "closing", "--format", "csv"])
    assert "口径已变：2019-09-20核查：达标 → " in capsys.readouterr().out
    documents.write_bytes(documents.read_bytes().replace(THREE.encode(), b""))
    assert office.run("verify", "liushao") == 1
    assert "口径已变，当时的记录也改过" in capsys.readouterr().out.replace("\n", "")


def test_what_was_closed_and_comes_back(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """The paper that closed it is gone: nothing is opened twice, a person opens it again."""
    documents = office.root / DOCUMENTS
    before = documents.read_bytes()
    documents.write_bytes(before + THREE.encode())
    add_closed(office)
    assert office.run("verify", "liushao") == 0
    documents.write_bytes(before)
    office.keep()
    capsys.readouterr()
    assert office.run("verify", "liushao") == 1
    assert office.run("open", "liushao", "5.1.c", on="11-20") == 0
    out = capsys.readouterr().out
    assert "新开问题0个" in out
    assert "LS-06 5.1.c 已销号、销号后又出现" in out
    assert office.changed() == []
    assert office.run("reopen", "liushao", "LS-06", "--by", "T4", "--reason", "三条又找不到", on="11-20") == 0
    # A week from the 20th: ten days before acceptance is gone.
    reopened = "  - {item: LS-06, date: 2019-11-20, action: 返潮重开, by: T4, reason: 三条又找不到, until: 2019-11-27}"
    assert office.changed() == [(TOWN, [reopened])]
    assert office.run("list", "liushao", "--as-of", "2019-11-29") == 0
    assert "LS-06 5.1.c 返潮重开、超期2天  2019-11-27前" in capsys.readouterr().out


def add_closed(office: Office) -> None:
    """LS-06, opened, planned, claimed and closed in September, with the three lacking systems there since the 18th."""
    plan = ["--cause", "抄漏", "--task", "补", "--measure", "议", "--proof", "都有", "--responsible", "M02"]
    steps: list[tuple[str, list[str]]] = [
        ("09-01", ["open", "liushao", "5.1.c"]),
        ("09-02", ["plan", "liushao", "LS-06", *plan]),
        ("09-19", ["done", "liushao", "LS-06", "--text", "补了", "--proof", "夹6"]),
        ("09-20", ["confirm", "liushao", "LS-06", "--by", "T4", "--reason", "看了"]),
    ]
    for day, words in steps:
        assert office.run(*words, on=day) == 0
    office.keep()


def test_opened_twice(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.run("open", "liushao", on="11-30") == 0
    assert office.changed() != []
    assert office.run("open", "liushao", on="11-30") == 0
    assert office.run("open", "liushao", on="12-20") == 0
    opened = [line for _, lines in office.changed() for line in lines]
    assert all("found_on: 2019-12-20" in line for line in opened)  # what is new in December, and only that
    first = (office.root / TOWN).read_text("utf-8")
    rules = [line.partition("rule: ")[2].partition(",")[0] for line in first.splitlines() if "{id: LS-" in line]
    assert len(rules) == len(set(rules))


def test_a_finding_is_followed_up_once(office: Office) -> None:
    """What was found, and by when it is due, stand in the visit and are not copied."""
    path = office.root / TOWN
    text = path.read_text("utf-8").replace("finding: LD2-1, ", "")
    path.write_text(text, "utf-8")
    office.keep()
    assert office.run("open", "liushao", "3.8", on="09-10") == 0
    wanted = '  - {id: LS-06, finding: LD2-1, standard: "3.8", origin: 督查, found_on: 2019-09-06, due_on: 2019-10-10}'
    assert wanted in office.changed()[0][1]
    assert office.run("open", "liushao", "3.8", on="09-10") == 2  # asked for by its number: it stands there
    assert office.changed() == []


def test_what_somebody_brings_from_outside(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--origin", "群众反映", "--text", "公开栏的字太小"]
    assert office.run("open", "mingjinghu", "2.7", *words, on="09-01") == 0
    # A first item is called by the folder; 7 days from the first of September.
    line = (
        '  - {id: MINGJINGHU-01, standard: "2.7", origin: 群众反映, found_on: 2019-09-01, text: 公开栏的字太小, '
        "due_on: 2019-09-08}"
    )
    ((_, lines),) = office.changed()
    assert lines[-1] == line
    capsys.readouterr()
    assert office.run("open", "mingjinghu", "2.7", *words, on="09-05") == 2
    assert "mingjinghu.yaml:30:5: 错误[record_there]" in capsys.readouterr().err
    assert office.changed() == []
    assert office.run("open", "baiyutan", "3.2.a", *words, on="09-05") == 2
    assert "已经有一个问题：BYT-03" in capsys.readouterr().err
    assert office.run("open", "baiyutan", "3.2.a", "--text", "甲", on="09-05") == 2
    assert office.run("open", "baiyutan", "--origin", "猜的", "--text", "甲", on="09-05") == 2
    assert office.changed() == []


def test_what_is_open_at_the_years_end_goes_on(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """LS-05 is due in March of the next year; the result of the year stays what it was."""
    before = workspace_of(office.root).village("liushao", YEAR_END)
    steps: list[tuple[str, list[str]]] = [
        ("2020-03-20", ["ask", "--text", "接羔", "--until", "2020-05-31"]),
        ("2020-03-25", ["extend", "--until", "2020-05-31", "--by", "T2", "--reason", "属实"]),
        ("2020-05-20", ["done", "--text", "又带了一名", "--proof", "夹7"]),
        ("2020-05-25", ["confirm", "--by", "T4", "--reason", "看了", "--despite", "记录在下一年"]),
    ]
    for day, (command, *words) in steps:
        assert office.run(command, "liushao", "LS-05", *words, "--on", day) == 0
    assert "LS-05 5.2.a 已销号、已延期" in capsys.readouterr().out.splitlines()[-2]
    assert [len(lines) for _, lines in office.changed()] == [2, 2]
    now = workspace_of(office.root).village("liushao", YEAR_END)
    assert (now.problems, now.assessment.score) == (before.problems, before.assessment.score)
    for day in ("2018-12-31", "2021-01-01"):
        assert office.run("reopen", "liushao", "LS-05", "--by", "T4", "--reason", "甲", "--on", day) == 2
        assert "不在2019–2020年" in capsys.readouterr().err
    assert office.run("open", "liushao", "--on", "2020-01-02") == 2
    assert "不在2019年" in capsys.readouterr().err


def test_a_dispute_needs_no_plan_and_a_ruling_ends_it(office: Office) -> None:
    assert office.run("open", "liushao", "5.1.c", on="09-01") == 0
    office.keep()
    assert office.run("object", "liushao", "LS-06", "--text", "三条在2018年的夹子里", on="09-03") == 0
    assert office.changed() == [
        (VILLAGE, ["  - item: LS-06", "    start: 2019-09-03", "    claims:",
                   "      - {date: 2019-09-03, kind: 提出异议, text: 三条在2018年的夹子里}"])
    ]  # fmt: skip
    assert office.run("confirm", "liushao", "LS-06", "--by", "T4", "--reason", "甲", on="09-04") == 2
    assert office.run("uphold", "liushao", "LS-06", "--by", "T7", "--reason", "甲", on="09-04") == 2
    assert office.run("overrule", "liushao", "LS-06", "--by", "T7", "--reason", "翻了没有", on="09-04") == 0
    assert office.run("object", "liushao", "LS-06", "--text", "找到了", on="09-05") == 0
    assert office.run("uphold", "liushao", "LS-06", "--by", "T3", "--reason", "看到了", on="09-06") == 2  # its own work
    assert office.run("uphold", "liushao", "LS-06", "--by", "T4", "--reason", "看到了", on="09-06") == 0
    assert office.run("object", "liushao", "LS-06", "--text", "甲", on="09-07") == 2
    lines = [line for file, found in office.changed() for line in found if file == TOWN]
    assert [line.split("action: ")[1].split(",")[0] for line in lines] == ["异议不成立", "异议成立"]


def test_closed_without_its_mark_for_a_reason(office: Office) -> None:
    """BYT-08 is about a quarter; its mark may wait, a person's reason is written down."""
    assert office.run("open", "liushao", "5.1.c", on="09-01") == 0
    plan = ["--cause", "抄漏", "--task", "补", "--measure", "议", "--proof", "都有", "--responsible", "M02"]
    assert office.run("plan", "liushao", "LS-06", *plan, on="09-02") == 0
    assert office.run("done", "liushao", "LS-06", "--text", "补了", "--proof", "夹6", on="09-03") == 0
    office.keep()
    said = ["--by", "T4", "--reason", "看了原件", "--despite", "原件在镇上，记录下周登", "--lang", "en"]
    assert office.run("confirm", "liushao", "LS-06", *said, on="09-04") == 0
    ((_, (line,)),) = office.changed()
    assert "reason: 看了原件（标志未达仍销号：原件在镇上，记录下周登）, rests_on: 2019-09-04 partial " in line


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "liushao", "LS-99"], "unknown_item"),
        (["plan", "liushao", "LS-99", "--task", "甲", "--on", "2019-09-01"], "unknown_item"),
        (["plan", "liushao", "LS-05", "--on", "2019-12-01"], "plan_empty"),
        (["show", "liushao", "LS-05", "--as-of", "2019-11-14"], "item_later"),
        (["done", "liushao", "LS-05", "--text", "甲", "--proof", "乙", "--on", "2019-11-14"], "item_later"),
        (["plan", "liushao", "LS-05", "--responsible", "M99", "--on", "2019-12-01"], "unknown_reference"),
        (["plan", "liushao", "LS-05", "--cause", "甲\u200b乙", "--on", "2019-12-01"], "invisible_character"),
        (["plan", "liushao", "LS-05", "--cause", "甲\x07乙", "--on", "2019-12-01"], "control_character"),
        (["plan", "liushao", "LS-05", "--cause", "甲\u2028乙", "--on", "2019-12-01"], "control_character"),
        (["progress", "liushao", "LS-05", "--text", "甲\u2029乙", "--on", "2019-12-01"], "control_character"),
        (["return", "liushao", "LS-04", "--by", "T4", "--reason", "a\x85b", "--on", "2019-10-17"], "control_character"),
        (["plan", "liushao", "LS-05", "--cause", "电话13812345678", "--on", "2019-12-01"], "personal_phone"),
        (["progress", "liushao", "LS-05", "--text", "甲", "--on", "2018-12-01"], "on_other_year"),
        (["progress", "liushao", "LS-05", "--text", "甲", "--on", "2019-13-01"], "bad_as_of"),
        (["progress", "liushao", "LS-05", "--text", "甲", "--on", "2099-01-01"], "on_in_future"),
        (["ask", "liushao", "LS-05", "--text", "甲", "--until", "2019-12-05", "--on", "2019-12-01"], "until_early"),
        (["confirm", "liushao", "LS-05", "--by", "T4", "--reason", "甲", "--on", "2019-12-01"], "wrong_state"),
        (["confirm", "liushao", "LS-01", "--by", "T4", "--reason", "甲", "--on", "2019-12-01"], "wrong_state"),
        (["extend", "liushao", "LS-05", "--until", "2020-06-01", "--by", "T0", "--reason", "甲", "--on", "2019-12-01"],
         "no_role"),
        (["confirm", "liushao", "LS-04", "--by", "党建办", "--reason", "甲", "--on", "2019-12-01"], "no_role"),
        (["open", "liushao", "9.9", "--on", "2019-12-01"], "unknown_standard"),
        (["open", "nowhere", "--on", "2019-12-01"], "unknown_village"),
    ],
)  # fmt: skip
def test_refusals_write_nothing(
    words: list[str], code: str, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.run(*words) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert office.changed() == []


@pytest.mark.parametrize(
    "words",
    [
        ["confirm", "liushao", "LS-05", "--by", "T4", "--reason", " "],
        ["confirm", "liushao", "LS-05", "--by", "T4", "--reason", "甲", "--despite", ""],
        ["confirm", "liushao", "LS-05", "--by", " ", "--reason", "甲"],
        ["done", "liushao", "LS-05", "--text", "甲", "--proof", " "],
        ["progress", "liushao", "LS-05", "--text", " "],
        ["open", "liushao", "--origin", "", "--text", ""],
        ["open", "liushao", "2.5", "--origin", "群众反映", "--text", " "],
    ],
)
def test_blanks_are_no_word(words: list[str], office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.run(*words, on="12-01") == 2
    assert "的值不对" in capsys.readouterr().err
    assert office.changed() == []


def test_blanks_around_a_code_do_not_matter(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.run("confirm", "liushao", "LS-05", "--by", "T4 ", "--reason", "甲", on="12-01") == 2
    assert "[wrong_state]" in capsys.readouterr().err


def test_a_number_that_two_items_have_is_not_acted_on(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Two clones opened an item each, and both lines were kept when they met."""
    town = office.root / TOWN
    town.write_bytes(town.read_bytes().replace(b"{id: LS-04,", b"{id: LS-05,"))
    office.keep()
    assert office.run("progress", "liushao", "LS-05", "--text", "甲", on="12-01") == 2
    assert "[duplicate_id]" in capsys.readouterr().err
    assert office.changed() == []


def test_a_number_of_which_something_was_said_is_not_given_again(office: Office) -> None:
    """The last item's line was lost; its plan and its closing stay, and must not fall to a new item."""
    town = office.root / TOWN
    lines = town.read_bytes().splitlines(keepends=True)
    town.write_bytes(b"".join(line for line in lines if b"{id: LS-05," not in line))
    assert b"LS-05" in (office.root / VILLAGE).read_bytes()
    office.keep()
    assert office.run("open", "liushao", "5.1.c", on="08-05") == 0
    ((file, (line,)),) = office.changed()
    assert (file, "{id: LS-06," in line) == (TOWN, True)


def test_a_claim_cannot_look_like_the_towns_word(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    forged = "2019-12-02 镇T4 销号：看过"
    village = office.root / VILLAGE
    claim = '\n      - {date: 2019-09-10, kind: 进展, text: "做了\\n  ' + forged + '"}'
    data = village.read_text("utf-8")
    assert "    claims:\n" in data
    village.write_text(data.replace("    claims:\n", f"    claims:{claim}\n", 1), "utf-8")
    code = data.partition("    claims:\n")[0].rpartition("- item: ")[2].split()[0]
    assert office.run("show", "liushao", code, "--as-of", "2019-12-31") == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(forged in line for line in lines)
    assert not any(line.strip().startswith(forged) for line in lines)


SPOILT = {
    "GBK": lambda text: text.encode("gb18030"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "a merge": lambda text: f"<<<<<<< a\n{text}".encode(),
    "half of it": lambda text: text.encode()[:301],
    "a wrong day": lambda text: text.replace("2019-12-22", "2019-13-22").encode(),
}


@pytest.mark.parametrize("side", [VILLAGE, TOWN])
@pytest.mark.parametrize("how", SPOILT)
def test_what_cannot_be_read_is_not_taken_for_missing(
    how: str, side: str, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fault is told with its place; no plan is said to lack, no item opened anew, nothing written."""
    path = office.root / side
    path.write_bytes(SPOILT[how](path.read_text("utf-8")))
    spoilt = path.read_bytes() != (ROOT / side).read_bytes()
    office.keep()
    for words in (["progress", "liushao", "LS-05", "--text", "甲"], ["open", "liushao"]):
        code = office.run(*words, on="12-28")
        told = capsys.readouterr()
        assert not spoilt or (code == 2 and f"{side}:" in told.err)
        assert not spoilt or office.changed() == []
    assert office.run("list", "liushao", "--as-of", "2019-12-31") == (2 if spoilt else 0)


def test_a_dry_run_shows_the_lines_and_writes_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.run("progress", "liushao", "LS-05", "--text", "又来了一次", "--dry-run", on="12-28") == 0
    assert "+      - {date: 2019-12-28, kind: 进展, text: 又来了一次}" in capsys.readouterr().out
    assert office.changed() == []


READING: dict[str, Callable[[Path], list[str]]] = {
    "list": lambda _: ["list"],
    "list-overdue": lambda _: ["list", "--overdue"],
    "show": lambda _: ["show", "dawantan", "DWT-06"],
    "show-long": lambda _: ["show", "大湾滩", "2019-大湾滩村-4.5-06"],
    "verify": lambda _: ["verify"],
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", READING)
def test_reading(name: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Both languages, on the shipped records as they are."""
    assert run(["--root", str(ROOT), "--lang", lang, "rectify", *READING[name](ROOT)]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.strip()
