"""Stars of a branch and of its members: what the records propose, and what the town has decided and made public.

The program proposes by the bands of the settings and decides nothing; there is no quota.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from branchstd.assess import Assessment
from branchstd.catalogue.model import Parameters
from branchstd.records.town import Star
from branchstd.records.village import MemberYear
from branchstd.rules.derived import notice, notice_over
from branchstd.rules.view import View
from branchstd.workflow.cycle import VillageStatus

Stage = Literal["draft", "notice", "final"]
Why = Literal["veto", "not_accepted", "no_score", "unread", "bands"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`star` is None where nothing can be proposed, and `why` says so. points: what the bands were laid on."""

    star: int | None
    points: Fraction | None
    why: Why


@dataclass(frozen=True, slots=True)
class BranchStars:
    """given: the town's last word of the year. stage: not made public, in its public notice, or over it unchanged."""

    proposal: Proposal
    given: Star | None
    stage: Stage | None
    final_on: date | None
    members: Mapping[int, int]
    members_stage: Stage | None


def stars(view: View, found: Assessment, standing: VillageStatus) -> BranchStars:
    """As of the view's day. standing: says whether the town has accepted the branch."""
    word = town_star(view)
    rated = [row.star for row in members(view) if row.star is not None]
    approved = word.members_approved_on if word else None
    return BranchStars(
        proposal=propose_stars(found, standing, view.catalogue.parameters),
        given=word,
        stage=notice(view, word) if word else None,
        final_on=notice_over(view, word) if word else None,
        members=dict(sorted(Counter(rated).items(), reverse=True)),
        members_stage=("final" if approved else "draft") if rated else None,
    )


def town_star(view: View) -> Star | None:
    """The town's last word on the branch's stars; of one day the last in the file."""
    return max(reversed(view.of(Star)), key=lambda one: one.date, default=None)


def propose_stars(found: Assessment, standing: VillageStatus, numbers: Parameters) -> Proposal:
    """Vetoes first; then only who was accepted; then the panel's score, else the computed one, on the bands."""
    panel = standing.accepted.score if standing.accepted else None
    score = Fraction(panel) if panel is not None else found.score
    if "error" in found.conclusion.reasons:
        return Proposal(None, None, "unread")  # what cannot be read may hold a veto
    if any(veto.effect == "fail" and veto.is_live for veto in found.vetoes):
        return Proposal(None, score, "veto")
    if standing.accepted is None or standing.conclusion not in {"met", "basic"}:
        return Proposal(None, score, "not_accepted")
    if score is None:
        return Proposal(None, None, "no_score")
    return Proposal(sum(score >= least for least in bands(numbers)) + 1, score, "bands")


def bands(numbers: Parameters) -> tuple[int, ...]:
    """Points from which there are two, three, four and five stars; below the first there is one."""
    return numbers.star_2_from, numbers.star_3_from, numbers.star_4_from, numbers.star_5_from


def members(view: View) -> tuple[MemberYear, ...]:
    """Rows of members whom the branch has rated by the day; by code, for the branch's own eyes."""
    rows = view.of(MemberYear)
    return tuple(row for row in rows if row.starred_on is not None)
