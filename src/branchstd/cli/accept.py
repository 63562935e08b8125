"""`accept`: the panel's conclusion on a village, with what it rested on; and the
county's, when it comes.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final

import typer

from branchstd.assess import AssessedVillage
from branchstd.cli.support.amending import Draft, apply_on_day, make_record, values_of
from branchstd.cli.support.exits import Exit, RefusalError, refusal
from branchstd.cli.support.items import check_unsaid, town_draft, town_path
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import DryRun, On, OneVillage, strip_words
from branchstd.cli.support.session import Session, show
from branchstd.findings import Place, Problem, excerpt, nearest
from branchstd.records.town import Acceptance
from branchstd.render.town_text import cycle_text, lack
from branchstd.store.entry import Said
from branchstd.workflow.completeness import faults_of
from branchstd.workflow.cycle import ACCEPTED, Cycle
from branchstd.workflow.evidence import quote_village

Text = Annotated[
    str,
    typer.Option(
        "--reason", callback=strip_words, help=HELP["accept_reason"], metavar="TEXT"
    ),
]
Word = Annotated[
    str,
    typer.Option(
        "--conclusion", callback=strip_words, help=HELP["accept_word"], metavar="WORD"
    ),
]
Despite = Annotated[
    str | None,
    typer.Option(
        "--despite", callback=strip_words, help=HELP["accept_despite"], metavar="TEXT"
    ),
]
KIND: Final = "acceptance"
PANEL_LABEL: Final = str(Acceptance.model_fields["panel"].title)
# What should be settled before a village is accepted.
BEFORE: Final = ("final", "self_assessment", "application")


def command(
    context: typer.Context,
    village: OneVillage,
    *,
    conclusion: Word,
    reason: Text,
    panel: Annotated[
        list[str] | None,
        typer.Option("--panel", help=HELP["accept_panel"], metavar="CODE"),
    ] = None,
    score: Annotated[
        str | None, typer.Option("--score", help=HELP["accept_score"], metavar="N")
    ] = None,
    despite: Despite = None,
    county: Annotated[
        bool, typer.Option("--county", help=HELP["accept_county"])
    ] = False,
    on: On = None,
    dry_run: DryRun = False,
) -> int:
    said = {
        "level": "county" if county else "town",
        "conclusion": conclusion,
        "reason": reason,
        "score": score or "",
        "panel": list(dict.fromkeys(panel or [])),
    }
    decide = partial(_decide, village=village, said=said, despite=despite)
    done = apply_on_day(context.obj, on, decide, dry_run=dry_run)
    show(
        cycle_text(
            done.session.workspace.cycle(done.amendment.now), done.session.messages()
        )
    )
    return Exit.CLEAN


def _decide(session: Session, village: str, said: Said, despite: str | None) -> Draft:
    """Raises RefusalError where it cannot be said by these people, or not yet."""
    (slug,) = session.chosen([village])
    text = (
        f"{said['reason']}{session.messages().ui('despite_lacks', text=despite)}"
        if despite
        else said["reason"]
    )
    record = make_record(
        session, KIND, {**said, "reason": text, "date": session.as_of.isoformat()}
    )
    assert isinstance(record, Acceptance)  # noqa: S101
    found = session.workspace.village(slug, session.as_of)
    check_unsaid(record, found.village.records.get(KIND, ()))
    if record.level == "town":
        _check_panel(session, record.panel)
        if record.conclusion in ACCEPTED and not despite:
            _readable(found)
            _ready(session, slug, session.workspace.cycle(found))
        quoted = quote_village(found.assessment, session.workspace.view(found))
        record = record.model_copy(update={"rests_on": str(quoted)})
    return town_draft(session, slug, [(KIND, KIND, values_of(record, session))])


def _check_panel(session: Session, panel: tuple[str, ...]) -> None:
    """A panel of people who have a role in the town. Raises RefusalError."""
    staff = session.workspace.office.town.codes["staff"]
    wrong = [code for code in panel if code not in staff]
    values = [
        {"to": "staff", "code": excerpt(code), "near": nearest(code, staff)}
        for code in wrong
    ]
    if values:
        raise RefusalError(
            [Problem("unknown_reference", Place("--panel", 0), told) for told in values]
        )
    if not panel:
        raise refusal("missing_field", "--panel", field="panel", label=PANEL_LABEL)


def _readable(found: AssessedVillage) -> None:
    """What cannot be read may hold a veto or an item. Raises RefusalError with its
    faults.
    """
    if faults := list(faults_of(found)):
        raise RefusalError(faults)


def _ready(session: Session, slug: str, found: Cycle) -> None:
    """All that should come before. Raises RefusalError with what is missing."""
    messages = session.messages()
    lacking = [
        f"{messages.sheets.CYCLE[step.name]}{messages.words.COLON}{lack(one, messages)}"
        for step in found.steps
        if step.name in BEFORE
        for one in step.lacks
    ]
    if lacking:
        lacks = str(messages.words.SEMI).join(lacking)
        raise refusal("not_ready", town_path(session, slug), lacks=lacks, village=slug)
