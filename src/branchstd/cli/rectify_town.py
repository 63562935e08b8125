"""The town's side of an item: opening it, and the words that settle, move or reopen it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from branchstd.cli.amending import Draft, DryRun, On, apply_on_day, in_chinese
from branchstd.cli.context import Options
from branchstd.cli.exits import Exit, RefusalError
from branchstd.cli.items import ItemOnDay, add_action, desk_of, find, fitting, open_items, show_after
from branchstd.cli.language import HELP
from branchstd.cli.options import ItemNumber, OneVillage, by_number, strip_words
from branchstd.cli.session import Session, day, show
from branchstd.findings import Place, Problem
from branchstd.messages.speech import Speech
from branchstd.messages.telling import Teller
from branchstd.records.town import Closure, Item
from branchstd.records.words import WORDS
from branchstd.render import rectify_text
from branchstd.rules.items import UNSETTLED, State
from branchstd.store.files import exists, path_name
from branchstd.store.strict import everyday
from branchstd.workflow.evidence import quote
from branchstd.workflow.opening import due_again, from_outside, openings, same
from branchstd.workflow.village_items import VillageItems

By = Annotated[str, typer.Option("--by", callback=strip_words, help=HELP["act_by"], metavar="CODE")]
Despite = Annotated[
    str | None, typer.Option("--despite", callback=strip_words, help=HELP["act_despite"], metavar="TEXT")
]
Reason = Annotated[str, typer.Option("--reason", callback=strip_words, help=HELP["act_reason"], metavar="TEXT")]
Until = Annotated[str, typer.Option("--until", help=HELP["act_until"], metavar="YYYY-MM-DD")]
APPROVERS = ("town_deputy", "town_secretary")


def open_(
    context: typer.Context,
    village: OneVillage,
    numbers: Annotated[list[str] | None, typer.Argument(help=HELP["open_numbers"], metavar="[NUMBER]...")] = None,
    *,
    origin: Annotated[
        str | None, typer.Option("--origin", help=HELP["open_origin"], metavar="WORD", callback=strip_words)
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", help=HELP["open_text"], metavar="TEXT", callback=strip_words)
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
        said = origin and everyday(session.survey.office.root).code("origins", origin)
        items = _outside(desk, numbers or [], said, text) if outside else _inside(desk, numbers or [], session)
        return open_items(session, desk.village.slug, items, _find_item(desk, numbers or [], text))

    found = apply_on_day(context.obj, on, decide, dry_run=dry_run)
    session = found.session
    desk = session.survey.desk(found.amendment.now)
    known = {item.id for item in found.amendment.was.village.of(Item) if isinstance(item, Item)}
    show(rectify_text.list_new(desk.items(), known, session.speech(session.names(desk.village.slug))))
    return Exit.CLEAN


def _there(session: Session, slug: str) -> None:
    """Without its folder a village lacks everything: that is no gap of the village's. Raises RefusalError."""
    root, year = session.survey.office.root, session.survey.plan.year
    folder = root / "data" / "villages" / slug / str(year)
    if not exists(root, folder):
        raise RefusalError([Problem("no_village_folder", Place(path_name(root, folder), 0))])


def _inside(desk: VillageItems, numbers: list[str], session: Session) -> list[Item]:
    known = {rule.id: rule for standard in desk.view.catalogue.standards for rule in standard.rules}
    for number in numbers:
        if number not in known:
            by_number({standard.id: standard for standard in desk.view.catalogue.standards}, number)
    own = Speech("zh" if in_chinese(session) else "en", session.survey.catalogue, session.survey.plan)
    return list(openings(desk, own.rule, frozenset(numbers)))


def _find_item(desk: VillageItems, numbers: list[str], text: str | None) -> Place | None:
    """The item, not settled yet, of one of the numbers or with these words."""
    for one in desk.items():
        about = {one.item.rule, one.item.standard, one.rule and one.rule.id} & set(numbers)
        if about and one.state in UNSETTLED and (text is None or one.item.text == text):
            return one.item.mark.place
    return None


def _outside(desk: VillageItems, numbers: list[str], code: str | None, text: str | None) -> list[Item]:
    """One item that somebody brought, with its words. Raises RefusalError."""
    if code is None or not (text or "").strip() or len(numbers) != 1:
        known = "、".join(zh for zh, _ in WORDS["origins"].values())
        raise RefusalError([Problem("outside_incomplete", Place("rectify open", 0), {"known": known})])
    (number,) = numbers
    standards = {standard.id: standard for standard in desk.view.catalogue.standards}
    rule = desk.view.catalogue.rule(number)
    standard = rule[0] if rule else by_number(standards, number)
    values = {"origin": code, "text": text, "rule": number if rule else None, "standard": standard.id}
    item = from_outside(desk, values, desk.view.as_of)
    there = same(desk, item)
    if there is None:
        return [item]
    if there.text == text:
        return []
    place = there.mark.place
    raise RefusalError([Problem("item_there", place, {"id": there.id, "rule": there.rule or there.standard})])


