"""The sets of people, of posts and of other codes, and the facts that rules name:
registries, and the only place for their names.

Records of people who are not in a set that is counted, and what they lack to be:
candidates, holders of posts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import takewhile
from types import MappingProxyType
from typing import Final, NamedTuple

from branchstd.catalogue.names import NUMBERS
from branchstd.records.town import Facts, Item, Project, Standing
from branchstd.records.village import Candidate, Dues, PartyGroup, PersonRow, Post
from branchstd.rules.answer import Rejected
from branchstd.rules.items import is_owed
from branchstd.rules.periods import Period, days_of, has_passed, periods, years_between
from branchstd.rules.select import why_ended
from branchstd.rules.view import View, in_force

SetFunction = Callable[[View, date], frozenset[str]]

CADRES: Final = ("branch_committee", "villagers_committee")
OFFICES: Final = (
    "branch_committee", "villagers_committee", "supervision", "youth_league", "women",
    "union", "villager_group",
)  # fmt: skip
KEY_HELPERS: Final = ("first_secretary", "deputy", "graduate")
COMMITTEE_POSTS: Final = ("secretary", "organisation", "publicity", "discipline")


def active(view: View, day: date) -> frozenset[str]:
    """Members of the branch: accepted (and, from elsewhere, come) by then.

    Whose leaving the town's count bears out is out after the last day; who is only
    reported to have left stays.
    """
    gone = view.members_of("departed")
    return _members_since(view, day) - frozenset(
        c for c in gone if _left_before(view, c, day)
    )


def leavers(view: View, _day: date) -> frozenset[str]:
    """Whose leaving, on whatever day, an entry of the town's that begins after it bears
    out.
    """
    last = max(days_agreed(view), default=date.min)
    return frozenset(code for code in view.people if _left_before(view, code, last))


def days_agreed(view: View) -> list[date]:
    """First days of the town's counts that are the roster's own, everybody taken out
    who had left before.
    """
    return view.memo(
        "agreed", lambda: [one.start for one in view.of(Facts) if _agrees(view, one)]
    )


def _agrees(view: View, facts: Facts) -> bool:
    every, full = view.memo(
        "spans", lambda: (_spans(view, _joining), _spans(view, _becoming_full))
    )
    return (_many(every, facts.start), _many(full, facts.start)) == (
        facts.members,
        facts.full_members,
    )


def _spans(
    view: View, since: Callable[[PersonRow], date | None]
) -> tuple[list[date], list[date]]:
    """First and last days of people, sorted each by themselves: enough to count who is
    there on a day.
    """
    found = [
        (first, one.left_on or date.max)
        for one in view.people.values()
        if (first := since(one))
    ]
    there = [(first, last) for first, last in found if first <= last]
    return sorted(first for first, _ in there), sorted(last for _, last in there)


def _many(spans: tuple[list[date], list[date]], day: date) -> int:
    return bisect_right(spans[0], day) - bisect_left(spans[1], day)


def _joining(person: PersonRow) -> date | None:
    """The first day as a member here."""
    return person.joined_on and max(
        person.joined_on, person.came_on or person.joined_on
    )


def _becoming_full(person: PersonRow) -> date | None:
    first = _joining(person)
    return max(first, person.full_on) if first and person.full_on else None


def on_roster(view: View, day: date) -> frozenset[str]:
    """Members by the roster alone: whoever is said to have left before that day is
    out.
    """
    return frozenset(
        c for c in _members_since(view, day) if not _left_before(view, c, day)
    )


def leaving(view: View, day: date) -> frozenset[str]:
    """Members who are reported to have left before that day, which the town's count has
    not borne out.
    """
    return frozenset(
        c for c in view.members_of("members.active", day) if _left_before(view, c, day)
    )


def _members_since(view: View, day: date) -> frozenset[str]:
    joined = view.memo(
        "joined", lambda: {c: _joining(person) for c, person in view.people.items()}
    )
    return frozenset(c for c, first in joined.items() if first and first <= day)


def _left_before(view: View, code: str, day: date) -> bool:
    left = view.people[code].left_on
    return left is not None and left < day


def roster_members(view: View, day: date) -> frozenset[str]:
    """Whom the town's count of that day takes in: who left before counts until an entry
    has taken them out.
    """
    last = max((start for start in days_agreed(view) if start <= day), default=date.min)
    return frozenset(
        code for code in _members_since(view, day) if not _left_before(view, code, last)
    )


def full_among(view: View, codes: Iterable[str], day: date) -> frozenset[str]:
    """Who of these, all on the roster, is a full member on the day; without a day of
    becoming one nobody is.
    """
    people = view.people
    return frozenset(c for c in codes if (on := people[c].full_on) and on <= day)


def full_of(name: str) -> SetFunction:
    """The full members among a set."""

    def members(view: View, day: date) -> frozenset[str]:
        return full_among(view, view.members_of(name, day), day)

    return members


def standing(name: str) -> SetFunction:
    """Active members whom the town has confirmed in that standing; who is missing on
    the roster is not out by that.
    """

    def members(view: View, day: date) -> frozenset[str]:
        said = {
            s.person
            for s in view.of(Standing)
            if s.standing == name and in_force(s, day)
        }
        return frozenset(
            said - (set(view.people) - view.members_of("members.active", day))
        )

    return members


def able(view: View, day: date) -> frozenset[str]:
    """Who is asked to come: active members but those whom the town has exempted."""
    return view.members_of("members.active", day) - view.members_of("exempt", day)


def home(view: View, day: date) -> frozenset[str]:
    """Of those asked to come who is not away by the town's word."""
    return view.members_of("members.able", day) - view.members_of(
        "members.floating", day
    )


