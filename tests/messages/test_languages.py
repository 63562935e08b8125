"""Both languages say the same things: the same tables, keys and placeholders, and a sentence for every code."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from gettext import translation
from pathlib import Path
from string import Formatter
from types import SimpleNamespace
from typing import Any

import pytest

from branchstd.catalogue.rules import KINDS
from branchstd.findings import GAPS, Outcome, Place, Problem
from branchstd.messages import FOLDER, LANGUAGES, table
from branchstd.messages.phrases import Phrases
from branchstd.records.town import KINDS as ALL_KINDS

SOURCE = Path(__file__).parents[2] / "src" / "branchstd"
TABLES = ("sentences", "help", "sheets", "problems")
RAISING = {
    "Problem": 0,
    "refusal": 0,
    "refuse": 0,
    "fault": 0,
    "report": 0,
    "_report": 0,
    "_matching": 1,
    "_spelt_as": 1,
    "_read_count": 1,
    "_doubtful": 1,
    "_note": 0,
    "Fault": 1,
}
# Functions and tables that hold codes which their users raise by a variable.
HOLDERS = {
    "catalogue/lint.py": ("_counts",),
    "catalogue/overlay.py": ("_list",),
    "render/confined.py": ("_answer",),
    "render/templates.py": ("render",),
    "render/word.py": ("fill", "render_xml_part", "_fault"),
    "rules/granted.py": ("unfit_none", "unfit_move"),
    "rules/items.py": ("unfit",),
    "workbook/merging.py": ("report",),
    "mask.py": ("_FORMS", "_BEHIND"),
    "store/strict.py": ("_problem", "_SAID", "_KNOWN"),
    "store/parser.py": ("_fault", "_unfit", "_WANTED"),
    "text/yaml.py": ("explain", "_situation", "_by_neighbour", "_SITUATIONS"),
    "text/csv.py": ("_shape",),
    "text/decode.py": ("name_of",),
}
# Functions that only hand on a code which somebody else chose.
PASSING = {
    ("cli/paper.py", "_filled"),
    ("catalogue/lint.py", "check_name"),
    ("cli/support/unchanged.py", "_told"),
    ("records/types.py", "fault"),
    ("records/types.py", "_matching"),
    ("records/types.py", "_spelt_as"),
    ("records/types.py", "_read_count"),
    ("records/types.py", "_doubtful"),
    ("store/reading.py", "scan"),
    ("store/search.py", "search_folder"),
    ("store/layout.py", "refusal"),
    ("checks/items.py", "unfit_words"),
    ("render/explain_text.py", "_problem"),
    ("checks/items.py", "nones"),
    ("checks/items.py", "moves"),
    ("cli/support/exits.py", "refusal"),
    ("cli/init.py", "_slug"),
    ("cli/support/items.py", "add_action"),
    ("cli/support/items.py", "refusal"),
    ("cli/support/reporting.py", "_laid_out"),
    ("cli/support/session.py", "day"),
    ("cli/support/amending.py", "faults"),
    ("store/own.py", "own_standards"),
    ("store/strict.py", "stop"),
    ("store/parser.py", "report"),
    ("store/parser.py", "notes"),
    ("text/yaml.py", "_report"),
    ("text/yaml.py", "_check_escapes"),
    ("text/csv.py", "_faults"),
    ("text/csv.py", "_characters"),
    ("text/decode.py", "refuse"),
    ("text/decode.py", "forbidden"),
}
# What validators of the catalogue's own parts find is told as the detail of one sentence, `catalogue_value`.
DETAILS = {"catalogue/parts.py", "catalogue/rules.py", "catalogue/settings.py"}
CODE = re.compile(r"[a-z]+[0-9]*(_[a-z0-9]+)+|utf16")


# Keys that are put together: usage errors, Typer's options, where a standard comes from, acts on items, reports.
LOOKED_UP = ("usage.", "--", "rectify_", "report_", "demo_", "brief_", "units_", "map_")


def constants(module: SimpleNamespace) -> dict[str, Any]:
    return dict(vars(module))


def leaves(value: Any, path: str = "") -> dict[str, str]:
    """Every text of a table by its path of keys and positions."""
    if isinstance(value, str):
        return {path: value}
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return {leaf: text for key, item in inner for leaf, text in leaves(item, f"{path}/{key}").items()}


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def named(texts: dict[str, str]) -> dict[str, set[str]]:
    """Values by path; a problem's sentence and remedy are read together, so either may name a value."""
    found: dict[str, set[str]] = {}
    for path, text in texts.items():
        together = path.rpartition("/")[0] if "PROBLEMS/" in path else path
        found.setdefault(together, set()).update(holes(text))
    return found


