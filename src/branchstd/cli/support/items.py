"""Items as the commands find them: the village's desk, an item by its number, and acts
upon it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from branchstd.cli.support.amending import (
    Draft,
    apply_on_day,
    draft_of,
    draft_of_village,
    open_for_word,
    values_of,
)
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, RefusalError, refusal
from branchstd.cli.support.session import Session, show
from branchstd.findings import Place, excerpt, nearest
from branchstd.records.base import Record
from branchstd.records.holdings import says_again
from branchstd.records.town import Closure, Item
from branchstd.render import rectify_text
from branchstd.rules.items import State, unfit
from branchstd.store import town_file
from branchstd.store.amending import with_fields, with_nested, with_record
from branchstd.store.files import path_name
from branchstd.store.layout import VILLAGE_FILES
from branchstd.text.nodes import Value
from branchstd.workflow.rectification import Rectification
from branchstd.workflow.village_items import VillageItems

SPEC = next(spec for spec in VILLAGE_FILES if spec.kind == "rectify")


class ItemOnDay(NamedTuple):
    """One item among its village's, on the day of the session."""

    session: Session
    desk: VillageItems
    item: Rectification

    @property
    def slug(self) -> str:
        """The village's folder."""
        return self.desk.village.slug

    def refusal(self, code: str, **values: str) -> RefusalError:
        """For one reason, told where the item stands and with its number."""
        return refusal(code, self.item.item.mark.place, id=self.item.item.id, **values)


def desk_of(session: Session, village: str) -> VillageItems:
    """Raises RefusalError where no village can be meant."""
    (slug,) = session.chosen([village])
    return session.workspace.desk(session.workspace.village(slug, session.as_of))


def find(session: Session, village: str, wish: str) -> ItemOnDay:
    """The item of this number, also as older papers have it.

    Raises RefusalError with the nearest, where two have the number, and where something
    said of the village's items cannot be read.
    """
    there = desk_of(session, village)
    if there.unread:
        raise RefusalError(there.unread)
    # The one that is meant, found after the day of the session.
    found = (one for one in there.village.of(Item) if one.id == wish)
    if later := next((one for one in found if one.found_on > session.as_of), None):
        found_on = later.found_on.isoformat()
        raise refusal(
            "item_later", later.mark.of("found_on"), id=excerpt(wish), found=found_on
        )
    meant = there.find(wish)
    if not meant:
        known = [
            name
            for one in there.items()
            for name in one.names(session.workspace.plan.year)
        ]
        slug, near = there.village.slug, nearest(wish, known, 0.3)
        raise refusal(
            "unknown_item",
            town_path(session, slug),
            name=excerpt(wish),
            near=near,
            village=slug,
        )
    first, *others = meant
    if others:  # whatever is said of the one would count for both
        place = others[0].item.mark.place
        raise refusal(
            "duplicate_id", place, id=excerpt(wish), first=str(first.item.mark.place)
        )
    return ItemOnDay(session, there, first)


def check_unsaid(new: Record, said: Iterable[Record]) -> None:
    """Raises RefusalError with the place of a record that says the very same
    already.
    """
    if there := next((one for one in said if says_again(new, one)), None):
        raise refusal("record_there", there.mark.place)


def check_state(seen: ItemOnDay, *allowed: State) -> None:
    """Raises RefusalError where an act does not fit the item's state."""
    if seen.item.state not in allowed:
        words = seen.session.messages()
        wanted = words.words.AND.join(
            words.words.STATE_WORDS[state] for state in allowed
        )
        raise seen.refusal(
            "wrong_state", seen=words.words.STATE_WORDS[seen.item.state], needed=wanted
        )


def check_role(seen: ItemOnDay, by: str) -> None:
    """Raises RefusalError where nobody of this code had a role in the town that day."""
    if seen.desk.view.role(by, seen.session.as_of) is None:
        known = sorted(seen.desk.view.town.codes["staff"])
        raise seen.refusal(
            "no_role",
            by=excerpt(by),
            on=seen.session.as_of.isoformat(),
            near=nearest(by, known),
        )


