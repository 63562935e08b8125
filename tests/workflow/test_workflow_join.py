"""The join of both voices, over any order of words: only the town settles, history only grows, and days decide."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "rules"))

from builders import make, view

from branchstd.rules.items import SETTLED, State, join_item

DAYS = st.integers(0, 200).map(lambda number: date(2019, 5, 1) + timedelta(number))
CLAIM = st.tuples(DAYS, st.sampled_from(["progress", "done", "extend", "dispute"]))
ACTION = st.tuples(DAYS, st.sampled_from(["confirm", "return", "extend", "watch", "uphold", "overrule", "reopen"]))
LATE = "12-31"


def seen(claims: list[tuple[date, str]], actions: list[tuple[date, str]], *, whole: bool = True, on: str = LATE) -> Any:
    item = make("item", id="I1", standard="1.1", origin="check", found_on="05-01", due_on="07-01")
    said = {"cause": "原因", "task": "任务", "measure": "措施", "responsible": "M1", "proof": "标志"} if whole else {}
    plan = make("rectify", item="I1", start="05-01", **said)
    words = [make("claim", plan, date=day.isoformat(), kind=kind, text="话") for day, kind in claims]
    acts = [
        make("closure", item="I1", date=day.isoformat(), action=kind, by="T2", reason="由") for day, kind in actions
    ]
    found = view(on, item, plan, *words, *acts)
    return join_item(found, item)


def day(text: str) -> date:
    return date.fromisoformat(f"2019-{text}")


@pytest.mark.parametrize(
    ("claims", "actions", "state"),
    [
        ([], [], "planned"),
        ([("06-01", "progress")], [], "planned"),
        ([("06-01", "done")], [], "claimed"),
        ([("06-01", "done")], [("06-01", "confirm")], "closed"),  # on one day the claim stands first
        ([("06-02", "done")], [("06-01", "confirm")], "closed"),  # what is settled no claim moves
        ([("06-01", "done")], [("06-02", "return")], "returned"),
        ([("06-01", "done"), ("06-03", "done")], [("06-02", "return")], "claimed"),
        ([("06-01", "dispute")], [], "objected"),
        ([("06-01", "dispute")], [("06-02", "overrule")], "returned"),
        ([("06-01", "dispute"), ("06-03", "done")], [("06-02", "uphold")], "upheld"),
        ([("06-01", "done")], [("06-02", "watch")], "watched"),
        ([("06-01", "done")], [("06-02", "confirm"), ("09-01", "reopen")], "reopened"),
        ([("06-01", "done"), ("09-05", "done")], [("06-02", "confirm"), ("09-01", "reopen")], "claimed"),
        ([], [("06-02", "extend")], "planned"),  # more time is no state
    ],
)
def test_states(claims: list[tuple[str, str]], actions: list[tuple[str, str]], state: str) -> None:
    found = seen([(day(on), kind) for on, kind in claims], [(day(on), kind) for on, kind in actions])
    assert found.state == state


def test_without_a_whole_plan_it_is_open() -> None:
    found = seen([], [], whole=False)
    assert (found.state, found.missing) == ("open", ("cause", "task", "measure", "responsible", "proof"))


@settings(max_examples=300)
@given(st.lists(CLAIM, max_size=6))
def test_no_words_of_a_village_settle(claims: list[tuple[date, str]]) -> None:
    assert seen(claims, []).state not in SETTLED


@settings(max_examples=300)
@given(st.lists(CLAIM, max_size=5), st.lists(ACTION, max_size=5))
def test_the_order_in_the_files_does_not_matter(
    claims: list[tuple[date, str]], actions: list[tuple[date, str]]
) -> None:
    """As long as no two words of one voice are of one day: then the later line is the later word."""
    claims = list({on: (on, kind) for on, kind in claims}.values())
    actions = list({on: (on, kind) for on, kind in actions}.values())
    there, back = seen(claims, actions), seen(claims[::-1], actions[::-1])
    assert (there.state, there.due, there.reopened) == (back.state, back.due, back.reopened)


@settings(max_examples=200)
@given(st.lists(CLAIM, max_size=5), st.lists(ACTION, max_size=5), DAYS)
def test_history_only_grows(claims: list[tuple[date, str]], actions: list[tuple[date, str]], on: date) -> None:
    """What was said by a day is the beginning of what was said by a later one."""
    before = seen(claims, actions, on=on.isoformat()[5:])
    after = seen(claims, actions)
    assert [word.model_dump() for word in after.events][: len(before.events)] == [
        word.model_dump() for word in before.events
    ]


@settings(max_examples=200)
@given(st.lists(CLAIM, max_size=5), st.lists(ACTION, min_size=1, max_size=5))
def test_settled_means_the_towns_last_settling_word(
    claims: list[tuple[date, str]], actions: list[tuple[date, str]]
) -> None:
    """An independent reading: of the town's words that give a state, the last one; closed exactly if it confirms."""
    giving = [one for one in sorted(actions, key=lambda one: one[0]) if one[1] != "extend"]
    found = seen(claims, actions)
    if found.state is State.CLOSED:
        assert giving
        assert giving[-1][1] == "confirm"
    if giving and giving[-1][1] in {"confirm", "uphold"}:
        assert found.state in SETTLED
