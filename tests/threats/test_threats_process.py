"""The program as a process: Ctrl-C, closed pipes and streams, encodings, working folders, days far away."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from threat_town import BAD, ENTRY, TINY, command, environment, program

from branchstd.__main__ import main, run
from branchstd.stopping import stop
from branchstd.store.copying import copy_town, sweep_copies
from branchstd.workspace import Workspace

DAY = ("--as-of", "2019-06-30")
COMMANDS = {
    "check": ("check", *DAY),
    "check_json": ("check", "--format", "json", *DAY),
    "why": ("why", BAD, "3.4", *DAY),
    "gaps": ("gaps", *DAY),
    "due": ("due", *DAY),
    "explain": ("explain", "3.4"),
    "catalogue_list": ("catalogue", "list"),
    "help": ("check", "--help"),
}
REFUSALS = {
    "unknown_village": ("check", "不存在村"),
    "unknown_command": ("检查",),
    "bad_day": ("check", "--as-of", "二零一九年"),
}


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Enough villages that no pipe holds what is said about them."""
    root = tmp_path / "town"
    shutil.copytree(TINY, root)
    text = (root / "data/town.yaml").read_text("utf-8")
    for number in range(10, 18):
        shutil.copytree(root / "data/villages" / BAD, root / f"data/villages/cun{number}")
        text += ENTRY.replace("liushu", f"cun{number}").replace("柳树村", f"第{number}村")
    (root / "data/town.yaml").write_text(text, "utf-8")
    return root


def quiet(err: bytes) -> bool:
    return not {"Traceback", "Exception", "程序出错"} & set(err.decode(errors="replace").replace(":", " ").split())


# --- Ctrl-C ---


