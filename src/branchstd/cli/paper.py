"""`paper`: papers in Word out of the records, of the town or of each village."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import typer

from branchstd.cli.support.books import refuse_kept
from branchstd.cli.support.documents import hand_out, safe_name
from branchstd.cli.support.exits import Exit, RefusalError, refusal
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, Villages
from branchstd.cli.support.session import Session, open_session, show, unless_lost
from branchstd.findings import Place, Problem, excerpt, is_short_for, nearest
from branchstd.mask import mask, mask_all
from branchstd.messages import table
from branchstd.messages.messages import Messages
from branchstd.records import spelling
from branchstd.render.confined import fill_confined
from branchstd.render.lists import MessagesOf
from branchstd.render.papers import Facts, empty, in_words, known_words, paper_facts
from branchstd.render.templates import ReportError
from branchstd.store.templates import paper_template
from branchstd.workflow.paper import PAPERS, Paper, may_stand
from branchstd.workspace import TownOnDay

NAMES: Final = {key: str(table("sheets", "zh").PAPERS[key]) for key in PAPERS}
_SHEET: Final = re.compile("[书函单稿件表]$")  # what a paper is called besides
ABOUT: Final = str(table("sheets", "zh").FACTS["about"])


def read_kind(text: str) -> str:
    """A paper's code, from that, its name or a short one of it (验收表, 约谈函). Raises
    BadParameter where none is called so, or several are.
    """
    kinds = {name: key for key, name in NAMES.items()} | {key: key for key in NAMES}
    said = spelling.plain(text)
    if said in kinds:
        return kinds[said]
    fits: list[str] = []
    for short in (said, _SHEET.sub("", said)):
        if len(short) > 1 and not short.isascii():
            fits = fits or [one for one in NAMES.values() if is_short_for(short, one)]
    if len(fits) == 1:
        return kinds[fits[0]]
    known = ", ".join(fits or NAMES.values())
    raise typer.BadParameter(f"{excerpt(text)} is not one of {known}")


def command(
    context: typer.Context,
    key: Annotated[
        str,
        typer.Argument(
            help=f"{HELP['paper_kind']}{'、'.join(NAMES.values())}",
            metavar="KIND",
            callback=read_kind,
        ),
    ],
    villages: Villages = None,
    *,
    items: Annotated[
        list[str] | None,
        typer.Option("--item", help=HELP["paper_items"], metavar="ITEM"),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help=HELP["paper_out"], metavar="DIR")
    ] = Path("公文"),
    named: Annotated[bool, typer.Option("--names", help=HELP["paper_names"])] = False,
    check: Annotated[bool, typer.Option("--check", help=HELP["paper_check"])] = False,
    as_of: AsOf = None,
) -> int:
    paper, session = PAPERS[key], open_session(context.obj, as_of)
    if items and not paper.about:
        raise refusal("paper_itemless", "--item")
    if named:
        refuse_kept(session, out, "docx")
    town = session.town(villages or ())
    chosen = _named(paper, town, items or ())
    year = town.year("assess", of_one=not paper.of_town)
    years = [year] if paper.of_town else map(year.of_unit, year.villages)
    messages, made = session.messages(), dict[Path, bytes]()
    messages_of = _messages(session, named=named)
    for one in years:
        whose = one.town if paper.of_town else one.villages[0].name
        facts = paper_facts(paper, one, chosen, messages_of)
        if paper.about and not facts[ABOUT] and not check:
            show([messages.ui("paper_nothing", name=whose)])
            continue
        title = f"{whose}{NAMES[key]}"
        name = safe_name(mask(f"{title}{session.as_of}"))
        path = out / f"{name}.docx"
        if path in made:  # villages of one name
            path = out / f"{name}-{one.villages[0].slug}.docx"
        made[path] = _filled(NAMES[key], title, facts, session)
        if check:
            _filled(NAMES[key], title, empty(facts), session)
    if check:
        show([messages.ui("paper_checked", count=len(made), name=NAMES[key])])
        return Exit.CLEAN
    hand_out(made, session, again=True)
    if made:
        show([messages.ui("papers_written", count=len(made), folder=out)])
    unless_lost(town.missing.faults)
    return Exit.CLEAN if made else Exit.NOTHING


def _messages(session: Session, *, named: bool) -> MessagesOf:
    """Papers are Chinese, in whatever language the program speaks."""
    catalogue, plan = session.workspace.catalogue, session.workspace.plan

    @cache
    def messages(slug: str) -> Messages:
        names = session.names(slug) if named and slug else {}
        return Messages("zh", catalogue, plan, names, asked=session.as_of)

    return messages


def _named(
    paper: Paper, town: TownOnDay, items: Iterable[str]
) -> frozenset[tuple[str, str]]:
    """Village and number of each item that is named. Raises RefusalError where there is
    none of that number, or it cannot stand in the paper.
    """
    desks, found = town.desks.values(), set()
    for wish in items:
        meant = [one for desk in desks for one in desk.find(wish)]
        if not meant:
            year = town.workspace.plan.year
            known = [n for d in desks for one in d.items() for n in one.names(year)]
            near, slugs = nearest(wish, known, 0.3), " ".join(town.slugs)
            values = {"name": excerpt(wish), "near": near, "village": slugs}
            raise refusal("unknown_item", "--item", **values)
        for one in meant:
            code = one.item.id
            if not may_stand(paper, one):
                place = one.item.mark.place
                raise refusal("paper_settled", place, id=code, village=one.village)
            found.add((one.village, code))
    return frozenset(found)


def _filled(name: str, title: str, facts: Facts, session: Session) -> bytes:
    """A paper in the town's own form, or the shipped one. Raises RefusalError where
    that cannot be filled.
    """
    from branchstd.render.word import fill  # heavy

    template = paper_template(session.workspace.office.root, name)
    if isinstance(template.data, Problem):
        raise RefusalError([template.data])
    call = (template.data, in_words(mask_all(facts)), mask(title), session.as_of)
    try:
        return (fill_confined if template.own else fill)(*call)
    except ReportError as error:
        near = nearest(error.detail, known_words(facts), 0.4)
        what = excerpt(error.detail)
        told = {"line": excerpt(error.name), "detail": error.detail[:200], "name": what}
        raise refusal(error.code, Place(template.file, 0), near=near, **told) from None
