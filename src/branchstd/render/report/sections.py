"""Which sections each report has, in which order; and the head that all have.

Sentences are made in Python: a template is given plain data, and lays out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Final

from branchstd.findings import Severity
from branchstd.messages.messages import Messages
from branchstd.render.lists import OF_VILLAGES, USUAL, of_items, of_villages
from branchstd.render.report import branch, oversight, parts, summing
from branchstd.render.tables import Block, Section, Table
from branchstd.workflow.year import VillageYear, Year

SIGNS: Final = ("panel_signs", "secretary_signs", "committee_says")


def _town_deploy(year: Year, messages: Messages) -> Iterator[Section]:
    words = messages.sheets.REPORT
    yield from _opening(year, messages)
    yield Section("studies", words["studies"], oversight.studies(year, messages))
    yield from _units(year, messages)
    yield Section("training", words["training"], [oversight.training(year, messages)])
    yield Section("baseline", words["baseline"], [summing.baseline(year, messages)])
    yield Section("plan_duties", words["duties"], [parts.duties(year, messages)], wide=True)
    yield from _ledgers(year, messages, "first_round")
    yield from _lists(year, messages)


def _town_advance(year: Year, messages: Messages) -> Iterator[Section]:
    words = messages.sheets.REPORT
    reached, striven = parts.targets(year.targets, messages).values()
    visits = oversight.inspections(year.villages, year.as_of, messages)
    yield from _opening(year, messages)
    yield Section("targets", words["targets"])
    yield Section("must", words["must"], [reached], level=3)
    yield Section("strive", words["strive"], [striven, parts.target_bars(year.targets)], level=3)
    yield Section("matrix", words["matrix"], [parts.matrix(year.lines, messages)])
    yield from _units(year, messages)
    yield Section("studies", words["studies"], oversight.studies(year, messages))
    yield Section("inspections", words["inspections"])
    yield _under(visits["coverage"])
    yield Section("escalation", words["escalation"], [oversight.escalation(year, messages)])
    yield Section("plan_duties", words["duties"], [parts.duties(year, messages)], wide=True)
    yield Section("rectification", words["rectification"], _rectification(year, messages))
    yield Section("feedback", words["feedback"], [_feedback(year, messages)])
    yield Section("visited", words["inspections"])
    yield _under(visits["visits"])
    yield _under(visits["findings"])
    yield _lapses(year, messages)


def _town_assess(year: Year, messages: Messages) -> Iterator[Section]:
    words, heads, lang = messages.sheets.REPORT, messages.plan.heads, messages.lang
    reached, striven = parts.targets(year.targets, messages).values()
    visits = oversight.inspections(year.villages, year.as_of, messages)
    yield from _opening(year, messages)
    yield Section("chain", words["chain"], [parts.chain(year, messages)])
    yield Section("targets", words["targets"])
    yield Section("must", words["must"], [reached, parts.target_bars(year.targets)], level=3)
    yield Section("striving", heads.strive[lang])
    yield Section("strive", words["strive"], [striven], level=3)
    yield Section("rectification", heads.rectify[lang], [parts.items(year.entries, messages)])
    yield _under(summing.measures(year, messages))
    yield Section("improvement", heads.improve[lang])
    yield Section("opinions", words["opinions"], [summing.improvement(year, messages)], level=3)
    yield _under(summing.shortcomings(year, messages))
    yield Section("matrix", words["matrix"], [parts.matrix(year.lines, messages)])
    yield from _units(year, messages)
    yield Section("upward", words["upward"], summing.upward(year, messages))
    yield Section("summing", words["summing"])
    yield _under(summing.practice(year, messages))
    yield Section("efforts", words["efforts"], summing.efforts(year, messages), wide=True)
    yield from _aid(year, messages)
    yield _stars(year, messages)
    yield Section("plan_duties", words["duties"], [parts.duties(year, messages)])
    yield Section("reliefs", words["reliefs"], [parts.reliefs(year, messages)])
    yield Section("escalation", words["escalation"], [oversight.escalation(year, messages)])
    yield Section("findings", words["inspections"], [visits["findings"]])
    yield Section("questions", words["questions"], [oversight.questions(year, messages)], level=3)
    yield Section("feedback", words["feedback"], [_feedback(year, messages)])
    yield from _ledgers(year, messages, "last_round")
    for one in year.villages:
        heading = f"{words['acceptance']}{words['colon']}{one.name}"
        content = [branch.scores(one, messages), *_acceptance(one, messages)]
        yield Section(f"acceptance_{one.slug}", heading, content, wide=True)


def _village_deploy(year: Year, messages: Messages) -> Iterator[Section]:
    (one,), words = year.villages, messages.sheets.REPORT
    heading = f"{words['self_check']}{words['opens']}{words['first_round']}{words['closes']}"
    yield Section("plan_duties", words["duties"], [parts.duties(year, messages)])
    yield Section("studies", words["studies"], oversight.studies(year, messages))
    yield Section("training", words["training"], [oversight.training(year, messages)])
    yield Section("baseline", words["baseline"], [summing.baseline(year, messages)])
    yield Section("self_check", heading, [branch.self_check(one, year.as_of, messages)], wide=True)
    yield from _lists(year, messages)


def _village_advance(year: Year, messages: Messages) -> Iterator[Section]:
    (one,), words = year.villages, messages.sheets.REPORT
    visits = oversight.inspections(year.villages, year.as_of, messages)
    yield Section("plan_duties", words["duties"], [parts.duties(year, messages)])
    yield Section("aspects", words["aspects"], [branch.aspects(one, messages)])
    yield Section("rectification", words["rectification"], _rectification(year, messages), wide=True)
    yield Section("feedback", words["feedback"], [_feedback(year, messages)])
    yield Section("inspections", words["inspections"], [visits["visits"], visits["findings"]])
    yield _lapses(year, messages)


def _village_assess(year: Year, messages: Messages) -> Iterator[Section]:
    (one,), words, heads, lang = year.villages, messages.sheets.REPORT, messages.plan.heads, messages.lang
    yield Section("acceptance", words["acceptance"], [branch.scores(one, messages)])
    yield Section("acceptance_table", "", _acceptance(one, messages), wide=True)
    yield _stars(year, messages)
    yield Section("striving", heads.strive[lang], [summing.striving(year, messages)])
    yield Section("rectification", heads.rectify[lang], _rectification(year, messages))
    yield Section("improvement", heads.improve[lang], [summing.improvement(year, messages)])
    yield Section("efforts", words["efforts"], summing.efforts(year, messages))
    yield from _aid(year, messages)
    yield Section("questions", words["questions"], [oversight.questions(year, messages)])


Report = Callable[[Year, Messages], Iterator[Section]]
TOWN: Final[Mapping[str, Report]] = {"deploy": _town_deploy, "advance": _town_advance, "assess": _town_assess}
VILLAGE: Final[Mapping[str, Report]] = {
    "deploy": _village_deploy, "advance": _village_advance, "assess": _village_assess,
}  # fmt: skip


def _under(found: Table) -> Section:
    """A table under its own title."""
    return Section(found.key, found.title, [found], level=3)


def _opening(year: Year, messages: Messages) -> Iterator[Section]:
    words = messages.sheets.REPORT
    yield Section("overview", words["overall"], [Block("text", summing.brief(year, messages))])
    yield Section("line", words["line"], [parts.line(year, messages)], drawn=True)


def _units(year: Year, messages: Messages) -> Iterator[Section]:
    if year.others:
        yield Section("units", messages.sheets.REPORT["units"], parts.units(year, messages))


def _ledgers(year: Year, messages: Messages, round_: str) -> Iterator[Section]:
    words = messages.sheets.REPORT
    yield Section("ledgers", f"{words['ledgers']}{words['opens']}{words[round_]}{words['closes']}")
    for key in OF_VILLAGES:
        yield _under(of_villages(key, year.lines, year.as_of, messages))


def _lists(year: Year, messages: Messages) -> Iterator[Section]:
    yield Section("lists", messages.sheets.REPORT["lists"])
    for key in USUAL:
        yield _under(of_items(key, year.entries, year.as_of, messages))


def _rectification(year: Year, messages: Messages) -> list[Table | Block]:
    return [parts.items(year.entries, messages), of_items("register", year.entries, year.as_of, messages)]


def _feedback(year: Year, messages: Messages) -> Table:
    return oversight.feedback(chain.from_iterable(one.heard for one in year.villages), messages)


def _lapses(year: Year, messages: Messages) -> Section:
    words = messages.sheets.REPORT
    heading = f"{words['lapses']}{words['opens']}{words['until']} {year.lapse_day}{words['closes']}"
    return Section("lapses", heading, [oversight.lapses(year, messages)])


def _aid(year: Year, messages: Messages) -> Iterator[Section]:
    words = messages.sheets.REPORT
    yield Section("growth", words["growth"], [oversight.growth(year, messages)])
    yield Section("subsidies", words["subsidies"], oversight.subsidies(year, messages))


def _stars(year: Year, messages: Messages) -> Section:
    bands = Block("said", summing.star_bands(messages))
    return Section("stars", messages.sheets.REPORT["stars"], [summing.branch_stars(year.villages, messages), bands])


def _acceptance(one: VillageYear, messages: Messages) -> list[Table | Block]:
    return [branch.acceptance(one, messages), Block("signs", [messages.sheets.REPORT[key] for key in SIGNS])]


def report_data(year: Year, messages: Messages, *, of_one: bool) -> dict[str, object]:
    """What a template is given. of_one: a village's report; the year holds this village alone.

    section: those of all phases by key, so that a town's own template may choose.
    """
    name = year.villages[0].name if of_one else year.town
    made = {phase: list(make(year, messages)) for phase, make in (VILLAGE if of_one else TOWN).items()}
    shown = made.pop(year.phase.id)
    by_key = {one.key: one for one in [*chain.from_iterable(made.values()), *shown]}
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
    """What in the numbers is only a default, and what the plan leaves open until the town decides."""
    if note := messages.year_note():
        yield note
    if year.unread:
        yield messages.ui("list_unread", files=messages.words.AND.join(year.unread))
    errors = sum(p.severity is Severity.ERROR for line in year.lines for p in line.assessed.problems)
    if errors:
        yield messages.ui("note_errors", count=errors)
    yield messages.ui("note_codes")
    yield from map(messages.open_point, messages.plan.open)
    rules = (rule for standard in messages.catalogue.standards for rule in standard.rules)
    defaults = dict.fromkeys(name for rule in rules for name in rule.source.default)
    if defaults:
        yield messages.ui("note_defaults", count=len(defaults), what=messages.defaults(tuple(defaults)))
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
