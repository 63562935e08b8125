"""评判: a named person's word, by whoever has the role, in force on the day (semantics, 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import answered, ask, broken, make, ruling, town, view

LINE = "kind: judgement, role: liaison, continuous: true"


@pytest.mark.parametrize(
    ("verdict", "expected"), [("conforms", "1"), ("partly", "1/2"), ("fails", "0"), ("yes", "review")]
)
def test_verdicts(verdict: str, expected: str) -> None:
    assert ask(LINE, "12-31", ruling("x.a", verdict, "06-01")) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("05-31", "review"),  # not yet said
        ("06-01", "1"),
        ("09-30", "1"),  # the last valid day
        ("10-01", "review"),
    ],
)
def test_validity(as_of: str, expected: str) -> None:
    assert ask(LINE, as_of, ruling("x.a", "conforms", "06-01", until="09-30")) == expected


def test_the_latest_valid_one_counts() -> None:
    words = [ruling("x.a", "fails", "07-01", until="08-31"), ruling("x.a", "conforms", "06-01")]
    assert [ask(LINE, on, words) for on in ("06-30", "07-01", "08-31", "09-01")] == ["1", "0", "0", "1"]


def test_of_one_day_the_last_in_the_file() -> None:
    assert ask(LINE, "12-31", ruling("x.a", "conforms", "06-01"), ruling("x.a", "partly", "06-01")) == "1/2"


@pytest.mark.parametrize(("by", "expected"), [("T5", "0"), ("T2", "review"), ("T9", "review")])
def test_only_the_role_that_is_asked(by: str, expected: str) -> None:
    """T5 is the liaison, T2 another of the town's cadres, T9 nobody that the town knows."""
    assert ask(LINE, "12-31", ruling("x.a", "fails", "06-01", by=by)) == expected


def test_a_later_word_of_the_wrong_role_changes_nothing() -> None:
    words = [ruling("x.a", "conforms", "06-01"), ruling("x.a", "fails", "07-01", by="T2")]
    assert ask(LINE, "12-31", words) == "1"


def test_a_word_that_does_not_count_is_shown() -> None:
    found = answered(LINE, "12-31", ruling("x.a", "conforms", "06-01", by="T2"))
    assert (found.cause, found.values["role"], [r.detail for r in found.rejected]) == (
        "no_judgement",
        "liaison",
        ["by"],
    )


def test_on_another_rule() -> None:
    assert ask(LINE, "12-31", ruling("x.b", "conforms", "06-01")) == "review"


def test_who_when_and_why_are_kept() -> None:
    values = answered(LINE, "12-31", ruling("x.a", "partly", "06-01")).values
    assert values == {"by": "T5", "on": "2019-06-01", "verdict": "partly", "reason": "现场核查"}


@pytest.mark.parametrize(
    ("words", "as_of", "expected"),
    [
        ([("not_applicable", "03-01", "09-30")], "09-30", "not_applicable"),
        ([("not_applicable", "03-01", "09-30")], "10-01", "review"),
        ([("not_applicable", "03-01", None)], "09-30", "review"),  # a waiver without an end is none
        ([("not_applicable", "03-01", "12-31"), ("conforms", "06-01", None)], "09-30", "1"),  # the later word stands
        ([("conforms", "03-01", None), ("not_applicable", "06-01", "09-30")], "09-30", "not_applicable"),
        ([("conforms", "03-01", None), ("not_applicable", "06-01", "09-30")], "10-01", "1"),
    ],
)
def test_waivers(words: list[tuple[str, str, str | None]], as_of: str, expected: str) -> None:
    assert ask(LINE, as_of, [ruling("x.a", verdict, on, until=until) for verdict, on, until in words]) == expected


def test_a_waiver_of_the_whole_standard() -> None:
    assert ask(LINE, "06-30", ruling("x", "not_applicable", "03-01", until="12-31")) == "not_applicable"


@pytest.mark.parametrize(
    ("known", "expected"),
    [({"about": "x.a"}, "error"), ({}, "error"), ({"about": "x.b"}, "review"), ({"about": "x"}, "error")],
)
def test_an_unreadable_ruling(known: dict[str, str], expected: str) -> None:
    assert ask(LINE, "06-30", broken=[broken("ruling", "06-01", **known)]) == expected


def test_whether_the_judge_may_judge_cannot_be_read() -> None:
    said = ruling("x.a", "conforms", "06-01", by="T8")
    assert ask(LINE, "06-30", said, of=town(broken=[broken("staff", code="T8")])) == "error"
    assert ask(LINE, "06-30", said, of=town(broken=[broken("staff", code="T9")])) == "review"


VETO = "kind: judgement, role: town_deputy, effect: fail, continuous: true"


@pytest.mark.parametrize(
    ("verdict", "by", "expected"),
    [
        ("yes", "T5", "0"),
        ("fails", "T2", "0"),
        ("fails", "T5", "review"),
        ("no", "T2", "review"),
        ("conforms", "T2", "1"),
    ],
)
def test_a_veto_is_judged_by_the_towns_yes(verdict: str, by: str, expected: str) -> None:
    assert ask(VETO, "06-30", ruling("x.a", verdict, "06-01", by=by)) == expected


def test_a_role_is_of_the_towns_cadres() -> None:
    june = date(2019, 6, 30)
    assert view("06-30").role("T5", june) == "liaison"
    assert view("06-30", make("person", code="T7")).role("T7", june) is None


@pytest.mark.parametrize(
    ("day", "role"), [("03-31", None), ("04-01", "organiser"), ("06-30", "organiser"), ("07-01", None)]
)
def test_a_role_is_held_from_its_first_to_its_last_day(day: str, role: str | None) -> None:
    staff = make("staff", code="T8", role="organiser", start="04-01", end="06-30")
    office = replace(town(), records={"staff": (staff,)})
    assert view("12-31", of=office).role("T8", date.fromisoformat(f"2019-{day}")) == role
