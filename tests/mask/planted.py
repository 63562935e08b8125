"""A town with numbers of persons in every text, name of a file, header and key; and every way to make it speak."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any, Final, NamedTuple

from typer.main import get_command

from branchstd.cli.app import app
from hostile_town import hostile_town

HOLE: Final = "⟪here⟫"
ODD: Final = "data/villages/chiyangou"  # of all villages the one whose files are broken as well
WIDE: Final = str.maketrans("0123456789Xx-", "０１２３４５６７８９Ｘｘ－")
FORMS: Final[tuple[Callable[[int], str], ...]] = (
    lambda n: f"{_phone(n)}",
    lambda n: f"+86{_phone(n)}",
    lambda n: f"0086-{_cut(_phone(n), '-', 3, 4, 4)}",
    lambda n: f"86-{_phone(n)}",
    lambda n: f"Tel{_phone(n)}",
    lambda n: _cut(_phone(n), ".", 3, 4, 4),
    lambda n: _cut(_phone(n), "/", 3, 4, 4),
    lambda n: _cut(_phone(n), "\u3000", 3, 4, 4),
    lambda n: _phone(n).translate(WIDE),
    lambda n: " ".join(_phone(n)),
    lambda n: _id(n),  # noqa: PLW0108  defined below
    lambda n: f"ID{_id(n)[:-1]}X",
    lambda n: _cut(_id(n), " ", 6, 8, 4),
    lambda n: _cut(_id(n), ".", 6, 4, 4, 4),
    lambda n: _id(n).translate(WIDE),
    lambda n: f"620123{60 + n % 30}0{1 + n % 9}{10 + n % 19}{n % 1000:03}",
    lambda n: _card(n),  # noqa: PLW0108
    lambda n: _cut(_card(n), "-", 4, 4, 4, 4, 3),
    lambda n: f"zhang{_random(n, 6)}@example.cn",
    lambda n: f"{_random(n, 9)}@qq.com",
    lambda n: f"QQ：9{_random(n, 8)}",
    lambda n: f"微信号：li_{_random(n, 7)}",
    lambda n: f"0937-6{_random(n, 6)}",
    lambda n: f"（0937）6{_random(n, 6)}",
    lambda n: f"电话：68{_random(n, 6)}",
)


def _random(n: int, digits: int) -> str:
    return "".join(random.Random(n).choices("12345678", k=digits))


def _phone(n: int) -> str:
    return f"13{_random(n, 9)}"


def _id(n: int) -> str:
    """Mostly with a wrong check character."""
    return f"620123{1950 + n % 50}0{1 + n % 9}{10 + n % 19}{_random(n, 4)}"


def _card(n: int) -> str:
    """19 digits of which Luhn's sum is right."""
    body = f"622202{_random(n, 12)}"
    total = sum(int(d) if place % 2 else sum(divmod(2 * int(d), 10)) for place, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def _cut(number: str, sign: str, *lengths: int) -> str:
    places = [sum(lengths[:n]) for n in range(len(lengths))]
    return sign.join(number[at : at + length] for at, length in zip(places, lengths, strict=True))


VALUES: Final = tuple(FORMS[n % len(FORMS)](n) for n in range(200))


def bare(text: str) -> str:
    """Letters and digits alone, wide ones as narrow ones."""
    return re.sub(r"[^0-9a-z]", "", unicodedata.normalize("NFKC", text).lower())


def _own(value: str) -> str:
    """What of a value nobody may read: without the words and prefixes that tell what it is."""
    return re.sub(r"^(0086|86(?=13\d{9}$)|tel|id(?=\d)|qq(?=\d))", "", bare(value))


NEEDLES: Final = {_own(value): value for value in VALUES}


def leaked(text: str) -> list[str]:
    """Which of the values can be read in a text, with all separators dropped."""
    flat = bare(text)
    return [value for needle, value in NEEDLES.items() if needle in flat]


def planted_town(target: Path) -> Path:
    """Two values in each text field of each record; in one village also where no text is expected."""
    root = hostile_town(target, f"{HOLE}；{HOLE}。")
    number = count()
    for path in sorted(root.rglob("*.*")):
        if path.is_file():
            text = path.read_text("utf-8")
            # A number in the manual's words stops every command; that it does is looked at elsewhere.
            path.write_text(text.replace(HOLE, "甲") if path.name == "manual.csv" else _filled(text, number), "utf-8")
    year = root / ODD / "2019"
    for at, value in enumerate(VALUES):
        name = value.replace("/", "／")
        folder = (root / ODD, year, year / "照片", root / "data/town/2019", root / "data")[at % 5]
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.{('txt', 'csv', 'yaml', 'jpg')[at % 4]}").write_text(value, "utf-8")
    for at, path in enumerate(sorted(year.glob("*.csv"))):
        head, *rows = path.read_text("utf-8").splitlines()
        odd = [f"{row},{VALUES[(at + n) % 200]}" for n, row in enumerate(rows)]
        path.write_text("\n".join([f"{head},{VALUES[at]}", *odd]) + "\n", "utf-8")
    for at, path in enumerate(sorted((*year.glob("*.yaml"), *year.glob("activities/2*.yaml")))):
        said = "".join(f'"{value}": "{value}"\n' for value in VALUES[at * 7 : at * 7 + 7])
        wrong = re.sub(r'("?date"?: )"?2019-\d\d-\d\d"?', lambda m, at=at: f'{m[1]}"{VALUES[at]}"', path.read_text("utf-8"), count=2)  # type: ignore[misc]  # fmt: skip  # noqa: E501
        path.write_text(f"{wrong}{said}# {VALUES[at]}\n", "utf-8")
    names = "".join(f"M{n:02},{value}\n" for n, value in enumerate(VALUES))
    (root / ODD / "names.csv").write_text(f"code,name\n{names}", "utf-8")
    return root


def _filled(text: str, number: count[int]) -> str:
    return re.sub(HOLE, lambda _: VALUES[next(number) % len(VALUES)], text)


class Run(NamedTuple):
    """A command line; `{out}` and the like stand for places that are known only when it runs."""

    words: tuple[str, ...]

    @property
    def name(self) -> str:
        return " ".join(self.words)


# What fits a parameter: by its command and name, by its name, by its metavar. What has nothing here gets a number.
FITTING: Final[Mapping[str, str]] = {
    "compare.file": "{kept}", "verify.files": "{report}", "fill out.file": "{out}/form.csv", "init.folder": "{out}/new",
    "fill in.file": "{form}", "village": "dawantan", "villages": "dawantan", "standard": "5.4", "item": "DWT-02",
    "numbers": "1.1.a", "ids": "DWT-F1", "by": "T4", "responsible": "M01", "panel": "T2", "conclusion": "met",
    "cause_kind": "other", "name": "1.1", "folder": "{out}", "out": "{out}", "DIR": "{out}", "days": "30", "jobs": "2",
    "count": "2", "standards": "2", "score": "90", "until": "2019-12-30", "YYYY-MM-DD": "2019-12-20",
    "YYYY-MM": "2019-12", "N": "1", "TEXT": "甲", "origin": "inspection", "whose": "dawantan/M01",
    "paper.key": "整改通知书", "items": "DWT-02", "rollup.roots": "{town}",
}  # fmt: skip


def _leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if hasattr(command, "list_commands"):
        for name in command.list_commands(None):
            yield from _leaves(command.get_command(None, name), (*path, name))
    else:
        yield path, command


def _choices(param: Any) -> list[str]:
    kind = param.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(one.value) for one in kind]
    metavar = str(param.metavar or "")
    return metavar.split("|") if "|" in metavar and "[" not in metavar and "YYYY" not in metavar else []


