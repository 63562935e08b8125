"""Help pages in the user's language: Chinese text wraps between characters, names stay
aligned.

Typer's own pages speak English only and cut Chinese lines off instead of wrapping them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from branchstd.cli.support.language import HELP
from branchstd.cli.support.layout import Row, lay_out


class Command(TyperCommand):
    """A command with a help page in the user's language."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Puts our own page in the place of Typer's."""
        formatter.write("\n".join(_page(self, ctx, formatter.width)) + "\n")


class Group(TyperGroup):
    """Commands under one name, with a help page in the user's language."""

    command_class = Command

    def summaries(self, ctx: Any) -> Iterator[tuple[str, str, str]]:
        """Panel, name and help of each command."""
        found = (
            (name, self.get_command(ctx, name)) for name in self.list_commands(ctx)
        )
        return (
            (HELP["commands"], name, (command and command.help) or "")
            for name, command in found
        )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Raises RefusalError with the nearest command for one that is not there."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            # Help pages wait for no layer below.
            from branchstd.cli.support.exits import refusal
            from branchstd.findings import excerpt, nearest

            near = nearest(args[0], known, 0.6)
            raise refusal(
                "unknown_command", ctx.command_path, name=excerpt(args[0]), near=near
            )
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Puts our own page in the place of Typer's."""
        formatter.write("\n".join(_page(self, ctx, formatter.width)) + "\n")


def group(name: str, text: str) -> typer.Typer:
    """A command that holds commands."""
    return typer.Typer(
        name=name, cls=Group, help=text, no_args_is_help=True, add_completion=False
    )


def _page(command: Any, ctx: Any, width: int) -> Iterator[str]:
    params = command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    return lay_out(
        " ".join([ctx.command_path, *_usage(command, arguments)]),
        command.help or "",
        {
            HELP["arguments"]: [_argument(param) for param in arguments],
            **_panels(command, ctx),
            HELP["options"]: [_option(param, ctx) for param in options],
        },
        width,
    )


def _usage(command: Any, arguments: Iterable[Any]) -> Iterator[str]:
    yield HELP["some_options"]
    yield from (param.metavar for param in arguments)
    if isinstance(command, Group):
        yield HELP["some_command"]


def _argument(param: Any) -> Row:
    return param.metavar, param.help or ""


def _option(param: Any, ctx: Any) -> Row:
    """Its names with what they take, and its help; what Typer adds itself is found by
    its name.
    """
    names = param.get_help_record(ctx)[0].replace("<", "").replace(">", "")
    text = next((HELP[name] for name in param.opts if name in HELP), param.help or "")
    default = (
        ""
        if param.default in {None, False}
        else HELP["default"].format(value=param.default)
    )
    return names, text + default


def _panels(command: Any, ctx: Any) -> dict[str, list[Row]]:
    panels: dict[str, list[Row]] = {}
    for panel, name, text in (
        command.summaries(ctx) if isinstance(command, Group) else ()
    ):
        panels.setdefault(panel, []).append((name, text))
    return panels
