"""Villages and standards drawn by lot, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from branchstd.cli.support.session import Session
from branchstd.messages.messages import Messages
from branchstd.render.tables import Table, table
from branchstd.workflow.oversight import drawn


def lots(
    session: Session,
    villages: Sequence[str],
    numbers: tuple[int, int],
    seed: str,
    messages: Messages,
) -> Table:
    """A row a unit and standard that is asked of it; each has lots of its own. Among
    the units asked for, else all that are villages.

    numbers: how many units, and how many standards in each.
    """
    workspace = session.workspace
    among = [
        slug
        for slug in session.chosen(villages)
        if villages or workspace.kind(slug) == "village"
    ]
    rows = []
    for slug in drawn(among, numbers[0], seed):
        standards = workspace.catalogue.of_kind(workspace.kind(slug)).standards
        titles = {one.id: one.title[messages.lang] for one in standards}
        rows += [
            {
                "village": workspace.office.names[slug],
                "standard": code,
                "title": titles[code],
            }
            for code in drawn(titles, numbers[1], f"{seed}/{slug}")
        ]
    return table("draw", rows, messages)
