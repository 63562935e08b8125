"""What a record of its kind must say, and what only the town may say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from branchstd.checks.attendance import own_activities
from branchstd.findings import Problem, Severity, excerpt
from branchstd.records.holdings import Broken
from branchstd.records.town import Ruling
from branchstd.records.village import Activity, Candidate, Matter, Vote
from branchstd.rules.derived import is_filled
from branchstd.rules.periods import days_of
from branchstd.rules.view import View

# A file's name has a letter or digit, and more than how many there are.
_NAMED: Final = re.compile(r"[A-Za-z0-9]")
_COUNTED: Final = re.compile(r"[^\d.]*\d+ ?[张幅份个][^\d.]*")
# What a vote on who joins the Party is called.
_JOINING: Final = re.compile("入党|预备党员|转为正式|转正")
_MEETING = ("topic", "expected", "present")
NEEDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "general_meeting": _MEETING,
        "committee_meeting": _MEETING,
        "group_meeting": ("group", *_MEETING),
        "lecture": ("by", *_MEETING),
        "theme_day": ("form", *_MEETING),
        "org_life_meeting": ("steps", *_MEETING),
        "appraisal_meeting": _MEETING,
        "study": _MEETING,
        "training": ("form", "topic"),
        "winter_training": _MEETING,
        "work_report": _MEETING,
        "dual_review": _MEETING,
        "joint_meeting": _MEETING,
        "villagers_meeting": _MEETING,
        "reps_meeting": _MEETING,
        "supervision_meeting": _MEETING,
        "assistance_meeting": _MEETING,
        "disclosure": ("period", "covers"),
        "talk": ("by", "people"),
        "care": ("form", "by", "people"),
        "contact": ("by", "people"),
        "task": ("topic", "by", "people"),
        "check": ("form", "by"),
    }
)
# Of kinds that need one the forms that a village may write.
FORMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "theme_day": ("study", "deliberation", "service"),
    "training": ("county", "ability", "member"),
    "care": ("visit", "aid", "pairing"),
    "check": ("eight_haves", "three_chains", "signage"),
})  # fmt: skip
# Held once a year: they may say which one they are about.
YEARLY: Final = frozenset({"org_life_meeting", "appraisal_meeting", "dual_review"})
# What the rules themselves do not count without.
JUDGED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"study": ("expected", "present")}
)
PAIRS: Final = frozenset(
    {
        frozenset({"theme_day", other})
        for other in ("general_meeting", "group_meeting", "lecture", "study")
    }
    | {
        frozenset({"org_life_meeting", "appraisal_meeting"}),
        frozenset({"general_meeting", "lecture"}),
    }
)


def misshapen(view: View) -> Iterator[Problem]:
    """Activities that lack what their kind needs, that claim to be two things or about
    a year, or that only the town can say.
    """
    for record in own_activities(view):
        yield from _faults(record)


def incomplete(view: View) -> Iterator[Broken]:
    """The same as records that cannot be read: they prove nothing, and nobody can say
    that there was nothing.

    So is one of this year that stands in another year's folder.
    """
    for record in own_activities(view):
        wanting = any(
            problem.values.get("field") not in JUDGED.get(record.kind, ())
            for problem in _faults(record)
        )
        if wanting or f"/{record.date.year}/" not in record.mark.place.file:
            known = {
                name: value
                for name in type(record).model_fields
                if is_filled(value := getattr(record, name))
            }
            yield Broken("activity", record.mark.place, known, record.day())


def _faults(record: Activity) -> Iterator[Problem]:
    """One evening is two things only in usual combinations; the special training has
    the town's sign-in list.
    """
    for name in NEEDS[record.kind]:
        if not is_filled(getattr(record, name)):
            label = str(type(record).model_fields[name].title)
            yield Problem(
                "whom_for_kind" if name == "people" else "field_for_kind",
                record.mark.place,
                {"field": name, "label": label, "kind": record.kind},
            )
    if record.also and frozenset({record.kind, record.also}) not in PAIRS:
        yield Problem(
            "wrong_pair",
            record.mark.of("also"),
            {"kind": record.kind, "also": record.also},
        )
    if (
        record.period
        and len(record.period) == len("2019")
        and not YEARLY & {record.kind, record.also}
    ):
        yield Problem(
            "year_for_kind",
            record.mark.of("period"),
            {"seen": record.period, "kind": record.kind},
        )
    if record.period and days_of(record.period)[0] > record.date:
        values = {"seen": record.period, "day": str(record.date)}
        yield Problem("period_ahead", record.mark.of("period"), values)
    if record.kind == "training" and record.form == "special":
        yield Problem("town_only", record.mark.of("form"))


def check_images(view: View) -> Iterator[Problem]:
    """Pictures that no file could be found by: 拍照, 2张."""
    for record in own_activities(view):
        for seen in (
            text
            for text in record.image
            if _COUNTED.fullmatch(text) or not _NAMED.search(text)
        ):
            label = str(type(record).model_fields["image"].title)
            values = {"field": "image", "label": label, "seen": excerpt(seen)}
            yield Problem(
                "image_unnamed", record.mark.of("image"), values, Severity.WARNING
            )


def major_by_amount(view: View) -> Iterator[Problem]:
    """A matter called a single one that is major by its amount."""
    least = view.catalogue.parameters.major_from
    for matter in view.village.of(Matter):
        if matter.type == "case" and (matter.amount or 0) >= least:
            values = {"id": matter.id, "seen": f"{matter.amount}", "needed": str(least)}
            yield Problem(
                "major_by_amount", matter.mark.of("type"), values, Severity.WARNING
            )


def check_households(view: View) -> Iterator[Problem]:
    """Households counted where the law knows but persons."""
    units = {
        quorum.meeting for quorum in view.catalogue.quorums.values() if quorum.counted
    }
    for vote in view.village.of(Vote):
        if vote.counted and not units & {vote.meeting.kind, vote.meeting.also}:
            yield Problem(
                "counted_elsewhere",
                vote.mark.of("counted"),
                {"kind": vote.meeting.kind},
            )


def unclear_votes(view: View) -> Iterator[Problem]:
    """Votes without a type that name who joins, where no candidate's record makes
    them admissions.
    """
    candidates = {one.person for one in view.village.of(Candidate)}
    for vote in view.village.of(Vote):
        joining = vote.about in view.people or _JOINING.search(vote.about)
        if not vote.type and joining and vote.about not in candidates:
            values = {"seen": excerpt(vote.about)}
            place = vote.mark.of("about")
            yield Problem("vote_unclear", place, values, Severity.WARNING)


def waiver_without_end(view: View) -> Iterator[Problem]:
    """Waivers that relieve of nothing, as they name no last day."""
    for ruling in view.village.of(Ruling):
        if ruling.verdict == "not_applicable" and ruling.until is None:
            yield Problem(
                "waiver_without_end", ruling.mark.of("verdict"), {"about": ruling.about}
            )
