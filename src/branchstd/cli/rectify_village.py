"""The village's side of an item: its plan and its dated words. None of them settles anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import typer

from branchstd.cli.amending import Draft, DryRun, On, faults, heard, in_chinese, open_for_word
from branchstd.cli.context import Options
from branchstd.cli.items import ItemOnDay, claim_item, find, in_state, plan_item, show_after, unless_said
from branchstd.cli.language import HELP
from branchstd.cli.options import ItemNumber, OneVillage, strip_words
from branchstd.cli.questions import ask_all, at_terminal
from branchstd.cli.session import Session, day, show
from branchstd.cli.suggestions import strangers
from branchstd.findings import Problem
from branchstd.records.village import Rectify
from branchstd.records.words import WORDS
from branchstd.render import rectify_text
from branchstd.rules.items import ELEMENTS, UNSETTLED
from branchstd.store.entry import read_entry
from branchstd.text.values import Value

Said = Annotated[str, typer.Option("--text", callback=strip_words, help=HELP["claim_text"], metavar="TEXT")]
Proof = Annotated[
    list[str] | None, typer.Option("--proof", callback=strip_words, help=HELP["claim_proof"], metavar="TEXT")
]


def plan(
    context: typer.Context,
    village: OneVillage,
    item: ItemNumber,
    *,
    cause: Annotated[str | None, typer.Option("--cause", help=HELP["plan_cause"], metavar="TEXT")] = None,
    cause_kind: Annotated[str | None, typer.Option("--cause-kind", help=HELP["plan_kind"], metavar="WORD")] = None,
    task: Annotated[str | None, typer.Option("--task", help=HELP["plan_task"], metavar="TEXT")] = None,
    measure: Annotated[str | None, typer.Option("--measure", help=HELP["plan_measure"], metavar="TEXT")] = None,
    responsible: Annotated[str | None, typer.Option("--responsible", help=HELP["plan_who"], metavar="CODE")] = None,
    proof: Annotated[str | None, typer.Option("--proof", help=HELP["plan_proof"], metavar="TEXT")] = None,
    start: Annotated[str | None, typer.Option("--start", help=HELP["plan_start"], metavar="YYYY-MM-DD")] = None,
    on: On = None,
    dry_run: DryRun = False,
) -> int:
    given: dict[str, Value | None] = {
        "cause": cause, "cause_kind": cause_kind, "task": task, "measure": measure, "responsible": responsible,
        "start": day(start, "--start") if start else None, "proof": proof,
    }  # fmt: skip
    trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    said = {name: value for name, value in trimmed.items() if value}
    said = said or _ask(context.obj, village, item, on)
    which, decide = (village, item), lambda session: _plan(session, village, item, said)
    return show_after(context.obj, which, on, decide, dry_run=dry_run)


def _plan(session: Session, village: str, item: str, said: dict[str, Value]) -> Draft:
    seen = find(session, village, item)
    in_state(seen, *UNSETTLED)
    if not said:
        raise seen.refusal("plan_empty")
    begun = {"start": session.as_of} if seen.item.plan is None and "start" not in said else {}
    values = said | begun
    return plan_item(seen, {name: values[name] for name in Rectify.model_fields if name in values})


def _ask(settings: Options, village: str, item: str, on: str | None) -> dict[str, Value]:
    """At a terminal: what is missing, one question each. What could be done is shown first and never taken over."""
    if not at_terminal():
        return {}
    session = open_for_word(settings, on)
    seen = find(session, village, item)
    show(rectify_text.hints(seen.item, session.speech(session.names(seen.slug))))
    known = {person.code for person in seen.desk.view.people.values()}
    offers = {"responsible": sorted(known), "cause_kind": [zh for zh, _ in WORDS["cause_kinds"].values()]}
    wanted = [name for name in (*ELEMENTS, "cause_kind") if not (seen.item.plan and getattr(seen.item.plan, name))]

    def wrong(name: str, answer: str) -> list[Problem]:
        context = heard(session.survey, seen.desk.view.village)
        return [*faults("rectify", {name: answer}, context), *strangers(seen.desk.view, "rectify", name, answer)]

    return ask_all({name: str(Rectify.model_fields[name].title) for name in wanted}, offers, wrong)


def claim(kind: str) -> Callable[..., int]:
    """The command for one of the village's dated words."""

    def command(
        context: typer.Context,
        village: OneVillage,
        item: ItemNumber,
        *,
        text: Said,
        proof: Proof = None,
        on: On = None,
        dry_run: DryRun = False,
    ) -> int:
        return _claim(context.obj, (village, item), kind, {"text": text, "proof": proof}, on, dry_run=dry_run)

    return command


def ask(
    context: typer.Context,
    village: OneVillage,
    item: ItemNumber,
    *,
    text: Said,
    until: Annotated[str, typer.Option("--until", help=HELP["claim_until"], metavar="YYYY-MM-DD")],
    on: On = None,
    dry_run: DryRun = False,
) -> int:
    values = {"text": text, "until": day(until, "--until")}
    return _claim(context.obj, (village, item), "extend", values, on, dry_run=dry_run)


def _claim(
    settings: Options,
    which: tuple[str, str],
    kind: str,
    values: dict[str, object],
    on: str | None,
    *,
    dry_run: bool,
) -> int:
    """values: what is said; what is empty is left out."""

    def decide(session: Session) -> Draft:
        seen = find(session, *which)
        word = WORDS["claim_kinds"][kind][0] if in_chinese(session) else kind
        given: dict[str, object] = {"date": session.as_of, "kind": word, **values}
        trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
        said: Any = {name: value for name, value in trimmed.items() if value}
        texts = {name: value if isinstance(value, list) else str(value) for name, value in said.items()}
        if (claim := read_entry("claim", texts)[0]) and seen.item.plan:
            unless_said(claim, seen.item.plan.claims)
        in_state(seen, *UNSETTLED)
        _fit(seen, kind, values)
        return claim_item(seen, said)

    return show_after(settings, which, on, decide, dry_run=dry_run)


def _fit(seen: ItemOnDay, kind: str, values: dict[str, object]) -> None:
    """A claim needs a whole plan and something to look at; a dispute needs no plan. Raises RefusalError."""
    words = seen.session.speech()
    labels = [str(Rectify.model_fields[name].title) for name in seen.item.joined.missing]
    if seen.item.plan is None and kind != "dispute":
        raise seen.refusal("plan_first", village=seen.slug)
    if kind == "done" and labels:
        raise seen.refusal("plan_incomplete", missing=words.words.AND.join(labels), village=seen.slug)
    if kind == "done" and not values.get("proof"):
        raise seen.refusal("proof_missing")
    until = values.get("until")
    if isinstance(until, date) and until <= seen.item.joined.due:
        raise seen.refusal("until_early", until=until.isoformat(), due=seen.item.joined.due.isoformat())