def paying(view: View, day: date) -> frozenset[str]:
    """All members but those of whom the town has said that they owe none: an empty
    amount says nothing.
    """
    return view.members_of("members.active", day) - view.members_of("no_dues", day)


def dues_lapses(view: View, day: date) -> frozenset[str]:
    """Members with so many owed months in a row unpaid as the catalogue's
    `lapsed_months` says, the last of this year.

    The articles know no year: a run goes on from the year before, as far back as its
    book was kept.
    """
    run = view.catalogue.parameters.lapsed_months
    months = periods(view.plan.year, "month")
    first = min(
        (days_of(row.month)[0] for row in view.dues_before), default=view.plan.first_day
    )
    before = [
        month
        for month in reversed(periods(view.plan.year - 1, "month"))
        if month.first >= first
    ]

    def unpaid(code: str) -> int:
        carried = sum(
            1 for _ in takewhile(lambda month: _owes(view, code, month), before)
        )
        return longest(
            (
                _owes(view, code, m)
                for m in months
                if has_passed(dues_day(view, code, m), day)
            ),
            carried,
        )

    return frozenset(
        code for code in view.members_of("members.paying", day) if unpaid(code) >= run
    )


def dues_day(view: View, person: str, month: Period) -> date:
    """The last day for a month's dues: of those who pay by the quarter the
    quarter's.
    """
    if person not in view.members_of("quarterly", month.first):
        return month.last
    return next(
        q.last
        for q in periods(month.first.year, "quarter")
        if q.first <= month.first <= q.last
    )


def _owes(view: View, person: str, month: Period) -> bool:
    member = all(
        person in view.members_of("members.paying", day)
        for day in (month.first, month.last)
    )
    return member and not pays(view, person, month)


def longest(flags: Iterable[bool], before: int = 0) -> int:
    """The most in a row that are true, the last among `flags`. before: how many were
    just before them.
    """
    best, now = 0, before
    for flag in flags:
        now = now + 1 if flag else 0
        best = max(best, now)
    return best


