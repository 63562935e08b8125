"""Words of the town that do not count: on items, before the village's own, reliefs of
itself; items that say nothing.

Reliefs of the town for itself do not count without name, reason or paper, or by the
wrong person.
"""

from __future__ import annotations

from collections.abc import Iterator

from branchstd.findings import Problem, Severity, nearest
from branchstd.records.town import Closure, Event, Item, Project, Ruling
from branchstd.records.village import Claim
from branchstd.rules.granted import unfit_move, unfit_none
from branchstd.rules.items import join_item, unfit, unread_cadres
from branchstd.rules.view import View


def _to_the_last(view: View) -> View:
    """The same records with what was said of items in the year after."""
    return View(view.village, view.town, view.catalogue, view.plan, view.plan.last_word)


def unfit_words(view: View) -> Iterator[Problem]:
    """Said by somebody who may not: the word does not count. Of whom it cannot be
    known, the own row is told.
    """
    rulings = view.village.of(Ruling)
    closures = _to_the_last(view).of(Closure)
    words: tuple[Closure | Ruling, ...] = (*closures, *rulings)
    for word in words:
        if (why := unfit(view, word)) and not any(unread_cadres(view, word)):
            about = {} if isinstance(word, Closure) else {"about": word.about}
            yield Problem(why, word.mark.of("by"), {"by": word.by, **about})


def check_claims(view: View) -> Iterator[Problem]:
    """Closed although the village had not claimed it done since it was opened, returned
    or opened again.
    """
    late = _to_the_last(view)
    for item in late.of(Item):
        claimed = False
        for word in join_item(late, item).events:
            if isinstance(word, Claim):
                claimed = claimed or word.kind == "done"
            elif word.action == "confirm" and not claimed:
                yield Problem(
                    "closed_unclaimed",
                    word.mark.of("action"),
                    {"id": item.id},
                    Severity.WARNING,
                )
            elif word.action in {"return", "reopen"}:
                claimed = False


def early(view: View) -> Iterator[Problem]:
    """Words on an item dated before it was found: they would count, and give it a state
    before it was there.
    """
    found_on = {item.id: item.found_on for item in view.village.of(Item)}
    words: list[tuple[Claim | Closure, str]] = [
        (word, word.plan.item) for word in view.village.of(Claim)
    ]
    words += [(word, word.item) for word in view.village.of(Closure)]
    for word, code in words:
        if word.date < found_on.get(code, word.date):
            values = {
                "id": code,
                "seen": word.date.isoformat(),
                "found": found_on[code].isoformat(),
            }
            yield Problem("word_early", word.mark.of("date"), values)


def elsewhere(view: View) -> Iterator[Problem]:
    """A rule of another standard than the item's, whether that is numbered as it was
    then or as it is now.
    """
    for item in view.village.of(Item):
        rule = item.rule
        found = view.catalogue.rule(rule) if rule else None
        if (
            rule
            and found
            and item.standard not in {found[0].id, rule.rpartition(".")[0]}
        ):
            yield Problem(
                "rule_elsewhere",
                item.mark.of("rule"),
                {"rule": rule, "standard": item.standard},
            )


def textless(view: View) -> Iterator[Problem]:
    """Neither rule nor finding nor words: nobody knows what is wrong."""
    for item in view.of(Item):
        if not (item.text or item.rule or item.finding):
            yield Problem("item_textless", item.mark.place, {"id": item.id})


def nones(view: View) -> Iterator[Problem]:
    """That there is nothing of a duty is said of duties that wait for it, by a name,
    with a reason.
    """
    known = [duty.id for duty in view.plan.duties if duty.none]
    for event in view.village.of(Event):
        if event.kind != "none":
            continue
        for code in event.covers:
            if code not in known:
                values = {
                    "code": code,
                    "near": nearest(code, known, 0),
                    "known": ", ".join(known),
                }
                yield Problem("none_unasked", event.mark.of("covers"), values)
        if why := unfit_none(event, view.town):
            yield Problem(why, event.mark.of("by"), {"by": event.by or ""})


def moves(view: View) -> Iterator[Problem]:
    """A project is put off by a name and a paper; one that names neither was not."""
    for project in view.village.of(Project):
        why = (
            unfit_move(project, view.town, view.as_of)
            if project.moved_by or project.basis
            else None
        )
        if why:
            yield Problem(
                why,
                project.mark.of("moved_by"),
                {"by": project.moved_by or "", "name": project.name},
            )
