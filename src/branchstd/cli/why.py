"""`why`: one standard of one village, named by itself, a rule or an item, or one veto;
with every record looked at.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from branchstd.assess.assessment import judge
from branchstd.cli.support.exits import Exit
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import AsOf, OneVillage, by_number
from branchstd.cli.support.session import open_session, show, unless_lost
from branchstd.messages.messages import SHOWN_AT_MOST
from branchstd.render import rectify_text, why_text


def command(
    context: typer.Context,
    village: OneVillage,
    standard: Annotated[str, typer.Argument(help=HELP["standard"], metavar="STANDARD")],
    *,
    as_of: AsOf = None,
    whole: Annotated[bool, typer.Option("--all", help=HELP["why_all"])] = False,
) -> int:
    session = open_session(context.obj, as_of)
    (assessed,) = session.villages([village])
    desk = session.workspace.desk(assessed)
    items = desk.find(standard)[:1]
    standard = next(
        (one.standard.id if one.standard else one.item.standard for one in items),
        standard,
    )
    messages = session.messages(
        session.names(assessed.village.slug),
        most=sys.maxsize if whole else SHOWN_AT_MOST,
    )
    vetoes = {rule.id: rule for rule in desk.view.catalogue.vetoes}
    if standard in vetoes:
        found = judge(desk.view, vetoes[standard], None)
        show(why_text.veto(assessed.assessment, found, messages))
        return Exit.FINDINGS if found.is_gap else Exit.CLEAN
    known = {one.standard.id: one for one in assessed.assessment.standards}
    result = by_number(
        known, standard, [*(one.item.id for one in desk.items()), *vetoes]
    )
    show(line for item in items for line in rectify_text.entry(item, messages, 0))
    show(why_text.why(assessed.assessment, result, messages))
    unless_lost(problem for problem in assessed.problems if problem.unreadable)
    return Exit.FINDINGS if result.gaps else Exit.CLEAN