def pays(view: View, person: str, month: Period) -> bool:
    """Whether some collection covers the member's month."""
    return any(
        covers_month(view, row, person, month)
        for row in view.dues_of(person, month.first)
    )


def covers_month(view: View, row: Dues, person: str, month: Period) -> bool:
    """A collection of a month or quarter pays for those it names; of one month without
    names, for all but the unpaid.

    Who pays by the quarter is never part of such a general collection.
    """
    first, last = days_of(row.month)
    if not first <= month.first <= last:
        return False
    if row.people:
        return person in view.memo(("payers", id(row)), lambda: frozenset(row.people))
    whole = (first, last) == (month.first, month.last)
    return whole and person not in left_out(view, row, month)


def left_out(view: View, row: Dues, month: Period) -> frozenset[str]:
    """Of a general collection: who pays by the quarter or did not pay.

    Also who is reported to have left, where the total is too small to hold what all
    others owe.
    """

    def find() -> frozenset[str]:
        out = view.members_of("quarterly", month.first) | set(row.unpaid or ())
        is_short = row.total < total_owed(view, month, row.unpaid or ())
        return out | view.members_of("leaving", month.last) if is_short else out

    return view.memo(("left out", id(row)), find)


def total_owed(view: View, month: Period, unpaid: Iterable[str]) -> Decimal:
    """What all owe who pay by the month, but for some."""
    payers = paying_monthly(view, month)
    whole = view.memo(("owed", month), lambda: sum_of_dues(view, payers))
    return whole - sum_of_dues(view, payers & set(unpaid))


def paying_monthly(view: View, month: Period) -> frozenset[str]:
    """Who owes dues on its last day and did not pay by the quarter on its first."""
    return view.members_of("members.paying", month.last) - view.members_of(
        "quarterly", month.first
    )


def sum_of_dues(view: View, codes: Iterable[str]) -> Decimal:
    """What these owe a month; of whom nothing is written down, nothing."""
    return sum((view.people[code].dues or Decimal(0) for code in codes), Decimal(0))


def body(*names: str, post: str | None = None) -> SetFunction:
    """Who is in post in these bodies (as `post`) on the day."""

    def people(view: View, day: date) -> frozenset[str]:
        held = (p for name in names for p in view.posts(name, day))
        return frozenset(p.person for p in held if post is None or p.post == post)

    return people


def posts_beyond(view: View, day: date) -> frozenset[str]:
    """In office by the town's word, or within its number of posts; while it has given
    none, by the village's.

    Of more than so many those come first of whom the town has said so, or who are no
    members; then who began first.
    """
    found = said = view.members_of("officer", day)
    members = view.members_of("members.active", day)
    for bodies, number in (
        (CADRES, "cadre_posts"),
        (("villager_group",), "group_posts"),
    ):
        held = sorted(
            (p.person in members - said, p.start, p.person)
            for name in bodies
            for p in view.posts(name, day)
        )
        least = view.number(number, day) if view.facts(day) else len(held)
        found |= {*list(dict.fromkeys(person for *_, person in held))[:least]}
    return found


def one_person(view: View, day: date) -> frozenset[str]:
    """A secretary who also heads the villagers' committee through an election with its
    day.
    """
    heads = (
        p
        for p in view.posts("villagers_committee", day)
        if p.post == "head" and p.basis_on
    )
    return frozenset(p.person for p in heads) & view.members_of("secretary", day)


def in_training(view: View, day: date) -> frozenset[str]:
    """Candidates confirmed as activists (step 3) after application and talk (1, 2), and
    not yet accepted (step 15).
    """

    def trained(candidate: Candidate) -> bool:
        days = [candidate.steps.get(step, date.max) for step in ("1", "2", "3")]
        return days == sorted(days) and days[-1] <= day < candidate.steps.get(
            "15", date.max
        )

    return frozenset(
        c.person for c in view.of(Candidate) if trained(c) and not c.stopped_on
    )


