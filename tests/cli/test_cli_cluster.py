"""The same over a Dask cluster of two workers, one of which is killed on the way; and who is refused."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from branchstd.__main__ import run
from branchstd.cli.support import cluster as module
from branchstd.cli.support.parallel import Batch
from samples import ROOT, YEAR_END

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("default")  # Dask's own
TOWNS = 8
DAY = ("--as-of", "2019-12-31")
CLUSTER = """
import sys
from distributed import LocalCluster, Security
if __name__ == "__main__":
    how = {"protocol": sys.argv[1] + "://", "security": Security(), "dashboard_address": None, "silence_logs": 60}
    with LocalCluster(n_workers=2, threads_per_worker=1, **how) as cluster:
        print(cluster.scheduler_address, *(worker.pid for worker in cluster.workers.values()), flush=True)
        sys.stdin.read()
"""


class Begun(NamedTuple):
    address: str
    workers: tuple[int, ...]
    process: subprocess.Popen[str]


def begin(folder: Path, protocol: str = "tcp", environment: dict[str, str] | None = None) -> Begun:
    script = folder / "cluster.py"
    script.write_text(CLUSTER, "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), protocol],
        env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder,
    )  # fmt: skip
    assert process.stdout is not None
    address, *workers = process.stdout.readline().split()
    return Begun(f"dask:{address}", tuple(map(int, workers)), process)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    found = begin(tmp_path_factory.mktemp("cluster"))
    yield found
    found.process.communicate("", timeout=60)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("towns")
    for number in range(TOWNS):
        shutil.copytree(ROOT / "docs" / "tiny", folder / str(number))
    return [str(folder / str(number)) for number in range(TOWNS)]


def here(_: Batch[object]) -> Iterator[object]:
    raise AssertionError("done here")


@pytest.mark.parametrize("words", [("rollup",), ("check", "--format", "json")], ids=["rollup", "check"])
def test_a_cluster_says_what_processes_say(
    words: tuple[str, ...],
    begun: Begun,
    towns: list[str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Byte for byte, with nothing done here."""
    line = [*words, *(towns[:2] if words == ("rollup",) else ("--root", towns[0])), *DAY, "--jobs", "1"]
    before = run(line), capfd.readouterr()
    monkeypatch.setattr(Batch, "here", here)
    assert (run([*line, "--executor", begun.address]), capfd.readouterr()) == before
    assert (before[0], before[1].err) == (1, "")


def test_who_judges_otherwise_is_refused(
    begun: Begun, towns: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ["rollup", towns[0], *DAY, "--format", "json", "--executor", begun.address]

    def told() -> tuple[int, str, str]:
        return (run(line), *capfd.readouterr())

    wanted = module.basis_of(Path(towns[0]), YEAR_END)
    changes = {
        "executor_other_program": {"program": "0.0.1"},
        "executor_other_standards": {"standards": "other"},
        "executor_other_day": {"day": "2019-11-01"},
    }
    for expected, change in changes.items():
        with monkeypatch.context() as patch:
            patch.setattr(module, "_wanted", lambda *_, change=change: wanted._replace(**change))
            code, out, err = told()
        assert (code, out) == (2, "")
        assert f"[{expected}]" in err
    monkeypatch.setattr(module, "__version__", "9.9.9")
    code, out, err = told()
    assert (code, out, "[executor_other_program]" in err) == (2, "", True)


def test_what_names_no_cluster(
    towns: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 1)
    for name, code in {
        "spark:127.0.0.1:1": "executor_unknown",
        "dask:": "executor_unknown",
        "dask:http://127.0.0.1": "executor_unknown",
        "dask:tcp://[::1": "executor_unknown",
        "dask:tcp://10.0.0.1:8786": "executor_open",
        "dask:10.0.0.1:8786": "executor_open",
        "dask:127.0.0.1:1": "executor_unreached",
        "dask:tls://127.0.0.1:1": "executor_unreached",
    }.items():
        assert run(["rollup", towns[0], "--executor", name]) == 2
        out, err = capfd.readouterr()
        assert (f"[{code}]" in err, err.count("\n")) == (True, 2), name
        assert not [line for line in out.splitlines() if "示例镇" in line]
    assert run(["--root", towns[0], "check", "--executor", "dask:127.0.0.1:1"]) == 2
    assert "[executor_text]" in capfd.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["rollup", towns[0], "--executor", "dask:127.0.0.1:1"]) == 2
    assert "[executor_lacking]" in capfd.readouterr().err


@pytest.mark.parametrize("lost", ["a worker", "all"])
def test_what_is_lost_on_the_way_costs_time_alone(lost: str, towns: list[str], tmp_path: Path) -> None:
    """A worker's villages are looked at again; the rest is done here where nobody is left."""
    found = begin(tmp_path)
    line = [
        sys.executable,
        "-m",
        "branchstd",
        "--lang",
        "zh",
        "rollup",
        *towns,
        *DAY,
        "--format",
        "json",
        "--jobs",
        "1",
    ]
    expected = subprocess.run(line, capture_output=True, check=False).stdout
    with subprocess.Popen([*line, "--executor", found.address], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as work:
        assert work.stdout is not None
        first = work.stdout.readline()
        os.kill(found.workers[0], signal.SIGKILL)
        if lost == "all":
            found.process.kill()
            os.kill(found.workers[1], signal.SIGKILL)
        rest, err = work.communicate(timeout=120)
    assert first + rest == expected
    assert work.returncode == 1
    assert [line.partition("（")[0] for line in err.decode().splitlines()] == (
        ["集群做不下去了"] if lost == "all" else []
    )
    found.process.communicate("", timeout=60)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no certificate can be made")
def test_tls_is_what_dask_is_told_of_it(towns: list[str], tmp_path: Path) -> None:
    """In the environment, for scheduler, workers and the program alike."""
    own = tmp_path / "own.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", str(tmp_path / "key.pem"), "-out", str(own)], check=True, capture_output=True,
    )  # fmt: skip
    own.write_text(own.read_text() + (tmp_path / "key.pem").read_text())
    tls = "DASK_DISTRIBUTED__COMM__TLS__"
    parts = [f"{tls}{who}__{what}" for who in ("SCHEDULER", "WORKER", "CLIENT") for what in ("CERT", "KEY")]
    environment = {**os.environ, **dict.fromkeys([f"{tls}CA_FILE", *parts], str(own))}
    found = begin(tmp_path, "tls", environment)
    assert found.address.startswith("dask:tls://")
    line = [sys.executable, "-m", "branchstd", "rollup", towns[0], *DAY, "--format", "json"]
    line += ["--executor", found.address]
    ended = subprocess.run(line, capture_output=True, check=False, env=environment)
    found.process.communicate("", timeout=60)
    assert (ended.returncode, ended.stderr, ended.stdout.count(b"\n")) == (1, b"", 2)
