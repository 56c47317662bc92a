"""The `steadyhand` command: which commands are there, and how is a failure told?"""

import importlib
from dataclasses import dataclass

import click

from steadyhand.commands.application import CannotDo, what_the_database_said


@dataclass(frozen=True, slots=True)
class Listed:
    """One command in the list: where its code is, what it does in a line, and a line to try."""

    code: str
    what: str
    example: str


# Names rather than imports: --help answers at once, and a command's code loads when it is asked for.
COMMANDS = {
    "run": Listed("commands.run.command:run", "Start the web server and the jobs.", "run --demo"),
    "demo": Listed("commands.demo.command:demo", "Make the invented dealership, or make it anew.", "demo --reset"),
    "simulate": Listed(
        "commands.simulate:simulate_command", "Make up a dealership of any size.", "simulate --technicians 12 --years 2"
    ),
    "dealership": Listed(
        "commands.dealership:dealership",
        "Open your own dealership: a link for the browser, or here.",
        'dealership open "Lakeside" --zone America/New_York --branch COL',
    ),
    "user": Listed(
        "commands.user:user",
        "Let people sign in; list them; give new passwords.",
        "user add dana@example.com --name Dana --role dispatcher",
    ),
    "import": Listed("commands.import_files:import_command", "Read a dealership's own files.", "import customers.csv"),
    "watch": Listed(
        "commands.watch:watch_command", "Read what the dealer's ERP writes into its folder.", "watch --status"
    ),
    "export": Listed("commands.export_files:export_command", "Write everything to files.", "export everything/"),
    "mail": Listed("commands.mail:mail", "Take in what customers write by e-mail.", "mail take letter.eml"),
    "texts": Listed("commands.texts:texts", "Where the gateway hands over texts from customers.", "texts address"),
    "numbers": Listed("commands.numbers:numbers", "Reckon the trade's numbers, and print them.", "numbers --json"),
    "promises": Listed(
        "commands.promises.command:promises",
        "Replay a log of yours: what would have been promised, and kept.",
        "promises backtest calls.csv --opened reported --closed fixed",
    ),
    "dispatch": Listed(
        "commands.dispatch.command:dispatch",
        "Plan a branch's day, or one in a file: who goes where, and why.",
        "dispatch solve docs/reference/dispatch/monday.json",
    ),
    "stock": Listed(
        "commands.stock.command:stock",
        "Say which parts the calls in a file will need, and why.",
        "stock predict docs/reference/stock/calls.csv",
    ),
    "guard": Listed(
        "commands.guard.command:guard",
        "Review messages to customers, and say them better.",
        "guard sent.csv --json",
    ),
    "maps": Listed(
        "commands.maps:maps", "Build a map for travel times; say who answers how long a drive is.", "maps status"
    ),
    "backup": Listed("commands.backup.command:backup", "Write all there is to one file.", "backup monday.tar.gz"),
    "restore": Listed(
        "commands.backup.restore_command:restore", "Bring a backup back, with proof.", "restore monday.tar.gz"
    ),
    "check": Listed("commands.check.command:check", "Say whether this machine is fit for it.", "check --json"),
    "migrate": Listed("commands.migrate:migrate", "Bring the tables up to this version.", "migrate"),
    "jobs": Listed("jobs.command:jobs", "Run only the jobs, for servers set up by hand.", "jobs"),
    "version": Listed("commands.version:version", "Say which version this is.", "version --json"),
}


class Commands(click.Group):
    """The group: lists commands without loading them, and turns what went wrong into a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name].code.partition(":")
        command: click.Command = getattr(importlib.import_module(f"steadyhand.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.what) for name, listed in COMMANDS.items()])
        with formatter.section("One example each"):
            formatter.write_text("\b\n" + "\n".join(f"steadyhand {listed.example}" for listed in COMMANDS.values()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Exception as problem:
            sentence = what_the_database_said(problem)
            if sentence is None:
                raise
            raise CannotDo(sentence) from problem


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(None, "--version", "-V", package_name="steadyhand", prog_name="Steadyhand")
def steadyhand() -> None:
    """Service software for dealerships whose technicians are the customer relationship.

    Try it: `steadyhand run --demo` starts an invented dealership on this machine and prints how to sign in.

    For your own: `steadyhand run` prints a link by which you set it up in a browser.
    Every night: `steadyhand backup`. Each command tells more with --help.

    Everything it keeps is in one folder, STEADYHAND_HOME (by default var/ beside the program), with an SQLite
    database in it; DATABASE_URL names a PostgreSQL database instead. All settings: docs/operate/settings.md.
    """


def main() -> None:
    """Run the command that was typed."""
    steadyhand(prog_name="steadyhand")


if __name__ == "__main__":
    main()