@pytest.mark.parametrize("name", TABLES)
def test_both_languages_name_the_same_values(name: str) -> None:
    mine, theirs = (named(leaves(constants(table(name, lang)) | {"GUESS": ""})) for lang in LANGUAGES)
    assert {path: values for path, values in mine.items() if values != theirs[path]} == {}


def entries(locale: str = "zh_CN") -> dict[tuple[str, str], str]:
    """All that is translated: by place and English text."""
    known = translation("branchstd", FOLDER, [locale])._catalog  # type: ignore[attr-defined]
    return {tuple(key.split("\x04")): text for key, text in known.items() if key}


def wanted() -> set[tuple[str, str]]:
    """All that is to be translated."""
    found = {(path.strip("/").replace("/", "."), text) for name in TABLES
             for path, text in leaves(constants(table(name, "en"))).items()}  # fmt: skip
    said = {str(info.description) for model in ALL_KINDS.values() for info in model.model_fields.values()}
    said |= {" ".join(str(model.__doc__).split()) for model in ALL_KINDS.values()}
    return {(path, text) for path, text in found if text} | {("meaning", text) for text in said}


def test_every_text_is_translated_and_no_other() -> None:
    found = {key for key in entries() if key[0] != "system"}
    assert (wanted() - found, found - wanted()) == (set(), set())


def test_a_changed_translation_is_compiled_anew() -> None:
    """What is compiled says what people wrote: else the old text stays."""
    escapes = {"\\n": "\n", "\\\\": "\\", '\\"': '"'}
    for path in FOLDER.glob("*/LC_MESSAGES/*.po"):
        written = re.findall(r'^msgstr "(.+)"$', path.read_text("utf-8"), re.MULTILINE)
        plain = {re.sub(r"\\.", lambda found: escapes[found[0]], text) for text in written}
        assert plain <= set(entries(path.parents[1].name).values())


def test_a_language_that_is_begun_says_the_rest_in_chinese() -> None:
    begun = Phrases("bo")
    assert begun.words.OUTCOMES["met"] == "ཚད་ལོངས"
    assert begun.ui("requirement") == "要求："
    assert entries("bo").keys() <= wanted()


