"""`feedback`: what villages sent up with the town's answers, and the town's answer to
it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from branchstd.cli.support.amending import (
    Draft,
    apply_on_day,
    draft_of,
    make_record,
    values_of,
)
from branchstd.cli.support.documents import FormatOption, ListFormat, write_out
from branchstd.cli.support.exits import Exit, RefusalError, refusal
from branchstd.cli.support.language import HELP
from branchstd.cli.support.options import (
    AsOf,
    DryRun,
    On,
    OneVillage,
    Villages,
    strip_words,
)
from branchstd.cli.support.pages import Command, group
from branchstd.cli.support.session import Session, open_session, unless_lost
from branchstd.findings import Place, Problem, excerpt, nearest
from branchstd.records.base import Record
from branchstd.records.holdings import content
from branchstd.records.town import Reply
from branchstd.render.report.oversight import feedback
from branchstd.store.amending import with_record
from branchstd.store.layout import TOWN_FILES, town_folder
from branchstd.workflow.oversight import heard

app = group("feedback", HELP["feedback"])
SPEC = next(spec for spec in TOWN_FILES if spec.kind == "reply")


@app.command("list", cls=Command, help=HELP["feedback_list"])
def list_(
    context: typer.Context,
    villages: Villages = None,
    *,
    waiting: Annotated[
        bool, typer.Option("--open", help=HELP["feedback_open"])
    ] = False,
    format_: FormatOption = ListFormat.TEXT,
    as_of: AsOf = None,
) -> int:
    session = open_session(context.obj, as_of)
    town = session.town(villages or [])
    found = [one for year in town.years() for one in year.heard]
    messages = session.messages(document=format_.is_document)
    write_out(
        [feedback((one for one in found if one.is_open or not waiting), messages)],
        format_,
        session,
    )
    unless_lost(town.missing.faults)
    return Exit.FINDINGS if any(one.state == "overdue" for one in found) else Exit.CLEAN


@app.command("answer", cls=Command, help=HELP["feedback_answer"])
def answer(
    context: typer.Context,
    village: OneVillage,
    ids: Annotated[
        list[str], typer.Argument(help=HELP["feedback_ids"], metavar="ID...")
    ],
    *,
    by: Annotated[
        str,
        typer.Option("--by", callback=strip_words, help=HELP["act_by"], metavar="CODE"),
    ],
    text: Annotated[
        str,
        typer.Option(
            "--text", callback=strip_words, help=HELP["feedback_text"], metavar="TEXT"
        ),
    ],
    to_county: Annotated[
        str | None,
        typer.Option(
            "--to-county-on", help=HELP["feedback_county"], metavar="YYYY-MM-DD"
        ),
    ] = None,
    on: On = None,
    dry_run: DryRun = False,
) -> int:
    def decide(session: Session) -> Draft:
        (slug,) = session.chosen([village])
        _check_answers(session, slug, ids, by)
        said = {
            "date": session.as_of.isoformat(),
            "village": slug,
            "ids": " ".join(dict.fromkeys(ids)),
            "text": text,
            "by": by,
        }
        sent = {"to_county_on": to_county} if to_county else {}
        reply = make_record(session, SPEC.kind, said | sent)
        # What is still to be sent has not been, and before is too early.
        if isinstance(reply, Reply) and reply.to_county_on not in {None, reply.date}:
            due = reply.date.isoformat()
            raise refusal(
                "county_other_day", "--to-county-on", until=str(to_county), due=due
            )
        return _draft(session, slug, reply)

    apply_on_day(context.obj, on, decide, dry_run=dry_run)
    return Exit.CLEAN


def _check_answers(session: Session, slug: str, ids: list[str], by: str) -> None:
    """Raises RefusalError for an answer to what nobody said by that day, or by nobody
    of the town.
    """
    view = session.workspace.view(session.workspace.village(slug, session.as_of))
    said = [one.said.id for one in heard(view)]
    wrong = [
        ("feedback", code, nearest(code, said)) for code in ids if code not in said
    ]
    staff = session.workspace.office.town.codes["staff"]
    wrong += [] if by in staff else [("staff", by, nearest(by, staff))]
    if wrong:
        place = Place(f"data/villages/{slug}/", 0)
        told_ = (
            {"to": kind, "code": excerpt(code), "near": near}
            for kind, code, near in wrong
        )
        raise RefusalError(
            [Problem("unknown_reference", place, values) for values in told_]
        )


def _draft(session: Session, slug: str, reply: Record) -> Draft:
    folder = town_folder(session.workspace.office.root, session.workspace.plan.year)
    draft = draft_of(session, slug, folder / SPEC.name, SPEC)
    values = values_of(reply, session)
    where = (SPEC.key or "", SPEC.kind)
    said = session.workspace.office.town.records.get(SPEC.kind, ())
    there = [
        Problem("record_there", one.mark.place)
        for one in said
        if content(one) == content(reply)
    ]
    return replace(
        draft,
        edit=lambda data: with_record(
            data, draft.file, where, values, words=draft.words, flow=True
        ),
        against=lambda _: there,
    )
