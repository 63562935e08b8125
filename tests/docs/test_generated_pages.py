"""The generated pages say what models and catalogue say now."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name", ["api.md", "commands.zh.md", "coverage.md", "records.md", "records.zh.md", "standards.md"]
)
def test_page_is_up_to_date(name: str) -> None:
    pages = {path.name: (path, text) for path, text in generator().pages()}
    path, text = pages[name]
    assert path.read_text("utf-8") == text, "run: uv run python docs/generate.py"


def test_every_field_has_a_reader() -> None:
    """A field that no rule and no paper form reads is a field that nobody should have to fill in."""
    rows = [line for line in (ROOT / "docs" / "records.md").read_text("utf-8").splitlines() if line.startswith("| `")]
    assert len(rows) > 200
    assert [row for row in rows if row.endswith("|  |")] == []


def test_the_glossary_has_the_same_words_in_both_languages() -> None:
    both = [
        [tuple(cell.strip() for cell in line.split("|")[1:3]) for line in text.splitlines()[4:]]
        for text in ((ROOT / "docs" / name).read_text("utf-8") for name in ("glossary.md", "glossary.zh.md"))
    ]
    assert both[0] == both[1]
    assert len(both[0]) > 50
