"""How far long work has come is seen at a terminal, and stands in nothing that is printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from samples import ROOT

LINE = ["--root", str(ROOT), "--lang", "zh", "check", "liushao", "qinglanping", "--as-of", "2019-11-01"]


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_the_count_is_on_the_terminal_and_the_result_in_the_file() -> None:
    """stderr is a terminal, stdout is not."""
    import pty

    command = [sys.executable, "-m", "branchstd", *LINE]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    plain = subprocess.run(command, capture_output=True, check=False, env=environment)
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment) as begun:
        os.close(theirs)
        assert begun.stdout is not None
        shown = b""
        while True:
            try:
                shown += os.read(ours, 4096)
            except OSError:  # it has gone
                break
        out = begun.stdout.read()
    os.close(ours)
    assert (begun.returncode, out) == (plain.returncode, plain.stdout)
    assert plain.stderr == b""
    told = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown.decode())
    assert re.search(r"正在核查 柳哨村 … 0/2 .*正在核查 青岚坪村 … 1/2 ", told, re.DOTALL)
    assert shown.endswith(b"\x1b[1A\x1b[2K")  # and nothing of it is left
