"""Words on items: one table of what village and town may say, of which the commands are
made.

The village's words settle nothing; the town's settle, move or reopen an item.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from inspect import Parameter
from typing import Any, Final

import typer

from branchstd.cli.support.amending import Draft, in_chinese
from branchstd.cli.support.items import (
    ItemOnDay,
    act_on_items,
    add_action,
    check_role,
    check_state,
    check_unsaid,
    claim_item,
)
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import (
    DryRun,
    ItemNumbers,
    On,
    OneVillage,
    make_option,
    parameter,
    sign,
)
from branchstd.cli.support.session import day
from branchstd.messages.phrases import Phrases
from branchstd.records.town import Closure
from branchstd.records.village import Rectify
from branchstd.records.words import WORDS
from branchstd.render import rectify_text
from branchstd.rules.items import UNSETTLED, State
from branchstd.store.entry import read_entry
from branchstd.text.nodes import Value
from branchstd.workflow.evidence import quote
from branchstd.workflow.opening import due_again

APPROVERS: Final = ("town_deputy", "town_secretary")
# What was given with each option: a text, several, a day, or None.
Given = Mapping[str, Any]


@dataclass(frozen=True)
class Verb:
    """One dated word on an item.

    name: of the command. kind: of the word in the records. states: in which it may be
    said. options: what is said.
    draft: what becomes of the file of the side that says it. more: what it says beyond
    the options. fit: whether it may be said of this item now. These three raise
    RefusalError.
    """

    name: str
    kind: str
    states: tuple[State, ...]
    options: tuple[Parameter, ...]
    draft: Callable[[Verb, ItemOnDay, Given], Draft]
    more: Callable[[ItemOnDay, Given], Given] = lambda _seen, _given: {}
    fit: Callable[[ItemOnDay, Given], None] = lambda _seen, _given: None


def make_command(verb: Verb) -> Callable[..., int]:
    """What Typer calls: village, items, the verb's options, `--on` and `--dry-run`."""

    def command(
        context: typer.Context,
        village: str,
        items: list[str],
        *,
        on: str | None,
        dry_run: bool,
        **given: Any,
    ) -> int:
        # In this order it is written.
        said = {option.name: given[option.name] for option in verb.options}

        def decide(seen: ItemOnDay) -> Draft:
            days = {"until": day(said["until"], "--until")} if "until" in said else {}
            return verb.draft(verb, seen, said | days)

        return act_on_items(context.obj, village, items, decide, on=on, dry_run=dry_run)

    before = (
        parameter("context", typer.Context),
        parameter("village", OneVillage),
        parameter("items", ItemNumbers),
    )
    return sign(
        command,
        [
            *before,
            *verb.options,
            parameter("on", On, None),
            parameter("dry_run", DryRun, False),
        ],
    )


def _claim(verb: Verb, seen: ItemOnDay, given: Given) -> Draft:
    """The village's word, in its side of the item."""
    word = WORDS["claim_kinds"][verb.kind][0] if in_chinese(seen.session) else verb.kind
    said: dict[str, Value] = {"date": seen.session.as_of, "kind": word}
    said |= {name: value for name, value in given.items() if value}
    texts = {
        name: value if isinstance(value, list) else str(value)
        for name, value in said.items()
    }
    if (claim := read_entry("claim", texts).record) and seen.item.plan:
        check_unsaid(claim, seen.item.plan.claims)
    check_state(seen, *verb.states)
    verb.fit(seen, given)
    return claim_item(seen, said)


def _act(verb: Verb, seen: ItemOnDay, given: Given) -> Draft:
    """The town's word, among what it says of the village."""
    said = {
        "item": seen.item.item.id,
        "date": seen.session.as_of,
        "action": verb.kind,
        **given,
    }
    said |= verb.more(seen, given)
    check_role(seen, given["by"])
    action = Closure.model_validate(
        {name: str(said[name]) for name in Closure.model_fields if said.get(name)}
    )
    check_unsaid(action, seen.desk.village.of(Closure))
    check_state(seen, *verb.states)
    verb.fit(seen, given)
    return add_action(seen, action)


def _check_plan(seen: ItemOnDay, _given: Given) -> None:
    if seen.item.plan is None:
        raise seen.refusal("plan_first", village=seen.slug)


