"""What a workbook shows beside the records: results beside the branch's own answers,
problems beside its plans.
"""

from __future__ import annotations

from collections.abc import Iterable

from branchstd.assess import Assessment
from branchstd.mask import mask
from branchstd.messages.messages import Messages
from branchstd.render.branch_lists import progress, requirement
from branchstd.render.rectify_text import problem
from branchstd.workflow.rectification import Rectification


def standard_cells(
    assessment: Assessment, messages: Messages
) -> dict[str, dict[str, str]]:
    """By standard: title, what is asked, how far it is, what is missing, and within how
    many days.
    """
    found = {}
    for result in assessment.standards:
        standard = result.standard
        gaps = [mask(messages.rule(one)) for one in result.gaps]
        found[standard.id] = {
            "=title": standard.title[messages.lang],
            "=requirement": requirement(standard, messages),
            "=progress": progress(result, messages),
            "=gaps": "\n".join(gaps),
            "=days": str(standard.days) if gaps else "",
        }
    return found


def item_cells(
    items: Iterable[Rectification], messages: Messages
) -> dict[str, dict[str, str]]:
    """By number: the problem, and by when it is to be rectified."""
    return {
        one.joined.item.id: {
            "=problem": mask(problem(one, messages)),
            "=due": one.joined.due.isoformat(),
        }
        for one in items
    }
