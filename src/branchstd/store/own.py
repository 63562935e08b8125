"""An office's own settings as read: maps of `data/town.yaml`, and the manual's words
and points in `manual.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from branchstd.catalogue.model import Catalogue, Plan
from branchstd.findings import Place, Problem, Severity, nearest
from branchstd.records.holdings import records_of
from branchstd.records.town import ManualRow, TownFacts
from branchstd.root import MARK
from branchstd.store.files import exists, path_name, read_bytes, shut
from branchstd.store.layout import TOWN_FILES, town_folder
from branchstd.store.parser import RecordParser
from branchstd.store.reading import SETTINGS, read_spec
from branchstd.store.strict import CatalogueError, locate, parse, stop
from branchstd.text.nodes import MappingNode, plain
from branchstd.text.yaml import TooMuchError, read_yaml

Manual = tuple[ManualRow, ...]
TOWN: Final = MARK.as_posix()
MANUAL: Final = next(spec for spec in TOWN_FILES if spec.kind == "manual_row")


def own_standards(
    root: Path,
    catalogue: Catalogue,
    plan: Plan,
    *,
    typed_in: Manual | None = None,
    file: str = "",
) -> tuple[Catalogue, Plan]:
    """What holds in the office. Raises CatalogueError where a setting cannot be used;
    it would change every result.

    typed_in: the manual's words from the table `file`, before they are kept.
    """
    town = _town(root)
    single = (key for key, _ in town.entries if key.text == "standards")
    _refuse(
        Problem("single_standards", Place(TOWN, key.line, key.column)) for key in single
    )
    said = MappingNode(
        tuple((k, v) for k, v in town.entries if k.text in SETTINGS),
        town.line,
        town.column,
    )
    manual = read_manual(root, plan.year) if typed_in is None else typed_in
    decisions, faulty = _rows(town, "decision")
    _refuse(faulty)
    if not (said.entries or manual or decisions):
        return catalogue, plan
    from branchstd.catalogue.choices import find_refusals  # few towns need it
    from branchstd.catalogue.overlay import faults, overlaid
    from branchstd.catalogue.settings import TownSettings

    settings, (staff, lost) = parse(said, TOWN, TownSettings), _rows(town, "staff")
    wrong = list(find_refusals(decisions, staff, settings, plan))
    # Who decided may stand in a row that cannot be read.
    _refuse([*lost, *wrong] if wrong else ())
    found = list(faults(settings, manual, decisions, catalogue, plan))
    stop(TOWN, said, (fault for fault in found if fault.path[0] in SETTINGS))
    file = file or path_name(root, manual_file(root, plan.year))
    _refuse(Problem(fault.code, Place(file, 0), fault.values) for fault in found)
    own = overlaid(settings, manual, decisions, catalogue, plan)
    _refuse(_manual_faults(manual, own[0]))
    _refuse(_unknown_staff(town, said))
    return own


def _rows(town: MappingNode, kind: str) -> tuple[list[Any], list[Problem]]:
    """Rows of one kind of the town's record, however the rest of it stands, and their
    faults: the last says so where there are more than are read.
    """
    nested = {of: name for name, of in TownFacts.nested.items()}[kind]
    labels = {nested, str(TownFacts.model_fields[nested].title)}
    typist = RecordParser(TOWN)
    with suppress(TooMuchError):
        for key, node in town.entries:
            if key.text in labels:
                typist.take_list(kind, node)
    return typist.records.get(kind, []), typist.problems


def _refuse(wrong: Iterable[Problem]) -> None:
    if problems := list(wrong):
        raise CatalogueError(problems)


def _town(root: Path) -> MappingNode:
    """An unreadable town.yaml has no settings; whoever opens the town reports it."""
    data = read_bytes(root, root / MARK)
    node = None if isinstance(data, Problem) else read_yaml(data, TOWN)[0]
    return node if isinstance(node, MappingNode) else MappingNode((), 1, 1)


def read_manual(root: Path, year: int) -> Manual:
    """What was typed in. Raises CatalogueError where the table is faulty."""
    path = manual_file(root, year)
    # Whoever opens the town tells of a folder that is shut.
    if shut(root, path.parent) or not exists(root, path):
        return ()
    read = read_spec(root, path, MANUAL)
    if wrong := [
        problem for problem in read.problems if problem.severity is Severity.ERROR
    ]:
        raise CatalogueError(wrong)
    return records_of(read.records, ManualRow)


def manual_file(root: Path, year: int) -> Path:
    """What the town typed in of the manual for a year; it need not be there."""
    return town_folder(root, year) / MANUAL.name


def _manual_faults(manual: Manual, own: Catalogue) -> Iterator[Problem]:
    """Each row is about a standard that holds or once held, each standard once."""
    known = {*own.withdrawn, *(standard.id for standard in own.standards)}
    seen = set[str]()
    for row in manual:
        place = row.mark.of("standard")
        if row.standard not in known:
            near = nearest(row.standard, known)
            yield Problem(
                "unknown_reference",
                place,
                {"to": "standards", "code": row.standard, "near": near},
            )
        if row.standard in seen:
            yield Problem("id_twice", place, {"id": row.standard})
        seen.add(row.standard)


def _unknown_staff(town: MappingNode, said: MappingNode) -> Iterator[Problem]:
    """Who decided is one of the town's cadres."""
    listed: list[object] = next(
        (
            plain(value)
            for key, value in town.entries
            if key.text in {"staff", "镇干部"}
        ),
        [],
    )
    known = {
        str(row.get("code") or row.get("代码"))
        for row in listed
        if isinstance(row, dict)
    }
    for path, code in _deciders(said):
        if code not in known:
            values = {"to": "staff", "code": code, "near": nearest(code, known)}
            yield Problem("unknown_reference", Place(TOWN, *locate(said, path)), values)


def _deciders(said: MappingNode) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where each setting says who decided it, and who that was."""
    for key, node in said.entries:
        value = plain(node)
        for name, entry in value.items():
            yield (key.text, name, "by"), entry["by"]