def _check_done(seen: ItemOnDay, given: Given) -> None:
    """It needs a whole plan and something to look at."""
    _check_plan(seen, given)
    if labels := [
        str(Rectify.model_fields[name].title) for name in seen.item.joined.missing
    ]:
        lacking = seen.session.messages().words.AND.join(labels)
        raise seen.refusal("plan_incomplete", missing=lacking, village=seen.slug)
    if not given["proof"]:
        raise seen.refusal("proof_missing")


def _check_asked(seen: ItemOnDay, given: Given) -> None:
    _check_plan(seen, given)
    _check_later(seen, given, seen.item.joined.due)


def _check_granted(seen: ItemOnDay, given: Given) -> None:
    """More time is given by the secretary or a deputy; a cadre who is not known is
    refused by another word.
    """
    _check_later(seen, given, seen.item.joined.due)
    by = given["by"]
    if seen.desk.view.role(by, seen.session.as_of) not in {*APPROVERS, None}:
        wanted = "、".join(
            seen.session.messages().word_of("roles", name) for name in APPROVERS
        )
        raise seen.refusal("not_approver", by=by, needed=wanted)


def _check_later(seen: ItemOnDay, given: Given, last: date) -> None:
    if given["until"] <= last:
        raise seen.refusal("until_early", until=str(given["until"]), due=str(last))


def _check_mark(seen: ItemOnDay, given: Given) -> None:
    if not seen.item.holds and not given["despite"]:
        found, messages = seen.item, seen.session.messages()
        now = messages.rule(found.result) if found.result else messages.ui("no_rule")
        raise seen.refusal(
            "mark_open", mark=rectify_text.mark(found, messages), now=now
        )


def _rest_on_result(seen: ItemOnDay, given: Given) -> Given:
    """The day's result is quoted; without its mark a closing has a reason of its
    own.
    """
    # What is written speaks the records' language.
    own = Phrases("zh" if in_chinese(seen.session) else "en")
    despite, result = given["despite"], seen.item.result
    reason = given["reason"] + (own.ui("despite", text=despite) if despite else "")
    return {
        "reason": reason,
        "rests_on": quote(result, seen.desk.view) if result else None,
    }


def _look_ahead(seen: ItemOnDay, given: Given) -> Given:
    _check_later(seen, given, seen.session.as_of)
    return {}


def _owe_again(seen: ItemOnDay, _given: Given) -> Given:
    return {"until": due_again(seen.desk, seen.item)}


def _option(
    name: str, text: str, metavar: str = "TEXT", kept: object = str
) -> Parameter:
    return make_option(name, text, metavar, kept, strip=True)


TEXT = _option("text", HELP["claim_text"])
PROOF = _option("proof", HELP["claim_proof"], kept=list[str] | None)
ASKED_UNTIL = make_option("until", HELP["claim_until"], "YYYY-MM-DD")
UNTIL = make_option("until", HELP["act_until"], "YYYY-MM-DD")
BY = _option("by", HELP["act_by"], "CODE")
REASON = _option("reason", HELP["act_reason"])
DESPITE = _option("despite", HELP["act_despite"], kept=str | None)
CLAIMED = State.CLAIMED
WATCHED = State.WATCHED
OBJECTED = State.OBJECTED
CLOSED = State.CLOSED

VERBS: Final = (
    Verb("progress", "progress", UNSETTLED, (TEXT, PROOF), _claim, fit=_check_plan),
    Verb("done", "done", UNSETTLED, (TEXT, PROOF), _claim, fit=_check_done),
    Verb("ask", "extend", UNSETTLED, (TEXT, ASKED_UNTIL), _claim, fit=_check_asked),
    Verb("object", "dispute", UNSETTLED, (TEXT, PROOF), _claim),
    Verb(
        "confirm",
        "confirm",
        (CLAIMED, WATCHED),
        (BY, REASON, DESPITE),
        _act,
        more=_rest_on_result,
        fit=_check_mark,
    ),
    Verb("return", "return", (CLAIMED,), (BY, REASON), _act),
    Verb("extend", "extend", UNSETTLED, (UNTIL, BY, REASON), _act, fit=_check_granted),
    Verb(
        "watch",
        "watch",
        (CLAIMED, WATCHED),
        (UNTIL, BY, REASON),
        _act,
        more=_look_ahead,
    ),
    Verb("uphold", "uphold", (OBJECTED,), (BY, REASON), _act),
    Verb("overrule", "overrule", (OBJECTED,), (BY, REASON), _act),
    Verb("reopen", "reopen", (CLOSED, WATCHED), (BY, REASON), _act, more=_owe_again),
)
