"""`verify`: a report's check code against what the records say now of the same day."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

from branchstd.cli.support.context import Options
from branchstd.cli.support.exits import Exit, RefusalError, refusal, take_text
from branchstd.cli.support.language import HELP, LANG
from branchstd.cli.support.reporting import open_for_phase, written
from branchstd.cli.support.session import show
from branchstd.findings import Problem
from branchstd.messages import SPOKEN
from branchstd.messages.phrases import Phrases
from branchstd.store.files import text_of
from branchstd.store.templates import revision

MARK: Final = re.compile(
    r"branchstd-report phase=(deploy|advance|assess) village=([a-z0-9-]*)"
    rf" format=(md|html) lang=({'|'.join(SPOKEN)}) "
    r"as_of=(\d{4}-\d\d-\d\d)(?: terms=([k-z]{8}) ground=([k-z]{8}))?"
    r" code=([k-z]{10})"
)


def command(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(help=HELP["verify_files"], metavar="FILE...")
    ],
) -> int:
    worst, unread = Exit.CLEAN, list[Problem]()
    for path in files:
        try:
            old, new, line = _compare(context.obj, path)
        except RefusalError as error:  # the others are looked at all the same
            unread += error.problems
            continue
        key = (
            _other(old, new)
            if old.code != new.code
            else "retouched"
            if line
            else "verified"
        )
        values = {
            "code": old.code,
            "now": new.code,
            "terms": old.terms,
            "new_terms": new.terms,
        }
        show([Phrases(LANG).ui(key, file=path, line=line, **values)])
        worst = max(worst, Exit.CLEAN if key == "verified" else Exit.FINDINGS)
    if unread:
        raise RefusalError(unread)
    return worst


class ReportCode(NamedTuple):
    """What a report says of itself. terms, ground: empty in reports of older
    programs.
    """

    phase: str
    village: str
    format: str
    lang: str
    as_of: str
    terms: str
    ground: str
    code: str


def _other(old: ReportCode, new: ReportCode) -> str:
    """Why a report would be another one now."""
    if not old.ground:
        return "unverified_unsure"
    if old.ground == new.ground:
        return "unverified_terms"
    return "unverified_records" if old.terms == new.terms else "unverified_both"


def _compare(settings: Options, path: Path) -> tuple[ReportCode, ReportCode, int]:
    """The mark that stands in a report, the one it would have now, and the first line
    that says otherwise (0: none).

    The revision alone may differ: it is not part of what a report says. Raises
    RefusalError.
    """
    text = take_text(text_of(path))
    found = _last(text)
    if found is None:
        raise refusal("no_report", path)
    session = open_for_phase(
        replace(settings, lang=found.lang), found.phase, found.as_of
    )
    fresh = written(session, found.phase, found.village or None, found.format)
    again = _last(fresh) or found._replace(code="", ground="")
    said = session.messages(document=True).revision(
        revision(session.workspace.office.root)
    )
    return found, again, _differs(_lines(text), _lines(fresh), said)


def _lines(text: str) -> list[str]:
    """The words alone: an editor may add or take away blanks at the ends of lines and
    of the file.
    """
    return [line.rstrip() for line in MARK.sub("", text).rstrip().splitlines()]


def _differs(old: list[str], new: list[str], revision_: str) -> int:
    """The first line that is not the same but for the revision in it; 0 where all
    are.
    """
    for number, (was, now) in enumerate(zip_longest(old, new), 1):
        before, _, after = (now or "").partition(revision_)
        may_differ = now is not None and was is not None and revision_ in now
        if was != now and not (
            may_differ and was.startswith(before) and was.endswith(after)
        ):
            return number
    return 0


def _last(text: str) -> ReportCode | None:
    marks = MARK.findall(text)
    return ReportCode(*marks[-1]) if marks else None
