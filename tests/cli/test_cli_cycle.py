"""The town's commands of the year: accept, answer, draw, list visits, show stars; and what each refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from branchstd.__main__ import run
from samples import ROOT

Said = tuple[int, str, str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def do(root: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def done(*words: str, lang: str = "zh") -> Said:
        code = run(["--root", str(root), "--lang", lang, *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return done


ACCEPT = ("accept", "mingjinghu", "--conclusion", "达标", "--panel", "T2", "--panel", "T3", "--on", "2019-11-18")
TOWN = "data/town/2019/villages/mingjinghu.yaml"


def test_an_acceptance_quotes_what_it_rests_on(root: Path, do: Callable[..., Said]) -> None:
    code, out, err = do(*ACCEPT, "--score", "83", "--reason", "看过记录，夏天也坐满了")
    assert (code, err) == (0, "")
    written = (root / TOWN).read_text("utf-8").splitlines()[-1]
    assert "level: 镇, date: 2019-11-18, panel: [T2, T3], conclusion: 达标, score: 83" in written
    assert "rests_on: 2019-11-18 met " in written
    assert "镇考核验收：2019-11-18" in out
    assert "又改过" not in out


def test_records_changed_after_an_acceptance_are_told(root: Path, do: Callable[..., Said]) -> None:
    """A record of October, gone afterwards; one of December changes nothing of November."""
    assert do(*ACCEPT, "--reason", "看过")[0] == 0
    report = ("report", "--village", "mingjinghu")
    folder = root / "data/villages/mingjinghu/2019/activities"
    (folder / "2019-12.yaml").unlink()
    assert "又改过" not in do(*report)[1]
    (folder / "2019-10.yaml").unlink()
    assert "验收以后，当时的记录又改过，请问清为什么" in do(*report)[1]


def test_changed_terms_after_an_acceptance_are_no_changed_records(root: Path, do: Callable[..., Said]) -> None:
    assert do(*ACCEPT, "--reason", "看过")[0] == 0
    town = root / "data/town.yaml"
    decided = "  - {id: C5, date: 2019-06-05, by: T2, choice: each_month, reason: 纪要}\n"
    town.write_text(town.read_text("utf-8") + decided, "utf-8")
    told = do("report", "--village", "mingjinghu")[1]
    assert "口径已变" in told
    assert "又改过" not in told
    (root / "data/villages/mingjinghu/2019/activities/2019-10.yaml").unlink()
    assert "口径已变，当时的记录也改过" in do("report", "--village", "mingjinghu")[1]


def test_an_unreadable_file_stops_an_acceptance(root: Path, do: Callable[..., Said]) -> None:
    """It may hold what a veto rests on; and no stars are proposed beside it."""
    (root / "data/villages/mingjinghu/2019/activities/2019-01.yaml").write_text("{{{", "utf-8")
    code, _, err = do(*ACCEPT, "--reason", "看过")
    assert code == 2
    assert "activities/2019-01.yaml:" in err
    assert "有记录读不了" in do("stars", "mingjinghu")[1]
    assert do(*ACCEPT, "--reason", "看过", "--despite", "一月的原件看过")[0] == 0


def test_a_basis_of_another_day_and_one_person_twice_are_told(root: Path, do: Callable[..., Said]) -> None:
    words = ("accept", "mingjinghu", "--conclusion", "met", "--panel", "T3", "--panel", "T3", "--reason", "看")
    assert "不足2人" in do(*words, "--on", "2019-11-18")[1]
    path = root / TOWN
    path.write_text(path.read_text("utf-8").replace("rests_on: 2019-11-18", "rests_on: 2019-11-17"), "utf-8")
    assert "验收依据写的是别的一天" in do("report", "--village", "mingjinghu")[1]


def test_odd_seeds_and_days(do: Callable[..., Said]) -> None:
    assert do("inspect", "draw", "--seed", "\udcff\udcfe")[0] == 0
    words = ("feedback", "answer", "chiyangou", "CYG-F1", "--by", "T4", "--text", "好", "--on", "2019-12-01")
    for sent in ("2031-01-01", "2019-01-01"):
        code, _, err = do(*words, "--to-county-on", sent)
        assert code == 2
        assert "[county_other_day]" in err


def test_of_two_words_of_one_day_the_later_holds(root: Path, do: Callable[..., Said]) -> None:
    """Deferred in the morning, accepted in the evening."""
    words = ("accept", "mingjinghu", "--panel", "T2", "--panel", "T3", "--reason", "看过", "--on", "2019-11-18")
    assert "镇的结论：暂缓验收" in do(*words, "--conclusion", "暂缓验收")[1]
    assert "镇考核验收：2019-11-18" in do(*words, "--conclusion", "达标")[1]


@pytest.mark.parametrize("panel", [("T5", "T3"), ("T3",)])
def test_a_small_panel_and_the_own_liaison_are_told(panel: tuple[str, ...], do: Callable[..., Said]) -> None:
    words = [word for code in panel for word in ("--panel", code)]
    code, out, _ = do("accept", "mingjinghu", "--conclusion", "met", *words, "--reason", "看", "--on", "2019-11-18")
    assert code == 0
    assert ("包村干部（T5）" in out) == ("T5" in panel)
    assert ("不足2人" in out) == (len(panel) < 2)


def test_what_should_come_first_stops_an_acceptance(root: Path, do: Callable[..., Said]) -> None:
    before = (root / "data/town/2019/villages/qinglanping.yaml").read_bytes()
    words = ("accept", "qinglanping", "--panel", "T2", "--panel", "T3", "--reason", "看过", "--on", "2019-11-18")
    code, _, err = do(*words, "--conclusion", "基本达标")
    assert code == 2
    assert "[not_ready]" in err
    assert "已答0项，应答42项" in err
    assert "考核验收申请：还没有" in err
    assert (root / "data/town/2019/villages/qinglanping.yaml").read_bytes() == before
    assert do(*words, "--conclusion", "暂缓验收")[0] == 0


def test_with_a_reason_it_passes_all_the_same(root: Path, do: Callable[..., Said]) -> None:
    words = ("accept", "qinglanping", "--panel", "T2", "--panel", "T3", "--reason", "看过", "--on", "2019-11-18")
    assert do(*words, "--conclusion", "基本达标", "--despite", "新建的村，先定下来")[0] == 0
    text = (root / "data/town/2019/villages/qinglanping.yaml").read_text("utf-8")
    assert "reason: 看过（该先做的没有做完仍通过：新建的村，先定下来）" in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--conclusion", "达标"), "missing_field"),
        (("--conclusion", "达标", "--panel", "T9"), "unknown_reference"),
        (("--conclusion", "很好", "--panel", "T2"), "unknown_word"),
        (("--conclusion", "达标", "--panel", "T2", "--score", "多"), "bad_decimal"),
    ],
)
def test_refusals(words: tuple[str, ...], code: str, root: Path, do: Callable[..., Said]) -> None:
    before = (root / TOWN).read_bytes()
    found, _, err = do("accept", "mingjinghu", *words, "--reason", "看", "--on", "2019-11-18")
    assert found == 2
    assert f"[{code}]" in err
    assert (root / TOWN).read_bytes() == before


def test_the_county_s_result_needs_no_panel_and_quotes_nothing(root: Path, do: Callable[..., Said]) -> None:
    words = ("accept", "liushao", "--county", "--conclusion", "met", "--reason", "复核", "--on", "2019-12-27")
    code, out, _ = do(*words)
    assert code == 0
    assert "县考核验收：2019-12-27" in out
    assert "rests_on" not in (root / "data/town/2019/villages/liushao.yaml").read_text("utf-8")


def test_an_answer(root: Path, do: Callable[..., Said]) -> None:
    assert do("feedback", "list", "--open")[0] == 1
    words = ("feedback", "answer", "chiyangou", "CYG-F1", "--by", "T4", "--text", "按冬夏分开定")
    before = (root / "data/town/2019/replies.yaml").read_bytes()
    assert do(*words, "--on", "2019-11-08", "--dry-run")[0] == 0
    assert (root / "data/town/2019/replies.yaml").read_bytes() == before
    assert do(*words, "--on", "2019-11-08", "--to-county-on", "2019-11-08")[0] == 0
    line = (root / "data/town/2019/replies.yaml").read_text("utf-8").splitlines()[-1]
    assert line.strip() == (
        "- {date: 2019-11-08, village: chiyangou, ids: [CYG-F1], text: 按冬夏分开定, by: T4, to_county_on: 2019-11-08}"
    )
    code, out, _ = do("feedback", "list", "--open")
    assert code == 0
    assert "CYG-F1" not in out
    assert do("check", "--problems", "chiyangou")[0] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("CYG-F9", "--by", "T4"), "unknown_reference"),
        (("BYT-F1", "--by", "T4"), "unknown_reference"),  # another village's
        (("CYG-F1", "--by", "T9"), "unknown_reference"),
    ],
)
def test_an_answer_to_nothing_or_by_nobody(words: tuple[str, ...], code: str, do: Callable[..., Said]) -> None:
    found, _, err = do("feedback", "answer", "chiyangou", *words, "--text", "好", "--on", "2019-11-08")
    assert found == 2
    assert f"[{code}]" in err


def test_what_was_not_said_yet_cannot_be_answered(do: Callable[..., Said]) -> None:
    """CYG-F1 was sent on 4 November."""
    words = ("feedback", "answer", "chiyangou", "CYG-F1", "--by", "T4", "--text", "好")
    assert do(*words, "--on", "2019-11-03")[0] == 2
    assert do(*words, "--on", "2019-11-04")[0] == 0


def test_a_draw_is_the_same_for_everybody(do: Callable[..., Said]) -> None:
    words = ("inspect", "draw", "--seed", "2019-08-22", "--villages", "1", "--standards", "2")
    code, first, err = do(*words, "baiyutan", "dawantan", "liushao")
    assert (code, err) == (0, "")
    assert first == do(*words, "liushao", "baiyutan", "dawantan")[1]
    assert "柳哨村" in first
    assert "白羽滩村" not in first
    assert do("inspect", "draw", "--seed", " ")[0] == 2


def test_findings_that_wait_for_somebody_are_told(do: Callable[..., Said]) -> None:
    code, out, _ = do("inspect", "list", "chiyangou")
    assert code == 1
    assert "到期，该回访" in out.replace("\n    ", "")
    assert do("inspect", "list", "baiyutan", "--as-of", "2019-12-31")[0] == 0


def test_members_stars_are_for_their_own_branch_alone(root: Path, do: Callable[..., Said]) -> None:
    """The town's table counts; a village's names codes, and names only where names.csv lies."""
    (root / "data/villages/liushao/names.csv").write_text("code,name\nM04,某某某\n", "utf-8")
    town = do("stars")[1]
    assert "M04" not in town
    assert "某某某" not in town
    own = do("stars", "liushao")[1]
    assert "M04（某某某）" in own
    assert "没有列入" not in own


def test_no_report_names_anybody(root: Path, do: Callable[..., Said]) -> None:
    """names.csv lies beside the records: what leaves the branch has codes all the same."""
    for village in (root / "data/villages").iterdir():
        (village / "names.csv").write_text(
            "code,name\n" + "".join(f"{kind}{number:02},某某某\n" for kind in "MPRCH" for number in range(60)), "utf-8"
        )
    of_one = ("--village", "liushao")
    for phase, (town, village) in {
        "deploy": ("md", "html"),
        "advance": ("html", "md"),
        "assess": ("md", "html"),
    }.items():
        for words in (("--format", town), (*of_one, "--format", village)):
            text = do("report", "--phase", phase, *words, "--as-of", "2019-12-31")[1]
            assert "某某某" not in text
            assert "柳哨村" in text


@pytest.mark.parametrize(
    "words",
    [("stars",), ("inspect", "list"), ("feedback", "list"), ("report",), ("plan", "show"), ("stars", "liushao")],
)
def test_what_may_lack_is_told(words: tuple[str, ...], root: Path, do: Callable[..., Said]) -> None:
    """A file of the town about one village cannot be read: the rest is shown, the fault is told on stderr."""
    (root / "data/town/2019/villages/liushao.yaml").write_text("inspections: [\n", "utf-8")
    code, out, err = do(*words)
    assert code == 2
    assert "data/town/2019/villages/liushao.yaml:" in err
    assert "柳哨村" in out or words == ("plan", "show")
    if words == ("report",):
        assert "读不出来的：data/town/2019/villages/liushao.yaml" in out


@pytest.mark.parametrize("words", [("stars",), ("stars", "liushao"), ("inspect", "list"), ("feedback", "list")])
@pytest.mark.parametrize("form", ["text", "json", "md", "csv"])
def test_forms(words: tuple[str, ...], form: str, do: Callable[..., Said]) -> None:
    for lang in ("zh", "en"):
        code, out, err = do(*words, "--format", form, lang=lang)
        assert code in {0, 1}
        assert err == ""
        assert out
