"""Two villages, and the program run in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from threat_town import CHECK, Check, Checked, parsed, two_villages

from branchstd.__main__ import run


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return two_villages(tmp_path)


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Checks a root; whatever happens, nothing is a traceback or a bug of ours."""

    def checked(root: Path, *villages: str) -> Checked:
        code = run([*CHECK, "--root", str(root), *villages])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert code in {0, 1, 2, 3}
        return parsed(code, out, err)

    return checked
