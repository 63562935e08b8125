"""Papers that are handed from the town to a village or the other way: whose each is,
and about which items.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from branchstd.workflow.rectification import STEPS, Rectification


class Paper(NamedTuple):
    """of_town: one for all villages, else one for each. about: `open` items, those
    whose days overdue have reached a step of STEPS, or none in particular.
    """

    of_town: bool = False
    about: str = ""


# In the order in which a year needs them.
PAPERS: Final[Mapping[str, Paper]] = MappingProxyType(
    {
        "village_plan": Paper(),
        "notice": Paper(about="open"),
        "remind": Paper(about="remind"),
        "press": Paper(about="liaison"),
        "circular": Paper(of_town=True, about="deputy"),
        "interview": Paper(about="interview"),
        "self_assessment": Paper(),
        "application": Paper(),
        "acceptance": Paper(),
        "acceptance_report": Paper(of_town=True),
        "summary": Paper(of_town=True),
    }
)


def may_stand(paper: Paper, one: Rectification) -> bool:
    """Whether an item can be in this paper at all, if somebody wants it there: open,
    and overdue where the paper urges.
    """
    return one.is_open and (paper.about == "open" or one.overdue > 0)


def stands(paper: Paper, one: Rectification) -> bool:
    """Whether it is in this paper unless other items are named. What its days suggest
    is a default; people decide.
    """
    if not paper.about or not may_stand(paper, one):
        return False
    order: list[str] = [name for _, name in STEPS]
    return paper.about == "open" or (
        one.step is not None and order.index(one.step) >= order.index(paper.about)
    )
