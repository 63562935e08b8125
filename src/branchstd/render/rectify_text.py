"""Items for the terminal: the register, one item with all that was said of it, and what
comes next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from branchstd.findings import Place
from branchstd.messages.messages import Messages
from branchstd.records.town import Closure
from branchstd.records.village import Claim, Rectify
from branchstd.render.style import heading, indent
from branchstd.rules.items import ELEMENTS, State
from branchstd.workflow.evidence import Verdict
from branchstd.workflow.rectification import AGES, ItemCount, Rectification, count_items

STYLES = {
    State.CLOSED: "green", State.UPHELD: "dim", State.CLAIMED: "cyan",
    State.OBJECTED: "cyan", State.WATCHED: "cyan",
}  # fmt: skip


def register(
    found: Sequence[Rectification],
    every: Sequence[Rectification],
    as_of: date,
    messages: Messages,
) -> Iterator[RenderableType]:
    """The items asked for, village by village, then how many are due and closed of
    every one, asked for or not.
    """
    if not found:
        yield indent(messages.ui("no_items"), 0)
        return
    for village in dict.fromkeys(one.village for one in found):
        own = [one for one in found if one.village == village]
        yield heading(
            f"{own[0].name}  {village}  {messages.ui('as_of', day=as_of.isoformat())}"
        )
        for one in own:
            yield from entry(one, messages)
        yield Text()
    if len(found) < len(every):  # a figure of a selection would be copied as the town's
        yield indent(messages.ui("selected", shown=len(found), count=len(every)), 0)
    yield from _sum(count_items(every), messages)


def entry(
    one: Rectification, messages: Messages, columns: int = 2
) -> Iterator[RenderableType]:
    """Number, state, day; what is wrong; what comes next."""
    line = Text(
        title(one, messages), "red" if one.overdue else STYLES.get(one.state, "yellow")
    )
    line.stylize("bold", 0, len(one.item.id))
    line.append(f"  {messages.ui('until', day=one.joined.due)}", "dim")
    yield indent(line, columns)
    yield indent(problem(one, messages), columns + 2)
    if told := next_step(one, messages):
        yield indent(messages.ui("to_do", text=told), columns + 2, "dim")


def title(one: Rectification, messages: Messages) -> str:
    """Its number, what it is about, its state."""
    return f"{one.item.id} {_standard(one)} {state_text(one, messages)}"


def problem(one: Rectification, messages: Messages) -> str:
    """What is wrong, in the words of who found it; where none were written down, as the
    records now tell that day.
    """
    if one.item.text:
        return one.item.text
    if one.finding is not None:
        return one.finding.text
    return (
        messages.ui("recalled", text=messages.rule(one.recalled))
        if one.recalled
        else messages.ui("no_rule")
    )


def _now(one: Rectification, messages: Messages) -> Iterator[RenderableType]:
    """What its rule says now, where that is something else."""
    if one.result is not None and (now := messages.rule(one.result)) not in problem(
        one, messages
    ):
        yield indent(messages.ui("rule_now", text=now), 2, "dim")


def _standard(one: Rectification) -> str:
    return (
        one.rule.id
        if one.rule
        else one.standard.id
        if one.standard
        else one.item.standard
    )


def mark(one: Rectification, messages: Messages) -> str:
    """What would show that it is made good."""
    if one.mark is None:
        return messages.ui("mark_none")
    told = str(messages.words.MARKS[one.mark.sort])
    return told.format(periods=_periods(one, messages))


def _periods(one: Rectification, messages: Messages) -> str:
    """Those that its mark looks at."""
    wanted = one.mark.periods if one.mark else ()
    return str(messages.words.AND).join(messages.period(each.code) for each in wanted)


# With which command whoever's turn it is goes on.
COMMANDS: Final = {
    "open": "plan", "planned": "done", "returned": "done", "reopened": "done",
    "claimed": "confirm",
    "objected": "uphold", "again": "reopen",
}  # fmt: skip


def next_step(one: Rectification, messages: Messages, *, typed: bool = True) -> str:
    """Whose turn it is, and, where somebody will type it, with which command; what its
    days overdue suggest.
    """
    told = turns(one, messages)
    if typed and (command := command_of(one)):
        told[0] += f"{messages.words.COLON}{command}"
    if one.step is not None:
        told.append(str(messages.words.STEPS[one.step]).format(days=one.overdue))
    return str(messages.words.SEMI).join(filter(None, told))


def turns(one: Rectification, messages: Messages) -> list[str]:
    """Whose turn it is to do what; nothing where nothing is to be done."""
    if one.is_disabled:
        return []
    labels = (str(Rectify.model_fields[name].title) for name in one.joined.missing)
    values = {
        "missing": messages.words.AND.join(labels),
        "day": one.joined.due.isoformat(),
        "asked": one.joined.asked.until if one.joined.asked else "",
        "periods": _periods(one, messages),
    }
    return [
        str(messages.words.TURNS[turn]).format(**values)
        for turn in (_turn(one), *_more(one))
    ]


def _turn(one: Rectification) -> str:
    return (
        "again"
        if one.again
        else "town"
        if one.by_town and one.state in {State.OPEN, State.PLANNED}
        else one.state
    )


def command_of(one: Rectification) -> str:
    """With which command it goes on; nothing where none does. Without a whole plan
    nothing can be claimed.
    """
    if one.is_disabled:
        return ""
    turn = (
        "open"
        if one.joined.missing and one.state in {State.RETURNED, State.REOPENED}
        else _turn(one)
    )
    return (
        f"branchstd rectify {COMMANDS[turn]} {one.village} {one.item.id}"
        if turn in COMMANDS
        else ""
    )


def _more(one: Rectification) -> Iterator[str]:
    """What else is to be known of whoever's turn it is."""
    if one.joined.missing and one.state in {State.RETURNED, State.REOPENED}:
        yield "open"  # without a plan it cannot be claimed again
    if one.shows:
        # What was missed in a period that is over is never there afterwards.
        yield "kept" if one.mark and one.mark.periods else "shows"
    if one.joined.asked is not None:
        yield "asked"


