"""Writes the pages that follow from record models, catalogue, plan and help texts; a
test compares.

uv run python docs/generate.py
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from enum import Enum
from functools import partial
from importlib import import_module
from inspect import get_annotations, getdoc, isfunction, signature
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from branchstd.catalogue.model import Catalogue, Plan, Template, TemplateStep
from branchstd.catalogue.parts import Span
from branchstd.catalogue.rules import Rule, Steps
from branchstd.checks.shapes import NEEDS
from branchstd.messages import translate
from branchstd.messages.messages import Messages
from branchstd.records.base import Record, field_types
from branchstd.records.town import TOWN_KINDS
from branchstd.records.village import VILLAGE_KINDS
from branchstd.records.words import WORDS
from branchstd.rules.fields import named_by
from branchstd.store.layout import TOWN_FILES, TOWN_ON_VILLAGE, VILLAGE_FILES
from branchstd.store.strict import everyday
from branchstd.workspace import load_standards

DOCS = Path(__file__).parent
FEW = 4
STANDS_FOR = {
    "VILLAGE": "村", "STANDARD": "标准", "ITEM": "问题", "NUMBER": "编号", "ID": "编号",
        "FILE": "文件",
    "KIND": "种类", "DIR": "文件夹",
    "TEXT": "文字", "CODE": "代码", "NAME": "名称", "SLUG": "文件夹名",
        "WORD": "选项",
    "N": "数", "int range": "数", "YYYY-MM-DD": "年-月-日",
}  # fmt: skip
# What a Python user meets, from the opened town down to one rule.
API = (
    "branchstd.workspace.open_workspace", "branchstd.workspace.Workspace",
    "branchstd.workspace.TownOnDay",
    "branchstd.workflow.completeness.Completeness", "branchstd.assess.AssessedVillage",
    "branchstd.assess.Assessment",
    "branchstd.assess.StandardResult", "branchstd.assess.result.RuleResult",
    "branchstd.rules.answer.Answer",
    "branchstd.rules.answer.Rejected", "branchstd.assess.result.AspectResult",
    "branchstd.assess.result.VetoResult",
    "branchstd.assess.result.Conclusion", "branchstd.findings.Outcome",
    "branchstd.findings.Problem",
    "branchstd.findings.Place", "branchstd.records.holdings.Village",
    "branchstd.workflow.village_items.VillageItems",
    "branchstd.workflow.rectification.Rectification", "branchstd.rules.items.State",
    "branchstd.workflow.register.RegisterEntry",
    "branchstd.workflow.register.LedgerEntry",
    "branchstd.workflow.rollup.TownCount",
    "branchstd.workflow.cycle.VillageStatus", "branchstd.workflow.cycle.Cycle",
    "branchstd.assess.targets.TargetResult",
    "branchstd.workflow.duties.DutyResult", "branchstd.workflow.year.VillageYear",
    "branchstd.workflow.year.Year",
    "branchstd.messages.messages.Messages",
)  # fmt: skip


def pages() -> Iterator[tuple[Path, str]]:
    """Each generated page with its text."""
    catalogue, plan = load_standards(None)
    environment = Environment(
        loader=FileSystemLoader(DOCS / "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  Markdown
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    context = {
        "catalogue": catalogue,
        "plan": plan,
        "messages": Messages("zh", catalogue, plan),
        "voices": {"village": VILLAGE_KINDS, "town": TOWN_KINDS},
        "WORDS": WORDS,
        "said": everyday(),
        "tops": tops(),
        "NEEDS": NEEDS,
        "labels": {
            name: info.title
            for name, info in VILLAGE_KINDS["activity"].model_fields.items()
        },
        "stepped": stepped(catalogue),
        "fields": lambda name, kind: list(fields(name, kind, catalogue)),
        "citing": lambda code: [
            rule.id
            for _, rule in catalogue.every_rule()
            if code in rule.source.regulation
        ],
        "within": _within,
        "resting": lambda step, template: _resting(step, template, context["messages"]),
        "follows": _follows,
        "cell": lambda text: str(text).replace("|", "\\|"),
    }
    context |= coverage(catalogue, plan, context["messages"])
    for name in ("standards.md", "coverage.md"):
        yield DOCS / name, environment.get_template(f"{name}.j2").render(context)
    yield (
        DOCS / "api.md",
        environment.get_template("api.md.j2").render(context, api=map(describe, API)),
    )
    yield (
        DOCS / "commands.zh.md",
        environment.get_template("commands.zh.md.j2").render(context, panels=panels()),
    )
    for name, lang, told in (
        ("records.md", "en", str),
        ("records.zh.md", "zh", partial(translate, "zh", "meaning")),
    ):
        yield (
            DOCS / name,
            environment.get_template("records.md.j2").render(
                context, lang=lang, told=told
            ),
        )


def tops() -> dict[str, tuple[str, ...]]:
    """By kind of record: what its list is called, in its file or in the record that it
    stands in.
    """
    words, kinds = everyday(), VILLAGE_KINDS | TOWN_KINDS
    keyed = [
        (spec.key, spec.kind) for spec in (*VILLAGE_FILES, *TOWN_FILES) if spec.key
    ]
    found = {
        kind: words.top(key, kind) for key, kind in (*keyed, *TOWN_ON_VILLAGE.items())
    }
    for holder, model in kinds.items():
        for field, kind in model.nested.items():
            said = (
                word
                for word, name in words.headings.get(holder, {}).items()
                if name == field
            )
            found[kind] = (field, *said, str(model.model_fields[field].title))
    return found


def stepped(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Kinds of record that have steps, each with the templates of its steps, in the
    catalogue's order.
    """
    rules = (rule for _, rule in catalogue.every_rule() if isinstance(rule, Steps))
    return list(dict.fromkeys((rule.record, rule.template) for rule in rules))


