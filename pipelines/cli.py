"""The `crosstally` command: the list of its commands, each loaded only when it is called.

Belongs here: the list, and what all commands share on failure. Does not belong here: any command (see `commands/`). Nothing
heavy is imported here, so that `crosstally extract` starts at once.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("pipelines.commands.run:run", "Read, extract, normalise, reconcile and publish."),
    "check": ("pipelines.commands.check:check", "Check new articles against the tables, publishing nothing."),
    "conflicts": ("pipelines.commands.conflicts:conflicts", "List what disagrees, the worst first."),
    "show": ("pipelines.commands.show:show", "Show a figure, fact or conflict with its evidence."),
    "query": ("pipelines.commands.query:query", "Ask the tables in SQL."),
    "export": ("pipelines.commands.export:export", "Write tables as CSV, Excel or JSON lines."),
    "review": ("pipelines.commands.review:review", "Decide on a conflict, once and for all."),
    "changes": ("pipelines.commands.changes:changes", "List what is new since the run before."),
    "init": ("pipelines.commands.init:init", "Make a folder of your own."),
    "doctor": ("pipelines.commands.doctor:doctor", "Look whether everything is in order."),
    "rates": ("pipelines.commands.rates:rates", "Show the exchange rates, or fetch newer ones."),
    "extract": ("pipelines.commands.extract:extract", "Filter: text on standard input, figures as JSON lines out."),
}
"""Name of a command: where its click command is, and one line on it. A new command is a module and a line here."""


class LazyGroup(click.Group):
    """A group of commands that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the list."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - a slip in the list above
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with the nearest name for a slip of the keyboard."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f"Did you mean `crosstally {near[0]}`?" if near else "`crosstally --help` lists the commands."
            raise click.UsageError(f"There is no command {name!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from importlib import metadata

        click.echo(f"crosstally {metadata.version('crosstally')}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def crosstally() -> None:
    """Every figure that the news states, in one unit, with the conflicts between sources flagged and explained.

    \b
    Example:
      crosstally run --raw raw --warehouse warehouse
      crosstally conflicts
    """


def main() -> None:
    """Entry point: 0 on success, 1 on failure, 2 on wrong usage; a reader that goes away (`| head`) is no failure."""
    try:
        crosstally.main(standalone_mode=True)
    except BrokenPipeError:
        # Python would complain again when it flushes on exit.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