def confirm(
    context: typer.Context,
    village: OneVillage,
    item: ItemNumber,
    *,
    by: By,
    reason: Reason,
    despite: Despite = None,
    on: On = None,
    dry_run: DryRun = False,
) -> int:
    def decide(session: Session) -> Draft:
        seen = find(session, village, item)
        word = fitting(seen, _confirm(seen, by, reason, despite), State.CLAIMED, State.WATCHED)
        if not seen.item.holds and not despite:
            found, speech = seen.item, session.speech()
            now = speech.rule(found.result) if found.result else speech.ui("no_rule")
            raise seen.refusal("mark_open", mark=rectify_text.mark(found, speech), now=now)
        return add_action(seen, word)

    return show_after(context.obj, (village, item), on, decide, dry_run=dry_run)


def _confirm(seen: ItemOnDay, by: str, reason: str, despite: str | None) -> Closure:
    """Quotes what it rests on; without its mark it has a reason of its own."""
    found = seen.item
    own = Teller("zh" if in_chinese(seen.session) else "en")  # what is written speaks the records' language
    said = f"{reason}{own.ui('despite', text=despite)}" if despite else reason
    rests_on = str(quote(found.result, seen.desk.view)) if found.result else None
    return _word(seen, "confirm", by, said, rests_on=rests_on)


def _word(seen: ItemOnDay, action: str, by: str, reason: str, **more: str | None) -> Closure:
    values = {"item": seen.item.item.id, "date": seen.session.as_of.isoformat(), "action": action, "by": by}
    return Closure.model_validate(values | {"reason": reason} | more)


def extend(
    context: typer.Context,
    village: OneVillage,
    item: ItemNumber,
    *,
    until: Until,
    by: By,
    reason: Reason,
    on: On = None,
    dry_run: DryRun = False,
) -> int:
    def decide(session: Session) -> Draft:
        seen = find(session, village, item)
        last = day(until, "--until")
        word = fitting(seen, _word(seen, "extend", by, reason, until=last.isoformat()), *UNSETTLED)
        if last <= seen.item.joined.due:
            raise seen.refusal("until_early", until=until, due=seen.item.joined.due.isoformat())
        role = seen.desk.view.role(by, session.as_of)
        if role not in APPROVERS and role is not None:
            wanted = "、".join(session.speech().word_of("roles", name) for name in APPROVERS)
            raise seen.refusal("not_approver", by=by, needed=wanted)
        return add_action(seen, word)

    return show_after(context.obj, (village, item), on, decide, dry_run=dry_run)


def watch(
    context: typer.Context,
    village: OneVillage,
    item: ItemNumber,
    *,
    until: Until,
    by: By,
    reason: Reason,
    on: On = None,
    dry_run: DryRun = False,
) -> int:
    allowed = (State.CLAIMED, State.WATCHED)
    return _simple(context.obj, (village, item), ("watch", by, reason, until), on, allowed, dry_run=dry_run)


def reopen(
    context: typer.Context,
    village: OneVillage,
    item: ItemNumber,
    *,
    by: By,
    reason: Reason,
    on: On = None,
    dry_run: DryRun = False,
) -> int:
    def decide(session: Session) -> Draft:
        seen = find(session, village, item)
        until = due_again(seen.desk, seen.item).isoformat()
        return add_action(
            seen, fitting(seen, _word(seen, "reopen", by, reason, until=until), State.CLOSED, State.WATCHED)
        )

    return show_after(context.obj, (village, item), on, decide, dry_run=dry_run)


def word(action: str, allowed: State) -> Callable[..., int]:
    """The command for a word of the town that asks for nothing but a state."""

    def command(
        context: typer.Context,
        village: OneVillage,
        item: ItemNumber,
        *,
        by: By,
        reason: Reason,
        on: On = None,
        dry_run: DryRun = False,
    ) -> int:
        said = (action, by, reason, None)
        return _simple(context.obj, (village, item), said, on, (allowed,), dry_run=dry_run)

    return command


def _simple(
    settings: Options,
    which: tuple[str, str],
    said: tuple[str, str, str, str | None],
    on: str | None,
    allowed: tuple[State, ...],
    *,
    dry_run: bool,
) -> int:
    """said: action, by, reason, until."""
    action, by, reason, until = said

    def decide(session: Session) -> Draft:
        seen = find(session, *which)
        last = _ahead(seen, day(until, "--until"), session.as_of) if until else None
        word = _word(seen, action, by, reason, until=last.isoformat() if last else None)
        return add_action(seen, fitting(seen, word, *allowed))

    return show_after(settings, which, on, decide, dry_run=dry_run)


def _ahead(seen: ItemOnDay, until: date, today: date) -> date:
    if until <= today:
        raise seen.refusal("until_early", until=until.isoformat(), due=today.isoformat())
    return until