def panels() -> dict[str, list[dict[str, Any]]]:
    """Every command by its panel on the help page, with what its help says in
    Chinese.
    """
    os.environ["BRANCHSTD_LANG"] = (
        "zh"  # settled once, when the module of the help texts loads
    )
    from typer.main import get_command

    from branchstd.cli.app import COMMANDS, app
    from branchstd.cli.support.language import HELP

    found: dict[str, list[dict[str, Any]]] = {}
    for name, panel in COMMANDS.items():
        found.setdefault(HELP[panel], []).extend(
            _below(get_command(app).get_command(None, name), name)
        )
    return found


def _below(command: Any, path: str) -> Iterator[dict[str, Any]]:
    """A command, or all that a group holds; the kinds of records that can be added as
    one, as they are alike.
    """
    if hasattr(command, "list_commands") and path != "add":
        for name in command.list_commands(None):
            yield from _below(command.get_command(None, name), f"{path} {name}")
        return
    from branchstd.cli.support.pages import _argument, _option

    kinds = command.list_commands(None) if path == "add" else []
    context = command.context_class(command, info_name=path)
    params = command.params if not kinds else []
    given = [_argument(one) for one in params if one.param_type_name == "argument"]
    options = [
        _option(one, context)
        for one in params
        if one.param_type_name == "option" and "--help" not in one.opts
    ]
    rows = [(_spoken(name), text) for name, text in [*given, *options]]
    usage = " ".join([path, *(name for name, _ in rows[: len(given)])])
    yield {"usage": usage, "help": command.help, "rows": rows, "kinds": kinds}


def _spoken(name: str) -> str:
    """What stands for a word to be filled in, in Chinese."""
    return re.sub(
        r"\b(?:int range|YYYY-MM-DD|[A-Z]{1,9})\b",
        lambda found: STANDS_FOR.get(found[0], found[0]),
        name,
    )


def _within(step: TemplateStep) -> str:
    """A step's own times, in Chinese."""
    longer, extends = step.longer, step.extends
    told = [
        step.within and f"{step.after}以后{_span(step.within)}内",
        longer and f"写明理由的{_span(longer.within)}（默认）",
        step.not_before and f"{step.after}以后满{_span(step.not_before)}",
        extends
        and f"把{extends.step}推后{_span(extends.least)}到{_span(extends.most)}",
    ]
    return "；".join(text for text in told if text)


def _span(span: Span) -> str:
    return f"{span.number}{ ({'d': '天', 'm': '个月', 'y': '年'}[span.unit]) }"


