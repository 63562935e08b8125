"""Records that are gone and that something left behind still names or counts: a vote, a
person, a number of the town's.

Nobody can know what stood in them, so every rule that reads their kind must answer that
it cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from branchstd.checks.references import check_replies, referring
from branchstd.checks.roster import WRITTEN
from branchstd.findings import Place, Problem
from branchstd.records.holdings import Broken
from branchstd.records.town import KINDS, Facts
from branchstd.records.village import VillageFacts
from branchstd.rules.periods import later
from branchstd.rules.sets import CADRES
from branchstd.rules.view import View

# A word with letters and digits is a code; others are words of a language.
CODED: Final = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9])[A-Za-z0-9._/-]+", re.ASCII)
# What the town registers too: the field of its facts, the kind of record, what tells
# one from another, the file.
COUNTED: Final = (
    ("candidates", "candidate", "person", "candidates.yaml"),
    ("matters", "matter", "id", "matters.yaml"),
    ("cases", "case", "mark", "cases.csv"),
    ("feedback", "feedback", "id", "feedback.yaml"),
)


class Loss(NamedTuple):
    """What betrays it, and from when the records of the kinds are known to be
    incomplete.

    known: what they must have said, one mapping for each that it may have been.
    """

    problem: Problem
    kinds: tuple[str, ...]
    since: date | None = None
    known: tuple[dict[str, str], ...] = ({},)


def problems(view: View) -> Iterator[Problem]:
    """One for each sign that something is gone, at the record that betrays it."""
    for loss in _losses(view):
        yield loss.problem


def incomplete(view: View) -> Iterator[Broken]:
    """Places that count as records that cannot be read: their rules answer `error`.

    Also feedback that a reply names and nobody has, although `references` tells of it.
    """
    for problem, kinds, since, known in _losses(view):
        yield from (
            Broken(kind, problem.place, one, since) for kind in kinds for one in known
        )
    for problem in check_replies(view):  # told with the references
        yield Broken("feedback", problem.place)


def _losses(view: View) -> Iterator[Loss]:
    """Kinds of which something cannot be read are told there."""
    failed = {broken.kind for broken in view.village.broken}
    found = (
        *_candidates(view),
        *_matters(view),
        *_posts(view),
        *_groups(view),
        *_counts(view),
    )
    yield from (loss for loss in found if failed.isdisjoint(loss.kinds))


def _candidates(view: View) -> Iterator[Loss]:
    """Somebody on the roster who is no member and whom no other record names; a member
    accepted by a vote this year.

    Where there are as many candidates as the town's register counts, they are something
    else.
    """
    known = {one.person for one in _all(view, "candidate")}
    if (
        len(known)
        >= max((facts.candidates or 0 for facts in _all(view, "facts")), default=0)
        > 0
    ):
        return
    voted = {vote.about for vote in _all(view, "vote")}
    explained = known | {*_codes_named(view, "people")}
    for person in _all(view, "person"):
        accepted = (
            person.code in voted
            and person.joined_on is not None
            and person.joined_on >= view.plan.first_day
        )
        if person.code not in (known if accepted else explained) and (
            accepted or not person.joined_on
        ):
            yield Loss(
                Problem(
                    "lost_candidate", person.mark.of("code"), {"person": person.code}
                ),
                ("candidate",),
            )


def _codes_named(view: View, to: str) -> list[str]:
    """What any record of the village, or of the town's on it, names of this by its
    code.
    """
    records = [one for said in view.village.records.values() for one in said]
    values = [
        getattr(one, name)
        for one in records
        for name, referred in referring(type(one))
        if referred == to
    ]
    return [
        code
        for value in values
        for code in (value if isinstance(value, tuple) else (value,))
        if code
    ]


def _matters(view: View) -> Iterator[Loss]:
    """A vote about a code that is nobody's and no matter's."""
    known = {one.id for one in _all(view, "matter")} | {
        one.code for one in _all(view, "person")
    }
    for vote in _all(view, "vote"):
        if CODED.fullmatch(vote.about) and vote.about not in known:
            problem = Problem(
                "lost_matter", vote.mark.of("about"), {"about": vote.about}
            )
            yield Loss(
                problem,
                ("matter", "candidate"),
                vote.parent.day() if vote.parent else None,
            )


def _posts(view: View) -> Iterator[Loss]:
    """Fewer people in the two committees than they have posts, all the time that the
    town's number holds.

    A committee of which no post is written down is simply not kept yet.
    """
    posts = [post for post in _all(view, "post") if post.body in CADRES]
    kept = {post.body for post in posts} == {*CADRES}
    entries: tuple[Facts, ...] = tuple(
        sorted(view.of(Facts), key=lambda one: one.start)
    )
    ends = (*(later(one.start, -1) for one in entries[1:]), view.plan.last_day)
    for facts, end in zip(entries, ends, strict=True) if kept and entries else ():
        held = {
            p.person for p in posts if p.start <= end and (p.end or end) >= facts.start
        }
        if len(held) < facts.cadre_posts:
            values = {
                "seen": str(len(held)),
                "needed": str(facts.cadre_posts),
                "on": facts.start.isoformat(),
            }
            bodies = tuple({"body": body} for body in CADRES)
            yield Loss(
                Problem("lost_post", Place(posts[0].mark.place.file), values),
                ("post",),
                facts.start,
                bodies,
            )


def _groups(view: View) -> Iterator[Loss]:
    """None is written down, and records name some, by a code or by what is a name's
    alone and was left unread.
    """
    place = Place(
        f"data/villages/{view.village.slug}/{view.plan.year}/{VillageFacts.path}", 0
    )
    resting = (
        broken for broken in view.village.broken if broken.place.file == place.file
    )
    unread = [
        broken
        for broken in resting
        if any(to == "groups" for _, to in referring(KINDS[broken.kind]))
    ]
    count = len(_codes_named(view, "groups")) + len(unread)
    if count and not _all(view, "group"):
        yield Loss(Problem("no_groups", place, {"count": str(count)}), ("group",))


def _counts(view: View) -> Iterator[Loss]:
    """Fewer than the town's register counts, once the village has begun to write down
    its year.
    """
    begun = any(_all(view, kind) for kind in WRITTEN)
    for name, kind, field, file in COUNTED if begun else ():
        seen = len({str(getattr(one, field)) for one in _all(view, kind)})
        short = [
            facts for facts in view.of(Facts) if (getattr(facts, name) or 0) > seen
        ]
        for facts in short[:1]:
            place = Place(
                f"data/villages/{view.village.slug}/{view.plan.year}/{file}", 0
            )
            values = {
                "kind": kind,
                "seen": str(seen),
                "needed": str(getattr(facts, name)),
            }
            yield Loss(Problem("count_short", place, values), (kind,), facts.start)


def _all(view: View, kind: str) -> tuple[Any, ...]:
    return view.village.records.get(kind, ())