def newly_in_training(view: View, day: date) -> frozenset[str]:
    """Those of them who were confirmed as activists in the plan year."""
    inside = view.members_of("candidates.in_training", day)
    fresh = (
        c.person
        for c in view.of(Candidate)
        if c.steps.get("3", date.min) >= view.plan.first_day
    )
    return inside & frozenset(fresh)


def young_newcomers(view: View, day: date) -> frozenset[str]:
    """Accepted (step 15) within the plan year at an age of at most `young_age`, and
    approved above (step 17) by now.

    The birth month must be known (R03#24: from the meeting on, once the Party committee
    has approved). Whom another branch had accepted before he came is no newcomer of
    this one.
    """
    limit = view.catalogue.parameters.young_age
    return frozenset(
        c.person
        for c in view.of(Candidate)
        if (on := c.steps.get("15"))
        and view.plan.first_day <= on <= c.steps.get("17", date.max) <= day
        and _age(view, c.person, on) <= limit
        and not came_after(view, c.person, on)
    )


def came_after(view: View, code: str, on: date) -> bool:
    """Whether somebody came from elsewhere after a day."""
    person = view.people.get(code)
    return person is not None and person.came_on is not None and on < person.came_on


def _age(view: View, code: str, on: date) -> float:
    person = view.people.get(code)
    return years_between(person.born, on) if person and person.born else float("inf")


def _training(_view: View, candidate: Candidate) -> Lacking:
    """Confirmed as an activist after application and talk, and not accepted or stopped
    since.
    """
    steps = candidate.steps
    if candidate.stopped_on:
        return (
            "untrained",
            "stopped_on",
            {"key": "stopped", "day": str(candidate.stopped_on)},
        )
    if lacking := [code for code in ("1", "2", "3") if code not in steps]:
        return "untrained", "steps", {"key": "step_lacks", "steps": " ".join(lacking)}
    if "15" in steps:
        return "untrained", "steps", {"key": "accepted", "day": str(steps["15"])}
    return "untrained", "steps", {"key": "step_order", "steps": "1 2 3"}


def _new(view: View, candidate: Candidate) -> Lacking:
    """In training, and confirmed within the year."""
    on = candidate.steps.get("3")
    if on and on < view.plan.first_day:
        return (
            "not_new",
            "steps",
            {
                "key": "step_year",
                "steps": "3",
                "day": str(on),
                "year": str(view.plan.year),
            },
        )
    return _training(view, candidate)


def _newcomer(view: View, candidate: Candidate) -> Lacking:
    """Accepted by the branch within the year, then approved above; young on that day,
    and by this branch.
    """
    steps = candidate.steps
    if lacking := [code for code in ("15", "17") if code not in steps]:
        return "not_new", "steps", {"key": "step_lacks", "steps": " ".join(lacking)}
    on, limit = steps["15"], str(view.catalogue.parameters.young_age)
    if on < view.plan.first_day:
        return (
            "not_new",
            "steps",
            {
                "key": "step_year",
                "steps": "15",
                "day": str(on),
                "year": str(view.plan.year),
            },
        )
    if steps["17"] < on:
        return "not_new", "steps", {"key": "step_order", "steps": "15 17"}
    if came_after(view, candidate.person, on):
        return "not_new", "came_on", {"key": "came_later", "day": str(on)}
    person = view.people.get(candidate.person)
    return (
        "not_new",
        "born",
        {"key": "too_old" if person and person.born else "unborn", "number": limit},
    )


Reading = tuple[str, Mapping[str, tuple[str, ...]]]
Lacking = tuple[str, str, Mapping[str, str]]


class PeopleSet(NamedTuple):
    """A set that rules name. reads: the kinds of records, and the conditions on them,
    that decide it; `()`: is filled.

    lacks: of a candidate outside it, code, field and values of what is missing.
    """

    members: SetFunction
    reads: tuple[Reading, ...] = ()
    lacks: Callable[[View, Candidate], Lacking] | None = None


