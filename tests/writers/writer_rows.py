"""Every command of the tree: those that only read, and for those that write what is said to them.

A row is `Row(before, words)`: the commands that lead there, and the one that is tried. `{out}` is a folder beside the
town, `{change}` the name of the first change that was kept. Rows of one command name among them each of its options,
but for those that change nothing of what is written.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any, NamedTuple

from typer.main import get_command

from branchstd.cli.app import app

HERE = Path(__file__)


class Row(NamedTuple):
    before: tuple[str, ...]
    words: str


def _each() -> dict[str, Any]:
    """One record of every kind, as `tests/cli/test_cli_add.py` adds it."""
    spec = importlib.util.spec_from_file_location("rows_of_add", HERE.parents[1] / "cli" / "test_cli_add.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {f"add {kind}": [Row((), f"add {kind} {module.OTHER.get(kind, 'liushao')} {joined(words[0])}")]
            for kind, words in module.EACH.items()}  # fmt: skip


def joined(words: list[str]) -> str:
    return "\t".join(words)


# Beside these, options that say on which day, in which form or for whom something is shown, or tell git of it.
LOOKING = {
    "--help",
    "--commit",
    "--dry-run",
    "--check",
    "--format",
    "--as-of",
    "--list",
    "--by",
    "--for",
    "--phase",
    "--village",
}
READS = {
    "check", "why", "gaps", "due", "plan show", "plan lint", "town", "rollup", "explain", "rectify list",
    "rectify show", "rectify verify", "inspect list", "inspect draw", "feedback list", "stars", "verify", "compare",
    "catalogue list", "catalogue show", "catalogue own", "catalogue lint", "doctor",
}  # fmt: skip

OPEN = "rectify open liushao 5.1.c --on 2019-09-01"
PLAN = (
    "rectify plan liushao LS-06 --cause 抄漏 --cause-kind 制度缺失 --task 补 --measure 议 --responsible M02 --proof 齐"
    " --start 2019-09-02 --on 2019-09-02"
)
DONE = "rectify done liushao LS-06 --text 补了 --proof 夹6 --on 2019-09-03"
CLOSED = "rectify confirm liushao LS-06 --by T4 --reason 看了 --despite 原件在镇上 --on 2019-09-04"
OBJECT = "rectify object liushao LS-06 --text 在旧夹子里 --proof 夹5 --on 2019-09-03"
FORM = "{out}/form.csv"
BOOK = "{out}/books/柳哨村2019年记录.xlsx"

WRITES: dict[str, list[Row]] = {
    **_each(),
    "export": [Row((), "export liushao --out {out}/books"), Row((), "export liushao --codes --out {out}/books")],
    "import": [
        Row(("!book",), f"import {BOOK}"),
        Row(("!book",), f"import {BOOK} --deletions"),
        Row(("!tables",), "import {out}/roster.csv --as 花名册 --village qinglanping --sheet roster"
            " --fill 入党日期=2010-07-01"),
        Row(("!tables", "import {out}/roster.csv --as 花名册 --village qinglanping"),
            "import {out}/dues.csv --as 党费 --village qinglanping --paid-on 10月=2019-10-08 --paid-on 11月=2019-11-08"
            " --arrears"),
        Row(("!tables", "import {out}/roster.csv --as 花名册 --village qinglanping"),
            "import {out}/dues.csv --as 党费 --village qinglanping --paid-on 10月= --paid-on 11月=2019-11-08"
            " --paid-for C3=10月、11月"),
        Row(("!tables", "import {out}/roster.csv --as 花名册 --village qinglanping"),
            "import {out}/dues.csv --as 党费 --village qinglanping --year 2018 --map {out}/导出/dues.yaml"
            " --paid-on 10月=2018-10-08 --paid-on 11月=2018-11-08 --arrears"),
    ],
    "undo": [Row(("!book", f"import {BOOK}"), "undo {change}")],
    "fmt": [Row(("!loose",), "fmt liushao"), Row(("!loose",), "fmt")],
    "rectify open": [
        Row((), OPEN),
        Row((), "rectify open liushao 2.7 --origin 群众反映 --text 公开栏的字太小 --on 2019-09-01"),
    ],
    "rectify plan": [Row((OPEN,), PLAN)],
    "rectify progress": [Row((OPEN, PLAN), "rectify progress liushao LS-06 --text 起草 --proof 夹6 --on 2019-09-03")],
    "rectify done": [Row((OPEN, PLAN), DONE)],
    "rectify ask": [Row((OPEN, PLAN), "rectify ask liushao LS-06 --text 接羔 --until 2019-11-01 --on 2019-09-03")],
    "rectify object": [Row((OPEN,), OBJECT)],
    "rectify confirm": [Row((OPEN, PLAN, DONE), CLOSED)],
    "rectify return": [Row((OPEN, PLAN, DONE), "rectify return liushao LS-06 --by T4 --reason 缺 --on 2019-09-04")],
    "rectify extend": [
        Row((OPEN, PLAN), "rectify extend liushao LS-06 --until 2019-11-01 --by T2 --reason 属实 --on 2019-09-04")
    ],
    "rectify watch": [
        Row((OPEN, PLAN, DONE), "rectify watch liushao LS-06 --until 2019-11-01 --by T4 --reason 看 --on 2019-09-04")
    ],
    "rectify uphold": [
        Row((OPEN, OBJECT), "rectify uphold liushao LS-06 --by T4 --reason 看到了 --on 2019-09-04")
    ],
    "rectify overrule": [
        Row((OPEN, OBJECT), "rectify overrule liushao LS-06 --by T4 --reason 没有 --on 2019-09-04")
    ],
    "rectify reopen": [
        Row((OPEN, PLAN, DONE, CLOSED), "rectify reopen liushao LS-06 --by T4 --reason 又没了 --on 2019-09-05")
    ],
    "feedback answer": [
        Row(("add feedback liushao --id LS-F9 --date 2019-10-20 --kind 建议 --text 会期定在接羔以后",),
            "feedback answer liushao LS-F9 --by T4 --text 照办 --to-county-on 2019-11-01 --on 2019-11-01"),
    ],
    "accept": [
        Row((), "accept liushao --conclusion 达标 --panel T2 --panel T4 --reason 看 --score 86 --despite 已说明"
                " --on 2019-12-20"),
        Row((), "accept liushao --conclusion 达标 --county --reason 看 --on 2019-12-20"),
    ],
    "catalogue fill out": [Row((), f"catalogue fill out {FORM}")],
    "catalogue fill in": [Row(("!form",), f"catalogue fill in {FORM}")],
    "catalogue copy": [Row((), "catalogue copy")],
    "schema": [Row((), "schema --output {out}/schemas"), Row((), "schema")],
    "report": [
        Row((), "report -o {out} --village liushao"),
        Row((), "report -o {out} --village liushao --format html"),
    ],
    "lists": [
        Row((), "lists liushao --out {out} --list met --list unmet --list register"),
        Row((), "lists liushao --out {out} --format xlsx --names --list roster --list draw --seed a"),
    ],
    "paper": [Row((), "paper 整改通知书 liushao chuankouyi --as-of 2019-10-01 --out {out}/papers"),
              Row((), "paper 催办单 dawantan --item DWT-02 --as-of 2019-10-01 --names --out {out}/papers")],
    "init": [Row((), "init {out}/new --name 河口镇 --county 某县 --village 石桥村 --yes")],
    "demo": [Row((), "demo --whole")],
}  # fmt: skip
# What is written again as it is, so that saying it twice says nothing twice.
ANEW = {"fmt", "schema", "demo", "export", "import", "paper"}


def tree() -> dict[str, set[str]]:
    """Each command with the options it takes."""

    def below(command: Any, path: tuple[str, ...]) -> dict[str, set[str]]:
        if not hasattr(command, "list_commands"):
            return {" ".join(path): {o.opts[0] for o in command.params if o.param_type_name == "option"}}
        names = command.list_commands(None)
        return {
            key: value for name in names for key, value in below(command.get_command(None, name), (*path, name)).items()
        }

    return below(get_command(app), ())


def words_of(row_words: str, out: Path) -> list[str]:
    """A text with tabs between its last words keeps the blanks in them."""
    head, *rest = row_words.split("\t")
    if "{change}" in head:
        kept = min((out.parent / "town/.branchstd/journal").glob("*.done.json"))
        head = head.replace("{change}", kept.name.partition(".")[0])
    return [word.replace("{out}", str(out)) for word in [*head.split(), *rest]]
