"""Lists and tables handed out: in which formats, and what goes to stdout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from branchstd.cli.support.exits import Exit, RefusalError
from branchstd.cli.support.language import HELP
from branchstd.cli.support.output import write
from branchstd.cli.support.session import Session, show
from branchstd.findings import Place, Problem
from branchstd.mask import mask_all
from branchstd.render import tables
from branchstd.render.tables import Table
from branchstd.store.files import read_user_file
from branchstd.store.writing import put
from branchstd.text.csv import csv_text

BOM = "\ufeff"


class ListFormat(StrEnum):
    """All but `text` are UTF-8, whatever the terminal is; `csv` holds a single list."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"

    @property
    def is_document(self) -> bool:
        """Whether it may be read by others, or by a program."""
        return self is not ListFormat.TEXT


FormatOption = Annotated[ListFormat, typer.Option("--format", help=HELP["list_format"])]


def write_out(found: list[Table], format_: ListFormat, session: Session) -> None:
    """Masks the lists and writes them to stdout."""
    found, messages = mask_all(found), session.messages(document=format_.is_document)
    if format_ is ListFormat.TEXT:
        for table in found:
            show(tables.blocks(table, messages))
        return
    write(document_text(found, format_, session), console=False)


def document_text(found: list[Table], format_: ListFormat, session: Session) -> str:
    """The lists as they are: whoever writes them has masked them.

    JSON: `branchstd-lists-v1`. CSV: the first list alone, with BOM and CRLF.
    """
    if format_ is ListFormat.JSON:
        head = {"format": "branchstd-lists-v1", "as_of": session.as_of.isoformat()}
        return (
            json.dumps(
                head | {"lists": [tables.as_data(table) for table in found]},
                ensure_ascii=False,
            )
            + "\n"
        )
    if format_ is ListFormat.CSV:
        # With this mark and these line ends spreadsheets read it as it is meant.
        return BOM + csv_text(tables.cells(found[0])).replace("\n", "\r\n")
    return "\n".join(tables.markdown(table) for table in found)


def hand_out(
    files: Mapping[Path, bytes], session: Session, *, again: bool = False
) -> None:
    """Writes the files; of a run that was broken off the rest. again: whether all of
    them may stand there already as they are. Raises RefusalError, with nothing written,
    where another file stands in the place of one.
    """
    left = [path for path, data in files.items() if read_user_file(path) != data]
    looked_at = left or ([] if again else list(files))
    if taken := [path for path in looked_at if path.exists()]:
        raise RefusalError(
            [Problem("file_there", Place(str(path), 0)) for path in taken],
            Exit.UNWRITTEN,
        )
    for path in left:
        with session.settings.writing(path):
            put(path, files[path])


def safe_name(title: str) -> str:
    """A title as a file's name, on Windows too."""
    return "".join(
        "-" if character in '<>:"/\\|?*' or not character.isprintable() else character
        for character in title
    )
