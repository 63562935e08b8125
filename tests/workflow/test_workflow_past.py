"""This year beside the year before: only what was kept is told, and only what was kept in every month is compared."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from branchstd.workflow.last_year import Aim, Figures, Grown, grown
from branchstd.workspace import Workspace, open_workspace
from samples import ROOT

SLUG = "xiaoquan"
DAY = date(2019, 2, 28)
CARE = "kind: care, form: visit, by: M01, people: [{people}]{amount}"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "docs/tiny", tmp_path / "tiny")
    return tmp_path / "tiny"


def write(root: Path, file: str, text: str) -> None:
    path = root / "data" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def care(root: Path, *visits: tuple[str, str, str]) -> None:
    """A file a month. visits: day, people, yuan (empty: not noted)."""
    months: dict[str, list[str]] = {}
    for day, people, yuan in visits:
        said = CARE.format(people=people, amount=f", amount: {yuan}" if yuan else "")
        months.setdefault(day[:7], []).append(f"  - {{date: {day}, {said}}}\n")
    for month, lines in months.items():
        write(root, f"villages/{SLUG}/{month[:4]}/activities/{month}.yaml", f"activities:\n{''.join(lines)}")


NOW = (("2019-01-20", "M01, M02", "300"), ("2019-02-10", "M03", "100.50"), ("2019-03-01", "M03", "999"))
THEN = (("2018-01-20", "M01", "250"), ("2018-02-28", "M02, M03, M04", ""), ("2018-03-01", "M04", "999"))


def aid(root: Path, day: date = DAY) -> Grown:
    workspace = open_workspace(root)
    return next(one for one in grown(workspace.view(workspace.village(SLUG, day))) if one.growth.id == "aid")


def test_both_years_up_to_the_same_day(town: Path) -> None:
    """2 visits to 3 with 400.50 yuan, against 2 to 4 with 250 as far as noted; the first of March is later."""
    care(town, *NOW, *THEN)
    found = aid(town)
    assert (found.now, found.before) == (Figures(2, 3, Decimal("400.50")), Figures(2, 4, Decimal(250)))
    assert (found.kept, found.months, found.is_comparable) == (2, 2, True)


def test_a_month_that_was_not_kept_forbids_the_comparison(town: Path) -> None:
    care(town, *NOW, THEN[0])
    found = aid(town)
    assert found.before == Figures(1, 1, Decimal(250))
    assert (found.kept, found.months, found.is_comparable) == (1, 2, False)


def test_what_was_not_written_is_not_nothing(town: Path) -> None:
    """All of the year before is kept, and no care in it: it may have been left out; and so this year."""
    care(town, *NOW)
    for month in ("2018-01", "2018-02"):
        write(town, f"villages/{SLUG}/2018/activities/{month}.yaml",
              f"activities:\n  - {{date: {month}-05, kind: study, topic: t, expected: 4, present: 4}}\n")  # fmt: skip
    found = aid(town)
    assert (found.before, found.kept, found.is_comparable) == (None, 2, False)
    assert aid(town, date(2019, 1, 19)).now is None


def test_what_cannot_be_read_forbids_the_comparison(town: Path) -> None:
    care(town, *NOW, *THEN)
    path = town / f"data/villages/{SLUG}/2018/activities/2018-01.yaml"
    path.write_text(path.read_text("utf-8") + "  - {date: 2018-01-25, kind: 慰问}\n", "utf-8")
    assert (aid(town).is_unread, aid(town).is_comparable) == (True, False)


def test_the_town_s_courses_beside_those_of_the_year_before(town: Path) -> None:
    """One of 6 hours for two, against one of 4 hours for one; December of the year before is later than the day."""
    course = "events:\n  - {{date: {day}, kind: training, title: t, people: [{people}], hours: {hours}}}\n"
    write(town, "town/2019/events.yaml", course.format(day="2019-02-01", people="xiaoquan/M01, xiaoquan/M02", hours=6))
    (found,) = open_workspace(town).town_growth(DAY)
    assert (found.now, found.before, found.is_comparable) == (Figures(1, 2, Decimal(6)), None, False)
    late = "  - {date: 2018-12-01, kind: training, title: t, hours: 40}\n"
    write(town, "town/2018/events.yaml", course.format(day="2018-01-31", people="xiaoquan/M01", hours=4) + late)
    (found,) = open_workspace(town).town_growth(DAY)
    assert (found.before, found.is_comparable) == (Figures(1, 1, Decimal(4)), True)


def last(root: Path) -> dict[str, tuple[int, int]]:
    workspace: Workspace = open_workspace(root)
    return {aspect: (aim.met, aim.of) for aspect, aim in workspace.last_year(SLUG).aims.items() if aim.of}


def test_an_aspect_s_aim_beside_the_branch_s_own_answers_of_the_year_before(town: Path) -> None:
    """Of 1.1 met, 1.2 basically, 1.3 not applicable: one of two. Of the other aspects nothing was kept."""
    assert last(town) == {}
    answers = "".join(
        f"final,2018-11-20,{line}\n" for line in ("1.1,met", "1.2,basic", "1.3,not_applicable", "2.1,met")
    )
    write(town, f"villages/{SLUG}/2018/self_check.csv", f"round,date,standard,answer\n{answers}")
    assert last(town) == {"1": (1, 2), "2": (1, 1)}
    aim: Aim = open_workspace(town).last_year(SLUG).aims["3"]
    assert (aim.title.zh, aim.met, aim.of) == ("党内生活更加严肃经常", 0, 0)
