"""Five faults in four files of one village: five problems at their places, no echo, and nobody else is touched."""

from __future__ import annotations

from pathlib import Path

from threat_town import BAD, GOOD, MAY, YEAR, Check, put, told

# Seven talks with the member whose row in people.csv will be broken; two posts and one collection name him already.
TALKS = "activities:\n" + "".join(
    f"  - {{date: 2019-05-{day:02}, kind: 谈心谈话, by: M01, people: [M02]}}\n" for day in range(10, 17)
)
BROKEN = "M02"
# (file, the text that goes, what stands there instead, `line:column code` of the one problem it makes)
FAULTS = (
    ("activities/2019-06.yaml", "present: 3", "present: 三", "2:105 bad_int"),
    ("activities/2019-06.yaml", "form: 奉献日", "forms: 奉献日", "3:36 unknown_field"),
    ("documents.yaml", "2019-06-13", "6-13", "3:12 date_ambiguous"),
    ("people.csv", "M02,女,2012-06-20", "M02,女,2012-06-31", "3:3 bad_date"),
    ("posts.csv", "M01,工作领导小组,组长", "M01,工作领导小组,组张", "4:3 unknown_word"),
)


def planted(root: Path) -> None:
    for file, old, new, _ in FAULTS:
        text = (root / YEAR / file).read_text("utf-8")
        assert text.count(old) == 1
        put(root, YEAR + file, text.replace(old, new))


def test_five_faults_in_four_files(town: Path, check: Check) -> None:
    put(town, MAY, TALKS)
    assert sum(path.read_text("utf-8").count(BROKEN) for path in (town / YEAR).rglob("*.*")) == 1 + 10
    before = check(town)
    assert before.problems() == []
    planted(town)
    after = check(town)
    assert told(after.problems()) == [
        f"{file}:{place}" for file, _, _, place in FAULTS
    ]  # none for the ten references, none for sums that can no longer be made
    assert after.code == 1
    assert after.lines[GOOD] == before.lines[GOOD]


def test_what_the_faults_hide_is_unknown_and_not_missing(town: Path, check: Check) -> None:
    """The advance plan with the wrong date, the roster without the member: nobody can say, so nothing is failed."""
    planted(town)
    rules = check(town).rules()
    assert {rules[rule]["outcome"] for rule in ("7.3.c", "7.3.a", "5.6.a", "3.1.a")} == {"error"}
    assert rules["2.1.b"]["outcome"] == "met"


def test_repaired_is_as_before(town: Path, check: Check) -> None:
    before = check(town)
    whole = {file: (town / YEAR / file).read_bytes() for file, *_ in FAULTS}
    planted(town)
    for file, data in whole.items():
        put(town, YEAR + file, data)
    assert check(town) == before


def test_a_broken_village_may_be_named_alone(town: Path, check: Check) -> None:
    planted(town)
    assert check(town, GOOD).lines == {GOOD: check(town).lines[GOOD]}
    assert set(check(town, BAD).lines) == {BAD}