def _resting(step: TemplateStep, template: Template, messages: Messages) -> str:
    """Clause and articles of a step, or of its template; 默认 where there are none."""
    source = step.source or template.source
    plan = (
        [f"推进计划 {source.plan}：{source.phrase}"] if source and source.plan else []
    )
    articles = (
        [messages.catalogue.articles[code].title for code in source.regulation]
        if source
        else []
    )
    return "；".join([*plan, *articles]) or "默认"


def _follows(step: TemplateStep, template: Template) -> str:
    """What it may not lie before; of many steps the first and the last."""
    codes = template.bound[step.code]
    return "、".join(codes) if len(codes) <= FEW else f"{codes[0]}至{codes[-1]}"


def coverage(catalogue: Catalogue, plan: Plan, messages: Messages) -> dict[str, Any]:
    """What proves each duty, and the rules that prove none."""
    asked = {proof for duty in plan.duties for proof in duty.proof}
    guidance = sum(len(group.ids) for group in plan.information)
    reasons = sum(duty.why is not None for duty in plan.duties) + guidance
    return {
        "owners": messages.words.OWNERS,
        "due": lambda duty: _due(duty.due, plan, messages),
        "guidance": guidance,
        "reasons": reasons,
        "bound": len(plan.duties) + guidance - reasons,
        "unasked": [rule for _, rule in catalogue.every_rule() if rule.id not in asked],
    }


def _due(due: str | None, plan: Plan, messages: Messages) -> str:
    if due is None:
        return ""
    every = due.removeprefix("each_")
    return str(plan.days[due]) if every == due else str(messages.words.EVERY[every])


def fields(
    name: str, kind: type[Record], catalogue: Catalogue
) -> Iterator[dict[str, Any]]:
    """What a clerk needs to know of each field, and who reads it: rules by number,
    paper forms by theirs.
    """
    for field, how in field_types(kind).items():
        info = kind.model_fields[field]
        rules = sorted(
            {
                rule.id
                for _, rule in catalogue.every_rule()
                if field in fields_of(rule, name, kind)
            }
        )
        yield {
            "name": field,
            "zh": info.title,
            "meaning": info.description,
            "needed": info.is_required(),
            "words": how.words if how.value is not bool else "",
            "readers": [*rules, *(info.json_schema_extra or {}).get("forms", ())],  # type: ignore[union-attr]
        }


def fields_of(rule: Rule, name: str, kind: type[Record]) -> set[str]:
    """The fields that a rule names, and the one that dates the record."""
    if getattr(rule, "record", None) != name:
        return set()
    return named_by(rule, name) | {kind.own or ""}


def describe(name: str) -> dict[str, Any]:
    """What a function or class says of itself, and of what hangs on it: (name, type,
    what it is).
    """
    module, _, own = name.rpartition(".")
    found = getattr(import_module(module), own)
    called = "" if isinstance(found, type) else _spelled(found)
    parts = list(_parts(found)) if isinstance(found, type) else []
    return {"name": name, "called": called, "told": getdoc(found), "parts": parts}


def _parts(found: type) -> Iterator[tuple[str, str, str]]:
    """Fields, properties and methods that are public, in the order of the source; of an
    enumeration its values.
    """
    if issubclass(found, Enum):
        yield from ((one.name, repr(one.value), "") for one in found)
        return
    for part, type_ in get_annotations(found).items():
        if not part.startswith("_"):
            yield part, type_, ""
    for part, value in vars(found).items():
        told = (getdoc(value) or "").partition("\n\n")[0].replace("\n", " ")
        function = (
            value.fget if isinstance(value, property) else getattr(value, "func", None)
        )
        if part.startswith("_") or not (function or isfunction(value)):
            continue
        if function:
            yield part, str(signature(function).return_annotation), told
        else:
            yield (
                f"{part}{_spelled(value)}".replace("(self, ", "(").replace(
                    "(self)", "()"
                ),
                "",
                told,
            )


def _spelled(function: Any) -> str:
    """What it takes and gives; annotations are kept as text."""
    return str(signature(function)).replace("'", "").replace("mappingproxy({})", "{}")


def main() -> None:
    for path, text in pages():
        path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