def test_a_language_that_is_begun_names_the_same_values() -> None:
    told = {key: text for key, text in entries("bo").items() if holes(text) != holes(key[1])}
    assert told == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_stands_in_one_table(lang: str) -> None:
    found = table("problems", lang)
    assert set(found.PROBLEMS) & set(found.TEXT_PROBLEMS) == set()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def called(tree: ast.AST) -> Iterator[ast.expr]:
    """The expression that stands for the code in every call that raises a problem."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in RAISING and len(call.args) > RAISING[name]:
            yield call.args[RAISING[name]]


def texts(node: ast.AST) -> set[str]:
    found = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return {text for text in found if CODE.fullmatch(text)}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "messages" not in path.parts:
            yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text("utf-8"))


def raised() -> dict[str, str]:
    """Code to a file that raises it, for every code that a problem can carry."""
    found: dict[str, str] = {}
    for file, tree in sources():
        for argument in called(tree) if file not in DETAILS else ():
            if isinstance(argument, ast.Constant | ast.IfExp):
                found |= dict.fromkeys(texts(argument), file)
    return found


def held() -> set[str]:
    """Code-like words inside the functions and tables that hold codes."""
    words: set[str] = set()
    for file, tree in sources():
        for node in tree.body if file in HOLDERS else ():
            words |= _held(node, HOLDERS[file])
    return words


def _held(node: ast.stmt, names: tuple[str, ...]) -> set[str]:
    targets = [getattr(node, "name", ""), getattr(getattr(node, "target", None), "id", "")]
    if set(targets) & set(names):
        return texts(node)
    inner = node.body if isinstance(node, ast.ClassDef) else ()
    return {word for part in inner for word in _held(part, names)}


def known(lang: str) -> set[str]:
    return set(Phrases(lang).problem_texts())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_that_is_raised_has_a_sentence(lang: str) -> None:
    assert {code: file for code, file in raised().items() if code not in known(lang)} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_belongs_to_a_code_that_is_raised(lang: str) -> None:
    assert known(lang) - set(raised()) - held() == set()


def test_no_code_is_raised_by_a_variable_unseen() -> None:
    """A new place that raises a code by a variable is added to the tables above, where its codes are looked for."""
    by_variable = {
        (file, function.name)
        for file, tree in sources()
        for function in functions(tree)
        for argument in called(function)
        if not isinstance(argument, ast.Constant | ast.IfExp)
    }
    holders = {(file, name) for file, names in HOLDERS.items() for name in names}
    by_variable -= {("catalogue/lint.py", "lint_rule")}  # calls another `_matching`
    assert by_variable <= PASSING | holders


def given() -> Iterator[tuple[str, str, set[str]]]:
    """File, code and the values named, of every call that names the code and all values in its own words."""
    for file, tree in sources():
        for function in functions(tree):
            assigned = [
                (target.id, node.value)
                for node in ast.walk(function)
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name)
            ]
            often = Counter(name for name, _ in assigned)
            tables = {name: value for name, value in assigned if often[name] == 1}
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                code = call.args[RAISING[name]] if name in RAISING and len(call.args) > RAISING[name] else None
                if not isinstance(code, ast.Constant) or not isinstance(code.value, str):
                    continue
                if name == "report" and all(word.arg for word in call.keywords):
                    yield file, code.value, {str(word.arg) for word in call.keywords}
                elif name == "Problem":
                    values = call.args[2] if len(call.args) > 2 else ast.Dict(keys=[], values=[])
                    values = tables.get(values.id, values) if isinstance(values, ast.Name) else values
                    keys = values.keys if isinstance(values, ast.Dict) else [None]
                    said = [str(key.value) for key in keys if isinstance(key, ast.Constant)]
                    if len(said) == len(keys):
                        yield file, code.value, set(said)


def test_every_problem_is_given_what_its_sentence_names() -> None:
    texts = {
        code: holes(sentence) | (holes(remedy) - {"near", "aside", "else"})
        for code, (sentence, remedy) in Phrases("en").problem_texts().items()
    }
    calls = list(given())
    assert len(calls) > 100
    assert [(file, code, lacks) for file, code, said in calls if (lacks := texts.get(code, set()) - said)] == []


def values_of(sentence: str, remedy: str) -> dict[str, str]:
    return {name: "" if name == "near" else "X" for name in holes(sentence) | holes(remedy)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentence_and_remedy_say_something(lang: str) -> None:
    phrases = Phrases(lang)
    told = {
        code: phrases.problem(Problem(code, Place("a.yaml"), values_of(*pair)))
        for code, pair in phrases.problem_texts().items()
    }
    assert [code for code, pair in told.items() if not all(pair)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_without_a_near_name_asks_nothing_about_it(lang: str) -> None:
    """Where nothing is near enough to be meant, the question goes as a whole: no `“”`, no brackets, no lone mark."""
    phrases = Phrases(lang)
    asking = {code: pair for code, pair in phrases.problem_texts().items() if "{near}" in pair[1]}
    assert len(asking) >= 8
    for code, pair in asking.items():
        told = phrases.problem(Problem(code, Place("a.yaml"), values_of(*pair)))[1]
        assert not re.search(r"“”|（）|\(\)|是不是|Did you mean|^[？?，。,.]|  ", told), (code, told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_and_outcome_of_a_rule_has_a_sentence(lang: str) -> None:
    words = table("sentences", lang)
    kinds = [kind.model_fields["kind"].annotation.__args__[0] for kind in KINDS]  # type: ignore[union-attr]
    assert sorted(words.KINDS) == sorted(kinds)
    ends = [Outcome.MET, *GAPS]
    assert {f"{kind}.{outcome}" for kind in kinds for outcome in ends} <= set(words.RULES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_for_a_kind_that_does_not_exist(lang: str) -> None:
    words = table("sentences", lang)
    assert {key.partition(".")[0] for key in words.RULES} == set(words.KINDS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_outcome_has_a_word(lang: str) -> None:
    assert set(table("sentences", lang).OUTCOMES) == set(Outcome)


def test_chinese_tables_are_chinese_and_english_ones_are_not() -> None:
    """Every Chinese sentence has a Chinese character; English ones keep only what must be typed in Chinese."""
    chinese = re.compile("[一-鿿]")
    problems = Phrases("zh").problem_texts()
    assert [code for code, pair in problems.items() if not all(chinese.search(text) for text in pair)] == []


@pytest.mark.parametrize("name", ["UI", "HELP"])
def test_no_sentence_is_left_over(name: str) -> None:
    """Typer's own options and kinds of usage errors are looked up by names that no source holds."""
    sources = [
        path
        for path in SOURCE.rglob("*.py")
        if path.parent.name != "messages" or path.name in {"reasons.py", "messages.py", "phrases.py"}
    ]
    said = "".join(path.read_text("utf-8") for path in sources)
    known = getattr(table("help" if name == "HELP" else "sentences", "en"), name)
    keys = [key for key in known if not key.startswith(LOOKED_UP)]
    assert [key for key in keys if f'"{key}"' not in said and f"'{key}'" not in said] == []


def test_every_meaning_is_chinese() -> None:
    meanings = [text for (where, _), text in entries().items() if where == "meaning"]
    assert [text for text in meanings if not re.search("[\u4e00-\u9fff]", text)] == []