def _sum(found: ItemCount, messages: Messages) -> Iterator[RenderableType]:
    share = (
        messages.ui("closing_rate", closed=found.closed, due=found.due)
        if found.due
        else messages.ui("closing_none")
    )
    yield indent(share, 0, "bold")
    yield indent(messages.ui("still_open", open=found.open, overdue=found.overdue), 0)
    bounds = [*(f"≤{days}" for days in AGES), f">{AGES[-1]}"]
    ages = (
        messages.ui("age", days=days, count=count)
        for days, count in zip(bounds, found.ages, strict=True)
        if count
    )
    if found.open:
        yield indent(messages.ui("ages", ages=messages.words.AND.join(ages)), 0, "dim")


def whole(one: Rectification, messages: Messages) -> Iterator[RenderableType]:
    """One item: what it is about, the plan, the mark and whether it shows, all that was
    said, what comes next.
    """
    yield heading(f"{one.item.id}  {_standard(one)}  {one.name}")
    yield indent(Text(state_text(one, messages), "bold"))
    yield indent(problem(one, messages))
    yield from _now(one, messages)
    origin = messages.word_of("origins", one.item.origin)
    yield indent(
        messages.ui(
            "found_by", origin=origin, day=one.item.found_on, due=one.item.due_on
        )
    )
    yield from _where(one.item.mark.place, messages)
    yield from _plan(one, messages)
    shows = {True: "mark_holds", False: "mark_not_yet", None: "mark_unknown"}[one.holds]
    yield indent(f"{messages.ui('mark', text=mark(one, messages))}{messages.ui(shows)}")
    yield from _history(one, messages)
    yield from _elsewhere(one, messages)
    if told := next_step(one, messages):
        yield indent(messages.ui("to_do", text=told))


def _where(place: Place, messages: Messages) -> Iterator[RenderableType]:
    yield indent(messages.ui("place", place=place), 4, "dim", keep=True)


def _plan(one: Rectification, messages: Messages) -> Iterator[RenderableType]:
    if one.plan is None:
        return
    for name in ELEMENTS:
        value = getattr(one.plan, name)
        said = messages.person(value) if name == "responsible" and value else value
        title, colon = Rectify.model_fields[name].title, messages.words.COLON
        yield indent(f"{title}{colon}{said or messages.ui('not_said')}")
    yield from _where(one.plan.mark.place, messages)


def _history(one: Rectification, messages: Messages) -> Iterator[RenderableType]:
    for word in one.joined.events:
        yield indent(describe_word(word, messages))
        yield from _where(word.mark.place, messages)