class CodeSet(NamedTuple):
    """What a rule goes through one by one that is no people, and what decides it."""

    codes: Callable[[View], tuple[str, ...]]
    reads: tuple[Reading, ...]


_BY_FACTS: Final[tuple[Reading, ...]] = (("facts", {}),)


class Fact(NamedTuple):
    """What holds of a village on a day, and what decides it."""

    holds: Callable[[View, date], bool]
    reads: tuple[Reading, ...] = _BY_FACTS


def _standings(*words: str) -> Reading:
    return ("standing", {"standing": words})


def _posts(*bodies: str) -> PeopleSet:
    """Whoever is in post in one of these bodies."""
    return PeopleSet(body(*bodies), (("post", {"body": bodies}),))


_MEMBER: Final[Reading] = ("person", {"joined_on": ()})
_PAYER: Final[Reading] = ("person", {"joined_on": (), "dues": ()})
_SECRETARY: Final[Reading] = (
    "post",
    {"body": ("branch_committee",), "post": ("secretary",)},
)
_CANDIDATE: Final[Reading] = ("candidate", {})

PEOPLE: Final[Mapping[str, PeopleSet]] = MappingProxyType({
    "members.active": PeopleSet(active, (_MEMBER,)),
    "members.full": PeopleSet(full_of("members.active"),
        (("person", {"joined_on": (), "full_on": ()}),)),
    "members.able": PeopleSet(able, (_MEMBER, _standings("exempt"))),
    "members.home": PeopleSet(home, (_MEMBER, _standings("exempt", "floating"))),
    "members.paying": PeopleSet(paying, (_PAYER, _standings("quarterly"))),
    "members.floating": PeopleSet(standing("floating"),
        (_MEMBER, _standings("floating"))),
    "members.care": PeopleSet(standing("care"), (_MEMBER, _standings("care"))),
    "members.lapsed": PeopleSet(dues_lapses,
        (_PAYER, _standings("quarterly"), ("dues", {}))),
    "officers": _posts(*OFFICES),
    "committee": _posts("branch_committee"),
    "secretary": PeopleSet(body("branch_committee", post="secretary"), (_SECRETARY,)),
    "villagers_committee": _posts("villagers_committee"),
    "cadres.village": _posts(*CADRES),
    "supervisors": _posts("supervision"),
    "helpers": _posts("helpers"),
    "reserves": _posts("reserve"),
    "one_person": PeopleSet(
        one_person,
        (_SECRETARY, ("post", {"body": ("villagers_committee",), "post": ("head",)})),
    ),
    "candidates.in_training": PeopleSet(in_training, (_CANDIDATE,), _training),
    "candidates.new": PeopleSet(newly_in_training, (_CANDIDATE,), _new),
    "newcomers.young": PeopleSet(young_newcomers,
        (_CANDIDATE, ("person", {"born": ()})), _newcomer),
})  # fmt: skip

# Sets that no rule names: who pays by the quarter, what is said of leaving, whose posts
# the town has agreed to, whom it has counted.
UNNAMED: Final[Mapping[str, SetFunction]] = MappingProxyType({
    **{word: standing(word) for word in ("quarterly", "exempt", "no_dues", "officer")},
    "departed": leavers,
    "leaving": leaving,
    "spared": posts_beyond,
    "registered": roster_members,
    "registered.full": full_of("registered"),
})  # fmt: skip


def _key_posts(view: View) -> tuple[str, ...]:
    return ("secretary", *(one for one in _helpers(view) if one in KEY_HELPERS))


def _helpers(view: View) -> tuple[str, ...]:
    facts = view.facts()
    return facts.helpers if facts else ()


_COMMITTEE: Final[Reading] = ("post", {"body": ("branch_committee",)})

