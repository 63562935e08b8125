"""`add`: one more record of a village, by options or by questions; checked at once, and told what it serves.

A command for each kind of record; its options are the fields of that kind.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from inspect import Parameter
from typing import Annotated, Any, Final

import typer

from branchstd.cli.amending import DryRun, carried_out
from branchstd.cli.asking import at_terminal
from branchstd.cli.exits import Exit
from branchstd.cli.help import HELP, LANG
from branchstd.cli.options import OneVillage
from branchstd.cli.pages import Command, Group
from branchstd.cli.recording import SPECS, drafted, is_list, latest, questions
from branchstd.cli.session import open_session, show
from branchstd.cli.settings import Settings
from branchstd.records.town import KINDS
from branchstd.render import amend_text

app: Final = typer.Typer(name="add", cls=Group, help=HELP["add"], no_args_is_help=True, add_completion=False)


def _options(kind: str) -> Iterator[Parameter]:
    """The fields of a kind as options, all texts; what stands in a record of its own is none of them."""
    model = KINDS[kind]
    for name, info in model.model_fields.items():
        if name not in model.nested:
            text = str(info.title) if LANG == "zh" else f"{info.description}"
            option = typer.Option(f"--{name.replace('_', '-')}", help=text, metavar="TEXT")
            kept: Any = list[str] | None if is_list(kind, name) else str | None
            yield Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kept, option])


def _command(kind: str) -> Callable[..., int]:
    def command(context: typer.Context, village: str, *, dry_run: bool = False, **fields: Any) -> int:
        return _add(context.obj, (kind, village), {name: v for name, v in fields.items() if v}, dry_run=dry_run)

    first = [
        Parameter("context", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context),
        Parameter("village", Parameter.POSITIONAL_OR_KEYWORD, annotation=OneVillage),
    ]
    last = Parameter("dry_run", Parameter.KEYWORD_ONLY, default=False, annotation=DryRun)
    command.__signature__ = inspect.Signature([*first, *_options(kind), last])  # type: ignore[attr-defined]
    command.__annotations__ = {}  # the signature has them
    return command


def _add(settings: Settings, which: tuple[str, str], given: dict[str, Any], *, dry_run: bool) -> int:
    said = questions(open_session(settings), which, given) if at_terminal() else given
    done = carried_out(settings, lambda session: drafted(session, which, said), dry_run=dry_run)
    found = done.amendment
    show(amend_text.served(found.now.assessment, latest(found, which[0]), done.session.speech()))
    return Exit.CLEAN


for known in SPECS:
    about = KINDS[known].zh if LANG == "zh" else (KINDS[known].__doc__ or "").partition("\n")[0]
    app.command(known.replace("_", "-"), cls=Command, help=HELP["add_one"].format(what=about))(_command(known))