def describe_word(word: Claim | Closure, messages: Messages) -> str:
    """One dated word of either voice, on one line: a second could look like another's
    word.
    """
    until = messages.ui("set_until", day=word.until) if word.until else ""
    if isinstance(word, Claim):
        what = messages.word_of("claim_kinds", word.kind)
        return (
            f"{word.date} {messages.ui('village_says')}"
            f" {what}{until}{messages.words.COLON}{_line(word.text)}"
        )
    what = messages.word_of("closure_actions", word.action)
    return (
        f"{word.date} {messages.ui('town_says', by=word.by)}"
        f" {what}{until}{messages.words.COLON}{_line(word.reason)}"
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _elsewhere(one: Rectification, messages: Messages) -> Iterator[RenderableType]:
    if one.elsewhere:
        where = messages.words.AND.join(dict.fromkeys(one.elsewhere))
        yield indent(messages.ui("elsewhere", where=where))


def hints(one: Rectification, messages: Messages) -> Iterator[RenderableType]:
    """What somebody who plans should have seen first. None of it is written for
    them.
    """
    yield indent(problem(one, messages))
    yield from _now(one, messages)
    yield indent(messages.ui("mark", text=mark(one, messages)), 2, "dim")
    if one.standard is not None:
        yield indent(
            messages.ui("suggestion", text=one.standard.remedy[messages.lang]), 2, "dim"
        )


def after(one: Rectification, messages: Messages) -> Iterator[RenderableType]:
    """How an item stands now that something was said of it."""
    yield from entry(one, messages, 0)


def list_new(
    items: Iterable[Rectification], known: set[str], messages: Messages
) -> Iterator[RenderableType]:
    """What was opened, by number; and what was closed and has come back, which only a
    person opens again.
    """
    listed = list(items)
    new = [one for one in listed if one.item.id not in known]
    yield indent(messages.ui("opened", count=len(new)), 0, "bold")
    for one in new:
        yield from entry(one, messages)
    for one in (one for one in listed if one.again):
        yield from entry(one, messages)


VERDICTS: Final = {
    "same": "quote_same", "terms": "quote_terms", "records": "quote_records",
    "both": "quote_both",
    "unsure": "quote_unsure", "lost": "quote_lost", "spoilt": "quote_spoilt",
}  # fmt: skip


def verdicts(
    found: Iterable[tuple[str, Verdict]], messages: Messages
) -> Iterator[RenderableType]:
    """Each decision that quoted a result: whether the records still say so. village:
    its name.
    """
    for village, verdict in found:
        values = {
            "village": village,
            "item": verdict.item,
            **describe_verdict(verdict, messages),
        }
        yield indent(
            messages.ui(VERDICTS[verdict.sort], **values),
            0,
            "" if verdict.sort == "same" else "yellow",
        )


def describe_verdict(verdict: Verdict, messages: Messages) -> dict[str, str]:
    """What was quoted and what it is now, in words, without digests. What is no quote
    of ours, as it stands.
    """
    quoted, now = verdict.quoted, verdict.now
    if isinstance(quoted, str):
        return {"quoted": quoted, "now": ""}
    was, outcome = (
        messages.words.OUTCOMES.get(one.outcome, "?") if one else ""
        for one in (quoted, now)
    )
    said = outcome if was != outcome else messages.ui("quoted_other", word=outcome)
    return {
        "quoted": messages.ui("quoted_result", day=quoted.as_of, word=was),
        "now": said,
    }


def state_text(one: Rectification, messages: Messages) -> str:
    """The state, then what is out of the ordinary."""
    return str(messages.words.AND).join(
        [str(messages.words.STATE_WORDS[one.state]), *_flags(one, messages)]
    )


def _flags(one: Rectification, messages: Messages) -> Iterator[str]:
    flags = messages.words.STATE_FLAGS
    if one.is_disabled:
        yield flags["disabled"]
    if one.unread:
        yield flags["unread"]
    if one.overdue:
        yield flags["overdue"].format(days=one.overdue)
    if one.joined.is_extended:
        yield flags["extended"]
    if one.again:
        yield flags["again"]
    if one.joined.reopened and one.state != "reopened":
        yield flags["reopened"]
    if one.by_town:
        yield flags["town"]
    if one.elsewhere:
        yield flags["elsewhere"]