# Posts, each with whoever holds it.
POSTS: Final[Mapping[str, CodeSet]] = MappingProxyType({
    "key_posts": CodeSet(_key_posts,
        (("post", {"body": ("branch_committee", "helpers")}), *_BY_FACTS)),
    "committee.posts": CodeSet(lambda _: COMMITTEE_POSTS, (_COMMITTEE,)),
    "secretary.post": CodeSet(lambda _: ("secretary",), (_COMMITTEE,)),
})  # fmt: skip

# Codes of anything else; the lists of the plan come beside them (`list:` and a name).
CODES: Final[Mapping[str, CodeSet]] = MappingProxyType({
    "groups": CodeSet(
        lambda v: tuple(g.code for g in v.of(PartyGroup) if in_force(g, v.as_of)),
        (("group", {}),)),
    "items": CodeSet(lambda v: tuple(i.id for i in v.of(Item) if is_owed(v, i)),
        (("item", {}), ("closure", {}))),
    "helpers.required": CodeSet(_helpers, _BY_FACTS),
    "list:standards": CodeSet(lambda v: tuple(s.id for s in v.catalogue.standards), ()),
})  # fmt: skip


def _town_says(field: str) -> Fact:
    """Of a field of the town's facts: yes, a number above 0, or any of a list."""
    return Fact(lambda v, d: bool((facts := v.facts(d)) and getattr(facts, field)))


FACTS: Final[Mapping[str, Fact]] = MappingProxyType({
    "has_committee": Fact(
        lambda v, d: (
            v.number("full_members", d) >= v.catalogue.parameters.committee_from
        )
    ),
    "has_groups": _town_says("party_groups"),
    "has_helpers": _town_says("helpers"),
    "has_quota": _town_says("quota"),
    "has_shifts": _town_says("duty_shifts"),
    "has_projects": Fact(lambda v, _: bool(v.of(Project)), (("project", {}),)),
    "poor_village": _town_says("poor_village"),
    "chain_target": _town_says("chain_target"),
    "one_person_target": _town_says("one_person_target"),
    "several_peoples": _town_says("several_peoples"),
})  # fmt: skip

# By every name that a rule can have: sets of people, facts, sets of posts and codes,
# numbers.
READS: Final[Mapping[str, tuple[Reading, ...]]] = MappingProxyType({
    **{name: one.reads for name, one in PEOPLE.items()},
    **{name: one.reads for name, one in (*POSTS.items(), *CODES.items())},
    **{name: one.reads for name, one in FACTS.items()},
    **dict.fromkeys(NUMBERS, _BY_FACTS),
})  # fmt: skip

# What the town alone states: facts, numbers, roles; the others show in the records.
BY_THE_TOWN: Final = frozenset(
    name for name, reads in READS.items() if reads == _BY_FACTS
)


def outsiders(view: View, name: str) -> Iterator[Rejected]:
    """Of a set of candidates, of holders of posts, or of who is both secretary and
    director.
    """
    one = PEOPLE[name]
    if one.lacks:
        inside = view.members_of(name)
        for candidate in (c for c in view.of(Candidate) if c.person not in inside):
            yield Rejected(candidate, *one.lacks(view, candidate))
    elif name == "one_person":
        yield from _not_both(view)
    elif [kind for kind, _ in one.reads] == ["post"]:
        bodies = one.reads[0][1]["body"]
        posts = (
            post
            for post in view.of(Post)
            if post.body in bodies and not in_force(post, view.as_of)
        )
        yield from (why_ended(view, post) for post in posts)


def _not_both(view: View) -> Iterator[Rejected]:
    """Heads of the villagers' committee without a day of election, or who are not
    secretary.
    """
    for post in (
        post
        for post in view.posts("villagers_committee", view.as_of)
        if post.post == "head"
    ):
        if post.basis_on is None:
            yield Rejected(post, "needs", "basis_on")
        if post.person not in view.members_of("secretary"):
            values = {"person": post.person, "set": "secretary", "day": str(view.as_of)}
            yield Rejected(post, "person_in", "secretary", values)
