"""Posts against each other: two holders on one day, one holder of two that exclude each
other; posts that nobody says how they came about, or whose election no vote of that day
was.

Bodies against the sizes and terms that their articles allow. All of it is for the town
to look at: warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from branchstd.catalogue.model import VILLAGES
from branchstd.catalogue.parts import Span
from branchstd.findings import Place, Problem, Severity
from branchstd.records.village import Post, Term, Vote
from branchstd.rules.derived import is_filled
from branchstd.rules.periods import after
from branchstd.rules.sets import FACTS
from branchstd.rules.view import View, in_force

# Of villager groups, Party groups and helpers there are several heads; of these bodies
# there is one.
SINGLE: Final = (
    ("branch_committee", "secretary"),
    ("villagers_committee", "head"),
    ("supervision", "head"),
)


def two_holders(view: View) -> Iterator[Problem]:
    """The later of two posts of which there is one, while the earlier is still held."""
    for body, name in SINGLE:
        held = sorted(
            (p for p in view.village.of(Post) if p.body == body and p.post == name),
            key=lambda post: post.start,
        )
        longest: list[
            Post
            # of two people each the post that is held longest: another's is one of them
        ] = []
        for later in held:
            before = next(
                (
                    p
                    for p in longest
                    if in_force(p, later.start) and p.person != later.person
                ),
                None,
            )
            by_person: dict[str, Post] = {}
            for post in sorted(
                [*longest, later], key=lambda post: post.end or date.max, reverse=True
            ):
                by_person.setdefault(post.person, post)
            longest = [*by_person.values()][:2]
            if before is not None:
                values = {
                    "person": later.person,
                    "other": before.person,
                    "first": str(before.mark.place),
                }
                yield Problem(
                    "two_holders", later.mark.of("start"), values, Severity.WARNING
                )


# Two posts that nobody may hold at a time; None: any of the body.
EXCLUDING: Final = (
    (("supervision", None), ("villagers_committee", None)),
    (("supervision", "head"), ("branch_committee", "secretary")),
)
COMMITTEES: Final = ("branch_committee", "villagers_committee")


def conflicts(view: View) -> Iterator[Problem]:
    """Both rows of two posts that exclude each other."""
    for one, other in EXCLUDING:
        for first, second in _overlapping(view, one, other):
            for post, beside in ((first, second), (second, first)):
                values = {"person": post.person, "first": str(beside.mark.place)}
                yield Problem(
                    "conflict_of_posts", post.mark.of("body"), values, Severity.WARNING
                )


def reserves(view: View) -> Iterator[Problem]:
    """A reserve who sits on one of the two committees already."""
    told: set[int] = set()
    for body in COMMITTEES:
        for reserve, office in _overlapping(view, ("reserve", None), (body, None)):
            if id(reserve) not in told:
                told.add(id(reserve))
                values = {"person": reserve.person, "first": str(office.mark.place)}
                yield Problem("reserve_in_office", reserve.mark.of("person"), values)


def check_basis(view: View) -> Iterator[Problem]:
    """A post without a word on how it came about: it would count all the same."""
    for post in view.village.of(Post):
        if not is_filled(post.basis):
            yield Problem(
                "post_without_basis",
                post.mark.place,
                {"person": post.person},
                Severity.WARNING,
            )


# As clerks write it; 推选 of group leaders and 选派 by the county are something else.
ELECTED: Final = re.compile(r"选举|补选|\belect", re.IGNORECASE)


def unsaid_elections(view: View) -> Iterator[Problem]:
    """Elected to the committee on the day of a general meeting none of whose votes is
    called an election: whether it was one is asked.

    A vote that does not say so is held against the lower quorum of a resolution.
    """
    votes = view.village.of(Vote)
    posts = view.village.of(Post)
    general: dict[date, list[Vote]] = {}
    for vote in votes:
        if "general_meeting" in (vote.meeting.kind, vote.meeting.also):
            general.setdefault(vote.meeting.date, []).append(vote)
    for post in posts:
        held = general.get(post.basis_on, []) if post.basis_on else []
        elected = post.body == "branch_committee" and ELECTED.search(post.basis or "")
        if elected and held and all(vote.type != "election" for vote in held):
            values = {
                "person": post.person,
                "on": f"{post.basis_on}",
                "first": str(held[0].mark.place),
            }
            yield Problem(
                "election_unsaid", post.mark.of("basis"), values, Severity.WARNING
            )


def _overlapping(
    view: View, one: tuple[str, str | None], other: tuple[str, str | None]
) -> Iterator[tuple[Post, Post]]:
    """Pairs of posts of one person that are held on one day."""
    posts = sorted(view.of(Post), key=lambda post: post.start)
    held: dict[
        str, tuple[list[Post], list[Post]]
    ] = {}  # by person, those of each side that have not ended
    for post in posts:
        sides = held.setdefault(post.person, ([], []))
        for side, (body, name) in enumerate((one, other)):
            if post.body == body and name in {None, post.post}:
                beside = sides[1 - side]
                beside[:] = [p for p in beside if in_force(p, post.start)]
                yield from ((p, post) if side else (post, p) for p in beside)
                sides[side].append(post)


# 任期的意见 of this day: villages five years from the next term on; a term that had
# begun runs on for its three.
FIVE_YEARS_FROM: Final = date(2018, 7, 12)
THREE_YEARS, FIVE_YEARS, MOST_EXTENSION = (Span(number, "y") for number in (3, 5, 1))
# As clerks write it.
EXTENDED: Final = re.compile(r"延长|延期|\bexten", re.IGNORECASE)
COMMITTEE: Final = (3, 7)  # R01#20: 由3至5人组成，一般不超过7人
BRANCH: Final = 50  # R02: from more than that on it may become a 党总支


def long_terms(view: View) -> Iterator[Problem]:
    """A term that ends later than the years in force when it began; an extension, than
    a year after the term's end.
    """
    terms = sorted(view.village.of(Term), key=lambda term: term.start)
    end: date | None = None  # of the last that was elected
    for term in terms:
        if end and EXTENDED.search(term.basis):
            if values := _beyond(term.end, end, MOST_EXTENSION):
                yield Problem(
                    "extension_too_long", term.mark.of("end"), values, Severity.WARNING
                )
            continue
        end = term.end
        if values := _beyond(end, term.start, _years(view, term.start)):
            yield Problem(
                "term_too_long", term.mark.of("end"), values, Severity.WARNING
            )


def _beyond(end: date, since: date, span: Span) -> dict[str, str]:
    if since.year + span.number > date.max.year:
        return {}
    last = after(since, span)
    return (
        {"seen": end.isoformat(), "years": str(span.number), "last": last.isoformat()}
        if end > last
        else {}
    )


def _years(view: View, start: date) -> Span:
    return (
        FIVE_YEARS
        if view.kind in VILLAGES and start >= FIVE_YEARS_FROM
        else THREE_YEARS
    )


def committee_size(view: View) -> Iterator[Problem]:
    """A committee with other than three to seven people at the end of the year; with
    nobody its posts are gaps.
    """
    posts = sorted(
        view.posts("branch_committee", view.as_of), key=lambda post: post.start
    )
    number = len({post.person for post in posts})
    least, most = COMMITTEE
    if number > most or (
        0 < number < least and FACTS["has_committee"].holds(view, view.as_of)
    ):
        values = {"seen": str(number), "least": str(least), "most": str(most)}
        yield Problem(
            "committee_size", posts[-1].mark.of("body"), values, Severity.WARNING
        )


def branch_size(view: View) -> Iterator[Problem]:
    """More members at the end of the year than one branch should have."""
    members = view.members_of("members.active")
    if len(members) > BRANCH:
        roster = Place(view.people[min(members)].mark.place.file)
        yield Problem(
            "branch_size",
            roster,
            {"seen": str(len(members)), "most": str(BRANCH)},
            Severity.WARNING,
        )