def test_interrupted_in_the_middle(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "village", interrupt)
    assert run(["--root", str(town), "check"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_interrupted_where_a_library_makes_an_error_of_it(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As pydantic does while it builds a model."""

    def interrupt(*_: object) -> None:
        try:
            stop(signal.SIGINT, None)
        except KeyboardInterrupt as stopped:
            raise ValueError("while building") from stopped

    monkeypatch.setattr(Workspace, "village", interrupt)
    monkeypatch.setattr("branchstd.stopping.SIGNALS", signals := [])
    monkeypatch.setattr("branchstd.cli.support.endings.SIGNALS", signals)
    assert run(["--root", str(town), "check"]) == 130
    assert "ValueError" not in capsys.readouterr().err


def test_interrupted_while_loading(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("branchstd.__main__.run", interrupt)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["check", "check_json"])
def test_interrupted_by_the_keyboard(name: str, many: Path) -> None:
    """The first line has come, the pipe is full: the program waits in the midst of its work."""
    argv = command("--root", str(many), *COMMANDS[name])
    with subprocess.Popen(argv, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert quiet(err)


# The signal comes at one operation of the store: before it, or after.
AT = """
import os, signal, sys
from branchstd.store.disk import Disk
operation, moment, sign = sys.argv[1:4]
done = getattr(Disk, operation)
def watched(self, *given):
    if moment == "before":
        os.kill(os.getpid(), int(sign))
    result = done(self, *given)
    if moment == "after":
        os.kill(os.getpid(), int(sign))
    return result
setattr(Disk, operation, watched)
from branchstd.__main__ import main
sys.argv = ["branchstd", *sys.argv[4:]]
main()
"""
WRITING = ("add", "document", BAD, "--date", "2019-06-14", "--form", "推进计划", "--title", "计划", "--record", "盒")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.diagonal
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("at", ["lock after", "replace before", "replace after", "unlock after"])
def test_stopped_while_writing(at: str, sign: signal.Signals, town: Path) -> None:
    """By the keyboard, by the system, by closing the window: what was written is told, and nothing is left."""
    operation, moment = at.split()
    path = town / f"data/villages/{BAD}/2019/documents.yaml"
    before = path.read_bytes()
    argv = [sys.executable, "-c", AT, operation, moment, str(int(sign)), "--root", str(town), "--lang", "zh", *WRITING]
    ended = subprocess.run(argv, env=environment(), capture_output=True, check=False, timeout=60)
    told = ended.stderr.decode().strip()
    wrote = moment == "after" and operation != "lock"
    assert ended.returncode == 130
    assert told == (f"已中断；已经写好的：data/villages/{BAD}/2019/documents.yaml" if wrote else "已中断；什么也没有写")
    assert (path.read_bytes() != before) == wrote
    assert not list(town.rglob(".~*"))


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ignored_signals_stay_ignored(town: Path) -> None:
    """`nohup`: who started it said so."""
    line = 'trap "" HUP; exec "$@"'
    argv = [sys.executable, "-c", AT, "lock", "after", str(int(signal.SIGHUP)), "--root", str(town), *WRITING]
    ended = subprocess.run(["sh", "-c", line, "sh", *argv], env=environment(), capture_output=True, check=False)
    assert ended.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_no_copy_of_records_stays_behind(sign: signal.Signals, town: Path, tmp_path: Path) -> None:
    """A tour that is stopped clears its copy away itself; of a killed one the next run that writes does."""
    kept = tmp_path / "temporary"
    (kept / "branchstd-12345678").mkdir(parents=True)  # nobody's that we know: no town in it
    (kept / "branchstd-12345678" / "mine.txt").write_text("mine", "utf-8")
    argv = [sys.executable, "-c", AT, "unlock", "before", str(int(sign)), "--root", str(town), "demo"]
    ended = subprocess.run(argv, env=environment(TMPDIR=str(kept)), capture_output=True, check=False, timeout=60)
    assert ended.returncode == (130 if sign == signal.SIGTERM else -signal.SIGKILL)
    assert len(list(kept.iterdir())) == (1 if sign == signal.SIGTERM else 2)
    assert program("--root", str(town), *WRITING, TMPDIR=str(kept)).returncode == 0
    assert [path.name for path in kept.iterdir()] == ["branchstd-12345678"]


def test_a_copy_that_somebody_works_on_stays(town: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    with copy_town(town) as copy:
        sweep_copies()
        assert (copy / "data" / "town.yaml").is_file()
    assert not copy.parent.exists()


@pytest.mark.parametrize("depth", [1, 3])
def test_a_folder_named_like_a_staging_file(depth: int, town: Path) -> None:
    """It bars nobody's way, and what somebody keeps in it stays."""
    folder = town / f"data/villages/{BAD}/2019"
    name = "documents.yaml"
    for _ in range(depth):
        name = f".~{name}.tmp"
        (folder / name).mkdir()
        (folder / name / "mine.txt").write_text("mine", "utf-8")
    assert program("--root", str(town), *WRITING).returncode == 0
    assert "推进计划" in (folder / "documents.yaml").read_text("utf-8")
    assert (folder / name / "mine.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize("zone", ["XXX-99:99", "Nowhere/Never", "", ":", "-", "A" * 5_000])
def test_a_zone_that_no_clock_knows(zone: str, town: Path) -> None:
    for argv in (("check",), WRITING):
        ended = program("--root", str(town), *argv, TZ=zone)
        assert ended.returncode in {0, 1}, ended.stderr.decode()


# --- streams that are closed or full ---


@pytest.mark.parametrize("name", [*COMMANDS, "version"])
def test_reader_has_gone(name: str, many: Path) -> None:
    argv = command("--version") if name == "version" else command("--root", str(many), *COMMANDS[name])
    reader, writer = os.pipe()
    os.close(reader)  # before the program begins: it may be quick
    try:
        ended = subprocess.run(argv, env=environment(), stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    finally:
        os.close(writer)
    assert (ended.returncode, ended.stderr) == (1, b"")


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("check >&-", 1),
        ("check --format json >&-", 1),
        ("check nowhere 2>&-", 2),
        ("check >&- 2>&-", 1),
        ("check <&- >/dev/null", 1),
        ("catalogue list >&-", 0),
    ],
)
def test_closed_streams(line: str, code: int, town: Path) -> None:
    """The exit code still tells."""
    argv = ["sh", "-c", f'exec "$@" {line}', "sh", *command("--root", str(town))]
    ended = subprocess.run(argv, env=environment(), capture_output=True, check=False, timeout=60)
    assert ended.returncode == code
    assert quiet(ended.stderr)


# --- encodings ---


@pytest.mark.parametrize("name", COMMANDS)
def test_stdout_of_another_encoding(name: str, town: Path) -> None:
    """The rarer encodings with one command: all print by the same way."""
    plain = program("--root", str(town), "--lang", "zh", *COMMANDS[name])
    for encoding in ("gbk", *(("ascii", "gb18030", "latin-1", "utf-16") if name == "check" else ())):
        ended = program("--root", str(town), "--lang", "zh", *COMMANDS[name], PYTHONIOENCODING=encoding)
        assert (ended.returncode, ended.stderr) == (plain.returncode, b"")
        if name == "check_json":
            assert ended.stdout == plain.stdout
        elif encoding.startswith("gb"):
            assert ended.stdout.decode(encoding) == plain.stdout.decode()
        else:
            assert ended.stdout


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize("name", REFUSALS)
def test_stderr_of_another_encoding(name: str, encoding: str, town: Path) -> None:
    ended = program("--root", str(town), "--lang", "zh", *REFUSALS[name], PYTHONIOENCODING=encoding)
    assert ended.returncode == 2
    assert quiet(ended.stderr)
    assert ("错误" in ended.stderr.decode(encoding)) == (encoding == "gbk")


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK", "nonsense"])
def test_document_does_not_depend_on_the_locale(locale: str, town: Path) -> None:
    argv = ("--root", str(town), *COMMANDS["check_json"])
    changes = {"LC_ALL": locale, "LANG": locale, "PYTHONIOENCODING": "", "PYTHONUTF8": "0", "BRANCHSTD_LANG": ""}
    assert program(*argv, **changes).stdout == program(*argv).stdout


# --- working folders and roots ---


def test_root_is_found_from_a_folder_below(town: Path) -> None:
    below = town / "data/villages" / BAD / "2019/activities"
    assert program(*COMMANDS["check"], cwd=below).stdout == program(*COMMANDS["check"], cwd=town).stdout


ROOT_IS = {"zh": "镇的文件夹：{root}\n", "en": "The town's folder: {root}\n"}


@pytest.mark.parametrize(
    ("lang", "name"), [("zh", "check"), ("en", "check_json"), ("en", "gaps"), ("zh", "catalogue_list")]
)
def test_the_root_is_told_where_nobody_named_it(lang: str, name: str, town: Path) -> None:
    """One line beside the result, which is the same."""
    below = town / "data/villages" / BAD
    told = ROOT_IS[lang].format(root=town).encode()
    at_root = program(*COMMANDS[name], cwd=town, BRANCHSTD_LANG=lang)
    assert at_root.stderr == b""
    for ended in (
        program(*COMMANDS[name], cwd=below, BRANCHSTD_LANG=lang),
        program("--root", str(below), *COMMANDS[name], BRANCHSTD_LANG=lang),
    ):
        assert (ended.stdout, ended.stderr) == (at_root.stdout, told)
    assert program("--root", str(town), *COMMANDS[name], BRANCHSTD_LANG=lang).stderr == b""


def test_the_root_is_told_once(many: Path) -> None:
    """Also where several processes open the town."""
    ended = program("check", "--jobs", "2", *DAY, cwd=many / "data")
    assert ended.stderr == ROOT_IS["zh"].format(root=many).encode()


def test_relative_root(town: Path) -> None:
    there = program("--root", "town", *COMMANDS["check"], cwd=town.parent)
    assert there.stdout == program(*COMMANDS["check"], cwd=town).stdout


def test_folder_with_blanks_and_chinese(town: Path) -> None:
    moved = shutil.move(town, town.with_name("示例镇 2019年 [副本]"))
    assert program("--root", str(moved), *COMMANDS["check"]).returncode == 1


ROOTS = ["nowhere", "data/town.yaml/", "", "\udcff", "x" * 5_000, "~"]


@pytest.mark.parametrize("root", ROOTS)
def test_no_town_there(root: str, tmp_path: Path) -> None:
    ended = program("--root", str(tmp_path / root), *COMMANDS["check"], cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert "[no_root]" in ended.stderr.decode()
    assert "用 --root 指明" in ended.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let the folder go")
def test_working_folder_is_gone(tmp_path: Path) -> None:
    argv = ["sh", "-c", 'mkdir gone && cd gone && rmdir ../gone && exec "$@"', "sh", *command(*COMMANDS["check"])]
    ended = subprocess.run(argv, cwd=tmp_path, env=environment(), capture_output=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert "[no_root]" in ended.stderr.decode()


def test_nothing_is_written(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not a byte, not a file, not a time of change."""

    def state() -> dict[str, tuple[int, bytes]]:
        files = sorted(path for path in town.rglob("*") if path.is_file())
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    for argv in COMMANDS.values():
        assert run(["--root", str(town), *argv]) in {0, 1}
        assert capsys.readouterr().out
    assert state() == before


# --- days far away ---


@pytest.mark.parametrize(
    "argv",
    [
        ("check", "--as-of", "0001-01-01"),
        ("check", "--as-of", "9999-12-31"),
        ("due", "--as-of", "9999-12-31"),
        ("due", *DAY, "--until", "9999-12-31"),
        ("due", *DAY, "--until", "2020-07-02"),
        ("due", *DAY, "--days", "367"),
        ("check", "--as-of", "2019-6-31"),
        ("check", "--as-of", "19-6-30"),
        ("check", "--as-of", "5-19"),
        ("check", "--as-of", "43646"),
    ],
)
def test_day_nobody_means(argv: tuple[str, ...], town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(town), *argv]) == 2
    assert quiet(capsys.readouterr().err.encode())


@pytest.mark.parametrize("day", ["2019-6-30", "2019.6.30", "2019年6月30日", "20190630"])
def test_a_day_said_in_another_way(day: str, town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = [(run(["--root", str(town), "check", "--as-of", each]), capsys.readouterr()) for each in (day, "2019-06-30")]
    assert said[0] == said[1]


@pytest.mark.parametrize("day", ["1900-01-01", "2018-12-31", "2019-02-28", "2020-02-29", "2100-12-31"])
def test_any_other_day(day: str, town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(town), "check", "--as-of", day]) in {0, 1}
    assert quiet(capsys.readouterr().err.encode())
