"""`demo`: a newcomer's tour through the year on a copy of the town: what each side does
and what the program says.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

from branchstd.catalogue.model import Plan
from branchstd.catalogue.rules import Cover
from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, RefusalError, refusal
from branchstd.cli.support.language import HELP
from branchstd.cli.support.output import write
from branchstd.cli.support.session import Session, open_session
from branchstd.mask import mask
from branchstd.messages.messages import Messages
from branchstd.records.town import StaffRow
from branchstd.rules.items import liaison
from branchstd.store.copying import copy_town
from branchstd.workflow.opening import openings
from branchstd.workflow.village_items import VillageItems

SHOWN: Final = 14  # lines of each answer
SAID: Final = "……"
WORD: Final = "deferred"  # of a panel that the tour cannot ask


class GapToMend(NamedTuple):
    """A gap that papers can make good, which nobody has opened, on a day of summer.

    form and missing: of the papers that would do it. secretary and by: who answers for
    it, and who may close it.
    """

    slug: str
    item: str
    rule: str
    day: date
    form: str
    missing: tuple[str, ...]
    secretary: str
    by: str


class Act(NamedTuple):
    """One act of the tour: the sentence that tells it, who does it, and the command."""

    key: str
    words: tuple[str, ...]


def command(
    context: typer.Context,
    whole: Annotated[bool, typer.Option("--whole", help=HELP["demo_whole"])] = False,
) -> int:
    """The copy goes when the tour is over; nothing of the town itself is touched."""
    session = open_session(context.obj)
    with copy_town(session.workspace.office.root) as root:
        messages = session.messages()
        write(messages.ui("demo_begin") + "\n", console=True)
        for number, act in enumerate(_acts(session), 1):
            write(
                f"\n{number}. {messages.ui(f'demo_{act.key}')}\n$ branchstd"
                f" {_command_line(act.words)}\n",
                console=True,
            )
            write(_answer(context.obj, root, act, messages, whole=whole), console=True)
        write(f"\n{messages.ui('demo_end')}\n", console=True)
    return Exit.CLEAN


def _command_line(words: tuple[str, ...]) -> str:
    return mask(" ".join(f'"{word}"' if " " in word else word for word in words))


def _answer(
    settings: Options, root: Path, act: Act, messages: Messages, *, whole: bool
) -> str:
    """What the command says on the copy; of long answers the beginning. Raises
    RefusalError where it is refused.
    """
    from branchstd.cli.app import run_line  # the app knows this command

    caught = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    lang = ["--lang", settings.lang] if settings.lang else []
    try:
        with redirect_stdout(caught):
            code = run_line(
                ["--root", str(root), *lang, *act.words], Options(Path(), None)
            )
    except RefusalError as error:
        # The step's own reason goes first: a full disk, or a fault of a record.
        stuck = refusal("demo_stuck", "demo", command=" ".join(act.words))
        raise RefusalError([*error.problems, *stuck.problems]) from None
    if code not in {Exit.CLEAN, Exit.FINDINGS}:
        raise refusal("demo_stuck", "demo", command=" ".join(act.words))
    caught.flush()
    text = caught.buffer.getvalue().decode("utf-8")
    lines = [
        f"  {line}".rstrip()
        for line in text.replace(str(root.parent), "…").splitlines()
    ]
    if not whole and len(lines) > SHOWN:
        lines = [
            *lines[:SHOWN],
            f"  {messages.ui('demo_more', count=len(lines) - SHOWN)}",
        ]
    return "\n".join(lines) + "\n"


def _acts(session: Session) -> Iterator[Act]:
    """The year in order: each phase of the plan, and between them one gap from opening
    to closing.
    """
    plan = session.workspace.plan
    deploy, advance, assess = plan.phases
    yield Act("plan", ("plan", "lint"))
    yield Act(
        "deploy", ("plan", "show", "--phase", deploy.id, "--as-of", str(deploy.end))
    )
    found = _gap(session, plan)
    yield from _rectify(found) if found else ()
    yield Act(
        "draw",
        (
            "inspect",
            "draw",
            "--seed",
            str(advance.start),
            "--villages",
            "2",
            "--standards",
            "3",
        ),
    )
    yield Act("feedback", ("feedback", "list", "--open", "--as-of", str(advance.end)))
    yield Act(
        "due",
        (
            "due",
            *([found.slug] if found else []),
            "--days",
            "30",
            "--as-of",
            str(advance.end),
        ),
    )
    yield Act("advance", ("rectify", "list", "--overdue", "--as-of", str(advance.end)))
    yield from _accept(session, plan.days[plan.acceptance])
    yield Act("stars", ("stars", "--as-of", str(plan.last_day)))
    yield Act("targets", ("town", "--as-of", str(plan.last_day)))
    yield Act("assess", ("report", "--phase", assess.id))


def _gap(session: Session, plan: Plan) -> GapToMend | None:
    day = plan.phases[1].start + timedelta(days=80)
    for slug in session.workspace.office.names:
        desk = session.workspace.desk(session.workspace.village(slug, day))
        results = (
            result for standard in desk.assessment.standards for result in standard.gaps
        )
        for result in results:
            rule = result.rule
            if (
                not isinstance(rule, Cover)
                or rule.record != "document"
                or not result.answer.missing
            ):
                continue
            if not all(_people(desk)):
                continue
            item = next(
                openings(desk, session.messages().rule, frozenset({rule.id})), None
            )
            if item is not None and (form := rule.where.get("form")):
                return GapToMend(
                    slug,
                    item.id,
                    rule.id,
                    day,
                    form[0],
                    result.answer.missing,
                    *_people(desk),
                )
    return None


def _accept(session: Session, day: date) -> Iterator[Act]:
    """A village that has applied, with nothing lacking, and of which the town has said
    nothing yet.
    """
    workspace = session.workspace
    for slug in workspace.office.names:
        found = workspace.village(slug, day)
        lacks = {
            lack.code for step in workspace.cycle(found).steps for lack in step.lacks
        }
        panel = [
            part for code in _panel(workspace.desk(found)) for part in ("--panel", code)
        ]
        if lacks == {"acceptance", "report", "county"} and panel:
            yield Act(
                "accept",
                (
                    "accept",
                    slug,
                    "--conclusion",
                    WORD,
                    *panel,
                    "--reason",
                    SAID,
                    "--on",
                    str(day),
                ),
            )
            return


def _panel(desk: VillageItems) -> list[str]:
    """Two of the town who do not look after the village."""
    staff = desk.view.town.of(StaffRow)
    own = liaison(desk.view)
    return [
        row.code
        for row in staff
        if row.role in {"town_deputy", "organiser"} and row.code != own
    ][:2]


def _people(desk: VillageItems) -> tuple[str, str]:
    """The secretary, and a cadre of the Party-building office."""
    staff = desk.view.town.of(StaffRow)
    office = next((row.code for row in staff if row.role == "party_office"), "")
    return min(desk.view.members_of("secretary"), default=""), office


def _rectify(gap: GapToMend) -> Iterator[Act]:
    """From opening to closing. What only people can say stands as three points."""
    days = [str(gap.day + timedelta(days=number)) for number in (0, 1, 8, 9, 10)]
    item, said = (gap.slug, gap.item), SAID
    yield Act("why", ("why", gap.slug, gap.rule.rpartition(".")[0], "--as-of", days[0]))
    yield Act("open", ("rectify", "open", gap.slug, gap.rule, "--on", days[0]))
    plan = (
        "--cause",
        said,
        "--task",
        said,
        "--measure",
        said,
        "--proof",
        said,
        "--responsible",
        gap.secretary,
    )
    yield Act("planned", ("rectify", "plan", *item, *plan, "--on", days[1]))
    paper = (
        "--form",
        gap.form,
        "--title",
        said,
        "--covers",
        " ".join(gap.missing),
        "--record",
        said,
    )
    yield Act("add", ("add", "document", gap.slug, "--date", days[2], *paper))
    yield Act(
        "done",
        ("rectify", "done", *item, "--text", said, "--proof", said, "--on", days[3]),
    )
    yield Act(
        "confirm",
        (
            "rectify",
            "confirm",
            *item,
            "--by",
            gap.by,
            "--reason",
            said,
            "--on",
            days[4],
        ),
    )