def _fitting(path: tuple[str, ...], param: Any) -> str:
    metavar = str(param.metavar or "").strip("[].")
    keys = (f"{' '.join(path[-2:])}.{param.name}", f"{path[-1]}.{param.name}", param.name, metavar)
    return next((FITTING[key] for key in keys if key in FITTING), VALUES[0])


def _words(path: tuple[str, ...], params: list[Any], value: Callable[[Any], str]) -> tuple[str, ...]:
    options = [word for p in params if p.param_type_name == "option" for word in (p.opts[-1], value(p))]
    return (*path, *options, *(value(p) for p in params if p.param_type_name == "argument"))


def runs() -> Iterator[Run]:
    """Of each command: plainly, with each flag and each choice of each option, and with numbers for every text."""
    for path, command in _leaves(get_command(app)):
        params = [p for p in command.params if p.name != "help"]
        must = [p for p in params if p.required]

        def fitting(param: Any, path: tuple[str, ...] = path) -> str:
            return _fitting(path, param)

        yield Run(_words(path, must, fitting))
        for param in (p for p in params if p not in must):
            if getattr(param, "is_flag", False):
                yield Run((*_words(path, must, fitting), param.opts[-1]))
            elif param.param_type_name == "option":
                for word in _choices(param) or [fitting(param)]:
                    yield Run((*_words(path, must, fitting), param.opts[-1], word))
            else:
                yield Run(_words(path, [*must, param], fitting))
        for number, param in enumerate(p for p in params if not getattr(p, "is_flag", False)):
            odd = VALUES[number * 11 % len(VALUES)]
            rest = [p for p in must if p is not param]
            yield Run((*_words(path, rest, fitting), *_words((), [param], lambda _, odd=odd: odd)))  # type: ignore[misc]