def add_action(seen: ItemOnDay, action: Closure) -> Draft:
    """The town's word added to what it said of the village. Raises RefusalError where
    this cadre may not give it.
    """
    if why := unfit(seen.desk.view, action):
        raise seen.refusal(why, by=action.by)
    values = values_of(action, seen.session)
    return town_draft(seen.session, seen.slug, [("closures", "closure", values)])


def open_items(
    session: Session, slug: str, items: Iterable[Item], there: Place | None
) -> Draft:
    """New items in what the town says of a village. there: where stands what was asked
    for, if nothing is new.
    """
    draft = town_draft(
        session, slug, [("items", "item", values_of(item, session)) for item in items]
    )
    return replace(draft, there=there)


def town_draft(
    session: Session, slug: str, entries: list[tuple[str, str, dict[str, Value]]]
) -> Draft:
    """New records in what the town says of a village. entries: top key, kind,
    values.
    """
    draft = draft_of(
        session,
        slug,
        town_file(session.workspace.office.root, slug, session.workspace.plan.year),
    )

    def edit(data: bytes) -> bytes:
        for key, kind, values in entries:
            data = with_record(
                data, draft.file, (key, kind), values, words=draft.words, flow=True
            )
        return data

    return replace(draft, edit=edit)


def town_path(session: Session, slug: str) -> str:
    """The file, from the root, in which the town speaks of the village this year."""
    root = session.workspace.office.root
    return path_name(root, town_file(root, slug, session.workspace.plan.year))


def plan_item(seen: ItemOnDay, values: dict[str, Value]) -> Draft:
    """The village's side of an item: begun, or some of it said anew."""
    draft = draft_of_village(seen.session, seen.slug, SPEC)
    code, known = seen.item.item.id, seen.item.plan

    def edit(data: bytes) -> bytes:
        if known is None:
            return with_record(
                data,
                draft.file,
                ("items", "rectify"),
                {"item": code, **values},
                words=draft.words,
                flow=False,
            )
        return with_fields(
            data, draft.file, ("items", "rectify", code), values, words=draft.words
        )

    return replace(
        draft, edit=edit, there=known.mark.of(next(iter(values))) if known else None
    )


def claim_item(seen: ItemOnDay, values: dict[str, Value]) -> Draft:
    """One more dated word of the village on an item."""
    draft = draft_of_village(seen.session, seen.slug, SPEC)
    code = seen.item.item.id

    def edit(data: bytes) -> bytes:
        if seen.item.plan is None:
            first: dict[str, Value] = {
                "item": code,
                "start": seen.session.as_of,
                "claims": [values],
            }
            return with_record(
                data,
                draft.file,
                ("items", "rectify"),
                first,
                words=draft.words,
                flow=False,
            )
        return with_nested(
            data,
            draft.file,
            ("items", "rectify", code),
            "claims",
            values,
            words=draft.words,
        )

    return replace(draft, edit=edit)


def act_on_items(
    settings: Options,
    village: str,
    items: Sequence[str],
    decide: Callable[[ItemOnDay], Draft],
    *,
    on: str | None,
    dry_run: bool,
) -> int:
    """Does on a day what is decided on each item, in one file, on all or on none; then
    shows the items as they stand. Raises RefusalError.
    """

    def draft(session: Session) -> Draft:
        found = (find(session, village, item) for item in items)
        drafts = [decide(s) for s in {s.item.item.id: s for s in found}.values()]

        def edit(data: bytes) -> bytes:
            for one in drafts:
                data = one.edit(data)
            return data

        return replace(drafts[0], edit=edit)

    done = apply_on_day(settings, on, draft, dry_run=dry_run, opened=open_for_word)
    for item in () if dry_run else dict.fromkeys(items):
        seen = find(done.session, village, item)
        show(rectify_text.after(seen.item, done.session.messages()))
    return Exit.CLEAN
