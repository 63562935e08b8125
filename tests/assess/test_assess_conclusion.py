"""From standards to a conclusion: thresholds, what waits, vetoes and caps, and the reasons (semantics, 4)."""

from __future__ import annotations

from typing import Any

import pytest
from builders import rule, ruling
from small import assessed, standard

from branchstd.assess import Assessment

# A standard of so many points each: what it answers decides so many of the hundred.
ONE = "kind: count, record: document, continuous: true, weight: 0, source: {default: effect}"  # nothing is recorded
FAIL = f"{ONE}, effect: fail, id: V8"
CAP = f"{ONE}, effect: cap, id: V9"


def village(*, vetoes: tuple[str, ...] = (), said: tuple[Any, ...] = (), **points: int) -> Assessment:
    """A village by points: `met=80, gap=20, half=…, waits=…, undue=…, off=…, broken=…`."""
    answers = {
        "met": "1",
        "gap": "0",
        "half": "1/2",
        "waits": "review",
        "undue": "not_due",
        "off": "not_applicable",
        "broken": "error",
    }
    parts = [standard(f"{n}.1", worth, f"100:{answers[name]}") for n, (name, worth) in enumerate(points.items(), 1)]
    return assessed(*parts, vetoes=tuple(rule(line) for line in vetoes), said=said)


def concluded(**asked: Any) -> tuple[str, tuple[str, ...]]:
    found = village(**asked).conclusion
    return found.proposed, found.reasons


@pytest.mark.parametrize(
    ("points", "word"),
    [
        ({"met": 100}, "met"),
        ({"met": 80, "gap": 20}, "met"),  # exactly eighty
        ({"met": 79, "half": 1, "gap": 20}, "basic"),  # 79.5
        ({"met": 60, "gap": 40}, "basic"),  # exactly sixty
        ({"met": 59, "half": 1, "gap": 40}, "unmet"),
        ({"gap": 100}, "unmet"),
        ({"met": 40, "gap": 10, "undue": 50}, "met"),  # 40 of 50; what is not due is left out
        ({"met": 4, "gap": 1, "off": 95}, "met"),  # what is not applicable is no part of the half either
        ({"met": 799, "half": 2, "gap": 199}, "met"),  # 800 of 1000
        ({"met": 799, "half": 1, "gap": 200}, "basic"),  # 799.5 of 1000, which shows as 79.95
    ],
)
def test_thresholds(points: dict[str, int], word: str) -> None:
    assert concluded(**points) == (word, ("threshold",))


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({"met": 90, "waits": 10}, ("met", ("threshold",))),  # 90 or 100
        ({"met": 80, "waits": 20}, ("met", ("threshold",))),  # 80 at the least
        ({"met": 79, "waits": 21}, ("open", ("waiting",))),  # 79 or 100
        ({"met": 60, "gap": 21, "waits": 19}, ("basic", ("threshold",))),  # 60 or 79
        ({"met": 60, "gap": 20, "waits": 20}, ("open", ("waiting",))),  # 60 or 80
        ({"met": 50, "gap": 41, "waits": 9}, ("unmet", ("threshold",))),  # 50 or 59
        ({"met": 50, "gap": 40, "waits": 10}, ("open", ("waiting",))),
        ({"met": 40, "gap": 9, "undue": 51}, ("open", ("too_little", "threshold"))),  # 49 of 100 points
        ({"met": 40, "gap": 10, "waits": 50}, ("open", ("waiting",))),  # exactly half is enough
        ({"met": 40, "gap": 9, "waits": 51}, ("open", ("waiting", "too_little"))),
        ({"undue": 100}, ("open", ("too_little",))),  # nothing to judge by
        ({"waits": 100}, ("open", ("waiting", "too_little"))),
        ({"off": 100}, ("open", ())),
        ({"met": 99, "broken": 1}, ("open", ("error", "threshold"))),  # any error, small as it may be
        ({"met": 60, "broken": 40}, ("open", ("error", "waiting"))),
    ],
)
def test_what_is_open(points: dict[str, int], expected: tuple[str, tuple[str, ...]]) -> None:
    assert concluded(**points) == expected


@pytest.mark.parametrize(
    ("verdict", "points", "expected"),
    [
        (None, {"met": 100}, ("open", ("veto", "threshold"))),  # proposed: the town must say
        ("yes", {"met": 100}, ("unmet", ("veto", "threshold"))),
        ("fails", {"met": 100}, ("unmet", ("veto", "threshold"))),
        ("no", {"met": 100}, ("met", ("threshold",))),  # dismissed
        ("yes", {"met": 99, "broken": 1}, ("unmet", ("error", "veto", "threshold"))),  # nothing can lift it
        ("yes", {"undue": 100}, ("unmet", ("veto", "too_little"))),
    ],
)
def test_a_veto(verdict: str | None, points: dict[str, int], expected: tuple[str, tuple[str, ...]]) -> None:
    said = (ruling("V8", verdict, "06-01"),) if verdict else ()
    assert concluded(vetoes=(FAIL,), said=said, **points) == expected


