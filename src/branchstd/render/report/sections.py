"""Which sections each report has, in which order; and the head that all have.

Sentences are made in Python: a template is given plain data, and lays out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Final

from branchstd.findings import Severity
from branchstd.messages.messages import Messages
from branchstd.render.ledgers import OF_VILLAGES
from branchstd.render.lists import USUAL, of_items, of_villages
from branchstd.render.report import branch, oversight, parts, summing
from branchstd.render.tables import Block, Section, section, under, without
from branchstd.workflow.year import Year


def _town_deploy(year: Year, messages: Messages) -> Iterator[Section]:
    yield from _opening(year, messages)
    yield _studies(year, messages)
    yield from _units(year, messages)
    yield section("training", messages, oversight.training(year, messages))
    yield section("baseline", messages, summing.baseline(year, messages))
    yield _duties(year, messages, wide=True)
    yield from _ledgers(year, messages, "first_round")
    yield from _lists(year, messages)


def _town_advance(year: Year, messages: Messages) -> Iterator[Section]:
    found, bars = parts.targets(year, messages), parts.target_bars(year)
    visits = oversight.inspections(year.villages, year.as_of, messages)
    yield from _opening(year, messages)
    yield section("targets", messages)
    yield section("must", messages, found["must"], level=3)
    yield section("strive", messages, found["strive"], bars, level=3)
    yield section("matrix", messages, parts.matrix(year.lines, messages))
    yield from _units(year, messages)
    yield _studies(year, messages)
    yield section("inspections", messages)
    yield under(visits["coverage"])
    yield section("escalation", messages, oversight.escalation(year, messages))
    yield _duties(year, messages, wide=True)
    yield _rectification(year, messages)
    yield _feedback(year, messages)
    yield section("visited", messages, heading=messages.sheets.REPORT["inspections"])
    yield under(visits["visits"])
    yield under(visits["findings"])
    yield _lapses(year, messages)


def _town_assess(year: Year, messages: Messages) -> Iterator[Section]:
    found, bars = parts.targets(year, messages), parts.target_bars(year)
    visits = oversight.inspections(year.villages, year.as_of, messages)
    words, heads = messages.sheets.REPORT, messages.plan.heads
    yield from _opening(year, messages)
    yield section("chain", messages, parts.chain(year, messages))
    yield section("targets", messages)
    yield section("must", messages, found["must"], bars, level=3)
    yield section("striving", messages, heading=heads.strive[messages.lang])
    yield section("strive", messages, found["strive"], level=3)
    items = parts.items(year.entries, messages)
    yield section(
        "rectification", messages, items, heading=heads.rectify[messages.lang]
    )
    yield under(summing.measures(year, messages))
    yield section("improvement", messages, heading=heads.improve[messages.lang])
    yield section("opinions", messages, summing.improvement(year, messages), level=3)
    yield under(summing.shortcomings(year, messages))
    yield section("matrix", messages, parts.matrix(year.lines, messages))
    yield from _units(year, messages)
    papers = summing.upward(year, messages)
    missing = summing.missing_reports(year, messages)
    yield section("upward", messages, papers, *missing)
    yield section("summing", messages)
    yield under(summing.practice(year, messages))
    yield from _efforts(year, messages, wide=True)
    yield _stars(year, messages)
    yield _duties(year, messages)
    yield section("reliefs", messages, parts.reliefs(year, messages))
    yield section("escalation", messages, oversight.escalation(year, messages))
    yield section(
        "findings", messages, visits["findings"], heading=words["inspections"]
    )
    yield section("questions", messages, oversight.questions(year, messages), level=3)
    yield _feedback(year, messages)
    yield from _ledgers(year, messages, "last_round")
    for one in year.villages:
        heading = f"{words['acceptance']}{words['colon']}{one.name}"
        content = branch.scores(one, messages), *branch.acceptance(one, messages)
        yield Section(f"acceptance_{one.slug}", heading, content, wide=True)


def _village_deploy(year: Year, messages: Messages) -> Iterator[Section]:
    (one,) = year.villages
    yield _duties(year, messages)
    yield _studies(year, messages)
    yield section("training", messages, oversight.training(year, messages))
    yield section("baseline", messages, summing.baseline(year, messages))
    heading = _with("self_check", messages.sheets.REPORT["first_round"], messages)
    answers = branch.self_check(one, year.as_of, messages)
    yield section("self_check", messages, answers, heading=heading, wide=True)
    yield from _lists(year, messages)


def _village_advance(year: Year, messages: Messages) -> Iterator[Section]:
    (one,) = year.villages
    visits = oversight.inspections(year.villages, year.as_of, messages)
    yield _duties(year, messages)
    yield section("aspects", messages, branch.aspects(one, messages))
    yield _rectification(year, messages, wide=True)
    yield _feedback(year, messages)
    yield section("inspections", messages, visits["visits"], visits["findings"])
    yield _lapses(year, messages)


def _village_assess(year: Year, messages: Messages) -> Iterator[Section]:
    (one,) = year.villages
    yield section("acceptance", messages, branch.scores(one, messages))
    form = branch.acceptance(one, messages)
    yield section("acceptance_table", messages, *form, heading="", wide=True)
    yield _stars(year, messages)
    heads = messages.plan.heads
    strive, improve = heads.strive[messages.lang], heads.improve[messages.lang]
    yield section(
        "striving", messages, summing.striving(year, messages), heading=strive
    )
    yield _rectification(year, messages, heading=heads.rectify[messages.lang])
    yield section(
        "improvement", messages, summing.improvement(year, messages), heading=improve
    )
    yield from _efforts(year, messages)
    yield section("questions", messages, oversight.questions(year, messages))


Report = Callable[[Year, Messages], Iterator[Section]]
TOWN: Final[Mapping[str, Report]] = {
    "deploy": _town_deploy,
    "advance": _town_advance,
    "assess": _town_assess,
}
VILLAGE: Final[Mapping[str, Report]] = {
    "deploy": _village_deploy, "advance": _village_advance, "assess": _village_assess,
}  # fmt: skip


def _with(key: str, more: str, messages: Messages) -> str:
    """A heading with something in brackets."""
    words = messages.sheets.REPORT
    return f"{words[key]}{words['opens']}{more}{words['closes']}"


def _opening(year: Year, messages: Messages) -> Iterator[Section]:
    yield section("overall", messages, Block("text", summing.brief(year, messages)))
    heading = messages.sheets.REPORT["line"]
    yield Section("line", heading, [parts.line(year, messages)], drawn=True)


def _studies(year: Year, messages: Messages) -> Section:
    return section("studies", messages, *oversight.studies(year, messages))


def _duties(year: Year, messages: Messages, *, wide: bool = False) -> Section:
    heading = messages.sheets.REPORT["duties"]
    return section(
        "plan_duties",
        messages,
        parts.duties(year, messages),
        heading=heading,
        wide=wide,
    )


def _units(year: Year, messages: Messages) -> Iterator[Section]:
    if year.others:
        each = (parts.matrix([one.line], messages) for one in year.others)
        yield section("units", messages, parts.units(year, messages), *each)


# Of a row for each gap these stand in the lists; a report's pages are narrow.
BESIDE_GAPS: Final = ("secretary", "members", "lead", "cause", "measure", "why_not")


def _ledgers(year: Year, messages: Messages, round_: str) -> Iterator[Section]:
    heading = _with("ledgers", messages.sheets.REPORT[round_], messages)
    yield section("ledgers", messages, heading=heading)
    for key in OF_VILLAGES:
        found = of_villages(key, year.lines, year.as_of, messages)
        yield under(found if key == "met" else without(found, *BESIDE_GAPS))


def _lists(year: Year, messages: Messages) -> Iterator[Section]:
    yield section("lists", messages)
    for key in USUAL:
        yield under(of_items(key, year.entries, year.as_of, messages))


def _rectification(
    year: Year, messages: Messages, heading: str | None = None, *, wide: bool = False
) -> Section:
    items = parts.items(year.entries, messages)
    register = of_items("register", year.entries, year.as_of, messages)
    return section(
        "rectification", messages, items, register, heading=heading, wide=wide
    )


def _feedback(year: Year, messages: Messages) -> Section:
    found = chain.from_iterable(one.heard for one in year.villages)
    return section("feedback", messages, oversight.feedback(found, messages))


def _lapses(year: Year, messages: Messages) -> Section:
    until = f"{messages.sheets.REPORT['until']} {year.lapse_day}"
    found = oversight.lapses(year, messages)
    return section("lapses", messages, found, heading=_with("lapses", until, messages))


def _efforts(
    year: Year, messages: Messages, *, wide: bool = False
) -> Iterator[Section]:
    efforts, proofs = summing.efforts(year, messages), summing.effort_proofs(messages)
    yield section("efforts", messages, efforts, proofs, wide=wide)
    yield section("growth", messages, oversight.growth(year, messages))
    use = Block("said", oversight.subsidies_use(year, messages))
    yield section("subsidies", messages, oversight.subsidies(year, messages), use)


def _stars(year: Year, messages: Messages) -> Section:
    bands = Block("said", summing.star_bands(messages))
    return section(
        "stars", messages, summing.branch_stars(year.villages, messages), bands
    )


def report_data(year: Year, messages: Messages, *, of_one: bool) -> dict[str, object]:
    """What a template is given. of_one: a village's report; the year holds this village
    alone.

    section: those of all phases by key, so that a town's own template may choose.
    """
    name = year.villages[0].name if of_one else year.town
    reports = (VILLAGE if of_one else TOWN).items()
    made = {phase: list(make(year, messages)) for phase, make in reports}
    shown = made[year.phase.id]
    by_key = {one.key: one for one in [*chain(*made.values()), *shown]}
    return _head(year, messages, name) | {"sections": shown, "section": by_key}


def _head(year: Year, messages: Messages, of: str) -> dict[str, object]:
    return {
        "lang": messages.lang,
        "title": messages.ui(f"report_{year.phase.id}", name=of),
        "name": of,
        "town": year.town,
        "county": year.county,
        "phase": year.phase.title[messages.lang],
        "as_of": year.as_of.isoformat(),
        "revision": messages.revision(year.revision),
        "version": f"{messages.catalogue.id} {messages.catalogue.version}",
        "disclaimer": messages.catalogue.disclaimer[messages.lang],
        "own": messages.own_summary(),
        "notes": list(dict.fromkeys(_notes(year, messages))),
        "words": messages.sheets.REPORT,
        "legend": messages.sheets.LEGEND,
    }


def _notes(year: Year, messages: Messages) -> Iterator[str]:
    """What in the numbers is only a default, and what the plan leaves open until the
    town decides.
    """
    if note := messages.year_note():
        yield note
    if year.unread:
        yield messages.ui("list_unread", files=messages.words.AND.join(year.unread))
    errors = sum(
        p.severity is Severity.ERROR
        for line in year.lines
        for p in line.assessed.problems
    )
    if errors:
        yield messages.ui("note_errors", count=errors)
    yield messages.ui("note_codes")
    yield from map(messages.open_point, messages.plan.open)
    rules = (
        rule for standard in messages.catalogue.standards for rule in standard.rules
    )
    defaults = dict.fromkeys(name for rule in rules for name in rule.source.default)
    if defaults:
        yield messages.ui(
            "note_defaults",
            count=len(defaults),
            what=messages.defaults(tuple(defaults)),
        )
    numbers = messages.catalogue.parameters
    yield messages.ui(
        "note_oversight",
        reply=numbers.reply_days,
        notice=numbers.notice_days,
        replied=messages.stands("parameters.reply_days"),
        noticed=messages.stands("parameters.notice_days"),
        visited=messages.stands("Q17"),
        pressed=messages.stands(),
        bands=messages.stands(*summing.STAR_FLOORS),
    )
