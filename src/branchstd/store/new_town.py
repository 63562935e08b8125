"""A new town: its folders with empty tables and lists, ready for git and for an editor.
Nothing is filled in.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from branchstd.records.town import KINDS
from branchstd.records.words import WORDS
from branchstd.root import MARK, package_folder
from branchstd.store.amending import blank
from branchstd.store.disk import LINE_END, is_staged
from branchstd.store.layout import TOWN_FILES, TOWN_ON_VILLAGE, VILLAGE_FILES, FileSpec
from branchstd.store.schemas import FOLDER, editor_settings, modeline, schema_files
from branchstd.store.templates import git
from branchstd.store.writing import put
from branchstd.text.decode import end_lines

STAFF: Final = (
    "town_secretary",
    "town_deputy",
    "organiser",
    "party_office",
    "liaison",
    "town_finance",
)
TEMPLATES: Final = {
    "gitignore": (".gitignore",),
    "gitattributes": (".gitattributes",),
    "check.yml": (".gitea/workflows/check.yml", ".github/workflows/check.yml"),
    "README.md": ("README.md",),
}
# What is clicked on, with its lines: what kinds of record there are is told first, and
# what was dropped on it is taken.
RUN: Final = '"%PROGRAM%" %OPTIONS%'
LAUNCHERS: Final = {
    "核查.bat": (f"{RUN} check",),
    "登记.bat": (
        f"{RUN} add",
        'set /p "KIND=KIND (activity, dues, duty ...): "',
        'set /p "VILLAGE=VILLAGE (cun, pinyin): "',
        f'{RUN} add "%KIND%" "%VILLAGE%"',
    ),
    "导出.bat": (f"{RUN} export",),
    "导入.bat": (f"{RUN} import %FILES%",),
}
_PLAIN: Final = re.compile(r"[\w·（）()-]+")


class NewTown(NamedTuple):
    """What a new town is called and which villages it has: folder name to name."""

    town: str
    county: str
    language: str
    year: int
    villages: dict[str, str]


def in_the_way(folder: Path, new: NewTown, newline: str = LINE_END) -> Path | None:
    """What lies there, but for git's and for what the founding of this very town left
    when it was broken off.
    """
    if not folder.is_dir():
        return folder if folder.exists() else None
    own = dict(_files(new, newline))
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        same = name in own and path.is_file() and path.read_bytes() == own[name]
        if path.is_symlink() or not (
            same or name.startswith(".git/") or path.is_dir() or is_staged(path.name)
        ):
            return path
    return None


def create_town(folder: Path, new: NewTown, newline: str = LINE_END) -> bool:
    """Writes the town, `data/town.yaml` last, so that what was interrupted is no town.
    newline: how lines end but for launchers, which are for Windows. Raises OSError.

    Returns whether it is a git repository now: where there is no git, the town is there
    all the same.
    """
    repository = _repository(folder)
    for name, data in _files(new, newline):
        put(folder / name, data)
    town = modeline(MARK.as_posix()) + _town(new)
    put(folder / MARK, end_lines(town, newline))
    return repository


def _files(new: NewTown, newline: str) -> Iterator[tuple[str, bytes]]:
    yield from ((name, end_lines(text, newline)) for name, text in _texts(new))
    yield from ((name, launcher(steps)) for name, steps in LAUNCHERS.items())


def launcher(steps: Iterable[str]) -> bytes:
    """A file to be clicked on in Windows. steps: its lines once it has the program
    (RUN); ASCII, which any code page reads alike.
    """
    text = (package_folder("templates") / "office" / "launcher.bat").read_text("utf-8")
    # With other line ends its labels are not found.
    return end_lines(text.replace("STEPS", "\n".join(steps)), "\r\n")


def _texts(new: NewTown) -> Iterator[tuple[str, str]]:
    for template, names in TEMPLATES.items():
        text = (package_folder("templates") / "office" / template).read_text("utf-8")
        for name in names:
            yield (
                name,
                text
                if name != "README.md"
                else text.format(
                    town=new.town,
                    year=new.year,
                    village=next(iter(new.villages.values())),
                ),
            )
    yield ".vscode/settings.json", editor_settings()
    yield ".vscode/extensions.json", '{"recommendations": ["redhat.vscode-yaml"]}\n'
    yield "CODEOWNERS", _owners(new)
    yield from ((f"{FOLDER}/{name}", text) for name, text in schema_files())
    for spec in TOWN_FILES:
        if spec.kind != "manual_row":
            yield _empty(f"data/town/{new.year}", spec)
    for slug, name in new.villages.items():
        file = f"data/town/{new.year}/villages/{slug}.yaml"
        keys = "".join(
            f"{key}: []    # {KINDS[kind].zh}\n"
            for key, kind in TOWN_ON_VILLAGE.items()
        )
        yield (
            file,
            (
                f"{modeline(file)}# 镇对{name}的话，村不能改。"
                f"编辑器会提示各项怎么写\n{_facts_form(new.year)}{keys}"
            ),
        )
        yield from _village(f"data/villages/{slug}/{new.year}", name)


def _facts_form(year: int) -> str:
    """What the town has to say of a village first, as a form in a comment: it holds
    once somebody has filled it in.
    """
    fields = [
        (name, str(info.title)) for name, info in KINDS["facts"].model_fields.items()
    ]
    lines = [
        f"#    {name}:    # {title}\n" for name, title in fields if name != "start"
    ]
    head = (
        "# 先填 facts：填好后删去下面每行最前面的一个 #，再删去“facts:"
        " []”一行；情形变了，从变的那天起再加完整的一条\n"
    )
    return f"{head}#facts:\n#  - start: {year}-01-01    # 起\n{''.join(lines)}"


def _village(folder: str, name: str) -> Iterator[tuple[str, str]]:
    for spec in VILLAGE_FILES:
        if spec.kind == "village":
            file = f"{folder}/{spec.name}"
            yield file, f"{modeline(file)}branch: {_quote(f'{name}党支部')}\n"
        elif "*" in spec.name:
            yield f"{folder}/{spec.name.partition('/')[0]}/.gitkeep", ""
        else:
            yield _empty(folder, spec)


def _empty(folder: str, spec: FileSpec) -> tuple[str, str]:
    file = f"{folder}/{spec.name}"
    return file, blank(file, spec)


def _town(new: NewTown) -> str:
    staff = "".join(
        f"  - {{code: T{n}, role: {WORDS['roles'][role][0]}}}\n"
        for n, role in enumerate(STAFF, 1)
    )
    villages = "".join(
        f"  - {{slug: {slug}, name: {_quote(name)}}}\n"
        for slug, name in new.villages.items()
    )
    return (
        "# 镇的话：镇是谁、有哪些村、对计划里的疑点怎么定。只有镇能改。\nname:"
        f" {_quote(new.town)}\ncounty: {_quote(new.county)}\nlanguage:"
        f" {new.language}\nstaff:    # 一人一个代码，"
        f"不写姓名；几个包村干部就写几行\n{staff}villages:\n{villages}decisions: []\n"
    )


def _owners(new: NewTown) -> str:
    """Who reviews what follows from the two folders."""
    villages = "".join(
        f"/data/villages/{slug}/  @{slug} @town-office\n" for slug in new.villages
    )
    return (
        "# 谁审哪个文件夹：镇写的只由镇审，村写的由村支部写、镇审。把 @"
        " 后面换成服务器上的组名。\n"
        f"*  @town-office\n/data/town/  @town-office\n{villages}"
    )


def _quote(text: str) -> str:
    """A name as YAML text, whatever stands in it; what is plain ASCII may be a word of
    YAML (null, -, 1).
    """
    return (
        text
        if _PLAIN.fullmatch(text) and not text.isascii()
        else json.dumps(text, ensure_ascii=False)
    )


def _repository(folder: Path) -> bool:
    if (folder / ".git").exists():
        return True
    try:
        command = ["git", "init", "--quiet", "--initial-branch=main", str(folder)]
        made = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return False
    git(folder, "config", "core.quotePath", "false")  # names are told in Chinese
    return made.returncode == 0