@pytest.mark.parametrize(
    ("verdict", "points", "expected"),
    [
        (None, {"met": 100}, ("open", ("cap", "threshold"))),
        ("yes", {"met": 100}, ("basic", ("cap", "threshold"))),  # at most basic
        ("yes", {"met": 70, "gap": 30}, ("basic", ("cap", "threshold"))),
        ("yes", {"met": 50, "gap": 50}, ("unmet", ("cap", "threshold"))),
        ("yes", {"met": 70, "waits": 30}, ("basic", ("cap", "threshold"))),  # 70 or 100: basic in either case
        ("yes", {"met": 59, "waits": 41}, ("open", ("cap", "waiting"))),  # unmet or basic
        ("no", {"met": 100}, ("met", ("threshold",))),
    ],
)
def test_a_cap(verdict: str | None, points: dict[str, int], expected: tuple[str, tuple[str, ...]]) -> None:
    said = (ruling("V9", verdict, "06-01"),) if verdict else ()
    assert concluded(vetoes=(CAP,), said=said, **points) == expected


def test_the_order_of_reasons() -> None:
    found = concluded(vetoes=(FAIL, CAP), met=60, broken=1, waits=39)
    assert found == ("open", ("error", "veto", "cap", "waiting"))


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], "proposed"),
        ([("yes", "06-01", None)], "confirmed"),
        ([("no", "06-01", None)], "dismissed"),
        ([("yes", "06-01", None), ("no", "06-02", None)], "dismissed"),  # the latest word
        ([("no", "06-01", None), ("yes", "06-02", None)], "confirmed"),
        ([("no", "06-01", "06-29")], "proposed"),  # its time has run out
        ([("no", "07-01", None)], "proposed"),  # not yet said on 30 June
        ([("conforms", "06-01", None)], "proposed"),  # no answer to a veto
    ],
)
def test_states(said: list[tuple[str, str, str | None]], state: str) -> None:
    words = tuple(ruling("V8", verdict, on, until=until) for verdict, on, until in said)
    (veto,) = village(vetoes=(FAIL,), said=words, met=100).vetoes
    assert (veto.state, veto.effect, veto.result.rule.id) == (state, "fail", "V8")


@pytest.mark.parametrize(
    ("default", "verdict", "state", "expected"),
    [
        ("effect", None, "proposed", ("open", ("veto", "threshold"))),
        ("[effect, idle_months]", None, "asked", ("met", ("threshold",))),  # the town has to settle the number first
        ("idle_months", None, "asked", ("met", ("threshold",))),
        ("[effect, idle_months]", "yes", "confirmed", ("unmet", ("veto", "threshold"))),  # it spoke of this one
        ("[effect, idle_months]", "no", "dismissed", ("met", ("threshold",))),
    ],
)
def test_no_veto_rests_on_a_number_that_nobody_settled(
    default: str, verdict: str | None, state: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    said = (ruling("V8", verdict, "06-01"),) if verdict else ()
    found = village(vetoes=(FAIL.replace("default: effect", f"default: {default}"),), said=said, met=100)
    (veto,) = found.vetoes
    assert (veto.state, veto.open) == (state, ("idle_months",) if state == "asked" else ())
    assert (found.conclusion.proposed, found.conclusion.reasons) == expected


def test_a_veto_that_does_not_hold_is_not_shown() -> None:
    quiet = FAIL.replace("record: document", "record: document, times: quota, when_empty: not_applicable")
    found = village(vetoes=(quiet,), said=(ruling("V8", "yes", "06-01"),), met=100)
    assert (found.vetoes, found.conclusion.proposed) == ((), "met")


FALSE = "kind: judgement, role: town_deputy, weight: 0, effect: fail, continuous: true, id: V1"


@pytest.mark.parametrize(
    ("verdict", "by", "word"),
    [
        (None, "T2", "met"),  # nobody has spoken of falsification
        ("yes", "T5", "unmet"),  # the town's yes confirms it
        ("fails", "T2", "unmet"),
        ("fails", "T5", "met"),  # not his to judge
        ("conforms", "T2", "met"),
    ],
)
def test_a_veto_by_judgement_alone(verdict: str | None, by: str, word: str) -> None:
    said = (ruling("V1", verdict, "06-01", by=by),) if verdict else ()
    assert concluded(vetoes=(FALSE,), said=said, met=100)[0] == word


def test_a_veto_that_cannot_be_answered_leaves_it_open() -> None:
    """The records that it reads are unreadable: whether it holds is not known."""
    unknown = "kind: count, record: case, continuous: true, weight: 0, effect: fail, id: V8"
    found = village(vetoes=(unknown,), met=100)
    assert (found.vetoes, found.conclusion.proposed, found.conclusion.reasons) == ((), "open", ("error", "threshold"))


@pytest.mark.parametrize(("met_from", "basic_from", "word"), [(90, 60, "basic"), (85, 60, "met"), (90, 86, "unmet")])
def test_the_thresholds_are_the_towns(met_from: int, basic_from: int, word: str) -> None:
    parts = (standard("1.1", 85, "100:1"), standard("2.1", 15, "100:0"))
    assert assessed(*parts, met_from=met_from, basic_from=basic_from).conclusion.proposed == word
