"""`rectify`: from gap to 销号. The town opens and settles items, the village plans and
claims.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Annotated, Any, Final

import typer

from branchstd.cli.support.amending import (
    Draft,
    apply_on_day,
    in_chinese,
    open_for_word,
    values_of,
)
from branchstd.cli.support.context import Options
from branchstd.cli.support.documents import FormatOption, ListFormat, write_out
from branchstd.cli.support.exits import Exit, RefusalError, refusal
from branchstd.cli.support.items import (
    ItemOnDay,
    act_on_items,
    check_state,
    desk_of,
    find,
    open_items,
    plan_item,
)
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import (
    AsOf,
    DryRun,
    ItemNumber,
    On,
    OneVillage,
    Villages,
    by_number,
    reads_words,
    strip_words,
)
from branchstd.cli.support.pages import Command, group
from branchstd.cli.support.questions import Answered, Asking, name_people
from branchstd.cli.support.session import (
    Session,
    at_terminal,
    day,
    open_session,
    show,
    unless_lost,
)
from branchstd.cli.support.verbs import VERBS, make_command
from branchstd.findings import Place
from branchstd.messages import table
from branchstd.messages.messages import Messages
from branchstd.records.town import Item
from branchstd.records.village import Rectify
from branchstd.records.words import WORDS
from branchstd.render import rectify_text
from branchstd.render.lists import of_items
from branchstd.rules.items import ELEMENTS, UNSETTLED, State
from branchstd.store.entry import join
from branchstd.store.files import exists, path_name
from branchstd.store.layout import village_folder
from branchstd.store.strict import everyday
from branchstd.text.nodes import Value
from branchstd.workflow.opening import from_outside, openings, same
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.village_items import VillageItems

STATES: Final = {
    str(state): table("sentences", "zh").STATE_WORDS[state] for state in State
}


def list_(
    context: typer.Context,
    villages: Villages = None,
    *,
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state",
            help=HELP["item_state"],
            metavar="|".join(STATES),
            callback=reads_words(STATES),
        ),
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=HELP["item_overdue"])
    ] = False,
    format_: FormatOption = ListFormat.TEXT,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    town = session.town(villages or [])
    entries = [entry for line in town.lines for entry in line.entries]
    kept = [entry for entry in entries if _is_meant(entry.one, state, overdue=overdue)]
    if format_ is ListFormat.TEXT:
        found, every = ([entry.one for entry in some] for some in (kept, entries))
        show(rectify_text.register(found, every, session.as_of, session.messages()))
    else:
        messages = session.messages(document=True)
        named = cache(lambda slug: session.messages(session.names(slug), document=True))
        write_out(
            [of_items("register", kept, session.as_of, messages, named)],
            format_,
            session,
        )
    unless_lost(
        [
            *town.missing.hidden,
            *(fault for desk in town.desks.values() for fault in desk.unread),
        ]
    )
    return Exit.CLEAN


def _is_meant(one: Rectification, states: list[str] | None, *, overdue: bool) -> bool:
    return (not states or one.state in states) and (not overdue or one.overdue > 0)


def show_(
    context: typer.Context, village: OneVillage, item: ItemNumber, as_of: AsOf = None
) -> int:
    session = open_session(context.obj, as_of)
    seen = find(session, village, item)
    code = seen.item.item.id
    found = next(one for one in session.town([seen.slug]).items if one.item.id == code)
    show(rectify_text.whole(found, session.messages(session.names(seen.slug))))
    return Exit.CLEAN


def open_(
    context: typer.Context,
    village: OneVillage,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(help=HELP["open_numbers"], metavar="[NUMBER]..."),
    ] = None,
    *,
    origin: Annotated[
        str | None,
        typer.Option(
            "--origin", help=HELP["open_origin"], metavar="WORD", callback=strip_words
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option(
            "--text", help=HELP["open_text"], metavar="TEXT", callback=strip_words
        ),
    ] = None,
    on: On = None,
    dry_run: DryRun = False,
) -> int:
    def decide(session: Session) -> Draft:
        desk = desk_of(session, village)
        if desk.unread:
            raise RefusalError(desk.unread)
        outside = origin is not None or text is not None
        if not outside:
            _there(session, desk.village.slug)
        said = origin and everyday(session.workspace.office.root).code(
            "origins", origin
        )
        items = (
            _outside(desk, numbers or [], said, text)
            if outside
            else _inside(desk, numbers or [], session)
        )
        return open_items(
            session, desk.village.slug, items, _find_item(desk, numbers or [], text)
        )

    found = apply_on_day(context.obj, on, decide, dry_run=dry_run)
    session = found.session
    desk = session.workspace.desk(found.amendment.now)
    known = {
        item.id
        for item in found.amendment.was.village.of(Item)
        if isinstance(item, Item)
    }
    show(
        rectify_text.list_new(
            desk.items(), known, session.messages(session.names(desk.village.slug))
        )
    )
    return Exit.CLEAN


def _there(session: Session, slug: str) -> None:
    """Without its folder a village lacks everything: that is no gap of the village's.
    Raises RefusalError.
    """
    root, year = session.workspace.office.root, session.workspace.plan.year
    folder = village_folder(root, slug, year)
    if not exists(root, folder):
        raise refusal("no_village_folder", path_name(root, folder))


def _inside(desk: VillageItems, numbers: list[str], session: Session) -> list[Item]:
    known = {
        rule.id: rule
        for standard in desk.view.catalogue.standards
        for rule in standard.rules
    }
    for number in numbers:
        if number not in known:
            by_number(
                {standard.id: standard for standard in desk.view.catalogue.standards},
                number,
            )
    own = Messages(
        "zh" if in_chinese(session) else "en",
        session.workspace.catalogue,
        session.workspace.plan,
    )
    return list(openings(desk, own.rule, frozenset(numbers)))


def _find_item(
    desk: VillageItems, numbers: list[str], text: str | None
) -> Place | None:
    """The item, not settled yet, of one of the numbers or with these words."""
    for one in desk.items():
        about = {one.item.rule, one.item.standard, one.rule and one.rule.id} & set(
            numbers
        )
        if about and one.state in UNSETTLED and (text is None or one.item.text == text):
            return one.item.mark.place
    return None


def _outside(
    desk: VillageItems, numbers: list[str], code: str | None, text: str | None
) -> list[Item]:
    """One item that somebody brought, with its words. Raises RefusalError."""
    if code is None or not (text or "").strip() or len(numbers) != 1:
        known = "、".join(zh for zh, _ in WORDS["origins"].values())
        raise refusal("outside_incomplete", "rectify open", known=known)
    (number,) = numbers
    standards = {standard.id: standard for standard in desk.view.catalogue.standards}
    rule = desk.view.catalogue.rule(number)
    standard = rule[0] if rule else by_number(standards, number)
    values = {
        "origin": code,
        "text": text,
        "rule": number if rule else None,
        "standard": standard.id,
    }
    item = from_outside(desk, values, desk.view.as_of)
    there = same(desk, item)
    if there is None:
        return [item]
    if there.text == text:
        return []
    raise refusal(
        "item_there", there.mark.place, id=there.id, rule=there.rule or there.standard
    )


def plan(
    context: typer.Context,
    village: OneVillage,
    item: ItemNumber,
    *,
    cause: Annotated[
        str | None, typer.Option("--cause", help=HELP["plan_cause"], metavar="TEXT")
    ] = None,
    cause_kind: Annotated[
        str | None, typer.Option("--cause-kind", help=HELP["plan_kind"], metavar="WORD")
    ] = None,
    task: Annotated[
        str | None, typer.Option("--task", help=HELP["plan_task"], metavar="TEXT")
    ] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", help=HELP["plan_measure"], metavar="TEXT")
    ] = None,
    responsible: Annotated[
        str | None, typer.Option("--responsible", help=HELP["plan_who"], metavar="CODE")
    ] = None,
    proof: Annotated[
        str | None, typer.Option("--proof", help=HELP["plan_proof"], metavar="TEXT")
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--start", help=HELP["plan_start"], metavar="YYYY-MM-DD"),
    ] = None,
    on: On = None,
    dry_run: DryRun = False,
) -> int:
    given: dict[str, Value | None] = {
        "cause": cause, "cause_kind": cause_kind, "task": task, "measure": measure,
        "responsible": responsible,
        "start": day(start, "--start") if start else None, "proof": proof,
    }  # fmt: skip
    trimmed = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in given.items()
    }
    said = {name: value for name, value in trimmed.items() if value}
    said = said or _ask(context.obj, village, item, on)
    return act_on_items(
        context.obj, village, [item], partial(_plan, said), on=on, dry_run=dry_run
    )


def _plan(said: dict[str, Value], seen: ItemOnDay) -> Draft:
    check_state(seen, *UNSETTLED)
    if not said:
        told = {"id": seen.item.item.id, "village": seen.slug}
        raise refusal("plan_empty", "rectify plan", **told)
    if who := said.get("responsible"):
        typed = Answered("rectify", {"responsible": str(who)})
        coded = name_people(seen.session, seen.slug, typed).said
        said["responsible"] = join(coded["responsible"])
    begun = (
        {"start": seen.session.as_of}
        if seen.item.plan is None and "start" not in said
        else {}
    )
    values = said | begun
    return plan_item(
        seen, {name: values[name] for name in Rectify.model_fields if name in values}
    )


def _ask(
    settings: Options, village: str, item: str, on: str | None
) -> dict[str, Value]:
    """At a terminal: what is missing, one question each; where nothing is, all of it,
    with Enter for what stands there. What could be done is shown first and never taken
    over.
    """
    if not at_terminal():
        return {}
    session = open_for_word(settings, on)
    seen = find(session, village, item)
    show(rectify_text.hints(seen.item, session.messages(session.names(seen.slug))))
    plan, fields = seen.item.plan, (*ELEMENTS, "cause_kind", "start")
    there = {"start": session.as_of.isoformat()}
    if plan:
        values = values_of(plan, session)
        there |= {name: str(values[name]) for name in fields if name in values}
    lacking = [name for name in fields if not (plan and getattr(plan, name))]
    asking = Asking(session, seen.slug, "rectify", there=there)
    found: dict[str, Value] = {}
    for name in lacking or fields:
        found |= {one: join(text) for one, text in asking.ask(name, {}).items()}
    return {name: said for name, said in found.items() if said != there.get(name)}


def verify(
    context: typer.Context, villages: Villages = None, as_of: AsOf = None
) -> int:
    session = open_session(context.obj, as_of)
    town = session.town(villages or [])
    desks = town.desks.values()
    found = [
        (one.name, verdict)
        for own in desks
        for one in own.items()
        for verdict in own.verify(one)
    ]
    show(
        rectify_text.verdicts(found, session.messages())
        if found
        else [session.messages().ui("nothing_quoted")]
    )
    missing = town.missing
    unless_lost(
        [
            *missing.hidden,
            *(fault for own in desks for fault in own.unread),
            *missing.unreadable,
        ]
    )
    return (
        Exit.FINDINGS
        if any(verdict.now != verdict.quoted for _, verdict in found)
        else Exit.CLEAN
    )


app = group("rectify", HELP["rectify"])
COMMANDS: Final[dict[str, Callable[..., Any]]] = {
    "list": list_,
    "show": show_,
    "open": open_,
    "plan": plan,
    **{verb.name: make_command(verb) for verb in VERBS},
    "verify": verify,
}
for name, function in COMMANDS.items():
    app.command(name, cls=Command, help=HELP[f"rectify_{name}"])(function)
