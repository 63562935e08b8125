"""`rectify`: from gap to 销号. The town opens and settles items, the village plans and claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import typer

from branchstd.cli import rectify_register, rectify_town, rectify_village
from branchstd.cli.language import HELP
from branchstd.cli.pages import Command, Group
from branchstd.rules.items import State

app = typer.Typer(name="rectify", cls=Group, help=HELP["rectify"], no_args_is_help=True, add_completion=False)
COMMANDS: Final[dict[str, Callable[..., Any]]] = {
    "list": rectify_register.list_,
    "show": rectify_register.show_,
    "open": rectify_town.open_,
    "plan": rectify_village.plan,
    "progress": rectify_village.claim("progress"),
    "done": rectify_village.claim("done"),
    "ask": rectify_village.ask,
    "object": rectify_village.claim("dispute"),
    "confirm": rectify_town.confirm,
    "return": rectify_town.word("return", State.CLAIMED),
    "extend": rectify_town.extend,
    "watch": rectify_town.watch,
    "uphold": rectify_town.word("uphold", State.OBJECTED),
    "overrule": rectify_town.word("overrule", State.OBJECTED),
    "reopen": rectify_town.reopen,
    "verify": rectify_register.verify,
}
for name, function in COMMANDS.items():
    app.command(name, cls=Command, help=HELP[f"rectify_{name}"])(function)
